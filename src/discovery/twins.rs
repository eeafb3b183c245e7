//! Lines that have the same figures wherever a relation holds: which of them is meant cannot be told.

use rustc_hash::FxHashSet;

use super::candidate::{Candidate, Operator, Outcome};
use super::templates::quotient;
use super::view::{View, last_digit};

impl Candidate {
    /// Says nothing of records that differ and would not with another line in the place of a part, one that
    /// has the same figures wherever the relation holds: which of the two is meant cannot be told. The
    /// last digit of the target that is not zero is enough.
    pub(super) fn excuse_twins(&mut self, view: &View) {
        let differing =
            |(record, outcome): (usize, &Outcome)| (*outcome == Outcome::Differs).then_some(record);
        let differing: Vec<usize> = (self.outcomes.iter().enumerate())
            .filter_map(differing)
            .collect();
        if differing.is_empty() || !self.operator.has_known_factors() {
            return;
        }
        for at in 0..self.parts.len() {
            for twin in self.twins(view, self.parts[at]) {
                let mut parts = self.parts.clone();
                parts[at] = twin;
                for record in &differing {
                    if self.agrees_nearly(view, &parts, *record) {
                        self.outcomes[*record] = Outcome::Silent;
                    }
                }
            }
        }
        self.count();
    }

    /// Other lines with the same figures wherever the relation holds, in three different records at least.
    fn twins(&self, view: &View, part: usize) -> Vec<usize> {
        let holding: Vec<usize> = (self.outcomes.iter().enumerate())
            .filter(|(_, it)| matches!(it, Outcome::Holds | Outcome::Rounded))
            .map(|(record, _)| record)
            .collect();
        let values: FxHashSet<i64> = (holding.iter())
            .map(|record| view.at(part, *record).value)
            .collect();
        let is_twin = |line: &usize| {
            let own = self.parts.contains(line) || *line == self.target;
            let same =
                |record: &usize| view.at(*line, *record).value == view.at(part, *record).value;
            !own && holding.iter().all(same)
        };
        match values.len() > 2 {
            true => (0..view.len()).filter(is_twin).collect(),
            false => Vec::new(),
        }
    }

    /// Whether these parts give the target of a record to its last digit that is not zero.
    fn agrees_nearly(&self, view: &View, parts: &[usize], record: usize) -> bool {
        let target = view.at(self.target, record);
        let is_number = |line: &usize| view.at(*line, record).is_number();
        if !target.is_number() || !parts.iter().all(is_number) {
            return false;
        }
        let (numerator, denominator) = match (self.operator, parts) {
            (Operator::Sum, _) => (sum_of(view, parts, record), 1),
            (Operator::Mean, _) => {
                let count = i128::try_from(parts.len()).unwrap_or(i128::MAX);
                (sum_of(view, parts, record), count)
            }
            (Operator::RestOfHundred, _) => {
                let whole = i128::from(view.one) * 100;
                (whole - sum_of(view, parts, record), 1)
            }
            (operator, [a, ..]) => {
                let b = match (self.total, parts) {
                    (Some(total), _) => view.at(*a, total),
                    (None, [_, b]) => view.at(*b, record),
                    _ => return false,
                };
                let a = view.at(*a, record);
                match quotient(view, operator, self.scale, target.value, a, b) {
                    Some(it) => (it.numerator, it.denominator),
                    None => return false,
                }
            }
            _ => return false,
        };
        let unit = i128::from(target.unit.max(last_digit(target.value)));
        let residual = (numerator - i128::from(target.value) * denominator).abs();
        residual * 2 <= unit * denominator
    }
}

fn sum_of(view: &View, parts: &[usize], record: usize) -> i128 {
    let values = parts.iter().map(|it| view.at(*it, record).value);
    values.map(i128::from).sum()
}

impl Operator {
    /// Whether what the parts come to can be computed from them alone.
    fn has_known_factors(self) -> bool {
        !matches!(self, Operator::Proportional | Operator::Mixture)
    }
}
