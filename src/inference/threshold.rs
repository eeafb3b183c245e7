//! Threshold intervals: where an unpublished bound must lie.

use crate::exact::Ratio;

/// The bounds t for which "the measure is at least t" gives what was published: lower < t ≤ upper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ThresholdBounds {
    /// The largest measure that does not reach the bound; `None` if every one does.
    pub lower: Option<Ratio>,
    /// The smallest measure that does; `None` if none does.
    pub upper: Option<Ratio>,
}

/// Why no bound gives what was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// The fewest rows that would have to be otherwise: positions, ascending.
    pub rows: Vec<usize>,
    /// The bounds that the other rows allow.
    pub otherwise: ThresholdBounds,
}

/// The bounds that exactly `count` of the measures reach. `None` if equal measures stand on both
/// sides of the count, or if it exceeds the number of measures.
///
/// ```
/// use statsbidrag::exact::Ratio;
/// use statsbidrag::inference::bound_by_count;
/// let measures = [3, 8, 5].map(Ratio::whole);
/// let bound = bound_by_count(&measures, 2).unwrap();
/// assert_eq!((bound.lower, bound.upper), (Some(Ratio::whole(3)), Some(Ratio::whole(5))));
/// ```
pub fn bound_by_count(measures: &[Ratio], count: usize) -> Option<ThresholdBounds> {
    let mut sorted = measures.to_vec();
    sorted.sort_unstable_by(|a, b| b.cmp(a));
    if count > sorted.len() {
        return None;
    }
    let upper = count.checked_sub(1).map(|last| sorted[last]);
    let lower = sorted.get(count).copied();
    (lower.is_none() || lower != upper).then_some(ThresholdBounds { lower, upper })
}

/// The bounds that exactly the rows marked as chosen reach.
///
/// *Errors*: no bound does; then the smallest set of rows that would have to be otherwise (of several
/// such sets the one with the lowest bound), and the bounds that the others allow.
///
/// ```
/// use statsbidrag::exact::Ratio;
/// use statsbidrag::inference::bound_by_membership;
/// let rows = [(3, false), (8, true), (5, true), (2, true), (4, false)]
///     .map(|(measure, paid)| (Ratio::whole(measure), paid));
/// let contradiction = bound_by_membership(&rows).unwrap_err();
/// assert_eq!(contradiction.rows, [3], "paid with 2, while 3 and 4 were not");
/// assert_eq!(contradiction.otherwise.lower, Some(Ratio::whole(4)));
/// ```
pub fn bound_by_membership(rows: &[(Ratio, bool)]) -> Result<ThresholdBounds, Contradiction> {
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by_key(|row| rows[*row].0);
    // with the bound below everything, all that were not chosen contradict
    let mut against = rows.iter().filter(|(_, chosen)| !chosen).count();
    let (mut fewest, mut cut) = (against, 0);
    let mut below = 0;
    for equal in order.chunk_by(|a, b| rows[*a].0 == rows[*b].0) {
        let chosen = equal.iter().filter(|row| rows[**row].1).count();
        // chosen ones now fall below the bound; the others no longer contradict
        against = against + 2 * chosen - equal.len();
        below += equal.len();
        if against < fewest {
            (fewest, cut) = (against, below);
        }
    }
    let (short, reaching) = order.split_at(cut);
    let fits = |row: &&usize, reaches: bool| rows[**row].1 == reaches;
    let bound = ThresholdBounds {
        lower: short
            .iter()
            .rfind(|row| fits(row, false))
            .map(|row| rows[*row].0),
        upper: reaching
            .iter()
            .find(|row| fits(row, true))
            .map(|row| rows[*row].0),
    };
    if fewest == 0 {
        return Ok(bound);
    }
    let mut contradicting: Vec<usize> = short
        .iter()
        .filter(|row| !fits(row, false))
        .chain(reaching.iter().filter(|row| !fits(row, true)))
        .copied()
        .collect();
    contradicting.sort_unstable();
    Err(Contradiction {
        rows: contradicting,
        otherwise: bound,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(list: &[(i128, bool)]) -> Vec<(Ratio, bool)> {
        list.iter()
            .map(|(measure, chosen)| (Ratio::whole(*measure), *chosen))
            .collect()
    }

    #[test]
    fn a_clean_cut_gives_its_interval() {
        let bound = bound_by_membership(&rows(&[(5, true), (1, false), (3, false), (9, true)]));
        let expected = ThresholdBounds {
            lower: Some(Ratio::whole(3)),
            upper: Some(Ratio::whole(5)),
        };
        assert_eq!(bound, Ok(expected));
    }

    #[test]
    fn all_or_none_leave_one_side_open() {
        let all = bound_by_membership(&rows(&[(5, true), (1, true)])).unwrap();
        assert_eq!((all.lower, all.upper), (None, Some(Ratio::ONE)));
        let none = bound_by_membership(&rows(&[(5, false)])).unwrap();
        assert_eq!((none.lower, none.upper), (Some(Ratio::whole(5)), None));
        assert_eq!(
            bound_by_membership(&[]),
            Ok(ThresholdBounds {
                lower: None,
                upper: None
            })
        );
    }

    /// Equal measures cannot fall on both sides.
    #[test]
    fn equal_measures_contradict_each_other() {
        let contradiction = bound_by_membership(&rows(&[(4, true), (4, false), (4, true)]));
        assert_eq!(contradiction.unwrap_err().rows, [1]);
        assert_eq!(bound_by_count(&[Ratio::ONE, Ratio::ONE], 1), None);
        assert_eq!(bound_by_count(&[Ratio::ONE], 2), None);
    }

    /// Every subset of five rows: the number of contradicting rows is the least over all bounds.
    #[test]
    fn the_fewest_rows_contradict() {
        let measures = [2, 7, 7, 1, 5];
        for choice in 0..32_u32 {
            let list: Vec<(i128, bool)> = (0..)
                .zip(measures)
                .map(|(bit, m)| (m, choice >> bit & 1 == 1))
                .collect();
            let least = (0..=8)
                .map(|t| {
                    list.iter()
                        .filter(|(m, chosen)| (*m >= t) != *chosen)
                        .count()
                })
                .min();
            let found = bound_by_membership(&rows(&list)).map_or_else(|it| it.rows.len(), |_| 0);
            assert_eq!(Some(found), least, "{list:?}");
        }
    }
}
