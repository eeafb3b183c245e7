//! Sets of figures that stand in every violated relation of a component.

use rustc_hash::FxHashMap;

use super::system::System;

/// The violated relations of a component, and the figures that may be wrong in them.
pub(super) struct Hitting {
    /// The candidates of each violated relation, the fewest first.
    candidates: Vec<Vec<usize>>,
    /// The violated relations that each candidate stands in, by position in `candidates`.
    hit_by: FxHashMap<usize, Vec<usize>>,
    /// The most of them that one figure stands in.
    most_hit: usize,
    /// The candidates of all the relations, in order.
    all: Vec<usize>,
}

/// A set that is being put together.
struct Begun {
    size: usize,
    set: Vec<usize>,
    /// Whether a figure is in the set, or all of its sets have been found.
    barred: Vec<bool>,
    /// How many figures of the set stand in each violated relation.
    times_hit: Vec<usize>,
    /// With more sets than this none is wanted.
    most: usize,
}

impl Hitting {
    pub fn new(system: &System, violated: &[usize]) -> Hitting {
        let mut relations: Vec<(usize, Vec<usize>)> = violated
            .iter()
            .map(|&relation| (relation, system.candidates(relation)))
            .collect();
        relations.sort_by_key(|(_, candidates)| candidates.len());
        let places = Places::new(system, &relations);
        let mut hit_by: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
        for &figure in relations.iter().flat_map(|(_, candidates)| candidates) {
            let hits = || places.hit_by(system, figure, &relations);
            hit_by.entry(figure).or_insert_with(hits);
        }
        let mut all: Vec<usize> = hit_by.keys().copied().collect();
        all.sort_unstable();
        Hitting {
            all,
            candidates: relations.into_iter().map(|(_, it)| it).collect(),
            most_hit: hit_by.values().map(Vec::len).max().unwrap_or(0),
            hit_by,
        }
    }

    /// Every set of `size` candidates that hits all of the relations, each set in order; nothing if
    /// there are more than `most`.
    pub fn sets(&self, size: usize, most: usize) -> Option<Vec<Vec<usize>>> {
        let mut begun = Begun {
            size,
            set: Vec::with_capacity(size),
            barred: vec![false; self.all.last().map_or(0, |last| last + 1)],
            times_hit: vec![0; self.candidates.len()],
            most,
        };
        let mut sets = Vec::new();
        self.continued(&mut begun, &mut sets);
        if sets.len() > most {
            return None;
        }
        for set in &mut sets {
            set.sort_unstable();
        }
        sets.sort_unstable();
        sets.dedup();
        Some(sets)
    }

    /// Adds a figure of the first relation that is not hit, and so on.
    fn continued(&self, begun: &mut Begun, sets: &mut Vec<Vec<usize>>) {
        let left = begun.size - begun.set.len();
        let mut unhit = (0..self.candidates.len()).filter(|&it| begun.times_hit[it] == 0);
        let first = unhit.next();
        // most beginnings end here: the figures that may be added cannot hit all the rest
        if usize::from(first.is_some()) + unhit.count() > left * self.most_hit {
            return;
        }
        let candidates = match first {
            None if left == 0 => {
                sets.push(begun.set.clone());
                return;
            }
            Some(first) => &self.candidates[first],
            // all are hit by fewer: another figure of the component may have to change with them
            None => &self.all,
        };
        let is_open = |figure: &usize| !begun.barred[*figure];
        let candidates: Vec<usize> = candidates.iter().copied().filter(is_open).collect();
        for &figure in &candidates {
            if sets.len() > begun.most {
                break;
            }
            let hits = &self.hit_by[&figure];
            begun.barred[figure] = true;
            begun.set.push(figure);
            hits.iter().for_each(|&it| begun.times_hit[it] += 1);
            self.continued(begun, sets);
            hits.iter().for_each(|&it| begun.times_hit[it] -= 1);
            begun.set.pop();
        }
        for figure in candidates {
            begun.barred[figure] = false;
        }
    }
}

/// Of this many relations each is asked whether it holds a figure.
const FEW: usize = 16;

/// Where relations stand among others: by their position, and by the long sums in them.
struct Places {
    of: FxHashMap<usize, usize>,
    in_sum: FxHashMap<usize, Vec<usize>>,
}

impl Places {
    fn new(system: &System, relations: &[(usize, Vec<usize>)]) -> Places {
        let mut places = Places {
            of: FxHashMap::default(),
            in_sum: FxHashMap::default(),
        };
        if relations.len() <= FEW {
            return places;
        }
        for (position, (relation, _)) in relations.iter().enumerate() {
            places.of.insert(*relation, position);
            for (sum, _) in system.relations[*relation].sum.long_sums() {
                places.in_sum.entry(sum.number).or_default().push(position);
            }
        }
        places
    }

    /// The positions of the relations that a figure stands in, in order.
    fn hit_by(
        &self,
        system: &System,
        figure: usize,
        relations: &[(usize, Vec<usize>)],
    ) -> Vec<usize> {
        let is_hit = |position: &usize| system.stands_in(figure, relations[*position].0);
        if relations.len() <= FEW {
            return (0..relations.len()).filter(is_hit).collect();
        }
        let own = system.violated_by_itself(figure).iter();
        let own = own.filter_map(|relation| self.of.get(relation)).copied();
        let sums = system.sums_of(figure).iter();
        let in_sums = sums.filter_map(|it| self.in_sum.get(it)).flatten().copied();
        let mut hit: Vec<usize> = own.chain(in_sums.filter(is_hit)).collect();
        hit.sort_unstable();
        hit.dedup();
        hit
    }
}
