//! What a reader should know of a file before believing what was read from it.

use super::SheetPlace;
use crate::lang::{InWords, Lang, Phrase, say};

/// Something about a file as a whole, or a place in it, that is worth knowing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// A sheet that a reader of the file does not see.
    HiddenSheet {
        /// Its name.
        sheet: String,
        /// Whether it was read all the same.
        read: bool,
    },
    /// Rows that a reader of the sheet does not see.
    HiddenRows {
        /// The sheet.
        sheet: String,
        /// The rows, from 1, as `8, 12–14`.
        rows: String,
        /// Whether they were read all the same.
        read: bool,
    },
    /// Columns that a reader of the sheet does not see.
    HiddenColumns {
        /// The sheet.
        sheet: String,
        /// The columns, as `E, G–H`.
        columns: String,
        /// Whether they were read all the same.
        read: bool,
    },
    /// Rows and cells of a page's tables that its reader does not see.
    HiddenElements {
        /// How many.
        count: usize,
        /// Whether they were read all the same.
        read: bool,
    },
    /// The ending of the file's name says another format than its contents.
    OtherEnding {
        /// The ending.
        ending: String,
        /// What the contents are.
        format: &'static str,
    },
    /// Bytes that no encoding was named for and that fit several.
    GuessedEncoding {
        /// The encoding that was taken.
        encoding: &'static str,
    },
    /// A quotation mark that is never closed; it was read as a letter.
    UnclosedQuote {
        /// Where it stands.
        place: SheetPlace,
    },
    /// A cell so far from the others that it is shown as text and not as a table.
    FarCell {
        /// Where it stands.
        place: SheetPlace,
    },
    /// Zero bytes at the end of a text, where letters may have been.
    ZeroBytes {
        /// How many.
        count: usize,
    },
    /// The file ends before it is complete; what there is was read.
    CutOff {
        /// The last place that was read.
        part: Phrase,
    },
}

impl InWords for Notice {
    fn in_words(&self, lang: Lang) -> String {
        match self {
            Notice::HiddenSheet { sheet, read: false } => say!(
                lang,
                "the sheet \"{sheet}\" is hidden and was left out; --hidden reads it",
                "bladet ”{sheet}” är dolt och togs inte med; --hidden läser det"
            ),
            Notice::HiddenSheet { sheet, read: true } => say!(
                lang,
                "the sheet \"{sheet}\" is hidden; it was read because you asked",
                "bladet ”{sheet}” är dolt; det lästes eftersom du bad om det"
            ),
            Notice::HiddenRows {
                sheet,
                rows,
                read: false,
            } => say!(
                lang,
                "sheet \"{sheet}\": hidden rows were left out ({rows}); --hidden reads them",
                "bladet ”{sheet}”: dolda rader togs inte med ({rows}); --hidden läser dem"
            ),
            Notice::HiddenRows {
                sheet,
                rows,
                read: true,
            } => say!(
                lang,
                "sheet \"{sheet}\": hidden rows were read because you asked ({rows})",
                "bladet ”{sheet}”: dolda rader lästes eftersom du bad om det ({rows})"
            ),
            Notice::HiddenColumns {
                sheet,
                columns,
                read: false,
            } => say!(
                lang,
                "sheet \"{sheet}\": hidden columns were left out ({columns}); --hidden reads them",
                "bladet ”{sheet}”: dolda kolumner togs inte med ({columns}); --hidden läser dem"
            ),
            Notice::HiddenColumns {
                sheet,
                columns,
                read: true,
            } => say!(
                lang,
                "sheet \"{sheet}\": hidden columns were read because you asked ({columns})",
                "bladet ”{sheet}”: dolda kolumner lästes eftersom du bad om det ({columns})"
            ),
            Notice::HiddenElements { count, read: false } => say!(
                lang,
                "hidden rows or cells of tables were left out ({count}); --hidden reads them",
                "dolda rader eller celler i tabeller togs inte med ({count}); --hidden läser dem"
            ),
            Notice::HiddenElements { count, read: true } => say!(
                lang,
                "hidden rows or cells of tables were read because you asked ({count})",
                "dolda rader eller celler i tabeller lästes eftersom du bad om det ({count})"
            ),
            Notice::OtherEnding { ending, format } => say!(
                lang,
                "the name ends in .{ending}, the contents are {format}; it was read as {format}",
                "namnet slutar på .{ending} men innehållet är {format}; filen lästes som {format}"
            ),
            Notice::GuessedEncoding { encoding } => say!(
                lang,
                "the file does not say how its letters are encoded; it was read as {encoding}: look at å, ä and ö",
                "filen anger inte hur dess bokstäver är kodade; den lästes som {encoding}: granska å, ä och ö"
            ),
            Notice::UnclosedQuote { place } => {
                let place = place.in_words(lang.unmarked());
                say!(
                    lang,
                    "{place}: the quotation mark is never closed; it was read as a letter",
                    "{place}: citattecknet avslutas aldrig; det lästes som ett vanligt tecken"
                )
            }
            Notice::FarCell { place } => {
                let place = place.in_words(lang.unmarked());
                say!(
                    lang,
                    "{place}: a cell far from all others was read as text, not as part of a table",
                    "{place}: en cell långt från alla andra lästes som text, inte som del av en tabell"
                )
            }
            Notice::ZeroBytes { count } => say!(
                lang,
                "the file ends in {count} zero bytes, as after an interrupted save: rows may be missing; compare its last row with the original",
                "filen slutar med {count} nollbyte, som efter en avbruten sparning: rader kan saknas; jämför den sista raden med originalet"
            ),
            Notice::CutOff { part } => {
                let part = part.in_words(lang);
                say!(
                    lang,
                    "the file ends early, in {part}; what came before was read: download it again",
                    "filen slutar för tidigt, i {part}; det som stod före lästes: hämta den på nytt"
                )
            }
        }
    }
}
