//! A few records of a line that differ as much as they can, to look at before all are.

use rustc_hash::FxHashMap;

use super::view::View;

/// Records of one line whose figures are not nothing, spread over all sizes that occur; the same in
/// whatever order the records stand.
#[derive(Clone, Debug, Default)]
pub(super) struct Samples {
    /// Three of them.
    pub three: Vec<usize>,
    /// Six of them.
    pub six: Vec<usize>,
    /// Eight of them.
    pub eight: Vec<usize>,
}

impl Samples {
    /// The records of a line: of those with the same figure the one whose other figures are largest.
    pub(super) fn of(view: &View, line: usize) -> Samples {
        let rest = |record: usize| (0..view.len()).map(move |line| view.at(line, record).value);
        let mut of_value: FxHashMap<i64, usize> = FxHashMap::default();
        for (record, entry) in view.line(line).iter().enumerate() {
            if !entry.is_number() || entry.value == 0 {
                continue;
            }
            let kept = of_value.entry(entry.value).or_insert(record);
            if *kept != record && rest(record).gt(rest(*kept)) {
                *kept = record;
            }
        }
        let mut values: Vec<(i64, usize)> = of_value.into_iter().collect();
        values.sort_unstable_by_key(|(value, _)| (std::cmp::Reverse(value.abs()), -*value));
        let spread = |most: usize| -> Vec<usize> {
            let count = values.len();
            if count <= most {
                return values.iter().map(|(_, record)| *record).collect();
            }
            (0..most)
                .map(|at| values[at * (count - 1) / (most - 1).max(1)].1)
                .collect()
        };
        Samples {
            three: spread(3),
            six: spread(6),
            eight: spread(8),
        }
    }
}
