//! Weights of the recipients: from a column, or computed from columns.

use toml::Spanned;

use super::resolver::{Resolver, every};
use crate::decision::manifest::{KeySpec, Name};
use crate::decision::{DecisionError, NoUse, Unfit};
use crate::exact::{ArithmeticError, Ratio};
use crate::lang::{Errors, Phrase, phrase};
use crate::tables::{RowKind, Table};

/// Keys that are computed from keys may be nested this deep; a circle is found by it.
const DEEPEST: usize = 8;

impl Resolver<'_> {
    /// The weights of a key, one a recipient: `table.column`, or the name of a computed key.
    ///
    /// For a region and a key of municipalities, the weight is the sum over the municipalities of its
    /// county. *Errors*: a recipient without a row, a cell that is no weight, parts of a mean that do
    /// not make one whole.
    pub fn weights(
        &self,
        key: &Name,
        recipients: &[String],
    ) -> Result<Vec<Ratio>, Errors<DecisionError>> {
        let key = self.key_instead.as_ref().unwrap_or(key);
        self.weights_of(key, recipients, 0)
    }

    fn weights_of(
        &self,
        key: &Name,
        recipients: &[String],
        depth: usize,
    ) -> Result<Vec<Ratio>, Errors<DecisionError>> {
        let computed = self.keys.get(key.get_ref());
        match computed {
            Some(_) if depth > DEEPEST => Err(Errors::from(DecisionError::from(Unfit {
                at: self.place_of(key),
                what: {
                    let key = key.get_ref();
                    phrase!(
                        "key \"{key}\" is computed from itself",
                        "nyckeln ”{key}” beräknas ur sig själv"
                    )
                },
                found: phrase!("a circle of keys", "nycklar i en ring"),
                expected: phrase!("columns in the end", "kolumner till slut"),
                help: phrase!("compute it from columns", "beräkna den ur kolumner"),
            }))),
            Some(spec) => self.computed(key, spec, recipients, depth),
            None if key.get_ref().contains('.') => self.column_weights(key, recipients),
            None => {
                let known = self.keys.keys().map(String::as_str);
                Err(Errors::from(self.unknown(
                    phrase!(
                        "key (a column is table.column)",
                        "nyckeln (en kolumn skrivs tabell.kolumn)"
                    ),
                    key,
                    known,
                )))
            }
        }
    }

    fn computed(
        &self,
        name: &Name,
        spec: &KeySpec,
        recipients: &[String],
        depth: usize,
    ) -> Result<Vec<Ratio>, Errors<DecisionError>> {
        let of = |key: &Name| self.weights_of(key, recipients, depth + 1);
        let failed = |error: ArithmeticError| {
            DecisionError::from(Unfit {
                at: self.place_of(name),
                what: {
                    let key = name.get_ref();
                    phrase!(
                        "key \"{key}\" cannot be computed",
                        "nyckeln ”{key}” kan inte beräknas"
                    )
                },
                found: Phrase::from(&error),
                expected: phrase!("numbers within 128 bits", "tal inom 128 bitar"),
                help: phrase!("use fewer decimals", "använd färre decimaler"),
            })
        };
        let mut parts: Vec<Vec<Ratio>> = Vec::new();
        let ways = [&spec.sum, &spec.product].map(|names| usize::from(!names.is_empty()));
        let ways = ways[0] + ways[1] + usize::from(!spec.mean.is_empty());
        if ways != 1 {
            return Err(Errors::from(DecisionError::from(Unfit {
                at: self.place_of(name),
                what: {
                    let key = name.get_ref();
                    phrase!(
                        "key \"{key}\" is computed in several ways or none",
                        "nyckeln ”{key}” beräknas på flera sätt eller inget"
                    )
                },
                found: phrase!(
                    "{ways} of mean, sum and product",
                    "{ways} av mean, sum och product"
                ),
                expected: phrase!("exactly one", "exakt ett"),
                help: phrase!(
                    "make a key of its own of each",
                    "gör en egen nyckel av var och en"
                ),
            })));
        }
        let mut whole = Ratio::ZERO;
        for part in &spec.mean {
            let fraction = self.part(&part.part)?;
            whole = whole.add(fraction).map_err(failed)?;
            let weights = of(&part.of)?.into_iter().map(|it| it.mul(fraction));
            parts.push(weights.collect::<Result<_, _>>().map_err(failed)?);
        }
        if !spec.mean.is_empty() && whole != Ratio::ONE {
            return Err(Errors::from(DecisionError::from(Unfit {
                at: self.place_of(name),
                what: {
                    let key = name.get_ref();
                    phrase!(
                        "the parts of key \"{key}\" do not make one whole",
                        "delarna av nyckeln ”{key}” är inte tillsammans en hel"
                    )
                },
                found: Phrase::same(whole.to_exact_string()),
                expected: Phrase::same("1"),
                help: phrase!(
                    "correct the parts, or use sum for a sum",
                    "rätta delarna, eller använd sum för en summa"
                ),
            })));
        }
        for name in spec.sum.iter().chain(&spec.product) {
            parts.push(of(name)?);
        }
        let combine = if spec.product.is_empty() {
            Ratio::add
        } else {
            Ratio::mul
        };
        let weight = |recipient: usize| {
            let mut own = parts.iter().map(|part| part[recipient]);
            let first = own.next().unwrap_or(Ratio::ZERO);
            let weight = own.try_fold(first, combine)?;
            spec.round.map_or(Ok(weight), |rounding| {
                let steps = Ratio::whole(10_i128.saturating_pow(spec.decimals.min(18)));
                Ratio::whole(weight.mul(steps)?.round(rounding)).div(steps)
            })
        };
        let weights = (0..recipients.len()).map(weight);
        Ok(weights.collect::<Result<_, _>>().map_err(failed)?)
    }

    /// A part of a mean: a parameter, or a fraction as written, `5/6`.
    fn part(&self, name: &Name) -> Result<Ratio, DecisionError> {
        let Some((above, below)) = name.get_ref().split_once('/') else {
            return self.fraction(name);
        };
        let whole = |text: &str| text.trim().parse::<u32>().ok();
        let fraction = whole(above).zip(whole(below));
        let fraction =
            fraction.and_then(|(above, below)| Ratio::new(above.into(), below.into()).ok());
        fraction.ok_or_else(|| {
            DecisionError::from(Unfit {
                at: self.place_of(name),
                what: phrase!(
                    "a part of a mean is no fraction",
                    "en del av ett medelvärde är inget bråk"
                ),
                found: Phrase::same(name.get_ref().clone()),
                expected: phrase!(
                    "a parameter, or whole numbers such as 5/6",
                    "en parameter, eller heltal som 5/6"
                ),
                help: phrase!("correct the part", "rätta delen"),
            })
        })
    }

    /// The weights in a column, whatever key is asked about instead.
    pub fn column_weights(
        &self,
        key: &Name,
        recipients: &[String],
    ) -> Result<Vec<Ratio>, Errors<DecisionError>> {
        let (table, column) = self.column(key)?;
        let by_county = table.kind == RowKind::Municipality;
        let weight = |(recipient, row): (&String, Option<usize>)| {
            if !(by_county && recipient.len() == 2) {
                let row = row.ok_or_else(|| self.no_row(table, column, recipient))?;
                return self.weight(table, row, column);
            }
            let own = |row: &usize| table.rows[*row].key.starts_with(recipient.as_str());
            let mut rows = table.body().filter(own).peekable();
            if rows.peek().is_none() {
                return Err(self.no_row(table, column, recipient));
            }
            rows.try_fold(Ratio::ZERO, |sum, row| {
                let weight = self.weight(table, row, column)?;
                sum.add(weight).map_err(|error| DecisionError::NotAWeight {
                    at: self.cell_place(table, row, column),
                    recipient: recipient.clone(),
                    found: Phrase::from(&error),
                })
            })
        };
        let rows_of = table.row_indices(recipients);
        every(recipients.iter().zip(rows_of).map(weight))
    }

    /// A recipient that a table has no row for.
    fn no_row(&self, table: &Table, column: usize, recipient: &str) -> DecisionError {
        DecisionError::from(NoUse {
            at: self.column_place(table, column),
            what: phrase!("weight", "vikt"),
            recipient: recipient.to_owned(),
            found: phrase!("no row", "ingen rad"),
            expected: phrase!(
                "a row with a number of at least 0",
                "en rad med ett tal som är minst 0"
            ),
            help: phrase!("add the row", "lägg till raden"),
        })
    }

    fn weight(&self, table: &Table, row: usize, column: usize) -> Result<Ratio, DecisionError> {
        let cell = table.cell(row, column);
        let value = cell.number().map(|number| number.value());
        let weight = value.filter(|value| !value.is_negative());
        weight.ok_or_else(|| DecisionError::NotAWeight {
            at: self.cell_place(table, row, column),
            recipient: format!("{} {}", table.rows[row].key, table.rows[row].label),
            found: Phrase::same(cell.printed),
        })
    }

    /// The number that a step needs from a column for each recipient; `None` where none is printed.
    pub fn numbers(
        &self,
        column: &Name,
        recipients: &[String],
    ) -> Result<Vec<Option<Ratio>>, DecisionError> {
        let (table, index) = self.column(column)?;
        let number = |row: Option<usize>| table.cell(row?, index).number().map(|it| it.value());
        Ok(table.row_indices(recipients).map(number).collect())
    }

    /// What is counted of each recipient: a computed key, or a column whose empty cells are errors.
    pub fn counts(
        &self,
        count: &Name,
        recipients: &[String],
    ) -> Result<Vec<Ratio>, Errors<DecisionError>> {
        if self.keys.contains_key(count.get_ref()) {
            return self.weights_of(count, recipients, 0);
        }
        let (table, index) = self.column(count)?;
        let numbers = self.numbers(count, recipients)?;
        let expected = phrase!("a number", "ett tal");
        every(recipients.iter().zip(numbers).map(|(recipient, number)| {
            let what = phrase!("count", "antal");
            number.ok_or_else(|| self.no_use(table, index, recipient, what, expected.clone()))
        }))
    }

    /// What stands in a column for each recipient, as a number or not. *Errors*: who has no row.
    pub fn words(
        &self,
        column: &Name,
        recipients: &[String],
        what: &Phrase,
    ) -> Result<Vec<String>, Errors<DecisionError>> {
        let (table, index) = self.column(column)?;
        let expected = phrase!("a name", "ett namn");
        every(recipients.iter().map(|recipient| {
            let row = table.row_index(recipient);
            let printed = row.map(|row| table.cell(row, index).printed.trim().to_owned());
            let word = printed.filter(|word| !word.is_empty());
            word.ok_or_else(|| self.no_use(table, index, recipient, what.clone(), expected.clone()))
        }))
    }

    /// A cell that says nothing of what a step needs, or a row that is not there.
    fn no_use(
        &self,
        table: &Table,
        column: usize,
        recipient: &str,
        what: Phrase,
        expected: Phrase,
    ) -> DecisionError {
        let row = table.row_index(recipient);
        let (at, found, help) = match row {
            None => (
                self.column_place(table, column),
                phrase!("no row", "ingen rad"),
                phrase!("add the row", "lägg till raden"),
            ),
            Some(row) => {
                let printed = table.cell(row, column).printed.trim();
                let found = match printed {
                    "" => phrase!("nothing", "ingenting"),
                    printed => Phrase::same(printed.to_owned()),
                };
                (
                    self.cell_place(table, row, column),
                    found,
                    phrase!("correct the cell", "rätta cellen"),
                )
            }
        };
        DecisionError::from(NoUse {
            at,
            what,
            recipient: recipient.to_owned(),
            found,
            expected,
            help,
        })
    }

    /// The name with another text at the same place.
    pub fn renamed(name: &Name, text: &str) -> Name {
        Spanned::new(name.span(), text.to_owned())
    }
}
