//! How likely honest rounding is to leave the difference between rounded figures and their total.

use rustc_hash::FxHashSet;

use super::aggregate::How;
use super::evaluate::{Evaluator, Sides};
use super::judge::UNLIKELY;
use super::{Comparison, FigureId, Operation, Operator, Statement, Term, Trust, Values};
use crate::exact::{
    Precision, PrintedNumber, PrintingRule, Ratio, rounding_difference_probability,
    whole_rounding_probability,
};

/// Of more figures than this the likelihood is not computed: it takes the square of their number.
const MOST_FIGURES: usize = 2_000;

/// Of more whole numbers than this that are rounded to one, the errors are as good as spread evenly.
const MOST_STEPS: u32 = 100;

/// Of more figures than this the errors are as good as spread evenly, too.
const MOST_WHOLE: u32 = 200;

/// The rounded figures of a relation, each taken once with a sign, and the exact rest.
struct Sum {
    figures: FxHashSet<FigureId>,
    quantum: Option<Ratio>,
    /// Whether all of them are of whole things or kronor.
    whole: bool,
    /// The printed values, those of the right side taken away.
    imbalance: Ratio,
    /// Whether whole kronor are taken to have been rounded from öre.
    without_ore: bool,
}

/// How many rounded figures a sum has that do not follow from the others, and how many whole numbers
/// are rounded to one of theirs, where those are few.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct RoundedParts {
    free: u32,
    steps: Option<u32>,
}

/// How far a sum of rounded figures may be from its total.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Room {
    /// What decides it.
    pub parts: RoundedParts,
    /// What the figures were rounded to.
    pub grain: Ratio,
}

/// The probability that figures rounded half up, one by one and to the same digit, differ from their
/// total by as much as printed, or by more. Nothing for any other relation, and for a difference of
/// one unit or less, which is always likely. The values of the sides are known already.
///
/// For [`PrintingRule::WithoutOre`] whole kronor are such figures, for a difference of one krona, too;
/// but nothing is said of sums that are compared with a number that is meant exactly.
///
/// *Source*: with n + 1 rounded figures, one of which follows from the others, the printed difference
/// in units is the rounded sum of n numbers spread evenly from -1/2 to 1/2.
pub(super) fn probability(
    comparison: &Comparison,
    row: usize,
    sides: &Sides,
    values: &Values<'_>,
    rule: PrintingRule,
) -> Option<Ratio> {
    let sum = sum_of(comparison, row, sides, values, rule)?;
    let units = sum.imbalance.abs().div(sum.quantum?).ok()?;
    if units <= Ratio::ONE && !sum.without_ore {
        return None;
    }
    sum.parts()?.probability(units)
}

/// The printed values of the left side of a sum of rounded figures less those of the right.
pub(super) fn printed_imbalance(
    comparison: &Comparison,
    row: usize,
    sides: &Sides,
    values: &Values<'_>,
) -> Option<Ratio> {
    let sum = sum_of(comparison, row, sides, values, PrintingRule::HalfUp)?;
    sum.quantum.is_some().then_some(sum.imbalance)
}

impl RoundedParts {
    /// How likely a difference of this many units, or a larger one, is.
    fn probability(self, units: Ratio) -> Option<Ratio> {
        match self.steps {
            Some(steps) if self.free <= MOST_WHOLE => {
                whole_rounding_probability(self.free, units, steps)
            }
            _ => rounding_difference_probability(self.free, units),
        }
    }

    /// The largest difference, in units, that is not unlikely: at least one.
    pub(crate) fn likely_units(self) -> Ratio {
        let is_likely = |units: &i128| {
            let probability = self.probability(Ratio::whole(*units));
            probability.is_some_and(|it| it >= UNLIKELY)
        };
        Ratio::whole((2..).take_while(is_likely).last().unwrap_or(1))
    }
}

