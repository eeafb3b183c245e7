//! The files of a folder and of the folders within it.

use std::path::{Path, PathBuf};

/// Folders within folders are followed this deep.
const DEEPEST: usize = 32;

/// Ordinary files that are not hidden, in the order of their paths; links are not followed, and a
/// folder that cannot be listed is left out.
pub fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    collect(folder, 0, &mut files);
    files.sort();
    files
}

fn collect(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
        match entry.file_type() {
            _ if is_hidden => {}
            Ok(kind) if kind.is_dir() && depth < DEEPEST => {
                collect(&entry.path(), depth + 1, files);
            }
            Ok(kind) if kind.is_file() => files.push(entry.path()),
            _ => {}
        }
    }
}
