//! Conditions (*villkor*) on reported figures, tested as exact fractions.

use super::{Answer, BoundRelation, Judgement, Measured, Reason};
use crate::exact::{ArithmeticError, PercentagePoints, Ratio, Share};

/// A rule that decides who takes part, tested on a measure before and now.
///
/// A measure is an exact fraction of reported counts: a share of employees, nurses per place, or a
/// plain count. Thresholds are never compared with printed percents: 121 of 698 is 17,34 %, is
/// printed 17 %, and is above 17 %.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EligibilityRule {
    /// *Andelen är högst …*: the share now is at most `bound`.
    ShareAtMost {
        /// The highest share that meets the condition.
        bound: Share,
    },
    /// *Andelen är lägre än …*: the share now is below `bound`.
    ShareBelow {
        /// The lowest share that does not meet the condition.
        bound: Share,
    },
    /// *Andelen är minst …*: the share now is at least `bound`.
    ShareAtLeast {
        /// The lowest share that meets the condition.
        bound: Share,
    },
    /// *Andelen har minskat*: the share fell by at least this many percentage points, with the demand
    /// depending on the level now.
    ShareFell {
        /// The level that decides which demand applies.
        level: Share,
        /// The demand on those at or below the level.
        at_or_below: PercentagePoints,
        /// The demand on those above it.
        above: PercentagePoints,
    },
    /// *Andelen har ökat*: the share rose by at least this many percentage points.
    ShareRose {
        /// The demand.
        by: PercentagePoints,
    },
    /// *Minskning med … procent*: the measure fell by at least this many percent of what it was.
    FellByPercent {
        /// The demand, in percent.
        by: Ratio,
    },
    /// *Ökning*: the measure is higher now than before.
    Increased,
    /// The measure is higher now by at least `by`.
    IncreasedBy {
        /// The demand, in the measure's own unit.
        by: Ratio,
    },
    /// The measure now is at least `bound`.
    AtLeast {
        /// The demand, in the measure's own unit.
        bound: Ratio,
    },
}

impl EligibilityRule {
    /// Tests the condition on the measure `before` and `now`; `None` is *not reported*.
    ///
    /// *Errors*: only arithmetic outside 128 bits.
    pub fn judge(
        &self,
        before: Option<Ratio>,
        now: Option<Ratio>,
    ) -> Result<Judgement, ArithmeticError> {
        if now.is_none() || (self.needs_before() && before.is_none()) {
            return Ok(Judgement {
                answer: Answer::NotReported,
                reason: Reason::NotReported,
            });
        }
        let (before, now) = (before.unwrap_or(Ratio::ZERO), now.unwrap_or(Ratio::ZERO));
        let shares = (Share::from_fraction(before), Share::from_fraction(now));
        match *self {
            EligibilityRule::ShareAtMost { bound } => {
                let relations = [BoundRelation::AtMost, BoundRelation::NotAtMost];
                Ok(compared(shares.1 <= bound, shares.1, relations, bound))
            }
            EligibilityRule::ShareBelow { bound } => {
                let relations = [BoundRelation::Below, BoundRelation::NotBelow];
                Ok(compared(shares.1 < bound, shares.1, relations, bound))
            }
            EligibilityRule::ShareAtLeast { bound } => {
                let relations = [BoundRelation::AtLeast, BoundRelation::NotAtLeast];
                Ok(compared(shares.1 >= bound, shares.1, relations, bound))
            }
            EligibilityRule::ShareFell {
                level,
                at_or_below,
                above,
            } => {
                let demand = if shares.1 <= level {
                    at_or_below
                } else {
                    above
                };
                fell_by(shares.0, shares.1, demand)
            }
            EligibilityRule::ShareRose { by } => rose_by(shares.0, shares.1, by),
            EligibilityRule::FellByPercent { by } => fell_by_percent(before, now, by),
            EligibilityRule::Increased => {
                let relations = [BoundRelation::MoreThan, BoundRelation::NotMoreThan];
                Ok(compared(now > before, now, relations, before))
            }
            EligibilityRule::IncreasedBy { by } => increased_by(before, now, by),
            EligibilityRule::AtLeast { bound } => {
                let relations = [BoundRelation::AtLeast, BoundRelation::Below];
                Ok(compared(now >= bound, now, relations, bound))
            }
        }
    }

