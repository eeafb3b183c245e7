//! The printed number: a value, the place of its last digit, and the set of true values behind it.

use std::fmt;

use rust_decimal::Decimal;

use super::hedge::Hedged;
use super::round_numbers::RoundNumbers;
use super::{ArithmeticError, Bound, Hedge, Interval, Precision, Quantity, Ratio};

/// A number as it stands in print.
///
/// `12,50` and `12,5` are different claims: the *quantum* (the worth of the last printed digit) is
/// 1/100 in the first and 1/10 in the second. `20 tkr` has a quantum of 1 000 kr. What is *counted*
/// (kronor, persons) and printed to the last unit is a single value; what is *measured* (a percent,
/// an index), has decimals or is printed in thousands is an interval whose ends depend on the
/// [`PrintingRule`]. A [`Precision`] that is declared takes the place of all that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PrintedNumber {
    value: Ratio,
    quantum: Ratio,
    quantity: Quantity,
    precision: Precision,
    hedge: Option<Hedged>,
}

/// The rule by which a value is taken to have become a printed number.
///
/// A relation is first tried under [`HalfUp`](PrintingRule::HalfUp). If it only fits another rule,
/// that is a finding that names the rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PrintingRule {
    /// Rounded to the nearest, a half away from zero.
    HalfUp,
    /// Rounded to the nearest, a half to the even digit.
    HalfEven,
    /// The following digits were cut off.
    Truncated,
    /// Rounded away from zero.
    RoundedUp,
    /// As half-up, with whole kronor that were rounded from öre.
    WithoutOre,
    /// As half-up, with hedged words taken generously: up to the next round number.
    Generous,
}

impl PrintingRule {
    /// The rules to try when half-up does not fit, the most usual first.
    pub const ALTERNATIVES: [PrintingRule; 5] = [
        PrintingRule::HalfEven,
        PrintingRule::Truncated,
        PrintingRule::RoundedUp,
        PrintingRule::WithoutOre,
        PrintingRule::Generous,
    ];
}

impl PrintedNumber {
    /// A printed decimal in units of `scale` (1 for `12,5`, 1 000 000 for `12,5 miljoner`).
    ///
    /// `counted` says that the quantity itself is a whole number (kronor, persons).
    ///
    /// *Errors*: a value outside 128 bits.
    pub fn decimal(
        printed: Decimal,
        scale: i64,
        counted: bool,
        hedge: Option<Hedge>,
    ) -> Result<PrintedNumber, ArithmeticError> {
        let digit = 10_i128
            .checked_pow(printed.scale())
            .ok_or_else(|| ArithmeticError::overflow("power", 10, printed.scale()))?;
        let quantum = Ratio::new(scale.into(), digit)?;
        let value = Ratio::whole(printed.mantissa()).mul(quantum)?;
        let among = RoundNumbers::Digits {
            has_decimals: printed.scale() > 0,
        };
        Ok(PrintedNumber {
            value,
            quantum,
            quantity: Quantity::of(counted),
            precision: Precision::Usual,
            hedge: hedge.map(|word| Hedged { word, among }),
        })
    }

    /// The same number as a percentage: of those, a hedged whole one that 5 divides has its neighbours
    /// 5 away.
    pub fn as_percentage(self) -> PrintedNumber {
        let hedge = self.hedge.map(|hedged| match hedged.among {
            RoundNumbers::Digits { has_decimals } => Hedged {
                among: RoundNumbers::Percentages { has_decimals },
                ..hedged
            },
            _ => hedged,
        });
        PrintedNumber { hedge, ..self }
    }

    /// The same number, said with a half or a quarter of `of`: *en och en halv miljon*.
    pub fn as_share(self, of: Ratio) -> PrintedNumber {
        let among = RoundNumbers::Shares { of };
        PrintedNumber {
            hedge: self.hedge.map(|hedged| Hedged { among, ..hedged }),
            ..self
        }
    }

    /// A number without hedge words, from its value and the worth of its last digit.
    pub(super) fn plain(value: Ratio, quantum: Ratio, quantity: Quantity) -> PrintedNumber {
        PrintedNumber {
            value,
            quantum,
            quantity,
            precision: Precision::Usual,
            hedge: None,
        }
    }

