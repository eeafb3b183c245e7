//! A found relation in the language of checks.

use std::collections::BTreeSet;

use super::sentence::Sentence;
use crate::discovery::{Axis, Class, Instance, Operator, Relation};
use crate::exact::{Ratio, Rounding};
use crate::tables::Table;

/// Rows that a check leaves out by name, at most.
pub(super) const MOST_EXCEPTIONS: usize = 12;
/// Parts that are written one by one, at most.
const MOST_WRITTEN_OUT: usize = 8;

/// Decimals of a factor, at most.
const MOST_DECIMALS: u32 = 18;

/// A check on its way to be written.
#[derive(Clone, Debug)]
pub(super) struct WordedCheck {
    /// Its name, made of what it is about.
    pub id: String,
    kind: &'static str,
    is_declared: bool,
    en: String,
    sv: String,
    relation: String,
}

impl WordedCheck {
    /// A check of this kind, with its sentence in both languages.
    pub fn plain(
        id: String,
        kind: &'static str,
        en: String,
        sv: String,
        relation: String,
    ) -> WordedCheck {
        WordedCheck {
            id,
            kind,
            is_declared: false,
            en,
            sv,
            relation,
        }
    }

    /// The same, as something that only words say.
    pub fn declared_if(mut self, is_declared: bool) -> WordedCheck {
        self.is_declared = is_declared;
        self
    }

    /// The check under a name.
    pub fn written(&self, name: &str) -> String {
        let (kind, relation, en, sv) = (self.kind, &self.relation, &self.en, &self.sv);
        let declared = if self.is_declared { " declared" } else { "" };
        format!("check {name} {kind}{declared}\n  \"{en}\"\n  sv \"{sv}\"\n  {relation}\n")
    }
}

/// The ways a relation can be written, the plainest first.
pub(super) fn ways(table: &Table, relation: &Relation) -> Vec<Vec<WordedCheck>> {
    let wording = Wording { table, relation };
    let written = match relation.axis {
        Axis::Columns => wording.of_columns(),
        Axis::Rows => wording.of_rows(),
    };
    written.unwrap_or_default()
}

struct Wording<'w> {
    table: &'w Table,
    relation: &'w Relation,
}

