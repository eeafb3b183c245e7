//! `statsbidrag discover`: the relations of tables that nobody described.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::{Value, json};

use super::language::{both, language};
use super::{Failure, Outcome, new, output, read};
use crate::discovery::{Class, Discovered, Operator, Relation, discover};
use crate::exact::Ratio;
use crate::intake::{ReadOptions, delimited_rows};
use crate::lang::{Errors, InWords, Lang, say};
use crate::tables::{TableError, read_bytes};

/// Which files, and how to show what is found.
#[derive(Args)]
pub(super) struct DiscoverArguments {
    #[arg(
        required = true,
        value_name = "FILE",
        help = both(
            "Files of any format that can be read",
            "Filer i vilket format som helst som kan läsas",
        )
    )]
    files: Vec<PathBuf>,
    #[arg(
        long,
        value_enum,
        default_value_t = Format::Text,
        help = both(
            "How to print the result: text or json [default: text]",
            "Hur resultatet skrivs: text eller json [annars text]",
        )
    )]
    format: Format,
    #[arg(
        long,
        value_name = "DIR",
        help = both(
            "Write a folder with the tables and what was found, in the language of checks",
            "Skriv en mapp med tabellerna och det som hittades, på kontrollernas språk",
        )
    )]
    write: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Text,
    Json,
}

/// Decimals of a factor that is shown.
const FACTOR_DECIMALS: u32 = 6;

/// A table and what was found in it.
struct Table {
    name: String,
    place: String,
    rows: Vec<Vec<String>>,
    discovered: Discovered,
}

pub(super) fn run(arguments: &DiscoverArguments) -> Result<Outcome, Failure> {
    let lang = language();
    let mut tables = Vec::new();
    let mut errors = Vec::new();
    for path in &arguments.files {
        match tables_of(path, lang) {
            Ok(mut found) => tables.append(&mut found),
            Err(Failure(mut found)) => errors.append(&mut found),
        }
    }
    if arguments.format == Format::Json {
        let tables: Vec<Value> = tables.iter().map(|it| table_json(it, lang)).collect();
        let document = json!({ "schema": "statsbidrag/discover/1", "tables": tables });
        output::result(&format!("{document}\n"));
    } else {
        let text: String = tables.iter().map(|it| table_text(it, lang)).collect();
        output::result(&text);
    }
    if errors.is_empty() {
        if let Some(folder) = &arguments.write {
            let words = new::write_from(folder, &arguments.files)?;
            // the result is one document where it is JSON
            if arguments.format == Format::Text {
                output::result(&words);
            }
        }
        Ok(Outcome::Clean)
    } else {
        Err(Failure(errors))
    }
}

/// A delimited file is one grid, titles and empty lines included; of other formats each table is.
fn tables_of(path: &Path, lang: Lang) -> Result<Vec<Table>, Failure> {
    let options = ReadOptions::default();
    let bytes = read_bytes(path, options.limits.bytes).map_err(Errors::<TableError>::from)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if let Some(rows) = delimited_rows(&name, &bytes) {
        return Ok(vec![table(
            name.into_owned(),
            say!(lang, "line 1", "rad 1"),
            rows,
        )]);
    }
    let document = read::document(path, &options)?;
    let sheets = document.sheets.into_iter().map(|sheet| {
        // what was read by a relation can speak for none
        let told = sheet.evidence().into_iter();
        let rows = told
            .map(|row| row.into_iter().map(str::to_owned).collect())
            .collect();
        let title = if sheet.title.is_empty() {
            name.to_string()
        } else {
            sheet.title
        };
        table(title, sheet.place.in_words(lang), rows)
    });
    Ok(sheets.collect())
}

fn table(name: String, place: String, rows: Vec<Vec<String>>) -> Table {
    let discovered = discover(&rows);
    Table {
        name,
        place,
        rows,
        discovered,
    }
}

