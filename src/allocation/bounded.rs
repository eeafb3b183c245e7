//! Sharing within bounds: floors, caps, and redistribution until nothing is left.
//!
//! One question covers them all: share `total` in proportion to weights so that nobody gets less
//! than a lower bound or more than an upper one. The answer is to give everybody
//! clamp(λ × weight, lower, upper) with the one λ for which the sum is right.
//!
//! The sum grows with λ, in straight pieces between the 2n values of λ at which somebody reaches a
//! bound. In the piece where the sum passes the total, λ is solved for exactly. The piece is found by
//! halves: the value in the middle of those that are left is selected, and the sum at it says which
//! half to keep. What is left is half as long each time, so that all of it is O(n) steps.
//!
//! The statute-like form (give the floor to those below it, share the rest among the others, repeat)
//! ends in the same amounts: each repetition lowers λ, so who is at the floor stays there. It can
//! take n repetitions, and does not cover floors and caps together; the search does both.

use std::cmp::Ordering;

use num_integer::Integer;

use super::RecipientList;
use super::amounts::{less, product, sum};
use super::{AllocationError, ExactAmounts};
use crate::exact::{ArithmeticError, Kronor, Ratio};

/// What each recipient must at least and may at most have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// The least, one a recipient (*garanterat lägsta belopp*).
    pub lower: Vec<Kronor>,
    /// The most, one a recipient (*tak*, or what was claimed); `None` where there is no limit.
    pub upper: Vec<Option<Kronor>>,
}

/// A value of λ, weight-proportional money for a weight of one: numerator over denominator.
#[derive(Clone, Copy)]
struct Level(i128, i128);

/// Where somebody leaves the lower bound or reaches the upper one.
struct Turn {
    at: Level,
    recipient: usize,
    leaves_lower: bool,
}

/// What is so when λ has passed some turns.
#[derive(Clone, Copy)]
struct Passed {
    /// Money of those at a bound.
    fixed: i128,
    /// The weight that shares the rest.
    free: i128,
    /// The last of the turns.
    last: Level,
}

impl Passed {
    /// Whether the sum is the total or more at the next turn.
    fn comes_to(self, total: i128, at: Level) -> Result<bool, ArithmeticError> {
        if self.free == 0 {
            return Ok(self.fixed >= total);
        }
        let left = Level(less(total, self.fixed)?, self.free);
        Ok(left.compare(at) != Ordering::Greater)
    }
}

impl Turn {
    /// In the order of λ; at the same one, who leaves a lower bound first.
    fn compare(&self, other: &Turn) -> Ordering {
        let by_level = self.at.compare(other.at);
        by_level.then_with(|| other.leaves_lower.cmp(&self.leaves_lower))
    }
}

impl Bounds {
    /// The same floor for everybody, and no cap.
    pub fn floor(floor: Kronor, recipients: usize) -> Bounds {
        Bounds {
            lower: vec![floor; recipients],
            upper: vec![None; recipients],
        }
    }

    /// Shares `total` in proportion to `weights` within the bounds.
    ///
    /// Money that the caps do not let anybody take is left over: the sum of the result is then less
    /// than `total`. A recipient without weight gets its lower bound.
    ///
    /// *Errors*: floors that sum to more than the total; a cap below its floor; lists of different
    /// length; overflow.
    ///
    /// ```
    /// use statsbidrag::allocation::Bounds;
    /// use statsbidrag::exact::{Kronor, Ratio};
    /// // 100 kr by weights 1 : 3 : 6, nobody below 20: the first gets 20, the others 80 × 3/9, 6/9
    /// let shared = Bounds::floor(Kronor(20), 3).share(Kronor(100), &[1, 3, 6])?;
    /// assert_eq!(shared.get(0)?, Ratio::whole(20));
    /// assert_eq!(shared.get(1)?, Ratio::new(80, 3)?);
    /// # Ok::<(), statsbidrag::allocation::AllocationError>(())
    /// ```
    pub fn share(&self, total: Kronor, weights: &[u64]) -> Result<ExactAmounts, AllocationError> {
        self.check(total, weights)?;
        let wide = |kronor: &Kronor| i128::from(kronor.0);
        let within = Within {
            weights: weights.iter().map(|&weight| weight.into()).collect(),
            lower: self.lower.iter().map(wide).collect(),
            upper: self.upper.iter().map(|it| it.as_ref().map(wide)).collect(),
        };
        within.share(total.0.into(), 1)
    }

