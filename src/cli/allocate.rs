//! `statsbidrag allocate`: computes the amounts of a decision, as CSV, with their certificate.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Write;
use std::iter::repeat;
use std::mem::forget;

use clap::{Args, ValueEnum};

use super::language::{both, language};
use super::{Failure, Outcome, failed_at, load, output};
use crate::allocation::{
    Allocation, AllocationKey, Denomination, ExactAmounts, Leftover, Refutation, Step,
};
use crate::decision::{Decision, Grant};
use crate::exact::{ArithmeticError, Ratio};
use crate::lang::{InWords, Lang, say};
use crate::report::{
    AllocateJson, AllocatedGrantJson, AllocatedJson, AllocatedTieJson, ExcelField, JsonAmount,
    digits, document, excel_csv, kronor,
};
use crate::tables::Unit;

/// What to compute.
#[derive(Args)]
pub(super) struct AllocateArguments {
    #[arg(
        help = both(
            "The decision: a folder, or the name of an embedded one",
            "Beslutet: en mapp eller namnet på ett inbyggt",
        )
    )]
    decision: String,
    #[arg(
        long,
        help = both(
            "Only this grant; all of the decision if none is given",
            "Bara detta bidrag; annars alla i beslutet",
        )
    )]
    grant: Option<String>,
    #[arg(
        long, value_enum, default_value_t = Format::Csv,
        help = both(
            "How to print the amounts: csv or json [default: csv]",
            "Hur beloppen skrivs ut: csv eller json [annars csv]",
        ),
    )]
    format: Format,
    #[arg(long, help = both("CSV for a Swedish Excel", "CSV för en svensk Excel"))]
    excel: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Csv,
    Json,
}

pub(super) fn run(arguments: &AllocateArguments) -> Result<Outcome, Failure> {
    let decision = load(&arguments.decision)?;
    let wanted = |grant: &&Grant| arguments.grant.as_ref().is_none_or(|id| *id == grant.id);
    let grants: Vec<&Grant> = decision.grants.iter().filter(wanted).collect();
    if grants.is_empty() {
        let id = &decision.manifest.id;
        let known: Vec<&str> = decision
            .grants
            .iter()
            .map(|grant| grant.id.as_str())
            .collect();
        let expected = if known.is_empty() {
            "[[grants]]".to_owned()
        } else {
            known.join(", ")
        };
        let lang = language();
        let none = say!(lang.unmarked(), "none", "inget");
        let found = arguments.grant.as_deref().unwrap_or(&none);
        return Err(Failure(vec![say!(
            lang,
            "{id} has nothing to allocate (found grant \"{found}\", expected {expected}); add the \
             grant with its steps to decision.toml",
            "{id} har inget att fördela (hittade bidraget ”{found}”, väntade {expected}); lägg till \
             bidraget med dess steg i decision.toml"
        )]));
    }
    let mut computed = Vec::with_capacity(grants.len());
    let mut notes = Vec::new();
    let mut is_whole = true;
    for grant in grants {
        let failed = |error: &dyn InWords| failed_at(&grant.id, error);
        let allocation = grant.readings[0]
            .procedure
            .run()
            .map_err(|error| failed(&error.named(&grant.recipients)))?;
        let amounts = allocation.settled().map_err(|error| failed(&error))?;
        let difference = allocation.difference().map_err(|error| failed(&error))?;
        is_whole &= difference.is_none_or(|difference| difference.is_zero());
        notes.push(certificate(grant, &allocation, &amounts)?);
        notes.extend(ties(&decision, grant, &allocation));
        notes.extend(percentages(&decision, grant, &allocation));
        notes.extend(without_bound(&decision, grant, &allocation));
        computed.push((grant, allocation, amounts));
    }
    if arguments.excel {
        let table = excel_rows(&decision, &computed).map_err(|error| arithmetic(&error))?;
        output::data(&excel_csv(&table));
    } else if arguments.format == Format::Json {
        let json = json(&decision, &computed).map_err(|error| arithmetic(&error))?;
        output::result(&document(&json));
    } else {
        output::csv(|rows| {
            rows.write_record(["grant", "code", "name", "kronor"])?;
            for (grant, _, amounts) in &computed {
                write_amounts(rows, &decision, grant, amounts)?;
            }
            Ok(())
        })
        .map_err(|error| written(&error))?;
    }
    notes.iter().for_each(|line| output::note(line));
    // the program ends here: to take all of it down first would be time for nothing
    forget(computed);
    forget(decision);
    Ok(if is_whole {
        Outcome::Clean
    } else {
        Outcome::Findings
    })
}

