//! A line for every word of the vocabulary, and what is refused.

use super::vocabulary::{STEMS, WORDS};
use super::{NumeralError, read_figure};
use crate::exact::{Hedge, PrintedNumber, PrintingRule, Ratio};
use crate::tables::Unit;
use crate::tables::Unit::{
    Count, FullTimeEquivalents, Index, Kr, Mkr, Municipalities, Ore, Percent, Permille, Persons,
    Places, Points, Regions, Tkr,
};

/// A figure, the unit it is read in, and its value in base units, written by hand.
type Line = (&'static str, Unit, &'static str);

/// Figures without a hedge.
const FIGURES: &[Line] = &[
    ("10 211 163", Kr, "10211163"),
    ("1 998 500 000*", Kr, "1998500000"),
    ("21 938 664**", Kr, "21938664"),
    ("16 017 654 ***", Kr, "16017654"),
    ("148 786 kr", Kr, "148786"),
    ("148786kr.", Kr, "148786"),
    ("1754", Persons, "1754"),
    ("-0,50", Index, "-1/2"),
    // every kind of space
    ("1\u{a0}754", Persons, "1754"),
    ("1\u{202f}754", Persons, "1754"),
    ("1\u{2009}754", Persons, "1754"),
    ("1\u{2007}754", Persons, "1754"),
    ("1\u{3000}754", Persons, "1754"),
    // other grouping, where the number alone tells
    ("12.345.678", Kr, "12345678"),
    ("12,345,678", Kr, "12345678"),
    ("12'345'678", Kr, "12345678"),
    ("12’345", Kr, "12345"),
    ("550,000", Kr, "550000"),
    ("550.000", Persons, "550000"),
    ("1.234,50", Kr, "2469/2"),
    ("1,234.50", Kr, "2469/2"),
    ("12,345 %", Percent, "2469/200"),
    ("12.345 %", Percent, "2469/200"),
    ("0.041", Index, "41/1000"),
    // signs
    ("40-", Kr, "-40"),
    ("1 000-", Kr, "-1000"),
    ("(40)", Kr, "-40"),
    ("(1,2 %)", Percent, "-6/5"),
    ("(1 500) tkr", Kr, "-1500000"),
    ("+40", Kr, "40"),
    ("-40", Kr, "-40"),
    ("−40", Kr, "-40"),
    ("–40", Kr, "-40"),
    ("- 40", Kr, "-40"),
    ("− 40", Kr, "-40"),
    ("-13%", Points, "-13"),
    // footnotes
    ("1 754 1)", Persons, "1754"),
    ("1 754 a)", Persons, "1754"),
    ("1 754¹", Persons, "1754"),
    ("1 754²⁾", Persons, "1754"),
    ("12 % 1)", Percent, "12"),
    ("12 %³", Percent, "12"),
    ("1 754⁴⁵⁶⁷⁸⁹⁰", Persons, "1754"),
    ("1 754 *)", Persons, "1754"),
    ("1 754†", Persons, "1754"),
    ("1 754‡ᵃᵇ", Persons, "1754"),
    // words before that change nothing
    ("n=70", Municipalities, "70"),
    ("n= 161", Municipalities, "161"),
    ("N = 161", Municipalities, "161"),
    ("totalt 290", Municipalities, "290"),
    ("sammanlagt 290", Municipalities, "290"),
    ("sammantaget 290", Municipalities, "290"),
    ("endast 290", Municipalities, "290"),
    ("bara 290", Municipalities, "290"),
    ("enbart 290", Municipalities, "290"),
    ("exakt 290", Municipalities, "290"),
    ("precis 290", Municipalities, "290"),
    ("samtliga 290 kommuner", Municipalities, "290"),
    ("alla 15", Count, "15"),
    ("hela 45 procent", Percent, "45"),
    ("alla tre", Count, "3"),
    ("samtliga kommuner", Percent, "100"),
    ("hela statsbidraget", Index, "1"),
    // money
    ("5 000 kr", Tkr, "5000"),
    ("20", Tkr, "20000"),
    ("2,5", Mkr, "2500000"),
    ("8,9", Unit::Mdkr, "8900000000"),
    ("550", Ore, "11/2"),
    ("1 krona", Kr, "1"),
    ("5 kronor", Kr, "5"),
    ("5 kronors", Kr, "5"),
    ("5 svenska kronor", Kr, "5"),
    ("5 sek", Kr, "5"),
    ("SEK 5 000", Kr, "5000"),
    ("kr 5 000", Kr, "5000"),
    ("5:-", Kr, "5"),
    ("5:–", Kr, "5"),
    ("5,-", Kr, "5"),
    ("5,--", Kr, "5"),
    ("50 öre", Kr, "1/2"),
    ("12,5 öre", Kr, "1/8"),
    ("84 tkr", Kr, "84000"),
    ("84 kkr", Kr, "84000"),
    ("84 000 TSEK", Kr, "84000000"),
    ("84 ksek", Kr, "84000"),
    ("84 tskr", Kr, "84000"),
    ("84 tusen kronor", Kr, "84000"),
    ("84 tusental kronor", Kr, "84000"),
    ("84 tusentals kronor", Kr, "84000"),
    ("84 tus. kr", Kr, "84000"),
    ("84 mkr", Kr, "84000000"),
    ("84 mnkr", Kr, "84000000"),
    ("84 mnsek", Kr, "84000000"),
    ("84 MSEK", Kr, "84000000"),
    ("84 milj.", Kr, "84000000"),
    ("84 milj. kr", Kr, "84000000"),
    ("84 milj.kr", Kr, "84000000"),
    ("84 mn kr", Kr, "84000000"),
    ("84 mio", Kr, "84000000"),
    ("84 miljoner kronor", Kr, "84000000"),
    ("84 miljontals kronor", Kr, "84000000"),
    ("1 miljon kronor", Kr, "1000000"),
    ("6 250,5 miljoner kronor", Kr, "6250500000"),
    ("5 698, 5 miljoner kronor", Kr, "5698500000"),
    ("45,6 miljoner kronor", Mkr, "45600000"),
    ("2,125 miljarder kronor", Kr, "2125000000"),
    ("2 miljard kr", Kr, "2000000000"),
    ("84 miljardtals kronor", Kr, "84000000000"),
    ("84 md kr", Kr, "84000000000"),
    ("84 mdr", Kr, "84000000000"),
    ("84 mrd kr", Kr, "84000000000"),
    ("84 mdkr", Kr, "84000000000"),
    ("84 mdrkr", Kr, "84000000000"),
    ("84 mdsek", Kr, "84000000000"),
    ("84 mdrsek", Kr, "84000000000"),
    ("2 biljoner kronor", Kr, "2000000000000"),
    ("1 biljon kr", Kr, "1000000000000"),
    // parts of a hundred
    ("46 %", Percent, "46"),
    ("46 procent", Percent, "46"),
    ("46 proc.", Percent, "46"),
    ("46 pct", Percent, "46"),
    ("5 promille", Percent, "1/2"),
    ("5 ‰", Percent, "1/2"),
    ("5", Permille, "1/2"),
    ("5 %", Permille, "5"),
    ("57 %", Index, "57/100"),
    ("5 promille", Index, "1/200"),
    ("1 procentenhet", Points, "1"),
    ("3 procentenheter", Points, "3"),
    ("3 procentenheters", Points, "3"),
    ("3 procentenheterna", Points, "3"),
    ("3 procentpoäng", Points, "3"),
    ("1 %-enhet", Points, "1"),
    ("3 %-enheter", Points, "3"),
    ("3 proc.enheter", Points, "3"),
    ("3 p.e.", Points, "3"),
    ("3 pe", Points, "3"),
    // work
    ("1,5 årsarbetare", FullTimeEquivalents, "3/2"),
    ("12,25", FullTimeEquivalents, "49/4"),
    ("3 årsarbetarna", FullTimeEquivalents, "3"),
    ("1 årsarbete", FullTimeEquivalents, "1"),
    ("3 årsarbeten", FullTimeEquivalents, "3"),
    ("1 årsarbetskraft", FullTimeEquivalents, "1"),
    ("3 årsarbetskrafter", FullTimeEquivalents, "3"),
    ("1 årsverke", FullTimeEquivalents, "1"),
    ("3 årsverken", FullTimeEquivalents, "3"),
    ("3 årsanställda", FullTimeEquivalents, "3"),
    ("1 heltidstjänst", FullTimeEquivalents, "1"),
    ("3 heltidstjänster", FullTimeEquivalents, "3"),
    ("1 heltidsekvivalent", FullTimeEquivalents, "1"),
    ("3 heltidsekvivalenter", FullTimeEquivalents, "3"),
    ("3 helårspersoner", FullTimeEquivalents, "3"),
    ("3 helårsstudenter", FullTimeEquivalents, "3"),
    ("3 helårsplatser", FullTimeEquivalents, "3"),
    ("3,0 åa", FullTimeEquivalents, "3"),
    ("3 FTE", FullTimeEquivalents, "3"),
    ("0,5 tjänst", FullTimeEquivalents, "1/2"),
    // counted
    ("3 st", Persons, "3"),
    ("3 st.", Municipalities, "3"),
    ("3 styck", Count, "3"),
    ("3 stycken", Places, "3"),
    ("1,2 miljoner personer", Persons, "1200000"),
    ("30 hp", Count, "30"),
    ("två år", Count, "2"),
    ("fyra åren", Count, "4"),
    ("15 åringar", Persons, "15"),
    ("8 tim.", Count, "8"),
    ("8 h", Count, "8"),
    ("17 globala mål", Count, "17"),
    ("17 målen", Count, "17"),
    ("två kön", Count, "2"),
    ("en man", Persons, "1"),
    ("tre män", Persons, "3"),
    ("3 männen", Persons, "3"),
    ("168 av landets kommuner", Municipalities, "168"),
    ("168 av landets 290 kommuner", Municipalities, "168"),
    ("184 av 290", Municipalities, "184"),
    ("168 av Sveriges kommuner", Municipalities, "168"),
    ("sex av de statsbidragen", Count, "6"),
    ("sex av dessa statsbidrag", Count, "6"),
    ("sex av de åtta", Count, "6"),
    ("15 av samtliga kommuner", Municipalities, "15"),
    ("15 av alla kommuner", Municipalities, "15"),
    ("fyra olika utvecklingsområden", Count, "4"),
    ("tre huvudsakliga anledningar", Count, "3"),
    ("två övergripande områden", Count, "2"),
    ("två tidigare överenskommelserna", Count, "2"),
    ("2 000 nya platser", Places, "2000"),
    ("tre andra kommuner", Municipalities, "3"),
    ("20 fler platser", Places, "20"),
    ("20 färre platser", Places, "20"),
    ("20 ytterligare platser", Places, "20"),
    ("70 kommuners", Municipalities, "70"),
    ("tio ST-läkartjänster", Count, "10"),
    ("3,8 sjuksköterskor", Index, "19/5"),
    // numbers in words
    ("ingen kommun", Municipalities, "0"),
    ("inget bidrag", Count, "0"),
    ("inga", Persons, "0"),
    ("noll", Persons, "0"),
    ("ett", Count, "1"),
    ("två procent", Percent, "2"),
    ("tvenne", Count, "2"),
    ("båda regionerna", Regions, "2"),
    ("bägge", Count, "2"),
    ("fyra", Count, "4"),
    ("fem", Count, "5"),
    ("Sex kommuner", Municipalities, "6"),
    ("sju", Count, "7"),
    ("åtta", Count, "8"),
    ("nio miljarder kronor", Kr, "9000000000"),
    ("tio", Count, "10"),
    ("elva", Count, "11"),
    ("tolv", Count, "12"),
    ("tretton", Count, "13"),
    ("fjorton", Count, "14"),
    ("femton", Count, "15"),
    ("sexton", Count, "16"),
    ("sjutton", Count, "17"),
    ("arton", Count, "18"),
    ("nitton", Count, "19"),
    ("tjugofem", Count, "25"),
    ("trettio", Count, "30"),
    ("fyrtiotvå", Count, "42"),
    ("femtio", Count, "50"),
    ("sextio", Count, "60"),
    ("sjuttiosju", Count, "77"),
    ("åttio", Count, "80"),
    ("nittionio", Count, "99"),
    ("tre hundra", Count, "300"),
    ("tvåhundranittio kommuner", Municipalities, "290"),
    ("ett dussin", Count, "12"),
    ("ett tjog", Count, "20"),
    ("ettusen", Count, "1000"),
    ("hundratjugo tusen", Persons, "120000"),
    ("två miljoner kronor", Kr, "2000000"),
    ("en miljard kronor", Kr, "1000000000"),
    ("en halv miljon kronor", Kr, "500000"),
    ("en och en halv miljon", Kr, "1500000"),
    ("en och en halv miljon kronor", Mkr, "1500000"),
    ("ett och ett halvt", Index, "3/2"),
    ("tre kvarts miljon kronor", Kr, "750000"),
    ("en halv procent", Percent, "1/2"),
];

