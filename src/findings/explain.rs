//! The cause of one violated instance: the likeliest of those that reproduce the print exactly.

use super::cause::{Weight, addend, copied, denominator, digits, likely_causes, rounding, unit};
use super::localise::Localisation;
use super::{Cause, CauseKind, FindingCell};
use crate::checks::{Check, Expression, FigureRef, Figures, Relation, evaluated, figure_of};
use crate::exact::{Interval, PrintedNumber, Ratio};

/// Why the suspect is wrong; unknown if no figure stands out or nothing explains it.
pub(super) fn explain(
    check: &Check,
    row: Option<usize>,
    found: &Localisation,
    figures: &Figures<'_>,
) -> Cause {
    if let Some(cause) = in_words(check, row, figures) {
        return cause;
    }
    if let Some(exchange) = &found.exchange {
        return exchange.clone();
    }
    let Some((figure, mended, kind)) = found.change else {
        return not_the_rest(check, row, figures).unwrap_or_else(Cause::unknown);
    };
    let Some(printed) = figures.number(figure) else {
        return Cause::unknown();
    };
    let slip = of_slip(check, row, (figure, &printed), &mended, kind, figures);
    let rivals = in_relation(check, row, figure, &printed, figures);
    let weight = |cause: &Cause| match cause.kind {
        CauseKind::OtherDenominator => Weight::of(cause.kind, 3),
        CauseKind::RoundedTwice => Weight::of(cause.kind, 1),
        CauseKind::CopiedCell | CauseKind::StaleFigure => Weight::of(cause.kind, 6),
        CauseKind::MissingAddend | CauseKind::DoubleAddend => Weight::of(cause.kind, 4),
        CauseKind::Unit => unit::weight(),
        CauseKind::Unknown => Weight(0),
        _ => unit_steps(&mended, &printed).map_or(Weight(1), |(right, print)| {
            digits::likeliest(right, print).1
        }),
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
fn in_words(check: &Check, row: Option<usize>, figures: &Figures<'_>) -> Option<Cause> {
    match &check.relation {
        Relation::UniqueNames { table } => {
            let rows = &figures.table(*table).rows;
            let label = rows[row?].label.trim_end_matches('*').trim();
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
            let found = figures.number(check.only_figure(row)?)?.quantum();
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
        _ => None,
    }
}

/// What should be left of a whole is printed as the part itself: 80 % used and 80 % unused.
fn not_the_rest(check: &Check, row: Option<usize>, figures: &Figures<'_>) -> Option<Cause> {
    let comparison = check.comparison(row)?;
    let at = row.unwrap_or(0);
    let (rest, stated) = match (
        figure_of(&comparison.left, at, figures),
        figure_of(&comparison.right, at, figures),
    ) {
        (None, Some(stated)) => (&comparison.left, stated),
        (Some(stated), None) => (&comparison.right, stated),
        _ => return None,
    };
    let Expression::Subtract(_, part) = rest else {
        return None;
    };
    let part = figure_of(part, at, figures)?;
    let same = figures.number(part)?.value() == figures.number(stated)?.value();
    let place = FindingCell::of(part, figures);
    same.then(|| {
        let detail = format!("the figure of {place}, not what is left");
        Cause::new(CauseKind::CopiedCell, detail)
    })
}

/// The slip that localisation found, in words.
fn of_slip(
    check: &Check,
    row: Option<usize>,
    (figure, printed): (FigureRef, &PrintedNumber),
    mended: &PrintedNumber,
    kind: CauseKind,
    figures: &Figures<'_>,
) -> Cause {
    let cause = match kind {
        CauseKind::Unit => unit::cause(mended, printed),
        CauseKind::CopiedCell => {
            let relation = check.figures(row, figures);
            let sources = copied::sources(figure, &relation, figures);
            copied::cause(figure, &sources, figures)
        }
        CauseKind::MissingAddend | CauseKind::DoubleAddend => {
            let mut addends = check.figures(row, figures);
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
fn in_relation(
    check: &Check,
    row: Option<usize>,
    figure: FigureRef,
    printed: &PrintedNumber,
    figures: &Figures<'_>,
) -> Vec<Cause> {
    let Some(exact) = computed_beside(check, row, figure, figures) else {
        return Vec::new();
    };
    let twice = exact.as_point();
    let twice = twice.and_then(|exact| rounding::twice(exact, printed));
    let denominator = denominator::cause(check, row, figure, figures);
    twice.into_iter().chain(denominator).collect()
}

/// What the other side of an instance gives, if one side is the figure.
fn computed_beside(
    check: &Check,
    row: Option<usize>,
    figure: FigureRef,
    figures: &Figures<'_>,
) -> Option<Interval> {
    let comparison = check.comparison(row)?;
    let at = row.unwrap_or(0);
    let is_figure = |side: &Expression| figure_of(side, at, figures) == Some(figure);
    let computed = if is_figure(&comparison.right) {
        &comparison.left
    } else if is_figure(&comparison.left) {
        &comparison.right
    } else {
        return None;
    };
    evaluated(computed, at, figures)
}

/// The cause, if a printed figure is what the other side gives when that is rounded in two steps.
pub(super) fn rounded_twice(
    check: &Check,
    row: Option<usize>,
    figures: &Figures<'_>,
) -> Option<Cause> {
    if !check.is_equality() {
        return None;
    }
    [false, true].into_iter().find_map(|left| {
        let figure = check.side_figure(left, row, figures)?;
        let printed = figures.number(figure).filter(|it| !it.is_exact())?;
        let exact = computed_beside(check, row, figure, figures)?.as_point()?;
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
