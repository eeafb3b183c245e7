//! The recipients of a column: its amounts without totals, and what was distributed among them.

use super::super::Failure;
use super::super::language::language;
use super::column::{Column, Source};
use crate::exact::{Kronor, Ratio};
use crate::inference::{TotalRowSign, total_rows};
use crate::lang::{Errors, say};
use crate::report::{ColumnJson, DistributedJson, InferredRows, KronorJson, LeftOutJson};
use crate::tables::is_total_label;

/// The amounts of the recipients, and what was done to the column to get them.
pub(super) struct Recipients {
    pub labels: Vec<String>,
    /// Whole parts of a krona, all above zero or zero.
    pub amounts: Vec<Kronor>,
    /// How many of them make a krona: 1, or 100 where there are öre.
    pub per_krona: u32,
    /// Whether the amounts are printed below zero.
    mirrored: bool,
    /// What one printed amount stands for: 1 000 where they are in thousands.
    times: u32,
    left_out: Vec<LeftOut>,
}

/// A row that is no recipient.
struct LeftOut {
    label: String,
    amount: Kronor,
    why: Why,
}

/// Why a row is no recipient.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Why {
    Total(TotalRowSign),
    Negative,
}

/// What was distributed, and who says so.
#[derive(Clone)]
pub(super) struct Distributed {
    pub amount: Kronor,
    pub basis: Basis,
}

/// Who says what was distributed.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Basis {
    Given,
    TotalRow(String),
    OwnSum,
}

impl Recipients {
    /// Reads the column and takes out what is no recipient. *Errors*: the column; amounts with more
    /// decimals than öre have.
    pub fn read(source: &Source<'_>, name: &str, given: &[Ratio]) -> Result<Recipients, Failure> {
        let column = source.money(name)?;
        let per_krona = per_krona(&column, name, given)?;
        let in_parts = |number: &Ratio| parts(*number, per_krona);
        let mut amounts: Vec<Kronor> = column
            .values
            .iter()
            .map(in_parts)
            .collect::<Result<_, _>>()?;
        let mirrored = amounts.iter().all(|it| it.0 <= 0) && amounts.iter().any(|it| it.0 < 0);
        if mirrored {
            amounts
                .iter_mut()
                .for_each(|it| it.0 = it.0.saturating_neg());
        }
        let mut recipients = Recipients {
            labels: column.labels,
            amounts,
            per_krona,
            mirrored,
            times: 1,
            left_out: Vec::new(),
        };
        recipients.take_out();
        if let [one] = given {
            recipients.find_thousands(parts(*one, per_krona)?);
        }
        Ok(recipients)
    }

    fn take_out(&mut self) {
        let is_named: Vec<bool> = self.labels.iter().map(|it| is_total_label(it)).collect();
        let totals = total_rows(&self.amounts, &is_named);
        let rows = self.labels.drain(..).zip(self.amounts.drain(..));
        let (mut labels, mut amounts) = (Vec::new(), Vec::new());
        for (row, (label, amount)) in rows.enumerate() {
            let sign = totals.iter().find(|(total, _)| *total == row);
            let why = match sign {
                Some((_, sign)) => Some(Why::Total(*sign)),
                None => (amount.0 < 0).then_some(Why::Negative),
            };
            match why {
                Some(why) => self.left_out.push(LeftOut { label, amount, why }),
                None => {
                    labels.push(label);
                    amounts.push(amount);
                }
            }
        }
        (self.labels, self.amounts) = (labels, amounts);
    }

    /// Amounts that add up to a thousandth or a millionth of the appropriation, to within what rounding
    /// does, are in thousands or in millions.
    fn find_thousands(&mut self, appropriation: Kronor) {
        let sum = self.sum();
        let appropriation = i128::from(appropriation.0).abs();
        let cells = self.amounts.len() as i128;
        let fits = |times: i128| 2 * (sum * times - appropriation).abs() <= cells * times;
        if self.per_krona != 1 || sum == 0 || fits(1) {
            return;
        }
        let Some(times) = [1_000_u32, 1_000_000]
            .into_iter()
            .find(|times| fits(i128::from(*times)))
        else {
            return;
        };
        let factor = i64::from(times);
        let all = self.left_out.iter_mut().map(|it| &mut it.amount);
        let all = all.chain(&mut self.amounts);
        all.for_each(|it| it.0 = it.0.saturating_mul(factor));
        self.times = times;
    }