/// Shares and figures with a hedge.
const HEDGED: &[(&str, Unit, &str, Hedge)] = &[
    ("drygt 290 miljoner kronor", Kr, "290000000", Hedge::Over),
    ("över 100", Count, "100", Hedge::Over),
    ("strax över 100", Count, "100", Hedge::Over),
    ("lite över 100", Count, "100", Hedge::Over),
    ("något över 100", Count, "100", Hedge::Over),
    ("något mer än 100", Count, "100", Hedge::Over),
    ("något fler än 100", Count, "100", Hedge::Over),
    ("lite mer än 100", Count, "100", Hedge::Over),
    ("lite fler än 100", Count, "100", Hedge::Over),
    ("litet mer än 100", Count, "100", Hedge::Over),
    ("närmare 50 procent", Percent, "50", Hedge::Under),
    ("Nästan 1 400", Persons, "1400", Hedge::Under),
    ("knappt 100", Count, "100", Hedge::Under),
    ("inte fullt 3 tkr", Kr, "3000", Hedge::Under),
    ("strax under 100", Count, "100", Hedge::Under),
    ("något under 100", Count, "100", Hedge::Under),
    ("lite under 100", Count, "100", Hedge::Under),
    ("lite mindre än hälften", Percent, "50", Hedge::Under),
    ("lite färre än 100", Count, "100", Hedge::Under),
    ("något mindre än 100", Count, "100", Hedge::Under),
    ("något färre än 100", Count, "100", Hedge::Under),
    ("nära 80 procent", Percent, "80", Hedge::Near),
    ("omkring 100", Count, "100", Hedge::About),
    ("Ungefär hälften av kommunerna", Percent, "50", Hedge::About),
    ("cirka en tredjedel", Percent, "100/3", Hedge::About),
    ("circa 100", Count, "100", Hedge::About),
    ("runt 100", Count, "100", Hedge::About),
    ("kring 100", Count, "100", Hedge::About),
    ("uppskattningsvis 100", Count, "100", Hedge::About),
    ("ca 100", Count, "100", Hedge::About),
    ("ca. 100", Count, "100", Hedge::About),
    ("c:a 100", Count, "100", Hedge::About),
    ("~100", Count, "100", Hedge::About),
    ("≈ 100", Count, "100", Hedge::About),
    ("upp till 100", Count, "100", Hedge::AtMost),
    ("högst 100", Count, "100", Hedge::AtMost),
    ("som mest 100", Count, "100", Hedge::AtMost),
    ("som högst 100", Count, "100", Hedge::AtMost),
    ("maximalt 100", Count, "100", Hedge::AtMost),
    ("max 100", Count, "100", Hedge::AtMost),
    ("max. 100", Count, "100", Hedge::AtMost),
    ("inte mer än 100", Count, "100", Hedge::AtMost),
    ("inte fler än 100", Count, "100", Hedge::AtMost),
    ("≤100", Count, "100", Hedge::AtMost),
    ("<=100", Count, "100", Hedge::AtMost),
    ("åtminstone 100", Count, "100", Hedge::AtLeast),
    ("minst 100", Count, "100", Hedge::AtLeast),
    ("lägst 100", Count, "100", Hedge::AtLeast),
    ("inte mindre än 100", Count, "100", Hedge::AtLeast),
    ("inte färre än 100", Count, "100", Hedge::AtLeast),
    ("≥ 100", Count, "100", Hedge::AtLeast),
    (">= 100", Count, "100", Hedge::AtLeast),
    ("färre än 100", Count, "100", Hedge::LessThan),
    ("mindre än 100", Count, "100", Hedge::LessThan),
    ("lägre än 100", Count, "100", Hedge::LessThan),
    ("under 17 procent", Percent, "17", Hedge::LessThan),
    ("<5", Persons, "5", Hedge::LessThan),
    ("< 1 %", Percent, "1", Hedge::LessThan),
    ("mer än 99 procent", Percent, "99", Hedge::MoreThan),
    ("mera än 100", Count, "100", Hedge::MoreThan),
    ("fler än 100", Count, "100", Hedge::MoreThan),
    ("flera än 100", Count, "100", Hedge::MoreThan),
    ("högre än 17 procent", Percent, "17", Hedge::MoreThan),
    ("större än 100", Count, "100", Hedge::MoreThan),
    (">100", Count, "100", Hedge::MoreThan),
    ("5 eller fler", Count, "5", Hedge::AtLeast),
    ("5 eller flera", Count, "5", Hedge::AtLeast),
    (
        "fem eller fler kommuner",
        Municipalities,
        "5",
        Hedge::AtLeast,
    ),
    ("5 kommuner eller fler", Municipalities, "5", Hedge::AtLeast),
    ("5 eller mer", Count, "5", Hedge::AtLeast),
    ("5 eller mera", Count, "5", Hedge::AtLeast),
    ("5 % eller högre", Percent, "5", Hedge::AtLeast),
    ("80 eller över", Count, "80", Hedge::AtLeast),
    ("80 år och uppåt", Count, "80", Hedge::AtLeast),
    ("5 och mer", Count, "5", Hedge::AtLeast),
    ("5 och fler", Count, "5", Hedge::AtLeast),
    ("80 år och över", Count, "80", Hedge::AtLeast),
    ("5 eller färre", Count, "5", Hedge::AtMost),
    ("5 eller mindre", Count, "5", Hedge::AtMost),
    ("5 % eller lägre", Percent, "5", Hedge::AtMost),
    ("5 eller under", Count, "5", Hedge::AtMost),
    ("5 och färre", Count, "5", Hedge::AtMost),
    ("5 och under", Count, "5", Hedge::AtMost),
    // about so many
    ("ett hundratal", Count, "100", Hedge::About),
    ("ett tjugotal kommuner", Municipalities, "20", Hedge::About),
    ("ett tusental personer", Persons, "1000", Hedge::About),
    // shares
    ("nio av tio", Percent, "90", Hedge::About),
    ("9 av 10", Percent, "90", Hedge::About),
    ("fyra av fem kommuner", Percent, "80", Hedge::About),
    ("två av tre", Index, "2/3", Hedge::About),
    ("en tredjedel", Index, "1/3", Hedge::About),
    ("två tredjedelar", Index, "2/3", Hedge::About),
    ("en fjärdedel", Percent, "25", Hedge::About),
    ("tre fjärdedelar", Percent, "75", Hedge::About),
    ("en femtedel", Percent, "20", Hedge::About),
    ("tre femtedelar", Percent, "60", Hedge::About),
    ("en sjättedel", Percent, "50/3", Hedge::About),
    ("fem sjättedelar", Index, "5/6", Hedge::About),
    ("en sjundedel", Index, "1/7", Hedge::About),
    ("två sjundedelar", Index, "2/7", Hedge::About),
    ("en åttondel", Index, "1/8", Hedge::About),
    ("tre åttondelar", Index, "3/8", Hedge::About),
    ("en åttondedel", Index, "1/8", Hedge::About),
    ("tre åttondedelar", Index, "3/8", Hedge::About),
    ("en niondel", Index, "1/9", Hedge::About),
    ("två niondelar", Index, "2/9", Hedge::About),
    ("en niondedel", Index, "1/9", Hedge::About),
    ("två niondedelar", Index, "2/9", Hedge::About),
    ("en tiondel", Percent, "10", Hedge::About),
    ("tre tiondelar", Percent, "30", Hedge::About),
    ("en tiondedel", Percent, "10", Hedge::About),
    ("tre tiondedelar", Percent, "30", Hedge::About),
    ("en elftedel", Index, "1/11", Hedge::About),
    ("två elftedelar", Index, "2/11", Hedge::About),
    ("en tolftedel", Index, "1/12", Hedge::About),
    ("fem tolftedelar", Index, "5/12", Hedge::About),
    ("en femtondel", Index, "1/15", Hedge::About),
    ("två femtondelar", Index, "2/15", Hedge::About),
    ("en tjugondel", Percent, "5", Hedge::About),
    ("tre tjugondelar", Percent, "15", Hedge::About),
    ("en tjugondedel", Percent, "5", Hedge::About),
    ("tre tjugondedelar", Percent, "15", Hedge::About),
    ("en trettiondel", Index, "1/30", Hedge::About),
    ("sju trettiondelar", Index, "7/30", Hedge::About),
    ("en hundradel", Percent, "1", Hedge::About),
    ("sju hundradelar", Percent, "7", Hedge::About),
    ("en hundradedel", Percent, "1", Hedge::About),
    ("sju hundradedelar", Percent, "7", Hedge::About),
    ("en tusendel", Percent, "1/10", Hedge::About),
    ("sju tusendelar", Permille, "7/10", Hedge::About),
    ("var tredje", Percent, "100/3", Hedge::About),
    ("vart tredje", Percent, "100/3", Hedge::About),
    ("var fjärde kommun", Percent, "25", Hedge::About),
    ("vart fjärde", Percent, "25", Hedge::About),
    ("var femte", Percent, "20", Hedge::About),
    ("vart femte", Percent, "20", Hedge::About),
    ("var sjätte", Index, "1/6", Hedge::About),
    ("vart sjätte", Index, "1/6", Hedge::About),
    ("var sjunde", Index, "1/7", Hedge::About),
    ("var åttonde", Index, "1/8", Hedge::About),
    ("var nionde", Index, "1/9", Hedge::About),
    ("var tionde", Percent, "10", Hedge::About),
    ("vart tionde", Percent, "10", Hedge::About),
    ("var tjugonde", Percent, "5", Hedge::About),
    ("var hundrade", Percent, "1", Hedge::About),
    ("Hälften", Percent, "50", Hedge::About),
    ("en halv", Percent, "50", Hedge::About),
    ("halva", Percent, "50", Hedge::About),
    ("halva antalet", Percent, "50", Hedge::About),
    ("varannan kommun", Percent, "50", Hedge::About),
    ("vartannat", Percent, "50", Hedge::About),
    ("halverats", Index, "1/2", Hedge::About),
    ("halverades", Index, "1/2", Hedge::About),
    ("dubbelt", Percent, "200", Hedge::About),
    ("Mer än dubbelt så många", Index, "2", Hedge::MoreThan),
    ("dubbelt så mycket", Index, "2", Hedge::About),
    ("dubbelt så stor", Index, "2", Hedge::About),
    ("dubbelt så stort", Index, "2", Hedge::About),
    ("dubbelt så stora", Index, "2", Hedge::About),
    ("dubblats", Index, "2", Hedge::About),
    ("fördubblats", Index, "2", Hedge::About),
    ("fördubblades", Index, "2", Hedge::About),
    ("tredubbelt", Index, "3", Hedge::About),
    ("tredubblats", Index, "3", Hedge::About),
    ("fyrdubbelt", Index, "4", Hedge::About),
    ("fyrdubblats", Index, "4", Hedge::About),
    ("femdubblats", Index, "5", Hedge::About),
    ("tiodubblats", Index, "10", Hedge::About),
    (
        "Majoriteten av dessa kommuner",
        Percent,
        "50",
        Hedge::MoreThan,
    ),
    ("en majoritet", Percent, "50", Hedge::MoreThan),
    ("En stor majoritet", Percent, "50", Hedge::MoreThan),
    ("en klar majoritet", Percent, "50", Hedge::MoreThan),
    ("merparten", Percent, "50", Hedge::MoreThan),
    ("de flesta regioner", Percent, "50", Hedge::MoreThan),
    ("flest", Percent, "50", Hedge::MoreThan),
    ("den största delen", Percent, "50", Hedge::MoreThan),
    ("största delen", Percent, "50", Hedge::MoreThan),
    ("till största delen", Percent, "50", Hedge::MoreThan),
    ("Nästan hela statsbidraget", Percent, "100", Hedge::Under),
    ("mer än varannan kommun", Percent, "50", Hedge::MoreThan),
];

