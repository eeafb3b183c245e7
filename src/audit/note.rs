//! What an audit says beside its findings: of what was declared, and of what was not.

use crate::checks::LooksLikeTotal;
use crate::decision::{Decision, is_placeholder};
use crate::findings::JudgedDocument;
use crate::lang::{InWords, Lang, say};

/// Something that whoever made the folder should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuditNote {
    /// A row that looks like a total is not declared as one.
    UndeclaredTotal {
        /// The table.
        table: String,
        /// The row's key.
        key: String,
        /// Its label.
        label: String,
        /// What makes it look so.
        why: LooksLikeTotal,
        /// Whether the table was read from a document, so that there is no `tables.toml` to edit.
        is_drafted: bool,
    },
    /// A key is declared as a total that no row has.
    TotalWithoutRow {
        /// The table.
        table: String,
        /// The key.
        key: String,
    },
    /// A parameter has no quotation.
    NoQuote {
        /// The parameter.
        parameter: String,
    },
    /// No row meets the condition of a sum, so that it is 0.
    SumOfNoRows {
        /// The check.
        check: String,
        /// The sum, as written.
        sum: String,
    },
    /// A label has characters that cannot be seen.
    InvisibleCharacter {
        /// The table.
        table: String,
        /// The row's key.
        key: String,
        /// The character's code point.
        code: u32,
    },
}

/// Of each kind so many are said; all are counted.
const MOST: usize = 50;

/// What is to be said of a decision.
pub(super) fn notes(decision: &Decision, document: JudgedDocument<'_, '_>) -> Vec<AuditNote> {
    let mut notes = of_sums(document);
    let figures = document.figures;
    for (position, (id, table)) in decision.tables.iter().enumerate() {
        let totals = figures.undeclared(position).iter().take(MOST);
        notes.extend(totals.map(|it| AuditNote::UndeclaredTotal {
            table: id.clone(),
            key: table.rows[it.row].key.clone(),
            label: table.rows[it.row].label.clone(),
            why: it.why,
            is_drafted: decision.folder.is_drafted(),
        }));
        let missing = table.totals_without_rows.iter().take(MOST);
        notes.extend(missing.map(|key| AuditNote::TotalWithoutRow {
            table: id.clone(),
            key: key.clone(),
        }));
        let unseen = table.rows.iter().filter_map(|row| {
            let char = row.label.chars().find(|it| is_invisible(*it))?;
            Some(AuditNote::InvisibleCharacter {
                table: id.clone(),
                key: row.key.clone(),
                code: u32::from(char),
            })
        });
        notes.extend(unseen.take(MOST));
    }
    let parameters = decision.parameters.values();
    let unquoted = parameters.filter(|it| it.lines.is_some() && is_placeholder(&it.quote));
    notes.extend(unquoted.take(MOST).map(|it| AuditNote::NoQuote {
        parameter: it.id.clone(),
    }));
    notes
}

/// The sums of no rows.
fn of_sums(document: JudgedDocument<'_, '_>) -> Vec<AuditNote> {
    let sums = document.templates.iter().flat_map(|template| {
        let check = &document.checks[template.check].id;
        let sums = template.empty_sums(document.values).into_iter();
        sums.map(|sum| AuditNote::SumOfNoRows {
            check: check.clone(),
            sum: sum.to_string(),
        })
    });
    sums.take(MOST).collect()
}

/// Whether a character takes no room: zero-width spaces and joiners, marks of direction.
fn is_invisible(char: char) -> bool {
    matches!(
        char,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{2069}' | '\u{feff}'
    )
}

impl InWords for AuditNote {
    fn in_words(&self, lang: Lang) -> String {
        match self {
            AuditNote::UndeclaredTotal {
                table,
                key,
                label,
                why: LooksLikeTotal::Label,
                is_drafted,
            } => {
                let declare = declare(key, *is_drafted, lang);
                say!(
                    lang,
                    "{table}: the row \"{label}\" looks like a total and is not declared as one, so that it is added up with the others; {declare}",
                    "{table}: raden ”{label}” ser ut som en summa men är inte angiven som en, så att den läggs ihop med de andra; {declare}"
                )
            }
            AuditNote::UndeclaredTotal {
                table,
                key,
                label,
                why: LooksLikeTotal::SumOfRowsAbove(rows),
                is_drafted,
            } => {
                let declare = declare(key, *is_drafted, lang);
                say!(
                    lang,
                    "{table}: the row \"{label}\" is the sum of the {rows} rows above it and is not declared as a total; if it is one, {declare}",
                    "{table}: raden ”{label}” är summan av de {rows} raderna ovanför men är inte angiven som summa; är den det, {declare}"
                )
            }
            AuditNote::TotalWithoutRow { table, key } => say!(
                lang,
                "{table}: \"{key}\" is declared as a total, and no row has that key",
                "{table}: ”{key}” är angiven som summa, men ingen rad har den nyckeln"
            ),
            AuditNote::NoQuote { parameter } => say!(
                lang,
                "parameter \"{parameter}\" has no quote, so that nothing shows where its number stands",
                "parametern ”{parameter}” har inget citat, så att inget visar var talet står"
            ),
            AuditNote::SumOfNoRows { check, sum } => say!(
                lang,
                "{check}: no row meets the condition of {sum}, so that it is 0; look for a misspelt name or value in it",
                "{check}: ingen rad uppfyller villkoret i {sum}, så att summan är 0; se efter om ett namn eller värde i det är felstavat"
            ),
            AuditNote::InvisibleCharacter { table, key, code } => say!(
                lang,
                "{table}: the label of the row {key} has a character that cannot be seen (U+{code:04X})",
                "{table}: etiketten på raden {key} har ett tecken som inte syns (U+{code:04X})"
            ),
        }
    }
}

/// How a row is declared as a total.
fn declare(key: &str, is_drafted: bool, lang: Lang) -> String {
    if is_drafted {
        return say!(
            lang,
            "make a folder of the file (statsbidrag new FOLDER --from FILE) and add \"{key}\" to totals in its tables.toml",
            "gör en mapp av filen (statsbidrag new MAPP --from FIL) och lägg till ”{key}” i totals i dess tables.toml"
        );
    }
    say!(
        lang,
        "add its key \"{key}\" to totals in tables.toml",
        "lägg till dess nyckel ”{key}” i totals i tables.toml"
    )
}
