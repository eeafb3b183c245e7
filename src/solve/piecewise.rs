//! Fallback: a component that no few figures explain together is explained piece by piece. Figures on
//! which several relations agree come first, then relations that no value of any figure reconciles.

use super::hypothesis::{Accepts, Hypothesis, Search};
use super::system::System;
use super::{Group, components, explanations, poor};
use crate::exact::Interval;

/// Explains violated relations in parts: first what figures mend on which two or more agree, then
/// each of the rest that anything mends. For each part the others are as if they were not there.
pub(super) fn in_parts(system: &System, relations: &[usize], accepts: Accepts<'_>) -> Vec<Group> {
    let mut found = Vec::new();
    let mut rest = relations.to_vec();
    let mut changed: Vec<usize> = Vec::new();
    while let Some((mended, hypotheses)) = agreed(system, &rest, (relations, &changed), accepts) {
        rest.retain(|it| !mended.contains(it));
        changed.extend(figures(&hypotheses));
        found.push(Group::weighed(mended, hypotheses));
    }
    let is_mended = |&relation: &usize| {
        let others = without(relations, &[relation]);
        !explanations(system, &[relation], &others, &[], accepts).is_empty()
    };
    let (mended, stubborn): (Vec<usize>, Vec<usize>) = rest.iter().partition(|it| is_mended(it));
    for group in components(system, mended, &[]) {
        let ignored = without(relations, &group);
        let mut hypotheses = explanations(system, &group, &ignored, &[], accepts);
        // a figure has one value
        hypotheses.retain(|it| it.changes.iter().all(|it| !changed.contains(&it.at)));
        found.push(Group::weighed(group, hypotheses));
    }
    let alone = |relation| Group::weighed(vec![relation], Vec::new());
    found.extend(stubborn.into_iter().map(alone));
    found
}

fn figures(hypotheses: &[Hypothesis]) -> impl Iterator<Item = usize> + '_ {
    let changes = hypotheses.iter().flat_map(|it| &it.changes);
    changes.map(|it| it.at)
}

fn without(relations: &[usize], some: &[usize]) -> Vec<usize> {
    let mut rest = relations.to_vec();
    rest.retain(|it| !some.contains(it));
    rest
}

/// The most relations that one figure mends with one value, two at least, if a slip leads from there
/// to the print. The figure may stand in others of `all` that are violated: it may have stood in a
/// contradiction before it went wrong. One that is `changed` is not changed again.
fn agreed(
    system: &System,
    relations: &[usize],
    (all, changed): (&[usize], &[usize]),
    accepts: Accepts<'_>,
) -> Option<(Vec<usize>, Vec<Hypothesis>)> {
    let mut parts: Vec<Vec<usize>> = Vec::new();
    for &relation in relations {
        let candidates = system.candidates(relation).into_iter();
        for figure in candidates.filter(|it| !changed.contains(it)) {
            parts.extend(agreeing(system, figure, relation, relations));
        }
    }
    parts.retain(|it| it.len() > 1);
    parts.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    parts.dedup();
    parts.into_iter().find_map(|part| {
        let others = without(all, &part);
        let mut sets = Search::new(system, &part, &others, accepts).sets(1);
        sets.retain(|it| !changed.contains(&it.changes[0].at));
        (!sets.is_empty() && !poor(&sets)).then_some((part, sets))
    })
}

/// The relations for which a figure may have one value, `first` among them.
fn agreeing(
    system: &System,
    figure: usize,
    first: usize,
    relations: &[usize],
) -> Option<Vec<usize>> {
    let mut region: Interval = system.solved_alone(first, figure)?;
    let mut part = vec![first];
    for &relation in relations {
        if relation == first || !system.stands_in(figure, relation) {
            continue;
        }
        let solved = system.solved_alone(relation, figure);
        if let Some(both) = solved.and_then(|it| it.intersection(&region)) {
            region = both;
            part.push(relation);
        }
    }
    part.sort_unstable();
    Some(part)
}
