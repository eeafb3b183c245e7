//! Lines that have the same figures wherever a relation holds: which of them is meant cannot be told.

use rustc_hash::FxHashSet;

use super::candidate::{Candidate, Operator, Outcome};
use super::view::{Entry, View, last_digit};
use crate::exact::Ratio;

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
        let entries: Vec<Entry> = parts.iter().map(|it| view.at(*it, record)).collect();
        if !target.is_number() || entries.iter().any(|it| !it.is_number()) {
            return false;
        }
        let whole = |value: i64| Ratio::whole(value.into());
        let missed = || {
            let sum = |entries: &[Entry]| {
                let values = entries.iter().map(|it| i128::from(it.value));
                Ratio::whole(values.sum())
            };
            let scale = whole(self.scale).mul(whole(view.one)).ok()?;
            let times = |a: Ratio, b: Ratio| scale.mul(a).ok()?.div(b).ok();
            let given = match (self.operator, &entries[..]) {
                (Operator::Sum, all) => sum(all),
                (Operator::Mean, all) => sum(all)
                    .div(Ratio::whole(i128::try_from(all.len()).ok()?))
                    .ok()?,
                (Operator::Ratio, [a, b]) => times(whole(a.value), whole(b.value))?,
                (Operator::Change, [a, b]) => {
                    times(whole(b.value).sub(whole(a.value)).ok()?, whole(a.value))?
                }
                (Operator::Share, [a, b]) => times(whole(a.value), sum(&[*a, *b]))?,
                _ => return None,
            };
            Some(given.sub(whole(target.value)).ok()?.abs())
        };
        let unit = target.unit.max(last_digit(target.value));
        let reach = Ratio::new(unit.into(), 2).ok();
        reach.zip(missed()).is_some_and(|(reach, it)| it <= reach)
    }
}

impl Operator {
    /// Whether what the parts come to can be computed from them alone.
    fn has_known_factors(self) -> bool {
        !matches!(self, Operator::Proportional | Operator::Mixture)
    }
}
