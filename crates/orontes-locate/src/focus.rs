//! Turns "the town" and "the city" into the settlement that the report is about where the words stand.
//!
//! The nearest name is often only a landmark ("120 km south of Muse", "fled to Mandalay", a dateline). So each earlier
//! mention counts by what it does in its sentence, less the further back; what a headline names stays in view. A name
//! that no table knows is a rival like any other: "the town" after an unknown name is unknown, and not the next best.
//!
//! Cost: linear in the descriptions, times [`MEMORY`].

use crate::evidence::Evidence;
use crate::kind::{settlements_called, told};
use crate::surroundings::{Piece, Surroundings};
use orontes_gazetteer::fold;
use orontes_model::{
    Deprel, Mention, MentionForm, MentionKind, Place, PlaceKind, PlaceMention, SentenceRole, Span,
};
use std::collections::BTreeMap;

/// Mentions of places that a description looks back at.
const MEMORY: usize = 60;
/// Share of its weight that a mention keeps from sentence to sentence.
const FADES: f64 = 0.6;
/// "That city" points at what was named last, whatever it did.
const POINTED_FADES: f64 = 0.3;
/// Sentences after which headline and first sentence fade no further: they say what the report is about.
const HEADLINE_FADES: usize = 1;
const LEAD_FADES: usize = 2;
/// What all further mentions of a place add to its best, and what it adds to have been called the same before.
const REPEATED: f64 = 0.2;
const CALLED_SO: f64 = 0.1;
/// The second may come so close to the first before neither is meant. These weights are set by hand on six reports of
/// six wars, and hold on as many others (the tests of `orontes-engine`), 2026-11.
const LEAD_OVER_SECOND: f64 = 0.88;

/// What a mention weighs by its part in the sentence.
const ACTED_ON: f64 = 1.0;
const SCENE: f64 = 1.6;
const WITHIN: f64 = 0.9;
const NEARBY: f64 = 0.7;
const LANDMARK: f64 = 0.35;
const SPEAKERS: f64 = 0.3;
/// So far called something else only ("the city", and now "the town").
const CALLED_OTHERWISE: f64 = 0.6;
/// In a clause beside the main one ("since it captured Bakhmut", "who overran Mosul").
const BESIDE: f64 = 0.5;

/// A settlement, or what may be one, at one of its mentions.
struct Seen<'a> {
    key: String,
    place: Option<&'a Place>,
    /// The noun by which it was called here, where it was not named.
    called: Option<&'static str>,
    sentence: usize,
    /// Sentences after which it stays as it is in view.
    fades_upto: usize,
    span: Span,
    weight: f64,
}

/// "The town", "that city".
#[derive(Clone, Copy)]
struct Called<'a> {
    noun: &'static str,
    kinds: &'static [PlaceKind],
    /// The country that an adjective tells ("the Russian city").
    country: Option<&'a str>,
    points_back: bool,
}

