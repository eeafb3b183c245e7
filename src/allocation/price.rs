//! Amounts by price (*belopp per …*): a base amount, and so much for each of what is counted.
//!
//! No appropriation is divided: what is given is what the prices come to.

use super::RecipientList;
use super::{AllocationError, ExactAmounts};
use crate::exact::Ratio;

/// One term of an amount: a price for each of what is counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriceTerm {
    /// What the term is called in the decision, such as `grundstod`.
    pub name: String,
    /// Each recipient's price, in kronor: the price of its class.
    pub prices: Vec<Ratio>,
    /// Who has a part of the term, one answer a recipient; `None` if everybody has.
    pub eligible: Option<Vec<bool>>,
    /// How many of them each recipient has; one for a base amount.
    pub counts: Vec<Ratio>,
}

impl PriceTerm {
    /// What a recipient is paid for each: nothing if it has no part of the term.
    pub fn price(&self, recipient: usize) -> Ratio {
        let eligible = self.eligible.as_ref();
        if eligible.is_none_or(|it| it[recipient]) {
            self.prices[recipient]
        } else {
            Ratio::ZERO
        }
    }

    /// Price × count of each recipient.
    fn amounts(&self) -> Result<ExactAmounts, AllocationError> {
        if self.counts.len() != self.prices.len() {
            let (found, expected) = (self.counts.len(), self.prices.len());
            return Err(AllocationError::Length {
                what: RecipientList::Counts,
                found,
                expected,
            });
        }
        if let Some(eligible) = self
            .eligible
            .as_ref()
            .filter(|it| it.len() != self.prices.len())
        {
            let (found, expected) = (eligible.len(), self.prices.len());
            return Err(AllocationError::Length {
                what: RecipientList::Eligible,
                found,
                expected,
            });
        }
        let each = self.counts.iter().enumerate();
        let amounts = each.map(|(recipient, count)| self.price(recipient).mul(*count));
        ExactAmounts::of_ratios(&amounts.collect::<Result<Vec<_>, _>>()?)
    }
}

/// The sum of the terms, and each term by itself.
pub(super) fn priced(
    terms: &[PriceTerm],
) -> Result<(ExactAmounts, Vec<ExactAmounts>), AllocationError> {
    let parts: Vec<ExactAmounts> = terms
        .iter()
        .map(PriceTerm::amounts)
        .collect::<Result<_, _>>()?;
    let Some((first, others)) = parts.split_first() else {
        return Err(AllocationError::NothingToPay);
    };
    let sum = others
        .iter()
        .try_fold(first.clone(), |sum, part| sum.plus(part))?;
    Ok((sum, parts))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 100 kr each, and 2,50 kr or 4 kr for each of 3 and 5: 107,50 and 120.
    #[test]
    fn a_base_and_a_price_of_ones_class() {
        let half = Ratio::new(5, 2).unwrap();
        let terms = [
            PriceTerm {
                name: "base".to_owned(),
                prices: vec![Ratio::whole(100); 2],
                eligible: None,
                counts: vec![Ratio::ONE; 2],
            },
            PriceTerm {
                name: "each".to_owned(),
                prices: vec![half, Ratio::whole(4)],
                eligible: None,
                counts: vec![Ratio::whole(3), Ratio::whole(5)],
            },
        ];
        let (sum, parts) = priced(&terms).unwrap();
        assert_eq!(sum.get(0).unwrap(), Ratio::new(215, 2).unwrap());
        assert_eq!(sum.get(1).unwrap(), Ratio::whole(120));
        assert_eq!(parts[1].get(0).unwrap(), Ratio::new(15, 2).unwrap());
        assert_eq!(priced(&[]).unwrap_err(), AllocationError::NothingToPay);
    }
}