/// A grant with what came of it.
type Computed<'d> = (&'d Grant, Allocation, ExactAmounts);

/// The labels of the recipients in the table the grant takes them from.
fn labels<'d>(decision: &'d Decision, grant: &'d Grant) -> impl Iterator<Item = &'d str> {
    let labels = decision.tables.get(&grant.table).into_iter();
    let labels = labels.flat_map(|table| {
        let label = |row: usize| table.rows[row].label.as_str();
        let rows = table.row_indices(&grant.recipients);
        rows.map(move |row| row.map_or("", label))
    });
    labels.chain(repeat(""))
}

/// A row for each recipient.
fn write_amounts<W: Write>(
    rows: &mut csv::Writer<W>,
    decision: &Decision,
    grant: &Grant,
    amounts: &ExactAmounts,
) -> csv::Result<()> {
    let named = grant.recipients.iter().zip(labels(decision, grant));
    let mut written = String::new();
    let whole = amounts.denominator() == 1;
    for (position, (code, label)) in named.enumerate() {
        written.clear();
        if whole {
            // writing to a string cannot fail
            let _ = write!(written, "{}", amounts.numerator(position));
        } else {
            written += &digits(amounts.get(position).unwrap_or(Ratio::ZERO));
        }
        rows.write_record([&grant.id, code, label, &written])?;
    }
    Ok(())
}

