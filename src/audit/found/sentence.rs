//! What a found check says, in both languages.

use crate::discovery::{Axis, Class, Operator, Relation};
use crate::lang::{InWords, Lang};
use crate::tables::Table;

/// Headings that are named one by one, at most.
const MOST_NAMED: usize = 4;

/// What a relation says of lines with their headings or labels.
#[derive(Clone, Debug)]
pub(super) struct Sentence {
    target: String,
    parts: Vec<String>,
    /// The label of the row that has the total.
    total: String,
    relation: Relation,
}

impl Sentence {
    /// The sentence of a relation; nothing if it is about labels.
    pub fn of(table: &Table, relation: &Relation) -> Option<Sentence> {
        let name = |at: &usize| {
            let at = at.checked_sub(1)?;
            let words = match relation.axis {
                Axis::Columns => &table.columns.get(at)?.title,
                Axis::Rows => &table.rows.get(at)?.label,
            };
            Some(words.replace(['"', '\n', '\r'], "'"))
        };
        let total = relation
            .total
            .and_then(|it| table.rows.get(it.checked_sub(1)?));
        let total = total.map_or("", |it| it.label.as_str());
        Some(Sentence {
            total: total.replace(['"', '\n', '\r'], "'"),
            target: name(&relation.target)?,
            parts: relation.parts.iter().map(name).collect::<Option<_>>()?,
            relation: Relation {
                instances: Vec::new(),
                ..relation.clone()
            },
        })
    }

    /// In English.
    pub fn english(&self) -> String {
        let (target, support) = (&self.target, self.relation.in_words(Lang::En));
        let [a, b] = self.two();
        let said = match self.relation.operator {
            Operator::Sum => format!("is the sum of {}", self.listed("and", "lines from", "to")),
            Operator::Mean => format!("is the mean of {}", self.listed("and", "lines from", "to")),
            Operator::Ratio => format!("is {a} divided by {b}"),
            Operator::Change => format!("is the change from {a} to {b}"),
            Operator::Decrease => format!("is what is left of {a} after {b}, as a share of {a}"),
            Operator::Share => format!("is the share of {a} in {a} and {b} together"),
            Operator::RestOfHundred => {
                format!(
                    "makes 100 together with {}",
                    self.listed("and", "lines from", "to")
                )
            }
            Operator::ShareOfTotal => format!("is {a} as a share of the total ({})", self.total),
            Operator::Proportional => match self.relation.whole {
                Some(whole) => format!("is {a} in percent of {whole}"),
                None => format!("is {a} times one factor"),
            },
            Operator::Mixture => format!("is {a} times one factor and {b} times another, added up"),
        };
        let label = match self.relation.class {
            Class::Declared if self.relation.operator == Operator::RestOfHundred => "",
            Class::Declared => "Its label says it: ",
            Class::Law | Class::Habit => "",
        };
        format!("{label}{target} {said}: {support}.")
    }

    /// In Swedish.
    pub fn swedish(&self) -> String {
        let (target, support) = (&self.target, self.relation.in_words(Lang::Sv));
        let [a, b] = self.two();
        let listed = || self.listed("och", "rader eller kolumner från", "till");
        let said = match self.relation.operator {
            Operator::Sum => format!("är summan av {}", listed()),
            Operator::Mean => format!("är medelvärdet av {}", listed()),
            Operator::Ratio => format!("är {a} delat med {b}"),
            Operator::Change => format!("är förändringen från {a} till {b}"),
            Operator::Decrease => format!("är det som är kvar av {a} efter {b}, som andel av {a}"),
            Operator::Share => format!("är andelen {a} av {a} och {b} tillsammans"),
            Operator::RestOfHundred => format!("blir 100 tillsammans med {}", listed()),
            Operator::ShareOfTotal => format!("är {a} som andel av totalen ({})", self.total),
            Operator::Proportional => match self.relation.whole {
                Some(whole) => format!("är {a} i procent av {whole}"),
                None => format!("är {a} gånger en och samma faktor"),
            },
            Operator::Mixture => {
                format!("är summan av {a} gånger en faktor och {b} gånger en annan")
            }
        };
        let label = match self.relation.class {
            Class::Declared if self.relation.operator == Operator::RestOfHundred => "",
            Class::Declared => "Det sägs av benämningen: ",
            Class::Law | Class::Habit => "",
        };
        format!("{label}{target} {said}: {support}.")
    }

    fn two(&self) -> [&str; 2] {
        let part = |at: usize| self.parts.get(at).map_or("", String::as_str);
        [part(0), part(1)]
    }

    fn listed(&self, and: &str, lines: &str, to: &str) -> String {
        match &self.parts[..] {
            [first, .., last] if self.parts.len() > MOST_NAMED => {
                format!("{} {lines} {first} {to} {last}", self.parts.len())
            }
            [before @ .., last] if !before.is_empty() => {
                format!("{} {and} {last}", before.join(", "))
            }
            parts => parts.join(""),
        }
    }
}