impl Wording<'_> {
    /// The name of a column; nothing for that of the labels.
    fn column(&self, at: usize) -> Option<&str> {
        let column = self.table.columns.get(at.checked_sub(1)?)?;
        Some(&column.id)
    }

    /// The row below the headings.
    fn row(at: usize) -> Option<usize> {
        at.checked_sub(1)
    }

    fn key(&self, at: usize) -> Option<&str> {
        Some(&self.table.rows.get(Wording::row(at)?)?.key)
    }

    fn check(&self, id: String, relation: String) -> Option<WordedCheck> {
        let sentence = Sentence::of(self.table, self.relation)?;
        Some(WordedCheck {
            id,
            kind: kind(self.relation),
            is_declared: self.relation.class == Class::Declared,
            en: sentence.english(),
            sv: sentence.swedish(),
            relation,
        })
    }

    /// One check of each row.
    fn of_columns(&self) -> Option<Vec<Vec<WordedCheck>>> {
        let (table, relation) = (self.table, self.relation);
        let target = self.column(relation.target)?;
        let parts: Option<Vec<String>> = relation
            .parts
            .iter()
            .map(|part| self.column(*part).map(str::to_owned))
            .collect();
        let mut parts = parts?;
        if let Some(total) = relation.total {
            let of_total = format!("{}[{}].{}", table.id, self.key(total)?, parts.first()?);
            parts.push(of_total);
        }
        let rows: BTreeSet<usize> = relation
            .instances
            .iter()
            .filter_map(|it| Wording::row(it.target?[0]))
            .collect();
        let with_totals = rows.iter().any(|row| table.rows[*row].is_total);
        let filter = self.filter(&rows, with_totals)?;
        let totals = if with_totals { " with totals" } else { "" };
        let name = &table.id;
        let id = format!("{name}-{}-{target}", relation.operator.name());
        let slack = self.slack();
        let ways = equations(relation, target, &parts).into_iter();
        let ways = ways.flat_map(|equation| self.with_slack(equation, slack));
        let checks = ways.map(|equation| {
            let text = format!("each row of {name}{totals}{filter}: {equation}");
            self.check(id.clone(), text).map(|it| vec![it])
        });
        Some(checks.flatten().collect())
    }

    /// `where …`, so that just these rows are covered: those without a figure by what is missing,
    /// others by name.
    fn filter(&self, rows: &BTreeSet<usize>, with_totals: bool) -> Option<String> {
        let columns = std::iter::once(&self.relation.target).chain(&self.relation.parts);
        let columns: Option<Vec<usize>> = columns.map(|at| at.checked_sub(1)).collect();
        let columns = columns?;
        let is_missing = |row: usize, column: usize| {
            let cell = self.table.cell(row, column);
            cell.number().is_none()
        };
        let mut missing: BTreeSet<&str> = BTreeSet::new();
        let mut others: Vec<&str> = Vec::new();
        for (position, row) in self.table.rows.iter().enumerate() {
            if row.is_total && !with_totals {
                continue;
            }
            let lacking: Vec<usize> = columns
                .iter()
                .copied()
                .filter(|column| is_missing(position, *column))
                .collect();
            let ids = lacking.iter().map(|it| self.table.columns[*it].id.as_str());
            if !lacking.is_empty() {
                missing.extend(ids);
            } else if !rows.contains(&position) {
                others.push(&row.key);
            }
        }
        if others.len() > MOST_EXCEPTIONS {
            return None;
        }
        let missing = missing.iter().map(|it| format!("not {it} is missing"));
        let others = others.iter().map(|it| format!("not key is {it}"));
        let tests: Vec<String> = missing.chain(others).collect();
        Some(filtered(&tests))
    }

    /// A check of each column.
    fn of_rows(&self) -> Option<Vec<Vec<WordedCheck>>> {
        let slack = self.slack();
        let mut ways: Vec<Vec<WordedCheck>> = Vec::new();
        let instances = self
            .relation
            .instances
            .iter()
            .filter(|it| self.is_alike(it));
        let of_each: Option<Vec<Vec<WordedCheck>>> = instances
            .map(|instance| self.of_instance(instance, slack))
            .collect();
        let of_each = of_each?;
        let most = of_each.iter().map(Vec::len).max().unwrap_or(0);
        // the columns choose for themselves: a percentage in one may be a share in another
        for way in 0..most {
            let of_way = of_each.iter().map(|it| it.get(way).or(it.last()).cloned());
            ways.push(of_way.collect::<Option<Vec<_>>>()?);
        }
        Some(ways)
    }

    /// Whether the column of an instance is of a kind in which the relation holds: what is true of counts
    /// is not true of percentages because of that.
    fn is_alike(&self, instance: &Instance) -> bool {
        let unit = |it: &Instance| {
            let column = it.target.and_then(|[_, column]| column.checked_sub(1));
            column.and_then(|it| Some(self.table.columns.get(it)?.unit))
        };
        let own = unit(instance);
        let holding = self.relation.instances.iter().filter(|it| it.holds);
        instance.holds || holding.map(unit).any(|it| it == own)
    }

    fn of_instance(&self, instance: &Instance, slack: Option<Ratio>) -> Option<Vec<WordedCheck>> {
        let [row, at] = instance.target?;
        let (name, column, key) = (&self.table.id, self.column(at)?, self.key(row)?);
        let target = format!("{name}[{key}].{column}");
        let id = format!("{name}-{}-{key}-{column}", self.relation.operator.name());
        let rows: Vec<usize> = instance.parts.iter().map(|it| it[0]).collect();
        let equations = if self.relation.operator == Operator::Sum {
            vec![format!("{} = {target}", self.sum(&rows, at)?)]
        } else {
            let parts: Option<Vec<String>> = rows
                .iter()
                .map(|row| Some(format!("{name}[{}].{column}", self.key(*row)?)))
                .collect();
            equations(self.relation, &target, &parts?)
        };
        let ways = equations
            .into_iter()
            .flat_map(|equation| self.with_slack(equation, slack));
        ways.map(|equation| self.check(id.clone(), equation))
            .collect()
    }

    /// The sum of rows of a column: written out if they are few, else as those between two.
    fn sum(&self, rows: &[usize], column: usize) -> Option<String> {
        let name = &self.table.id;
        let id = self.column(column)?;
        let parts: Option<BTreeSet<usize>> = rows.iter().map(|row| Wording::row(*row)).collect();
        let parts = parts?;
        let is_summed = |row: &usize| {
            let cell = self.table.cell(*row, column - 1);
            !self.table.rows[*row].is_total && (cell.number().is_some() || cell.is_withheld())
        };
        let all: BTreeSet<usize> = (0..self.table.rows.len()).filter(is_summed).collect();
        if parts == all {
            return Some(format!("sum({name}.{id})"));
        }
        let written = |row: &usize| format!("{name}[{}].{id}", self.table.rows[*row].key);
        if parts.len() <= MOST_WRITTEN_OUT {
            let written: Vec<String> = parts.iter().map(written).collect();
            return Some(written.join(" + "));
        }
        let (totals, parts): (Vec<usize>, Vec<usize>) = parts
            .into_iter()
            .partition(|row| self.table.rows[*row].is_total);
        let (first, last) = (*parts.first()?, *parts.last()?);
        let between = all.range(first..=last).filter(|row| !parts.contains(row));
        let between: Vec<usize> = between.copied().collect();
        if between.len() + totals.len() > MOST_EXCEPTIONS {
            return None;
        }
        let key = |row: usize| &self.table.rows[row].key;
        let but: String = between
            .iter()
            .map(|row| format!(" and not key is {}", key(*row)))
            .collect();
        let (first, last) = (key(first), key(last));
        let sum = format!("sum({name}.{id} where key is from {first} to {last}{but})");
        let written = totals.iter().map(written);
        let all: Vec<String> = std::iter::once(sum).chain(written).collect();
        Some(all.join(" + "))
    }

    /// An equation as it is, and with room for rounding; with room alone where a record that differs is
    /// within it, and would be accused without.
    fn with_slack(&self, equation: String, slack: Option<Ratio>) -> Vec<String> {
        let Some(slack) = slack else {
            return vec![equation];
        };
        let with = format!("{equation} within {}", plain_number(slack));
        let instances = &self.relation.instances;
        if instances.iter().any(|it| it.is_near && !it.holds) {
            return vec![with];
        }
        vec![equation, with]
    }

    /// What sums miss by where rounding is taken to be the reason: the most there is. Where figures are
    /// counted, only sums that are rounded throughout have any.
    fn slack(&self) -> Option<Ratio> {
        if self.relation.operator != Operator::Sum {
            return None;
        }
        let is_measured = |instance: &Instance| {
            let [row, column] = instance.target?;
            let cell = self.table.cell(Wording::row(row)?, column.checked_sub(1)?);
            Some(!cell.number()?.is_exact())
        };
        let is_slack = |instance: &&Instance| {
            let is_near = instance.is_near && is_measured(instance) == Some(true);
            (self.relation.is_rounded && instance.holds) || is_near
        };
        let number = |[row, column]: [usize; 2]| {
            let cell = self.table.cell(Wording::row(row)?, column.checked_sub(1)?);
            Some(cell.number()?.value())
        };
        let mut most = Ratio::ZERO;
        for instance in self.relation.instances.iter().filter(is_slack) {
            let mut sum = Ratio::ZERO;
            for part in &instance.parts {
                sum = sum.add(number(*part)?).ok()?;
            }
            let missed = sum.sub(number(instance.target?)?).ok()?.abs();
            most = most.max(missed);
        }
        (!most.is_zero()).then_some(most)
    }
}

