//! From `checks.txt` to checks with every name resolved.
//!
//! The grammar gives a tree of pairs whose shape is known from `relations.pest`; each function here
//! reads one rule of it. A name that leads nowhere becomes an error that points at it; reading goes
//! on with the next check, so that all errors come together.

use std::collections::HashSet;
use std::rc::Rc;

use pest::Parser;
use pest::iterators::Pair;

use super::relation::{Aggregate, Comparison, Condition, Expression, Operator, Relation};
use super::resolve::{Grammar, Resolver, Result, RowTable, Rule, one_line, only, two};
use super::{Check, FigureRef, Figures, Kind, RelationError};
use crate::exact::Ratio;
use crate::tables::Place;

/// Reads the checks of a decision. *Errors*: a syntax error, or every name that leads nowhere.
pub fn parse_checks(
    text: &str,
    file: &Place,
    figures: &Figures<'_>,
) -> std::result::Result<Vec<Check>, Vec<RelationError>> {
    let resolver = Resolver {
        file: file.to_string(),
        figures,
    };
    let mut pairs =
        Grammar::parse(Rule::file, text).map_err(|error| vec![resolver.syntax_error(&error)])?;
    let mut checks = Vec::new();
    let mut errors = Vec::new();
    let mut seen = HashSet::new();
    for pair in pairs.next().into_iter().flat_map(Pair::into_inner) {
        if pair.as_rule() != Rule::check {
            continue;
        }
        let id = pair.clone().into_inner().next();
        match resolver.check(pair) {
            Ok(check) => {
                if !seen.insert(check.id.clone()) {
                    let problem = format!("check \"{}\" is defined twice; rename one", check.id);
                    errors.extend(id.map(|id| resolver.error(&id, problem)));
                }
                checks.push(check);
            }
            Err(error) => errors.push(error),
        }
    }
    if errors.is_empty() {
        Ok(checks)
    } else {
        Err(errors)
    }
}

