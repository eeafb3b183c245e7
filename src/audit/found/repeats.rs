//! Columns and rows that another table has as well, as they are or added up by county, in the language of checks.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::counties::groups;
use super::printed;
use super::wording::{MOST_EXCEPTIONS, WordedCheck, filtered, plain_number};
use crate::discovery::{Axis, Class, Group, Repeat, Sheet, repeats};
use crate::exact::Ratio;
use crate::lang::{InWords, Lang};
use crate::tables::{Dimension, RowKind, Table};

/// So many lines of words above a table say what it is about, if they stand no further away than that.
const HEADING: usize = 2;
const HEADING_WITHIN: usize = 8;
/// Figures that are compared one by one, at most.
const MOST_WRITTEN_OUT: usize = 60;

/// A line that an earlier table has as well, with the ways in which it can be written.
#[derive(Clone, Debug)]
pub(super) struct FoundRepeat {
    /// The later of the two tables.
    pub table: String,
    pub is_habit: bool,
    /// In how many records it holds, of how many.
    pub support: (usize, usize),
    pub ways: Vec<Vec<WordedCheck>>,
}

/// The lines of printed tables that are repeated in later ones, and those that are sums of municipalities.
pub(super) fn among(tables: &[&Table], text: &[&str]) -> Vec<FoundRepeat> {
    let rows: Vec<Vec<Vec<String>>> = tables.iter().map(|it| printed::rows(it)).collect();
    let keys: Vec<Vec<String>> = tables.iter().map(|it| keys(it)).collect();
    let titles: Vec<String> = tables.iter().map(|it| title(it, text)).collect();
    let sheets = titles.iter().zip(&rows).zip(&keys);
    let sheets: Vec<Sheet> = sheets
        .map(|((title, rows), keys)| Sheet {
            rows,
            title,
            keys: Some(keys),
            groups: &[],
        })
        .collect();
    let mut found = Vec::new();
    if tables.len() > 1 {
        let all = repeats(&sheets);
        found.extend(all.iter().filter_map(|it| found_repeat(tables, &[], it)));
    }
    let grouped: Vec<(&Table, Vec<Group>)> = tables
        .iter()
        .map(|table| (*table, groups(table)))
        .filter(|(_, groups)| !groups.is_empty())
        .collect();
    if grouped.is_empty() {
        return found;
    }
    let of_groups = grouped.iter().filter_map(|(table, groups)| {
        let at = tables.iter().position(|it| std::ptr::eq(*it, *table))?;
        Some(Sheet {
            groups,
            ..*sheets.get(at)?
        })
    });
    let all: Vec<Sheet> = of_groups.chain(sheets.iter().copied()).collect();
    let parts: Vec<&Table> = grouped.iter().map(|(table, _)| *table).collect();
    let sums = repeats(&all);
    found.extend((sums.iter()).filter_map(|it| found_repeat(tables, &parts, it)));
    found
}

/// A repetition with its wordings; the tables given in groups stand before the others.
fn found_repeat(tables: &[&Table], grouped: &[&Table], repeat: &Repeat) -> Option<FoundRepeat> {
    let all = |at: usize| match grouped.get(at) {
        Some(table) => Some(*table),
        None => tables.get(at - grouped.len()).copied(),
    };
    let wording = Wording {
        own: all(repeat.table)?,
        before: all(repeat.of_table)?,
        repeat,
        is_sum: !grouped.is_empty(),
    };
    Some(FoundRepeat {
        table: wording.own.id.clone(),
        is_habit: repeat.class == Class::Habit,
        support: (repeat.holds, repeat.of),
        ways: match wording.is_another_amount() {
            true => Vec::new(),
            false => wording.ways(),
        },
    })
}

/// The title of a table and the words above it.
fn title(table: &Table, text: &[&str]) -> String {
    let first = table
        .rows
        .iter()
        .filter_map(|row| row.lines)
        .map(|it| it.first);
    let above = first.min().and_then(|it| usize::try_from(it).ok());
    let above = above.map_or(0, |it| it.saturating_sub(1)).min(text.len());
    let near = text.iter().take(above).rev().take(HEADING_WITHIN);
    let words = near.filter(|it| !it.trim().is_empty() && !it.trim_start().starts_with('|'));
    let mut all = table.title.clone();
    for line in words.take(HEADING) {
        all.push(' ');
        all.push_str(line);
    }
    all
}

