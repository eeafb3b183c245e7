//! The output that README.md and README.sv.md show is what the program says in their language.

use assert_cmd::Command;

fn said(lang: &str, arguments: &[&str]) -> String {
    let output = Command::cargo_bin("statsbidrag")
        .expect("the program")
        .args(["--lang", lang])
        .args(arguments)
        .output()
        .expect("a run");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The blocks of a page without a language, but for what builds and tests.
fn blocks(page: &str) -> Vec<String> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(page);
    let text = std::fs::read_to_string(path).expect("the page");
    let parts = text.split("\n```");
    let blocks = parts
        .skip(1)
        .step_by(2)
        .filter_map(|it| it.strip_prefix('\n'));
    let is_output = |it: &&str| !it.starts_with("cargo") && !it.starts_with("test result");
    blocks
        .filter(is_output)
        .map(|it| format!("{it}\n"))
        .collect()
}

#[test]
fn the_output_shown_is_what_the_program_says() {
    for (page, lang) in [("README.md", "en"), ("README.sv.md", "sv")] {
        let arvika = ["explain", "aldreomsorg-2023", "timanstallda", "Arvika"];
        let all = said(lang, &["audit"]) + &said(lang, &["list"]) + &said(lang, &arvika);
        let shown = blocks(page);
        assert!(shown.len() >= 7, "{page}: {}", shown.len());
        for block in shown {
            let Some(typed) = block.strip_prefix("$ statsbidrag ") else {
                // findings stand in the output one by one
                for part in block.split("\n\n") {
                    let part = part.trim_end();
                    assert!(all.contains(part), "{page} shows what is not said:\n{part}");
                }
                continue;
            };
            let (typed, shown) = typed.split_once('\n').expect("an answer");
            let arguments: Vec<&str> = typed.split(' ').collect();
            assert_eq!(said(lang, &arguments), shown, "{page}: {typed}");
        }
    }
}
