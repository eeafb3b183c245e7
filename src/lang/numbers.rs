//! Numbers of ours as each language writes them.

use super::Lang;

/// The space that does not break, which Swedish has within numbers and before units.
const HARD_SPACE: &str = "\u{a0}";

impl Lang {
    /// A number of ours, grouped by spaces, as it stands in a sentence: in Swedish they do not break.
    /// What is printed in a document is never changed so.
    pub fn number(self, grouped: &str) -> String {
        match self {
            Lang::Sv => grouped.replace(' ', HARD_SPACE),
            Lang::En | Lang::Marked => grouped.to_owned(),
        }
    }

    /// A sentence of ours that holds numbers and amounts of ours and nothing printed: in Swedish its
    /// numbers do not break, nor what stands between them and their unit.
    pub fn typeset(self, sentence: String) -> String {
        match self {
            Lang::Sv => unbroken(&sentence),
            Lang::En | Lang::Marked => sentence,
        }
    }

    /// A whole number, which Swedish groups by thousands.
    pub fn whole(self, number: impl Into<i128>) -> String {
        let number = number.into();
        match self {
            Lang::Sv => {
                let digits = number.unsigned_abs().to_string();
                let sign = if number < 0 { "-" } else { "" };
                format!("{sign}{}", grouped(&digits))
            }
            Lang::En | Lang::Marked => number.to_string(),
        }
    }

    /// How many there are, which Swedish groups by thousands.
    pub fn count(self, count: usize) -> String {
        match self {
            Lang::Sv => grouped(&count.to_string()),
            Lang::En | Lang::Marked => count.to_string(),
        }
    }

    /// The noun for one or for several, in each language: *check*, *checks*.
    pub fn noun<'n>(self, count: usize, english: [&'n str; 2], swedish: [&'n str; 2]) -> &'n str {
        let [one, many] = match self {
            Lang::Sv => swedish,
            Lang::En | Lang::Marked => english,
        };
        if count == 1 { one } else { many }
    }

    /// How many there are, with their noun: *1 check*, *2 checks*.
    pub fn counted(self, count: usize, english: [&str; 2], swedish: [&str; 2]) -> String {
        format!(
            "{} {}",
            self.count(count),
            self.noun(count, english, swedish)
        )
    }
}

fn unbroken(sentence: &str) -> String {
    let letters: Vec<char> = sentence.chars().collect();
    let digit = |at: usize| letters.get(at).is_some_and(char::is_ascii_digit);
    let word = |at: usize, word: &str| {
        let end = at + word.chars().count();
        letters[at..]
            .iter()
            .take(end - at)
            .eq(word.chars().collect::<Vec<_>>().iter())
            && !letters.get(end).is_some_and(|it| it.is_alphanumeric())
    };
    let joins = |at: usize| {
        let thousands = (1..=3).all(|it| digit(at + it)) && !digit(at + 4);
        at > 0 && digit(at - 1) && (thousands || word(at + 1, "kr") || word(at + 1, "%"))
    };
    let char = |(at, letter): (usize, &char)| match letter {
        ' ' if joins(at) => HARD_SPACE.to_owned(),
        letter => letter.to_string(),
    };
    letters.iter().enumerate().map(char).collect()
}

fn grouped(digits: &str) -> String {
    let mut text = String::with_capacity(digits.len() * 2);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push_str(HARD_SPACE);
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swedish_numbers_are_grouped_by_spaces_that_do_not_break() {
        assert_eq!(Lang::Sv.count(12_918), "12\u{a0}918");
        let checks = |lang: Lang, count| {
            lang.counted(count, ["check", "checks"], ["kontroll", "kontroller"])
        };
        let english = [0, 1, 2].map(|count| checks(Lang::En, count));
        assert_eq!(english, ["0 checks", "1 check", "2 checks"]);
        assert_eq!(checks(Lang::Sv, 1), "1 kontroll");
        assert_eq!(Lang::En.count(12_918), "12918");
        assert_eq!(Lang::Sv.whole(-1_000_000), "-1\u{a0}000\u{a0}000");
        assert_eq!(Lang::Sv.whole(999), "999");
        assert_eq!(Lang::Sv.number("4 000 000"), "4\u{a0}000\u{a0}000");
        assert_eq!(Lang::Marked.number("4 000 000"), "4 000 000");
        let sentence = "golven är 1 234 567 kr, 12 kronor och 5 % av 12 3456".to_owned();
        assert_eq!(
            Lang::Sv.typeset(sentence),
            "golven är 1\u{a0}234\u{a0}567\u{a0}kr, 12 kronor och 5\u{a0}% av 12 3456"
        );
    }
}