/// What names each row, headings first: its code or its own label. Nothing does where the table has the label
/// twice or the row has none.
fn keys(table: &Table) -> Vec<String> {
    let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
    for row in &table.rows {
        *counts.entry(row.label.trim()).or_default() += 1;
    }
    let key = |row: &crate::tables::Row| {
        let is_own = counts.get(row.label.trim()) == Some(&1) && !row.label.trim().is_empty();
        match is_own || table.kind != RowKind::Label {
            true => row.key.clone(),
            false => String::new(),
        }
    };
    std::iter::once(String::new())
        .chain(table.rows.iter().map(key))
        .collect()
}

struct Wording<'w> {
    own: &'w Table,
    before: &'w Table,
    repeat: &'w Repeat,
    /// Whether the figures before are added up by county.
    is_sum: bool,
}

impl Wording<'_> {
    /// Whether amounts whose units are known are a thousand times each other: not the same.
    fn is_another_amount(&self) -> bool {
        let money = |table: &Table, at: [usize; 2]| {
            let column = at[1].checked_sub(1).and_then(|it| table.columns.get(it));
            column.is_some_and(|it| it.unit.dimension() == Dimension::Money)
        };
        self.repeat.scales != [1, 1]
            && self.repeat.instances.iter().any(|it| {
                let own = it.target.is_some_and(|at| money(self.own, at));
                own && it.parts.iter().any(|at| money(self.before, *at))
            })
    }

    fn ways(&self) -> Vec<Vec<WordedCheck>> {
        let of_rows = match (self.repeat.axis, self.repeat.of_axis) {
            (Axis::Columns, Axis::Columns) => self.of_each_row().map(|it| vec![it]),
            _ => None,
        };
        of_rows.into_iter().chain(self.of_cells()).collect()
    }

    /// One check of the rows that both tables have.
    fn of_each_row(&self) -> Option<WordedCheck> {
        let [own, before] = [
            (self.own, self.repeat.target),
            (self.before, self.repeat.part),
        ]
        .map(|(table, at)| Some(&table.columns.get(at.checked_sub(1)?)?.id));
        let (own, before) = (own?, before?);
        let rows = self.repeat.instances.iter();
        let rows: BTreeSet<usize> = rows.filter_map(|it| it.target?[0].checked_sub(1)).collect();
        let with_totals = rows.iter().any(|row| self.own.rows[*row].is_total);
        let column = self.repeat.target.checked_sub(1)?;
        let mut others: Vec<&str> = Vec::new();
        let (mut is_missing, mut is_elsewhere) = (false, false);
        for (position, row) in self.own.rows.iter().enumerate() {
            if row.is_total && !with_totals || rows.contains(&position) {
                continue;
            }
            if !self.is_sum && self.before.row_index(&row.key).is_none() {
                is_elsewhere = true;
            } else if self.own.cell(position, column).number().is_none() {
                is_missing = true;
            } else {
                others.push(&row.key);
            }
        }
        if others.len() > MOST_EXCEPTIONS {
            return None;
        }
        let (name, of) = (&self.own.id, &self.before.id);
        let listed = is_elsewhere.then(|| format!("listed in {of}"));
        let missing = is_missing.then(|| format!("not {own} is missing"));
        let others = others.iter().map(|it| format!("not key is {it}"));
        let tests: Vec<String> = listed.into_iter().chain(missing).chain(others).collect();
        let filter = filtered(&tests);
        let totals = if with_totals { " with totals" } else { "" };
        let equation = match self.is_sum {
            true => self.equation(&format!("sum({of}.{before} in county)"), own),
            false => self.equation(&format!("{of}[same].{before}"), own),
        };
        Some(self.check(
            format!("{name}-{}-{own}", self.kind()),
            format!("each row of {name}{totals}{filter}: {equation}"),
        ))
    }

    /// A check of each figure.
    fn of_cells(&self) -> Option<Vec<WordedCheck>> {
        let place = |table: &Table, [row, column]: [usize; 2]| {
            let key = &table.rows.get(row.checked_sub(1)?)?.key;
            let column = &table.columns.get(column.checked_sub(1)?)?.id;
            Some([table.id.clone(), key.clone(), column.clone()])
        };
        if self.repeat.instances.len() > MOST_WRITTEN_OUT {
            return None;
        }
        let checks = self.repeat.instances.iter().map(|it| {
            let [table, key, column] = place(self.own, it.target?)?;
            let [of, row, part] = place(self.before, *it.parts.first()?)?;
            let own = format!("{table}[{key}].{column}");
            let before = match self.is_sum {
                true => self.sum(&it.parts)?,
                false => format!("{of}[{row}].{part}"),
            };
            let equation = self.equation(&before, &own);
            let id = format!("{table}-{}-{key}-{column}", self.kind());
            Some(self.check(id, equation))
        });
        checks.collect()
    }

    fn kind(&self) -> &'static str {
        match self.is_sum {
            true => "sum",
            false => "repeat",
        }
    }

    /// The sum of cells of one column.
    fn sum(&self, parts: &[[usize; 2]]) -> Option<String> {
        let table = self.before;
        let column = &table.columns.get(parts.first()?[1].checked_sub(1)?)?.id;
        let keys: Option<Vec<&str>> = parts
            .iter()
            .map(|[row, _]| Some(table.rows.get(row.checked_sub(1)?)?.key.as_str()))
            .collect();
        let keys = keys?;
        let name = &table.id;
        Some(match keys.len() == table.body().count() {
            true => format!("sum({name}.{column})"),
            false => format!("sum({name}[{}].{column})", keys.join(", ")),
        })
    }

    fn equation(&self, before: &str, own: &str) -> String {
        let [of_own, of_before] = self.repeat.scales.map(|it| match it {
            1 => String::new(),
            scale => format!("{} × ", plain_number(Ratio::whole(scale.into()))),
        });
        format!("{of_before}{before} = {of_own}{own}")
    }

    fn check(&self, id: String, relation: String) -> WordedCheck {
        let words = |text: &str| text.trim().replace(['"', '\n', '\r'], "'");
        let line = |table: &Table, axis: Axis, at: usize| {
            let at = at.checked_sub(1);
            let words_of = match axis {
                Axis::Columns => at.and_then(|it| table.columns.get(it)).map(|it| &it.title),
                Axis::Rows => at.and_then(|it| table.rows.get(it)).map(|it| &it.label),
            };
            words(words_of.map_or("", String::as_str))
        };
        let repeat = self.repeat;
        let own = line(self.own, repeat.axis, repeat.target);
        let part = line(self.before, repeat.of_axis, repeat.part);
        let table = match self.before.title.trim() {
            "" => self.before.id.clone(),
            title => words(title),
        };
        let [en, sv] = [Lang::En, Lang::Sv].map(|lang| repeat.in_words(lang));
        let is_declared = repeat.class == Class::Declared;
        let [english, swedish] = match (self.is_sum, is_declared) {
            (false, false) => [
                format!("{own} repeats {part} of {table}: {en}."),
                format!("{own} upprepar {part} i {table}: {sv}."),
            ],
            (false, true) => [
                format!("{own} repeats {part} of {table}, under another name or title: {en}."),
                format!(
                    "{own} upprepar {part} i {table}, under ett annat namn eller en annan rubrik: {sv}."
                ),
            ],
            (true, false) => [
                format!(
                    "{own} of a county is the sum of {part} of its municipalities in {table}: {en}."
                ),
                format!("{own} för ett län är summan av {part} för dess kommuner i {table}: {sv}."),
            ],
            (true, true) => [
                format!(
                    "{own} of a county is the sum of {part} of its municipalities in {table}, under another name or title: {en}."
                ),
                format!(
                    "{own} för ett län är summan av {part} för dess kommuner i {table}, under ett annat namn eller en annan rubrik: {sv}."
                ),
            ],
        };
        WordedCheck::plain(id, self.kind(), english, swedish, relation).declared_if(is_declared)
    }
}
