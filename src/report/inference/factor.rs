//! A common factor as text and as JSON.

use std::fmt::Write;

use super::{decimals, label, more};
use crate::inference::CommonFactor;
use crate::lang::{Lang, say};

/// Exceptions shown in text.
const SHOWN: usize = 20;

/// The factor for people; `labels` are the names of the pairs.
pub fn factor_text(factor: Option<&CommonFactor>, labels: &[String], lang: Lang) -> String {
    let mut text = String::new();
    let Some(factor) = factor else {
        // one factor for two pairs is no news: any two amounts nearly share one
        let rows = lang.count(labels.len());
        let none = say!(
            lang,
            "none: no two amounts are what is known times the same factor ({rows} rows in both columns)",
            "ingen: inga två belopp är de kända gånger samma faktor ({rows} rader i båda kolumnerna)"
        );
        return format!("{none}\n");
    };
    // writing to a string cannot fail
    let (lower, upper) = (decimals(factor.lower, lang), decimals(factor.upper, lang));
    let (exact, cells) = (lang.count(factor.exact), lang.count(factor.cells));
    let said = say!(
        lang,
        "factor: {lower} to {upper}; {exact} of {cells} cells exact",
        "faktor: {lower} till {upper}; {exact} av {cells} celler på kronan"
    );
    let _ = writeln!(text, "{said}");
    let [lower, upper] = [factor.lower, factor.upper].map(|it| lang.number(&it.to_string()));
    let said = say!(
        lang,
        "exactly: at least {lower}, below {upper}",
        "exakt: minst {lower}, under {upper}"
    );
    let _ = writeln!(text, "{said}");
    for (cell, difference) in factor.exceptions.iter().take(SHOWN) {
        let (name, kr) = (label(labels, *cell), lang.number(" kr"));
        let _ = writeln!(text, "  {name:<30}{difference:>+12}{kr}");
    }
    let left = factor.exceptions.len().saturating_sub(SHOWN);
    if left > 0 {
        let _ = writeln!(text, "  {}", more(left, lang));
    }
    text
}
