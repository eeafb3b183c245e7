//! From the grammar to comparisons and expressions.

use std::sync::Arc;

use pest::iterators::Pair;

use super::relation::{Aggregate, Comparison, Expression};
use super::resolve::{Known, Resolver, Result, RowTable, Rule, as_written, only, two};
use crate::exact::Ratio;
use crate::statements::Operator;
use crate::tables::RowKind;

impl Resolver<'_, '_> {
    pub fn comparison(&self, pair: Pair<'_, Rule>, row: RowTable) -> Result<Comparison> {
        let place = pair.clone();
        let text = as_written(pair.as_str());
        let mut parts = pair.into_inner();
        let (Some(left), Some(operator), Some(right)) = (parts.next(), parts.next(), parts.next())
        else {
            return Err(self.error(&place, "a comparison has two sides".to_owned()));
        };
        let operator = match operator.as_str() {
            "=" => Operator::Equal,
            "<=" | "≤" => Operator::AtMost,
            ">=" | "≥" => Operator::AtLeast,
            "<" => Operator::Below,
            ">" => Operator::Above,
            _ => Operator::SomePercentOf,
        };
        let (left, right) = (self.expression(left, row)?, self.expression(right, row)?);
        let within = parts.next().map(|part| self.within(part, operator));
        if let (Some(a), Some(b)) = (self.unit(&left), self.unit(&right))
            && operator != Operator::SomePercentOf
            && !a.is_comparable_with(b)
        {
            let problem = format!(
                "the sides differ in unit (found {a} and {b}, expected the same); \
                 percent(… of …) makes a percentage of two amounts"
            );
            return Err(self.error(&place, problem));
        }
        Ok(Comparison {
            left,
            operator,
            right,
            within: within.transpose()?,
            text,
        })
    }

    /// `within 0,5`, after an equality.
    fn within(&self, pair: Pair<'_, Rule>, operator: Operator) -> Result<Ratio> {
        if operator != Operator::Equal {
            let problem = "\"within\" needs an equality (expected a = b within …)".to_owned();
            return Err(self.error(&pair, problem));
        }
        let number = only(pair);
        let room = self.number(&number)?;
        if room.is_negative() {
            return Err(self.error(&number, "expected a number of 0 or more".to_owned()));
        }
        Ok(room)
    }

    /// A chain of operands of one precedence: expression and term.
    fn expression(&self, pair: Pair<'_, Rule>, row: RowTable) -> Result<Expression> {
        if !matches!(pair.as_rule(), Rule::expression | Rule::term) {
            return self.factor(pair, row);
        }
        let place = pair.clone();
        let mut parts = pair.into_inner();
        let Some(first) = parts.next() else {
            return Err(self.error(&place, "an expression is empty".to_owned()));
        };
        let mut value = self.expression(first, row)?;
        while let (Some(operator), Some(operand)) = (parts.next(), parts.next()) {
            let (left, right) = (Box::new(value), Box::new(self.expression(operand, row)?));
            value = match operator.as_str() {
                "+" => Expression::Add(left, right),
                "-" | "−" => Expression::Subtract(left, right),
                "*" | "×" => Expression::Multiply(left, right),
                _ => Expression::Divide(left, right),
            };
        }
        Ok(value)
    }

