//! The whole step function of a threshold: every value at which anything changes, exactly.
//!
//! A condition's answer for a recipient turns at one value of its threshold: at its own share, fall or
//! count. Those values are the only ones at which anything can change. Between two neighbours all
//! thresholds give the same, so one of them is computed, and each value itself; where two pieces answer
//! every condition alike they are one.

use super::{WhatIfError, carried, error::NameKind, find_grant, find_reading, ratios};
use crate::allocation::{Adjustment, AllocationError, EligibilityRule, Judgement, Procedure, Step};
use crate::decision::{ConditionTest, Decision, Grant, GrantCondition, MeasureName, Parameter};
use crate::exact::{ArithmeticError, PercentagePoints, Ratio, Share};
use crate::tables::Unit;

/// The outcomes of a grant over all values of one threshold, on the printed figures.
#[derive(Clone, Debug)]
pub struct Sweep {
    /// The grant.
    pub grant: String,
    /// The reading.
    pub reading: String,
    /// The parameter.
    pub parameter: String,
    /// Its unit.
    pub unit: Unit,
    /// Its value as it stands, in its unit.
    pub stands_at: Ratio,
    /// The recipients' codes or keys, in the order of the amounts.
    pub recipients: Vec<String>,
    /// Those whose figures are not printed: they are taken not to qualify anywhere.
    pub unprinted: Vec<usize>,
    /// The outcomes, in order of the values.
    pub outcomes: Vec<Outcome>,
}

/// What comes of all values between two ends.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The lower end, and whether it belongs here; `None` without end.
    pub from: Option<(Ratio, bool)>,
    /// The upper end, and whether it belongs here; `None` without end.
    pub to: Option<(Ratio, bool)>,
    /// What everybody has, in kronor, or why nothing can be divided.
    pub amounts: Result<Vec<Ratio>, AllocationError>,
    /// Stated adjustments that do not carry over.
    pub not_carried: Vec<Adjustment>,
}

impl Sweep {
    /// The values at which anything changes, in order.
    pub fn breakpoints(&self) -> Vec<Ratio> {
        let ends = self.outcomes.iter().filter_map(|it| it.from);
        ends.map(|(value, _)| value).collect()
    }

    /// The position of the outcome as it stands.
    pub fn stands(&self) -> Option<usize> {
        let at = self.stands_at;
        let is_above = |from: Option<(Ratio, bool)>| {
            from.is_none_or(|(value, belongs)| value < at || belongs && value == at)
        };
        let is_below = |to: Option<(Ratio, bool)>| {
            to.is_none_or(|(value, belongs)| at < value || belongs && value == at)
        };
        self.outcomes
            .iter()
            .position(|it| is_above(it.from) && is_below(it.to))
    }
}

/// A condition that compares with the parameter, with every recipient's figures.
struct Swept<'a> {
    condition: &'a GrantCondition,
    rule: &'a EligibilityRule,
    /// Before and now; `None` where there are none, which no threshold changes.
    figures: Vec<Option<(Ratio, Ratio)>>,
    /// Which of the condition's parameters it is.
    roles: Vec<usize>,
}

