//! The closed lists of a manifest (steps, tests of conditions, ways of a key, rules for what is left and
//! for equals), walked: each entry needs a broken manifest with the words of its message in both
//! languages, and each step an oracle and a record that is tampered with. What is added to a list is
//! missing here until it has them.

use std::collections::BTreeSet;
use std::path::Path;

use super::grants::{folder, path, run};
use broken::BROKEN;

mod broken;

/// Each step of the library with its names in a manifest. The oracle (`oracle/steps.rs`) matches steps
/// without a rest, so that it cannot lack one; `compositions.rs` tampers with records of each of these.
pub const STEPS: [(&str, &[&str]); 14] = [
    ("apportion", &["apportion"]),
    ("apportion-mixed", &["apportion-mixed"]),
    ("apportion-above-base", &["apportion-above-base"]),
    ("apportion-within", &["apportion-within"]),
    ("apportion-several", &["apportion-several"]),
    ("apportion-nested", &["apportion-nested"]),
    ("price", &["price"]),
    ("round", &["round", "round-to"]),
    ("largest-remainder", &["largest-remainder"]),
    ("adjust", &["adjust"]),
    ("balance", &["balance"]),
    ("share-pots", &["share-pots", "share-rounded-pots"]),
    ("limit", &["limit"]),
    ("share-rest", &["share-rest"]),
];

/// What a manifest is broken with: keys or conditions before the grant's readings, the steps, and the
/// words of the message in English and in Swedish.
struct Broken {
    of: &'static str,
    extra: &'static str,
    steps: &'static str,
    en: &'static [&'static str],
    sv: &'static [&'static str],
}

const fn broken(
    of: &'static str,
    extra: &'static str,
    steps: &'static str,
    en: &'static [&'static str],
    sv: &'static [&'static str],
) -> Broken {
    Broken {
        of,
        extra,
        steps,
        en,
        sv,
    }
}

const PARAMETERS: &str = "a = { value = \"100\", unit = \"kr\", basis = \"x\" }\n\
    b = { value = \"60\", unit = \"kr\", basis = \"x\" }\n\
    ore = { value = \"100,50\", unit = \"kr\", basis = \"x\" }\n\
    p = { value = \"95\", unit = \"percent\", basis = \"x\" }\n\
    h = { value = \"0,5\", unit = \"index\", basis = \"x\" }";
const COLUMNS: &str = "w = { title = \"w\", unit = \"count\" }\nk = { title = \"k\", unit = \"text\" }\n\
    f = { title = \"f\", unit = \"kr\" }\nn = { title = \"n\", unit = \"count\" }\nz = { title = \"z\", unit = \"count\" }\n\
    g = { title = \"g\", unit = \"text\" }";
const ROWS: &str = "key,row,w,k,f,n,z,g\na,A,1,x,33,1,0,a\nb,B,2,y,,-1,0,a\n";

const KEY: &str = "{ apportion = { appropriation = \"a\", key = \"t.w\" } }";
const UP: &str = "{ round = \"half-up\" }";

fn source() -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/decision/manifest.rs");
    std::fs::read_to_string(file).expect("the closed lists")
}

fn kebab(name: &str) -> String {
    let mut kebab = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !kebab.is_empty() {
            kebab.push('-');
        }
        kebab.push(letter.to_ascii_lowercase());
    }
    kebab
}

/// The entries of a closed list in the source, as a manifest has them.
pub fn entries(list: &str) -> Vec<String> {
    let source = source();
    let body = source.split(&format!("{list} {{")).nth(1).expect(list);
    let body = body.split("\n}").next().unwrap_or_default();
    let entry = |line: &str| {
        let name = line.strip_prefix("    ")?.trim_start_matches("pub ");
        let is_entry = name.starts_with(char::is_alphabetic);
        is_entry.then(|| {
            kebab(
                name.split(|it: char| !it.is_alphanumeric() && it != '_')
                    .next()?,
            )
            .into()
        })?
    };
    body.lines().filter_map(entry).collect()
}

#[test]
fn every_entry_of_the_closed_lists_has_a_broken_manifest() {
    let broken: BTreeSet<&str> = BROKEN.iter().map(|it| it.of).collect();
    let mut missing = Vec::new();
    for (list, before, least) in [
        ("enum StepSpec", "", 16),
        ("enum TestSpec", "test ", 8),
        ("struct KeySpec", "key ", 6),
        ("enum Ties", "ties ", 5),
        ("enum LeftoverSpec", "left ", 4),
        ("struct PriceTermSpec", "price ", 5),
        ("struct PotSpec", "pot ", 4),
        ("enum BoundSpec", "bound ", 2),
    ] {
        let entries = entries(list);
        assert!(entries.len() >= least, "{list}: {entries:?}");
        // a title is a sentence for who reads the file
        let named = entries.iter().filter(|it| *it != "title");
        missing.extend(
            named
                .map(|it| format!("{before}{it}"))
                .filter(|it| !broken.contains(it.as_str())),
        );
    }
    assert!(missing.is_empty(), "no broken manifest of {missing:?}");
    let steps = entries("enum StepSpec");
    let known: Vec<&str> = STEPS.iter().flat_map(|it| it.1).copied().collect();
    assert!(
        steps.iter().all(|it| known.contains(&it.as_str())),
        "{steps:?}"
    );
}

#[test]
fn broken_manifests_say_what_is_wrong_in_both_languages() {
    let mut wrong = Vec::new();
    for broken in BROKEN {
        let (keys, conditions) = match broken.extra.starts_with("[keys") {
            true => (broken.extra, ""),
            false => ("", broken.extra),
        };
        let to = folder(
            PARAMETERS,
            COLUMNS,
            ROWS,
            keys,
            &broken.steps.replace("KEY", KEY).replace("UP", UP),
        );
        let file = to.path().join("decision.toml");
        let manifest = std::fs::read_to_string(&file).expect("the manifest");
        let nobody = "[[grants.conditions]]\nid = \"ingen\"\ntitle = \"x\"\nlines = \"1\"\ntable = \"t\"\n\
            test = { at-least = { now = { part = \"w\" }, bound = \"h100\" } }\n";
        let manifest = manifest
            .replace(
                "[[grants.readings]]",
                &format!("{nobody}{conditions}[[grants.readings]]"),
            )
            .replace(
                "[inferred]\n",
                "[inferred]\nh100 = { value = \"100\", unit = \"index\", basis = \"x\" }\n",
            );
        std::fs::write(&file, manifest).expect("the manifest");
        for (lang, expected) in [("en", broken.en), ("sv", broken.sv)] {
            let (status, stdout, stderr) = run(&["--lang", lang, "allocate", path(&to)]);
            let stderr = stderr.replace('\u{a0}', " ");
            let is_refused = status == Some(2) && stdout.is_empty() && !stderr.contains("panicked");
            let lacking: Vec<&&str> = expected
                .iter()
                .filter(|it| !stderr.contains(**it))
                .collect();
            if !is_refused || !lacking.is_empty() {
                wrong.push(format!(
                    "{} {}: {lacking:?} in\n{stderr}",
                    broken.of, broken.steps
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
