//! Solving: which figures are wrong, by error localisation in the sense of Fellegi and Holt.
//!
//! Violated statements that share a figure form a *component*. For each component the smallest sets of
//! figures are looked for (one, else two, else three) that stand in every violated statement of it and
//! can be given values with which all statements they stand in hold, the other figures keeping what
//! they print. Such a set is a [`Hypothesis`]. How likely it is follows from the slips of the pen that
//! lead from its values to the printed ones; hypotheses are weighed against each other, and the
//! arithmetic is exact. Where the likeliest smallest set has a figure that no slip explains, sets of
//! one figure more are weighed with them. A value that is out of line with the figures it is added up
//! with weighs less, and one that is in line where the printed figure is not weighs more: who leaves such a
//! figure as it is has to bear that it was meant.
//!
//! What no such set explains is explained piece by piece: figures that reconcile all they stand in
//! (`many_errors`), figures of which two or more statements say the same, and each of the rest that
//! anything reconciles (`piece_by_piece`). A contradiction that was there before so hides no slip beside it.
//!
//! *Cost*: linear in the violated statements, in the statements around them and in their figures, the
//! figures of a sum that many statements share counted once. For each component at most 20 000
//! relations are solved to find sets of figures; for what is explained piece by piece, 20 000 more for
//! each of its first hundred statements. Of statements that are no equation at most a million are
//! judged anew, and a hundred for each violated one. A search that comes to such a bound names no figure: some
//! sets without the others would look surer than they are.
//!
//! [`solve`] takes [statements](crate::statements) and knows nothing of documents; what a document
//! adds comes from its [`Surroundings`]. Where a statement can be solved for a figure, the values the
//! figure may have are an interval; only printed values in it are weighed.
//!
//! *Source*: I. P. Fellegi and D. Holt, "A systematic approach to automatic edit and imputation",
//! Journal of the American Statistical Association 71 (1976).

mod addition;
mod compile;
mod digit_counts;
mod exchange;
mod form;
mod hitting_sets;
mod hypothesis;
mod interval_arithmetic;
mod many_errors;
mod mending;
mod not_equations;
mod piece_by_piece;
mod possible_values;
mod relation;
mod row_choice;
mod slip;
mod system;
mod tightest;

pub use exchange::Exchange;
pub use hypothesis::{Change, Hypothesis};
pub use row_choice::{Misreading, RowChoice};
pub use slip::CauseKind;
pub(crate) use slip::Weight;
pub use slip::digits::Keystroke;
pub(crate) use slip::digits::{keystrokes, likeliest};
pub(crate) use slip::unit::{factor as unit_factor, weight as unit_weight};

use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;

use crate::exact::{PrintedNumber, Ratio};
use crate::statements::{FigureId, Occurrence, Statement, Values};
use compile::Compiler;
use hypothesis::{Accepts, Ignored, Search};
use mending::Mendings;
use not_equations::NotEquations;
use system::System;

/// Violated relations that share figures, and what may explain them, the likeliest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Component {
    /// The violated statements, by position, each with the figures that may be wrong in it.
    pub statements: Vec<(usize, Vec<FigureId>)>,
    /// The hypotheses; none if no set of at most three figures explains the component.
    pub hypotheses: Vec<Hypothesis>,
}

/// Violated relations that share figures, and what may explain them, the likeliest first.
struct Group {
    relations: Vec<usize>,
    hypotheses: Vec<Hypothesis>,
}

/// The most figures that one hypothesis changes.
const LARGEST_SET: usize = 3;

/// With more figures than this in one violated relation only single figures are tried: pairs of them
/// cannot be told apart.
const CROWD: usize = 24;

/// How many times rarer two independent slips in one component are than one: of a hundred figures of
/// a table with an error, at most about one is wrong.
const RARITY: u128 = 100;

