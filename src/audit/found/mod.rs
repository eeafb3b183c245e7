//! Checks that nobody wrote: what discovery finds in the tables of a decision, in the language of checks.
//!
//! A relation becomes the text of checks, so that whatever reads, judges, solves and reports checks does
//! the rest. Text that does not say what was found (the units do not agree, the figures are read in
//! another way) is left out: no relation is told that its own check would contradict.

mod complete;
mod counties;
mod grouping;
mod printed;
mod quotes;
mod repeats;
mod running;
mod sentence;
mod wording;

use std::fmt::Write as _;

use rustc_hash::{FxHashMap, FxHashSet};

use quotes::Quote;
use repeats::FoundRepeat;
use running::{RunningClaim, RunningRelation};
use wording::WordedCheck;

use super::judge_checks::{JudgedChecks, check_files, of_file};
use super::{AuditError, Tally};
use crate::checks::Figures;
use crate::decision::Decision;
use crate::discovery::{Class, NothingFound, Relation, discover};
use crate::lang::Errors;
use crate::statements::{FigureId, Judged, Template, Use, Values, Verdict};
use crate::tables::Table;

/// The file that checks nobody wrote stand in.
pub const FOUND_CHECKS: &str = "checks-found.txt";

/// What was found in a decision.
#[derive(Clone, Debug, Default)]
pub struct FoundChecks {
    /// The checks: those of the running text, then table by table, the surest first.
    pub checks: Vec<FoundCheck>,
    /// How many more relations hold often and not always; they are never checks.
    pub habits: usize,
    /// Tables in which nothing was found, and why.
    pub nothing: Vec<(String, NothingFound)>,
    /// The figures of the running text that they are about, as `claims.csv`.
    pub claims: Option<String>,
}

/// A check that nobody wrote, or one for each column.
#[derive(Clone, Debug)]
pub struct FoundCheck {
    /// The table's name; nothing for the running text.
    pub table: String,
    /// What was found; nothing where the words of the document say it.
    pub relation: Option<Relation>,
    /// As it is written.
    pub text: String,
}

const HEAD: &str = "# Relations that were found and not written: each with how many rows or columns it \
holds in,\n# and how seldom chance would do as well. The whole language: docs/checks.md. What is moved to \
checks.txt is yours.\n";

impl FoundChecks {
    /// All of them as a file of checks; nothing if there are none.
    pub fn text(&self) -> Option<String> {
        if self.checks.is_empty() {
            return None;
        }
        let mut text = HEAD.to_owned();
        for check in &self.checks {
            // writing to a string cannot fail
            let _ = write!(text, "\n{}", check.text);
        }
        Some(text)
    }
}

/// Whether somebody wrote checks for a decision, or it has found ones.
pub fn has_checks(decision: &Decision) -> bool {
    check_files(decision).any(|(_, text)| text.lines().any(|line| line.starts_with("check ")))
}

/// A decision with what can be found in it as checks beside those it has.
///
/// *Errors*: written checks that cannot be read.
pub fn with_found_checks(
    decision: Decision,
) -> Result<(Decision, FoundChecks), Errors<AuditError>> {
    let text = running_text(&decision);
    let relations: Vec<RunningRelation> = if decision.claims.is_empty() {
        let lines = (1..).zip(&text);
        lines
            .flat_map(|(line, text)| running::relations(line, text))
            .collect()
    } else {
        Vec::new()
    };
    let printed: Vec<&Table> = (decision.tables.values())
        .filter(|it| it.is_printed())
        .collect();
    let quotes: Vec<Quote> = match decision.claims.is_empty() {
        true => quotes::quotes(&printed, &text),
        false => Vec::new(),
    };
    let of_relations = relations.iter().flat_map(|it| &it.claims);
    let claims: Vec<&RunningClaim> = of_relations
        .chain(quotes.iter().map(|it| &it.claim))
        .collect();
    let mut found = FoundChecks {
        claims: claims_csv(&claims),
        ..FoundChecks::default()
    };
    let mut decision = decision;
    if let Some(claims) = &found.claims {
        decision = decision.with_claims(claims.clone())?;
    }
    find(&decision, &relations, &quotes, &text, &mut found)?;
    let is_stated = |it: &&RunningClaim| {
        let name = format!("claim[{}]", it.id);
        found.checks.iter().any(|check| check.text.contains(&name))
    };
    let stated: Vec<&RunningClaim> = claims.iter().copied().filter(is_stated).collect();
    if stated.len() < claims.len() {
        found.claims = claims_csv(&stated);
        decision = decision.with_claims(found.claims.clone().unwrap_or_default())?;
    }
    if let Some(text) = found.text() {
        decision.folder = decision.folder.with_text(FOUND_CHECKS, text);
    }
    Ok((decision, found))
}

