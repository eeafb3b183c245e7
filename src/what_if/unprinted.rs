//! What figures that are not printed could do to conditions.
//!
//! A recipient that a table does not list was not paid for what the table decides: whatever its figures,
//! they met no condition as it stands that its printed figures do not meet. Every pair of figures for
//! which that is so is possible. Conditions compare
//! the figure now with constants, and the figure before with lines over the figure now, so that the
//! plane of both falls into finitely many pieces on each of which every condition has one answer; one
//! point of each is looked at.

use std::collections::BTreeSet;

use super::WhatIfError;
use crate::allocation::EligibilityRule;
use crate::decision::{ConditionTest, Grant, GrantCondition, MeasureName};
use crate::exact::{ArithmeticError, Ratio};

/// Of more combinations of answers than this not all are looked at: twelve conditions on figures of their
/// own.
const MOST_COMBINATIONS: usize = 4_096;

/// Which pots a recipient could share: one answer a pot.
pub(super) type Vector = Vec<bool>;

/// The answers of the conditions of two grants that are possible for a recipient that is not listed.
pub(super) struct Possible<'a> {
    /// As it stands, and as asked.
    pub grants: (&'a Grant, &'a Grant),
    /// The conditions as it stands: none was met by figures that are not printed.
    pub stood: &'a [String],
    /// The conditions of the pots as asked.
    pub asked: &'a [String],
    /// The recipient.
    pub recipient: usize,
}

/// A measure that is not known: the table and the columns.
type Variable = (String, MeasureName);

/// A rule on figures that are not known.
struct Leaf<'a> {
    rule: &'a EligibilityRule,
    before: Option<Variable>,
    now: Variable,
}

impl Possible<'_> {
    /// The conditions that could be met, each combination once, with that of who has not reported.
    /// `None` if conditions tie more than two figures together, or are too many, so that not all
    /// combinations are looked at.
    pub fn vectors(&self) -> Result<Option<Vec<Vector>>, WhatIfError> {
        let leaves = self.leaves();
        let mut groups: Vec<(Variable, Option<Variable>)> = Vec::new();
        for leaf in &leaves {
            let same = |it: &(Variable, Option<Variable>)| it.0 == leaf.now;
            match groups.iter_mut().find(|it| same(it)) {
                Some(group) if group.1.is_none() => group.1.clone_from(&leaf.before),
                Some(group) if leaf.before.is_some() && group.1 != leaf.before => return Ok(None),
                Some(_) => {}
                None => groups.push((leaf.now.clone(), leaf.before.clone())),
            }
        }
        let befores: Vec<&Variable> = groups.iter().filter_map(|it| it.1.as_ref()).collect();
        let is_shared = |it: &Variable| {
            groups.iter().any(|(now, _)| now == it)
                || befores.iter().filter(|b| **b == it).count() > 1
        };
        if befores.iter().any(|it| is_shared(it)) {
            return Ok(None);
        }
        // the answers of all leaves, one combination after another, each variable pair by itself
        let mut combinations: BTreeSet<Vec<bool>> = BTreeSet::from([vec![false; leaves.len()]]);
        for group in &groups {
            let own: Vec<usize> = (0..leaves.len())
                .filter(|&it| leaves[it].now == group.0)
                .collect();
            let answers = answers(&leaves, &own, group)?;
            if combinations.len().saturating_mul(answers.len()) > MOST_COMBINATIONS {
                return Ok(None);
            }
            let both = combinations
                .iter()
                .flat_map(|known| answers.iter().map(move |answer| (known.clone(), answer)));
            let joined = both.map(|(mut known, answer)| {
                for (&leaf, &answer) in own.iter().zip(answer) {
                    known[leaf] = answer;
                }
                known
            });
            combinations = joined.collect();
        }
        let stood =
            |answers: &Vec<bool>| self.met(self.grants.0, self.stood, &leaves, answers, true);
        let vector = |it: &Vec<bool>| self.met(self.grants.1, self.asked, &leaves, it, false);
        // who has not reported meets what its printed figures meet, and was paid for no more
        let not_reported = vec![false; leaves.len()];
        let decided = stood(&not_reported);
        let possible = combinations.iter().filter(|it| stood(it) == decided);
        let mut vectors: BTreeSet<Vector> = possible.map(vector).collect();
        vectors.insert(vector(&not_reported));
        Ok(Some(vectors.into_iter().collect()))
    }

    /// The rules of both grants that ask for figures of the recipient that are not printed.
    fn leaves(&self) -> Vec<Leaf<'_>> {
        let of = |grant: &'_ Grant| -> Vec<usize> {
            let unknown = |it: &usize| is_unknown(&grant.conditions[*it], self.recipient);
            (0..grant.conditions.len()).filter(unknown).collect()
        };
        let mut leaves = Vec::new();
        for grant in [self.grants.0, self.grants.1] {
            for position in of(grant) {
                leaves.extend(leaf_of(&grant.conditions[position]));
            }
        }
        leaves
    }

    /// Which of the named conditions are met, where the rules on unknown figures have these answers:
    /// those of the grant as it stands first, then those as asked.
    fn met(
        &self,
        grant: &Grant,
        names: &[String],
        leaves: &[Leaf<'_>],
        answers: &[bool],
        stood: bool,
    ) -> Vector {
        let first = self.grants.0.conditions.iter();
        let first = first.filter(|it| is_unknown(it, self.recipient) && leaf_of(it).is_some());
        let offset = if stood { 0 } else { first.count() };
        debug_assert!(leaves.len() == answers.len());
        let mut next = offset;
        let mut met: Vec<(&str, bool)> = Vec::new();
        for condition in &grant.conditions {
            let of = |name: &String| met.iter().any(|(id, met)| id == name && *met);
            let is_met = match &condition.test {
                ConditionTest::AnyOf(parts) => parts.iter().any(of),
                ConditionTest::AllOf(parts) => parts.iter().all(of),
                ConditionTest::Rule { .. } if is_unknown(condition, self.recipient) => {
                    next += 1;
                    answers[next - 1]
                }
                ConditionTest::Rule { .. } | ConditionTest::Listed { .. } => {
                    condition.judgements[self.recipient].is_met()
                }
            };
            met.push((&condition.id, is_met));
        }
        let is_met = |name: &String| met.iter().any(|(id, met)| id == name && *met);
        names.iter().map(is_met).collect()
    }
}

