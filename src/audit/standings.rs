//! In which statements each figure stands, such that figures can be told apart by it.

use std::cell::{OnceCell, RefCell};
use std::hash::{DefaultHasher, Hash, Hasher};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::findings::JudgedDocument;
use crate::statements::{FigureId, Rows, Use, Verdict};

/// Where figures stand among the statements about values.
pub(super) struct Standings<'s, 'a> {
    document: JudgedDocument<'s, 'a>,
    /// For each template, the rows of its undecided statements: they check nothing.
    undecided: Vec<FxHashSet<Option<usize>>>,
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
    /// All that are decided.
    All,
}

impl<'s, 'a> Standings<'s, 'a> {
    pub fn new(document: JudgedDocument<'s, 'a>) -> Standings<'s, 'a> {
        let undecided = document.judgements.iter().map(|judgement| {
            let open = judgement.failing.iter();
            let open = open.filter(|it| matches!(it.verdict, Verdict::Undecided(_)));
            open.map(|it| it.row).collect()
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
                    rows.retain(|&row| covered.has(Some(row)) && !open.contains(&Some(row)));
                    if rows.is_empty() {
                        continue;
                    }
                    if rows.len() == covered.count() {
                        StandingRows::All
                    } else {
                        StandingRows::Some(rows)
                    }
                }
                Rows::All => {
                    if open.len() == covered.count() {
                        continue;
                    }
                    StandingRows::All
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
            StandingRows::All => *self.any_exact[*template].get_or_init(|| {
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

impl Standing {
    /// A number by which standings are told apart.
    pub fn digest(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.hash(&mut hasher);
        hasher.finish()
    }
}
