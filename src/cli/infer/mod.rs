//! `statsbidrag infer`: the key, the procedure, the rounds, the factor or the bound behind published
//! amounts.

mod column;
mod compare;
mod measure;
mod progress;
mod recipients;

use clap::Args;

use super::language::{both, language};
use super::reports::{AnswerArguments, AnswerForms, asked, shown};
use super::{Failure, Outcome, load};
use crate::audit::rank_grant;
use crate::exact::{Kronor, Ratio};
use crate::inference::{
    Inference, InferenceError, InferenceVerdict, KeyQuestion, RoundsQuestion, infer_base_watched,
    infer_key_watched, infer_rounds, rank_appropriations,
};
use crate::lang::{Errors, InWords, phrase, say};
use crate::report::{self, InferJson, PaperTable, document};
use crate::tables::{Unit, read_figure};
use column::Source;
use compare::{factor, threshold};
use progress::Progress;
use recipients::{Basis, Distributed, Recipients};

/// Which amounts, what is known of them, and what is asked.
#[derive(Args)]
pub(super) struct InferArguments {
    #[arg(
        help = both(
            "A document with a table (PDF, XLSX, ODS, HTML, Markdown, CSV, text), an embedded decision or a decision folder",
            "Ett dokument med en tabell (PDF, XLSX, ODS, HTML, Markdown, CSV, text), ett inbyggt beslut eller en beslutsmapp",
        )
    )]
    source: String,
    #[arg(
        value_name = "TABLE.COLUMN",
        help = both(
            "The column of amounts: its heading, or TABLE.COLUMN in a decision; a grant with --procedures",
            "Beloppens kolumn: dess rubrik, eller TABELL.KOLUMN i ett beslut; ett bidrag med --procedures",
        )
    )]
    position: Option<String>,
    #[arg(
        long,
        conflicts_with = "position",
        required_unless_present_any = ["position", "threshold"],
        help = both(
            "The column of amounts: its heading, or TABLE.COLUMN in a decision",
            "Beloppens kolumn: dess rubrik, eller TABELL.KOLUMN i ett beslut",
        )
    )]
    column: Option<String>,
    #[arg(
        long,
        value_parser = parse_money,
        help = both(
            "What was distributed, in kronor, base amounts included; of several, which the amounts support [default: the column's total row, else its sum]",
            "Vad som fördelades, i kronor, minibelopp inräknade; av flera prövas vilket beloppen stöder [annars kolumnens summarad, annars dess summa]",
        )
    )]
    appropriation: Vec<Ratio>,
    #[arg(
        long,
        value_parser = parse_base,
        value_name = "KRONOR|unknown",
        help = both(
            "The base amount in kronor that everyone gets besides the part by the key, or `unknown`",
            "Minibeloppet i kronor som alla får utöver delen efter nyckeln, eller `unknown`",
        )
    )]
    base: Option<Base>,
    #[arg(
        long,
        help = both(
            "How many get the base amount, if not just those listed with an amount",
            "Hur många som får minibeloppet, om inte just de som har ett belopp",
        )
    )]
    recipients: Option<usize>,
    #[arg(
        long,
        help = both(
            "How many cells may be more than a krona from the key, at most as many as there are [default: one in twenty]",
            "Hur många celler som får skilja sig mer än en krona från nyckeln, högst så många som det finns [annars en på tjugo]",
        )
    )]
    exceptions: Option<usize>,
    #[arg(long, help = both("The column that names the rows", "Kolumnen med radernas namn"))]
    label: Option<String>,
    #[arg(
        long,
        value_name = "LABEL",
        help = both(
            "A row to leave out, by its label, such as a total; may be repeated",
            "En rad att utelämna, efter sitt namn, som en summa; kan upprepas",
        )
    )]
    skip_row: Vec<String>,
    #[arg(
        long,
        default_value_t = KeyQuestion::LARGEST_TOTAL,
        help = both(
            "The largest total of the key to try, at most 1000000000000 [default: 1000000000]",
            "Den största nyckelsumman att pröva, högst 1000000000000 [annars 1000000000]",
        )
    )]
    largest_total: u64,
    #[arg(
        long,
        group = "question",
        help = both(
            "Rank the procedures that the rules of a grant leave open",
            "Rangordna de beräkningssätt som ett bidrags regler lämnar öppna",
        )
    )]
    procedures: bool,
    #[arg(
        long,
        default_value_t = 10,
        requires = "procedures",
        help = both(
            "How many results of --procedures to show [default: 10]",
            "Hur många resultat av --procedures som visas [annars 10]",
        )
    )]
    show: usize,
    #[arg(
        long,
        group = "question",
        help = both(
            "Take the column apart into two rounds: base amount, key, who was in the second, its factor",
            "Dela kolumnen i två omgångar: minibelopp, nyckel, vilka som var med i den andra, dess faktor",
        )
    )]
    two_rounds: bool,
    #[arg(
        long,
        group = "question",
        value_name = "COLUMN",
        help = both(
            "Find the factor that takes the amounts of this column to those of the first",
            "Sök den faktor som tar beloppen i denna kolumn till dem i den första",
        )
    )]
    factor_of: Option<String>,
    #[arg(
        long,
        group = "question",
        value_name = "MEASURE",
        help = both(
            "Find the bound of a measure, A or A/B or \"A/B - C/D\", that those with an amount reach",
            "Sök den gräns för ett mått, A eller A/B eller \"A/B - C/D\", som de med ett belopp når",
        )
    )]
    threshold: Option<String>,
    #[arg(
        long,
        requires = "threshold",
        help = both(
            "The measure is to be at most the bound, not at least",
            "Måttet ska vara högst gränsen, inte minst",
        )
    )]
    at_most: bool,
    #[arg(
        long,
        requires = "threshold",
        conflicts_with_all = ["position", "column"],
        help = both(
            "How many reach the bound, instead of a column of amounts",
            "Hur många som når gränsen, i stället för en kolumn med belopp",
        )
    )]
    count: Option<usize>,
    #[command(flatten)]
    shown: AnswerArguments,
}

