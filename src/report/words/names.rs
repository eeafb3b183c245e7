//! Names of kinds: how grave a finding is, where it stands, its cause, units and roundings.

use crate::exact::PrintingRule;
use crate::findings::{CauseKind, Severity, Status};
use crate::lang::{InWords, Lang, say};

impl InWords for Severity {
    fn in_words(&self, lang: Lang) -> String {
        match self {
            Severity::Error => say!(lang, "error", "motsägelse"),
            Severity::Definition => say!(lang, "definition", "definition"),
            Severity::Rounding => say!(lang, "rounding", "avrundning"),
            Severity::Wording => say!(lang, "wording", "ordval"),
            Severity::Incomplete => say!(lang, "incomplete", "ofullständig"),
        }
    }
}

impl InWords for Status {
    fn in_words(&self, lang: Lang) -> String {
        match self {
            Status::New => say!(lang, "new", "ny"),
            Status::Vanished => say!(lang, "vanished", "försvunnen"),
            Status::Acknowledged => say!(lang, "acknowledged", "känd"),
        }
    }
}

impl InWords for CauseKind {
    fn in_words(&self, lang: Lang) -> String {
        match self {
            CauseKind::DigitSubstitution => say!(lang, "digit-substitution", "utbytt siffra"),
            CauseKind::Transposition => say!(lang, "transposition", "omkastade siffror"),
            CauseKind::MissingDigit => say!(lang, "missing-digit", "utelämnad siffra"),
            CauseKind::ExtraDigit => say!(lang, "extra-digit", "tillagd siffra"),
            CauseKind::Sign => say!(lang, "sign", "omvänt tecken"),
            CauseKind::MissingAddend => say!(lang, "missing-addend", "utelämnad term"),
            CauseKind::DoubleAddend => say!(lang, "double-addend", "term räknad två gånger"),
            CauseKind::Unit => say!(lang, "unit", "enhet"),
            CauseKind::StaleFigure => say!(lang, "stale-figure", "uppgift från annat ställe"),
            CauseKind::CopiedCell => say!(lang, "copied-cell", "kopierad cell"),
            CauseKind::SwappedColumns => say!(lang, "swapped-columns", "omkastade kolumner"),
            CauseKind::SwappedRows => say!(lang, "swapped-rows", "omkastade rader"),
            CauseKind::OtherDenominator => say!(lang, "other-denominator", "annan helhet"),
            CauseKind::RoundedTwice => say!(lang, "rounded-twice", "avrundad två gånger"),
            CauseKind::Rounding => say!(lang, "rounding", "avrundning"),
            CauseKind::Truncation => say!(lang, "truncation", "avkortning"),
            CauseKind::Name => say!(lang, "name", "namn"),
            CauseKind::Reference => say!(lang, "reference", "hänvisning"),
            CauseKind::UndeclaredTotal => {
                say!(lang, "undeclared-total", "summa som inte är angiven")
            }
            CauseKind::MissingRow => say!(lang, "missing-row", "rad som saknas"),
            CauseKind::MissingItem => say!(lang, "missing-item", "post som saknas"),
            CauseKind::ShiftedCells => say!(lang, "shifted-cells", "förskjutna celler"),
            CauseKind::Unknown => say!(lang, "unknown", "okänd"),
        }
    }
}

impl InWords for PrintingRule {
    /// What a relation holds with.
    fn in_words(&self, lang: Lang) -> String {
        match self {
            PrintingRule::HalfUp => say!(lang, "{self}", "avrundning med halva uppåt"),
            PrintingRule::HalfEven => {
                say!(lang, "{self}", "avrundning med halva till jämn siffra")
            }
            PrintingRule::Truncated => say!(lang, "{self}", "avkortade decimaler"),
            PrintingRule::RoundedUp => say!(lang, "{self}", "avrundning uppåt"),
            PrintingRule::WithoutOre => say!(lang, "{self}", "ören avrundade till hela kronor"),
            PrintingRule::Generous => {
                say!(lang, "{self}", "en vid tolkning av orden")
            }
        }
    }
}
