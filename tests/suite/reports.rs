//! Reports: one model, every format, both languages.

use std::path::Path;
use std::sync::OnceLock;

use statsbidrag::audit::{DecisionAudit, audit};
use statsbidrag::decision::{Decision, corpus, embedded_places};
use statsbidrag::intake::{ReadOptions, Sheet, SheetPlace, read_document};
use statsbidrag::lang::Lang;
use statsbidrag::report::{
    Report, Sources, audit_html, audit_json, audit_junit, audit_markdown, audit_sarif, audit_xlsx,
    document, entries_markdown,
};
use statsbidrag::tables::Folder;

fn audited() -> &'static [(Decision, DecisionAudit)] {
    static AUDITED: OnceLock<Vec<(Decision, DecisionAudit)>> = OnceLock::new();
    AUDITED.get_or_init(|| {
        let decisions = corpus().expect("the corpus");
        let audited = decisions.into_iter().map(|decision| {
            let audit = audit(&decision).expect("an audit");
            (decision, audit)
        });
        audited.collect()
    })
}

fn report(lang: Lang) -> Report<'static> {
    let pairs = audited().iter().map(|(decision, audit)| (decision, audit));
    Report::new(pairs, vec!["audit".to_owned()], &Sources::default(), lang)
}

/// The pieces between `before` and `after`, in order.
fn between<'t>(text: &'t str, before: &str, after: &str) -> Vec<&'t str> {
    let pieces = text.split(before).skip(1);
    pieces
        .map(|it| it.split(after).next().unwrap_or_default())
        .collect()
}

#[test]
fn the_page_has_the_counts_of_the_model_and_of_json() {
    let report = report(Lang::En);
    let counts = report.counts();
    let audits: Vec<DecisionAudit> = audited().iter().map(|(_, it)| it.clone()).collect();
    let json: serde_json::Value =
        serde_json::from_str(&document(&audit_json(&audits, Lang::En))).expect("JSON");
    assert_eq!(json["summary"]["checks"], counts.checks.evaluated);
    assert_eq!(json["summary"]["findings"], counts.findings);
    assert_eq!(json["summary"]["new"], counts.new);
    let page = audit_html(&report);
    let numbers: Vec<String> = between(&page, "<dd><strong>", "</strong>")
        .into_iter()
        .map(|it| it.replace('\u{a0}', ""))
        .collect();
    let [reproduced, checked, _] = counts.figures;
    let expected = [
        counts.checks.evaluated,
        reproduced,
        checked,
        counts.findings,
    ];
    assert_eq!(numbers, expected.map(|it| it.to_string()));
    assert_eq!(
        between(&page, "<article class=\"finding", ">").len(),
        counts.findings
    );
    // every cell of every printed table, in the state that the audit counts
    let cells = |start: &str| page.matches(start).count();
    let claims: usize = audited().iter().map(|(it, _)| it.claims.len()).sum();
    assert!(claims > 400, "{claims}");
    let not_checked = cells("<td class=\"u\"");
    assert!(
        not_checked <= counts.figures[2] && not_checked > 20,
        "{not_checked}"
    );
}

#[test]
fn a_page_is_the_same_on_two_runs_and_smaller_than_a_megabyte() {
    for lang in [Lang::En, Lang::Sv] {
        let page = audit_html(&report(lang).with_sweeps());
        assert_eq!(page, audit_html(&report(lang).with_sweeps()));
        assert!(page.len() < 1_000_000, "{} bytes", page.len());
    }
}

#[test]
fn links_within_a_page_lead_somewhere_and_flagged_cells_link_both_ways() {
    let page = audit_html(&report(Lang::Sv).with_sweeps());
    let ids: std::collections::BTreeSet<&str> =
        between(&page, " id=\"", "\"").into_iter().collect();
    let all = between(&page, " id=\"", "\"");
    assert_eq!(ids.len(), all.len(), "every id is there once");
    let links = between(&page, "href=\"#", "\"");
    assert!(links.len() > 500, "{}", links.len());
    for link in &links {
        assert!(ids.contains(link), "#{link} leads nowhere");
    }
    // every flagged cell has a name that a finding links to
    let flagged = between(&page, "<td class=\"f\"", ">");
    assert!(flagged.len() > 100, "{}", flagged.len());
    let linked: std::collections::BTreeSet<&&str> = links.iter().collect();
    let without = flagged.iter().filter(|it| {
        let id = between(it, " id=\"", "\"");
        id.first().is_none_or(|id| !linked.contains(id))
    });
    assert_eq!(without.count(), 0);
}

