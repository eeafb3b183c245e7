//! One recipient's kronor, step by step, with the source of each parameter.

use std::fmt::{self, Write};

use crate::allocation::{
    Allocation, AllocationError, AllocationKey, Denomination, Detail, DoneStep, ExactAmounts,
    Groups, Leftover, Pot, PriceTerm, Step,
};
use crate::decision::{Decision, Grant, GrantCondition, Parameter};
use crate::exact::{Kronor, Ratio};
use crate::lang::{InWords, Lang, say};

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
    lang: Lang,
    out: String,
}

/// The steps to one recipient's amount, as text.
///
/// *Errors*: the procedure cannot be computed.
pub fn explain(
    decision: &Decision,
    grant: &Grant,
    recipient: &Recipient<'_>,
    lang: Lang,
) -> Result<String, AllocationError> {
    let run = grant.readings[0].procedure.run();
    let allocation = run.map_err(|error| error.named(&grant.recipients))?;
    let amount = allocation.settled()?.get(recipient.position)?;
    let mut explanation = Explanation {
        decision,
        grant,
        recipient,
        lang,
        out: String::new(),
    };
    // writing to a string cannot fail
    let _ = explanation.write(&allocation);
    let name = recipient.name;
    let kronor = lang.number(&format!("{} kr", decimal(amount)));
    let _ = writeln!(explanation.out, "{name}: {kronor}");
    let _ = explanation.published(amount);
    Ok(explanation.out)
}

