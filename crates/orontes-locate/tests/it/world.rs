//! The tables that ship, and a reading made by hand of a text and its place names.

use orontes_gazetteer::Gazetteer;
use orontes_locate::locate;
use orontes_model::{
    Digest, Located, Mention, MentionForm, MentionKind, OffsetMap, PlaceMention, Reading, Report, Sentence,
    SentenceRole, Span, When,
};
use orontes_roads::Roads;

/// Places and roads of the shipped theatre and world.
pub(crate) struct World {
    pub(crate) gazetteer: Gazetteer,
    pub(crate) roads: Roads,
}

impl World {
    /// Reads the shipped tables, and more tables if given.
    pub(crate) fn shipped(more: &[(&str, &str)]) -> World {
        let data = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data");
        let read = |name: &str| std::fs::read_to_string(format!("{data}/{name}")).expect("the tables ship");
        let names = [
            "theatres/syria/places.tsv",
            "theatres/syria/aliases.tsv",
            "world/countries.tsv",
            "world/cities.tsv",
            "world/regions.tsv",
            "world/shy_names.tsv",
        ];
        let tables: Vec<(&str, String)> = names.iter().map(|&it| (it, read(it))).collect();
        let mut files: Vec<(&str, &str)> = tables.iter().map(|it| (it.0, it.1.as_str())).collect();
        files.extend(more);
        let gazetteer = Gazetteer::parse(&files).value;
        let table = read("theatres/syria/roads.tsv");
        let point_of = |id: &str| gazetteer.by_id(id).and_then(|it| it.point);
        let roads = Roads::parse(&[("roads.tsv", &table)], point_of).value;
        World { gazetteer, roads }
    }

    /// Resolves the names in a text; each name is looked for after the one before.
    pub(crate) fn locate(&self, text: &str, names: &[&str]) -> Located {
        locate(&self.gazetteer, &self.roads, &report(text), &reading(text, names)).value
    }

    /// Returns the identifier of the only place that the last of `names` may mean.
    pub(crate) fn one(&self, text: &str, names: &[&str]) -> Option<String> {
        self.locate(text, names).places.last().and_then(id_of)
    }
}

/// Returns the identifier of the only place left.
pub(crate) fn id_of(place: &PlaceMention) -> Option<String> {
    place.resolution.certain().map(|it| it.place.id.clone())
}

/// A report of nothing but a text.
pub(crate) fn report(text: &str) -> Report {
    Report {
        name: "test".to_owned(),
        digest: Digest([0; 32]),
        text: text.to_owned(),
        origin: OffsetMap::default(),
        title: None,
        publisher: None,
        byline: None,
        url: None,
        published: When::default(),
        machine_written: None,
        zones: Vec::new(),
        notes: Vec::new(),
    }
}

/// A reading with the names as mentions, and sentences that end at full stops.
pub(crate) fn reading(text: &str, names: &[&str]) -> Reading {
    let mut reading = Reading::default();
    let mut at = 0;
    for name in names {
        let start = at + text[at..].find(name).expect("the names stand in the text, in this order");
        at = start + name.len();
        reading.mentions.push(mention(Span::new(start, at)));
    }
    let mut start = 0;
    for (end, _) in text.match_indices(". ").chain([(text.len(), "")]) {
        let span = Span::new(start, (end + 2).min(text.len()));
        reading.sentences.push(Sentence { span, tokens: 0..0, paragraph: 0, role: SentenceRole::Body });
        start = end + 2;
    }
    reading
}

/// A place mention that is a name.
pub(crate) fn mention(span: Span) -> Mention {
    Mention {
        span,
        tokens: 0..0,
        head: 0,
        kind: MentionKind::Place,
        form: MentionForm::Name,
        literal: true,
        known: None,
        antecedent: None,
    }
}