/// What is refused, the unit, and a word of the reason.
const REFUSED: &[Line] = &[
    ("12O 000", Kr, "could not be read"),
    ("12o kronor", Kr, "could not be read"),
    ("1 7540", Kr, "grouped by three"),
    ("1 000 2", Kr, "grouped by three"),
    ("10  211", Kr, "could not be read"),
    ("Ale", Kr, "write digits"),
    ("", Kr, "write digits"),
    ("5 % 7", Percent, "could not be read"),
    ("5 kr 7", Kr, "could not be read"),
    ("17541)", Persons, "could not be read"),
    ("5–10", Count, "could not be read"),
    ("5 till 10", Count, "could not be read"),
    ("5 eller 6", Count, "could not be read"),
    ("5, 6", Count, "could not be read"),
    ("tjugo fem", Count, "could not be read"),
    ("två tre", Count, "could not be read"),
    ("2023-12-31", Count, "could not be read"),
    ("12:30", Kr, "could not be read"),
    ("1e5", Kr, "could not be read"),
    ("0x10", Kr, "could not be read"),
    ("4 zork", Count, "zork"),
    ("zork 4", Kr, "write digits"),
    ("5 bananer", Persons, "bananer"),
    ("1\u{200b}754", Persons, "U+200B"),
    ("99999999999999999999999999999999999999", Kr, "too large"),
    ("0,123456789012345678901234567890", Index, "30 decimals"),
    // units that are not the column's
    ("200 euro", Kr, "another unit"),
    ("200 €", Kr, "another unit"),
    ("200 EUR", Kr, "another unit"),
    ("2 meur", Kr, "another unit"),
    ("16 miljarder dollar", Kr, "another unit"),
    ("16 usd", Kr, "another unit"),
    ("$ 16", Kr, "another unit"),
    ("16 pund", Kr, "another unit"),
    ("16 GBP", Kr, "another unit"),
    ("£16", Kr, "another unit"),
    ("16 nok", Kr, "another unit"),
    ("16 dkk", Kr, "another unit"),
    ("16 norska kronor", Kr, "another unit"),
    ("16 danska kronor", Kr, "another unit"),
    ("7 %", Kr, "another unit"),
    ("12 veckor", Kr, "another unit"),
    ("12 kommuner", Persons, "another unit"),
    ("12 personer", Municipalities, "another unit"),
    ("12 kr", Persons, "another unit"),
    ("12 kr", Percent, "another unit"),
    ("12 kr", Index, "another unit"),
    ("3 procentenheter", Percent, "another unit"),
    ("3 promille", Points, "another unit"),
    ("12 årsarbetare", Persons, "another unit"),
    ("84 miljoner tkr", Kr, "another unit"),
    ("2 miljoner procent", Percent, "another unit"),
    ("hälften kr", Percent, "another unit"),
    // counted
    ("1,5", Persons, "whole numbers"),
    ("1.5", Municipalities, "whole numbers"),
    ("3,0", Persons, "whole numbers"),
    ("1,2345 tusen", Persons, "whole numbers"),
    ("en halv kommun", Municipalities, "whole numbers"),
    ("1 234,567", Kr, "neither öre nor thousands"),
    ("0,333", Kr, "neither öre nor thousands"),
    ("1,234", Tkr, "thousands or decimals"),
    ("2.125 miljarder kronor", Kr, "thousands or decimals"),
    (
        "1.234 årsarbetare",
        FullTimeEquivalents,
        "thousands or decimals",
    ),
    // shares of nothing that is said
    ("hälften", Municipalities, "is a share"),
    ("samtliga kommuner", Municipalities, "is a share"),
    ("majoriteten", Persons, "is a share"),
    ("nio av tio kommuner", Municipalities, "is a share"),
    ("en tredjedel", Kr, "is a share"),
    ("fördubblats", Kr, "is a share"),
    // words that name no number
    ("ett par miljoner", Kr, "does not say how many"),
    ("ett fåtal", Persons, "does not say how many"),
    ("ett antal", Persons, "does not say how many"),
    ("ett flertal", Persons, "does not say how many"),
    ("ett mindre antal", Persons, "does not say how many"),
    ("ett stort antal", Persons, "does not say how many"),
    ("ett tiotals", Persons, "does not say how many"),
    ("några", Persons, "does not say how many"),
    ("några få", Persons, "does not say how many"),
    ("flera tusen", Persons, "does not say how many"),
    ("flertalet", Persons, "does not say how many"),
    ("många", Persons, "does not say how many"),
    ("åtskilliga", Persons, "does not say how many"),
    ("enstaka", Persons, "does not say how many"),
    ("tiotals", Persons, "does not say how many"),
    ("hundratals", Persons, "does not say how many"),
    // two words for how the number is meant
    ("cirka drygt 100", Count, "second word"),
    ("minst 5 eller fler", Count, "second word"),
    ("cirka -", Count, "write digits"),
    ("(-40)", Kr, "could not be read"),
    ("(40", Kr, "write digits"),
    ("-(40)", Kr, "write digits"),
];

