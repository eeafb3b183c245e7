//! The figures of one record in order, so that the line with a wanted value is found at once.

use rustc_hash::FxHashMap;

use crate::discovery::samples::Samples;
use crate::discovery::view::View;

/// The records that some line looks at first, each in order.
pub(super) struct OrderedRecords {
    records: FxHashMap<usize, Ordered>,
}

impl OrderedRecords {
    /// Of all lines the records that are chosen of its samples.
    pub(super) fn of(view: &View, choose: fn(&Samples) -> &Vec<usize>) -> OrderedRecords {
        let mut records = FxHashMap::default();
        for line in 0..view.len() {
            for record in choose(view.samples(line)) {
                let ordered = || Ordered::of(view, *record);
                records.entry(*record).or_insert_with(ordered);
            }
        }
        OrderedRecords { records }
    }

    /// The figures of a record.
    pub(super) fn record(&self, record: usize) -> Option<&Ordered> {
        self.records.get(&record)
    }
}

/// The figures of a record with their lines, the smallest first.
pub(super) struct Ordered {
    figures: Vec<(i64, usize)>,
    /// The coarsest unit of the record.
    pub unit: i128,
}

impl Ordered {
    fn of(view: &View, record: usize) -> Ordered {
        let entries = (0..view.len()).map(|line| (view.at(line, record), line));
        let mut figures = Vec::with_capacity(view.len());
        let mut unit = 1;
        for (entry, line) in entries.filter(|(entry, _)| entry.is_number()) {
            figures.push((entry.value, line));
            unit = unit.max(i128::from(entry.unit));
        }
        figures.sort_unstable();
        Ordered { figures, unit }
    }

    /// The lines whose figure is at most `reach` from `wanted`.
    pub(super) fn near(&self, wanted: i128, reach: i128) -> impl Iterator<Item = usize> + '_ {
        let clamped = |value: i128| {
            i64::try_from(value).unwrap_or(if value < 0 { i64::MIN } else { i64::MAX })
        };
        let (low, high) = (clamped(wanted - reach), clamped(wanted + reach));
        let ends = self.figures.first().zip(self.figures.last());
        let start = match ends {
            Some((first, last)) if first.0 <= high && low <= last.0 => {
                self.figures.partition_point(|(value, _)| *value < low)
            }
            _ => self.figures.len(),
        };
        let rest = self.figures.get(start..).unwrap_or_default().iter();
        rest.take_while(move |(value, _)| *value <= high)
            .map(|(_, line)| *line)
    }
}