/// The step function of a parameter that conditions of a grant compare with.
///
/// *Errors*: a name that leads nowhere or to no threshold; one that steps compute with as well.
pub fn sweep(
    decision: &Decision,
    grant: &str,
    reading: Option<&str>,
    parameter: &str,
) -> Result<Sweep, WhatIfError> {
    let grant = find_grant(decision, grant)?;
    let reading = find_reading(grant, reading)?;
    let asked: Vec<&String> = reading.steps.iter().flat_map(|it| &it.conditions).collect();
    let used = used_by(grant, &asked);
    let threshold = decision
        .parameters
        .get(parameter)
        .filter(|it| used.iter().any(|(of, _)| of.parameters.contains(&it.id)))
        .ok_or_else(|| WhatIfError::NoSuch {
            kind: NameKind::Threshold,
            found: parameter.to_owned(),
            known: used
                .iter()
                .flat_map(|(it, _)| it.parameters.clone())
                .collect(),
        })?;
    let swept: Vec<Swept<'_>> = used
        .into_iter()
        .filter(|(condition, _)| condition.parameters.contains(&threshold.id))
        .map(|(condition, rule)| Swept::of(decision, grant, condition, rule, &threshold.id))
        .collect();
    if reading
        .steps
        .iter()
        .any(|it| it.parameters.contains(&threshold.id))
    {
        return Err(WhatIfError::SweptElsewhere {
            parameter: threshold.id.clone(),
        });
    }
    let mut outcomes: Vec<Outcome> = Vec::new();
    let mut last: Option<Vec<Vec<bool>>> = None;
    for piece in pieces(critical(&swept, threshold)?)? {
        let pots = eligible(grant, &swept, threshold, piece.at, &asked)?;
        if last.as_ref() == Some(&pots)
            && let Some(outcome) = outcomes.last_mut()
        {
            outcome.to = piece.to;
            continue;
        }
        let procedure = with_answers(&reading.procedure, &pots);
        let (amounts, not_carried) = match carried(&procedure, &reading.procedure) {
            Ok((run, dropped)) => (Ok(ratios(&run.settled()?)?), dropped),
            Err(WhatIfError::Allocation(reason)) => {
                (Err(reason.named(&grant.recipients)), Vec::new())
            }
            Err(error) => return Err(error),
        };
        outcomes.push(Outcome {
            from: piece.from,
            to: piece.to,
            amounts,
            not_carried,
        });
        last = Some(pots);
    }
    let not_listed = |it: &usize| {
        let answer = |of: &GrantCondition| of.judgements[*it].answer;
        let is_not = |of: &Swept<'_>| answer(of.condition) == crate::allocation::Answer::NotListed;
        swept.iter().any(is_not)
    };
    Ok(Sweep {
        grant: grant.id.clone(),
        reading: reading.id.clone(),
        parameter: threshold.id.clone(),
        unit: threshold.unit,
        stands_at: threshold.number.value(),
        recipients: grant.recipients.clone(),
        unprinted: (0..grant.recipients.len()).filter(not_listed).collect(),
        outcomes,
    })
}

/// The rules that the conditions named come down to, in the order of the grant.
fn used_by<'g>(
    grant: &'g Grant,
    asked: &[&String],
) -> Vec<(&'g GrantCondition, &'g EligibilityRule)> {
    let mut wanted: Vec<&str> = asked.iter().map(|it| it.as_str()).collect();
    let mut used = Vec::new();
    for condition in grant.conditions.iter().rev() {
        if !wanted.contains(&condition.id.as_str()) {
            continue;
        }
        match &condition.test {
            ConditionTest::AnyOf(parts) | ConditionTest::AllOf(parts) => {
                wanted.extend(parts.iter().map(String::as_str));
            }
            ConditionTest::Rule { rule, .. } => used.push((condition, rule.as_ref())),
            ConditionTest::Listed { .. } => {}
        }
    }
    used.reverse();
    used
}

