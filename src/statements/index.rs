//! Which statements a figure stands in, found from the templates: no list is kept of each figure's.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::term::LeafRows;
use super::{Aggregate, FigureId, Leaf, PrintedNumbers, Says, Template, Values};

/// Which statements a figure stands in.
///
/// A figure that an aggregate was computed from stands in every statement that uses the aggregate, so
/// a share of a sum in each of n rows is looked up once, not n × n times.
#[derive(Debug)]
pub struct Index<'t> {
    numbers: &'t PrintedNumbers,
    /// The templates with a leaf in a column, by the column's first figure.
    by_column: FxHashMap<usize, Vec<(usize, &'t Leaf)>>,
    /// The templates that name a figure.
    by_figure: FxHashMap<FigureId, Vec<usize>>,
    /// The templates that use an aggregate, by the first figure of each grid it may depend on.
    by_grid: FxHashMap<usize, Vec<(usize, &'t Arc<Aggregate>)>>,
    /// The same by the figures it may depend on that stand in no grid.
    by_other: FxHashMap<FigureId, Vec<(usize, &'t Arc<Aggregate>)>>,
    /// The rows whose group a figure stands in.
    grouped: FxHashMap<FigureId, Vec<(usize, usize)>>,
    /// The columns that the condition on a template's rows asks.
    asking: FxHashMap<usize, Vec<(usize, &'t Leaf)>>,
    asking_by_figure: FxHashMap<FigureId, Vec<usize>>,
}

/// A template that a figure stands in, by position, and the rows in which it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// The template.
    pub template: usize,
    /// The rows.
    pub rows: Rows,
}

/// Rows of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rows {
    /// These, ascending.
    Some(Vec<usize>),
    /// All that it covers.
    All,
}

impl<'t> Index<'t> {
    /// The index of some templates over figures as printed.
    pub fn new(templates: &'t [Template], values: &Values<'t>) -> Index<'t> {
        let mut index = Index {
            numbers: values.numbers(),
            by_column: FxHashMap::default(),
            by_figure: FxHashMap::default(),
            by_grid: FxHashMap::default(),
            by_other: FxHashMap::default(),
            grouped: FxHashMap::default(),
            asking: FxHashMap::default(),
            asking_by_figure: FxHashMap::default(),
        };
        for (position, template) in templates.iter().enumerate() {
            index.note(position, template, values);
        }
        index
    }

    fn note(&mut self, position: usize, template: &'t Template, values: &Values<'t>) {
        let (mut leaves, mut aggregates): (Vec<&'t Leaf>, Vec<&'t Arc<Aggregate>>) =
            Default::default();
        match &template.says {
            Says::Compare(comparison) => {
                for side in [&comparison.left, &comparison.right] {
                    side.each(&mut |it| leaves.push(it), &mut |it| aggregates.push(it));
                }
            }
            Says::LastDigit(leaf, _) | Says::Letters(leaf, _) => leaves.push(leaf),
            Says::Known(Some(figure), _) => {
                let known = self.by_figure.entry(*figure).or_default();
                known.push(position);
            }
            Says::Known(None, _) => {}
        }
        for leaf in leaves {
            let known = match leaf {
                Leaf::One(figure) => {
                    self.by_figure.entry(*figure).or_default().push(position);
                    continue;
                }
                Leaf::Own(column) | Leaf::Joined(_, column) => column.first,
            };
            self.by_column
                .entry(known)
                .or_default()
                .push((position, leaf));
        }
        for aggregate in aggregates {
            if aggregate.is_fixed() {
                values.used_by(aggregate);
                for grid in aggregate.grids() {
                    let known = self.by_grid.entry(grid.start).or_default();
                    known.push((position, aggregate));
                }
                for figure in aggregate.others() {
                    let known = self.by_other.entry(*figure).or_default();
                    known.push((position, aggregate));
                }
            } else {
                self.note_groups(position, template, aggregate, values);
            }
        }
        if let Some(when) = &template.when {
            let mut asked: Vec<&'t Leaf> = Vec::new();
            let mut comparisons = Vec::new();
            when.each(&mut |it| asked.push(it), &mut |it| comparisons.push(it));
            for it in comparisons {
                it.left.each(&mut |it| asked.push(it), &mut |_| {});
                it.right.each(&mut |it| asked.push(it), &mut |_| {});
            }
            for leaf in asked {
                match leaf {
                    Leaf::One(figure) => {
                        let known = self.asking_by_figure.entry(*figure).or_default();
                        known.push(position);
                    }
                    Leaf::Own(column) | Leaf::Joined(_, column) => {
                        let known = self.asking.entry(column.first).or_default();
                        known.push((position, leaf));
                    }
                }
            }
        }
    }

    fn note_groups(
        &mut self,
        position: usize,
        template: &'t Template,
        aggregate: &'t Arc<Aggregate>,
        values: &Values<'_>,
    ) {
        for &row in template.rows.iter().flat_map(|it| it.iter()) {
            let Ok(row) = usize::try_from(row) else {
                continue;
            };
            for figure in values.used_by_group(aggregate, row) {
                let known = self.grouped.entry(figure).or_default();
                if known.last() != Some(&(position, row)) {
                    known.push((position, row));
                }
            }
        }
    }

    /// The statements that a figure stands in, in the order of the templates. Rows that a template
    /// leaves out may be among them.
    pub fn places(&self, figure: FigureId) -> Vec<Occurrence> {
        let mut found: Vec<Occurrence> = Vec::new();
        let column = self.numbers.column_of(figure);
        let leaves = column.and_then(|(column, _)| self.by_column.get(&column.first));
        for (template, leaf) in leaves.into_iter().flatten() {
            add(&mut found, *template, leaf.rows_of(figure, self.numbers));
        }
        for template in self.by_figure.get(&figure).into_iter().flatten() {
            add(&mut found, *template, LeafRows::All);
        }
        let grid = self.numbers.around(figure);
        let of_grid = grid.and_then(|grid| self.by_grid.get(&grid.start));
        let of_others = self.by_other.get(&figure);
        for (template, aggregate) in of_grid.into_iter().chain(of_others).flatten() {
            if aggregate.was_computed_from(figure) {
                add(&mut found, *template, LeafRows::All);
            }
        }
        for (template, row) in self.grouped.get(&figure).into_iter().flatten() {
            add(&mut found, *template, LeafRows::One(*row));
        }
        in_order(found)
    }

    /// The statements whose rows a figure decides: those that a condition on the rows asks it for.
    pub fn asked_by(&self, figure: FigureId) -> Vec<Occurrence> {
        let mut found: Vec<Occurrence> = Vec::new();
        let column = self.numbers.column_of(figure);
        let leaves = column.and_then(|(column, _)| self.asking.get(&column.first));
        for (template, leaf) in leaves.into_iter().flatten() {
            add(&mut found, *template, leaf.rows_of(figure, self.numbers));
        }
        for template in self.asking_by_figure.get(&figure).into_iter().flatten() {
            add(&mut found, *template, LeafRows::All);
        }
        in_order(found)
    }
}

fn add(found: &mut Vec<Occurrence>, template: usize, rows: LeafRows) {
    let rows = match rows {
        LeafRows::None => return,
        LeafRows::One(row) => Rows::Some(vec![row]),
        LeafRows::Some(rows) if rows.is_empty() => return,
        LeafRows::Some(rows) => Rows::Some(rows),
        LeafRows::All => Rows::All,
    };
    found.push(Occurrence { template, rows });
}

/// Each template once.
fn in_order(mut found: Vec<Occurrence>) -> Vec<Occurrence> {
    found.sort_by_key(|it| it.template);
    let mut places: Vec<Occurrence> = Vec::with_capacity(found.len());
    for place in found {
        match places.last_mut() {
            Some(last) if last.template == place.template => {
                last.rows = both(std::mem::replace(&mut last.rows, Rows::All), place.rows);
            }
            _ => places.push(place),
        }
    }
    places
}

fn both(one: Rows, other: Rows) -> Rows {
    match (one, other) {
        (Rows::Some(mut one), Rows::Some(other)) => {
            one.extend(other);
            one.sort_unstable();
            one.dedup();
            Rows::Some(one)
        }
        _ => Rows::All,
    }
}
