//! `statsbidrag infer`: the key, the procedure, the rounds, the factor or the bound behind published
//! amounts.

mod column;
mod compare;
mod measure;
mod progress;

use clap::{Args, ValueEnum};
use serde_json::Value;

use super::{Failure, Outcome, load, output};
use crate::audit::rank_grant;
use crate::exact::Kronor;
use crate::inference::{
    InferenceError, KeyQuestion, RoundsQuestion, infer_base_watched, infer_key_watched,
    infer_rounds, rank_appropriations,
};
use crate::report;
use crate::tables::{Unit, read_figure};
use column::Source;
use compare::{factor, threshold};
use progress::Progress;

/// Which amounts, what is known of them, and what is asked.
#[derive(Args)]
pub(super) struct InferArguments {
    /// A document with a table (CSV, XLSX, ODS, HTML, Markdown), an embedded decision or a decision folder
    source: String,
    /// The column of amounts: its heading, or TABLE.COLUMN in a decision; a grant with --procedures
    #[arg(value_name = "TABLE.COLUMN")]
    position: Option<String>,
    /// The column of amounts: its heading, or TABLE.COLUMN in a decision
    #[arg(
        long,
        conflicts_with = "position",
        required_unless_present_any = ["position", "threshold"]
    )]
    column: Option<String>,
    /// What was distributed, in kronor, base amounts included; of several, which the amounts support
    #[arg(
        long,
        value_parser = parse_kronor,
        required_unless_present_any = ["procedures", "factor_of", "threshold"]
    )]
    appropriation: Vec<Kronor>,
    /// The base amount in kronor that everyone gets besides the part by the key, or `unknown`
    #[arg(long, value_parser = parse_base, value_name = "KRONOR|unknown")]
    base: Option<Base>,
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
    /// Rank the procedures that the rules of a grant leave open
    #[arg(long, group = "question")]
    procedures: bool,
    /// How many results of --procedures to show
    #[arg(long, default_value_t = 10, requires = "procedures")]
    show: usize,
    /// Take the column apart into two rounds: base amount, key, who was in the second, its factor
    #[arg(long, group = "question")]
    two_rounds: bool,
    /// Find the factor that takes the amounts of this column to those of the first
    #[arg(long, group = "question", value_name = "COLUMN")]
    factor_of: Option<String>,
    /// Find the bound of a measure, A or A/B or "A/B - C/D", that those with an amount reach
    #[arg(long, group = "question", value_name = "MEASURE")]
    threshold: Option<String>,
    /// The measure is to be at most the bound, not at least
    #[arg(long, requires = "threshold")]
    at_most: bool,
    /// How many reach the bound, instead of a column of amounts
    #[arg(long, requires = "threshold", conflicts_with_all = ["position", "column"])]
    count: Option<usize>,
    /// How to print the result
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// What is known of the base amount.
#[derive(Clone, Copy)]
enum Base {
    Known(Kronor),
    Unknown,
}

fn parse_base(typed: &str) -> Result<Base, String> {
    match typed {
        "unknown" => Ok(Base::Unknown),
        _ => parse_kronor(typed).map(Base::Known),
    }
}

/// An amount as typed: `3 998 500 000`, `3998500000` or `3 998,5 miljoner`.
fn parse_kronor(typed: &str) -> Result<Kronor, String> {
    let number = read_figure(typed, Unit::Kr).map_err(|error| error.to_string())?;
    if !number.value().is_whole() {
        return Err("found öre, expected whole kronor".to_owned());
    }
    Kronor::from_whole(number.value().numerator()).map_err(|error| error.to_string())
}

/// An answer in both forms.
type Answer = (String, Value);

pub(super) fn run(arguments: &InferArguments) -> Result<Outcome, Failure> {
    let (text, json) = if arguments.procedures {
        procedures(arguments)?
    } else {
        let label = arguments.label.as_deref();
        let source = Source::open(&arguments.source, label, &arguments.skip_row)?;
        if let Some(typed) = &arguments.threshold {
            threshold(arguments, &source, typed)?
        } else if let Some(known) = &arguments.factor_of {
            factor(arguments, &source, known)?
        } else if arguments.two_rounds {
            rounds(arguments, &source)?
        } else {
            key(arguments, &source)?
        }
    };
    match arguments.format {
        Format::Text => output::result(&text),
        Format::Json => output::result(&format!("{json:#}\n")),
    }
    Ok(Outcome::Clean)
}

