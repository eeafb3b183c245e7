//! From `checks.txt` to checks with every name resolved.
//!
//! The grammar gives a tree of pairs whose shape is known from `relations.pest`; each function here
//! reads one rule of it. A name that leads nowhere becomes an error that points at it; reading goes
//! on with the next check, so that all errors come together.

use std::collections::HashSet;
use std::rc::Rc;

use pest::Parser;
use pest::iterators::Pair;

use super::evaluate::Evaluator;
use super::relation::{Aggregate, Comparison, Condition, Expression, Operator, Relation};
use super::resolve::{Grammar, Known, Resolver, Result, RowTable, Rule, one_line, only, two};
use super::{Check, FigureRef, Figures, Kind, RelationError};
use crate::exact::Ratio;
use crate::tables::{Place, RowKind};

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
            Rule::in_order => self.in_order(inner),
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

    /// `rows of tabell10 descend by antal`: a comparison for each pair of neighbouring rows.
    fn in_order(&self, pair: Pair<'_, Rule>) -> Result<Relation> {
        let place = pair.clone();
        let (mut table, mut column, mut descend, mut filter) = (0, 0, true, None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::table_name => table = self.table(&part)?,
                Rule::direction => descend = part.as_str() == "descend",
                Rule::column_name => column = self.column(&part, table)?,
                _ => filter = Some(self.filter(part, Some(table))?),
            }
        }
        let rows = Evaluator::new(self.figures)
            .rows(table, false, filter.as_ref())
            .map_err(|reason| self.error(&place, reason.to_string()))?;
        let (operator, sign) = if descend {
            (Operator::AtLeast, '≥')
        } else {
            (Operator::AtMost, '≤')
        };
        let cell = |row| Expression::Figure(FigureRef::Cell { table, row, column });
        let named = self.figures.table(table);
        let shown = |row: usize| {
            let (key, column) = (&named.rows[row].key, &named.columns[column].id);
            format!("{}[{key}].{column}", named.id)
        };
        let pairs = rows.windows(2).map(|rows| {
            let (before, row) = (rows[0], rows[1]);
            let comparison = Comparison {
                left: cell(before),
                operator,
                right: cell(row),
                within: None,
                text: format!("{} {sign} {}", shown(before), shown(row)),
            };
            (row, comparison)
        });
        Ok(Relation::InOrder {
            table,
            pairs: pairs.collect(),
        })
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
            Rule::key_is => {
                let from = self.at_hand(&pair, row)?;
                let key = only(pair);
                self.row(from, &key)?;
                Ok(Condition::KeyIs {
                    from,
                    key: key.as_str().to_owned(),
                })
            }
            Rule::is_printed => {
                let table = self.at_hand(&pair, row)?;
                let [column, printed] = two(pair);
                Ok(Condition::IsPrinted {
                    table,
                    column: self.column(&column, table)?,
                    printed: printed.as_str().trim_matches('"').to_owned(),
                })
            }
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
        match self.number(&number)? {
            Expression::Number(room) if !room.is_negative() => Ok(room),
            _ => Err(self.error(&number, "expected a number of 0 or more".to_owned())),
        }
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
        let text: Rc<str> = one_line(pair.as_str()).into();
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
        let text: Rc<str> = one_line(pair.as_str()).into();
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

    fn number(&self, pair: &Pair<'_, Rule>) -> Result<Expression> {
        let figure = crate::tables::read_figure(pair.as_str(), crate::tables::Unit::Index);
        let number = figure.map_err(|error| self.error(pair, error.to_string()))?;
        Ok(Expression::Number(number.value()))
    }

    fn figure(&self, pair: Pair<'_, Rule>, row: RowTable) -> Result<Expression> {
        if pair.as_rule() == Rule::named_figure {
            let [source, key] = two(pair);
            return self.named_figure(&source, &key);
        }
        let mut parts = pair.into_inner();
        let (Some(table_name), Some(key), Some(column)) =
            (parts.next(), parts.next(), parts.next())
        else {
            return Ok(Expression::Number(Ratio::ZERO));
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
