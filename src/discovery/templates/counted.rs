//! Cumulative sums and counts of the figures of lines, record by record, for means of any length.

use rustc_hash::FxHashMap;

use crate::discovery::addition::mean_slack;
use crate::discovery::bits::Bits;
use crate::discovery::view::{Entry, View};

/// Cumulative sums of the records that some line looks at first.
pub(super) struct Counted {
    records: FxHashMap<usize, OfRecord>,
}

/// What the figures of one record come to before each line and after the last.
pub(super) struct OfRecord {
    /// Their sum modulo 2⁶⁴: the difference of two is right.
    sums: Vec<i64>,
    /// How many they are.
    counts: Vec<i64>,
    /// How many are not told.
    unknown: Vec<u32>,
    /// How many differ from the one before.
    changes: Vec<u32>,
    /// The coarsest unit.
    coarsest: i64,
}

impl Counted {
    pub fn of(view: &View, active: &[usize]) -> Counted {
        let mut records = FxHashMap::default();
        for line in 0..view.len() {
            for record in &view.samples(line).six {
                let counted = || OfRecord::of(view, active, *record);
                records.entry(*record).or_insert_with(counted);
            }
        }
        Counted { records }
    }

    /// The sums of a record.
    pub fn record(&self, record: usize) -> Option<&OfRecord> {
        self.records.get(&record)
    }
}

impl OfRecord {
    fn of(view: &View, active: &[usize], record: usize) -> OfRecord {
        let mut of_record = OfRecord {
            sums: vec![0],
            counts: vec![0],
            unknown: vec![0],
            changes: vec![0],
            coarsest: 1,
        };
        let (mut sum, mut count, mut unknown, mut changes) = (0_i64, 0, 0, 0);
        let mut last = None;
        for line in active {
            let entry = view.at(*line, record);
            sum = sum.wrapping_add(entry.value);
            count += i64::from(entry.is_number());
            unknown += u32::from(entry.is_unknown);
            changes += u32::from(last.is_some_and(|last| last != entry.value));
            last = Some(entry.value);
            of_record.sums.push(sum);
            of_record.counts.push(count);
            of_record.unknown.push(unknown);
            of_record.changes.push(changes);
            of_record.coarsest = of_record.coarsest.max(entry.unit);
        }
        of_record
    }

    /// Marks for how many lines from a border on, two at least, a figure is the mean to within a unit; lines
    /// that are all alike say nothing.
    pub fn fitting(&self, entry: Entry, border: usize, before: bool, fits: &mut [u8], mark: u8) {
        let longest = fits.len() - 1;
        if longest < 2 {
            return;
        }
        let (sum, count) = (self.sums[border], self.counts[border]);
        let is_near = |(other, others): (&i64, &i64)| {
            let figures = others - count;
            let own = entry.value.wrapping_mul(figures);
            let slack = entry.unit.wrapping_mul(figures).unsigned_abs();
            other.wrapping_sub(sum).abs_diff(own) <= slack && figures.abs() > 1
        };
        // the first line of the window may differ from the one before it
        let is_alike = |length: usize| {
            let (from, to) = if before {
                (border - length, border)
            } else {
                (border, border + length)
            };
            self.changes[to] == self.changes[from + 1]
        };
        let mut look = |(length, near): (usize, bool)| {
            if near && !is_alike(length) {
                fits[length] |= mark;
            }
        };
        if before {
            let ends = border - longest..=border - 2;
            let ends = self.sums[ends.clone()].iter().zip(&self.counts[ends]);
            (2..).zip(ends.rev().map(is_near)).for_each(&mut look);
        } else {
            let ends = border + 2..=border + longest;
            let ends = self.sums[ends.clone()].iter().zip(&self.counts[ends]);
            (2..).zip(ends.map(is_near)).for_each(&mut look);
        }
    }

    /// What it tells that a figure cannot be the mean of the figures from one line to another, whatever their
    /// rounding; nothing where it may be.
    pub fn against(&self, entry: Entry, [from, to]: [usize; 2]) -> Option<Bits> {
        let count = self.counts[to] - self.counts[from];
        if count < 2 {
            return Some(Bits::ZERO);
        }
        let sum = self.sums[to].wrapping_sub(self.sums[from]);
        let apart = i128::from(sum.wrapping_sub(entry.value.wrapping_mul(count))).abs();
        let count = i128::from(count);
        let loss = match self.unknown[to] > self.unknown[from] {
            true => Bits::ZERO,
            false => View::loss(),
        };
        (apart * 2 > mean_slack(entry.unit, self.coarsest, count)).then_some(loss)
    }
}
