//! The guides to a document of one's own say what happens, in both languages.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use sha2::{Digest, Sha256};
use statsbidrag::audit::{DecisionAudit, audit};
use statsbidrag::decision::{Decision, embedded_places};
use statsbidrag::lang::{InWords, Lang};
use statsbidrag::report::{audit_text, words};
use statsbidrag::tables::Folder;
use tempfile::TempDir;

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs")
}

/// A guide and the folder it makes.
struct Guide {
    text: String,
    example: PathBuf,
    lang: Lang,
}

/// The English and the Swedish guide.
fn guides() -> [Guide; 2] {
    let guide = |text: &str, example: &str, lang| Guide {
        text: std::fs::read_to_string(docs().join(text)).expect("the guide"),
        example: docs().join(example),
        lang,
    };
    [
        guide("your-own-document.md", "example", Lang::En),
        guide("ditt-eget-dokument.md", "exempel", Lang::Sv),
    ]
}

/// What stands between the fences of a language.
fn blocks<'g>(guide: &'g str, language: &str) -> Vec<&'g str> {
    let fence = format!("```{language}\n");
    guide
        .split(&fence)
        .skip(1)
        .map(|rest| rest.split("```").next().unwrap_or_default())
        .collect()
}

fn audited(folder: &Path) -> DecisionAudit {
    let folder = Folder::from_disk(folder).expect("the folder");
    let places = embedded_places().expect("the places");
    audit(&Decision::load(folder, &places).expect("a decision")).expect("an audit")
}

/// A copy of an example, to be changed.
fn copy_of(example: &Path) -> TempDir {
    let to = tempfile::tempdir().expect("a folder");
    for entry in std::fs::read_dir(example).expect("the example") {
        let file = entry.expect("a file").path();
        std::fs::copy(&file, to.path().join(file.file_name().expect("a name"))).expect("a copy");
    }
    to
}

#[test]
fn every_file_that_a_guide_shows_is_that_of_its_example() {
    for Guide {
        text: guide,
        example,
        ..
    } in guides()
    {
        let file = |name: &str| {
            std::fs::read_to_string(example.join(name)).expect("a file of the example")
        };
        let text = file("fritid-2024.txt");
        assert!(blocks(&guide, "text").contains(&text.as_str()));
        assert!(blocks(&guide, "text").contains(&file("checks.txt").as_str()));
        assert!(blocks(&guide, "csv").contains(&file("bidrag.csv").as_str()));
        assert!(blocks(&guide, "csv").contains(&file("claims.csv").as_str()));
        assert!(blocks(&guide, "toml").contains(&file("tables.toml").as_str()));
        let parameters = blocks(&guide, "toml")[0];
        assert!(file("decision.toml").ends_with(parameters));
        let fingerprint: String = Sha256::digest(text.as_bytes())
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        assert!(file("decision.toml").contains(&fingerprint));
    }
}

#[test]
fn the_findings_of_the_example_are_those_the_guide_shows() {
    for Guide {
        text: guide,
        example,
        lang,
    } in guides()
    {
        let audit = audited(&example);
        let found: BTreeSet<String> = audit
            .findings
            .iter()
            .map(|it| {
                let (severity, status) = (it.severity.in_words(lang), it.status.in_words(lang));
                format!("{severity} {} ({status})", it.id)
            })
            .collect();
        let shown: BTreeSet<String> = guide
            .lines()
            .filter(|line| is_heading(line))
            .map(str::to_owned)
            .collect();
        assert_eq!(found, shown);
        assert_eq!(shown.len(), 3);
        for finding in &audit.findings {
            let message = format!("\n  {}\n", words::message(finding, lang));
            assert!(guide.contains(&message), "{message}");
        }
        assert_eq!(
            headings_and_findings(&audit_text(std::slice::from_ref(&audit), lang)),
            headings_and_findings(&guide)
        );
        assert!(audit.coverage.unchecked_figures.is_empty());
    }
}

/// Whether a line is the heading of a new finding.
fn is_heading(line: &str) -> bool {
    line.ends_with(" (new)") || line.ends_with(" (ny)")
}

/// The headings of common causes and the findings, in the order they are shown.
fn headings_and_findings(shown: &str) -> Vec<String> {
    let plain = anstream::adapter::strip_str(shown).to_string();
    let is_common = |line: &str| {
        line.contains("with one common cause") || line.contains("med en gemensam orsak")
    };
    let is_meant = |line: &&str| is_heading(line) || is_common(line);
    let lines = plain.lines().map(str::trim);
    lines.filter(is_meant).map(str::to_owned).collect()
}

#[test]
fn without_a_check_its_claim_is_listed_as_the_guide_says() {
    for guide in guides() {
        let folder = copy_of(&guide.example);
        let checks = folder.path().join("checks.txt");
        let text = std::fs::read_to_string(&checks).expect("the checks");
        let kept: Vec<&str> = text
            .split("\n\n")
            .filter(|check| !check.starts_with("check andel-beviljad "))
            .collect();
        std::fs::write(&checks, kept.join("\n\n")).expect("the checks");
        let output = Command::cargo_bin("statsbidrag")
            .expect("the program")
            .env("LC_ALL", "C")
            .args(["audit", "--unchecked"])
            .arg(folder.path())
            .output()
            .expect("a run");
        let shown = String::from_utf8(output.stdout).expect("UTF-8");
        let listed = "\n  claim/andel-beviljad/printed\n";
        assert!(shown.ends_with(listed), "{shown}");
        assert!(guide.text.contains("`claim/andel-beviljad/printed`"));
    }
}

#[test]
fn acknowledged_as_in_the_guide_the_example_is_clean() {
    for guide in guides() {
        let folder = copy_of(&guide.example);
        assert!(!audited(folder.path()).is_clean());
        let known = blocks(&guide.text, "toml")
            .into_iter()
            .find(|block| block.starts_with("[[known]]"))
            .expect("the acknowledgements");
        std::fs::write(folder.path().join("known.toml"), known).expect("known.toml");
        assert!(audited(folder.path()).is_clean());
    }
}

#[test]
fn a_new_folder_audits_cleanly_and_is_never_written_over() {
    for lang in ["en", "sv"] {
        a_new_folder_in(lang);
    }
}

fn a_new_folder_in(lang: &str) {
    let parent = tempfile::tempdir().expect("a folder");
    let path = parent.path().join("min-granskning");
    let new = || {
        let mut command = Command::cargo_bin("statsbidrag").expect("the program");
        command.args(["--lang", lang, "new"]);
        command.arg(&path).output().expect("a run")
    };
    assert_eq!(new().status.code(), Some(0));
    let audit = audited(&path);
    assert_eq!(audit.id, "min-granskning");
    assert!(audit.is_clean() && audit.findings.is_empty());
    assert_eq!(audit.tally().hold, 10, "every check of the guide's step 1");
    assert_eq!(audit.tally().evaluated, 10);
    assert!(audit.coverage.unchecked_figures.is_empty());

    let checks = path.join("checks.txt");
    std::fs::write(&checks, "# mine\n").expect("a change");
    let again = new();
    assert_eq!(again.status.code(), Some(2));
    let message = String::from_utf8(again.stderr).expect("UTF-8");
    let already = ["is already there", "finns redan"];
    assert!(already.iter().any(|it| message.contains(it)), "{message}");
    let readme = std::fs::read_to_string(path.join("README.md")).expect("README.md");
    assert_eq!(readme.contains("uppgifter"), lang == "sv", "{readme}");
    let kept = std::fs::read_to_string(&checks).expect("the checks");
    assert_eq!(kept, "# mine\n");
}
