//! The entry of each cause.

use super::Entry;
use crate::findings::CauseKind;
use crate::lang::{Lang, say};

/// What there is to say of a cause.
pub(super) fn entry(topic: CauseKind, lang: Lang) -> Entry {
    let name = topic.name();
    let (title, sentences) = words(topic, lang);
    let [means, shown, ask] = sentences;
    let title = match title {
        Some(swedish) => format!("{name} ({swedish})"),
        None => name.to_owned(),
    };
    let title = say!(lang, "{title}: a cause", "{title}: en orsak");
    Entry {
        title,
        means,
        shown,
        ask,
    }
}

/// The Swedish name where it is spoken, and the three sentences.
fn words(topic: CauseKind, lang: Lang) -> (Option<&'static str>, [String; 3]) {
    let swedish = |name: &'static str| (lang == Lang::Sv).then_some(name);
    match topic {
        CauseKind::UndeclaredTotal => (
            swedish("en odeklarerad summarad"),
            [
                say!(
                    lang,
                    "A row is a total, and nothing declares it.",
                    "En rad är en summa, och inget deklarerar den."
                ),
                say!(
                    lang,
                    "Its label is that of a total, or it is the sum of the rows above it.",
                    "Den heter som en summa, eller är summan av raderna ovanför."
                ),
                say!(
                    lang,
                    "Nothing: declare the row as a total in tables.toml, and audit again.",
                    "Inget: deklarera raden som summa i tables.toml och granska igen."
                ),
            ],
        ),
        CauseKind::MissingRow => (
            swedish("en rad saknas"),
            [
                say!(
                    lang,
                    "A place of the official list has no row in the table.",
                    "En ort i den officiella listan har ingen rad i tabellen."
                ),
                say!(
                    lang,
                    "The printed total is more than the rows give, by what one row could be.",
                    "Den tryckta summan är större än raderna ger, med vad en rad kan vara."
                ),
                say!(
                    lang,
                    "Is the row left out of the table, and is it part of the total?",
                    "Har raden fallit bort ur tabellen, och ingår den i summan?"
                ),
            ],
        ),
        CauseKind::MissingItem => (
            swedish("en post saknas"),
            [
                say!(
                    lang,
                    "The sum of the named items is not the printed total, and no slip explains it.",
                    "Summan av de uppräknade posterna är inte den angivna, och inget misstag förklarar det."
                ),
                say!(
                    lang,
                    "An item that is not named, or was taken off, would make the sum as printed.",
                    "Med en post som inte räknas upp, eller som dragits av, blir summan den angivna."
                ),
                say!(
                    lang,
                    "What is part of the total besides the items that are named?",
                    "Vad ingår i summan utöver de uppräknade posterna?"
                ),
            ],
        ),
        CauseKind::ShiftedCells => (
            swedish("celler ett steg fel"),
            [
                say!(
                    lang,
                    "Figures stand in the next column of their row, or the next row of their column.",
                    "Uppgifter står i nästa kolumn på sin rad, eller på nästa rad i sin kolumn."
                ),
                say!(
                    lang,
                    "Moved one step, into the empty cell beside them, they reconcile all relations they stand in.",
                    "Flyttade ett steg, till den tomma cellen bredvid, gör de att alla samband stämmer."
                ),
                say!(
                    lang,
                    "To which column or row do the figures belong?",
                    "Till vilken kolumn eller rad hör uppgifterna?"
                ),
            ],
        ),
        CauseKind::DigitSubstitution => (
            swedish("en siffra bytt"),
            [
                say!(
                    lang,
                    "One digit of the figure is another.",
                    "En siffra i talet är en annan."
                ),
                say!(
                    lang,
                    "The figure that reconciles the relations and the printed one differ in one digit.",
                    "Talet som får sambanden att gå ihop och det tryckta skiljer sig i en siffra."
                ),
                say!(
                    lang,
                    "Is one digit mistyped?",
                    "Står en siffra för en annan?"
                ),
            ],
        ),
        CauseKind::Transposition => (
            swedish("omkastade siffror"),
            [
                say!(
                    lang,
                    "Two neighbouring digits are exchanged.",
                    "Två siffror intill varandra har bytt plats."
                ),
                say!(
                    lang,
                    "Exchanged back, they reconcile the relations.",
                    "Tillbakabytta får de sambanden att gå ihop."
                ),
                say!(
                    lang,
                    "Have two digits changed places?",
                    "Har två siffror bytt plats?"
                ),
            ],
        ),
        CauseKind::MissingDigit => (
            swedish("en siffra för lite"),
            [
                say!(lang, "A digit is missing.", "En siffra saknas."),
                say!(
                    lang,
                    "With one digit more, the relations agree.",
                    "Med en siffra till går sambanden ihop."
                ),
                say!(lang, "Is a digit missing?", "Saknas en siffra?"),
            ],
        ),
        CauseKind::ExtraDigit => (
            swedish("en siffra för mycket"),
            [
                say!(
                    lang,
                    "A digit is added or doubled.",
                    "En siffra är tillagd eller dubblerad."
                ),
                say!(
                    lang,
                    "With one digit less, the relations agree.",
                    "Med en siffra mindre går sambanden ihop."
                ),
                say!(lang, "Is a digit added?", "Är en siffra tillagd?"),
            ],
        ),
        CauseKind::Sign => (
            swedish("omvänt tecken"),
            [
                say!(lang, "The sign is turned.", "Tecknet är omvänt."),
                say!(
                    lang,
                    "With the other sign, the relations agree.",
                    "Med det andra tecknet går sambanden ihop."
                ),
                say!(
                    lang,
                    "Is it an increase or a decrease?",
                    "Är det en ökning eller en minskning?"
                ),
            ],
        ),
        CauseKind::MissingAddend => (
            swedish("en post saknas i summan"),
            [
                say!(
                    lang,
                    "A part is left out of a sum.",
                    "En del är utelämnad ur en summa."
                ),
                say!(
                    lang,
                    "The sum without one of its parts is what is printed.",
                    "Summan utan en av sina delar är det som är tryckt."
                ),
                say!(
                    lang,
                    "Does the total cover the part that is named?",
                    "Omfattar summan den del som nämns?"
                ),
            ],
        ),
        CauseKind::DoubleAddend => (
            swedish("en post räknad två gånger"),
            [
                say!(
                    lang,
                    "A part is counted twice in a sum.",
                    "En del är räknad två gånger i en summa."
                ),
                say!(
                    lang,
                    "The sum with one of its parts twice is what is printed.",
                    "Summan med en av sina delar två gånger är det som är tryckt."
                ),
                say!(
                    lang,
                    "Is the part counted twice?",
                    "Är delen räknad två gånger?"
                ),
            ],
        ),
        CauseKind::Unit => (
            swedish("enhet"),
            [
                say!(
                    lang,
                    "The figure is off by a power of ten, or percent stands for percentage points.",
                    "Uppgiften skiljer sig med en tiopotens, eller procent står för procentenheter."
                ),
                say!(
                    lang,
                    "In another unit it agrees.",
                    "I en annan enhet stämmer den."
                ),
                say!(lang, "Which unit is meant?", "Vilken enhet är avsedd?"),
            ],
        ),
        CauseKind::StaleFigure => (
            swedish("en äldre siffra"),
            [
                say!(
                    lang,
                    "The figure is that of another year or another statement.",
                    "Talet hör till ett annat år eller en annan uppgift."
                ),
                say!(
                    lang,
                    "The same figure stands where the other year or statement is.",
                    "Samma tal står vid det andra året eller den andra uppgiften."
                ),
                say!(
                    lang,
                    "Is the figure from an earlier version?",
                    "Är uppgiften från en tidigare version?"
                ),
            ],
        ),
        CauseKind::CopiedCell => (
            swedish("en kopierad siffra"),
            [
                say!(
                    lang,
                    "The figure of a neighbouring row or column stands here too.",
                    "Uppgiften i en rad eller kolumn intill står även här."
                ),
                say!(
                    lang,
                    "The same figure stands at the place that is named, where it agrees.",
                    "Samma tal står på det ställe som nämns, där det stämmer."
                ),
                say!(
                    lang,
                    "Is the figure copied from there?",
                    "Är uppgiften kopierad därifrån?"
                ),
            ],
        ),
        CauseKind::SwappedColumns => (
            swedish("kolumner i varandras ställe"),
            [
                say!(
                    lang,
                    "Figures of two columns stand in each other's place.",
                    "Uppgifter i två kolumner har bytt plats."
                ),
                say!(
                    lang,
                    "Exchanged, they reconcile all relations they stand in.",
                    "Omkastade får de alla samband som de ingår i att gå ihop."
                ),
                say!(
                    lang,
                    "Have the columns changed places?",
                    "Har kolumnerna bytt plats?"
                ),
            ],
        ),
        CauseKind::SwappedRows => (
            swedish("rader i varandras ställe"),
            [
                say!(
                    lang,
                    "Figures of two rows stand in each other's place.",
                    "Uppgifter i två rader har bytt plats."
                ),
                say!(
                    lang,
                    "Exchanged, they reconcile all relations they stand in.",
                    "Omkastade får de alla samband som de ingår i att gå ihop."
                ),
                say!(
                    lang,
                    "Have the rows changed places?",
                    "Har raderna bytt plats?"
                ),
            ],
        ),
        CauseKind::OtherDenominator => (
            swedish("en annan nämnare"),
            [
                say!(
                    lang,
                    "The share is taken of another total.",
                    "Andelen är tagen av en annan helhet."
                ),
                say!(
                    lang,
                    "Divided by the total that is named, it comes out as printed.",
                    "Dividerad med den helhet som nämns blir den som den är tryckt."
                ),
                say!(
                    lang,
                    "Which total is the share taken of?",
                    "Vilken helhet är andelen tagen av?"
                ),
            ],
        ),
        CauseKind::RoundedTwice => (
            swedish("avrundad två gånger"),
            [
                say!(
                    lang,
                    "The figure was rounded to more digits first, then to those printed.",
                    "Talet avrundades först till fler siffror och sedan till de angivna."
                ),
                say!(
                    lang,
                    "Rounded in those two steps, it comes out as printed.",
                    "Avrundat i de två stegen blir det som det är angivet."
                ),
                say!(
                    lang,
                    "Was an already rounded figure rounded again?",
                    "Avrundades ett redan avrundat tal en gång till?"
                ),
            ],
        ),
        CauseKind::Rounding => (
            swedish("avrundning"),
            [
                say!(
                    lang,
                    "Another rounding than half-up.",
                    "En annan avrundning än med halva uppåt."
                ),
                say!(
                    lang,
                    "The finding names the rounding that gives what is printed, or the krona that was moved.",
                    "Iakttagelsen anger den avrundning som ger det tryckta, eller den krona som flyttades."
                ),
                say!(
                    lang,
                    "How was the figure rounded?",
                    "Hur avrundades uppgiften?"
                ),
            ],
        ),
        CauseKind::Truncation => (
            swedish("avkortning"),
            [
                say!(
                    lang,
                    "Decimals are cut off and not rounded.",
                    "Decimaler är avkortade och inte avrundade."
                ),
                say!(
                    lang,
                    "Cut off, the exact figure is what is printed.",
                    "Avkortat är det exakta talet det som är angivet."
                ),
                say!(
                    lang,
                    "Were the decimals cut off?",
                    "Kortades decimalerna av?"
                ),
            ],
        ),
        CauseKind::Name => (
            swedish("namn"),
            [
                say!(
                    lang,
                    "The name of the row is another's.",
                    "Radens namn är en annans."
                ),
                say!(
                    lang,
                    "The same name stands on another row.",
                    "Samma namn står på en annan rad."
                ),
                say!(
                    lang,
                    "Which recipient is the row about?",
                    "Vilken mottagare gäller raden?"
                ),
            ],
        ),
        CauseKind::Reference => (
            swedish("hänvisning"),
            [
                say!(
                    lang,
                    "A reference leads nowhere.",
                    "En hänvisning leder ingenstans."
                ),
                say!(
                    lang,
                    "The document has nothing of that name.",
                    "Dokumentet har inget med det namnet."
                ),
                say!(
                    lang,
                    "What was meant to be referred to?",
                    "Vad skulle hänvisningen gälla?"
                ),
            ],
        ),
        CauseKind::Unknown => (
            swedish("okänd"),
            [
                say!(
                    lang,
                    "No slip that the program knows explains the figure.",
                    "Inget misstag som programmet känner till förklarar uppgiften."
                ),
                say!(
                    lang,
                    "Every known slip was tried, and none gives the printed figure from one that agrees.",
                    "Alla kända slags misstag prövades, och inget ger den angivna uppgiften ur en som stämmer."
                ),
                say!(
                    lang,
                    "What explains the difference?",
                    "Vad förklarar skillnaden?"
                ),
            ],
        ),
    }
}
