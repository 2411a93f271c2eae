//! Builds reports and claims of Arden, where the Northern Front fights the Army.

use orontes_model::{
    Basis, Bound, Cited, Claim, ClaimId, Corrections, Date, Digest, Dossier, EventClaim, FigureClaim,
    Modality, Party, PlaceRef, Precision, Quote, Span, Statement, When,
};
use orontes_reconcile::{Filed, Fingerprint, Reconciled, reconcile};
use orontes_registry::Registry;

pub(crate) const ACTORS: &str = "id\tname\tkind\tcountry\tsector\taliases\n\
    ar.front\tNorthern Front\tforce\tARD\tREB\t\n\
    ar.league\tHill League\tforce\tARD\tREB\t\n\
    ar.rebels\trebels\tforce\tARD\tREB\t\n\
    ar.army\tArmy\tforce\tARD\tMIL\t\n\
    ar.gov\tgovernment of Arden\tgovernment\tARD\tGOV\t\n\
    ar.monitor\tValley Monitor\torganisation\tARD\tNGO\t\n";
pub(crate) const TIES: &str = "subject\tpredicate\tobject\tfrom\tto\n\
    ar.front\tsides_with\tar.rebels\t\t\n\
    ar.league\tsides_with\tar.rebels\t\t\n\
    ar.army\tpart_of\tar.gov\t\t\n";

const COUNTRIES: &str = "iso2\tiso3\tname\tcapital\tcapital_lat\tcapital_lon\tlat\tlon\tadjectives\tpeople\taliases\tmetonyms\n\
    OA\tOVA\tOvermark\tOver\t1\t1\t1\t1\tOvermarkian\tOvermarkians\t\t\n\
    UA\tUVA\tUndermark\tUnder\t2\t2\t2\t2\tUndermarkian\tUndermarkians\t\t\n";
pub(crate) const SOURCES: &str = "id\tname\treliability\tis_agency\tside\taliases\n\
    harbour\tHarbour Wire\tB\tyes\t\t\n\
    voice\tVoice of Arden\tD\tno\tar.gov\t\n";

pub(crate) fn registry() -> Registry {
    Registry::parse(&[
        ("actors.tsv", ACTORS),
        ("ties.tsv", TIES),
        ("sources.tsv", SOURCES),
        ("countries.tsv", COUNTRIES),
    ])
    .value
}

pub(crate) fn day(text: &str) -> Date {
    text.parse().expect("a day of the tests")
}

pub(crate) fn on(text: &str) -> Option<When> {
    Some(When::day(day(text), Basis::Explicit))
}

/// A case under construction.
#[derive(Clone, Debug, Default)]
pub(crate) struct Desk {
    pub(crate) dossiers: Vec<(Dossier, Fingerprint)>,
    pub(crate) claims: Vec<Cited>,
    pub(crate) corrections: Corrections,
}

pub(crate) fn party(id: &str) -> Party {
    let name = registry().by_id(id).map_or(id.to_owned(), |it| it.name.clone());
    Party { name, id: Some(id.to_owned()), country: None, sector: None, span: None }
}

pub(crate) fn place(name: &str) -> PlaceRef {
    PlaceRef {
        name: name.to_owned(),
        id: Some(format!("ar.{}", name.to_lowercase())),
        span: None,
        precision: Precision::Exact,
        qualifier: None,
    }
}

pub(crate) fn event(event_type: &str, by: &str, at: &str, date: Option<When>) -> EventClaim {
    EventClaim {
        event_type: event_type.to_owned(),
        actors: if by.is_empty() { Vec::new() } else { vec![party(by)] },
        places: if at.is_empty() { Vec::new() } else { vec![place(at)] },
        date,
        ..EventClaim::default()
    }
}

pub(crate) fn figure(measure: &str, best: f64, scope: &str) -> FigureClaim {
    FigureClaim {
        measure: measure.to_owned(),
        unit: "people".to_owned(),
        low: Some(best),
        best: Some(best),
        high: Some(best),
        bound: Bound::Exact,
        number: Span::new(0, 1),
        scope: scope.to_owned(),
        as_of: None,
        places: Vec::new(),
        of_whom: None,
    }
}

impl Desk {
    /// Files a report whose words are all its own.
    pub(crate) fn report(&mut self, name: &str, published: Option<&str>) -> &mut Desk {
        let shingles =
            (0..40).map(|it| hash(&format!("{name}{it}"))).collect::<std::collections::BTreeSet<u32>>();
        self.report_with(name, published, shingles.into_iter().collect())
    }

