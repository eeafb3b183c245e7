//! Comparisons and expressions.

use super::cursor::{Result, Word};
use super::error::Mistake;
use super::expected::Expected;
use super::parse::Parser;
use super::relation::{Comparison, Expression};
use super::resolve::{Known, RowTable, as_written};
use super::value_unit::ValueUnit;
use crate::exact::Ratio;
use crate::statements::Operator;
use crate::tables::{Unit, read_figure};

/// An expression with its unit, where one is certain.
pub(super) struct Valued {
    pub expression: Expression,
    pub unit: Option<ValueUnit>,
    /// Whether it is a percentage by its nature, as `percent(…)` and `change(…)` are.
    pub is_percentage: bool,
    /// The number of a percentage that is written out (`57 %`): 57 where it stands by itself, 0,57 of
    /// something as a factor.
    pub percent: Option<Ratio>,
}

impl Valued {
    pub fn new(expression: Expression, unit: Option<ValueUnit>) -> Valued {
        Valued {
            expression,
            unit,
            is_percentage: false,
            percent: None,
        }
    }

    pub fn of(expression: Expression, unit: Unit) -> Valued {
        Valued::new(expression, Some(ValueUnit::Of(unit)))
    }

    fn percent(number: Ratio) -> Valued {
        Valued {
            unit: Some(ValueUnit::Of(Unit::Percent)),
            percent: Some(number),
            ..Valued::new(Expression::Number(number), None)
        }
    }
}

