//! The cause of one violated instance: the likeliest of those that reproduce the print exactly.

use super::case::Case;
use super::cause::{addend, copied, denominator, likely_causes, rounding, unit};
use super::localisation::Localisation;
use super::{Cause, CauseKind};
use crate::checks::{FigureRef, Relation};
use crate::exact::{Interval, PrintedNumber, Ratio};
use crate::solve::{Weight, likeliest, unit_weight};
use crate::statements::{Operation, Term};

/// Why the suspect is wrong; unknown if no figure stands out or nothing explains it.
pub(super) fn explain(case: &Case<'_, '_>, found: &Localisation) -> Cause {
    if let Some(cause) = in_words(case) {
        return cause;
    }
    if let Some(exchange) = &found.exchange {
        return exchange.clone();
    }
    let Some((figure, mended, kind)) = found.change else {
        return not_the_rest(case).unwrap_or_else(Cause::unknown);
    };
    let Some(printed) = case.of.number(figure) else {
        return Cause::unknown();
    };
    let slip = of_slip(case, (figure, &printed), &mended, kind);
    let rivals = in_relation(case, figure, &printed);
    let weight = |cause: &Cause| match cause.kind {
        CauseKind::OtherDenominator => Weight::of(cause.kind, 3),
        CauseKind::RoundedTwice => Weight::of(cause.kind, 1),
        CauseKind::CopiedCell | CauseKind::StaleFigure => Weight::of(cause.kind, 6),
        CauseKind::MissingAddend | CauseKind::DoubleAddend => Weight::of(cause.kind, 4),
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

/// A name, a reference, a unit, or a digit more or less, in words.
fn in_words(case: &Case<'_, '_>) -> Option<Cause> {
    let (check, figures) = (case.of.check, case.of.figures);
    match &check.relation {
        Relation::UniqueNames { table } => {
            let rows = &figures.table(*table).rows;
            let label = rows[case.row()?].label.trim_end_matches('*').trim();
            let lines: Vec<String> = rows
                .iter()
                .filter(|row| row.label.trim_end_matches('*').trim() == label)
                .filter_map(|row| Some(row.lines?.to_string()))
                .collect();
            let detail = format!(
                "{label} is the name of the rows at lines {}",
                lines.join(" and ")
            );
            Some(Cause::new(CauseKind::Name, detail))
        }
        Relation::RefersTo { name, .. } => Some(Cause::new(
            CauseKind::Reference,
            format!("there is no {name}"),
        )),
        Relation::PrintedTo { quantum, .. } => {
            let found = case
                .of
                .values
                .number(case.statement.only_figure()?)?
                .quantum();
            let (kind, what) = if found > *quantum {
                (CauseKind::MissingDigit, "less")
            } else {
                (CauseKind::ExtraDigit, "more")
            };
            let detail = format!("the last digit counts {found}, {what} exact than {quantum}");
            Some(Cause::new(kind, detail))
        }
        Relation::UnitIs { figure, unit } => Some(Cause::new(
            CauseKind::Unit,
            format!("printed in {}, meant in {unit}", figures.unit(*figure)),
        )),
        Relation::ColumnUnitIs { unit, .. } => {
            let printed = figures.unit_printed(figures.figure(case.statement.only_figure()?));
            let detail = format!("printed in {printed}, meant in {unit}");
            Some(Cause::new(CauseKind::Unit, detail))
        }
        Relation::Single(comparison) | Relation::EachRow { comparison, .. } => {
            let (left, right) = comparison.units_differ?;
            let detail = format!("one side is in {left}, the other in {right}");
            Some(Cause::new(CauseKind::Unit, detail))
        }
        Relation::ArePlaces { names, .. } => {
            let none = figures.no_places(*names, case.row())?;
            let detail = format!("{} is no name of the place", none.join(", "));
            Some(Cause::new(CauseKind::Name, detail))
        }
        Relation::AreNamesOf { names, others, .. } => {
            let none = figures.not_among(*names, *others, case.row())?;
            let detail = format!("{} is not among the names compared with", none.join(", "));
            Some(Cause::new(CauseKind::Name, detail))
        }
        Relation::AllPresent {
            table,
            kind,
            county,
            ..
        } => {
            let absent = figures.absent(*table, (*kind, county.as_deref()))?;
            let detail = format!("{} without a row: {}", absent.len(), shown(&absent));
            Some(Cause::new(CauseKind::Name, detail))
        }
        Relation::ReadAs { .. } => Some(Cause::unknown()),
        _ => None,
    }
}

/// The first names of a list, and that there are more.
fn shown(names: &[String]) -> String {
    const SHOWN: usize = 12;
    let first = names.iter().take(SHOWN).map(String::as_str);
    let mut first: Vec<&str> = first.collect();
    if names.len() > SHOWN {
        first.push("…");
    }
    first.join(", ")
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
    let place = case.of.cell(part);
    same.then(|| {
        let detail = format!("the figure of {place}, not what is left");
        Cause::new(CauseKind::CopiedCell, detail)
    })
}

/// The slip that localisation found, in words.
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
    cause.unwrap_or_else(Cause::unknown)
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
