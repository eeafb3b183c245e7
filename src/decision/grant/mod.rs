//! A grant: who may receive it, on which conditions, and the procedure under each reading.

mod conditions;
mod resolver;
mod steps;

use std::collections::BTreeMap;

use super::manifest::GrantSpec;
use super::{DecisionError, Manifest, Parameter};
use crate::allocation::{Judgement, Procedure};
use crate::lang::Errors;
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
    /// The readings of the rules; the first is the one that is used.
    pub readings: Vec<Reading>,
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
    /// Its heading in the document.
    pub title: String,
    /// Where it stands in the source text.
    pub lines: SourceLines,
    /// The parameters it compares with.
    pub parameters: Vec<String>,
    /// One answer a recipient.
    pub judgements: Vec<Judgement>,
}

/// One way to read the rules: a complete procedure.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Its name.
    pub id: String,
    /// What it does, in a sentence.
    pub title: String,
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

/// Resolves every grant of the manifest. *Errors*: all references that lead nowhere.
pub(super) fn resolve_grants(
    folder: &Folder,
    manifest: &Manifest,
    tables: &BTreeMap<String, Table>,
    parameters: &BTreeMap<String, Parameter>,
) -> Result<Vec<Grant>, Errors<DecisionError>> {
    let resolver = Resolver {
        folder,
        tables,
        parameters,
    };
    let mut grants = Vec::new();
    let mut errors = resolver.doubles("grant", manifest.grants.iter().map(|grant| &grant.id));
    for spec in &manifest.grants {
        match resolve_grant(&resolver, spec) {
            Ok(grant) => grants.push(grant),
            Err(found) => errors.extend(found),
        }
    }
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
    let mut errors = resolver.doubles("condition", spec.conditions.iter().map(|it| &it.id));
    errors.extend(resolver.doubles("reading", spec.readings.iter().map(|it| &it.id)));
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
            what: format!("a reading of grant \"{}\"", spec.id.get_ref()),
            help: "add [[grants.readings]] with its steps".to_owned(),
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
        readings,
    })
}
