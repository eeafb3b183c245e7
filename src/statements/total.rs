//! Sums of intervals.

use crate::exact::{ArithmeticError, Bound, Interval, Ratio};

/// A sum of intervals from which each can be taken away again.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Total {
    low: End,
    high: End,
}

/// One end of a sum: the ends that are numbers, and how many are open or lacking.
#[derive(Clone, Copy, Debug)]
struct End {
    sum: Ratio,
    open: usize,
    lacking: usize,
    /// Whether a sum left the supported range.
    lost: bool,
}

impl Default for End {
    fn default() -> End {
        End {
            sum: Ratio::ZERO,
            open: 0,
            lacking: 0,
            lost: false,
        }
    }
}

impl Total {
    pub fn add(&mut self, interval: &Interval) {
        self.low.add(interval.lower());
        self.high.add(interval.upper());
    }

    pub fn remove(&mut self, interval: &Interval) {
        self.low.remove(interval.lower());
        self.high.remove(interval.upper());
    }

    pub fn interval(&self) -> Interval {
        Interval::between(self.low.bound(), self.high.bound()).unwrap_or(Interval::ALL)
    }
}

impl End {
    fn add(&mut self, bound: Bound) {
        match bound {
            Bound::Closed(at) => self.shift(self.sum.add(at)),
            Bound::Open(at) => {
                self.shift(self.sum.add(at));
                self.open += 1;
            }
            Bound::Unbounded => self.lacking += 1,
        }
    }

    fn remove(&mut self, bound: Bound) {
        match bound {
            Bound::Closed(at) => self.shift(self.sum.sub(at)),
            Bound::Open(at) => {
                self.shift(self.sum.sub(at));
                self.open -= 1;
            }
            Bound::Unbounded => self.lacking -= 1,
        }
    }

    fn shift(&mut self, sum: Result<Ratio, ArithmeticError>) {
        match sum {
            Ok(sum) => self.sum = sum,
            Err(_) => self.lost = true,
        }
    }

    fn bound(&self) -> Bound {
        if self.lost || self.lacking > 0 {
            Bound::Unbounded
        } else if self.open > 0 {
            Bound::Open(self.sum)
        } else {
            Bound::Closed(self.sum)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// [1; 2) + 5 is [6; 7); without the first it is 5 again, and closed.
    #[test]
    fn what_is_added_can_be_taken_away() {
        let open = Interval::between(Bound::Closed(Ratio::ONE), Bound::Open(Ratio::whole(2)));
        let open = open.unwrap();
        let five = Interval::point(Ratio::whole(5));
        let mut total = Total::default();
        total.add(&open);
        total.add(&five);
        assert_eq!(total.interval(), open.add(&five).unwrap());
        total.add(&Interval::ALL);
        assert_eq!(total.interval(), Interval::ALL);
        total.remove(&Interval::ALL);
        total.remove(&open);
        assert_eq!(total.interval(), five);
    }
}
