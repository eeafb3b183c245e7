//! Sums that add nothing, since no row meets their condition.

use std::sync::Arc;

use super::aggregate::{Aggregate, How};
use super::{Template, Values};

impl Template {
    /// The sums with a condition that no row meets, as written, whatever row the template is said of:
    /// each is 0 and says nothing of the document.
    pub fn empty_sums(&self, values: &Values<'_>) -> Vec<Arc<str>> {
        let Some(comparison) = self.comparison() else {
            return Vec::new();
        };
        let mut aggregates: Vec<&Arc<Aggregate>> = Vec::new();
        for side in [&comparison.left, &comparison.right] {
            side.each(&mut |_| {}, &mut |it| aggregates.push(it));
        }
        let is_sum = |it: &&Arc<Aggregate>| it.how == How::Sum && it.when.is_some();
        let is_empty = |it: &&Arc<Aggregate>| {
            let rows = self.rows.as_deref().filter(|_| !it.is_fixed());
            let mut at_hand = rows.unwrap_or(&[0]).iter();
            at_hand.all(|&row| {
                let row = usize::try_from(row).unwrap_or(usize::MAX);
                values.is_of_no_rows(it, row)
            })
        };
        let empty = aggregates.into_iter().filter(is_sum).filter(is_empty);
        let mut texts: Vec<Arc<str>> = empty.map(|it| Arc::clone(&it.text)).collect();
        texts.dedup();
        texts
    }
}
