//! Files that are archives of parts (XLSX, ODS): what unfolds is counted before it is believed.

use crate::lang::{Phrase, phrase};
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::{Counted, IntakeProblem, Limits, encoding};

/// The most parts that an archive is looked through for.
const MOST_PARTS: usize = 20_000;

/// An archive and how much of it was unfolded.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    unfolded: u64,
    limit: u64,
}

fn list_of_parts() -> Phrase {
    phrase!(
        "the archive's list of parts",
        "arkivets förteckning över delar"
    )
}

impl<'b> Package<'b> {
    /// Opens an archive without unfolding anything.
    pub fn open(bytes: &'b [u8], limits: &Limits) -> Result<Package<'b>, IntakeProblem> {
        let archive =
            ZipArchive::new(Cursor::new(bytes)).map_err(|error| IntakeProblem::Damaged {
                part: list_of_parts(),
                reason: phrase!(
                    "it stands at the end of the file and is missing or broken: {error}",
                    "den står i slutet av filen och saknas eller är trasig: {error}"
                ),
            })?;
        if archive.len() > MOST_PARTS {
            let parts = archive.len();
            return Err(IntakeProblem::Damaged {
                part: list_of_parts(),
                reason: phrase!("{parts} parts", "{parts} delar"),
            });
        }
        Ok(Package {
            archive,
            unfolded: 0,
            limit: limits.unfolded,
        })
    }

    /// Whether there is a part of this name, however its letters are written.
    pub fn has(&self, part: &str) -> bool {
        self.position(part).is_some()
    }

    fn position(&self, part: &str) -> Option<usize> {
        let mut names = self.archive.file_names_raw();
        let wanted = part.trim_start_matches('/');
        names.position(|name| {
            let name = name.strip_prefix(b"/").unwrap_or(name);
            name.eq_ignore_ascii_case(wanted.as_bytes())
        })
    }

    /// The letters of a part, `None` if there is no such part.
    pub fn text(&mut self, part: &str) -> Result<Option<String>, IntakeProblem> {
        let Some(position) = self.position(part) else {
            return Ok(None);
        };
        let file = match self.archive.by_index(position) {
            Ok(file) => file,
            Err(ZipError::UnsupportedArchive(reason)) if reason == ZipError::PASSWORD_REQUIRED => {
                return Err(IntakeProblem::Password);
            }
            Err(error) => return Err(IntakeProblem::unreadable(part, error)),
        };
        let left = self.limit.saturating_sub(self.unfolded);
        let mut bytes = Vec::new();
        let mut limited = file.take(left.saturating_add(1));
        limited
            .read_to_end(&mut bytes)
            .map_err(|error| IntakeProblem::unreadable(part, error))?;
        let read = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        self.unfolded = self.unfolded.saturating_add(read);
        if self.unfolded > self.limit {
            return Err(IntakeProblem::TooMuch {
                of: Counted::Unfolded,
                found: self.unfolded,
                limit: self.limit,
            });
        }
        Ok(Some(encoding::decode(&bytes, None).text))
    }

    /// The letters of a part that must be there.
    pub fn needed(&mut self, part: &str) -> Result<String, IntakeProblem> {
        let missing =
            || IntakeProblem::damaged(part, phrase!("the part is missing", "delen saknas"));
        self.text(part)?.ok_or_else(missing)
    }
}