fn table_text(table: &Table, lang: Lang) -> String {
    let (name, place) = (&table.name, &table.place);
    let mut text = format!("{name} ({place})\n");
    let found = &table.discovered;
    if let Some(nothing) = found.nothing {
        // writing to a string cannot fail
        let _ = writeln!(text, "  {}", nothing.in_words(lang));
    }
    let shown = |it: &&Relation| it.class != Class::Habit;
    for it in found.relations.iter().filter(shown) {
        let (class, formula) = (it.class.in_words(lang), formula(table, it, lang));
        let _ = writeln!(text, "  {class}: {formula}. {}", it.in_words(lang));
    }
    let habits = found.relations.len() - found.relations.iter().filter(shown).count();
    if habits > 0 {
        let _ = writeln!(
            text,
            "  {}",
            say!(
                lang,
                "{habits} habits, shown as JSON",
                "{habits} vanor, visas som JSON"
            )
        );
    }
    text
}

/// The relation with the headings of its lines, as far as they are printed.
fn formula(table: &Table, relation: &Relation, lang: Lang) -> String {
    let label = |line: usize| {
        let label = table.discovered.label(relation.axis, line);
        if label.is_empty() {
            format!("[{}]", line + 1)
        } else {
            format!("\"{label}\"")
        }
    };
    let parts: Vec<String> = match &relation.parts[..] {
        [first, .., last] if relation.parts.len() > 6 => {
            let count = relation.parts.len();
            let (first, last) = (label(*first), label(*last));
            vec![say!(
                lang,
                "{count} lines from {first} to {last}",
                "{count} rader eller kolumner från {first} till {last}"
            )]
        }
        parts => parts.iter().map(|part| label(*part)).collect(),
    };
    format!(
        "{} = {}",
        label(relation.target),
        with_sign(relation, &parts)
    )
}

fn with_sign(relation: &Relation, parts: &[String]) -> String {
    let scale = if relation.scale == 1 {
        String::new()
    } else {
        format!("{} × ", relation.scale)
    };
    match (relation.operator, parts) {
        (Operator::Ratio, [a, b]) => format!("{scale}{a} / {b}"),
        (Operator::Change, [a, b]) => format!("{scale}({b} − {a}) / {a}"),
        (Operator::Share, [a, b]) => format!("{scale}{a} / ({a} + {b})"),
        (Operator::Proportional | Operator::Mixture, parts) => {
            let factor = |it: &[Ratio; 2]| it[0].to_decimal_string(FACTOR_DECIMALS);
            let factors = relation.factors.iter().map(factor).zip(parts);
            let terms = factors.map(|(factor, part)| format!("{factor}… × {part}"));
            terms.collect::<Vec<_>>().join(" + ")
        }
        (Operator::Mean, _) => format!("({}) / n", parts.join(" + ")),
        _ => parts.join(" + "),
    }
}

fn table_json(table: &Table, lang: Lang) -> Value {
    let relations: Vec<Value> = table
        .discovered
        .relations
        .iter()
        .map(|it| relation_json(it, &formula(table, it, lang)))
        .collect();
    json!({
        "name": table.name, "place": table.place, "rows": table.rows.len(),
        "columns": table.rows.iter().map(Vec::len).max().unwrap_or(0),
        "nothing": table.discovered.nothing.map(|it| it.in_words(lang)),
        "relations": relations,
        "findings": [],
    })
}

fn relation_json(relation: &Relation, formula: &str) -> Value {
    let instances: Vec<Value> = relation
        .instances
        .iter()
        .map(|it| json!({ "target": it.target, "parts": it.parts, "holds": it.holds }))
        .collect();
    json!({
        "operator": relation.operator.name(), "class": relation.class.name(),
        "formula": formula, "holds": relation.holds, "of": relation.of,
        "bits": tenths(relation.bits.to_tenths()), "instances": instances,
    })
}

/// Tenths as a number of JSON.
fn tenths(tenths: i64) -> Option<serde_json::Number> {
    format!("{}.{}", tenths.div_euclid(10), tenths.rem_euclid(10))
        .parse()
        .ok()
}
