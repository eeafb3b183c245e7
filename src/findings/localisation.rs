//! What the hypotheses of a component say of one of its statements.

use rustc_hash::FxHashMap;

use super::exchanges::cells;
use super::{Cause, CauseKind, CommonCause, FindingCell, Suspect, WrittenValue};
use crate::checks::{FigureRef, Figures};
use crate::exact::{PrintedNumber, Ratio};
use crate::solve::{Change, Component, Hypothesis};
use crate::statements::FigureId;

/// Confidence from which a figure is named: nine tenths.
const STANDS_OUT: (i128, i128) = (9, 10);

/// What localisation says of one violated instance.
#[derive(Clone, Debug)]
pub(super) struct Localisation {
    /// The figures of the instance that may be wrong, the most likely first.
    pub candidates: Vec<(FigureRef, Suspect)>,
    /// The change of the most likely one, if it stands out.
    pub change: Option<(FigureRef, PrintedNumber, CauseKind)>,
    /// What other violated instances have in common with this one, if it stands out.
    pub common: Option<CommonCause>,
    /// The exchange or shift that mends it, if that stands out.
    pub exchange: Option<Cause>,
    /// Whether a slip leads from a value that mends it to a printed one, however likely that is.
    pub is_explained: bool,
}

/// No candidate.
pub(super) static NOTHING: Localisation = Localisation {
    candidates: Vec::new(),
    change: None,
    common: None,
    exchange: None,
    is_explained: false,
};

/// A figure of a statement that may be wrong.
struct Candidate {
    figure: FigureRef,
    /// Its change in the likeliest hypothesis.
    change: Change,
    /// The changes of other figures of the statement in the same hypothesis.
    together: Vec<Change>,
    confidence: Ratio,
}

/// What the hypotheses of a component say of its statements.
pub(super) struct Projection<'p, 'a> {
    component: &'p Component,
    figures: &'p Figures<'a>,
    /// Where each figure is changed: the hypothesis and the change, in order.
    changed: FxHashMap<FigureId, Vec<(usize, usize)>>,
    /// The hypothesis that stands out, if one does, and which of its changes belong together: those
    /// that one statement needs both of.
    sure: Option<(&'p Hypothesis, Vec<usize>)>,
}

impl<'p, 'a> Projection<'p, 'a> {
    pub fn new(component: &'p Component, figures: &'p Figures<'a>) -> Projection<'p, 'a> {
        let mut changed: FxHashMap<FigureId, Vec<(usize, usize)>> = FxHashMap::default();
        for (nth, hypothesis) in component.hypotheses.iter().enumerate() {
            for (at, change) in hypothesis.changes.iter().enumerate() {
                changed.entry(change.figure).or_default().push((nth, at));
            }
        }
        let first = component.hypotheses.first();
        let sure = first.filter(|it| stands_out(it.posterior));
        Projection {
            component,
            figures,
            changed,
            sure: sure.map(|it| (it, belonging(it, component))),
        }
    }

    /// What they say of one statement, of which these figures may be wrong: those whose changes, by
    /// `mends`, leave nothing to find there.
    pub fn of(
        &self,
        of_statement: &[FigureId],
        mends: &dyn Fn(&Change, &[Change]) -> bool,
    ) -> Localisation {
        let figures = self.figures;
        let mut changes: Vec<(usize, usize)> = of_statement
            .iter()
            .filter_map(|figure| self.changed.get(figure))
            .flatten()
            .copied()
            .collect();
        changes.sort_unstable();
        // of figures of this statement that must change together the first stands for all
        let is_here = |change: &Change| of_statement.contains(&change.figure);
        changes.retain(|&(nth, at)| {
            let hypothesis = &self.component.hypotheses[nth];
            is_exchange(hypothesis) || !hypothesis.changes[..at].iter().any(is_here)
        });
        let mut places: FxHashMap<FigureId, usize> = FxHashMap::default();
        let mut candidates: Vec<Candidate> = Vec::new();
        for (nth, at) in changes {
            let hypothesis = &self.component.hypotheses[nth];
            let change = hypothesis.changes[at];
            let place = *places.entry(change.figure).or_insert_with(|| {
                let others = hypothesis.changes.iter().filter(|it| is_here(it));
                let others = others.filter(|it| it.figure != change.figure);
                candidates.push(Candidate {
                    figure: figures.figure(change.figure),
                    change,
                    together: others.copied().collect(),
                    confidence: Ratio::ZERO,
                });
                candidates.len() - 1
            });
            // the first hypothesis is the likeliest: its value stays
            let confidence = &mut candidates[place].confidence;
            *confidence = confidence.add(hypothesis.posterior).unwrap_or(*confidence);
        }
        candidates.retain(|it| mends(&it.change, &it.together));
        let is_known = |it: &Candidate| {
            let mut changes = it.together.iter().chain([&it.change]);
            changes.all(Change::is_slip)
        };
        let is_explained = candidates.iter().any(is_known);
        Localisation {
            is_explained,
            ..self.named(candidates, of_statement)
        }
    }