impl<'t> Parser<'_, 't, '_> {
    pub fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        self.cursor.go_deeper()?;
        let found = read(self);
        self.cursor.come_back();
        found
    }

    pub fn comparison(&mut self, row: RowTable) -> Result<Comparison> {
        let start = self.cursor.here();
        let left = self.expression(row)?;
        self.comparison_from(start, left, row)
    }

    /// The rest of a comparison whose left side has been read.
    pub fn comparison_from(
        &mut self,
        start: Word<'t>,
        left: Valued,
        row: RowTable,
    ) -> Result<Comparison> {
        let operator = self.operator()?;
        let right = self.expression(row)?;
        let compared = self.cursor.since(start);
        let within = self.within(operator)?;
        if operator != Operator::SomePercentOf {
            same_unit(start, &left, &right)?;
        }
        let units_differ = percent_and_points(&left, &right);
        let text = match within {
            Some(_) => self.cursor.since(start),
            None => compared,
        };
        Ok(Comparison {
            left: left.expression,
            operator,
            right: right.expression,
            within,
            units_differ,
            text: as_written(text),
        })
    }

    fn operator(&mut self) -> Result<Operator> {
        const MARKS: [(&str, Operator); 9] = [
            ("≠", Operator::NotEqual),
            ("!=", Operator::NotEqual),
            ("<=", Operator::AtMost),
            ("≤", Operator::AtMost),
            (">=", Operator::AtLeast),
            ("≥", Operator::AtLeast),
            ("<", Operator::Below),
            (">", Operator::Above),
            ("=", Operator::Equal),
        ];
        if let Some((_, operator)) = MARKS.iter().find(|(mark, _)| self.cursor.takes(mark)) {
            return Ok(*operator);
        }
        if self.cursor.takes("is") {
            let words = ["some", "percent", "of"];
            self.cursor.wants(&words, Expected::SomePercent)?;
            return Ok(Operator::SomePercentOf);
        }
        Err(self.cursor.expected(Expected::Comparison))
    }

    /// `within 0,5`, after an equality.
    fn within(&mut self, operator: Operator) -> Result<Option<Ratio>> {
        let start = self.cursor.here();
        if !self.cursor.takes("within") {
            return Ok(None);
        }
        if operator != Operator::Equal {
            return Err(start.trouble(Mistake::RoomWithoutEquality));
        }
        let Some((word, _)) = self.cursor.number() else {
            return Err(self.cursor.expected(Expected::Room));
        };
        let room = self.number(word)?;
        if room.is_negative() {
            return Err(word.trouble(Mistake::NegativeRoom));
        }
        Ok(Some(room))
    }

    /// Terms added and subtracted.
    pub fn expression(&mut self, row: RowTable) -> Result<Valued> {
        let start = self.cursor.here();
        let mut value = self.term(row)?;
        loop {
            let is_sum = self.cursor.takes("+");
            if !is_sum && !self.cursor.takes("-") && !self.cursor.takes("−") {
                return Ok(value);
            }
            let operand = self.term(row)?;
            same_unit(start, &value, &operand)?;
            value = added(value, operand, is_sum);
        }
    }

    /// Factors multiplied and divided.
    fn term(&mut self, row: RowTable) -> Result<Valued> {
        let mut value = self.factor(row)?;
        loop {
            let is_product = self.cursor.takes("*") || self.cursor.takes("×");
            if !is_product && !self.cursor.takes("/") && !self.cursor.takes("÷") {
                return Ok(value);
            }
            let operand = self.factor(row)?;
            value = multiplied(value, operand, is_product)
                .map_err(|problem| self.cursor.here().trouble(problem))?;
        }
    }

    pub fn factor(&mut self, row: RowTable) -> Result<Valued> {
        if let Some((word, is_percent)) = self.cursor.number() {
            let number = self.number(word)?;
            return Ok(match is_percent {
                true => Valued::percent(number),
                false => Valued::new(Expression::Number(number), None),
            });
        }
        if self.cursor.takes("-") || self.cursor.takes("−") {
            let operand = self.deeper(|parser| parser.factor(row))?;
            let zero = Valued::new(Expression::Number(Ratio::ZERO), None);
            return Ok(added(zero, operand, false));
        }
        if self.cursor.takes("(") {
            let inside = self.deeper(|parser| parser.expression(row))?;
            self.closed()?;
            return Ok(inside);
        }
        if self.cursor.sees_name_before('(') {
            return self.function(row);
        }
        let is_figure = self.cursor.sees_decision() || self.cursor.sees_name_before('[');
        if is_figure {
            return self.figure(row);
        }
        let name = self.cursor.name(Expected::Value)?;
        let table = self.names.at_hand(name, row)?;
        let column = self.names.column(name, table)?;
        let unit = self.names.column_unit(table, column);
        Ok(Valued::of(Expression::Column { table, column }, unit))
    }

    pub fn closed(&mut self) -> Result<()> {
        self.cursor.wants(&[")"], Expected::ClosingParenthesis)
    }

    pub fn any_table(&mut self, expected: Expected) -> Result<Known<usize>> {
        let decision = self.cursor.decision();
        let name = self.cursor.name(expected)?;
        self.names.any_table(decision, name)
    }

    pub fn number(&self, word: Word<'_>) -> Result<Ratio> {
        let number = read_figure(word.text, Unit::Index);
        let number = number.map_err(|error| word.trouble(Mistake::Number(error)))?;
        Ok(number.value())
    }

    /// `claim[…]`, `parameter[…]`, `tabell5[2023].oanvant`, each also of another decision.
    pub fn figure(&mut self, row: RowTable) -> Result<Valued> {
        let decision = self.cursor.decision();
        let name = self.cursor.name(Expected::NamedFigure)?;
        if matches!(name.text, "claim" | "parameter") {
            let key = self.cursor.key()?;
            let found = self.names.named_figure(decision, name, key)?;
            return Ok(self.of_figure(found));
        }
        let known = self.names.any_table(decision, name)?;
        let key = self.cursor.key()?;
        self.cursor.wants(&["."], Expected::Cell)?;
        let column_name = self.cursor.name(Expected::Cell)?;
        let table = match known {
            Known::Here(table) => table,
            Known::NotLoaded(decision) => {
                return Ok(Valued::new(Expression::NotLoaded { decision }, None));
            }
        };
        let column = self.names.column(column_name, table)?;
        let unit = self.names.column_unit(table, column);
        let expression = if key.text == "same" {
            let from = self.names.at_hand(key, row)?;
            Expression::SameRow {
                from,
                table,
                column,
            }
        } else {
            Expression::Figure(self.names.cell(table, key, column)?)
        };
        Ok(Valued::of(expression, unit))
    }

    fn of_figure(&self, expression: Expression) -> Valued {
        let unit = match &expression {
            Expression::Figure(figure) => Some(ValueUnit::Of(self.names.figures.unit(*figure))),
            _ => None,
        };
        Valued::new(expression, unit)
    }
}

