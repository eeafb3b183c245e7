//! `statsbidrag place`: every grant of every decision for one place.

use clap::Args;

use super::language::{both, language};
use super::reports::{AnswerArguments, AnswerForms, asked};
use super::{Failure, Outcome, load};
use crate::decision::{corpus, embedded_places};
use crate::lang::say;
use crate::report::{PlaceAnswer, document, place_paper, place_text, places_json};

/// Which place, and where to look for it.
#[derive(Args)]
pub(super) struct PlaceArguments {
    #[arg(help = both(
        "A municipality or region: its code, its name, or a usual form of it (Falu kommun, Sörmland)",
        "En kommun eller region: dess kod, namn eller en vanlig form av det (Falu kommun, Sörmland)",
    ))]
    place: String,
    #[arg(help = both(
        "Names of embedded decisions or paths of decision folders; all embedded ones if none is given",
        "Namn på inbyggda beslut eller sökvägar till beslutsmappar; annars alla inbyggda",
    ))]
    decisions: Vec<String>,
    #[command(flatten)]
    shown: AnswerArguments,
}

pub(super) fn run(arguments: &PlaceArguments) -> Result<Outcome, Failure> {
    let places = embedded_places()?;
    let found = places.named(&arguments.place);
    if found.is_empty() {
        let (found, lang) = (&arguments.place, language());
        let help = places.nearest_name(found);
        let help = help.map_or_else(String::new, |it| {
            say!(
                lang.unmarked(),
                "; did you mean \"{it}\"?",
                "; menade du ”{it}”?"
            )
        });
        return Err(Failure(vec![say!(
            lang,
            "no such place (found \"{found}\", expected a municipality or region by name or code){help}",
            "det finns ingen sådan ort (hittade ”{found}”, väntade en kommun eller region med namn eller \
             kod){help}"
        )]));
    }
    let decisions = if arguments.decisions.is_empty() {
        corpus()?
    } else {
        let all = arguments.decisions.iter().map(|name| load(name));
        all.collect::<Result<Vec<_>, _>>()?
    };
    let lang = language();
    let text: String = found
        .iter()
        .map(|place| place_text(&decisions, place, lang))
        .collect();
    let answers: Vec<PlaceAnswer<'_>> = found
        .iter()
        .map(|place| PlaceAnswer::new(&decisions, place, lang))
        .collect();
    let paper = place_paper(&answers, &decisions, &asked(), lang);
    arguments
        .shown
        .wanted(false)?
        .deliver_answer(&AnswerForms {
            text,
            json: document(&places_json(&answers, lang)),
            paper: &paper,
            rows: None,
            excel: false,
        })?;
    Ok(Outcome::Clean)
}
