//! The steps of a reading, with their names looked up.

use super::resolver::{Resolver, both, every};
use super::{GrantCondition, Reading, ReadingStep};
use crate::allocation::{
    Adjustment, AllocationError, AllocationKey, Denomination, Judgement, Pot, Procedure, Step,
};
use crate::decision::manifest::{
    AboveBaseSpec, AdjustmentSpec, BoundSpec, GrantSpec, KeyPartSpec, Name, PotSpec, PriceTermSpec,
    ReadingSpec, SeveralPartSpec, StepSpec,
};
use crate::decision::{DecisionError, NoUse};
use crate::exact::{ArithmeticError, Kronor, Ratio, Rounding};
use crate::lang::{Errors, Phrase, Wording, phrase};

/// What the steps of one grant have in common.
pub(super) struct Scope<'a> {
    pub grant: &'a GrantSpec,
    pub recipients: &'a [String],
    pub conditions: &'a [GrantCondition],
}

/// Resolves one step after another, for one reading.
pub(super) struct Steps<'a> {
    pub resolver: &'a Resolver<'a>,
    pub scope: &'a Scope<'a>,
    reading: &'a ReadingSpec,
}

type Resolved = Result<(Step, ReadingStep), Errors<DecisionError>>;

/// Resolves a reading. *Errors*: every step that refers to something that is not there.
pub(super) fn resolve_reading(
    resolver: &Resolver<'_>,
    spec: &ReadingSpec,
    scope: &Scope<'_>,
) -> Result<Reading, Errors<DecisionError>> {
    let steps = Steps {
        resolver,
        scope,
        reading: spec,
    };
    let found = every(spec.steps.iter().map(|step| steps.step(step)))?;
    let (resolved, rests_on) = found.into_iter().unzip();
    Ok(Reading {
        id: spec.id.get_ref().clone(),
        title: Wording::written(&spec.title, spec.title_sv.as_ref()),
        basis: spec.basis.clone(),
        procedure: Procedure::new(resolved),
        steps: rests_on,
    })
}