    fn sum(&self) -> i128 {
        self.amounts.iter().map(|it| i128::from(it.0)).sum()
    }

    /// What was distributed: what is given, else the largest total row, else the sum of the amounts, to
    /// be asked one after the other. *Errors*: a sum beyond the supported range.
    pub fn distributed(&self, given: &[Ratio]) -> Result<Vec<Distributed>, Failure> {
        if !given.is_empty() {
            return given.iter().map(|it| self.given(*it)).collect();
        }
        let totals = self.left_out.iter();
        let totals = totals.filter(|it| matches!(it.why, Why::Total(_)) && it.amount.0 > 0);
        let total = totals.max_by_key(|it| it.amount).map(|it| Distributed {
            amount: it.amount,
            basis: Basis::TotalRow(it.label.clone()),
        });
        let sum = Distributed {
            amount: Kronor::from_whole(self.sum()).map_err(Errors::from)?,
            basis: Basis::OwnSum,
        };
        let is_other = total.as_ref().is_none_or(|it| it.amount != sum.amount);
        Ok(total.into_iter().chain(is_other.then_some(sum)).collect())
    }

    fn given(&self, appropriation: Ratio) -> Result<Distributed, Failure> {
        let amount = parts(appropriation, self.per_krona)?;
        let amount = match self.mirrored {
            true => Kronor(amount.0.saturating_abs()),
            false => amount,
        };
        let basis = Basis::Given;
        Ok(Distributed { amount, basis })
    }

    /// A base amount in what the amounts are counted in. *Errors*: beyond the supported range.
    pub fn in_parts(&self, kronor: Kronor) -> Result<Kronor, Failure> {
        parts(Ratio::from(kronor), self.per_krona)
    }

