//! Means of lines that stand side by side.

use super::counted::Counted;
use super::{LABEL, priced};
use crate::discovery::addition::{judge_mean, mean_values};
use crate::discovery::bits::Bits;
use crate::discovery::candidate::Candidate;
use crate::discovery::density::DENSITY_ONE;
use crate::discovery::view::View;

/// A mean may stand away from its lines by this many others.
const WINDOW: usize = 4;

/// Means of up to so many lines are tried at each target: 400, whose figures add up to less than 2⁶³,
/// and fewer where more than 10 000 lines would make that more than 40 million trials a record.
fn longest(lines: usize) -> usize {
    (4_000_000 / lines.max(1)).clamp(20, 400)
}

/// Every line as the mean of the lines before or after it among `active`.
pub(in crate::discovery) fn means(view: &View, active: &[usize], extra: Bits) -> Vec<Candidate> {
    let search = Search {
        view,
        active,
        counted: Counted::of(view, active),
        longest: longest(active.len()),
    };
    let mut found = Vec::new();
    for target in 0..view.len() {
        let most = most_evidence(view, target);
        if most < least_cost(view) {
            continue;
        }
        let here = active.binary_search(&target).unwrap_or_else(|at| at);
        let next = here + usize::from(active.get(here) == Some(&target));
        for gap in 0..=WINDOW {
            let extra = extra.plus(Bits::of_count(1 + gap).times(2));
            let before = here.checked_sub(gap).map(|end| (end, true));
            let after = (next + gap <= active.len()).then_some((next + gap, false));
            for (border, before) in [before, after].into_iter().flatten() {
                let border = Border {
                    target,
                    at: border,
                    before,
                };
                found.extend(search.candidates(border, extra, most));
            }
        }
    }
    found
}

/// More than a line can gain as a mean, however well it fits.
fn most_evidence(view: &View, target: usize) -> Bits {
    let of_records = 0..view.records.len();
    let gains = of_records.map(|record| view.own_gain(target, record).max(Bits::ZERO));
    let label = match view.lines[target].says.mean {
        true => LABEL,
        false => Bits::ZERO,
    };
    gains.sum::<Bits>().plus(label)
}

/// What the shape of the simplest mean costs.
fn least_cost(view: &View) -> Bits {
    let lines = Bits::of_count(view.len());
    Bits::whole(1).plus(lines).half().plus(lines)
}

/// Where means are looked for.
struct Search<'v> {
    view: &'v View,
    active: &'v [usize],
    counted: Counted,
    longest: usize,
}

/// Where the lines of a mean end or begin.
#[derive(Clone, Copy)]
struct Border {
    target: usize,
    at: usize,
    before: bool,
}

impl Border {
    /// The first of so many lines, and what follows the last.
    fn window(self, length: usize) -> [usize; 2] {
        if self.before {
            [self.at - length, self.at]
        } else {
            [self.at, self.at + length]
        }
    }
}