    fn factor(&self, pair: Pair<'_, Rule>, row: RowTable) -> Result<Expression> {
        let both = |pair: Pair<'_, Rule>| -> Result<(Box<Expression>, Box<Expression>)> {
            let [first, second] = two(pair);
            Ok((
                Box::new(self.expression(first, row)?),
                Box::new(self.expression(second, row)?),
            ))
        };
        match pair.as_rule() {
            Rule::factor | Rule::group => self.expression(only(pair), row),
            Rule::minus => {
                let zero = Box::new(Expression::Number(crate::exact::Ratio::ZERO));
                Ok(Expression::Subtract(
                    zero,
                    Box::new(self.expression(only(pair), row)?),
                ))
            }
            Rule::number => self.number(&pair).map(Expression::Number),
            Rule::figure => self.figure(only(pair), row),
            Rule::percent => both(pair).map(|(part, whole)| Expression::Percent(part, whole)),
            Rule::change => both(pair).map(|(from, to)| Expression::Change(from, to)),
            Rule::count => self.count(pair, row),
            Rule::aggregate => self.aggregate(pair, row),
            _ => {
                let table = self.at_hand(&pair, row)?;
                Ok(Expression::Column {
                    table,
                    column: self.column(&pair, table)?,
                })
            }
        }
    }

    /// `count(bilaga2 where …)`, `count(nyckel in county)`.
    fn count(&self, pair: Pair<'_, Rule>, row: RowTable) -> Result<Expression> {
        let text: Arc<str> = as_written(pair.as_str()).into();
        let (mut table, mut county, mut filter) = (0, None, None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::any_table => match self.any_table(&part)? {
                    Known::Here(found) => table = found,
                    Known::NotLoaded(decision) => return Ok(Expression::NotLoaded { decision }),
                },
                Rule::in_county => county = Some(self.county(&part, row, table)?),
                _ => filter = Some(self.filter(part, Some(table))?),
            }
        }
        Ok(Expression::Count {
            table,
            county,
            filter,
            text,
        })
    }

    /// `sum(bilaga2.belopp where …)`, `sum(nyckel.personer in county)`.
    fn aggregate(&self, pair: Pair<'_, Rule>, row: RowTable) -> Result<Expression> {
        let text: Arc<str> = as_written(pair.as_str()).into();
        let (mut aggregate, mut table) = (Aggregate::Sum, 0);
        let (mut of, mut county, mut filter) = (Expression::Number(Ratio::ZERO), None, None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::aggregate_name => {
                    aggregate = match part.as_str() {
                        "sum" => Aggregate::Sum,
                        "max" => Aggregate::Max,
                        _ => Aggregate::Min,
                    }
                }
                Rule::any_table => match self.any_table(&part)? {
                    Known::Here(found) => table = found,
                    Known::NotLoaded(decision) => return Ok(Expression::NotLoaded { decision }),
                },
                Rule::in_county => county = Some(self.county(&part, row, table)?),
                Rule::filter => filter = Some(self.filter(part, Some(table))?),
                _ => of = self.expression(part, Some(table))?,
            }
        }
        Ok(Expression::Aggregate {
            aggregate,
            table,
            of: Box::new(of),
            county,
            filter,
            text,
        })
    }

    /// The table of regions whose row is at hand, for the municipalities of `table` in its county.
    fn county(&self, pair: &Pair<'_, Rule>, row: RowTable, table: usize) -> Result<usize> {
        let at_hand = self.at_hand(pair, row)?;
        let kinds = (
            self.figures.table(at_hand).kind,
            self.figures.table(table).kind,
        );
        if kinds == (RowKind::Region, RowKind::Municipality) {
            return Ok(at_hand);
        }
        let problem = "\"in county\" sums municipalities for the row of a region (expected a table of \
                       municipalities, and each row of a table of regions)";
        Err(self.error(pair, problem.to_owned()))
    }

    pub fn number(&self, pair: &Pair<'_, Rule>) -> Result<Ratio> {
        let figure = crate::tables::read_figure(pair.as_str(), crate::tables::Unit::Index);
        let number = figure.map_err(|error| self.error(pair, error.to_string()))?;
        Ok(number.value())
    }

    pub fn figure(&self, pair: Pair<'_, Rule>, row: RowTable) -> Result<Expression> {
        if pair.as_rule() == Rule::named_figure {
            let [source, key] = two(pair);
            return self.named_figure(&source, &key);
        }
        let mut parts = pair.clone().into_inner();
        let (Some(table_name), Some(key), Some(column)) =
            (parts.next(), parts.next(), parts.next())
        else {
            return Err(self.error(&pair, "a cell has a table, a row and a column".to_owned()));
        };
        let table = match self.any_table(&table_name)? {
            Known::Here(table) => table,
            Known::NotLoaded(decision) => return Ok(Expression::NotLoaded { decision }),
        };
        let column = self.column(&column, table)?;
        if key.as_str() == "same" {
            let from = self.at_hand(&key, row)?;
            return Ok(Expression::SameRow {
                from,
                table,
                column,
            });
        }
        self.cell(table, &key, column).map(Expression::Figure)
    }
}
