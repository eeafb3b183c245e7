//! The first multiple of a number that falls in a range modulo another: Euclid's algorithm.
//!
//! This is the continued fraction of amount / appropriation at work: instead of trying every total
//! it jumps from one good approximation to the next, in as many steps as the fraction has terms.

/// The smallest x ≥ 0 with `low` ≤ `factor`·x mod `modulus` ≤ `high`, if there is one.
///
/// Needs 0 ≤ low ≤ high < modulus and 0 ≤ factor < modulus; none of them above 2⁶³.
pub(super) fn first_hit(factor: u128, modulus: u128, low: u128, high: u128) -> Option<u128> {
    if low == 0 {
        return Some(0);
    }
    if factor == 0 {
        return None;
    }
    if factor > modulus - factor {
        // counted backwards the steps are shorter
        return first_hit(modulus - factor, modulus, modulus - high, modulus - low);
    }
    let steps = low.div_ceil(factor);
    if steps * factor <= high {
        return Some(steps);
    }
    // no multiple of factor in low..=high, so high − low < factor: count the turns instead
    let mirrored = |end: u128| (factor - end % factor) % factor;
    let turns = first_hit(modulus % factor, factor, mirrored(high), mirrored(low))?;
    Some((low + modulus * turns).div_ceil(factor))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_what_trying_every_number_gives() {
        for modulus in 1..26_u128 {
            for factor in 0..modulus {
                for low in 0..modulus {
                    for high in low..modulus {
                        let tried =
                            (0..modulus).find(|x| (low..=high).contains(&(factor * x % modulus)));
                        let found = first_hit(factor, modulus, low, high);
                        assert_eq!(found, tried, "{factor} mod {modulus} in {low}..={high}");
                    }
                }
            }
        }
    }

    /// 10 211 163 kr of 3 998 500 000 kr is 1 526 of 597 553 (Ale): no smaller total than
    /// 1 / (10 211 163 · 597 553 mod 3 998 500 000) comes as near.
    #[test]
    fn a_long_jump() {
        let (amount, appropriation) = (10_211_163_u128, 3_998_500_000_u128);
        let at_key = amount * 597_553 % appropriation;
        let first = first_hit(amount, appropriation, at_key, at_key);
        assert_eq!(first, Some(597_553));
    }
}
