//! Why a verdict is what it is, in one place.

use std::fmt;

use super::Chance;
use crate::exact::{Kronor, Ratio};
use crate::lang::{InWords, Lang, say};

/// What the verdict rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InferenceReason {
    /// One total fits, others do not, and chance does not explain it.
    OnlyFit {
        /// How many would fit by chance.
        chance: Chance,
    },
    /// Other totals fit nearly as well.
    Rivals {
        /// How many.
        rivals: usize,
    },
    /// A total fits, but chance might explain it.
    PerhapsChance {
        /// How many would fit by chance.
        chance: Chance,
    },
    /// A total fits, but so few of the amounts that it may be a part of the key's.
    MostlyExceptions {
        /// Different amounts that are none of its multiples.
        outside: usize,
        /// How many different amounts there are.
        amounts: usize,
    },
    /// One total fits within what rounding does to sums of rounded parts, others do not, and chance does
    /// not explain it.
    SumsOfParts {
        /// The farthest that an amount is from its exact part.
        farthest: Ratio,
        /// How many would fit by chance.
        chance: Chance,
    },
    /// The amounts are multiples of a common amount, but the appropriation is no whole number of
    /// them: the key may be right, the appropriation is not.
    AnotherAppropriation {
        /// The amount they are multiples of.
        each: Ratio,
    },
    /// A total fits, but the whole numbers behind the amounts, or their differences, share large
    /// divisors, which those of one key do not: the amounts are of several classes with an amount a
    /// head each, or contain an unstated base amount.
    SeveralClasses,
    /// A total fits, but the fractions that rounding would have cut off crowd together or follow the
    /// order of the list: the amounts are near multiples of one amount for another reason than a key.
    BuiltOtherwise,
    /// The base amount and the key are found.
    RoundBase {
        /// The base amount.
        base: Kronor,
        /// How many other base amounts fit nearly as well.
        others: usize,
        /// How many as round would fit by chance.
        chance: Chance,
    },
    /// The amount a head is found, but several base amounts are as likely.
    ManyBases {
        /// How many others there are.
        others: usize,
        /// How many as round as the first would fit by chance.
        chance: Chance,
    },
    /// The amounts are spaced as a key spaces them, but no base amount goes with the appropriation.
    NoBase,
    /// The differences are no multiples of one amount.
    NoSpacing,
    /// The amounts lie further apart than is searched, so that nothing is known of a base amount.
    TooFarApart {
        /// The largest difference.
        found: Kronor,
        /// The largest that is searched.
        limit: Kronor,
    },
    /// Too few different amounts for two unknowns.
    TooFewForBase {
        /// How many there are.
        amounts: usize,
        /// How many are needed.
        expected: usize,
    },
    /// Amounts in tens of kronor or more hide the krona that tells one base amount from another.
    RoundedAmounts {
        /// What the amounts are rounded to.
        unit: Kronor,
    },
    /// Two rounds are found.
    TwoRounds {
        /// How many keys or factors would fit by chance, the larger of the two.
        chance: Chance,
        /// How many amounts are of the first round only.
        first: usize,
        /// How many are of both.
        second: usize,
    },
    /// The smallest amounts show no key, so that there is no first round to begin with.
    NoFirstRound {
        /// Why.
        why: Box<InferenceReason>,
    },
    /// The smallest amounts show a key, the others are no multiples of what it gives by one factor.
    NoFactor {
        /// The base amount.
        base: Kronor,
        /// The total of the key.
        total: u64,
    },
    /// No place to cut the amounts in two.
    NoRounds,
    /// Fewer than two different amounts that can disagree.
    TooFewAmounts {
        /// How many different amounts there are.
        amounts: usize,
    },
    /// No total is small enough for a fit to mean anything.
    NothingToTell {
        /// How many different amounts there are.
        amounts: usize,
        /// What the amounts are rounded to.
        unit: Ratio,
    },
    /// Every total for which a fit would mean something was tried.
    NoCommonKey {
        /// The largest of them.
        up_to: u64,
        /// What the amounts are rounded to.
        unit: Ratio,
        /// Whether that limit comes from the evidence, not from the question.
        is_limit_of_evidence: bool,
    },
}