    /// A share in words of something: *en tredjedel*, *hälften*. As a claim it is hedged; as a parameter
    /// its [`value`](PrintedNumber::value) is exact. The whole is 100 in percent.
    ///
    /// *Errors*: a value outside 128 bits.
    pub fn share(
        share: Ratio,
        whole: Ratio,
        hedge: Option<Hedge>,
    ) -> Result<PrintedNumber, ArithmeticError> {
        let among = RoundNumbers::Shares { of: whole };
        Ok(PrintedNumber {
            value: share.mul(whole)?,
            quantum: Ratio::ZERO,
            quantity: Quantity::Measured,
            precision: Precision::Usual,
            hedge: hedge.map(|word| Hedged { word, among }),
        })
    }

    /// The number as printed, taken literally.
    pub fn value(&self) -> Ratio {
        self.value
    }

    /// The worth of the last printed digit.
    pub fn quantum(&self) -> Ratio {
        self.quantum
    }

    /// The hedge word, if there is one.
    pub fn hedge(&self) -> Option<Hedge> {
        self.hedge.map(|hedged| hedged.word)
    }

    /// What it is a number of.
    pub fn quantity(&self) -> Quantity {
        self.quantity
    }

    /// The same number of this quantity.
    pub fn of(self, quantity: Quantity) -> PrintedNumber {
        PrintedNumber { quantity, ..self }
    }

    /// The same number with a precision that is declared.
    pub fn with_precision(self, precision: Precision) -> PrintedNumber {
        PrintedNumber { precision, ..self }
    }

    /// How exact it is declared to be.
    pub fn precision(&self) -> Precision {
        self.precision
    }

    /// The same number as the result of a computation, which was rounded for print even where what
    /// is counted so is whole.
    pub fn as_result(self) -> PrintedNumber {
        if self.precision == Precision::Usual && self.is_exact() {
            self.of(Quantity::Measured)
        } else {
            self
        }
    }

    /// Whether only one true value prints like this.
    pub fn is_exact(&self) -> bool {
        self.hedge.is_none()
            && match self.precision {
                Precision::Usual => {
                    self.quantity != Quantity::Measured && self.quantum == Ratio::ONE
                }
                Precision::Exact => true,
                Precision::Rounded(_) | Precision::CutOff(_) => false,
            }
    }

    /// Whether it is a whole number of kronor of which nothing more is known: öre may have been
    /// rounded away.
    pub fn may_lack_ore(&self) -> bool {
        self.precision == Precision::Usual && self.quantity == Quantity::Money && self.is_exact()
    }

    /// What it was rounded or cut off to: the last printed digit, if nothing else is declared.
    pub fn grain(&self) -> Ratio {
        match self.precision {
            Precision::Usual | Precision::Exact => self.quantum,
            Precision::Rounded(grain) | Precision::CutOff(grain) => grain,
        }
    }

    /// The same number with another value in its place, printed with as many digits.
    pub fn with_value(&self, value: Ratio) -> PrintedNumber {
        PrintedNumber { value, ..*self }
    }

    /// The same digits in a unit `factor` times as large: 2,9 miljarder for 2,9 miljoner.
    pub fn in_unit(&self, factor: Ratio) -> Result<PrintedNumber, ArithmeticError> {
        let mut hedge = self.hedge;
        if let Some(Hedged {
            among: RoundNumbers::Shares { of },
            ..
        }) = &mut hedge
        {
            *of = of.mul(factor)?;
        }
        Ok(PrintedNumber {
            value: self.value.mul(factor)?,
            quantum: self.quantum.mul(factor)?,
            precision: self.precision.in_unit(factor)?,
            hedge,
            ..*self
        })
    }

