//! Grounding: what the checks of a decision say of its figures.
//!
//! The only place that knows which rows there are: from here on a check is a [`Template`] over a flat
//! table of numbers. Names, keys, letters, joins and counties are looked up once, when it is made.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::names::{compared, is_place, names_of};
use super::relation::{self, Expression, Names, PrintedPlace, Relation};
use super::resolve::register;
use super::{Check, CheckKind, FigureRef, Figures};
use crate::statements::{
    Aggregate, AggregateRows, Comparison, Condition, How, Join, Leaf, Operation, Operator, Says,
    Template, Term, Values,
};
use crate::tables::{PlaceKind, Places, Row, Table, Unit, is_grouped_in_threes, printed_unit};

/// What each check says, a template for each in their order.
pub fn ground(checks: &[Check], figures: &Figures<'_>) -> Vec<Template> {
    let mut grounding = Grounding {
        figures,
        rows: FxHashMap::default(),
        joins: FxHashMap::default(),
        aggregates: FxHashMap::default(),
    };
    checks
        .iter()
        .enumerate()
        .map(|(position, check)| Template {
            to_the_krona: check.kind == CheckKind::Allocation,
            ..grounding.template(position, &check.relation)
        })
        .collect()
}

/// What is shared by the templates of some checks.
struct Grounding<'g, 'a> {
    figures: &'g Figures<'a>,
    /// The rows of a table, with or without totals.
    rows: FxHashMap<(usize, bool), Arc<[u32]>>,
    joins: FxHashMap<(usize, usize), Arc<Join>>,
    /// Aggregates as written, with the table of regions whose row is at hand: the same words in the
    /// same decision have the same value.
    aggregates: FxHashMap<(Arc<str>, Option<usize>), Arc<Aggregate>>,
}