impl Steps<'_> {
    fn step(&self, spec: &StepSpec) -> Resolved {
        match spec {
            StepSpec::Apportion {
                appropriation,
                key,
                total,
            } => {
                let money = self.resolver.money(appropriation);
                let (money, weights) = both(money, self.key(key, *total))?;
                let step = Step::Apportion {
                    appropriation: money,
                    key: weights,
                };
                Ok((step, rests_on(&[appropriation], &[key], &[])))
            }
            StepSpec::ApportionMixed {
                appropriation,
                keys,
                round_parts,
            } => self.mixed(appropriation, keys, *round_parts),
            StepSpec::ApportionAboveBase(spec) => self.above_base(spec),
            StepSpec::ApportionWithin {
                appropriation,
                key,
                floor,
                cap,
            } => {
                let (floor, cap) = (floor.as_ref(), cap.as_ref());
                let step = self.within(appropriation, key, floor, cap)?;
                let bounds = floor.into_iter().chain(cap).map(|it| it.get_ref());
                Ok((step, rests_on_bounds(appropriation, key, bounds)))
            }
            StepSpec::ApportionSeveral { parts, round_parts } => self.several(parts, *round_parts),
            StepSpec::ApportionNested(spec) => {
                let columns = [&spec.groups, &spec.key];
                let rests = rests_on(&[&spec.appropriation], &columns, &[]);
                Ok((self.nested(spec)?, rests))
            }
            StepSpec::Price(terms) => Ok((self.price(terms)?, rests_on_prices(terms))),
            StepSpec::Round(rounding) => {
                let step = Step::Round {
                    rounding: *rounding,
                    unit: Denomination::KRONA,
                };
                Ok((step, ReadingStep::default()))
            }
            StepSpec::RoundTo { rounding, kronor } => {
                let step = Step::Round {
                    rounding: *rounding,
                    unit: self.unit(Some(kronor))?,
                };
                Ok((step, ReadingStep::default()))
            }
            StepSpec::LargestRemainder(spec) => {
                let (step, columns) = self.largest_remainder(spec)?;
                let columns: Vec<&Name> = columns.iter().collect();
                Ok((step, rests_on(&[], &columns, &[])))
            }
            StepSpec::Adjust(adjustments) => self.adjust(adjustments),
            StepSpec::Balance {
                total,
                ties,
                to,
                unit,
            } => {
                let step = self.balance(total, ties.as_ref(), *to, unit.as_ref())?;
                Ok((step, rests_on(&[total], &[], &[])))
            }
            StepSpec::SharePots(pots) => self.share_pots(pots, None),
            StepSpec::ShareRoundedPots { pots, round_parts } => {
                self.share_pots(pots, Some(*round_parts))
            }
            StepSpec::Limit { claims, of } => self.limit(claims, of),
            StepSpec::ShareRest {
                appropriation,
                condition,
                caps,
            } => self.share_rest(appropriation, condition, caps.as_ref()),
        }
    }

    /// A key, of which `total` may say that others have weights too.
    pub fn key(
        &self,
        name: &Name,
        total: Option<u64>,
    ) -> Result<AllocationKey, Errors<DecisionError>> {
        let weights = self.resolver.weights(name, self.scope.recipients)?;
        let total = total.map(|total| Ratio::whole(total.into()));
        let key = AllocationKey::of_decimals(&weights, total);
        Ok(key.map_err(|reason| self.allocation_error(name, reason))?)
    }

    /// Where the grant stands, for what has no name of its own.
    pub fn scope_name(&self) -> &Name {
        &self.reading.id
    }

    fn several(&self, specs: &[SeveralPartSpec], round_parts: Option<Rounding>) -> Resolved {
        let part = |spec: &SeveralPartSpec| {
            let money = self.resolver.money(&spec.appropriation);
            both(money, self.key(&spec.key, None))
        };
        let parts = every(specs.iter().map(part))?;
        let parameters: Vec<&Name> = specs.iter().map(|spec| &spec.appropriation).collect();
        let keys: Vec<&Name> = specs.iter().map(|spec| &spec.key).collect();
        let step = Step::ApportionSeveral { parts, round_parts };
        Ok((step, rests_on(&parameters, &keys, &[])))
    }

    fn mixed(
        &self,
        appropriation: &Name,
        keys: &[KeyPartSpec],
        round_parts: Option<Rounding>,
    ) -> Resolved {
        let part = |spec: &KeyPartSpec| {
            let fraction = self.resolver.fraction(&spec.part);
            both(fraction, self.key(&spec.key, None))
        };
        let money = self.resolver.money(appropriation);
        let (money, parts) = both(money, every(keys.iter().map(part)))?;
        let step = Step::ApportionMixed {
            appropriation: money,
            keys: parts,
            round_parts,
        };
        let parameters: Vec<&Name> = std::iter::once(appropriation)
            .chain(keys.iter().map(|spec| &spec.part))
            .collect();
        let keys: Vec<&Name> = keys.iter().map(|spec| &spec.key).collect();
        Ok((step, rests_on(&parameters, &keys, &[])))
    }

    fn above_base(&self, spec: &AboveBaseSpec) -> Resolved {
        let money = self.resolver.money(&spec.appropriation);
        let amounts = both(money, self.resolver.kronor(&spec.base));
        let ((money, base), key) = both(amounts, self.key(&spec.key, spec.total))?;
        let step = Step::ApportionAboveBase {
            appropriation: money,
            base,
            recipients: spec.recipients.unwrap_or(self.scope.recipients.len()),
            key,
        };
        Ok((
            step,
            rests_on(&[&spec.appropriation, &spec.base], &[&spec.key], &[]),
        ))
    }

    fn adjust(&self, specs: &[AdjustmentSpec]) -> Resolved {
        let codes = specs.iter().map(|spec| &spec.code);
        let recipients = self.resolver.recipients(codes, self.scope.recipients)?;
        let adjustment = |(recipient, spec): (usize, &AdjustmentSpec)| Adjustment {
            recipient,
            by: Kronor(spec.kr),
        };
        let adjustments = recipients.into_iter().zip(specs).map(adjustment).collect();
        Ok((Step::Adjust { adjustments }, ReadingStep::default()))
    }

    fn share_pots(&self, specs: &[PotSpec], round_parts: Option<Rounding>) -> Resolved {
        let pots = every(specs.iter().map(|spec| self.pot(spec)))?;
        let parameters: Vec<&Name> = specs
            .iter()
            .map(|spec| spec.fraction.as_ref().unwrap_or(&spec.of))
            .collect();
        let conditions: Vec<&Name> = specs.iter().map(|spec| &spec.condition).collect();
        Ok((
            Step::SharePots { pots, round_parts },
            rests_on(&parameters, &[], &conditions),
        ))
    }

    fn pot(&self, spec: &PotSpec) -> Result<Pot, Errors<DecisionError>> {
        let fraction = spec
            .fraction
            .as_ref()
            .map(|name| self.resolver.fraction(name));
        let amounts = both(self.resolver.money(&spec.of), fraction.transpose());
        let ((money, fraction), eligible) = both(amounts, self.eligible(&spec.condition))?;
        let money = money.mul(fraction.unwrap_or(Ratio::ONE));
        let money = money.map_err(|error| self.arithmetic_error(&spec.of, error))?;
        Ok(Pot {
            name: spec.condition.get_ref().clone(),
            money: spec
                .round
                .map_or(money, |rounding| Ratio::whole(money.round(rounding))),
            eligible,
        })
    }

    fn share_rest(&self, appropriation: &Name, condition: &Name, caps: Option<&Name>) -> Resolved {
        let asked = both(self.resolver.money(appropriation), self.eligible(condition));
        let limits = caps.map(|caps| self.claims(caps, &[])).transpose();
        let ((money, asked), caps_of) = both(asked, limits)?;
        let step = Step::ShareRest {
            appropriation: money,
            asked,
            caps: caps_of,
        };
        let columns: Vec<&Name> = caps.into_iter().collect();
        Ok((step, rests_on(&[appropriation], &columns, &[condition])))
    }

    fn limit(&self, claims: &Name, of: &[Name]) -> Resolved {
        let step = Step::Limit {
            claims: self.claims(claims, of)?,
        };
        Ok((step, rests_on(&[], &[claims], &[])))
    }

    /// What was claimed, from a column: of the recipients named, or of all that have a figure.
    fn claims(
        &self,
        column: &Name,
        of: &[Name],
    ) -> Result<Vec<Option<Kronor>>, Errors<DecisionError>> {
        let (table, index) = self.resolver.column(column)?;
        let mut claims = vec![None; self.scope.recipients.len()];
        let named = self.resolver.recipients(of.iter(), self.scope.recipients)?;
        let positions = if of.is_empty() {
            (0..claims.len()).collect()
        } else {
            named
        };
        let mut errors = Vec::new();
        for position in positions {
            let recipient = &self.scope.recipients[position];
            let row = table.row_index(recipient);
            let cell = row.map(|row| (row, table.cell(row, index)));
            let number = cell.and_then(|(_, cell)| cell.number());
            let number = number.map(|number| number.value());
            let claim = number.filter(|it| it.is_whole() && !it.is_negative());
            match (claim, cell) {
                (Some(value), _) => match Kronor::from_whole(value.numerator()) {
                    Ok(claim) => claims[position] = Some(claim),
                    Err(error) => errors.push(self.arithmetic_error(column, error)),
                },
                // only somebody who is named must have claimed something
                (None, _) if number.is_none() && of.is_empty() => {}
                (None, Some((row, cell))) if number.is_some() => {
                    errors.push(DecisionError::from(NoUse {
                        at: self.resolver.cell_place(table, row, index),
                        what: phrase!("claim", "rekvirerat belopp"),
                        recipient: recipient.clone(),
                        found: Phrase::same(cell.printed.to_owned()),
                        expected: phrase!(
                            "whole kronor of at least 0",
                            "hela kronor som är minst 0"
                        ),
                        help: phrase!("correct the cell", "rätta cellen"),
                    }));
                }
                (None, cell) => errors.push(DecisionError::NotAClaim {
                    at: match cell {
                        Some((row, _)) => self.resolver.cell_place(table, row, index),
                        None => self.resolver.column_place(table, index),
                    },
                    recipient: recipient.clone(),
                }),
            }
        }
        Errors::result(errors, claims)
    }

    pub fn eligible(&self, name: &Name) -> Result<Vec<bool>, DecisionError> {
        let conditions = self.scope.conditions;
        let condition = conditions
            .iter()
            .find(|condition| condition.id == *name.get_ref());
        let condition = condition.ok_or_else(|| {
            let known = conditions.iter().map(|condition| condition.id.as_str());
            self.resolver
                .unknown(phrase!("condition", "villkoret"), name, known)
        })?;
        Ok(condition.judgements.iter().map(Judgement::is_met).collect())
    }

    pub fn arithmetic_error(&self, name: &Name, error: ArithmeticError) -> DecisionError {
        self.allocation_error(name, error.into())
    }

    pub fn allocation_error(&self, name: &Name, reason: AllocationError) -> DecisionError {
        DecisionError::Allocation {
            at: self.resolver.place_of(name),
            grant: self.scope.grant.id.get_ref().clone(),
            reading: self.reading.id.get_ref().clone(),
            reason,
        }
    }
}

