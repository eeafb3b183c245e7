//! A grant: who may receive it, on which conditions, and the procedure under each reading.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Display;

use super::manifest::{
    ConditionSpec, GrantSpec, Name, PotSpec, ReadingSpec, ShareSpec, StepSpec, TestSpec,
};
use super::{DecisionError, Manifest, Parameter};
use crate::allocation::{
    Adjustment, AllocationError, AllocationKey, Condition, Judgement, Pot, Procedure, Step,
};
use crate::exact::{Kronor, PercentagePoints, Ratio, Share};
use crate::tables::{Folder, Place, SourceLines, Table, line_and_column, nearest};

/// A grant (*statsbidrag*) with its recipients, conditions and procedures.
#[derive(Clone, Debug)]
pub struct Grant {
    /// Its name: `timanstallda`.
    pub id: String,
    /// What it is called in the document.
    pub title: String,
    /// The recipients: their SCB codes or keys, in the order of every list of amounts.
    pub recipients: Vec<String>,
    /// The columns its amounts are published in.
    pub published: Vec<PublishedColumn>,
    /// The conditions, tested on every recipient.
    pub conditions: Vec<GrantCondition>,
    /// The readings of the rules; the first is the one that is used.
    pub readings: Vec<Reading>,
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
    /// The column of its key, as `table.column`.
    pub key: Option<String>,
}

/// Resolves every grant of the manifest. *Errors*: all references that lead nowhere.
pub(super) fn resolve_grants(
    folder: &Folder,
    manifest: &Manifest,
    tables: &BTreeMap<String, Table>,
    parameters: &BTreeMap<String, Parameter>,
) -> Result<Vec<Grant>, Vec<DecisionError>> {
    let resolver = Resolver {
        folder,
        tables,
        parameters,
    };
    let mut grants = Vec::new();
    let mut errors = resolver.doubles("grant", manifest.grants.iter().map(|grant| &grant.id));
    for spec in &manifest.grants {
        match resolver.grant(spec) {
            Ok(grant) => grants.push(grant),
            Err(mut found) => errors.append(&mut found),
        }
    }
    if errors.is_empty() {
        Ok(grants)
    } else {
        Err(errors)
    }
}

/// Looks names up and says where a wrong one stands.
struct Resolver<'a> {
    folder: &'a Folder,
    tables: &'a BTreeMap<String, Table>,
    parameters: &'a BTreeMap<String, Parameter>,
}

/// What the parts of one grant have in common.
struct Scope<'a> {
    recipients: &'a [String],
    conditions: &'a [GrantCondition],
}

