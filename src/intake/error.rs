//! Why a file could not be read, and what to do about it.

use std::fmt;

use crate::lang::{InWords, Lang, say};

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
        part: String,
        /// What the reader of that part said.
        reason: String,
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

    /// The problem of a damaged part.
    pub fn damaged(part: &str, reason: impl fmt::Display) -> IntakeProblem {
        IntakeProblem::Damaged {
            part: part.to_owned(),
            reason: reason.to_string(),
        }
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
            IntakeProblem::Damaged { part, reason } => say!(
                lang,
                "the file is cut off or damaged in {part} ({reason}); download it again, or open it and save a copy",
                "filen är avhuggen eller skadad i {part} ({reason}); hämta den på nytt, eller öppna den och spara en kopia"
            ),
            IntakeProblem::TooMuch { of, found, limit } => too_much(*of, *found, *limit, lang),
            IntakeProblem::ForgedCount { part, announced } => say!(
                lang,
                "{part} announces {announced} entries, more than it can hold; the file was damaged or made to do harm: get it from its source again, or open it and save a copy",
                "{part} uppger {announced} poster, fler än den kan rymma; filen är skadad eller gjord för att ställa till skada: hämta den på nytt från källan, eller öppna den och spara en kopia"
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
