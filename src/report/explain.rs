//! One recipient's kronor, step by step, with the source of each parameter.

use std::fmt::{self, Write};

use crate::allocation::{
    Allocation, AllocationError, AllocationKey, Denomination, Detail, DoneStep, ExactAmounts,
    Groups, Leftover, Step,
};
use crate::decision::{Decision, Grant, Parameter, ReadingStep};
use crate::exact::Ratio;

/// What is explained: a recipient's position in a grant, and the name it is shown under.
pub struct Recipient<'a> {
    /// The position in the grant's list.
    pub position: usize,
    /// The name.
    pub name: &'a str,
}

/// An explanation as it is written.
struct Explanation<'a> {
    decision: &'a Decision,
    grant: &'a Grant,
    recipient: &'a Recipient<'a>,
    out: String,
}

/// The steps to one recipient's amount, as text.
///
/// *Errors*: the procedure cannot be computed.
pub fn explain(
    decision: &Decision,
    grant: &Grant,
    recipient: &Recipient<'_>,
) -> Result<String, AllocationError> {
    let allocation = grant.readings[0].procedure.run()?;
    let amount = allocation.settled()?.get(recipient.position)?;
    let mut explanation = Explanation {
        decision,
        grant,
        recipient,
        out: String::new(),
    };
    // writing to a string cannot fail
    let _ = explanation.write(&allocation);
    let _ = writeln!(
        explanation.out,
        "{}: {} kr",
        recipient.name,
        decimal(amount)
    );
    let _ = explanation.published(amount);
    Ok(explanation.out)
}

