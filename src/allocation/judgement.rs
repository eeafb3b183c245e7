//! The judgement: whether a condition is met, and why.

use std::fmt;

use super::Reason;
use crate::lang::{InWords, Lang, say};

/// Whether a condition is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It is met.
    Met,
    /// It is not met.
    NotMet,
    /// The recipient is in the table, without the figures the condition is tested on: neither met nor
    /// failed.
    NotReported,
    /// The recipient is not in the table: nothing is known of its figures, nor whether it reported any.
    NotListed,
}

/// An answer with its reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// Whether the condition is met.
    pub answer: Answer,
    /// Why: the exact figures compared.
    pub reason: Reason,
}

impl Judgement {
    /// Whether the condition is met; what is not reported, or not listed, is not met.
    pub fn is_met(&self) -> bool {
        self.answer == Answer::Met
    }

    /// A judgement on something that is plainly so or not.
    pub fn on(met: bool, reason: Reason) -> Judgement {
        Judgement {
            answer: if met { Answer::Met } else { Answer::NotMet },
            reason,
        }
    }

    /// *Minst ett av villkoren*: met if any is met, failed if all are failed.
    pub fn any_of(parts: &[&Judgement]) -> Judgement {
        Judgement::combine(parts, Answer::Met, Answer::NotMet)
    }

    /// *Samtliga villkor*: met if all are met, failed if any is failed.
    pub fn all_of(parts: &[&Judgement]) -> Judgement {
        Judgement::combine(parts, Answer::NotMet, Answer::Met)
    }

    /// `decisive` if some part has it, else not reported or not listed if some part is, else
    /// `otherwise`.
    fn combine(parts: &[&Judgement], decisive: Answer, otherwise: Answer) -> Judgement {
        let first = |answer| parts.iter().find(|part| part.answer == answer);
        let unknown = || first(Answer::NotReported).or_else(|| first(Answer::NotListed));
        if let Some(part) = first(decisive).or_else(unknown) {
            return (*part).clone();
        }
        let reasons = parts.iter().map(|part| part.reason.clone());
        Judgement {
            answer: otherwise,
            reason: Reason::Together(reasons.collect()),
        }
    }
}

impl InWords for Answer {
    fn in_words(&self, lang: Lang) -> String {
        match self {
            Answer::Met => say!(lang, "met", "uppfyllt"),
            Answer::NotMet => say!(lang, "not met", "inte uppfyllt"),
            Answer::NotReported => say!(lang, "not reported", "inte rapporterat"),
            Answer::NotListed => say!(lang, "not listed", "finns inte med"),
        }
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_words(Lang::En))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_and_all_keep_what_is_not_reported_apart() {
        let judgement = |answer| Judgement {
            answer,
            reason: Reason::Listed {
                listed: answer == Answer::Met,
                table: "t".to_owned(),
            },
        };
        let met = judgement(Answer::Met);
        let failed = judgement(Answer::NotMet);
        let missing = judgement(Answer::NotReported);
        assert_eq!(
            Judgement::any_of(&[&failed, &missing, &met]).answer,
            Answer::Met
        );
        assert_eq!(
            Judgement::any_of(&[&failed, &missing]).answer,
            Answer::NotReported
        );
        assert_eq!(
            Judgement::any_of(&[&failed, &failed]).answer,
            Answer::NotMet
        );
        assert_eq!(
            Judgement::all_of(&[&met, &missing]).answer,
            Answer::NotReported
        );
        assert_eq!(
            Judgement::all_of(&[&met, &missing, &failed]).answer,
            Answer::NotMet
        );
        let all = Judgement::all_of(&[&met, &met]);
        assert_eq!(all.answer, Answer::Met);
        assert_eq!(all.reason.to_string(), "listed in t; listed in t");
    }
}
