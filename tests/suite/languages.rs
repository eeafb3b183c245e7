//! What the program says, in Swedish, in English, and marked: nothing reaches a reader that is said in
//! one language only.

use std::collections::BTreeSet;

use assert_cmd::Command;

use crate::support::{copy_of, edit};

const COMMANDS: [&str; 13] = [
    "audit",
    "explain",
    "allocate",
    "infer",
    "discover",
    "read",
    "list",
    "new",
    "what-if",
    "place",
    "verify",
    "completions",
    "man",
];

struct Said {
    status: Option<i32>,
    stdout: String,
    stderr: String,
}

fn said(arguments: &[&str], environment: &[(&str, &str)]) -> Said {
    let output = Command::cargo_bin("statsbidrag")
        .expect("the program")
        .args(arguments)
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .env_remove("LANG")
        .envs(environment.iter().copied())
        .output()
        .expect("a run");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Said {
        status: output.status.code(),
        stdout: text(output.stdout),
        stderr: text(output.stderr),
    }
}

fn in_lang(lang: &str, arguments: &[&str]) -> Said {
    said(&[&["--lang", lang], arguments].concat(), &[])
}

/// What stands between no marks.
fn unmarked(text: &str) -> String {
    let mut depth = 0_usize;
    let outside = text.chars().filter(|&char| {
        depth = match char {
            '⟦' => depth + 1,
            '⟧' => depth.saturating_sub(1),
            _ => depth,
        };
        depth == 0 && char != '⟧'
    });
    outside.collect()
}

/// The words of English outside the marks: neither names of commands and options nor data.
fn stray_words(text: &str, data: &[&str]) -> Vec<String> {
    unmarked(text)
        .split(|char: char| !char.is_alphanumeric() && !"-_.|".contains(char))
        .filter(|word| word.len() > 2 && word.chars().any(char::is_lowercase))
        .filter(|word| !word.starts_with("--") && *word != "statsbidrag")
        .filter(|word| !COMMANDS.contains(word) && !data.contains(word))
        .map(str::to_owned)
        .collect()
}

#[test]
fn all_help_is_said_in_both_languages() {
    let help = ["--help".to_owned(), "help".to_owned()];
    let of_commands = COMMANDS.map(|it| format!("{it} --help"));
    for typed in help.iter().chain(&of_commands) {
        let arguments: Vec<&str> = typed.split(' ').collect();
        let marked = in_lang("marked", &arguments);
        assert_eq!(marked.status, Some(0), "{typed}: {}", marked.stderr);
        let stray = stray_words(&marked.stdout, &["sv|en", "help", "KRONOR|unknown"]);
        assert!(stray.is_empty(), "{typed}: {stray:?} in\n{}", marked.stdout);
        let swedish = in_lang("sv", &arguments);
        assert!(swedish.stdout.contains("Användning:"), "{}", swedish.stdout);
        assert!(swedish.stdout.contains("Flaggor"), "{}", swedish.stdout);
        for english in [
            "Usage", "Options", "OPTIONS", "default:", "possible", "Print",
        ] {
            assert!(!swedish.stdout.contains(english), "{}", swedish.stdout);
        }
        // a value has a name in each language, but for the few that are one in both
        let english = in_lang("en", &arguments);
        for name in names_of_values(&english.stdout).intersection(&names_of_values(&swedish.stdout))
        {
            let both = ["FORMAT", "KRONOR", "KRONOR|unknown", "PARAMETER"];
            assert!(both.contains(&name.as_str()), "{typed}: <{name}>");
        }
    }
}

/// What stands between `<` and `>` in capitals.
fn names_of_values(help: &str) -> BTreeSet<String> {
    help.split('<')
        .skip(1)
        .filter_map(|it| it.split('>').next())
        .filter(|it| it.chars().any(char::is_uppercase))
        .map(str::to_owned)
        .collect()
}