    /// The true values that print like this under `rule`.
    pub fn interval(&self, rule: PrintingRule) -> Result<Interval, ArithmeticError> {
        if let Some(hedge) = self.hedge {
            return hedge.interval(
                self.value,
                self.quantum,
                self.quantity != Quantity::Measured,
                rule,
            );
        }
        let lacks_ore = rule == PrintingRule::WithoutOre && self.may_lack_ore();
        if self.is_exact() && !lacks_ore {
            return Ok(Interval::point(self.value));
        }
        let (x, u) = (self.value, self.grain());
        let half = u.div(Ratio::whole(2))?;
        let rule = match (self.precision, rule) {
            // what is declared is no guess
            (Precision::CutOff(_), _) => PrintingRule::Truncated,
            (Precision::Rounded(_), _) => PrintingRule::HalfUp,
            (_, PrintingRule::Generous | PrintingRule::WithoutOre) => PrintingRule::HalfUp,
            (_, rule) => rule,
        };
        let (lower, upper) = match rule {
            PrintingRule::HalfUp | PrintingRule::Generous | PrintingRule::WithoutOre => {
                if x.is_negative() {
                    (Bound::Open(x.sub(half)?), Bound::Closed(x.add(half)?))
                } else if x.is_zero() {
                    (Bound::Open(half.neg()), Bound::Open(half))
                } else {
                    (Bound::Closed(x.sub(half)?), Bound::Open(x.add(half)?))
                }
            }
            PrintingRule::HalfEven if self.last_digit_is_even()? => {
                (Bound::Closed(x.sub(half)?), Bound::Closed(x.add(half)?))
            }
            PrintingRule::HalfEven => (Bound::Open(x.sub(half)?), Bound::Open(x.add(half)?)),
            PrintingRule::Truncated if x.is_negative() => {
                (Bound::Open(x.sub(u)?), Bound::Closed(x))
            }
            PrintingRule::Truncated if x.is_zero() => (Bound::Open(u.neg()), Bound::Open(u)),
            PrintingRule::Truncated => (Bound::Closed(x), Bound::Open(x.add(u)?)),
            PrintingRule::RoundedUp if x.is_negative() => {
                (Bound::Closed(x), Bound::Open(x.add(u)?))
            }
            PrintingRule::RoundedUp if x.is_zero() => (Bound::Closed(x), Bound::Closed(x)),
            PrintingRule::RoundedUp => (Bound::Open(x.sub(u)?), Bound::Closed(x)),
        };
        let interval = Interval::between(lower, upper).unwrap_or(Interval::point(x));
        if self.is_whole() {
            // 3 405 tkr is one of the whole kronor from 3 404 500 to 3 405 499
            return Ok(interval.whole_numbers().unwrap_or(Interval::point(x)));
        }
        Ok(interval)
    }

    /// Whether the value behind a rounded print is a whole number: persons, and kronor that are
    /// printed in thousands.
    pub fn is_whole(&self) -> bool {
        match self.quantity {
            Quantity::Measured => false,
            Quantity::Counted => self.grain() > Ratio::ONE,
            Quantity::Money => self.precision == Precision::Usual && self.quantum > Ratio::ONE,
        }
    }

    fn last_digit_is_even(&self) -> Result<bool, ArithmeticError> {
        let mantissa = self.value.div(self.grain())?;
        Ok(mantissa.is_whole() && mantissa.numerator() % 2 == 0)
    }
}

