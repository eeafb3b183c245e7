//! Everything that decisions give a place as a paper.

use super::super::model::{ComputedGrant, PlaceAnswer, PlaceGrant};
use super::super::place::{cannot, heading, nothing_in, printed};
use super::super::said;
use super::{Block, Paper, PaperCell, PaperTable};
use crate::decision::Decision;
use crate::lang::{InWords, Lang, say};

/// The answers for one place or several as a paper.
pub fn place_paper(
    answers: &[PlaceAnswer<'_>],
    decisions: &[Decision],
    options: &[String],
    lang: Lang,
) -> Paper<'static> {
    let titles = answers
        .iter()
        .map(|it| format!("{} ({})", it.place.name, it.place.code));
    let title = titles.collect::<Vec<_>>().join(", ");
    let mut paper = Paper::new(title, options, lang);
    decisions.iter().for_each(|it| paper.read(it));
    for answer in answers {
        let name = &answer.place.name;
        let start = match answers.len() {
            1 => String::new(),
            _ => format!("{name}: "),
        };
        for grant in &answer.grants {
            let blocks = match grant {
                PlaceGrant::Computed(it) => computed(it, lang),
                PlaceGrant::Problem(_, _, reason) => {
                    vec![Block::Sentences(cannot(reason, lang))]
                }
                PlaceGrant::Printed(_, amounts) => amounts
                    .iter()
                    .map(|it| Block::Sentences(printed(it, lang)))
                    .collect(),
            };
            paper.add(format!("{start}{}", heading(grant)), blocks);
        }
        if let Some(line) = nothing_in(answer, lang) {
            let name = say!(lang, "Nothing for {name}", "Inget för {name}");
            paper.add(name, vec![Block::Sentences(line)]);
        }
    }
    paper
}

fn computed(it: &ComputedGrant<'_>, lang: Lang) -> Vec<Block<'static>> {
    let conditions = it
        .conditions
        .iter()
        .map(|(title, answer)| Block::Sentences(format!("{title}: {}", answer.in_words(lang))));
    let mut blocks: Vec<Block<'static>> = conditions.collect();
    let mut rows: Vec<Vec<PaperCell>> = Vec::new();
    for (step, amount) in &it.steps {
        rows.push(vec![
            PaperCell::Text(step.clone()),
            PaperCell::Number(*amount),
            PaperCell::Empty,
            PaperCell::Empty,
        ]);
    }
    for (column, cell) in &it.published {
        let name = say!(lang, "published in {column}", "publicerat i {column}");
        let (cell, residual) = match cell {
            Some((printed, residual)) => (PaperCell::Text(printed.clone()), *residual),
            None => (PaperCell::Text(said::not_listed(lang)), None),
        };
        let residual = residual.map_or(PaperCell::Empty, PaperCell::Difference);
        rows.push(vec![
            PaperCell::Text(name),
            PaperCell::Empty,
            cell,
            residual,
        ]);
    }
    blocks.push(Block::Table(PaperTable {
        name: it.grant.id.clone(),
        columns: vec![
            say!(lang, "Step", "Steg"),
            say!(lang, "Computed, kr", "Beräknat, kr"),
            say!(lang, "Printed", "Angivet"),
            say!(
                lang,
                "Printed less computed, kr",
                "Angivet minus beräknat, kr"
            ),
        ],
        rows,
    }));
    blocks.push(Block::Lines(it.told.trim_end().to_owned()));
    blocks
}
