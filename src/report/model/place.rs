//! A grant as each of its recipients has it: every step's amount, and what is published.

use crate::allocation::{AllocationError, Step};
use crate::decision::{Decision, Grant, GrantCondition, embedded_places};
use crate::exact::Ratio;
use crate::lang::{InWords, Lang, say};

/// A grant with the amounts of every recipient after every step.
#[derive(Debug)]
pub struct GrantOfPlace<'a> {
    /// The grant.
    pub grant: &'a Grant,
    /// The conditions that the reading in use asks.
    pub conditions: Vec<&'a GrantCondition>,
    /// The steps of the reading in use.
    pub steps: Vec<StepOfGrant>,
    /// The published columns, each with the printed cell of every recipient that has one.
    pub published: Vec<(String, Vec<Option<PublishedCell<'a>>>)>,
}

/// A step with the amount of every recipient after it, in kronor.
#[derive(Debug)]
pub struct StepOfGrant {
    /// What is done.
    pub title: String,
    /// The amounts.
    pub amounts: Vec<Ratio>,
}

/// A published amount.
#[derive(Clone, Debug)]
pub struct PublishedCell<'a> {
    /// What is printed.
    pub printed: &'a str,
    /// Published less computed, in kronor; `None` where no number is printed.
    pub residual: Option<Ratio>,
}

/// Every grant of a decision, computed by the reading in use. A grant that cannot be computed is left
/// out: the audit has said why.
pub fn grants_of(decision: &Decision, lang: Lang) -> Vec<GrantOfPlace<'_>> {
    let grants = decision.grants.iter();
    let computed = grants.filter_map(|grant| grant_of(decision, grant, lang).ok());
    computed.collect()
}

/// A grant, computed by the reading in use.
///
/// *Errors*: its procedure cannot be computed.
pub(super) fn grant_of<'a>(
    decision: &'a Decision,
    grant: &'a Grant,
    lang: Lang,
) -> Result<GrantOfPlace<'a>, AllocationError> {
    let (mut steps, mut asked) = (Vec::new(), Vec::new());
    if let Some(reading) = grant.readings.first() {
        for done in reading.procedure.run()?.steps() {
            let amounts = (0..done.after.len()).map(|it| done.after.get(it));
            steps.push(StepOfGrant {
                title: step_in_words(&done.step, lang),
                amounts: amounts.collect::<Result<_, _>>()?,
            });
        }
        asked.extend(reading.steps.iter().flat_map(|step| &step.conditions));
    }
    let conditions = grant.conditions.iter();
    let amounts = steps.last().map(|step| step.amounts.as_slice());
    let published = grant.published.iter().filter_map(|column| {
        let table = decision.tables.get(&column.table)?;
        let position = table.column_index(&column.column)?;
        let cells = grant.recipients.iter().enumerate().map(|(at, code)| {
            let cell = table.cell(table.row_index(code)?, position);
            let computed = amounts.and_then(|it| it.get(at));
            let printed = cell.number().map(|number| number.value());
            let residual = printed
                .zip(computed)
                .and_then(|(it, computed)| it.sub(*computed).ok());
            Some(PublishedCell {
                printed: cell.printed,
                residual,
            })
        });
        let heading = &table.columns[position].title;
        Some((format!("{}: {heading}", table.id), cells.collect()))
    });
    Ok(GrantOfPlace {
        grant,
        conditions: conditions.filter(|it| asked.contains(&&it.id)).collect(),
        published: published.collect(),
        steps,
    })
}

/// The name of a recipient: that of the place, else the label of its row.
pub fn recipient_name(decision: &Decision, grant: &Grant, code: &str) -> String {
    let place = embedded_places().ok();
    let named = place.and_then(|it| Some(it.get(code)?.name.clone()));
    named.unwrap_or_else(|| {
        let table = decision.tables.get(&grant.table);
        let row = table.and_then(|it| Some(it.rows[it.row_index(code)?].label.clone()));
        row.unwrap_or_else(|| code.to_owned())
    })
}

/// What a step does, in a few words.
fn step_in_words(step: &Step, lang: Lang) -> String {
    match step {
        Step::Apportion { .. } => say!(lang, "share by key", "andel enligt nyckel"),
        Step::ApportionMixed { .. } => {
            say!(lang, "share by several keys", "andel enligt flera nycklar")
        }
        Step::ApportionAboveBase { .. } => say!(
            lang,
            "base amount and share by key",
            "minibelopp och andel enligt nyckel"
        ),
        Step::ApportionWithin { .. } => say!(
            lang,
            "share by key within bounds",
            "andel enligt nyckel inom gränser"
        ),
        Step::ApportionSeveral { .. } => say!(
            lang,
            "shares of several appropriations",
            "andelar av flera anslag"
        ),
        Step::ApportionNested { .. } => say!(
            lang,
            "share of the group's share",
            "andel av gruppens andel"
        ),
        Step::Price { .. } => say!(lang, "by price", "enligt pris"),
        Step::Round { rounding, .. } => {
            let rounding = rounding.in_words(lang.unmarked());
            say!(lang, "rounded ({rounding})", "avrundat ({rounding})")
        }
        Step::LargestRemainder { .. } => say!(
            lang,
            "rounded by largest remainder",
            "avrundat efter största rest"
        ),
        Step::Adjust { .. } => say!(
            lang,
            "adjusted, for those of whom that is stated",
            "justerat, för dem som det anges för"
        ),
        Step::Balance { .. } => say!(
            lang,
            "balanced to the appropriation",
            "utjämnat mot anslaget"
        ),
        Step::SharePots { .. } => say!(
            lang,
            "parts of the pots of those who qualify",
            "delar av potterna bland dem som uppfyller villkoren"
        ),
        Step::Limit { .. } => say!(lang, "limited to what was claimed", "högst det rekvirerade"),
        Step::ShareRest { .. } => say!(
            lang,
            "what was left, in a second round",
            "det som blev över, i en andra omgång"
        ),
    }
}
