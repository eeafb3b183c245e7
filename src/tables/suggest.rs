//! "Did you mean …?"

use crate::lang::{Phrase, phrase};

/// Of a longer name nothing is suggested: to compare two costs the product of their lengths.
const LONGEST: usize = 120;

/// The nearest of `known` to `found`, if one is near enough to be worth suggesting.
///
/// ```
/// use statsbidrag::tables::nearest;
/// assert_eq!(nearest("Falum", ["Falun", "Falkenberg"]), Some("Falun"));
/// assert_eq!(nearest("Xyz", ["Falun", "Falkenberg"]), None);
/// ```
pub fn nearest<'a>(found: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if found.len() > LONGEST {
        return None;
    }
    let found = found.to_lowercase();
    let length = found.chars().count();
    let limit = 1 + length / 3;
    known
        .into_iter()
        // as many letters as the lengths differ by have to be put in or left out at the least
        .filter(|name| name.len() <= 4 * LONGEST && name.chars().count().abs_diff(length) <= limit)
        .map(|name| {
            (
                strsim::damerau_levenshtein(&found, &name.to_lowercase()),
                name,
            )
        })
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// "did you mean …?", with the [`nearest`] of `known`.
pub(crate) fn did_you_mean<'a>(
    found: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<Phrase> {
    let name = nearest(found, known)?;
    Some(phrase!("did you mean \"{name}\"?", "menade du ”{name}”?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_is_not_compared() {
        let long = "a".repeat(LONGEST + 1);
        assert_eq!(nearest(&long, [long.as_str()]), None);
        assert_eq!(
            nearest("Halmstd", ["Halmstad", long.as_str()]),
            Some("Halmstad")
        );
    }
}
