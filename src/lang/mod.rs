//! Languages: what the program says, in Swedish or in English, each sentence made in one place.
//!
//! Whatever people read is typed data until it is shown. The type implements [`InWords`], and the
//! macro `say!` takes both languages at once, so that no sentence can exist in one only:
//!
//! ```ignore
//! say!(lang, "{n} rows differ", "{n} rader skiljer sig")
//! ```

mod errors;
mod numbers;
mod phrase;
mod wording;

pub use errors::Errors;
pub use phrase::Phrase;
pub(crate) use phrase::phrase;
pub use wording::Wording;

/// The language that people are spoken to in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Swedish (*svenska*).
    Sv,
    /// English with every sentence between `⟦` and `⟧`: what reaches a reader without a mark was
    /// not made by `say!`. For tests.
    Marked,
}

/// What can be said in every [`Lang`].
pub trait InWords {
    /// The words, without a full stop unless there are several sentences.
    fn in_words(&self, lang: Lang) -> String;
}

impl Lang {
    /// The language of a part of a sentence, of which only the whole is marked.
    pub fn unmarked(self) -> Lang {
        match self {
            Lang::Sv => Lang::Sv,
            Lang::En | Lang::Marked => Lang::En,
        }
    }

    /// A finished English sentence as the marked language shows it.
    #[doc(hidden)]
    pub fn marked(sentence: &str) -> String {
        format!("⟦{sentence}⟧")
    }
}

/// A sentence in the language asked for, from its English and its Swedish form, which are both
/// format strings over the same figures.
macro_rules! say {
    ($lang:expr, $en:literal, $sv:literal $(, $($argument:tt)*)?) => {
        match $lang {
            $crate::lang::Lang::En => format!($en $(, $($argument)*)?),
            $crate::lang::Lang::Sv => format!($sv $(, $($argument)*)?),
            $crate::lang::Lang::Marked => {
                $crate::lang::Lang::marked(&format!($en $(, $($argument)*)?))
            }
        }
    };
}
pub(crate) use say;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_made_in_both_languages_and_marked_for_tests() {
        let n = 3;
        let said = |lang| say!(lang, "{n} rows", "{n} rader");
        assert_eq!(said(Lang::En), "3 rows");
        assert_eq!(said(Lang::Sv), "3 rader");
        assert_eq!(said(Lang::Marked), "⟦3 rows⟧");
    }
}
