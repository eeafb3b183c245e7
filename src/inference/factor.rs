//! Scaled subsets: amounts that are known amounts times one unknown factor.

use super::InferenceError;
use crate::exact::{Kronor, Ratio, Rounding};

/// The factor that takes most of the known amounts to the published ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommonFactor {
    /// The smallest such factor.
    pub lower: Ratio,
    /// The factor above all of them.
    pub upper: Ratio,
    /// How many amounts it reproduces.
    pub exact: usize,
    /// How many pairs there are.
    pub cells: usize,
    /// The positions of the others, each with published less computed kronor at the lower end.
    pub exceptions: Vec<(usize, i64)>,
}

/// The factor f for which most amounts are `known` × f, rounded half up to the krona.
///
/// An amount a of a known e > 0 puts f in [(a − ½)/e, (a + ½)/e). The interval that most of these
/// share is returned; of two that as many share, the lower. Pairs with a zero are left out. `None`
/// without a pair, and where no two intervals meet.
///
/// 30 and 51 of 20 and 34: 1,475 ≤ f < 1,525 and 1,4853 ≤ f < 1,5147.
///
/// ```
/// use statsbidrag::exact::{Kronor, Ratio};
/// use statsbidrag::inference::common_factor;
/// let factor = common_factor(&[Kronor(30), Kronor(51)], &[Kronor(20), Kronor(34)])?.unwrap();
/// assert_eq!((factor.lower, factor.upper), (Ratio::new(101, 68)?, Ratio::new(103, 68)?));
/// assert_eq!(factor.exact, 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// *Errors*: lists of different lengths; amounts below zero.
pub fn common_factor(
    amounts: &[Kronor],
    known: &[Kronor],
) -> Result<Option<CommonFactor>, InferenceError> {
    if amounts.len() != known.len() {
        let (found, expected) = (known.len(), amounts.len());
        return Err(InferenceError::Lengths { found, expected });
    }
    let mut pairs = Vec::new();
    // at each end of an interval one more amount is reached, or one fewer
    let mut ends: Vec<(Ratio, i32)> = Vec::new();
    for (position, (amount, known)) in amounts.iter().zip(known).enumerate() {
        if let Some(negative) = [*amount, *known].into_iter().find(|it| it.0 < 0) {
            let (position, amount) = (position + 1, negative);
            return Err(InferenceError::NegativeAmount { position, amount });
        }
        if amount.0 == 0 || known.0 == 0 {
            continue;
        }
        let (twice, divisor) = (2 * i128::from(amount.0), 2 * i128::from(known.0));
        ends.push((Ratio::new(twice - 1, divisor)?, 1));
        ends.push((Ratio::new(twice + 1, divisor)?, -1));
        pairs.push((position, *amount, *known));
    }
    let Some((lower, upper)) = most_shared(ends) else {
        return Ok(None);
    };
    let mut exceptions = Vec::new();
    for (position, amount, known) in &pairs {
        let computed = Ratio::from(*known).mul(lower)?.round(Rounding::HalfUp);
        let difference = Kronor::from_whole(i128::from(amount.0) - computed)?;
        if difference.0 != 0 {
            exceptions.push((*position, difference.0));
        }
    }
    Ok(Some(CommonFactor {
        lower,
        upper,
        exact: pairs.len() - exceptions.len(),
        cells: pairs.len(),
        exceptions,
    }))
}

/// The interval covered most often, at least twice.
fn most_shared(mut ends: Vec<(Ratio, i32)>) -> Option<(Ratio, Ratio)> {
    // an interval that ends where another begins does not meet it: ends before beginnings
    ends.sort_unstable();
    let (mut depth, mut deepest) = (0, 1);
    let mut found = None;
    for pair in ends.windows(2) {
        depth += pair[0].1;
        if depth > deepest {
            deepest = depth;
            found = Some((pair[0].0, pair[1].0));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn factor(amounts: &[i64], known: &[i64]) -> Option<CommonFactor> {
        let kronor = |list: &[i64]| list.iter().copied().map(Kronor).collect::<Vec<_>>();
        common_factor(&kronor(amounts), &kronor(known)).unwrap()
    }

    /// 200/100 and 400/200 agree; 500/200 does not: at 1,9975 it should be 399,5, so 400.
    #[test]
    fn a_damaged_cell_is_an_exception() {
        let found = factor(&[200, 400, 500, 0], &[100, 200, 200, 50]).unwrap();
        assert_eq!(
            found.lower,
            Ratio::new(1_995, 1_000)
                .unwrap()
                .add(Ratio::new(25, 10_000).unwrap())
                .unwrap()
        );
        assert_eq!((found.exact, found.cells), (2, 3));
        assert_eq!(found.exceptions, [(2, 100)]);
    }

    #[test]
    fn amounts_without_a_common_factor_have_none() {
        assert_eq!(factor(&[100, 250], &[100, 200]), None);
        assert_eq!(factor(&[0], &[100]), None);
        // [1,5; 2,5) and [2,5; 3,5) touch and do not meet
        assert_eq!(factor(&[2, 3], &[1, 1]), None);
    }

    #[test]
    fn unequal_lists_are_an_error() {
        let error = common_factor(&[Kronor(1)], &[]).unwrap_err();
        assert_eq!(
            error.to_string(),
            "0 known amounts for 1 amounts; give one for each"
        );
    }
}
