//! The order in which relations are looked for along one axis.

use rustc_hash::FxHashSet;

use super::bits::Bits;
use super::book::Book;
use super::candidate::{Candidate, Operator};
use super::templates::{
    adjacent_sums, means, mixtures, pair_sums, proportions, ratios, rests_of_hundred,
    shares_of_totals, subset_sums, unpriced_ratios, window_sums,
};
use super::view::{Axis, View};

/// What a sum must have to be taken, beyond its cost.
const SUM_FLOOR: Bits = Bits::whole(6);
/// What a total that its label names must have.
const NAMED_FLOOR: Bits = Bits::whole(4);
const MEAN_FLOOR: Bits = Bits::whole(8);
const RATIO_FLOOR: Bits = Bits::whole(8);
/// What a line must have whose factors are printed nowhere.
const FACTOR_FLOOR: Bits = Bits::whole(20);
/// Lines are taken every second to every sixth, for columns that alternate.
const STRIDES: std::ops::RangeInclusive<usize> = 2..=6;
/// Shapes that need every pair of lines are tried up to this many lines.
const MANY_LINES: usize = 700;

/// All relations along one axis.
pub(super) fn search(view: &View) -> Book {
    let mut book = Book::default();
    let all: Vec<usize> = (0..view.len()).collect();
    let mut active = all.clone();
    let mut beside = Beside::default();
    for percent in [90, 75] {
        fold(view, &mut active, &mut book, percent, &mut beside);
    }
    if view.len() <= MANY_LINES {
        strides(view, &all, &mut book);
        let found = loose(window_sums(view, &active, &book));
        let is_new = book.accept(kept(view, found, SUM_FLOOR, 75)) > 0;
        if is_new || active.len() < all.len() {
            let found = loose(window_sums(view, &all, &book));
            book.accept(kept(view, found, SUM_FLOOR, 75));
        }
        let mut found = loose(pair_sums(view, &book));
        found.retain(|it| it.every_part_counts(view));
        book.accept(kept(view, found, SUM_FLOOR, 75));
        active.retain(|line| !book.is_part(*line));
        let mut found = loose(subset_sums(view, &active, &book));
        found.retain(|it| it.every_part_counts(view));
        book.accept(kept(view, found, SUM_FLOOR, 75));
    }
    fold(view, &mut active, &mut book, 50, &mut beside);
    find_means(view, &all, &mut book);
    if view.len() <= MANY_LINES {
        let unpriced = unpriced_ratios(view);
        let found = loose(ratios(view, &unpriced, &book));
        if book.accept(kept(view, found, RATIO_FLOOR, 50)) > 0 {
            // a shape that was found costs less
            let found = loose(ratios(view, &unpriced, &book));
            book.accept(kept(view, found, RATIO_FLOOR, 50));
        }
        let found = rests_of_hundred(view, &book);
        book.accept(kept(view, found, RATIO_FLOOR, 75));
        // an unknown factor is one for all rows: of columns, each with a heading of its own, none is expected
        if view.axis == Axis::Columns {
            let found = proportions(view, &book);
            book.accept(kept(view, found, FACTOR_FLOOR, 75));
            let found = mixtures(view, &book);
            book.accept(kept(view, found, FACTOR_FLOOR, 75));
        }
    }
    book
}

/// Columns that are shares of a total, where the rows that are totals are known. They say more than that the two
/// columns have one factor.
pub(super) fn search_by_total(view: &View, book: &mut Book, rows: (&View, &Book)) {
    if view.len() > MANY_LINES {
        return;
    }
    let found = kept(view, shares_of_totals(view, rows), RATIO_FLOOR, 75);
    let mut by_total = Book::default();
    by_total.accept(found);
    for share in by_total.accepted {
        let is_less = |it: &Candidate| {
            it.operator == Operator::Proportional
                && (it.target == share.target || it.lines() == share.lines())
        };
        let mut without = book.clone();
        without.accepted.retain(|it| !is_less(it));
        if without.accept(vec![share.clone()]) > 0 {
            *book = without;
        }
    }
}

/// Accepts adjacent sums and folds their parts away until nothing is new.
fn fold(
    view: &View,
    active: &mut Vec<usize>,
    book: &mut Book,
    percent: usize,
    beside: &mut Beside,
) {
    loop {
        let found = beside.sums(view, active, book);
        let before = book.accepted.len();
        book.accept(kept(view, found, SUM_FLOOR, percent));
        let parts: FxHashSet<usize> = book.accepted[before..]
            .iter()
            .flat_map(|it| it.parts.clone())
            .collect();
        if parts.is_empty() {
            return;
        }
        active.retain(|line| !parts.contains(line));
    }
}

/// The sums beside their targets that were found last, among which lines and with how many relations
/// accepted: while both stay, so do the sums.
#[derive(Default)]
struct Beside {
    lines: Vec<usize>,
    accepted: usize,
    found: Vec<Candidate>,
}

impl Beside {
    fn sums(&mut self, view: &View, active: &[usize], book: &Book) -> Vec<Candidate> {
        if self.lines != active || self.accepted != book.accepted.len() {
            self.found = adjacent_sums(view, active, book, Bits::ZERO);
            self.lines = active.to_vec();
            self.accepted = book.accepted.len();
        }
        self.found.clone()
    }
}

/// Sums among every second, third … line.
fn strides(view: &View, all: &[usize], book: &mut Book) {
    for stride in STRIDES {
        for offset in 0..stride {
            let mut active: Vec<usize> = all.iter().copied().skip(offset).step_by(stride).collect();
            loop {
                let extra = Bits::of_count(stride).times(2);
                let found = loose(adjacent_sums(view, &active, book, extra));
                let before = book.accepted.len();
                book.accept(kept(view, found, SUM_FLOOR, 75));
                let parts: FxHashSet<usize> = book.accepted[before..]
                    .iter()
                    .flat_map(|it| it.parts.clone())
                    .collect();
                if parts.is_empty() {
                    break;
                }
                active.retain(|line| !parts.contains(line));
            }
        }
    }
}

/// Means of all lines, and of those that are no total and no mean.
fn find_means(view: &View, all: &[usize], book: &mut Book) {
    let mut of_all = None;
    loop {
        let special = |line: &usize| {
            book.accepted.iter().any(|it| {
                it.target == *line && matches!(it.operator, Operator::Sum | Operator::Mean)
            })
        };
        let plain: Vec<usize> = all.iter().copied().filter(|line| !special(line)).collect();
        let mut found = means(view, &plain, Bits::ZERO);
        if plain.len() < all.len() {
            let of_all = of_all.get_or_insert_with(|| means(view, all, Bits::whole(1)));
            found.extend(of_all.iter().cloned());
        }
        if book.accept(kept(view, found, MEAN_FLOOR, 75)) == 0 {
            return;
        }
    }
}

/// The candidates, marked as lines that stand apart.
fn loose(mut found: Vec<Candidate>) -> Vec<Candidate> {
    for candidate in &mut found {
        candidate.is_loose = true;
    }
    found
}

/// The candidates that are likelier than not, and hold in enough records.
fn kept(view: &View, mut found: Vec<Candidate>, floor: Bits, percent: usize) -> Vec<Candidate> {
    found.retain(|it| {
        let floor = if it.labelled {
            NAMED_FLOOR.min(floor)
        } else {
            floor
        };
        it.score >= floor
            && it.covers(percent)
            && it.no_part_is_lost(view)
            && it.every_part_is_needed(view)
            && it.target_is_fine(view)
    });
    found
}