    /// The rows as the report shows them.
    pub fn rows(&self) -> InferredRows<'_> {
        InferredRows {
            labels: &self.labels,
            per_krona: self.per_krona,
            mirrored: self.mirrored,
        }
    }

    fn money(&self, amount: Kronor) -> String {
        let signed = match self.mirrored {
            true => amount.0.saturating_neg(),
            false => amount.0,
        };
        let kronor = Ratio::new(i128::from(signed), i128::from(self.per_krona));
        let decimals = if self.per_krona == 1 { 0 } else { 2 };
        let shown = kronor.map_or_else(
            |_| amount.to_string(),
            |it| it.to_decimal_string(decimals) + " kr",
        );
        language().number(&shown)
    }

    /// What was done to the column, a sentence each.
    pub fn said(&self, distributed: &Distributed) -> Vec<String> {
        let lang = language();
        let mut said = Vec::new();
        if self.mirrored {
            said.push(say!(
                lang,
                "no amount is above zero: they are read as repayments, with the sign turned",
                "inget belopp är över noll: de läses som återbetalningar, med ombytt tecken"
            ));
        }
        if self.per_krona != 1 {
            said.push(say!(
                lang,
                "the amounts are to the öre, and so is what is said of them",
                "beloppen är på öret, och det är också vad som sägs om dem"
            ));
        }
        if self.times != 1 {
            let times = Ratio::whole(i128::from(self.times));
            said.push(say!(
                lang,
                "the amounts add up to the appropriation if each stands for {times} times as many kronor, and are read so",
                "beloppen summerar till anslaget om vart och ett står för {times} gånger så många kronor, och läses så"
            ));
        }
        said.extend(self.left_out.iter().map(|it| self.left_out_in_words(it)));
        let amount = self.money(distributed.amount);
        match &distributed.basis {
            Basis::Given => {}
            Basis::TotalRow(label) => said.push(say!(
                lang,
                "no appropriation is given: that of the total row {label} is taken, {amount}",
                "inget anslag är angivet: summaraden {label} tas som anslag, {amount}"
            )),
            Basis::OwnSum => said.push(say!(
                lang,
                "no appropriation is given: the sum of the amounts is taken, {amount}, so what is found is the amount a unit and the key of those listed",
                "inget anslag är angivet: summan av beloppen tas som anslag, {amount}, så det som hittas är beloppet per enhet och nyckeln för dem som är med"
            )),
        }
        said.extend(self.difference(distributed));
        said
    }

    fn left_out_in_words(&self, row: &LeftOut) -> String {
        let lang = language();
        let (label, amount) = (&row.label, self.money(row.amount));
        let others = self.amounts.len();
        match row.why {
            Why::Total(TotalRowSign::Label) => say!(
                lang,
                "{label}, {amount}, is left out: by its name it is a total, no recipient",
                "{label}, {amount}, är utelämnad: enligt namnet är raden en summa, ingen mottagare"
            ),
            Why::Total(TotalRowSign::Sum) => say!(
                lang,
                "{label}, {amount}, is left out: it is the sum of the other {others}, no recipient",
                "{label}, {amount}, är utelämnad: raden är summan av de andra {others}, ingen mottagare"
            ),
            Why::Negative => say!(
                lang,
                "{label}, {amount}, is left out: no key gives an amount below zero",
                "{label}, {amount}, är utelämnad: ingen nyckel ger ett belopp under noll"
            ),
        }
    }

    /// How a total row differs from what it should add up.
    fn difference(&self, distributed: &Distributed) -> Option<String> {
        let Basis::TotalRow(label) = &distributed.basis else {
            return None;
        };
        let difference = self.sum() - i128::from(distributed.amount.0);
        let difference = self.money(Kronor::from_whole(difference).ok()?);
        let sum = self.money(Kronor::from_whole(self.sum()).ok()?);
        (self.sum() != i128::from(distributed.amount.0)).then(|| {
            say!(
                language(),
                "the recipients add up to {sum}, which differs from {label} by {difference}",
                "mottagarna summerar till {sum}, vilket skiljer sig från {label} med {difference}"
            )
        })
    }

    /// What was done to the column, for programs.
    pub fn json(&self, distributed: &Distributed) -> ColumnJson {
        let kronor = |amount: Kronor| KronorJson::of(amount.0, self.per_krona);
        let left_out = self.left_out.iter().map(|it| LeftOutJson {
            row: it.label.clone(),
            amount: kronor(it.amount),
            why: match it.why {
                Why::Total(TotalRowSign::Label) => "total-by-label",
                Why::Total(TotalRowSign::Sum) => "total-by-sum",
                Why::Negative => "negative",
            },
        });
        let (basis, row) = match &distributed.basis {
            Basis::Given => ("given", None),
            Basis::TotalRow(label) => ("total-row", Some(label.clone())),
            Basis::OwnSum => ("own-sum", None),
        };
        ColumnJson {
            left_out: left_out.collect(),
            appropriation: DistributedJson {
                kronor: kronor(distributed.amount),
                basis,
                row,
            },
        }
    }
}

/// How many parts of a krona the figures are counted in. *Errors*: figures finer than öre.
fn per_krona(column: &Column<Ratio>, name: &str, given: &[Ratio]) -> Result<u32, Failure> {
    let is_counted_in = |number: &Ratio, parts: i128| parts % number.denominator() == 0;
    let all = || column.values.iter().chain(given);
    if all().all(Ratio::is_whole) {
        return Ok(1);
    }
    let Some(number) = all().find(|number| !is_counted_in(number, 100)) else {
        return Ok(100);
    };
    let number = number.to_decimal_string(6);
    Err(Failure(vec![say!(
        language(),
        "{name}: not a column of amounts (found {number}, expected kronor or öre); name another column",
        "{name}: ingen kolumn med belopp (hittade {number}, väntade kronor eller öre); ange en annan kolumn"
    )]))
}

/// A number of kronor in so many parts each, all of which are whole. *Errors*: beyond the range.
fn parts(kronor: Ratio, per_krona: u32) -> Result<Kronor, Failure> {
    let parts = kronor
        .mul(Ratio::whole(i128::from(per_krona)))
        .and_then(|it| Kronor::from_whole(it.numerator()));
    Ok(parts.map_err(Errors::from)?)
}
