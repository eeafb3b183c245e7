//! Writing a folder: every file is new, and nothing half-written stays.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::Failure;
use super::language::language;
use crate::lang::{InWords, say};
use crate::tables::system_words;

/// Writes a file in one step: it is there whole, or as it was before.
pub(super) fn replace_file(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let mut made = Made::default();
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    let beside = PathBuf::from(beside);
    let written = made
        .bytes(&beside, bytes)
        .and_then(|()| std::fs::rename(&beside, path));
    written.map_err(|error| {
        made.undo();
        failed(path, &error)
    })
}

/// Makes a folder with these files. What was made is taken away again if anything fails; what was
/// there before is never touched.
pub(super) fn write_new(path: &Path, files: &[(String, String)]) -> Result<(), Failure> {
    // `..`, `.` and `/` name no folder that could be made
    let is_named = path.file_name().is_some();
    if !is_named || path.symlink_metadata().is_ok() {
        let path = path.display();
        return Err(Failure(vec![say!(
            language(),
            "{path} is already there (expected the path of a folder that is not); nothing was written",
            "{path} finns redan (väntade sökvägen till en mapp som inte finns); inget skrevs"
        )]));
    }
    let mut made = Made::default();
    let written = made.folder(path).and_then(|()| {
        files
            .iter()
            .try_for_each(|(name, text)| made.file(&path.join(name), text))
    });
    written.map_err(|error| {
        made.undo();
        failed(path, &error)
    })
}

/// Replaces files of a folder by new ones, each in one step; `files` that are not there are made.
pub(super) fn replace(path: &Path, files: &[(String, String)]) -> Result<(), Failure> {
    let mut made = Made::default();
    let mut fresh = Vec::new();
    for (name, text) in files {
        let beside = path.join(format!("{name}.new"));
        if let Err(error) = made.file(&beside, text) {
            made.undo();
            return Err(failed(&beside, &error));
        }
        fresh.push((beside, path.join(name)));
    }
    for (from, to) in fresh {
        if let Err(error) = std::fs::rename(&from, &to) {
            made.undo();
            return Err(failed(&to, &error));
        }
    }
    Ok(())
}

fn failed(path: &Path, error: &std::io::Error) -> Failure {
    let (path, error) = (path.display(), system_words(error).in_words(language()));
    Failure(vec![say!(
        language(),
        "{path}: cannot be written ({error}), and nothing of it was left; choose another path",
        "{path}: kan inte skrivas ({error}), och inget av det finns kvar; välj en annan sökväg"
    )])
}

/// What was made so far, in order.
#[derive(Default)]
struct Made {
    folders: Vec<PathBuf>,
    files: Vec<PathBuf>,
}

impl Made {
    /// Makes a folder and those it stands in.
    fn folder(&mut self, path: &Path) -> std::io::Result<()> {
        let missing = path
            .ancestors()
            .take_while(|it| !it.as_os_str().is_empty() && it.symlink_metadata().is_err());
        let missing: Vec<&Path> = missing.collect();
        for folder in missing.into_iter().rev() {
            std::fs::create_dir(folder)?;
            self.folders.push(folder.to_owned());
        }
        Ok(())
    }

    fn file(&mut self, path: &Path, text: &str) -> std::io::Result<()> {
        self.bytes(path, text.as_bytes())
    }

    fn bytes(&mut self, path: &Path, bytes: &[u8]) -> std::io::Result<()> {
        let mut file = std::fs::File::create_new(path)?;
        self.files.push(path.to_owned());
        file.write_all(bytes)?;
        file.sync_all()
    }

    fn undo(&self) {
        for file in self.files.iter().rev() {
            let _ = std::fs::remove_file(file);
        }
        for folder in self.folders.iter().rev() {
            let _ = std::fs::remove_dir(folder);
        }
    }
}
