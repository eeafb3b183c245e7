//! Numbers as a spreadsheet stores them: decimal digits and where their point stands.

use std::cmp::Ordering;

/// The digits that a spreadsheet shows of a number: what lies beyond is noise of its binary form.
const SHOWN: i64 = 15;

/// Exponents beyond this are no number of a spreadsheet.
const LARGEST_EXPONENT: i64 = 400;

/// A number as digits: 0.d₁d₂d₃… × 10^point, without zeros at either end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredNumber {
    /// Whether it is below zero.
    pub negative: bool,
    digits: Vec<u8>,
    point: i64,
}

impl StoredNumber {
    /// Zero.
    pub const ZERO: StoredNumber = StoredNumber {
        negative: false,
        digits: Vec::new(),
        point: 0,
    };

    /// Reads `-449.40000000000146` or `1.5E-7`, to the 15 digits that are shown.
    pub fn parse(text: &str) -> Option<StoredNumber> {
        let text = text.trim();
        let (negative, rest) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (mantissa, exponent) = match rest.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i64>().ok()?),
            None => (rest, 0),
        };
        let (whole, decimals) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let are_digits = |it: &str| it.bytes().all(|byte| byte.is_ascii_digit());
        let has_digits = !whole.is_empty() || !decimals.is_empty();
        if !has_digits || !are_digits(whole) || !are_digits(decimals) || mantissa.len() > 400 {
            return None;
        }
        if exponent.abs() > LARGEST_EXPONENT {
            return None;
        }
        let digits: Vec<u8> = whole
            .bytes()
            .chain(decimals.bytes())
            .map(|it| it - b'0')
            .collect();
        let point = i64::try_from(whole.len()).ok()? + exponent;
        let number = StoredNumber {
            negative,
            digits,
            point,
        };
        let number = number.normal();
        let decimals = SHOWN - number.point;
        Some(number.rounded(decimals))
    }

    fn normal(mut self) -> StoredNumber {
        let zeros = self.digits.iter().take_while(|it| **it == 0).count();
        self.digits.drain(..zeros);
        self.point -= i64::try_from(zeros).unwrap_or_default();
        while self.digits.last() == Some(&0) {
            self.digits.pop();
        }
        if self.digits.is_empty() {
            return StoredNumber::ZERO;
        }
        self
    }

    /// Whether it is zero.
    pub fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    /// Its distance from zero.
    pub fn absolute(&self) -> StoredNumber {
        StoredNumber {
            negative: false,
            ..self.clone()
        }
    }

    /// Times 10^`by`.
    pub fn scaled(&self, by: i64) -> StoredNumber {
        if self.is_zero() {
            return StoredNumber::ZERO;
        }
        StoredNumber {
            point: self.point + by,
            ..self.clone()
        }
    }

    /// With at most this many decimals (below zero: whole tens), halves away from zero.
    pub fn rounded(&self, decimals: i64) -> StoredNumber {
        let kept = self.point + decimals;
        let Ok(kept) = usize::try_from(kept) else {
            return StoredNumber::ZERO;
        };
        if kept >= self.digits.len() {
            return self.clone();
        }
        let mut digits: Vec<u8> = self.digits[..kept].to_vec();
        let mut point = self.point;
        let mut carry = self.digits[kept] >= 5;
        for digit in digits.iter_mut().rev() {
            if !carry {
                break;
            }
            carry = *digit == 9;
            *digit = if carry { 0 } else { *digit + 1 };
        }
        if carry {
            digits.insert(0, 1);
            point += 1;
        }
        let number = StoredNumber {
            negative: self.negative,
            digits,
            point,
        };
        number.normal()
    }

    /// The power of ten of its first digit.
    pub fn magnitude(&self) -> i64 {
        self.point - 1
    }

    fn digit(&self, position: i64) -> char {
        let digit = usize::try_from(position)
            .ok()
            .and_then(|it| self.digits.get(it));
        char::from(b'0' + digit.copied().unwrap_or(0))
    }

    /// The digits before the point, none if there are none.
    pub fn whole_digits(&self) -> String {
        (0..self.point)
            .map(|position| self.digit(position))
            .collect()
    }

    /// So many digits after the point.
    pub fn decimal_digits(&self, count: i64) -> String {
        (0..count)
            .map(|position| self.digit(self.point + position))
            .collect()
    }

    /// How many digits after the point are not zero.
    pub fn decimals(&self) -> i64 {
        let digits = i64::try_from(self.digits.len()).unwrap_or(i64::MAX);
        (digits - self.point).max(0)
    }

    /// The whole number that it is nearest to after multiplication by `factor`, if that is moderate.
    pub fn times(&self, factor: i128) -> Option<i128> {
        let mut value: i128 = 0;
        for digit in &self.digits {
            value = value.checked_mul(10)?.checked_add(i128::from(*digit))?;
        }
        value = value.checked_mul(factor)?;
        let places = i64::try_from(self.digits.len()).ok()? - self.point;
        if places <= 0 {
            let power = u32::try_from(-places).ok()?;
            value = value.checked_mul(10_i128.checked_pow(power)?)?;
        } else {
            let Some(power) = u32::try_from(places)
                .ok()
                .and_then(|it| 10_i128.checked_pow(it))
            else {
                return Some(0);
            };
            value = value.checked_add(power / 2)? / power;
        }
        Some(if self.negative { -value } else { value })
    }
}

impl PartialOrd for StoredNumber {
    fn partial_cmp(&self, other: &StoredNumber) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for StoredNumber {
    fn cmp(&self, other: &StoredNumber) -> Ordering {
        let sign = |it: &StoredNumber| match (it.is_zero(), it.negative) {
            (true, _) => 0,
            (_, true) => -1,
            (_, false) => 1,
        };
        let apart = sign(self).cmp(&sign(other));
        if apart != Ordering::Equal || self.is_zero() {
            return apart;
        }
        let size = (self.point, &self.digits).cmp(&(other.point, &other.digits));
        if self.negative { size.reverse() } else { size }
    }
}
