//! Sets of more than three figures, for groups of relations that no smaller set explains.

use super::exchange::Mending;
use super::hypothesis::{Accepts, Change, Hypothesis, Search};
use super::system::System;
use super::{Group, Joined};
use crate::exact::{Interval, PrintingRule, Ratio};

/// A relation that holds links two components only if it has at most this many figures.
const NARROW: usize = 6;

/// Confidence from which a figure counts as found for its relation.
const SURE: (i128, i128) = (9, 10);

/// Takes out the relations that an exchange mends, or that one figure explains alone, mending every
/// relation it stands in; and what is left. The rest does not hold such a figure, so it is explained
/// by itself.
pub(super) fn peeled(
    system: &System,
    mut relations: Vec<usize>,
    mending: &[Mending<'_>],
    accepts: Accepts<'_>,
) -> (Vec<Group>, Vec<Vec<usize>>) {
    let mut explained = Vec::new();
    for exchange in mending {
        if exchange.mended.iter().all(|it| relations.contains(it)) {
            relations.retain(|it| !exchange.mended.contains(it));
            let mended = exchange.mended.iter().copied().collect();
            explained.push(Group::weighed(mended, vec![exchange.hypothesis()]));
        }
    }
    let mut rest = Vec::new();
    for &relation in &relations {
        let sets = Search::new(system, &[relation], &[], accepts).sets(1);
        if sets.is_empty() {
            rest.push(relation);
        } else {
            explained.push(Group::weighed(vec![relation], sets));
        }
    }
    let rest = if rest.is_empty() {
        Vec::new()
    } else {
        vec![rest]
    };
    (explained, rest)
}

/// Groups of which a relation that holds has candidates become one: a figure of one may have to
/// change with a figure of the other.
pub(super) fn linked(system: &System, components: Vec<Vec<usize>>) -> Vec<Vec<usize>> {
    let mut first_of = vec![None; system.relations.len()];
    let mut joined = Joined::new(components.len());
    for (position, relations) in components.iter().enumerate() {
        for &relation in relations {
            for figure in system.candidates(relation) {
                for &other in &system.by_figure[figure] {
                    if system.relations[other].violated || system.relations[other].size() > NARROW {
                        continue;
                    }
                    match first_of[other] {
                        Some(earlier) => joined.join(earlier, position),
                        None => first_of[other] = Some(position),
                    }
                }
            }
        }
    }
    let merge = |group: Vec<usize>| {
        let mut relations: Vec<usize> = group
            .into_iter()
            .flat_map(|position| components[position].iter().copied())
            .collect();
        relations.sort_unstable();
        relations
    };
    joined.groups().into_iter().map(merge).collect()
}

/// More than three figures: each relation on its own, as if the others were not there. If for each
/// (or for all but one, which then follows) one figure stands out, and these figures together mend
/// the whole component and keep all else, they are the explanation.
pub(super) fn joined(
    system: &System,
    relations: &[usize],
    accepts: Accepts<'_>,
) -> Option<Hypothesis> {
    let alone: Vec<Option<Change>> = relations
        .iter()
        .map(|&relation| {
            let others: Vec<usize> = relations
                .iter()
                .copied()
                .filter(|&other| other != relation)
                .collect();
            let sets = Search::new(system, &[relation], &others, accepts).sets(1);
            let component = Group::weighed(vec![relation], sets);
            let best = component.hypotheses.into_iter().next()?;
            let (nine, ten) = SURE;
            let sure = Ratio::new(nine, ten).is_ok_and(|bound| best.posterior >= bound);
            sure.then(|| best.changes[0])
        })
        .collect();
    let without = (0..alone.len()).map(Some);
    std::iter::once(None)
        .chain(without)
        .find_map(|left_out| together(system, relations, &alone, left_out))
}

/// The changes of all relations but one, if they agree with each other and mend all.
fn together(
    system: &System,
    relations: &[usize],
    alone: &[Option<Change>],
    left_out: Option<usize>,
) -> Option<Hypothesis> {
    let mut changes: Vec<Change> = Vec::new();
    for (position, change) in alone.iter().enumerate() {
        if Some(position) == left_out {
            continue;
        }
        let change = (*change)?;
        match changes.iter().find(|it| it.at == change.at) {
            Some(same) if same.number == change.number => {}
            Some(_) => return None,
            None => changes.push(change),
        }
    }
    changes.sort_by_key(|change| change.at);
    let values: Vec<(usize, Interval)> = changes
        .iter()
        .filter_map(|it| Some((it.at, it.number.interval(PrintingRule::HalfUp).ok()?)))
        .collect();
    let mut touched: Vec<usize> = relations.to_vec();
    for (figure, _) in &values {
        touched.extend(&system.by_figure[*figure]);
    }
    let mends = touched
        .iter()
        .all(|&relation| system.holds(relation, &values));
    (mends && !changes.is_empty()).then_some(Hypothesis {
        changes,
        weight: 1,
        posterior: Ratio::ONE,
    })
}
