//! Every step a second time: the closed list, matched without a rest, so that a step that is added has
//! no oracle until it stands here.

use statsbidrag::allocation::{
    AllocationKey, Bounds, Denomination, Groups, Pot, PriceTerm, Settling, Step, TieOrder, TieRule,
};
use statsbidrag::exact::{Kronor, Ratio, Rounding};

use super::settle::{Level, balanced, by_remainder, rounded, settled};
use super::{Fraction, sum};

/// Nothing can be given by these steps.
#[derive(Debug)]
pub struct Nothing;

/// What a step leaves: the amounts, and all that is said beside them.
#[derive(Debug, Default)]
pub struct Left {
    pub after: Vec<Fraction>,
    pub parts: Vec<Vec<Fraction>>,
    pub groups: Vec<Fraction>,
    pub ties: Vec<Level>,
    /// What was left for a second round, and the factor of it.
    pub rest: Option<(Fraction, Fraction)>,
}

pub fn of_ratio(number: Ratio) -> Fraction {
    Fraction::new(number.numerator(), number.denominator())
}

fn of_kronor(kronor: Kronor) -> Fraction {
    Fraction::whole(kronor.0)
}

/// What each step leaves. Of money to be paid back everything is done with the other sign, and the sign
/// put back at the end.
pub fn run<'s>(steps: impl Iterator<Item = &'s Step>) -> Result<Vec<Left>, Nothing> {
    let steps: Vec<&Step> = steps.collect();
    let first = steps.first().and_then(|step| money_of(step));
    let is_repayment = first.is_some_and(|money| money.is_negative());
    let mut done: Vec<Left> = Vec::new();
    for step in steps {
        let before = done.last().map(|it| it.after.as_slice());
        done.push(Oracle { is_repayment }.step(step, before)?);
    }
    if is_repayment {
        done.iter_mut().for_each(Left::negate);
    }
    Ok(done)
}

/// The money that a first step divides.
fn money_of(step: &Step) -> Option<Fraction> {
    match step {
        Step::Apportion { appropriation, .. }
        | Step::ApportionMixed { appropriation, .. }
        | Step::ApportionAboveBase { appropriation, .. }
        | Step::ApportionNested { appropriation, .. } => Some(of_ratio(*appropriation)),
        Step::ApportionWithin { appropriation, .. } => Some(of_kronor(*appropriation)),
        Step::ApportionSeveral { parts, .. } => {
            let money: Vec<Fraction> = parts.iter().map(|(money, _)| of_ratio(*money)).collect();
            Some(sum(&money))
        }
        Step::Price { .. }
        | Step::Round { .. }
        | Step::LargestRemainder { .. }
        | Step::Adjust { .. }
        | Step::Balance { .. }
        | Step::SharePots { .. }
        | Step::Limit { .. }
        | Step::ShareRest { .. } => None,
    }
}

impl Left {
    fn of(after: Vec<Fraction>) -> Left {
        Left {
            after,
            ..Left::default()
        }
    }

    fn of_parts(parts: Vec<Vec<Fraction>>, recipients: usize) -> Left {
        let of_all = |it: usize| sum(parts.iter().map(|part| &part[it]));
        Left {
            after: (0..recipients).map(of_all).collect(),
            parts,
            ..Left::default()
        }
    }

    fn negate(&mut self) {
        let lists = self
            .parts
            .iter_mut()
            .chain([&mut self.after, &mut self.groups]);
        lists.flatten().for_each(|it| *it = it.negated());
        if let Some((left, _)) = &mut self.rest {
            *left = left.negated();
        }
    }
}

fn by_key(money: &Fraction, key: &AllocationKey) -> Vec<Fraction> {
    let total = Fraction::whole(key.total());
    let share = |&weight: &u64| money.times(&Fraction::whole(weight)).over(&total);
    key.weights().iter().map(share).collect()
}

fn in_kronor(amounts: Vec<Fraction>, how: Option<Rounding>) -> Vec<Fraction> {
    let Some(how) = how else { return amounts };
    let whole = |it: &Fraction| rounded(it, how, Denomination::KRONA);
    amounts.iter().map(whole).collect()
}

struct Oracle {
    is_repayment: bool,
}