impl<'a> Grounding<'_, 'a> {
    fn template(&mut self, check: usize, relation: &Relation) -> Template {
        let (says, rows, filter) = match relation {
            Relation::Single(comparison) => {
                (Says::Compare(self.comparison(comparison)), None, None)
            }
            Relation::EachRow {
                table,
                with_totals,
                filter,
                comparison,
            } => {
                let rows = self.rows_of(*table, *with_totals);
                let says = Says::Compare(self.comparison(comparison));
                (says, Some(rows), filter.as_ref())
            }
            Relation::InOrder {
                table,
                column,
                descend,
                filter,
            } => return self.in_order(check, (*table, *column), *descend, filter.as_ref()),
            Relation::UniqueNames { table } => {
                let holds = unique_names(&self.table(*table).rows);
                let rows = self.rows_of(*table, false);
                (Says::Known(None, holds), Some(rows), None)
            }
            Relation::PrintedTo {
                table,
                with_totals,
                filter,
                column,
                quantum,
                ..
            } => {
                let leaf = Leaf::Own(self.figures.column(*table, *column));
                let rows = self.rows_of(*table, *with_totals);
                (Says::LastDigit(leaf, *quantum), Some(rows), filter.as_ref())
            }
            Relation::ColumnUnitIs {
                table,
                column,
                with_totals,
                filter,
                unit,
                ..
            } => {
                let leaf = Leaf::Own(self.figures.column(*table, *column));
                let rows = self.rows_of(*table, *with_totals);
                let holds = self.printed_in(*table, *column, *unit);
                (Says::Letters(leaf, holds), Some(rows), filter.as_ref())
            }
            Relation::ArePlaces { names, .. } => {
                let (says, rows) =
                    self.about_names(*names, &|name, code, places| is_place(name, code, places));
                (says, rows, None)
            }
            Relation::AreNamesOf { names, others, .. } => {
                let known: FxHashSet<_> = match register() {
                    None => FxHashSet::default(),
                    Some(places) => names_of(*others, self.figures)
                        .into_iter()
                        .flat_map(|name| compared(name, places))
                        .collect(),
                };
                let (says, rows) = self.about_names(*names, &|name, _, places| {
                    compared(name, places).iter().any(|it| known.contains(it))
                });
                (says, rows, None)
            }
            Relation::AllPresent {
                table,
                kind,
                county,
                ..
            } => (
                self.all_present(*table, *kind, county.as_deref()),
                None,
                None,
            ),
            Relation::ReadAs { place, .. } => match place {
                PrintedPlace::Figure(figure @ FigureRef::Claim(_)) => {
                    let figure = self.figures.id(*figure);
                    (Says::Known(Some(figure), [false].into()), None, None)
                }
                PrintedPlace::Figure(figure) => {
                    let leaf = Leaf::One(self.figures.id(*figure));
                    (Says::Letters(leaf, [false].into()), None, None)
                }
                PrintedPlace::Label { row, .. } => {
                    let holds = vec![false; row + 1].into();
                    let rows = u32::try_from(*row).ok().into_iter().collect();
                    (Says::Known(None, holds), Some(rows), None)
                }
            },
            Relation::GroupedInThrees {
                table,
                with_totals,
                filter,
                column,
                ..
            } => {
                let of = self.table(*table);
                let grouped = |row| is_grouped_in_threes(of.cell(row, *column).printed);
                let holds = (0..of.rows.len()).map(grouped).collect();
                let rows = self.rows_of(*table, *with_totals);
                (Says::Known(None, holds), Some(rows), filter.as_ref())
            }
            Relation::UnitIs { figure, unit } => {
                let holds = [self.figures.unit(*figure) == *unit];
                let figure = self.figures.id(*figure);
                (Says::Known(Some(figure), holds.into()), None, None)
            }
            Relation::RefersTo { figure, exists, .. } => {
                let figure = self.figures.id(*figure);
                (Says::Known(Some(figure), [*exists].into()), None, None)
            }
        };
        let when = filter.map(|filter| self.condition(filter));
        Template {
            check,
            says,
            rows,
            when,
            to_the_krona: false,
            in_points: self.is_in_points(relation),
        }
    }

    /// Whether a relative change is said to be a figure in percentage points.
    fn is_in_points(&self, relation: &Relation) -> bool {
        let (Relation::Single(comparison) | Relation::EachRow { comparison, .. }) = relation else {
            return false;
        };
        let unit = |expression: &Expression| match expression {
            Expression::Figure(figure) => Some(self.figures.unit(*figure)),
            Expression::Column { table, column } | Expression::SameRow { table, column, .. } => {
                Some(self.table(*table).columns[*column].unit)
            }
            _ => None,
        };
        let is_change = |expression: &Expression| matches!(expression, Expression::Change(..));
        let (left, right) = (&comparison.left, &comparison.right);
        [(left, right), (right, left)]
            .into_iter()
            .any(|(change, stated)| is_change(change) && unit(stated) == Some(Unit::Points))
    }

    fn table(&self, table: usize) -> &'a Table {
        self.figures.table(table)
    }

    /// For each row of a column whether its figure is printed in a unit: the one that stands beside it,
    /// or else the one that is declared for the column.
    fn printed_in(&self, table: usize, column: usize, unit: Unit) -> Arc<[bool]> {
        let table = self.table(table);
        let declared = table.columns[column].unit;
        let rows = 0..table.rows.len();
        let is_printed_in = |row| {
            let beside = printed_unit(table.cell(row, column).printed);
            beside.unwrap_or(declared) == unit
        };
        rows.map(is_printed_in).collect()
    }

    /// What is said of names, in each row that has one or of all of a list. The label of a total is no
    /// name of a place.
    fn about_names(
        &mut self,
        names: Names,
        holds: &dyn Fn(&str, Option<&str>, &Places) -> bool,
    ) -> (Says, Option<Arc<[u32]>>) {
        let all = names_of(names, self.figures);
        let Some(places) = register() else {
            return (Says::Known(None, Arc::default()), None);
        };
        match names {
            Names::Claim(claim) => {
                let every = all.iter().all(|name| holds(name, None, places));
                let says = Says::Known(Some(self.figures.id(claim)), [every].into());
                (says, None)
            }
            Names::Labels { table } => {
                let rows = self.table(table).rows.iter();
                let found = rows.zip(all);
                let found =
                    found.map(|(row, name)| row.is_total || holds(name, Some(&row.key), places));
                let says = Says::Known(None, found.collect());
                (says, Some(self.rows_of(table, false)))
            }
            Names::Column { table, column } => {
                let found = all.iter().map(|name| holds(name, None, places));
                let leaf = Leaf::Own(self.figures.column(table, column));
                let says = Says::Letters(leaf, found.collect());
                (says, Some(self.rows_of(table, false)))
            }
        }
    }

    /// Whether all places of a kind have a row; it is said of the table's first cell, which tells where
    /// the table stands.
    fn all_present(&self, table: usize, kind: PlaceKind, county: Option<&str>) -> Says {
        let absent = self.figures.absent(table, (kind, county));
        let holds: Arc<[bool]> = [absent.is_some_and(|it| it.is_empty())].into();
        let of = self.table(table);
        if of.rows.is_empty() || of.columns.is_empty() {
            return Says::Known(None, holds);
        }
        let first = FigureRef::Cell {
            table,
            row: 0,
            column: 0,
        };
        Says::Letters(Leaf::One(self.figures.id(first)), holds)
    }

    /// The rows of a table, with or without totals.
    fn rows_of(&mut self, table: usize, with_totals: bool) -> Arc<[u32]> {
        let rows = &self.figures.table(table).rows;
        let known = self.rows.entry((table, with_totals));
        let listed = known.or_insert_with(|| {
            let taken = (0_u32..).zip(rows);
            let taken = taken.filter(|(_, row)| with_totals || !row.is_total);
            taken.map(|(position, _)| position).collect()
        });
        Arc::clone(listed)
    }

    /// Each row that meets the filter, compared with the one before it that does. A row of which that
    /// is open is compared with none, and undecided. So is a row without a figure, and the rows around
    /// it are compared with each other.
    fn in_order(
        &mut self,
        check: usize,
        (table, column): (usize, usize),
        descend: bool,
        filter: Option<&relation::Condition>,
    ) -> Template {
        let when = filter.map(|it| self.condition(it));
        let values = Values::as_printed(self.figures.numbers());
        let named = self.table(table);
        let mut before = vec![None; named.rows.len()];
        let mut rows = Vec::new();
        let mut last = None;
        for &row in self.rows_of(table, false).iter() {
            let Ok(at) = usize::try_from(row) else {
                continue;
            };
            let met = when.as_ref().map_or(Ok(true), |it| values.meets(it, at));
            if met == Ok(false) {
                continue;
            }
            let has_figure = named.cell(at, column).number().is_some();
            if let Some(last) = last {
                before[at] = Some(last);
                rows.push(row);
            }
            if met.is_ok() && has_figure {
                last = Some(at);
            }
        }
        let (operator, sign) = if descend {
            (Operator::AtLeast, '≥')
        } else {
            (Operator::AtMost, '≤')
        };
        let shown = |row: usize| {
            let (key, column) = (&named.rows[row].key, &named.columns[column].id);
            format!("{}[{key}].{column}", named.id)
        };
        let first = rows.first().and_then(|&row| usize::try_from(row).ok());
        let pair = first.and_then(|row| Some((before[row]?, row)));
        let text = pair.map_or(String::new(), |(before, row)| {
            format!("{} {sign} {}, and so on", shown(before), shown(row))
        });
        let own = self.figures.column(table, column);
        let join = Arc::new(Join::new(table, table, before.into_iter()));
        Template {
            check,
            says: Says::Compare(Comparison {
                left: Term::Figure(Leaf::Joined(join, own)),
                operator,
                right: Term::Figure(Leaf::Own(own)),
                within: None,
                units_differ: false,
                text: text.into(),
            }),
            rows: Some(rows.into()),
            when,
            to_the_krona: false,
            in_points: false,
        }
    }

    fn comparison(&mut self, comparison: &relation::Comparison) -> Comparison {
        Comparison {
            left: self.term(&comparison.left),
            operator: comparison.operator,
            right: self.term(&comparison.right),
            within: comparison.within,
            units_differ: comparison.units_differ.is_some(),
            text: comparison.text.as_str().into(),
        }
    }

    fn term(&mut self, expression: &Expression) -> Term {
        let mut both =
            |operation, left, right| Term::both(operation, self.term(left), self.term(right));
        match expression {
            Expression::Number(value) => Term::Number(*value),
            Expression::Add(left, right) => both(Operation::Add, left, right),
            Expression::AddPresent(left, right) => both(Operation::AddPresent, left, right),
            Expression::Distance(left, right) => both(Operation::Distance, left, right),
            Expression::Rounded(value, step) => {
                Term::both(Operation::RoundedTo, self.term(value), Term::Number(*step))
            }
            Expression::Factor(values) => Term::Within(Arc::new(*values)),
            Expression::Subtract(left, right) => both(Operation::Subtract, left, right),
            Expression::Multiply(left, right) => both(Operation::Multiply, left, right),
            Expression::Divide(left, right) => both(Operation::Divide, left, right),
            Expression::Percent(part, whole) => both(Operation::Percent, part, whole),
            Expression::Change(from, to) => both(Operation::Change, from, to),
            Expression::Figure(figure) => Term::one(self.figures.id(*figure)),
            Expression::Column { table, column } => {
                Term::Figure(Leaf::Own(self.figures.column(*table, *column)))
            }
            Expression::SameRow {
                from,
                table,
                column,
            } => {
                let column = self.figures.column(*table, *column);
                Term::Figure(Leaf::Joined(self.join(*from, *table), column))
            }
            Expression::Aggregate {
                aggregate,
                table,
                of,
                listed,
                county,
                filter,
                text,
            } => {
                let how = match aggregate {
                    relation::Aggregate::Sum => How::Sum,
                    relation::Aggregate::Max => How::Max,
                    relation::Aggregate::Min => How::Min,
                    relation::Aggregate::Mean => How::Mean,
                    relation::Aggregate::Median => How::Median,
                };
                let rows = (*county, listed.as_deref());
                self.aggregate((how, Some(of)), *table, rows, filter.as_ref(), text)
            }
            Expression::Count {
                table,
                county,
                filter,
                text,
            } => {
                let rows = (*county, None);
                self.aggregate((How::Count, None), *table, rows, filter.as_ref(), text)
            }
            Expression::NotLoaded { decision } => Term::NotLoaded(decision.as_str().into()),
        }
    }

    fn aggregate(
        &mut self,
        (how, of): (How, Option<&Expression>),
        table: usize,
        (county, listed): (Option<usize>, Option<&[usize]>),
        filter: Option<&relation::Condition>,
        text: &Arc<str>,
    ) -> Term {
        let key = (Arc::clone(text), county);
        if let Some(known) = self.aggregates.get(&key) {
            return Term::Aggregate(Arc::clone(known));
        }
        let of = of.map_or(Term::Number(crate::exact::Ratio::ONE), |of| self.term(of));
        let when = filter.map(|filter| self.condition(filter));
        let all = match listed {
            None => self.rows_of(table, false),
            Some(rows) => {
                let rows = rows.iter().filter_map(|row| u32::try_from(*row).ok());
                rows.collect()
            }
        };
        let rows = match county {
            None => AggregateRows::Fixed(all),
            Some(regions) => AggregateRows::Grouped(self.counties(regions, table, &all)),
        };
        let named = (table, Arc::clone(text));
        let numbers = self.figures.numbers();
        let aggregate = Arc::new(Aggregate::new(how, of, rows, when, named, numbers));
        self.aggregates.insert(key, Arc::clone(&aggregate));
        Term::Aggregate(aggregate)
    }

    /// For each row of a table of regions the municipalities of its county; for the total of all
    /// regions all of them.
    fn counties(&self, regions: usize, table: usize, all: &Arc<[u32]>) -> Arc<[Arc<[u32]>]> {
        let municipalities = &self.table(table).rows;
        let key = |row: &u32| {
            usize::try_from(*row)
                .ok()
                .map(|row| &municipalities[row].key)
        };
        let of = |region: &Row| {
            if region.is_total {
                return Arc::clone(all);
            }
            let of_county = all
                .iter()
                .copied()
                .filter(|row| key(row).is_some_and(|key| key.starts_with(&region.key)));
            of_county.collect()
        };
        self.table(regions).rows.iter().map(of).collect()
    }

    fn join(&mut self, from: usize, table: usize) -> Arc<Join> {
        if let Some(known) = self.joins.get(&(from, table)) {
            return Arc::clone(known);
        }
        let other = self.table(table);
        let rows = self.table(from).rows.iter();
        let join = Join::new(from, table, rows.map(|row| other.row_index(&row.key)));
        let join = Arc::new(join);
        self.joins.insert((from, table), Arc::clone(&join));
        join
    }

    /// A condition on a row, what no number decides looked up for every row.
    fn condition(&mut self, condition: &relation::Condition) -> Condition {
        let known = |of: usize, met: &dyn Fn(&Row) -> bool| {
            let rows = self.figures.table(of).rows.iter();
            Condition::Known(rows.map(met).collect())
        };
        match condition {
            relation::Condition::All(parts) => {
                Condition::All(parts.iter().map(|it| self.condition(it)).collect())
            }
            relation::Condition::Any(parts) => {
                Condition::Any(parts.iter().map(|it| self.condition(it)).collect())
            }
            relation::Condition::Not(part) => Condition::Not(Box::new(self.condition(part))),
            relation::Condition::Listed { from, table } => {
                let other = self.table(*table);
                known(*from, &|row| other.row_index(&row.key).is_some())
            }
            relation::Condition::Meets { from, keys } => {
                known(*from, &|row| keys.contains(&row.key))
            }
            relation::Condition::KeyIs { from, key } => {
                let row = self.table(*from).row_index(key);
                Condition::IsRow(row.unwrap_or(usize::MAX))
            }
            relation::Condition::KeyFrom { from, first, last } => {
                let rows = 0..self.table(*from).rows.len();
                let is_between = |row| (first..=last).contains(&&row);
                Condition::Known(rows.map(is_between).collect())
            }
            relation::Condition::IsPrinted {
                table,
                column,
                printed,
            } => {
                let of = self.table(*table);
                let rows = 0..of.rows.len();
                let is_printed = |row| of.cell(row, *column).printed == *printed;
                Condition::Known(rows.map(is_printed).collect())
            }
            relation::Condition::IsMissing { table, column } => {
                Condition::IsMissing(Leaf::Own(self.figures.column(*table, *column)))
            }
            relation::Condition::Compare(comparison) => {
                Condition::Compare(Arc::new(self.comparison(comparison)))
            }
        }
    }
}

/// For each row of a table whether its label is the first of its kind; that of a total is not asked.
fn unique_names(rows: &[Row]) -> Arc<[bool]> {
    let mut seen = rustc_hash::FxHashSet::default();
    let holds = rows.iter().map(|row| {
        let name = row.label.trim_end_matches('*').trim();
        row.is_total || seen.insert(name)
    });
    holds.collect()
}
