//! Localisation in a document: its violated statements solved, and what came of it for each.

use rustc_hash::{FxHashMap, FxHashSet};

use super::CauseKind;
use super::cause::copied;
use super::exchanges::exchanges;
use super::localisation::{Localisation, NOTHING, Projection};
use super::missing_row::missing_row;
use super::regime::single_column;
use super::row_choices::row_choices;
use super::shifted::shifts;
use super::undeclared;
use super::{Cause, CommonCause};
use crate::checks::{Check, CheckKind, FigureRef, Figures};
use crate::exact::{PrintedNumber, PrintingRule, Ratio};
use crate::solve::{Change, Differ, Exchange, Problem, RowChoice, Surroundings, solve};
use crate::statements::{
    FigureId, Index, JudgedTemplate, Occurrence, Rows, Statement, Template, Values, Verdict,
};

/// A statement: the check's position and the row.
pub(super) type StatementRef = (usize, Option<usize>);

/// What localisation says of each violated statement of a document.
#[derive(Clone, Debug, Default)]
pub struct Localised {
    by_statement: FxHashMap<StatementRef, Localisation>,
}

/// The statements of a document, judged.
#[derive(Clone, Copy, Debug)]
pub struct JudgedDocument<'d, 'a> {
    /// The checks.
    pub checks: &'d [Check],
    /// What each says.
    pub templates: &'d [Template],
    /// What came of each.
    pub judgements: &'d [JudgedTemplate],
    /// The figures.
    pub figures: &'d Figures<'a>,
    /// What they are taken to be.
    pub values: &'d Values<'d>,
    /// Where each figure stands.
    pub index: &'d Index<'d>,
}

impl JudgedDocument<'_, '_> {
    /// Those of the violated statements that stand at a place.
    pub(super) fn violated_at(
        &self,
        place: &Occurrence,
        violated: &FxHashSet<StatementRef>,
    ) -> Vec<StatementRef> {
        let statements = |row| (place.template, row);
        let found: Vec<StatementRef> = match &place.rows {
            Rows::All => {
                let failing = self.judgements[place.template].failing.iter();
                failing.map(|it| statements(it.row)).collect()
            }
            Rows::Some(rows) => rows.iter().map(|row| statements(Some(*row))).collect(),
        };
        let is_about_values = self.templates[place.template].at(None).is_about_values();
        let found = found.into_iter().filter(|_| is_about_values);
        found.filter(|it| violated.contains(it)).collect()
    }

    /// The statements of a place that hold.
    pub(super) fn holding_at(&self, place: &Occurrence) -> Vec<StatementRef> {
        if !self.templates[place.template].at(None).is_about_values() {
            return Vec::new();
        }
        let judgement = &self.judgements[place.template];
        let covered = &judgement.covered;
        let holds = |row: &Option<usize>| judgement.failing(*row).is_none();
        let rows: Vec<Option<usize>> = match &place.rows {
            Rows::All => covered.rows().filter(holds).collect(),
            Rows::Some(rows) => {
                let rows = rows.iter().map(|row| Some(*row));
                let covered = rows.filter(|row| covered.has(*row));
                covered.filter(holds).collect()
            }
        };
        rows.into_iter().map(|row| (place.template, row)).collect()
    }
}

impl Localised {
    /// Localises every violated statement that says some figure is wrong.
    ///
    /// Those that no rounding reconciles are explained together. One that another rounding reconciles
    /// stands alone; where the words are stretched, öre may be lost, or the words say
    /// another rule, no figure is wrong.
    pub fn new(document: JudgedDocument<'_, '_>) -> Localised {
        Localised {
            by_statement: Localiser::new(document).localised(),
        }
    }

    /// What it says of one.
    pub(super) fn of(&self, statement: StatementRef) -> &Localisation {
        self.by_statement.get(&statement).unwrap_or(&NOTHING)
    }
}

/// Localises the violated statements of a document.
struct Localiser<'l, 'a> {
    document: JudgedDocument<'l, 'a>,
    /// The checks that are wrong as a whole, in most rows: the few where one holds bind nothing.
    broken: FxHashSet<usize>,
}

impl<'l, 'a> Localiser<'l, 'a> {
    fn new(document: JudgedDocument<'l, 'a>) -> Localiser<'l, 'a> {
        let is_broken = |&it: &usize| is_broken(&document.checks[it], &document.judgements[it]);
        Localiser {
            document,
            broken: (0..document.checks.len()).filter(is_broken).collect(),
        }
    }

    fn localised(&self) -> FxHashMap<StatementRef, Localisation> {
        let mut wrong = Vec::new();
        let mut unlikely = FxHashSet::default();
        let mut rounded = Vec::new();
        let document = self.document;
        for ((check, template), judgement) in
            (document.checks.iter().zip(document.templates)).zip(document.judgements)
        {
            if check.kind == CheckKind::Definition || check.together || template.in_points {
                continue;
            }
            for judged in &judgement.failing {
                let statement = template.at(judged.row);
                match judged.verdict {
                    // no figure is wrong where a total was added up with its parts
                    Verdict::Violated { fits: None } if self.counts_a_total(statement) => {}
                    Verdict::Violated { fits: None }
                        if single_column(statement, judged.sides, document.figures).is_some()
                            || missing_row(statement, judged.sides, document.figures).is_some() => {
                    }
                    Verdict::Violated { fits: None } => wrong.push(statement),
                    Verdict::Violated {
                        fits: Some(PrintingRule::Generous | PrintingRule::WithoutOre),
                    } => {}
                    Verdict::Violated { fits: Some(_) } => rounded.push(statement),
                    Verdict::Unlikely { .. } => {
                        unlikely.insert((statement.check(), statement.row));
                        wrong.push(statement);
                    }
                    Verdict::Holds | Verdict::Undecided(_) => {}
                }
            }
        }
        let mut localised: FxHashMap<StatementRef, Localisation> = FxHashMap::default();
        localised.extend(self.solved(&wrong, &unlikely, false));
        localised.extend(self.solved(&rounded, &unlikely, true));
        let certain: Vec<Statement<'l>> = wrong
            .into_iter()
            .filter(|it| !unlikely.contains(&(it.check(), it.row)))
            .collect();
        self.shifted(&certain, &mut localised);
        localised
    }

