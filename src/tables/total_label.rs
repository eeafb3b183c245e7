//! Labels of rows that sum up others.

/// Words that begin the label of a total.
const FIRST: [&str; 18] = [
    "summa",
    "summering",
    "summor",
    "totalt",
    "total",
    "totala",
    "tot",
    "totalsumma",
    "totalbelopp",
    "delsumma",
    "slutsumma",
    "sum",
    "subtotal",
    "riket",
    "sverige",
    "sammanlagt",
    "s:a",
    "tillsammans",
];
/// What stands behind *hela* and *samtliga* where they name a total.
const WHOLE: [&str; 10] = [
    "riket",
    "landet",
    "länet",
    "sverige",
    "kommuner",
    "regioner",
    "län",
    "landsting",
    "myndigheter",
    "mottagare",
];

/// Whether a label says that its row sums up others: *Summa*, *Totalt*, *Hela riket*, *S:a kommuner*.
///
/// ```
/// use statsbidrag::tables::is_total_label;
/// assert!(["Summa", "TOT", "S:a", "Hela riket", "Totalt (mnkr)"].into_iter().all(is_total_label));
/// assert!(!["Totebo", "Summerby", "Hela Kalmar", "Ale"].into_iter().any(is_total_label));
/// ```
pub fn is_total_label(label: &str) -> bool {
    let lower = label.to_lowercase();
    let mut words = lower
        .split(|char: char| !(char.is_alphanumeric() || char == ':'))
        .map(|word| word.trim_end_matches(':'))
        .filter(|word| !word.is_empty());
    let (first, second) = (words.next().unwrap_or_default(), words.next());
    match first {
        "hela" => second.is_some_and(|second| WHOLE.contains(&second)),
        "samtliga" | "alla" => second.is_none_or(|second| WHOLE.contains(&second)),
        _ => FIRST.contains(&first),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_are_told_by_their_label() {
        for label in [
            "Summa",
            "TOTALT",
            "Total ökning",
            "Summa kommuner",
            "Totalt länet",
            "Riket",
            "Hela riket",
            "Samtliga",
            "Samtliga kommuner",
            "**Summa**",
            "Totalt*",
        ] {
            assert!(is_total_label(label), "{label}");
        }
        for label in [
            "Totalförsvaret",
            "Ale",
            "Sumatra",
            "Nya medel",
            "Samtliga skolor i Ale",
            "",
        ] {
            assert!(!is_total_label(label), "{label}");
        }
    }
}