impl Values<'_> {
    /// The rule under which a sum that half-up hardly explains is nothing unusual: its parts were all
    /// cut off, or all rounded up.
    pub(crate) fn likelier_rule(&self, statement: Statement<'_>) -> Option<PrintingRule> {
        let (comparison, row) = (statement.comparison()?, statement.at());
        let half_up = PrintingRule::HalfUp;
        let sides = self.evaluator(half_up).sides(comparison, row).ok()?;
        let sum = sum_of(comparison, row, &sides, self, half_up)?;
        let units = sum.imbalance.abs().div(sum.quantum?).ok()?;
        let parts = sum.parts()?;
        // n errors from 0 to 1 are as often above n/2 as below
        let middle = Ratio::new(parts.free.into(), 2).ok()?;
        let beyond = units.sub(middle).ok()?.add(Ratio::one_in(2)).ok()?;
        let is_usual = beyond <= Ratio::one_in(2) || {
            let both = rounding_difference_probability(parts.free, beyond)?;
            both.div(Ratio::whole(2)).ok()? >= UNLIKELY
        };
        let rules = [PrintingRule::Truncated, PrintingRule::RoundedUp];
        let fits = |rule: &PrintingRule| self.holds_under(statement, *rule) == Some(true);
        rules.into_iter().find(|rule| is_usual && fits(rule))
    }

    /// What is known of how far a sum of rounded figures may be from its total; nothing for any other
    /// statement, and nothing for one or two figures, which are likely to be wherever they can be.
    pub(crate) fn room_of(&self, statement: Statement<'_>) -> Option<Room> {
        let (comparison, row) = (statement.comparison()?, statement.at());
        let rule = PrintingRule::HalfUp;
        let sides = self.evaluator(rule).sides(comparison, row).ok()?;
        let sum = sum_of(comparison, row, &sides, self, rule)?;
        let parts = sum.parts().filter(|it| it.free > 1)?;
        let grain = sum.quantum?;
        Some(Room { parts, grain })
    }
}

/// The rounded figures of a relation, if it is a sum of figures and its total.
fn sum_of(
    comparison: &Comparison,
    row: usize,
    (left, right): &Sides,
    values: &Values<'_>,
    rule: PrintingRule,
) -> Option<Sum> {
    // of exact figures the addends need not be looked at
    if left.as_point().is_some() && right.as_point().is_some() {
        return None;
    }
    let adds = is_sum(&comparison.left) || is_sum(&comparison.right);
    if comparison.operator != Operator::Equal || comparison.within.is_some() || !adds {
        return None;
    }
    let without_ore = rule == PrintingRule::WithoutOre;
    let [left_results, right_results] = comparison.are_results();
    if without_ore && (left_results || right_results) {
        return None;
    }
    let mut evaluator = values.evaluator(PrintingRule::HalfUp);
    let mut sum = Sum {
        figures: FxHashSet::default(),
        quantum: None,
        whole: true,
        imbalance: Ratio::ZERO,
        without_ore,
    };
    let one = Ratio::ONE;
    evaluator.results = left_results;
    sum.take(&mut evaluator, &comparison.left, one, row)?;
    evaluator.results = right_results;
    sum.take(&mut evaluator, &comparison.right, one.neg(), row)?;
    Some(sum)
}
/// How many whole numbers are rounded to one, if they are so few that it matters.
fn few_steps(quantum: Ratio) -> Option<u32> {
    let steps = u32::try_from(quantum.numerator()).ok()?;
    (quantum.is_whole() && (2..=MOST_STEPS).contains(&steps)).then_some(steps)
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
    fn parts(&self) -> Option<RoundedParts> {
        Some(RoundedParts {
            free: u32::try_from(self.figures.len()).ok()?.checked_sub(1)?,
            steps: self.quantum.filter(|_| self.whole).and_then(few_steps),
        })
    }

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
            Term::Figure(leaf) => {
                let figure = leaf.at(row).ok()?;
                let number = evaluator.values.number(figure)?;
                let is_rule = evaluator.values.numbers().trust(figure) == Trust::Rule;
                let number = match evaluator.results && !is_rule {
                    true => number.as_result(),
                    false => number,
                };
                self.take_figure(figure, &number, is_rule, sign)
            }
            other => {
                let value = evaluator.value(other, row).ok()?.as_point()?;
                // what is compared with a number that is meant exactly has lost no öre
                (!self.without_ore || value.is_zero()).then_some(())?;
                self.take_exact(value, sign)
            }
        }
    }

    fn take_exact(&mut self, value: Ratio, sign: Ratio) -> Option<()> {
        self.imbalance = self.imbalance.add(value.mul(sign).ok()?).ok()?;
        Some(())
    }

    fn take_figure(
        &mut self,
        figure: FigureId,
        number: &PrintedNumber,
        is_rule: bool,
        sign: Ratio,
    ) -> Option<()> {
        let lacks_ore = self.without_ore && number.may_lack_ore();
        if is_rule || (number.is_exact() && !lacks_ore) {
            (!self.without_ore || number.value().is_zero()).then_some(())?;
            return self.take_exact(number.value(), sign);
        }
        let quantum = number.grain();
        let fits = number.hedge().is_none()
            && !quantum.is_zero()
            && !matches!(number.precision(), Precision::CutOff(_))
            && self.quantum.is_none_or(|known| known == quantum)
            && self.figures.len() < MOST_FIGURES
            && self.figures.insert(figure);
        if !fits {
            return None;
        }
        self.whole &= number.is_whole();
        self.quantum = Some(quantum);
        self.take_exact(number.value(), sign)
    }
}
