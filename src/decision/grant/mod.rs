//! A grant: who may receive it, on which conditions, and the procedure under each reading.

mod conditions;
mod keys;
mod prices;
mod resolver;
mod settling;
mod steps;

use std::cell::RefCell;
use std::collections::{BTreeMap, HashSet};

use super::manifest::{GrantSpec, Name, UnprintedSpec};
use super::{Claim, DecisionError, Manifest, Parameter, Unfit};
use crate::allocation::{EligibilityRule, Judgement, Procedure};
use crate::exact::Ratio;
use crate::lang::{Errors, Phrase, Wording, phrase};
use crate::tables::{Folder, SourceLines, Table};
use resolver::Resolver;

/// A grant (*statsbidrag*) with its recipients, conditions and procedures.
#[derive(Clone, Debug)]
pub struct Grant {
    /// Its name: `timanstallda`.
    pub id: String,
    /// What it is called in the document.
    pub title: String,
    /// The table whose rows are the recipients.
    pub table: String,
    /// The recipients: their SCB codes or keys, in the order of every list of amounts.
    pub recipients: Vec<String>,
    /// The columns its amounts are published in.
    pub published: Vec<PublishedColumn>,
    /// The conditions, tested on every recipient.
    pub conditions: Vec<GrantCondition>,
    /// What the document says of recipients whose figures it does not print.
    pub unprinted: Vec<Unprinted>,
    /// The readings of the rules; the first is the one that is used.
    pub readings: Vec<Reading>,
}

/// What is known of the recipients that a table does not list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unprinted {
    /// The table.
    pub table: String,
    /// The claim or parameter that says how many recipients have reported figures.
    pub basis: String,
    /// At most so many of those that are not listed have reported figures.
    pub at_most: usize,
}

impl Grant {
    /// Each recipient's rank by its code, the lowest first: who comes first among equals.
    pub fn ranks_by_code(&self) -> Vec<usize> {
        steps::ranks_by_code(&self.recipients)
    }
}

/// A column of a table in which amounts are published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedColumn {
    /// The table.
    pub table: String,
    /// The column.
    pub column: String,
}

/// A condition of a grant with its answer for every recipient.
#[derive(Clone, Debug)]
pub struct GrantCondition {
    /// Its name: `villkor-1`.
    pub id: String,
    /// Its heading in the document, or what it asks.
    pub title: Wording,
    /// Where it stands in the source text.
    pub lines: SourceLines,
    /// The parameters it compares with.
    pub parameters: Vec<String>,
    /// What it asks.
    pub test: ConditionTest,
    /// One answer a recipient.
    pub judgements: Vec<Judgement>,
}

/// What a condition of a grant asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConditionTest {
    /// A rule on reported figures.
    Rule {
        /// The rule.
        rule: Box<EligibilityRule>,
        /// The table with the figures.
        table: String,
        /// What is measured before, if the rule asks for it.
        before: Option<MeasureName>,
        /// What is measured now.
        now: MeasureName,
    },
    /// Whether the recipient has a row in the table.
    Listed {
        /// The table.
        table: String,
    },
    /// Any of the conditions named.
    AnyOf(Vec<String>),
    /// All of the conditions named.
    AllOf(Vec<String>),
}

/// The columns of a measure: a count, or a count per the sum of others.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MeasureName {
    /// The count.
    pub part: String,
    /// What it is divided by; nothing if the count itself is the measure.
    pub of: Vec<String>,
}

impl MeasureName {
    /// Whether the measure is a part of a whole, and so never above one.
    pub fn is_share(&self) -> bool {
        self.of.contains(&self.part)
    }
}

/// What is asked instead of what is written, in a *what if*.
#[derive(Clone, Debug, Default)]
pub struct Instead {
    /// Parameters by name, each with the value it has instead.
    pub parameters: Vec<(String, Parameter)>,
    /// The key, as `table.column` or the name of a computed one.
    pub key: Option<String>,
}

/// One way to read the rules: a complete procedure.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Its name.
    pub id: String,
    /// What it does, in a sentence.
    pub title: Wording,
    /// What in the text or the figures supports it.
    pub basis: String,
    /// The procedure, ready to run.
    pub procedure: Procedure,
    /// What each step refers to, in the order of the steps.
    pub steps: Vec<ReadingStep>,
}

/// What a step of a procedure rests on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadingStep {
    /// The parameters it uses.
    pub parameters: Vec<String>,
    /// The columns of its keys, as `table.column`.
    pub keys: Vec<String>,
    /// The conditions it asks.
    pub conditions: Vec<String>,
}

/// What grants are resolved from.
pub(super) struct Sources<'a> {
    pub folder: &'a Folder,
    pub manifest: &'a Manifest,
    pub tables: &'a BTreeMap<String, Table>,
    pub parameters: &'a BTreeMap<String, Parameter>,
    pub claims: &'a [Claim],
}

