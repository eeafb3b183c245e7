//! The one step of a procedure that asks the conditions: what it gives everybody at least and at most.
//!
//! A pot, and what is left for a second round, is shared in proportion: who joins makes everybody's
//! part smaller. So who is listed has most when nobody joins, and least when those with the largest
//! entitlements do, as many as can; who is not listed has what it has anyway when it does not qualify,
//! and most when it alone does. A price is nobody else's business.

use super::unprinted::Vector;
use super::{AmountBounds, WhatIfError, ratios};
use crate::allocation::{Allocation, Pot, PriceTerm, Procedure, Step};
use crate::exact::{Ratio, Rounding};

/// Recipients whose figures are not printed, with the combinations of conditions that each could
/// meet; `None` where not all combinations are known.
pub(super) type Possible = [(usize, Option<Vec<Vector>>)];

/// What everybody has at least and at most after the step, and whether both ends are reached.
pub(super) struct Extremes {
    pub intervals: Vec<AmountBounds>,
    pub are_reached: bool,
    /// What is given in all, whoever joins; `None` where that differs.
    pub given: Option<Ratio>,
}

/// The step that asks. Money that is paid back is seen as what would be paid.
pub(super) enum Asking<'a> {
    /// Money that is shared in proportion to entitlements.
    Sharing(Sharing),
    /// A second round up to what each claimed at most.
    Capped {
        after: &'a Allocation,
        at: usize,
        asked: &'a [bool],
    },
    /// Prices that are paid on conditions.
    Prices(&'a [PriceTerm]),
}

/// Pots that are shared, beside what everybody has already.
pub(super) struct Sharing {
    entitlements: Vec<Ratio>,
    /// What each keeps whatever comes of the pots: all of it before a second round, nothing of a pot.
    kept: Vec<Ratio>,
    pots: Vec<Pot>,
    round_parts: Option<Rounding>,
}

impl<'a> Asking<'a> {
    /// The step at this position, if it is one that is understood. `None` if somebody would share in
    /// proportion to less than nothing.
    pub fn of(after: &'a Allocation, at: usize) -> Result<Option<Asking<'a>>, WhatIfError> {
        let steps = after.steps();
        let is_repayment = after.is_repayment();
        let before = || {
            let before = at.checked_sub(1).map(|it| ratios(&steps[it].after));
            let before = before.transpose()?.unwrap_or_default();
            Ok::<Vec<Ratio>, WhatIfError>(
                before
                    .into_iter()
                    .map(|it| sign(it, is_repayment))
                    .collect(),
            )
        };
        let asking = match steps[at].step.as_ref() {
            Step::SharePots { pots, round_parts } => {
                let entitlements = before()?;
                let pots = pots.iter().map(|pot| Pot {
                    money: sign(pot.money, is_repayment),
                    ..pot.clone()
                });
                Asking::Sharing(Sharing {
                    kept: vec![Ratio::ZERO; entitlements.len()],
                    entitlements,
                    pots: pots.collect(),
                    round_parts: *round_parts,
                })
            }
            Step::ShareRest {
                appropriation,
                asked,
                caps: None,
            } => {
                let entitlements = before()?;
                let given = super::sum(&entitlements)?;
                let money = sign(*appropriation, is_repayment).sub(given)?;
                Asking::Sharing(Sharing {
                    kept: entitlements.clone(),
                    entitlements,
                    pots: vec![Pot {
                        name: "rest".to_owned(),
                        money,
                        eligible: asked.clone(),
                    }],
                    round_parts: None,
                })
            }
            Step::ShareRest { asked, .. } => Asking::Capped { after, at, asked },
            Step::Price { terms } => Asking::Prices(terms),
            _ => return Ok(None),
        };
        if let Asking::Sharing(sharing) = &asking {
            let is_below_zero = |amount: &Ratio| amount.is_negative();
            let moneys = sharing.pots.iter().map(|pot| &pot.money);
            if sharing.entitlements.iter().chain(moneys).any(is_below_zero) {
                return Ok(None);
            }
        }
        Ok(Some(asking))
    }

    /// What everybody has at least and at most, where at most so many of the unprinted have reported.
    pub fn extremes(
        &self,
        possible: &Possible,
        at_most: Option<usize>,
    ) -> Result<Extremes, WhatIfError> {
        match self {
            Asking::Sharing(sharing) => sharing.extremes(possible, at_most),
            Asking::Capped { after, at, asked } => capped(after, *at, asked, possible, at_most),
            Asking::Prices(terms) => priced(terms, possible, at_most),
        }
    }
}

/// An amount as it would be paid.
pub(super) fn sign(amount: Ratio, is_repayment: bool) -> Ratio {
    if is_repayment { amount.neg() } else { amount }
}

impl Sharing {
    fn extremes(
        &self,
        possible: &Possible,
        at_most: Option<usize>,
    ) -> Result<Extremes, WhatIfError> {
        let (mut joins, mut are_reached) = self.joins(possible);
        joins.sort_by(|a, b| self.entitlements[b.0].cmp(&self.entitlements[a.0]));
        let count = at_most.map_or(joins.len(), |most| most.min(joins.len()));
        // of those that join different pots, the largest of all need not be the worst for each pot
        are_reached &= count == joins.len() || joins.windows(2).all(|two| two[0].1 == two[1].1);
        let sums = self.pots.iter().map(|pot| self.sum_of(pot));
        let sums = sums.collect::<Result<Vec<_>, _>>()?;
        let mut full = sums.clone();
        for (pot, full) in full.iter_mut().enumerate() {
            let joining = joins.iter().filter(|(_, pots)| pots[pot]).take(count);
            for (recipient, _) in joining {
                *full = full.add(self.entitlements[*recipient])?;
            }
        }
        let mut joined: Vec<Option<&Vector>> = vec![None; self.entitlements.len()];
        if count > 0 {
            joins.iter().for_each(|(it, pots)| joined[*it] = Some(pots));
        }
        let mut intervals = Vec::with_capacity(self.entitlements.len());
        for (recipient, joined) in joined.into_iter().enumerate() {
            let is_in = |pot: usize| self.pots[pot].eligible[recipient];
            let lowest = self.part(recipient, &full, is_in)?;
            let highest = match joined {
                None => self.part(recipient, &sums, is_in)?,
                Some(pots) => {
                    let own = self.entitlements[recipient];
                    let alone = sums.iter().zip(pots).map(|(sum, joins)| match joins {
                        true => sum.add(own),
                        false => Ok(*sum),
                    });
                    let alone = alone.collect::<Result<Vec<_>, _>>()?;
                    self.part(recipient, &alone, |pot| is_in(pot) || pots[pot])?
                }
            };
            intervals.push(AmountBounds { lowest, highest });
        }
        let moneys = self
            .pots
            .iter()
            .map(|pot| pot.money)
            .chain(self.kept.iter().copied());
        let given = super::sum(&moneys.collect::<Vec<_>>())?;
        Ok(Extremes {
            intervals,
            are_reached,
            given: self.round_parts.is_none().then_some(given),
        })
    }