/// Each recipient's place in the order of codes: who comes first among equals.
pub(super) fn ranks_by_code(recipients: &[String]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..recipients.len()).collect();
    order.sort_by_key(|&position| &recipients[position]);
    let mut ranks = vec![0; order.len()];
    for (rank, position) in order.into_iter().enumerate() {
        ranks[position] = rank;
    }
    ranks
}

fn rests_on(parameters: &[&Name], keys: &[&Name], conditions: &[&Name]) -> ReadingStep {
    let texts = |names: &[&Name]| names.iter().map(|name| name.get_ref().clone()).collect();
    ReadingStep {
        parameters: texts(parameters),
        keys: texts(keys),
        conditions: texts(conditions),
    }
}

/// What bounds rest on: parameters, and columns beside the key.
fn rests_on_bounds<'s>(
    appropriation: &Name,
    key: &Name,
    bounds: impl Iterator<Item = &'s BoundSpec>,
) -> ReadingStep {
    let mut rests = rests_on(&[appropriation], &[key], &[]);
    for bound in bounds {
        match bound {
            BoundSpec::Name(column) if column.contains('.') => rests.keys.push(column.clone()),
            BoundSpec::Name(parameter) => rests.parameters.push(parameter.clone()),
            BoundSpec::Part(part) => {
                rests.keys.push(part.of.clone());
                rests.parameters.push(part.times.clone());
            }
        }
    }
    rests
}

fn rests_on_prices(terms: &[PriceTermSpec]) -> ReadingStep {
    let prices = terms.iter().flat_map(|term| {
        let by_class = term.prices.iter().flat_map(|prices| prices.values());
        term.price.iter().chain(by_class)
    });
    let columns = terms
        .iter()
        .flat_map(|term| term.class.iter().chain(&term.count));
    let conditions = terms.iter().filter_map(|term| term.condition.as_ref());
    rests_on(
        &prices.collect::<Vec<_>>(),
        &columns.collect::<Vec<_>>(),
        &conditions.collect::<Vec<_>>(),
    )
}
