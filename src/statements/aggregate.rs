//! Sums, extremes and counts of rows, each computed once for the figures as printed.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::term::LeafRows;
use super::total::Total;
use super::values::RuleFor;
use super::{Condition, FigureColumn, FigureId, Leaf, PrintedNumbers, Term, Undecided};
use crate::exact::{Interval, PrintingRule};

/// A sum, an extreme or a count of rows. All statements that use it share it, and it remembers what
/// it is for the figures as printed: it belongs to one table of [`PrintedNumbers`].
#[derive(Debug)]
pub struct Aggregate {
    /// Which.
    pub how: How,
    /// What of each row.
    pub of: Term,
    /// The rows it is of.
    pub rows: AggregateRows,
    /// Which of them.
    pub when: Option<Condition>,
    /// The list the rows stand in.
    pub list: usize,
    /// As written.
    pub text: Arc<str>,
    /// The figures it may depend on: every one of the grids that are named, and others by themselves.
    grids: Vec<Range<usize>>,
    others: Vec<FigureId>,
    remembered: [[OnceLock<Result<Interval, Undecided>>; RULES]; 2],
    used: OnceLock<UsedFigures>,
    total: OnceLock<Total>,
}

/// How many printing rules there are.
const RULES: usize = 1 + PrintingRule::ALTERNATIVES.len();

/// What is computed of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// The sum.
    Sum,
    /// The largest.
    Max,
    /// The smallest.
    Min,
    /// The sum divided by how many there are.
    Mean,
    /// The one in the middle when they are put in order, or the mean of the two there.
    Median,
    /// How many there are.
    Count,
}

/// The rows of an aggregate.
#[derive(Clone, Debug)]
pub enum AggregateRows {
    /// The same for every row at hand.
    Fixed(Arc<[u32]>),
    /// Those of a group, which depends on the row at hand.
    Grouped(Arc<[Arc<[u32]>]>),
}

/// The figures an aggregate was computed from.
#[derive(Debug)]
struct UsedFigures {
    in_order_of_use: Arc<[FigureId]>,
    /// The same by position, where that is another order.
    sorted: Option<Arc<[FigureId]>>,
}

impl Aggregate {
    /// An aggregate over figures of a table.
    pub fn new(
        how: How,
        of: Term,
        rows: AggregateRows,
        when: Option<Condition>,
        (list, text): (usize, Arc<str>),
        numbers: &PrintedNumbers,
    ) -> Aggregate {
        let mut aggregate = Aggregate {
            how,
            of,
            rows,
            when,
            list,
            text,
            grids: Vec::new(),
            others: Vec::new(),
            remembered: [const { [const { OnceLock::new() }; RULES] }; 2],
            used: OnceLock::new(),
            total: OnceLock::new(),
        };
        let (mut leaves, mut inner) = (Vec::new(), Vec::new());
        aggregate.each_inner(&mut |leaf| leaves.push(leaf.clone()), &mut |it| {
            inner.push(Arc::clone(it));
        });
        for leaf in leaves {
            let figure = match leaf {
                Leaf::One(figure) => figure,
                Leaf::Own(column) | Leaf::Joined(_, column) => FigureId::new(column.first),
            };
            match (numbers.around(figure), leaf) {
                (Some(grid), Leaf::Own(_) | Leaf::Joined(..)) => aggregate.grids.push(grid),
                _ => aggregate.others.push(figure),
            }
        }
        for inner in inner {
            aggregate.grids.extend(inner.grids.iter().cloned());
            aggregate.others.extend(inner.others.iter().copied());
        }
        aggregate.grids.sort_by_key(|grid| grid.start);
        aggregate.grids.dedup();
        aggregate.others.sort_unstable();
        aggregate.others.dedup();
        aggregate
    }