    /// Says of statements that figures one step off explain together that they do, where no one figure
    /// and no exchange explains them together.
    fn shifted(
        &self,
        wrong: &[Statement<'l>],
        localised: &mut FxHashMap<StatementRef, Localisation>,
    ) {
        for shift in shifts(self.document, wrong) {
            let Some((cells, empty)) = shift.told(self.document) else {
                continue;
            };
            let of = |it: &StatementRef| localised.get(it).and_then(|it| it.common.as_ref());
            let first = shift.mended.first().and_then(of);
            if first.is_some() && shift.mended.iter().all(|it| of(it) == first) {
                continue;
            }
            for statement in shift.mended {
                let found = Localisation {
                    common: Some(CommonCause::Shift(cells.clone(), empty.clone())),
                    exchange: Some(Cause::Shifted {
                        cells: cells.clone(),
                        empty: empty.clone(),
                    }),
                    ..NOTHING.clone()
                };
                localised.insert(statement, found);
            }
        }
    }

    /// The number that a changed figure would be read as, printed no coarser than it is now.
    fn as_printed(&self, change: &Change) -> PrintedNumber {
        let number = change.number;
        let now = self.document.values.number(change.figure);
        // in another unit it is as coarse as that unit makes it, a thousand times or more
        let in_another_unit = |it: &PrintedNumber| {
            let thousandth = number.quantum().div(Ratio::whole(1_000));
            change.kind == CauseKind::Unit && thousandth.is_ok_and(|least| it.quantum() <= least)
        };
        let is_coarser = |it: &PrintedNumber| it.quantum() < number.quantum();
        match now.filter(|it| is_coarser(it) && !in_another_unit(it)) {
            Some(now) => now.with_value(number.value()),
            None => number,
        }
    }

    fn counts_a_total(&self, statement: Statement<'l>) -> bool {
        let document = self.document;
        undeclared::holds_without(statement, document.values, document.figures).is_some()
    }

    /// Explains some statements, every other one that fails left aside; each by itself if they are
    /// `one_by_one`. Those that are only unlikely help to tell which figure is wrong where something
    /// is; by themselves they accuse none.
    fn solved(
        &self,
        violated: &[Statement<'l>],
        unlikely: &FxHashSet<StatementRef>,
        one_by_one: bool,
    ) -> Vec<(StatementRef, Localisation)> {
        let components = solve(&Problem {
            values: self.document.values,
            violated,
            around: self,
            one_by_one,
        });
        let mut localised = Vec::new();
        let is_unlikely = |(position, _): &(usize, Vec<FigureId>)| {
            let statement = violated[*position];
            unlikely.contains(&(statement.check(), statement.row))
        };
        for component in &components {
            if component.statements.iter().all(is_unlikely) {
                continue;
            }
            let projection = Projection::new(component, self.document.figures);
            for (position, candidates) in &component.statements {
                let statement = violated[*position];
                let mends = |change: &Change, together: &[Change]| {
                    let printed = self.document.values;
                    let with = |values: &Values<'l>, it: &Change| {
                        values.with(it.figure, self.as_printed(it))
                    };
                    let first = with(printed, change);
                    let with = together.iter().fold(first, |values, it| with(&values, it));
                    with.holds(statement) != Some(false)
                };
                let found = projection.of(candidates, &mends);
                localised.push(((statement.check(), statement.row), found));
            }
        }
        localised
    }
}

impl<'l> Surroundings<'l> for Localiser<'l, '_> {
    fn places(&self, figure: FigureId) -> Vec<Occurrence> {
        let document = self.document;
        let mut places = document.index.places(figure);
        places.retain(|place| {
            let template = &document.templates[place.template];
            !self.broken.contains(&place.template) && template.at(None).is_about_values()
        });
        places
    }

    fn holding(&self, place: &Occurrence) -> Vec<Statement<'l>> {
        let document = self.document;
        let holding = document.holding_at(place).into_iter();
        holding
            .map(|(check, row)| document.templates[check].at(row))
            .collect()
    }

    fn copied_from(
        &self,
        figure: FigureId,
        together: &mut dyn Iterator<Item = FigureId>,
    ) -> Option<usize> {
        let figures = self.document.figures;
        // what a cell was copied from does not depend on what it is compared with
        let compared = matches!(figures.figure(figure), FigureRef::Claim(_));
        let together: Vec<_> = match compared {
            true => together.map(|it| figures.figure(it)).collect(),
            false => Vec::new(),
        };
        let sources = copied::sources(figures.figure(figure), &together, figures);
        (!sources.same.is_empty()).then_some(sources.among)
    }

    fn exchanges(&self, figures: &[FigureId], differ: &Differ<'_>) -> Vec<Exchange> {
        exchanges(figures, self.document.figures, differ)
    }

    fn row_choices(&self, violated: &[Statement<'l>]) -> (Vec<RowChoice>, Vec<usize>) {
        row_choices(self.document, violated)
    }
}

/// Whether a statement about a rule, or about all rows at once, fails in most rows.
fn is_broken(check: &Check, judgement: &JudgedTemplate) -> bool {
    let as_a_whole = check.together || check.kind == CheckKind::Definition;
    as_a_whole && judgement.holding() * 2 < judgement.covered.count()
}
