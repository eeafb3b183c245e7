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
}

impl Hitting {
    pub fn new(system: &System, violated: &[usize]) -> Hitting {
        let mut relations: Vec<(usize, Vec<usize>)> = violated
            .iter()
            .map(|&relation| (relation, system.candidates(relation)))
            .collect();
        relations.sort_by_key(|(_, candidates)| candidates.len());
        let mut hit_by: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
        for &figure in relations.iter().flat_map(|(_, candidates)| candidates) {
            let hits = || {
                let all = relations.iter().enumerate();
                let hit = all.filter(|(_, (relation, _))| system.stands_in(figure, *relation));
                hit.map(|(position, _)| position).collect()
            };
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

    /// Every set of `size` candidates that hits all of the relations, each set in order.
    pub fn sets(&self, size: usize) -> Vec<Vec<usize>> {
        let mut begun = Begun {
            size,
            set: Vec::with_capacity(size),
            barred: vec![false; self.all.last().map_or(0, |last| last + 1)],
            times_hit: vec![0; self.candidates.len()],
        };
        let mut sets = Vec::new();
        self.continued(&mut begun, &mut sets);
        for set in &mut sets {
            set.sort_unstable();
        }
        sets.sort_unstable();
        sets.dedup();
        sets
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