impl Resolver<'_> {
    fn grant(&self, spec: &GrantSpec) -> Result<Grant, Vec<DecisionError>> {
        let table = self.table(&spec.recipients).map_err(|error| vec![error])?;
        let recipients: Vec<String> = table
            .body()
            .map(|row| table.rows[row].key.clone())
            .collect();
        let mut errors = self.doubles("condition", spec.conditions.iter().map(|it| &it.id));
        errors.extend(self.doubles("reading", spec.readings.iter().map(|it| &it.id)));
        let mut published = Vec::new();
        for name in &spec.published {
            match self.column(name) {
                Ok((table, column)) => published.push(PublishedColumn {
                    table: table.id.clone(),
                    column: table.columns[column].id.clone(),
                }),
                Err(error) => errors.push(error),
            }
        }
        let mut conditions = Vec::new();
        for condition in &spec.conditions {
            match self.condition(condition, &recipients) {
                Ok(condition) => conditions.push(condition),
                Err(mut found) => errors.append(&mut found),
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let scope = Scope {
            recipients: &recipients,
            conditions: &conditions,
        };
        let mut readings = Vec::new();
        for reading in &spec.readings {
            match self.reading(spec, reading, &scope) {
                Ok(reading) => readings.push(reading),
                Err(mut found) => errors.append(&mut found),
            }
        }
        if readings.is_empty() && errors.is_empty() {
            errors.push(DecisionError::Missing {
                at: self.place_of(&spec.id),
                what: format!("a reading of grant \"{}\"", spec.id.get_ref()),
                help: "add [[grants.readings]] with its steps".to_owned(),
            });
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let (id, title) = (spec.id.get_ref().clone(), spec.title.clone());
        Ok(Grant {
            id,
            title,
            recipients,
            published,
            conditions,
            readings,
        })
    }

    fn reading(
        &self,
        grant: &GrantSpec,
        spec: &ReadingSpec,
        scope: &Scope<'_>,
    ) -> Result<Reading, Vec<DecisionError>> {
        let mut steps = Vec::new();
        let mut resolved = Vec::new();
        let mut errors = Vec::new();
        for step in &spec.steps {
            match self.step(step, scope, (grant, spec)) {
                Ok((step, rests_on)) => {
                    resolved.push(step);
                    steps.push(rests_on);
                }
                Err(error) => errors.push(error),
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(Reading {
            id: spec.id.get_ref().clone(),
            title: spec.title.clone(),
            basis: spec.basis.clone(),
            procedure: Procedure::new(resolved),
            steps,
        })
    }

    fn step(
        &self,
        spec: &StepSpec,
        scope: &Scope<'_>,
        owner: (&GrantSpec, &ReadingSpec),
    ) -> Result<(Step, ReadingStep), DecisionError> {
        match spec {
            StepSpec::Apportion { appropriation, key } => {
                let weights = self.weights(key, scope.recipients)?;
                let key_name = Some(key.get_ref().clone());
                let key = AllocationKey::new(weights)
                    .map_err(|reason| self.allocation_error(owner, key, reason))?;
                let parameters = vec![appropriation.get_ref().clone()];
                let appropriation = self.money(appropriation)?;
                let step = Step::Apportion { appropriation, key };
                Ok((
                    step,
                    ReadingStep {
                        parameters,
                        key: key_name,
                    },
                ))
            }
            StepSpec::Round(rounding) => Ok((
                Step::Round {
                    rounding: *rounding,
                },
                ReadingStep::default(),
            )),
            StepSpec::Adjust(adjustments) => {
                let adjustments = adjustments
                    .iter()
                    .map(|adjustment| {
                        let recipient = self.recipient(&adjustment.code, scope.recipients)?;
                        Ok(Adjustment {
                            recipient,
                            by: Kronor(adjustment.kr),
                        })
                    })
                    .collect::<Result<_, DecisionError>>()?;
                Ok((Step::Adjust { adjustments }, ReadingStep::default()))
            }
            StepSpec::SharePots(pots) => {
                let mut parameters = Vec::new();
                let mut resolved = Vec::new();
                for pot in pots {
                    parameters.push(pot.fraction.get_ref().clone());
                    resolved.push(self.pot(pot, scope, owner)?);
                }
                let step = Step::SharePots { pots: resolved };
                Ok((
                    step,
                    ReadingStep {
                        parameters,
                        key: None,
                    },
                ))
            }
        }
    }

    fn pot(
        &self,
        spec: &PotSpec,
        scope: &Scope<'_>,
        owner: (&GrantSpec, &ReadingSpec),
    ) -> Result<Pot, DecisionError> {
        let fraction = self.parameter(
            &spec.fraction,
            "a fraction or a percentage",
            Parameter::fraction,
        )?;
        let money = self
            .money(&spec.of)?
            .mul(fraction)
            .map_err(|error| self.allocation_error(owner, &spec.of, error.into()))?;
        let id = spec.condition.get_ref();
        let condition = scope
            .conditions
            .iter()
            .find(|condition| condition.id == *id);
        let condition = condition.ok_or_else(|| {
            let known = scope
                .conditions
                .iter()
                .map(|condition| condition.id.as_str());
            self.unknown("condition", &spec.condition, known)
        })?;
        let eligible = condition.judgements.iter().map(Judgement::is_met).collect();
        Ok(Pot {
            name: id.clone(),
            money,
            eligible,
        })
    }

    fn condition(
        &self,
        spec: &ConditionSpec,
        recipients: &[String],
    ) -> Result<GrantCondition, Vec<DecisionError>> {
        let table = self.table(&spec.table).map_err(|error| vec![error])?;
        let one = |error: DecisionError| vec![error];
        let (condition, before, now, parameters) = match &spec.test {
            TestSpec::ShareAtMost { now, bound } => {
                let rule = Condition::ShareAtMost {
                    bound: self.share(bound).map_err(one)?,
                };
                (rule, None, now, vec![bound])
            }
            TestSpec::ShareFell {
                before,
                now,
                level,
                at_or_below,
                above,
            } => {
                let rule = Condition::ShareFell {
                    level: self.share(level).map_err(one)?,
                    at_or_below: self.points(at_or_below).map_err(one)?,
                    above: self.points(above).map_err(one)?,
                };
                (rule, Some(before), now, vec![level, at_or_below, above])
            }
        };
        let (before, now) = match (
            before.map(|it| self.share_columns(table, it)).transpose(),
            self.share_columns(table, now),
        ) {
            (Ok(before), Ok(now)) => (before, now),
            (before, now) => {
                return Err(before
                    .err()
                    .into_iter()
                    .chain(now.err())
                    .flatten()
                    .collect());
            }
        };
        let mut judgements = Vec::with_capacity(recipients.len());
        for recipient in recipients {
            let row = table.row_index(recipient);
            let measure = |columns: &ShareColumns| row.and_then(|row| columns.share(table, row));
            let judgement = condition
                .judge(before.as_ref().and_then(measure), measure(&now))
                .map_err(|error| {
                    vec![DecisionError::Allocation {
                        at: self.place_of(&spec.id),
                        grant: table.id.clone(),
                        reading: spec.id.get_ref().clone(),
                        reason: error.into(),
                    }]
                })?;
            judgements.push(judgement);
        }
        Ok(GrantCondition {
            id: spec.id.get_ref().clone(),
            title: spec.title.clone(),
            lines: spec.lines,
            parameters: parameters
                .into_iter()
                .map(|name| name.get_ref().clone())
                .collect(),
            judgements,
        })
    }

    fn share_columns(
        &self,
        table: &Table,
        spec: &ShareSpec,
    ) -> Result<ShareColumns, Vec<DecisionError>> {
        let part = self.column_of(table, &spec.part);
        let (of, mut errors): (Vec<_>, Vec<_>) = spec
            .of
            .iter()
            .map(|name| self.column_of(table, name))
            .partition(Result::is_ok);
        match part {
            Ok(part) if errors.is_empty() => Ok(ShareColumns {
                part,
                of: of.into_iter().flatten().collect(),
            }),
            part => {
                errors.insert(0, part);
                Err(errors.into_iter().filter_map(Result::err).collect())
            }
        }
    }

    /// The weights of the key `table.column`, one a recipient. A recipient without a row has none.
    fn weights(&self, key: &Name, recipients: &[String]) -> Result<Vec<u64>, DecisionError> {
        let (table, column) = self.column(key)?;
        let weight = |recipient: &String| {
            let Some(row) = table.row_index(recipient) else {
                return Ok(0);
            };
            let cell = table.cell(row, column);
            let whole = cell
                .number()
                .map(|number| number.value())
                .filter(Ratio::is_whole);
            whole
                .and_then(|value| u64::try_from(value.numerator()).ok())
                .ok_or_else(|| DecisionError::NotAWeight {
                    at: self
                        .folder
                        .place(&format!("{}.csv", table.id))
                        .column(&table.columns[column].id),
                    recipient: format!("{recipient} {}", table.rows[row].label),
                    found: cell.printed.clone(),
                })
        };
        recipients.iter().map(weight).collect()
    }

    fn table(&self, name: &Name) -> Result<&Table, DecisionError> {
        self.tables
            .get(name.get_ref())
            .ok_or_else(|| self.unknown("table", name, self.tables.keys().map(String::as_str)))
    }

    /// Resolves `table.column`.
    fn column(&self, name: &Name) -> Result<(&Table, usize), DecisionError> {
        let (table, column) = name
            .get_ref()
            .split_once('.')
            .unwrap_or((name.get_ref(), ""));
        let at = |part: &str| Spanned::new(name.span(), part.to_owned());
        let table = self.table(&at(table))?;
        let index = self.column_of(table, &at(column))?;
        Ok((table, index))
    }

    fn column_of(&self, table: &Table, name: &Name) -> Result<usize, DecisionError> {
        table.column_index(name.get_ref()).ok_or_else(|| {
            self.unknown(
                "column",
                name,
                table.columns.iter().map(|column| column.id.as_str()),
            )
        })
    }

    fn recipient(&self, code: &Name, recipients: &[String]) -> Result<usize, DecisionError> {
        recipients
            .iter()
            .position(|recipient| recipient == code.get_ref())
            .ok_or_else(|| self.unknown("recipient", code, recipients.iter().map(String::as_str)))
    }

    fn money(&self, name: &Name) -> Result<Ratio, DecisionError> {
        self.parameter(name, "an amount of money", Parameter::money)
    }

    fn share(&self, name: &Name) -> Result<Share, DecisionError> {
        self.parameter(name, "a percentage", Parameter::share)
    }

    fn points(&self, name: &Name) -> Result<PercentagePoints, DecisionError> {
        self.parameter(name, "percentage points", Parameter::points)
    }

    fn parameter<T>(
        &self,
        name: &Name,
        expected: &'static str,
        take: fn(&Parameter) -> Option<T>,
    ) -> Result<T, DecisionError> {
        let parameter = self.parameters.get(name.get_ref()).ok_or_else(|| {
            self.unknown(
                "parameter",
                name,
                self.parameters.keys().map(String::as_str),
            )
        })?;
        take(parameter).ok_or_else(|| DecisionError::WrongUnit {
            at: self.place_of(name),
            parameter: parameter.id.clone(),
            found: parameter.unit.to_string(),
            expected,
        })
    }

    fn unknown<'n>(
        &self,
        kind: &'static str,
        name: &Name,
        known: impl Iterator<Item = &'n str> + Clone,
    ) -> DecisionError {
        let found = name.get_ref().clone();
        let suggestion = nearest(&found, known.clone())
            .map(|name| format!("; did you mean \"{name}\"?"))
            .unwrap_or_default();
        let names: Vec<&str> = known.take(20).collect();
        let expected = match names.as_slice() {
            [] => "one to be defined first".to_owned(),
            names => format!("one of {}", names.join(", ")),
        };
        DecisionError::UnknownReference {
            at: self.place_of(name),
            kind,
            found,
            expected,
            suggestion,
        }
    }

    fn doubles<'n>(
        &self,
        kind: &'static str,
        names: impl Iterator<Item = &'n Name>,
    ) -> Vec<DecisionError> {
        let mut seen = HashSet::new();
        names
            .filter(|name| !seen.insert(name.get_ref()))
            .map(|name| DecisionError::DefinedTwice {
                at: self.place_of(name),
                kind,
                id: name.get_ref().clone(),
            })
            .collect()
    }

    fn allocation_error(
        &self,
        (grant, reading): (&GrantSpec, &ReadingSpec),
        name: &Name,
        reason: AllocationError,
    ) -> DecisionError {
        DecisionError::Allocation {
            at: self.place_of(name),
            grant: grant.id.get_ref().clone(),
            reading: reading.id.get_ref().clone(),
            reason,
        }
    }

    /// Where a name stands in `decision.toml`.
    fn place_of<T: Display>(&self, name: &Spanned<T>) -> Place {
        let file = "decision.toml";
        let text = self.folder.text(file, "").unwrap_or_default();
        let (line, column) = line_and_column(text, name.span().start);
        self.folder
            .place(file)
            .line(line)
            .column(column.to_string())
    }
}

use toml::Spanned;

/// The columns of a share: the part, and the counts whose sum is the whole.
struct ShareColumns {
    part: usize,
    of: Vec<usize>,
}

impl ShareColumns {
    /// The share in one row; `None` if a count is not reported or nobody is counted.
    fn share(&self, table: &Table, row: usize) -> Option<Share> {
        let count = |&column: &usize| table.cell(row, column).number().map(|it| it.value());
        let part = count(&self.part)?;
        let whole = self
            .of
            .iter()
            .map(count)
            .try_fold(Ratio::ZERO, |sum, count| sum.add(count?).ok())?;
        Share::of(part, whole).ok()
    }
}
