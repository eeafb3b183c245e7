//! A figure that was copied from a neighbouring row or column, from another year, or from another
//! statement.

use super::Cause;
use crate::checks::{FigureRef, Figures};
use crate::findings::FindingCell;

/// Tables with more cells than this are not searched for what a claim was copied from.
const SMALL_TABLE: usize = 200;

/// How many claims before and after are looked at.
const NEARBY: usize = 3;

/// Where a figure may have been copied from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::findings) struct Sources {
    /// The figures that print the same.
    pub same: Vec<FigureRef>,
    /// How many were looked at.
    pub among: usize,
}

/// The neighbours of a figure that print the same. For a cell: the rows and columns beside it, and
/// rows with the same label. For a claim: the claims beside it, and the tables that `relation` (the
/// figures of a violated relation) compares it with.
pub(in crate::findings) fn sources(
    figure: FigureRef,
    relation: &[FigureRef],
    figures: &Figures<'_>,
) -> Sources {
    let mut beside = match figure {
        FigureRef::Cell { table, row, column } => around_cell(table, row, column, figures),
        FigureRef::Claim(claim) => around_claim(claim, relation, figures),
        FigureRef::Parameter(_) => Vec::new(),
    };
    // what a claim is compared with is no neighbour of it; the rows of a column that is summed are
    let compared =
        |other: &FigureRef| matches!(figure, FigureRef::Claim(_)) && relation.contains(other);
    beside.retain(|&other| {
        other != figure
            && !compared(&other)
            && figures.unit(other) == figures.unit(figure)
            && figures.number(other).is_some()
    });
    beside.dedup();
    let among = beside.len();
    beside.retain(|&other| prints_the_same(figure, other, figures));
    Sources {
        same: beside,
        among,
    }
}

fn prints_the_same(figure: FigureRef, other: FigureRef, figures: &Figures<'_>) -> bool {
    match (figures.number(figure), figures.number(other)) {
        (Some(own), Some(other)) => {
            !own.value().is_zero()
                && own.value() == other.value()
                && own.quantum() == other.quantum()
        }
        _ => false,
    }
}

fn around_cell(table: usize, row: usize, column: usize, figures: &Figures<'_>) -> Vec<FigureRef> {
    let printed = figures.table(table);
    let label = &printed.rows[row].label;
    let same_label = figures.rows_labelled(table, label).iter().copied();
    let above_and_below = [row.checked_sub(1), Some(row + 1)].into_iter().flatten();
    let rows = same_label
        .chain(above_and_below.filter(|&it| it < printed.rows.len()))
        .map(|row| FigureRef::Cell { table, row, column });
    let left_and_right = [column.checked_sub(1), Some(column + 1)]
        .into_iter()
        .flatten();
    let columns = left_and_right
        .filter(|&it| it < printed.columns.len())
        .map(|column| FigureRef::Cell { table, row, column });
    rows.chain(columns).collect()
}

fn around_claim(claim: usize, relation: &[FigureRef], figures: &Figures<'_>) -> Vec<FigureRef> {
    let mut tables: Vec<usize> = relation
        .iter()
        .filter_map(|figure| match figure {
            FigureRef::Cell { table, .. } => Some(*table),
            _ => None,
        })
        .collect();
    tables.sort_unstable();
    tables.dedup();
    let mut beside = Vec::new();
    for table in tables {
        let (rows, columns) = (
            figures.table(table).rows.len(),
            figures.table(table).columns.len(),
        );
        if rows * columns <= SMALL_TABLE {
            let cells = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
            beside.extend(cells.map(|(row, column)| FigureRef::Cell { table, row, column }));
        }
    }
    let claims = claim.saturating_sub(NEARBY)..(claim + NEARBY + 1).min(figures.claims().len());
    beside.extend(claims.map(FigureRef::Claim));
    beside
}

/// The cause: from another year's row or column or from another claim the figure is stale, from
/// elsewhere it is copied.
pub(in crate::findings) fn cause(
    figure: FigureRef,
    sources: &Sources,
    figures: &Figures<'_>,
) -> Option<Cause> {
    let source = *sources.same.first()?;
    let stale = match (figure, source) {
        (FigureRef::Claim(_), FigureRef::Claim(_)) => true,
        _ => years_differ(figures.place(figure), figures.place(source)),
    };
    Some(Cause::Copied {
        from: FindingCell::of(source, figures),
        stale,
    })
}

/// Whether the two places name different years.
fn years_differ(one: [&str; 3], other: [&str; 3]) -> bool {
    let year = |place: [&str; 3]| {
        place
            .iter()
            .skip(1)
            .flat_map(|text| text.split(|char: char| !char.is_ascii_digit()))
            .find(|word| word.len() == 4 && (word.starts_with("19") || word.starts_with("20")))
            .map(str::to_owned)
    };
    match (year(one), year(other)) {
        (Some(one), Some(other)) => one != other,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_read_from_rows_and_columns() {
        assert!(years_differ(
            ["t", "Summa", "antal_2022"],
            ["t", "Summa", "antal_2023"]
        ));
        assert!(years_differ(["t", "2021", "antal"], ["t", "2022", "antal"]));
        assert!(!years_differ(
            ["t", "2021", "antal"],
            ["t", "2021", "andel"]
        ));
        assert!(!years_differ(
            ["tabell2022", "a", "b"],
            ["tabell2023", "c", "b"]
        ));
    }
}
