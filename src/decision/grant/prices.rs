//! Prices, counts and bounds that are each recipient's own, looked up.

use toml::Spanned;

use super::resolver::Resolver;
use super::steps::Steps;
use crate::allocation::{Bounds, PriceTerm, Step};
use crate::decision::manifest::{BoundSpec, Name, PartOfSpec, PriceTermSpec};
use crate::decision::{DecisionError, NoUse, Unfit};
use crate::exact::{Kronor, Ratio, Rounding};
use crate::lang::{Phrase, phrase};

impl Steps<'_> {
    /// The terms of an amount by price.
    pub fn price(&self, specs: &[PriceTermSpec]) -> Result<Step, DecisionError> {
        let terms = specs.iter().map(|spec| self.term(spec));
        Ok(Step::Price {
            terms: terms.collect::<Result<_, _>>()?,
        })
    }

    fn term(&self, spec: &PriceTermSpec) -> Result<PriceTerm, DecisionError> {
        let recipients = self.scope.recipients;
        let (mut prices, name) = self.prices(spec)?;
        if let Some(condition) = &spec.condition {
            let eligible = self.eligible(condition)?;
            let left_out = prices.iter_mut().zip(eligible).filter(|(_, it)| !it);
            left_out.for_each(|(price, _)| *price = Ratio::ZERO);
        }
        let counts = match &spec.count {
            None => vec![Ratio::ONE; recipients.len()],
            Some(count) => self.resolver.counts(count, recipients)?,
        };
        Ok(PriceTerm {
            name,
            prices,
            counts,
        })
    }

    /// Each recipient's price, and what the term is called.
    fn prices(&self, spec: &PriceTermSpec) -> Result<(Vec<Ratio>, String), DecisionError> {
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
                let price = |(recipient, class_of): (&String, &String)| match prices.get(class_of) {
                    Some(price) => self.resolver.money(price),
                    None => Err(DecisionError::from(NoUse {
                        at: self.resolver.place_of(class),
                        what: phrase!("price", "pris"),
                        recipient: recipient.clone(),
                        found: Phrase::same(class_of.clone()),
                        expected: {
                            let known = prices.keys().cloned().collect::<Vec<_>>().join(", ");
                            phrase!("one of {known}", "någon av {known}")
                        },
                        help: phrase!("add the price of the class", "lägg till klassens pris"),
                    })),
                };
                let each = recipients.iter().zip(&classes).map(price);
                let name = class.get_ref().clone();
                Ok((each.collect::<Result<_, _>>()?, name))
            }
            _ => Err(DecisionError::Missing {
                at: self.resolver.place_of(self.scope_name()),
                what: phrase!("the price of a term", "priset för en term"),
                help: phrase!(
                    "give price = a parameter, or class = a column and prices = {{ class = parameter }}",
                    "ange price = en parameter, eller class = en kolumn och prices = {{ klass = parameter }}"
                ),
            }),
        }
    }

    /// The step by key within bounds.
    pub fn within(
        &self,
        appropriation: &Name,
        key: &Name,
        floor: Option<&Spanned<BoundSpec>>,
        cap: Option<&Spanned<BoundSpec>>,
    ) -> Result<Step, DecisionError> {
        let recipients = self.scope.recipients.len();
        let lower = floor.map(|it| self.bound(it, Rounding::Up)).transpose()?;
        let upper = cap.map(|it| self.bound(it, Rounding::Down)).transpose()?;
        let lower = lower.unwrap_or_else(|| vec![None; recipients]);
        let bounds = Bounds {
            lower: lower
                .into_iter()
                .map(|it| it.unwrap_or(Kronor::ZERO))
                .collect(),
            upper: upper.unwrap_or_else(|| vec![None; recipients]),
        };
        Ok(Step::ApportionWithin {
            appropriation: self.resolver.kronor(appropriation)?,
            key: self.key(key, None)?,
            bounds,
        })
    }

    /// One bound a recipient; `None` for who has none of its own.
    fn bound(
        &self,
        spec: &Spanned<BoundSpec>,
        towards: Rounding,
    ) -> Result<Vec<Option<Kronor>>, DecisionError> {
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
    ) -> Result<Vec<Option<Kronor>>, DecisionError> {
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
                    found: Phrase::same(format!("{amount} kr")),
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
        amounts.iter().enumerate().map(whole).collect()
    }
}
