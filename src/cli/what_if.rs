//! `statsbidrag what-if`: a grant under other values than those decided.

use clap::Args;

use super::language::{both, language};
use super::reports::{AnswerArguments, AnswerForms, Format, asked};
use super::{Failure, Outcome, load, output};
use crate::decision::{Decision, Instead, Parameter, embedded_places};
use crate::exact::Ratio;
use crate::lang::{InWords, say};
use crate::report::{
    ExcelField, document, sweep_json, sweep_paper, sweep_text, what_if_json, what_if_notes,
    what_if_paper, what_if_rows, what_if_text,
};
use crate::tables::read_figure;
use crate::what_if::{Question, Sweep, WhatIf, WhatIfError, sweep, what_if};

/// What is asked.
#[derive(Args)]
pub(super) struct WhatIfArguments {
    #[arg(help = both(
        "The decision: a folder, or the name of an embedded one",
        "Beslutet: en mapp eller namnet på ett inbyggt",
    ))]
    decision: String,
    #[arg(help = both(
        "The grant, as the audit lists it",
        "Bidraget, som granskningen anger det",
    ))]
    grant: String,
    #[arg(long, value_name = "PARAMETER=VALUE", help = both(
        "Another value of a parameter, in its unit: god-niva=18",
        "Ett annat värde på en parameter, i dess enhet: god-niva=18",
    ))]
    set: Vec<String>,
    #[arg(long, value_name = "KRONOR", help = both(
        "Another appropriation, in kronor",
        "Ett annat anslag, i kronor",
    ))]
    appropriation: Option<String>,
    #[arg(long, help = both(
        "Another key: table.column, or the name of a computed one",
        "En annan nyckel: tabell.kolumn eller namnet på en beräknad",
    ))]
    key: Option<String>,
    #[arg(long, help = both(
        "The reading that is asked about",
        "Tolkningen som frågan gäller",
    ))]
    reading: Option<String>,
    #[arg(long, help = both(
        "The reading it is compared with",
        "Tolkningen den jämförs med",
    ))]
    against: Option<String>,
    #[arg(long, value_name = "PARAMETER", conflicts_with_all = ["set", "appropriation", "key", "against"], help = both(
        "Every value of a threshold at which anything changes",
        "Varje värde på en gräns där något ändras",
    ))]
    sweep: Option<String>,
    #[command(flatten)]
    shown: AnswerArguments,
    #[arg(long, help = both(
        "CSV for a Swedish Excel",
        "CSV för en svensk Excel",
    ))]
    excel: bool,
}

impl From<WhatIfError> for Failure {
    fn from(error: WhatIfError) -> Failure {
        match error {
            WhatIfError::Decision(errors) => errors.into(),
            error => Failure(vec![error.in_words(language())]),
        }
    }
}