    fn named(&self, mut candidates: Vec<Candidate>, of_statement: &[FigureId]) -> Localisation {
        let figures = self.figures;
        candidates.sort_by(|a, b| {
            let by_confidence = b.confidence.cmp(&a.confidence);
            by_confidence.then(a.figure.cmp(&b.figure))
        });
        // without a slip to name, a candidate is only named if there is no other
        let best = candidates.first().filter(|it| {
            let is_sure = it.change.is_slip() || it.confidence == Ratio::ONE;
            stands_out(it.confidence) && is_sure
        });
        let sure = self.sure.as_ref().map(|(it, _)| *it);
        // several figures that all stand beside as well were copied together: columns for rows
        let copied = sure.is_some_and(|it| {
            it.changes.len() > 1 && !is_exchange(it) && it.changes.iter().all(|it| it.may_be_copied)
        });
        let kind = |change: &Change| {
            if copied {
                CauseKind::CopiedCell
            } else {
                change.kind
            }
        };
        let change = best.map(|it| (it.figure, it.change.number, kind(&it.change)));
        let pairs = sure.filter(|it| is_exchange(it)).map(|it| {
            let exchanged = it.changes.iter().filter(|change| is_swap(change.kind));
            exchanged
                .map(|change| figures.figure(change.figure))
                .collect::<Vec<_>>()
        });
        let exchange = pairs.zip(sure).and_then(|(pairs, it)| {
            let kind = it
                .changes
                .iter()
                .map(|change| change.kind)
                .find(|it| is_swap(*it))?;
            Some(Cause::Exchanged {
                rows: kind == CauseKind::SwappedRows,
                cells: cells(&pairs, figures),
            })
        });
        let place = |figure: FigureRef| figures.place(figure).map(str::to_owned);
        let common = match (&exchange, &self.sure, change) {
            (Some(Cause::Exchanged { cells, .. }), ..) => {
                Some(CommonCause::Exchange(cells.clone()))
            }
            (_, Some((sure, groups)), Some(_)) => {
                let own = |at: &usize| of_statement.contains(&sure.changes[*at].figure);
                let all = 0..sure.changes.len();
                let touched: Vec<usize> = all.clone().filter(own).map(|at| groups[at]).collect();
                let together = all.filter(|&at| copied || touched.contains(&groups[at]));
                let changes = together.map(|at| figures.figure(sure.changes[at].figure));
                Some(CommonCause::Figures(changes.map(place).collect()))
            }
            (_, _, change) => change.map(|(figure, ..)| CommonCause::Figures(vec![place(figure)])),
        };
        Localisation {
            change,
            common,
            exchange,
            is_explained: false,
            candidates: candidates
                .into_iter()
                .map(|it| (it.figure, it.suspect(figures)))
                .collect(),
        }
    }
}

/// For each change of a hypothesis, the first that it belongs together with: two do if a statement
/// rests on both, for neither reconciles that alone.
fn belonging(hypothesis: &Hypothesis, component: &Component) -> Vec<usize> {
    let changes = &hypothesis.changes;
    let mut groups: Vec<usize> = (0..changes.len()).collect();
    for (_, figures) in &component.statements {
        let on: Vec<usize> = (0..changes.len())
            .filter(|&at| figures.contains(&changes[at].figure))
            .collect();
        for pair in on.windows(2) {
            let (from, to) = (groups[pair[1]], groups[pair[0]]);
            let (from, to) = (from.max(to), from.min(to));
            groups
                .iter_mut()
                .filter(|it| **it == from)
                .for_each(|it| *it = to);
        }
    }
    groups
}

fn is_exchange(hypothesis: &Hypothesis) -> bool {
    hypothesis.changes.iter().any(|change| is_swap(change.kind))
}

fn is_swap(kind: CauseKind) -> bool {
    matches!(kind, CauseKind::SwappedColumns | CauseKind::SwappedRows)
}

fn stands_out(confidence: Ratio) -> bool {
    let (nine, ten) = STANDS_OUT;
    Ratio::new(nine, ten).is_ok_and(|bound| confidence >= bound)
}

impl Candidate {
    fn suspect(&self, figures: &Figures<'_>) -> Suspect {
        let written = |figure: FigureRef, change: &Change| {
            let unit = figures.printed_unit(figure).factor();
            WrittenValue::like(&change.number, change.number.value(), unit)
        };
        let together = self.together.iter().map(|change| {
            let figure = figures.figure(change.figure);
            (FindingCell::of(figure, figures), written(figure, change))
        });
        Suspect {
            cell: FindingCell::of(self.figure, figures),
            confidence: self.confidence,
            value: written(self.figure, &self.change),
            together: together.collect(),
        }
    }
}