#[test]
fn nothing_is_asked_of_a_network_and_only_the_own_script_runs() {
    let page = audit_html(&report(Lang::En));
    let policy = between(
        &page,
        "http-equiv=\"Content-Security-Policy\" content=\"",
        "\"",
    );
    assert!(
        policy[0].starts_with("default-src 'none'; style-src 'sha256-"),
        "{}",
        policy[0]
    );
    for asking in [
        "http://", "https://", "src=", "@import", "url(", "style=\"", " onclick", "fetch(",
    ] {
        assert!(!page.contains(asking), "{asking}");
    }
}

/// A decision whose texts are markup, a formula and a script's end.
fn hostile() -> Decision {
    let files = [
        (
            "decision.toml",
            "id = \"hostile\"\nauthority = \"<b>A</b>\"\n[title]\nsv = \"</title><script>alert(1)</script>\"\n\
             en = \"x\"\n[source]\ndocument = \"a.txt\"\nsha256 = \"0000000000000000000000000000000000000000000000000000000000000000\"\n",
        ),
        (
            "tables.toml",
            "[t]\ntitle = \"<img src=x onerror=alert(1)>\"\nlines = \"1-3\"\nrows = \"label\"\n\
             [t.columns]\na = { title = \"=cmd|'/c calc'!A1\", unit = \"count\" }\nb = { title = \"b\", unit = \"text\" }\n",
        ),
        (
            "t.csv",
            "line,key,row,a,b\n1,x,<script>alert(2)</script>,1,=cmd|'/c calc'!A1\n2,y,\"</script><i>\",2,+1\n\
             3,z,\"\"\" onclick=\"\"alert(3)\",4,@x\n",
        ),
        (
            "checks.txt",
            "check summa sum\n  \"<u>The parts</u> & 'their' total.\"\n  t[x].a + t[y].a = t[z].a\n",
        ),
    ];
    let places = embedded_places().expect("places");
    Decision::load(Folder::from_texts("hostile", &files), &places).expect("a decision")
}

#[test]
fn text_of_a_document_is_text_on_the_page() {
    let decision = hostile();
    let audit = audit(&decision).expect("an audit");
    assert_eq!(audit.findings.len(), 1, "the sum differs");
    let sources = Sources::default();
    let report = Report::new([(&decision, &audit)], Vec::new(), &sources, Lang::Sv);
    let page = audit_html(&report);
    for markup in [
        "<script>alert",
        "<img",
        "<b>A",
        "<i>",
        "<u>",
        " onclick=\"alert",
    ] {
        assert!(!page.contains(markup), "{markup}");
    }
    assert!(page.contains("&lt;script&gt;alert(2)&lt;/script&gt;"));
    assert_eq!(
        page.matches("<script").count(),
        page.matches("</script>").count()
    );
}

#[test]
fn a_finding_is_shown_in_the_lines_of_its_source() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/sources");
    let (decision, audit) = &audited()[0];
    let Ok(text) = std::fs::read_to_string(folder.join(&audit.document)) else {
        eprintln!("NOT TESTED: the source texts are absent");
        return;
    };
    let mut sources = Sources::default();
    sources.texts.insert(audit.document.clone(), text);
    let report = Report::new([(decision, audit)], Vec::new(), &sources, Lang::Sv);
    let page = audit_html(&report);
    // line 3833 of the source text, with the figure in question marked
    assert!(page.contains("1 341 625 529 720 <mark>88 %</mark> 5 455 305"));
}

