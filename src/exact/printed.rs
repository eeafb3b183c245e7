//! The printed number: a value, the place of its last digit, and the set of true values behind it.

use std::fmt;

use rust_decimal::Decimal;

use super::{ArithmeticError, Bound, Interval, Ratio};

/// A number as it stands in print.
///
/// `12,50` and `12,5` are different claims: the *quantum* (the worth of the last printed digit) is
/// 1/100 in the first and 1/10 in the second. `20 tkr` has a quantum of 1 000 kr. What is *counted*
/// (kronor, persons) and printed to the last unit is a single value; what is *measured* (a percent,
/// an index) or printed in thousands is an interval whose ends depend on the [`PrintingRule`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PrintedNumber {
    value: Ratio,
    quantum: Ratio,
    counted: bool,
    hedge: Option<Hedge>,
}

/// A word that makes a printed number approximate or directed (*drygt*, *nästan*, *cirka*).
///
/// With x the figure named, u the worth of its last digit, r = max(u, x/20) and R = max(u, x/10),
/// the value v is supported, or is a matter of wording, when
///
/// | hedge | Swedish | supported | wording | else |
/// | --- | --- | --- | --- | --- |
/// | `Over` | drygt, något mer än, över | x ≤ v < x + r | to x + R | contradicts |
/// | `Under` | nästan, närmare, knappt | x − r < v < x | from x − R | contradicts |
/// | `Near` | nära | as `Under`, and v = x | from x − R | contradicts |
/// | `About` | cirka, omkring, ungefär | \|v − x\| ≤ r | \|v − x\| ≤ R | contradicts |
/// | `AtMost` | högst, som mest | v ≤ x | | contradicts |
/// | `AtLeast` | minst | v ≥ x | | contradicts |
/// | `LessThan` | färre än, under, < | v < x | | contradicts |
/// | `MoreThan` | mer än, majoriteten | v > x | | contradicts |
///
/// The bounds are ours. A word with a direction says *close to x*: at 38,6 the words *nästan 25* name
/// another figure, and *nästan 50 000* is not a stretched 28 302. Up to a tenth of x, twice what the
/// word usually covers, a finding is *wording*; beyond, no reading of the word makes it right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // each variant is a row of the table above
pub enum Hedge {
    Over,
    Under,
    Near,
    About,
    AtMost,
    AtLeast,
    LessThan,
    MoreThan,
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
    /// As half-up, with hedged words taken generously: up to a tenth from the figure named.
    Generous,
}

impl PrintingRule {
    /// The rules to try when half-up does not fit, the most usual first.
    pub const ALTERNATIVES: [PrintingRule; 4] = [
        PrintingRule::HalfEven,
        PrintingRule::Truncated,
        PrintingRule::RoundedUp,
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
        Ok(PrintedNumber {
            value,
            quantum,
            counted,
            hedge,
        })
    }

    /// A fraction in words: *en tredjedel*, *hälften*. As a claim it is hedged; as a parameter its
    /// [`value`](PrintedNumber::value) is exact.
    pub fn fraction(value: Ratio, hedge: Option<Hedge>) -> PrintedNumber {
        PrintedNumber {
            value,
            quantum: Ratio::ZERO,
            counted: false,
            hedge,
        }
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
        self.hedge
    }

    /// Whether only one true value prints like this.
    pub fn is_exact(&self) -> bool {
        self.hedge.is_none() && self.counted && self.quantum <= Ratio::ONE
    }

    /// The same number with another value in its place, printed with as many digits.
    pub fn with_value(&self, value: Ratio) -> PrintedNumber {
        PrintedNumber { value, ..*self }
    }

    /// The same digits in a unit `factor` times as large: 2,9 miljarder for 2,9 miljoner.
    pub fn in_unit(&self, factor: Ratio) -> Result<PrintedNumber, ArithmeticError> {
        Ok(PrintedNumber {
            value: self.value.mul(factor)?,
            quantum: self.quantum.mul(factor)?,
            ..*self
        })
    }

