//! What the rows and columns of a table are: places, totals, sections; units, years, decimals.
//!
//! Nothing of this is needed to read a table. It is what a person sees at a glance, and what a decision
//! folder declares.

use super::figure_like::{Looks, looks};
use super::{PrintedCell, Sheet};
use crate::tables::{PlaceKind, Places, Unit, is_total_label, read_column};

/// What a row below the headings is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowRole {
    /// One of what the table lists.
    Body,
    /// A sum of others, as its label says.
    Total,
    /// A label without figures.
    Section,
}

/// A row below the headings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlinedRow {
    /// What it is.
    pub role: RowRole,
    /// Its label as printed.
    pub label: String,
    /// The SCB code of the place that it names, if it names one.
    pub code: Option<String>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlinedColumn {
    /// Its heading.
    pub heading: String,
    /// What its figures measure, as far as headings, title and cells tell.
    pub unit: Unit,
    /// The most decimals that its figures have.
    pub decimals: usize,
    /// Whether its heading is a year.
    pub is_year: bool,
    /// How many cells hold a figure.
    pub figures: usize,
}

/// What the rows and columns of a table are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// The column that names the rows.
    pub label: Option<usize>,
    /// The column of SCB codes, if there is one.
    pub code: Option<usize>,
    /// What kind of places the rows are, if they are.
    pub places: Option<PlaceKind>,
    /// The rows below the headings.
    pub rows: Vec<OutlinedRow>,
    /// All columns.
    pub columns: Vec<OutlinedColumn>,
}

/// Of this many rows one may name no place, or one of another kind, and the table still lists places.
const MISNAMED: usize = 10;

impl Outline {
    /// What can be told of a table at a glance.
    pub fn of(sheet: &Sheet, places: &Places) -> Outline {
        let columns: Vec<OutlinedColumn> = columns(sheet);
        let body = sheet.body();
        let code =
            (0..columns.len()).find(|&it| holds_codes(body, it, &columns[it].heading, places));
        let is_words = |column: usize| {
            let count = |wanted: &[Looks]| {
                let cells = body.iter().filter_map(|row| row.get(column));
                cells
                    .filter(|cell| wanted.contains(&looks(&cell.printed)))
                    .count()
            };
            count(&[Looks::Words]) > count(&[Looks::Figure])
        };
        let label = (0..columns.len())
            .filter(|it| Some(*it) != code)
            .find(|it| is_words(*it))
            .or_else(|| (columns.len() > 1 && code != Some(0)).then_some(0));
        let mut outline = Outline {
            label,
            code,
            places: None,
            rows: Vec::new(),
            columns,
        };
        outline.places = outline.kind(body, places);
        outline.rows = body.iter().map(|row| outline.row(row, places)).collect();
        outline
    }

    /// The rows that sum up others, from 0 below the headings.
    pub fn totals(&self) -> impl Iterator<Item = usize> {
        let rows = self.rows.iter().enumerate();
        rows.filter(|(_, row)| row.role == RowRole::Total)
            .map(|(position, _)| position)
    }

    /// What kind of places most rows name.
    fn kind(&self, body: &[Vec<PrintedCell>], places: &Places) -> Option<PlaceKind> {
        let kinds = [PlaceKind::Municipality, PlaceKind::Region];
        let listed = body
            .iter()
            .filter(|row| !is_total_label(self.name(row)) && !is_section(row, self.label));
        let listed: Vec<&Vec<PrintedCell>> = listed.collect();
        let named = |kind: PlaceKind| {
            let is_one = |row: &&&Vec<PrintedCell>| self.place(row, kind, places).is_some();
            listed.iter().filter(is_one).count()
        };
        let (best, count) = kinds
            .map(|kind| (kind, named(kind)))
            .into_iter()
            .max_by_key(|it| it.1)?;
        // names that towns and counties share are towns where other rows are, counties otherwise
        let regions = named(PlaceKind::Region);
        let best = if regions == count {
            PlaceKind::Region
        } else {
            best
        };
        let enough = count >= 3 && (listed.len() - count) * MISNAMED <= listed.len() * 3;
        enough.then_some(best)
    }

