//! The corpus against the source texts, digit by digit.

use std::collections::BTreeMap;
use std::path::PathBuf;

use libtest_mimic::{Failed, Trial};
use statsbidrag::decision::{Decision, Role, verify_source};

/// Where the source texts are looked for.
fn folder() -> PathBuf {
    std::env::var_os("STATSBIDRAG_SOURCES")
        .map(PathBuf::from)
        .unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/sources"))
}

/// The test of one decision against its source text; ignored, with a word, where the text is absent.
pub fn trial(decision: &Decision) -> Trial {
    let id = &decision.manifest.id;
    let path = folder().join(&decision.manifest.source.document);
    match std::fs::read_to_string(&path) {
        Ok(text) => {
            let decision = decision.clone();
            Trial::test(format!("{id}::source"), move || verify(&decision, &text))
        }
        Err(_) => {
            eprintln!(
                "NOT TESTED: {id} against its source text, which is not at {} (set \
                 STATSBIDRAG_SOURCES to the folder of the texts)",
                path.display()
            );
            Trial::test(format!("{id}::source (source text absent)"), || Ok(()))
                .with_ignored_flag(true)
        }
    }
}

fn verify(decision: &Decision, text: &str) -> Result<(), Failed> {
    verify_source(decision, text)?;
    let mut roles: BTreeMap<String, usize> = BTreeMap::new();
    for token in &decision.tokens {
        let role = match &token.role {
            Role::Cell { .. } => "cell".to_owned(),
            Role::Claim(_) => "claim".to_owned(),
            Role::Parameter(_) => "parameter".to_owned(),
            Role::Context(kind) => format!("context {kind:?}"),
        };
        *roles.entry(role).or_default() += 1;
    }
    let counts: Vec<String> = roles
        .iter()
        .map(|(role, count)| format!("{count} {role}"))
        .collect();
    eprintln!(
        "{}: {} numbers in the source text: {}; 0 unaccounted",
        decision.manifest.id,
        decision.tokens.len(),
        counts.join(", ")
    );
    Ok(())
}