fn ratio(written: &str) -> Ratio {
    let (above, below) = written.split_once('/').unwrap_or((written, "1"));
    Ratio::new(above.parse().unwrap(), below.parse().unwrap()).unwrap()
}

fn read(printed: &str, unit: Unit) -> PrintedNumber {
    read_figure(printed, unit).unwrap_or_else(|error| panic!("{printed:?}: {error}"))
}

#[test]
fn figures_as_printed() {
    let lines = FIGURES
        .iter()
        .map(|(printed, unit, value)| (printed, unit, value, None));
    compare(lines);
}

#[test]
fn hedged_figures_and_shares() {
    let lines = HEDGED.iter();
    compare(lines.map(|(printed, unit, value, hedge)| (printed, unit, value, Some(*hedge))));
}

/// Where hedged figures end, by hand: half of the way to the next round number of their kind. 20 percent
/// are between 15 and 25, 20 per mille between 10 and 30, in percent 1 and 3; one and a half million
/// between one and a third and one and two thirds; the double between one and a half and two and a half.
#[test]
fn hedged_figures_end_half_of_the_way_to_their_neighbours() {
    for (printed, unit, low, high) in [
        ("cirka 20 procent", Percent, "35/2", "45/2"),
        ("runt 17 procent", Percent, "33/2", "35/2"),
        ("cirka 20 promille", Percent, "3/2", "5/2"),
        ("cirka 20,0 procent", Percent, "399/20", "401/20"),
        ("cirka 10 procentenheter", Points, "15/2", "25/2"),
        ("omkring 300 kommuner", Municipalities, "250", "350"),
        ("cirka 28 300 personer", Persons, "28250", "28350"),
        ("cirka 17 kommuner", Municipalities, "16", "18"),
        ("cirka 20 tkr", Kr, "15000", "25000"),
        ("cirka 8,5 miljarder kronor", Kr, "8450000000", "8550000000"),
        ("ett hundratal kommuner", Municipalities, "50", "150"),
        ("cirka en halv miljon kronor", Kr, "1250000/3", "1750000/3"),
        (
            "cirka en och en halv miljon kronor",
            Kr,
            "4250000/3",
            "4750000/3",
        ),
        ("cirka hälften", Percent, "125/3", "175/3"),
        ("cirka hälften", Index, "5/12", "7/12"),
        ("ungefär en tredjedel", Percent, "175/6", "125/3"),
        ("tre av fyra kommuner", Percent, "425/6", "155/2"),
        ("nio av tio", Percent, "85", "95"),
        ("dubbelt så många", Index, "7/4", "9/4"),
    ] {
        let read = read_figure(printed, unit).unwrap_or_else(|error| panic!("{printed}: {error}"));
        let found = read.interval(PrintingRule::HalfUp).unwrap();
        let end = |text| crate::exact::Bound::Closed(ratio(text));
        assert_eq!(
            (found.lower(), found.upper()),
            (end(low), end(high)),
            "{printed}"
        );
    }
}

