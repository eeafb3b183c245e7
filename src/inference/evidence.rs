//! Published amounts made ready for the search.

use num_integer::Integer;

use super::InferenceError;
use super::RoundingRule;
use super::chance::Grounds;
use super::key::to_i128;
use crate::exact::{Kronor, Ratio};

/// What is known, and what is asked: which whole-number key gives these amounts.
#[derive(Clone, Debug)]
pub struct KeyQuestion<'a> {
    /// The published amounts. Zero means no recipient, and is no evidence.
    pub amounts: &'a [Kronor],
    /// What was distributed, base amounts included.
    pub appropriation: Kronor,
    /// The base amount added to everyone's part; usually zero.
    pub base: Kronor,
    /// How many got the base amount; all amounts above zero if `None`.
    pub recipients: Option<usize>,
    /// How many cells may be more than a krona away from the key; one in twenty, at least two and
    /// at most 1 000, if `None`. No more than there are amounts.
    pub exceptions: Option<usize>,
    /// How many of what the amounts, the appropriation and the base amount are counted in make a
    /// krona: 1, or 100 where they are counted in öre. What is told in kronor is divided by it.
    pub per_krona: u32,
    /// Whether nobody says what was distributed, and the appropriation is the sum of the amounts: then
    /// the amount a unit is the one at which most of them come out.
    pub is_own_sum: bool,
    /// The largest total to try, no more than [`KeyQuestion::LARGEST_TOTAL_ALLOWED`].
    pub largest_total: u64,
}

impl<'a> KeyQuestion<'a> {
    /// The largest total tried unless another is asked for.
    pub const LARGEST_TOTAL: u64 = 1_000_000_000;
    /// The largest total that can be asked for.
    pub const LARGEST_TOTAL_ALLOWED: u64 = 1_000_000_000_000;

    /// The plain question: no base amount, usual limits.
    pub fn new(amounts: &'a [Kronor], appropriation: Kronor) -> KeyQuestion<'a> {
        KeyQuestion {
            amounts,
            appropriation,
            base: Kronor::ZERO,
            recipients: None,
            exceptions: None,
            per_krona: 1,
            is_own_sum: false,
            largest_total: KeyQuestion::LARGEST_TOTAL,
        }
    }
}

/// An amount above the base amount, and how many cells have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// Kronor above the base amount.
    pub amount: u128,
    /// The number of cells with this amount.
    pub cells: usize,
}

/// The amounts less the base amount, each different one once, smallest first.
#[derive(Clone, Debug)]
pub(super) struct Evidence {
    /// Different amounts, smallest first.
    pub rows: Vec<Row>,
    /// The amount of each cell above the base amount, or `None` for a cell that is no evidence.
    pub above_base: Vec<Option<i128>>,
    /// Cells below the base amount, which no key explains.
    pub below_base: usize,
    /// What the key distributes.
    pub appropriation: u128,
    /// The largest power of ten that divides every amount: what they are rounded to.
    pub unit: u128,
    /// How many of what amounts are counted in make a krona.
    pub per_krona: u32,
    /// How far an amount may be from the exact part, in units: one where it was rounded once, more
    /// where it is a sum of amounts that were rounded one by one.
    pub reach: u8,
    /// Whether the amounts share out the whole appropriation, so that their key sums to the total.
    pub is_complete: bool,
    /// How many different amounts may be no part of the total.
    pub exceptions: usize,
    /// Whether the appropriation is only the sum of the amounts.
    pub is_own_sum: bool,
}

impl Evidence {
    pub fn of(question: &KeyQuestion<'_>) -> Result<Evidence, InferenceError> {
        within_limits(question)?;
        let base = i128::from(question.base.0);
        let mut above_base = Vec::with_capacity(question.amounts.len());
        for (position, amount) in question.amounts.iter().enumerate() {
            if amount.0 < 0 {
                let (position, amount) = (position + 1, *amount);
                return Err(InferenceError::NegativeAmount { position, amount });
            }
            let above = i128::from(amount.0) - base;
            above_base.push((amount.0 != 0 && above != 0).then_some(above));
        }
        let recipients = question.recipients.unwrap_or_else(|| {
            let paid = question.amounts.iter().filter(|amount| amount.0 != 0);
            paid.count()
        });
        let appropriation = by_key(question, recipients)?;
        let rows = distinct(&above_base);
        let unit = unit(&rows);
        let sum: u128 = rows.iter().map(|row| row.amount * row.cells as u128).sum();
        let cells: usize = rows.iter().map(|row| row.cells).sum();
        Ok(Evidence {
            below_base: above_base.iter().flatten().filter(|it| **it < 0).count(),
            exceptions: question
                .exceptions
                .unwrap_or((cells / 20).clamp(2, 1_000).min(2 + rows.len() / 4)),
            is_complete: sum.abs_diff(appropriation) <= cells as u128 * unit,
            rows,
            above_base,
            appropriation,
            unit,
            reach: 1,
            per_krona: question.per_krona.max(1),
            is_own_sum: question.is_own_sum,
        })
    }

