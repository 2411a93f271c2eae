//! Builds events and control claims of Arden, where the Northern Front fights the Army.

use orontes_model::{
    Basis, Cited, Claim, ClaimId, ControlClaim, ControlHistory, ControlStatus, Date, Digest, Event,
    EventClaim, EventStatus, Likelihood, Modality, Origins, Party, PlaceRef, Precision, Quote, Span,
    Statement, When,
};
use orontes_registry::Registry;
use orontes_situate::situate;

const ACTORS: &str = "id\tname\tkind\tcountry\tsector\taliases\n\
    ar.front\tNorthern Front\tforce\tARD\tREB\t\n\
    ar.rebels\trebels\tforce\tARD\tREB\t\n\
    ar.army\tArmy\tforce\tARD\tMIL\t\n\
    ar.gov\tgovernment of Arden\tgovernment\tARD\tGOV\t\n";
const TIES: &str = "subject\tpredicate\tobject\tfrom\tto\n\
    ar.front\tsides_with\tar.rebels\t\t\n\
    ar.army\tpart_of\tar.gov\t\t\n";

pub(crate) fn registry() -> Registry {
    Registry::parse(&[("actors.tsv", ACTORS), ("ties.tsv", TIES)]).value
}

pub(crate) fn day(text: &str) -> Date {
    text.parse().expect("a day of the tests")
}

fn party(id: &str) -> Party {
    let name = registry().by_id(id).map_or(id.to_owned(), |it| it.name.clone());
    // Several words are a description: "Islamist militants".
    if id.contains(' ') {
        return Party { name, id: None, country: None, sector: Some("REB".into()), span: None };
    }
    Party { name, id: Some(id.to_owned()), country: None, sector: None, span: None }
}

fn place(name: &str) -> PlaceRef {
    PlaceRef {
        name: name.to_owned(),
        id: Some(format!("ar.{}", name.to_lowercase())),
        span: None,
        precision: Precision::Exact,
        qualifier: None,
    }
}

/// Events and claims under construction.
#[derive(Clone, Debug, Default)]
pub(crate) struct Board {
    pub(crate) events: Vec<Event>,
    pub(crate) claims: Vec<Cited>,
}

impl Board {
    fn claim(&mut self, modality: Modality, statement: Statement) -> ClaimId {
        let id = ClaimId(format!("c{:04}", self.claims.len()));
        let claim = Claim {
            id: id.clone(),
            report: "a".to_owned(),
            digest: Digest([0; 32]),
            evidence: Span::new(0, 1),
            sentence: 1,
            modality,
            attribution: vec!["a".to_owned()],
            salience: 0.5,
            statement,
        };
        let quote = Quote { received: Span::new(0, 1), text: String::new() };
        self.claims.push(Cited { claim, evidence: quote.clone(), sentence: quote });
        id
    }

    pub(crate) fn event(
        &mut self,
        event_type: &str,
        by: &str,
        against: &str,
        at: &str,
        on: Option<&str>,
    ) -> &mut Board {
        self.event_of(event_type, EventStatus::Happened, by, against, at, on.map(day))
    }

    pub(crate) fn event_of(
        &mut self,
        event_type: &str,
        status: EventStatus,
        by: &str,
        against: &str,
        at: &str,
        on: Option<Date>,
    ) -> &mut Board {
        let parties = |id: &str| if id.is_empty() { Vec::new() } else { vec![party(id)] };
        let date = on.map(|it| When::day(it, Basis::Explicit));
        let told = EventClaim {
            event_type: event_type.to_owned(),
            actors: parties(by),
            targets: parties(against),
            places: vec![place(at)],
            date,
            ..EventClaim::default()
        };
        let modality = match status {
            EventStatus::Happened => Modality::Asserted,
            EventStatus::Claimed => Modality::Claimed,
            EventStatus::Intended => Modality::Predicted,
            EventStatus::Hypothetical => Modality::Conditional,
            EventStatus::Historical => Modality::Historical,
            EventStatus::Denied => Modality::Denied,
        };
        let id = self.claim(modality, Statement::Event(told));
        self.events.push(Event {
            id: format!("event-{id}"),
            event_type: event_type.to_owned(),
            title: String::new(),
            place: Some(at.to_owned()),
            place_id: Some(format!("ar.{}", at.to_lowercase())),
            date: date.unwrap_or_default(),
            best_day: on,
            other_days: Vec::new(),
            actors: Vec::new(),
            actor_ids: Vec::new(),
            status,
            claims: vec![id],
            origins: Origins { min: 1, max: 1 },
            rests_on: Vec::new(),
            interested: Vec::new(),
            likelihood: Likelihood::Likely,
            credibility: 3,
        });
        self
    }

    pub(crate) fn held(
        &mut self,
        at: &str,
        by: &str,
        status: ControlStatus,
        modality: Modality,
    ) -> &mut Board {
        let control =
            ControlClaim { place: place(at), holder: Some(party(by)), status, from: None, to: None };
        self.claim(modality, Statement::Control(control));
        self
    }

    pub(crate) fn histories(&self) -> Vec<ControlHistory> {
        situate(&registry(), &self.events, &self.claims, None)
    }

    /// Holder and status of a place on a day.
    pub(crate) fn holder(&self, at: &str, on: &str) -> Option<(String, String)> {
        holder(&self.histories(), at, day(on))
    }
}

pub(crate) fn holder(histories: &[ControlHistory], at: &str, on: Date) -> Option<(String, String)> {
    let history = histories.iter().find(|it| it.place == at)?;
    let covers =
        |from: Option<Date>, to: Option<Date>| from.is_none_or(|it| it <= on) && to.is_none_or(|it| on <= it);
    let found = history.intervals.iter().find(|it| covers(it.from, it.to))?;
    Some((found.holder.clone(), found.status.clone()))
}
