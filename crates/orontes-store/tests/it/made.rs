//! Reports of the invented country with claims made by hand.

use orontes_model::{
    Basis, Cited, Claim, ClaimId, ControlClaim, ControlStatus, Date, Dossier, EventClaim, Format, Modality,
    Party, PlaceRef, Precision, Quote, Received, Span, Statement, When,
};
use orontes_store::{Entry, Stamp, digest_of};

/// A report with what was read from it.
pub(crate) struct Made {
    pub(crate) received: Received,
    pub(crate) dossier: Dossier,
    pub(crate) claims: Vec<Cited>,
}

impl Made {
    pub(crate) fn entry(&self) -> Entry<'_> {
        Entry { received: &self.received, dossier: &self.dossier, claims: &self.claims }
    }
}

pub(crate) fn stamp() -> Stamp {
    Stamp { moment: Some("2031-04-05T06:00:00Z".to_owned()), rules: "rules 1".to_owned() }
}

/// A report that says that `holder` holds Arden, and that it was captured.
pub(crate) fn report(name: &str, holder: &str) -> Made {
    let sentence = format!("{holder} captured Arden on Monday.");
    let text = format!("VALLEY WIRE\n\n{sentence}\n");
    let at = text.find(&sentence).unwrap();
    let span = Span::new(at, at + sentence.len());
    let quote = Quote { received: span, text: sentence };
    let digest = digest_of(text.as_bytes());
    let claim = |kind: &str, statement| Claim {
        id: ClaimId(format!("{}-{kind}", &digest.to_string()[..12])),
        report: name.to_owned(),
        digest,
        evidence: span,
        sentence: 1,
        modality: Modality::Asserted,
        attribution: vec!["Valley Wire".to_owned()],
        salience: 0.9,
        statement,
    };
    let cited = |claim| Cited { claim, evidence: quote.clone(), sentence: quote.clone() };
    let claims = vec![
        cited(claim("control", Statement::Control(control(holder)))),
        cited(claim("event", Statement::Event(capture(holder)))),
    ];
    let dossier = Dossier {
        name: name.to_owned(),
        digest,
        title: None,
        publisher: Some("Valley Wire".to_owned()),
        published: When::day(day(4), Basis::Explicit),
        machine_written: None,
        boilerplate: Vec::new(),
        notes: Vec::new(),
        sentences: vec![quote.clone()],
        fingerprint: vec![0, 127, 255],
    };
    let received = Received { name: name.to_owned(), bytes: text.into_bytes(), format: Format::Text };
    Made { received, dossier, claims }
}

pub(crate) fn day(day: i8) -> Date {
    Date::new(2031, 4, day).unwrap()
}

pub(crate) fn arden() -> PlaceRef {
    PlaceRef {
        name: "Arden".to_owned(),
        id: Some("ar.arden".to_owned()),
        span: None,
        precision: Precision::Exact,
        qualifier: None,
    }
}

fn party(name: &str) -> Party {
    Party { name: name.to_owned(), id: None, country: None, sector: None, span: None }
}

fn control(holder: &str) -> ControlClaim {
    ControlClaim {
        place: arden(),
        holder: Some(party(holder)),
        status: ControlStatus::Controlled,
        from: Some(When::day(day(1), Basis::Weekday)),
        to: None,
    }
}

fn capture(holder: &str) -> EventClaim {
    EventClaim {
        event_type: "territory_capture".to_owned(),
        actors: vec![party(holder)],
        places: vec![arden()],
        date: Some(When::day(day(1), Basis::Weekday)),
        ..EventClaim::default()
    }
}
