//! Why a *what if* has no answer, in one place.

use std::fmt;

use crate::allocation::AllocationError;
use crate::decision::DecisionError;
use crate::exact::ArithmeticError;
use crate::lang::{Errors, InWords, Lang, say};
use crate::tables::nearest;

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A grant of the decision.
    Grant,
    /// A reading of the grant.
    Reading,
    /// A parameter of the decision.
    Parameter,
    /// A threshold that the grant's conditions compare with.
    Threshold,
}

/// Why a *what if* has no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhatIfError {
    /// A name that leads nowhere.
    NoSuch {
        /// What it should stand for.
        kind: Kind,
        /// The name.
        found: String,
        /// The names there are.
        known: Vec<String>,
    },
    /// A value that is none, or none in the parameter's unit.
    NotAValue {
        /// The parameter.
        parameter: String,
        /// What was given.
        found: String,
        /// What is wrong with it.
        help: String,
    },
    /// The decision cannot be resolved with these values.
    Decision(Errors<DecisionError>),
    /// The amounts cannot be computed with these values.
    Allocation(AllocationError),
    /// A sweep of a procedure whose conditions decide more than who shares a pot.
    NotSwept {
        /// The step that stands in the way.
        step: &'static str,
    },
}

impl From<AllocationError> for WhatIfError {
    fn from(error: AllocationError) -> WhatIfError {
        WhatIfError::Allocation(error)
    }
}

impl From<ArithmeticError> for WhatIfError {
    fn from(error: ArithmeticError) -> WhatIfError {
        WhatIfError::Allocation(error.into())
    }
}

impl Kind {
    fn in_words(self, lang: Lang) -> String {
        match self {
            Kind::Grant => say!(lang, "grant", "bidrag"),
            Kind::Reading => say!(lang, "reading", "tolkning"),
            Kind::Parameter => say!(lang, "parameter", "parameter"),
            Kind::Threshold => say!(lang, "threshold of its conditions", "gräns i villkoren"),
        }
    }
}

impl InWords for WhatIfError {
    fn in_words(&self, lang: Lang) -> String {
        match self {
            WhatIfError::NoSuch { kind, found, known } => {
                let names = known.join(", ");
                let near = nearest(found, known.iter().map(String::as_str));
                let near = near.map_or_else(String::new, |near| {
                    say!(lang, "; did you mean \"{near}\"?", "; menade du ”{near}”?")
                });
                let kind = kind.in_words(lang);
                say!(
                    lang,
                    "no such {kind} (found \"{found}\", expected one of {names}){near}",
                    "det finns ingen sådan {kind} (hittade ”{found}”, väntade en av {names}){near}"
                )
            }
            WhatIfError::NotAValue {
                parameter,
                found,
                help,
            } => say!(
                lang,
                "{parameter} cannot be \"{found}\": {help}",
                "{parameter} kan inte vara ”{found}”: {help}"
            ),
            WhatIfError::Decision(errors) => errors.in_words(lang),
            WhatIfError::Allocation(error) => error.in_words(lang),
            WhatIfError::NotSwept { step } => say!(
                lang,
                "a sweep needs conditions that decide who shares a pot; the step \"{step}\" asks \
                 them for something else. Ask for single values with --set",
                "att gå igenom alla värden kräver villkor som avgör vilka som delar på en pott; steget ”{step}” \
                 frågar dem om något annat. Fråga om enstaka värden med --set"
            ),
        }
    }
}

impl fmt::Display for WhatIfError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_words(Lang::En))
    }
}

impl std::error::Error for WhatIfError {}
