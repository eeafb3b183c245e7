//! What can stop an allocation, and what refutes amounts, in words of both languages.

use std::fmt;

use super::certificate::kr;
use super::{AllocationError, Misplaced, Refutation};
use crate::lang::{InWords, Lang, say};

impl InWords for AllocationError {
    fn in_words(&self, lang: Lang) -> String {
        lang.typeset(self.said(lang))
    }
}

impl AllocationError {
    fn said(&self, lang: Lang) -> String {
        let english = self;
        match self {
            AllocationError::Refuted(refuted) => {
                let reasons = refuted.iter().map(|it| it.in_words(lang.unmarked()));
                let reasons = reasons.collect::<Vec<_>>().join("; ");
                say!(
                    lang,
                    "{english}",
                    "beloppen håller inte vad stegen lovar: {reasons}"
                )
            }
            AllocationError::Arithmetic(error) => error.in_words(lang),
            AllocationError::KeyOfZeros { recipients } => say!(
                lang,
                "{english}",
                "fördelningsnyckeln är bara nollor (hittade {recipients} vikter med summan 0, väntade en positiv summa)"
            ),
            AllocationError::KeyTotal { known, total } => say!(
                lang,
                "{english}",
                "vikternas summa är {known}, mer än den angivna summan {total}"
            ),
            AllocationError::NobodyEligible { pot } => say!(
                lang,
                "{english}",
                "ingen är berättigad till en pott på {pot} kr (hittade 0 mottagare med ett positivt belopp, väntade minst 1)"
            ),
            AllocationError::SharesBelowZero { recipient, amount } => say!(
                lang,
                "{english}",
                "mottagare {recipient} har {amount} kr och kan inte dela i proportion till det (väntade minst 0 kr); utelämna den ur potten eller den andra omgången"
            ),
            AllocationError::Length {
                what,
                found,
                expected,
            } => {
                let what = what.in_words(lang);
                say!(
                    lang,
                    "{english}",
                    "en lista över {what} har {found} poster, väntade en för var och en av {expected} mottagare"
                )
            }
            AllocationError::Order {
                position,
                step,
                problem,
            } => {
                let problem = problem.in_words(lang);
                say!(lang, "{english}", "steg {position} ({step}) {problem}")
            }
            AllocationError::NotWhole { amount } => say!(
                lang,
                "{english}",
                "{amount} kr är inte hela kronor; lägg till ett steg som avrundar (round, round-to eller largest-remainder) innan beloppen justeras, balanseras eller betalas"
            ),
            AllocationError::WeightOutOfRange { weight, scale } => say!(
                lang,
                "{english}",
                "vikten {weight} kan inte räknas i steg om 1/{scale} (väntade minst 0 och högst 2^64 steg); använd färre decimaler"
            ),
            AllocationError::NotAUnit { found } => say!(
                lang,
                "{english}",
                "enheten {found} kr är inget helt antal ören, minst ett; använd 1, 1000 eller \"0,01\""
            ),
            AllocationError::NotWholeUnits { amount, unit } => say!(
                lang,
                "{english}",
                "{amount} kr är inget helt antal av {unit} och kan inte delas i sådana så att summan behålls; välj en mindre enhet, eller avrunda och ange vad som sker med resten"
            ),
            AllocationError::TieNotSettled { recipients, rule } => {
                let rule = rule.in_words(Lang::Sv);
                say!(
                    lang,
                    "{english}",
                    "{recipients} ligger lika om en krona, och {rule} avgör inte vem av dem som är först; lägg till dem i ordningen"
                )
            }
            AllocationError::EmptyGroup { group, money } => say!(
                lang,
                "{english}",
                "gruppen {group} har {money} kr och ingen mottagare att ge dem till; lägg till dess mottagare"
            ),
            AllocationError::NoKey => say!(
                lang,
                "{english}",
                "det finns inget att fördela efter (hittade ingen nyckel, väntade minst en)"
            ),
            AllocationError::NothingToPay => say!(
                lang,
                "{english}",
                "det finns inget att betala (hittade ingen term, väntade minst ett pris)"
            ),
            of_money => of_money.money_in_words(lang),
        }
    }
}