#[test]
fn sarif_junit_and_markdown_have_the_counts_of_the_model() {
    for lang in [Lang::En, Lang::Sv] {
        let report = report(lang);
        let counts = report.counts();
        let sarif: serde_json::Value = serde_json::from_str(&audit_sarif(&report)).expect("JSON");
        let runs = sarif["runs"].as_array().expect("runs");
        assert_eq!(runs.len(), counts.decisions);
        let results: Vec<&serde_json::Value> = runs
            .iter()
            .flat_map(|run| run["results"].as_array().expect("results"))
            .collect();
        assert_eq!(results.len(), counts.findings);
        let new = results.iter().filter(|it| it["baselineState"] == "new");
        assert_eq!(new.count(), counts.new);
        let motala = results.iter().find(|it| {
            it["partialFingerprints"]["finding/v1"] == "bilaga1-lyftet-andel-oanvant/2409"
        });
        let at = &motala.expect("Motala")["locations"][0]["physicalLocation"];
        assert_eq!(at["artifactLocation"]["uri"], "001_17f8cdaec1c8c222.txt");
        assert_eq!(at["region"]["startLine"], 3833);

        let junit = audit_junit(&report);
        let property = |name: &str| -> usize {
            let found = between(&junit, &format!("<property name=\"{name}\" value=\""), "\"");
            found
                .iter()
                .map(|it| it.parse::<usize>().expect("a count"))
                .sum()
        };
        assert_eq!(property("checks"), counts.checks.evaluated);
        assert_eq!(property("findings"), counts.findings);
        let checks: usize = audited().iter().map(|(_, it)| it.checks.len()).sum();
        assert!(
            junit.matches("<testcase ").count() >= checks,
            "one case a check"
        );
        assert_eq!(junit.matches("<failure").count(), 0, "nothing is new");

        let markdown = audit_markdown(&report);
        assert_eq!(markdown.matches("\n### ").count(), counts.findings);
        assert_eq!(audit_sarif(&report), audit_sarif(&report));
        assert_eq!(junit, audit_junit(&report));
    }
}

#[test]
fn a_new_finding_fails_its_check_and_text_of_a_document_is_text() {
    let decision = hostile();
    let audit = audit(&decision).expect("an audit");
    let sources = Sources::default();
    let report = Report::new([(&decision, &audit)], Vec::new(), &sources, Lang::Sv);
    let junit = audit_junit(&report);
    assert!(junit.contains("failures=\"1\""), "{junit}");
    assert!(!junit.contains("<u>") && junit.contains("&lt;u&gt;"));
    let markdown = audit_markdown(&report);
    for markup in [" <script", "<u>", "<b>"] {
        assert!(!markdown.contains(markup), "{markup}");
    }
    let sarif: serde_json::Value = serde_json::from_str(&audit_sarif(&report)).expect("JSON");
    assert_eq!(sarif["runs"][0]["results"][0]["baselineState"], "new");
}

#[test]
fn every_kind_and_cause_has_an_entry_and_the_page_of_them_is_what_the_program_says() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/findings.md");
    let page = std::fs::read_to_string(page).expect("docs/findings.md");
    assert!(
        page == entries_markdown(),
        "write docs/findings.md anew: statsbidrag help findings > docs/findings.md"
    );
    assert!(page.matches("\n### ").count() >= 38);
}

#[test]
fn a_report_in_json_is_made_again_the_same_and_says_what_differs() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("report.json");
    let program = || assert_cmd::Command::cargo_bin("statsbidrag").expect("the program");
    let mut audit = program();
    audit
        .args(["audit", "dalarna-2020", "--lang", "sv", "-o"])
        .arg(&file);
    audit.assert().success().stdout("");
    let mut verify = program();
    verify.arg("verify").arg(&file).args(["--lang", "en"]);
    verify.assert().success();
    let text = std::fs::read_to_string(&file).expect("the report");
    let root = folder.path().display().to_string();
    assert!(!text.contains(&root), "no absolute path");
    // another figure, another fingerprint
    let changed = text.replace("2,9 mkr", "2,8 mkr");
    assert_ne!(changed, text);
    std::fs::write(&file, changed).expect("a file");
    let mut verify = program();
    let said = verify
        .arg("verify")
        .arg(&file)
        .args(["--lang", "en"])
        .assert()
        .code(1);
    let said = String::from_utf8_lossy(&said.get_output().stdout).into_owned();
    assert!(
        said.contains("/decisions/dalarna-2020/findings/regionerna-nara-vard"),
        "{said}"
    );
    assert!(said.contains("was 2,8 mkr, is 2,9 mkr"), "{said}");
}