/// The lines of the source text, where they are at hand; those of tables are empty.
fn running_text(decision: &Decision) -> Vec<String> {
    let document = &decision.manifest.source.document;
    let text = decision
        .folder
        .text(document, "the text")
        .unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

/// Figures of the running text as `claims.csv`.
fn claims_csv(claims: &[&RunningClaim]) -> Option<String> {
    if claims.is_empty() {
        return None;
    }
    let mut text = "id,line,printed,unit,meaning\n".to_owned();
    for claim in claims {
        let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
        let (printed, meaning) = (quoted(&claim.printed), quoted(&claim.meaning));
        let (id, line, unit) = (&claim.id, claim.line, claim.unit.name());
        // writing to a string cannot fail
        let _ = writeln!(text, "{id},{line},{printed},{unit},{meaning}");
    }
    Some(text)
}

/// What can be found in a decision and is in none of its written checks.
///
/// *Errors*: written checks that cannot be read.
fn find(
    decision: &Decision,
    relations: &[RunningRelation],
    quotes: &[Quote],
    text: &[String],
    found: &mut FoundChecks,
) -> Result<(), Errors<AuditError>> {
    let figures = Figures::new(decision);
    let mut finder = Finder {
        figures: &figures,
        values: Values::as_printed(figures.numbers()),
        stated: FxHashSet::default(),
        names: FxHashMap::default(),
    };
    for (file, text) in check_files(decision).filter(|(file, _)| *file != FOUND_CHECKS) {
        let judged = of_file(&figures, file, text)?;
        finder.state(&judged);
    }
    for relation in relations {
        finder.said(String::new(), &running::check(relation), found);
    }
    for quote in quotes {
        finder.repeated(quote, found);
    }
    let lines: Vec<&str> = text.iter().map(String::as_str).collect();
    for table in decision.tables.values().filter(|it| it.is_printed()) {
        for check in complete::totals(table, &lines)
            .iter()
            .chain(&grouping::columns(table))
        {
            finder.said(table.id.clone(), check, found);
        }
        finder.look(table, found);
    }
    let printed: Vec<&Table> = (decision.tables.values())
        .filter(|it| it.is_printed())
        .collect();
    for repeat in repeats::among(&printed, &lines) {
        finder.across(&repeat, found);
    }
    Ok(())
}

/// Turns what is found into checks that say it.
struct Finder<'f, 'a> {
    figures: &'f Figures<'a>,
    values: Values<'f>,
    /// The figures of each statement that is made already.
    stated: FxHashSet<Vec<FigureId>>,
    /// How often a name was given.
    names: FxHashMap<String, usize>,
}

impl Finder<'_, '_> {
    fn look(&mut self, table: &Table, found: &mut FoundChecks) {
        let discovered = discover(&printed::rows(table));
        if let Some(nothing) = discovered.nothing {
            found.nothing.push((table.id.clone(), nothing));
        }
        for relation in discovered.relations {
            if relation.class == Class::Habit {
                found.habits += 1;
            } else if let Some(text) = self.check(table, &relation) {
                found.checks.push(FoundCheck {
                    table: table.id.clone(),
                    relation: Some(relation),
                    text,
                });
            }
        }
    }

    /// Takes a check that the words of the document make.
    fn said(&mut self, table: String, check: &WordedCheck, found: &mut FoundChecks) {
        let text = check.written(&self.free_name(&check.id));
        let Ok(judged) = of_file(self.figures, FOUND_CHECKS, &text) else {
            return;
        };
        let statements = self.statements(&judged);
        let is_new = statements.is_empty() || !statements.iter().all(|it| self.stated.contains(it));
        if is_new && !is_open(&judged) {
            self.stated.extend(statements);
            *self.names.entry(check.id.clone()).or_default() += 1;
            found.checks.push(FoundCheck {
                table,
                relation: None,
                text,
            });
        }
    }

    /// Takes a check of a figure that repeats another, if checks are read as the two were.
    fn repeated(&mut self, quote: &Quote, found: &mut FoundChecks) {
        let check = &quote.check;
        let text = check.written(&self.free_name(&check.id));
        let Ok(judged) = of_file(self.figures, FOUND_CHECKS, &text) else {
            return;
        };
        let holds = judged.judgements.iter().all(|it| it.failing.is_empty());
        if holds != quote.is_declared && !is_open(&judged) {
            *self.names.entry(check.id.clone()).or_default() += 1;
            found.checks.push(FoundCheck {
                table: String::new(),
                relation: None,
                text,
            });
        }
    }

    /// Takes a line of a table that an earlier one has as well.
    fn across(&mut self, repeat: &FoundRepeat, found: &mut FoundChecks) {
        if repeat.is_habit {
            found.habits += 1;
        } else if let Some(text) = self.first_that_says(&repeat.ways, repeat.support) {
            found.checks.push(FoundCheck {
                table: repeat.table.clone(),
                relation: None,
                text,
            });
        }
    }

    /// The first wording that says what was found, if it is not stated already.
    fn check(&mut self, table: &Table, relation: &Relation) -> Option<String> {
        let support = (relation.holds, relation.of);
        self.first_that_says(&wording::ways(table, relation), support)
    }

    /// The first of several wordings that says what was found, if it is not stated already.
    fn first_that_says(
        &mut self,
        ways: &[Vec<WordedCheck>],
        support: (usize, usize),
    ) -> Option<String> {
        for checks in ways {
            let names: Vec<String> = checks.iter().map(|it| self.free_name(&it.id)).collect();
            let text: String = checks
                .iter()
                .zip(&names)
                .map(|(check, name)| check.written(name))
                .collect();
            let Ok(judged) = of_file(self.figures, FOUND_CHECKS, &text) else {
                continue;
            };
            if !says(&judged, support) {
                continue;
            }
            let statements = self.statements(&judged);
            if !statements.is_empty() && statements.iter().all(|it| self.stated.contains(it)) {
                return None;
            }
            self.stated.extend(statements);
            for check in checks {
                *self.names.entry(check.id.clone()).or_default() += 1;
            }
            return Some(text);
        }
        None
    }

    /// A name that no check has: relations of one target are told apart in their order.
    fn free_name(&self, id: &str) -> String {
        match self.names.get(id) {
            Some(count) => format!("{id}-{}", count + 1),
            None => id.to_owned(),
        }
    }

    fn state(&mut self, judged: &JudgedChecks) {
        for check in &judged.checks {
            self.names.entry(check.id.clone()).or_insert(1);
        }
        let statements = self.statements(judged);
        self.stated.extend(statements);
    }

    /// What the equalities among the checks are about: of those of many rows, in the first.
    fn statements(&self, judged: &JudgedChecks) -> Vec<Vec<FigureId>> {
        let about = |(template, rows): (&Template, Option<usize>)| {
            let statement = template.at(rows);
            if !statement.is_equality() || !statement.is_about_values() {
                return None;
            }
            let mut figures = Use::distinct(&self.values.used(statement));
            figures.sort_unstable();
            (!figures.is_empty()).then_some(figures)
        };
        judged
            .templates
            .iter()
            .zip(&judged.judgements)
            .filter_map(|(template, judgement)| Some((template, judgement.covered.rows().next()?)))
            .filter_map(about)
            .collect()
    }
}

/// Whether nothing of it can be decided.
fn is_open(judged: &JudgedChecks) -> bool {
    judged.judgements.iter().all(|judgement| {
        let is_undecided = |it: &Judged| matches!(it.verdict, Verdict::Undecided(_));
        judgement.holding() == 0 && judgement.failing.iter().all(is_undecided)
    })
}

/// Whether checks hold where the relation was found to hold.
fn says(judged: &JudgedChecks, (holds, of): (usize, usize)) -> bool {
    let mut tally = Tally::default();
    for judgement in &judged.judgements {
        tally.hold += judgement.holding();
        for failing in &judgement.failing {
            match failing.verdict {
                Verdict::Holds => tally.hold += 1,
                Verdict::Unlikely { .. } => tally.unlikely += 1,
                Verdict::Violated { .. } => tally.violated += 1,
                Verdict::Undecided(_) => tally.undecided += 1,
            }
        }
    }
    let differ = tally.unlikely + tally.violated;
    differ <= of - holds && (tally.hold > 0 || holds == 0)
}