    /// The pots that each could join beside those it shares anyway, and whether there is one way that
    /// joins all it ever could.
    fn joins(&self, possible: &Possible) -> (Vec<(usize, Vector)>, bool) {
        let mut joins: Vec<(usize, Vector)> = Vec::new();
        let mut is_tight = true;
        for (recipient, vectors) in possible {
            let could = |pot: usize| match vectors {
                Some(vectors) => vectors.iter().any(|it| it[pot]),
                None => true,
            };
            let all: Vector = (0..self.pots.len()).map(could).collect();
            is_tight &= vectors.as_ref().is_some_and(|it| it.contains(&all));
            let is_in = |pot: usize| self.pots[pot].eligible[*recipient];
            let new = all.iter().enumerate();
            let new: Vector = new.map(|(pot, could)| *could && !is_in(pot)).collect();
            if new.contains(&true) {
                joins.push((*recipient, new));
            }
        }
        (joins, is_tight)
    }

    /// The entitlements of those that share a pot on the printed figures.
    fn sum_of(&self, pot: &Pot) -> Result<Ratio, WhatIfError> {
        let sharing = self.entitlements.iter().zip(&pot.eligible);
        let sharing = sharing.filter(|(_, eligible)| **eligible);
        let sum = sharing
            .map(|it| it.0)
            .try_fold(Ratio::ZERO, |sum, it| sum.add(*it));
        Ok(sum?)
    }