/// A figure in brackets beside words is the figure; in another unit, or beside a plain one, it is refused.
#[test]
fn a_figure_in_brackets_beside_words_decides_alone() {
    for (printed, unit, value) in [
        ("nästan alla kommuner (94 procent)", Percent, "94"),
        ("Drygt hälften (48,1 %)", Percent, "481/10"),
        ("drygt 9 000 personer (9 032)", Persons, "9032"),
        ("hälften (50 procent)", Percent, "50"),
    ] {
        let read = read_figure(printed, unit).unwrap_or_else(|error| panic!("{printed}: {error}"));
        assert_eq!(
            (read.value(), read.hedge()),
            (ratio(value), None),
            "{printed}"
        );
    }
    for (printed, unit) in [
        ("cirka 20,9 miljoner kronor (46 procent)", Kr),
        ("232 (80)", Municipalities),
        ("nästan alla (drygt 94 procent)", Percent),
        ("nästan alla (se tabell 3)", Percent),
        ("nästan alla (94 procent) kommuner", Percent),
    ] {
        let refused = read_figure(printed, unit);
        assert!(
            matches!(refused, Err(NumeralError::Unread { .. })),
            "{printed}: {refused:?}"
        );
    }
}

/// Reads each line and names all that differ.
fn compare<'l>(lines: impl Iterator<Item = (&'l &'l str, &'l Unit, &'l &'l str, Option<Hedge>)>) {
    let differing =
        lines.filter_map(
            |(printed, unit, value, hedge)| match read_figure(printed, *unit) {
                Ok(read) if (read.value(), read.hedge()) == (ratio(value), hedge) => None,
                Ok(read) => Some(format!("{printed:?}: {} {:?}", read.value(), read.hedge())),
                Err(error) => Some(format!("{printed:?}: {error}")),
            },
        );
    let differing: Vec<String> = differing.collect();
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

#[test]
fn what_is_refused() {
    let accepted =
        REFUSED.iter().filter_map(
            |(printed, unit, reason)| match read_figure(printed, *unit) {
                Ok(read) => Some(format!("{printed:?} in {unit}: {}", read.value())),
                Err(error) if error.to_string().contains(reason) => None,
                Err(error) => Some(format!("{printed:?}: {error}")),
            },
        );
    let accepted: Vec<String> = accepted.collect();
    assert!(accepted.is_empty(), "{}", accepted.join("\n"));
}

/// No word stands in the vocabulary that no figure above has.
#[test]
fn every_word_of_the_vocabulary_is_read() {
    let hedged = HEDGED.iter().map(|line| line.0);
    let lines = FIGURES
        .iter()
        .chain(REFUSED)
        .map(|line| line.0)
        .chain(hedged);
    let all: Vec<String> = lines.map(|line| super::plain(line).into_owned()).collect();
    let missing: Vec<&str> = WORDS.iter().map(|(word, _)| *word).collect();
    let missing: Vec<&str> = missing
        .into_iter()
        .filter(|word| !all.iter().any(|line| stands_in(line, word)))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
    for (position, (word, _)) in WORDS.iter().enumerate() {
        let again = WORDS[position + 1..].iter().filter(|(it, meaning)| {
            it == word
                && std::mem::discriminant(meaning) == std::mem::discriminant(&WORDS[position].1)
        });
        assert_eq!(again.count(), 0, "{word} stands twice");
    }
}

/// Whether a word stands in a line, not inside another word unless it is a part of a number.
fn stands_in(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !(before.is_some_and(char::is_alphabetic) && word.starts_with(char::is_alphabetic))
            || line
                .split(' ')
                .any(|it| it.len() > word.len() && it.contains(word))
    })
}

