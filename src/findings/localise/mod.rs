//! Which figures are wrong: error localisation in the sense of Fellegi and Holt.
//!
//! Violated relations that share a figure form a *component*. For each component the smallest sets of
//! figures are looked for (one, else two, else three) that stand in every violated relation of it and
//! can be given values with which all relations they stand in hold, the other figures keeping what
//! they print. Such a set is a [`Hypothesis`]. How likely it is follows from the slips of the pen that
//! lead from its values to the printed ones; hypotheses are weighed against each other, and the
//! arithmetic is exact. Where the likeliest smallest set has a figure that no slip explains, sets of
//! one figure more are weighed with them. A value that is out of line with the figures it is added up
//! with weighs less.
//!
//! What no such set explains is explained in parts: figures that mend all they stand in (`larger`),
//! figures of which two or more relations say the same, and each of the rest that anything mends
//! (`parts`). A contradiction that was there before so hides no slip beside it.
//!
//! A [`System`] knows nothing of documents: figures are positions, relations are [`Term`]s. Where a
//! relation can be solved for a figure, the values the figure may have are an interval; only printed
//! values in it are weighed.
//!
//! *Source*: I. P. Fellegi and D. Holt, "A systematic approach to automatic edit and imputation",
//! Journal of the American Statistical Association 71 (1976).

mod bearings;
mod compile;
mod document;
mod exchange;
mod hitting;
mod hypothesis;
mod larger;
mod mend;
mod parts;
mod project;
mod relation;
mod sizes;
mod spans;
mod system;
mod term;
mod total;

pub use bearings::{Bearings, InstanceRef, Standing};
pub use document::Localised;
pub use exchange::Exchange;
pub use hypothesis::{Accepts, Change, Hypothesis};
pub(super) use project::Localisation;
pub use relation::Compared;
pub use system::{System, SystemFigure};
pub use term::Term;

use crate::exact::Ratio;
use crate::findings::CauseKind;
use crate::findings::cause::Weight;
use hypothesis::Search;

/// Violated relations that share figures, and what may explain them, the likeliest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Component {
    /// The violated relations.
    pub relations: Vec<usize>,
    /// The hypotheses; none if no set of at most three figures explains the component.
    pub hypotheses: Vec<Hypothesis>,
}

/// The most figures that one hypothesis changes.
const LARGEST_SET: usize = 3;

/// With more figures than this in one violated relation only single figures are tried: pairs of them
/// cannot be told apart.
const CROWD: usize = 24;

/// How many times rarer two independent slips in one component are than one: of a hundred figures of
/// a table with an error, at most about one is wrong.
const RARITY: u128 = 100;

/// Explains the violated relations of a system, component by component.
///
/// Exchanges are tried beside sets of figures; one that mends relations of several components makes
/// them one.
///
/// ```
/// use statsbidrag::exact::{PrintedNumber, Ratio};
/// use statsbidrag::findings::{Compared, System, SystemFigure, Term, localise};
///
/// // 200 + 300 = 600, and 200 is confirmed elsewhere, as is 500
/// let mut system = System::default();
/// let mut figure = |text: &str| {
///     let number = PrintedNumber::decimal(text.parse().unwrap(), 1, true, None).unwrap();
///     system.figure(SystemFigure::new(number))
/// };
/// let (a, b, total, again) = (figure("200"), figure("300"), figure("600"), figure("200"));
/// system.relation(Term::sum_of([a, b]), Compared::Equal, Term::Figure(total));
/// system.relation(Term::Figure(a), Compared::Equal, Term::Figure(again));
/// let components = localise(&system, &[], &|_, _| true);
/// let figures: Vec<_> = components[0].hypotheses.iter().map(|it| it.changes[0].figure).collect();
/// assert_eq!(figures, [b, total]); // 400 for 300 or 500 for 600: a digit either way
/// assert_eq!(components[0].hypotheses[0].posterior, Ratio::new(1, 2).unwrap());
/// ```
pub fn localise(system: &System, exchanges: &[Exchange], accepts: Accepts<'_>) -> Vec<Component> {
    let mending = exchange::mending(system, exchanges);
    let mut found = Vec::new();
    let mut unexplained = Vec::new();
    let violated = (0..system.relations.len()).filter(|&it| system.relations[it].violated);
    for relations in components(system, violated.collect(), &mending) {
        let hypotheses = explanations(system, &relations, &[], &mending, accepts);
        if hypotheses.is_empty() {
            unexplained.push(relations);
        } else {
            found.push(Component::weighed(relations, hypotheses));
        }
    }
    let rest: Vec<Vec<usize>> = unexplained
        .into_iter()
        .flat_map(|relations| {
            let (explained, rest) = larger::peeled(system, relations, &mending, accepts);
            found.extend(explained);
            rest
        })
        .collect();
    for relations in larger::linked(system, rest) {
        let mut hypotheses = explanations(system, &relations, &[], &[], accepts);
        if hypotheses.is_empty() {
            hypotheses.extend(larger::joined(system, &relations, accepts));
        }
        if hypotheses.is_empty() {
            found.extend(parts::in_parts(system, &relations, accepts));
        } else {
            found.push(Component::weighed(relations, hypotheses));
        }
    }
    found.sort_by(|a, b| a.relations.cmp(&b.relations));
    found
}

