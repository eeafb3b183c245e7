//! Amounts by key where 64 bits are enough: the usual case, and the fast way to whole kronor.
//!
//! Amounts by key are weight × factor / denominator; of a whole appropriation these are the money and
//! the key's total. When they and the results fit in 63 bits, which is proved once for the whole list,
//! nothing needs to be checked, and nothing divided, for each recipient. What does not fit, and what is
//! wrong, is left to the plain way, which has the words.
//!
//! # Shares without dividing
//!
//! The rate r = ⌊factor × 2⁶⁴ / denominator⌋ is computed once. Then ⌊weight × r / 2⁶⁴⌋ is the quotient
//! of weight × factor by the denominator, or one less: r is less than one below what it stands for, so
//! weight × r / 2⁶⁴ is less than weight / 2⁶⁴ < 1 below the exact share. The remainder tells which; it
//! is less than 2⁶⁴, so products modulo 2⁶⁴ are enough to compute it.
//!
//! # Largest remainders without sorting
//!
//! 1. One pass keeps the whole kronor and counts the remainders by their leading byte. The counts
//!    tell in which of the 256 classes the missing kronor run out.
//! 2. A second pass computes the remainders again, which is cheaper than to keep them. Those in
//!    higher classes get their krona; the few in that one class are collected, and only they are
//!    ordered by remainder and rank.

use std::cmp::Reverse;

use super::{Apportioned, ExactAmounts};
use crate::exact::{Kronor, Rounding};

/// Amounts weight × factor / denominator, each proved to be below 2⁶³ − 1.
pub(super) struct Narrow<'a> {
    weights: &'a [u64],
    factor: u64,
    /// Below 2⁶³, so that a remainder fits even before it is corrected.
    denominator: u64,
    /// The whole kronor of a weight of one, and their fraction in 2⁶⁴ths.
    rate: (u64, u64),
    /// The sum of weight × factor.
    sum: u128,
}

/// How many remainders there are in each class, by leading byte.
type Classes = [u32; 256];

