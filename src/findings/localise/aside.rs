//! Relations that nothing mends: the rest is explained without them.

use super::hypothesis::Accepts;
use super::system::System;
use super::{Component, components, explanations};

/// Sets aside the relations that no three figures mend, though the other violated ones were not there:
/// the words, or a figure in many places, must be wrong, and they say nothing of single figures. The
/// rest is explained as if they did not exist.
pub(super) fn without_the_stubborn(
    system: &System,
    relations: Vec<usize>,
    accepts: Accepts<'_>,
) -> Vec<Component> {
    let is_mended = |&relation: &usize| {
        let others: Vec<usize> = relations
            .iter()
            .copied()
            .filter(|&other| other != relation)
            .collect();
        !explanations(system, &[relation], &others, &[], accepts).is_empty()
    };
    let (mended, stubborn): (Vec<usize>, Vec<usize>) =
        relations.iter().partition(|it| is_mended(it));
    if mended.is_empty() || stubborn.is_empty() {
        return vec![Component::weighed(relations, Vec::new())];
    }
    let alone = stubborn
        .iter()
        .map(|&relation| Component::weighed(vec![relation], Vec::new()));
    let rest = components(system, mended, &[]).into_iter().map(|group| {
        let hypotheses = explanations(system, &group, &stubborn, &[], accepts);
        Component::weighed(group, hypotheses)
    });
    alone.chain(rest).collect()
}
