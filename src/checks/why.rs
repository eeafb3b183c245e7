//! Why a statement cannot be decided, in words.

use super::Figures;
use crate::lang::{Lang, say};
use crate::statements::Undecided;

impl Figures<'_> {
    /// Why a statement cannot be decided.
    pub fn why(&self, reason: &Undecided, lang: Lang) -> String {
        match reason {
            Undecided::Missing(figure) => {
                let figure = self.figure(*figure);
                let [table, row, column] = self.place(figure);
                let printed = self.printed(figure);
                say!(
                    lang,
                    "{table}, row {row}: {column} is missing (printed \"{printed}\")",
                    "{table}, raden {row}: {column} saknas (angivet är ”{printed}”)"
                )
            }
            Undecided::Withheld(figure) => {
                let figure = self.figure(*figure);
                let [table, row, column] = self.place(figure);
                let printed = self.printed(figure);
                say!(
                    lang,
                    "{table}, row {row}: {column} is withheld (printed \"{printed}\"), so that nothing is \
                     known of it",
                    "{table}, raden {row}: {column} redovisas inte (angivet är ”{printed}”), så att inget är \
                     känt om den"
                )
            }
            Undecided::NoSameRow { from, row, other } => {
                let table = self.table_name(*other);
                let key = &self.table(*from).rows[*row].key;
                say!(
                    lang,
                    "{table} has no row {key}",
                    "{table} har ingen rad {key}"
                )
            }
            Undecided::NotLoaded(decision) => say!(
                lang,
                "the other decision {decision} is not loaded; audit its folder together with this one",
                "det andra beslutet {decision} är inte inläst; granska dess mapp tillsammans med den här"
            ),
            Undecided::NoRows { list } => {
                let table = self.table_name(*list);
                say!(
                    lang,
                    "no row of {table} meets the condition",
                    "ingen rad i {table} uppfyller villkoret"
                )
            }
            Undecided::Condition(condition) => say!(
                lang,
                "rounded figures do not decide whether {condition}",
                "avrundade tal avgör inte om {condition}"
            ),
            Undecided::Repeated => say!(
                lang,
                "a rounded figure occurs more than once, and which value it has decides",
                "ett avrundat tal förekommer mer än en gång, och vilket värde det har avgör"
            ),
            Undecided::Vacuous => say!(
                lang,
                "every percentage can occur with so large a total",
                "med en så stor total kan varje procenttal förekomma"
            ),
            Undecided::OfNothing => say!(
                lang,
                "the whole is zero, of which there is no percentage",
                "helheten är noll, och av noll finns ingen procentandel"
            ),
            Undecided::NegativeBase => say!(
                lang,
                "the change is from an amount below zero, for which there is no usual percentage",
                "förändringen är från ett belopp under noll, och för den finns ingen vedertagen procentsats"
            ),
            Undecided::Arithmetic(error) => error.to_string(),
        }
    }
}
