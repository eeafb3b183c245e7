//! Conditions of a grant: their rule, and its answer for every recipient.

use super::resolver::{Resolver, both};
use super::{ConditionTest, GrantCondition, MeasureName};
use crate::allocation::{Answer, EligibilityRule, Judgement, Reason};
use crate::decision::DecisionError;
use crate::decision::manifest::{ConditionSpec, MeasureSpec, Name, TestSpec};
use crate::exact::Ratio;
use crate::lang::{Errors, Wording, phrase};
use crate::tables::Table;

/// The columns of a measure: a count, or a count per the sum of others.
struct Measure {
    part: usize,
    of: Vec<usize>,
}

/// What a measure is in one row.
#[derive(Clone, Copy)]
enum Measured {
    Figure(Ratio),
    /// A count is a mark for no figure.
    NotReported,
    /// There is nothing to divide by.
    NothingToShare,
}

/// A rule with what it is tested on.
struct Test<'s> {
    rule: Result<EligibilityRule, Errors<DecisionError>>,
    before: Option<&'s MeasureSpec>,
    now: &'s MeasureSpec,
    parameters: Vec<&'s Name>,
}

/// Resolves a condition; it may refer to the `earlier` ones of the same grant.
pub(super) fn resolve(
    resolver: &Resolver<'_>,
    spec: &ConditionSpec,
    recipients: &[String],
    earlier: &[GrantCondition],
) -> Result<GrantCondition, Errors<DecisionError>> {
    let rule = std::cell::Cell::new(None);
    let tested = |test: Test<'_>| {
        rule.set(test.rule.as_ref().ok().copied());
        tested(resolver, spec, recipients, test)
    };
    let (judgements, parameters) = match &spec.test {
        TestSpec::AnyOf(names) => (
            combined(
                resolver,
                names,
                earlier,
                recipients.len(),
                Judgement::any_of,
            )?,
            Vec::new(),
        ),
        TestSpec::AllOf(names) => (
            combined(
                resolver,
                names,
                earlier,
                recipients.len(),
                Judgement::all_of,
            )?,
            Vec::new(),
        ),
        TestSpec::Listed => (listed(resolver, spec, recipients)?, Vec::new()),
        TestSpec::ShareAtMost { now, bound } => {
            let rule = resolver.share(bound);
            let rule = rule.map(|bound| EligibilityRule::ShareAtMost { bound });
            tested(Test {
                rule: rule.map_err(Errors::from),
                before: None,
                now,
                parameters: vec![bound],
            })?
        }
        TestSpec::ShareFell {
            before,
            now,
            level,
            at_or_below,
            above,
        } => {
            let parameters = vec![level, at_or_below, above];
            let points = both(resolver.points(at_or_below), resolver.points(above));
            let rule = both(resolver.share(level), points);
            let rule = rule.map(|(level, (at_or_below, above))| EligibilityRule::ShareFell {
                level,
                at_or_below,
                above,
            });
            tested(Test {
                rule,
                before: Some(before),
                now,
                parameters,
            })?
        }
        TestSpec::Increased { before, now } => tested(Test {
            rule: Ok(EligibilityRule::Increased),
            before: Some(before),
            now,
            parameters: Vec::new(),
        })?,
        TestSpec::IncreasedBy { before, now, by } => {
            let rule = resolver.fraction(by);
            let rule = rule.map(|by| EligibilityRule::IncreasedBy { by });
            tested(Test {
                rule: rule.map_err(Errors::from),
                before: Some(before),
                now,
                parameters: vec![by],
            })?
        }
        TestSpec::AtLeast { now, bound } => {
            let rule = resolver.fraction(bound);
            let rule = rule.map(|bound| EligibilityRule::AtLeast { bound });
            tested(Test {
                rule: rule.map_err(Errors::from),
                before: None,
                now,
                parameters: vec![bound],
            })?
        }
    };
    let test = asked(spec, rule.take());
    Ok(GrantCondition {
        test,
        id: spec.id.get_ref().clone(),
        title: Wording::written(&spec.title, spec.title_sv.as_ref()),
        lines: spec.lines,
        parameters,
        judgements,
    })
}

/// What the condition asks, for who asks the same of other figures.
fn asked(spec: &ConditionSpec, rule: Option<EligibilityRule>) -> ConditionTest {
    let name = |measure: &MeasureSpec| MeasureName {
        part: measure.part.get_ref().clone(),
        of: measure.of.iter().map(|it| it.get_ref().clone()).collect(),
    };
    let names = |names: &[Name]| names.iter().map(|it| it.get_ref().clone()).collect();
    let table = spec.table.get_ref().clone();
    let (before, now) = match &spec.test {
        TestSpec::AnyOf(parts) => return ConditionTest::AnyOf(names(parts)),
        TestSpec::AllOf(parts) => return ConditionTest::AllOf(names(parts)),
        TestSpec::Listed => return ConditionTest::Listed { table },
        TestSpec::ShareAtMost { now, .. } | TestSpec::AtLeast { now, .. } => (None, now),
        TestSpec::ShareFell { before, now, .. }
        | TestSpec::Increased { before, now }
        | TestSpec::IncreasedBy { before, now, .. } => (Some(before), now),
    };
    match rule {
        Some(rule) => ConditionTest::Rule {
            rule: Box::new(rule),
            table,
            before: before.map(name),
            now: name(now),
        },
        None => ConditionTest::Listed { table },
    }
}

