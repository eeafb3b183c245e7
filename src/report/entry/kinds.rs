//! The entry of each kind of statement.

use super::Entry;
use crate::checks::CheckKind;
use crate::lang::{Lang, say};

/// What there is to say of a kind of relation.
pub(super) fn entry(topic: CheckKind, lang: Lang) -> Entry {
    let name = topic.name();
    let (title, sentences) = words(topic, lang);
    let [means, shown, ask] = sentences;
    let title = match title {
        Some(swedish) => format!("{name} ({swedish})"),
        None => name.to_owned(),
    };
    let title = say!(
        lang,
        "{title}: a kind of relation",
        "{title}: ett slags samband"
    );
    Entry {
        title,
        means,
        shown,
        ask,
    }
}

/// What a kind is called.
pub(in crate::report) fn name(kind: CheckKind, lang: Lang) -> String {
    let english = kind.name();
    let swedish = words(kind, Lang::Sv).0.unwrap_or(english);
    say!(lang, "{english}", "{swedish}")
}

/// The Swedish name where it is spoken, and the three sentences.
fn words(topic: CheckKind, lang: Lang) -> (Option<&'static str>, [String; 3]) {
    let swedish = |name: &'static str| (lang == Lang::Sv).then_some(name);
    match topic {
        CheckKind::Sum => (
            swedish("summa"),
            [
                say!(lang, "Parts and their total.", "Delar och deras summa."),
                say!(
                    lang,
                    "The parts are added as printed, each with the room its rounding leaves, and held against the printed total.",
                    "Delarna läggs ihop som de är tryckta, var och en med det utrymme som dess avrundning ger, och jämförs med den tryckta summan."
                ),
                say!(
                    lang,
                    "Is a part missing or counted twice, or is the total from another version of the table?",
                    "Saknas en del eller räknas den två gånger, eller är summan från en annan version av tabellen?"
                ),
            ],
        ),
        CheckKind::Share => (
            swedish("andel"),
            [
                say!(
                    lang,
                    "A part of a whole, in words or as a fraction.",
                    "En del av en helhet, i ord eller som ett bråk."
                ),
                say!(
                    lang,
                    "The part is divided by the whole, exactly, and held against what is printed.",
                    "Delen divideras med helheten, exakt, och jämförs med det som är tryckt."
                ),
                say!(
                    lang,
                    "Which whole is the share taken of?",
                    "Vilken helhet är andelen tagen av?"
                ),
            ],
        ),
        CheckKind::Percent => (
            swedish("procent"),
            [
                say!(
                    lang,
                    "A printed percentage and the figures it is computed from.",
                    "En tryckt procentsats och de uppgifter den räknas ur."
                ),
                say!(
                    lang,
                    "The percentage is computed exactly and does not round to the printed one.",
                    "Procentsatsen räknas ut exakt och blir, avrundad, inte den angivna."
                ),
                say!(
                    lang,
                    "Which figures is the percentage computed from?",
                    "Vilka uppgifter är procentsatsen räknad ur?"
                ),
            ],
        ),
        CheckKind::Difference => (
            swedish("skillnad"),
            [
                say!(
                    lang,
                    "A figure that is another less a third.",
                    "En uppgift som är en annan minus en tredje."
                ),
                say!(
                    lang,
                    "The difference is taken of the printed figures and held against the printed one.",
                    "Skillnaden tas mellan de tryckta uppgifterna och jämförs med den tryckta."
                ),
                say!(
                    lang,
                    "Which of the three figures needs correcting?",
                    "Vilken av de tre uppgifterna behöver rättas?"
                ),
            ],
        ),
        CheckKind::Repeat => (
            swedish("upprepning"),
            [
                say!(
                    lang,
                    "The same figure printed in two places.",
                    "Samma uppgift tryckt på två ställen."
                ),
                say!(
                    lang,
                    "Both are taken as every value that is printed so, and they have none in common.",
                    "Varje uppgift står för alla värden som skulle tryckas så; de två har inget värde gemensamt."
                ),
                say!(
                    lang,
                    "Which of the two is the later one?",
                    "Vilken av de två är den senare?"
                ),
            ],
        ),
        CheckKind::Count => (
            swedish("antal"),
            [
                say!(
                    lang,
                    "A number of rows, such as municipalities that meet a condition.",
                    "Ett antal rader, till exempel kommuner som uppfyller ett villkor."
                ),
                say!(
                    lang,
                    "The rows of the printed table are counted.",
                    "Raderna i den tryckta tabellen räknas."
                ),
                say!(
                    lang,
                    "Which recipients are counted, and were any of them counted on other figures?",
                    "Vilka mottagare är räknade, och räknades någon av dem på andra uppgifter?"
                ),
            ],
        ),
        CheckKind::Unit => (
            swedish("enhet"),
            [
                say!(
                    lang,
                    "What a figure is measured in.",
                    "Vad en uppgift är mätt i."
                ),
                say!(
                    lang,
                    "The printed unit is not the one that the other figures or the rule have.",
                    "Den tryckta enheten är inte den som de andra uppgifterna eller regeln har."
                ),
                say!(
                    lang,
                    "Which unit is meant: kronor, thousands, millions; percent or percentage points?",
                    "Vilken enhet är avsedd: kronor, tusental, miljoner; procent eller procentenheter?"
                ),
            ],
        ),
        CheckKind::Precision => (
            swedish("noggrannhet"),
            [
                say!(
                    lang,
                    "How many digits a figure is printed with.",
                    "Hur många siffror ett tal är tryckt med."
                ),
                say!(
                    lang,
                    "The last printed digit counts more or less than the others of its kind.",
                    "Den sista tryckta siffran räknar större eller mindre enheter än de andra av samma slag."
                ),
                say!(
                    lang,
                    "Is a digit missing or added?",
                    "Saknas en siffra eller är en tillagd?"
                ),
            ],
        ),
        CheckKind::Name => (
            swedish("namn"),
            [
                say!(lang, "The name of a row.", "En rads namn."),
                say!(
                    lang,
                    "Two rows have one name, or a row's figures are those of another place.",
                    "Två rader har samma namn, eller en rads uppgifter är en annan orts."
                ),
                say!(
                    lang,
                    "Which recipient is the row about?",
                    "Vilken mottagare gäller raden?"
                ),
            ],
        ),
        CheckKind::Reference => (
            swedish("hänvisning"),
            [
                say!(
                    lang,
                    "A reference to a table, a section or another figure.",
                    "En hänvisning till en tabell, ett avsnitt eller en annan uppgift."
                ),
                say!(
                    lang,
                    "What is referred to does not exist, or does not say it.",
                    "Det som hänvisas till finns inte, eller säger inte det."
                ),
                say!(
                    lang,
                    "What was meant to be referred to?",
                    "Vad skulle hänvisningen gälla?"
                ),
            ],
        ),
        CheckKind::Eligibility => (
            swedish("villkor"),
            [
                say!(
                    lang,
                    "Whether a recipient meets the conditions of a grant.",
                    "Om en mottagare uppfyller villkoren för ett bidrag."
                ),
                say!(
                    lang,
                    "The condition is tested on the reported figures as exact fractions.",
                    "Villkoret prövas på de redovisade uppgifterna som exakta bråk."
                ),
                say!(
                    lang,
                    "On which figures was the condition tested?",
                    "På vilka uppgifter prövades villkoret?"
                ),
            ],
        ),
        CheckKind::Allocation => (
            swedish("fördelning"),
            [
                say!(
                    lang,
                    "A published amount and the rule that gives it.",
                    "Ett publicerat belopp och den regel som ger det."
                ),
                say!(
                    lang,
                    "The amount is computed by the rule, step by step, and differs from the published one.",
                    "Beloppet räknas ut enligt regeln, steg för steg, och skiljer sig från det publicerade."
                ),
                say!(
                    lang,
                    "Was the amount adjusted by hand, or the rule another?",
                    "Justerades beloppet för hand, eller var regeln en annan?"
                ),
            ],
        ),
        CheckKind::Definition => (
            swedish("definition"),
            [
                say!(
                    lang,
                    "What the words define and what the figures follow.",
                    "Vad orden definierar och vad uppgifterna följer."
                ),
                say!(
                    lang,
                    "Taken by the words, the figures would be others; the finding says which.",
                    "Enligt orden skulle uppgifterna vara andra; iakttagelsen anger vilka."
                ),
                say!(
                    lang,
                    "Which definition was applied?",
                    "Vilken definition tillämpades?"
                ),
            ],
        ),
        CheckKind::Bound => (
            swedish("gräns"),
            [
                say!(
                    lang,
                    "A figure that must be at least or at most another.",
                    "En uppgift som måste vara minst eller högst en annan."
                ),
                say!(
                    lang,
                    "No values that are printed so keep the bound.",
                    "Inget värde som skulle tryckas så håller sig inom gränsen."
                ),
                say!(
                    lang,
                    "Can the figure be larger than the whole, or smaller than its part?",
                    "Kan uppgiften vara större än helheten, eller mindre än sin del?"
                ),
            ],
        ),
        CheckKind::Extreme => (
            swedish("ytterlighet"),
            [
                say!(
                    lang,
                    "The largest or the smallest of a column.",
                    "Den största eller minsta i en kolumn."
                ),
                say!(
                    lang,
                    "All rows are compared, and another one is larger or smaller.",
                    "Alla rader jämförs, och en annan är större eller mindre."
                ),
                say!(lang, "Which row is meant?", "Vilken rad är avsedd?"),
            ],
        ),
    }
}