/// `where …` of these tests; nothing if there are none.
pub(super) fn filtered(tests: &[String]) -> String {
    match tests {
        [] => String::new(),
        _ => format!(" where {}", tests.join(" and ")),
    }
}

/// A number as checks are written.
pub(super) fn plain_number(number: Ratio) -> String {
    let decimals = number.denominator().checked_ilog10().unwrap_or(0);
    number.to_decimal_string(decimals).replace('\u{a0}', " ")
}

fn kind(relation: &Relation) -> &'static str {
    match relation.operator {
        Operator::Sum => "sum",
        Operator::Mean | Operator::RestOfHundred => "sum",
        Operator::Ratio | Operator::Share | Operator::ShareOfTotal if relation.scale == 100 => {
            "percent"
        }
        Operator::Change | Operator::Decrease if relation.scale == 100 => "percent",
        Operator::Proportional if relation.whole.is_some() => "percent",
        Operator::Proportional | Operator::Mixture => "allocation",
        Operator::Ratio
        | Operator::Share
        | Operator::ShareOfTotal
        | Operator::Change
        | Operator::Decrease => "share",
    }
}

/// The equations that say the relation: in percent where the units say so, else in plain numbers.
fn equations(relation: &Relation, target: &str, parts: &[String]) -> Vec<String> {
    let times = match relation.scale {
        1 => String::new(),
        scale => format!("{scale} × "),
    };
    let is_percent = relation.scale == 100;
    let both = |percent: String, plain: String| {
        let percent = is_percent.then(|| format!("{percent} = {target}"));
        percent
            .into_iter()
            .chain([format!("{plain} = {target}")])
            .collect()
    };
    match (relation.operator, parts) {
        (Operator::Sum, _) => vec![format!("{} = {target}", parts.join(" + "))],
        (Operator::Mean, _) => {
            let (sum, count) = (parts.join(" + "), parts.len());
            vec![format!("({sum}) ÷ {count} = {target}")]
        }
        (Operator::RestOfHundred, _) => vec![format!("{} + {target} = 100", parts.join(" + "))],
        (Operator::Ratio | Operator::ShareOfTotal, [a, b]) => {
            both(format!("percent({a} of {b})"), format!("{times}{a} ÷ {b}"))
        }
        (Operator::Change, [a, b]) => both(
            format!("change(from {a} to {b})"),
            format!("{times}({b} − {a}) ÷ {a}"),
        ),
        (Operator::Decrease, [a, b]) => both(
            format!("percent({a} - {b} of {a})"),
            format!("{times}({a} − {b}) ÷ {a}"),
        ),
        (Operator::Proportional | Operator::Mixture, parts) => {
            let factors = relation.factors.iter().map(|it| factor(*it));
            let terms: Option<Vec<String>> = factors
                .zip(parts)
                .map(|(factor, part)| Some(format!("{} × {part}", factor?)))
                .collect();
            let sum = terms.map(|it| it.join(" + "));
            let of_whole = relation.whole.zip(parts.first()).into_iter();
            let of_whole = of_whole.flat_map(|(whole, part)| {
                [
                    format!("percent({part} of {whole})"),
                    format!("100 × {part} ÷ {whole}"),
                ]
            });
            of_whole
                .chain(sum)
                .map(|it| format!("{it} = {target}"))
                .collect()
        }
        (Operator::Share, [a, b]) => both(
            format!("percent({a} of {a} + {b})"),
            format!("{times}{a} ÷ ({a} + {b})"),
        ),
        _ => Vec::new(),
    }
}

/// `factor(LOW to HIGH)`, both ends rounded outwards to a hundredth of what lies between them.
fn factor([low, high]: [Ratio; 2]) -> Option<String> {
    let between = high.sub(low).ok()?;
    let mut step = Ratio::ONE;
    let mut decimals = 0;
    while step.mul(Ratio::whole(100)).ok()? > between && decimals < MOST_DECIMALS {
        step = step.div(Ratio::whole(10)).ok()?;
        decimals += 1;
    }
    let steps = |it: Ratio, rounding: Rounding| Some(it.div(step).ok()?.round(rounding));
    let shown = |steps: i128| {
        let number = step.mul(Ratio::whole(steps)).ok()?;
        Some(number.to_decimal_string(decimals).replace('\u{a0}', " "))
    };
    let (low, high) = (
        shown(steps(low, Rounding::Down)?)?,
        shown(steps(high, Rounding::Up)?)?,
    );
    Some(format!("factor({low} to {high})"))
}
