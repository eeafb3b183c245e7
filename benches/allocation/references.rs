//! What the allocation is measured against: passes that show what the processor allows, and other
//! ways to the same amounts.

use std::cmp::Reverse;

use rust_decimal::Decimal;
use statsbidrag::exact::Kronor;

/// One pass that only adds the weights up.
pub fn sum_only(weights: &[u64]) -> u64 {
    weights.iter().sum()
}

/// One pass with a multiplication and a division of 128 bits by 64 for each recipient, the limit of
/// exact division by dividing. The sums of quotients and remainders.
pub fn multiply_and_divide(weights: &[u64], money: u64, total: u64) -> (u128, u128) {
    let mut sums = (0, 0);
    for &weight in weights {
        let product = u128::from(weight) * u128::from(money);
        let quotient = product / u128::from(total);
        sums.0 += quotient;
        sums.1 += product - quotient * u128::from(total);
    }
    sums
}

/// The same pass with a reciprocal in place of the division: N. Möller and T. Granlund, "Improved
/// division by invariant integers", IEEE Transactions on Computers 60 (2011), algorithm 4.
pub fn multiply_by_reciprocal(weights: &[u64], money: u64, total: u64) -> (u128, u128) {
    let shift = total.leading_zeros();
    let divisor = total << shift;
    let (_, inverse) = halves(u128::MAX / u128::from(divisor));
    let mut sums = (0, 0);
    for &weight in weights {
        let product = (u128::from(weight) * u128::from(money)) << shift;
        let (high, low) = halves(product);
        let (upper, lower) = halves((u128::from(inverse) * u128::from(high)).wrapping_add(product));
        let mut quotient = upper.wrapping_add(1);
        let mut remainder = low.wrapping_sub(quotient.wrapping_mul(divisor));
        // one too large, as likely as not
        let mask = u64::from(remainder > lower).wrapping_neg();
        quotient = quotient.wrapping_add(mask);
        remainder = remainder.wrapping_add(mask & divisor);
        // one too small, hardly ever
        if remainder >= divisor {
            quotient = quotient.wrapping_add(1);
            remainder -= divisor;
        }
        sums.0 += u128::from(quotient);
        sums.1 += u128::from(remainder >> shift);
    }
    sums
}

/// The upper and the lower 64 bits.
#[expect(
    clippy::cast_possible_truncation,
    reason = "to take half is the purpose"
)]
fn halves(number: u128) -> (u64, u64) {
    ((number >> 64) as u64, number as u64)
}

/// Exact, by the book: divide, sort everybody by remainder, add a krona to the first.
pub fn sort_everybody(weights: &[u64], money: u64, total: u64) -> Vec<Kronor> {
    let total = u128::from(total);
    let product = |weight: u64| u128::from(weight) * u128::from(money);
    let mut amounts: Vec<Kronor> = weights
        .iter()
        .map(|&weight| Kronor(i64::try_from(product(weight) / total).expect("kronor")))
        .collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|&it| Reverse(product(weights[it]) % total));
    give(&mut amounts, &order, money);
    amounts
}

/// The same with decimal numbers, as a program for accounts would: each quotient has 28 digits and
/// is not exact.
pub fn decimals(weights: &[u64], money: u64) -> Vec<Kronor> {
    let total: Decimal = weights.iter().map(|&weight| Decimal::from(weight)).sum();
    let money_decimal = Decimal::from(money);
    let shares: Vec<Decimal> = weights
        .iter()
        .map(|&weight| Decimal::from(weight) * money_decimal / total)
        .collect();
    let whole = |share: &Decimal| Kronor(i64::try_from(share.trunc()).expect("kronor"));
    let mut amounts: Vec<Kronor> = shares.iter().map(whole).collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|&it| Reverse(shares[it].fract()));
    give(&mut amounts, &order, money);
    amounts
}

/// A krona each to the first of `order`, until the sum is `money`.
fn give(amounts: &mut [Kronor], order: &[usize], money: u64) {
    let given: u64 = amounts.iter().map(|amount| amount.0.unsigned_abs()).sum();
    let missing = usize::try_from(money - given).expect("a count");
    for &recipient in order.iter().take(missing) {
        amounts[recipient].0 += 1;
    }
}