    /// The true values that print like this under `rule`.
    pub fn interval(&self, rule: PrintingRule) -> Result<Interval, ArithmeticError> {
        if let Some(hedge) = self.hedge {
            return self.hedged_interval(hedge, rule);
        }
        if self.is_exact() {
            return Ok(Interval::point(self.value));
        }
        let half = self.quantum.div(Ratio::whole(2))?;
        let (x, u) = (self.value, self.quantum);
        let (lower, upper) = match rule {
            PrintingRule::HalfUp | PrintingRule::Generous if x.is_negative() => {
                (Bound::Open(x.sub(half)?), Bound::Closed(x.add(half)?))
            }
            PrintingRule::HalfUp | PrintingRule::Generous if x.is_zero() => {
                (Bound::Open(half.neg()), Bound::Open(half))
            }
            PrintingRule::HalfUp | PrintingRule::Generous => {
                (Bound::Closed(x.sub(half)?), Bound::Open(x.add(half)?))
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
        if self.counted {
            // 3 405 tkr is one of the whole kronor from 3 404 500 to 3 405 499
            return Ok(interval.whole_numbers().unwrap_or(Interval::point(x)));
        }
        Ok(interval)
    }

    fn last_digit_is_even(&self) -> Result<bool, ArithmeticError> {
        let mantissa = self.value.div(self.quantum)?;
        Ok(mantissa.numerator() % 2 == 0)
    }

    /// The bounds of the table at [`Hedge`].
    fn hedged_interval(
        &self,
        hedge: Hedge,
        rule: PrintingRule,
    ) -> Result<Interval, ArithmeticError> {
        let x = self.value;
        let generous = rule == PrintingRule::Generous;
        let part = Ratio::whole(if generous { 10 } else { 20 });
        let room = self.quantum.max(x.abs().div(part)?);
        let (low, high) = (x.sub(room)?, x.add(room)?);
        let (lower, upper) = match hedge {
            Hedge::Over if generous => (Bound::Closed(x), Bound::Closed(high)),
            Hedge::Over => (Bound::Closed(x), Bound::Open(high)),
            Hedge::Under if generous => (Bound::Closed(low), Bound::Open(x)),
            Hedge::Under => (Bound::Open(low), Bound::Open(x)),
            Hedge::Near if generous => (Bound::Closed(low), Bound::Closed(x)),
            Hedge::Near => (Bound::Open(low), Bound::Closed(x)),
            Hedge::About => (Bound::Closed(low), Bound::Closed(high)),
            Hedge::AtMost => (Bound::Unbounded, Bound::Closed(x)),
            Hedge::AtLeast => (Bound::Closed(x), Bound::Unbounded),
            Hedge::LessThan => (Bound::Unbounded, Bound::Open(x)),
            Hedge::MoreThan => (Bound::Open(x), Bound::Unbounded),
        };
        Ok(Interval::between(lower, upper).unwrap_or(Interval::point(x)))
    }
}

impl fmt::Display for PrintingRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            PrintingRule::HalfUp => "rounding half up",
            PrintingRule::HalfEven => "rounding half to even",
            PrintingRule::Truncated => "cutting off decimals",
            PrintingRule::RoundedUp => "rounding up",
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

    /// Where words end, for 100 printed to the unit: a twentieth away they are stretched, and reach
    /// a tenth away and no further. *Nära* reaches its figure, *nästan* does not.
    #[test]
    fn the_ends_of_hedged_words() {
        let holds = |hedge, rule, value: i128| {
            let number = PrintedNumber::decimal("100".parse().unwrap(), 1, true, Some(hedge));
            number
                .unwrap()
                .interval(rule)
                .unwrap()
                .contains(Ratio::whole(value))
        };
        let (strict, generous) = (PrintingRule::HalfUp, PrintingRule::Generous);
        for (hedge, near, stretched, far) in [
            (Hedge::Over, 104, 105, 110),
            (Hedge::Under, 96, 95, 90),
            (Hedge::Near, 96, 95, 90),
        ] {
            assert!(
                holds(hedge, strict, near) && !holds(hedge, strict, stretched),
                "{hedge:?}"
            );
            assert!(holds(hedge, generous, far), "{hedge:?}");
            let beyond = if far > 100 { far + 1 } else { far - 1 };
            assert!(!holds(hedge, generous, beyond), "{hedge:?}");
            for rule in [strict, generous] {
                assert_eq!(holds(hedge, rule, 100), hedge != Hedge::Under, "{hedge:?}");
            }
        }
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

    /// "drygt 290 miljoner": 290 346 919 fits, 289 999 999 contradicts, 310 000 000 is wording, and
    /// so is 319 000 000, a tenth more; 319 000 001 contradicts.
    #[test]
    fn drygt_has_a_direction() {
        let claim =
            PrintedNumber::decimal("290".parse().unwrap(), 1_000_000, true, Some(Hedge::Over))
                .unwrap();
        let strict = claim.interval(PrintingRule::HalfUp).unwrap();
        let generous = claim.interval(PrintingRule::Generous).unwrap();
        assert!(strict.contains(Ratio::whole(290_346_919)));
        assert!(!strict.contains(Ratio::whole(310_000_000)));
        assert!(generous.contains(Ratio::whole(310_000_000)));
        assert!(!generous.contains(Ratio::whole(289_999_999)));
        assert!(generous.contains(Ratio::whole(319_000_000)));
        assert!(!generous.contains(Ratio::whole(319_000_001)));
    }

    /// "nästan 50 000": 49 000 fits, 45 000 is wording, 44 999 contradicts, and so does 50 000.
    #[test]
    fn nastan_reaches_a_tenth_down() {
        let claim =
            PrintedNumber::decimal("50000".parse().unwrap(), 1, true, Some(Hedge::Under)).unwrap();
        let strict = claim.interval(PrintingRule::HalfUp).unwrap();
        let generous = claim.interval(PrintingRule::Generous).unwrap();
        assert!(strict.contains(Ratio::whole(49_000)) && !strict.contains(Ratio::whole(45_000)));
        assert!(generous.contains(Ratio::whole(45_000)));
        assert!(!generous.contains(Ratio::whole(44_999)));
        assert!(!generous.contains(Ratio::whole(50_000)));
    }

    #[test]
    fn a_fraction_in_words_is_about() {
        let third = PrintedNumber::fraction(ratio(1, 3), Some(Hedge::About));
        let interval = third.interval(PrintingRule::HalfUp).unwrap();
        assert!(interval.contains(ratio(99, 290)));
        assert!(!interval.contains(ratio(4, 10)));
    }
}
