//! Everything that decisions give one place, as every format shows it.

use super::super::explain::{Recipient, explain};
use super::place::{GrantOfPlace, grant_of};
use crate::allocation::{AllocationError, Answer};
use crate::decision::{Decision, Grant};
use crate::exact::Ratio;
use crate::lang::{InWords, Lang};
use crate::tables::{SettledPlace, SourceLines, Unit};

/// What decisions give one place.
#[derive(Debug)]
pub struct PlaceAnswer<'a> {
    /// The place.
    pub place: &'a SettledPlace,
    /// Its grants, and the amounts that are printed for it where no rule is known.
    pub grants: Vec<PlaceGrant<'a>>,
    /// Decisions in which there is nothing for it.
    pub without: Vec<&'a Decision>,
}

/// A grant of a place.
#[derive(Debug)]
pub enum PlaceGrant<'a> {
    /// One that a rule gives.
    Computed(ComputedGrant<'a>),
    /// One whose procedure cannot be computed, and why.
    Problem(&'a Decision, &'a Grant, String),
    /// The amounts of a decision whose rule is not known.
    Printed(&'a Decision, Vec<PrintedAmount<'a>>),
}

/// A grant that a rule gives, step by step.
#[derive(Debug)]
pub struct ComputedGrant<'a> {
    /// The decision.
    pub decision: &'a Decision,
    /// The grant.
    pub grant: &'a Grant,
    /// The conditions that are asked: name, and whether the place meets it.
    pub conditions: Vec<(String, Answer)>,
    /// What is done, and the amount after it, in kronor.
    pub steps: Vec<(String, Ratio)>,
    /// The published columns: name, what is printed, and printed less computed. Nothing where the
    /// place is not listed.
    pub published: Vec<(String, Option<PrintedAndResidual>)>,
    /// The steps in words, with their sources.
    pub told: String,
}

/// What is printed, and that less what is computed.
pub type PrintedAndResidual = (String, Option<Ratio>);

/// A printed amount that no rule gives.
#[derive(Debug)]
pub struct PrintedAmount<'a> {
    /// `table.column`.
    pub column: String,
    /// What is printed.
    pub printed: &'a str,
    /// What it is an amount of.
    pub unit: Unit,
    /// Where it stands.
    pub lines: Option<SourceLines>,
}

impl<'a> PlaceAnswer<'a> {
    /// What these decisions give a place.
    pub fn new(decisions: &'a [Decision], place: &'a SettledPlace, lang: Lang) -> PlaceAnswer<'a> {
        let mut answer = PlaceAnswer {
            place,
            grants: Vec::new(),
            without: Vec::new(),
        };
        for decision in decisions {
            let before = answer.grants.len();
            for grant in &decision.grants {
                let is_own = |it: &String| *it == place.code;
                let Some(position) = grant.recipients.iter().position(is_own) else {
                    continue;
                };
                let computed = computed(decision, grant, (position, place), lang);
                answer.grants.push(match computed {
                    Ok(computed) => PlaceGrant::Computed(computed),
                    Err(problem) => PlaceGrant::Problem(decision, grant, problem),
                });
            }
            if decision.grants.is_empty() {
                let printed = printed(decision, place);
                if !printed.is_empty() {
                    answer.grants.push(PlaceGrant::Printed(decision, printed));
                }
            }
            if answer.grants.len() == before {
                answer.without.push(decision);
            }
        }
        answer
    }
}

fn computed<'a>(
    decision: &'a Decision,
    grant: &'a Grant,
    (position, place): (usize, &SettledPlace),
    lang: Lang,
) -> Result<ComputedGrant<'a>, String> {
    let in_words = |error: AllocationError| error.in_words(lang.unmarked());
    let name = &place.name;
    let recipient = Recipient { position, name };
    let told = explain(decision, grant, &recipient, lang).map_err(in_words)?;
    let of_all: GrantOfPlace<'a> = grant_of(decision, grant, lang).map_err(in_words)?;
    let steps = of_all.steps.into_iter();
    let steps = steps.filter_map(|it| Some((it.title, *it.amounts.get(position)?)));
    let conditions = of_all.conditions.iter();
    let conditions = conditions.filter_map(|it| {
        let judgement = it.judgements.get(position)?;
        Some((it.title.in_lang(lang).to_owned(), judgement.answer))
    });
    let published = of_all.published.into_iter().map(|(name, mut cells)| {
        let own = match position < cells.len() {
            true => cells.swap_remove(position),
            false => None,
        };
        (name, own.map(|it| (it.printed.to_owned(), it.residual)))
    });
    Ok(ComputedGrant {
        decision,
        grant,
        conditions: conditions.collect(),
        steps: steps.collect(),
        published: published.collect(),
        told,
    })
}

/// The amounts of a decision whose rule is not known.
fn printed<'a>(decision: &'a Decision, place: &SettledPlace) -> Vec<PrintedAmount<'a>> {
    let mut found = Vec::new();
    for table in decision.tables.values() {
        let Some(row) = table.row_index(&place.code) else {
            continue;
        };
        for (position, column) in table.columns.iter().enumerate() {
            if matches!(column.unit, Unit::Kr | Unit::Tkr | Unit::Mkr) {
                found.push(PrintedAmount {
                    column: format!("{}.{}", table.id, column.id),
                    printed: table.cell(row, position).printed,
                    unit: column.unit,
                    lines: table.rows[row].lines,
                });
            }
        }
    }
    found
}
