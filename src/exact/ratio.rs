//! An exact fraction with checked arithmetic.

use std::cmp::Ordering;
use std::fmt;

use num_integer::Integer;
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub, Zero};

use super::{ArithmeticError, Rounding};

/// An exact fraction of two 128-bit integers, always in lowest terms with a positive denominator.
///
/// Arithmetic is checked: a result outside 128 bits is an [`ArithmeticError::Overflow`]. Comparison
/// is exact and cannot overflow.
///
/// ```
/// use statsbidrag::exact::Ratio;
/// let third = Ratio::new(1, 3)?;
/// assert_eq!(third.add(third)?.add(third)?, Ratio::ONE);
/// assert_eq!(third.to_string(), "1/3");
/// # Ok::<(), statsbidrag::exact::ArithmeticError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ratio(num_rational::Ratio<i128>);

impl Ratio {
    /// Zero.
    pub const ZERO: Ratio = Ratio(num_rational::Ratio::new_raw(0, 1));
    /// One.
    pub const ONE: Ratio = Ratio(num_rational::Ratio::new_raw(1, 1));

    /// `numerator / denominator` in lowest terms.
    ///
    /// *Errors*: a denominator of zero; the one integer whose sign cannot be turned (`i128::MIN`).
    pub fn new(numerator: i128, denominator: i128) -> Result<Ratio, ArithmeticError> {
        if denominator == 0 {
            return Err(ArithmeticError::DivisionByZero {
                dividend: numerator.to_string(),
            });
        }
        if numerator == i128::MIN || denominator == i128::MIN {
            return Err(ArithmeticError::overflow(
                "quotient",
                numerator,
                denominator,
            ));
        }
        if denominator > 0 {
            return Ok(Ratio::lowest(numerator, denominator));
        }
        Ok(Ratio::lowest(-numerator, -denominator))
    }

    /// A fraction with a denominator above zero, brought to lowest terms.
    fn lowest(numerator: i128, denominator: i128) -> Ratio {
        if denominator == 1 {
            return Ratio::whole(numerator);
        }
        let (above, below) = (numerator.unsigned_abs(), denominator.unsigned_abs());
        // 64-bit integers have a much faster common divisor
        let divisor = match (u64::try_from(above), u64::try_from(below)) {
            (Ok(above), Ok(below)) => i128::from(above.gcd(&below)),
            _ => numerator.gcd(&denominator),
        };
        let (numerator, denominator) = if divisor == 1 {
            (numerator, denominator)
        } else {
            (numerator / divisor, denominator / divisor)
        };
        Ratio(num_rational::Ratio::new_raw(numerator, denominator))
    }

    /// A fraction that is in lowest terms already, with a denominator above zero.
    pub(super) fn in_lowest_terms(numerator: i128, denominator: i128) -> Ratio {
        Ratio(num_rational::Ratio::new_raw(numerator, denominator))
    }

    /// Numerator and denominator, if both are so small that a product of two such, and a sum of two
    /// products, fits 128 bits.
    fn small(self) -> Option<(i128, i128)> {
        let is_small = |value: i128| i64::try_from(value).is_ok();
        let (numerator, denominator) = (self.numerator(), self.denominator());
        (is_small(numerator) && is_small(denominator)).then_some((numerator, denominator))
    }

    /// A whole number.
    pub const fn whole(value: i128) -> Ratio {
        Ratio(num_rational::Ratio::new_raw(value, 1))
    }

    /// One of `parts` equal parts; of none, the whole.
    pub const fn one_in(parts: u32) -> Ratio {
        let parts = if parts == 0 { 1 } else { parts };
        Ratio(num_rational::Ratio::new_raw(1, parts as i128))
    }

    /// The numerator in lowest terms; it carries the sign.
    pub fn numerator(&self) -> i128 {
        *self.0.numer()
    }

    /// The denominator in lowest terms; always positive.
    pub fn denominator(&self) -> i128 {
        *self.0.denom()
    }

    /// Whether the value is a whole number.
    pub fn is_whole(&self) -> bool {
        self.0.is_integer()
    }