#[test]
fn the_ending_says_the_format_and_an_unknown_one_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut program = assert_cmd::Command::cargo_bin("statsbidrag").expect("the program");
    program.args(["audit", "dalarna-2020", "--lang", "en"]);
    for name in ["a.html", "a.json", "a.sarif", "a.xml", "a.md", "a.txt"] {
        program.arg("-o").arg(folder.path().join(name));
    }
    program.assert().success().stdout("");
    for (name, start) in [
        ("a.html", "<!DOCTYPE html>"),
        ("a.json", "{"),
        ("a.sarif", "{"),
        ("a.xml", "<?xml"),
        ("a.md", "# "),
        ("a.txt", "dalarna-2020"),
    ] {
        let text = std::fs::read_to_string(folder.path().join(name)).expect(name);
        assert!(text.starts_with(start), "{name}");
        assert!(
            !text.contains('\u{1b}'),
            "{name} has no emphasis of a terminal"
        );
    }
    let mut program = assert_cmd::Command::cargo_bin("statsbidrag").expect("the program");
    let said = program
        .args(["audit", "dalarna-2020", "--lang", "en", "-o", "a.pdf"])
        .assert();
    let said = said.code(2);
    let said = String::from_utf8_lossy(&said.get_output().stderr).into_owned();
    for word in ["a.pdf", "the ending says the format", ".html", ".sarif"] {
        assert!(said.contains(word), "{said}");
    }
}

/// The cells of a sheet as they are read back: its headings and rows, each with the label first.
fn read_back(bytes: &[u8], sheet: &str) -> Vec<Vec<String>> {
    let read = read_document("report.xlsx", bytes, &ReadOptions::default()).expect("a workbook");
    let is_own =
        |it: &&Sheet| matches!(&it.place, SheetPlace::Cell { sheet: name, .. } if name == sheet);
    let own: Vec<&Sheet> = read.sheets.iter().filter(is_own).collect();
    let rows = own.iter().flat_map(|it| &it.rows);
    rows.map(|row| row.iter().map(|cell| cell.printed.clone()).collect())
        .collect()
}

#[test]
fn a_workbook_read_back_has_the_cells_as_printed_and_is_the_same_on_two_runs() {
    let (decision, audit) = &audited()[2];
    assert_eq!(audit.id, "god-nara-vard-2020");
    let sources = Sources::default();
    let made = || {
        let report = Report::new([(decision, audit)], Vec::new(), &sources, Lang::Sv);
        audit_xlsx(&report).expect("a workbook")
    };
    let bytes = made();
    assert_eq!(bytes, made());
    let mut cells = 0;
    for (id, table) in &decision.tables {
        let back = read_back(&bytes, id);
        for (position, row) in table.rows.iter().enumerate() {
            let mut printed = vec![row.label.trim().to_owned()];
            printed.extend(table.cells(position).map(|it| it.printed.trim().to_owned()));
            let found = back.iter().any(|it| {
                let mut trimmed: Vec<String> = it.iter().map(|it| it.trim().to_owned()).collect();
                trimmed.resize(printed.len(), String::new());
                trimmed == printed
            });
            assert!(found, "{id}: {printed:?} in {:?}", back.get(position + 1));
            cells += printed.len();
        }
    }
    assert!(cells > 500, "{cells}");
    let findings = read_back(&bytes, "Iakttagelser");
    assert_eq!(findings.len(), audit.findings.len() + 1);
}

#[test]
fn a_formula_of_a_document_is_text_in_a_workbook() {
    let decision = hostile();
    let audit = audit(&decision).expect("an audit");
    let sources = Sources::default();
    let report = Report::new([(&decision, &audit)], Vec::new(), &sources, Lang::En);
    let bytes = audit_xlsx(&report).expect("a workbook");
    let back = read_back(&bytes, "t");
    assert!(
        back.iter()
            .any(|row| row.iter().any(|it| it == "=cmd|'/c calc'!A1")),
        "{back:?}"
    );
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a package");
    for position in 0..archive.len() {
        let mut part = archive.by_index(position).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut text = String::new();
        if std::io::Read::read_to_string(&mut part, &mut text).is_ok() && name.contains("sheet") {
            assert!(
                !text.contains("<f>") && !text.contains("<f "),
                "{name} has a formula"
            );
        }
    }
}

/// Runs the program; gives what it prints and its exit status.
fn run(arguments: &[&str]) -> (String, i32) {
    let mut program = assert_cmd::Command::cargo_bin("statsbidrag").expect("the program");
    let output = program.args(arguments).output().expect("a run");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    (text, output.status.code().unwrap_or(-1))
}

