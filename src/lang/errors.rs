//! A list of errors that is an error itself.

use std::fmt;
use std::ops::Deref;

use super::{InWords, Lang};

/// All errors of one reading, in the order they were met: never empty where it is returned.
///
/// It is an [`Error`](std::error::Error), so that `?` works in a `main` that returns
/// `Result<(), Box<dyn Error>>`; shown, it is one error a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Errors<E>(pub Vec<E>);

impl<E> Errors<E> {
    /// The errors, each converted.
    pub fn map<F>(self, convert: impl FnMut(E) -> F) -> Errors<F> {
        Errors(self.0.into_iter().map(convert).collect())
    }

    /// The result of a reading that collected `errors`: the `value` if there are none.
    pub fn result<T>(errors: Vec<E>, value: T) -> Result<T, Errors<E>> {
        if errors.is_empty() {
            Ok(value)
        } else {
            Err(Errors(errors))
        }
    }
}

impl<E> Deref for Errors<E> {
    type Target = [E];

    fn deref(&self) -> &[E] {
        &self.0
    }
}

impl<E> From<E> for Errors<E> {
    fn from(error: E) -> Errors<E> {
        Errors(vec![error])
    }
}

impl<E> From<Vec<E>> for Errors<E> {
    fn from(errors: Vec<E>) -> Errors<E> {
        Errors(errors)
    }
}

impl<E> FromIterator<E> for Errors<E> {
    fn from_iter<I: IntoIterator<Item = E>>(errors: I) -> Errors<E> {
        Errors(errors.into_iter().collect())
    }
}

impl<E> IntoIterator for Errors<E> {
    type Item = E;
    type IntoIter = std::vec::IntoIter<E>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'e, E> IntoIterator for &'e Errors<E> {
    type Item = &'e E;
    type IntoIter = std::slice::Iter<'e, E>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<E: fmt::Display> fmt::Display for Errors<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, error) in self.0.iter().enumerate() {
            if position > 0 {
                writeln!(f)?;
            }
            write!(f, "{error}")?;
        }
        Ok(())
    }
}

impl<E: fmt::Debug + fmt::Display> std::error::Error for Errors<E> {}

impl<E: InWords> InWords for Errors<E> {
    fn in_words(&self, lang: Lang) -> String {
        let lines: Vec<String> = self.iter().map(|error| error.in_words(lang)).collect();
        lines.join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_shown_an_error_a_line_and_passes_through_a_question_mark() {
        let fail = || -> Result<(), Box<dyn std::error::Error>> {
            Err(Errors(vec!["first".to_owned(), "second".to_owned()]))?
        };
        let shown = fail().expect_err("two errors").to_string();
        assert_eq!(shown.lines().count(), 2);
    }
}