    fn check(&self, total: Kronor, weights: &[u64]) -> Result<(), AllocationError> {
        let expected = weights.len();
        for (what, found) in [
            (RecipientList::Floors, self.lower.len()),
            (RecipientList::Caps, self.upper.len()),
        ] {
            if found != expected {
                return Err(AllocationError::Length {
                    what,
                    found,
                    expected,
                });
            }
        }
        for (recipient, (&lower, &upper)) in self.lower.iter().zip(&self.upper).enumerate() {
            if let Some(cap) = upper.filter(|&cap| cap < lower) {
                return Err(AllocationError::CapBelowFloor {
                    recipient,
                    cap,
                    floor: lower,
                });
            }
        }
        let floors = Kronor::total(self.lower.iter().copied())?;
        if floors > total {
            let by = floors.sub(total)?;
            return Err(AllocationError::FloorsTooHigh { floors, total, by });
        }
        Ok(())
    }
}

/// The same question in numerators over one denominator: bounds need not be whole kronor.
///
/// Every lower bound is at most its upper one, and together they are at most what is shared.
pub(super) struct Within {
    /// Weights of at least zero.
    pub weights: Vec<i128>,
    pub lower: Vec<i128>,
    pub upper: Vec<Option<i128>>,
}

impl Within {
    /// Shares `total`, which like the bounds is over `denominator`.
    pub fn share(
        mut self,
        total: i128,
        denominator: i128,
    ) -> Result<ExactAmounts, AllocationError> {
        let common = common_divisor(&self.weights);
        if common > 1 {
            self.weights.iter_mut().for_each(|it| *it /= common);
        }
        let level = self.level(total)?;
        self.amounts_at(level, denominator)
    }

    /// The one λ for which the sum is right; the last turn if the caps do not take everything.
    fn level(&self, total: i128) -> Result<Level, ArithmeticError> {
        let mut turns = self.turns();
        let mut rest = turns.as_mut_slice();
        let mut passed = Passed {
            fixed: sum(self.lower.iter().copied())?,
            free: 0,
            last: Level(0, 1),
        };
        // the first turn at which the sum comes to the total, with what is passed before it
        let mut reached: Option<(Level, Passed)> = None;
        while !rest.is_empty() {
            let middle = rest.len() / 2;
            let (before, turn, _) = rest.select_nth_unstable_by(middle, Turn::compare);
            let at = turn.at;
            let until = self.pass(passed, before)?;
            if until.comes_to(total, at)? {
                reached = Some((at, until));
                rest = &mut rest[..middle];
            } else {
                passed = self.pass(until, &rest[middle..=middle])?;
                rest = &mut rest[middle + 1..];
            }
        }
        Ok(match reached {
            Some((at, Passed { free: 0, .. })) => at,
            Some((_, Passed { fixed, free, .. })) => Level(less(total, fixed)?, free),
            None if passed.free > 0 => Level(less(total, passed.fixed)?, passed.free),
            None => passed.last,
        })
    }

    /// What is passed with these turns too, in whatever order they stand.
    fn pass(&self, passed: Passed, turns: &[Turn]) -> Result<Passed, ArithmeticError> {
        let mut passed = passed;
        for turn in turns {
            let weight = self.weights[turn.recipient];
            if turn.leaves_lower {
                passed.fixed = less(passed.fixed, self.lower[turn.recipient])?;
                passed.free = sum([passed.free, weight])?;
            } else if let Some(upper) = self.upper[turn.recipient] {
                passed.fixed = sum([passed.fixed, upper])?;
                passed.free = less(passed.free, weight)?;
            }
            if passed.last.compare(turn.at) == Ordering::Less {
                passed.last = turn.at;
            }
        }
        Ok(passed)
    }

