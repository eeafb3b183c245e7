//! Hedge words: what a word before a printed figure does to the values it may stand for.

use super::round_numbers::RoundNumbers;
use super::{ArithmeticError, Bound, Interval, PrintingRule, Ratio};

/// A word that makes a printed number approximate or directed (*drygt*, *nästan*, *cirka*).
///
/// A hedged number stands for everything that is not nearer to the next round number of its kind: up
/// to half of the way there. With x the figure named, r half of the way to its neighbour on that side
/// and R the whole way, the value v is supported, or is a matter of wording, when
///
/// | hedge | Swedish | supported | wording | else |
/// | --- | --- | --- | --- | --- |
/// | `Over` | drygt, något mer än, över | x ≤ v ≤ x + r | to x + R | contradicts |
/// | `Under` | nästan, närmare, knappt, lite mindre än | x − r ≤ v < x | from x − R | contradicts |
/// | `Near` | nära | as `Under`, and v = x | from x − R | contradicts |
/// | `About` | cirka, omkring, ungefär, runt | x − r ≤ v ≤ x + r | x − R to x + R | contradicts |
/// | `AtMost` | högst, som mest | v ≤ x | | contradicts |
/// | `AtLeast` | minst | v ≥ x | | contradicts |
/// | `LessThan` | färre än, under, < | v < x | | contradicts |
/// | `MoreThan` | mer än, majoriteten | v > x | | contradicts |
///
/// The neighbours are those of its kind: 15 and 25 percent of 20 percent, 200 and 400 of 300, a third
/// and two thirds of a half. What is counted and named to the last unit (*drygt 17 kommuner*) reaches
/// the next whole number. Beyond the neighbour, that would have been said instead: at 38,6 the words
/// *nästan 25* name another figure, and *nästan 50 000* is not a stretched 28 302.
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

/// A hedge word with the round numbers that the figure after it is one of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hedged {
    pub word: Hedge,
    pub among: RoundNumbers,
}

