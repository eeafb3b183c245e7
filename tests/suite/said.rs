//! Everything the program says of the corpus: marked, in both languages with the same figures, and in
//! Swedish without English.

use std::collections::BTreeSet;

use assert_cmd::Command;
use statsbidrag::checks::{Figures, parse_checks};
use statsbidrag::decision::{Decision, corpus, embedded_places};
use statsbidrag::lang::{Lang, Wording};
use statsbidrag::tables::Place;

/// Commands that succeed, and some that do not, over all that the program can be asked.
const COMMANDS: [&[&str]; 36] = [
    &["list"],
    &["audit"],
    &["audit", "--unchecked", "kompetens-2020"],
    &["audit", "docs/exempel"],
    &["audit", "docs/exempel/bidrag.csv"],
    &["explain", "aldreomsorg-2023", "timanstallda", "Falun"],
    &["explain", "aldreomsorg-2023", "timanstallda", "Ale"],
    &["explain", "aldreomsorg-2023", "god-vard", "Umeå"],
    &["explain", "aldreomsorg-2023", "sjukskoterskor", "Falun"],
    &["explain", "aldreomsorg-2023", "lyftet", "Motala"],
    &["explain", "aldreomsorg-2023", "specialist", "Ale"],
    &[
        "explain",
        "aldreomsorg-2023",
        "lakarkompetens",
        "Dalarnas län",
    ],
    &["explain", "dalarna-2020", "god-vard", "Falun"],
    &["place", "Falun"],
    &["place", "Stockholm"],
    &["read", "docs/exempel/bidrag.csv"],
    &["discover", "docs/exempel/bidrag.csv"],
    &["allocate", "aldreomsorg-2023"],
    &["allocate", "dalarna-2020"],
    &["allocate", "jamtland-harjedalen-2019"],
    &[
        "what-if",
        "aldreomsorg-2023",
        "timanstallda",
        "--set",
        "god-niva=18",
    ],
    &[
        "what-if",
        "aldreomsorg-2023",
        "timanstallda",
        "--sweep",
        "god-niva",
    ],
    &[
        "what-if",
        "aldreomsorg-2023",
        "specialist",
        "--reading",
        "utan-justering",
    ],
    &["what-if", "aldreomsorg-2023", "timanstallda"],
    &[
        "what-if",
        "aldreomsorg-2023",
        "timanstallda",
        "--set",
        "god-niv=18",
    ],
    &["infer", "aldreomsorg-2023", "bilaga1.god_rekvirerat"],
    &["infer", "aldreomsorg-2023", "bilaga1.lyftet_rekvirerat"],
    &[
        "infer",
        "aldreomsorg-2023",
        "bilaga1.spec_rekvirerat",
        "--two-rounds",
        "--appropriation",
        "45600000",
    ],
    &[
        "infer",
        "aldreomsorg-2023",
        "bilaga1.spec_rekvirerat",
        "--base",
        "unknown",
        "--appropriation",
        "45600000",
    ],
    &[
        "infer",
        "aldreomsorg-2023",
        "bilaga1.god_rekvirerat",
        "--appropriation",
        "3998500000",
        "--appropriation",
        "1000000",
    ],
    &["infer", "aldreomsorg-2023", "god-vard", "--procedures"],
    &[
        "infer",
        "aldreomsorg-2023",
        "bilaga1.god_rekvirerat",
        "--factor-of",
        "bilaga1.god_anvant",
    ],
    &[
        "infer",
        "aldreomsorg-2023",
        "--threshold",
        "bilaga1.god_anvant",
        "--count",
        "12",
    ],
    &["infer", "aldreomsorg-2023", "bilaga1.finns_ej"],
    &["explain", "aldreomsorg-2023", "timanstallda", "Finnsej"],
    &["explain", "aldreomsorg-2023", "finns-ej", "Falun"],
];

/// What a command says on both streams.
fn said(lang: &str, arguments: &[&str]) -> (String, Option<i32>) {
    let output = Command::cargo_bin("statsbidrag")
        .expect("the program")
        .args(["--lang", lang])
        .args(arguments)
        .output()
        .expect("a run");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    let said = text(output.stdout) + &text(output.stderr);
    (said, output.status.code())
}

/// The decisions whose figures and names are data where they are shown.
fn decisions() -> Vec<Decision> {
    let mut decisions = corpus().expect("the corpus");
    let places = embedded_places().expect("the places");
    let folder = statsbidrag::tables::Folder::from_disk("docs/exempel".as_ref());
    decisions.push(Decision::load(folder.expect("a folder"), &places).expect("the example"));
    decisions
}

