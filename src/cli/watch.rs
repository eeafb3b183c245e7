//! `statsbidrag audit --watch`: audits again whenever a file of what is audited changes.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, SystemTime};

use super::audit::{self, AuditArguments};
use super::language::language;
use super::{Failure, Outcome, output};
use crate::lang::say;
use crate::tables::FilesBelow;

/// Between two looks at the files.
const PAUSE: Duration = Duration::from_millis(300);

/// Audits, and again after every change, until nobody reads what is printed.
pub(super) fn run(arguments: &AuditArguments) -> Result<Outcome, Failure> {
    let watched = arguments.watched();
    if watched.is_empty() {
        return Err(Failure(vec![say!(
            language(),
            "--watch: nothing here can change (found no path, expected a file or a folder); the embedded decisions stay as they are",
            "--watch: inget här kan ändras (hittade ingen sökväg, väntade en fil eller en mapp); de inbyggda besluten förblir som de är"
        )]));
    }
    loop {
        let before = State::of(&watched, arguments);
        if let Err(Failure(lines)) = audit::once(arguments) {
            lines.iter().for_each(|it| output::error(it));
        }
        output::note(&say!(
            language(),
            "waiting for a change (Ctrl-C ends)",
            "väntar på en ändring (avsluta med Ctrl-C)"
        ));
        while State::of(&watched, arguments) == before {
            if output::is_unread() || output::lost().is_some() {
                return Ok(Outcome::Clean);
            }
            sleep(PAUSE);
        }
    }
}

/// Which files there are, and in which state.
#[derive(PartialEq, Eq)]
struct State(Vec<(PathBuf, Option<Written>)>);

/// How long a file is and when it was last written.
#[derive(PartialEq, Eq)]
struct Written {
    bytes: u64,
    at: Option<SystemTime>,
}

impl State {
    fn of(watched: &[&Path], arguments: &AuditArguments) -> State {
        let in_full = |it: &Path| it.canonicalize().unwrap_or_else(|_| it.to_owned());
        // what the audit writes itself is no change
        let written: BTreeSet<PathBuf> = arguments.written().map(in_full).collect();
        let files = watched.iter().flat_map(|path| match path.is_dir() {
            true => FilesBelow::of(path).files,
            false => vec![path.to_path_buf()],
        });
        let files = files.filter(|it| !written.contains(&in_full(it)));
        let states = files.map(|path| {
            let written = path.metadata().ok().map(|it| Written {
                bytes: it.len(),
                at: it.modified().ok(),
            });
            (path, written)
        });
        State(states.collect())
    }
}
