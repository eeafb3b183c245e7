//! A *what if* and a step function as papers.

use super::super::what_if::{
    WhatIfRow, by_county, could_change, heading, range, total_lines, what_if_notes, what_if_rows,
};
use super::{Block, Paper, PaperCell, PaperTable};
use crate::decision::Decision;
use crate::lang::{InWords, Lang, say};
use crate::tables::Places;
use crate::what_if::{Sweep, WhatIf, WhatIfError};

/// The answer as a paper: differences first, sums after, then what has to be known to read them.
///
/// *Errors*: only arithmetic outside 128 bits.
pub fn what_if_paper<'a>(
    decision: &Decision,
    places: &Places,
    answer: &WhatIf,
    options: &[String],
    lang: Lang,
) -> Result<Paper<'a>, WhatIfError> {
    let rows = what_if_rows(decision, answer)?;
    let title = heading(decision, answer, lang);
    let mut paper = Paper::new(title, options, lang);
    paper.read(decision);
    let totals = total_lines(&rows, answer, lang)?;
    let asked = options.iter().filter(|it| it.contains('=')).cloned();
    let asked: Vec<String> = asked.collect();
    let mut first: Vec<Block<'a>> = Vec::new();
    if !asked.is_empty() {
        let asked = asked.join(", ");
        first.push(Block::Sentences(say!(
            lang,
            "Instead of what is decided: {asked}",
            "I stället för det beslutade: {asked}"
        )));
    }
    first.extend(totals.into_iter().map(Block::Sentences));
    paper.add(say!(lang, "In short", "I korthet"), first);
    let name = say!(lang, "Differences", "Skillnader");
    let table = differences(&name, &rows, lang);
    let same = rows.len() - table.rows.len();
    let mut blocks = vec![Block::Table(table)];
    if same > 0 {
        let same = lang.count(same);
        blocks.push(Block::Sentences(say!(
            lang,
            "{same} recipients are not listed: their amount is the same, and cannot be another.",
            "{same} mottagare är inte upptagna: deras belopp är detsamma och kan inte bli ett annat."
        )));
    }
    paper.add(name, blocks);
    let counties = by_county(&rows, places)?;
    if !counties.is_empty() {
        let name = say!(lang, "By county", "Per län");
        let rows = counties
            .into_iter()
            .map(|(name, sum)| vec![PaperCell::Text(name), PaperCell::Difference(sum)]);
        let table = PaperTable {
            name: name.clone(),
            columns: vec![
                say!(lang, "County", "Län"),
                say!(lang, "Difference, kr", "Skillnad, kr"),
            ],
            rows: rows.collect(),
        };
        paper.add(name, vec![Block::Table(table)]);
    }
    let notes = what_if_notes(decision, answer, lang);
    if !notes.is_empty() {
        let notes = notes.into_iter().map(Block::Sentences).collect();
        paper.add(say!(lang, "How to read it", "Så läses det"), notes);
    }
    Ok(paper)
}

/// Those whose amount changes, or could.
fn differences(name: &str, rows: &[WhatIfRow], lang: Lang) -> PaperTable {
    let is_bounded = rows.iter().any(|row| row.bounds.is_some());
    let mut columns = vec![
        say!(lang, "Recipient", "Mottagare"),
        say!(lang, "Code", "Kod"),
        say!(lang, "Difference, kr", "Skillnad, kr"),
        say!(lang, "From, kr", "Från, kr"),
        say!(lang, "To, kr", "Till, kr"),
    ];
    if is_bounded {
        columns.push(say!(lang, "Lowest, kr", "Lägst, kr"));
        columns.push(say!(lang, "Highest, kr", "Högst, kr"));
    }
    let shown = rows.iter().filter(|row| could_change(row)).map(|row| {
        let mut cells = vec![
            PaperCell::Text(row.name.clone()),
            PaperCell::Text(row.code.clone()),
            PaperCell::Difference(row.difference),
            PaperCell::Number(row.before),
            PaperCell::Number(row.after),
        ];
        match row.bounds {
            Some((lowest, highest)) => {
                cells.extend([PaperCell::Number(lowest), PaperCell::Number(highest)]);
            }
            None if is_bounded => cells.extend([PaperCell::Empty, PaperCell::Empty]),
            None => {}
        }
        cells
    });
    PaperTable {
        name: name.to_owned(),
        columns,
        rows: shown.collect(),
    }
}

/// A step function as a paper.
pub fn sweep_paper<'a>(
    decision: &'a Decision,
    sweep: &'a Sweep,
    options: &[String],
    lang: Lang,
) -> Paper<'a> {
    let (id, grant, parameter) = (&decision.manifest.id, &sweep.grant, &sweep.parameter);
    let title = say!(
        lang,
        "{id} {grant}: every value of {parameter}",
        "{id} {grant}: varje värde på {parameter}"
    );
    let mut paper = Paper::new(title, options, lang);
    paper.read(decision);
    let name = say!(lang, "All outcomes", "Alla utfall");
    paper.add(name, vec![Block::Sweep(decision, sweep)]);
    paper
}

/// The outcomes of a step function, one a row.
pub(super) fn outcomes(sweep: &Sweep, lang: Lang) -> PaperTable {
    let rows = sweep
        .outcomes
        .iter()
        .enumerate()
        .map(|(position, outcome)| {
            let values = PaperCell::Text(range(outcome, "; "));
            let decided = match sweep.stands() == Some(position) {
                true => PaperCell::Text(say!(lang, "as decided", "som beslutat")),
                false => PaperCell::Empty,
            };
            let amounts = outcome.amounts.as_ref();
            let given = amounts.map(|it| crate::what_if::sum(it));
            match (amounts, given) {
                (Ok(amounts), Ok(Ok(given))) => {
                    let paid = amounts.iter().filter(|it| !it.is_zero()).count();
                    let paid = crate::exact::Ratio::whole(i128::try_from(paid).unwrap_or(0));
                    vec![
                        values,
                        PaperCell::Number(given),
                        PaperCell::Number(paid),
                        decided,
                    ]
                }
                (Err(reason), _) => {
                    let reason = PaperCell::Text(reason.in_words(lang));
                    vec![values, PaperCell::Empty, PaperCell::Empty, reason]
                }
                (Ok(_), _) => vec![values, PaperCell::Empty, PaperCell::Empty, decided],
            }
        });
    PaperTable {
        name: say!(lang, "All outcomes", "Alla utfall"),
        columns: vec![
            say!(lang, "Values", "Värden"),
            say!(lang, "Given, kr", "Fördelat, kr"),
            say!(lang, "Recipients", "Mottagare"),
            say!(lang, "Note", "Anmärkning"),
        ],
        rows: rows.collect(),
    }
}