/// The sentences of the data: of checks, of rules, and why findings are known.
fn sentences(decisions: &[Decision], lang: Lang) -> Vec<String> {
    let mut all: Vec<Wording> = Vec::new();
    for decision in decisions {
        let figures = Figures::new(decision);
        let files = decision.folder.file_names();
        for file in files.filter(|it| it.starts_with("checks") && it.ends_with(".txt")) {
            let text = decision.folder.text(file, "the checks").expect("checks");
            let checks = parse_checks(text, &Place::file(file), &figures).expect("checks");
            all.extend(checks.into_iter().map(|it| it.text));
        }
        all.extend(decision.known.known.iter().map(|it| it.reason.clone()));
        for grant in &decision.grants {
            all.extend(grant.readings.iter().map(|it| it.title.clone()));
            all.extend(grant.conditions.iter().map(|it| it.title.clone()));
        }
        all.extend(
            decision
                .parameters
                .values()
                .filter_map(|it| it.basis.clone()),
        );
    }
    let mut sentences: Vec<String> = all.iter().map(|it| it.in_lang(lang).to_owned()).collect();
    // the longer one may hold a shorter one
    sentences.sort_by_key(|it| std::cmp::Reverse(it.len()));
    sentences.dedup();
    sentences
}

/// The words of names, titles and cells: nothing that an author wrote in sentences.
fn data_words(decisions: &[Decision]) -> BTreeSet<String> {
    let mut texts: Vec<String> = Vec::new();
    for decision in decisions {
        let manifest = &decision.manifest;
        texts.extend([
            manifest.id.clone(),
            manifest.title.sv.clone(),
            manifest.source.document.clone(),
        ]);
        for table in decision.tables.values() {
            texts.push(table.id.clone());
            for column in &table.columns {
                texts.extend([column.id.clone(), format!("{}.{}", table.id, column.id)]);
            }
            for (position, row) in table.rows.iter().enumerate() {
                texts.extend([row.label.clone(), row.key.clone()]);
                texts.extend(table.cells(position).map(|it| it.printed.to_owned()));
            }
        }
        for claim in &decision.claims {
            texts.extend([claim.id.clone(), claim.printed.clone()]);
        }
        for parameter in decision.parameters.values() {
            let (id, printed) = (parameter.id.clone(), parameter.printed.clone());
            texts.extend([id, printed, parameter.quote.clone()]);
        }
        for grant in &decision.grants {
            texts.extend([grant.id.clone(), grant.title.clone()]);
            texts.extend(grant.readings.iter().map(|it| it.id.clone()));
            texts.extend(grant.conditions.iter().map(|it| it.id.clone()));
        }
        let figures = Figures::new(decision);
        let files = decision.folder.file_names();
        for file in files.filter(|it| it.starts_with("checks") && it.ends_with(".txt")) {
            let text = decision.folder.text(file, "the checks").expect("checks");
            let checks = parse_checks(text, &Place::file(file), &figures).expect("checks");
            texts.extend(checks.into_iter().map(|it| it.id));
        }
    }
    let places = embedded_places().expect("the places");
    texts.extend(places.all().map(|it| it.name.clone()));
    // the headings of files that programs read, the names that the draft of a file makes, and the
    // "table" of a figure in the text
    let made = "claim line_1 tabell-summa-beviljat tabell-summa-line_1";
    texts.extend(["grant,code,name,kronor", "line,code,row", made].map(str::to_owned));
    texts.iter().flat_map(|it| words(it)).collect()
}

/// Words of at least three letters.
fn words(text: &str) -> Vec<String> {
    text.split(|char: char| !char.is_alphanumeric() && !"-_".contains(char))
        .map(|it| it.trim_matches(['-', '_']).to_owned())
        .filter(|it| it.chars().filter(|it| it.is_alphabetic()).count() > 2)
        .collect()
}

/// What stands between no marks, emphasis left aside.
fn unmarked(text: &str) -> String {
    let mut depth = 0_usize;
    let plain = text.chars().filter(|&char| {
        depth = match char {
            '⟦' => depth + 1,
            '⟧' => depth.saturating_sub(1),
            _ => depth,
        };
        depth == 0 && char != '⟧'
    });
    plain.collect()
}

fn without(mut text: String, sentences: &[String]) -> String {
    for sentence in sentences {
        if text.contains(sentence.as_str()) {
            text = text.replace(sentence.as_str(), " ");
        }
    }
    text
}

