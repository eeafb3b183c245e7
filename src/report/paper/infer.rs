//! What inference found as a paper.

use rustc_hash::FxHashMap;

use super::super::inference::InferredRows;
use super::{Block, Paper, PaperCell, PaperTable};
use crate::exact::{Kronor, Ratio};
use crate::inference::IntegerKey;
use crate::lang::{Lang, say};

/// The answer as a paper: its first line is the verdict, the others stand as they are printed.
pub fn infer_paper(
    subject: &str,
    text: &str,
    tables: Vec<PaperTable>,
    options: &[String],
    lang: Lang,
) -> Paper<'static> {
    let title = say!(lang, "The rule behind {subject}", "Regeln bakom {subject}");
    let mut paper = Paper::new(title, options, lang);
    let (verdict, rest) = text.split_once('\n').unwrap_or((text, ""));
    let mut blocks = vec![Block::Sentences(verdict.to_owned())];
    let rest = rest.trim_matches('\n');
    if !rest.is_empty() {
        blocks.push(Block::Lines(rest.to_owned()));
    }
    paper.add(say!(lang, "The answer", "Svaret"), blocks);
    for table in tables {
        paper.add(table.name.clone(), vec![Block::Table(table)]);
    }
    paper
}

/// A key recipient by recipient: its share, what is printed, and where that differs from what the key
/// gives.
pub fn key_table(
    key: &IntegerKey,
    amounts: &[Kronor],
    rows: InferredRows<'_>,
    lang: Lang,
) -> PaperTable {
    let in_kronor = |parts: i64| {
        let sign = if rows.mirrored { -1 } else { 1 };
        let parts = i128::from(parts) * sign;
        Ratio::new(parts, i128::from(rows.per_krona)).unwrap_or(Ratio::ZERO)
    };
    let exceptions = key.exceptions.iter();
    let differs: FxHashMap<usize, i64> = exceptions.map(|it| (it.cell, it.difference)).collect();
    let listed = rows.labels.iter().zip(&key.weights).zip(amounts);
    let listed = listed.enumerate().map(|(cell, ((label, weight), amount))| {
        vec![
            PaperCell::Text(label.clone()),
            PaperCell::Number(Ratio::whole(i128::from(*weight))),
            PaperCell::Number(in_kronor(amount.0)),
            match differs.get(&cell) {
                Some(by) => PaperCell::Difference(in_kronor(*by)),
                None => PaperCell::Empty,
            },
        ]
    });
    PaperTable {
        name: say!(lang, "The key", "Nyckeln"),
        columns: vec![
            say!(lang, "Recipient", "Mottagare"),
            say!(lang, "Key", "Nyckeltal"),
            say!(lang, "Printed", "Angivet"),
            say!(lang, "Differs by", "Skiljer sig med"),
        ],
        rows: listed.collect(),
    }
}