impl Explanation<'_> {
    fn write(&mut self, allocation: &Allocation) -> fmt::Result {
        let (grant, decision) = (self.grant, self.decision);
        let code = &grant.recipients[self.recipient.position];
        writeln!(
            self.out,
            "{} ({code}), {}",
            self.recipient.name, grant.title
        )?;
        writeln!(
            self.out,
            "{}, {}\n",
            decision.manifest.id, decision.manifest.source.document
        )?;
        let reading = &grant.readings[0];
        let asked: Vec<&str> = reading
            .steps
            .iter()
            .flat_map(|step| &step.conditions)
            .map(String::as_str)
            .collect();
        for condition in grant
            .conditions
            .iter()
            .filter(|it| asked.contains(&it.id.as_str()))
        {
            let judgement = &condition.judgements[self.recipient.position];
            let (id, title, lines) = (&condition.id, &condition.title, condition.lines);
            writeln!(
                self.out,
                "{id} {title} (lines {lines}): {}",
                judgement.answer
            )?;
            writeln!(self.out, "   {}", judgement.reason)?;
            self.parameters(&condition.parameters)?;
        }
        if !asked.is_empty() {
            writeln!(self.out)?;
        }
        for (number, (done, rests_on)) in (1..).zip(allocation.steps().iter().zip(&reading.steps)) {
            write!(self.out, "{number}. ")?;
            self.step(done, rests_on)?;
        }
        writeln!(self.out)
    }

    fn step(&mut self, done: &DoneStep, rests_on: &ReadingStep) -> fmt::Result {
        let position = self.recipient.position;
        let after = amount(&done.after, position);
        let out = &mut self.out;
        match done.step.as_ref() {
            Step::Apportion { appropriation, key } => {
                writeln!(
                    out,
                    "entitlement: {appropriation} kr × {} = {after}",
                    part(key, position)
                )?;
            }
            Step::ApportionMixed {
                appropriation,
                keys,
                ..
            } => {
                writeln!(out, "entitlement by {} keys: {after}", keys.len())?;
                for (share, key) in keys {
                    let part = part(key, position);
                    writeln!(out, "   {share} of {appropriation} kr × {part}")?;
                }
            }
            Step::ApportionAboveBase {
                appropriation,
                base,
                recipients,
                key,
            } => {
                writeln!(
                    out,
                    "base amount of {base} to each of {recipients}, the rest by key: {after}"
                )?;
                let part = part(key, position);
                writeln!(
                    out,
                    "   {base} + ({appropriation} kr − {recipients} × {base}) × {part}"
                )?;
            }
            Step::ApportionWithin {
                appropriation,
                key,
                bounds,
            } => {
                writeln!(out, "by key within bounds: {after}")?;
                let (lower, part) = (bounds.lower[position], part(key, position));
                write!(out, "   {appropriation} × {part}, at least {lower}")?;
                match bounds.upper[position] {
                    Some(upper) => writeln!(out, ", at most {upper}")?,
                    None => writeln!(out)?,
                }
            }
            Step::Round {
                rounding,
                unit: Denomination::KRONA,
            } => {
                writeln!(out, "rounded {rounding}: {after}")?;
            }
            Step::Round { rounding, unit } => {
                writeln!(out, "rounded {rounding} to whole {unit}: {after}")?;
            }
            Step::ApportionSeveral { parts, .. } => {
                writeln!(
                    out,
                    "entitlement from {} appropriations: {after}",
                    parts.len()
                )?;
                let Detail::Parts(own) = &done.detail else {
                    return Ok(());
                };
                for ((money, key), own) in parts.iter().zip(own) {
                    let (part, own) = (part(key, position), amount(own, position));
                    writeln!(out, "   {money} kr × {part} = {own}")?;
                }
            }
            Step::ApportionNested {
                appropriation,
                groups,
                key,
                ..
            } => {
                let group = groups.of[position];
                let name = &groups.names[group];
                writeln!(out, "its part of what {name} has: {after}")?;
                let Detail::Groups { amounts, .. } = &done.detail else {
                    return Ok(());
                };
                let of_group = part(&groups.key, group);
                let money = amount(amounts, group);
                writeln!(
                    out,
                    "   {name}: {appropriation} kr × {of_group}, made whole: {money}"
                )?;
                let own = members_part(groups, key, position);
                writeln!(out, "   {money} × {own}, made whole: {after}")?;
            }
            Step::Price { terms } => {
                writeln!(out, "by price: {after}")?;
                let Detail::Parts(own) = &done.detail else {
                    return Ok(());
                };
                for (term, own) in terms.iter().zip(own) {
                    let (price, count) = (&term.prices[position], &term.counts[position]);
                    let own = amount(own, position);
                    let (price, count) = (decimal(*price), decimal(*count));
                    writeln!(out, "   {}: {price} kr × {count} = {own}", term.name)?;
                }
            }
            Step::LargestRemainder { unit, .. } => {
                let unit = match *unit {
                    Denomination::KRONA => String::new(),
                    unit => format!(" in whole {unit}"),
                };
                let tied = tied(done, position);
                writeln!(out, "rounded by largest remainder{unit}{tied}: {after}")?;
            }
            Step::Adjust { adjustments } => {
                match adjustments
                    .iter()
                    .find(|adjustment| adjustment.recipient == position)
                {
                    Some(own) => writeln!(out, "adjusted by {}: {after}", own.by)?,
                    None => writeln!(out, "no adjustment: {after}")?,
                }
            }
            Step::Balance {
                total,
                to: Leftover::Kept,
                ..
            } => writeln!(out, "what is left of {total} kr is kept: {after}")?,
            Step::Balance {
                total, to, unit, ..
            } => {
                let what = match to {
                    Leftover::LargestShare if *unit == Denomination::KRONA => {
                        "a krona each for the largest".to_owned()
                    }
                    to => to.to_string(),
                };
                let tied = tied(done, position);
                writeln!(out, "balanced to {total} kr, {what}{tied}: {after}")?;
            }
            Step::SharePots { pots, .. } => {
                writeln!(out, "its parts of the pots: {after}")?;
                let Detail::Parts(parts) = &done.detail else {
                    return Ok(());
                };
                for (pot, part) in pots.iter().zip(parts) {
                    let eligible = if pot.eligible[position] {
                        "eligible"
                    } else {
                        "not eligible"
                    };
                    let part = amount(part, position);
                    writeln!(
                        out,
                        "   {} of {} kr, {eligible}: {part}",
                        pot.name, pot.money
                    )?;
                }
            }
            Step::Limit { claims } => match claims[position] {
                Some(claim) => writeln!(out, "claimed {claim}: {after}")?,
                None => writeln!(out, "claimed in full: {after}")?,
            },
            Step::ShareRest { asked, .. } => {
                let Detail::Rest { left, factor } = &done.detail else {
                    return Ok(());
                };
                let word = if asked[position] {
                    "asked for more"
                } else {
                    "did not ask for more"
                };
                writeln!(out, "second round, {left} kr left, {word}: {after}")?;
                writeln!(out, "   those who asked have their amount × {factor}")?;
            }
        }
        for key in &rests_on.keys {
            writeln!(self.out, "   from {key}")?;
        }
        self.parameters(&rests_on.parameters)
    }

    fn parameters(&mut self, ids: &[String]) -> fmt::Result {
        let decision = self.decision;
        for parameter in ids.iter().filter_map(|id| decision.parameters.get(id)) {
            let Parameter {
                id,
                printed,
                lines,
                quote,
                ..
            } = parameter;
            match lines {
                Some(lines) => {
                    writeln!(self.out, "   {id} = {printed} (line {lines}: \"{quote}\")")?;
                }
                None => writeln!(self.out, "   {id} = {printed} (not printed: {quote})")?,
            }
        }
        Ok(())
    }

    fn published(&mut self, computed: Ratio) -> fmt::Result {
        let code = &self.grant.recipients[self.recipient.position];
        for column in &self.grant.published {
            let Some(table) = self.decision.tables.get(&column.table) else {
                continue;
            };
            let found = table
                .row_index(code)
                .zip(table.column_index(&column.column));
            let Some((row, index)) = found else {
                writeln!(self.out, "not listed in {}", column.table)?;
                continue;
            };
            let cell = table.cell(row, index);
            let lines = table.rows[row].lines;
            let line = lines
                .map(|lines| format!(" (line {lines})"))
                .unwrap_or_default();
            let differs = match cell.number().map(|number| number.value()) {
                Some(published) if published == computed => "the same".to_owned(),
                Some(published) => match published.sub(computed) {
                    Ok(difference) => format!("differs by {difference} kr"),
                    Err(_) => "differs".to_owned(),
                },
                None => "no figure".to_owned(),
            };
            writeln!(
                self.out,
                "published in {}.{}{line}: {}, {differs}",
                column.table, column.column, cell.printed
            )?;
        }
        Ok(())
    }
}