impl Resolver<'_, '_> {
    fn check(&self, pair: Pair<'_, Rule>) -> Result<Check> {
        let place = pair.clone();
        let (mut id, mut kind, mut together) = (String::new(), None, false);
        let (mut text, mut relation) = (String::new(), None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::check_id => id = part.as_str().to_owned(),
                Rule::kind => kind = Some(self.kind(&part)?),
                Rule::together => together = true,
                Rule::text => text = one_line(part.as_str().trim_matches('"')),
                _ => relation = Some(self.relation(part)?),
            }
        }
        match (kind, relation) {
            (Some(kind), Some(relation)) => Ok(Check {
                id,
                kind,
                together,
                text,
                relation,
            }),
            _ => Err(self.error(&place, "a check has a kind and a relation".to_owned())),
        }
    }

    fn kind(&self, pair: &Pair<'_, Rule>) -> Result<Kind> {
        let found = pair.as_str();
        Kind::ALL
            .into_iter()
            .find(|kind| kind.name() == found)
            .ok_or_else(|| self.unknown(pair, "kind", Kind::ALL.into_iter().map(Kind::name)))
    }

    fn relation(&self, pair: Pair<'_, Rule>) -> Result<Relation> {
        let inner = only(pair);
        match inner.as_rule() {
            Rule::comparison => Ok(Relation::Single(self.comparison(inner, None)?)),
            Rule::unique_names => Ok(Relation::UniqueNames {
                table: self.table(&only(inner))?,
            }),
            Rule::unit_is => {
                let [figure, unit] = two(inner);
                let figure = self.one_figure(figure)?;
                Ok(Relation::UnitIs {
                    figure,
                    unit: self.unit_name(&unit)?,
                })
            }
            Rule::refers_to => {
                let [figure, name] = two(inner);
                let figure = self.one_figure(figure)?;
                let exists = self.figures.table_position(name.as_str()).is_some();
                Ok(Relation::RefersTo {
                    figure,
                    name: name.as_str().to_owned(),
                    exists,
                })
            }
            _ => self.each_row(inner),
        }
    }

    /// A figure that stands alone: a claim, a parameter or a cell.
    fn one_figure(&self, pair: Pair<'_, Rule>) -> Result<FigureRef> {
        match self.figure(only(pair.clone()), None)? {
            Expression::Figure(figure) => Ok(figure),
            _ => Err(self.error(&pair, "expected a claim, a parameter or a cell".to_owned())),
        }
    }

    fn each_row(&self, pair: Pair<'_, Rule>) -> Result<Relation> {
        let place = pair.clone();
        let (mut at_hand, mut with_totals, mut filter, mut found) = (None, false, None, None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::table_name => at_hand = Some(self.table(&part)?),
                Rule::with_totals => with_totals = true,
                Rule::filter => filter = Some(self.filter(part, at_hand)?),
                _ => found = Some(self.comparison(part, at_hand)?),
            }
        }
        match (at_hand, found) {
            (Some(table), Some(comparison)) => Ok(Relation::EachRow {
                table,
                with_totals,
                filter,
                comparison,
            }),
            _ => Err(self.error(&place, "each row of which table?".to_owned())),
        }
    }

    fn filter(&self, pair: Pair<'_, Rule>, row: RowTable) -> Result<Condition> {
        self.condition(only(pair), row)
    }

    fn condition(&self, pair: Pair<'_, Rule>, row: RowTable) -> Result<Condition> {
        let parts = |pair: Pair<'_, Rule>| -> Result<Vec<Condition>> {
            pair.into_inner()
                .map(|part| self.condition(part, row))
                .collect()
        };
        match pair.as_rule() {
            Rule::condition => Ok(Condition::Any(parts(pair)?)),
            Rule::alternative => Ok(Condition::All(parts(pair)?)),
            Rule::negated => Ok(Condition::Not(Box::new(self.condition(only(pair), row)?))),
            Rule::listed => {
                let from = self.at_hand(&pair, row)?;
                Ok(Condition::Listed {
                    from,
                    table: self.table(&only(pair))?,
                })
            }
            Rule::meets => self.meets(pair, row),
            Rule::is_missing => {
                let table = self.at_hand(&pair, row)?;
                Ok(Condition::IsMissing {
                    table,
                    column: self.column(&only(pair), table)?,
                })
            }
            Rule::comparison => Ok(Condition::Compare(Box::new(self.comparison(pair, row)?))),
            // test and parenthesised hold one condition
            _ => self.condition(only(pair), row),
        }
    }

    /// `meets timanstallda[villkor-1]`.
    fn meets(&self, pair: Pair<'_, Rule>, row: RowTable) -> Result<Condition> {
        let from = self.at_hand(&pair, row)?;
        let [grant_name, condition_name] = two(pair);
        let decision = self.figures.decision;
        let grant = decision.grant(grant_name.as_str()).ok_or_else(|| {
            let grants = decision.grants.iter().map(|grant| grant.id.as_str());
            self.unknown(&grant_name, "grant", grants)
        })?;
        let condition = grant
            .conditions
            .iter()
            .find(|condition| condition.id == condition_name.as_str())
            .ok_or_else(|| {
                let known = grant
                    .conditions
                    .iter()
                    .map(|condition| condition.id.as_str());
                self.unknown(&condition_name, "condition", known)
            })?;
        let met = grant.recipients.iter().zip(&condition.judgements);
        let keys = met
            .filter(|(_, it)| it.is_met())
            .map(|(key, _)| key.clone())
            .collect();
        Ok(Condition::Meets { from, keys })
    }

    fn comparison(&self, pair: Pair<'_, Rule>, row: RowTable) -> Result<Comparison> {
        let place = pair.clone();
        let text = one_line(pair.as_str());
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
            text,
        })
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
            Rule::number => self.number(&pair),
            Rule::figure => self.figure(only(pair), row),
            Rule::percent => both(pair).map(|(part, whole)| Expression::Percent(part, whole)),
            Rule::change => both(pair).map(|(from, to)| Expression::Change(from, to)),
            Rule::count => {
                let text = one_line(pair.as_str()).into();
                let (table, _, filter) = self.column_and_filter(pair)?;
                Ok(Expression::Count {
                    table,
                    filter,
                    text,
                })
            }
            Rule::aggregate => {
                let text: Rc<str> = one_line(pair.as_str()).into();
                let aggregate = match &text[..3] {
                    "sum" => Aggregate::Sum,
                    "max" => Aggregate::Max,
                    _ => Aggregate::Min,
                };
                let (table, column, filter) = self.column_and_filter(pair)?;
                Ok(Expression::Aggregate {
                    aggregate,
                    table,
                    column,
                    filter,
                    text,
                })
            }
            _ => {
                let table = self.at_hand(&pair, row)?;
                Ok(Expression::Column {
                    table,
                    column: self.column(&pair, table)?,
                })
            }
        }
    }

    /// The table, the column (the first if none is named) and the filter of a function.
    fn column_and_filter(&self, pair: Pair<'_, Rule>) -> Result<(usize, usize, Option<Condition>)> {
        let (mut table, mut column, mut filter) = (0, 0, None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::table_name => table = self.table(&part)?,
                Rule::column_name => column = self.column(&part, table)?,
                Rule::filter => filter = Some(self.filter(part, Some(table))?),
                _ => {}
            }
        }
        Ok((table, column, filter))
    }

    fn number(&self, pair: &Pair<'_, Rule>) -> Result<Expression> {
        let figure = crate::tables::read_figure(pair.as_str(), crate::tables::Unit::Index);
        let number = figure.map_err(|error| self.error(pair, error.to_string()))?;
        Ok(Expression::Number(number.value()))
    }

    fn figure(&self, pair: Pair<'_, Rule>, row: RowTable) -> Result<Expression> {
        if pair.as_rule() == Rule::named_figure {
            let [source, key] = two(pair);
            return self.named_figure(&source, &key).map(Expression::Figure);
        }
        let mut parts = pair.into_inner();
        let (Some(table_name), Some(key), Some(column)) =
            (parts.next(), parts.next(), parts.next())
        else {
            return Ok(Expression::Number(Ratio::ZERO));
        };
        let table = self.table(&table_name)?;
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