/// Command lines that cannot be followed: one status in both languages, no English without a mark.
#[test]
fn errors_of_the_command_line_are_said_in_both_languages() {
    for (arguments, data) in [
        (vec!["audit", "--formt"], vec!["--formt"]),
        (vec!["audit", "--format", "yaml"], vec!["yaml"]),
        (vec!["audit", "--format"], vec![]),
        (vec!["audit", "dalrna-2020"], vec!["dalrna-2020"]),
        (vec!["explain", "dalarna-2020"], vec![]),
        (vec!["explain", "dalarna-2020", "finns-ej", "Falun"], vec![]),
        (vec!["allocate", "jamtland-harjedalen-2019"], vec![]),
        (
            vec![
                "infer",
                "dalarna-2020",
                "kommuner.belop",
                "--appropriation",
                "1",
            ],
            vec![],
        ),
        (
            vec!["infer", "dalarna-2020", "x.y", "--appropriation", "1,5"],
            vec![],
        ),
        (vec!["read", "finns-inte.csv"], vec![]),
        (vec!["new", "src"], vec![]),
    ] {
        let [english, swedish, marked] = ["en", "sv", "marked"].map(|it| in_lang(it, &arguments));
        assert_eq!(english.status, Some(2), "{arguments:?}");
        assert_eq!(swedish.status, Some(2), "{arguments:?}");
        assert_ne!(english.stderr, swedish.stderr, "{arguments:?}");
        let stray = stray_words(&marked.stderr, &data);
        assert!(
            stray.is_empty(),
            "{arguments:?}: {stray:?} in\n{}",
            marked.stderr
        );
        assert!(swedish.stderr.starts_with("fel: "), "{}", swedish.stderr);
    }
}

/// Broken folders: every error has the same place, figures and names in both languages.
#[test]
fn errors_of_a_folder_have_the_same_figures_in_both_languages() {
    let digits = |text: &str| {
        text.chars()
            .filter(char::is_ascii_digit)
            .collect::<String>()
    };
    for (file, from, to) in [
        (
            "bilaga2.csv",
            ",12%,14%,1%,9 609 128",
            ",12%,14%,1%,9 6O9 128",
        ),
        ("bilaga2.csv", ",12%,14%,1%,9 609 128", ",12%,14%,1%"),
        ("bilaga2.csv", "Arvika", "Arvka"),
        ("decision.toml", "bilaga2.belopp", "bilaga2.belop"),
        ("claims.csv", "id,line,printed", "id,lin,printed"),
    ] {
        let folder = copy_of("aldreomsorg-2023");
        edit(&folder, file, from, to);
        let path = folder.path().to_str().expect("a path");
        let [english, swedish, marked] =
            ["en", "sv", "marked"].map(|it| in_lang(it, &["audit", path]));
        assert_eq!(english.status, Some(2), "{}", english.stderr);
        assert_eq!(swedish.status, Some(2), "{}", swedish.stderr);
        assert_eq!(
            digits(&english.stderr),
            digits(&swedish.stderr),
            "{}",
            swedish.stderr
        );
        assert_ne!(english.stderr, swedish.stderr);
        assert!(swedish.stderr.contains("hittade"), "{}", swedish.stderr);
        let stray = stray_words(&marked.stderr, &[]);
        assert!(stray.is_empty(), "{stray:?} in\n{}", marked.stderr);
    }
}

#[test]
fn the_language_is_that_of_the_system_unless_it_is_stated() {
    let first = |environment, arguments: &[&str]| {
        said(&[&["list"], arguments].concat(), environment).stdout
    };
    assert!(first(&[], &[]).starts_with("decision"));
    assert!(first(&[("LANG", "sv_SE.UTF-8")], &[]).starts_with("beslut"));
    assert!(first(&[("LC_ALL", "C"), ("LANG", "sv_SE.UTF-8")], &[]).starts_with("decision"));
    assert!(first(&[("LANG", "sv_SE.UTF-8")], &["--lang", "en"]).starts_with("decision"));
    assert!(first(&[("LANG", "en_GB.UTF-8")], &["--lang=sv"]).starts_with("beslut"));
    let wrong = said(&["list", "--lang", "de"], &[]);
    assert_eq!(wrong.status, Some(2));
    assert!(
        wrong.stderr.contains("expected sv or en"),
        "{}",
        wrong.stderr
    );
}

/// What is written for programs is the same in both languages, but for what people read in it.
#[test]
fn amounts_as_csv_are_the_same_in_both_languages() {
    let [english, swedish] = ["en", "sv"].map(|it| in_lang(it, &["allocate", "dalarna-2020"]));
    assert_eq!(english.stdout, swedish.stdout);
    assert_eq!(english.status, Some(0));
    assert!(
        swedish.stderr.starts_with("anmärkning: intyg "),
        "{}",
        swedish.stderr
    );
}