impl Component {
    /// The hypotheses with their posteriors, the likeliest first.
    fn weighed(relations: Vec<usize>, mut hypotheses: Vec<Hypothesis>) -> Component {
        let total: u128 = hypotheses.iter().map(|it| it.weight).sum();
        for hypothesis in &mut hypotheses {
            hypothesis.posterior = share(hypothesis.weight, total);
        }
        hypotheses.sort_by(|a, b| {
            let figures = |it: &Hypothesis| -> Vec<usize> {
                it.changes.iter().map(|change| change.figure).collect()
            };
            b.weight
                .cmp(&a.weight)
                .then_with(|| figures(a).cmp(&figures(b)))
        });
        Component {
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
/// and the exchanges that mend the whole component. Relations that are `ignored` are as if they were
/// not there.
fn explanations(
    system: &System,
    relations: &[usize],
    ignored: &[usize],
    mending: &[exchange::Mending<'_>],
    accepts: Accepts<'_>,
) -> Vec<Hypothesis> {
    let exchanges: Vec<Hypothesis> = mending
        .iter()
        .filter(|it| {
            relations
                .iter()
                .all(|relation| it.mended.contains(relation))
        })
        .map(exchange::Mending::hypothesis)
        .collect();
    let figures = |&relation: &usize| system.candidates(relation).len();
    let crowded = relations.iter().map(figures).min() > Some(CROWD);
    let search = Search::new(system, relations, ignored, accepts);
    let largest = if crowded { 1 } else { LARGEST_SET };
    for size in 1..=largest {
        let mut sets = search.sets(size);
        // some sets, and not the others, would look surer than they are
        if search.is_exhausted() {
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
        let exchanges = exchanges.into_iter().map(|it| Hypothesis {
            weight: it.weight.saturating_mul(rarer).min(u128::MAX >> 16),
            ..it
        });
        return sets.into_iter().chain(exchanges).collect();
    }
    exchanges
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
fn components(
    system: &System,
    violated: Vec<usize>,
    mending: &[exchange::Mending<'_>],
) -> Vec<Vec<usize>> {
    let mut joined = Joined::new(violated.len());
    let mut first_of = vec![None; system.figures.len()];
    for (position, &relation) in violated.iter().enumerate() {
        for figure in system.candidates(relation) {
            match first_of[figure] {
                Some(earlier) => joined.join(earlier, position),
                None => first_of[figure] = Some(position),
            }
        }
    }
    for exchange in mending {
        let places: Vec<usize> = exchange
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
    group: Vec<usize>,
}

impl Joined {
    fn new(count: usize) -> Joined {
        Joined {
            group: (0..count).collect(),
        }
    }

    fn join(&mut self, a: usize, b: usize) {
        let (from, to) = (
            self.group[a].max(self.group[b]),
            self.group[a].min(self.group[b]),
        );
        for group in &mut self.group {
            if *group == from {
                *group = to;
            }
        }
    }

    /// The groups, in order of their first member.
    fn groups(self) -> Vec<Vec<usize>> {
        let mut groups: std::collections::BTreeMap<usize, Vec<usize>> = Default::default();
        for (position, group) in self.group.into_iter().enumerate() {
            groups.entry(group).or_default().push(position);
        }
        groups.into_values().collect()
    }
}