fn excel_rows(
    decision: &Decision,
    computed: &[Computed<'_>],
) -> Result<Vec<Vec<ExcelField>>, ArithmeticError> {
    let header = ["grant", "code", "name", "kronor"];
    let mut rows = vec![header.map(ExcelField::from).to_vec()];
    for (grant, _, amounts) in computed {
        let named = grant.recipients.iter().zip(labels(decision, grant));
        for (position, (code, label)) in named.enumerate() {
            let texts = [grant.id.as_str(), code, label].map(ExcelField::from);
            let mut row = texts.to_vec();
            row.push(ExcelField::Amount(amounts.get(position)?));
            rows.push(row);
        }
    }
    Ok(rows)
}

/// The amounts with what is said of them.
fn json(decision: &Decision, computed: &[Computed<'_>]) -> Result<AllocateJson, ArithmeticError> {
    let mut grants = Vec::new();
    for (grant, allocation, amounts) in computed {
        let named = grant.recipients.iter().zip(labels(decision, grant));
        let mut rows = Vec::with_capacity(grant.recipients.len());
        for (position, (code, name)) in named.enumerate() {
            rows.push(AllocatedJson {
                code: code.clone(),
                name: name.to_owned(),
                kronor: amounts.get(position)?.into(),
            });
        }
        let ties = allocation.ties().map(|(step, tie)| {
            let between = tie.between.iter().map(|&it| grant.recipients[it].clone());
            AllocatedTieJson {
                step,
                between: between.collect(),
                served: tie.served,
                rule: tie.rule.in_words(language()),
            }
        });
        let difference = allocation.difference().ok().flatten();
        grants.push(AllocatedGrantJson {
            grant: grant.id.clone(),
            reading: grant.readings[0].id.clone(),
            steps: allocation.steps().iter().map(|it| it.step.name()).collect(),
            appropriation: allocation.appropriation().map(JsonAmount::from),
            given: amounts.sum()?.into(),
            difference: difference.map(JsonAmount::from),
            ties: ties.collect(),
            amounts: rows,
        });
    }
    Ok(AllocateJson::new(decision.manifest.id.clone(), grants))
}

/// The proof of the amounts in a line, with what is given beside what there was. *Errors*: what
/// refutes them.
fn certificate(
    grant: &Grant,
    allocation: &Allocation,
    amounts: &ExactAmounts,
) -> Result<String, Failure> {
    let (id, lang) = (&grant.id, language());
    let failed = |error: &dyn InWords| failed_at(id, error);
    allocation.certificate().map_err(|refuted| {
        let line = |it: &Refutation| {
            let why = it.in_words(lang.unmarked());
            say!(lang, "{id}: refuted: {why}", "{id}: vederlagt: {why}")
        };
        Failure(refuted.iter().map(line).collect())
    })?;
    let total = amounts.sum().map_err(|error| failed(&error))?;
    let moved = amounts.numerators().filter(|amount| *amount != 0).count();
    let is_repayment = total.is_negative();
    let steps: Vec<&str> = allocation
        .steps()
        .iter()
        .map(|done| done.step.name())
        .collect();
    let plain = lang.unmarked();
    let (moved, all) = (lang.count(moved), lang.count(amounts.len()));
    let steps = steps.join(", ");
    let given = given(allocation, total, plain);
    let unit = match settles_in(allocation) {
        Denomination::KRONA => say!(plain, "a krona", "en krona"),
        unit => plain.number(&unit.to_string()),
    };
    let way = if is_repayment {
        say!(plain, "from", "från")
    } else {
        say!(plain, "to", "till")
    };
    Ok(say!(
        lang,
        "certificate {id}: {given} {way} {moved} of {all} recipients by {steps}; money for the eligible \
         only, none beyond a bound or claim, each amount within {unit} of its exact share where that \
         is promised",
        "intyg {id}: {given} {way} {moved} av {all} mottagare genom {steps}; pengar bara till de \
         berättigade, inga utöver en gräns eller ett rekvirerat belopp, varje belopp inom {unit} från \
         sin exakta andel där det är utlovat"
    ))
}

/// What is given, and how it differs from what there was.
fn given(allocation: &Allocation, total: Ratio, lang: Lang) -> String {
    let (Some(money), Ok(Some(difference))) = (allocation.appropriation(), allocation.difference())
    else {
        return kronor(total, lang);
    };
    if difference.is_zero() {
        return kronor(total, lang);
    }
    let by = kronor(difference.abs(), lang);
    let (total, money) = (kronor(total, lang), kronor(money, lang));
    let is_less = difference.is_negative() != allocation.is_repayment();
    match (is_less, is_kept(allocation)) {
        (true, true) => say!(
            lang,
            "{total} of {money}, {by} less, which is kept,",
            "{total} av {money}, {by} mindre, som behålls,"
        ),
        (true, false) => say!(
            lang,
            "{total} of {money}, {by} less,",
            "{total} av {money}, {by} mindre,"
        ),
        (false, _) => say!(
            lang,
            "{total} of {money}, {by} more,",
            "{total} av {money}, {by} mer,"
        ),
    }
}

/// What the amounts are whole numbers of.
fn settles_in(allocation: &Allocation) -> Denomination {
    let units = allocation.steps().iter().rev();
    let mut units = units.filter_map(|done| done.step.unit());
    units.next().unwrap_or(Denomination::KRONA)
}

/// Whether a step says that what is left stays with the authority.
fn is_kept(allocation: &Allocation) -> bool {
    let keeps = |step: &Step| matches!(step, Step::Balance { to, .. } if *to == Leftover::Kept);
    allocation.steps().iter().any(|done| keeps(&done.step))
}

/// Who was level for a krona, and how that was settled.
fn ties(decision: &Decision, grant: &Grant, allocation: &Allocation) -> Vec<String> {
    /// So many of those that were level are named.
    const NAMED: usize = 12;
    let names: Vec<&str> = labels(decision, grant)
        .take(grant.recipients.len())
        .collect();
    let name = |&it: &usize| match names[it] {
        "" => grant.recipients[it].as_str(),
        name => name,
    };
    let line = |(step, tie): (usize, &crate::allocation::Tie)| {
        let named: Vec<&str> = tie.between.iter().take(NAMED).map(name).collect();
        let more = tie.between.len() - named.len();
        let lang = language();
        let others = match more {
            0 => String::new(),
            _ => say!(lang.unmarked(), " and {more} more", " och {more} till"),
        };
        let first: Vec<&str> = tie
            .between
            .iter()
            .take(tie.served.min(NAMED))
            .map(name)
            .collect();
        let dots = if tie.served > NAMED { ", …" } else { "" };
        let (id, between, served) = (&grant.id, named.join(", "), tie.served);
        let (rule, first) = (tie.rule.in_words(lang.unmarked()), first.join(", "));
        say!(
            lang,
            "tie {id}, step {step}: {between}{others} were level, and {served} of them came first, \
             settled by {rule}: {first}{dots}",
            "lika rester i {id}, steg {step}: {between}{others} låg lika, och {served} av dem kom först, \
             avgjort genom {rule}: {first}{dots}"
        )
    };
    allocation.ties().map(line).collect()
}

/// Who has no figure in the column of a floor or cap, and so none of its own: said, since a cell that
/// was left empty by mistake looks the same.
fn without_bound(decision: &Decision, grant: &Grant, allocation: &Allocation) -> Vec<String> {
    /// So many of them are named.
    const NAMED: usize = 12;
    let steps = allocation.steps().iter().zip(&grant.readings[0].steps);
    let bounds = steps.filter(|(done, _)| matches!(*done.step, Step::ApportionWithin { .. }));
    let columns = bounds.flat_map(|(_, rests_on)| rests_on.keys.iter().skip(1));
    let mut told: BTreeSet<&String> = BTreeSet::new();
    let mut notes = Vec::new();
    for name in columns.filter(|it| told.insert(*it)) {
        let found = name.split_once('.').and_then(|(table, column)| {
            let table = decision.tables.get(table)?;
            Some((table, table.column_index(column)?))
        });
        let Some((table, column)) = found else {
            continue;
        };
        let has_figure = |row: usize| table.cell(row, column).number().is_some();
        let rows = table.row_indices(&grant.recipients);
        let without = grant.recipients.iter().zip(rows);
        let without = without.filter(|(_, row)| !row.is_some_and(has_figure));
        let without: Vec<&str> = without.map(|(code, _)| code.as_str()).collect();
        if without.is_empty() {
            continue;
        }
        let named = without[..without.len().min(NAMED)].join(", ");
        let dots = if without.len() > NAMED { ", …" } else { "" };
        let lang = language();
        let (id, count) = (&grant.id, lang.count(without.len()));
        notes.push(say!(
            lang,
            "bound {id}: no figure in {name}, and so no bound by it, for {count}: {named}{dots}",
            "gräns {id}: ingen uppgift i {name}, och därför ingen gräns av den, för {count}: {named}{dots}"
        ));
    }
    notes
}

/// The keys by which a step divides a whole, in the order in which the step names them.
fn keys_of(step: &Step) -> Vec<&AllocationKey> {
    match step {
        Step::Apportion { key, .. }
        | Step::ApportionAboveBase { key, .. }
        | Step::ApportionWithin { key, .. } => vec![key],
        // within a group weights are parts of the group's sum
        Step::ApportionNested { groups, .. } => vec![&groups.key],
        Step::ApportionMixed { keys, .. } | Step::ApportionSeveral { parts: keys, .. } => {
            keys.iter().map(|(_, key)| key).collect()
        }
        _ => Vec::new(),
    }
}

/// Percentages that do not make 100 are parts of their own sum unless a total is stated: said, since
/// it gives other kronor.
fn percentages(decision: &Decision, grant: &Grant, allocation: &Allocation) -> Vec<String> {
    let steps = allocation.steps().iter().zip(&grant.readings[0].steps);
    let mut notes = Vec::new();
    for (done, rests_on) in steps {
        for (name, key) in rests_on.keys.iter().zip(keys_of(&done.step)) {
            let Some((table, column)) = name.split_once('.') else {
                continue;
            };
            let table = decision.tables.get(table);
            let unit = table.and_then(|it| Some(it.columns[it.column_index(column)?].unit));
            let Ok(total) = key.total_weight() else {
                continue;
            };
            if unit != Some(Unit::Percent) || total == Ratio::whole(100) {
                continue;
            }
            let decimals = total.decimals(12).unwrap_or(4);
            let total = language().number(&total.to_decimal_string(decimals));
            let (id, column) = (&grant.id, name);
            let lang = language();
            let advice = match done.step.as_ref() {
                Step::Apportion { .. } | Step::ApportionAboveBase { .. } => say!(
                    lang.unmarked(),
                    " (add total = 100 to the step to take them as printed)",
                    " (lägg till total = 100 i steget för att ta dem som de står)"
                ),
                _ => String::new(),
            };
            notes.push(say!(
                lang,
                "key {id}: the percentages of {column} make {total}, not 100; each is taken as a part \
                 of their sum{advice}",
                "nyckel {id}: procentsatserna i {column} är tillsammans {total}, inte 100; var och en tas \
                 som en del av summan{advice}"
            ));
        }
    }
    notes
}

fn arithmetic(error: &ArithmeticError) -> Failure {
    Failure(vec![error.in_words(language())])
}

fn written(error: &csv::Error) -> Failure {
    Failure(vec![say!(
        language(),
        "the result cannot be written as CSV: {error}",
        "resultatet kan inte skrivas som CSV: {error}"
    )])
}
