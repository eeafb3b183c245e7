//! How far a long search has come.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use super::super::language::both;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How long to wait before showing anything.
const PATIENCE: Duration = Duration::from_secs(1);

/// A bar on standard error, on a terminal only, once a run has taken longer than a second.
pub(super) struct Progress {
    what: String,
    start: Instant,
    is_watched: bool,
    bar: Option<ProgressBar>,
}

impl Progress {
    /// A bar for a search of `what`, such as "totals".
    pub fn of(what: String) -> Progress {
        Progress {
            what,
            start: Instant::now(),
            is_watched: std::io::stderr().is_terminal(),
            bar: None,
        }
    }

    /// So much has been done, of so much.
    pub fn show(&mut self, reached: u64, last: u64) {
        if !self.is_watched || self.start.elapsed() < PATIENCE {
            return;
        }
        let bar = self.bar.get_or_insert_with(|| bar(&self.what));
        bar.set_length(last);
        bar.set_position(reached);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

fn bar(what: &str) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    // a template that cannot be read leaves the bar of the crate
    if let Ok(style) = ProgressStyle::with_template(&both(
        "trying {msg} {bar:40} {percent} %",
        "prövar {msg} {bar:40} {percent} %",
    )) {
        bar.set_style(style);
    }
    bar.set_message(what.to_owned());
    bar
}
