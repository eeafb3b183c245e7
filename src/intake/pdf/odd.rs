//! Cells that hold more than those of their column: a sign that something was put together wrongly.

use super::table::Table;
use super::value::{is_figure, is_one_figure, is_value};
use crate::intake::DoubtReason;

/// Cells of a column that tell what it holds, at least.
const LEAST_CELLS: usize = 4;

/// Marks, in columns in which nearly every cell is one figure, the cells that hold a figure and
/// something besides.
pub(super) fn mark(table: &mut Table) {
    for column in 1..table.width() {
        let body = table.rows.iter().skip(table.headings);
        let filled: Vec<&str> = body
            .map(|row| row.cells[column].text.as_str())
            .filter(|text| !text.is_empty())
            .collect();
        let single = filled.iter().filter(|text| is_single(text)).count();
        if filled.len() < LEAST_CELLS || single * 10 < filled.len() * 7 {
            continue;
        }
        for row in table.rows.iter_mut().skip(table.headings) {
            // a row of words is a heading further down
            let has_figures = row.cells.iter().any(|cell| is_single(&cell.text));
            let cell = &mut row.cells[column];
            let holds_figure = cell.text.split(' ').any(is_figure);
            if holds_figure && has_figures && !is_single(&cell.text) && cell.doubt.is_none() {
                cell.doubt = Some(DoubtReason::MoreThanOneFigure);
            }
        }
    }
}

/// Whether a cell is one figure with its sign, unit and marks, or says that there is none.
fn is_single(text: &str) -> bool {
    let mut words: Vec<&str> = text
        .split(' ')
        .enumerate()
        .filter(|(position, word)| *position == 0 || !is_numbered_mark(word))
        .map(|(_, word)| word)
        .collect();
    // a word after the figure says of what: 100 million, 84 flaskor
    let is_word = |word: &&str| word.chars().all(char::is_alphabetic);
    if words.len() > 1 && words.last().is_some_and(is_word) {
        words.pop();
    }
    is_value(&words.join(" ")) && is_one_figure(&words)
}

/// Whether the word refers to a note by its number: `2)`.
fn is_numbered_mark(word: &str) -> bool {
    let digits = word.strip_suffix(')').unwrap_or_default();
    (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_figure_with_sign_unit_and_marks_is_single() {
        for text in [
            "1 234",
            "\u{2212}5,5 %",
            "–",
            "12 kr",
            "7 001*",
            "1 234 2)",
            "(1.2%)",
        ] {
            assert!(is_single(text), "{text}");
        }
        for text in ["1 4.862", "12 34", "960 Design effect", "1 234 5 678"] {
            assert!(!is_single(text), "{text}");
        }
    }
}
