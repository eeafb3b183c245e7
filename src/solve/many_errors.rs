//! Components with more errors than three figures explain.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};

use super::hypothesis::{
    Accepts, Allowance, Change, EFFORT, Hypothesis, Ignored, MOST_SEARCHES, OthersOfComponent,
    Search,
};
use super::mending::{Mending, Mendings};
use super::system::System;
use super::{Group, Joined};
use crate::exact::{Interval, PrintingRule, Ratio};

/// A relation that holds links two components only if it has at most so many figures.
const NARROW: usize = 6;

/// Confidence from which a figure counts as found for its relation.
const SURE: (i128, i128) = (9, 10);

/// No more relations than this are left out of a component by turns.
const MOST_LEFT_OUT: usize = 64;

/// Takes out the relations that an exchange mends, or that one figure explains alone, mending every
/// relation it stands in; and what is left. The rest does not hold such a figure, so it is explained
/// by itself.
pub(super) fn peeled(
    system: &System,
    relations: Vec<usize>,
    mendings: &Mendings,
    accepts: Accepts<'_>,
) -> (Vec<Group>, Vec<Vec<usize>>) {
    let mut explained = Vec::new();
    let mut left: BTreeSet<usize> = relations.iter().copied().collect();
    // what mends a single relation is weighed with what else may
    let mends_several = |it: &&Mending| it.mended.len() > 1;
    for mending in mendings
        .of_some(&relations)
        .into_iter()
        .filter(mends_several)
    {
        if mending.mended.iter().all(|it| left.contains(it)) {
            left.retain(|it| !mending.mended.contains(it));
            let mended = mending.mended.iter().copied().collect();
            explained.push(Group::weighed(mended, vec![mending.hypothesis()]));
        }
    }
    let choices = mendings.choices();
    let mut rest = Vec::new();
    for relation in left {
        let alone = [relation];
        let mut sets = Search::new(system, &alone, Ignored::Nothing, accepts).sets(1);
        sets.extend(choices.of_all(&alone));
        if sets.is_empty() || choices.is_untried(&alone) {
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
                for &other in system.holding_by_itself(figure) {
                    // the smallest stand first
                    if system.relations[other].size > NARROW {
                        break;
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
    let others = OthersOfComponent::new(relations);
    let allowance = Allowance::new(MOST_SEARCHES * EFFORT);
    let mut alone: Vec<Option<Change>> = Vec::with_capacity(relations.len());
    let mut without_one = false;
    for &relation in relations {
        let own = [relation];
        let search = Search::new(system, &own, Ignored::Others(&others), accepts);
        let search = search.within(&allowance);
        let component = Group::weighed(vec![relation], search.sets(1));
        let best = component.hypotheses.into_iter().next();
        let (nine, ten) = SURE;
        let is_sure = |it: &Hypothesis| {
            Ratio::new(nine, ten).is_ok_and(|bound| it.posterior >= bound) && !search.is_exhausted()
        };
        let change = best.filter(is_sure).map(|it| it.changes[0]);
        // a second one without would be one too many
        if change.is_none() && std::mem::replace(&mut without_one, true) {
            return None;
        }
        alone.push(change);
    }
    Together {
        system,
        relations,
        alone: &alone,
    }
    .found()
}

/// What each relation of a component says by itself.
struct Together<'t> {
    system: &'t System,
    relations: &'t [usize],
    alone: &'t [Option<Change>],
}

impl Together<'_> {
    /// The changes of all relations, or of all but one.
    fn found(&self) -> Option<Hypothesis> {
        let options = self.options();
        let mut options = match options {
            Some(options) => options,
            None => match self.without(None) {
                Ok(found) => return Some(found),
                Err(failing) => self.changed_in(failing?),
            },
        };
        options.truncate(MOST_LEFT_OUT);
        let mut options = options.into_iter();
        options.find_map(|it| self.without(Some(it)).ok())
    }

    /// The relations of which one must be left out so that the rest agrees, in order; nothing if all
    /// agree as they are.
    fn options(&self) -> Option<Vec<usize>> {
        if let Some(lacking) = self.alone.iter().position(Option::is_none) {
            return Some(vec![lacking]);
        }
        let mut values: FxHashMap<usize, Vec<(Ratio, Vec<usize>)>> = FxHashMap::default();
        for (position, change) in self.alone.iter().flatten().enumerate() {
            let of_figure = values.entry(change.at).or_default();
            let value = change.number.value();
            match of_figure.iter().position(|(other, _)| *other == value) {
                Some(known) => of_figure[known].1.push(position),
                // a third value is a contradiction whatever is left out
                None if of_figure.len() < 3 => of_figure.push((value, vec![position])),
                None => {}
            }
        }
        let mut contradicted = values.values().filter(|it| it.len() > 1);
        let (first, second) = (contradicted.next()?, contradicted.next());
        if second.is_some() || first.len() > 2 {
            return Some(Vec::new());
        }
        let single = first.iter().filter(|(_, positions)| positions.len() == 1);
        let mut options: Vec<usize> = single.map(|(_, positions)| positions[0]).collect();
        options.sort_unstable();
        Some(options)
    }

    /// The relations whose figure stands in one that the changes together do not mend: without another
    /// it would fail all the same.
    fn changed_in(&self, failing: usize) -> Vec<usize> {
        let stands = |change: &Change| self.system.stands_in(change.at, failing);
        let changes = self.alone.iter().enumerate();
        let in_it = changes.filter(|(_, it)| it.is_some_and(|it| stands(&it)));
        in_it.map(|(position, _)| position).collect()
    }

    /// The changes of all relations but one, if they agree with each other and mend all; else a
    /// relation that they do not mend, if they agree.
    fn without(&self, left_out: Option<usize>) -> Result<Hypothesis, Option<usize>> {
        let mut by_figure: BTreeMap<usize, Change> = BTreeMap::new();
        for (position, change) in self.alone.iter().enumerate() {
            if Some(position) == left_out {
                continue;
            }
            let change = change.ok_or(None)?;
            match by_figure.entry(change.at) {
                Entry::Vacant(place) => {
                    place.insert(change);
                }
                Entry::Occupied(same) if same.get().number == change.number => {}
                Entry::Occupied(_) => return Err(None),
            }
        }
        let changes: Vec<Change> = by_figure.into_values().collect();
        if changes.is_empty() {
            return Err(None);
        }
        match self.failing(&changes) {
            Some(failing) => Err(Some(failing)),
            None => Ok(Hypothesis {
                changes,
                weight: 1,
                posterior: Ratio::ONE,
            }),
        }
    }

    /// A relation that cannot hold with some changes: of the component, or one of their figures.
    fn failing(&self, changes: &[Change]) -> Option<usize> {
        let system = self.system;
        let values: FxHashMap<usize, Interval> = changes
            .iter()
            .filter_map(|it| Some((it.at, it.number.interval(PrintingRule::HalfUp).ok()?)))
            .collect();
        let mut known = FxHashSet::default();
        let mut fails =
            |relation: usize| known.insert(relation) && !system.holds_with(relation, &values);
        let failing = self.relations.iter().copied().find(|&it| fails(it));
        failing.or_else(|| {
            let figures = changes.iter().map(|it| it.at);
            figures.into_iter().find_map(|figure| {
                let mut relations = system.all_with(figure);
                relations.find(|&it| fails(it))
            })
        })
    }
}