impl<'a> Narrow<'a> {
    /// The proof that everything fits, or `None`.
    pub fn of(exact: &'a ExactAmounts) -> Option<Narrow<'a>> {
        let (key, factor) = exact.key()?;
        let denominator = i64::try_from(exact.denominator()).ok()?.unsigned_abs();
        let (whole, rest) = (factor.checked_div(denominator)?, factor % denominator);
        let fraction = (u128::from(rest) << 64) / u128::from(denominator);
        let narrow = Narrow {
            weights: key.weights(),
            factor,
            denominator,
            rate: (whole, u64::try_from(fraction).ok()?),
            // the plain way sums with a sign
            sum: key.known().checked_mul(factor.into())?.unsigned_abs(),
        };
        // rounding may add a krona to the largest amount, which may be one more than the estimate
        let estimate = narrow.estimate(key.largest());
        let fits = i64::try_from(estimate.checked_add(2)?).is_ok();
        // and remainders are counted in 32 bits
        (fits && u32::try_from(narrow.weights.len()).is_ok()).then_some(narrow)
    }

    /// The whole kronor of a weight, or one less. At most 2⁶⁴ × 2⁶³, which fits.
    #[inline]
    fn estimate(&self, weight: u64) -> u128 {
        let (whole, fraction) = (u128::from(self.rate.0), u128::from(self.rate.1));
        u128::from(weight) * whole + ((u128::from(weight) * fraction) >> 64)
    }

    /// The whole kronor of a weight and the remainder, below the denominator.
    #[inline]
    fn share(&self, weight: u64) -> (u64, u64) {
        let beyond = upper_half(u128::from(weight) * u128::from(self.rate.1));
        // the proof says that the estimate fits
        let estimate = weight.wrapping_mul(self.rate.0).wrapping_add(beyond);
        let remainder = self.remainder(weight, estimate);
        // a mask, since a branch would be guessed wrong
        let one_more = u64::from(remainder >= self.denominator);
        let taken = one_more.wrapping_neg() & self.denominator;
        (
            estimate.wrapping_add(one_more),
            remainder.wrapping_sub(taken),
        )
    }

    /// What `whole` kronor leave of a weight's exact amount. It is less than 2⁶⁴, so what the products
    /// have beyond 64 bits cancels.
    #[inline]
    fn remainder(&self, weight: u64, whole: u64) -> u64 {
        let given = whole.wrapping_mul(self.denominator);
        weight.wrapping_mul(self.factor).wrapping_sub(given)
    }

    /// The leading byte of a remainder, where the denominator's highest bit leads.
    #[inline]
    fn class(&self, remainder: u64) -> u8 {
        let [leading, ..] = (remainder << self.denominator.leading_zeros()).to_be_bytes();
        leading
    }

    /// Each amount rounded by itself.
    pub fn rounded(&self, rounding: Rounding) -> Vec<Kronor> {
        let round = |&weight: &u64| {
            let (whole, remainder) = self.share(weight);
            let rounded = rounding.settle(whole, remainder, self.denominator);
            Kronor(rounded.cast_signed())
        };
        self.weights.iter().map(round).collect()
    }

    /// By largest remainder, or `None` if the sum is not whole.
    pub fn largest_remainder(&self, ranks: &[usize]) -> Option<Apportioned> {
        let mut amounts = vec![Kronor::ZERO; self.weights.len()];
        let (given, classes) = self.whole_kronor(&mut amounts);
        let denominator = u128::from(self.denominator);
        let rest = self.sum - given * denominator;
        let missing = rest / denominator;
        if missing * denominator != rest {
            return None;
        }
        let tied = match class_of_the_cut(&classes, u32::try_from(missing).ok()?) {
            Some((class, left)) => self.serve(&mut amounts, ranks, class, left),
            None => Vec::new(),
        };
        Some(Apportioned { amounts, tied })
    }

    /// The first pass: every amount rounded down, their sum, and the classes of the remainders.
    fn whole_kronor(&self, amounts: &mut [Kronor]) -> (u128, Classes) {
        let mut given = 0_u128;
        let mut classes = [0_u32; 256];
        for (amount, &weight) in amounts.iter_mut().zip(self.weights) {
            let (whole, remainder) = self.share(weight);
            given += u128::from(whole);
            // there are fewer than 2^32 in all
            let count = &mut classes[usize::from(self.class(remainder))];
            *count = count.wrapping_add(1);
            *amount = Kronor(whole.cast_signed());
        }
        (given, classes)
    }

    /// The second pass: a krona to all above the class of the cut, and to `left` in it. Who was level
    /// at the cut.
    fn serve(&self, amounts: &mut [Kronor], ranks: &[usize], cut: u8, left: usize) -> Vec<usize> {
        let mut level = Vec::new();
        for (recipient, (amount, &weight)) in amounts.iter_mut().zip(self.weights).enumerate() {
            let remainder = self.remainder(weight, amount.0.unsigned_abs());
            let class = self.class(remainder);
            if class == cut {
                level.push((Reverse(remainder), ranks[recipient], recipient));
            }
            // below i64::MAX, by the proof
            amount.0 = amount.0.wrapping_add(i64::from(class > cut));
        }
        level.select_nth_unstable(left - 1);
        let last = level[left - 1].0;
        for &(_, _, recipient) in &level[..left] {
            amounts[recipient].0 += 1;
        }
        if level[left..].iter().all(|it| it.0 != last) {
            return Vec::new();
        }
        level.retain(|it| it.0 == last);
        level.sort_unstable();
        level.into_iter().map(|it| it.2).collect()
    }
}

/// The upper 64 bits.
#[inline]
fn upper_half(number: u128) -> u64 {
    (number >> 64) as u64
}

/// The class in which the missing kronor run out when the highest are served first, and how many are
/// left for it. `None` if none is missing.
fn class_of_the_cut(classes: &Classes, missing: u32) -> Option<(u8, usize)> {
    let mut left = missing;
    for (class, &count) in classes.iter().enumerate().rev() {
        if left <= count {
            let cut = (u8::try_from(class).ok()?, usize::try_from(left).ok()?);
            return (left > 0).then_some(cut);
        }
        left -= count;
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::largest_remainder::plainly;
    use super::super::{AllocationKey, largest_remainder};
    use super::*;
    use crate::exact::Ratio;

    /// The narrow way and the plain one of the same amounts, where there is a narrow one.
    fn agree(exact: &ExactAmounts, ranks: &[usize]) -> Result<bool, TestCaseError> {
        let plain = plainly(exact, ranks);
        prop_assert_eq!(&largest_remainder(exact, ranks), &plain);
        let numerators: Vec<i128> = exact.numerators().collect();
        let wide = ExactAmounts::over(numerators, exact.denominator());
        prop_assert!(Narrow::of(&wide).is_none());
        prop_assert_eq!(&wide, exact);
        prop_assert_eq!(wide.sum(), exact.sum());
        for rounding in Rounding::ALL {
            prop_assert_eq!(
                wide.rounded(rounding),
                exact.rounded(rounding),
                "{}",
                rounding
            );
            prop_assert_eq!(
                wide.rounded(rounding).to_kronor(),
                exact.rounded(rounding).to_kronor()
            );
        }
        let Some(narrow) = Narrow::of(exact) else {
            return Ok(false);
        };
        // None only where the sum is not whole, which the plain way says in words
        match (narrow.largest_remainder(ranks), plain) {
            (Some(narrow), Ok(plain)) => prop_assert_eq!(narrow, plain),
            (None, Err(super::super::AllocationError::NotWhole { .. })) => {}
            (narrow, plain) => prop_assert!(false, "{narrow:?} and {plain:?}"),
        }
        Ok(true)
    }

    /// Small, equal and huge weights, zeros, and what lies just below and above 2⁶³.
    fn weights() -> impl Strategy<Value = Vec<u64>> {
        let middle = 1_u64 << 63;
        let weight = prop_oneof![
            3 => Just(0),
            3 => Just(7),
            6 => 1..20_u64,
            6 => 1..1_000_000_u64,
            3 => (0..64_u32, any::<u64>()).prop_map(|(shift, bits)| bits >> shift),
            1 => middle - 3..middle + 3,
            1 => Just(u64::MAX),
        ];
        prop::collection::vec(weight, 1..60)
    }

    fn money() -> impl Strategy<Value = i64> {
        prop_oneof![
            0..60_i64,
            (1..5_000_i64).prop_map(|millions| millions * 1_000_000),
            0..=i64::MAX,
            i64::MAX - 3..=i64::MAX,
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn the_narrow_way_gives_what_the_plain_one_does(weights in weights(), money in money(), parts in 1..4_i128, seed in any::<u64>()) {
            let Ok(key) = AllocationKey::new(weights.clone()) else { return Ok(()) };
            // ranks that do not follow the list
            let mut ranks: Vec<usize> = (0..weights.len()).collect();
            ranks.sort_by_key(|&it| (seed.rotate_left(u32::try_from(it).unwrap()), it));
            let exact = key.apportion(Ratio::new(money.into(), parts).unwrap()).unwrap();
            agree(&exact, &ranks)?;
        }

        /// Of a key of which not all is listed, the sum is mostly not whole.
        #[test]
        fn keys_of_which_some_is_known(weights in prop::collection::vec(0..1_000_u64, 1..20), others in 1..100_u64, money in money()) {
            let total = weights.iter().sum::<u64>() + others;
            let key = AllocationKey::of_total(weights.clone(), total).unwrap();
            let ranks: Vec<usize> = (0..weights.len()).collect();
            prop_assert!(agree(&key.apportion(money.into()).unwrap(), &ranks)?);
        }
    }

    fn by(weights: &[u64], money: i64) -> ExactAmounts {
        let key = AllocationKey::new(weights.to_vec()).unwrap();
        key.apportion(money.into()).unwrap()
    }

    /// The widest that is narrow: a total of 2⁶³ − 1 and amounts up to 2⁶³ − 3. One more of either is
    /// plain, and gives the same or the same words.
    #[test]
    fn the_edge_of_narrow() {
        let most = i64::MAX.unsigned_abs();
        let ranks = [0, 1];
        for (weights, money, fits) in [
            ([most - 1, 1], i64::MAX - 2, true),
            ([most, 1], i64::MAX - 2, false),
            ([1, 0], i64::MAX - 2, true),
            ([1, 0], i64::MAX - 1, false),
            ([1, 0], i64::MAX, false),
            ([most / 2, most / 2 + 1], i64::MAX, true),
            ([u64::MAX, u64::MAX], 1_000, false),
        ] {
            let exact = by(&weights, money);
            assert_eq!(Narrow::of(&exact).is_some(), fits, "{weights:?} {money}");
            agree(&exact, &ranks).unwrap();
            let amounts = largest_remainder(&exact, &ranks).unwrap().amounts;
            assert_eq!(Kronor::total(amounts), Ok(Kronor(money)));
        }
        // 2⁶³ − 1 by equal weights: the sum of the products is beyond 128 bits, the amounts are not
        let halves = largest_remainder(&by(&[u64::MAX, u64::MAX], i64::MAX), &ranks).unwrap();
        assert_eq!(halves.amounts, [1 << 62, (1 << 62) - 1].map(Kronor));
    }

    /// A thousand equal weights and 1 500 kr: all level, half get the second krona, by rank.
    #[test]
    fn everybody_level() {
        let exact = by(&[3; 1_000], 1_500);
        let ranks: Vec<usize> = (0..1_000).rev().collect();
        assert!(agree(&exact, &ranks).unwrap());
        let shared = largest_remainder(&exact, &ranks).unwrap();
        assert_eq!(shared.amounts[..500], [Kronor(1); 500]);
        assert_eq!(shared.amounts[500..], [Kronor(2); 500]);
        assert_eq!(shared.tied, (0..1_000).rev().collect::<Vec<_>>());
    }

    /// One giant among many: 10^15 kr by 10^12 : 1 : 1 : …
    #[test]
    fn one_giant() {
        let mut weights = vec![1; 2_000];
        weights[77] = 1_000_000_000_000;
        let exact = by(&weights, 1_000_000_000_000_000);
        let ranks: Vec<usize> = (0..2_000).collect();
        assert!(agree(&exact, &ranks).unwrap());
    }
}
