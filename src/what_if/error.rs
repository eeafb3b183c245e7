//! Why a *what if* has no answer, in one place.

use std::fmt;

use crate::allocation::AllocationError;
use crate::decision::DecisionError;
use crate::exact::ArithmeticError;
use crate::lang::{Errors, InWords, Lang, say};
use crate::tables::nearest;

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameKind {
    /// A grant of the decision.
    Grant,
    /// A reading of the grant.
    Reading,
    /// A parameter of the decision.
    Parameter,
    /// A parameter that something of the grant rests on.
    Used,
    /// A threshold that the grant's conditions compare with.
    Threshold,
}

/// Why a *what if* has no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhatIfError {
    /// A name that leads nowhere.
    NoSuch {
        /// What it should stand for.
        kind: NameKind,
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
    /// A sweep of a threshold that steps compute with as well: between two values at which an answer
    /// turns, amounts would not stand still.
    SweptElsewhere {
        /// The parameter.
        parameter: String,
    },
}

/// Why no bound is proved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoBounds {
    /// Conditions are asked by these steps, and bounds are proved where one step asks them.
    AskedBy(Vec<&'static str>),
    /// This step comes after the one that asks, and no bound is proved for what it does.
    After(&'static str),
    /// Somebody would share in proportion to less than nothing.
    BelowZero,
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

impl NameKind {
    /// That there is none of it by the name.
    fn in_words(self, lang: Lang) -> String {
        match self {
            NameKind::Grant => say!(lang, "no such grant", "det finns inget sådant bidrag"),
            NameKind::Reading => say!(lang, "no such reading", "det finns ingen sådan tolkning"),
            NameKind::Parameter => {
                say!(lang, "no such parameter", "det finns ingen sådan parameter")
            }
            NameKind::Used => say!(
                lang,
                "no such parameter of the grant's steps and conditions",
                "det finns ingen sådan parameter i bidragets steg och villkor"
            ),
            NameKind::Threshold => say!(
                lang,
                "no such threshold of its conditions",
                "det finns ingen sådan gräns i villkoren"
            ),
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
                let none = kind.in_words(lang.unmarked());
                if known.is_empty() {
                    return say!(
                        lang,
                        "{none} (found \"{found}\", and there are none)",
                        "{none} (hittade ”{found}”, och det finns inga)"
                    );
                }
                say!(
                    lang,
                    "{none} (found \"{found}\", expected one of {names}){near}",
                    "{none} (hittade ”{found}”, väntade ett av namnen {names}){near}"
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
            WhatIfError::SweptElsewhere { parameter } => say!(
                lang,
                "{parameter} is a threshold and a figure that the steps compute with (found both, expected \
                 a threshold only); ask for single values with --set",
                "{parameter} är en gräns och ett tal som stegen räknar med (hittade båda, väntade bara en \
                 gräns); fråga om enstaka värden med --set"
            ),
        }
    }
}

impl InWords for NoBounds {
    fn in_words(&self, lang: Lang) -> String {
        match self {
            NoBounds::AskedBy(steps) => {
                let steps = steps.join(", ");
                say!(
                    lang,
                    "the conditions are asked by several steps ({steps}); bounds are proved where one \
                     share-pots, share-rest or price asks them",
                    "villkoren prövas i flera steg ({steps}); gränser är bevisade där ett enda steg, \
                     share-pots, share-rest eller price, prövar dem"
                )
            }
            NoBounds::After(step) => say!(
                lang,
                "the step \"{step}\" comes after the one that asks the conditions; bounds are proved \
                 where only round, round-to, limit, adjust, largest-remainder without groups and \
                 balance follow, and balance to largest-alone only right after a rounding",
                "steget ”{step}” kommer efter det som prövar villkoren; gränser är bevisade där bara \
                 round, round-to, limit, adjust, largest-remainder utan grupper och balance följer, och \
                 balance till largest-alone bara direkt efter en avrundning"
            ),
            NoBounds::BelowZero => say!(
                lang,
                "somebody has less than nothing before the money is shared; bounds are proved for \
                 amounts of at least 0 kr",
                "någon har mindre än ingenting innan pengarna delas; gränser är bevisade för belopp som \
                 är minst 0 kr"
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