impl Search<'_> {
    /// The means that end or begin at a border and are likelier than not.
    fn candidates(&self, border: Border, extra: Bits, most: Bits) -> Vec<Candidate> {
        let sample = &self.view.samples(border.target).six;
        let fits = self.fits(border, sample);
        let mut extents = vec![Extent::default(); sample.len()];
        let mut found = Vec::new();
        for (length, fitting) in fits.iter().enumerate() {
            // a third of the records that differ most must agree
            if *fitting == 0 || fitting.count_ones() as usize * 3 < sample.len() {
                continue;
            }
            let window = border.window(length);
            let cost = self.cost(window, border.before).plus(extra);
            let mut left = most.minus(cost).minus(Bits::of_count(self.view.len()));
            let records = sample.iter().zip(&mut extents).enumerate();
            let hopes = records.filter(|(at, _)| fitting >> at & 1 == 1);
            let hopes = hopes.map(|(_, (record, extent))| {
                self.extend(border, *record, length, extent);
                (*record, self.hope(border.target, *record, extent))
            });
            let hopes: Vec<(usize, Bits)> = hopes.collect();
            for (record, hope) in &hopes {
                left = left.minus(self.own(border.target, *record)).plus(*hope);
            }
            if self.may_be_likely(border.target, window, &hopes, left) {
                let candidate = self.candidate(border.target, window, cost);
                // what is less likely than not is not kept at all
                found.extend((candidate.score > Bits::ZERO).then_some(candidate));
            }
        }
        found
    }

    /// For each number of lines which records of the sample fit, one bit each.
    fn fits(&self, border: Border, sample: &[usize]) -> Vec<u8> {
        let room = if border.before {
            border.at
        } else {
            self.active.len() - border.at
        };
        let longest = room.min(self.longest);
        let mut fits = vec![0; longest + 1];
        for (at, record) in sample.iter().enumerate() {
            if let Some(counted) = self.counted.record(*record) {
                let entry = self.view.at(border.target, *record);
                counted.fitting(entry, border.at, border.before, &mut fits, 1 << at);
            }
        }
        fits
    }

    /// What a record tells at most if it agrees.
    fn own(&self, target: usize, record: usize) -> Bits {
        self.view.own_gain(target, record).max(Bits::ZERO)
    }

    /// The same, where the extent of the parts is known.
    fn hope(&self, target: usize, record: usize, extent: &Extent) -> Bits {
        let unit = i128::from(self.view.at(target, record).unit);
        let values = extent.mean_values(unit);
        let gain = self
            .view
            .gain_at_most(target, record, unit, DENSITY_ONE, values);
        gain.max(Bits::ZERO)
    }

    /// Takes the lines up to this many into an extent.
    fn extend(&self, border: Border, record: usize, length: usize, extent: &mut Extent) {
        for at in extent.lines..length {
            let at = if border.before {
                border.at - 1 - at
            } else {
                border.at + at
            };
            let entry = self.view.at(self.active[at], record);
            if entry.is_number() {
                extent.take(entry.value);
            }
        }
        extent.lines = length;
    }

    /// Whether enough evidence is left when those records that cannot have the target as the mean of these
    /// lines speak against it: `judge_mean` finds no more.
    fn may_be_likely(
        &self,
        target: usize,
        window: [usize; 2],
        hopes: &[(usize, Bits)],
        mut left: Bits,
    ) -> bool {
        for (record, entry) in self.view.line(target).iter().enumerate() {
            if left <= Bits::ZERO {
                return false;
            }
            let counted = self.counted.record(record).filter(|_| entry.is_number());
            if let Some(against) = counted.and_then(|it| it.against(*entry, window)) {
                let hoped = hopes.iter().find(|it| it.0 == record);
                let hoped = hoped.map_or_else(|| self.own(target, record), |it| it.1);
                left = left.minus(hoped).plus(against);
            }
        }
        left > Bits::ZERO
    }

    /// What the shape of these lines costs.
    fn cost(&self, [from, to]: [usize; 2], before: bool) -> Bits {
        let begins = |at: usize| {
            let line = self.active.get(at);
            line.is_none_or(|line| self.view.lines[*line].begins_block)
        };
        let whole = if before {
            from == 0 || begins(from)
        } else {
            begins(to)
        };
        let shape = Bits::whole(1).plus(Bits::of_count(self.view.len()));
        if whole {
            shape.minus(shape.half())
        } else {
            shape
        }
    }

    fn candidate(&self, target: usize, [from, to]: [usize; 2], cost: Bits) -> Candidate {
        let parts = self.active[from..to].to_vec();
        let says = self.view.lines[target].says.mean;
        priced(judge_mean(self.view, target, parts), self.view, cost, says)
    }
}

/// The lowest and the highest of the figures of some lines.
#[derive(Clone, Copy, Default)]
struct Extent {
    lines: usize,
    figures: i128,
    ends: (i64, i64),
}

impl Extent {
    fn take(&mut self, value: i64) {
        let (low, high) = match self.figures {
            0 => (value, value),
            _ => self.ends,
        };
        self.ends = (low.min(value), high.max(value));
        self.figures += 1;
    }

    /// How many values their mean can have.
    fn mean_values(&self, unit: i128) -> i128 {
        mean_values(self.ends, self.figures.max(1), unit)
    }
}