/// Judges by other conditions.
fn combined(
    resolver: &Resolver<'_>,
    names: &[Name],
    earlier: &[GrantCondition],
    recipients: usize,
    combine: fn(&[&Judgement]) -> Judgement,
) -> Result<Vec<Judgement>, Errors<DecisionError>> {
    let mut parts = Vec::new();
    let mut errors = Vec::new();
    for name in names {
        match earlier
            .iter()
            .find(|condition| condition.id == *name.get_ref())
        {
            Some(condition) => parts.push(condition),
            None => {
                let known = earlier.iter().map(|condition| condition.id.as_str());
                errors.push(resolver.unknown(phrase!("condition", "villkoret"), name, known));
            }
        }
    }
    if !errors.is_empty() {
        return Err(Errors(errors));
    }
    let judge = |recipient: usize| {
        let answers: Vec<&Judgement> = parts
            .iter()
            .map(|condition| &condition.judgements[recipient])
            .collect();
        combine(&answers)
    };
    Ok((0..recipients).map(judge).collect())
}

/// Judges by whether the recipient has a row in the table.
fn listed(
    resolver: &Resolver<'_>,
    spec: &ConditionSpec,
    recipients: &[String],
) -> Result<Vec<Judgement>, Errors<DecisionError>> {
    let table = resolver.table(&spec.table)?;
    let judge = |recipient: &String| {
        let is_listed = table.row_index(recipient).is_some();
        let reason = Reason::Listed {
            listed: is_listed,
            table: table.id.clone(),
        };
        Judgement::on(is_listed, reason)
    };
    Ok(recipients.iter().map(judge).collect())
}

/// Judges by a rule on reported figures.
fn tested(
    resolver: &Resolver<'_>,
    spec: &ConditionSpec,
    recipients: &[String],
    test: Test<'_>,
) -> Result<(Vec<Judgement>, Vec<String>), Errors<DecisionError>> {
    let measures = resolver.table(&spec.table).map_err(Errors::from);
    let measures = measures.and_then(|table| {
        let before = test.before.map(|it| columns(resolver, table, it));
        let now = columns(resolver, table, test.now);
        both(before.transpose(), now).map(|measures| (table, measures))
    });
    let (rule, (table, (before, now))) = both(test.rule, measures)?;
    let judge = |row: Option<usize>| {
        let Some(row) = row else {
            let table = table.id.clone();
            return Ok(Judgement {
                answer: Answer::NotListed,
                reason: Reason::NotListed { table },
            });
        };
        let measured = |measure: &Measure| measure.of_row(table, row);
        let (before, now) = (before.as_ref().map(measured), measured(&now));
        let figure = |measured: Measured| match measured {
            Measured::Figure(figure) => Some(figure),
            Measured::NotReported | Measured::NothingToShare => None,
        };
        let nothing = |measured: Measured| matches!(measured, Measured::NothingToShare);
        let is_missing = |measured: Measured| matches!(measured, Measured::NotReported);
        let mut both = before.into_iter().chain([now]);
        if both.clone().any(nothing) && !both.any(is_missing) {
            return Ok(Judgement::on(false, Reason::NothingToShare));
        }
        rule.judge(before.and_then(figure), figure(now))
    };
    let judgements = table
        .row_indices(recipients)
        .map(judge)
        .collect::<Result<_, _>>()
        .map_err(|error| DecisionError::Allocation {
            at: resolver.place_of(&spec.id),
            grant: table.id.clone(),
            reading: spec.id.get_ref().clone(),
            reason: error.into(),
        })?;
    let parameters = test
        .parameters
        .iter()
        .map(|name| name.get_ref().clone())
        .collect();
    Ok((judgements, parameters))
}

fn columns(
    resolver: &Resolver<'_>,
    table: &Table,
    spec: &MeasureSpec,
) -> Result<Measure, Errors<DecisionError>> {
    let part = resolver.column_of(table, &spec.part);
    let (of, errors): (Vec<_>, Vec<_>) = spec
        .of
        .iter()
        .map(|name| resolver.column_of(table, name))
        .partition(Result::is_ok);
    match part {
        Ok(part) if errors.is_empty() => Ok(Measure {
            part,
            of: of.into_iter().flatten().collect(),
        }),
        part => Err(std::iter::once(part)
            .chain(errors)
            .filter_map(Result::err)
            .collect()),
    }
}

impl Measure {
    /// The measure in one row.
    fn of_row(&self, table: &Table, row: usize) -> Measured {
        let count = |&column: &usize| table.cell(row, column).number().map(|it| it.value());
        let Some(part) = count(&self.part) else {
            return Measured::NotReported;
        };
        if self.of.is_empty() {
            return Measured::Figure(part);
        }
        let whole = self
            .of
            .iter()
            .map(count)
            .try_fold(Ratio::ZERO, |sum, count| sum.add(count?).ok());
        match whole {
            None => Measured::NotReported,
            Some(whole) => part
                .div(whole)
                .map_or(Measured::NothingToShare, Measured::Figure),
        }
    }
}