    /// Calls `visit` with each leaf in what is computed and in the condition, and each aggregate.
    pub(super) fn each_inner<'t>(
        &'t self,
        leaf: &mut dyn FnMut(&'t Leaf),
        aggregate: &mut dyn FnMut(&'t Arc<Aggregate>),
    ) {
        self.of.each(leaf, aggregate);
        if let Some(when) = &self.when {
            let mut missing = Vec::new();
            let mut comparisons = Vec::new();
            when.each(&mut |it| missing.push(it), &mut |it| comparisons.push(it));
            missing.into_iter().for_each(&mut *leaf);
            for comparison in comparisons {
                comparison.left.each(leaf, aggregate);
                comparison.right.each(leaf, aggregate);
            }
        }
    }

    /// Whether its condition, or that of an aggregate within it, asks a figure.
    pub(super) fn condition_asks(&self, figure: FigureId, numbers: &PrintedNumbers) -> bool {
        let asks = |leaf: &Leaf| leaf.rows_of(figure, numbers) != LeafRows::None;
        let mut found = self.of.conditions_ask(figure, numbers);
        if let Some(when) = &self.when {
            let (mut leaves, mut inner) = (Vec::new(), Vec::new());
            let mut comparisons = Vec::new();
            when.each(&mut |it| leaves.push(it), &mut |it| comparisons.push(it));
            for comparison in comparisons {
                for side in [&comparison.left, &comparison.right] {
                    side.each(&mut |it| leaves.push(it), &mut |it| inner.push(it));
                }
            }
            found |= leaves.into_iter().any(asks) || inner.iter().any(|it| it.may_use(figure));
        }
        found
    }

    /// The rows for a row at hand.
    pub fn rows_at(&self, at_hand: usize) -> &[u32] {
        match &self.rows {
            AggregateRows::Fixed(rows) => rows,
            AggregateRows::Grouped(groups) => groups.get(at_hand).map_or(&[], |rows| rows),
        }
    }

    /// Whether it is the same for every row at hand.
    pub fn is_fixed(&self) -> bool {
        matches!(self.rows, AggregateRows::Fixed(_))
    }

    /// The column it runs down, if it is of a plain one and the same for every row.
    pub fn plain_column(&self) -> Option<FigureColumn> {
        match self.of {
            Term::Figure(Leaf::Own(column)) if self.is_fixed() => Some(column),
            _ => None,
        }
    }

    /// The grids that it may depend on.
    pub(super) fn grids(&self) -> &[Range<usize>] {
        &self.grids
    }

    /// The figures by themselves that it may depend on.
    pub(super) fn others(&self) -> &[FigureId] {
        &self.others
    }

    /// Whether the figure may have a part in it.
    pub(super) fn may_use(&self, figure: FigureId) -> bool {
        let position = figure.position();
        self.grids.iter().any(|grid| grid.contains(&position)) || self.others.contains(&figure)
    }

    /// What it is for the figures as printed; computed by `compute` the first time.
    pub(super) fn remembered(
        &self,
        (rule, results): RuleFor,
        compute: impl FnOnce() -> Result<Interval, Undecided>,
    ) -> Result<Interval, Undecided> {
        let others = PrintingRule::ALTERNATIVES.iter();
        let place = others.take_while(|it| **it != rule).count();
        let place = if rule == PrintingRule::HalfUp {
            0
        } else {
            place + 1
        };
        match self.remembered[usize::from(results)].get(place) {
            Some(known) => known.get_or_init(compute).clone(),
            None => compute(),
        }
    }

    /// Its figures as a sum from which each can be taken away again; computed by `compute` the first
    /// time.
    pub(super) fn total(&self, compute: impl FnOnce() -> Total) -> &Total {
        self.total.get_or_init(compute)
    }

    /// The figures it was computed from, each once; noted by `note` the first time.
    pub(super) fn used(&self, note: impl FnOnce() -> Vec<FigureId>) -> Arc<[FigureId]> {
        let used = self.used.get_or_init(|| {
            let figures = note();
            let sorted = (!figures.is_sorted()).then(|| {
                let mut sorted = figures.clone();
                sorted.sort_unstable();
                sorted.into()
            });
            UsedFigures {
                in_order_of_use: figures.into(),
                sorted,
            }
        });
        Arc::clone(&used.in_order_of_use)
    }

    /// Whether it was computed from the figure; that must have been noted.
    pub(super) fn was_computed_from(&self, figure: FigureId) -> bool {
        self.used.get().is_some_and(|used| {
            let sorted = used.sorted.as_ref().unwrap_or(&used.in_order_of_use);
            sorted.binary_search(&figure).is_ok()
        })
    }
}
