//! `statsbidrag infer`: the key behind published amounts.

use std::io::IsTerminal;
use std::path::Path;
use std::time::{Duration, Instant};

use clap::{Args, ValueEnum};

use super::{Failure, Outcome, load, output, table_failure};
use crate::decision::embedded_folder;
use crate::exact::Kronor;
use crate::inference::{Inference, KeyQuestion, infer_key_watched};
use crate::report::{inference_json, inference_text};
use crate::tables::{AmountColumn, AmountSource, Unit, nearest, read_amounts, read_figure};

/// How long to wait before showing how far the search has come.
const PATIENCE: Duration = Duration::from_secs(1);

/// Which amounts, and what is known of them.
#[derive(Args)]
pub(super) struct InferArguments {
    /// A CSV file with a header, or an embedded decision or decision folder
    source: String,
    /// The column of amounts: its heading, or TABLE.COLUMN in a decision
    #[arg(value_name = "TABLE.COLUMN")]
    position: Option<String>,
    /// The column of amounts: its heading, or TABLE.COLUMN in a decision
    #[arg(
        long,
        conflicts_with = "position",
        required_unless_present = "position"
    )]
    column: Option<String>,
    /// What was distributed, in kronor, base amounts included
    #[arg(long, value_parser = parse_kronor)]
    appropriation: Kronor,
    /// The base amount in kronor that everyone gets besides the part by the key
    #[arg(long, value_parser = parse_kronor, default_value = "0")]
    base: Kronor,
    /// How many get the base amount, if not just those listed with an amount
    #[arg(long)]
    recipients: Option<usize>,
    /// How many cells may be more than a krona from the key [default: one in twenty]
    #[arg(long)]
    exceptions: Option<usize>,
    /// The column that names the rows
    #[arg(long)]
    label: Option<String>,
    /// A row to leave out, by its label, such as a total; may be repeated
    #[arg(long, value_name = "LABEL")]
    skip_row: Vec<String>,
    /// The largest total of the key to try
    #[arg(long, default_value_t = KeyQuestion::LARGEST_TOTAL)]
    largest_total: u64,
    /// How to print the result
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// An amount as typed: `3 998 500 000`, `3998500000` or `3 998,5 miljoner`.
fn parse_kronor(typed: &str) -> Result<Kronor, String> {
    let number = read_figure(typed, Unit::Kr).map_err(|error| error.to_string())?;
    if !number.value().is_whole() {
        return Err("found öre, expected whole kronor".to_owned());
    }
    Kronor::from_whole(number.value().numerator()).map_err(|error| error.to_string())
}

pub(super) fn run(arguments: &InferArguments) -> Result<Outcome, Failure> {
    let column = read(arguments)?;
    if column.without_number > 0 {
        let rows = match column.without_number {
            1 => "1 row without a number is".to_owned(),
            rows => format!("{rows} rows without a number are"),
        };
        output::note(&format!("{rows} left out"));
    }
    let inference = infer(arguments, &column)?;
    match arguments.format {
        Format::Text => output::result(&inference_text(&inference, &column.labels)),
        Format::Json => {
            output::result(&format!(
                "{:#}\n",
                inference_json(&inference, &column.labels)
            ));
        }
    }
    Ok(Outcome::Clean)
}

/// Asks the question, and shows how far it has come where it takes long.
fn infer(arguments: &InferArguments, column: &AmountColumn) -> Result<Inference, Failure> {
    let question = KeyQuestion {
        base: arguments.base,
        recipients: arguments.recipients,
        exceptions: arguments.exceptions,
        largest_total: arguments.largest_total,
        ..KeyQuestion::new(&column.amounts, arguments.appropriation)
    };
    let start = Instant::now();
    let is_watched = std::io::stderr().is_terminal();
    let mut shown = false;
    let mut progress = |reached: u64, last: u64| {
        if is_watched && start.elapsed() > PATIENCE {
            output::progress(reached, last);
            shown = true;
        }
    };
    let inference = infer_key_watched(&question, &mut progress);
    if shown {
        output::progress_done();
    }
    inference.map_err(|error| Failure(vec![error.to_string()]))
}

fn read(arguments: &InferArguments) -> Result<AmountColumn, Failure> {
    let column = arguments
        .position
        .as_deref()
        .or(arguments.column.as_deref());
    let column = column.unwrap_or_default();
    let path = Path::new(&arguments.source);
    if embedded_folder(&arguments.source).is_some() || !path.is_file() {
        return of_decision(arguments, column);
    }
    let source = AmountSource {
        path,
        column,
        label: arguments.label.as_deref(),
        skip: &arguments.skip_row,
    };
    read_amounts(&source).map_err(table_failure)
}

/// A column of a decision's table, without its total rows.
fn of_decision(arguments: &InferArguments, name: &str) -> Result<AmountColumn, Failure> {
    let decision = load(&arguments.source)?;
    let (table_id, column_id) = name.split_once('.').unwrap_or((name, ""));
    let Some(table) = decision.tables.get(table_id) else {
        return Err(no_such("table", table_id, decision.tables.keys()));
    };
    let Some(column) = table.column_index(column_id) else {
        let ids = table.columns.iter().map(|column| &column.id);
        return Err(no_such("column", column_id, ids));
    };
    let mut found = AmountColumn::default();
    for row in table.body() {
        let label = table.rows[row].label.clone();
        if arguments.skip_row.contains(&label) {
            continue;
        }
        let number = table
            .cell(row, column)
            .number()
            .map(|number| number.value());
        match number {
            Some(value) if value.is_whole() => {
                let amount = Kronor::from_whole(value.numerator());
                found
                    .amounts
                    .push(amount.map_err(|error| Failure(vec![error.to_string()]))?);
                found.labels.push(label);
            }
            Some(value) => {
                return Err(Failure(vec![format!(
                    "{name}: not a column of amounts (found {value} for {label}, expected whole kronor); name another column"
                )]));
            }
            None => found.without_number += 1,
        }
    }
    Ok(found)
}

fn no_such<'n>(kind: &str, found: &str, known: impl Iterator<Item = &'n String>) -> Failure {
    let known: Vec<&str> = known.map(String::as_str).collect();
    let help = nearest(found, known.iter().copied())
        .map(|name| format!("; did you mean \"{name}\"?"))
        .unwrap_or_default();
    let expected = known.join(", ");
    Failure(vec![format!(
        "no such {kind} (found \"{found}\", expected TABLE.COLUMN with one of {expected}){help}"
    )])
}