impl<'a> Swept<'a> {
    fn of(
        decision: &Decision,
        grant: &Grant,
        condition: &'a GrantCondition,
        rule: &'a EligibilityRule,
        parameter: &str,
    ) -> Swept<'a> {
        let measured = |recipient: usize| {
            let ConditionTest::Rule {
                table, before, now, ..
            } = &condition.test
            else {
                return None;
            };
            let code = &grant.recipients[recipient];
            let of = |measure: &MeasureName| measure_of(decision, table, measure, code);
            let before = before.as_ref().map(of);
            Some((before.unwrap_or(Some(Ratio::ZERO))?, of(now)?))
        };
        let of_parameter = condition.parameters.iter().enumerate();
        let roles = of_parameter.filter(|(_, id)| *id == parameter);
        Swept {
            condition,
            rule,
            figures: (0..grant.recipients.len()).map(measured).collect(),
            roles: roles.map(|(role, _)| role).collect(),
        }
    }

    /// The rule with the parameter at another value, in its unit.
    fn rule_at(&self, value: Ratio, unit: Unit) -> Result<EligibilityRule, ArithmeticError> {
        let share = || match unit {
            Unit::Percent => Share::from_percent(value),
            _ => Ok(Share::from_fraction(value)),
        };
        let fraction = || match unit {
            Unit::Percent => value.div(Ratio::whole(100)),
            _ => Ok(value),
        };
        let points = PercentagePoints(value);
        let mut rule = *self.rule;
        for role in &self.roles {
            match (&mut rule, role) {
                (
                    EligibilityRule::ShareAtMost { bound }
                    | EligibilityRule::ShareBelow { bound }
                    | EligibilityRule::ShareAtLeast { bound }
                    | EligibilityRule::ShareFell { level: bound, .. },
                    0,
                ) => *bound = share()?,
                (EligibilityRule::ShareFell { at_or_below, .. }, 1) => *at_or_below = points,
                (EligibilityRule::ShareFell { above, .. }, 2) => *above = points,
                (EligibilityRule::ShareRose { by }, _) => *by = points,
                (EligibilityRule::FellByPercent { by }, _) => *by = value,
                (
                    EligibilityRule::IncreasedBy { by } | EligibilityRule::AtLeast { bound: by },
                    _,
                ) => {
                    *by = fraction()?;
                }
                _ => {}
            }
        }
        Ok(rule)
    }

    /// The values of the parameter at which a recipient's answer can turn, in its unit.
    fn turns(&self, unit: Unit) -> Result<Vec<Ratio>, ArithmeticError> {
        let hundred = Ratio::whole(100);
        let in_unit = |value: Ratio| match unit {
            Unit::Percent | Unit::Points => value.mul(hundred),
            _ => Ok(value),
        };
        let mut turns = Vec::new();
        for (before, now) in self.figures.iter().flatten() {
            for role in &self.roles {
                turns.push(match (self.rule, role) {
                    (EligibilityRule::ShareFell { .. }, 1 | 2) => in_unit(before.sub(*now)?)?,
                    (
                        EligibilityRule::ShareRose { .. } | EligibilityRule::IncreasedBy { .. },
                        _,
                    ) => in_unit(now.sub(*before)?)?,
                    (EligibilityRule::FellByPercent { .. }, _) if before.is_zero() => continue,
                    (EligibilityRule::FellByPercent { .. }, _) => {
                        before.sub(*now)?.mul(hundred)?.div(*before)?
                    }
                    _ => in_unit(*now)?,
                });
            }
        }
        Ok(turns)
    }
}

/// A measure of one recipient, if all its counts are printed.
fn measure_of(
    decision: &Decision,
    table: &str,
    measure: &MeasureName,
    code: &str,
) -> Option<Ratio> {
    let table = decision.tables.get(table)?;
    let row = table.row_index(code)?;
    let count = |column: &String| {
        let column = table.column_index(column)?;
        Some(table.cell(row, column).number()?.value())
    };
    let part = count(&measure.part)?;
    if measure.of.is_empty() {
        return Some(part);
    }
    let whole = measure
        .of
        .iter()
        .try_fold(Ratio::ZERO, |sum, column| sum.add(count(column)?).ok())?;
    part.div(whole).ok()
}

