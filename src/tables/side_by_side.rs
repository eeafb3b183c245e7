//! Work on several files at once. The results are those of working on one after the other.

use std::cmp::Reverse;
use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{Builder, available_parallelism, scope};

/// As much as a program's main thread has: what can be read there can be read here.
const STACK: usize = 8 << 20;

/// The work on each item, the largest begun first, in the order of the items. As many threads work
/// as there are processors; where no other can be had, this one does it all.
pub fn side_by_side<T: Sync, R: Send>(
    items: &[T],
    size: impl Fn(&T) -> usize,
    work: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let mut order: Vec<usize> = (0..items.len()).collect();
    order.sort_by_key(|&position| Reverse(size(&items[position])));
    let next = AtomicUsize::new(0);
    let take = || {
        let mut done = Vec::new();
        while let Some(&position) = order.get(next.fetch_add(1, Ordering::Relaxed)) {
            done.push((position, work(&items[position])));
        }
        done
    };
    let mut done = scope(|scope| {
        let helpers = processors().min(items.len()).saturating_sub(1);
        let thread = || Builder::new().stack_size(STACK);
        let started: Vec<_> = (0..helpers)
            .filter_map(|_| thread().spawn_scoped(scope, take).ok())
            .collect();
        let mut done = take();
        for thread in started {
            done.extend(thread.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        done
    });
    done.sort_unstable_by_key(|(position, _)| *position);
    done.into_iter().map(|(_, result)| result).collect()
}

/// How many threads can work at once.
fn processors() -> usize {
    // the system answers from several files, so it is asked once
    static COUNT: OnceLock<usize> = OnceLock::new();
    *COUNT.get_or_init(|| available_parallelism().map_or(1, NonZero::get))
}

/// Two works at once, the first of them on a thread of its own.
pub fn both<A: Send, B>(aside: impl Fn() -> A + Sync, here: impl FnOnce() -> B) -> (A, B) {
    scope(|scope| {
        let thread = Builder::new().stack_size(STACK);
        let thread = thread.spawn_scoped(scope, &aside);
        let here = here();
        let aside = match thread {
            Ok(thread) => thread.join().unwrap_or_else(|panic| resume_unwind(panic)),
            Err(_) => aside(),
        };
        (aside, here)
    })
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
