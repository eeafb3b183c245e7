//! Work on several files at once. The results are those of working on one after the other.
//!
//! With the feature `cli` the work is shared among the threads of the pool it is called in; without
//! it, one thread does all of it.

#[cfg(not(feature = "cli"))]
pub use on_one::{both, side_by_side};
#[cfg(feature = "cli")]
pub use on_threads::{both, side_by_side};

#[cfg(feature = "cli")]
mod on_threads {
    use std::cmp::Reverse;

    use rayon::iter::{ParallelBridge, ParallelIterator};

    /// The work on each item, the largest begun first, in the order of the items.
    pub fn side_by_side<T: Sync, R: Send>(
        items: &[T],
        size: impl Fn(&T) -> usize,
        work: impl Fn(&T) -> R + Sync,
    ) -> Vec<R> {
        if let [only] = items {
            return vec![work(only)];
        }
        let mut order: Vec<usize> = (0..items.len()).collect();
        order.sort_by_key(|&position| Reverse(size(&items[position])));
        // taken one at a time: an iterator that is split would give the largest to one thread
        let mut done: Vec<(usize, R)> = order
            .into_iter()
            .par_bridge()
            .map(|position| (position, work(&items[position])))
            .collect();
        done.sort_unstable_by_key(|(position, _)| *position);
        done.into_iter().map(|(_, result)| result).collect()
    }

    /// Two works at once, the first of them on another thread if one is free.
    pub fn both<A: Send, B>(aside: impl Fn() -> A + Sync, here: impl FnOnce() -> B) -> (A, B) {
        let mut done = None;
        let here = rayon::in_place_scope(|scope| {
            scope.spawn(|_| done = Some(aside()));
            here()
        });
        (done.unwrap_or_else(aside), here)
    }
}

#[cfg(not(feature = "cli"))]
mod on_one {
    /// The work on each item.
    pub fn side_by_side<T, R>(
        items: &[T],
        _size: impl Fn(&T) -> usize,
        work: impl Fn(&T) -> R,
    ) -> Vec<R> {
        items.iter().map(work).collect()
    }

    /// Two works, one after the other.
    pub fn both<A, B>(aside: impl Fn() -> A, here: impl FnOnce() -> B) -> (A, B) {
        (aside(), here())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_stand_in_the_order_of_the_items() {
        let items: Vec<usize> = (0..40).collect();
        let doubled = side_by_side(&items, |item| item % 7, |item| 2 * item);
        assert_eq!(doubled, (0..80).step_by(2).collect::<Vec<_>>());
        assert!(side_by_side(&[], |_| 0, |item: &usize| *item).is_empty());
        assert_eq!(both(|| 1, || 2), (1, 2));
    }
}
