//! Why a file could not be read, and what to do about it.

use std::fmt;

use crate::lang::{InWords, Lang, Phrase, phrase, say};

/// A file that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IntakeError {
    /// The file's name without its path.
    pub file: String,
    /// What is wrong with it.
    pub problem: IntakeProblem,
}

/// What is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IntakeProblem {
    /// Nothing in it.
    Empty,
    /// A kind of file that is known and not read.
    NotReadKind {
        /// What it is, such as *Excel 97–2003 (.xls)*.
        kind: &'static str,
    },
    /// A file that only its password opens.
    Password,
    /// Bytes that are no kind of document that is known.
    Unrecognised {
        /// Its first bytes, as far as they can be shown.
        begins: String,
    },
    /// Cut off, or damaged, in a part of it.
    Damaged {
        /// The part, such as `xl/workbook.xml`.
        part: Phrase,
        /// What is wrong with it.
        reason: Phrase,
    },
    /// More work than is allowed.
    TooMuch {
        /// Of what.
        of: Counted,
        /// How much was found or announced, at least.
        found: u64,
        /// How much is read.
        limit: u64,
    },
    /// A count that is larger than what follows can hold, such as that of a workbook's strings.
    ForgedCount {
        /// The part, such as `xl/sharedStrings.xml`.
        part: String,
        /// The count that is announced.
        announced: String,
    },
    /// Readable, with neither tables nor text in it.
    NothingInIt,
    /// Pages that are pictures: scanned, or photographed.
    Pictures {
        /// The first of them.
        page: u64,
        /// How many pages are.
        pages: u64,
    },
    /// Letters that the file shows but does not name.
    NamelessLetters {
        /// How many.
        nameless: u64,
        /// Of how many.
        letters: u64,
    },
    /// Encrypted in a way that is not read.
    Encryption,
    /// A PDF, in a library that is built without its reader.
    PdfNotBuilt,
}

/// What is counted while a file is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// Bytes of the file.
    Bytes,
    /// Bytes that packed parts unfold to.
    Unfolded,
    /// Sheets or tables.
    Sheets,
    /// Cells.
    Cells,
    /// Elements within one another.
    Depth,
    /// Elements of a page.
    Elements,
    /// Pages.
    Pages,
    /// Objects of a PDF.
    Objects,
    /// Drawing operators of a PDF.
    Operators,
    /// Glyphs on a page of a PDF.
    Glyphs,
}

impl IntakeProblem {
    /// The problem as an error of a file.
    pub fn of(self, file: &str) -> IntakeError {
        IntakeError {
            file: file.to_owned(),
            problem: self,
        }
    }

    /// The problem of a damaged part with a name of its own.
    pub fn damaged(part: &str, reason: Phrase) -> IntakeProblem {
        let part = Phrase::same(part);
        IntakeProblem::Damaged { part, reason }
    }

    /// The problem of a part that the reader of its format cannot read.
    pub fn unreadable(part: &str, error: impl fmt::Display) -> IntakeProblem {
        let reason = phrase!(
            "its reader says: {error}",
            "läsaren för formatet säger: {error}"
        );
        IntakeProblem::damaged(part, reason)
    }
}

impl InWords for IntakeError {
    fn in_words(&self, lang: Lang) -> String {
        let (file, problem) = (&self.file, self.problem.in_words(lang));
        match lang {
            Lang::Marked => Lang::marked(&format!("{file}: {}", self.problem.in_words(Lang::En))),
            _ => format!("{file}: {problem}"),
        }
    }
}

