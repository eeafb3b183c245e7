//! `statsbidrag place`: every grant of every decision for one place.

use clap::Args;

use super::{Failure, Outcome, load, output};
use crate::decision::{corpus, embedded_places};
use crate::lang::Lang;
use crate::report::place_text;

/// Which place, and where to look for it.
#[derive(Args)]
pub(super) struct PlaceArguments {
    /// A municipality or region: its code, its name, or a usual form of it (Falu kommun, Sörmland)
    place: String,
    /// Names of embedded decisions or paths of decision folders; all embedded ones if none is given
    decisions: Vec<String>,
}

pub(super) fn run(arguments: &PlaceArguments) -> Result<Outcome, Failure> {
    let places = embedded_places()?;
    let found = places.named(&arguments.place);
    if found.is_empty() {
        let help = places.nearest_name(&arguments.place);
        let help = help.map_or_else(String::new, |it| format!("; did you mean \"{it}\"?"));
        return Err(Failure(vec![format!(
            "no such place (found \"{}\", expected a municipality or region by name or code){help}",
            arguments.place
        )]));
    }
    let decisions = if arguments.decisions.is_empty() {
        corpus()?
    } else {
        let all = arguments.decisions.iter().map(|name| load(name));
        all.collect::<Result<Vec<_>, _>>()?
    };
    for place in found {
        output::result(&place_text(&decisions, place, Lang::En));
    }
    Ok(Outcome::Clean)
}