/// Violated statements that are to be explained together, and what is known around them.
pub struct Problem<'p, 't> {
    /// What figures are taken to be.
    pub values: &'p Values<'p>,
    /// The violated statements.
    pub violated: &'p [Statement<'t>],
    /// What is known around them.
    pub around: &'p dyn Surroundings<'t>,
    /// Whether each of them is explained by itself, all others left aside.
    pub one_by_one: bool,
}

/// What is known around violated statements.
pub trait Surroundings<'t> {
    /// Where a figure stands in statements that hold: with another value of it they must hold too.
    fn places(&self, figure: FigureId) -> Vec<Occurrence>;

    /// The statements of a place that hold.
    fn holding(&self, place: &Occurrence) -> Vec<Statement<'t>>;

    /// How many figures a figure may have been copied from, if the same one is printed among them;
    /// `together` are the figures of the violated statements it stands in.
    fn copied_from(
        &self,
        figure: FigureId,
        together: &mut dyn Iterator<Item = FigureId>,
    ) -> Option<usize>;

    /// The figures that may have been exchanged with each other, among these.
    fn exchanges(&self, figures: &[FigureId], differ: &Differ<'_>) -> Vec<Exchange>;

    /// The figures that, printed otherwise, would choose other rows for violated statements, so that these
    /// hold; and the violated statements of which it would take too long to find them, by position.
    fn row_choices(&self, violated: &[Statement<'t>]) -> (Vec<RowChoice>, Vec<usize>);
}

/// Asks of two figures whether they print different values and one stands in a violated statement.
pub type Differ<'d> = dyn Fn(FigureId, FigureId) -> bool + 'd;

/// Explains violated statements, those that share a figure together.
///
/// Exchanges are tried beside sets of figures; one that mends statements of several components makes
/// them one. A statement that is no equation (a name, a unit, one with room of its own) is in none.
pub fn solve(problem: &Problem<'_, '_>) -> Vec<Component> {
    let mut compiler = Compiler::new(problem.values);
    let mut statements = Vec::new();
    for (position, statement) in problem.violated.iter().enumerate() {
        if let Some(mut relation) = compiler.relation(*statement) {
            relation.violated = true;
            compiler.system.add(relation);
            statements.push(position);
        }
    }
    let others = NotEquations::add_holding(&mut compiler, problem);
    let mut system = compiler.system;
    system.in_order();
    note_copies(&mut system, &statements, problem);
    let ids: Vec<FigureId> = system.figures.iter().map(|it| it.id).collect();
    let accepts = |figure: usize, number: &PrintedNumber| {
        others.hold_with(ids[figure], figure, number, problem.values)
    };
    let mut mendings = Mendings::default();
    let found = if problem.one_by_one {
        one_by_one(&system, &accepts)
    } else {
        let differ = |one, other| system.differ(one, other);
        let exchanges = problem.around.exchanges(&ids, &differ);
        let (choices, untried) = problem.around.row_choices(problem.violated);
        let relations = statements.iter().copied().zip(0..).collect();
        mendings = Mendings::new(&system, &exchanges, (&choices, &untried), &relations);
        localise(&system, &mendings, &accepts)
    };
    let named = |group: Group| {
        let of_relation = |relation: usize| {
            let candidates = system.candidates(relation).into_iter();
            let mut candidates: Vec<FigureId> = candidates.map(|it| ids[it]).collect();
            for change in mendings.choosing(relation) {
                if !candidates.contains(&change.figure) {
                    candidates.push(change.figure);
                }
            }
            (statements[relation], candidates)
        };
        Component {
            statements: group.relations.into_iter().map(of_relation).collect(),
            hypotheses: group.hypotheses,
        }
    };
    found.into_iter().map(named).collect()
}

/// Notes for each candidate whether it may be a copy.
fn note_copies(system: &mut System, statements: &[usize], problem: &Problem<'_, '_>) {
    let of = |position: usize| {
        let relations = system.violated_with(position);
        let mut together = relations.flat_map(|relation| {
            let statement = problem.violated[statements[relation]];
            problem.values.figures(statement)
        });
        let figure = system.figures[position].id;
        problem.around.copied_from(figure, &mut together)
    };
    let candidates = system.all_candidates();
    let copied: Vec<Option<usize>> = candidates.iter().map(|&it| of(it)).collect();
    for (position, copied_from) in candidates.into_iter().zip(copied) {
        system.figures[position].copied_from = copied_from;
    }
}

/// Explains each violated relation by itself.
fn one_by_one(system: &System, accepts: Accepts<'_>) -> Vec<Group> {
    let violated = (0..system.relations.len()).filter(|&it| system.relations[it].violated);
    let mendings = Mendings::default();
    let explained = violated.map(|relation| {
        let alone = Search::new(
            system,
            std::slice::from_ref(&relation),
            Ignored::Violated,
            accepts,
        );
        let hypotheses = explanations(&alone, &mendings);
        Group::weighed(vec![relation], hypotheses)
    });
    explained.collect()
}

/// Explains the violated relations of a system, component by component.
fn localise(system: &System, mendings: &Mendings, accepts: Accepts<'_>) -> Vec<Group> {
    let explained = |relations: &[usize], mendings: &Mendings| {
        let search = Search::new(system, relations, Ignored::Nothing, accepts);
        explanations(&search, mendings)
    };
    let mut found = Vec::new();
    let mut unexplained = Vec::new();
    let violated = (0..system.relations.len()).filter(|&it| system.relations[it].violated);
    for relations in components(system, violated.collect(), mendings) {
        let hypotheses = explained(&relations, mendings);
        if hypotheses.is_empty() {
            unexplained.push(relations);
        } else {
            found.push(Group::weighed(relations, hypotheses));
        }
    }
    let rest: Vec<Vec<usize>> = unexplained
        .into_iter()
        .flat_map(|relations| {
            let (explained, rest) = many_errors::peeled(system, relations, mendings, accepts);
            found.extend(explained);
            rest
        })
        .collect();
    let choices = mendings.choices();
    for relations in many_errors::linked(system, rest) {
        let mut hypotheses = explained(&relations, &choices);
        if hypotheses.is_empty() {
            hypotheses.extend(many_errors::joined(system, &relations, accepts));
        }
        if hypotheses.is_empty() {
            found.extend(piece_by_piece::explained(
                system, &relations, &choices, accepts,
            ));
        } else {
            found.push(Group::weighed(relations, hypotheses));
        }
    }
    found.sort_by(|a, b| a.relations.cmp(&b.relations));
    found
}

impl Group {
    /// The hypotheses with their posteriors, the likeliest first.
    fn weighed(relations: Vec<usize>, mut hypotheses: Vec<Hypothesis>) -> Group {
        let total: u128 = hypotheses.iter().map(|it| it.weight).sum();
        for hypothesis in &mut hypotheses {
            hypothesis.posterior = share(hypothesis.weight, total);
        }
        hypotheses.sort_by(|a, b| {
            let figures = |it: &Hypothesis| -> Vec<usize> {
                it.changes.iter().map(|change| change.at).collect()
            };
            b.weight
                .cmp(&a.weight)
                .then_with(|| figures(a).cmp(&figures(b)))
        });
        Group {
            relations,
            hypotheses,
        }
    }
}

fn share(weight: u128, total: u128) -> Ratio {
    let part = i128::try_from(weight).ok();
    let whole = i128::try_from(total).ok();
    part.zip(whole)
        .and_then(|(part, whole)| Ratio::new(part, whole).ok())
        .unwrap_or(Ratio::ZERO)
}

/// The sets of the smallest size that has any, with those of one figure more if these explain poorly,
/// and the exchanges and choices of rows that mend all that is to be explained. None if a choice of rows
/// may do so that was not tried.
fn explanations(search: &Search<'_>, mendings: &Mendings) -> Vec<Hypothesis> {
    let (system, relations) = (search.system, search.violated);
    if mendings.is_untried(relations) {
        return Vec::new();
    }
    let mut others = mendings.of_all(relations);
    let figures = |&relation: &usize| system.candidates(relation).len();
    let crowded = relations.iter().map(figures).min() > Some(CROWD);
    let largest = if crowded { 1 } else { LARGEST_SET };
    for size in 1..=largest {
        let mut sets = search.sets(size);
        // some sets, and not the others, would look surer than they are
        if search.is_exhausted() {
            // what mends several relations at once is seldom chance
            others.retain(|_| relations.len() > 1);
            break;
        }
        if sets.is_empty() {
            continue;
        }
        // a figure more than relations are violated cannot be told from others
        if size < largest.min(relations.len()) && poor(&sets) {
            let larger = search.sets(size + 1);
            if !search.is_exhausted() {
                sets.extend(larger.into_iter().map(Hypothesis::compared_with_one_less));
            }
        }
        let rarer = (1..size).fold(1, |times, _| times * Weight::ONE.0 * RARITY);
        let others = others.into_iter().map(|it| Hypothesis {
            weight: it.weight.saturating_mul(rarer).min(hypothesis::HEAVIEST),
            ..it
        });
        return sets.into_iter().chain(others).collect();
    }
    others
}

/// Whether the likeliest has a figure that no slip explains: two slips may then be likelier.
fn poor(sets: &[Hypothesis]) -> bool {
    let likeliest = sets.iter().max_by_key(|it| it.weight);
    likeliest.is_some_and(|it| it.changes.iter().any(|it| it.kind == CauseKind::Unknown))
}

impl Hypothesis {
    /// The weight on the scale of hypotheses with one figure less.
    fn compared_with_one_less(self) -> Hypothesis {
        let rarer = Weight::ONE.0 * RARITY;
        Hypothesis {
            weight: (self.weight / rarer).max(1),
            ..self
        }
    }
}

/// Violated relations, in order, parted into those that share a figure that may be wrong, or that one
/// exchange mends.
fn components(system: &System, violated: Vec<usize>, mendings: &Mendings) -> Vec<Vec<usize>> {
    let mut joined = Joined::new(violated.len());
    let mut first_of: FxHashMap<usize, usize> = FxHashMap::default();
    for (position, &relation) in violated.iter().enumerate() {
        for figure in system.candidates(relation) {
            match first_of.entry(figure) {
                Entry::Occupied(earlier) => joined.join(*earlier.get(), position),
                Entry::Vacant(free) => {
                    free.insert(position);
                }
            }
        }
    }
    for mending in mendings.of_some(&violated) {
        let places: Vec<usize> = mending
            .mended
            .iter()
            .filter_map(|relation| violated.binary_search(relation).ok())
            .collect();
        for pair in places.windows(2) {
            joined.join(pair[0], pair[1]);
        }
    }
    let groups = joined.groups().into_iter();
    groups
        .map(|group| {
            group
                .into_iter()
                .map(|position| violated[position])
                .collect()
        })
        .collect()
}

/// Things that belong together, by position.
struct Joined {
    /// One that belongs to the same group, an earlier one or itself.
    earlier: Vec<usize>,
}

impl Joined {
    fn new(count: usize) -> Joined {
        Joined {
            earlier: (0..count).collect(),
        }
    }

    /// The first of a group.
    fn first(&mut self, mut it: usize) -> usize {
        while self.earlier[it] != it {
            self.earlier[it] = self.earlier[self.earlier[it]];
            it = self.earlier[it];
        }
        it
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.first(a), self.first(b));
        self.earlier[a.max(b)] = a.min(b);
    }

    /// The groups, in order of their first member.
    fn groups(mut self) -> Vec<Vec<usize>> {
        let mut groups: Vec<Vec<usize>> = vec![Vec::new(); self.earlier.len()];
        for position in 0..self.earlier.len() {
            let first = self.first(position);
            groups[first].push(position);
        }
        groups.retain(|group| !group.is_empty());
        groups
    }
}