    fn turns(&self) -> Vec<Turn> {
        let mut turns = Vec::with_capacity(2 * self.weights.len());
        let sharing = self.weights.iter().enumerate();
        for (recipient, &weight) in sharing.filter(|(_, weight)| **weight > 0) {
            let turn = |money, leaves_lower| Turn {
                at: Level(money, weight),
                recipient,
                leaves_lower,
            };
            turns.push(turn(self.lower[recipient], true));
            turns.extend(self.upper[recipient].map(|upper| turn(upper, false)));
        }
        turns
    }

    fn amounts_at(&self, level: Level, denominator: i128) -> Result<ExactAmounts, AllocationError> {
        // several turns can be at one λ; in lowest terms it does not matter which was met first
        let common = level.0.gcd(&level.1).max(1);
        let (numerator, steps) = (level.0 / common, level.1 / common);
        let amount = |(recipient, &weight): (usize, &i128)| -> Result<i128, ArithmeticError> {
            let share = product(numerator, weight)?;
            let lower = product(self.lower[recipient], steps)?;
            let upper = self.upper[recipient].map(|it| product(it, steps));
            let share = if weight == 0 { lower } else { share.max(lower) };
            Ok(upper.transpose()?.map_or(share, |upper| share.min(upper)))
        };
        let numerators = self.weights.iter().enumerate().map(amount);
        let numerators = numerators.collect::<Result<Vec<_>, _>>()?;
        sum(numerators.iter().copied())?;
        let denominator = product(steps, denominator)?;
        Ok(ExactAmounts::over(numerators, denominator))
    }
}

/// The greatest number that divides all weights; nothing is left to do when it is one.
fn common_divisor(weights: &[i128]) -> i128 {
    let mut common = 0_i128;
    for weight in weights {
        common = match (u64::try_from(common), u64::try_from(*weight)) {
            // 64-bit integers have a much faster common divisor
            (Ok(common), Ok(weight)) => common.gcd(&weight).into(),
            _ => common.gcd(weight),
        };
        if common == 1 {
            break;
        }
    }
    common
}