/// *Errors*: kronor beside persons or percent.
pub(super) fn same_unit(start: Word<'_>, left: &Valued, right: &Valued) -> Result<()> {
    match (left.unit, right.unit) {
        (Some(left), Some(right)) if !left.is_comparable_with(right) => {
            Err(start.trouble(Mistake::UnitsDiffer { left, right }))
        }
        _ => Ok(()),
    }
}

/// The two units, where one side is a percentage by its nature and the other a figure in percentage
/// points: from 10 to 12 percent are 2 percentage points, and 20 percent more.
fn percent_and_points(left: &Valued, right: &Valued) -> Option<(Unit, Unit)> {
    let points = Some(ValueUnit::Of(Unit::Points));
    let is_figure = |side: &Valued| {
        let figure = matches!(
            side.expression,
            Expression::Figure(_) | Expression::Column { .. } | Expression::SameRow { .. }
        );
        figure && side.unit == points
    };
    if left.is_percentage && is_figure(right) {
        Some((Unit::Percent, Unit::Points))
    } else if right.is_percentage && is_figure(left) {
        Some((Unit::Points, Unit::Percent))
    } else {
        None
    }
}

/// The sum or difference of two values.
pub(super) fn added(left: Valued, right: Valued, is_sum: bool) -> Valued {
    let unit = left.unit.or(right.unit);
    let percent = left.percent.zip(right.percent);
    let percent = percent.and_then(|(a, b)| if is_sum { a.add(b) } else { a.sub(b) }.ok());
    if let Some(number) = percent {
        return Valued::percent(number);
    }
    let (a, b) = (Box::new(left.expression), Box::new(right.expression));
    let expression = if is_sum {
        Expression::Add(a, b)
    } else {
        Expression::Subtract(a, b)
    };
    Valued::new(expression, unit)
}

/// The product or quotient of two values. A percentage that is written out is a part of the other:
/// `n × 57 %` is 0,57 n.
fn multiplied(
    left: Valued,
    right: Valued,
    is_product: bool,
) -> std::result::Result<Valued, Mistake> {
    let hundredths = |number: Ratio| {
        let part = number.div(Ratio::whole(100));
        part.map_err(|error| Mistake::Number(error.into()))
    };
    let of_percent = |other: Option<ValueUnit>| {
        matches!(other, Some(ValueUnit::Of(Unit::Percent | Unit::Points)))
    };
    let (left_unit, right_unit) = (left.unit, right.unit);
    let (mut left, mut right) = (left, right);
    let unit = match (left.percent, right.percent) {
        // a percentage divided by one that is written out: both are in percent
        (_, Some(_)) if !is_product && of_percent(left_unit) => None,
        (_, Some(part)) => {
            right.expression = Expression::Number(hundredths(part)?);
            left_unit
        }
        (Some(part), None) => {
            left.expression = Expression::Number(hundredths(part)?);
            right_unit.filter(|_| is_product)
        }
        (None, None) => left_unit.zip(right_unit).and_then(|(left, right)| {
            if is_product {
                left.times(right)
            } else {
                left.over(right)
            }
        }),
    };
    let (a, b) = (Box::new(left.expression), Box::new(right.expression));
    let expression = if is_product {
        Expression::Multiply(a, b)
    } else {
        Expression::Divide(a, b)
    };
    Ok(Valued::new(expression, unit))
}
