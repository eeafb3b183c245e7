//! Labels shown so that two that look alike can be told apart.

/// A label with the code points of what is not seen, or looks like something else: other alphabets,
/// accents apart from their letters, spaces of another kind. `Ale` with a Cyrillic first letter is
/// `А⟨U+0410⟩le`.
pub(crate) fn legible(label: &str) -> String {
    let mut shown = String::with_capacity(label.len());
    for char in label.chars() {
        let is_plain = matches!(char, ' '..='~' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{17f}')
            || matches!(char, '–' | '—' | '‘' | '’' | '“' | '”' | '…' | '†' | '‡');
        let is_seen = char.is_alphanumeric();
        if is_plain || is_seen {
            shown.push(char);
        }
        if !is_plain {
            shown.push_str(&format!("⟨U+{:04X}⟩", u32::from(char)));
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::legible;

    #[test]
    fn what_looks_alike_is_told_apart() {
        assert_eq!(legible("Ale"), "Ale");
        assert_eq!(legible("Malung-Sälen é’"), "Malung-Sälen é’");
        assert_eq!(legible("\u{410}le"), "А⟨U+0410⟩le");
        assert_eq!(legible("Ale\u{200b}"), "Ale⟨U+200B⟩");
        assert_eq!(legible("O\u{308}rebro"), "O⟨U+0308⟩rebro");
        assert_eq!(legible("Upplands\u{a0}Väsby"), "Upplands⟨U+00A0⟩Väsby");
    }
}
