//! From the grammar to conditions on a row.

use pest::iterators::Pair;

use super::relation::Condition;
use super::resolve::{Resolver, Result, RowTable, Rule, only, two};

impl Resolver<'_, '_> {
    pub fn filter(&self, pair: Pair<'_, Rule>, row: RowTable) -> Result<Condition> {
        self.condition(only(pair), row)
    }

    fn condition(&self, pair: Pair<'_, Rule>, row: RowTable) -> Result<Condition> {
        let parts = |pair: Pair<'_, Rule>| -> Result<Vec<Condition>> {
            pair.into_inner()
                .map(|part| self.condition(part, row))
                .collect()
        };
        match pair.as_rule() {
            Rule::condition => Ok(Condition::Any(parts(pair)?)),
            Rule::alternative => Ok(Condition::All(parts(pair)?)),
            Rule::negated => Ok(Condition::Not(Box::new(self.condition(only(pair), row)?))),
            Rule::listed => {
                let from = self.at_hand(&pair, row)?;
                Ok(Condition::Listed {
                    from,
                    table: self.table(&only(pair))?,
                })
            }
            Rule::meets => self.meets(pair, row),
            Rule::key_is => {
                let from = self.at_hand(&pair, row)?;
                let key = only(pair);
                self.row(from, &key)?;
                Ok(Condition::KeyIs {
                    from,
                    key: key.as_str().to_owned(),
                })
            }
            Rule::is_printed => {
                let table = self.at_hand(&pair, row)?;
                let [column, printed] = two(pair);
                Ok(Condition::IsPrinted {
                    table,
                    column: self.column(&column, table)?,
                    printed: printed.as_str().trim_matches('"').to_owned(),
                })
            }
            Rule::is_missing => {
                let table = self.at_hand(&pair, row)?;
                Ok(Condition::IsMissing {
                    table,
                    column: self.column(&only(pair), table)?,
                })
            }
            Rule::comparison => Ok(Condition::Compare(Box::new(self.comparison(pair, row)?))),
            // test and parenthesised hold one condition
            _ => self.condition(only(pair), row),
        }
    }

    /// `meets timanstallda[villkor-1]`.
    fn meets(&self, pair: Pair<'_, Rule>, row: RowTable) -> Result<Condition> {
        let from = self.at_hand(&pair, row)?;
        let [grant_name, condition_name] = two(pair);
        let decision = self.figures.decision;
        let grant = decision.grant(grant_name.as_str()).ok_or_else(|| {
            let grants = decision.grants.iter().map(|grant| grant.id.as_str());
            self.unknown(&grant_name, "grant", grants)
        })?;
        let condition = grant
            .conditions
            .iter()
            .find(|condition| condition.id == condition_name.as_str())
            .ok_or_else(|| {
                let known = grant
                    .conditions
                    .iter()
                    .map(|condition| condition.id.as_str());
                self.unknown(&condition_name, "condition", known)
            })?;
        let met = grant.recipients.iter().zip(&condition.judgements);
        let keys = met
            .filter(|(_, it)| it.is_met())
            .map(|(key, _)| key.clone())
            .collect();
        Ok(Condition::Meets { from, keys })
    }
}
