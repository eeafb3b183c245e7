//! The cells of a delimited file that nothing is known about.

use std::path::Path;

use super::error::{Place, TableError};

/// Reads the cells of a delimited file line by line, empty lines among them; the delimiter is the
/// one of comma, semicolon and tab that occurs most.
pub fn read_cells(path: &Path) -> Result<Vec<Vec<String>>, TableError> {
    let at = Place::file(path.display().to_string());
    let bytes = std::fs::read(path).map_err(|error| TableError::Unreadable {
        at,
        reason: error.to_string(),
    })?;
    Ok(cells(&String::from_utf8_lossy(&bytes)))
}

fn cells(text: &str) -> Vec<Vec<String>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let delimiter = [',', ';', '\t']
        .into_iter()
        .max_by_key(|it| (text.matches(*it).count(), u32::from('~') - u32::from(*it)))
        .unwrap_or(',');
    let mut rows = vec![vec![String::new()]];
    let mut quoted = false;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let field = rows.last_mut().and_then(|row| row.last_mut());
        let Some(field) = field else { continue };
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                field.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if field.is_empty() => quoted = true,
            '\r' if !quoted && letters.peek() == Some(&'\n') => {}
            '\n' if !quoted => rows.push(vec![String::new()]),
            it if it == delimiter && !quoted => {
                if let Some(row) = rows.last_mut() {
                    row.push(String::new());
                }
            }
            _ => field.push(letter),
        }
    }
    rows
}