    /// Whether the value is zero.
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    /// Whether the value is below zero.
    pub fn is_negative(&self) -> bool {
        self.numerator() < 0
    }

    /// The sum.
    pub fn add(self, other: Ratio) -> Result<Ratio, ArithmeticError> {
        // whole numbers need no common denominator
        if self.is_whole() && other.is_whole() {
            let sum = self.numerator().checked_add(other.numerator());
            return sum
                .map(Ratio::whole)
                .ok_or_else(|| ArithmeticError::overflow("sum", self, other));
        }
        if let (Some((a, b)), Some((c, d))) = (self.small(), other.small()) {
            return Ok(if b == d {
                Ratio::lowest(a + c, b)
            } else {
                Ratio::lowest(a * d + c * b, b * d)
            });
        }
        let sum = self.0.checked_add(&other.0).map(Ratio);
        sum.ok_or_else(|| ArithmeticError::overflow("sum", self, other))
    }

    /// The difference.
    pub fn sub(self, other: Ratio) -> Result<Ratio, ArithmeticError> {
        // whole numbers need no common denominator
        if self.is_whole() && other.is_whole() {
            let difference = self.numerator().checked_sub(other.numerator());
            return difference
                .map(Ratio::whole)
                .ok_or_else(|| ArithmeticError::overflow("difference", self, other));
        }
        if let (Some((a, b)), Some((c, d))) = (self.small(), other.small()) {
            return Ok(if b == d {
                Ratio::lowest(a - c, b)
            } else {
                Ratio::lowest(a * d - c * b, b * d)
            });
        }
        let difference = self.0.checked_sub(&other.0).map(Ratio);
        difference.ok_or_else(|| ArithmeticError::overflow("difference", self, other))
    }

    /// The product.
    pub fn mul(self, other: Ratio) -> Result<Ratio, ArithmeticError> {
        // whole numbers need no common denominator
        if self.is_whole() && other.is_whole() {
            let product = self.numerator().checked_mul(other.numerator());
            return product
                .map(Ratio::whole)
                .ok_or_else(|| ArithmeticError::overflow("product", self, other));
        }
        if let (Some((a, b)), Some((c, d))) = (self.small(), other.small()) {
            return Ok(Ratio::lowest(a * c, b * d));
        }
        let product = self.0.checked_mul(&other.0).map(Ratio);
        product.ok_or_else(|| ArithmeticError::overflow("product", self, other))
    }

    /// The quotient.
    pub fn div(self, other: Ratio) -> Result<Ratio, ArithmeticError> {
        if other.is_zero() {
            return Err(ArithmeticError::DivisionByZero {
                dividend: self.to_string(),
            });
        }
        if let (Some((a, b)), Some((c, d))) = (self.small(), other.small()) {
            return Ok(if c < 0 {
                Ratio::lowest(-a * d, b * -c)
            } else {
                Ratio::lowest(a * d, b * c)
            });
        }
        let quotient = self.0.checked_div(&other.0).map(Ratio);
        quotient.ok_or_else(|| ArithmeticError::overflow("quotient", self, other))
    }

    /// The value with its sign turned.
    pub fn neg(self) -> Ratio {
        Ratio(-self.0)
    }

    /// The distance from zero.
    pub fn abs(self) -> Ratio {
        if self.is_negative() { self.neg() } else { self }
    }

    /// The whole number this value is rounded to.
    pub fn round(&self, rounding: Rounding) -> i128 {
        rounding.divide(self.numerator(), self.denominator())
    }

    /// The value written as a decimal with `decimals` decimals, rounded half up, Swedish style
    /// (`1 234,50`). For reading only; computations keep the fraction.
    pub fn to_decimal_string(&self, decimals: u32) -> String {
        let scaled = 10_i128
            .checked_pow(decimals)
            .and_then(|scale| self.mul(Ratio::whole(scale)).ok())
            .map(|scaled| scaled.round(Rounding::HalfUp));
        match scaled {
            Some(digits) => decimal_digits(digits, decimals),
            None => self.to_string(),
        }
    }

