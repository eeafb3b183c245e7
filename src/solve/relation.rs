//! A relation among figures: terms that are added up, and where their sum must lie.

use super::addition::Addition;
use super::form::{Form, Unknown, Values};
use crate::exact::{Bound, Interval, Ratio};

/// Terms whose sum must meet a target.
#[derive(Clone, Debug)]
pub(super) struct Relation {
    pub sum: Addition,
    /// Where the sum must lie.
    target: Interval,
    /// Whether it is violated.
    pub violated: bool,
    /// The figure that is stated to be what the others give: the right side, else the left.
    pub result: Option<usize>,
    /// How many figures it holds.
    pub size: usize,
}

/// How the value of a relation must compare with zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Compared {
    /// Some values make it zero.
    Equal,
    /// Some values make it zero or less.
    AtMost,
    /// Some values make it less than zero.
    Below,
}

impl Relation {
    /// `left` compared with `right`, for figures that have the `printed` values.
    pub fn new(left: Form, compared: Compared, right: Form, printed: &impl Values) -> Relation {
        let result = match (&left, &right) {
            (_, Form::Figure(figure)) | (Form::Figure(figure), _) => Some(*figure),
            _ => None,
        };
        let terms = match Form::less(left, right).flattened() {
            Form::Sum(parts) => parts,
            other => vec![(Ratio::ONE, other)],
        };
        let sum = Addition::new(terms, printed);
        let target = match compared {
            Compared::Equal => Some(Interval::point(Ratio::ZERO)),
            Compared::AtMost => Interval::between(Bound::Unbounded, Bound::Closed(Ratio::ZERO)),
            Compared::Below => Interval::between(Bound::Unbounded, Bound::Open(Ratio::ZERO)),
        };
        let target = target.unwrap_or(Interval::ALL);
        Relation {
            target,
            violated: !sum.printed().meets(&target),
            result: result.filter(|_| compared == Compared::Equal),
            size: sum.size(),
            sum,
        }
    }

    /// Lets its value be so far from zero.
    pub fn leave_room(&mut self, room: Ratio) {
        let (low, high) = (Bound::Closed(room.neg()), Bound::Closed(room));
        self.target = Interval::between(low, high).unwrap_or(self.target);
        self.violated = !self.sum.printed().meets(&self.target);
    }

    /// The figures that `figure` and only it is said to be the sum of, if there are three at least: of
    /// two one is the difference anyway.
    pub fn addends(&self, figure: usize) -> Vec<usize> {
        let own = self.sum.coefficient_of(figure);
        let Some(own) = own.filter(|own| own.abs() == Ratio::ONE) else {
            return Vec::new();
        };
        let mut addends = Vec::new();
        for (coefficient, form) in self.sum.terms() {
            match form {
                Form::Figure(other) if *other == figure => {}
                Form::Figure(other) if coefficient == own.neg() => addends.push(*other),
                _ => return Vec::new(),
            }
        }
        if addends.len() < 3 {
            addends.clear();
        }
        addends
    }

    /// The values of `unknown` for which the relation can hold.
    pub fn solved(&self, unknown: Unknown, values: &impl Values) -> Option<Interval> {
        self.sum.solved_for(unknown, &[], self.target, values)
    }

    /// Whether the relation can hold with these values.
    pub fn holds(&self, values: &impl Values) -> bool {
        self.sum.value(&[], values).meets(&self.target)
    }
}