impl fmt::Display for PrintingRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            PrintingRule::HalfUp => "rounding half up",
            PrintingRule::HalfEven => "rounding half to even",
            PrintingRule::Truncated => "cutting off decimals",
            PrintingRule::RoundedUp => "rounding up",
            PrintingRule::WithoutOre => "öre rounded to whole kronor",
            PrintingRule::Generous => "a generous reading of the words",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(text: &str) -> PrintedNumber {
        PrintedNumber::decimal(text.parse().unwrap(), 1, false, None).unwrap()
    }

    fn ratio(numerator: i128, denominator: i128) -> Ratio {
        Ratio::new(numerator, denominator).unwrap()
    }

    /// 40 % half-up is [39.5, 40.5).
    #[test]
    fn whole_percent_under_half_up() {
        let interval = measured("40").interval(PrintingRule::HalfUp).unwrap();
        assert!(interval.contains(ratio(79, 2)));
        assert!(!interval.contains(ratio(81, 2)));
    }

    #[test]
    fn trailing_zeros_are_part_of_the_claim() {
        let coarse = measured("1").interval(PrintingRule::HalfUp).unwrap();
        let fine = measured("1.0").interval(PrintingRule::HalfUp).unwrap();
        assert!(coarse.contains(ratio(14, 10)));
        assert!(!fine.contains(ratio(14, 10)));
    }

    /// Half to even: 40 reaches 40.5, 41 does not reach 40.5.
    #[test]
    fn half_even_closes_even_mantissas() {
        let even = measured("40").interval(PrintingRule::HalfEven).unwrap();
        let odd = measured("41").interval(PrintingRule::HalfEven).unwrap();
        assert!(even.contains(ratio(81, 2)) && even.contains(ratio(79, 2)));
        assert!(!odd.contains(ratio(81, 2)) && !odd.contains(ratio(83, 2)));
    }

    #[test]
    fn negative_numbers_mirror_positive_ones() {
        for rule in [
            PrintingRule::HalfUp,
            PrintingRule::Truncated,
            PrintingRule::RoundedUp,
        ] {
            let plus = measured("3").interval(rule).unwrap();
            let minus = measured("-3").interval(rule).unwrap();
            assert_eq!(plus.neg(), minus, "{rule}");
        }
    }

    /// A printed 0 is (-0,5; 0,5) half up, (-1; 1) cut off, and 0 rounded away from zero.
    #[test]
    fn zero_reaches_as_far_on_both_sides() {
        let of = |rule| measured("0").interval(rule).unwrap();
        let open =
            |end: Ratio| Interval::between(Bound::Open(end.neg()), Bound::Open(end)).unwrap();
        assert_eq!(of(PrintingRule::HalfUp), open(ratio(1, 2)));
        assert_eq!(of(PrintingRule::Truncated), open(Ratio::ONE));
        assert_eq!(of(PrintingRule::RoundedUp), Interval::point(Ratio::ZERO));
    }

    #[test]
    fn a_number_says_what_it_is() {
        let number = |scale, counted, hedge| {
            PrintedNumber::decimal("2".parse().unwrap(), scale, counted, hedge).unwrap()
        };
        assert!(number(1, true, None).is_exact());
        assert!(!number(1000, true, None).is_exact());
        assert!(!number(1, false, None).is_exact());
        let about = number(1, true, Some(Hedge::About));
        assert!(!about.is_exact());
        assert_eq!(about.hedge(), Some(Hedge::About));
        // 2 tkr in millions: 2 Mkr, whose last digit is a million
        let millions = number(1000, true, None)
            .in_unit(Ratio::whole(1000))
            .unwrap();
        assert_eq!(millions.value(), Ratio::whole(2_000_000));
        assert_eq!(millions.quantum(), Ratio::whole(1_000_000));
    }

    #[test]
    fn rules_are_named_for_readers() {
        assert_eq!(PrintingRule::HalfUp.to_string(), "rounding half up");
        assert_eq!(PrintingRule::RoundedUp.to_string(), "rounding up");
    }

    #[test]
    fn counted_amounts_are_points_until_printed_in_thousands() {
        let exact = PrintedNumber::decimal("3405".parse().unwrap(), 1, true, None).unwrap();
        assert_eq!(
            exact.interval(PrintingRule::Truncated).unwrap(),
            Interval::point(Ratio::whole(3405))
        );
        let thousands = PrintedNumber::decimal("3405".parse().unwrap(), 1000, true, None).unwrap();
        let interval = thousands.interval(PrintingRule::HalfUp).unwrap();
        assert!(interval.contains(Ratio::whole(3_404_500)));
        assert!(!interval.contains(Ratio::whole(3_405_500)));
        let ends = |number: PrintedNumber, rule| {
            let interval = number.interval(rule).unwrap();
            (interval.lower(), interval.upper())
        };
        let closed = |low, high| {
            (
                Bound::Closed(Ratio::whole(low)),
                Bound::Closed(Ratio::whole(high)),
            )
        };
        assert_eq!(
            ends(thousands, PrintingRule::HalfUp),
            closed(3_404_500, 3_405_499)
        );
        assert_eq!(
            ends(thousands, PrintingRule::Truncated),
            closed(3_405_000, 3_405_999)
        );
        assert_eq!(
            ends(thousands, PrintingRule::HalfEven),
            closed(3_404_501, 3_405_499)
        );
        let below = thousands.with_value(Ratio::whole(-3_405_000));
        assert_eq!(
            ends(below, PrintingRule::HalfUp),
            closed(-3_405_499, -3_404_500)
        );
        let none = thousands.with_value(Ratio::ZERO);
        assert_eq!(ends(none, PrintingRule::HalfUp), closed(-499, 499));
    }

    /// Two amounts in thousands, 1 and 1, cannot be more than 2 998 kronor, so not 2 999.
    #[test]
    fn sums_of_rounded_amounts_end_on_whole_kronor() {
        let one = PrintedNumber::decimal("1".parse().unwrap(), 1000, true, None).unwrap();
        let one = one.interval(PrintingRule::HalfUp).unwrap();
        let sum = one.add(&one).unwrap();
        assert!(sum.contains(Ratio::whole(2_998)));
        assert!(!sum.contains(Ratio::new(29_985, 10).unwrap()));
    }

    #[test]
    fn a_fraction_in_words_is_about() {
        let third = PrintedNumber::share(ratio(1, 3), Ratio::ONE, Some(Hedge::About)).unwrap();
        let interval = third.interval(PrintingRule::HalfUp).unwrap();
        assert!(interval.contains(ratio(99, 290)));
        // between a quarter and a half: to 5/12, 41,7 %
        assert!(interval.contains(ratio(4, 10)));
        assert!(!interval.contains(ratio(42, 100)));
    }
}
