//! The JSON contract `statsbidrag/discover/1`.

use serde::Serialize;

use super::finding::FindingJson;
use crate::discovery::{Bits, Discovered, Instance, Relation, Repeat};
use crate::findings::Finding;
use crate::lang::{InWords, Lang};

/// Tables with the relations that nobody wrote.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DiscoverJson {
    schema: DiscoverSchema,
    /// The tables, file by file.
    tables: Vec<DiscoveredTableJson>,
}

#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
enum DiscoverSchema {
    #[serde(rename = "statsbidrag/discover/1")]
    One,
}

/// A table and what was found in it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DiscoveredTableJson {
    /// Its title, or the name of the file.
    name: String,
    /// Where it stands.
    place: String,
    /// How many rows were read.
    rows: usize,
    /// How many cells the longest of them has.
    columns: usize,
    /// Why nothing was found.
    nothing: Option<String>,
    /// The surest first.
    relations: Vec<DiscoveredRelationJson>,
    /// What an audit of the file says of the table, as in `audit/1`.
    findings: Vec<FindingJson>,
    /// Why the file cannot be audited; then nothing is known of findings.
    pub unaudited: Vec<String>,
}

/// A relation between lines of a table.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct DiscoveredRelationJson {
    /// `sum`, `mean`, `ratio`, `change`, `decrease`, `share`, `share-of-total`, `rest-of-hundred`, `proportional`, `mixture` or `repeat`.
    operator: &'static str,
    /// `law`, `declared` or `habit`.
    class: &'static str,
    /// With the headings of its lines.
    formula: String,
    /// In how many records it holds.
    holds: usize,
    /// Of how many.
    of: usize,
    /// The evidence in bits, with one decimal.
    bits: serde_json::Number,
    /// Of a `repeat` the table that its parts stand in, by its place among `tables`, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    of_table: Option<usize>,
    /// Record by record.
    instances: Vec<InstanceJson>,
}

/// One record of a relation; rows and columns from 0, header lines counted.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct InstanceJson {
    /// Row and column; `null` where no cell is the target.
    target: Option<[usize; 2]>,
    /// Rows and columns, in their order.
    parts: Vec<[usize; 2]>,
    holds: bool,
}

/// Tables as one document.
pub fn discover_json(tables: Vec<DiscoveredTableJson>) -> DiscoverJson {
    DiscoverJson {
        schema: DiscoverSchema::One,
        tables,
    }
}

/// A table with its relations, each with its formula.
pub fn discovered_table_json(
    (name, place): (&str, &str),
    rows: &[Vec<String>],
    discovered: &Discovered,
    formula: impl Fn(&Relation) -> String,
    lang: Lang,
) -> DiscoveredTableJson {
    let relations = discovered.relations.iter();
    DiscoveredTableJson {
        name: name.to_owned(),
        place: place.to_owned(),
        rows: rows.len(),
        columns: rows.iter().map(Vec::len).max().unwrap_or(0),
        nothing: discovered.nothing.map(|it| it.in_words(lang)),
        relations: relations.map(|it| relation_json(it, formula(it))).collect(),
        findings: Vec::new(),
        unaudited: Vec::new(),
    }
}

impl DiscoveredTableJson {
    /// Adds a finding of an audit.
    pub fn add_finding(&mut self, finding: &Finding, lang: Lang) {
        self.findings.push(FindingJson::new(finding, lang));
    }

    /// Adds a line that an earlier table has as well.
    pub fn add_repeat(&mut self, repeat: &Repeat, formula: String) {
        self.nothing = None;
        self.relations.push(DiscoveredRelationJson {
            operator: "repeat",
            class: repeat.class.name(),
            formula,
            holds: repeat.holds,
            of: repeat.of,
            bits: bits_json(repeat.bits),
            of_table: Some(repeat.of_table),
            instances: repeat.instances.iter().map(instance_json).collect(),
        });
    }
}

fn relation_json(relation: &Relation, formula: String) -> DiscoveredRelationJson {
    DiscoveredRelationJson {
        operator: relation.operator.name(),
        class: relation.class.name(),
        formula,
        holds: relation.holds,
        of: relation.of,
        bits: bits_json(relation.bits),
        of_table: None,
        instances: relation.instances.iter().map(instance_json).collect(),
    }
}

fn instance_json(instance: &Instance) -> InstanceJson {
    InstanceJson {
        target: instance.target,
        parts: instance.parts.clone(),
        holds: instance.holds,
    }
}

/// Bits with one decimal.
fn bits_json(bits: Bits) -> serde_json::Number {
    let tenths = bits.to_tenths();
    let decimal = format!("{}.{}", tenths.div_euclid(10), tenths.rem_euclid(10));
    // what is written so is a number of JSON
    decimal.parse().unwrap_or_else(|_| bits.floor().into())
}
