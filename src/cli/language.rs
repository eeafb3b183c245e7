//! The language the program speaks: of `--lang`, else of the system, else English.

use std::env;
use std::sync::OnceLock;

use crate::lang::Lang;

static SPOKEN: OnceLock<Lang> = OnceLock::new();

/// The language of this run.
pub(super) fn language() -> Lang {
    *SPOKEN.get_or_init(chosen)
}

/// The English or the Swedish of a text of the help.
pub(super) fn both(english: &str, swedish: &str) -> String {
    match language() {
        Lang::En => english.to_owned(),
        Lang::Sv => swedish.to_owned(),
        Lang::Marked => Lang::marked(english),
    }
}

/// The language that a value of `--lang` names.
pub(super) fn named(value: &str) -> Result<Lang, String> {
    match value {
        "sv" => Ok(Lang::Sv),
        "en" => Ok(Lang::En),
        // for tests: what the program says is marked
        "marked" => Ok(Lang::Marked),
        _ => Err(both("expected sv or en", "väntade sv eller en")),
    }
}

/// What the arguments say, before they are parsed: help and errors are in that language, too.
fn chosen() -> Lang {
    let mut arguments = env::args_os().skip(1).map_while(|it| it.into_string().ok());
    while let Some(argument) = arguments.next() {
        let value = match argument.strip_prefix("--lang") {
            Some("") => arguments.next(),
            Some(value) => value.strip_prefix('=').map(str::to_owned),
            None if argument == "--" => break,
            None => continue,
        };
        match value.as_deref() {
            Some("sv") => return Lang::Sv,
            Some("en") => return Lang::En,
            Some("marked") => return Lang::Marked,
            _ => break,
        }
    }
    of_system(|name| env::var(name).ok())
}

/// The language of the first variable that is set, as the C library has it.
fn of_system(variable: impl Fn(&str) -> Option<String>) -> Lang {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .filter_map(variable)
        .find(|value| !value.is_empty());
    let is_swedish = set.is_some_and(|it| {
        let language = it.split(['_', '.', '@', '-']).next();
        language.is_some_and(|it| it.eq_ignore_ascii_case("sv"))
    });
    if is_swedish { Lang::Sv } else { Lang::En }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_variable_that_is_set_counts() {
        let with = |set: &'static [(&str, &str)]| {
            of_system(|name| {
                let found = set.iter().find(|(it, _)| *it == name);
                found.map(|(_, value)| (*value).to_owned())
            })
        };
        assert_eq!(with(&[]), Lang::En);
        assert_eq!(with(&[("LANG", "sv_SE.UTF-8")]), Lang::Sv);
        assert_eq!(with(&[("LANG", "svc_XX")]), Lang::En);
        assert_eq!(with(&[("LC_ALL", ""), ("LANG", "sv")]), Lang::Sv);
        assert_eq!(with(&[("LC_ALL", "C"), ("LANG", "sv_SE")]), Lang::En);
        let messages = &[("LC_MESSAGES", "sv_FI@euro"), ("LANG", "en_GB")];
        assert_eq!(with(messages), Lang::Sv);
    }
}
