//! Ties, units and groups of a step, looked up.

use std::collections::BTreeSet;

use toml::Spanned;

use super::resolver::{Resolver, both, every};
use super::steps::{Steps, ranks_by_code};
use crate::allocation::{
    AllocationKey, Denomination, Groups, Leftover, Settling, Step, TieOrder, TieRule,
};
use crate::decision::manifest::{
    FullRemainderSpec, LeftoverSpec, Name, NestedSpec, RemainderSpec, SettlingSpec, Ties,
};
use crate::decision::{DecisionError, Unfit};
use crate::exact::Rounding;
use crate::lang::{Errors, Phrase, phrase};
use crate::tables::{Unit, read_figure};

/// The word for a recipient's county as its group.
const COUNTY: &str = "county";

impl Steps<'_> {
    /// The order of ties. *Errors*: a code that is no recipient's, or stands twice.
    pub fn order(&self, ties: &Ties, at: &Name) -> Result<TieOrder, DecisionError> {
        let recipients = self.scope.recipients;
        let (rule, ranks) = match ties {
            Ties::LowestCode => (TieRule::LowestCode, ranks_by_code(recipients)),
            Ties::Largest => (TieRule::Largest, ranks_by_code(recipients)),
            Ties::FirstInList => (TieRule::FirstInList, (0..recipients.len()).collect()),
            Ties::Stated(codes) => (TieRule::Stated, self.listed_ranks(codes, at)?),
            Ties::Lot(codes) => (TieRule::Lot, self.listed_ranks(codes, at)?),
        };
        Ok(TieOrder { rule, ranks })
    }

    /// The ranks of a stated order; those that it does not name share the last one.
    fn listed_ranks(&self, codes: &[String], at: &Name) -> Result<Vec<usize>, DecisionError> {
        let recipients = self.scope.recipients;
        let mut ranks = vec![codes.len(); recipients.len()];
        let names: Vec<Name> = codes
            .iter()
            .map(|code| Resolver::renamed(at, code))
            .collect();
        let named = self.resolver.recipients(names.iter(), recipients)?;
        for (rank, (code, recipient)) in codes.iter().zip(named).enumerate() {
            if ranks[recipient] != codes.len() {
                return Err(DecisionError::from(Unfit {
                    at: self.resolver.place_of(at),
                    what: phrase!(
                        "an order names a recipient twice",
                        "en ordning anger en mottagare två gånger"
                    ),
                    found: Phrase::same(code.clone()),
                    expected: phrase!("each recipient once", "varje mottagare en gång"),
                    help: phrase!("take one of them out", "ta bort en av dem"),
                }));
            }
            ranks[recipient] = rank;
        }
        Ok(ranks)
    }

    /// A unit as written: 1000, `"0,01"`, `"öre"`; a krona if nothing is said.
    pub fn unit(
        &self,
        written: Option<&Spanned<toml::Value>>,
    ) -> Result<Denomination, DecisionError> {
        let Some(written) = written else {
            return Ok(Denomination::KRONA);
        };
        let at = Spanned::new(written.span(), String::new());
        self.unit_of(written.get_ref(), &at)
    }

    fn unit_of(&self, written: &toml::Value, at: &Name) -> Result<Denomination, DecisionError> {
        let text = match written {
            toml::Value::String(text) => text.trim().to_owned(),
            other => other.to_string().replace('.', ","),
        };
        if text == "öre" {
            return Ok(Denomination::ORE);
        }
        let kronor = read_figure(&text, Unit::Kr).or_else(|_| read_figure(&text, Unit::Index));
        let unit = kronor.ok().map(|number| Denomination::of(number.value()));
        match unit {
            Some(Ok(unit)) => Ok(unit),
            _ => Err(DecisionError::from(Unfit {
                at: self.resolver.place_of(at),
                what: phrase!("the unit is no amount", "enheten är inget belopp"),
                found: Phrase::same(written.to_string()),
                expected: phrase!(
                    "a positive whole number of öre: 1, 1000, \"0,01\" or \"öre\"",
                    "ett positivt helt antal ören: 1, 1000, \"0,01\" eller \"öre\""
                ),
                help: phrase!("correct the unit", "rätta enheten"),
            })),
        }
    }

    /// The step by largest remainder.
    pub fn largest_remainder(
        &self,
        spec: &Spanned<RemainderSpec>,
    ) -> Result<(Step, Vec<Name>), Errors<DecisionError>> {
        let at = Spanned::new(spec.span(), String::new());
        let krona = |order| Step::LargestRemainder {
            order,
            unit: Denomination::KRONA,
            groups: None,
        };
        let FullRemainderSpec {
            order,
            unit,
            within,
        } = match spec.get_ref() {
            RemainderSpec::Rule(ties) => return Ok((krona(self.order(ties, &at)?), Vec::new())),
            RemainderSpec::Full(spec) => spec,
        };
        let unit = unit.as_ref().map(|unit| self.unit_of(unit, &at));
        let within = within.as_ref().map(|text| Resolver::renamed(&at, text));
        let groups = within.as_ref().map(|of| self.groups(of)).transpose();
        let settled = both(self.order(order, &at), unit.transpose());
        let ((order, unit), groups) = both(settled, groups)?;
        let step = Step::LargestRemainder {
            order,
            unit: unit.unwrap_or(Denomination::KRONA),
            groups: groups.map(|(_, of)| of),
        };
        let columns = within.into_iter().filter(|it| it.get_ref() != COUNTY);
        Ok((step, columns.collect()))
    }

    /// The names of the groups in order, and the group of each recipient: its county by code, or what
    /// a column says.
    fn groups(&self, of: &Name) -> Result<(Vec<String>, Vec<usize>), Errors<DecisionError>> {
        let recipients = self.scope.recipients;
        let names: Vec<String> = if of.get_ref() == COUNTY {
            let county = |code: &String| match code.get(..2) {
                Some(county) if code.len() == 4 => Ok(county.to_owned()),
                _ => Err(DecisionError::from(Unfit {
                    at: self.resolver.place_of(of),
                    what: phrase!(
                        "recipients that are no municipalities have no county",
                        "mottagare som inte är kommuner har inget län"
                    ),
                    found: Phrase::same(code.clone()),
                    expected: phrase!("a code of four digits", "en kod med fyra siffror"),
                    help: phrase!(
                        "name a column with the group of each recipient",
                        "ange en kolumn med varje mottagares grupp"
                    ),
                })),
            };
            every(recipients.iter().map(county))?
        } else {
            self.resolver
                .words(of, recipients, &phrase!("group", "grupp"))?
        };
        let distinct: BTreeSet<&String> = names.iter().collect();
        let distinct: Vec<String> = distinct.into_iter().cloned().collect();
        let position = |name: &String| distinct.binary_search(name).unwrap_or_default();
        let positions = names.iter().map(position).collect();
        Ok((distinct, positions))
    }

    /// The step of shares of shares.
    pub fn nested(&self, spec: &NestedSpec) -> Result<Step, Errors<DecisionError>> {
        let (names, of) = self.groups(&spec.of)?;
        // every group of the table has its part, with members or without
        let (table, _) = self.resolver.column(&spec.groups)?;
        let listed = table.body().map(|row| table.rows[row].key.clone());
        let all: BTreeSet<String> = names.iter().cloned().chain(listed).collect();
        let all: Vec<String> = all.into_iter().collect();
        let position = |group: usize| all.binary_search(&names[group]).unwrap_or_default();
        let of = of.into_iter().map(position).collect();
        let of_groups = self.resolver.column_weights(&spec.groups, &all);
        let keys = both(of_groups, self.key(&spec.key, None));
        let order = match &spec.ties {
            Some(ties) => {
                let at = Spanned::new(ties.span(), String::new());
                self.order(ties.get_ref(), &at)
            }
            None => self.order(&Ties::LowestCode, &spec.key),
        };
        let amounts = both(
            self.resolver.money(&spec.appropriation),
            self.unit(spec.unit.as_ref()),
        );
        let ((of_groups, key), (order, (appropriation, unit))) = both(keys, both(order, amounts))?;
        let groups_key = AllocationKey::of_decimals(&of_groups, None);
        Ok(Step::ApportionNested {
            appropriation,
            groups: Groups {
                names: all,
                key: groups_key.map_err(|reason| self.allocation_error(&spec.groups, reason))?,
                of,
                settling: settling(spec.settle_groups),
            },
            key,
            settling: settling(spec.settle),
            order,
            unit,
        })
    }

    /// The step that gives or keeps what is left over.
    pub fn balance(
        &self,
        total: &Name,
        ties: Option<&Spanned<Ties>>,
        to: LeftoverSpec,
        unit: Option<&Spanned<toml::Value>>,
    ) -> Result<Step, Errors<DecisionError>> {
        let needs_ties = matches!(to, LeftoverSpec::LargestShare | LeftoverSpec::LargestAlone);
        let order = match ties {
            Some(ties) => {
                let at = Spanned::new(ties.span(), String::new());
                self.order(ties.get_ref(), &at)
            }
            None if needs_ties => Err(DecisionError::Missing {
                at: self.resolver.place_of(total),
                what: phrase!(
                    "the rule for ties of \"balance\"",
                    "regeln för lika rester i ”balance”"
                ),
                help: phrase!(
                    "add ties = \"lowest-code\" or another rule",
                    "lägg till ties = \"lowest-code\" eller en annan regel"
                ),
            }),
            None => self.order(&Ties::FirstInList, total),
        };
        let amounts = both(self.resolver.money(total), self.unit(unit));
        let (order, (total, unit)) = both(order, amounts)?;
        Ok(Step::Balance {
            total,
            order,
            to: match to {
                LeftoverSpec::LargestShare => Leftover::LargestShare,
                LeftoverSpec::LargestAlone => Leftover::LargestAlone,
                LeftoverSpec::FirstInList => Leftover::FirstInList,
                LeftoverSpec::Kept => Leftover::Kept,
            },
            unit,
        })
    }
}

fn settling(spec: SettlingSpec) -> Settling {
    match spec {
        SettlingSpec::LargestRemainder => Settling::LargestRemainder,
        SettlingSpec::HalfUp => Settling::Each(Rounding::HalfUp),
        SettlingSpec::HalfEven => Settling::Each(Rounding::HalfEven),
        SettlingSpec::HalfDown => Settling::Each(Rounding::HalfDown),
        SettlingSpec::Up => Settling::Each(Rounding::Up),
        SettlingSpec::Down => Settling::Each(Rounding::Down),
        SettlingSpec::Truncate => Settling::Each(Rounding::Truncate),
    }
}
