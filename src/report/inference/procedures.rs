//! A ranking of procedures as text.

use std::collections::BTreeMap;
use std::fmt::{self, Write};

use crate::audit::ProcedureRanking;
use crate::exact::Ratio;
use crate::inference::{CellDifference, RankedProcedure, procedure_words};
use crate::lang::{Lang, say};
use crate::report::money::signed;

/// Procedures that give the same amounts, the simplest of them first.
pub(in crate::report) struct Alike<'r> {
    /// The simplest.
    pub first: &'r RankedProcedure,
    /// How many others there are.
    pub others: usize,
    /// The readings of the decision among them.
    pub readings: Vec<&'r str>,
}

/// The ranking for people: `shown` lines, one for each different result.
pub fn procedures_text(ranking: &ProcedureRanking, shown: usize, lang: Lang) -> String {
    let mut text = String::new();
    // writing to a string cannot fail
    let _ = write_text(&mut text, ranking, shown, lang);
    text
}

fn write_text(
    text: &mut String,
    ranking: &ProcedureRanking,
    shown: usize,
    lang: Lang,
) -> fmt::Result {
    let alike = alike(ranking);
    let (grant, column) = (&ranking.grant, &ranking.column);
    let (computed, tried) = (ranking.ranked.len(), ranking.candidates.len());
    let (computed, tried) = (lang.count(computed), lang.count(tried));
    let results = lang.count(alike.len());
    let heading = say!(
        lang,
        "{grant} in {column}: {computed} of {tried} procedures can be computed, with {results} \
         different results",
        "{grant} i {column}: {computed} av {tried} beräkningssätt går att räkna ut, med {results} olika \
         resultat"
    );
    writeln!(text, "{heading}")?;
    if ranking.labels.is_empty() {
        let nothing = say!(
            lang,
            "no amounts are published, so none can be told from another",
            "inga belopp är publicerade, så inget kan skiljas från ett annat"
        );
        return writeln!(text, "{nothing}");
    }
    let amounts = format!("{:<5}", lang.count(ranking.labels.len()));
    let columns = say!(
        lang,
        "exact of {amounts} states  procedure",
        "på kronan av {amounts} uppgifter  beräkningssätt"
    );
    writeln!(text, "\n  {columns}")?;
    let indent = match lang {
        Lang::Sv => 33,
        Lang::En | Lang::Marked => 25,
    };
    for it in alike.iter().take(shown) {
        let words = procedure_words(&ranking.candidates[it.first.candidate], lang);
        let (exact, complexity) = (it.first.exact, it.first.complexity);
        let width = indent - 17;
        writeln!(text, "  {exact:>width$} {complexity:>12}  {words}")?;
        for line in of_alike(ranking, it, lang) {
            writeln!(text, "{:indent$}{line}", "")?;
        }
    }
    let left = alike.len().saturating_sub(shown);
    if left > 0 {
        let left = lang.count(left);
        let more = say!(lang, "and {left} more results", "och {left} resultat till");
        writeln!(text, "  {more}")?;
    }
    Ok(())
}

/// What is said of procedures that give the same amounts.
fn of_alike(ranking: &ProcedureRanking, alike: &Alike<'_>, lang: Lang) -> Vec<String> {
    let mut lines: Vec<String> = alike
        .readings
        .iter()
        .map(|reading| say!(lang, "is the reading {reading}", "är tolkningen {reading}"))
        .collect();
    match alike.others {
        0 => {}
        1 => lines.push(say!(
            lang,
            "1 other procedure gives the same amounts",
            "1 annat beräkningssätt ger samma belopp"
        )),
        others => {
            let others = lang.count(others);
            lines.push(say!(
                lang,
                "{others} other procedures give the same amounts",
                "{others} andra beräkningssätt ger samma belopp"
            ));
        }
    }
    if alike.first.exact > 0 && !alike.first.differences.is_empty() {
        let differences = differences(ranking, &alike.first.differences, lang.unmarked());
        lines.push(say!(
            lang,
            "differs {differences}",
            "skiljer sig {differences}"
        ));
    }
    lines
}

/// The cells if they are few, else how many differ by how much.
fn differences(ranking: &ProcedureRanking, differences: &[CellDifference], lang: Lang) -> String {
    const FEW: usize = 8;
    let kr = lang.number(" kr");
    if differences.len() <= FEW {
        let named = |it: &CellDifference| {
            let by = signed(it.difference);
            format!("{by}{kr} {}", ranking.labels[it.cell])
        };
        return differences.iter().map(named).collect::<Vec<_>>().join(", ");
    }
    let by_size = by_size(differences);
    if by_size.len() > FEW {
        let (cells, sums) = (lang.count(differences.len()), lang.count(by_size.len()));
        return say!(
            lang,
            "in {cells} cells by {sums} different sums",
            "i {cells} celler med {sums} olika summor"
        );
    }
    let counted = |(size, cells): (&Ratio, &usize)| {
        let (size, cells) = (signed(*size), lang.count(*cells));
        say!(lang, "{size} kr in {cells}", "{size}\u{a0}kr i {cells}")
    };
    by_size.iter().map(counted).collect::<Vec<_>>().join(", ")
}

fn by_size(differences: &[CellDifference]) -> BTreeMap<Ratio, usize> {
    let mut by_size = BTreeMap::new();
    for it in differences {
        *by_size.entry(it.difference).or_insert(0) += 1;
    }
    by_size
}

/// The ranking by different results, best first.
pub(in crate::report) fn alike(ranking: &ProcedureRanking) -> Vec<Alike<'_>> {
    let mut positions: BTreeMap<&[CellDifference], usize> = BTreeMap::new();
    let mut found: Vec<Alike<'_>> = Vec::new();
    for ranked in &ranking.ranked {
        let next = found.len();
        let position = *positions.entry(&ranked.differences).or_insert(next);
        if position == next {
            found.push(Alike {
                first: ranked,
                others: 0,
                readings: Vec::new(),
            });
        } else {
            found[position].others += 1;
        }
        found[position]
            .readings
            .extend(ranking.readings[ranked.candidate].as_deref());
    }
    found
}