fn critical(swept: &[Swept<'_>], threshold: &Parameter) -> Result<Vec<Ratio>, ArithmeticError> {
    let mut values = Vec::new();
    for condition in swept {
        values.extend(condition.turns(threshold.unit)?);
    }
    values.sort_unstable();
    values.dedup();
    Ok(values)
}

/// A piece of the line of values, and one value of it.
struct Piece {
    from: Option<(Ratio, bool)>,
    to: Option<(Ratio, bool)>,
    at: Ratio,
}

/// Each value by itself, what lies between each two, and what lies beyond them.
fn pieces(values: Vec<Ratio>) -> Result<Vec<Piece>, ArithmeticError> {
    let (Some(&first), Some(&last)) = (values.first(), values.last()) else {
        return Ok(vec![Piece {
            from: None,
            to: None,
            at: Ratio::ZERO,
        }]);
    };
    let mut pieces = vec![Piece {
        from: None,
        to: Some((first, false)),
        at: first.sub(Ratio::ONE)?,
    }];
    for (position, &value) in values.iter().enumerate() {
        pieces.push(Piece {
            from: Some((value, true)),
            to: Some((value, true)),
            at: value,
        });
        if let Some(&next) = values.get(position + 1) {
            pieces.push(Piece {
                from: Some((value, false)),
                to: Some((next, false)),
                at: value.add(next)?.div(Ratio::whole(2))?,
            });
        }
    }
    pieces.push(Piece {
        from: Some((last, false)),
        to: None,
        at: last.add(Ratio::ONE)?,
    });
    Ok(pieces)
}

/// Who meets each of the conditions asked, with the parameter at this value.
fn eligible(
    grant: &Grant,
    swept: &[Swept<'_>],
    threshold: &Parameter,
    value: Ratio,
    asked: &[&String],
) -> Result<Vec<Vec<bool>>, WhatIfError> {
    let mut met: Vec<(&str, Vec<bool>)> = Vec::new();
    for condition in &grant.conditions {
        let of = |name: &String| met.iter().find(|(id, _)| id == name).map(|(_, met)| met);
        let all = |combine: fn(bool, bool) -> bool, start: bool, parts: &[String]| {
            (0..grant.recipients.len())
                .map(|it| {
                    let answers = parts.iter().filter_map(of).map(|met| met[it]);
                    answers.fold(start, combine)
                })
                .collect()
        };
        let own = swept.iter().find(|it| it.condition.id == condition.id);
        let answers = match (&condition.test, own) {
            (ConditionTest::AnyOf(parts), _) => all(|a, b| a || b, false, parts),
            (ConditionTest::AllOf(parts), _) => all(|a, b| a && b, true, parts),
            (_, Some(own)) => {
                let rule = own.rule_at(value, threshold.unit)?;
                let answer = |figures: &Option<(Ratio, Ratio)>| match figures {
                    Some((before, now)) => Ok(rule.judge(Some(*before), Some(*now))?.is_met()),
                    None => Ok::<bool, ArithmeticError>(false),
                };
                own.figures.iter().map(answer).collect::<Result<_, _>>()?
            }
            _ => condition.judgements.iter().map(Judgement::is_met).collect(),
        };
        met.push((&condition.id, answers));
    }
    let of = |name: &&String| {
        let found = met.iter().find(|(id, _)| *id == name.as_str());
        found.map_or_else(Vec::new, |(_, met)| met.clone())
    };
    Ok(asked.iter().map(of).collect())
}

/// The procedure with other answers to the conditions that its steps ask, in the order they ask them.
fn with_answers(procedure: &Procedure, answers: &[Vec<bool>]) -> Procedure {
    let mut answers = answers.iter();
    let steps = procedure.steps().map(|step| {
        let mut step = step.clone();
        let asked: Vec<&mut Vec<bool>> = match &mut step {
            Step::SharePots { pots, .. } => pots.iter_mut().map(|it| &mut it.eligible).collect(),
            Step::ShareRest { asked, .. } => vec![asked],
            Step::Price { terms } => {
                let terms = terms.iter_mut();
                terms.filter_map(|it| it.eligible.as_mut()).collect()
            }
            _ => Vec::new(),
        };
        for asked in asked {
            if let Some(answer) = answers.next() {
                asked.clone_from(answer);
            }
        }
        step
    });
    Procedure::new(steps.collect())
}