    /// The value as people read it, without loss: `1 000`, `0,5`, and a mixed number where no six
    /// decimals give it: `33 1/3`.
    ///
    /// ```
    /// use statsbidrag::exact::Ratio;
    /// assert_eq!(Ratio::new(2001, 2)?.to_exact_string(), "1 000,5");
    /// assert_eq!(Ratio::new(-100, 3)?.to_exact_string(), "-33 1/3");
    /// assert_eq!(Ratio::new(2, 3)?.to_exact_string(), "2/3");
    /// # Ok::<(), statsbidrag::exact::ArithmeticError>(())
    /// ```
    pub fn to_exact_string(&self) -> String {
        const MOST: u32 = 6;
        match self.decimals(MOST) {
            Some(decimals) => self.to_decimal_string(decimals),
            None => self.to_mixed_string(),
        }
    }

    /// The same of kronor, with öre in two digits: `1 000`, `0,50`, `33 1/3`.
    pub fn to_kronor_string(&self) -> String {
        match self.decimals(2) {
            Some(0) => self.to_decimal_string(0),
            Some(_) => self.to_decimal_string(2),
            None => self.to_exact_string(),
        }
    }

    /// Whole part and fraction; the fraction alone below one.
    fn to_mixed_string(self) -> String {
        let whole = self.round(Rounding::Truncate);
        let rest = self.sub(Ratio::whole(whole));
        match rest {
            Ok(rest) if whole != 0 => format!("{} {}", decimal_digits(whole, 0), rest.abs()),
            _ => self.to_string(),
        }
    }

    /// The value as programs write it: no grouping, a decimal point, and as many decimals as it takes
    /// (at most twelve): `-1`, `0.05`.
    pub fn plain_digits(&self) -> String {
        const MOST: u32 = 12;
        let decimals = self.decimals(MOST).unwrap_or(MOST);
        let text = self.to_decimal_string(decimals);
        text.replace(' ', "").replace(',', ".")
    }

    /// How many decimals write the value without loss, if no more than `most` do.
    pub fn decimals(self, most: u32) -> Option<u32> {
        (0..=most).find(|&decimals| {
            let scale = 10_i128.checked_pow(decimals).map(Ratio::whole);
            scale.is_some_and(|scale| self.mul(scale).is_ok_and(|it| it.is_whole()))
        })
    }
}

/// Writes `digits / 10^decimals` with grouped thousands and a decimal comma.
fn decimal_digits(digits: i128, decimals: u32) -> String {
    let width = decimals as usize;
    let text = format!("{:0>1$}", digits.unsigned_abs(), width + 1);
    let (whole, fraction) = text.split_at(text.len() - width);
    let sign = if digits < 0 { "-" } else { "" };
    let comma = if decimals == 0 { "" } else { "," };
    format!("{sign}{}{comma}{fraction}", group_thousands(whole))
}

/// Puts a space between groups of three digits, counted from the right.
pub(super) fn group_thousands(digits: &str) -> String {
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            grouped.push(' ');
        }
        grouped.push(digit);
    }
    grouped
}

impl Ord for Ratio {
    fn cmp(&self, other: &Ratio) -> Ordering {
        if self.denominator() == other.denominator() {
            return self.numerator().cmp(&other.numerator());
        }
        match (self.small(), other.small()) {
            (Some((a, b)), Some((c, d))) => (a * d).cmp(&(c * b)),
            _ => self.0.cmp(&other.0),
        }
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Ratio) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl From<i64> for Ratio {
    fn from(value: i64) -> Ratio {
        Ratio::whole(value.into())
    }
}

impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (numerator, denominator) = (self.numerator(), self.denominator());
        write!(f, "{}", decimal_digits(numerator, 0))?;
        if denominator != 1 {
            write!(f, "/{}", decimal_digits(denominator, 0))?;
        }
        Ok(())
    }
}