/// `2 080 / 597 553`, `7,1783 / 100`.
fn part(key: &AllocationKey, position: usize) -> String {
    let shown = |weight: Result<Ratio, _>| weight.map_or_else(|_| "?".to_owned(), decimal);
    format!(
        "{} / {}",
        shown(key.weight(position)),
        shown(key.total_weight())
    )
}

/// A member's weight over the sum of its group's.
fn members_part(groups: &Groups, key: &AllocationKey, position: usize) -> String {
    let own = groups.of[position];
    let members = (0..groups.of.len()).filter(|&it| groups.of[it] == own);
    let total = members
        .map(|it| key.weight(it))
        .try_fold(Ratio::ZERO, |sum, weight| sum.add(weight?));
    let shown = |weight: Result<Ratio, _>| weight.map_or_else(|_| "?".to_owned(), decimal);
    format!("{} / {}", shown(key.weight(position)), shown(total))
}

/// A number with as many decimals as it needs, or as a fraction where no decimals are enough.
fn decimal(value: Ratio) -> String {
    let mut rest = value.denominator();
    let mut decimals = 0;
    while rest > 1 && decimals < 12 {
        let common = num_integer::gcd(rest, 10);
        if common == 1 {
            return value.to_string();
        }
        rest /= common;
        decimals += 1;
    }
    value.to_decimal_string(decimals)
}

/// Whether the recipient was level with others, and how that was settled.
fn tied(done: &DoneStep, position: usize) -> String {
    let own = done
        .detail
        .ties()
        .iter()
        .find(|tie| tie.between.contains(&position));
    own.map_or_else(String::new, |tie| {
        let (between, served) = (tie.between.len(), tie.served);
        format!(
            ", one of {between} that are level for {served}, settled by {}",
            tie.rule
        )
    })
}

/// An exact amount for a reader: the kronor, or the decimals with the fraction behind them.
fn amount(amounts: &ExactAmounts, position: usize) -> String {
    match amounts.get(position) {
        Ok(value) if value.is_whole() => format!("{value} kr"),
        Ok(value) => format!("{} kr (exactly {value})", value.to_decimal_string(4)),
        Err(error) => error.to_string(),
    }
}
