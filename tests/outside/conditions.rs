//! The language of checks as a stranger writes it: deep, long, misspelt.

use std::time::Instant;

use statsbidrag::checks::{Figures, parse_checks};
use statsbidrag::decision::embedded_decision;
use statsbidrag::tables::Place;

use crate::folder::Folder;

/// The errors of a text of checks on the decision of Dalarna.
fn errors(text: &str) -> Vec<String> {
    let decision = embedded_decision("dalarna-2020").expect("the decision");
    let figures = Figures::new(decision);
    match parse_checks(text, &Place::file("checks.txt"), &figures) {
        Ok(_) => Vec::new(),
        Err(errors) => errors.iter().map(ToString::to_string).collect(),
    }
}

fn check(relation: &str) -> String {
    format!("check c bound \"It holds.\"\n{relation}\n")
}

/// `where (sum(t.x where (sum(…) = 1)) = 1)`: each level was read twice for each level around it.
fn nested(levels: usize, core: &str) -> String {
    let open = "sum(fordelning.belopp where (".repeat(levels);
    check(&format!(
        "{open}{core}{} = 1",
        ") = 1)".repeat(levels).trim_end_matches(" = 1")
    ))
}

/// Twenty levels took more than a minute, whether the innermost was right or not.
#[test]
fn nested_conditions_are_read_once() {
    let table = embedded_decision("dalarna-2020")
        .unwrap()
        .tables
        .keys()
        .next()
        .unwrap()
        .clone();
    let begun = Instant::now();
    for core in ["key is 2080", "belopp = = 1", "belopp", "(belopp) > 1", ""] {
        let text = nested(25, core).replace("fordelning", &table);
        let _ = errors(&text);
    }
    assert!(begun.elapsed().as_secs() < 5, "{:?}", begun.elapsed());
}

/// Windows gives a program 1 MiB of stack.
#[test]
fn two_hundred_parentheses_are_an_error_in_words() {
    let said = std::thread::Builder::new()
        .stack_size(1 << 20)
        .spawn(|| {
            let deep = |open: &str, core: &str, close: &str, levels: usize| {
                let relation = format!("{}{core}{} = 1", open.repeat(levels), close.repeat(levels));
                errors(&check(&relation)).concat()
            };
            let accepted = deep("(", "1", ")", 55);
            assert_eq!(accepted, "");
            [
                deep("(", "1", ")", 200),
                deep("-", "1", "", 200),
                deep("percent(1 of ", "1", ")", 100),
            ]
        })
        .unwrap()
        .join()
        .expect("no overflow");
    for error in said {
        assert!(error.contains("deep in each other"), "{error}");
    }
}

#[test]
fn a_column_may_begin_with_a_keyword() {
    Folder::new(&[("notering", "kr"), ("orten", "kr"), ("android", "kr"), ("summa", "kr"), ("isnot", "kr")])
        .rows(&[("a", &["1", "2", "3", "6", "250 000  *"])])
        .check("sum", "each row of t where notering > 0 and not orten is missing: notering + orten + android = summa")
        .check("sum", "sum(t.notering where orten > 1 or android is missing) = 1")
        .check("count", "count(t where isnot is printed \"250 000  *\") = 1")
        .check("count", "count(t where isnot is printed \"250 000 *\") = 0")
        .holds();
}

/// Columns with the names of functions, and of words that stand between values.
#[test]
fn a_column_may_be_called_as_a_word_of_the_language() {
    Folder::new(&[
        ("sum", "kr"),
        ("of", "kr"),
        ("count", "kr"),
        ("percent", "percent"),
    ])
    .rows(&[("a", &["50", "100", "50", "50 %"])])
    .check("sum", "each row of t: sum + count = of")
    .check("percent", "each row of t: percent(sum of of) = percent")
    .check("sum", "sum(t.sum) = max(t.count)")
    .holds();
}

/// Errors are in words of the language, never names of the grammar; all of a file come at once.
#[test]
fn syntax_errors_in_words_of_the_language() {
    for (relation, words) in [
        (
            "sum(tabell1) = 1",
            "after \"sum(\", \"max(\" and \"min(\" come a table and a column",
        ),
        (
            "sum() = 1",
            "after \"sum(\", \"max(\" and \"min(\" come a table and a column",
        ),
        ("1 = ", "a value is a column, a cell such as"),
        ("1 == 1", "a value is a column, a cell such as"),
        ("1 1", "a value is followed by"),
        ("(1 = 1", "opened"),
        ("(1 + 1 = 2", "closed with )"),
        ("claim[", "in brackets comes"),
        ("each row of", "a table is expected here"),
        ("1 is some 2", "write is some percent of"),
        ("1 = 1 within x", "such as within 2"),
        ("percent(1) = 1", "write percent(PART of WHOLE)"),
        ("change(1 to 2) = 1", "write change(from BEFORE to AFTER)"),
        ("7.5 = 7,5", "a value is followed by"),
    ] {
        let said = errors(&check(relation)).concat();
        let known = said.contains(words) || said.contains("no such table");
        assert!(
            said.contains("not understood") || said.contains("no such table"),
            "{relation}: {said}"
        );
        assert!(known, "{relation}: {said}");
        assert!(
            !said.contains('_') && !said.contains("EOI"),
            "{relation}: {said}"
        );
        assert!(said.contains('^'), "{relation}: {said}");
    }
    let two = format!(
        "{}{}{}",
        check("1 = = 1"),
        check("1 = 1").replace("check c", "check d"),
        check("sum(").replace("check c", "check e")
    );
    assert_eq!(errors(&two).len(), 2);
}

/// A condition in parentheses and a value in parentheses begin alike.
#[test]
fn parentheses_around_values_and_around_conditions() {
    Folder::new(&[("a", "kr"), ("b", "kr")])
        .rows(&[("x", &["1", "2"]), ("y", &["3", "4"])])
        .check("count", "count(t where (a + 1) * 2 = 4) = 1")
        .check(
            "count",
            "count(t where ((a) = 1 or (b = 4 and (a) > 2))) = 2",
        )
        .check("count", "count(t where not (a = 1) and ((a)) ≥ 3) = 1")
        .check("count", "count(t where ((a + b) / (1 + 1)) = 1,5) = 1")
        .holds();
}