    /// What a recipient has of the pots it shares, where these entitlements share them.
    fn part(
        &self,
        recipient: usize,
        sums: &[Ratio],
        is_in: impl Fn(usize) -> bool,
    ) -> Result<Ratio, WhatIfError> {
        let mut total = self.kept[recipient];
        for (position, pot) in self.pots.iter().enumerate() {
            if !is_in(position) || sums[position].is_zero() {
                continue;
            }
            let part = self.entitlements[recipient]
                .div(sums[position])?
                .mul(pot.money)?;
            let part = match self.round_parts {
                Some(rounding) => Ratio::whole(part.round(rounding)),
                None => part,
            };
            total = total.add(part)?;
        }
        Ok(total)
    }
}

/// A second round up to caps: λ, and with it everybody's amount, falls when somebody joins.
fn capped(
    after: &Allocation,
    at: usize,
    asked: &[bool],
    possible: &Possible,
    at_most: Option<usize>,
) -> Result<Extremes, WhatIfError> {
    let is_repayment = after.is_repayment();
    let signed = |amounts: Vec<Ratio>| -> Vec<Ratio> {
        let each = amounts.into_iter();
        each.map(|it| sign(it, is_repayment)).collect()
    };
    let with = |joining: &[usize]| -> Result<Vec<Ratio>, WhatIfError> {
        let steps = after.steps()[..=at]
            .iter()
            .map(|done| match done.step.as_ref() {
                Step::ShareRest {
                    appropriation,
                    asked,
                    caps,
                } => {
                    let mut asked = asked.clone();
                    joining.iter().for_each(|&it| asked[it] = true);
                    Step::ShareRest {
                        appropriation: *appropriation,
                        asked,
                        caps: caps.clone(),
                    }
                }
                step => step.clone(),
            });
        let run = Procedure::new(steps.collect()).run()?;
        let last = run.steps().last();
        Ok(signed(
            last.map_or_else(|| Ok(Vec::new()), |it| ratios(&it.after))?,
        ))
    };
    let could = |vectors: &Option<Vec<Vector>>| match vectors {
        Some(vectors) => vectors.iter().any(|it| it.contains(&true)),
        None => true,
    };
    let joins = possible
        .iter()
        .filter(|(it, vectors)| !asked[*it] && could(vectors));
    let joins: Vec<usize> = joins.map(|(it, _)| *it).collect();
    let count = at_most.map_or(joins.len(), |most| most.min(joins.len()));
    let joins = if count == 0 { Vec::new() } else { joins };
    let highest = with(&[])?;
    let lowest = with(&joins)?;
    let both = lowest.into_iter().zip(&highest);
    let mut intervals: Vec<AmountBounds> = both
        .map(|(lowest, &highest)| AmountBounds { lowest, highest })
        .collect();
    for &recipient in &joins {
        intervals[recipient] = AmountBounds {
            lowest: highest[recipient],
            highest: with(&[recipient])?[recipient],
        };
    }
    Ok(Extremes {
        intervals,
        are_reached: count == joins.len(),
        given: None,
    })
}

/// What prices come to, for each combination of conditions that is possible; where those are not all known,
/// each price by itself.
fn priced(
    terms: &[PriceTerm],
    possible: &Possible,
    at_most: Option<usize>,
) -> Result<Extremes, WhatIfError> {
    let recipients = terms.first().map_or(0, |term| term.prices.len());
    let mut intervals = Vec::with_capacity(recipients);
    for recipient in 0..recipients {
        let own = price(terms, recipient, None)?;
        intervals.push(AmountBounds {
            lowest: own,
            highest: own,
        });
    }
    let mut are_reached = true;
    for &(recipient, ref vectors) in possible.iter().filter(|_| at_most != Some(0)) {
        let amounts = match vectors {
            Some(vectors) => {
                let each = vectors.iter().map(|it| price(terms, recipient, Some(it)));
                each.collect::<Result<Vec<_>, _>>()?
            }
            None => {
                are_reached = false;
                ends_of_each(terms, recipient)?.to_vec()
            }
        };
        let interval = &mut intervals[recipient];
        for amount in amounts {
            interval.lowest = interval.lowest.min(amount);
            interval.highest = interval.highest.max(amount);
        }
    }
    Ok(Extremes {
        intervals,
        are_reached,
        given: None,
    })
}

/// What a recipient has of all prices, where it meets these of their conditions; else as printed.
fn price(
    terms: &[PriceTerm],
    recipient: usize,
    met: Option<&Vector>,
) -> Result<Ratio, WhatIfError> {
    let mut met = met.map(|it| it.iter());
    let mut sum = Ratio::ZERO;
    for term in terms {
        let is_met = match (&term.eligible, &mut met) {
            (None, _) => true,
            (Some(printed), None) => printed[recipient],
            (Some(_), Some(met)) => met.next() == Some(&true),
        };
        if is_met {
            sum = sum.add(term.prices[recipient].mul(term.counts[recipient])?)?;
        }
    }
    Ok(sum)
}

/// The least and the most of all prices, where each condition that is not met as printed may be met or not.
fn ends_of_each(terms: &[PriceTerm], recipient: usize) -> Result<[Ratio; 2], WhatIfError> {
    let mut ends = [Ratio::ZERO; 2];
    for term in terms {
        let all = term.prices[recipient].mul(term.counts[recipient])?;
        let is_open = term.eligible.as_ref().is_some_and(|it| !it[recipient]);
        let own = match is_open {
            true => [all.min(Ratio::ZERO), all.max(Ratio::ZERO)],
            false => [all; 2],
        };
        for (end, own) in ends.iter_mut().zip(own) {
            *end = end.add(own)?;
        }
    }
    Ok(ends)
}
