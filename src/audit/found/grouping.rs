//! Columns whose digits are grouped in threes.

use super::wording::WordedCheck;
use crate::tables::{Table, Unit, is_grouped_in_threes};

/// Of so many figures with groups a column has its way of writing them.
const FIGURES: usize = 8;

/// One check for each such column that a few figures break.
pub(super) fn columns(table: &Table) -> Vec<WordedCheck> {
    let columns = table.columns.iter().enumerate();
    let broken = columns.filter(|(column, it)| {
        let printed = (0..table.rows.len()).map(|row| table.cell(row, *column).printed.trim());
        let figures: Vec<&str> = printed.filter(|it| has_groups(it)).collect();
        let wrong = figures
            .iter()
            .filter(|it| !is_grouped_in_threes(it))
            .count();
        let right = figures.len() - wrong;
        it.unit != Unit::Text && right >= FIGURES && wrong >= 1 && wrong * 20 <= figures.len()
    });
    broken
        .map(|(_, column)| {
            let title = column.title.replace(['"', '\n', '\r'], "'");
            WordedCheck::plain(
                format!("{}-grupper-{}", table.id, column.id),
                "precision",
                format!("The digits of {title} are grouped in threes."),
                format!("Siffrorna i {title} står i grupper om tre."),
                format!(
                    "figures of {}.{} with totals are grouped in threes",
                    table.id, column.id
                ),
            )
        })
        .collect()
}

/// Whether a cell is digits with spaces between them.
fn has_groups(printed: &str) -> bool {
    let is_digit = |it: char| it.is_ascii_digit();
    printed.starts_with(is_digit)
        && printed.contains(char::is_whitespace)
        && (printed.chars()).all(|it| is_digit(it) || it.is_whitespace())
}
