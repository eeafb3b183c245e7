//! The tests, a module a concern.

// tests may stop
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

mod allocation_edges;
mod approximate;
mod architecture;
mod causes;
mod cell_states;
mod checks_language;
mod cli;
mod coincidences;
mod compositions;
mod contradictions;
mod coverage;
mod discovery;
mod every_step;
mod found;
mod found_again;
mod fuzzed;
mod grants;
mod grants_strangers;
mod guide;
mod infer_cli;
mod inference;
mod inference_base;
mod inference_exceptions;
mod intake;
mod intake_cli;
mod journeys;
mod languages;
mod little;
mod localisation;
mod long_sums;
mod many;
mod messages;
mod oracle;
mod pdf;
mod planted;
mod printed_units;
mod procedures;
mod properties;
mod provenance;
mod readings;
mod readme;
mod regimes;
mod relations;
mod repairs;
mod repeats;
mod reports;
mod run_together;
mod said;
mod schema;
mod sensitivity;
mod synthetic_keys;
mod taken_otherwise;
mod tampering;
mod what_if;
mod what_if_bounds;
mod what_if_grants;
mod wording;
mod worked;
mod worlds;

/// What several modules need.
mod support {
    use std::path::Path;

    use statsbidrag::audit::{DecisionAudit, audit};
    use statsbidrag::checks::{Figures, ground, parse_checks};
    use statsbidrag::decision::{Decision, corpus, embedded_places};
    use statsbidrag::findings::Finding;
    use statsbidrag::lang::Lang;
    use statsbidrag::report::words;
    use statsbidrag::statements::{Values, Verdict, judge};
    use statsbidrag::tables::{Folder, Place};
    use tempfile::TempDir;

    /// Numbers by lot, always the same.
    pub struct Lot(pub u64);

    impl Lot {
        pub fn below(&mut self, limit: u64) -> u64 {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            self.0 % limit
        }
    }

    /// The audit of a small decision in memory: its files apart from the manifest.
    pub fn audit_of(files: &[(&str, &str)]) -> DecisionAudit {
        audit(&decision_of(files)).expect("an audit")
    }

    /// What a finding says in English.
    pub fn message(finding: &Finding) -> String {
        words::message(finding, Lang::En)
    }

    /// A small decision in memory: its files apart from the manifest.
    pub fn decision_of(files: &[(&str, &str)]) -> Decision {
        let manifest = "id = \"prov\"\nauthority = \"A\"\n[title]\nsv = \"T\"\nen = \"T\"\n\
                        [source]\ndocument = \"t.txt\"\nsha256 = \"0000000000000000000000000000000000000000000000000000000000000000\"\n";
        let mut all = vec![("decision.toml", manifest)];
        all.extend(files);
        let places = embedded_places().expect("the places");
        Decision::load(Folder::from_texts("prov", &all), &places).expect("a decision")
    }

    /// An embedded decision.
    pub fn decision(id: &str) -> Decision {
        let decisions = corpus().expect("the corpus");
        decisions
            .into_iter()
            .find(|it| it.manifest.id == id)
            .expect("the decision")
    }

    /// The verdicts of the first check of a text, each with its row.
    pub fn verdicts_of(text: &str, figures: &Figures<'_>) -> Vec<(Option<usize>, Verdict)> {
        let checks = parse_checks(text, &Place::file("checks.txt"), figures);
        let checks = checks.unwrap_or_else(|errors| panic!("{text}: {}", errors[0]));
        let templates = ground(&checks, figures);
        let values = Values::as_printed(figures.numbers());
        let judgement = judge(&templates[0], &values);
        let verdicts = judgement.verdicts();
        verdicts.map(|(row, it)| (row, it.clone())).collect()
    }

    /// A copy of a decision folder on disk, to be damaged.
    pub fn copy_of(id: &str) -> TempDir {
        let from = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("fixtures")
            .join(id);
        let to = tempfile::tempdir().expect("a temporary folder");
        for entry in std::fs::read_dir(from).expect("the folder") {
            let file = entry.expect("a file").path();
            let name = file.file_name().expect("a name");
            std::fs::copy(&file, to.path().join(name)).expect("a copy");
        }
        to
    }

    /// Replaces the one place of `from` in a file by `to`.
    pub fn edit(folder: &TempDir, file: &str, from: &str, to: &str) {
        let path = folder.path().join(file);
        let text = std::fs::read_to_string(&path).expect("the file");
        assert_eq!(
            text.matches(from).count(),
            1,
            "{from:?} stands once in {file}"
        );
        std::fs::write(&path, text.replacen(from, to, 1)).expect("the edit");
    }
}
