//! What the words beside a line say of its figures.

/// What a label lets one expect.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Expectation {
    /// *Summa*, *Totalt*, *Total*.
    pub total: bool,
    /// *Genomsnitt*, *Average*.
    pub mean: bool,
    /// *Procent*, *andel*, *index*: figures that do not add up.
    pub share: bool,
    /// *varav*, *of which*: a part of the line above.
    pub part_of: bool,
}

const TOTALS: [&str; 26] = [
    "total",
    "totalt",
    "totala",
    "totals",
    "summa",
    "sum",
    "sums",
    "subtotal",
    "delsumma",
    "samtliga",
    "alla",
    "riket",
    "tillsammans",
    "all",
    "s:a",
    "totaler",
    "sammanlagt",
    "grand",
    "overall",
    "yhteensä",
    "slutsumma",
    "gesamt",
    "insgesamt",
    "subtotals",
    "hela",
    "net",
];
const MEANS: [&str; 28] = [
    "max",
    "min",
    "maximum",
    "minimum",
    "högst",
    "lägst",
    "högsta",
    "lägsta",
    "stdev",
    "std",
    "deviation",
    "standardavvikelse",
    "spridning",
    "variance",
    "genomsnitt",
    "medelvärde",
    "medel",
    "snitt",
    "average",
    "averages",
    "mean",
    "avg",
    "ave",
    "avg.",
    "genomsnittlig",
    "median",
    "means",
    "aver",
];

const SHARES: [&str; 18] = [
    "procent",
    "andel",
    "andelen",
    "andelar",
    "index",
    "percent",
    "percentage",
    "pct",
    "share",
    "ratio",
    "rate",
    "kvot",
    "promille",
    "median",
    "procentenheter",
    "rank",
    "per",
    "change",
];

impl Expectation {
    /// What the label says.
    pub(super) fn of(label: &str) -> Expectation {
        let small = label.to_lowercase();
        let mut expectation = Expectation::default();
        for word in small.split(|c: char| !(c.is_alphanumeric() || c == ':')) {
            let bare = word.trim_end_matches(|c: char| c.is_ascii_digit() || c == ':');
            expectation.total |= TOTALS.contains(&bare) || word == "s:a";
            expectation.mean |= MEANS.contains(&bare);
            expectation.share |= SHARES.contains(&bare);
        }
        expectation.share |= small.contains('%');
        expectation.part_of = ["varav", "därav", "of which", "thereof"]
            .iter()
            .any(|words| small.trim_start_matches(['-', '–', ' ']).starts_with(words));
        expectation
    }
}

/// Whether a heading names codes or numbers of order, which nobody adds up.
pub(super) fn names_codes(label: &str) -> bool {
    let small = label.to_lowercase();
    let words = small.split(|c: char| !(c.is_alphanumeric() || c == '#'));
    let mut words = words.filter(|word| !word.is_empty());
    words.any(|word| {
        matches!(
            word,
            "kod"
                | "code"
                | "id"
                | "nr"
                | "#"
                | "löpnr"
                | "kommunkod"
                | "länskod"
                | "fips"
                | "diarienummer"
                | "orgnr"
                | "organisationsnummer"
                | "rank"
                | "rang"
                | "ssn"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_and_means_are_named() {
        assert!(Expectation::of("Summa kommuner").total);
        assert!(Expectation::of("TOTAL2").total);
        assert!(Expectation::of("Genomsnitt, riket").mean);
        assert!(!Expectation::of("Totalförsvaret").total);
        assert!(Expectation::of("– varav kvinnor").part_of);
        assert!(names_codes("Kommunkod") && !names_codes("Antal"));
    }
}
