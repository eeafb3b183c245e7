//! The totals that could lie behind the amounts, without trying each.
//!
//! # Why it is fast
//!
//! A total M fits an amount a if a whole n has |a·M − A·n| < u·M. The totals that fit one amount are
//! rare, and the next of them can be computed:
//!
//! * n grows by one for every A/a totals, so a small amount rules out A/a totals at a stroke;
//! * among amounts too large for that, [`first_hit`] finds the next good approximation n/M of a/A by
//!   Euclid's algorithm, a stride of A/(2·u·M) on average.
//!
//! With e exceptions allowed, a total that fits must be reached by all but e of the rows looked at:
//! the search goes on at the (e+1)-th largest of their next totals.
//!
//! The window is the widest of all rules (less than one unit to either side), so nothing that fits
//! any of them is passed over. What the sieve lets through is a candidate, judged by [`fit`].
//!
//! [`fit`]: super::fit

use super::chance::Chance;
use super::evidence::Evidence;
use super::first_hit::first_hit;

/// Rows beyond those that the exceptions need; enough to turn nearly every total away.
const SPARE_ROWS: usize = 64;
/// A row strides by Euclid's algorithm where that is this many times as far as by its smallness.
const WORTH_EUCLID: u128 = 8;

/// A search ends when rows have been looked at so many times.
const LOOKS: u64 = 4_000_000_000;

/// What a visitor makes of a candidate: the search goes on up to this total.
pub(super) type UpTo = u64;

/// Searches totals in ascending order.
pub(super) struct Sieve<'e> {
    evidence: &'e Evidence,
    amounts: Vec<u128>,
    /// Fits weaker than this are not looked for.
    weakest: Chance,
    /// For each row looked at, the next total that fits it.
    next: Vec<u64>,
    /// How many times a row has been looked at.
    looks: u64,
}

/// The totals from one power of two to the next, for which one window and one allowance serve.
struct Block {
    end: u64,
    allowed: usize,
    /// Half the width of the window at the end of the block.
    window: u128,
}

impl<'e> Sieve<'e> {
    pub fn new(evidence: &'e Evidence, weakest: Chance) -> Sieve<'e> {
        let rows = evidence.exceptions.saturating_mul(2) + SPARE_ROWS;
        let possible = evidence.rows.iter().map(|row| row.amount);
        let amounts: Vec<u128> = possible
            .filter(|amount| *amount <= evidence.appropriation)
            .take(rows)
            .collect();
        Sieve {
            evidence,
            next: Vec::with_capacity(amounts.len()),
            amounts,
            weakest,
            looks: 0,
        }
    }

    /// Shows `visit` every candidate from `first` up to `last`, which the visitor may lower, and
    /// `progress` how far the search has come. Gives the last total looked at, short of `last` if that
    /// would have been more than [`LOOKS`].
    pub fn run(
        &mut self,
        first: u64,
        mut last: u64,
        mut visit: impl FnMut(u64) -> UpTo,
        progress: &mut dyn FnMut(u64, u64),
    ) -> u64 {
        let mut total = first;
        let mut steps = 0_u32;
        while total <= last {
            let block = self.block(total);
            while total < block.end && total <= last {
                if self.looks > LOOKS {
                    return total - 1;
                }
                match self.step(total, &block) {
                    Some(further) => total = further,
                    None => {
                        last = last.min(visit(total));
                        total += 1;
                    }
                }
                steps = steps.wrapping_add(1);
                if steps.is_multiple_of(1 << 14) {
                    progress(total, last);
                }
            }
        }
        last
    }

    fn block(&self, total: u64) -> Block {
        let end = total.saturating_mul(2);
        Block {
            end,
            allowed: self.allowance(total),
            window: self.evidence.slack() * u128::from(end),
        }
    }

    /// How many rows may miss a total of this size for the fit still to mean something.
    fn allowance(&self, total: u64) -> usize {
        let grounds = self.evidence.grounds();
        let means_something =
            |misses| grounds.chance(total, misses, self.evidence.usual_rule()) <= self.weakest;
        let most = self.evidence.exceptions.min(grounds.amounts);
        let (mut allowed, mut too_many) = (0, most + 1);
        while too_many - allowed > 1 {
            let middle = allowed.midpoint(too_many);
            if means_something(middle) {
                allowed = middle;
            } else {
                too_many = middle;
            }
        }
        allowed
    }

    /// Where the next total that could fit is, or `None` if this one may.
    fn step(&mut self, total: u64, block: &Block) -> Option<u64> {
        self.next.clear();
        let mut misses = 0;
        for &amount in &self.amounts {
            let next = self.next_total(amount, total, block);
            misses += usize::from(next > total);
            self.next.push(next);
            if misses > block.allowed && self.next.len() > 2 * block.allowed {
                break;
            }
        }
        self.looks = self.looks.saturating_add(self.next.len() as u64);
        if misses <= block.allowed {
            return None;
        }
        let position = self.next.len() - 1 - block.allowed;
        let (_, further, _) = self.next.select_nth_unstable(position);
        Some((*further).min(block.end))
    }

    /// The first total from `total` on that fits the amount, or the end of the block.
    fn next_total(&self, amount: u128, total: u64, block: &Block) -> u64 {
        let far = 2 * WORTH_EUCLID * block.window < amount;
        let next = if far {
            self.next_approximation(amount, total, block)
        } else {
            self.next_for_small(amount, total)
        };
        next.and_then(|it| u64::try_from(it).ok())
            .map_or(block.end, |it| it.min(block.end))
    }

    /// By smallness: the first total for which the next n is not too large.
    fn next_for_small(&self, amount: u128, total: u64) -> Option<u128> {
        let (appropriation, slack) = (self.evidence.appropriation, self.evidence.slack());
        let total = u128::from(total);
        let n = total * amount.saturating_sub(slack) / appropriation + 1;
        if n * appropriation < total * (amount + slack) {
            return Some(total);
        }
        Some(n * appropriation / (amount + slack) + 1)
    }

    /// By Euclid's algorithm: the first total for which amount · total is within the block's window
    /// of a multiple of the appropriation. The window is widest at the end of the block, so a total
    /// short of it may be found that does not quite fit; none that fits is passed over.
    fn next_approximation(&self, amount: u128, total: u64, block: &Block) -> Option<u128> {
        let (modulus, total) = (self.evidence.appropriation, u128::from(total));
        let offset = (amount * total + block.window) % modulus;
        if offset <= 2 * block.window {
            return Some(total);
        }
        let low = modulus - offset;
        let ahead = first_hit(amount % modulus, modulus, low, low + 2 * block.window)?;
        Some(total + ahead)
    }
}
