//! `statsbidrag what-if`: a grant under other values than those decided.

use clap::{Args, ValueEnum};

use super::{Failure, Outcome, load, output};
use crate::decision::{Decision, Instead, Parameter};
use crate::exact::Ratio;
use crate::lang::Lang;
use crate::report::{
    ExcelField, digits, excel_csv, sweep_json, sweep_text, what_if_json, what_if_notes,
    what_if_rows, what_if_text,
};
use crate::tables::read_figure;
use crate::what_if::{Question, Sweep, WhatIf, WhatIfError, sweep, what_if};

/// What is asked.
#[derive(Args)]
pub(super) struct WhatIfArguments {
    /// The decision: an embedded one or a folder
    decision: String,
    /// The grant, as the audit lists it
    grant: String,
    /// Another value of a parameter, in its unit: god-niva=18
    #[arg(long, value_name = "PARAMETER=VALUE")]
    set: Vec<String>,
    /// Another appropriation, in kronor
    #[arg(long, value_name = "KRONOR")]
    appropriation: Option<String>,
    /// Another key: table.column, or the name of a computed one
    #[arg(long)]
    key: Option<String>,
    /// The reading that is asked about
    #[arg(long)]
    reading: Option<String>,
    /// The reading it is compared with
    #[arg(long)]
    against: Option<String>,
    /// Every value of a threshold at which anything changes
    #[arg(long, value_name = "PARAMETER", conflicts_with_all = ["set", "appropriation", "key", "against"])]
    sweep: Option<String>,
    /// How to print the result
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// CSV for a Swedish Excel
    #[arg(long)]
    excel: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Csv,
    Json,
}

impl From<WhatIfError> for Failure {
    fn from(error: WhatIfError) -> Failure {
        match error {
            WhatIfError::Decision(errors) => errors.into(),
            error => Failure(vec![error.to_string()]),
        }
    }
}

pub(super) fn run(arguments: &WhatIfArguments) -> Result<Outcome, Failure> {
    let decision = load(&arguments.decision)?;
    if let Some(parameter) = &arguments.sweep {
        let reading = arguments.reading.as_deref();
        let sweep = sweep(&decision, &arguments.grant, reading, parameter)?;
        print_sweep(&decision, &sweep, arguments)?;
        return Ok(Outcome::Clean);
    }
    let question = question(&decision, arguments)?;
    let answer = what_if(&decision, &question)?;
    print_answer(&decision, &answer, arguments)?;
    let is_whole = answer.missed()?.is_none_or(|missed| missed.is_zero());
    Ok(if is_whole {
        Outcome::Clean
    } else {
        Outcome::Findings
    })
}

fn question(decision: &Decision, arguments: &WhatIfArguments) -> Result<Question, Failure> {
    let mut parameters = Vec::new();
    let mut errors = Vec::new();
    for set in &arguments.set {
        match set.split_once('=') {
            Some((id, value)) => match changed(decision, id.trim(), value.trim()) {
                Ok(parameter) => parameters.push((id.trim().to_owned(), parameter)),
                Err(error) => errors.push(error.to_string()),
            },
            None => errors.push(format!(
                "--set \"{set}\" is no parameter with a value (expected god-niva=18)"
            )),
        }
    }
    if let Some(money) = &arguments.appropriation {
        match appropriation_of(decision, arguments) {
            Some(id) => match changed(decision, &id, money) {
                Ok(parameter) => parameters.push((id, parameter)),
                Err(error) => errors.push(error.to_string()),
            },
            None => errors.push(format!(
                "{} divides no appropriation of one parameter; use --set",
                arguments.grant
            )),
        }
    }
    let is_asked = !parameters.is_empty() || arguments.key.is_some() || arguments.reading.is_some();
    if errors.is_empty() && !is_asked {
        errors.push(
            "nothing is asked; say what is otherwise with --set, --appropriation, --key, --reading \
             or --sweep"
                .to_owned(),
        );
    }
    if !errors.is_empty() {
        return Err(Failure(errors));
    }
    Ok(Question {
        grant: arguments.grant.clone(),
        reading: arguments.reading.clone(),
        against: arguments.against.clone(),
        instead: Instead {
            parameters,
            key: arguments.key.clone(),
        },
    })
}

/// The parameter of the appropriation that the first step of the reading divides.
fn appropriation_of(decision: &Decision, arguments: &WhatIfArguments) -> Option<String> {
    let grant = decision.grant(&arguments.grant)?;
    let named = |id: &String| grant.readings.iter().find(|it| it.id == *id);
    let reading = match &arguments.reading {
        Some(id) => named(id)?,
        None => grant.readings.first()?,
    };
    let first = reading.procedure.steps().next()?;
    first.appropriation()?;
    let parameters = &reading.steps.first()?.parameters;
    match first.name() {
        "apportion-several" if parameters.len() > 1 => None,
        _ => parameters.first().cloned(),
    }
}

