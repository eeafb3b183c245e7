//! Shares of the total that a row of the same table prints.

use super::{distance_cost, priced, within_reach};
use crate::discovery::bits::Bits;
use crate::discovery::book::Book;
use crate::discovery::candidate::{Candidate, Operator, Verdict};
use crate::discovery::view::{Axis, View};

/// What the kind and the scale cost.
const SHAPE: Bits = Bits::whole(3);

/// Every column as the share that each row has of another column's total: the row that `rows` found to be the
/// sum of others, in percent or as a fraction. Its own total is the whole, or is not printed.
pub(in crate::discovery) fn shares_of_totals(view: &View, rows: (&View, &Book)) -> Vec<Candidate> {
    let mut found = Vec::new();
    let totals = Total::all(view, rows);
    for total in &totals {
        for part in 0..view.len() {
            if view.at(part, total.record).value <= 0 {
                continue;
            }
            let others = within_reach(view, part).filter(|it| *it != part);
            for target in others {
                let choice = Bits::of_count(totals.len()).plus(SHAPE);
                let shares = scale(view, target, total.record)
                    .map(|scale| total.judged(view, [target, part], scale, choice));
                found.extend(shares);
            }
        }
    }
    found
}

/// What the whole is printed as in the target: 100 or 1. Where nothing stands there, what its heading says.
fn scale(view: &View, target: usize, total: usize) -> Option<i64> {
    let whole = view.at(target, total);
    if whole.is_number() {
        return [100, 1].into_iter().find(|it| it * view.one == whole.value);
    }
    let is_percent = view.lines[target].is_percent;
    (!whole.is_unknown && is_percent).then_some(100)
}

/// A row of totals, among the records of the columns.
struct Total {
    record: usize,
    /// The rows that it is the sum of, those of its subtotals among them.
    of: Vec<usize>,
}

impl Total {
    fn all(view: &View, (rows, book): (&View, &Book)) -> Vec<Total> {
        let record = |line: usize| {
            let at = rows.lines[line].at;
            view.records.iter().position(|it| *it == at)
        };
        let of = |parts: &[usize]| {
            let mut of: Vec<usize> = book.leaves(parts).into_iter().filter_map(record).collect();
            of.sort_unstable();
            of
        };
        let is_columns = view.axis == Axis::Columns;
        let sums = book.accepted.iter();
        let sums = sums.filter(|it| is_columns && it.operator == Operator::Sum);
        let totals = sums.filter_map(|sum| {
            Some(Total {
                record: record(sum.target)?,
                of: of(&sum.parts),
            })
        });
        totals.collect()
    }

    fn judged(
        &self,
        view: &View,
        [target, part]: [usize; 2],
        scale: i64,
        choice: Bits,
    ) -> Candidate {
        let mut candidate = Candidate::new(Operator::ShareOfTotal, target, vec![part]);
        candidate.scale = scale;
        candidate.total = Some(self.record);
        candidate.is_loose = true;
        let mut verdicts = vec![Verdict::SILENT; view.records.len()];
        for record in &self.of {
            let parts = [view.at(part, *record), view.at(part, self.record)];
            let says = super::ratios::verdict(view, &candidate, *record, parts);
            verdicts[*record] = says;
        }
        let near = distance_cost(target, part).min(Bits::of_count(view.len()));
        let cost = near.plus(choice);
        priced(candidate.judge(view, &mut verdicts), view, cost, false)
    }
}