/// Each stem in an inflected form and as the end of a longer word.
#[test]
fn every_stem_counts_something() {
    for (stem, _) in STEMS {
        for noun in [
            (*stem).to_owned(),
            format!("{stem}erna"),
            format!("special{stem}ens"),
        ] {
            let printed = format!("5 {noun}");
            assert_eq!(
                read(&printed, Unit::Index).value(),
                Ratio::whole(5),
                "{printed}"
            );
        }
        let unknown = format!("5 {stem}zork");
        assert!(read_figure(&unknown, Unit::Index).is_err(), "{unknown}");
    }
}

#[test]
fn scales_and_their_quantum() {
    let quantum = |printed, unit| read(printed, unit).quantum();
    assert_eq!(
        quantum("6 250,5 miljoner kronor", Kr),
        Ratio::whole(100_000)
    );
    assert_eq!(quantum("84", Tkr), Ratio::whole(1_000));
    assert_eq!(quantum("5 000 kr", Tkr), Ratio::ONE);
    assert_eq!(quantum("12,50", Kr), Ratio::new(1, 100).unwrap());
    assert_eq!(quantum("550", Ore), Ratio::new(1, 100).unwrap());
    assert_eq!(
        quantum("5,0 promille", Percent),
        Ratio::new(1, 100).unwrap()
    );
    assert_eq!(quantum("tre hundra", Count), Ratio::ONE);
    assert_eq!(quantum("hundratjugo tusen", Count), Ratio::whole(1_000));
    assert_eq!(quantum("en halv miljon kronor", Kr), Ratio::whole(100_000));
    assert_eq!(quantum("ett hundratal", Count), Ratio::whole(100));
}

