//! Cumulative sums of lines, record by record, in which a sum of any length is found at once.

use crate::discovery::view::View;

/// Cumulative sums of `active` lines.
pub(super) struct Cumulated<'v> {
    pub view: &'v View,
    pub active: &'v [usize],
    /// Of each record the sums before each line and after the last.
    sums: Vec<i128>,
    /// Of each record its sums with their positions, the smallest first; empty where no line looks at
    /// the record first.
    ordered: Vec<Vec<(i128, usize)>>,
    /// The coarsest unit of each record.
    units: Vec<i128>,
}

/// On which side of its target a sum stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Before,
    After,
}

impl<'v> Cumulated<'v> {
    pub fn of(view: &'v View, active: &'v [usize]) -> Cumulated<'v> {
        let (records, width) = (view.records.len(), active.len() + 1);
        let mut sums = vec![0; records * width];
        let mut units = vec![1; records];
        for (at, line) in active.iter().enumerate() {
            for (record, entry) in view.line(*line).iter().enumerate() {
                let before = record * width + at;
                sums[before + 1] = sums[before] + i128::from(entry.value);
                units[record] = i128::from(entry.unit).max(units[record]);
            }
        }
        let mut ordered = vec![Vec::new(); records];
        for line in active {
            for record in &view.samples(*line).six {
                if ordered[*record].is_empty() {
                    let sums = &sums[record * width..(record + 1) * width];
                    let mut in_order: Vec<(i128, usize)> = sums.iter().copied().zip(0..).collect();
                    in_order.sort_unstable();
                    ordered[*record] = in_order;
                }
            }
        }
        Cumulated {
            view,
            active,
            sums,
            ordered,
            units,
        }
    }

    fn of_record(&self, record: usize) -> &[i128] {
        let width = self.active.len() + 1;
        &self.sums[record * width..(record + 1) * width]
    }

    /// Sums of at least two lines that begin (or end) at `border` and agree with the target in one
    /// record at least of those that differ most, no longer than `longest` unless they are `whole`.
    /// The other ends, each once.
    pub fn ends(
        &self,
        target: usize,
        border: usize,
        side: Side,
        longest: usize,
        whole: impl Fn(usize) -> bool,
    ) -> Vec<usize> {
        let line = self.active[target];
        let mut ends = Vec::new();
        for record in &self.view.samples(line).six {
            let sums = self.of_record(*record);
            let value = i128::from(self.view.at(line, *record).value);
            let wanted = match side {
                Side::Before => sums[border] - value,
                Side::After => sums[border] + value,
            };
            let slack = self.reach(self.active.len()) * self.units[*record];
            let ordered = &self.ordered[*record];
            let first = ordered.partition_point(|(sum, _)| *sum < wanted - slack);
            let hits = ordered[first..]
                .iter()
                .take_while(|(sum, _)| *sum <= wanted + slack)
                .map(|(_, at)| *at);
            let fits = |end: &usize| {
                let length = match side {
                    Side::Before => border.checked_sub(*end),
                    Side::After => end.checked_sub(border),
                };
                length.is_some_and(|it| {
                    let apart = (sums[*end] - wanted).abs();
                    it >= 2
                        && apart <= self.reach(it) * self.units[*record]
                        && (it <= longest || whole(*end))
                })
            };
            if hits.clone().nth(2 * longest).is_some() {
                // a long stretch of nothing: the nearest ends are looked at one by one
                let near = match side {
                    Side::Before => border.saturating_sub(longest)..border,
                    Side::After => border + 1..(border + longest + 1).min(sums.len()),
                };
                ends.extend(near.filter(fits));
            } else {
                ends.extend(hits.filter(fits));
            }
        }
        ends.sort_unstable();
        ends.dedup();
        ends
    }

    /// How many units rounding may move a sum of so many lines.
    fn reach(&self, length: usize) -> i128 {
        i128::try_from(length).unwrap_or(i128::MAX >> 64).isqrt() + 2
    }

    /// Whether enough records of `target` agree with the sum of `from..to`.
    pub fn may_hold(&self, target: usize, from: usize, to: usize) -> bool {
        let line = self.active[target];
        let figures = self.view.lines[line].figures;
        let most = figures - figures.div_ceil(4);
        let reach = self.reach(to - from);
        let mut breaks = 0;
        for (record, entry) in self.view.line(line).iter().enumerate() {
            if !entry.is_number() {
                continue;
            }
            let sums = self.of_record(record);
            let residual = sums[to] - sums[from] - i128::from(entry.value);
            if residual.abs() > reach * self.units[record] {
                breaks += 1;
                if breaks > most {
                    return false;
                }
            }
        }
        true
    }
}
