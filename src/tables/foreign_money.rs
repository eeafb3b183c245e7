//! Headings of amounts in the money of another country.

/// Whether a heading says that its figures are money of another country: measured, not counted.
///
/// ```
/// use statsbidrag::tables::names_foreign_money;
/// assert!(names_foreign_money("EU-medel, mn€") && names_foreign_money("Belopp (EUR)"));
/// assert!(!names_foreign_money("Antal neuroner") && !names_foreign_money("Belopp, kr"));
/// ```
pub fn names_foreign_money(heading: &str) -> bool {
    let lower = heading.to_lowercase();
    let mut words = lower.split(|letter: char| !letter.is_alphanumeric());
    lower.contains(['€', '$', '£'])
        || words.any(|word| matches!(word, "euro" | "eur" | "meur" | "usd" | "gbp" | "dollar"))
}