#[test]
fn nothing_but_data_reaches_a_reader_without_a_mark() {
    let decisions = decisions();
    let (sentences, data) = (sentences(&decisions, Lang::Marked), data_words(&decisions));
    for arguments in COMMANDS {
        let (marked, _) = said("marked", arguments);
        assert!(
            marked.contains('⟦'),
            "{arguments:?} says nothing:\n{marked}"
        );
        let typed: BTreeSet<String> = arguments.iter().flat_map(|it| words(it)).collect();
        // a line of arithmetic may hold the language of checks
        let lines = marked
            .lines()
            .filter(|line| !line.contains("⟦certificate⟧"));
        let told: Vec<&str> = lines.collect();
        let outside = unmarked(&without(told.join("\n"), &sentences));
        let stray: BTreeSet<String> = words(&outside)
            .into_iter()
            .filter(|it| !data.contains(it) && !typed.contains(it) && it != "statsbidrag")
            .collect();
        assert!(stray.is_empty(), "{arguments:?}: {stray:?}");
    }
}

/// What a page, a log or a suite says: no tags, style, script or names of members.
fn words_of_format(text: &str, format: &str) -> String {
    match format {
        "html" => {
            let mut kept = String::new();
            for piece in text.split("<style>") {
                kept.push_str(piece.split("</style>").last().unwrap_or_default());
            }
            let mut said = String::new();
            for piece in kept.split("<script").enumerate() {
                let own = match piece {
                    (0, first) => first,
                    (_, later) => later.split_once("</script>").map_or("", |(_, rest)| rest),
                };
                said.push_str(own);
            }
            let mut out = String::new();
            let mut is_tag = false;
            for char in said.chars() {
                match char {
                    '<' => is_tag = true,
                    '>' => {
                        is_tag = false;
                        out.push(' ');
                    }
                    _ if !is_tag => out.push(char),
                    _ => {}
                }
            }
            // what is read aloud or shown over a cell stands in attributes
            for name in ["aria-label", "title", "alt", "placeholder"] {
                out.push_str(&attributes(&said, name));
            }
            out.replace("&quot;", "\"")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&")
        }
        "sarif" => {
            let log: serde_json::Value = serde_json::from_str(text).expect("JSON");
            let mut said = String::new();
            texts_of(&log, &mut said);
            said
        }
        "junit" => {
            let texts = text.split('<').filter_map(|it| it.split_once('>'));
            let told: Vec<&str> = texts.map(|(_, told)| told).collect();
            let told = told.join("\n") + &attributes(text, "message");
            told.replace("&quot;", "\"").replace("&apos;", "'")
        }
        _ => text.replace('\\', ""),
    }
}

/// What all attributes of a name say, a line each.
fn attributes(text: &str, name: &str) -> String {
    let opening = format!(" {name}=\"");
    let after = text.split(&opening).skip(1);
    let said: Vec<&str> = after.filter_map(|it| it.split('"').next()).collect();
    format!("\n{}", said.join("\n"))
}

/// Every `text` in a log.
fn texts_of(value: &serde_json::Value, out: &mut String) {
    match value {
        serde_json::Value::Object(members) => {
            for (name, member) in members {
                match member {
                    serde_json::Value::String(text) if name == "text" => {
                        out.push_str(text);
                        out.push('\n');
                    }
                    other => texts_of(other, out),
                }
            }
        }
        serde_json::Value::Array(all) => all.iter().for_each(|it| texts_of(it, out)),
        _ => {}
    }
}

#[test]
fn nothing_but_data_stands_in_a_report_without_a_mark() {
    let decisions = decisions();
    let (sentences, mut data) = (sentences(&decisions, Lang::Marked), data_words(&decisions));
    // a report shows more of a decision than the text does
    for decision in &decisions {
        let tables = decision.tables.values();
        let titles = tables.flat_map(|it| it.columns.iter().map(|it| &it.title).chain([&it.title]));
        titles.for_each(|it| data.extend(words(it)));
        data.extend(words(&decision.manifest.authority));
        // what a claim says is written by whoever made the folder, in one language
        if decision.folder.name.contains("exempel") {
            decision
                .claims
                .iter()
                .for_each(|it| data.extend(words(&it.meaning)));
        }
        let files = decision.folder.file_names();
        files.for_each(|it| data.extend(it.split('.').map(str::to_owned)));
    }
    // the sentences of relations that were found are made in both languages as data, like those of
    // checks; the names are of files that the draft of a document makes
    let found = "Its label says it: columns, lines, once in … by chance";
    data.extend(words(found));
    data.extend(words("checks-found intake origins"));
    let what_if = ["what-if", "aldreomsorg-2023", "timanstallda"];
    let commands: [(&[&str], &[&str]); 5] = [
        (
            &["audit", "docs/exempel"],
            &["html", "md", "sarif", "junit"],
        ),
        (&["audit", "docs/exempel/bidrag.csv"], &["html", "md"]),
        (&["place", "Falun"], &["html", "md"]),
        (
            &[&what_if[..], &["--set", "god-niva=18"]].concat(),
            &["html", "md"],
        ),
        (
            &["infer", "aldreomsorg-2023", "bilaga1.god_rekvirerat"],
            &["html", "md"],
        ),
    ];
    for (arguments, formats) in commands {
        for format in formats {
            let typed = [arguments, &["--format", format]].concat();
            let (marked, _) = said("marked", &typed);
            assert!(marked.contains('⟦'), "{typed:?} says nothing");
            let told = words_of_format(&marked, format);
            // a line of arithmetic may hold the language of checks, a fingerprint has letters
            let lines = told.lines().filter(|line| !line.contains("⟦arithmetic⟧"));
            let told: Vec<&str> = lines.collect();
            let outside = unmarked(&without(told.join("\n"), &sentences));
            let typed: BTreeSet<String> = typed.iter().flat_map(|it| words(it)).collect();
            let is_fingerprint = |it: &str| it.len() == 64;
            let stray: BTreeSet<String> = words(&outside)
                .into_iter()
                .filter(|it| !data.contains(it) && !typed.contains(it) && it != "statsbidrag")
                .filter(|it| !is_fingerprint(it))
                .collect();
            assert!(stray.is_empty(), "{arguments:?} as {format}: {stray:?}");
        }
    }
}

