//! `statsbidrag discover`: the relations of a table that nobody wrote.

use std::fmt::Write;
use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};

use super::{Failure, Outcome, output};
use crate::discovery::{Class, Operator, Relation, discover};

/// Finds the relations in tables that nobody described.
#[derive(Args)]
pub(super) struct DiscoverArguments {
    /// CSV files
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// How to show the result
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Text,
    Json,
}

pub(super) fn run(arguments: &DiscoverArguments) -> Result<Outcome, Failure> {
    let mut tables = Vec::new();
    for path in &arguments.files {
        let rows = crate::tables::read_cells(path)
            .map_err(|error| Failure(vec![error.to_string()]))?;
        let name = path.file_name().map_or_else(String::new, |it| it.to_string_lossy().into_owned());
        let relations = discover(&rows);
        tables.push((name, rows, relations));
    }
    if arguments.format == Format::Json {
        let tables: Vec<Value> = tables
            .iter()
            .map(|(name, rows, relations)| {
                json!({
                    "name": name, "place": "line 1", "rows": rows.len(),
                    "columns": rows.iter().map(Vec::len).max().unwrap_or(0),
                    "relations": relations.iter().map(relation_json).collect::<Vec<_>>(),
                    "findings": [],
                })
            })
            .collect();
        let document = json!({ "schema": "statsbidrag/discover/1", "tables": tables });
        output::result(&format!("{document}\n"));
    } else {
        let mut text = String::new();
        for (name, _, relations) in &tables {
            // writing to a string cannot fail
            let _ = writeln!(text, "{name}");
            for it in relations {
                let _ = writeln!(
                    text,
                    "  {} {} {:?} {} = {:?} x{}: {} of {}, by chance once in 2^{}",
                    class_name(it.class),
                    operator_name(it.operator),
                    it.axis,
                    it.target,
                    it.parts,
                    it.scale,
                    it.holds,
                    it.of,
                    it.bits.floor()
                );
            }
        }
        output::result(&text);
    }
    Ok(Outcome::Clean)
}

fn operator_name(operator: Operator) -> &'static str {
    match operator {
        Operator::Sum => "sum",
        Operator::Mean => "mean",
        Operator::Ratio => "ratio",
        Operator::Change => "change",
        Operator::Share => "share",
        Operator::Proportional => "proportional",
        Operator::Constant => "constant",
        Operator::Repeat => "repeat",
    }
}

fn class_name(class: Class) -> &'static str {
    match class {
        Class::Law => "law",
        Class::Declared => "declared",
        Class::Habit => "habit",
    }
}

fn relation_json(relation: &Relation) -> Value {
    let bits = bits_shown(relation);
    json!({
        "operator": operator_name(relation.operator),
        "class": class_name(relation.class),
        "holds": relation.holds, "of": relation.of, "bits": bits,
        "instances": relation.instances.iter().map(|it| json!({
            "target": it.target, "parts": it.parts, "holds": it.holds,
        })).collect::<Vec<_>>(),
    })
}

/// The bits with one decimal, as a number of JSON.
fn bits_shown(relation: &Relation) -> Option<serde_json::Number> {
    let tenths = i32::try_from(relation.bits.to_tenths()).unwrap_or(i32::MAX);
    #[expect(clippy::float_arithmetic, reason = "a number with a decimal, for JSON only")]
    serde_json::Number::from_f64(f64::from(tenths) / 10.0)
}
