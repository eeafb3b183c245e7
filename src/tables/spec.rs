//! What a table declares about itself in `tables.toml`.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;

use super::{Marks, NumberStyle, SourceLines};
use crate::exact::Ratio;
use crate::lang::{InWords, Lang, say};

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
    /// What marks such as `..` mean where they do not mean the usual.
    #[serde(default)]
    pub marks: Marks,
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
    /// How its numbers are written, as an example: `1.234,5`. Where nothing is declared, it is taken
    /// from the column as a whole.
    #[serde(default, rename = "figures")]
    pub style: Option<NumberStyle>,
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
    /// Billions (*miljarder*) of kronor.
    Mdkr,
    /// Hundredths of a krona.
    Ore,
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
    /// Full-time equivalents (*årsarbetare*), which may have decimals.
    FullTimeEquivalents,
    /// Percent (*procent*): 17 is 17 %.
    Percent,
    /// Per mille (*promille*): 5 is 0,5 %.
    Permille,
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
    pub const ALL: [Unit; 17] = [
        Unit::Kr,
        Unit::Tkr,
        Unit::Mkr,
        Unit::Mdkr,
        Unit::Ore,
        Unit::Persons,
        Unit::Municipalities,
        Unit::Regions,
        Unit::Places,
        Unit::Count,
        Unit::FullTimeEquivalents,
        Unit::Percent,
        Unit::Permille,
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
            Unit::Mdkr => "mdkr",
            Unit::Ore => "ore",
            Unit::Persons => "persons",
            Unit::Municipalities => "municipalities",
            Unit::Regions => "regions",
            Unit::Places => "places",
            Unit::Count => "count",
            Unit::FullTimeEquivalents => "full-time-equivalents",
            Unit::Percent => "percent",
            Unit::Permille => "permille",
            Unit::Points => "points",
            Unit::Index => "index",
            Unit::Year => "year",
            Unit::Text => "text",
        }
    }

    /// How many base units one unit is: 1 000 kronor for thousands of kronor, a tenth of a percent for
    /// one per mille.
    pub fn factor(self) -> Ratio {
        match self {
            Unit::Tkr => Ratio::whole(1_000),
            Unit::Mkr => Ratio::whole(1_000_000),
            Unit::Mdkr => Ratio::whole(1_000_000_000),
            Unit::Ore => Ratio::one_in(100),
            Unit::Permille => Ratio::one_in(10),
            _ => Ratio::ONE,
        }
    }

    /// Whether the quantity itself is a whole number.
    pub fn is_counted(self) -> bool {
        match self.dimension() {
            Dimension::Money | Dimension::Things | Dimension::Years => true,
            Dimension::FullTime
            | Dimension::Share
            | Dimension::Points
            | Dimension::Number
            | Dimension::Words => false,
        }
    }

    /// Whether figures in the two units may be compared: kronor with thousands of kronor, any count
    /// with any count; percent with percentage points, since a difference of percentages is in points,
    /// and documents print one for the other.
    pub fn is_comparable_with(self, other: Unit) -> bool {
        let shares = [Dimension::Share, Dimension::Points];
        let (one, two) = (self.dimension(), other.dimension());
        one == two || (shares.contains(&one) && shares.contains(&two))
    }

    /// What is measured, in whichever unit.
    pub(crate) fn dimension(self) -> Dimension {
        match self {
            Unit::Kr | Unit::Tkr | Unit::Mkr | Unit::Mdkr | Unit::Ore => Dimension::Money,
            Unit::Persons | Unit::Municipalities | Unit::Regions | Unit::Places | Unit::Count => {
                Dimension::Things
            }
            Unit::FullTimeEquivalents => Dimension::FullTime,
            Unit::Percent | Unit::Permille => Dimension::Share,
            Unit::Points => Dimension::Points,
            Unit::Index => Dimension::Number,
            Unit::Year => Dimension::Years,
            Unit::Text => Dimension::Words,
        }
    }
}

/// What a unit measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dimension {
    Money,
    Things,
    FullTime,
    Share,
    Points,
    Number,
    Years,
    Words,
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
        f.write_str(match self {
            Unit::Points => "percentage points",
            Unit::Ore => "öre",
            Unit::Permille => "per mille",
            Unit::FullTimeEquivalents => "full-time equivalents",
            unit => unit.name(),
        })
    }
}

impl InWords for Unit {
    /// What a figure is counted in.
    fn in_words(&self, lang: Lang) -> String {
        match self {
            Unit::Kr | Unit::Tkr | Unit::Mkr | Unit::Mdkr | Unit::Ore => self.to_string(),
            Unit::Persons => say!(lang, "{self}", "personer"),
            Unit::Municipalities => say!(lang, "{self}", "kommuner"),
            Unit::Regions => say!(lang, "{self}", "regioner"),
            Unit::Places => say!(lang, "{self}", "platser"),
            Unit::Count => say!(lang, "{self}", "antal"),
            Unit::FullTimeEquivalents => say!(lang, "{self}", "årsarbetare"),
            Unit::Percent => say!(lang, "{self}", "procent"),
            Unit::Permille => say!(lang, "{self}", "promille"),
            Unit::Points => say!(lang, "{self}", "procentenheter"),
            Unit::Index => say!(lang, "{self}", "indextal"),
            Unit::Year => say!(lang, "{self}", "år"),
            Unit::Text => say!(lang, "{self}", "text"),
        }
    }
}