impl Explanation<'_> {
    fn write(&mut self, allocation: &Allocation) -> fmt::Result {
        let (grant, decision) = (self.grant, self.decision);
        let code = &grant.recipients[self.recipient.position];
        let (name, title) = (self.recipient.name, &grant.title);
        writeln!(self.out, "{name} ({code}), {title}")?;
        let (id, document) = (&decision.manifest.id, &decision.manifest.source.document);
        writeln!(self.out, "{id}, {document}\n")?;
        let reading = &grant.readings[0];
        let tested: Vec<&str> = reading
            .steps
            .iter()
            .flat_map(|step| &step.conditions)
            .map(String::as_str)
            .collect();
        for condition in grant
            .conditions
            .iter()
            .filter(|it| tested.contains(&it.id.as_str()))
        {
            self.condition(condition)?;
        }
        if !tested.is_empty() {
            writeln!(self.out)?;
        }
        for (number, (done, rests_on)) in (1..).zip(allocation.steps().iter().zip(&reading.steps)) {
            let words = self.step(done);
            writeln!(self.out, "{number}. {words}")?;
            for detail in self.details(done) {
                writeln!(self.out, "   {detail}")?;
            }
            for key in &rests_on.keys {
                let from = say!(self.lang, "from {key}", "från {key}");
                writeln!(self.out, "   {from}")?;
            }
            self.parameters(&rests_on.parameters)?;
        }
        writeln!(self.out)
    }

    fn condition(&mut self, condition: &GrantCondition) -> fmt::Result {
        let lang = self.lang;
        let judgement = &condition.judgements[self.recipient.position];
        let (id, title) = (&condition.id, condition.title.in_lang(lang));
        let lines = condition.lines;
        let place = say!(lang, "(lines {lines})", "(raderna {lines})");
        let answer = judgement.answer.in_words(lang);
        writeln!(self.out, "{id} {title} {place}: {answer}")?;
        writeln!(self.out, "   {}", judgement.reason.in_words(lang))?;
        self.parameters(&condition.parameters)
    }

    /// A number or an amount of ours.
    fn number(&self, shown: impl fmt::Display) -> String {
        self.lang.number(&shown.to_string())
    }

    /// What a step did, and what the recipient has after it.
    fn step(&self, done: &DoneStep) -> String {
        let (lang, position) = (self.lang, self.recipient.position);
        let after = amount(&done.after, position, lang);
        match done.step.as_ref() {
            Step::Apportion { appropriation, key } => {
                let (money, part) = (self.number(appropriation), part(key, position, lang));
                say!(
                    lang,
                    "entitlement: {money} kr × {part} = {after}",
                    "tilldelning: {money}\u{a0}kr × {part} = {after}"
                )
            }
            Step::ApportionMixed { keys, .. } => {
                let count = keys.len();
                say!(
                    lang,
                    "entitlement by {count} keys: {after}",
                    "tilldelning efter {count} fördelningsnycklar: {after}"
                )
            }
            Step::ApportionAboveBase {
                base, recipients, ..
            } => {
                let (base, recipients) = (self.number(base), self.number(recipients));
                say!(
                    lang,
                    "base amount of {base} to each of {recipients}, the rest by key: {after}",
                    "minimibelopp på {base} till var och en av {recipients}, resten efter \
                     fördelningsnyckeln: {after}"
                )
            }
            Step::ApportionWithin { .. } => say!(
                lang,
                "by key within bounds: {after}",
                "efter fördelningsnyckeln inom gränser: {after}"
            ),
            Step::ApportionSeveral { parts, .. } => {
                let count = parts.len();
                say!(
                    lang,
                    "entitlement from {count} appropriations: {after}",
                    "tilldelning ur {count} anslag: {after}"
                )
            }
            Step::ApportionNested { groups, .. } => {
                let name = &groups.names[groups.of[position]];
                say!(
                    lang,
                    "its part of what {name} has: {after}",
                    "dess del av det som {name} har: {after}"
                )
            }
            Step::Price { .. } => say!(lang, "by price: {after}", "efter pris: {after}"),
            Step::Limit { claims } => self.limit(claims[position], &after),
            Step::ShareRest { asked, .. } => self.second_round(done, asked[position], &after),
            Step::SharePots { .. } => say!(
                lang,
                "its parts of the pots: {after}",
                "dess delar av potterna: {after}"
            ),
            Step::Round { .. }
            | Step::LargestRemainder { .. }
            | Step::Adjust { .. }
            | Step::Balance { .. } => self.whole_kronor(done, &after),
        }
    }

    /// A step on the way to whole kronor.
    fn whole_kronor(&self, done: &DoneStep, after: &str) -> String {
        let (lang, position) = (self.lang, self.recipient.position);
        let inner = lang.unmarked();
        match done.step.as_ref() {
            Step::Round { rounding, unit } => {
                let rounding = rounding.in_words(inner);
                if *unit == Denomination::KRONA {
                    return say!(
                        lang,
                        "rounded {rounding}: {after}",
                        "avrundat {rounding}: {after}"
                    );
                }
                let unit = self.number(unit);
                say!(
                    lang,
                    "rounded {rounding} to whole {unit}: {after}",
                    "avrundat {rounding} till hela {unit}: {after}"
                )
            }
            Step::LargestRemainder { unit, .. } => {
                let unit = match *unit {
                    Denomination::KRONA => String::new(),
                    unit => {
                        let unit = self.number(unit);
                        say!(inner, " in whole {unit}", " i hela {unit}")
                    }
                };
                let tied = tied(done, position, inner);
                say!(
                    lang,
                    "rounded by largest remainder{unit}{tied}: {after}",
                    "avrundat efter största resten{unit}{tied}: {after}"
                )
            }
            Step::Adjust { adjustments } => {
                let own = adjustments.iter().find(|it| it.recipient == position);
                match own {
                    Some(own) => {
                        let by = self.number(own.by);
                        say!(
                            lang,
                            "adjusted by {by}: {after}",
                            "justerat med {by}: {after}"
                        )
                    }
                    None => say!(lang, "no adjustment: {after}", "ingen justering: {after}"),
                }
            }
            Step::Balance {
                total, to, unit, ..
            } => {
                let total = self.number(total);
                let what = match to {
                    Leftover::Kept => {
                        return say!(
                            lang,
                            "what is left of {total} kr is kept: {after}",
                            "det som blir över av {total}\u{a0}kr behålls: {after}"
                        );
                    }
                    Leftover::LargestShare if *unit == Denomination::KRONA => say!(
                        inner,
                        "a krona each for the largest",
                        "en krona var till de största"
                    ),
                    to => to.in_words(inner),
                };
                let tied = tied(done, position, inner);
                say!(
                    lang,
                    "balanced to {total} kr, {what}{tied}: {after}",
                    "utjämnat till {total}\u{a0}kr, {what}{tied}: {after}"
                )
            }
            _ => after.to_owned(),
        }
    }

    fn limit(&self, claim: Option<Kronor>, after: &str) -> String {
        let lang = self.lang;
        match claim {
            Some(claim) => {
                let claim = self.number(claim);
                say!(
                    lang,
                    "claimed {claim}: {after}",
                    "rekvirerat {claim}: {after}"
                )
            }
            None => say!(
                lang,
                "claimed in full: {after}",
                "rekvirerat i sin helhet: {after}"
            ),
        }
    }

    fn second_round(&self, done: &DoneStep, asked: bool, after: &str) -> String {
        let lang = self.lang;
        let left = match &done.detail {
            Detail::Rest { left, .. } => self.number(left),
            _ => "0".to_owned(),
        };
        if asked {
            say!(
                lang,
                "second round, {left} kr left, asked for more: {after}",
                "andra omgången, {left}\u{a0}kr kvar, har begärt mer: {after}"
            )
        } else {
            say!(
                lang,
                "second round, {left} kr left, did not ask for more: {after}",
                "andra omgången, {left}\u{a0}kr kvar, har inte begärt mer: {after}"
            )
        }
    }

    /// The arithmetic of a step, a line each.
    fn details(&self, done: &DoneStep) -> Vec<String> {
        let (lang, position) = (self.lang, self.recipient.position);
        match (done.step.as_ref(), &done.detail) {
            (
                Step::ApportionMixed {
                    appropriation,
                    keys,
                    ..
                },
                _,
            ) => {
                let money = self.number(appropriation);
                let line = |(share, key): &(Ratio, _)| {
                    let (share, part) = (self.number(share), part(key, position, lang));
                    say!(
                        lang,
                        "{share} of {money} kr × {part}",
                        "{share} av {money}\u{a0}kr × {part}"
                    )
                };
                keys.iter().map(line).collect()
            }
            (
                Step::ApportionAboveBase {
                    appropriation,
                    base,
                    recipients,
                    key,
                },
                _,
            ) => {
                let (money, base) = (self.number(appropriation), self.number(base));
                let (recipients, part) = (self.number(recipients), part(key, position, lang));
                let kr = lang.number(" kr");
                vec![format!(
                    "{base} + ({money}{kr} − {recipients} × {base}) × {part}"
                )]
            }
            (
                Step::ApportionWithin {
                    appropriation,
                    key,
                    bounds,
                },
                _,
            ) => {
                let (money, part) = (self.number(appropriation), part(key, position, lang));
                let lower = self.number(bounds.lower[position]);
                let upper = bounds.upper[position].map_or_else(String::new, |upper| {
                    let upper = self.number(upper);
                    say!(lang.unmarked(), ", at most {upper}", ", högst {upper}")
                });
                vec![say!(
                    lang,
                    "{money} × {part}, at least {lower}{upper}",
                    "{money} × {part}, minst {lower}{upper}"
                )]
            }
            (Step::ApportionSeveral { parts, .. }, Detail::Parts(own)) => {
                let line = |((money, key), own): (&(Ratio, _), &ExactAmounts)| {
                    let (money, kr) = (self.number(money), lang.number(" kr"));
                    let (part, own) = (part(key, position, lang), amount(own, position, lang));
                    format!("{money}{kr} × {part} = {own}")
                };
                parts.iter().zip(own).map(line).collect()
            }
            (
                Step::ApportionNested {
                    appropriation,
                    groups,
                    key,
                    ..
                },
                Detail::Groups { amounts, .. },
            ) => self.of_group(done, *appropriation, (groups, key), amounts),
            (Step::Price { terms }, Detail::Parts(own)) => {
                let line = |(term, own): (&PriceTerm, &ExactAmounts)| {
                    let own = amount(own, position, lang);
                    let price = self.number(decimal(term.price(position)));
                    let count = self.number(decimal(term.counts[position]));
                    let (name, kr) = (&term.name, lang.number(" kr"));
                    format!("{name}: {price}{kr} × {count} = {own}")
                };
                terms.iter().zip(own).map(line).collect()
            }
            (Step::SharePots { pots, .. }, Detail::Parts(parts)) => {
                let lines = pots.iter().zip(parts);
                lines.map(|(pot, part)| self.of_pot(pot, part)).collect()
            }
            (Step::ShareRest { .. }, Detail::Rest { factor, .. }) => {
                let factor = self.number(factor);
                vec![say!(
                    lang,
                    "those who asked have their amount × {factor}",
                    "de som har begärt mer får sitt belopp × {factor}"
                )]
            }
            _ => Vec::new(),
        }
    }

    fn of_group(
        &self,
        done: &DoneStep,
        appropriation: Ratio,
        (groups, key): (&Groups, &AllocationKey),
        amounts: &ExactAmounts,
    ) -> Vec<String> {
        let (lang, position) = (self.lang, self.recipient.position);
        let group = groups.of[position];
        let name = &groups.names[group];
        let of_group = part(&groups.key, group, lang);
        let money = amount(amounts, group, lang);
        let own = members_part(groups, key, position, lang);
        let after = amount(&done.after, position, lang);
        let appropriation = self.number(appropriation);
        vec![
            say!(
                lang,
                "{name}: {appropriation} kr × {of_group}, made whole: {money}",
                "{name}: {appropriation}\u{a0}kr × {of_group}, till hela kronor: {money}"
            ),
            say!(
                lang,
                "{money} × {own}, made whole: {after}",
                "{money} × {own}, till hela kronor: {after}"
            ),
        ]
    }

    fn of_pot(&self, pot: &Pot, part: &ExactAmounts) -> String {
        let (lang, position) = (self.lang, self.recipient.position);
        let part = amount(part, position, lang);
        let (name, money) = (&pot.name, self.number(pot.money));
        if pot.eligible[position] {
            say!(
                lang,
                "{name} of {money} kr, eligible: {part}",
                "{name} på {money}\u{a0}kr, berättigad: {part}"
            )
        } else {
            say!(
                lang,
                "{name} of {money} kr, not eligible: {part}",
                "{name} på {money}\u{a0}kr, inte berättigad: {part}"
            )
        }
    }

    fn parameters(&mut self, ids: &[String]) -> fmt::Result {
        let (decision, lang) = (self.decision, self.lang);
        for parameter in ids.iter().filter_map(|id| decision.parameters.get(id)) {
            let Parameter {
                id,
                printed,
                lines,
                quote,
                basis,
                ..
            } = parameter;
            let source = match lines {
                Some(lines) => {
                    say!(
                        lang,
                        "(line {lines}: \"{quote}\")",
                        "(rad {lines}: ”{quote}”)"
                    )
                }
                None => {
                    let basis = basis.as_ref().map_or(quote.as_str(), |it| it.in_lang(lang));
                    let said = say!(lang, "not printed", "anges inte i dokumentet");
                    format!("({said}: {basis})")
                }
            };
            writeln!(self.out, "   {id} = {printed} {source}")?;
        }
        Ok(())
    }

    fn published(&mut self, computed: Ratio) -> fmt::Result {
        let lang = self.lang;
        let code = &self.grant.recipients[self.recipient.position];
        for column in &self.grant.published {
            let Some(table) = self.decision.tables.get(&column.table) else {
                continue;
            };
            let found = table
                .row_index(code)
                .zip(table.column_index(&column.column));
            let name = &column.table;
            let Some((row, index)) = found else {
                let absent = say!(lang, "not listed in {name}", "finns inte med i {name}");
                writeln!(self.out, "{absent}")?;
                continue;
            };
            let cell = table.cell(row, index);
            let line = table.rows[row].lines.map_or_else(String::new, |lines| {
                say!(lang.unmarked(), " (line {lines})", " (rad {lines})")
            });
            let value = cell.number().map(|number| number.value());
            let differs = self.differs(value, computed);
            let (column, printed) = (&column.column, cell.printed);
            let published = say!(
                lang,
                "published in {name}.{column}{line}: {printed}, {differs}",
                "publicerat i {name}.{column}{line}: {printed}, {differs}"
            );
            writeln!(self.out, "{published}")?;
        }
        Ok(())
    }

    /// How what is published differs from what is computed.
    fn differs(&self, published: Option<Ratio>, computed: Ratio) -> String {
        let lang = self.lang.unmarked();
        match published {
            Some(published) if published == computed => say!(lang, "the same", "samma belopp"),
            Some(published) => match published.sub(computed) {
                Ok(difference) => {
                    let difference = self.number(difference);
                    say!(
                        lang,
                        "differs by {difference} kr",
                        "skiljer sig med {difference}\u{a0}kr"
                    )
                }
                Err(_) => say!(lang, "differs", "skiljer sig"),
            },
            None => say!(lang, "no figure", "ingen uppgift"),
        }
    }
}

