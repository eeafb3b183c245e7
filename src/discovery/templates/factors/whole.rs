//! The whole of which one column is another in percent, where that is printed nowhere.

use super::holding;
use crate::discovery::candidate::{Candidate, Operator};
use crate::discovery::view::View;
use crate::exact::{Ratio, Rounding};

/// The one whole number of which the part is the target in percent; nothing if the target does not say that it is
/// percentages, the parts are no counts, or another whole number gives the same figures.
pub(super) fn whole(view: &View, candidate: &Candidate) -> Option<i64> {
    let ([part], [[low, high]]) = (&candidate.parts[..], &candidate.factors[..]) else {
        return None;
    };
    let is_percent = view.lines[candidate.target].is_percent;
    if candidate.operator != Operator::Proportional || !is_percent || low <= &Ratio::ZERO {
        return None;
    }
    let hundred = Ratio::whole(100);
    let least = hundred.div(*high).ok()?.round(Rounding::Up);
    let most = hundred.div(*low).ok()?.round(Rounding::Down);
    if least != most || least < 2 {
        return None;
    }
    let counted = |record: usize| {
        let value = view.at(*part, record).value;
        let is_count = value % view.one == 0 && value >= 0;
        is_count && i128::from(value / view.one) <= least
    };
    let is_share = holding(candidate).all(counted);
    i64::try_from(least).ok().filter(|_| is_share)
}