/// A price is shown with all its decimals, if there are no more than this.
const MOST_DECIMALS: u32 = 12;

/// What is known of the base amount.
#[derive(Clone, Copy)]
enum Base {
    Known(Kronor),
    Unknown,
}

fn parse_base(typed: &str) -> Result<Base, String> {
    match typed {
        "unknown" => Ok(Base::Unknown),
        _ => parse_kronor(typed).map(Base::Known),
    }
}

/// An amount as typed: `3 998 500 000`, `3998500000` or `3 998,5 miljoner`.
fn parse_money(typed: &str) -> Result<Ratio, String> {
    let number = read_figure(typed, Unit::Kr).map_err(|error| error.in_words(language()))?;
    if number.hedge().is_some() {
        return Err(both(
            "found about or at most how much, expected how much",
            "hittade ungefär eller högst hur mycket, väntade hur mycket",
        ));
    }
    Ok(number.value())
}

fn parse_kronor(typed: &str) -> Result<Kronor, String> {
    let number = parse_money(typed)?;
    if !number.is_whole() {
        return Err(both(
            "found öre, expected whole kronor",
            "hittade öre, väntade hela kronor",
        ));
    }
    Kronor::from_whole(number.numerator()).map_err(|error| error.in_words(language()))
}

/// An answer in both forms.
type Answer = (String, InferJson);

pub(super) fn run(arguments: &InferArguments) -> Result<Outcome, Failure> {
    let mut tables = Vec::new();
    let (text, json) = if arguments.procedures {
        procedures(arguments)?
    } else {
        let label = arguments.label.as_deref();
        let source = Source::open(&arguments.source, label, &arguments.skip_row)?;
        if let Some(typed) = &arguments.threshold {
            threshold(arguments, &source, typed)?
        } else if let Some(known) = &arguments.factor_of {
            factor(arguments, &source, known)?
        } else if arguments.two_rounds {
            rounds(arguments, &source)?
        } else {
            key(arguments, &source, &mut tables)?
        }
    };
    let subject = match arguments.column() {
        "" => shown(&arguments.source),
        column => format!("{} {column}", shown(&arguments.source)),
    };
    let paper = report::infer_paper(&subject, &text, tables, &asked(), language());
    let wanted = arguments.shown.wanted(false)?;
    wanted.deliver_answer(&AnswerForms {
        json: document(&json),
        text,
        paper: &paper,
        rows: None,
        excel: false,
    })?;
    Ok(Outcome::Clean)
}

impl InferArguments {
    fn column(&self) -> &str {
        let named = self.position.as_deref().or(self.column.as_deref());
        named.unwrap_or_default()
    }

