//! Hedge words: what a word before a printed figure does to the values it may stand for.

use super::{ArithmeticError, Bound, Interval, PrintingRule, Ratio};

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

impl Hedge {
    /// The values that the word supports before the figure `x`, whose last digit is worth `quantum`;
    /// with those that are a matter of wording, if the rule is generous.
    ///
    /// *Errors*: an end outside 128 bits.
    pub(super) fn interval(
        self,
        x: Ratio,
        quantum: Ratio,
        rule: PrintingRule,
    ) -> Result<Interval, ArithmeticError> {
        let generous = rule == PrintingRule::Generous;
        let part = Ratio::whole(if generous { 10 } else { 20 });
        let room = quantum.max(x.abs().div(part)?);
        let (low, high) = (x.sub(room)?, x.add(room)?);
        let (lower, upper) = match self {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::PrintedNumber;

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
}
