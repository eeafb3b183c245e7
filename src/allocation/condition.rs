//! Conditions (*villkor*) on reported figures, tested as exact fractions.

use std::fmt;

use crate::exact::{ArithmeticError, PercentagePoints, Share};

/// A rule that decides who takes part, tested on a recipient's shares before and now.
///
/// Thresholds are compared as exact fractions of the reported counts, never on printed percents:
/// 121 of 698 is 17,34 %, is printed 17 %, and is above 17 %.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Condition {
    /// *Andelen är högst …*: the share now is at most `bound`.
    ShareAtMost {
        /// The highest share that meets the condition.
        bound: Share,
    },
    /// *Andelen har minskat*: the share fell by at least so many percentage points, with the demand
    /// depending on the level now.
    ShareFell {
        /// The level that decides which demand applies.
        level: Share,
        /// The demand on those at or below the level.
        at_or_below: PercentagePoints,
        /// The demand on those above it.
        above: PercentagePoints,
    },
}

/// Whether a condition is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It is met.
    Met,
    /// It is not met.
    NotMet,
    /// The figures it is tested on were not reported: neither met nor failed.
    NotReported,
}

/// An answer with its reason, in words that can be printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// Whether the condition is met.
    pub answer: Answer,
    /// Why: the exact figures compared.
    pub reason: String,
}

impl Judgement {
    /// Whether the condition is met; what is not reported is not met.
    pub fn is_met(&self) -> bool {
        self.answer == Answer::Met
    }

    fn on(met: bool, reason: String) -> Judgement {
        Judgement {
            answer: if met { Answer::Met } else { Answer::NotMet },
            reason,
        }
    }
}

impl Condition {
    /// Tests the condition on the share `before` and the share `now`; `None` is *not reported*.
    ///
    /// *Errors*: only arithmetic outside 128 bits.
    pub fn judge(
        &self,
        before: Option<Share>,
        now: Option<Share>,
    ) -> Result<Judgement, ArithmeticError> {
        let not_reported = || {
            let reason = "the figures were not reported".to_owned();
            Ok(Judgement {
                answer: Answer::NotReported,
                reason,
            })
        };
        match *self {
            Condition::ShareAtMost { bound } => match now {
                Some(now) => Ok(is_at_most(now, bound)),
                None => not_reported(),
            },
            Condition::ShareFell {
                level,
                at_or_below,
                above,
            } => match (before, now) {
                (Some(before), Some(now)) => {
                    let demand = if now <= level { at_or_below } else { above };
                    fell_by(before, now, demand)
                }
                _ => not_reported(),
            },
        }
    }
}

fn is_at_most(share: Share, bound: Share) -> Judgement {
    let met = share <= bound;
    let relation = if met { "at most" } else { "above" };
    Judgement::on(met, format!("{share} is {relation} {bound}"))
}

fn fell_by(
    before: Share,
    now: Share,
    demand: PercentagePoints,
) -> Result<Judgement, ArithmeticError> {
    let fall = before.fall_to(now)?;
    let met = fall >= demand;
    let relation = if met { "at least" } else { "less than" };
    Ok(Judgement::on(
        met,
        format!("from {before} to {now} is a fall of {fall}, {relation} {demand}"),
    ))
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Answer::Met => "met",
            Answer::NotMet => "not met",
            Answer::NotReported => "not reported",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::Ratio;

    fn percent(value: i128) -> Share {
        Share::from_percent(Ratio::whole(value)).unwrap()
    }

    fn points(value: i128) -> PercentagePoints {
        PercentagePoints(Ratio::whole(value))
    }

    fn staff(hourly: i128, permanent: i128) -> Option<Share> {
        Some(Share::of(Ratio::whole(hourly), Ratio::whole(hourly + permanent)).unwrap())
    }

    const LEVEL: fn() -> Condition = || Condition::ShareAtMost { bound: percent(17) };
    const FALL: fn() -> Condition = || Condition::ShareFell {
        level: percent(17),
        at_or_below: points(3),
        above: points(5),
    };

    /// 17 of 100 is exactly 17 %; 18 of 101 is 17,82 %; 17 of 99 is 17,17 %.
    #[test]
    fn exactly_seventeen_percent_and_one_person_either_side() {
        assert!(LEVEL().judge(None, staff(17, 83)).unwrap().is_met());
        assert!(!LEVEL().judge(None, staff(18, 83)).unwrap().is_met());
        assert!(!LEVEL().judge(None, staff(17, 82)).unwrap().is_met());
        assert!(LEVEL().judge(None, staff(16, 83)).unwrap().is_met());
    }

    /// 20 % to 17 % is exactly 3 points; 30 % to 25 % exactly 5; 30 % to 26 % is 4, and 5 is asked.
    #[test]
    fn exactly_three_and_five_points() {
        assert!(
            FALL()
                .judge(Some(percent(20)), Some(percent(17)))
                .unwrap()
                .is_met()
        );
        assert!(
            FALL()
                .judge(Some(percent(30)), Some(percent(25)))
                .unwrap()
                .is_met()
        );
        assert!(
            !FALL()
                .judge(Some(percent(30)), Some(percent(26)))
                .unwrap()
                .is_met()
        );
    }

    /// Karlskrona, annex 2: 63 of 988 to 37 of 1 080 is a fall of 2,95 points, printed 3 %.
    #[test]
    fn a_printed_three_may_be_less_than_three() {
        let judgement = FALL().judge(staff(63, 925), staff(37, 1043)).unwrap();
        assert_eq!(judgement.answer, Answer::NotMet);
        assert_eq!(
            judgement.reason,
            "from 6,38 % to 3,43 % is a fall of 2,95 percentage points, less than 3,00 \
             percentage points"
        );
    }

    #[test]
    fn missing_figures_are_neither_met_nor_failed() {
        assert_eq!(
            LEVEL().judge(None, None).unwrap().answer,
            Answer::NotReported
        );
        assert_eq!(
            FALL().judge(None, staff(1, 9)).unwrap().answer,
            Answer::NotReported
        );
    }
}
