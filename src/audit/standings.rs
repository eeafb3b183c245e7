//! In which statements each figure stands, such that figures can be told apart by it.

use std::cell::{OnceCell, RefCell};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::findings::JudgedDocument;
use crate::statements::{FigureId, Rows, Use, Verdict};

/// Where figures stand among the statements about values.
pub(super) struct Standings<'s, 'a> {
    document: JudgedDocument<'s, 'a>,
    /// For each template, what its undecided statements were computed from as far as they came.
    undecided: Vec<UndecidedRows>,
    /// For each template, whether one of its statements is an equality of exact figures.
    any_exact: Vec<OnceCell<bool>>,
    /// Whether all figures of an aggregate are exact.
    aggregates: RefCell<FxHashMap<*const FigureId, bool>>,
}

/// The statements that a figure stands in: of each template these rows, or all that it covers but
/// these.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(super) struct Standing(Vec<(usize, StandingRows)>);

#[derive(Debug, PartialEq, Eq, Hash)]
enum StandingRows {
    Some(Vec<usize>),
    /// All but some groups of undecided ones, of which these rows again are among them.
    AllBut(Vec<usize>, Vec<Option<usize>>),
}

impl<'s, 'a> Standings<'s, 'a> {
    pub fn new(document: JudgedDocument<'s, 'a>) -> Standings<'s, 'a> {
        let mut sorted = FxHashMap::default();
        let undecided = document.templates.iter().zip(document.judgements);
        let undecided = undecided.map(|(template, judgement)| {
            let open = judgement.failing.iter();
            let open = open.filter(|it| matches!(it.verdict, Verdict::Undecided(_)));
            let used = open.map(|it| (it.row, document.values.used(template.at(it.row))));
            UndecidedRows::new(used, &mut sorted)
        });
        Standings {
            document,
            undecided: undecided.collect(),
            any_exact: vec![OnceCell::new(); document.templates.len()],
            aggregates: RefCell::default(),
        }
    }

    /// The statements about values that a figure stands in; nothing if there are none.
    pub fn of(&self, figure: FigureId) -> Option<Standing> {
        let mut standing = Vec::new();
        for place in self.document.index.places(figure) {
            if !self.document.templates[place.template]
                .at(None)
                .is_about_values()
            {
                continue;
            }
            let covered = &self.document.judgements[place.template].covered;
            let open = &self.undecided[place.template];
            let rows = match place.rows {
                Rows::Some(mut rows) => {
                    rows.retain(|&row| covered.has(Some(row)) && open.has_used(Some(row), figure));
                    if rows.is_empty() {
                        continue;
                    }
                    if rows.len() == covered.count() {
                        StandingRows::AllBut(Vec::new(), Vec::new())
                    } else {
                        StandingRows::Some(rows)
                    }
                }
                Rows::All => {
                    let (groups, again, count) = open.without(figure);
                    if count == covered.count() {
                        continue;
                    }
                    StandingRows::AllBut(groups, again)
                }
            };
            standing.push((place.template, rows));
        }
        (!standing.is_empty()).then_some(Standing(standing))
    }

    /// Whether one of the statements is an equality of exact figures.
    pub fn has_exact(&self, standing: &Standing) -> bool {
        standing.0.iter().any(|(template, rows)| match rows {
            StandingRows::Some(rows) => rows.iter().any(|&row| self.is_exact(*template, Some(row))),
            StandingRows::AllBut(..) => *self.any_exact[*template].get_or_init(|| {
                let mut rows = self.document.judgements[*template].covered.rows();
                rows.any(|row| self.is_exact(*template, row))
            }),
        })
    }

    fn is_exact(&self, template: usize, row: Option<usize>) -> bool {
        let statement = self.document.templates[template].at(row);
        let values = self.document.values;
        let is_exact = |figure: &FigureId| {
            let number = values.number(*figure);
            number.is_some_and(|number| number.is_exact())
        };
        let all_exact = |used: &Use| match used {
            Use::One(figure) => is_exact(figure),
            Use::Each(figures) => *self
                .aggregates
                .borrow_mut()
                .entry(figures.as_ptr())
                .or_insert_with(|| figures.iter().all(is_exact)),
        };
        statement.is_equality() && values.used(statement).iter().all(all_exact)
    }
}

/// Undecided statements of a template: those that used the same aggregates are one group, so that a sum
/// that all use is looked into once.
#[derive(Default)]
struct UndecidedRows {
    groups: Vec<UndecidedGroup>,
    /// For each row its group.
    of_row: FxHashMap<Option<usize>, usize>,
    /// The rows that used a figure by itself, in order.
    by_figure: FxHashMap<FigureId, Vec<Option<usize>>>,
}

struct UndecidedGroup {
    aggregates: Vec<Rc<[FigureId]>>,
    rows: usize,
}

impl UndecidedRows {
    fn new(
        used: impl Iterator<Item = (Option<usize>, Vec<Use>)>,
        sorted: &mut FxHashMap<*const FigureId, Rc<[FigureId]>>,
    ) -> UndecidedRows {
        let mut undecided = UndecidedRows::default();
        let mut known: FxHashMap<Vec<*const FigureId>, usize> = FxHashMap::default();
        for (row, uses) in used {
            let (mut key, mut aggregates) = (Vec::new(), Vec::new());
            for it in &uses {
                match it {
                    Use::One(figure) => {
                        let rows = undecided.by_figure.entry(*figure).or_default();
                        if rows.last() != Some(&row) {
                            rows.push(row);
                        }
                    }
                    Use::Each(figures) => {
                        let in_order = sorted.entry(figures.as_ptr()).or_insert_with(|| {
                            let mut all = figures.to_vec();
                            all.sort_unstable();
                            all.into()
                        });
                        key.push(figures.as_ptr());
                        aggregates.push(Rc::clone(in_order));
                    }
                }
            }
            let group = *known.entry(key).or_insert_with(|| {
                let rows = 0;
                undecided.groups.push(UndecidedGroup { aggregates, rows });
                undecided.groups.len() - 1
            });
            undecided.groups[group].rows += 1;
            undecided.of_row.insert(row, group);
        }
        undecided
    }

    /// Whether a row is decided, or had used the figure.
    fn has_used(&self, row: Option<usize>, figure: FigureId) -> bool {
        let Some(&group) = self.of_row.get(&row) else {
            return true;
        };
        let by_itself = self.by_figure.get(&figure);
        by_itself.is_some_and(|rows| rows.binary_search(&row).is_ok())
            || self.groups[group].uses(figure)
    }

    /// The groups that have not used the figure, the rows of these that have, and how many have not.
    fn without(&self, figure: FigureId) -> (Vec<usize>, Vec<Option<usize>>, usize) {
        let unused = |it: &usize| !self.groups[*it].uses(figure);
        let groups: Vec<usize> = (0..self.groups.len()).filter(unused).collect();
        let mut again = self.by_figure.get(&figure).cloned().unwrap_or_default();
        let is_left_out = |row: &Option<usize>| {
            let group = self.of_row.get(row);
            group.is_some_and(|it| groups.binary_search(it).is_ok())
        };
        again.retain(is_left_out);
        let all: usize = groups.iter().map(|it| self.groups[*it].rows).sum();
        let count = all - again.len();
        (groups, again, count)
    }
}

impl UndecidedGroup {
    fn uses(&self, figure: FigureId) -> bool {
        let mut aggregates = self.aggregates.iter();
        aggregates.any(|figures| figures.binary_search(&figure).is_ok())
    }
}

impl Standing {
    /// A number by which standings are told apart.
    pub fn digest(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.hash(&mut hasher);
        hasher.finish()
    }
}
