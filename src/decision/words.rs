//! What can be wrong with a decision folder, in words of both languages.

use super::{DecisionError, ProvenanceError};
use crate::lang::{InWords, Lang, say};

impl InWords for DecisionError {
    fn in_words(&self, lang: Lang) -> String {
        let english = self;
        match self {
            DecisionError::Table(error) => error.in_words(lang),
            DecisionError::NoUse(error) => error.in_words(lang),
            DecisionError::Unfit(error) => error.in_words(lang),
            DecisionError::Allocation {
                at,
                grant,
                reading,
                reason,
            } => {
                let reason = reason.in_words(lang.unmarked());
                say!(
                    lang,
                    "{english}",
                    "{at}: bidraget ”{grant}”, tolkningen ”{reading}”, kan inte räknas ut: {reason}"
                )
            }
            DecisionError::UnknownReference {
                at,
                kind,
                found,
                expected,
                suggestion,
            } => {
                let [kind, expected, suggestion] =
                    [kind, expected, suggestion].map(|it| it.in_words(lang));
                say!(
                    lang,
                    "{english}",
                    "{at}: {kind} finns inte (hittade ”{found}”, väntade {expected}){suggestion}"
                )
            }
            DecisionError::DefinedTwice { at, kind, id } => {
                let kind = kind.in_words(lang);
                say!(
                    lang,
                    "{english}",
                    "{at}: {kind} ”{id}” definieras två gånger; ge en av dem ett annat namn"
                )
            }
            DecisionError::Missing { at, what, help } => {
                let [what, help] = [what, help].map(|it| it.in_words(lang));
                say!(lang, "{english}", "{at}: {what} saknas; {help}")
            }
            of_a_figure => of_a_figure.figure_in_words(lang),
        }
    }
}

impl DecisionError {
    /// What is wrong with a figure, a weight, a claim or a token.
    fn figure_in_words(&self, lang: Lang) -> String {
        let english = self;
        match self {
            DecisionError::NotAFigure {
                at,
                found,
                unit,
                help,
            } => {
                let (unit, help) = (unit.in_words(lang.unmarked()), help.in_words(lang));
                say!(
                    lang,
                    "{english}",
                    "{at}: inget tal (hittade ”{found}”, väntade en uppgift i enheten {unit}); {help}"
                )
            }
            DecisionError::WrongUnit {
                at,
                parameter,
                found,
                expected,
            } => {
                let (found, expected) = (found.in_words(lang.unmarked()), expected.in_words(lang));
                say!(
                    lang,
                    "{english}",
                    "{at}: parametern ”{parameter}” kan inte användas här (hittade {found}, väntade {expected}); hänvisa till en annan parameter"
                )
            }
            DecisionError::NotAWeight {
                at,
                recipient,
                found,
            } => {
                let found = found.in_words(lang);
                say!(
                    lang,
                    "{english}",
                    "{at}: ingen vikt (hittade ”{found}” för {recipient}, väntade ett tal som är minst 0); rätta cellen"
                )
            }
            DecisionError::NoReason { at, finding } => say!(
                lang,
                "{english}",
                "{at}: iakttagelsen ”{finding}” saknar förklaring (hittade varken reason eller reason-sv, väntade ett av dem); skriv varför dokumentet skiljer sig"
            ),
            DecisionError::NotAClaim { at, recipient } => say!(
                lang,
                "{english}",
                "{at}: {recipient} har inget rekvirerat (hittade inget helt belopp, väntade ett); rätta cellen eller utelämna mottagaren ur steget"
            ),
            DecisionError::OutsideLines {
                at,
                token,
                found,
                of,
                lines,
            } => say!(
                lang,
                "{english}",
                "{at}: ”{token}” står inte där dess uppgift står (hittade rad {found}, väntade rad {lines} för {of}); rätta en av dem"
            ),
            DecisionError::NotListedOnce { at, cell, found } => say!(
                lang,
                "{english}",
                "{at}: {cell} finns inte med exakt en gång (hittade {found} tal, väntade 1); ange rad och kolumn för dess tal i källtexten"
            ),
            DecisionError::Table(_)
            | DecisionError::NoUse(_)
            | DecisionError::Unfit(_)
            | DecisionError::Allocation { .. }
            | DecisionError::UnknownReference { .. }
            | DecisionError::DefinedTwice { .. }
            | DecisionError::Missing { .. } => String::new(),
        }
    }
}

impl InWords for ProvenanceError {
    fn in_words(&self, lang: Lang) -> String {
        let english = self;
        match self {
            ProvenanceError::Checksum {
                document,
                found,
                expected,
            } => say!(
                lang,
                "{english}",
                "{document}: en annan text (hittade SHA-256 {found}, väntade {expected})"
            ),
            ProvenanceError::NotThere {
                document,
                line,
                column,
                found,
                expected,
            } => say!(
                lang,
                "{english}",
                "{document}:{line}:{column}: hittade ”{found}”, väntade ”{expected}”"
            ),
            ProvenanceError::Digit {
                document,
                line,
                column,
                tokens,
            } => say!(
                lang,
                "{english}",
                "{document}:{line}:{column}: siffran hör till {tokens} tal, väntade 1"
            ),
            ProvenanceError::Misread {
                document,
                figure,
                found,
                expected,
            } => say!(
                lang,
                "{english}",
                "{document}: talen för {figure} är ”{found}”, dess siffror är ”{expected}”"
            ),
            ProvenanceError::Text {
                document,
                lines,
                what,
                text,
            } => {
                let what = what.in_words(lang);
                say!(
                    lang,
                    "{english}",
                    "{document}:{lines}: {what} ”{text}” står inte på sina rader"
                )
            }
        }
    }
}
