//! From `checks.txt` to checks with every name resolved.
//!
//! The grammar gives a tree of pairs whose shape is known from `relations.pest`; each function here
//! reads one rule of it. A name that leads nowhere becomes an error that points at it; reading goes
//! on with the next check, so that all errors come together.

use pest::Parser;
use pest::iterators::Pair;
use rustc_hash::FxHashSet;

use super::evaluate::Evaluator;
use super::relation::{Comparison, Expression, Operator, Relation};
use super::resolve::{Grammar, Resolver, Result, Rule, as_written, one_line, only, two};
use super::{Check, FigureRef, Figures, Kind, RelationError};
use crate::exact::Ratio;
use crate::lang::Errors;
use crate::tables::Place;

/// A longer relation is not read: evaluating one goes as deep as it has terms.
const LONGEST: usize = 2_000;

/// Reads the checks of a decision. *Errors*: a syntax error, or every name that leads nowhere.
pub fn parse_checks(
    text: &str,
    file: &Place,
    figures: &Figures<'_>,
) -> std::result::Result<Vec<Check>, Errors<RelationError>> {
    let resolver = Resolver {
        file: file.to_string(),
        figures,
    };
    let mut pairs =
        Grammar::parse(Rule::file, text).map_err(|error| resolver.syntax_error(&error))?;
    let mut checks = Vec::new();
    let mut errors = Vec::new();
    let mut seen = FxHashSet::default();
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
    Errors::result(errors, checks)
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
                _ if part.as_str().len() > LONGEST => return Err(self.too_long(&part)),
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

    fn too_long(&self, pair: &Pair<'_, Rule>) -> RelationError {
        let found = pair.as_str().len();
        let problem = format!(
            "the relation is too long (found {found} bytes, expected at most {LONGEST}); use \
             sum(…) over a table, or several checks"
        );
        self.error(pair, problem)
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
            Rule::printed_to => self.printed_to(inner),
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
    /// `figures of bilaga2.andel are printed to 0,01`.
    fn printed_to(&self, pair: Pair<'_, Rule>) -> Result<Relation> {
        let text = as_written(pair.as_str());
        let (mut table, mut with_totals, mut filter) = (0, false, None);
        let (mut column, mut quantum) = (0, Ratio::ZERO);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::table_name => table = self.table(&part)?,
                Rule::column_name => column = self.column(&part, table)?,
                Rule::with_totals => with_totals = true,
                Rule::filter => filter = Some(self.filter(part, Some(table))?),
                _ => quantum = self.digit(&part)?,
            }
        }
        Ok(Relation::PrintedTo {
            table,
            with_totals,
            filter,
            column,
            quantum,
            text,
        })
    }

    /// What a printed digit can count: 0,01, 1, 1 000.
    fn digit(&self, pair: &Pair<'_, Rule>) -> Result<Ratio> {
        let number = self.number(pair)?;
        let is_power_of_ten = |it: i128| {
            let power = it.checked_ilog10();
            power.is_some_and(|power| 10_i128.pow(power) == it)
        };
        if is_power_of_ten(number.numerator()) && is_power_of_ten(number.denominator()) {
            return Ok(number);
        }
        let problem = format!(
            "no digit counts that (found {}, expected a power of ten: 0,01, 0,1, 1, 1 000)",
            pair.as_str()
        );
        Err(self.error(pair, problem))
    }
}
