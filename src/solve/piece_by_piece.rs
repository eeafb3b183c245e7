//! What no few figures explain together, piece by piece: figures on which several relations agree, and
//! relations that nothing mends, without which the rest is explained.

use std::cmp::Reverse;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};

use super::hypothesis::{
    Accepts, Allowance, EFFORT, Hypothesis, Ignored, MOST_SEARCHES, OthersOfComponent, Search,
};
use super::mending::Mendings;
use super::system::System;
use super::{Group, components, explanations, poor};
use crate::exact::{Bound, Interval, Ratio};

/// Of more relations than this that a figure stands in, only the most that one value mends are looked
/// for, not each one's own fellows.
const MANY: usize = 64;

/// Explains violated relations piece by piece: first what figures mend on which two or more agree, then
/// each of the rest that anything mends. For each piece the others are as if they were not there.
pub(super) fn explained(
    system: &System,
    relations: &[usize],
    choices: &Mendings,
    accepts: Accepts<'_>,
) -> Vec<Group> {
    let pieces = Pieces {
        system,
        choices,
        others: &OthersOfComponent::new(relations),
        accepts,
        allowance: &Allowance::new(MOST_SEARCHES * EFFORT),
    };
    let (mut found, changed, rest) = pieces.agreed(relations);
    let is_mended = |&relation: &usize| !pieces.explanations(&[relation]).is_empty();
    let (mended, stubborn): (Vec<usize>, Vec<usize>) = rest.iter().partition(|it| is_mended(it));
    for group in components(system, mended, choices) {
        let mut hypotheses = pieces.explanations(&group);
        // a figure has one value
        hypotheses.retain(|it| it.changes.iter().all(|it| !changed.contains(&it.at)));
        found.push(Group::weighed(group, hypotheses));
    }
    let alone = |relation| Group::weighed(vec![relation], Vec::new());
    found.extend(stubborn.into_iter().map(alone));
    found
}

/// Looks for pieces of a component.
struct Pieces<'p> {
    system: &'p System,
    choices: &'p Mendings,
    others: &'p OthersOfComponent,
    accepts: Accepts<'p>,
    allowance: &'p Allowance,
}

/// Relations that some figure mends with one value, the most first, of as many the earliest; and how
/// many figures do.
type Parts = BTreeMap<(Reverse<usize>, Vec<usize>), usize>;

impl Pieces<'_> {
    fn search<'s>(&'s self, relations: &'s [usize]) -> Search<'s> {
        let ignored = Ignored::Others(self.others);
        Search::new(self.system, relations, ignored, self.accepts).within(self.allowance)
    }

    fn explanations(&self, relations: &[usize]) -> Vec<Hypothesis> {
        explanations(&self.search(relations), self.choices)
    }

    /// The most relations that one figure mends with one value, two at least, if a slip leads from
    /// there to the print; then the most of the rest, and so on. The figure may stand in others that
    /// are violated: it may have stood in a contradiction before it went wrong. One that is changed is
    /// not changed again. Gives what is found, the changed figures, and the relations that are left.
    fn agreed(&self, relations: &[usize]) -> (Vec<Group>, FxHashSet<usize>, Vec<usize>) {
        let mut stands = Standing::new(self.system, relations);
        let mut parts = Parts::new();
        let mut said: FxHashMap<usize, Vec<Vec<usize>>> = FxHashMap::default();
        let figures: Vec<usize> = stands.of_figure.keys().copied().collect();
        for figure in figures {
            self.note(figure, &stands, &mut parts, &mut said);
        }
        let mut changed: FxHashSet<usize> = FxHashSet::default();
        let mut found = Vec::new();
        let mut failed: FxHashSet<Vec<usize>> = FxHashSet::default();
        while let Some(((_, part), _)) = parts.pop_first() {
            if failed.contains(&part) {
                continue;
            }
            let mut sets = self.search(&part).sets(1);
            sets.retain(|it| !changed.contains(&it.changes[0].at));
            if sets.is_empty() || poor(&sets) {
                failed.insert(part);
                continue;
            }
            let newly = sets.iter().flat_map(|it| &it.changes).map(|it| it.at);
            let newly: BTreeSet<usize> = newly.collect();
            let mut again = stands.without(&part);
            again.extend(&newly);
            changed.extend(newly);
            for figure in again {
                forget(&mut parts, said.remove(&figure));
                if !changed.contains(&figure) {
                    self.note(figure, &stands, &mut parts, &mut said);
                }
            }
            found.push(Group::weighed(part, sets));
        }
        let mut rest: Vec<usize> = stands.figures_of.into_keys().collect();
        rest.sort_unstable();
        (found, changed, rest)
    }

    /// Notes which relations a figure mends with one value.
    fn note(
        &self,
        figure: usize,
        stands: &Standing,
        parts: &mut Parts,
        said: &mut FxHashMap<usize, Vec<Vec<usize>>>,
    ) {
        let relations = &stands.of_figure[&figure];
        let left = self.allowance.get();
        self.allowance.set(left.saturating_sub(relations.len()));
        if left == 0 {
            return;
        }
        let solved = relations.iter().filter_map(|&(relation, may_be_wrong)| {
            let region = self.system.solved_alone(relation, figure)?;
            Some((relation, region, may_be_wrong))
        });
        let solved: Vec<(usize, Interval, bool)> = solved.collect();
        let mut own: Vec<Vec<usize>> = if solved.len() <= MANY {
            let first = solved.iter().filter(|it| it.2);
            first.map(|it| agreeing(it, &solved)).collect()
        } else {
            vec![most_agreeing(&solved)]
        };
        own.retain(|it| it.len() > 1);
        own.sort_unstable();
        own.dedup();
        for part in &own {
            *parts
                .entry((Reverse(part.len()), part.clone()))
                .or_default() += 1;
        }
        said.insert(figure, own);
    }
}

