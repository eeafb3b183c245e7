//! Prices, counts and bounds that are each recipient's own, looked up.

use toml::Spanned;

use super::resolver::{Resolver, both, every};
use super::steps::Steps;
use crate::allocation::{Bounds, PriceTerm, Step};
use crate::decision::manifest::{BoundSpec, Name, PartOfSpec, PriceTermSpec};
use crate::decision::{DecisionError, NoUse, Unfit};
use crate::exact::{Kronor, Ratio, Rounding};
use crate::lang::{Errors, Phrase, phrase};

impl Steps<'_> {
    /// The terms of an amount by price.
    pub fn price(&self, specs: &[PriceTermSpec]) -> Result<Step, Errors<DecisionError>> {
        let terms = every(specs.iter().map(|spec| self.term(spec)))?;
        Ok(Step::Price { terms })
    }

    fn term(&self, spec: &PriceTermSpec) -> Result<PriceTerm, Errors<DecisionError>> {
        let recipients = self.scope.recipients;
        let counts = match &spec.count {
            None => Ok(vec![Ratio::ONE; recipients.len()]),
            Some(count) => self.resolver.counts(count, recipients),
        };
        let ((prices, name), counts) = both(self.prices(spec), counts)?;
        let condition = spec.condition.as_ref();
        let eligible = condition.map(|it| self.eligible(it)).transpose()?;
        Ok(PriceTerm {
            name,
            prices,
            eligible,
            counts,
        })
    }

    /// Each recipient's price, and what the term is called.
    fn prices(&self, spec: &PriceTermSpec) -> Result<(Vec<Ratio>, String), Errors<DecisionError>> {
        let recipients = self.scope.recipients;
        match (&spec.price, &spec.prices, &spec.class) {
            (Some(price), None, None) => {
                let same = self.resolver.money(price)?;
                Ok((vec![same; recipients.len()], price.get_ref().clone()))
            }
            (None, Some(prices), Some(class)) => {
                let classes = self
                    .resolver
                    .words(class, recipients, &phrase!("class", "klass"))?;
                let (table, index) = self.resolver.column(class)?;
                let known = prices.keys().cloned().collect::<Vec<_>>().join(", ");
                let price = |(recipient, class_of): (&String, &String)| match prices.get(class_of) {
                    Some(price) => self.resolver.money(price),
                    None => Err(DecisionError::from(NoUse {
                        at: match table.row_index(recipient) {
                            Some(row) => self.resolver.cell_place(table, row, index),
                            None => self.resolver.place_of(class),
                        },
                        what: phrase!("price", "pris"),
                        recipient: recipient.clone(),
                        found: Phrase::same(class_of.clone()),
                        expected: phrase!("one of {known}", "någon av {known}"),
                        help: phrase!(
                            "correct the cell, or add the price of the class",
                            "rätta cellen, eller lägg till klassens pris"
                        ),
                    })),
                };
                let each = every(recipients.iter().zip(&classes).map(price))?;
                Ok((each, class.get_ref().clone()))
            }
            _ => Err(Errors::from(DecisionError::Missing {
                at: self.resolver.place_of(self.scope_name()),
                what: phrase!("the price of a term", "priset för en term"),
                help: phrase!(
                    "give price = a parameter, or class = a column and prices = {{ class = parameter }}",
                    "ange price = en parameter, eller class = en kolumn och prices = {{ klass = parameter }}"
                ),
            })),
        }
    }

    /// The step by key within bounds.
    pub fn within(
        &self,
        appropriation: &Name,
        key: &Name,
        floor: Option<&Spanned<BoundSpec>>,
        cap: Option<&Spanned<BoundSpec>>,
    ) -> Result<Step, Errors<DecisionError>> {
        let recipients = self.scope.recipients.len();
        let lower = floor.map(|it| self.bound(it, Rounding::Up)).transpose();
        let upper = cap.map(|it| self.bound(it, Rounding::Down)).transpose();
        let (lower, upper) = both(lower, upper)?;
        let money = self.resolver.kronor(appropriation);
        let (appropriation, key) = both(money, self.key(key, None))?;
        let lower = lower.unwrap_or_else(|| vec![None; recipients]);
        let bounds = Bounds {
            lower: lower
                .into_iter()
                .map(|it| it.unwrap_or(Kronor::ZERO))
                .collect(),
            upper: upper.unwrap_or_else(|| vec![None; recipients]),
        };
        if let Some(cap) = cap {
            self.caps_above_floors(cap, &bounds)?;
        }
        Ok(Step::ApportionWithin {
            appropriation,
            key,
            bounds,
        })
    }

    /// *Errors*: everybody whose cap is below the floor.
    fn caps_above_floors(
        &self,
        at: &Spanned<BoundSpec>,
        bounds: &Bounds,
    ) -> Result<(), Errors<DecisionError>> {
        let at: Name = Spanned::new(at.span(), String::new());
        let both = bounds.lower.iter().zip(&bounds.upper).enumerate();
        let crossed = both.filter_map(|(recipient, (floor, cap))| {
            let cap = (*cap).filter(|cap| cap < floor)?;
            let code = &self.scope.recipients[recipient];
            Some(DecisionError::from(Unfit {
                at: self.resolver.place_of(&at),
                what: phrase!(
                    "the cap of {code} is below its floor",
                    "taket för {code} är under det lägsta beloppet"
                ),
                found: phrase!(
                    "a cap of {cap} and a floor of {floor}",
                    "taket {cap} och det lägsta beloppet {floor}"
                ),
                expected: phrase!(
                    "a cap of at least the floor",
                    "ett tak som är minst det lägsta beloppet"
                ),
                help: phrase!(
                    "correct the figures or the percentages",
                    "rätta uppgifterna eller procentsatserna"
                ),
            }))
        });
        Errors::result(crossed.collect(), ())
    }

    /// One bound a recipient; `None` for who has none of its own.
    fn bound(
        &self,
        spec: &Spanned<BoundSpec>,
        towards: Rounding,
    ) -> Result<Vec<Option<Kronor>>, Errors<DecisionError>> {
        let recipients = self.scope.recipients;
        let at: Name = Spanned::new(spec.span(), String::new());
        match spec.get_ref() {
            BoundSpec::Name(name) if !name.contains('.') => {
                let same = self.resolver.kronor(&Resolver::renamed(&at, name))?;
                Ok(vec![Some(same); recipients.len()])
            }
            BoundSpec::Name(column) => {
                let column = Resolver::renamed(&at, column);
                self.whole(&column, &self.resolver.numbers(&column, recipients)?, None)
            }
            BoundSpec::Part(PartOfSpec { of, times, round }) => {
                let column = Resolver::renamed(&at, of);
                let times = self.resolver.fraction(&Resolver::renamed(&at, times))?;
                let part = |number: Option<Ratio>| number.map(|it| it.mul(times)).transpose();
                let parts = self.resolver.numbers(&column, recipients)?.into_iter();
                let parts = parts.map(part).collect::<Result<Vec<_>, _>>();
                let parts = parts.map_err(|error| self.arithmetic_error(&column, error))?;
                self.whole(&column, &parts, Some((*round, towards)))
            }
        }
    }

    /// Bounds in whole kronor. *Errors*: one that is not, and no rounding is named for it.
    fn whole(
        &self,
        column: &Name,
        amounts: &[Option<Ratio>],
        rounding: Option<(Option<Rounding>, Rounding)>,
    ) -> Result<Vec<Option<Kronor>>, Errors<DecisionError>> {
        let whole = |(recipient, amount): (usize, &Option<Ratio>)| {
            let Some(amount) = amount else {
                return Ok(None);
            };
            let named = rounding.and_then(|(named, _)| named);
            if !amount.is_whole() && named.is_none() {
                let towards = rounding.map_or(Rounding::Up, |(_, towards)| towards);
                return Err(DecisionError::from(Unfit {
                    at: self.resolver.place_of(column),
                    what: {
                        let code = &self.scope.recipients[recipient];
                        phrase!(
                            "the bound of {code} is not in whole kronor",
                            "gränsen för {code} är inte i hela kronor"
                        )
                    },
                    found: Phrase::same(format!(
                        "{} kr",
                        amount.to_decimal_string(amount.decimals(12).unwrap_or(2))
                    )),
                    expected: phrase!(
                        "whole kronor, or a rounding such as round = \"{towards}\"",
                        "hela kronor, eller en avrundning som round = \"{towards}\""
                    ),
                    help: phrase!("say how the bound is rounded", "ange hur gränsen avrundas"),
                }));
            }
            let kronor = Kronor::from_whole(amount.round(named.unwrap_or(Rounding::Down)));
            let kronor = kronor.map_err(|error| self.arithmetic_error(column, error))?;
            Ok(Some(kronor))
        };
        every(amounts.iter().enumerate().map(whole))
    }
}