impl<'a> Sources<'a> {
    fn resolver(&self, parameters: &'a BTreeMap<String, Parameter>) -> Resolver<'a> {
        Resolver {
            folder: self.folder,
            tables: self.tables,
            parameters,
            keys: &self.manifest.keys,
            claims: self.claims,
            key_instead: None,
            lines: RefCell::default(),
        }
    }
}

/// Resolves one grant of the manifest, with one reading of it and what is asked instead of what is
/// written. *Errors*: references that lead nowhere, and what cannot be computed with the new values.
pub(super) fn resolve_instead(
    sources: &Sources<'_>,
    grant: &str,
    reading: &str,
    instead: &Instead,
) -> Result<Option<Grant>, Errors<DecisionError>> {
    let mut parameters = sources.parameters.clone();
    parameters.extend(instead.parameters.iter().cloned());
    let sources = Sources {
        parameters: &parameters,
        ..*sources
    };
    let Some(spec) = sources
        .manifest
        .grants
        .iter()
        .find(|it| it.id.get_ref() == grant)
    else {
        return Ok(None);
    };
    let mut resolver = sources.resolver(&parameters);
    let named = |key: &String| Name::new(spec.id.span(), key.clone());
    resolver.key_instead = instead.key.as_ref().map(named);
    let mut grant = spec.clone();
    grant.readings.retain(|it| it.id.get_ref() == reading);
    resolve_grant(&resolver, &grant).map(Some)
}

/// Resolves every grant of the manifest. *Errors*: all references that lead nowhere.
pub(super) fn resolve_grants(sources: &Sources<'_>) -> Result<Vec<Grant>, Errors<DecisionError>> {
    let resolver = sources.resolver(sources.parameters);
    let manifest = sources.manifest;
    let mut grants = Vec::new();
    let mut errors = resolver.doubles(
        &phrase!("grant", "bidraget"),
        manifest.grants.iter().map(|grant| &grant.id),
    );
    for spec in &manifest.grants {
        match resolve_grant(&resolver, spec) {
            Ok(grant) => grants.push(grant),
            Err(found) => errors.extend(found),
        }
    }
    // readings and grants that use the same column stumble over the same cell
    let mut told = HashSet::new();
    errors.retain(|error| told.insert(error.to_string()));
    Errors::result(errors, grants)
}

fn resolve_grant(
    resolver: &Resolver<'_>,
    spec: &GrantSpec,
) -> Result<Grant, Errors<DecisionError>> {
    let table = resolver.table(&spec.recipients)?;
    let recipients: Vec<String> = table
        .body()
        .map(|row| table.rows[row].key.clone())
        .collect();
    let mut errors = resolver.doubles(
        &phrase!("condition", "villkoret"),
        spec.conditions.iter().map(|it| &it.id),
    );
    errors.extend(resolver.doubles(
        &phrase!("reading", "tolkningen"),
        spec.readings.iter().map(|it| &it.id),
    ));
    let mut published = Vec::new();
    for name in &spec.published {
        match resolver.column(name) {
            Ok((table, column)) => published.push(PublishedColumn {
                table: table.id.clone(),
                column: table.columns[column].id.clone(),
            }),
            Err(error) => errors.push(error),
        }
    }
    let mut conditions = Vec::new();
    for condition in &spec.conditions {
        match conditions::resolve(resolver, condition, &recipients, &conditions) {
            Ok(condition) => conditions.push(condition),
            Err(found) => errors.extend(found),
        }
    }
    let mut unprinted = Vec::new();
    for spec in &spec.unprinted {
        match resolve_unprinted(resolver, spec, &recipients) {
            Ok(known) => unprinted.push(known),
            Err(error) => errors.push(error),
        }
    }
    if !errors.is_empty() {
        return Err(Errors(errors));
    }
    let scope = steps::Scope {
        grant: spec,
        recipients: &recipients,
        conditions: &conditions,
    };
    let mut readings = Vec::new();
    for reading in &spec.readings {
        match steps::resolve_reading(resolver, reading, &scope) {
            Ok(reading) => readings.push(reading),
            Err(found) => errors.extend(found),
        }
    }
    if readings.is_empty() && errors.is_empty() {
        errors.push(DecisionError::Missing {
            at: resolver.place_of(&spec.id),
            what: {
                let grant = spec.id.get_ref();
                phrase!(
                    "a reading of grant \"{grant}\"",
                    "en tolkning av bidraget ”{grant}”"
                )
            },
            help: phrase!(
                "add [[grants.readings]] with its steps",
                "lägg till [[grants.readings]] med dess steg"
            ),
        });
    }
    if !errors.is_empty() {
        return Err(Errors(errors));
    }
    Ok(Grant {
        id: spec.id.get_ref().clone(),
        title: spec.title.clone(),
        table: table.id.clone(),
        recipients,
        published,
        conditions,
        unprinted,
        readings,
    })
}

/// How many of the recipients that are not listed can have reported figures at most: all that have,
/// less those in the table.
fn resolve_unprinted(
    resolver: &Resolver<'_>,
    spec: &UnprintedSpec,
    recipients: &[String],
) -> Result<Unprinted, DecisionError> {
    let table = resolver.table(&spec.table)?;
    let listed = recipients
        .iter()
        .filter(|code| table.row_index(code).is_some())
        .count();
    let reported = resolver.stated_number(&spec.reported)?;
    let unfit = || {
        DecisionError::from(Unfit {
            at: resolver.place_of(&spec.reported),
            what: phrase!(
                "how many have reported is no count of recipients",
                "hur många som har rapporterat är inget antal mottagare"
            ),
            found: Phrase::same(reported.to_exact_string()),
            expected: {
                let id = &table.id;
                phrase!(
                    "a whole number of at least the {listed} in {id}",
                    "ett heltal som är minst de {listed} i {id}"
                )
            },
            help: phrase!(
                "name the claim or parameter with the count",
                "ange uppgiften i texten eller parametern med antalet"
            ),
        })
    };
    let count = Some(reported).filter(Ratio::is_whole).ok_or_else(unfit)?;
    let count = usize::try_from(count.numerator()).map_err(|_| unfit())?;
    Ok(Unprinted {
        table: table.id.clone(),
        basis: spec.reported.get_ref().clone(),
        at_most: count.checked_sub(listed).ok_or_else(unfit)?,
    })
}