    /// The same amounts, taken for sums of amounts rounded one by one.
    pub fn in_parts(mut self, reach: u8) -> Evidence {
        let rows = self.rows.iter();
        let sum: u128 = rows.map(|row| row.amount * row.cells as u128).sum();
        let cells: usize = self.rows.iter().map(|row| row.cells).sum();
        self.reach = reach;
        self.is_complete = sum.abs_diff(self.appropriation) <= cells as u128 * self.slack();
        self
    }

    /// A quantity of the amounts in kronor.
    pub fn in_kronor(&self, value: u128) -> Result<Ratio, InferenceError> {
        Ok(Ratio::new(to_i128(value)?, i128::from(self.per_krona))?)
    }

    /// How far an amount may be from the exact part.
    pub fn slack(&self) -> u128 {
        self.unit * u128::from(self.reach)
    }

    /// What must have happened to amounts that come within their reach of the exact parts.
    pub fn usual_rule(&self) -> RoundingRule {
        match self.reach {
            1 => RoundingRule::TRIED[0],
            within => RoundingRule::SumOfParts { within },
        }
    }

    /// What a fit rests on. Where the amounts share out the whole appropriation the last follows
    /// from the others.
    pub fn grounds(&self) -> Grounds {
        Grounds {
            amounts: self
                .rows
                .len()
                .saturating_sub(usize::from(self.is_complete)),
            units: (self.appropriation / self.unit).max(1),
        }
    }
}

/// *Errors*: more exceptions than amounts, or too large a total.
fn within_limits(question: &KeyQuestion<'_>) -> Result<(), InferenceError> {
    let amounts = question.amounts.len();
    let found = question.exceptions.unwrap_or(0);
    if found > amounts {
        return Err(InferenceError::TooManyExceptions { found, amounts });
    }
    let (found, limit) = (question.largest_total, KeyQuestion::LARGEST_TOTAL_ALLOWED);
    if found > limit {
        return Err(InferenceError::TotalTooLarge { found, limit });
    }
    Ok(())
}

/// The appropriation less the base amounts.
fn by_key(question: &KeyQuestion<'_>, recipients: usize) -> Result<u128, InferenceError> {
    let bases = i128::from(question.base.0).saturating_mul(recipients as i128);
    let rest = i128::from(question.appropriation.0).saturating_sub(bases);
    match u128::try_from(rest) {
        Ok(rest) if rest > 0 && question.base.0 >= 0 => Ok(rest),
        _ => Err(InferenceError::NothingToDistribute {
            appropriation: question.appropriation,
            base: question.base,
            recipients,
        }),
    }
}

fn distinct(above_base: &[Option<i128>]) -> Vec<Row> {
    let positive = above_base.iter().flatten();
    let mut amounts: Vec<u128> = positive
        .filter_map(|amount| u128::try_from(*amount).ok())
        .collect();
    amounts.sort_unstable();
    amounts
        .chunk_by(|one, next| one == next)
        .map(|same| Row {
            amount: same[0],
            cells: same.len(),
        })
        .collect()
}

fn unit(rows: &[Row]) -> u128 {
    let mut common = rows.iter().fold(0, |common, row| row.amount.gcd(&common));
    let mut unit = 1;
    while common > 0 && common % 10 == 0 {
        common /= 10;
        unit *= 10;
    }
    unit
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evidence(amounts: &[i64], appropriation: i64, base: i64) -> Evidence {
        let amounts: Vec<Kronor> = amounts.iter().copied().map(Kronor).collect();
        let mut question = KeyQuestion::new(&amounts, Kronor(appropriation));
        question.base = Kronor(base);
        Evidence::of(&question).unwrap()
    }

    #[test]
    fn equal_amounts_are_one_row_and_zeros_none() {
        let evidence = evidence(&[33, 33, 0, 34], 100, 0);
        let row = |amount, cells| Row { amount, cells };
        assert_eq!(evidence.rows, [row(33, 2), row(34, 1)]);
        assert!(evidence.is_complete);
        assert_eq!(evidence.grounds().amounts, 1);
    }

    #[test]
    fn the_base_amount_is_taken_off() {
        let evidence = evidence(&[150, 100, 90, 0, 180], 1_000, 100);
        assert_eq!(evidence.appropriation, 600);
        assert_eq!(evidence.rows.len(), 2, "one has only the base amount");
        assert_eq!(evidence.below_base, 1);
        assert_eq!(evidence.unit, 10);
        assert!(!evidence.is_complete);
    }

    #[test]
    fn nothing_left_is_an_error() {
        let amounts = [Kronor(10), Kronor(10)];
        let mut question = KeyQuestion::new(&amounts, Kronor(20));
        question.base = Kronor(10);
        let error = Evidence::of(&question).unwrap_err().to_string();
        assert!(
            error.starts_with("nothing is left to distribute"),
            "{error}"
        );
        let amounts = [Kronor(-1)];
        let error = Evidence::of(&KeyQuestion::new(&amounts, Kronor(20))).unwrap_err();
        assert!(
            error.to_string().starts_with("amount 1 is negative"),
            "{error}"
        );
    }
}
