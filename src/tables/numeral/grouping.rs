//! Digits in groups of three.

/// Whether the digits before the decimals stand in groups of three, or in no groups at all.
///
/// ```
/// use statsbidrag::tables::is_grouped_in_threes;
/// assert!(["54 499 160", "1 200,75 kr", "12345", "-", "Ale"].into_iter().all(is_grouped_in_threes));
/// assert!(["544 99 160", "42 045981", "1 2345"].iter().all(|it| !is_grouped_in_threes(it)));
/// ```
pub fn is_grouped_in_threes(printed: &str) -> bool {
    let number = number(printed);
    let mut groups = number.split(is_space);
    let (first, mut rest) = (groups.next().unwrap_or_default(), groups.clone());
    let has_groups = rest.next().is_some();
    !has_groups || (first.len() <= 3 && groups.all(|group| group.len() == 3))
}

/// The same digits in groups of three.
pub fn grouped_in_threes(printed: &str) -> String {
    let digits: Vec<char> = number(printed)
        .chars()
        .filter(|it| !is_space(*it))
        .collect();
    let mut grouped = String::new();
    for (place, digit) in digits.iter().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(' ');
        }
        grouped.push(*digit);
    }
    grouped
}

/// The first digits of a cell with the spaces between them.
fn number(printed: &str) -> &str {
    let start = printed.find(|it: char| it.is_ascii_digit());
    let from = start.map_or("", |at| &printed[at..]);
    let end = from.find(|it: char| !(it.is_ascii_digit() || is_space(it)));
    from[..end.unwrap_or(from.len())].trim_end_matches(is_space)
}

fn is_space(letter: char) -> bool {
    matches!(letter, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}')
}
