//! A figure of a text beside one that a table gives: whether they are the same, and what that tells.

use super::bits::Bits;
use crate::exact::Ratio;

/// A figure as it is printed: what it is worth, and what its last digit is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quoted {
    /// What it is worth.
    pub value: Ratio,
    /// The worth of its last digit.
    pub quantum: Ratio,
}

impl Quoted {
    /// How much likelier than by chance it is that the other says the same, in bits: figures are spread
    /// evenly over three powers of ten, in steps of the coarser of the two. Nothing if they differ by more
    /// than rounding to those steps.
    ///
    /// ```
    /// use statsbidrag::discovery::Quoted;
    /// use statsbidrag::exact::Ratio;
    /// let quoted = |value, quantum| Quoted { value: Ratio::whole(value), quantum: Ratio::whole(quantum) };
    /// // 14 million is what 13 987 654 is rounded to, and is told by two digits only
    /// let told = quoted(14_000_000, 1_000_000).agreement(quoted(13_987_654, 1)).unwrap();
    /// assert_eq!(told.floor(), 6);
    /// assert_eq!(quoted(14_000_000, 1_000_000).agreement(quoted(14_600_000, 1)), None);
    /// ```
    pub fn agreement(self, other: Quoted) -> Option<Bits> {
        let step = self.quantum.max(other.quantum);
        let apart = self.value.sub(other.value).ok()?.abs();
        let twice = apart.add(apart).ok()?;
        // a half may have been rounded either way
        (twice <= step).then(|| self.told(step))?
    }

    /// What the digits tell in steps of this size: zeros at the end tell nothing.
    fn told(self, step: Ratio) -> Option<Bits> {
        let steps = self.value.abs().div(step).ok()?;
        let mut steps = steps.numerator() / steps.denominator();
        while steps >= 10 && steps % 10 == 0 {
            steps /= 10;
        }
        let tenths = steps.checked_mul(69)?.checked_add(20)?;
        let tenths = u128::try_from(tenths).ok()?;
        Some(Bits::log2(tenths).minus(Bits::log2(10)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(value: i128) -> Quoted {
        Quoted {
            value: Ratio::whole(value),
            quantum: Ratio::ONE,
        }
    }

    /// 2 + 6,9 · 8 003 = 55 222,7 lies between 2¹⁵ and 2¹⁶; 8 000 is told as 8: 57,2 is above 2⁵.
    #[test]
    fn digits_tell_and_zeros_do_not() {
        let told = |value| whole(value).agreement(whole(value)).map(Bits::floor);
        assert_eq!(told(8_003), Some(15));
        assert_eq!(told(8_000), Some(5));
        assert_eq!(told(0), Some(1));
        assert_eq!(whole(8_003).agreement(whole(8_004)), None);
    }

    /// 2,5 may be rounded to 2 or to 3.
    #[test]
    fn a_half_is_rounded_either_way() {
        let half = Quoted {
            value: Ratio::new(5, 2).expect("a ratio"),
            quantum: Ratio::new(1, 10).expect("a ratio"),
        };
        assert!(whole(2).agreement(half).is_some() && whole(3).agreement(half).is_some());
        assert!(whole(4).agreement(half).is_none());
    }
}
