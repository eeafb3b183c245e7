//! What a table declares about itself in `tables.toml`.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;

use super::SourceLines;

/// The declaration of one printed table.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableSpec {
    /// The title as printed.
    pub title: String,
    /// The lines of the source text it stands on; a derived table has none.
    #[serde(default)]
    pub lines: Option<SourceLines>,
    /// What a row is about.
    pub rows: RowKind,
    /// Keys of the rows that sum up others. `00` (the country) always does.
    #[serde(default)]
    pub totals: Vec<String>,
    /// The columns, by their name in the CSV header.
    pub columns: BTreeMap<String, ColumnSpec>,
    /// How a table that is not printed was derived.
    #[serde(default)]
    pub derived: Option<String>,
    /// Facts printed under the table that a checker needs.
    #[serde(default)]
    pub notes: Vec<String>,
}

/// The declaration of one column.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnSpec {
    /// The heading as printed.
    pub title: String,
    /// What its figures measure.
    pub unit: Unit,
}

/// What the rows of a table are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RowKind {
    /// Municipalities (*kommuner*), by their four-digit SCB code.
    Municipality,
    /// Regions or counties (*regioner, län*), by their two-digit SCB code.
    Region,
    /// Anything else, by a key of the table's own.
    Label,
}

/// What a figure measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Kronor.
    Kr,
    /// Thousands of kronor.
    Tkr,
    /// Millions of kronor.
    Mkr,
    /// Persons.
    Persons,
    /// Municipalities.
    Municipalities,
    /// Regions.
    Regions,
    /// Places in care homes (*bostäder, platser*).
    Places,
    /// Any other whole count.
    Count,
    /// Percent (*procent*): 17 is 17 %.
    Percent,
    /// Percentage points (*procentenheter*).
    Points,
    /// A decimal index.
    Index,
    /// A calendar year.
    Year,
    /// Words.
    Text,
}

impl Unit {
    /// Every unit.
    pub const ALL: [Unit; 13] = [
        Unit::Kr,
        Unit::Tkr,
        Unit::Mkr,
        Unit::Persons,
        Unit::Municipalities,
        Unit::Regions,
        Unit::Places,
        Unit::Count,
        Unit::Percent,
        Unit::Points,
        Unit::Index,
        Unit::Year,
        Unit::Text,
    ];

    /// The unit's name in the files.
    pub fn name(self) -> &'static str {
        match self {
            Unit::Kr => "kr",
            Unit::Tkr => "tkr",
            Unit::Mkr => "mkr",
            Unit::Persons => "persons",
            Unit::Municipalities => "municipalities",
            Unit::Regions => "regions",
            Unit::Places => "places",
            Unit::Count => "count",
            Unit::Percent => "percent",
            Unit::Points => "points",
            Unit::Index => "index",
            Unit::Year => "year",
            Unit::Text => "text",
        }
    }

    /// How many base units one unit is: 1 000 for thousands of kronor.
    pub fn scale(self) -> i64 {
        match self {
            Unit::Tkr => 1_000,
            Unit::Mkr => 1_000_000,
            _ => 1,
        }
    }

    /// Whether the quantity itself is a whole number.
    pub fn is_counted(self) -> bool {
        !matches!(
            self,
            Unit::Percent | Unit::Points | Unit::Index | Unit::Text
        )
    }

    /// Whether figures in the two units may be compared: kronor with thousands of kronor, any count
    /// with any count, percent with percentage points.
    pub fn is_comparable_with(self, other: Unit) -> bool {
        self.dimension() == other.dimension()
    }

    fn dimension(self) -> u8 {
        match self {
            Unit::Kr | Unit::Tkr | Unit::Mkr => 0,
            Unit::Percent | Unit::Points => 1,
            Unit::Index => 2,
            Unit::Year => 3,
            Unit::Text => 4,
            Unit::Persons | Unit::Municipalities | Unit::Regions | Unit::Places | Unit::Count => 5,
        }
    }
}

impl RowKind {
    /// The header of the column that identifies a row.
    pub fn key_header(self) -> &'static str {
        match self {
            RowKind::Municipality | RowKind::Region => "code",
            RowKind::Label => "key",
        }
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if *self == Unit::Points {
            "percentage points"
        } else {
            self.name()
        })
    }
}