impl fmt::Display for InferenceReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_words(Lang::En))
    }
}

impl InWords for InferenceReason {
    fn in_words(&self, lang: Lang) -> String {
        match self {
            InferenceReason::OnlyFit { chance } => only_fit(*chance, lang),
            InferenceReason::Rivals { rivals } => nearly_as_well(*rivals, lang),
            InferenceReason::PerhapsChance { chance } => perhaps_chance(*chance, lang),
            InferenceReason::MostlyExceptions { outside, amounts } => {
                mostly_exceptions(*outside, *amounts, lang)
            }
            InferenceReason::SumsOfParts { farthest, chance } => {
                sums_of_parts(*farthest, *chance, lang)
            }
            InferenceReason::AnotherAppropriation { each } => another_appropriation(*each, lang),
            InferenceReason::SeveralClasses => several_classes(lang),
            InferenceReason::BuiltOtherwise => built_otherwise(lang),
            InferenceReason::RoundBase {
                base,
                others,
                chance,
            } => round_base(*base, *others, *chance, lang),
            InferenceReason::ManyBases { others, chance } => many_bases(*others, *chance, lang),
            InferenceReason::NoBase => no_base(lang),
            InferenceReason::NoSpacing => no_spacing(lang),
            InferenceReason::TooFarApart { found, limit } => too_far_apart(*found, *limit, lang),
            InferenceReason::TooFewForBase { amounts, expected } => {
                too_few_for_base(*amounts, *expected, lang)
            }
            InferenceReason::RoundedAmounts { unit } => rounded_amounts(*unit, lang),
            InferenceReason::TwoRounds {
                chance,
                first,
                second,
            } => two_rounds(*chance, *first, *second, lang),
            InferenceReason::NoFirstRound { why } => no_first_round(why, lang),
            InferenceReason::NoFactor { base, total } => no_factor(*base, *total, lang),
            InferenceReason::NoRounds => no_rounds(lang),
            InferenceReason::TooFewAmounts { amounts } => too_few_amounts(*amounts, lang),
            InferenceReason::NothingToTell { amounts, unit } => {
                nothing_to_tell(*amounts, *unit, lang)
            }
            InferenceReason::NoCommonKey {
                up_to,
                unit,
                is_limit_of_evidence,
            } => no_common_key(*up_to, *unit, *is_limit_of_evidence, lang),
        }
    }
}

fn only_fit(chance: Chance, lang: Lang) -> String {
    say!(
        lang,
        "no other total fits as well, and among arbitrary amounts fewer than {chance} totals of this size would",
        "ingen annan nyckelsumma stämmer lika bra, och bland godtyckliga belopp skulle färre än {chance} så stora nyckelsummor göra det"
    )
}

fn nearly_as_well(rivals: usize, lang: Lang) -> String {
    match rivals {
        1 => say!(
            lang,
            "another total fits nearly as well",
            "en annan nyckelsumma stämmer nästan lika bra"
        ),
        _ => say!(
            lang,
            "{rivals} other totals fit nearly as well",
            "{rivals} andra nyckelsummor stämmer nästan lika bra"
        ),
    }
}

fn perhaps_chance(chance: Chance, lang: Lang) -> String {
    say!(
        lang,
        "a total fits, but among arbitrary amounts up to {chance} totals of this size could",
        "en nyckelsumma stämmer, men bland godtyckliga belopp skulle upp till {chance} så stora nyckelsummor kunna göra det"
    )
}

fn mostly_exceptions(outside: usize, amounts: usize, lang: Lang) -> String {
    say!(
        lang,
        "a total fits, but {outside} of {amounts} different amounts are no multiples of what it gives: it may be a part of the total of a key, as half of it fits every second amount",
        "en nyckelsumma stämmer, men {outside} av {amounts} olika belopp är inga multiplar av vad den ger: den kan vara en del av nyckelns summa, så som hälften av den stämmer med vartannat belopp"
    )
}

