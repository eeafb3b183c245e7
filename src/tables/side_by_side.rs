//! Work on several files at once. The results are those of working on one after the other.

use std::panic::resume_unwind;
use std::thread::{Builder, scope};

/// As much as a program's main thread has: what can be read there can be read here.
const STACK: usize = 8 << 20;

/// The work on each item, in the order of the items. Where no thread can be had it is done in turn.
pub fn side_by_side<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let work = &work;
    let [first, others @ ..] = items else {
        return Vec::new();
    };
    scope(|scope| {
        let started = others.iter().map(|item| {
            let thread = Builder::new().stack_size(STACK);
            (item, thread.spawn_scoped(scope, move || work(item)))
        });
        let started: Vec<_> = started.collect();
        let mut results = vec![work(first)];
        results.extend(started.into_iter().map(|(item, thread)| match thread {
            Ok(thread) => thread.join().unwrap_or_else(|panic| resume_unwind(panic)),
            Err(_) => work(item),
        }));
        results
    })
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
        let doubled = side_by_side(&items, |item| 2 * item);
        assert_eq!(doubled, (0..80).step_by(2).collect::<Vec<_>>());
        assert!(side_by_side(&[], |item: &usize| *item).is_empty());
        assert_eq!(both(|| 1, || 2), (1, 2));
    }
}