impl AllocationError {
    /// What is wrong with floors, caps, base amounts and rests.
    fn money_in_words(&self, lang: Lang) -> String {
        let english = self;
        match self {
            AllocationError::BelowZero { by, amount } => say!(
                lang,
                "{english}",
                "en justering med {by} lämnar {amount}, väntade minst 0 kr"
            ),
            AllocationError::FloorsTooHigh { floors, total, by } => say!(
                lang,
                "{english}",
                "de lägsta beloppen är tillsammans {floors}, {by} för mycket (väntade högst {total}); sänk det lägsta beloppet eller höj anslaget"
            ),
            AllocationError::CapBelowFloor {
                recipient,
                cap,
                floor,
            } => say!(
                lang,
                "{english}",
                "taket {cap} är under det lägsta beloppet {floor} (mottagare {recipient})"
            ),
            AllocationError::BaseForSome { stated, listed } => say!(
                lang,
                "{english}",
                "minibelopp är för {stated} mottagare, väntade minst de {listed} som är med; räkna alla som har ett, med eller inte"
            ),
            AllocationError::BaseTooHigh {
                base,
                recipients,
                appropriation,
                by,
            } => say!(
                lang,
                "{english}",
                "minibelopp på {base} till {recipients} mottagare är {by} kr mer än {appropriation} kr"
            ),
            AllocationError::Overspent {
                given,
                appropriation,
                by,
            } => say!(
                lang,
                "{english}",
                "{given} kr har getts av {appropriation} kr, {by} kr för mycket för att dela en rest; avrunda nedåt före en andra omgång eller rätta anslaget"
            ),
            AllocationError::Unbalanced {
                given,
                total,
                unit,
                recipients,
            } => say!(
                lang,
                "{english}",
                "{given} kr har fördelats och {total} kr kan inte nås med högst {unit} mer eller mindre till var och en av {recipients} mottagare; rätta totalen, eller avrunda på ett annat sätt före det"
            ),
            AllocationError::Refuted(_)
            | AllocationError::Arithmetic(_)
            | AllocationError::KeyOfZeros { .. }
            | AllocationError::KeyTotal { .. }
            | AllocationError::NobodyEligible { .. }
            | AllocationError::SharesBelowZero { .. }
            | AllocationError::Length { .. }
            | AllocationError::Order { .. }
            | AllocationError::NotWhole { .. }
            | AllocationError::WeightOutOfRange { .. }
            | AllocationError::NotAUnit { .. }
            | AllocationError::NotWholeUnits { .. }
            | AllocationError::TieNotSettled { .. }
            | AllocationError::EmptyGroup { .. }
            | AllocationError::NoKey
            | AllocationError::NothingToPay => String::new(),
        }
    }
}

impl InWords for Misplaced {
    fn in_words(&self, lang: Lang) -> String {
        match self {
            Misplaced::NoAmounts => say!(
                lang,
                "has no amounts to work on; the first step must apportion",
                "har inga belopp att arbeta med; det första steget måste fördela"
            ),
            Misplaced::NotFirst => say!(
                lang,
                "would throw away the amounts before it; it must be the first step",
                "skulle kasta bort beloppen före det; det måste vara det första steget"
            ),
        }
    }
}

impl fmt::Display for Misplaced {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_words(Lang::En))
    }
}

impl InWords for Refutation {
    fn in_words(&self, lang: Lang) -> String {
        lang.typeset(self.said(lang))
    }
}

