//! The cause of one violated instance: the likeliest of those that reproduce the print exactly.

use super::case::Case;
use super::cause::{addend, copied, denominator, likely_causes, rounding, unit};
use super::localisation::Localisation;
use super::{Cause, CauseKind};
use crate::checks::{FigureRef, Relation};
use crate::exact::{Interval, PrintedNumber, Ratio};
use crate::solve::{Weight, likeliest, unit_weight};
use crate::statements::{Operation, Term};
use crate::tables::Row;

/// Why the suspect is wrong; unknown if no figure stands out or nothing explains it.
pub(super) fn explain(case: &Case<'_, '_>, found: &Localisation) -> Cause {
    if let Some(cause) = in_words(case) {
        return cause;
    }
    if let Some(exchange) = &found.exchange {
        return exchange.clone();
    }
    let Some((figure, mended, kind)) = found.change else {
        return not_the_rest(case).unwrap_or(Cause::Unknown);
    };
    let Some(printed) = case.of.number(figure) else {
        return Cause::Unknown;
    };
    let slip = of_slip(case, (figure, &printed), &mended, kind);
    let rivals = in_relation(case, figure, &printed);
    let weight = |cause: &Cause| match cause.kind() {
        kind @ CauseKind::OtherDenominator => Weight::of(kind, 3),
        kind @ CauseKind::RoundedTwice => Weight::of(kind, 1),
        kind @ (CauseKind::CopiedCell | CauseKind::StaleFigure) => Weight::of(kind, 6),
        kind @ (CauseKind::MissingAddend | CauseKind::DoubleAddend) => Weight::of(kind, 4),
        CauseKind::Unit => unit_weight(),
        CauseKind::Unknown => Weight(0),
        _ => unit_steps(&mended, &printed)
            .map_or(Weight(1), |(right, print)| likeliest(right, print).1),
    };
    rivals.into_iter().fold(slip, |best, rival| {
        if weight(&rival) > weight(&best) {
            rival
        } else {
            best
        }
    })
}

/// A name, a reference, a unit, or a digit more or less.
fn in_words(case: &Case<'_, '_>) -> Option<Cause> {
    let (check, figures) = (case.of.check, case.of.figures);
    match &check.relation {
        Relation::UniqueNames { table } => {
            let rows = &figures.table(*table).rows;
            let label = rows[case.row()?].label.trim_end_matches('*').trim();
            let same = |it: &&Row| it.label.trim_end_matches('*').trim() == label;
            let lines = rows.iter().filter(same).filter_map(|row| row.lines);
            Some(Cause::SharedName {
                name: label.to_owned(),
                rows: lines.collect(),
            })
        }
        Relation::RefersTo { name, .. } => Some(Cause::NoSuch { name: name.clone() }),
        Relation::PrintedTo { quantum, .. } => {
            let found = case
                .of
                .values
                .number(case.statement.only_figure()?)?
                .quantum();
            Some(Cause::Precision {
                found,
                expected: *quantum,
            })
        }
        Relation::UnitIs { figure, unit } => Some(Cause::OtherUnit {
            printed: figures.unit(*figure),
            meant: *unit,
        }),
        Relation::ColumnUnitIs { unit, .. } => Some(Cause::OtherUnit {
            printed: figures.unit_printed(figures.figure(case.statement.only_figure()?)),
            meant: *unit,
        }),
        Relation::Single(comparison) | Relation::EachRow { comparison, .. } => {
            let (left, right) = comparison.units_differ?;
            Some(Cause::UnitsDiffer { left, right })
        }
        Relation::ArePlaces { names, .. } => {
            let names = figures.no_places(*names, case.row())?;
            let names = names.into_iter().map(str::to_owned).collect();
            Some(Cause::NoPlaces { names })
        }
        Relation::AreNamesOf { names, others, .. } => {
            let names = figures.not_among(*names, *others, case.row())?;
            let names = names.into_iter().map(str::to_owned).collect();
            Some(Cause::NotAmong { names })
        }
        Relation::AllPresent {
            table,
            kind,
            county,
            ..
        } => {
            let names = figures.absent(*table, (*kind, county.as_deref()))?;
            Some(Cause::Absent { names })
        }
        Relation::ReadAs { .. } => Some(Cause::Unknown),
        _ => None,
    }
}