    fn printed<'r>(&self, row: &'r [PrintedCell], column: Option<usize>) -> &'r str {
        column
            .and_then(|it| row.get(it))
            .map_or("", |cell| &cell.printed)
    }

    /// What names a row: its label, or what stands in the place of its code where there is none, as of
    /// totals.
    fn name<'r>(&self, row: &'r [PrintedCell]) -> &'r str {
        match self.printed(row, self.label) {
            "" => self.printed(row, self.code),
            label => label,
        }
    }

    fn place(&self, row: &[PrintedCell], kind: PlaceKind, places: &Places) -> Option<String> {
        let of_kind = |printed: &str| {
            let named = places.named(printed);
            let found = named.iter().find(|place| place.kind == kind);
            found.map(|place| place.code.clone())
        };
        let label = self.printed(row, self.label);
        let code = self.printed(row, self.code);
        if !code.is_empty() {
            return of_kind(code);
        }
        // a number by itself is no name
        (looks(label) == Looks::Words)
            .then(|| of_kind(label))
            .flatten()
    }

    fn row(&self, row: &[PrintedCell], places: &Places) -> OutlinedRow {
        let label = self.name(row);
        let is_total = is_total_label(label);
        let code = match self.places {
            _ if is_total => None,
            Some(kind) => self.place(row, kind, places).or_else(|| {
                // the row of a county among municipalities
                let other = match kind {
                    PlaceKind::Municipality => PlaceKind::Region,
                    _ => PlaceKind::Municipality,
                };
                self.place(row, other, places)
            }),
            None => None,
        };
        let role = if is_total {
            RowRole::Total
        } else if is_section(row, self.label) {
            RowRole::Section
        } else {
            RowRole::Body
        };
        OutlinedRow {
            role,
            label: label.to_owned(),
            code,
        }
    }
}

/// Whether a row has a label and nothing else.
fn is_section(row: &[PrintedCell], label: Option<usize>) -> bool {
    row.iter()
        .enumerate()
        .all(|(column, cell)| Some(column) == label || cell.is_blank())
}

/// Whether a column holds the codes of places: its heading says so and half the cells are codes, the
/// others written as one, or nearly all are codes.
fn holds_codes(body: &[Vec<PrintedCell>], column: usize, heading: &str, places: &Places) -> bool {
    let cells = body
        .iter()
        .filter_map(|row| row.get(column))
        .map(|cell| cell.printed.as_str());
    let filled: Vec<&str> = cells
        .filter(|it| !it.is_empty() && !is_total_label(it))
        .collect();
    let is_written = |printed: &&&str| {
        let digits = printed.bytes().all(|byte| byte.is_ascii_digit());
        digits && (2..=4).contains(&printed.len())
    };
    let is_code = |printed: &&&str| is_written(printed) && !places.named(printed).is_empty();
    let codes = filled.iter().filter(is_code).count();
    let zero = filled.iter().any(|it| it.starts_with('0') && it.len() > 1);
    let is_said = heading.to_lowercase().contains("kod") || heading.to_lowercase().contains("nr");
    let nearly_all = codes * 10 >= filled.len() * 9 && (is_said || zero);
    let names_codes = heading.to_lowercase().contains("kod");
    let half = names_codes && codes * 2 >= filled.len() && filled.iter().all(|it| is_written(&it));
    codes >= 2 && (nearly_all || half)
}

fn columns(sheet: &Sheet) -> Vec<OutlinedColumn> {
    let headings = sheet.headings();
    let columns = headings.into_iter().enumerate();
    columns
        .map(|(column, heading)| {
            let cells = sheet.body().iter().filter_map(|row| row.get(column));
            let printed: Vec<&str> = cells.map(|cell| cell.printed.as_str()).collect();
            let figures = printed.iter().filter(|it| is_figure(it)).count();
            let last = heading.rsplit(": ").next().unwrap_or_default();
            OutlinedColumn {
                unit: unit_of(&heading, &sheet.title, &printed),
                decimals: printed.iter().map(|it| decimals(it)).max().unwrap_or(0),
                is_year: looks(last) == Looks::Year,
                figures,
                heading,
            }
        })
        .collect()
}

fn is_figure(printed: &str) -> bool {
    matches!(looks(printed), Looks::Figure | Looks::Year)
}

