//! Which checks each figure stands in.

use std::borrow::Cow;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::checks::{FigureRef, Use};

/// An instance of a check: the check's position and the row.
pub type InstanceRef = (usize, Option<usize>);

/// For each figure, the instances of checks it stands in.
///
/// The rows of a check that use the same aggregates form a *block*: a figure of those aggregates
/// stands in all of them. So a share of a sum in each of n rows is noted n times, not n × n times.
#[derive(Clone, Debug, Default)]
pub struct Bearings {
    /// In the order they were noted.
    instances: Vec<InstanceRef>,
    /// The block of each instance, if it has one.
    block_of: Vec<Option<usize>>,
    blocks: Vec<Block>,
    by_figure: FxHashMap<FigureRef, Standing>,
}

/// Where a figure stands; instances and blocks by position, ascending.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Standing {
    /// The instances that it stands in by itself.
    alone: Vec<usize>,
    /// The blocks of whose aggregates it is a part.
    blocks: Vec<usize>,
}

#[derive(Clone, Debug)]
struct Block {
    check: usize,
    aggregates: Vec<Arc<[FigureRef]>>,
    instances: Vec<usize>,
}

impl Bearings {
    /// Notes that an instance (a check's position and a row) rests on these figures.
    pub fn note(&mut self, instance: InstanceRef, uses: &[Use]) {
        let position = self.instances.len();
        self.instances.push(instance);
        let block = self.block(instance.0, uses);
        self.block_of.push(block);
        if let Some(block) = block {
            self.blocks[block].instances.push(position);
        }
        for used in uses {
            if let Use::One(figure) = used {
                let standing = self.by_figure.entry(*figure).or_default();
                let known = standing.alone.last() == Some(&position);
                let in_block = block.is_some_and(|it| standing.blocks.contains(&it));
                if !known && !in_block {
                    standing.alone.push(position);
                }
            }
        }
    }

    /// The block of an instance that uses aggregates.
    fn block(&mut self, check: usize, uses: &[Use]) -> Option<usize> {
        let aggregates = uses.iter().filter_map(|used| match used {
            Use::Each(figures) if !figures.is_empty() => Some(figures),
            _ => None,
        });
        aggregates.clone().next()?;
        let same = |block: &Block| {
            let mut known = block.aggregates.iter();
            let same = aggregates.clone().all(|figures| {
                let next = known.next();
                next.is_some_and(|next| Arc::ptr_eq(next, figures))
            });
            same && known.next().is_none()
        };
        let of_check = self.blocks.iter().rev().take_while(|it| it.check == check);
        let found = of_check.enumerate().find(|(_, block)| same(block));
        if let Some((back, _)) = found {
            return Some(self.blocks.len() - 1 - back);
        }
        let block = self.blocks.len();
        for figure in aggregates.clone().flat_map(|figures| figures.iter()) {
            let blocks = &mut self.by_figure.entry(*figure).or_default().blocks;
            if blocks.last() != Some(&block) {
                blocks.push(block);
            }
        }
        self.blocks.push(Block {
            check,
            aggregates: aggregates.cloned().collect(),
            instances: Vec::new(),
        });
        Some(block)
    }

    /// The instances a figure stands in, in the order they were noted.
    pub fn of(&self, figure: FigureRef) -> Vec<InstanceRef> {
        let Some(standing) = self.by_figure.get(&figure) else {
            return Vec::new();
        };
        let of_blocks = standing.blocks.iter().map(|&it| &self.blocks[it].instances);
        let positions = of_blocks.flatten().chain(&standing.alone);
        let mut positions: Vec<usize> = positions.copied().collect();
        positions.sort_unstable();
        positions.into_iter().map(|it| self.instances[it]).collect()
    }