/// What should be left of a whole is printed as the part itself: 80 % used and 80 % unused.
fn not_the_rest(case: &Case<'_, '_>) -> Option<Cause> {
    let comparison = case.statement.comparison()?;
    let (rest, stated) = match (
        case.figure_of(&comparison.left),
        case.figure_of(&comparison.right),
    ) {
        (None, Some(stated)) => (&comparison.left, stated),
        (Some(stated), None) => (&comparison.right, stated),
        _ => return None,
    };
    let Term::Both(Operation::Subtract, both) = rest else {
        return None;
    };
    let part = case.figure_of(&both.1)?;
    let same = case.of.number(part)?.value() == case.of.number(stated)?.value();
    same.then(|| Cause::NotTheRest {
        part: case.of.cell(part),
    })
}

/// The slip that localisation found.
fn of_slip(
    case: &Case<'_, '_>,
    (figure, printed): (FigureRef, &PrintedNumber),
    mended: &PrintedNumber,
    kind: CauseKind,
) -> Cause {
    let figures = case.of.figures;
    let cause = match kind {
        CauseKind::Unit => unit::cause(mended, printed),
        CauseKind::CopiedCell => {
            let relation = case.rests_on();
            let sources = copied::sources(figure, &relation, figures);
            copied::cause(figure, &sources, figures)
        }
        CauseKind::MissingAddend | CauseKind::DoubleAddend => {
            let mut addends = case.rests_on();
            addends.retain(|&it| it != figure);
            addend::cause(mended.value(), printed.value(), &addends, figures)
        }
        CauseKind::Unknown => None,
        _ => unit_steps(mended, printed)
            .and_then(|(right, print)| likely_causes(right, print).into_iter().next()),
    };
    cause.unwrap_or(Cause::Unknown)
}

/// What the relation itself suggests for a share: another total, or rounding in two steps.
fn in_relation(case: &Case<'_, '_>, figure: FigureRef, printed: &PrintedNumber) -> Vec<Cause> {
    let Some(exact) = other_side(case, figure) else {
        return Vec::new();
    };
    let twice = exact.as_point();
    let twice = twice.and_then(|exact| rounding::twice(exact, printed));
    let denominator = denominator::cause(case, figure);
    twice.into_iter().chain(denominator).collect()
}

/// What the other side of a statement gives, if one side is the figure.
fn other_side(case: &Case<'_, '_>, figure: FigureRef) -> Option<Interval> {
    let (left, right) = case.sides?;
    if case.side_figure(false) == Some(figure) {
        Some(left)
    } else if case.side_figure(true) == Some(figure) {
        Some(right)
    } else {
        None
    }
}

/// The cause, if a printed figure is what the other side gives when that is rounded in two steps.
pub(super) fn rounded_twice(case: &Case<'_, '_>) -> Option<Cause> {
    if !case.statement.is_equality() {
        return None;
    }
    [false, true].into_iter().find_map(|left| {
        let figure = case.side_figure(left)?;
        let printed = case.of.number(figure).filter(|it| !it.is_exact())?;
        let exact = other_side(case, figure)?.as_point()?;
        rounding::twice(exact, &printed)
    })
}

/// Both in units of the last printed digit.
fn unit_steps(right: &PrintedNumber, printed: &PrintedNumber) -> Option<(i128, i128)> {
    let units = |value: Ratio| {
        let units = value.div(printed.quantum()).ok()?;
        units.is_whole().then(|| units.numerator())
    };
    units(right.value()).zip(units(printed.value()))
}