/// `2 080 / 597 553`, `7,1783 / 100`.
fn part(key: &AllocationKey, position: usize, lang: Lang) -> String {
    let shown = |weight: Result<Ratio, _>| weight.map_or_else(|_| "?".to_owned(), decimal);
    let shown = |weight| lang.number(&shown(weight));
    format!(
        "{} / {}",
        shown(key.weight(position)),
        shown(key.total_weight())
    )
}

/// A member's weight over the sum of its group's.
fn members_part(groups: &Groups, key: &AllocationKey, position: usize, lang: Lang) -> String {
    let own = groups.of[position];
    let members = (0..groups.of.len()).filter(|&it| groups.of[it] == own);
    let total = members
        .map(|it| key.weight(it))
        .try_fold(Ratio::ZERO, |sum, weight| sum.add(weight?));
    let shown = |weight: Result<Ratio, _>| weight.map_or_else(|_| "?".to_owned(), decimal);
    let shown = |weight| lang.number(&shown(weight));
    format!("{} / {}", shown(key.weight(position)), shown(total))
}

/// A number with as many decimals as it needs, or as a fraction where no decimals are enough.
fn decimal(value: Ratio) -> String {
    let mut rest = value.denominator();
    let mut decimals = 0;
    while rest > 1 && decimals < 12 {
        let common = num_integer::gcd(rest, 10);
        if common == 1 {
            return value.to_exact_string();
        }
        rest /= common;
        decimals += 1;
    }
    value.to_decimal_string(decimals)
}