impl InferArguments {
    fn column(&self) -> &str {
        let named = self.position.as_deref().or(self.column.as_deref());
        named.unwrap_or_default()
    }

    fn known_base(&self) -> Option<Kronor> {
        match self.base {
            Some(Base::Known(base)) => Some(base),
            Some(Base::Unknown) | None => None,
        }
    }

    /// The one appropriation of a question that takes no more.
    fn one_appropriation(&self, option: &str) -> Result<Kronor, Failure> {
        match self.appropriation[..] {
            [one] => Ok(one),
            _ => Err(Failure(vec![format!(
                "{option} takes one --appropriation (found {}); ask once for each",
                self.appropriation.len()
            )])),
        }
    }
}

fn key(arguments: &InferArguments, source: &Source<'_>) -> Result<Answer, Failure> {
    let column = source.amounts(arguments.column())?;
    let mut progress = Progress::of("totals");
    let mut watch = |reached, last| progress.show(reached, last);
    let question = KeyQuestion {
        base: arguments.known_base().unwrap_or(Kronor::ZERO),
        recipients: arguments.recipients,
        exceptions: arguments.exceptions,
        largest_total: arguments.largest_total,
        ..KeyQuestion::new(&column.values, Kronor::ZERO)
    };
    if matches!(arguments.base, Some(Base::Unknown)) {
        let appropriation = arguments.one_appropriation("--base unknown")?;
        let question = KeyQuestion {
            appropriation,
            ..question
        };
        let found = infer_base_watched(&question, &mut watch).map_err(failed)?;
        let text = report::base_text(&found, &column.labels);
        return Ok((text, report::base_json(&found, &column.labels)));
    }
    if let [appropriation] = arguments.appropriation[..] {
        let question = KeyQuestion {
            appropriation,
            ..question
        };
        let found = infer_key_watched(&question, &mut watch).map_err(failed)?;
        let text = report::inference_text(&found, &column.labels);
        return Ok((text, report::inference_json(&found, &column.labels)));
    }
    let ranked =
        rank_appropriations(&question, &arguments.appropriation, &mut watch).map_err(failed)?;
    let text = report::appropriations_text(&ranked, &column.labels);
    Ok((text, report::appropriations_json(&ranked, &column.labels)))
}

fn rounds(arguments: &InferArguments, source: &Source<'_>) -> Result<Answer, Failure> {
    let column = source.amounts(arguments.column())?;
    let question = RoundsQuestion {
        amounts: &column.values,
        appropriation: arguments.one_appropriation("--two-rounds")?,
        base: arguments.known_base(),
        recipients: arguments.recipients,
    };
    let mut progress = Progress::of("keys and factors");
    let mut watch = |reached, last| progress.show(reached, last);
    let found = infer_rounds(&question, &mut watch).map_err(failed)?;
    let text = report::rounds_text(&found, &column.labels);
    Ok((text, report::rounds_json(&found, &column.labels)))
}

fn procedures(arguments: &InferArguments) -> Result<Answer, Failure> {
    let decision = load(&arguments.source)?;
    let wanted = arguments.column();
    let (id, column) = wanted.split_once(':').unwrap_or((wanted, ""));
    let Some(grant) = decision.grant(id) else {
        let known: Vec<&str> = decision.grants.iter().map(|it| it.id.as_str()).collect();
        let expected = format!("one of {}", known.join(", "));
        return Err(Failure::no_such("grant", id, &expected, &known));
    };
    let is_wanted = |table: &str, id: &str| column.is_empty() || format!("{table}.{id}") == column;
    let published = grant.published.iter();
    let Some(published) = published
        .clone()
        .find(|it| is_wanted(&it.table, &it.column))
    else {
        let known: Vec<String> = published
            .map(|it| format!("{}:{}.{}", grant.id, it.table, it.column))
            .collect();
        let known = known.join(", ");
        return Err(Failure(vec![format!(
            "{id}: no column of published amounts to compare with (found \"{wanted}\", expected one of: {known}); declare it as `published` in decision.toml"
        )]));
    };
    let mut progress = Progress::of("procedures");
    let mut watch = |reached, last| progress.show(reached, last);
    let ranking = rank_grant(&decision, grant, published, &mut watch)
        .map_err(|error| Failure(vec![format!("{id}: {error}")]))?;
    let text = report::procedures_text(&ranking, arguments.show);
    Ok((text, report::procedures_json(&ranking, arguments.show)))
}

fn failed(error: InferenceError) -> Failure {
    Failure(vec![error.to_string()])
}
