//! Rows among the recipients that are sums of the others.

use crate::exact::Kronor;

/// Fewer others than this may add up to one by chance.
const FEWEST: usize = 3;

/// Why a row is taken for a total.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TotalRowSign {
    /// Its label says so.
    Label,
    /// It is the sum of all the others.
    Sum,
}

/// The rows that are totals, in order: those whose label says so, and the one that is the sum of the
/// others, of which there are at least three.
///
/// ```
/// use statsbidrag::exact::Kronor;
/// use statsbidrag::inference::{TotalRowSign, total_rows};
/// let amounts = [60, 10, 20, 30].map(Kronor);
/// assert_eq!(total_rows(&amounts, &[false; 4]), [(0, TotalRowSign::Sum)]);
/// let amounts = [10, 20, 30, 61].map(Kronor);
/// let is_named = [false, false, false, true];
/// assert_eq!(total_rows(&amounts, &is_named), [(3, TotalRowSign::Label)]);
/// ```
pub fn total_rows(amounts: &[Kronor], is_named: &[bool]) -> Vec<(usize, TotalRowSign)> {
    let is_named = |row: usize| is_named.get(row).copied().unwrap_or(false);
    let others = || (0..amounts.len()).filter(|row| !is_named(*row) && amounts[*row].0 != 0);
    let sum: i128 = others().map(|row| i128::from(amounts[row].0)).sum();
    let is_sum =
        |row: usize| !is_named(row) && amounts[row].0 != 0 && 2 * i128::from(amounts[row].0) == sum;
    let can_tell = others().count() > FEWEST;
    (0..amounts.len())
        .filter_map(|row| match is_named(row) {
            true => Some((row, TotalRowSign::Label)),
            false => (can_tell && is_sum(row)).then_some((row, TotalRowSign::Sum)),
        })
        .collect()
}
