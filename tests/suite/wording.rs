//! What the data say, in both languages: the sentences of checks and the reasons of known findings.

use std::collections::BTreeMap;

use statsbidrag::audit::audit;
use statsbidrag::checks::{Figures, parse_checks};
use statsbidrag::decision::{Decision, corpus};
use statsbidrag::lang::{Lang, Wording};
use statsbidrag::tables::Place;

use crate::support::{audit_of, decision_of, message};

/// The runs of digits, sorted: another order of words is no other number.
fn numbers(sentence: &str) -> Vec<&str> {
    let mut runs: Vec<&str> = sentence
        .split(|letter: char| !letter.is_ascii_digit())
        .filter(|run| !run.is_empty())
        .collect();
    runs.sort_unstable();
    runs
}

/// The checks of a decision as they are written.
fn written_checks(decision: &Decision) -> Vec<(String, Wording)> {
    let figures = Figures::new(decision);
    let folder = &decision.folder;
    let files = folder
        .file_names()
        .filter(|name| name.starts_with("checks") && name.ends_with(".txt"));
    files
        .flat_map(|file| {
            let text = folder.text(file, "the checks").expect("a file of checks");
            parse_checks(text, &Place::file(file), &figures).expect("checks")
        })
        .map(|check| (check.id, check.text))
        .collect()
}

/// Every sentence of the corpus by what it is the sentence of.
fn sentences() -> Vec<(String, Wording)> {
    let mut all = Vec::new();
    for decision in corpus().expect("the corpus") {
        let of = |id: &str| format!("{}: {id}", decision.manifest.id);
        let checks = written_checks(&decision).into_iter();
        all.extend(checks.map(|(id, text)| (of(&id), text)));
        let known = &decision.known.known;
        all.extend(known.iter().map(|it| (of(&it.finding), it.reason.clone())));
    }
    all
}

#[test]
fn every_sentence_of_the_corpus_is_in_both_languages_with_the_same_numbers() {
    let all = sentences();
    assert!(all.len() > 1_100, "{}", all.len());
    for (of, wording) in all {
        let Wording::Both { en, sv } = wording else {
            panic!("{of} is in one language: {wording:?}");
        };
        assert_eq!(numbers(&en), numbers(&sv), "{of}\n{en}\n{sv}");
    }
}

#[test]
fn the_same_sentence_is_the_same_in_swedish() {
    let mut swedish: BTreeMap<String, (String, String)> = BTreeMap::new();
    for (of, wording) in sentences() {
        let [en, sv] = [Lang::En, Lang::Sv].map(|lang| wording.in_lang(lang).to_owned());
        let (first, before) = swedish
            .entry(en)
            .or_insert_with(|| (of.clone(), sv.clone()));
        assert_eq!(*before, sv, "{first} and {of}");
    }
}

#[test]
fn no_sentence_calls_what_an_authority_printed_an_error() {
    for (of, wording) in sentences() {
        let sv = wording.in_lang(Lang::Sv).to_lowercase();
        let mut words = sv.split(|letter: char| !letter.is_alphabetic());
        let found = words.find(|word| *word == "fel" || word.starts_with("felaktig"));
        assert_eq!(found, None, "{of}: {sv}");
        assert!(!sv.contains('"'), "{of}: Swedish quotes are ”: {sv}");
    }
}

/// One table, its sum, and a check in the words given.
fn sum_of(sentence: &str) -> [(&'static str, String); 3] {
    let tables = "[t]\ntitle = \"T\"\nlines = \"1-3\"\nrows = \"label\"\ntotals = [\"summa\"]\n\
                  [t.columns]\nsv = { title = \"S\", unit = \"count\" }\n";
    [
        ("tables.toml", tables.to_owned()),
        (
            "t.csv",
            "line,key,row,sv\n1,a,A,1\n2,b,B,2\n3,summa,Summa,4\n".to_owned(),
        ),
        (
            "checks.txt",
            format!("check s sum\n{sentence}\nsum(t.sv) = t[summa].sv\n"),
        ),
    ]
}

#[test]
fn a_check_is_shown_in_the_language_it_has() {
    for (sentence, shown) in [
        ("\"The rows add up.\"", "The rows add up. "),
        ("sv \"Raderna stämmer.\"", "Raderna stämmer. "),
        (
            "\"The rows add up.\"\nsv \"Raderna stämmer.\"",
            "The rows add up. ",
        ),
    ] {
        let files = sum_of(sentence);
        let files = files.each_ref().map(|(name, text)| (*name, text.as_str()));
        let audit = audit_of(&files);
        let message = message(&audit.findings[0]);
        assert!(message.starts_with(shown), "{message}");
    }
}

#[test]
fn a_relation_may_begin_with_a_column_of_that_name() {
    let files = sum_of("\"Rows.\"");
    let files = files.each_ref().map(|(name, text)| (*name, text.as_str()));
    let decision = decision_of(&files);
    let figures = Figures::new(&decision);
    let read = |text: &str| parse_checks(text, &Place::file("checks.txt"), &figures);
    let swedish = |text| {
        read(text).expect("a check")[0]
            .text
            .in_lang(Lang::Sv)
            .to_owned()
    };
    assert_eq!(
        swedish("check c bound \"Low.\"\neach row of t: sv < 9"),
        "Low."
    );
    assert_eq!(
        swedish("check c bound sv \"Lågt.\" each row of t: sv < 9"),
        "Lågt."
    );
    let errors = read("check c bound each row of t: sv < 9").expect_err("no sentence");
    let message = errors[0].to_string();
    assert!(message.contains("what the check says"), "{message}");
    assert!(audit(&decision).is_ok());
}