impl InWords for IntakeProblem {
    fn in_words(&self, lang: Lang) -> String {
        match self {
            IntakeProblem::Empty => say!(
                lang,
                "the file is empty (found 0 bytes, expected a document); save or download it again",
                "filen är tom (0 byte hittades, ett dokument väntades); spara eller hämta den på nytt"
            ),
            IntakeProblem::NotReadKind { kind } => say!(
                lang,
                "this kind of file is not read (found {kind}, expected PDF, XLSX, ODS, HTML, Markdown, CSV or text); open it in the program that made it and save it as XLSX or CSV",
                "filtypen kan inte läsas ({kind} hittades, PDF, XLSX, ODS, HTML, Markdown, CSV eller text väntades); öppna filen i programmet som skapade den och spara den som XLSX eller CSV"
            ),
            IntakeProblem::Password => say!(
                lang,
                "the file is protected by a password (found encrypted contents, expected readable ones); open it, remove the password and save a copy",
                "filen är skyddad med lösenord (krypterat innehåll hittades, läsbart väntades); öppna den, ta bort lösenordet och spara en kopia"
            ),
            IntakeProblem::Unrecognised { begins } => say!(
                lang,
                "the file is no kind of document that is known (it begins with \"{begins}\", expected PDF, XLSX, ODS, HTML, Markdown, CSV or text); save the document in one of these",
                "filen är inte någon känd sorts dokument (den börjar med ”{begins}”, PDF, XLSX, ODS, HTML, Markdown, CSV eller text väntades); spara dokumentet i något av dessa format"
            ),
            IntakeProblem::Damaged { part, reason } => {
                let (part, reason) = (part.in_words(lang), reason.in_words(lang));
                say!(
                    lang,
                    "the file is cut off or damaged in {part} ({reason}); download it again, or open it and save a copy",
                    "filen är avhuggen eller skadad i {part} ({reason}); hämta den på nytt, eller öppna den och spara en kopia"
                )
            }
            IntakeProblem::TooMuch { of, found, limit } => too_much(*of, *found, *limit, lang),
            IntakeProblem::ForgedCount { part, announced } => say!(
                lang,
                "{part} announces {announced} entries, more than it can hold; the file was damaged or made to do harm: get it from its source again, or open it and save a copy",
                "{part} uppger {announced} poster, fler än den kan rymma; filen är skadad eller gjord för att ställa till skada: hämta den på nytt från källan, eller öppna den och spara en kopia"
            ),
            IntakeProblem::Pictures { page, pages } => say!(
                lang,
                "the pages are pictures (found {pages} without letters, the first is page {page}, expected text); get the original, or have the letters recognised (OCR) and check every figure",
                "sidorna är bilder ({pages} utan bokstäver hittades, den första är sidan {page}, text väntades); hämta originalet, eller tolka bokstäverna (OCR) och kontrollera varje siffra"
            ),
            IntakeProblem::NamelessLetters { nameless, letters } => say!(
                lang,
                "the file does not say which letters its signs are (found {nameless} nameless of {letters}, expected at most one in a hundred); get the original, or open it, print it to a new PDF and try that one",
                "filen anger inte vilka bokstäver tecknen är ({nameless} utan namn av {letters} hittades, högst ett av hundra väntades); hämta originalet, eller öppna den, skriv ut den till en ny PDF och försök med den"
            ),
            IntakeProblem::Encryption => say!(
                lang,
                "the file is encrypted in a way that is not read (expected RC4 or AES by a password); open it and save a copy without encryption",
                "filen är krypterad på ett sätt som inte kan läsas (RC4 eller AES med lösenord väntades); öppna den och spara en kopia utan kryptering"
            ),
            IntakeProblem::PdfNotBuilt => say!(
                lang,
                "PDF is not read by this build (found a PDF, expected another format); build with the feature pdf",
                "PDF läses inte av det här bygget (en PDF hittades, ett annat format väntades); bygg med funktionen pdf"
            ),
            IntakeProblem::NothingInIt => say!(
                lang,
                "there is neither a table nor text in the file; check that it is the right one",
                "filen innehåller varken tabeller eller text; kontrollera att det är rätt fil"
            ),
        }
    }
}

fn too_much(of: Counted, found: u64, limit: u64, lang: Lang) -> String {
    let what = of.in_words(match lang {
        Lang::Sv => Lang::Sv,
        _ => Lang::En,
    });
    say!(
        lang,
        "the file is more than is read (found at least {found} {what}, at most {limit} are read); save the tables you need to a file of their own",
        "filen är större än vad som läses (minst {found} {what} hittades, högst {limit} läses); spara de tabeller du behöver i en egen fil"
    )
}

impl InWords for Counted {
    fn in_words(&self, lang: Lang) -> String {
        match self {
            Counted::Bytes => say!(lang, "bytes", "byte"),
            Counted::Unfolded => say!(lang, "bytes once unpacked", "byte efter uppackning"),
            Counted::Sheets => say!(lang, "sheets or tables", "blad eller tabeller"),
            Counted::Cells => say!(lang, "cells", "celler"),
            Counted::Depth => say!(
                lang,
                "elements within one another",
                "element inuti varandra"
            ),
            Counted::Elements => say!(lang, "elements", "element"),
            Counted::Pages => say!(lang, "pages", "sidor"),
            Counted::Objects => say!(lang, "objects", "objekt"),
            Counted::Operators => say!(lang, "drawing operators", "ritoperatorer"),
            Counted::Glyphs => say!(lang, "letters on a page", "bokstäver på en sida"),
        }
    }
}

impl fmt::Display for IntakeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_words(Lang::En))
    }
}

impl std::error::Error for IntakeError {}
