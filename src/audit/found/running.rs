//! What a sentence of the running text says of its own figures.
//!
//! *från 14,6 miljarder kronor 2023 till 31,5 miljarder kronor 2028, en ökning med 123 procent* needs no
//! table and no chance: the words say how the three figures are related. Only sentences that leave no
//! other reading are taken, with nothing between the figures but what joins them.

use super::wording::WordedCheck;
use crate::tables::{RunningNumber, Unit, running_numbers};

/// A figure of the text as a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RunningClaim {
    pub id: String,
    pub line: usize,
    pub printed: String,
    pub unit: Unit,
    pub meaning: String,
}

/// A sentence that relates three figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RunningRelation {
    /// A name made of its first words.
    pub id: String,
    pub claims: [RunningClaim; 3],
    pub kind: RunningKind,
    /// As printed.
    pub sentence: String,
}

/// How the third figure comes from the first two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RunningKind {
    /// From the first to the second it is so many percent more.
    Increase,
    /// So many percent less.
    Decrease,
    /// The first is so many percent of the second.
    Share,
}

/// Words between the figures that are about as long as this join nothing.
const NEAR: usize = 60;
const SHORT: usize = 30;

/// So many letters of a sentence are shown.
const LONGEST: usize = 240;

/// The relations of a line of text.
pub(super) fn relations(line: usize, text: &str) -> Vec<RunningRelation> {
    let mut found = Vec::new();
    for sentence in sentences(text) {
        let numbers: Vec<RunningNumber> = running_numbers(sentence)
            .into_iter()
            .filter(|it| !is_year(it))
            .collect();
        for three in numbers.windows(3) {
            found.extend(relation(line, sentence, three));
        }
    }
    found
}

/// The sentences of a line.
pub(super) fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let ends = text.match_indices(". ").map(|(at, _)| at + 1);
    let mut starts: Vec<usize> = std::iter::once(0).chain(ends).collect();
    starts.push(text.len());
    let pieces: Vec<&str> = starts
        .windows(2)
        .map(|it| text[it[0]..it[1]].trim())
        .collect();
    pieces.into_iter()
}

/// Whether a number is a year.
pub(super) fn is_year(number: &RunningNumber) -> bool {
    let year = number
        .number
        .as_ref()
        .is_ok_and(|it| it.value().is_whole() && (1900..=2100).contains(&it.value().numerator()));
    year && number.unit.is_none()
}

fn relation(line: usize, sentence: &str, three: &[RunningNumber]) -> Option<RunningRelation> {
    let [a, b, c] = three else { return None };
    let before = sentence[..a.span.start].to_lowercase();
    let between = sentence.get(a.span.end..b.span.start)?.to_lowercase();
    let after = sentence.get(b.span.end..c.span.start)?.to_lowercase();
    let is_known = three.iter().all(|it| it.number.is_ok());
    let same = a.unit.zip(b.unit).is_some_and(|(a, b)| a == b);
    if !is_known || c.unit != Some(Unit::Percent) {
        return None;
    }
    let kind = if same && last_word(&before) == "från" && last_word(&between) == "till" {
        let joins = between.chars().count() <= SHORT && after.chars().count() <= NEAR;
        let says = |words: [&str; 3]| words.iter().any(|word| after.contains(word));
        match (
            says(["ökning", "ökar", "ökat"]),
            says(["minskning", "minskar", "minskat"]),
        ) {
            _ if !joins || last_word(&after) != "med" => return None,
            (true, false) => RunningKind::Increase,
            (false, true) => RunningKind::Decrease,
            _ => return None,
        }
    } else if is_of(&between) && (after.trim_end().ends_with('(') && after.chars().count() <= SHORT)
    {
        RunningKind::Share
    } else {
        return None;
    };
    let id = format!("text-{}-{}", kind.name(), slug(sentence));
    let claim = |role: &str, number: &RunningNumber, unit: Unit| RunningClaim {
        id: format!("{id}-{role}"),
        line,
        printed: sentence[number.span.clone()].to_owned(),
        unit,
        meaning: sentence.to_owned(),
    };
    let unit = a.unit.or(b.unit).unwrap_or(Unit::Count);
    Some(RunningRelation {
        claims: [
            claim("a", a, unit),
            claim("b", b, unit),
            claim("procent", c, Unit::Percent),
        ],
        kind,
        sentence: sentence.to_owned(),
        id,
    })
}

/// *av*, *kommuner av de*: the figure before is a part of the figure after.
fn is_of(between: &str) -> bool {
    let words: Vec<&str> = between.split_whitespace().collect();
    matches!(
        words[..],
        ["av"] | ["av", "de" | "landets" | "totalt" | "sveriges"] | [_, "av"]
    ) && !between.contains([',', ';', ':', '('])
}

fn last_word(text: &str) -> &str {
    text.split_whitespace().next_back().unwrap_or_default()
}

/// The check that a relation is.
pub(super) fn check(relation: &RunningRelation) -> WordedCheck {
    let said: String = relation.sentence.chars().take(LONGEST).collect();
    let said = said.replace(['"', '\n', '\r'], "'");
    WordedCheck::plain(
        relation.id.clone(),
        "percent",
        format!("The text relates its own figures: {said}"),
        format!("Texten sätter sina egna siffror i samband: {said}"),
        relation.equation(),
    )
}

impl RunningKind {
    /// Its name in names.
    pub fn name(self) -> &'static str {
        match self {
            RunningKind::Increase | RunningKind::Decrease => "change",
            RunningKind::Share => "percent",
        }
    }
}

impl RunningRelation {
    /// The relation in the language of checks.
    pub fn equation(&self) -> String {
        let [a, b, c] = self.claims.each_ref().map(|it| format!("claim[{}]", it.id));
        match self.kind {
            RunningKind::Increase => format!("change(from {a} to {b}) = {c}"),
            RunningKind::Decrease => format!("100 - percent({b} of {a}) = {c}"),
            RunningKind::Share => format!("percent({a} of {b}) = {c}"),
        }
    }
}

/// The first words of a sentence as a name.
pub(super) fn slug(sentence: &str) -> String {
    let mut name = String::new();
    for letter in sentence.to_lowercase().chars() {
        let plain = match letter {
            'å' | 'ä' => 'a',
            'ö' => 'o',
            'é' => 'e',
            letter if letter.is_ascii_alphanumeric() => letter,
            _ => '-',
        };
        if plain != '-' || !(name.is_empty() || name.ends_with('-')) {
            name.push(plain);
        }
        if name.len() >= 40 {
            break;
        }
    }
    name.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(RunningKind, [String; 3])> {
        let relations = relations(1, text).into_iter();
        relations
            .map(|it| (it.kind, it.claims.map(|claim| claim.printed)))
            .collect()
    }

    #[test]
    fn words_that_leave_one_reading() {
        let text = "Anslaget växer från 14,6 miljarder kronor 2023 till 31,5 miljarder kronor 2028, \
                    vilket är en ökning med 123 procent. Av dem sökte 199 av 290 kommuner (69 procent).";
        let found = found(text);
        assert_eq!(found.len(), 2, "{found:?}");
        assert_eq!(found[0].0, RunningKind::Increase);
        assert_eq!(found[0].1[1], "31,5 miljarder kronor");
        assert_eq!(found[1].0, RunningKind::Share);
    }

    #[test]
    fn words_that_leave_several() {
        for text in [
            "Från 2 till 4 miljoner kronor, och antalet växer med 30 procent.",
            "Av 290 kommuner fick 99 mer, varav 12 minst 5 procent.",
            "Stödet går från 10 miljoner kronor till 300 kommuner, en ökning med 5 procent.",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
