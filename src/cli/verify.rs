//! `statsbidrag verify`: makes a report in JSON again and says what differs.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use clap::Args;
use serde_json::Value;

use super::audit::again;
use super::language::{both, language};
use super::{Failure, Outcome, output};
use crate::lang::{Lang, say};
use crate::tables::read_text;

/// Which report, and where its input is now.
#[derive(Args)]
pub(super) struct VerifyArguments {
    #[arg(value_name = "FILE", help = both(
        "A report in JSON, as audit -o report.json writes it",
        "En rapport i JSON, som audit -o rapport.json skriver den",
    ))]
    report: PathBuf,
    #[arg(help = both(
        "Where what was audited is now, in the same order; as the report has it if none is given",
        "Var det som granskades finns nu, i samma ordning; annars där rapporten har det",
    ))]
    decisions: Vec<String>,
}

/// What a report says of how it was made.
struct Run {
    version: String,
    lang: Lang,
    options: Vec<String>,
}

pub(super) fn run(arguments: &VerifyArguments) -> Result<Outcome, Failure> {
    let lang = language();
    let before = read(arguments)?;
    let unknown = || {
        let path = arguments.report.display();
        Failure(vec![say!(
            lang,
            "{path} does not say how it was made (expected a report that audit -o report.json wrote)",
            "{path} säger inte hur den gjordes (väntade en rapport som audit -o rapport.json har skrivit)"
        )])
    };
    let made = made(&before).ok_or_else(unknown)?;
    let after = again(&made.options, &arguments.decisions, made.lang).ok_or_else(unknown)??;
    let mut differences = Vec::new();
    compare("", &before, &after, &mut differences);
    if differences.is_empty() {
        let version = made.version;
        output::result(&say!(
            lang,
            "the same: the report comes out as it was made by {version}, and all fingerprints are the same\n",
            "samma: rapporten blir likadan som när den gjordes av {version}, och alla fingeravtryck är desamma\n"
        ));
        return Ok(Outcome::Clean);
    }
    let n = differences.len();
    let mut text = say!(lang, "{n} differences\n", "{n} skillnader\n");
    for difference in &differences {
        let (at, was, is) = (&difference.at, &difference.was, &difference.is);
        let line = say!(lang, "{at}: was {was}, is {is}", "{at}: var {was}, är {is}");
        text.push_str(&format!("  {line}\n"));
    }
    output::result(&text);
    Ok(Outcome::Findings)
}

fn read(arguments: &VerifyArguments) -> Result<Value, Failure> {
    let path = arguments.report.as_path();
    let text = read_text(path)?;
    serde_json::from_str(&text).map_err(|error| {
        let path = path.display();
        let (line, column) = (error.line(), error.column());
        Failure(vec![say!(
            language(),
            "{path}:{line}:{column}: no JSON ({error})",
            "{path}:{line}:{column}: inte JSON ({error})"
        )])
    })
}

fn made(report: &Value) -> Option<Run> {
    let run = report.get("run")?;
    let options = run.get("options")?.as_array()?;
    let options: Option<Vec<String>> = options
        .iter()
        .map(|it| it.as_str().map(str::to_owned))
        .collect();
    let lang = match run.get("language")?.as_str()? {
        "sv" => Lang::Sv,
        _ => Lang::En,
    };
    Some(Run {
        version: run.get("version")?.as_str()?.to_owned(),
        lang,
        options: options?,
    })
}

/// One place where two reports differ.
struct Difference {
    at: String,
    was: String,
    is: String,
}

/// Where two values differ, member by member; things with a name are met by it, not by their order.
fn compare(at: &str, before: &Value, after: &Value, found: &mut Vec<Difference>) {
    match (before, after) {
        (Value::Object(a), Value::Object(b)) => {
            let keys: BTreeSet<&String> = a.keys().chain(b.keys()).collect();
            for key in keys {
                let (a, b) = (a.get(key), b.get(key));
                compare(
                    &format!("{at}/{key}"),
                    a.unwrap_or(&Value::Null),
                    b.unwrap_or(&Value::Null),
                    found,
                );
            }
        }
        (Value::Array(a), Value::Array(b)) => match (named(a), named(b)) {
            (Some(a), Some(b)) => {
                let names: BTreeSet<&&str> = a.keys().chain(b.keys()).collect();
                for name in names {
                    let (a, b) = (a.get(*name), b.get(*name));
                    compare(
                        &format!("{at}/{name}"),
                        a.copied().unwrap_or(&Value::Null),
                        b.copied().unwrap_or(&Value::Null),
                        found,
                    );
                }
            }
            _ => {
                for position in 0..a.len().max(b.len()) {
                    compare(
                        &format!("{at}/{position}"),
                        a.get(position).unwrap_or(&Value::Null),
                        b.get(position).unwrap_or(&Value::Null),
                        found,
                    );
                }
            }
        },
        (a, b) if a == b => {}
        (a, b) => found.push(Difference {
            at: at.to_owned(),
            was: brief(a),
            is: brief(b),
        }),
    }
}

/// The members of a list by their name, if all have one of their own.
fn named(list: &[Value]) -> Option<BTreeMap<&str, &Value>> {
    let names = ["id", "decision", "name"];
    let mut all = BTreeMap::new();
    for it in list {
        let name = names.iter().find_map(|key| it.get(key)?.as_str())?;
        if all.insert(name, it).is_some() {
            return None;
        }
    }
    Some(all)
}

/// A value in a line.
fn brief(value: &Value) -> String {
    match value {
        Value::Null => "–".to_owned(),
        Value::Object(members) => {
            let id = members.get("id").and_then(Value::as_str);
            id.map_or_else(|| "{…}".to_owned(), str::to_owned)
        }
        Value::Array(members) => format!("[{}]", members.len()),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
