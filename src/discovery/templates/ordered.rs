//! The figures of one record in order, so that the line with a wanted value is found at once.

use crate::discovery::view::View;

/// The figures of a record with their lines, the smallest first.
pub(super) struct Ordered {
    figures: Vec<(i128, usize)>,
    /// The coarsest unit of the record.
    pub unit: i128,
}

impl Ordered {
    /// The figures of `record` among the lines from `first` to before `last`.
    pub(super) fn of(view: &View, record: usize, first: usize, last: usize) -> Ordered {
        let entries = (first..last).map(|line| (view.at(line, record), line));
        let mut figures = Vec::with_capacity(last - first);
        let mut unit = 1;
        for (entry, line) in entries.filter(|(entry, _)| entry.is_number()) {
            figures.push((i128::from(entry.value), line));
            unit = unit.max(i128::from(entry.unit));
        }
        figures.sort_unstable();
        Ordered { figures, unit }
    }

    /// The lines whose figure is at most `reach` from `wanted`.
    pub(super) fn near(&self, wanted: i128, reach: i128) -> impl Iterator<Item = usize> + '_ {
        let start = self
            .figures
            .partition_point(|(value, _)| *value < wanted - reach);
        let rest = self.figures.get(start..).unwrap_or_default().iter();
        rest.take_while(move |(value, _)| *value <= wanted + reach)
            .map(|(_, line)| *line)
    }
}