impl Oracle {
    /// Money as it is looked at: without its sign.
    fn money(&self, money: Ratio) -> Fraction {
        let money = of_ratio(money);
        if self.is_repayment {
            money.negated()
        } else {
            money
        }
    }

    fn step(&self, step: &Step, before: Option<&[Fraction]>) -> Result<Left, Nothing> {
        let before = before.unwrap_or(&[]);
        Ok(match step {
            Step::Apportion { appropriation, key } => {
                Left::of(by_key(&self.money(*appropriation), key))
            }
            Step::ApportionMixed {
                appropriation,
                keys,
                round_parts,
            } => {
                let money = self.money(*appropriation);
                let parts = keys.iter().map(|(part, key)| {
                    in_kronor(by_key(&money.times(&of_ratio(*part)), key), *round_parts)
                });
                let parts: Vec<_> = parts.collect();
                let recipients = parts.first().ok_or(Nothing)?.len();
                Left::of(Left::of_parts(parts, recipients).after)
            }
            Step::ApportionAboveBase {
                appropriation,
                base,
                recipients,
                key,
            } => self.above_base(*appropriation, *base, *recipients, key)?,
            Step::ApportionWithin {
                appropriation,
                key,
                bounds,
            } => {
                let weights: Vec<Fraction> = key
                    .weights()
                    .iter()
                    .map(|&it| Fraction::whole(it))
                    .collect();
                let money = self.money(Ratio::from(*appropriation));
                Left::of(within(&money, &weights, bounds)?)
            }
            Step::ApportionSeveral { parts, round_parts } => {
                let part = |(money, key): &(Ratio, AllocationKey)| {
                    in_kronor(by_key(&self.money(*money), key), *round_parts)
                };
                let parts: Vec<_> = parts.iter().map(part).collect();
                let recipients = parts.first().ok_or(Nothing)?.len();
                Left::of_parts(parts, recipients)
            }
            Step::ApportionNested {
                appropriation,
                groups,
                key,
                settling,
                order,
                unit,
            } => nested(
                &self.money(*appropriation),
                groups,
                key,
                (*settling, order, *unit),
            )?,
            Step::Price { terms } => priced(terms)?,
            Step::Round { rounding, unit } => Left::of(
                before
                    .iter()
                    .map(|it| rounded(it, *rounding, *unit))
                    .collect(),
            ),
            Step::LargestRemainder {
                order,
                unit,
                groups,
            } => {
                let (after, ties) = by_remainder(before, order, *unit, groups.as_deref())?;
                Left {
                    after,
                    ties,
                    ..Left::default()
                }
            }
            Step::Adjust { adjustments } => {
                let mut after = before.to_vec();
                if after.iter().any(|it| !it.is_whole()) {
                    return Err(Nothing);
                }
                for adjustment in adjustments {
                    let amount = after.get_mut(adjustment.recipient).ok_or(Nothing)?;
                    *amount = amount.plus(&self.money(Ratio::from(adjustment.by)));
                    if amount.is_negative() {
                        return Err(Nothing);
                    }
                }
                Left::of(after)
            }
            Step::Balance {
                total,
                order,
                to,
                unit,
            } => {
                let (after, ties) = balanced(before, &self.money(*total), order, *to, *unit)?;
                Left {
                    after,
                    ties,
                    ..Left::default()
                }
            }
            Step::SharePots { pots, round_parts } => self.shared(before, pots, *round_parts)?,
            Step::Limit { claims } => {
                let least = |(amount, claim): (&Fraction, &Option<Kronor>)| {
                    let claim = claim.map(of_kronor);
                    claim
                        .filter(|it| it.at_most(amount))
                        .unwrap_or_else(|| amount.clone())
                };
                Left::of(before.iter().zip(claims).map(least).collect())
            }
            Step::ShareRest {
                appropriation,
                asked,
                caps,
            } => second_round(before, &self.money(*appropriation), asked, caps.as_deref())?,
        })
    }

    fn above_base(
        &self,
        appropriation: Ratio,
        base: Kronor,
        recipients: usize,
        key: &AllocationKey,
    ) -> Result<Left, Nothing> {
        let base = of_kronor(base);
        let of_all = base.times(&Fraction::whole(recipients));
        let rest = self.money(appropriation).minus(&of_all);
        if rest.is_negative() || recipients < key.weights().len() {
            return Err(Nothing);
        }
        let shares = by_key(&rest, key);
        Ok(Left::of(shares.iter().map(|it| it.plus(&base)).collect()))
    }