    fn known_base(&self) -> Option<Kronor> {
        match self.base {
            Some(Base::Known(base)) => Some(base),
            Some(Base::Unknown) | None => None,
        }
    }
}

fn key(
    arguments: &InferArguments,
    source: &Source<'_>,
    tables: &mut Vec<PaperTable>,
) -> Result<Answer, Failure> {
    let given = &arguments.appropriation;
    let recipients = Recipients::read(source, arguments.column(), given)?;
    let mut progress = Progress::of(both("totals", "summor"));
    let mut watch = |reached, last| progress.show(reached, last);
    let base = arguments.known_base().unwrap_or(Kronor::ZERO);
    let question = KeyQuestion {
        base: recipients.in_parts(base)?,
        recipients: arguments.recipients,
        exceptions: arguments.exceptions,
        per_krona: recipients.per_krona,
        largest_total: arguments.largest_total,
        ..KeyQuestion::new(&recipients.amounts, Kronor::ZERO)
    };
    let distributed = recipients.distributed(given)?;
    let labels = &recipients.labels;
    if matches!(arguments.base, Some(Base::Unknown)) {
        in_whole_kronor(&recipients, "--base unknown")?;
        let Some(distributed) = distributed.first().filter(|_| given.len() < 2) else {
            return Err(takes_one("--base unknown", given.len()));
        };
        let question = KeyQuestion {
            appropriation: distributed.amount,
            ..question
        };
        let found = infer_base_watched(&question, &mut watch).map_err(failed)?;
        let answer = (
            report::base_text(&found, labels, language()),
            report::base_json(&found, labels, language()),
        );
        return Ok(told(answer, &recipients, distributed, None));
    }
    if given.len() > 1 {
        in_whole_kronor(&recipients, "--appropriation")?;
        let several: Vec<Kronor> = distributed.iter().map(|it| it.amount).collect();
        let ranked = rank_appropriations(&question, &several, &mut watch).map_err(failed)?;
        let text = report::appropriations_text(&ranked, labels, language());
        return Ok((
            text,
            report::appropriations_json(&ranked, labels, language()),
        ));
    }
    let mut first: Option<(Inference, &Distributed)> = None;
    for distributed in &distributed {
        let question = KeyQuestion {
            appropriation: distributed.amount,
            is_own_sum: distributed.basis == Basis::OwnSum,
            ..question.clone()
        };
        let found = infer_key_watched(&question, &mut watch).map_err(failed)?;
        let is_key = found.verdict == InferenceVerdict::Key;
        if first.is_none() || is_key {
            first = Some((found, distributed));
        }
        if is_key {
            break;
        }
    }
    let Some((found, distributed)) = first else {
        return Err(takes_one("infer", 0));
    };
    if let Some(key) = found.keys.first()
        && found.verdict == InferenceVerdict::Key
    {
        let rows = recipients.rows();
        tables.push(report::key_table(
            key,
            &recipients.amounts,
            rows,
            language(),
        ));
    }
    let answer = (
        report::inference_text(&found, recipients.rows(), language()),
        report::inference_json(&found, recipients.rows(), language()),
    );
    Ok(told(answer, &recipients, distributed, Some(&found)))
}

/// An answer with what was done to the column, and with what was not asked.
fn told(
    (text, json): Answer,
    recipients: &Recipients,
    distributed: &Distributed,
    found: Option<&Inference>,
) -> Answer {
    let mut said = recipients.said(distributed);
    said.extend(found.and_then(|found| about(found, distributed)));
    let (verdict, rest) = text.split_once('\n').unwrap_or((&text, ""));
    let said: String = said.iter().map(|line| format!("  {line}\n")).collect();
    let json = json.with_column(recipients.json(distributed));
    (format!("{verdict}\n{said}{rest}"), json)
}

/// The amount a unit where no appropriation is given; what else could be asked where there is no key.
fn about(found: &Inference, distributed: &Distributed) -> Option<String> {
    match (found.verdict, found.keys.first()) {
        (InferenceVerdict::Key, Some(key)) if distributed.basis != Basis::Given => {
            let each = language().number(&price(key.each));
            Some(say!(
                language(),
                "each amount is a whole number of times {each} kr, rounded",
                "varje belopp är ett helt antal gånger {each}\u{a0}kr, avrundat"
            ))
        }
        (InferenceVerdict::None, _) => Some(say!(
            language(),
            "only one key by itself was sought: not an amount to each besides it (--base unknown), nor two rounds (--two-rounds), nor several amounts a head or keys added up, which cannot be found",
            "bara en enda nyckel har sökts: inte ett belopp till var och en vid sidan av den (--base unknown), inte två omgångar (--two-rounds), och inte flera belopp per enhet eller nycklar som lagts ihop, vilket inte kan hittas"
        )),
        _ => None,
    }
}