fn decimals(printed: &str) -> usize {
    let Some((_, after)) = printed.split_once(',') else {
        return 0;
    };
    if is_figure(printed) {
        after.bytes().take_while(u8::is_ascii_digit).count()
    } else {
        0
    }
}

/// The unit of a column: what its heading says, else its title, else its cells. A column of which most
/// cells cannot be read as figures is one of words.
fn unit_of(heading: &str, title: &str, printed: &[&str]) -> Unit {
    let filled: Vec<&str> = printed
        .iter()
        .copied()
        .filter(|it| !it.is_empty())
        .collect();
    let figures = filled.iter().filter(|it| is_figure(it)).count();
    if figures == 0 {
        return Unit::Text;
    }
    let years = filled.iter().filter(|it| looks(it) == Looks::Year).count();
    let said = said_unit(heading).or_else(|| said_in_cells(&filled));
    let unit = match said.or_else(|| said_unit(title)) {
        Some(unit) => unit,
        None if years == filled.len() => Unit::Year,
        None if filled.iter().any(|it| decimals(it) > 0) => Unit::Index,
        None => Unit::Count,
    };
    let reading = read_column(printed.iter().copied(), Some(unit));
    let failing = reading.cells.iter().filter(|cell| cell.is_err()).count();
    if failing < figures { unit } else { Unit::Text }
}

fn said_in_cells(filled: &[&str]) -> Option<Unit> {
    let all = |ending: &str| {
        filled
            .iter()
            .filter(|it| is_figure(it))
            .all(|it| it.ends_with(ending))
    };
    if all("%") {
        Some(Unit::Percent)
    } else if all("kr") || all("kronor") {
        Some(Unit::Kr)
    } else {
        None
    }
}

/// The unit that words name.
fn said_unit(words: &str) -> Option<Unit> {
    let lower = words.to_lowercase();
    let has = |word: &str| {
        lower
            .split(|char: char| !char.is_alphanumeric() && !"%‰".contains(char))
            .any(|it| it == word)
    };
    let phrase = |phrase: &str| lower.contains(phrase);
    if has("procentenheter") || phrase("procentenhet") {
        return Some(Unit::Points);
    }
    if has("%") || phrase("procent") || has("andel") || phrase("andel ") {
        return Some(Unit::Percent);
    }
    if has("‰") || phrase("promille") {
        return Some(Unit::Permille);
    }
    if has("tkr") || phrase("tusental kronor") || phrase("tusen kronor") || phrase("1 000 kr") {
        return Some(Unit::Tkr);
    }
    if ["mkr", "mnkr", "msek"].iter().any(|it| has(it))
        || phrase("miljoner kr")
        || phrase("miljoner sek")
    {
        return Some(Unit::Mkr);
    }
    if has("mdkr") || phrase("miljarder kr") {
        return Some(Unit::Mdkr);
    }
    if has("årsarbetare") || has("årsarbetskrafter") || has("heltidstjänster") {
        return Some(Unit::FullTimeEquivalents);
    }
    if has("kr") || has("kronor") || has("sek") || phrase("belopp") {
        return Some(Unit::Kr);
    }
    if has("personer") || has("invånare") || has("befolkning") || has("elever") {
        return Some(Unit::Persons);
    }
    (has("antal")).then_some(Unit::Count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_told_by_headings_titles_and_cells() {
        let unit = |heading, title, cells: &[&str]| unit_of(heading, title, cells);
        assert_eq!(unit("Belopp (tkr)", "", &["348"]), Unit::Tkr);
        assert_eq!(unit("2026", "Kultur (mnkr)", &["40", "10,5"]), Unit::Mkr);
        assert_eq!(unit("Andel använt", "", &["90%", "100%"]), Unit::Percent);
        assert_eq!(unit("Sökt", "Tabell 2 (kr)", &["1 250 300", "–"]), Unit::Kr);
        assert_eq!(unit("Antal", "", &["2", "5"]), Unit::Count);
        assert_eq!(unit("Anm.", "", &["se not"]), Unit::Text);
        assert_eq!(unit("", "", &["100 554 627 kr"]), Unit::Kr);
    }
}
