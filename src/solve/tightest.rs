//! Which of the relations that share a long sum leave it the least room.

use super::addition::LongSum;
use super::system::System;
use crate::exact::{Bound, Interval, Ratio};

/// The relations of a long sum by how little room they leave it, all figures outside of it as printed.
///
/// A figure of the sum that none of them holds by itself changes them through the sum alone. What the
/// one with the highest floor and the one with the lowest ceiling allow, all others do: two relations
/// are asked in place of a million. That is so as long as no other figure of them is changed; those
/// of which one is are left out here, and asked one by one.
#[derive(Debug, Default)]
pub(super) struct Tightest {
    /// What the sum must at least be, the highest first.
    floors: Vec<Edge>,
    /// What it may at most be, the lowest first.
    ceilings: Vec<Edge>,
    /// Relations that no value of the sum makes hold.
    never: Vec<usize>,
    /// Relations of which that cannot be told.
    untold: Vec<usize>,
    /// The other long sums in the relations.
    pub others: Vec<usize>,
}

/// The end of what a relation allows the whole sum to be.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Edge {
    at: Ratio,
    /// Whether the end is open: for the relation, and for the figure that is not in its part of the sum.
    open: [bool; 2],
    relation: usize,
}

impl Tightest {
    pub fn new(system: &System, sum: usize, relations: &[usize]) -> Tightest {
        let mut tightest = Tightest::default();
        for &relation in relations {
            let long = system.relations[relation].sum.long_sums();
            let (own, others): (Vec<_>, Vec<_>) =
                long.into_iter().partition(|(it, _)| it.number == sum);
            tightest
                .others
                .extend(others.iter().map(|(it, _)| it.number));
            match own[..] {
                [(long, without)] if without.len() <= 1 => {
                    tightest.sort_in(system, relation, long, without);
                }
                _ => tightest.untold.push(relation),
            }
        }
        tightest.others.sort_unstable();
        tightest.others.dedup();
        tightest
            .floors
            .sort_by(|a, b| (b.at, a.open, a.relation).cmp(&(a.at, b.open, b.relation)));
        tightest.ceilings.sort_unstable();
        tightest
    }

    fn sort_in(&mut self, system: &System, relation: usize, long: &LongSum, without: &[usize]) {
        let Some(room) = system.solved_for_sum(relation, long.number) else {
            self.never.push(relation);
            return;
        };
        let rest = long.addition.printed_terms(without);
        let edges = edges(&room, &rest, relation);
        let Some((floor, ceiling)) = edges.filter(|it| it.0.is_some() || it.1.is_some()) else {
            self.untold.push(relation);
            return;
        };
        self.floors.extend(floor);
        self.ceilings.extend(ceiling);
    }

    /// Calls `ask` with relations that together allow no more than all that are not left out; stops
    /// where it says nothing.
    pub fn each(
        &self,
        is_left_out: &dyn Fn(usize) -> bool,
        ask: &mut dyn FnMut(usize) -> Option<()>,
    ) -> Option<()> {
        let mut never = self.never.iter().filter(|it| !is_left_out(**it));
        if let Some(&relation) = never.next() {
            ask(relation)?;
        }
        for edges in [&self.floors, &self.ceilings] {
            let (mut place, mut found) = (0, None);
            while let Some(edge) = edges.get(place) {
                if found.is_some_and(|at| at != edge.at) {
                    break;
                }
                place += 1;
                if is_left_out(edge.relation) {
                    continue;
                }
                ask(edge.relation)?;
                found = Some(edge.at);
                // those that say the very same
                let same = |it: &Edge| (it.at, it.open) == (edge.at, edge.open);
                place += edges[place..].partition_point(same);
            }
        }
        let mut untold = self.untold.iter().filter(|it| !is_left_out(**it));
        untold.try_for_each(|&relation| ask(relation))
    }
}

/// The ends of what the whole sum may be, where a relation has `room` for it without `rest`: its
/// highest value must reach the floor, its lowest stay below the ceiling.
fn edges(
    room: &Interval,
    rest: &Interval,
    relation: usize,
) -> Option<(Option<Edge>, Option<Edge>)> {
    let edge = |end: Bound, of_rest: Bound| match (end, of_rest) {
        (Bound::Unbounded, _) => Some(None),
        (_, Bound::Unbounded) => None,
        (Bound::Closed(at) | Bound::Open(at), Bound::Closed(rest) | Bound::Open(rest)) => {
            let open = [end, of_rest].map(|it| matches!(it, Bound::Open(_)));
            let at = at.add(rest).ok()?;
            Some(Some(Edge { at, open, relation }))
        }
    };
    let floor = edge(room.lower(), rest.upper())?;
    Some((floor, edge(room.upper(), rest.lower())?))
}
