//! Records that differ and are not held against a relation: they are of another kind, or it says nothing of
//! them.

use super::candidate::{Candidate, Operator, Outcome, Verdict};
use super::view::{Entry, View};

impl Candidate {
    /// Where a part has a say that was nothing in every record that agrees, nothing is known of it: the
    /// record says neither.
    pub(super) fn excuse_untried_parts(&mut self, view: &View) {
        if self.operator != Operator::Sum || !self.outcomes.contains(&Outcome::Differs) {
            return;
        }
        let agrees = |it: &Outcome| matches!(it, Outcome::Holds | Outcome::Rounded);
        let is_tried = |part: &usize| {
            let records = self.outcomes.iter().enumerate();
            records
                .filter(|(_, it)| agrees(it))
                .any(|(record, _)| view.at(*part, record).value != 0)
        };
        let untried: Vec<usize> = self
            .parts
            .iter()
            .copied()
            .filter(|it| !is_tried(it))
            .collect();
        for (record, outcome) in self.outcomes.iter_mut().enumerate() {
            let is_excused = untried.iter().any(|part| view.at(*part, record).value != 0);
            if *outcome == Outcome::Differs && is_excused {
                *outcome = Outcome::Silent;
            }
        }
    }
}

/// Records of one kind (*change in percent*, say) that all differ where those of another kind agree
/// are apart.
pub(super) fn set_kinds_apart(view: &View, verdicts: &mut [Verdict]) {
    if !verdicts.iter().any(|it| it.outcome == Outcome::Differs) {
        return;
    }
    let mut counts = vec![(0_usize, 0_usize); view.records.len() + 1];
    for (kind, verdict) in view.kinds.iter().zip(verdicts.iter()) {
        match verdict.outcome {
            Outcome::Holds | Outcome::Rounded => counts[*kind].0 += 1,
            Outcome::Differs => counts[*kind].1 += 1,
            _ => {}
        }
    }
    for (kind, verdict) in view.kinds.iter().zip(verdicts) {
        if verdict.outcome == Outcome::Differs && counts[*kind].0 == 0 && counts[*kind].1 > 1 {
            verdict.outcome = Outcome::Apart;
        }
    }
}

/// A record that differs, and is printed finer than all that agree both in its target and in a part, is of
/// another kind: the means of a table of counts.
pub(super) fn set_finer_apart(view: &View, candidate: &Candidate, verdicts: &mut [Verdict]) {
    if !verdicts.iter().any(|it| it.outcome == Outcome::Differs) {
        return;
    }
    // a whole number is no finer than that, whatever zeros stand behind it
    let shown = |entry: Entry| match entry.value % view.one {
        0 => entry.unit.max(view.one),
        _ => entry.unit,
    };
    let finest = |line: usize, verdicts: &[Verdict]| {
        let records = verdicts.iter().enumerate();
        let agreeing = records
            .filter(|(_, it)| matches!(it.outcome, Outcome::Holds | Outcome::Rounded))
            .map(|(record, _)| view.at(line, record));
        let figures = agreeing.filter(|it| it.is_number() && it.value != 0);
        figures.map(shown).min()
    };
    let is_finer = |line: usize, record: usize, usual: Option<i64>| {
        let entry = view.at(line, record);
        entry.is_number() && entry.value != 0 && usual.is_some_and(|usual| shown(entry) < usual)
    };
    let usual = finest(candidate.target, verdicts);
    let finer: Vec<usize> = (verdicts.iter().enumerate())
        .filter(|(record, it)| {
            it.outcome == Outcome::Differs && is_finer(candidate.target, *record, usual)
        })
        .map(|(record, _)| record)
        .collect();
    for part in &candidate.parts {
        if finer.is_empty() {
            return;
        }
        let usual = finest(*part, verdicts);
        for record in finer.iter().filter(|it| is_finer(*part, **it, usual)) {
            verdicts[*record].outcome = Outcome::Apart;
        }
    }
}

/// A record that is apart and is printed as those that agree, with no words that set it apart, is one
/// that differs, as long as there are no more of them than slips: 900 and 100 with a total of 800.
pub(super) fn set_slips_beside(view: &View, target: usize, verdicts: &mut [Verdict]) {
    let count = |test: fn(Outcome) -> bool| verdicts.iter().filter(|it| test(it.outcome)).count();
    let agree = count(|it| matches!(it, Outcome::Holds | Outcome::Rounded));
    let apart = count(|it| it == Outcome::Apart);
    let differ = count(|it| it == Outcome::Differs);
    if apart == 0 || !are_slips(apart + differ, agree + apart + differ) {
        return;
    }
    let agreeing = (0..verdicts.len())
        .filter(|at| matches!(verdicts[*at].outcome, Outcome::Holds | Outcome::Rounded));
    let units: Vec<i64> = agreeing.map(|at| view.at(target, at).unit).collect();
    for (record, verdict) in verdicts.iter_mut().enumerate() {
        let says = view.says[record];
        let is_alike = !says.mean && !says.share && units.contains(&view.at(target, record).unit);
        if verdict.outcome == Outcome::Apart && is_alike {
            verdict.outcome = Outcome::Differs;
        }
    }
}

/// Whether so many exceptions fit slips of one figure in a hundred.
pub(super) fn are_slips(exceptions: usize, of: usize) -> bool {
    exceptions == 0 || (exceptions <= 1 + of / 25 && exceptions * 3 <= of)
}
