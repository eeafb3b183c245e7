//! How likely honest rounding is to leave the difference between rounded figures and their total.

use rustc_hash::FxHashSet;

use super::aggregate::How;
use super::evaluate::{Evaluator, Sides};
use super::{Comparison, FigureId, Operation, Operator, Term, Trust, Values};
use crate::exact::{PrintingRule, Ratio, rounding_difference_probability};

/// Of more figures than this the likelihood is not computed: it takes the square of their number.
const MOST_FIGURES: usize = 2_000;

/// The rounded figures of a relation, each taken once with a sign, and the exact rest.
struct Sum {
    figures: FxHashSet<FigureId>,
    quantum: Option<Ratio>,
    /// The printed values, those of the right side taken away.
    imbalance: Ratio,
}

/// The probability that figures rounded half up, one by one and to the same digit, differ from their
/// total by as much as printed, or by more. Nothing for any other relation, and for a difference of
/// one unit or less, which is always likely. The values of the sides are known already.
///
/// *Source*: with n + 1 rounded figures, one of which follows from the others, the printed difference
/// in units is the rounded sum of n numbers spread evenly from -1/2 to 1/2.
pub(super) fn probability(
    comparison: &Comparison,
    row: usize,
    (left, right): &Sides,
    values: &Values<'_>,
) -> Option<Ratio> {
    // of exact figures the addends need not be looked at
    if left.as_point().is_some() && right.as_point().is_some() {
        return None;
    }
    let adds = is_sum(&comparison.left) || is_sum(&comparison.right);
    if comparison.operator != Operator::Equal || comparison.within.is_some() || !adds {
        return None;
    }
    let mut evaluator = values.evaluator(PrintingRule::HalfUp);
    let mut sum = Sum {
        figures: FxHashSet::default(),
        quantum: None,
        imbalance: Ratio::ZERO,
    };
    let one = Ratio::ONE;
    sum.take(&mut evaluator, &comparison.left, one, row)?;
    sum.take(&mut evaluator, &comparison.right, one.neg(), row)?;
    let units = sum.imbalance.abs().div(sum.quantum?).ok()?;
    let free = u32::try_from(sum.figures.len()).ok()?.checked_sub(1)?;
    if units <= Ratio::ONE {
        return None;
    }
    rounding_difference_probability(free, units)
}

/// Whether a term adds figures up: what else can be equal has no likelihood to speak of.
fn is_sum(term: &Term) -> bool {
    match term {
        Term::Both(Operation::Add | Operation::AddPresent | Operation::Subtract, _) => true,
        Term::Aggregate(aggregate) => matches!(aggregate.how, How::Sum | How::Max | How::Min),
        _ => false,
    }
}

impl Sum {
    /// Takes a term with a sign. Nothing if it is not a sum of figures that each occur once.
    fn take(
        &mut self,
        evaluator: &mut Evaluator<'_, '_, ()>,
        term: &Term,
        sign: Ratio,
        row: usize,
    ) -> Option<()> {
        match term {
            Term::Both(Operation::Add, both) => {
                self.take(evaluator, &both.0, sign, row)?;
                self.take(evaluator, &both.1, sign, row)
            }
            Term::Both(Operation::AddPresent, both) => {
                for part in [&both.0, &both.1] {
                    // a mark for a missing figure adds nothing
                    if evaluator.value(part, row).is_ok() {
                        self.take(evaluator, part, sign, row)?;
                    }
                }
                Some(())
            }
            Term::Both(Operation::Subtract, both) => {
                self.take(evaluator, &both.0, sign, row)?;
                self.take(evaluator, &both.1, sign.neg(), row)
            }
            Term::Aggregate(aggregate) if aggregate.how == How::Sum => {
                for (row, open) in evaluator.aggregated(aggregate, row) {
                    if open.is_some() {
                        return None;
                    }
                    // a row with a mark for a missing figure adds nothing
                    if evaluator.value(&aggregate.of, row).is_ok() {
                        self.take(evaluator, &aggregate.of, sign, row)?;
                    }
                }
                Some(())
            }
            Term::Figure(leaf) => self.take_figure(evaluator.values, leaf.at(row).ok()?, sign),
            other => self.take_exact(evaluator.value(other, row).ok()?.as_point()?, sign),
        }
    }

    fn take_exact(&mut self, value: Ratio, sign: Ratio) -> Option<()> {
        self.imbalance = self.imbalance.add(value.mul(sign).ok()?).ok()?;
        Some(())
    }

    fn take_figure(&mut self, values: &Values<'_>, figure: FigureId, sign: Ratio) -> Option<()> {
        let number = values.number(figure)?;
        if number.is_exact() || values.numbers().trust(figure) == Trust::Rule {
            return self.take_exact(number.value(), sign);
        }
        let quantum = number.quantum();
        let fits = number.hedge().is_none()
            && !quantum.is_zero()
            && self.quantum.is_none_or(|known| known == quantum)
            && self.figures.len() < MOST_FIGURES
            && self.figures.insert(figure);
        if !fits {
            return None;
        }
        self.quantum = Some(quantum);
        self.take_exact(number.value(), sign)
    }
}
