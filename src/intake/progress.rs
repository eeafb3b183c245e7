//! How far a reading has come, for whoever waits for it on another thread.

use std::sync::atomic::{AtomicU64, Ordering};

/// Steps of a reading that are done, of all there are. What a step is, the format says: a page of a
/// PDF, a sheet of a workbook. It has no say in what is read.
#[derive(Debug, Default)]
pub struct ReadingProgress {
    done: AtomicU64,
    all: AtomicU64,
}

impl ReadingProgress {
    /// So many steps are to come.
    pub(super) fn expect(&self, steps: usize) {
        let steps = u64::try_from(steps).unwrap_or(u64::MAX);
        self.all.fetch_add(steps, Ordering::Relaxed);
    }

    /// One more is done.
    pub(super) fn step(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }

    /// How many steps are done, and how many there are as far as is known.
    pub fn steps(&self) -> (u64, u64) {
        let done = self.done.load(Ordering::Relaxed);
        (done, self.all.load(Ordering::Relaxed).max(done))
    }
}
