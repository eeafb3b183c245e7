//! What aggregates are for the figures as printed, so that each is computed once.

use std::rc::Rc;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::{FigureRef, Undecided};
use crate::exact::{Interval, PrintingRule};

/// Aggregates as written, under a printing rule.
pub(super) type Memory = FxHashMap<(PrintingRule, Arc<str>), Rc<Remembered>>;

/// What an aggregate is for the figures as printed, and what it depends on.
#[derive(Debug)]
pub(super) struct Remembered {
    pub value: Result<Interval, Undecided>,
    pub tables: Vec<usize>,
    pub others: Vec<FigureRef>,
    /// The figures it was computed from.
    pub used: Arc<[FigureRef]>,
}