pub(super) fn run(arguments: &WhatIfArguments) -> Result<Outcome, Failure> {
    let decision = load(&arguments.decision)?;
    if let Some(parameter) = &arguments.sweep {
        let reading = arguments.reading.as_deref();
        let sweep = sweep(&decision, &arguments.grant, reading, parameter)?;
        deliver_sweep(&decision, &sweep, arguments)?;
        return Ok(Outcome::Clean);
    }
    let question = question(&decision, arguments)?;
    let answer = what_if(&decision, &question)?;
    deliver_answer(&decision, &answer, arguments)?;
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
                Err(error) => errors.push(error.in_words(language())),
            },
            None => errors.push(say!(
                language(),
                "--set \"{set}\" is no parameter with a value (expected god-niva=18)",
                "--set ”{set}” är ingen parameter med ett värde (väntade god-niva=18)"
            )),
        }
    }
    if let Some(money) = &arguments.appropriation {
        match appropriation_of(decision, arguments) {
            Some(id) => match changed(decision, &id, money) {
                Ok(parameter) => parameters.push((id, parameter)),
                Err(error) => errors.push(error.in_words(language())),
            },
            None => {
                let grant = &arguments.grant;
                errors.push(say!(
                    language(),
                    "the steps of {grant} do not divide one single appropriation that is a parameter, so \
                     --appropriation does not say which amount to change; name it with --set \
                     PARAMETER=VALUE",
                    "stegen i {grant} fördelar inte ett enda anslag som är en parameter, så --appropriation \
                     anger inte vilket belopp som ska ändras; ange det med --set PARAMETER=VÄRDE"
                ));
            }
        }
    }
    let is_asked = !parameters.is_empty() || arguments.key.is_some() || arguments.reading.is_some();
    if errors.is_empty() && !is_asked {
        errors.push(say!(
            language(),
            "nothing is asked; say what is otherwise with --set, --appropriation, --key, --reading or \
             --sweep",
            "ingen fråga är ställd; ange vad som är annorlunda med --set, --appropriation, --key, --reading eller \
             --sweep"
        ));
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
            kind: crate::what_if::NameKind::Parameter,
            found: id.to_owned(),
            known: decision.parameters.keys().cloned().collect(),
        })?;
    let number = read_figure(value, parameter.unit).map_err(|error| WhatIfError::NotAValue {
        parameter: id.to_owned(),
        found: value.to_owned(),
        help: error.in_words(language().unmarked()),
    })?;
    Ok(Parameter {
        printed: value.to_owned(),
        number,
        ..parameter.clone()
    })
}

/// Writes and prints a *what if*; its CSV tells the notes on standard error.
fn deliver_answer(
    decision: &Decision,
    answer: &WhatIf,
    arguments: &WhatIfArguments,
) -> Result<(), Failure> {
    let places = embedded_places()?;
    let lang = language();
    let wanted = arguments.shown.wanted(arguments.excel)?;
    let paper = what_if_paper(decision, &places, answer, &asked(), lang)?;
    let is_csv_printed = wanted.prints(Format::Csv);
    wanted.deliver_answer(&AnswerForms {
        text: what_if_text(decision, &places, answer, lang)?,
        json: document(&what_if_json(decision, &places, answer, lang)?),
        paper: &paper,
        rows: Some(answer_rows(decision, answer)?),
        excel: arguments.excel,
    })?;
    if is_csv_printed {
        what_if_notes(decision, answer, lang)
            .iter()
            .for_each(|it| output::note(it));
        if let Some(missed) = answer.missed()?.filter(|it| !it.is_zero()) {
            let missed = lang.number(&missed.to_kronor_string());
            output::note(&say!(
                lang,
                "the sum differs from the appropriation by {missed} kr",
                "summan skiljer sig från anslaget med {missed}\u{a0}kr"
            ));
        }
    }
    Ok(())
}

/// A row for each recipient, for programs: its headings are names and follow no language.
fn answer_rows(decision: &Decision, answer: &WhatIf) -> Result<Vec<Vec<ExcelField>>, Failure> {
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
    for row in what_if_rows(decision, answer)? {
        let (lowest, highest) = match row.bounds {
            Some((lowest, highest)) => (ExcelField::Amount(lowest), ExcelField::Amount(highest)),
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
    Ok(table)
}

/// Writes and prints a step function.
fn deliver_sweep(
    decision: &Decision,
    sweep: &Sweep,
    arguments: &WhatIfArguments,
) -> Result<(), Failure> {
    let lang = language();
    let wanted = arguments.shown.wanted(arguments.excel)?;
    let paper = sweep_paper(decision, sweep, &asked(), lang);
    wanted.deliver_answer(&AnswerForms {
        text: sweep_text(decision, sweep, lang)?,
        json: document(&sweep_json(decision, sweep, lang)?),
        paper: &paper,
        rows: Some(sweep_rows(sweep)),
        excel: arguments.excel,
    })
}

/// A row for each recipient and outcome.
fn sweep_rows(sweep: &Sweep) -> Vec<Vec<ExcelField>> {
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
                row.push(ExcelField::Text(reason.in_words(language())));
                table.push(row);
            }
        }
    }
    table
}
