//! Makes reports of one invented war, as many as are asked for, with copies and several accounts of one event.

use orontes_model::{
    Basis, Cited, Claim, ClaimId, Date, Digest, Dossier, EventClaim, Modality, Party, PlaceRef, Precision,
    Quote, Span, Statement, When,
};
use orontes_reconcile::Fingerprint;

/// The actors of the war, as a table of the registry.
pub const ACTORS: &str = "id\tname\tkind\tcountry\tsector\taliases\n\
    ar.front\tNorthern Front\tforce\tARD\tREB\t\n\
    ar.army\tArmy\tforce\tARD\tMIL\t\n";
const TYPES: &[&str] =
    &["territory_capture", "clash", "airstrike", "withdrawal", "displacement", "statement_demand"];
const WORDS_A_REPORT: u32 = 350;
const CLAIMS_A_REPORT: u32 = 8;
/// One report in so many pastes an earlier one.
const ONE_COPY_IN: u32 = 5;

/// A stream of numbers that looks random and is the same on every run (xorshift, seeded).
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new() -> Dice {
        Dice(0x9e37_79b9_7f4a_7c15)
    }

    pub(crate) fn below(&mut self, n: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 33) as u32 % n
    }
}

/// One report with the fingerprint of its words and its claims.
pub type Synthetic = (Dossier, Fingerprint, Vec<Cited>);

/// Returns `n` reports: the war has a place for every fifty of them and lasts as long as they need. The same `n`
/// gives the same reports.
pub fn war(n: u32) -> Vec<Synthetic> {
    let mut dice = Dice::new();
    let mut reports: Vec<Synthetic> = Vec::new();
    for at in 0..n {
        let name = format!("r{at:07}");
        let day = Date::constant(2031, 1, 1) + jiff::Span::new().days(i64::from(at / 40));
        let copied = (at > 0 && dice.below(ONE_COPY_IN) == 0).then(|| at - 1 - dice.below(at.min(60)));
        let print = match copied {
            Some(from) => reports[from as usize].1.clone(),
            None => print(&mut dice),
        };
        let mut claims = Vec::new();
        for ordinal in 0..CLAIMS_A_REPORT {
            let place = dice.below(n / 50 + 5);
            let told = EventClaim {
                event_type: TYPES[dice.below(TYPES.len() as u32) as usize].to_owned(),
                actors: vec![party(dice.below(2))],
                places: vec![town(place)],
                date: Some(When::day(
                    day - jiff::Span::new().days(i64::from(dice.below(3))),
                    Basis::Relative,
                )),
                ..EventClaim::default()
            };
            claims.push(cited(&name, ordinal, told));
        }
        reports.push((dossier(&name, at, day), print, claims));
    }
    reports
}

/// Words of a story: many that all share, some of its own. Hashes stand for them.
fn print(dice: &mut Dice) -> Fingerprint {
    let mut shingles: Vec<u32> = (0..WORDS_A_REPORT).map(|_| dice.below(u32::MAX)).collect();
    shingles.extend((0..20).map(|_| dice.below(5_000)));
    shingles.sort_unstable();
    shingles.dedup();
    let word = |dice: &mut Dice| if dice.below(4) == 0 { dice.below(4_000_000) } else { dice.below(8_000) };
    let sentence = |dice: &mut Dice| {
        let mut words: Vec<u32> = (0..14).map(|_| word(dice)).collect();
        words.sort_unstable();
        words.dedup();
        words
    };
    let sentences = (0..18).map(|_| sentence(dice)).collect();
    Fingerprint { shingles, sentences, ..Fingerprint::default() }
}

fn dossier(name: &str, at: u32, day: Date) -> Dossier {
    let mut digest = [0; 32];
    digest[..4].copy_from_slice(&at.to_le_bytes());
    Dossier {
        name: name.to_owned(),
        digest: Digest(digest),
        title: None,
        publisher: None,
        published: When::day(day, Basis::Explicit),
        machine_written: None,
        boilerplate: Vec::new(),
        notes: Vec::new(),
        sentences: Vec::new(),
        fingerprint: Vec::new(),
    }
}

fn party(at: u32) -> Party {
    let (id, name) = [("ar.front", "Northern Front"), ("ar.army", "Army")][at as usize];
    Party { name: name.to_owned(), id: Some(id.to_owned()), country: None, sector: None, span: None }
}

fn town(at: u32) -> PlaceRef {
    let (name, id) = (format!("Town {at}"), Some(format!("ar.town{at}")));
    PlaceRef { name, id, span: None, precision: Precision::Exact, qualifier: None }
}

fn cited(report: &str, ordinal: u32, told: EventClaim) -> Cited {
    let quote = Quote { received: Span::new(0, 1), text: String::new() };
    let claim = Claim {
        id: ClaimId(format!("{report}-{ordinal}")),
        report: report.to_owned(),
        digest: Digest([0; 32]),
        evidence: Span::new(0, 1),
        sentence: ordinal + 1,
        modality: Modality::Asserted,
        attribution: vec![report.to_owned()],
        salience: 0.5,
        statement: Statement::Event(told),
    };
    Cited { claim, evidence: quote.clone(), sentence: quote }
}