    /// Whether the condition looks at the measure before.
    fn needs_before(&self) -> bool {
        match self {
            EligibilityRule::ShareAtMost { .. }
            | EligibilityRule::ShareBelow { .. }
            | EligibilityRule::ShareAtLeast { .. }
            | EligibilityRule::AtLeast { .. } => false,
            EligibilityRule::ShareFell { .. }
            | EligibilityRule::ShareRose { .. }
            | EligibilityRule::FellByPercent { .. }
            | EligibilityRule::Increased
            | EligibilityRule::IncreasedBy { .. } => true,
        }
    }
}

/// A figure beside its bound; the relation is the first if the condition is `met`, else the second.
fn compared<Q: Into<Measured>>(
    met: bool,
    figure: Q,
    relations: [BoundRelation; 2],
    bound: Q,
) -> Judgement {
    let reason = Reason::Compared {
        figure: figure.into(),
        relation: relations[usize::from(!met)],
        bound: bound.into(),
    };
    Judgement::on(met, reason)
}

/// How a change stands to what is demanded.
fn to_demand(met: bool) -> BoundRelation {
    if met {
        BoundRelation::AtLeast
    } else {
        BoundRelation::LessThan
    }
}

fn fell_by(
    before: Share,
    now: Share,
    demand: PercentagePoints,
) -> Result<Judgement, ArithmeticError> {
    let fall = before.fall_to(now)?;
    let met = fall >= demand;
    let rose = fall.0.is_negative();
    let reason = Reason::Changed {
        before: before.into(),
        now: now.into(),
        is_rise: rose,
        by: PercentagePoints(fall.0.abs()).into(),
        demand: (!rose).then(|| (to_demand(met), demand.into())),
    };
    Ok(Judgement::on(met, reason))
}

fn rose_by(
    before: Share,
    now: Share,
    demand: PercentagePoints,
) -> Result<Judgement, ArithmeticError> {
    let rise = now.fall_to(before)?;
    let met = rise >= demand;
    let fell = rise.0.is_negative();
    let reason = Reason::Changed {
        before: before.into(),
        now: now.into(),
        is_rise: !fell,
        by: PercentagePoints(rise.0.abs()).into(),
        demand: (!fell).then(|| (to_demand(met), demand.into())),
    };
    Ok(Judgement::on(met, reason))
}

fn fell_by_percent(before: Ratio, now: Ratio, by: Ratio) -> Result<Judgement, ArithmeticError> {
    if before.is_zero() {
        return Ok(Judgement::on(false, Reason::NothingBefore));
    }
    let percent = before.sub(now)?.mul(Ratio::whole(100))?.div(before)?;
    let met = percent >= by;
    let reason = Reason::FellByPercent {
        percent,
        relation: to_demand(met),
        demand: by,
    };
    Ok(Judgement::on(met, reason))
}