impl fmt::Debug for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overflow_names_both_quantities() {
        let big = Ratio::whole(i128::MAX);
        let message = big.add(Ratio::ONE).unwrap_err().to_string();
        assert!(message.starts_with("sum of 170 141 183 460"), "{message}");
        assert!(big.sub(Ratio::whole(-1)).is_err());
        assert!(big.mul(big).is_err());
    }

    #[test]
    fn one_of_equal_parts() {
        assert_eq!(Ratio::one_in(4), Ratio::new(1, 4).unwrap());
        assert_eq!(Ratio::one_in(0), Ratio::ONE);
    }

    #[test]
    fn division_by_zero_is_an_error() {
        assert!(Ratio::ONE.div(Ratio::ZERO).is_err());
        assert!(Ratio::new(1, 0).is_err());
        assert!(Ratio::new(i128::MIN, -1).is_err());
    }

    #[test]
    fn comparison_of_huge_fractions_is_exact() {
        let low = Ratio::new(i128::MAX - 2, i128::MAX - 1).unwrap();
        let high = Ratio::new(i128::MAX - 1, i128::MAX).unwrap();
        assert!(low < high);
    }

    /// On both sides of 64 bits the same answers: 2⁶⁴/3 + 1/3 = (2⁶⁴ + 1)/3, and −2⁶³ is the last
    /// 64-bit integer.
    #[test]
    fn arithmetic_does_not_change_at_64_bits() {
        let fraction = |a, b| Ratio::new(a, b).unwrap();
        let edge = i128::from(i64::MIN);
        let (low, high) = (fraction(edge, 3), fraction(1 << 64, 3));
        assert_eq!(high.add(fraction(1, 3)), Ratio::new((1 << 64) + 1, 3));
        assert_eq!(low.add(low), Ratio::new(2 * edge, 3));
        assert_eq!(low.sub(fraction(1, 2)), Ratio::new(2 * edge - 3, 6));
        assert_eq!(low.mul(low), Ratio::new(1 << 126, 9));
        assert_eq!(low.div(low), Ok(Ratio::ONE));
        assert_eq!(fraction(1, 7).div(low), Ratio::new(-3, 7 << 63));
        assert!(low < high && high > fraction(1, 2) && fraction(-1, 3) < fraction(-1, 4));
        assert_eq!(fraction(4, -6), fraction(-2, 3));
        // a numerator beyond 64 bits times a denominator is beyond 128
        assert!(
            fraction(1 << 100, 3)
                .add(fraction(1, (1 << 40) + 1))
                .is_err()
        );
    }

    #[test]
    fn small_fractions_are_computed_with() {
        let fraction = |a, b| Ratio::new(a, b).unwrap();
        assert_eq!(fraction(2, 7).sub(fraction(5, 7)), Ratio::new(-3, 7));
        assert_eq!(fraction(2, 7).sub(fraction(1, 2)), Ratio::new(-3, 14));
        assert_eq!(fraction(2, 7).add(fraction(4, 7)), Ratio::new(6, 7));
        assert_eq!(fraction(3, 4).div(fraction(5, 7)), Ratio::new(21, 20));
        // the numerator carries the sign
        let negative = fraction(3, 4).div(fraction(-5, 7)).unwrap();
        assert_eq!((negative.numerator(), negative.denominator()), (-21, 20));
    }

    #[test]
    fn decimals_are_written_the_swedish_way() {
        assert_eq!(
            Ratio::new(12_345_678, 1000).unwrap().to_decimal_string(2),
            "12 345,68"
        );
        assert_eq!(Ratio::new(-1, 8).unwrap().to_decimal_string(3), "-0,125");
        assert_eq!(
            Ratio::whole(1_998_500_000).to_decimal_string(0),
            "1 998 500 000"
        );
        assert_eq!(Ratio::new(1, 1000).unwrap().to_decimal_string(3), "0,001");
        assert_eq!(Ratio::ZERO.to_decimal_string(1), "0,0");
        assert_eq!(Ratio::new(-1, 8).unwrap().decimals(4), Some(3));
        assert_eq!(Ratio::new(-1, 8).unwrap().decimals(2), None);
        assert_eq!(Ratio::new(1, 3).unwrap().decimals(12), None);
        assert_eq!(format!("{:?}", Ratio::new(1, 4).unwrap()), "1/4");
    }
}
