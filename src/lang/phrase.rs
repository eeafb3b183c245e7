//! A phrase in both languages, kept until it is known which is spoken.

use std::fmt;

use super::{InWords, Lang};

/// A part of a sentence, such as what was expected or what to do, in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    en: String,
    sv: String,
}

impl Phrase {
    /// What `words` says, in both languages.
    pub fn of(words: impl Fn(Lang) -> String) -> Phrase {
        Phrase {
            en: words(Lang::En),
            sv: words(Lang::Sv),
        }
    }

    /// Something that is the same in both languages: a name, a figure, letters of a file.
    pub fn same(data: impl Into<String>) -> Phrase {
        let en = data.into();
        Phrase { sv: en.clone(), en }
    }
}

impl<W: InWords> From<&W> for Phrase {
    fn from(said: &W) -> Phrase {
        Phrase::of(|lang| said.in_words(lang))
    }
}

impl fmt::Display for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.en)
    }
}

impl InWords for Phrase {
    /// Never marked: the sentence that it is part of is.
    fn in_words(&self, lang: Lang) -> String {
        match lang {
            Lang::Sv => self.sv.clone(),
            Lang::En | Lang::Marked => self.en.clone(),
        }
    }
}

/// A [`Phrase`], from its English and its Swedish form.
macro_rules! phrase {
    ($en:literal, $sv:literal $(, $($argument:tt)*)?) => {
        $crate::lang::Phrase::of(|lang| $crate::lang::say!(lang, $en, $sv $(, $($argument)*)?))
    };
}
pub(crate) use phrase;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::say;

    #[test]
    fn a_phrase_is_said_in_the_language_of_its_sentence_and_marked_with_it() {
        let name = "Falun";
        let help = phrase!("did you mean \"{name}\"?", "menade du ”{name}”?");
        let said = |lang| {
            let help = help.in_words(lang);
            say!(lang, "no such place; {help}", "platsen finns inte; {help}")
        };
        assert_eq!(said(Lang::Sv), "platsen finns inte; menade du ”Falun”?");
        assert_eq!(
            said(Lang::Marked),
            "⟦no such place; did you mean \"Falun\"?⟧"
        );
        assert_eq!(Phrase::same("12").in_words(Lang::Sv), "12");
    }
}