/// Whether the recipient was level with others, and how that was settled.
fn tied(done: &DoneStep, position: usize, lang: Lang) -> String {
    let own = done
        .detail
        .ties()
        .iter()
        .find(|tie| tie.between.contains(&position));
    own.map_or_else(String::new, |tie| {
        let (between, served) = (lang.count(tie.between.len()), lang.count(tie.served));
        let rule = tie.rule.in_words(lang);
        say!(
            lang,
            ", one of {between} that are level for {served}, settled by {rule}",
            ", en av {between} med lika rester när {served} fördelas, avgjort genom {rule}"
        )
    })
}

/// An exact amount for a reader: the kronor, or the decimals with the fraction behind them.
fn amount(amounts: &ExactAmounts, position: usize, lang: Lang) -> String {
    match amounts.get(position) {
        Ok(value) if value.decimals(6).is_some() => {
            lang.number(&format!("{} kr", value.to_kronor_string()))
        }
        Ok(value) => {
            let decimals = lang.number(&value.to_decimal_string(4));
            let exactly = lang.number(&value.to_string());
            say!(
                lang.unmarked(),
                "{decimals} kr (exactly {exactly})",
                "{decimals}\u{a0}kr (exakt {exactly})"
            )
        }
        Err(error) => error.in_words(lang.unmarked()),
    }
}
