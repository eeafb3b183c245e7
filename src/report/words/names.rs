//! Names of kinds: how grave a finding is, where it stands, its cause, units and roundings.

use crate::exact::PrintingRule;
use crate::findings::{CauseKind, Severity, Status};
use crate::lang::{InWords, Lang, say};
use crate::tables::Unit;

impl InWords for Severity {
    fn in_words(&self, lang: Lang) -> String {
        match self {
            Severity::Error => say!(lang, "error", "motsägelse"),
            Severity::Definition => say!(lang, "definition", "definition"),
            Severity::Rounding => say!(lang, "rounding", "avrundning"),
            Severity::Wording => say!(lang, "wording", "ordval"),
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
            PrintingRule::Generous => {
                say!(lang, "{self}", "en vid tolkning av orden")
            }
        }
    }
}

/// What a figure is printed in.
pub(crate) fn unit(unit: Unit, lang: Lang) -> String {
    match unit {
        Unit::Kr | Unit::Tkr | Unit::Mkr | Unit::Mdkr | Unit::Ore => unit.to_string(),
        Unit::Persons => say!(lang, "{unit}", "personer"),
        Unit::Municipalities => say!(lang, "{unit}", "kommuner"),
        Unit::Regions => say!(lang, "{unit}", "regioner"),
        Unit::Places => say!(lang, "{unit}", "platser"),
        Unit::Count => say!(lang, "{unit}", "antal"),
        Unit::FullTimeEquivalents => say!(lang, "{unit}", "årsarbetare"),
        Unit::Percent => say!(lang, "{unit}", "procent"),
        Unit::Permille => say!(lang, "{unit}", "promille"),
        Unit::Points => say!(lang, "{unit}", "procentenheter"),
        Unit::Index => say!(lang, "{unit}", "indextal"),
        Unit::Year => say!(lang, "{unit}", "år"),
        Unit::Text => say!(lang, "{unit}", "text"),
    }
}
