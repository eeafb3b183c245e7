//! A certificate: the printed figures that cannot all be true, as one line of arithmetic.

use crate::checks::{
    Aggregate, Check, Comparison, Expression, FigureRef, Figures, Operator, evaluated, figure_of,
    rows_where,
};
use crate::exact::{Interval, Ratio};

/// Sums of more addends than this are abbreviated.
const WRITTEN_OUT: usize = 8;

/// The line of arithmetic for one violated instance: `2 + 3 = 5 ≠ 6`. Nothing for what is no
/// arithmetic (names, references, units).
///
/// Figures stand as printed; addends of zero are left out, and of a long sum the count, the first
/// and the last addend are written. The result is what the figures give at most precision; a printed
/// figure that stands for an interval can only be right if the result lies in it.
pub(super) fn certificate(
    check: &Check,
    row: Option<usize>,
    figures: &Figures<'_>,
) -> Option<String> {
    let comparison = check.comparison(row)?;
    let row = row.unwrap_or(0);
    let writer = Writer { row, figures };
    if comparison.operator == Operator::SomePercentOf {
        let (share, total) = (
            writer.written(&comparison.left, false),
            writer.written(&comparison.right, false),
        );
        return Some(format!("no whole number of {total} is {share}"));
    }
    let (left, right) = (
        evaluated(&comparison.left, row, figures)?,
        evaluated(&comparison.right, row, figures)?,
    );
    Some(if comparison.operator == Operator::Equal {
        writer.equation(comparison, &left, &right)
    } else {
        writer.inequality(comparison, &left, &right)
    })
}

struct Writer<'w, 'a> {
    row: usize,
    figures: &'w Figures<'a>,
}

impl Writer<'_, '_> {
    /// `a + b = c ≠ printed`: the side that is one figure, or the shorter one, stands last.
    fn equation(&self, comparison: &Comparison, left: &Interval, right: &Interval) -> String {
        let (computed, value, stated, stated_value) =
            if self.is_plain(&comparison.right) || !self.is_plain(&comparison.left) {
                (&comparison.left, left, &comparison.right, right)
            } else {
                (&comparison.right, right, &comparison.left, left)
            };
        let (text, other) = (self.written(computed, false), self.written(stated, false));
        let other = if self.is_plain(stated) {
            other
        } else {
            format!("{} = {other}", readable(stated_value))
        };
        if self.is_plain(computed) {
            format!("{text} ≠ {other}")
        } else {
            format!("{text} = {} ≠ {other}", readable(value))
        }
    }

    /// `12 > 11` where at most was said.
    fn inequality(&self, comparison: &Comparison, left: &Interval, right: &Interval) -> String {
        let opposite = match comparison.operator {
            Operator::AtMost => ">",
            Operator::AtLeast => "<",
            Operator::Below => "≥",
            _ => "≤",
        };
        let side = |expression: &Expression, value: &Interval| {
            let text = self.written(expression, false);
            if self.is_plain(expression) {
                text
            } else {
                format!("{text} = {}", readable(value))
            }
        };
        let (left, right) = (side(&comparison.left, left), side(&comparison.right, right));
        if right.contains('=') {
            format!("{left} {opposite} {}", swapped(&right))
        } else {
            format!("{left} {opposite} {right}")
        }
    }

    fn is_plain(&self, expression: &Expression) -> bool {
        matches!(expression, Expression::Number(_))
            || figure_of(expression, self.row, self.figures).is_some()
    }

    /// An expression with the figures as printed; `inner` ones in parentheses where needed.
    fn written(&self, expression: &Expression, inner: bool) -> String {
        let enclosed = |text: String| if inner { format!("({text})") } else { text };
        match expression {
            Expression::Number(value) => readable(&Interval::point(*value)),
            Expression::Add(left, right) => {
                let (left, right) = (self.written(left, false), self.written(right, false));
                enclosed(match (left.as_str(), right.as_str()) {
                    ("0", sum) if sum != "0" => right,
                    (sum, "0") if sum != "0" => left,
                    _ => format!("{left} + {right}"),
                })
            }
            Expression::Subtract(left, right) => {
                let (left, right) = (self.written(left, false), self.written(right, true));
                enclosed(format!("{left} − {right}"))
            }
            Expression::Multiply(left, right) => {
                let (left, right) = (self.written(left, true), self.written(right, true));
                format!("{left} × {right}")
            }
            Expression::Divide(left, right) => {
                let (left, right) = (self.written(left, true), self.written(right, true));
                format!("{left} / {right}")
            }
            Expression::Percent(part, whole) => {
                let (part, whole) = (self.written(part, true), self.written(whole, true));
                format!("100 × {part} / {whole}")
            }
            Expression::Change(from, to) => {
                let (from, to) = (self.written(from, true), self.written(to, true));
                format!("100 × ({to} / {from} − 1)")
            }
            Expression::Aggregate {
                aggregate,
                table,
                filter,
                text,
                ..
            } => match (aggregate, expression.plain_column()) {
                (Aggregate::Sum, Some(column)) => {
                    let rows = rows_where(*table, filter.as_ref(), self.figures);
                    enclosed(self.sum(rows.unwrap_or_default(), *table, column))
                }
                _ => text.trim().to_owned(),
            },
            Expression::Count { text, .. } => text.trim().to_owned(),
            other => figure_of(other, self.row, self.figures)
                .map_or_else(String::new, |figure| self.printed(figure)),
        }
    }

    fn sum(&self, rows: Vec<usize>, table: usize, column: usize) -> String {
        let addends: Vec<String> = rows
            .into_iter()
            .map(|row| FigureRef::Cell { table, row, column })
            .filter(|&it| {
                self.figures
                    .number(it)
                    .is_some_and(|number| !number.value().is_zero())
            })
            .map(|it| self.printed(it))
            .collect();
        match addends.as_slice() {
            [] => "0".to_owned(),
            short if short.len() <= WRITTEN_OUT => short.join(" + "),
            [first, .., last] => {
                format!("{first} + … + {last} ({} addends)", addends.len())
            }
            [only] => only.clone(),
        }
    }

    /// A cell as printed, without marks of footnotes; a number of the text as digits, unless words
    /// shape it or it is rounded.
    fn printed(&self, figure: FigureRef) -> String {
        let printed = self.figures.printed(figure).trim();
        match (figure, self.figures.number(figure)) {
            (FigureRef::Claim(_) | FigureRef::Parameter(_), Some(number)) if number.is_exact() => {
                decimal(number.value())
            }
            _ => printed.trim_end_matches('*').trim_end().to_owned(),
        }
    }
}

/// `a + b = 5` as `5 = a + b`, for the right side of a comparison.
fn swapped(equation: &str) -> String {
    match equation.rsplit_once(" = ") {
        Some((sum, value)) => format!("{value} = {sum}"),
        None => equation.to_owned(),
    }
}

/// A value with at most two decimals for a reader; an interval by its ends.
fn readable(value: &Interval) -> String {
    use crate::exact::Bound::{Closed, Open};
    match (value.as_point(), value.lower(), value.upper()) {
        (Some(point), ..) => decimal(point),
        (None, Closed(low) | Open(low), Closed(high) | Open(high)) => {
            format!("{} to {}", decimal(low), decimal(high))
        }
        _ => value.to_string(),
    }
}

fn decimal(value: Ratio) -> String {
    let exact = (0..2).find(|&decimals| {
        let scale = Ratio::whole(10_i128.pow(decimals));
        value.mul(scale).is_ok_and(|scaled| scaled.is_whole())
    });
    value.to_decimal_string(exact.unwrap_or(2))
}
