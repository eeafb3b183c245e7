//! Where a line ends within a cell or a label: a word that is cut there is made whole.

/// Words after which a hyphen at the end of a line stays: *barn- och ungdomsnämnden*.
const JOINING: [&str; 10] = [
    "och",
    "eller",
    "samt",
    "respektive",
    "resp.",
    "till",
    "som",
    "and",
    "or",
    "to",
];

/// Appends what stands on the next line.
pub(super) fn append_line(text: &mut String, more: &str) {
    if text.ends_with('\u{ad}') || is_cut(text, more) {
        text.pop();
    } else if !text.is_empty() && !more.is_empty() {
        text.push(' ');
    }
    text.push_str(more);
}

/// Whether a word is cut at the end of the line.
fn is_cut(text: &str, more: &str) -> bool {
    let mut last = text.chars().rev();
    let first_word = more.split_whitespace().next().unwrap_or_default();
    last.next() == Some('-')
        && last.next().is_some_and(char::is_alphabetic)
        && last.next().is_some_and(char::is_alphabetic)
        && first_word.starts_with(char::is_lowercase)
        && !JOINING.contains(&first_word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_made_whole_and_a_hanging_hyphen_stays() {
        let joined = |text: &str, more: &str| {
            let mut text = text.to_owned();
            append_line(&mut text, more);
            text
        };
        assert_eq!(
            joined("utbildnings-", "förvaltningen"),
            "utbildningsförvaltningen"
        );
        assert_eq!(joined("barn-", "och"), "barn- och");
        assert_eq!(joined("barn-", "och ungdom"), "barn- och ungdom");
        assert_eq!(joined("1 234-", "5"), "1 234- 5");
        assert_eq!(joined("", "Ale"), "Ale");
    }
}
