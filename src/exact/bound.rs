//! One end of an interval: a value that belongs to it or does not, or no end.

use std::cmp::Ordering;

use super::{ArithmeticError, Ratio};

/// One end of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// The end belongs to the interval.
    Closed(Ratio),
    /// The end does not belong to the interval.
    Open(Ratio),
    /// There is no end on this side.
    Unbounded,
}

impl Bound {
    /// Where the end is, and whether it belongs to the interval.
    pub(super) fn value(self) -> Option<(Ratio, bool)> {
        match self {
            Bound::Closed(value) => Some((value, true)),
            Bound::Open(value) => Some((value, false)),
            Bound::Unbounded => None,
        }
    }

    /// The end that `wins` picks; of two equal ends the open one.
    pub(super) fn tighter(self, other: Bound, wins: fn(Ratio, Ratio) -> bool) -> Bound {
        match (self.value(), other.value()) {
            (None, _) => other,
            (_, None) => self,
            (Some((a, _)), Some((b, _))) if wins(a, b) => self,
            (Some((a, _)), Some((b, _))) if wins(b, a) => other,
            (Some((_, true)), Some(_)) => other,
            (Some((_, false)), Some(_)) => self,
        }
    }

    /// The end that `wins` picks, none if either side has none; of two equal ends the closed one.
    pub(super) fn outer(self, other: Bound, wins: fn(Ratio, Ratio) -> bool) -> Bound {
        match (self.value(), other.value()) {
            (None, _) | (_, None) => Bound::Unbounded,
            (Some((a, _)), Some((b, _))) if wins(a, b) => self,
            (Some((a, _)), Some((b, _))) if wins(b, a) => other,
            (Some((_, true)), Some(_)) => self,
            (Some((_, false)), Some(_)) => other,
        }
    }

    /// How two ends of one side are ordered. One that is lacking is `beyond` all others, and of two at one
    /// value the one that belongs to its interval is the lower one if `closed_first`.
    pub(super) fn compare(self, other: Bound, beyond: Ordering, closed_first: bool) -> Ordering {
        match (self.value(), other.value()) {
            (None, None) => Ordering::Equal,
            (None, _) => beyond,
            (_, None) => beyond.reverse(),
            (Some((a, closed_a)), Some((b, closed_b))) => {
                let belongs = closed_b.cmp(&closed_a);
                let belongs = if closed_first {
                    belongs
                } else {
                    belongs.reverse()
                };
                a.cmp(&b).then(belongs)
            }
        }
    }

    /// The same end, no longer belonging to the interval.
    pub(super) fn opened(self) -> Bound {
        match self {
            Bound::Closed(value) => Bound::Open(value),
            other => other,
        }
    }

    /// The end with its sign turned: then it is the end on the other side.
    pub(super) fn neg(self) -> Bound {
        match self {
            Bound::Closed(value) => Bound::Closed(value.neg()),
            Bound::Open(value) => Bound::Open(value.neg()),
            Bound::Unbounded => Bound::Unbounded,
        }
    }

    /// The end of what two ends give together: reached if both are.
    pub(super) fn combine(
        self,
        other: Bound,
        apply: fn(Ratio, Ratio) -> Result<Ratio, ArithmeticError>,
    ) -> Result<Bound, ArithmeticError> {
        match (self.value(), other.value()) {
            (Some((a, a_closed)), Some((b, b_closed))) => {
                let value = apply(a, b)?;
                Ok(if a_closed && b_closed {
                    Bound::Closed(value)
                } else {
                    Bound::Open(value)
                })
            }
            _ => Ok(Bound::Unbounded),
        }
    }
}
