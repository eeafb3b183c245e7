//! Names as printed: which place one means, and whether two are the same.

use std::borrow::Cow;

use rustc_hash::FxHashSet;

use super::relation::Names;
use super::resolve::register;
use super::{FigureRef, Figures};
use crate::tables::{PlaceKind, Places, Unit, printed_unit};

/// The names that stand at a place, one for each row, or all of a list in the text.
pub(super) fn names_of<'a>(names: Names, figures: &Figures<'a>) -> Vec<&'a str> {
    match names {
        Names::Labels { table } => {
            let rows = figures.table(table).rows.iter();
            rows.map(|row| bare(&row.label)).collect()
        }
        Names::Column { table, column } => {
            let of = figures.table(table);
            let rows = 0..of.rows.len();
            rows.map(|row| bare(of.cell(row, column).printed)).collect()
        }
        Names::Claim(claim) => listed(figures.printed(claim)),
    }
}

/// The names of a list in running text: *Bjuv, Täby och Österåker*.
fn listed(text: &str) -> Vec<&str> {
    let parts = text.split(',').flat_map(|part| part.split(" och "));
    let names = parts.map(|it| bare(it).trim_start_matches("och "));
    names.filter(|it| !it.is_empty()).collect()
}

/// A name without the marks of footnotes after it.
pub(super) fn bare(label: &str) -> &str {
    label.trim().trim_end_matches('*').trim()
}

/// Whether a name is one of a municipality or region; of the one with this code, if one is given.
pub(super) fn is_place(name: &str, code: Option<&str>, places: &Places) -> bool {
    let named = places.named(name);
    match code.filter(|code| places.get(code).is_some()) {
        Some(code) => named.iter().any(|it| it.code == code),
        None => named.iter().any(|it| it.kind != PlaceKind::Country),
    }
}

/// What a name is compared by: the codes of the places it means, else its letters without capitals.
pub(super) fn compared<'n>(name: &'n str, places: &Places) -> Vec<Cow<'n, str>> {
    let named = places.named(name);
    if named.is_empty() {
        let words = name.split_whitespace().collect::<Vec<_>>().join(" ");
        return vec![words.to_lowercase().into()];
    }
    let codes = named.into_iter().map(|it| Cow::Owned(it.code.clone()));
    codes.collect()
}

impl Figures<'_> {
    /// The names at a place of which it is not true that they are names of places: that of a row, or those
    /// of a list. Nothing if the register cannot be read.
    pub fn no_places(&self, names: Names, row: Option<usize>) -> Option<Vec<&str>> {
        if let Some(row) = row {
            return Some(self.name_of(names, row).into_iter().collect());
        }
        let places = register()?;
        let mut none = names_of(names, self);
        none.retain(|name| !is_place(name, None, places));
        Some(none)
    }

    /// The names at a place that are not among others: that of a row, or those of a list.
    pub fn not_among(&self, names: Names, others: Names, row: Option<usize>) -> Option<Vec<&str>> {
        if let Some(row) = row {
            return Some(self.name_of(names, row).into_iter().collect());
        }
        let places = register()?;
        let others = names_of(others, self);
        let known: FxHashSet<_> = others
            .into_iter()
            .flat_map(|it| compared(it, places))
            .collect();
        let mut none = names_of(names, self);
        none.retain(|name| !compared(name, places).iter().any(|it| known.contains(it)));
        Some(none)
    }

    /// The name of a row.
    fn name_of(&self, names: Names, row: usize) -> Option<&str> {
        match names {
            Names::Labels { table } => Some(bare(&self.table(table).rows.get(row)?.label)),
            Names::Column { table, column } => {
                Some(bare(self.table(table).cell(row, column).printed))
            }
            Names::Claim(_) => None,
        }
    }

    /// The unit that stands beside a figure, or else the one that is declared for it.
    pub fn unit_printed(&self, figure: FigureRef) -> Unit {
        printed_unit(self.printed(figure)).unwrap_or_else(|| self.unit(figure))
    }

    /// The official names of the places of a kind, of a county or all, that have no row in a table. Nothing if the register cannot be read.
    pub fn absent(
        &self,
        table: usize,
        (kind, county): (PlaceKind, Option<&str>),
    ) -> Option<Vec<String>> {
        let places = register()?;
        let table = self.table(table);
        // a table with keys of its own has the places that its labels name
        let labelled = table.rows.iter().filter(|it| places.get(&it.key).is_none());
        let named: FxHashSet<&str> = labelled
            .flat_map(|it| places.named(bare(&it.label)))
            .map(|it| it.code.as_str())
            .collect();
        let absent = places.of_kind(kind).filter(|it| {
            county.is_none_or(|county| it.county == county)
                && table.row_index(&it.code).is_none()
                && !named.contains(it.code.as_str())
        });
        Some(absent.map(|it| it.name.clone()).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_in_the_text_is_taken_apart() {
        let text = "Bjuv, Höganäs, Upplands Väsby och Åkersberga";
        let names = ["Bjuv", "Höganäs", "Upplands Väsby", "Åkersberga"];
        assert_eq!(listed(text), names);
        assert_eq!(listed("Ale*, och Boden"), ["Ale", "Boden"]);
        assert!(listed("").is_empty());
    }

    #[test]
    fn a_name_is_that_of_the_place_with_the_code() {
        let places = crate::decision::embedded_places().unwrap();
        assert!(is_place("Falu kommun", Some("2080"), &places));
        assert!(!is_place("Motala", Some("2409"), &places));
        assert!(is_place("Motala", None, &places));
        assert!(!is_place("Åkersberga", None, &places));
        assert!(!is_place("Riket", None, &places));
        // a key of the table's own says nothing of the place
        assert!(is_place("Motala", Some("rad-1"), &places));
    }

    #[test]
    fn names_of_one_place_are_the_same_name() {
        let places = crate::decision::embedded_places().unwrap();
        assert_eq!(compared("Falu kommun", &places), compared("falun", &places));
        assert_ne!(compared("Falun", &places), compared("Mora", &places));
        assert_eq!(compared("Övriga  skolor", &places), ["övriga skolor"]);
    }
}
