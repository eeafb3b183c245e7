//! A sentence that the author of a decision's data wrote.

use super::{InWords, Lang};

/// A sentence of a decision's data, in the languages its author wrote it in: what a check says, why
/// a finding is acknowledged.
///
/// It is data like the figures beside it, so that [`Lang::Marked`] shows it without a mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wording {
    /// In English only.
    English(String),
    /// In Swedish only.
    Swedish(String),
    /// In both.
    Both {
        /// The English sentence.
        en: String,
        /// The Swedish sentence.
        sv: String,
    },
}

impl Wording {
    /// The sentence from what there is of it; nothing if there is neither form.
    pub fn new(en: Option<String>, sv: Option<String>) -> Option<Wording> {
        match (en, sv) {
            (Some(en), Some(sv)) => Some(Wording::Both { en, sv }),
            (Some(en), None) => Some(Wording::English(en)),
            (None, Some(sv)) => Some(Wording::Swedish(sv)),
            (None, None) => None,
        }
    }

    /// A sentence as it is written, and its Swedish form if there is one beside it.
    pub fn written(sentence: &str, sv: Option<&String>) -> Wording {
        let sentence = sentence.to_owned();
        match sv {
            Some(sv) => Wording::Both {
                en: sentence,
                sv: sv.clone(),
            },
            None => Wording::English(sentence),
        }
    }

    /// The form in a language, or the one there is.
    pub fn in_lang(&self, lang: Lang) -> &str {
        match (self, lang) {
            (Wording::English(en), _) => en,
            (Wording::Swedish(sv), _) => sv,
            (Wording::Both { en, .. }, Lang::En | Lang::Marked) => en,
            (Wording::Both { sv, .. }, Lang::Sv) => sv,
        }
    }
}

impl InWords for Wording {
    fn in_words(&self, lang: Lang) -> String {
        self.in_lang(lang).to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wording(en: Option<&str>, sv: Option<&str>) -> Option<Wording> {
        Wording::new(en.map(str::to_owned), sv.map(str::to_owned))
    }

    #[test]
    fn a_sentence_is_shown_in_the_language_asked_for_or_in_the_one_it_has() {
        let both = wording(Some("The years."), Some("Åren.")).expect("both forms");
        assert_eq!(both.in_lang(Lang::En), "The years.");
        assert_eq!(both.in_lang(Lang::Sv), "Åren.");
        assert_eq!(both.in_lang(Lang::Marked), "The years.");
        for lang in [Lang::En, Lang::Sv, Lang::Marked] {
            let english = wording(Some("The years."), None).expect("one form");
            assert_eq!(english.in_words(lang), "The years.");
            let swedish = wording(None, Some("Åren.")).expect("one form");
            assert_eq!(swedish.in_words(lang), "Åren.");
        }
        assert_eq!(wording(None, None), None);
    }
}