    /// Files a report with these words.
    pub(crate) fn report_with(
        &mut self,
        name: &str,
        published: Option<&str>,
        shingles: Vec<u32>,
    ) -> &mut Desk {
        let published = published.map_or(When::default(), |it| When::day(day(it), Basis::Explicit));
        let mut digest = [0; 32];
        digest[..4].copy_from_slice(&hash(name).to_le_bytes());
        let dossier = Dossier {
            name: name.to_owned(),
            digest: Digest(digest),
            title: None,
            publisher: None,
            published,
            machine_written: None,
            boilerplate: Vec::new(),
            notes: Vec::new(),
            fingerprint: Vec::new(),
            sentences: Vec::new(),
        };
        self.dossiers.push((dossier, Fingerprint { shingles, ..Fingerprint::default() }));
        self
    }

    /// Names the publisher of the last report.
    pub(crate) fn published_by(&mut self, publisher: &str) -> &mut Desk {
        if let Some(last) = self.dossiers.last_mut() {
            last.0.publisher = Some(publisher.to_owned());
        }
        self
    }

    pub(crate) fn says(&mut self, report: &str, modality: Modality, statement: impl Into<Said>) -> &mut Desk {
        self.credits(report, &[], modality, statement)
    }

    pub(crate) fn credits(
        &mut self,
        report: &str,
        speakers: &[&str],
        modality: Modality,
        said: impl Into<Said>,
    ) -> &mut Desk {
        let ordinal = self.claims.len() as u32 + 1;
        let attribution =
            std::iter::once(report).chain(speakers.iter().copied()).map(str::to_owned).collect();
        let Said(statement) = said.into();
        let quote = Quote { received: Span::new(0, 1), text: String::new() };
        let claim = Claim {
            id: ClaimId(format!("c{ordinal:04}-{report}")),
            report: report.to_owned(),
            digest: Digest([0; 32]),
            evidence: Span::new(0, 1),
            sentence: ordinal,
            modality,
            attribution,
            salience: 0.5,
            statement,
        };
        self.claims.push(Cited { claim, evidence: quote.clone(), sentence: quote });
        self
    }

    /// Sets the sentence of the last claim.
    pub(crate) fn in_words(&mut self, sentence: &str) -> &mut Desk {
        if let Some(last) = self.claims.last_mut() {
            last.sentence.text = sentence.to_owned();
        }
        self
    }

    /// Makes the last claim quote a whole sentence; `named` are the words that its place or number stands for.
    pub(crate) fn quoting(&mut self, sentence: &str, named: &str) -> &mut Desk {
        let at = sentence.find(named).expect("the sentence has the words");
        let span = Span::new(at, at + named.len());
        if let Some(last) = self.claims.last_mut() {
            last.sentence.text = sentence.to_owned();
            last.evidence.text = sentence.to_owned();
            last.claim.evidence = Span::new(0, sentence.len());
            match &mut last.claim.statement {
                Statement::Event(it) => it.places.iter_mut().for_each(|it| it.span = Some(span)),
                Statement::Figure(it) => it.number = span,
                Statement::Control(it) => it.place.span = Some(span),
                _ => {}
            }
        }
        self
    }

    /// Puts the last claim into a sentence in which it is told by a word; claims that follow each other with one sentence
    /// stand in it together.
    pub(crate) fn by_word(&mut self, sentence: &str, word: &str) -> &mut Desk {
        let at = sentence.find(word).expect("the sentence has the word");
        let before = self.claims.len().checked_sub(2).map(|it| &self.claims[it]);
        let together = before.filter(|it| it.sentence.text == sentence).map(|it| it.claim.sentence);
        let last = self.claims.last_mut().expect("a claim was just told");
        (last.sentence.text, last.evidence.text) = (sentence.to_owned(), sentence.to_owned());
        last.claim.evidence = Span::new(0, sentence.len());
        last.claim.sentence = together.unwrap_or(last.claim.sentence);
        if let Statement::Event(it) = &mut last.claim.statement {
            it.trigger = Some(Span::new(at, at + word.len()));
        }
        self
    }

    pub(crate) fn picture(&self) -> Reconciled {
        let filed: Vec<Filed<'_>> =
            self.dossiers.iter().map(|(dossier, fingerprint)| Filed { dossier, fingerprint }).collect();
        reconcile(&registry(), &filed, &self.claims, &self.corrections)
    }
}

/// A statement, from whatever noun carries it.
pub(crate) struct Said(pub(crate) Statement);

impl From<EventClaim> for Said {
    fn from(it: EventClaim) -> Said {
        Said(Statement::Event(it))
    }
}

impl From<FigureClaim> for Said {
    fn from(it: FigureClaim) -> Said {
        Said(Statement::Figure(it))
    }
}

impl From<Statement> for Said {
    fn from(it: Statement) -> Said {
        Said(it)
    }
}

fn hash(text: &str) -> u32 {
    text.bytes().fold(2_166_136_261, |all, it| (all ^ u32::from(it)).wrapping_mul(16_777_619))
}
