//! "Did you mean …?"

/// The nearest of `known` to `found`, if one is near enough to be worth suggesting.
///
/// ```
/// use statsbidrag::tables::nearest;
/// assert_eq!(nearest("Falum", ["Falun", "Falkenberg"]), Some("Falun"));
/// assert_eq!(nearest("Xyz", ["Falun", "Falkenberg"]), None);
/// ```
pub fn nearest<'a>(found: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let found = found.to_lowercase();
    let limit = 1 + found.chars().count() / 3;
    known
        .into_iter()
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
