//! A relation that may hold, and what its records say of it.

use rustc_hash::FxHashSet;

use super::apart::{set_finer_apart, set_kinds_apart, set_slips_beside};
use super::bits::Bits;
use super::view::View;
use crate::exact::Ratio;

/// How the parts give the target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Operator {
    /// The parts added up.
    Sum,
    /// The parts added up and divided by their number.
    Mean,
    /// The first part divided by the second, times a power of ten.
    Ratio,
    /// The second part less the first, divided by the first, times a power of ten.
    Change,
    /// The first part less the second, divided by the first, times a power of ten.
    Decrease,
    /// The first part divided by the sum of both, times a power of ten.
    Share,
    /// The part divided by its total, which a row of the table prints, times a power of ten.
    ShareOfTotal,
    /// What the parts leave of 100, all being percentages.
    RestOfHundred,
    /// The part times a factor that is printed nowhere.
    Proportional,
    /// Two parts, each times a factor that is printed nowhere, added up.
    Mixture,
}

/// What a record says of a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The record has no figure for the target, or none for the parts.
    Silent,
    /// Agrees, and would whatever the figures were.
    Trivial,
    /// Agrees.
    Holds,
    /// Differs by something that the rounding of the figures explains.
    Rounded,
    /// Differs.
    Differs,
    /// Another kind of line: its target lies among its parts, as a mean does.
    Apart,
}

/// A candidate with its judgement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    pub operator: Operator,
    pub target: usize,
    pub parts: Vec<usize>,
    /// The power of ten of a ratio, a change or a share; else 1.
    pub scale: i64,
    pub outcomes: Vec<Outcome>,
    pub score: Bits,
    pub holds: usize,
    pub of: usize,
    /// Records that neither agree nor are silent, those apart among them.
    pub breaks: usize,
    /// Whether what the label of the target says is in the score.
    pub labelled: bool,
    /// Whether its lines stand apart: one of very many shapes.
    pub is_loose: bool,
    /// Whether differences within rounding are agreement.
    pub is_rounded: bool,
    /// The records that differ by no more than rounding could explain.
    pub near: Vec<bool>,
    /// The least and the largest that each unknown factor can be.
    pub factors: Vec<[Ratio; 2]>,
    /// The record that has the total of the part.
    pub total: Option<usize>,
    /// Of what number the part is the target in percent, if it can be no other.
    pub whole: Option<i64>,
    /// Whether it is no more than a habit, however sure.
    pub is_habit: bool,
}

impl Candidate {
    /// A candidate that no record was asked about yet.
    pub(super) fn new(operator: Operator, target: usize, parts: Vec<usize>) -> Candidate {
        Candidate {
            operator,
            target,
            parts,
            scale: 1,
            outcomes: Vec::new(),
            score: Bits::ZERO,
            holds: 0,
            of: 0,
            breaks: 0,
            labelled: false,
            is_loose: false,
            is_rounded: false,
            near: Vec::new(),
            factors: Vec::new(),
            total: None,
            whole: None,
            is_habit: false,
        }
    }

    /// Whether at least this many percent of the records that speak agree.
    pub(super) fn covers(&self, percent: usize) -> bool {
        self.holds * 100 >= self.of * percent && self.holds * 4 >= self.holds + self.breaks
    }

    /// Whether each part has a say in at least a quarter of the records that agree.
    pub(super) fn every_part_counts(&self, view: &View) -> bool {
        let agreeing = || {
            let outcomes = self.outcomes.iter().enumerate();
            outcomes.filter(|(_, it)| matches!(it, Outcome::Holds | Outcome::Rounded))
        };
        self.parts.iter().all(|part| {
            let says = agreeing().filter(|(record, _)| view.at(*part, *record).value != 0);
            says.count() * 4 >= self.holds
        })
    }

    /// Whether no part is lost in the rounding of the others: euros beside millions of kronor would fit
    /// any sum.
    pub(super) fn no_part_is_lost(&self, view: &View) -> bool {
        if self.operator != Operator::Sum || !self.is_rounded {
            return true;
        }
        let agrees = |record: &usize| {
            let outcome = self.outcomes.get(*record);
            matches!(outcome, Some(Outcome::Holds | Outcome::Rounded))
        };
        let records = (0..view.records.len()).filter(agrees);
        let units = records.map(|record| {
            let of_parts = self.parts.iter().map(|part| view.at(*part, record).unit);
            let coarsest = of_parts.chain([view.at(self.target, record).unit]).max();
            (record, coarsest.unwrap_or(1))
        });
        let units: Vec<(usize, i64)> = units.collect();
        self.parts.iter().all(|part| {
            let is_lost = |(record, unit): &(usize, i64)| {
                let value = view.at(*part, *record).value;
                value != 0 && value.saturating_abs().saturating_mul(2) < *unit
            };
            let counts = |(record, _): &(usize, i64)| view.at(*part, *record).value != 0;
            !units.iter().any(is_lost) || units.iter().any(|it| counts(it) && !is_lost(it))
        })
    }