fn increased_by(before: Ratio, now: Ratio, by: Ratio) -> Result<Judgement, ArithmeticError> {
    let rise = now.sub(before)?;
    let met = rise >= by;
    let fell = rise.is_negative();
    let reason = Reason::Changed {
        before: before.into(),
        now: now.into(),
        is_rise: !fell,
        by: rise.abs().into(),
        demand: (!fell).then(|| (to_demand(met), by.into())),
    };
    Ok(Judgement::on(met, reason))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn percent(value: i128) -> Share {
        Share::from_percent(Ratio::whole(value)).unwrap()
    }

    fn points(value: i128) -> PercentagePoints {
        PercentagePoints(Ratio::whole(value))
    }

    fn ratio(numerator: i128, denominator: i128) -> Option<Ratio> {
        Some(Ratio::new(numerator, denominator).unwrap())
    }

    fn staff(hourly: i128, permanent: i128) -> Option<Ratio> {
        ratio(hourly, hourly + permanent)
    }

    fn is_met(condition: EligibilityRule, before: Option<Ratio>, now: Option<Ratio>) -> bool {
        condition.judge(before, now).unwrap().is_met()
    }

    fn fall() -> EligibilityRule {
        EligibilityRule::ShareFell {
            level: percent(17),
            at_or_below: points(3),
            above: points(5),
        }
    }

    /// 17 of 100 is exactly 17 %; 18 of 101 is 17,82 %; 17 of 99 is 17,17 %; 16 of 99 is 16,16 %.
    #[test]
    fn exactly_seventeen_percent_and_one_person_either_side() {
        let level = EligibilityRule::ShareAtMost { bound: percent(17) };
        assert!(is_met(level, None, staff(17, 83)));
        assert!(!is_met(level, None, staff(18, 83)));
        assert!(!is_met(level, None, staff(17, 82)));
        assert!(is_met(level, None, staff(16, 83)));
        let below = EligibilityRule::ShareBelow { bound: percent(17) };
        assert!(!is_met(below, None, staff(17, 83)));
        assert!(is_met(
            EligibilityRule::ShareAtLeast { bound: percent(17) },
            None,
            staff(17, 83)
        ));
    }

    /// 20 % to 17 % is exactly 3 points; 30 % to 25 % exactly 5; 30 % to 26 % is 4, and 5 is asked.
    #[test]
    fn exactly_three_and_five_points() {
        assert!(is_met(fall(), ratio(20, 100), ratio(17, 100)));
        assert!(is_met(fall(), ratio(30, 100), ratio(25, 100)));
        assert!(!is_met(fall(), ratio(30, 100), ratio(26, 100)));
        assert!(is_met(
            EligibilityRule::ShareRose { by: points(3) },
            ratio(17, 100),
            ratio(20, 100)
        ));
    }

    /// Karlskrona, annex 2: 63 of 988 to 37 of 1 080 is a fall of 2,95 points, printed 3 %.
    #[test]
    fn a_printed_three_may_be_less_than_three() {
        let judgement = fall().judge(staff(63, 925), staff(37, 1043)).unwrap();
        assert_eq!(judgement.answer, Answer::NotMet);
        assert_eq!(
            judgement.reason.to_string(),
            "from 6,38 % to 3,43 % is a fall of 2,95 percentage points, less than 3,00 \
             percentage points"
        );
    }

    /// 17 002 of 100 000 is above 17 %, and is not shown as 17,00 %; 40 to 37 is no rise of -3.
    #[test]
    fn what_decides_is_shown() {
        let level = EligibilityRule::ShareAtMost { bound: percent(17) };
        let judged = |rule: EligibilityRule, before, now| {
            let judgement = rule.judge(before, now).unwrap();
            assert_eq!(judgement.answer, Answer::NotMet);
            judgement.reason.to_string()
        };
        assert_eq!(
            judged(level, None, staff(17_002, 82_998)),
            "17,002 % is not at most 17,000 %"
        );
        assert_eq!(
            judged(fall(), ratio(200_000, 1_000_000), ratio(170_001, 1_000_000)),
            "from 20,00 % to 17,00 % is a fall of 3,00 percentage points, less than 5,00 percentage \
             points"
        );
        assert_eq!(
            judged(fall(), ratio(190_000, 1_000_000), ratio(160_001, 1_000_000)),
            "from 19,00 % to 16,00 % is a fall of 2,9999 percentage points, less than 3,0000 \
             percentage points"
        );
        let by = EligibilityRule::IncreasedBy { by: Ratio::ONE };
        assert_eq!(
            judged(by, ratio(40, 1), ratio(37, 1)),
            "from 40 to 37 is a fall of 3"
        );
        let rose = EligibilityRule::ShareRose { by: points(3) };
        assert_eq!(
            judged(rose, ratio(20, 100), ratio(17, 100)),
            "from 20,00 % to 17,00 % is a fall of 3,00 percentage points"
        );
    }

    /// 107 to 99 is a fall by 7,48 percent of 107: not 7,5.
    #[test]
    fn relative_change_is_of_what_it_was() {
        let by = |tenths| EligibilityRule::FellByPercent {
            by: Ratio::new(tenths, 10).unwrap(),
        };
        assert!(is_met(by(74), ratio(107, 1), ratio(99, 1)));
        assert!(!is_met(by(75), ratio(107, 1), ratio(99, 1)));
        let nothing = by(1).judge(ratio(0, 1), ratio(1, 1)).unwrap();
        // what was nothing has not fallen; the figures are there
        assert_eq!(nothing.answer, Answer::NotMet);
    }

    #[test]
    fn counts_that_increase() {
        assert!(is_met(EligibilityRule::Increased, ratio(3, 1), ratio(4, 1)));
        assert!(!is_met(
            EligibilityRule::Increased,
            ratio(4, 1),
            ratio(4, 1)
        ));
        let by = EligibilityRule::IncreasedBy {
            by: Ratio::new(1, 100).unwrap(),
        };
        assert!(is_met(by, ratio(4, 100), ratio(5, 100)));
        assert!(!is_met(by, ratio(4, 100), ratio(49, 1000)));
    }

    /// Every kind of condition, met and not met, with the words a reader is given. In percent 12 of
    /// 100 is 12,00; from 50 to 40 is a fall by 20 percent; 1/8 is 0,125.
    #[test]
    fn every_judgement_gives_its_reason() {
        let hundredths = |value| ratio(value, 100);
        let words = |condition: EligibilityRule, before, now| {
            let judgement = condition.judge(before, now).unwrap();
            format!("{}: {}", judgement.answer, judgement.reason)
        };
        let eighth = Ratio::new(1, 8).unwrap();
        let bound = percent(12);
        for (condition, before, met, not_met, expected) in [
            (
                EligibilityRule::ShareAtMost { bound },
                None,
                hundredths(12),
                hundredths(13),
                [
                    "12,00 % is at most 12,00 %",
                    "13,00 % is not at most 12,00 %",
                ],
            ),
            (
                EligibilityRule::ShareBelow { bound },
                None,
                hundredths(11),
                hundredths(12),
                ["11,00 % is below 12,00 %", "12,00 % is not below 12,00 %"],
            ),
            (
                EligibilityRule::ShareAtLeast { bound },
                None,
                hundredths(12),
                hundredths(11),
                [
                    "12,00 % is at least 12,00 %",
                    "11,00 % is not at least 12,00 %",
                ],
            ),
            (
                EligibilityRule::ShareRose { by: points(3) },
                hundredths(10),
                hundredths(13),
                hundredths(12),
                [
                    "from 10,00 % to 13,00 % is a rise of 3,00 percentage points, at least 3,00 \
                     percentage points",
                    "from 10,00 % to 12,00 % is a rise of 2,00 percentage points, less than 3,00 \
                     percentage points",
                ],
            ),
            (
                fall(),
                hundredths(20),
                hundredths(17),
                hundredths(21),
                [
                    "from 20,00 % to 17,00 % is a fall of 3,00 percentage points, at least 3,00 \
                     percentage points",
                    "from 20,00 % to 21,00 % is a rise of 1,00 percentage points",
                ],
            ),
            (
                EligibilityRule::FellByPercent {
                    by: Ratio::whole(20),
                },
                ratio(50, 1),
                ratio(40, 1),
                ratio(41, 1),
                [
                    "a fall by 20,00 percent of what it was, at least 20,00",
                    "a fall by 18,00 percent of what it was, less than 20,00",
                ],
            ),
            (
                EligibilityRule::Increased,
                ratio(3, 1),
                ratio(4, 1),
                ratio(3, 1),
                ["4 is more than 3", "3 is not more than 3"],
            ),
            (
                EligibilityRule::IncreasedBy { by: eighth },
                ratio(1, 1),
                ratio(9, 8),
                ratio(1, 1),
                [
                    "from 1 to 1,1250 is a rise of 0,1250, at least 0,1250",
                    "from 1 to 1 is a rise of 0, less than 0,1250",
                ],
            ),
            (
                EligibilityRule::AtLeast { bound: eighth },
                None,
                ratio(1, 8),
                ratio(0, 1),
                ["0,1250 is at least 0,1250", "0 is below 0,1250"],
            ),
        ] {
            assert_eq!(
                words(condition, before, met),
                format!("met: {}", expected[0])
            );
            assert_eq!(
                words(condition, before, not_met),
                format!("not met: {}", expected[1])
            );
        }
    }

    #[test]
    fn missing_figures_are_neither_met_nor_failed() {
        let answer = |before, now| fall().judge(before, now).unwrap().answer;
        assert_eq!(answer(None, None), Answer::NotReported);
        assert_eq!(answer(None, staff(1, 9)), Answer::NotReported);
        assert_eq!(answer(staff(1, 9), None), Answer::NotReported);
    }
}
