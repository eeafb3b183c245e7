//! Which slips are tried, drawn by lot: the same for the same seed.

use statsbidrag::audit::Slip;
use statsbidrag::findings::FindingCell;

/// A number drawn for a figure: the same for the same seed, whatever the order of work.
pub fn lot(seed: u64, cell: &FindingCell) -> u64 {
    let place = format!(
        "{}/{}/{}/{:?}",
        cell.table, cell.row, cell.column, cell.lines
    );
    let lot = place
        .bytes()
        .fold(mixed(seed), |lot, byte| mixed(lot ^ u64::from(byte)));
    // with room to count on from it
    lot >> 1
}

/// The splitmix64 step.
fn mixed(number: u64) -> u64 {
    let mut it = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    it = (it ^ (it >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    it = (it ^ (it >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    it ^ (it >> 31)
}

/// So many of the slips, drawn by lot.
pub fn draw(all: Vec<Slip>, count: usize, lot: u64) -> Vec<Slip> {
    if count == 0 {
        return all;
    }
    let mut drawn: Vec<(u64, Slip)> = (lot..)
        .zip(all)
        .map(|(number, slip)| (mixed(number), slip))
        .collect();
    drawn.sort_by_key(|(order, _)| *order);
    drawn
        .into_iter()
        .take(count)
        .map(|(_, slip)| slip)
        .collect()
}