    fn shared(
        &self,
        before: &[Fraction],
        pots: &[Pot],
        round_parts: Option<Rounding>,
    ) -> Result<Left, Nothing> {
        let part = |pot: &Pot| {
            let shares = in_proportion(&self.money(pot.money), before, &pot.eligible)?;
            Ok(in_kronor(shares, round_parts))
        };
        let parts = pots.iter().map(part).collect::<Result<Vec<_>, _>>()?;
        Ok(Left::of_parts(parts, before.len()))
    }
}

/// Money in proportion to what those who share have.
fn in_proportion(
    money: &Fraction,
    before: &[Fraction],
    sharing: &[bool],
) -> Result<Vec<Fraction>, Nothing> {
    let own = |(amount, &shares): (&Fraction, &bool)| {
        if shares {
            amount.clone()
        } else {
            Fraction::whole(0)
        }
    };
    let own: Vec<Fraction> = before.iter().zip(sharing).map(own).collect();
    let all = sum(&own);
    if own.iter().any(Fraction::is_negative) || all.is_zero() {
        return Err(Nothing);
    }
    Ok(own.iter().map(|it| money.times(it).over(&all)).collect())
}

/// Round after round: who would come above a cap is given the cap, and what that leaves is shared by
/// the others, until nobody comes above one.
fn second_round(
    before: &[Fraction],
    money: &Fraction,
    asked: &[bool],
    caps: Option<&[Option<Kronor>]>,
) -> Result<Left, Nothing> {
    let given = sum(before);
    let left = money.minus(&given);
    if left.is_negative() {
        return Err(Nothing);
    }
    let Some(caps) = caps else {
        let more = in_proportion(&left, before, asked)?;
        let had = (0..asked.len())
            .filter(|&it| asked[it])
            .map(|it| &before[it]);
        let had = sum(had);
        return Ok(Left {
            after: before.iter().zip(&more).map(|(a, b)| a.plus(b)).collect(),
            rest: Some((left.clone(), had.plus(&left).over(&had))),
            ..Left::default()
        });
    };
    if (0..asked.len()).any(|it| asked[it] && before[it].is_negative()) {
        return Err(Nothing);
    }
    let mut after = before.to_vec();
    let mut open: Vec<bool> = (0..asked.len())
        .map(|it| asked[it] && !before[it].is_zero())
        .collect();
    loop {
        let closed: Vec<Fraction> = (0..open.len())
            .filter(|&it| !open[it])
            .map(|it| after[it].clone())
            .collect();
        let free: Vec<Fraction> = (0..open.len())
            .filter(|&it| open[it])
            .map(|it| before[it].clone())
            .collect();
        if free.is_empty() {
            break;
        }
        let level = money.minus(&sum(&closed)).over(&sum(&free));
        let mut is_settled = true;
        for it in 0..open.len() {
            if !open[it] {
                continue;
            }
            after[it] = before[it].times(&level);
            // a cap below what somebody has takes nothing back
            let cap = caps[it].map(of_kronor);
            let cap = cap.map(|cap| {
                if cap.at_most(&before[it]) {
                    before[it].clone()
                } else {
                    cap
                }
            });
            if let Some(cap) = cap.filter(|cap| !after[it].at_most(cap)) {
                (after[it], open[it], is_settled) = (cap, false, false);
            }
        }
        if is_settled {
            break;
        }
    }
    let factor = if given.is_zero() {
        Fraction::whole(1)
    } else {
        sum(&after).over(&given)
    };
    Ok(Left {
        after,
        rest: Some((left, factor)),
        ..Left::default()
    })
}