impl Refutation {
    fn said(&self, lang: Lang) -> String {
        let english = self;
        match self {
            Refutation::Length {
                what,
                found,
                expected,
            } => {
                let what = what.in_words(lang);
                say!(
                    lang,
                    "{english}",
                    "listan över {what} har {found} poster för {expected} belopp"
                )
            }
            Refutation::Uncomputable(error) => {
                let error = error.in_words(lang.unmarked());
                say!(
                    lang,
                    "{english}",
                    "beloppen kan inte prövas mot stegen: {error}"
                )
            }
            Refutation::Sum { found, promised } => {
                let (found, promised) = (kr(found), kr(promised));
                say!(
                    lang,
                    "{english}",
                    "beloppens summa är {found}, utlovat är {promised}"
                )
            }
            Refutation::BelowFloor {
                recipient,
                amount,
                floor,
            } => {
                let amount = kr(amount);
                say!(
                    lang,
                    "{english}",
                    "mottagare {recipient} har {amount}, utlovat är minst {floor}"
                )
            }
            Refutation::AboveCap {
                recipient,
                amount,
                cap,
            } => {
                let amount = kr(amount);
                say!(
                    lang,
                    "{english}",
                    "mottagare {recipient} har {amount}, utlovat är högst {cap}"
                )
            }
            Refutation::NotEligible { recipient, amount } => {
                let amount = kr(amount);
                say!(
                    lang,
                    "{english}",
                    "mottagare {recipient} är inte berättigad och har {amount}"
                )
            }
            Refutation::OffQuota {
                recipient,
                amount,
                share,
            } => {
                let (amount, share) = (kr(amount), kr(share));
                say!(
                    lang,
                    "{english}",
                    "mottagare {recipient} har {amount}, dess exakta andel är {share}"
                )
            }
            Refutation::OutOfRange => say!(
                lang,
                "{english}",
                "beloppen går utanför det tillåtna området"
            ),
            Refutation::NotWhole {
                recipient,
                amount,
                unit,
            } => {
                let amount = kr(amount);
                say!(
                    lang,
                    "{english}",
                    "mottagare {recipient} har {amount}, som inte är i hela enheter om {unit}"
                )
            }
            of_settling => of_settling.settling_in_words(lang),
        }
    }
}

impl Refutation {
    /// What refutes rounded, adjusted and balanced amounts, and their order.
    fn settling_in_words(&self, lang: Lang) -> String {
        let english = self;
        match self {
            Refutation::NotRounded {
                recipient,
                amount,
                share,
                rounding,
                unit,
            } => {
                let (amount, share) = (kr(amount), kr(share));
                say!(
                    lang,
                    "{english}",
                    "mottagare {recipient} har {amount}, {share} blir inte det med avrundningen {rounding} i enheter om {unit}"
                )
            }
            Refutation::NotAsStated {
                recipient,
                amount,
                stated,
            } => {
                let (amount, stated) = (kr(amount), kr(stated));
                say!(
                    lang,
                    "{english}",
                    "mottagare {recipient} har {amount}, med de angivna justeringarna blir det {stated}"
                )
            }
            Refutation::MovedTooFar {
                recipient,
                before,
                amount,
                unit,
            } => {
                let (before, amount) = (kr(before), kr(amount));
                say!(
                    lang,
                    "{english}",
                    "mottagare {recipient} gick från {before} till {amount} (väntade högst {unit}, åt samma håll för alla)"
                )
            }
            Refutation::WrongBalance { moved, passed } => say!(
                lang,
                "{english}",
                "beloppet för mottagare {moved} ändrades med en krona, fast mottagare {passed} står före"
            ),
            Refutation::WrongRemainder { served, passed } => say!(
                lang,
                "{english}",
                "mottagare {served} fick en krona, fast mottagare {passed} står före"
            ),
            Refutation::NotByStep {
                position,
                step,
                recipient,
                amount,
            } => {
                let amount = kr(amount);
                say!(
                    lang,
                    "{english}",
                    "efter steg {position} ({step}) har mottagare {recipient} {amount}, vilket steget inte ger"
                )
            }
            Refutation::WrongRecord { position, step } => say!(
                lang,
                "{english}",
                "de delar, grupper eller rester som är noterade för steg {position} ({step}) är inte vad steget ger"
            ),
            Refutation::NotMonotone { less, more } => say!(
                lang,
                "{english}",
                "mottagare {less} har mindre vikt än mottagare {more} och mer pengar"
            ),
            Refutation::Length { .. }
            | Refutation::Uncomputable(_)
            | Refutation::OutOfRange
            | Refutation::NotWhole { .. }
            | Refutation::Sum { .. }
            | Refutation::BelowFloor { .. }
            | Refutation::AboveCap { .. }
            | Refutation::NotEligible { .. }
            | Refutation::OffQuota { .. } => String::new(),
        }
    }
}