/// Whether the condition asks for figures of a recipient that its table does not list.
fn is_unknown(condition: &GrantCondition, recipient: usize) -> bool {
    use crate::allocation::Answer;
    condition.judgements[recipient].answer == Answer::NotListed
        && matches!(condition.test, ConditionTest::Rule { .. })
}

fn leaf_of(condition: &GrantCondition) -> Option<Leaf<'_>> {
    let ConditionTest::Rule {
        rule,
        table,
        before,
        now,
    } = &condition.test
    else {
        return None;
    };
    let of = |measure: &MeasureName| (table.clone(), measure.clone());
    Some(Leaf {
        rule,
        before: before.as_ref().map(of),
        now: of(now),
    })
}

/// Every combination of answers that these rules can have on one pair of figures.
fn answers(
    leaves: &[Leaf<'_>],
    own: &[usize],
    group: &(Variable, Option<Variable>),
) -> Result<BTreeSet<Vec<bool>>, WhatIfError> {
    let rules: Vec<&EligibilityRule> = own.iter().map(|&it| leaves[it].rule).collect();
    let top = |variable: &Variable| variable.1.is_share().then_some(Ratio::ONE);
    let mut found = BTreeSet::new();
    for now in samples(levels(&rules)?, top(&group.0))? {
        let befores = match &group.1 {
            None => vec![Ratio::ZERO],
            Some(before) => samples(lines_at(&rules, now)?, top(before))?,
        };
        for before in befores {
            let answer =
                |rule: &&EligibilityRule| Ok(rule.judge(Some(before), Some(now))?.is_met());
            let answers = rules
                .iter()
                .map(answer)
                .collect::<Result<_, ArithmeticError>>()?;
            found.insert(answers);
        }
    }
    Ok(found)
}

/// The values of the figure now at which an answer, or the order of the lines, can change.
fn levels(rules: &[&EligibilityRule]) -> Result<Vec<Ratio>, ArithmeticError> {
    let mut levels = Vec::new();
    // lines before = slope × now + shift, the edges of what a share can be among them
    let mut lines = vec![(Ratio::ZERO, Ratio::ZERO), (Ratio::ZERO, Ratio::ONE)];
    for rule in rules {
        levels.extend(constants(rule));
        lines.extend(line(rule)?);
    }
    for (position, one) in lines.iter().enumerate() {
        for other in &lines[position + 1..] {
            let slope = one.0.sub(other.0)?;
            if !slope.is_zero() {
                levels.push(other.1.sub(one.1)?.div(slope)?);
            }
        }
    }
    Ok(levels)
}

/// The constants that a rule compares the figure now with.
fn constants(rule: &EligibilityRule) -> Option<Ratio> {
    match rule {
        EligibilityRule::ShareAtMost { bound }
        | EligibilityRule::ShareBelow { bound }
        | EligibilityRule::ShareAtLeast { bound }
        | EligibilityRule::ShareFell { level: bound, .. } => Some(bound.fraction()),
        EligibilityRule::AtLeast { bound } => Some(*bound),
        EligibilityRule::ShareRose { .. }
        | EligibilityRule::FellByPercent { .. }
        | EligibilityRule::Increased
        | EligibilityRule::IncreasedBy { .. } => None,
    }
}

/// The lines over the figure now at which a rule's answer turns for the figure before.
fn line(rule: &EligibilityRule) -> Result<Vec<(Ratio, Ratio)>, ArithmeticError> {
    let hundredth = |points: Ratio| points.div(Ratio::whole(100));
    Ok(match rule {
        EligibilityRule::ShareFell {
            at_or_below, above, ..
        } => vec![
            (Ratio::ONE, hundredth(at_or_below.0)?),
            (Ratio::ONE, hundredth(above.0)?),
        ],
        EligibilityRule::ShareRose { by } => vec![(Ratio::ONE, hundredth(by.0)?.neg())],
        EligibilityRule::Increased => vec![(Ratio::ONE, Ratio::ZERO)],
        EligibilityRule::IncreasedBy { by } => vec![(Ratio::ONE, by.neg())],
        // (before − now) × 100 / before = by
        EligibilityRule::FellByPercent { by } => {
            let kept = Ratio::whole(100).sub(*by)?;
            if kept.is_zero() {
                vec![(Ratio::ZERO, Ratio::ZERO)]
            } else {
                vec![(Ratio::whole(100).div(kept)?, Ratio::ZERO)]
            }
        }
        EligibilityRule::ShareAtMost { .. }
        | EligibilityRule::ShareBelow { .. }
        | EligibilityRule::ShareAtLeast { .. }
        | EligibilityRule::AtLeast { .. } => Vec::new(),
    })
}

/// The values of the figure before at which an answer can change, for this figure now.
fn lines_at(rules: &[&EligibilityRule], now: Ratio) -> Result<Vec<Ratio>, ArithmeticError> {
    let mut values = Vec::new();
    for rule in rules {
        for (slope, shift) in line(rule)? {
            values.push(slope.mul(now)?.add(shift)?);
        }
    }
    Ok(values)
}

/// The values, one between each two neighbours, and the ends of what is possible.
fn samples(mut values: Vec<Ratio>, top: Option<Ratio>) -> Result<Vec<Ratio>, ArithmeticError> {
    values.push(Ratio::ZERO);
    values.extend(top);
    values.retain(|it| !it.is_negative() && top.is_none_or(|top| *it <= top));
    values.sort_unstable();
    values.dedup();
    let mut samples = Vec::with_capacity(2 * values.len());
    for pair in values.windows(2) {
        samples.push(pair[0]);
        samples.push(pair[0].add(pair[1])?.div(Ratio::whole(2))?);
    }
    let last = values.last().copied().unwrap_or(Ratio::ZERO);
    samples.push(last);
    if top.is_none() {
        samples.push(last.add(Ratio::ONE)?);
    }
    Ok(samples)
}