/// Takes away what a figure said.
fn forget(parts: &mut Parts, said: Option<Vec<Vec<usize>>>) {
    for part in said.into_iter().flatten() {
        if let Entry::Occupied(mut known) = parts.entry((Reverse(part.len()), part)) {
            *known.get_mut() -= 1;
            if *known.get() == 0 {
                known.remove();
            }
        }
    }
}

/// Which figures stand in which of some relations.
struct Standing {
    /// For each figure that may be wrong in one, the relations it stands in, in order, and whether it
    /// may be wrong in them.
    of_figure: BTreeMap<usize, Vec<(usize, bool)>>,
    figures_of: FxHashMap<usize, Vec<usize>>,
}

impl Standing {
    fn new(system: &System, relations: &[usize]) -> Standing {
        let mut candidates: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for &relation in relations {
            for figure in system.candidates(relation) {
                candidates.entry(figure).or_default().insert(relation);
            }
        }
        let mut figures_of: FxHashMap<usize, Vec<usize>> =
            relations.iter().map(|&it| (it, Vec::new())).collect();
        let mut of_figure = BTreeMap::new();
        for (figure, may_be_wrong) in candidates {
            let mut stands: Vec<(usize, bool)> = system
                .violated_with(figure)
                .filter(|it| figures_of.contains_key(it))
                .map(|it| (it, may_be_wrong.contains(&it)))
                .collect();
            stands.sort_unstable();
            stands.dedup();
            for (relation, _) in &stands {
                figures_of.entry(*relation).or_default().push(figure);
            }
            of_figure.insert(figure, stands);
        }
        Standing {
            of_figure,
            figures_of,
        }
    }

    /// Takes relations away; gives the figures that stood in them.
    fn without(&mut self, relations: &[usize]) -> BTreeSet<usize> {
        let mut stood = BTreeSet::new();
        for relation in relations {
            stood.extend(self.figures_of.remove(relation).unwrap_or_default());
        }
        for figure in &stood {
            if let Some(stands) = self.of_figure.get_mut(figure) {
                stands.retain(|(relation, _)| self.figures_of.contains_key(relation));
            }
        }
        stood
    }
}

/// The relations for which a figure may have one value, `first` among them.
fn agreeing(first: &(usize, Interval, bool), solved: &[(usize, Interval, bool)]) -> Vec<usize> {
    let mut region = first.1;
    let mut part = vec![first.0];
    for (relation, own, _) in solved {
        if *relation == first.0 {
            continue;
        }
        if let Some(both) = own.intersection(&region) {
            region = both;
            part.push(*relation);
        }
    }
    part.sort_unstable();
    part
}

/// The most relations for which a figure may have one value, of as many the lowest.
fn most_agreeing(solved: &[(usize, Interval, bool)]) -> Vec<usize> {
    // at one value: what ends before it, what begins at it, what ends at it, what begins after it
    let mut ends: Vec<(Option<Ratio>, u8, usize)> = Vec::new();
    for (place, (_, region, _)) in solved.iter().enumerate() {
        ends.push(match region.lower() {
            Bound::Unbounded => (None, 1, place),
            Bound::Closed(at) => (Some(at), 1, place),
            Bound::Open(at) => (Some(at), 3, place),
        });
        match region.upper() {
            Bound::Unbounded => {}
            Bound::Open(at) => ends.push((Some(at), 0, place)),
            Bound::Closed(at) => ends.push((Some(at), 2, place)),
        }
    }
    ends.sort_unstable();
    let (mut open, mut most, mut best) = (0_usize, 0, 0);
    for (at, (_, kind, _)) in ends.iter().enumerate() {
        if matches!(kind, 1 | 3) {
            open += 1;
            if open > most {
                (most, best) = (open, at);
            }
        } else {
            open -= 1;
        }
    }
    let mut part = BTreeSet::new();
    for (_, kind, place) in ends.iter().take(best + 1) {
        let relation = solved[*place].0;
        if matches!(kind, 1 | 3) {
            part.insert(relation);
        } else {
            part.remove(&relation);
        }
    }
    part.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between(lower: Bound, upper: Bound) -> Interval {
        Interval::between(lower, upper).unwrap()
    }

    /// [0; 2), (2; 3], [2; 5], [2; 2]: of the second to fourth two meet in 2 and two above it; the first
    /// ends before. With (2; 9) three meet above 2.
    #[test]
    fn the_most_that_meet_are_found_at_ends_that_do_not_belong() {
        let [zero, two, three, five, nine] = [0, 2, 3, 5, 9].map(Ratio::whole);
        let mut solved = vec![
            (10, between(Bound::Closed(zero), Bound::Open(two)), true),
            (11, between(Bound::Open(two), Bound::Closed(three)), true),
            (12, between(Bound::Closed(two), Bound::Closed(five)), true),
            (13, Interval::point(two), true),
        ];
        assert_eq!(most_agreeing(&solved), [12, 13]);
        solved.push((9, between(Bound::Open(two), Bound::Open(nine)), true));
        assert_eq!(most_agreeing(&solved), [9, 11, 12]);
        solved.push((14, Interval::ALL, false));
        assert_eq!(most_agreeing(&solved), [9, 11, 12, 14]);
    }
}