/// A file of thirty rows whose third column is the sum of the others, but for one.
fn sums(folder: &tempfile::TempDir) -> String {
    let mut text = "Kommun;Kvinnor;Män;Alla\n".to_owned();
    for row in 0..30 {
        let (women, men) = (137 + (row * 7919) % 863, 211 + (row * 6007) % 971);
        let all = women + men + if row == 19 { 10 } else { 0 };
        text.push_str(&format!(
            "Ort {}{};{women};{men};{all}\n",
            "abcdefghijklmnopqrstuvwxyzåäöx"
                .chars()
                .nth(row)
                .unwrap_or('x'),
            row
        ));
    }
    let file = folder.path().join("sums.csv");
    std::fs::write(&file, text).expect("a file");
    file.display().to_string()
}

#[test]
fn every_format_of_an_audit_has_one_exit_status_and_one_count_of_findings() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = &sums(&folder);
    for lang in ["en", "sv"] {
        let counted = |format: &str| {
            let (text, status) = run(&["audit", file, "--lang", lang, "--format", format]);
            assert_eq!(status, 1, "{format}");
            match format {
                "json" => {
                    let json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
                    let summary = &json["summary"]["findings"];
                    usize::try_from(summary.as_u64().expect("a count")).expect("a count")
                }
                "html" => text.matches("<article class=\"finding").count(),
                "md" => {
                    text.matches("\n### ").count()
                        - text.matches("nobody wrote\n").count()
                        - text.matches("har skrivit\n").count()
                }
                "sarif" => text.matches("\"baselineState\"").count(),
                "junit" => between(&text, "name=\"findings\" value=\"", "\"")[0]
                    .parse()
                    .expect("a count"),
                _ => {
                    let line = text.lines().last().expect("a summary");
                    // one finding, two findings
                    let word = if lang == "en" {
                        " finding"
                    } else {
                        " iakttagelse"
                    };
                    let before = line.split(word).next().unwrap_or_default();
                    before
                        .rsplit(' ')
                        .next()
                        .unwrap_or_default()
                        .parse()
                        .expect("a count")
                }
            }
        };
        let counts = ["text", "json", "html", "md", "sarif", "junit"].map(counted);
        assert!(counts[0] > 0);
        assert!(counts.iter().all(|it| *it == counts[0]), "{counts:?}");
    }
}

#[test]
fn an_answer_has_the_same_rows_and_exit_status_in_every_format() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    let question = ["aldreomsorg-2023", "timanstallda", "--set", "god-niva=18"];
    for lang in ["en", "sv"] {
        let mut typed = vec!["what-if"];
        typed.extend(question);
        let files = ["a.html", "a.md", "a.xlsx", "a.csv", "a.json", "a.txt"].map(path);
        for file in &files {
            typed.extend(["-o", file]);
        }
        typed.extend(["--lang", lang]);
        // the sum differs from the appropriation by 3 kr
        assert_eq!(run(&typed).1, 1);
        let read = |name: &str| std::fs::read_to_string(path(name)).expect(name);
        let json: serde_json::Value = serde_json::from_str(&read("a.json")).expect("JSON");
        let all = json["recipients"].as_array().expect("recipients");
        assert_eq!(all.len(), 290);
        assert_eq!(read("a.csv").lines().count(), 291);
        let could = all.iter().filter(|it| {
            let same = |key: &str| it.get(key).is_none_or(|value| *value == it["before"]);
            it["difference"] != 0 || !same("lowest") || !same("highest")
        });
        let shown = could.count();
        assert!(shown > 72, "{shown}");
        let page = read("a.html");
        let first = page.split("<tbody>").nth(1).expect("a table");
        let rows = first.split("</tbody>").next().unwrap_or_default();
        assert_eq!(rows.matches("<tr>").count(), shown);
        assert!(
            rows.replace('\u{a0}', " ").contains("+8 382 421"),
            "Härnösand"
        );
        let bytes = std::fs::read(path("a.xlsx")).expect("a workbook");
        let sheet = if lang == "en" {
            "Differences"
        } else {
            "Skillnader"
        };
        let back = read_back(&bytes, sheet);
        assert_eq!(back.len(), shown + 1, "{:?}", back.first());
        let markdown = read("a.md").replace('\u{a0}', " ");
        assert!(markdown.contains("| Härnösand | 2280 | \\+8 382 421 |"));
        assert!(!page.contains(&folder.path().display().to_string()));
    }
}