    /// Where a figure stands, such that two figures stand in the same instances if and only if this
    /// is equal; nothing if it stands in none.
    pub fn standing(&self, figure: FigureRef) -> Option<Cow<'_, Standing>> {
        let standing = self.by_figure.get(&figure)?;
        let mut within: FxHashMap<usize, usize> = FxHashMap::default();
        for block in standing.alone.iter().filter_map(|&it| self.block_of[it]) {
            *within.entry(block).or_insert(0) += 1;
        }
        // one that stands in every instance of a block by itself stands where its aggregates do
        within.retain(|&block, count| self.blocks[block].instances.len() == *count);
        if within.is_empty() {
            return Some(Cow::Borrowed(standing));
        }
        let is_whole = |&it: &usize| self.block_of[it].is_some_and(|it| within.contains_key(&it));
        let mut standing = standing.clone();
        standing.alone.retain(|it| !is_whole(it));
        standing.blocks.extend(within.keys());
        standing.blocks.sort_unstable();
        Some(Cow::Owned(standing))
    }

    /// Asks of a figure's standing whether one of its instances is marked; `marks` has an answer for
    /// each instance in the order they were noted.
    pub fn marked<'b>(&'b self, marks: &'b [bool]) -> impl Fn(&Standing) -> bool + 'b {
        let is_marked = |position: &usize| marks.get(*position) == Some(&true);
        let has_marked = |block: &Block| block.instances.iter().any(is_marked);
        let blocks: Vec<bool> = self.blocks.iter().map(has_marked).collect();
        move |standing| {
            let mut alone = standing.alone.iter();
            alone.any(is_marked) || standing.blocks.iter().any(|&block| blocks[block])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A share of a sum in each of three rows: the figures of the sum stand in all of them, and so
    /// does a claim that each row names; the first row's own figure stands in one.
    #[test]
    fn figures_that_stand_in_the_same_relations_are_told_by_their_standing() {
        let cell = |row, column| FigureRef::Cell {
            table: 0,
            row,
            column,
        };
        let (claim, total) = (FigureRef::Claim(0), FigureRef::Claim(1));
        let column: Arc<[FigureRef]> = (0..3).map(|row| cell(row, 0)).collect();
        let mut bearings = Bearings::default();
        bearings.note(
            (0, None),
            &[Use::One(total), Use::Each(Arc::clone(&column))],
        );
        for row in 0..3 {
            let used = [cell(row, 0), cell(row, 1), claim, claim].map(Use::One);
            let [part, share, first, again] = used;
            let sum = Use::Each(Arc::clone(&column));
            bearings.note((1, Some(row)), &[part, sum, share, first, again]);
        }
        let all = [(0, None), (1, Some(0)), (1, Some(1)), (1, Some(2))];
        assert_eq!(bearings.of(cell(2, 0)), all);
        assert_eq!(bearings.of(claim), all[1..]);
        assert_eq!(bearings.of(cell(0, 1)), [(1, Some(0))]);
        assert_eq!(bearings.of(cell(0, 2)), []);
        let standing = |figure| bearings.standing(figure).unwrap();
        assert_eq!(standing(cell(0, 0)), standing(cell(2, 0)));
        assert_ne!(standing(cell(0, 0)), standing(claim));
        assert_ne!(standing(cell(0, 1)), standing(cell(1, 1)));
        assert!(bearings.standing(cell(0, 2)).is_none());
        let marks = [false, false, true, false];
        let marked = bearings.marked(&marks);
        assert!(marked(&standing(claim)) && marked(&standing(cell(1, 1))));
        assert!(!marked(&standing(total)) && !marked(&standing(cell(0, 1))));
    }

    /// Two columns whose sums each of two rows compares stand in the same relations, and so does a
    /// figure that both rows name beside the sums.
    #[test]
    fn blocks_of_several_sums_are_one() {
        let sum = |claim: usize| Use::Each([FigureRef::Claim(claim)].into());
        let (left, right, beside) = (sum(0), sum(1), Use::One(FigureRef::Claim(2)));
        let mut bearings = Bearings::default();
        for row in 0..2 {
            let used = [left.clone(), right.clone(), beside.clone()];
            bearings.note((0, Some(row)), &used);
        }
        let standing = |claim| bearings.standing(FigureRef::Claim(claim)).unwrap();
        assert_eq!(standing(0), standing(1));
        assert_eq!(standing(0), standing(2));
    }
}