impl Hedged {
    /// The values that the word supports before the figure `x`, whose last digit is worth `quantum`;
    /// with those that are a matter of wording, if the rule is generous.
    ///
    /// *Errors*: an end outside 128 bits.
    pub fn interval(
        self,
        x: Ratio,
        quantum: Ratio,
        is_counted: bool,
        rule: PrintingRule,
    ) -> Result<Interval, ArithmeticError> {
        let room = |distance: Ratio| {
            // between whole numbers there is nothing to be nearer to
            let is_whole = is_counted && distance == Ratio::ONE;
            if rule == PrintingRule::Generous || is_whole {
                Ok(distance)
            } else {
                distance.div(Ratio::whole(2))
            }
        };
        let next = self.among.distances(x, quantum)?;
        let (low, high) = (x.sub(room(next.below)?)?, x.add(room(next.above)?)?);
        let (lower, upper) = match self.word {
            Hedge::Over => (Bound::Closed(x), Bound::Closed(high)),
            Hedge::Under => (Bound::Closed(low), Bound::Open(x)),
            Hedge::Near => (Bound::Closed(low), Bound::Closed(x)),
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

    const STRICT: PrintingRule = PrintingRule::HalfUp;
    const GENEROUS: PrintingRule = PrintingRule::Generous;

    fn between(lower: Bound, upper: Bound) -> Interval {
        Interval::between(lower, upper).unwrap()
    }

    fn whole(text: &str, hedge: Hedge) -> PrintedNumber {
        PrintedNumber::decimal(text.parse().unwrap(), 1, true, Some(hedge)).unwrap()
    }

    /// Of 300 the neighbours are 200 and 400: half of the way is 250 and 350.
    #[test]
    fn a_word_reaches_half_of_the_way_to_the_next_round_number() {
        let at = |value: i128| Ratio::whole(value);
        for (hedge, strict, generous) in [
            (
                Hedge::About,
                (Bound::Closed(at(250)), Bound::Closed(at(350))),
                (Bound::Closed(at(200)), Bound::Closed(at(400))),
            ),
            (
                Hedge::Over,
                (Bound::Closed(at(300)), Bound::Closed(at(350))),
                (Bound::Closed(at(300)), Bound::Closed(at(400))),
            ),
            (
                Hedge::Under,
                (Bound::Closed(at(250)), Bound::Open(at(300))),
                (Bound::Closed(at(200)), Bound::Open(at(300))),
            ),
            (
                Hedge::Near,
                (Bound::Closed(at(250)), Bound::Closed(at(300))),
                (Bound::Closed(at(200)), Bound::Closed(at(300))),
            ),
        ] {
            let number = whole("300", hedge);
            let found = [STRICT, GENEROUS].map(|rule| number.interval(rule).unwrap());
            let expected = [strict, generous].map(|(lower, upper)| between(lower, upper));
            assert_eq!(found, expected, "{hedge:?}");
        }
    }

    /// 20 percent stands for 17,5 to 22,5, and 18,87 is ordinary Swedish; 17 for 16,5 to 17,5.
    #[test]
    fn about_a_percentage() {
        for (text, low, high) in [("20", (35, 2), (45, 2)), ("17", (33, 2), (35, 2))] {
            let number =
                PrintedNumber::decimal(text.parse().unwrap(), 1, false, Some(Hedge::About));
            let number = number.unwrap().as_percentage();
            let end = |(n, d): (i128, i128)| Bound::Closed(Ratio::new(n, d).unwrap());
            assert_eq!(
                number.interval(STRICT).unwrap(),
                between(end(low), end(high))
            );
        }
    }

    /// A half, in percent: from 5/12 (41 2/3 %) to 7/12 (58 1/3 %), a third and two thirds are the ends
    /// of what words can be stretched to. 48,1 is not *drygt hälften* on any scale.
    #[test]
    fn about_a_half() {
        let hundred = Ratio::whole(100);
        let half = |hedge| PrintedNumber::share(Ratio::one_in(2), hundred, Some(hedge)).unwrap();
        let percent = |n: i128, d: i128| Ratio::new(100 * n, d).unwrap();
        let ends = |number: PrintedNumber, rule| {
            let found = number.interval(rule).unwrap();
            (found.lower(), found.upper())
        };
        let closed = Bound::Closed;
        assert_eq!(
            ends(half(Hedge::About), STRICT),
            (closed(percent(5, 12)), closed(percent(7, 12)))
        );
        assert_eq!(
            ends(half(Hedge::About), GENEROUS),
            (closed(percent(1, 3)), closed(percent(2, 3)))
        );
        assert_eq!(
            ends(half(Hedge::Under), STRICT),
            (closed(percent(5, 12)), Bound::Open(percent(1, 2)))
        );
        let over = half(Hedge::Over);
        let used = Ratio::new(481, 10).unwrap();
        assert!(!over.interval(STRICT).unwrap().contains(used));
        assert!(!over.interval(GENEROUS).unwrap().contains(used));
    }

    /// *Drygt 17* is 17 or 18, *nästan 17* is 16; it is the same taken generously.
    #[test]
    fn what_is_counted_to_the_last_unit_reaches_the_next_whole_number() {
        for rule in [STRICT, GENEROUS] {
            for (hedge, taken) in [
                (Hedge::Over, [false, true, true]),
                (Hedge::Under, [true, false, false]),
                (Hedge::About, [true, true, true]),
            ] {
                let number = whole("17", hedge).interval(rule).unwrap();
                let found = [16, 17, 18].map(|it| number.contains(Ratio::whole(it)));
                assert_eq!(found, taken, "{hedge:?}");
                assert!(!number.contains(Ratio::whole(15)) && !number.contains(Ratio::whole(19)));
            }
        }
    }

    /// "drygt 290 miljoner": 290 346 919 fits and so does 295 000 000, half of the way to 300 million;
    /// 289 999 999 contradicts; 300 000 000 is wording, a krona more contradicts.
    #[test]
    fn drygt_has_a_direction() {
        let claim =
            PrintedNumber::decimal("290".parse().unwrap(), 1_000_000, true, Some(Hedge::Over))
                .unwrap();
        let strict = claim.interval(STRICT).unwrap();
        let generous = claim.interval(GENEROUS).unwrap();
        assert!(strict.contains(Ratio::whole(290_346_919)));
        assert!(strict.contains(Ratio::whole(295_000_000)));
        assert!(!strict.contains(Ratio::whole(295_000_001)));
        assert!(!generous.contains(Ratio::whole(289_999_999)));
        assert!(generous.contains(Ratio::whole(300_000_000)));
        assert!(!generous.contains(Ratio::whole(300_000_001)));
    }

    /// *Högst* and the other bounds have no neighbours: 100 at most is everything up to 100.
    #[test]
    fn bounds_reach_without_end() {
        let at = Ratio::whole(100);
        for (hedge, lower, upper) in [
            (Hedge::AtMost, Bound::Unbounded, Bound::Closed(at)),
            (Hedge::AtLeast, Bound::Closed(at), Bound::Unbounded),
            (Hedge::LessThan, Bound::Unbounded, Bound::Open(at)),
            (Hedge::MoreThan, Bound::Open(at), Bound::Unbounded),
        ] {
            for rule in [STRICT, GENEROUS] {
                let found = whole("100", hedge).interval(rule).unwrap();
                assert_eq!(found, between(lower, upper), "{hedge:?}");
            }
        }
    }
}
