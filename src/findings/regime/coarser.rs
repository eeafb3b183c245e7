//! A column rounded to more than its last printed digit: whole percentages printed `3,0 %`, counts
//! rounded to fives.

use super::{Answer, Habit, Regime, computed, judged};
use crate::exact::{PrintedNumber, Ratio, Rounding};
use crate::findings::case::JudgedCheck;

/// What a column may have been rounded to, in units of its last digit.
const COARSER: [i128; 8] = [5, 10, 50, 100, 500, 1_000, 10_000, 100_000];

/// The rules under which every figure is rounded to so much more than its last digit.
pub(super) fn rounded_to_more(of: &JudgedCheck<'_, '_>) -> Vec<Regime> {
    let to = |units: i128| {
        let to = of.judgement.covered.rows().find_map(|row| {
            let (_, printed, _) = computed(&of.case(row))?;
            printed.quantum().mul(Ratio::whole(units)).ok()
        })?;
        judged(Habit::Coarser { to, units }, of, |row| {
            let (_, printed, exact) = computed(&of.case(row))?;
            let value = rounded(exact, &printed, to)?;
            Some(Answer {
                fits: value == printed.value(),
                given: Some((printed, value)),
            })
        })
    };
    COARSER.into_iter().filter_map(to).collect()
}

/// A value rounded half up to multiples, which must be no finer than what is printed.
fn rounded(exact: Ratio, printed: &PrintedNumber, to: Ratio) -> Option<Ratio> {
    if printed.hedge().is_some() || to <= printed.grain() {
        return None;
    }
    let multiples = exact.div(to).ok()?.round(Rounding::HalfUp);
    Ratio::whole(multiples).mul(to).ok()
}