fn sums_of_parts(farthest: Ratio, chance: Chance, lang: Lang) -> String {
    let farthest = lang.number(&farthest.to_decimal_string(2));
    say!(
        lang,
        "the amounts are within {farthest} kr of whole multiples, as sums of amounts that were rounded one by one are (those of a county, of its municipalities); no other total fits as well, and among arbitrary amounts fewer than {chance} totals of this size would",
        "beloppen ligger inom {farthest}\u{a0}kr från hela multiplar, så som summor av belopp som avrundats vart för sig gör (ett läns belopp av dess kommuners); ingen annan nyckelsumma stämmer lika bra, och bland godtyckliga belopp skulle färre än {chance} så stora nyckelsummor göra det"
    )
}

fn another_appropriation(each: Ratio, lang: Lang) -> String {
    let each = lang.number(&each.to_decimal_string(4));
    say!(
        lang,
        "the amounts are whole multiples of about {each} kr, but the appropriation is not: the key was applied to another appropriation, or the fit is a coincidence",
        "beloppen är hela multiplar av ungefär {each}\u{a0}kr, men det är inte anslaget: nyckeln har använts på ett annat anslag, eller så är överensstämmelsen en slump"
    )
}

fn several_classes(lang: Lang) -> String {
    say!(
        lang,
        "a total fits, but the whole numbers behind the amounts or their differences share large divisors: the amounts are of several classes, each with its own amount a head (infer the key from one class), or contain a base amount (state it)",
        "en nyckelsumma stämmer, men heltalen bakom beloppen eller deras skillnader har stora gemensamma delare: beloppen är av flera slag, vart och ett med sitt belopp per enhet (sök nyckeln i ett av dem), eller innehåller ett minibelopp (ange det)"
    )
}

fn built_otherwise(lang: Lang) -> String {
    say!(
        lang,
        "a total fits, but the fractions of a krona that rounding would have cut off crowd together or follow the order of the list, as those of a key do not: the amounts are built in another way",
        "en nyckelsumma stämmer, men de delar av en krona som avrundningen skulle ha tagit bort ligger tätt ihop eller följer listans ordning, vilket de inte gör bakom en nyckel: beloppen är bildade på annat sätt"
    )
}

fn round_base(base: Kronor, others: usize, chance: Chance, lang: Lang) -> String {
    let (base, others) = (lang.number(&base.to_string()), lang.count(others));
    say!(
        lang,
        "{base} each and a key of what remains; {others} other base amounts fit nearly as well but are less round, and by chance up to {chance} would be as round as this",
        "{base} till var och en och en nyckel för resten; {others} andra minibelopp stämmer nästan lika bra men är mindre jämna, och av en slump skulle upp till {chance} vara lika jämna som detta"
    )
}

fn many_bases(others: usize, chance: Chance, lang: Lang) -> String {
    let others = lang.count(others);
    say!(
        lang,
        "the amounts are an unknown base amount and whole multiples of one amount a head, but {others} other base amounts fit nearly as well, and up to {chance} would by chance be as round as the first: state the base amount",
        "beloppen är ett okänt minibelopp och hela multiplar av ett belopp per enhet, men {others} andra minibelopp stämmer nästan lika bra, och upp till {chance} skulle av en slump vara lika jämna som det första: ange minibeloppet"
    )
}

fn no_base(lang: Lang) -> String {
    say!(
        lang,
        "the amounts are spaced as a key spaces them, but no whole base amount goes with the appropriation: check it, and how many get the base amount",
        "beloppen ligger på de avstånd som en nyckel ger, men inget helt minibelopp passar anslaget: kontrollera det, och hur många som får minibeloppet"
    )
}

fn no_spacing(lang: Lang) -> String {
    say!(
        lang,
        "the differences between the amounts are no whole multiples of one amount a head: there is no base amount with a single key",
        "skillnaderna mellan beloppen är inga hela multiplar av ett belopp per enhet: det finns inget minibelopp med en enda nyckel"
    )
}

fn too_far_apart(found: Kronor, limit: Kronor, lang: Lang) -> String {
    let (found, limit) = (
        lang.number(&found.to_string()),
        lang.number(&limit.to_string()),
    );
    say!(
        lang,
        "not searched: the amounts lie up to {found} apart, and a base amount is searched for up to {limit}; leave the largest out",
        "inte sökt: beloppen skiljer sig med upp till {found}, och ett minibelopp söks bara upp till {limit}; utelämna de största"
    )
}