#[test]
fn a_place_and_a_key_are_told_in_every_format() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    let files = ["a.html", "a.md", "a.xlsx", "a.csv", "a.json", "a.txt"].map(path);
    let with_files = |typed: &[&str]| {
        let mut all: Vec<&str> = typed.to_vec();
        for file in &files {
            all.extend(["-o", file]);
        }
        all.extend(["--lang", "en"]);
        let (_, status) = run(&all);
        let read = |name: &str| std::fs::read_to_string(path(name)).expect(name);
        let texts = ["a.html", "a.md", "a.csv", "a.json", "a.txt"].map(read);
        (texts.map(|it| it.replace(['\u{a0}', ' '], "")), status)
    };
    // Arvika's share of two pots, as published
    let (texts, status) = with_files(&["place", "Arvika"]);
    assert_eq!(status, 0);
    for text in &texts {
        assert!(text.contains("9609128"), "{text}");
    }
    // the key of 2023 has 597 553 persons
    let (texts, status) = with_files(&["infer", "aldreomsorg-2023", "bilaga1.god_rekvirerat"]);
    assert_eq!(status, 0);
    for (text, holds) in
        texts
            .iter()
            .zip(["597553", "597553", "Falkenberg,3376,", "597553", "597553"])
    {
        assert!(text.contains(holds), "{holds} in {text}");
    }
}

#[test]
fn relations_that_were_found_stand_in_their_section_with_their_support() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = &sums(&folder);
    let (page, _) = run(&["audit", file, "--lang", "en", "--format", "html"]);
    let section = page.split("d0-relations\">").last().expect("a section");
    let section = section.split("</section>").next().unwrap_or_default();
    let (json, _) = run(&["audit", file, "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let found = &json["decisions"][0]["discovered"]["evaluated"];
    let found = usize::try_from(found.as_u64().unwrap_or(0)).expect("a count");
    let instances: usize = between(section, "<td>holds in ", ",")
        .iter()
        .map(|it| {
            it.rsplit(' ')
                .next()
                .unwrap_or_default()
                .parse::<usize>()
                .expect("a count")
        })
        .sum();
    assert_eq!(instances, found, "{section}");
    assert!(found > 0 && section.contains("href=\"#f0-"), "{section}");
    assert!(page.contains("sums.csv: 1 table"), "what was read");
    assert!(
        page.contains("<dd>sums.csv <code>"),
        "the file, and not the text drafted from it"
    );
}

#[test]
fn a_workbook_with_relations_read_back_gives_the_same_findings() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = &sums(&folder);
    let workbook = folder.path().join("report.xlsx");
    let (_, status) = run(&["audit", file, "-o", &workbook.display().to_string()]);
    assert_eq!(status, 1);
    let of = |path: &str| {
        let (json, _) = run(&["audit", path, "--format", "json", "--lang", "en"]);
        let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        let findings = json["decisions"][0]["findings"]
            .as_array()
            .expect("findings")
            .clone();
        let facts = findings.iter().map(|it| {
            let cells = it["cells"].as_array().expect("cells");
            let printed: Vec<String> = cells.iter().map(|it| it["printed"].to_string()).collect();
            format!(
                "{} {} {} {printed:?}",
                it["severity"], it["published"], it["expected"]
            )
        });
        let mut facts: Vec<String> = facts.collect();
        facts.sort();
        facts
    };
    let before = of(file);
    assert!(!before.is_empty());
    let after = of(&workbook.display().to_string());
    for fact in &before {
        assert!(after.contains(fact), "{fact}\nnot in {after:#?}");
    }
}

#[test]
fn a_verdict_over_nothing_says_that_nothing_could_be_checked() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a.csv");
    std::fs::write(&file, "Namn;Antal\nEtt;3\nAnnat;9\n").expect("a file");
    let file = file.display().to_string();
    let (page, status) = run(&["audit", &file, "--lang", "en", "--format", "html"]);
    assert_eq!(status, 0);
    assert!(page.contains("Nothing could be checked"), "{page}");
    assert!(!page.contains("agree:"));
}