/// A parameter with another value, read in its unit.
fn changed(decision: &Decision, id: &str, value: &str) -> Result<Parameter, WhatIfError> {
    let parameter = decision
        .parameters
        .get(id)
        .ok_or_else(|| WhatIfError::NoSuch {
            kind: crate::what_if::Kind::Parameter,
            found: id.to_owned(),
            known: decision.parameters.keys().cloned().collect(),
        })?;
    let number = read_figure(value, parameter.unit).map_err(|error| WhatIfError::NotAValue {
        parameter: id.to_owned(),
        found: value.to_owned(),
        help: error.to_string(),
    })?;
    Ok(Parameter {
        printed: value.to_owned(),
        number,
        ..parameter.clone()
    })
}

fn print_answer(
    decision: &Decision,
    answer: &WhatIf,
    arguments: &WhatIfArguments,
) -> Result<(), Failure> {
    let places = crate::decision::embedded_places()?;
    let lang = Lang::En;
    if arguments.excel || arguments.format == Format::Csv {
        let rows = what_if_rows(decision, answer)?;
        let header = [
            "grant",
            "code",
            "name",
            "difference",
            "before",
            "after",
            "lowest",
            "highest",
        ];
        let mut table = vec![header.map(ExcelField::from).to_vec()];
        for row in rows {
            let (lowest, highest) = match row.bounds {
                Some((lowest, highest)) => {
                    (ExcelField::Amount(lowest), ExcelField::Amount(highest))
                }
                None => (ExcelField::Empty, ExcelField::Empty),
            };
            table.push(vec![
                ExcelField::Text(answer.grant.clone()),
                ExcelField::Text(row.code),
                ExcelField::Text(row.name),
                ExcelField::Amount(row.difference),
                ExcelField::Amount(row.before),
                ExcelField::Amount(row.after),
                lowest,
                highest,
            ]);
        }
        print_table(&table, arguments.excel)?;
        what_if_notes(decision, answer, lang)
            .iter()
            .for_each(|it| output::note(it));
        if let Some(missed) = answer.missed()?.filter(|it| !it.is_zero()) {
            output::note(&format!(
                "the sum differs from the appropriation by {missed} kr"
            ));
        }
        return Ok(());
    }
    match arguments.format {
        Format::Json => {
            output::result(&format!("{:#}\n", what_if_json(decision, &places, answer)?));
        }
        Format::Text | Format::Csv => {
            output::result(&what_if_text(decision, &places, answer, lang)?);
        }
    }
    Ok(())
}

/// A table as plain CSV, or as a Swedish Excel wants it.
pub(super) fn print_table(table: &[Vec<ExcelField>], excel: bool) -> Result<(), Failure> {
    if excel {
        output::result(&excel_csv(table));
        return Ok(());
    }
    output::csv(|rows| {
        for row in table {
            let fields = row.iter().map(|field| match field {
                ExcelField::Text(text) => text.clone(),
                ExcelField::Amount(amount) => digits(*amount),
                ExcelField::Empty => String::new(),
            });
            rows.write_record(fields)?;
        }
        Ok(())
    })
    .map_err(|error| {
        Failure(vec![format!(
            "the result cannot be written as CSV: {error}"
        )])
    })
}

/// A row for each recipient and outcome.
fn print_sweep(
    decision: &Decision,
    sweep: &Sweep,
    arguments: &WhatIfArguments,
) -> Result<(), Failure> {
    if !arguments.excel && arguments.format == Format::Text {
        output::result(&sweep_text(decision, sweep, Lang::En)?);
        return Ok(());
    }
    if !arguments.excel && arguments.format == Format::Json {
        output::result(&format!("{:#}\n", sweep_json(decision, sweep)?));
        return Ok(());
    }
    let header = ["outcome", "from", "to", "code", "kronor", "problem"];
    let mut table = vec![header.map(ExcelField::from).to_vec()];
    let end = |end: Option<(Ratio, bool)>| match end {
        Some((value, _)) => ExcelField::Text(value.to_string()),
        None => ExcelField::Empty,
    };
    for (position, outcome) in (1..).zip(&sweep.outcomes) {
        let start = |position: usize| {
            vec![
                ExcelField::Text(position.to_string()),
                end(outcome.from),
                end(outcome.to),
            ]
        };
        match &outcome.amounts {
            Ok(amounts) => {
                for (code, amount) in sweep.recipients.iter().zip(amounts) {
                    let mut row = start(position);
                    row.push(ExcelField::Text(code.clone()));
                    row.push(ExcelField::Amount(*amount));
                    row.push(ExcelField::Empty);
                    table.push(row);
                }
            }
            Err(reason) => {
                let mut row = start(position);
                row.extend([ExcelField::Empty, ExcelField::Empty]);
                row.push(ExcelField::Text(reason.to_string()));
                table.push(row);
            }
        }
    }
    print_table(&table, arguments.excel)
}