fn too_few_for_base(amounts: usize, expected: usize, lang: Lang) -> String {
    say!(
        lang,
        "too few recipients: {amounts} different amounts, expected at least {expected} to tell a base amount and a key apart",
        "för få mottagare: {amounts} olika belopp, minst {expected} behövs för att skilja ett minibelopp från en nyckel"
    )
}

fn rounded_amounts(unit: Kronor, lang: Lang) -> String {
    let unit = lang.number(&unit.to_string());
    say!(
        lang,
        "all amounts are whole multiples of {unit}, which hides the kronor that tell one base amount from another",
        "alla belopp är hela multiplar av {unit}, vilket döljer de kronor som skiljer ett minibelopp från ett annat"
    )
}

fn two_rounds(chance: Chance, first: usize, second: usize, lang: Lang) -> String {
    say!(
        lang,
        "two rounds: {first} amounts are of the first only and {second} of both; fewer than {chance} keys and factors would fit by chance",
        "två omgångar: {first} belopp hör bara till den första och {second} till båda; färre än {chance} nycklar och faktorer skulle stämma av en slump"
    )
}

fn no_first_round(why: &InferenceReason, lang: Lang) -> String {
    let why = why.in_words(lang.unmarked());
    say!(
        lang,
        "the smallest amounts are no first round by themselves: {why}",
        "de minsta beloppen är ingen första omgång för sig: {why}"
    )
}

fn no_factor(base: Kronor, total: u64, lang: Lang) -> String {
    let total = lang.number(&Ratio::whole(i128::from(total)).to_string());
    let base = lang.number(&base.to_string());
    say!(
        lang,
        "the smallest amounts are {base} each and a key with the total {total}, but the others are not what it gives times one factor",
        "de minsta beloppen är {base} till var och en och en nyckel med summan {total}, men de andra är inte vad den ger gånger en faktor"
    )
}

fn no_rounds(lang: Lang) -> String {
    say!(
        lang,
        "the amounts cannot be cut in two rounds",
        "beloppen kan inte delas i två omgångar"
    )
}

fn too_few_amounts(amounts: usize, lang: Lang) -> String {
    say!(
        lang,
        "too few recipients: {amounts} different amounts that can disagree, expected at least 2 (where the amounts sum to the appropriation the last follows from the others)",
        "för få mottagare: {amounts} olika belopp som kan säga emot varandra, minst 2 behövs (där beloppen summerar till anslaget följer det sista av de andra)"
    )
}

fn nothing_to_tell(amounts: usize, unit: Ratio, lang: Lang) -> String {
    let rounded = rounded_to(unit, lang.unmarked());
    say!(
        lang,
        "too little to go on: with {amounts} different amounts{rounded} even the smallest total that they allow would fit by chance",
        "för litet att gå på: med {amounts} olika belopp{rounded} skulle även den minsta nyckelsumma som de tillåter stämma av en slump"
    )
}

fn no_common_key(up_to: u64, unit: Ratio, is_limit_of_evidence: bool, lang: Lang) -> String {
    let up_to = lang.number(&Ratio::whole(i128::from(up_to)).to_string());
    let rounded = rounded_to(unit, lang.unmarked());
    if is_limit_of_evidence {
        return say!(
            lang,
            "no total up to {up_to} fits{rounded}; a larger one would prove nothing, since some would fit by chance",
            "ingen nyckelsumma upp till {up_to} stämmer{rounded}; en större skulle inte visa något, eftersom några skulle stämma av en slump"
        );
    }
    say!(
        lang,
        "no total up to {up_to} fits{rounded}",
        "ingen nyckelsumma upp till {up_to} stämmer{rounded}"
    )
}

/// Words for amounts that are rounded to more than a krona.
fn rounded_to(unit: Ratio, lang: Lang) -> String {
    if unit <= Ratio::ONE {
        return String::new();
    }
    let unit = lang.number(&unit.to_string());
    say!(
        lang,
        " (all amounts are whole multiples of {unit} kr, so they tell no more than that)",
        " (alla belopp är hela multiplar av {unit}\u{a0}kr och säger inte mer än så)"
    )
}
