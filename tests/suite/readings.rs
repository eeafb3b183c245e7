//! Annex 1 read in every possible way: a space separates both thousands and columns, so the text of a
//! row has several readings. Exactly one satisfies *sum of the five grants = total* and *used ≤
//! claimed*, and it is the one in the table.

use crate::support::decision;

/// The shape of a row: amounts, and percentages that end in `%` or are a mark.
const COLUMNS: [Kind; 12] = {
    use Kind::{Amount as A, Percent as P};
    [A, A, A, A, P, A, A, P, A, A, P, A]
};

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Amount,
    Percent,
}

fn is_mark(token: &str) -> bool {
    matches!(token, "-" | "*)")
}

/// Every way to cut `tokens` into the columns from `column` on.
fn cuts(tokens: &[&str], column: usize) -> Vec<Vec<String>> {
    let Some(kind) = COLUMNS.get(column) else {
        return if tokens.is_empty() {
            vec![Vec::new()]
        } else {
            Vec::new()
        };
    };
    let mut found = Vec::new();
    for width in 1..=tokens.len() {
        if !is_cell(&tokens[..width], *kind) {
            continue;
        }
        for rest in cuts(&tokens[width..], column + 1) {
            let cell = std::iter::once(tokens[..width].join(" "));
            found.push(cell.chain(rest).collect());
        }
    }
    found
}

fn is_cell(tokens: &[&str], kind: Kind) -> bool {
    let digits = |token: &str| token.chars().all(|char| char.is_ascii_digit());
    match (kind, tokens) {
        (_, [mark]) if is_mark(mark) => true,
        (Kind::Percent, [joined]) => joined.ends_with('%'),
        (Kind::Percent, [number, "%"]) => digits(number),
        (Kind::Percent, _) => false,
        (Kind::Amount, [first, rest @ ..]) => {
            let first = if rest.is_empty() {
                first.trim_end_matches('*')
            } else {
                first
            };
            let last = rest.last().map(|last| last.trim_end_matches('*'));
            let middle = &rest[..rest.len().saturating_sub(1)];
            digits(first)
                && first.len() <= 3
                && (!first.starts_with('0') || (rest.is_empty() && first == "0"))
                && middle
                    .iter()
                    .copied()
                    .chain(last)
                    .all(|group| group.len() == 3 && digits(group))
        }
        (Kind::Amount, []) => false,
    }
}

fn amount(cell: &str) -> Option<i64> {
    let digits: String = cell.chars().filter(char::is_ascii_digit).collect();
    digits.parse().ok()
}

fn satisfies(row: &[String]) -> bool {
    let grants: Option<i64> = [0, 1, 2, 5, 8]
        .iter()
        .map(|&column| amount(&row[column]))
        .sum();
    let used_is_at_most_claimed = [(3, 2), (6, 5), (9, 8)].iter().all(|&(used, claimed)| {
        amount(&row[used]).is_none_or(|used| Some(used) <= amount(&row[claimed]))
    });
    grants.is_some() && grants == amount(&row[11]) && used_is_at_most_claimed
}

#[test]
fn exactly_one_reading_of_each_row_of_annex_1_adds_up() {
    let decision = decision("aldreomsorg-2023");
    let table = &decision.tables["bilaga1"];
    let mut ambiguous = 0;
    for (position, row) in table.rows.iter().enumerate() {
        let printed: Vec<String> = table
            .cells(position)
            .map(|cell| cell.printed.to_owned())
            .collect();
        let text = printed.join(" ");
        let tokens: Vec<&str> = text.split_whitespace().collect();
        let readings = cuts(&tokens, 0);
        ambiguous += usize::from(readings.len() > 1);
        let fitting: Vec<_> = readings
            .into_iter()
            .filter(|reading| satisfies(reading))
            .collect();
        assert_eq!(fitting, [printed], "{}", row.label);
    }
    assert_eq!(table.rows.len(), 291);
    // rows with more than one reading, counted in the source text by an independent program
    assert_eq!(ambiguous, 142);
}