/// The runs of digits, thousands put together, sorted: another order of words is no other number.
fn numbers(text: &str) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    let digit = |at: usize| letters.get(at).is_some_and(char::is_ascii_digit);
    let mut runs = Vec::new();
    let mut run = String::new();
    for (at, letter) in letters.iter().enumerate() {
        let groups = matches!(letter, ' ' | '\u{a0}')
            && at > 0
            && digit(at - 1)
            && (1..=3).all(|it| digit(at + it))
            && !digit(at + 4);
        if letter.is_ascii_digit() {
            run.push(*letter);
        } else if !groups && !run.is_empty() {
            runs.push(std::mem::take(&mut run));
        }
    }
    runs.push(run);
    runs.sort_unstable();
    runs
}

#[test]
fn both_languages_hold_the_same_figures() {
    for arguments in COMMANDS {
        let [(english, status), (swedish, own)] = ["en", "sv"].map(|lang| said(lang, arguments));
        assert_eq!(status, own, "{arguments:?}");
        assert_ne!(english, swedish, "{arguments:?}");
        let (mut english, swedish) = (numbers(&english), numbers(&swedish));
        if english != swedish {
            let mut more = swedish;
            more.retain(|it| {
                let found = english.iter().position(|own| own == it);
                found.map(|at| english.remove(at)).is_none()
            });
            panic!("{arguments:?}: only English {english:?}, only Swedish {more:?}");
        }
    }
}

/// English words that no Swedish sentence has; *not* is a footnote and *is* is ice.
const ENGLISH: [&str; 16] = [
    "the", "and", "are", "with", "which", "found", "expected", "would", "cannot", "rows",
    "figures", "amounts", "that", "than", "only", "there",
];

#[test]
fn swedish_has_no_english_in_it_and_calls_no_printed_figure_an_error() {
    let decisions = decisions();
    let sentences = sentences(&decisions, Lang::Sv);
    for arguments in COMMANDS {
        let (swedish, status) = said("sv", arguments);
        // the language of checks, and what is typed, are as they are
        let lines = swedish
            .lines()
            .filter(|line| !line.trim_start().starts_with("bevis "));
        let told = without(lines.collect::<Vec<_>>().join("\n"), &sentences);
        let typed: BTreeSet<String> = arguments.iter().flat_map(|it| words(it)).collect();
        let english: Vec<String> = words(&told.to_lowercase())
            .into_iter()
            .filter(|it| ENGLISH.contains(&it.as_str()) && !typed.contains(it))
            .collect();
        assert!(english.is_empty(), "{arguments:?}: {english:?}");
        if status != Some(2) {
            let blames = words(&told.to_lowercase())
                .into_iter()
                .any(|it| it == "fel" || it.starts_with("felaktig"));
            assert!(!blames, "{arguments:?} calls something a mistake");
        }
        let breaks = |unit: &str| {
            let at = told.find(unit)?;
            let before = told[..at].chars().next_back()?;
            before
                .is_ascii_digit()
                .then(|| told[at.saturating_sub(30)..].lines().next())
        };
        // the unit of a number of ours never stands alone on the next line
        let printed = ["explain", "place", "read", "audit", "discover"].contains(&arguments[0]);
        assert!(
            printed || breaks(" kr").is_none(),
            "{arguments:?}: {:?}",
            breaks(" kr")
        );
    }
}