/// Returns, for each description of a settlement, the mention that it goes back to; nothing for one that may go back to
/// several. Descriptions of other things are not in the map.
pub(crate) fn antecedents(
    evidence: &Evidence<'_>,
    resolved: &BTreeMap<usize, PlaceMention>,
) -> BTreeMap<usize, Option<usize>> {
    let mentions = &evidence.reading.mentions;
    let speakers = speakers(evidence);
    let mut seen: Vec<(usize, Seen<'_>)> = Vec::new();
    let mut meant: BTreeMap<usize, Option<usize>> = BTreeMap::new();
    for (idx, mention) in mentions.iter().enumerate().filter(|it| it.1.kind == MentionKind::Place) {
        let here = Surroundings::of(evidence.text, mention.span);
        let sight = Sight { evidence, speakers: &speakers, mention, here };
        match mention.form {
            MentionForm::Name => seen.extend(sight.named(resolved.get(&idx)).map(|it| (idx, it))),
            MentionForm::Description => {
                let Some(called) = sight.described() else { continue };
                let noun = called.noun;
                let found = pick(&seen, mention, sight.sentence(), called);
                meant.insert(idx, found.map(|it| seen[it].0));
                if let Some(at) = found {
                    let (first, before) = &seen[at];
                    seen.push((*first, sight.again(before, Some(noun))));
                }
            }
            // "Traders there": the place stays in view.
            MentionForm::Pronoun => {
                let before = mention.antecedent.and_then(|back| seen.iter().rfind(|it| it.0 == back));
                let again = before.map(|it| (it.0, sight.again(&it.1, it.1.called)));
                seen.extend(again);
            }
        }
    }
    meant
}

/// Returns the index of what a description means.
fn pick(seen: &[(usize, Seen<'_>)], mention: &Mention, sentence: usize, called: Called) -> Option<usize> {
    let Called { noun, kinds, country, points_back } = called;
    let recent = seen[seen.len().saturating_sub(MEMORY)..].iter().map(|it| &it.1);
    let recent: Vec<&Seen<'_>> = recent.filter(|it| it.span.end <= mention.span.start).collect();
    let mut view: BTreeMap<&str, View> = BTreeMap::new();
    let faded = |it: &Seen<'_>| {
        let far = sentence.saturating_sub(it.sentence).min(it.fades_upto);
        // Twenty sentences back, nothing is left.
        let fades = if points_back { POINTED_FADES } else { FADES };
        (0..far.min(20)).fold(1.0, |weight, _| weight * fades)
    };
    for it in &recent {
        // "The village is 20 km west of the city": two nouns in one sentence are two places.
        let otherwise = |other: &&Seen<'_>| {
            other.key == it.key && other.sentence == sentence && other.called.is_some_and(|own| own != noun)
        };
        let abroad = country.is_some_and(|own| it.place.is_none_or(|place| place.country != own));
        if abroad || recent.iter().any(otherwise) {
            continue;
        }
        let part = if points_back { it.weight.max(NEARBY) } else { it.weight };
        let weight = part * suits(it.place, kinds) * faded(it);
        let own = view.entry(&it.key).or_default();
        (own.best, own.sum) = (own.best.max(weight), own.sum + weight);
        own.called_so |= it.called == Some(noun);
        own.called_otherwise |= it.called.is_some_and(|it| it != noun);
    }
    let mut ranked: Vec<(f64, &str)> =
        view.into_iter().filter(|it| it.1.best > 0.0).map(|(key, it)| (it.points(), key)).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    let (best, key) = *ranked.first()?;
    if ranked.get(1).is_some_and(|it| it.0 > best * LEAD_OVER_SECOND) {
        return None;
    }
    seen.iter().rposition(|it| it.1.key == key)
}

/// What speaks for one place.
#[derive(Default)]
struct View {
    best: f64,
    sum: f64,
    called_so: bool,
    called_otherwise: bool,
}

impl View {
    fn points(&self) -> f64 {
        let points = self.best + REPEATED * (self.sum - self.best);
        match (self.called_so, self.called_otherwise) {
            (true, _) => points + CALLED_SO,
            (false, true) => points * CALLED_OTHERWISE,
            (false, false) => points,
        }
    }
}

/// How well a noun that tells these kinds suits a place: "the village" is no city of millions.
fn suits(place: Option<&Place>, kinds: &[PlaceKind]) -> f64 {
    /// A city of so many people is no town and no village.
    const GREAT: u64 = 1_000_000;
    let Some(place) = place else { return 0.8 };
    let town = kinds.first() != Some(&PlaceKind::City);
    match kinds.iter().position(|it| *it == place.kind) {
        Some(_) if town && place.population >= GREAT => 0.4,
        Some(0) => 1.0,
        Some(_) => 0.85,
        None => 0.0,
    }
}

struct Sight<'e, 'a> {
    evidence: &'e Evidence<'a>,
    /// Who is credited and the words that credit, in order.
    speakers: &'e [Span],
    mention: &'e Mention,
    here: Surroundings<'a>,
}

impl<'a> Sight<'_, 'a> {
    fn sentence(&self) -> usize {
        let start = self.mention.span.start;
        self.evidence.reading.sentences.partition_point(|it| it.span.end <= start)
    }

    fn fades_upto(&self) -> usize {
        let own = self.sentence();
        let sentences = &self.evidence.reading.sentences;
        let body = |it: &orontes_model::Sentence| it.role == SentenceRole::Body;
        match sentences.get(own).map(|it| it.role) {
            Some(SentenceRole::Heading) => HEADLINE_FADES,
            // Headline, byline and dateline may stand before the first sentence.
            Some(SentenceRole::Body) if own < 6 && !sentences[..own].iter().any(body) => LEAD_FADES,
            _ => usize::MAX,
        }
    }

    /// What a name is in the race: a settlement of the tables, or a name that may be one.
    fn named(&self, meant: Option<&PlaceMention>) -> Option<Seen<'a>> {
        let best = meant.and_then(|it| it.resolution.best());
        let place = best.and_then(|it| self.evidence.gazetteer.by_id(&it.place.id));
        let settled = |it: &Place| matches!(it.kind, PlaceKind::City | PlaceKind::Town | PlaceKind::Village);
        let words = self.mention.span.of(self.evidence.text);
        // "Munzenze prison" is no town, and neither is what is told to be something else.
        let may_be = || {
            let told = told(&self.here);
            (told.is_empty() || told.contains(&PlaceKind::Town))
                && words.split_whitespace().all(|it| it.starts_with(char::is_uppercase))
        };
        let fits = match place {
            Some(place) => settled(place),
            None => may_be(),
        };
        (fits && !self.is_dateline()).then(|| Seen {
            key: place.map_or_else(|| fold(words), |it| it.id.clone()),
            place,
            called: self.apposed(),
            sentence: self.sentence(),
            fades_upto: self.fades_upto(),
            span: self.mention.span,
            weight: self.weight(),
        })
    }

    /// The noun of "the city of Benghazi", "the town Morek".
    fn apposed(&self) -> Option<&'static str> {
        let mut before = self.here.before.iter().rev().skip_while(|it| it.is("of"));
        before.next().and_then(|it| settlements_called(it.text)).map(|it| it.0)
    }

    /// The noun and the kinds of "the town"; nothing where the words go on to name it, or are of something else.
    fn described(&self) -> Option<Called<'a>> {
        let words: Vec<&str> = self.mention.span.of(self.evidence.text).split_whitespace().collect();
        let definite = |it: &&str| ["the", "this", "that"].iter().any(|own| own.eq_ignore_ascii_case(it));
        let (first, last) = (words.first()?, words.last()?);
        // "The capital city" and "the third-largest city" say which; `read` has tied them where words do.
        let tells = |it: &&str| {
            ["capital", "other", "next", "first", "second", "last", "only", "same", "main"].contains(it)
                || it.ends_with("est")
        };
        if !definite(first)
            || words.iter().any(tells)
            || words.len() > 4
            || words.iter().any(|it| *it == "of" || it.contains('\''))
        {
            return None;
        }
        let mut after = self.here.after.iter().filter(|it| !it.is("the"));
        let next = after.next();
        let name = |it: Option<&Piece<'_>>| it.is_some_and(|it| it.text.starts_with(char::is_uppercase));
        let names_itself = name(next) || next.is_some_and(|it| it.is("of")) && name(after.next());
        let (noun, kinds) = settlements_called(last).filter(|_| !names_itself)?;
        let country = words.iter().find_map(|it| self.evidence.gazetteer.nationality(it));
        Some(Called { noun, kinds, country, points_back: !first.eq_ignore_ascii_case("the") })
    }

    /// What was seen before, at this mention of it.
    fn again(&self, before: &Seen<'a>, called: Option<&'static str>) -> Seen<'a> {
        Seen {
            key: before.key.clone(),
            place: before.place,
            called,
            sentence: self.sentence(),
            fades_upto: self.fades_upto(),
            span: self.mention.span,
            weight: self.weight(),
        }
    }

    /// "LVIV, Ukraine, April 21 -", "(Bangkok) The army", a line of its own: where the report was written.
    fn is_dateline(&self) -> bool {
        let (text, span) = (self.evidence.text, self.mention.span);
        let sentence = self.evidence.reading.sentences.get(self.sentence());
        if sentence.is_some_and(|it| it.role == SentenceRole::Furniture) {
            return true;
        }
        let mut before =
            text[..span.start as usize].chars().rev().skip_while(|it| matches!(it, '(' | ' ' | '\t'));
        let opens = before.next().is_none_or(|it| it == '\n');
        let rest: String = text[span.end as usize..].chars().take(60).take_while(|it| *it != '\n').collect();
        // A dash with space about it, within the words that a dateline may hold: country, day, agency.
        let dash = [" - ", " – ", " — ", "—", " -- "].iter().any(|it| rest.contains(it));
        let bracket = rest.starts_with(')') || rest.starts_with(" (");
        let capitals = span.of(text).chars().all(|it| !it.is_lowercase());
        opens
            && (dash && (capitals || rest.starts_with([',', ' ']))
                || bracket
                || capitals && rest.starts_with(','))
            && sentence.is_none_or(|it| it.role != SentenceRole::Heading)
    }

    fn weight(&self) -> f64 {
        let beside = if self.is_in_a_clause_beside() { BESIDE } else { 1.0 };
        let speakers = if self.belongs_to_who_speaks() { SPEAKERS } else { 1.0 };
        beside * speakers * self.part()
    }

    /// What the word before makes of a mention.
    fn part(&self) -> f64 {
        const LEADS_THERE: [&str; 22] = [
            "to",
            "from",
            "toward",
            "towards",
            "near",
            "outside",
            "via",
            "through",
            "between",
            "for",
            "around",
            "off",
            "beyond",
            "than",
            "like",
            "reach",
            "leave",
            "reached",
            "left",
            "with",
            "nearing",
            "approaching",
        ];
        const INSIDE: [&str; 9] = ["in", "at", "inside", "into", "on", "over", "of", "within", "across"];
        let mut before = self.here.before.as_slice();
        // "From Baghlan and Kabul": what stands before the first of a list holds for all.
        if before.last().is_some_and(|it| it.is_of(&["and", ",", "or"])) {
            let listed =
                |it: &Piece<'_>| it.is_of(&["and", ",", "or"]) || it.text.starts_with(char::is_uppercase);
            let upto = before.iter().rposition(|it| !listed(it)).map_or(0, |it| it + 1);
            before = &before[..upto];
        }
        let mut before_it = before.iter().rev().skip_while(|it| it.is("the"));
        let (last, second) = (before_it.next(), before_it.next());
        let Some(last) = last else { return ACTED_ON };
        if last.is("for") && second.is_some_and(|it| it.is_of(&["battle", "fight", "siege", "struggle"])) {
            return WITHIN;
        }
        let measured =
            second.is_some_and(|it| crate::qualifier::is_direction(it) || it.is_of(&["miles", "km"]));
        match () {
            () if last.is("of") && measured => LANDMARK,
            () if last.is_of(&LEADS_THERE) => LANDMARK,
            () if opens_with_in(before) => SCENE,
            () if last.is("near") => NEARBY,
            () if last.is_of(&INSIDE) => WITHIN,
            () => ACTED_ON,
        }
    }

    fn is_in_a_clause_beside(&self) -> bool {
        let tokens = &self.evidence.reading.tokens;
        let mut at = self.mention.head;
        // A parse has no cycles; a sentence is no deeper than this.
        for _ in 0..32 {
            let Some(token) = tokens.get(at) else { return false };
            match token.deprel {
                Deprel::AclRelcl | Deprel::Advcl | Deprel::AdvclRelcl => return true,
                _ => {}
            }
            let Some(head) = token.head else { return false };
            at = head;
        }
        false
    }

    /// "A spokesman in Mazar said": where he sits is not what he speaks of. Those who live there speak of it.
    fn belongs_to_who_speaks(&self) -> bool {
        const DWELLERS: [&str; 12] = [
            "resident",
            "people",
            "witness",
            "inhabitant",
            "local",
            "mayor",
            "villager",
            "hospital",
            "doctor",
            "medic",
            "refugee",
            "morgue",
        ];
        // "A spokesman in Mazar", "said in Manila": the words above are the speaker or the verb.
        let tokens = &self.evidence.reading.tokens;
        let token = tokens.get(self.mention.head);
        let above = token
            .filter(|it| matches!(it.deprel, Deprel::Nmod | Deprel::Obl))
            .and_then(|it| tokens.get(it.head?));
        let of_him = above.map(|it| it.span);
        // Speakers lie apart or one in the other, two or three deep.
        let upto = self.speakers.partition_point(|it| it.start <= self.mention.span.start);
        let mut near = self.speakers[..upto].iter().rev().take(6);
        near.any(|it| {
            let words = it.of(self.evidence.text).to_lowercase();
            let own = it.contains(self.mention.span) || of_him.is_some_and(|him| it.contains(him));
            own && *it != self.mention.span && !DWELLERS.iter().any(|own| words.contains(own))
        })
    }
}

/// "In Colombo, a bomber …", "In the eastern city of Benghazi, …" set the scene.
fn opens_with_in(before: &[Piece<'_>]) -> bool {
    let plain = |it: &Piece<'_>| it.text.starts_with(char::is_lowercase);
    before.split_first().is_some_and(|it| it.0.is("in") && it.1.iter().all(plain)) && before.len() <= 5
}

fn speakers(evidence: &Evidence<'_>) -> Vec<Span> {
    let speeches = evidence.reading.speeches.iter();
    let named = speeches.flat_map(|it| it.speakers.iter().map(|it| it.span).chain([it.cue]));
    let mut spans: Vec<Span> = named.collect();
    spans.sort();
    spans.dedup();
    spans
}