/// An amount a unit with all its decimals, or with four if they do not end.
fn price(each: Ratio) -> String {
    match each.decimals(MOST_DECIMALS) {
        Some(decimals) => each.to_decimal_string(decimals),
        None => format!("≈{}", each.to_decimal_string(4)),
    }
}

/// *Errors*: amounts with öre, for a question of whole kronor.
fn in_whole_kronor(recipients: &Recipients, option: &str) -> Result<(), Failure> {
    if recipients.per_krona == 1 {
        return Ok(());
    }
    Err(Failure(vec![say!(
        language(),
        "{option} is for whole kronor (found öre); ask for one key without it",
        "{option} är för hela kronor (hittade öre); fråga efter en enda nyckel utan det"
    )]))
}

fn takes_one(option: &str, found: usize) -> Failure {
    Failure(vec![say!(
        language(),
        "{option} takes one --appropriation (found {found}); ask once for each",
        "{option} tar ett --appropriation (hittade {found}); fråga en gång för varje"
    )])
}

fn rounds(arguments: &InferArguments, source: &Source<'_>) -> Result<Answer, Failure> {
    let given = &arguments.appropriation;
    let recipients = Recipients::read(source, arguments.column(), given)?;
    in_whole_kronor(&recipients, "--two-rounds")?;
    let distributed = recipients.distributed(given)?;
    let Some(distributed) = distributed.first().filter(|_| given.len() < 2) else {
        return Err(takes_one("--two-rounds", given.len()));
    };
    let question = RoundsQuestion {
        amounts: &recipients.amounts,
        appropriation: distributed.amount,
        base: arguments.known_base(),
        recipients: arguments.recipients,
    };
    let mut progress = Progress::of(both("keys and factors", "nycklar och faktorer"));
    let mut watch = |reached, last| progress.show(reached, last);
    let found = infer_rounds(&question, &mut watch).map_err(failed)?;
    let answer = (
        report::rounds_text(&found, &recipients.labels, language()),
        report::rounds_json(&found, &recipients.labels, language()),
    );
    Ok(told(answer, &recipients, distributed, None))
}

fn procedures(arguments: &InferArguments) -> Result<Answer, Failure> {
    let decision = load(&arguments.source)?;
    let wanted = arguments.column();
    let (id, column) = wanted.split_once(':').unwrap_or((wanted, ""));
    let Some(grant) = decision.grant(id) else {
        let known: Vec<&str> = decision.grants.iter().map(|it| it.id.as_str()).collect();
        let all = known.join(", ");
        let expected = phrase!("one of {all}", "något av {all}");
        return Err(Failure::no_such(
            &phrase!("grant", "bidraget"),
            id,
            &expected,
            &known,
        ));
    };
    let is_wanted = |table: &str, id: &str| column.is_empty() || format!("{table}.{id}") == column;
    let published = grant.published.iter();
    let Some(published) = published
        .clone()
        .find(|it| is_wanted(&it.table, &it.column))
    else {
        let known: Vec<String> = published
            .map(|it| format!("{}:{}.{}", grant.id, it.table, it.column))
            .collect();
        let known = known.join(", ");
        return Err(Failure(vec![say!(
            language(),
            "{id}: no column of published amounts to compare with (found \"{wanted}\", expected one of: {known}); declare it as `published` in decision.toml",
            "{id}: ingen kolumn med publicerade belopp att jämföra med (hittade ”{wanted}”, väntade någon av: {known}); ange den som `published` i decision.toml"
        )]));
    };
    let mut progress = Progress::of(both("procedures", "beräkningssätt"));
    let mut watch = |reached, last| progress.show(reached, last);
    let ranking = rank_grant(&decision, grant, published, &mut watch);
    let text = report::procedures_text(&ranking, arguments.show, language());
    Ok((
        text,
        report::procedures_json(&ranking, arguments.show, language()),
    ))
}

fn failed(error: InferenceError) -> Failure {
    Errors::from(error).into()
}