impl Level {
    /// a/b against c/d by a×d against c×b; where that leaves 128 bits, by comparing fractions.
    fn compare(self, other: Level) -> Ordering {
        let small = |it: i128| i64::try_from(it).ok();
        if let (Some(a), Some(b), Some(c), Some(d)) =
            (small(self.0), small(self.1), small(other.0), small(other.1))
        {
            // the product of two 64-bit numbers has room
            return (i128::from(a) * i128::from(d)).cmp(&(i128::from(c) * i128::from(b)));
        }
        match (self.0.checked_mul(other.1), other.0.checked_mul(self.1)) {
            (Some(left), Some(right)) => left.cmp(&right),
            _ => Ratio::new(self.0, self.1)
                .ok()
                .cmp(&Ratio::new(other.0, other.1).ok()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shared(bounds: &Bounds, total: i64, weights: &[u64]) -> Vec<Ratio> {
        let amounts = bounds.share(Kronor(total), weights).unwrap();
        (0..weights.len())
            .map(|it| amounts.get(it).unwrap())
            .collect()
    }

    fn ratio(numerator: i128, denominator: i128) -> Ratio {
        Ratio::new(numerator, denominator).unwrap()
    }

    /// The statute-like form: floor for those below, the rest shared again, until nobody is below.
    fn in_steps(floor: i64, total: i64, weights: &[u64]) -> Vec<Ratio> {
        let mut at_floor = vec![false; weights.len()];
        loop {
            let fixed: i64 = at_floor.iter().filter(|it| **it).map(|_| floor).sum();
            let free: u64 = weights
                .iter()
                .zip(&at_floor)
                .filter(|(_, it)| !**it)
                .map(|(w, _)| w)
                .sum();
            let amount = |index: usize| {
                if at_floor[index] || free == 0 {
                    return Ratio::from(floor);
                }
                ratio(
                    i128::from(total - fixed) * i128::from(weights[index]),
                    free.into(),
                )
            };
            let amounts: Vec<Ratio> = (0..weights.len()).map(amount).collect();
            let below = (0..weights.len()).find(|&it| !at_floor[it] && amounts[it] < floor.into());
            match below {
                Some(index) => at_floor[index] = true,
                None => return amounts,
            }
        }
    }

    /// 1 000 kr by 1 : 1 : 8 with a floor of 150: 150, 150, and 700 for the third.
    #[test]
    fn those_above_the_floor_pay_for_it() {
        let bounds = Bounds::floor(Kronor(150), 3);
        assert_eq!(
            shared(&bounds, 1000, &[1, 1, 8]),
            [150, 150, 700].map(Ratio::from)
        );
    }

    #[test]
    fn the_walk_and_the_statute_like_steps_agree() {
        for floor in [0, 5, 10, 20] {
            for weights in [
                [1, 2, 3, 4],
                [0, 1, 1, 98],
                [5, 5, 5, 5],
                [1, 10, 100, 1000],
            ] {
                let total = 100;
                let bounds = Bounds::floor(Kronor(floor), 4);
                assert_eq!(
                    shared(&bounds, total, &weights),
                    in_steps(floor, total, &weights)
                );
            }
        }
    }

    /// 100 kr by 1 : 1 : 2, caps 10, none, none: 10, 30, 60.
    #[test]
    fn what_a_cap_holds_back_goes_to_the_others() {
        let bounds = Bounds {
            lower: vec![Kronor::ZERO; 3],
            upper: vec![Some(Kronor(10)), None, None],
        };
        assert_eq!(
            shared(&bounds, 100, &[1, 1, 2]),
            [10, 30, 60].map(Ratio::from)
        );
    }

    /// Floors and caps together: 100 kr by 1 : 4 : 5, floor 20, cap 35: the caps leave 30 for the
    /// first; of 110 kr, 5 are left.
    #[test]
    fn what_nobody_may_take_is_left() {
        let bounds = Bounds {
            lower: vec![Kronor(20); 3],
            upper: vec![Some(Kronor(35)); 3],
        };
        assert_eq!(
            shared(&bounds, 100, &[1, 4, 5]),
            [30, 35, 35].map(Ratio::from)
        );
        assert_eq!(
            shared(&bounds, 110, &[1, 4, 5]),
            [35, 35, 35].map(Ratio::from)
        );
    }

    #[test]
    fn bounds_that_cannot_be_met_say_by_how_much() {
        let floors = Bounds::floor(Kronor(40), 3)
            .share(Kronor(100), &[1, 1, 1])
            .unwrap_err();
        assert!(floors.to_string().contains("20 kr too much"), "{floors}");
        let crossed = Bounds {
            lower: vec![Kronor(5)],
            upper: vec![Some(Kronor(4))],
        };
        let error = crossed.share(Kronor(100), &[1]).unwrap_err().to_string();
        assert!(
            error.contains("a cap of 4 kr is below its floor of 5 kr"),
            "{error}"
        );
    }

    #[test]
    fn nobody_without_weight_shares_the_rest() {
        let bounds = Bounds::floor(Kronor(10), 3);
        assert_eq!(
            shared(&bounds, 100, &[0, 1, 1]),
            [10, 45, 45].map(Ratio::from)
        );
        assert_eq!(
            shared(&bounds, 100, &[0, 0, 0]),
            [10, 10, 10].map(Ratio::from)
        );
    }
}