    /// Whether each part of a rounded sum is needed: where the others give the target exactly in every record
    /// that agrees, a share beside counts is no part.
    pub(super) fn every_part_is_needed(&self, view: &View) -> bool {
        if self.operator != Operator::Sum || !self.is_rounded {
            return true;
        }
        let agreeing = self.outcomes.iter().enumerate();
        let agreeing: Vec<usize> = agreeing
            .filter(|(_, it)| matches!(it, Outcome::Holds | Outcome::Rounded))
            .map(|(record, _)| record)
            .collect();
        let rest = |record: usize| {
            let of_parts = self.parts.iter().map(|it| view.at(*it, record).value);
            let sum: i128 = of_parts.map(i128::from).sum();
            sum - i128::from(view.at(self.target, record).value)
        };
        let rests: Vec<(usize, i128)> = agreeing.iter().map(|it| (*it, rest(*it))).collect();
        !self.parts.iter().any(|part| {
            let value = |record: usize| i128::from(view.at(*part, record).value);
            rests.iter().all(|(record, rest)| value(*record) == *rest)
                && rests.iter().any(|(record, _)| value(*record) != 0)
        })
    }

    /// Whether a target that is rounded more than its parts has digits enough to tell: thousands of hours are
    /// nearly the sum of any two costs that grow with them.
    pub(super) fn target_is_fine(&self, view: &View) -> bool {
        if self.operator != Operator::Sum || !self.is_rounded {
            return true;
        }
        let agreeing = self.outcomes.iter().enumerate();
        let agreeing = agreeing.filter(|(_, it)| matches!(it, Outcome::Holds | Outcome::Rounded));
        let is_vague = |record: usize| {
            let target = view.at(self.target, record);
            let mut parts = self.parts.iter().map(|it| view.at(*it, record));
            parts.all(|it| it.unit < target.unit)
                && target.value.unsigned_abs() < target.unit.unsigned_abs().saturating_mul(VAGUE)
        };
        let vague = agreeing.filter(|(record, _)| is_vague(*record)).count();
        vague * 2 < self.holds.max(1)
    }

    /// The lines it is about, sorted.
    pub(super) fn lines(&self) -> Vec<usize> {
        let mut lines = self.parts.clone();
        lines.push(self.target);
        lines.sort_unstable();
        lines.dedup();
        lines
    }

    /// Fills in the judgement from one verdict a record.
    pub(super) fn judge(mut self, view: &View, verdicts: &mut [Verdict]) -> Candidate {
        set_kinds_apart(view, verdicts);
        for (verdict, says) in verdicts.iter_mut().zip(&view.says) {
            if verdict.outcome == Outcome::Differs && (says.mean || says.share) {
                verdict.outcome = Outcome::Apart;
            }
        }
        set_finer_apart(view, &self, verdicts);
        set_slips_beside(view, self.target, verdicts);
        let (exact, rounded) = self.evidence(view, verdicts);
        let rounded = rounded.minus(Bits::whole(1));
        self.is_rounded = rounded > exact;
        let is_near = |it: &Verdict| it.outcome == Outcome::Rounded;
        self.near = verdicts.iter().map(is_near).collect();
        self.score = exact.max(rounded);
        self.outcomes = verdicts
            .iter()
            .map(|verdict| match verdict.outcome {
                Outcome::Rounded if !self.is_rounded => Outcome::Differs,
                outcome => outcome,
            })
            .collect();
        self.excuse_untried_parts(view);
        self.count();
        self
    }

    /// The evidence of all records if figures are exact, and if they are rounded; of records with the
    /// same figures the first counts.
    fn evidence(&self, view: &View, verdicts: &[Verdict]) -> (Bits, Bits) {
        let total = |rounded: bool, seen: &[bool]| {
            let gains = verdicts.iter().zip(seen).map(|(verdict, is_seen)| {
                if *is_seen {
                    Bits::ZERO
                } else {
                    verdict.gain(rounded)
                }
            });
            gains.sum::<Bits>()
        };
        let lines = self.lines();
        let seen = |rounded: bool| {
            let mut seen = Seen::default();
            let records = verdicts.iter().enumerate();
            let is_seen = records.map(|(record, verdict)| {
                verdict.gain(rounded) > Bits::ZERO && !seen.is_new(view, self, &lines, record)
            });
            is_seen.collect::<Vec<bool>>()
        };
        let of_exact = seen(false);
        let speaks = |it: &Verdict, rounded| it.gain(rounded) > Bits::ZERO;
        let is_alike = |it: &Verdict| speaks(it, false) == speaks(it, true);
        let exact = total(false, &of_exact);
        match verdicts.iter().all(is_alike) {
            true => (exact, total(true, &of_exact)),
            false => (exact, total(true, &seen(true))),
        }
    }