/// More digits than 64 bits hold are read as exactly as few are.
#[test]
fn numbers_of_many_digits() {
    let tenths = Ratio::new(123_456_789_012_345_678_905, 10).unwrap();
    assert_eq!(read("12 345 678 901 234 567 890,5", Kr).value(), tenths);
    assert_eq!(
        read("-9 223 372 036 854 775 808", Kr).value(),
        i64::MIN.into()
    );
    let digits = Ratio::new(1_234_567_890_123_456_789, 10_i128.pow(19)).unwrap();
    assert_eq!(read("0,1234567890123456789", Index).value(), digits);
}

/// *Hälften* is about a half, *majoriteten* more than a half.
#[test]
fn what_a_share_stands_for() {
    let most = read("majoriteten av kommunerna", Percent);
    let interval = most.interval(PrintingRule::Generous).unwrap();
    assert!(interval.contains(Ratio::whole(90)) && !interval.contains(Ratio::whole(49)));
    // 184 of 290 is known exactly
    let exact = read("184 av 290", Percent);
    assert_eq!((exact.value(), exact.hedge()), (ratio("1840/29"), None));
}

#[test]
fn a_missing_space_is_said() {
    let error = read_figure("42 045981", Kr).unwrap_err();
    let expected = NumeralError::Grouping {
        found: "42 045981".to_owned(),
        meant: Some(42_045_981),
    };
    assert_eq!(error, expected);
}
