//! How likely honest rounding is to leave the difference between rounded figures and their total.

use super::evaluate::Evaluator;
use super::relation::{Aggregate, Comparison, Expression, Operator};
use super::{FigureRef, Figures, figure_of};
use crate::exact::{Interval, Ratio, rounding_difference_probability};

/// The rounded figures of a relation, each taken once with a sign, and the exact rest.
struct Sum {
    figures: Vec<FigureRef>,
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
    (left, right): (Interval, Interval),
    figures: &Figures<'_>,
) -> Option<Ratio> {
    let adds = is_sum(&comparison.left) || is_sum(&comparison.right);
    if comparison.operator != Operator::Equal || comparison.within.is_some() || !adds {
        return None;
    }
    // of exact figures the addends need not be looked at
    if left.as_point().is_some() && right.as_point().is_some() {
        return None;
    }
    let mut evaluator = Evaluator::new(figures);
    let mut sum = Sum {
        figures: Vec::new(),
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

/// Whether an expression adds figures up: what else can be equal has no likelihood to speak of.
fn is_sum(expression: &Expression) -> bool {
    matches!(
        expression,
        Expression::Add(..) | Expression::Subtract(..) | Expression::Aggregate { .. }
    )
}

impl Sum {
    /// Takes an expression with a sign. Nothing if it is not a sum of figures that each occur once.
    fn take(
        &mut self,
        evaluator: &mut Evaluator<'_, '_>,
        expression: &Expression,
        sign: Ratio,
        row: usize,
    ) -> Option<()> {
        match expression {
            Expression::Add(left, right) => {
                self.take(evaluator, left, sign, row)?;
                self.take(evaluator, right, sign, row)
            }
            Expression::Subtract(left, right) => {
                self.take(evaluator, left, sign, row)?;
                self.take(evaluator, right, sign.neg(), row)
            }
            Expression::Aggregate {
                aggregate: Aggregate::Sum,
                of,
                ..
            } => {
                for row in evaluator.aggregated(expression, row).ok()? {
                    // a row with a mark for a missing figure adds nothing
                    if evaluator.value(of, row).is_ok() {
                        self.take(evaluator, of, sign, row)?;
                    }
                }
                Some(())
            }
            Expression::Figure(_) | Expression::Column { .. } | Expression::SameRow { .. } => {
                let figure = figure_of(expression, row, evaluator.figures)?;
                self.take_figure(evaluator, figure, sign)
            }
            other => self.take_exact(evaluator.value(other, row).ok()?.as_point()?, sign),
        }
    }

    fn take_exact(&mut self, value: Ratio, sign: Ratio) -> Option<()> {
        self.imbalance = self.imbalance.add(value.mul(sign).ok()?).ok()?;
        Some(())
    }

    fn take_figure(
        &mut self,
        evaluator: &Evaluator<'_, '_>,
        figure: FigureRef,
        sign: Ratio,
    ) -> Option<()> {
        let number = evaluator.figures.number(figure)?;
        if number.is_exact() || matches!(figure, FigureRef::Parameter(_)) {
            return self.take_exact(number.value(), sign);
        }
        let quantum = number.quantum();
        let fits = number.hedge().is_none()
            && !quantum.is_zero()
            && self.quantum.is_none_or(|known| known == quantum)
            && !self.figures.contains(&figure);
        if !fits {
            return None;
        }
        self.quantum = Some(quantum);
        self.figures.push(figure);
        self.take_exact(number.value(), sign)
    }
}
