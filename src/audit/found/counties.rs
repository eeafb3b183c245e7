//! The municipalities of each county among the rows of a table.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::decision::embedded_places;
use crate::discovery::Group;
use crate::tables::{PlaceKind, Places, RowKind, Table};

/// The code of the country.
const COUNTRY: &str = "00";

/// The official municipalities, and the county of each.
struct Counties {
    places: Option<Places>,
    /// How many municipalities each county has.
    counts: FxHashMap<String, usize>,
}

/// Those of the embedded register: it is the same for every table.
static COUNTIES: LazyLock<Counties> = LazyLock::new(Counties::of_the_register);

impl Counties {
    fn of_the_register() -> Counties {
        let places = embedded_places().ok();
        let mut counts: FxHashMap<String, usize> = FxHashMap::default();
        if let Some(places) = &places {
            for place in places.of_kind(PlaceKind::Municipality) {
                *counts.entry(place.county.clone()).or_default() += 1;
                *counts.entry(COUNTRY.to_owned()).or_default() += 1;
            }
        }
        Counties { places, counts }
    }

    /// The county of a row that is a municipality.
    fn county(&self, table: &Table, row: usize) -> Option<&str> {
        let row = table.rows.get(row).filter(|it| !it.is_total)?;
        let places = self.places.as_ref()?;
        let place = places.get(&row.key)?;
        let is_meant = table.kind == RowKind::Municipality || places.is_name_of(&row.label, place);
        (place.kind == PlaceKind::Municipality && is_meant).then_some(&place.county)
    }
}

/// The rows of each county that has all its municipalities in a table, and of the country if all have; the rows
/// counted with the headings, as discovery does.
pub(super) fn groups(table: &Table) -> Vec<Group> {
    // two counties of two municipalities each are the least that tells anything
    if table.kind == RowKind::Region || table.rows.len() < 4 {
        return Vec::new();
    }
    let counties = &*COUNTIES;
    let mut rows: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for row in 0..table.rows.len() {
        if let Some(county) = counties.county(table, row) {
            for key in [county, COUNTRY] {
                rows.entry(key).or_default().push(row + 1);
            }
        }
    }
    let whole = |(key, rows): &(&str, Vec<usize>)| counties.counts.get(*key) == Some(&rows.len());
    let groups = rows.into_iter().filter(whole).map(|(key, rows)| Group {
        key: key.to_owned(),
        rows,
    });
    let groups: Vec<Group> = groups.collect();
    // one county tells nothing, and one of a single municipality repeats it
    let many = groups.iter().filter(|it| it.rows.len() > 1).count();
    if many > 1 { groups } else { Vec::new() }
}