    /// Counts the records by what they say.
    pub(super) fn count(&mut self) {
        let count =
            |test: fn(Outcome) -> bool| self.outcomes.iter().filter(|it| test(**it)).count();
        let holds = count(|it| matches!(it, Outcome::Holds | Outcome::Rounded));
        let differs = count(|it| it == Outcome::Differs);
        let apart = count(|it| it == Outcome::Apart);
        (self.holds, self.of, self.breaks) = (holds, holds + differs, differs + apart);
    }

    /// Takes records that differ for another kind of record.
    pub(super) fn set_apart(&mut self, is_apart: impl Fn(usize) -> bool) {
        for (record, outcome) in self.outcomes.iter_mut().enumerate() {
            if *outcome == Outcome::Differs && is_apart(record) {
                *outcome = Outcome::Apart;
            }
        }
        self.count();
    }
}

/// A target of fewer units than this tells little of parts that are printed finer.
const VAGUE: u64 = 100;

/// What one record says, with its evidence under both readings.
#[derive(Clone, Copy, Debug)]
pub(super) struct Verdict {
    pub outcome: Outcome,
    /// The evidence if figures are exact.
    pub exact: Bits,
    /// The evidence if they are rounded.
    pub rounded: Bits,
}

impl Verdict {
    pub(super) const SILENT: Verdict = Verdict {
        outcome: Outcome::Silent,
        exact: Bits::ZERO,
        rounded: Bits::ZERO,
    };
    pub(super) const TRIVIAL: Verdict = Verdict {
        outcome: Outcome::Trivial,
        ..Verdict::SILENT
    };

    pub(super) fn against(outcome: Outcome) -> Verdict {
        Verdict {
            outcome,
            exact: View::loss(),
            rounded: View::loss(),
        }
    }

    pub(super) fn same(outcome: Outcome, gain: Bits) -> Verdict {
        Verdict {
            outcome,
            exact: gain,
            rounded: gain,
        }
    }

    fn gain(self, rounded: bool) -> Bits {
        if rounded { self.rounded } else { self.exact }
    }
}

/// Records that have counted: the same figures once more, or the same figures times a factor, are
/// not evidence once more.
#[derive(Default)]
struct Seen {
    known: FxHashSet<Vec<i64>>,
    counted: Vec<usize>,
}

/// Records are held one against the other up to this many, and parts up to this many.
const COMPARED_RECORDS: usize = 48;
const COMPARED_PARTS: usize = 40;

impl Seen {
    fn is_new(
        &mut self,
        view: &View,
        candidate: &Candidate,
        lines: &[usize],
        record: usize,
    ) -> bool {
        let values: Vec<i64> = lines
            .iter()
            .map(|line| view.at(*line, record).value)
            .collect();
        if !self.known.insert(values) {
            return false;
        }
        if matches!(candidate.operator, Operator::Sum | Operator::Mean)
            && lines.len() <= COMPARED_PARTS
        {
            let proportional = |other: &usize| {
                is_proportional(view, candidate, *other, record)
                    || is_proportional(view, candidate, record, *other)
            };
            if self.counted.iter().any(proportional) {
                return false;
            }
            if self.counted.len() < COMPARED_RECORDS {
                self.counted.push(record);
            }
        }
        true
    }
}

/// Whether the figures of `other` are those of `key` times one factor, rounded.
fn is_proportional(view: &View, candidate: &Candidate, key: usize, other: usize) -> bool {
    let whole = (
        i128::from(view.at(candidate.target, key).value),
        i128::from(view.at(candidate.target, other).value),
    );
    if whole.0 == 0 || whole.1 == 0 {
        return false;
    }
    candidate.parts.iter().all(|part| {
        let (of_key, of_other) = (view.at(*part, key), view.at(*part, other));
        let apart = i128::from(of_key.value) * whole.1 - i128::from(of_other.value) * whole.0;
        apart.abs() * 2 <= whole.0.abs() * i128::from(of_other.unit.max(1)) * 3
            && (of_key.value == 0) == (of_other.value == 0)
    })
}