/// clamp(level × weight) for the level at which the sum is right, found by trying every value at which
/// somebody reaches a bound.
fn within(
    money: &Fraction,
    weights: &[Fraction],
    bounds: &Bounds,
) -> Result<Vec<Fraction>, Nothing> {
    let lower: Vec<Fraction> = bounds.lower.iter().map(|&it| of_kronor(it)).collect();
    let upper: Vec<Option<Fraction>> = bounds.upper.iter().map(|it| it.map(of_kronor)).collect();
    let is_crossed = |it: usize| {
        upper[it]
            .as_ref()
            .is_some_and(|cap| !lower[it].at_most(cap))
    };
    if (0..weights.len()).any(is_crossed) || !sum(&lower).at_most(money) {
        return Err(Nothing);
    }
    let at = |level: &Fraction| -> Vec<Fraction> {
        let own = |it: usize| {
            let share = weights[it].times(level);
            let share = if share.at_most(&lower[it]) {
                lower[it].clone()
            } else {
                share
            };
            match &upper[it] {
                Some(cap) if cap.at_most(&share) && !weights[it].is_zero() => cap.clone(),
                _ => share,
            }
        };
        (0..weights.len()).map(own).collect()
    };
    let turns = (0..weights.len())
        .filter(|&it| !weights[it].is_zero())
        .flat_map(|it| {
            let bounds = [Some(&lower[it]), upper[it].as_ref()];
            bounds
                .into_iter()
                .flatten()
                .map(|bound| bound.over(&weights[it]))
                .collect::<Vec<_>>()
        });
    let mut turns: Vec<Fraction> = turns.collect();
    turns.sort_by(Fraction::compare);
    let mut level = Fraction::whole(0);
    for turn in turns {
        let (here, there) = (sum(&at(&level)), sum(&at(&turn)));
        if money.at_most(&there) {
            let slope = there.minus(&here);
            if !slope.is_zero() {
                let way = money.minus(&here).over(&slope);
                level = level.plus(&way.times(&turn.minus(&level)));
            }
            return Ok(at(&level));
        }
        level = turn;
    }
    let unbounded = (0..weights.len())
        .filter(|&it| upper[it].is_none())
        .map(|it| &weights[it]);
    let unbounded = sum(unbounded);
    if !unbounded.is_zero() {
        level = level.plus(&money.minus(&sum(&at(&level))).over(&unbounded));
    }
    Ok(at(&level))
}

fn nested(
    money: &Fraction,
    groups: &Groups,
    key: &AllocationKey,
    (settling, order, unit): (Settling, &TieOrder, Denomination),
) -> Result<Left, Nothing> {
    let by_name = TieOrder::by_code((0..groups.names.len()).collect());
    let shares = by_key(money, &groups.key);
    let (of_groups, _) = settled(&shares, groups.settling, &by_name, unit)?;
    let weights: Vec<Fraction> = key
        .weights()
        .iter()
        .map(|&it| Fraction::whole(it))
        .collect();
    let (mut after, mut ties) = (vec![Fraction::whole(0); weights.len()], Vec::new());
    for (group, money) in of_groups.iter().enumerate() {
        let members: Vec<usize> = (0..weights.len())
            .filter(|&it| groups.of[it] == group)
            .collect();
        if members.is_empty() && money.is_zero() {
            continue;
        }
        let total = sum(members.iter().map(|&it| &weights[it]));
        if total.is_zero() {
            return Err(Nothing);
        }
        let share = |&it: &usize| money.times(&weights[it]).over(&total);
        let own: Vec<Fraction> = members.iter().map(share).collect();
        let order = TieOrder {
            // the largest of a group has the largest part of it
            rule: if order.rule == TieRule::Largest {
                TieRule::Largest
            } else {
                TieRule::LowestCode
            },
            ranks: members.iter().map(|&it| order.ranks[it]).collect(),
        };
        let (own, levels) = settled(&own, settling, &order, unit)?;
        for (&member, amount) in members.iter().zip(own) {
            after[member] = amount;
        }
        let named = |(between, served): Level| {
            let between = between.into_iter().map(|it| members[it]).collect();
            (between, served)
        };
        ties.extend(levels.into_iter().map(named));
    }
    Ok(Left {
        after,
        groups: of_groups,
        ties,
        ..Left::default()
    })
}

fn priced(terms: &[PriceTerm]) -> Result<Left, Nothing> {
    let part = |term: &PriceTerm| -> Vec<Fraction> {
        let own = |it: usize| match &term.eligible {
            Some(eligible) if !eligible[it] => Fraction::whole(0),
            _ => of_ratio(term.prices[it]).times(&of_ratio(term.counts[it])),
        };
        (0..term.counts.len()).map(own).collect()
    };
    let recipients = terms.first().ok_or(Nothing)?.counts.len();
    let parts = terms.iter().map(part).collect();
    Ok(Left::of_parts(parts, recipients))
}
