//! What stands around a figure: lines of the source text where it is at hand, else rows of the table.

use super::finding::{FigurePlace, Places};
use crate::decision::Decision;
use crate::findings::FindingCell;
use crate::intake::{Document, SheetPlace};
use crate::tables::SourceLines;

/// How many lines or rows stand before and after.
const BESIDE: u32 = 1;

/// The most figures of one finding that are shown in their surroundings.
const MOST_EXCERPTS: usize = 4;

/// The surroundings of a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// Where the figure stands in the file, if that is known.
    pub place: Option<SheetPlace>,
    /// The lines, in order.
    pub lines: Vec<ExcerptLine>,
}

/// A line of an excerpt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExcerptLine {
    /// The line of the source text, or of the page.
    pub number: Option<u32>,
    /// The parts of the line; the figure in question is marked.
    pub parts: Vec<(String, bool)>,
}

/// The surroundings of these figures.
pub(super) fn excerpts(
    cells: &[&FindingCell],
    decision: &Decision,
    places: &Places<'_>,
    (text, document): (Option<&str>, Option<&Document>),
) -> Vec<Excerpt> {
    let of_cell = |cell: &&FindingCell| {
        let of_document = || of_document(cell, document?);
        let of_text = || of_text(cell, cell.lines?, text?);
        of_document()
            .or_else(of_text)
            .or_else(|| of_table(cell, decision, &places.find(cell)))
    };
    cells
        .iter()
        .filter_map(of_cell)
        .take(MOST_EXCERPTS)
        .collect()
}

/// Lines of the source text, with the nearest ones before and after that say something.
fn of_text(cell: &FindingCell, own: SourceLines, text: &str) -> Option<Excerpt> {
    let index = |line: u32| usize::try_from(line).ok();
    let lines: Vec<&str> = text.lines().collect();
    let (first, last) = (index(own.first.checked_sub(1)?)?, index(own.last)?);
    let is_written = |at: &usize| lines.get(*at).is_some_and(|it| !it.trim().is_empty());
    let before = (0..first.min(lines.len())).rev().find(is_written);
    let after = (last..lines.len()).find(is_written);
    let all = before
        .into_iter()
        .chain(first..last.min(lines.len()))
        .chain(after);
    let mut is_marked = false;
    let shown = all.filter_map(|at| {
        let number = u32::try_from(at + 1).ok()?;
        let is_own = own.first <= number && number <= own.last && !is_marked;
        let parts = marked(lines[at].trim_end(), &cell.printed, is_own);
        is_marked |= parts.iter().any(|(_, is_marked)| *is_marked);
        Some(ExcerptLine {
            number: Some(number),
            parts,
        })
    });
    Some(Excerpt {
        place: None,
        lines: shown.collect(),
    })
}

/// Lines of the page or the text that a figure was read from.
fn of_document(cell: &FindingCell, document: &Document) -> Option<Excerpt> {
    let place = cell.place.as_ref()?;
    let (own_page, own_line) = match place {
        SheetPlace::Page { page, line } => (*page, *line),
        SheetPlace::Line { line, .. } => (0, *line),
        SheetPlace::Cell { .. } => return None,
    };
    let lines = document.text.iter().filter_map(|it| {
        let (page, number) = match &it.place {
            SheetPlace::Page { page, line } => (*page, *line),
            SheetPlace::Line { line, .. } => (0, *line),
            SheetPlace::Cell { .. } => return None,
        };
        let is_near = page == own_page && number.abs_diff(own_line) <= BESIDE;
        is_near.then(|| ExcerptLine {
            number: Some(number),
            parts: marked(&it.text, &cell.printed, number == own_line),
        })
    });
    let lines: Vec<ExcerptLine> = lines.collect();
    // text beside tables is not kept in all formats
    let is_shown = lines
        .iter()
        .flat_map(|it| &it.parts)
        .any(|(_, marked)| *marked);
    is_shown.then(|| Excerpt {
        place: Some(place.clone()),
        lines,
    })
}

/// The row of the table with those above and below.
fn of_table(cell: &FindingCell, decision: &Decision, place: &FigurePlace) -> Option<Excerpt> {
    let FigurePlace::Cell { table, row, column } = place else {
        return of_claim(cell, decision, place);
    };
    let table = decision.tables.get(table)?;
    let beside = usize::try_from(BESIDE).ok()?;
    let last = (row + beside).min(table.rows.len().checked_sub(1)?);
    let lines = (row.saturating_sub(beside)..=last).map(|at| {
        let printed = &table.rows[at];
        let mut parts = vec![(printed.label.clone(), false)];
        for (position, cell) in table.cells(at).enumerate() {
            parts.push((" | ".to_owned(), false));
            parts.push((cell.printed.to_owned(), at == *row && position == *column));
        }
        ExcerptLine {
            number: printed.lines.map(|lines| lines.first),
            parts,
        }
    });
    Some(Excerpt {
        place: cell.place.clone(),
        lines: lines.collect(),
    })
}

/// A parameter's quotation, or the words of a claim.
fn of_claim(cell: &FindingCell, decision: &Decision, place: &FigurePlace) -> Option<Excerpt> {
    let text = match place {
        FigurePlace::Parameter(id) => decision.parameters.get(id)?.quote.as_str(),
        _ => cell.printed.as_str(),
    };
    Some(Excerpt {
        place: cell.place.clone(),
        lines: vec![ExcerptLine {
            number: cell.lines.map(|lines| lines.first),
            parts: marked(text, &cell.printed, true),
        }],
    })
}

/// A line with the figure marked where it stands in it for the first time, as a whole.
fn marked(line: &str, printed: &str, is_own: bool) -> Vec<(String, bool)> {
    let whole = vec![(line.to_owned(), false)];
    if !is_own || printed.is_empty() {
        return whole;
    }
    let is_digit = |char: Option<char>| char.is_some_and(|it| it.is_ascii_digit());
    let found = line.match_indices(printed).find(|(start, found)| {
        let before = line[..*start].chars().next_back();
        let after = line[start + found.len()..].chars().next();
        let starts = is_digit(printed.chars().next()) && is_digit(before);
        let ends = is_digit(printed.chars().next_back()) && is_digit(after);
        !starts && !ends
    });
    let Some((start, found)) = found else {
        return whole;
    };
    let parts = [
        (&line[..start], false),
        (found, true),
        (&line[start + found.len()..], false),
    ];
    let parts = parts.into_iter().filter(|(text, _)| !text.is_empty());
    parts
        .map(|(text, marked)| (text.to_owned(), marked))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_marked_as_a_whole_and_never_in_a_longer_one() {
        let parts = |line, printed| marked(line, printed, true);
        assert_eq!(parts("1 161 61", "61").len(), 2);
        assert_eq!(parts("1 161 61", "61")[1], ("61".to_owned(), true));
        assert_eq!(parts("1 161", "61"), vec![("1 161".to_owned(), false)]);
        let middle = parts("n= 161 av", "161");
        assert_eq!(middle[1], ("161".to_owned(), true));
        assert_eq!(middle.len(), 3);
    }
}
