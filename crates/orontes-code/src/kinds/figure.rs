//! Codes numbers: what is counted, how many, of what total, as of when, where, by whom.
//!
//! The counted noun and the words that govern it tell the measure (`measures.toml`); a number that fits no
//! measure keeps its own noun, so that nothing is dropped silently. Numbers that are no counts (ordinals,
//! ranks, labels, ages) are no figures.

use super::claim::Draft;
use super::{lasting, toll, victim};
use crate::clause;
use crate::day;
use crate::filler;
use crate::realis::{self, Voice};
use crate::scene::Scene;
use orontes_codebook::{Measure, MeasureUse, Role};
use orontes_model::{
    Basis, Bound, Claim, Deprel, FigureClaim, Kind, MentionKind, Modality, PlaceRef, Quantity, QuantityRole,
    Span, Statement, Upos, When,
};

/// Codes the figures of a report, in the order of their words.
pub(crate) fn code(scene: &Scene, out: &mut Vec<Claim>) {
    let mut before: Option<Counted> = None;
    for quantity in &scene.reading.quantities {
        let Some(token) = counted_token(scene, quantity) else { continue };
        let sentence = scene.reading.sentence_of(token);
        if !scene.speaks(sentence) {
            continue;
        }
        let governors = governors(scene, token);
        let toll = quantity.of.is_none().then(|| toll::noun(scene, token, &governors)).flatten();
        let near = before.take().filter(|it| sentence - it.sentence <= REACH_SENTENCES);
        let sight = Sight { scene, quantity, counted: token, governors, toll, before: near };
        let told = sight.counted();
        out.extend(told.clone().and_then(|it| sight.claim_of(it)));
        let is_count = quantity.role == QuantityRole::Count;
        let is_part = sight.is_part();
        let own = told.filter(|_| is_count);
        let own = own.map(|(measure, unit)| Counted { measure, unit, sentence, token, is_part });
        before = own.or(sight.before);
    }
    lasting::code(scene, out);
    victim::code(scene, out);
}

/// How far a count reaches that a later one is part of, or that later words call "the number".
const REACH_SENTENCES: usize = 1;

/// What the count before counts.
#[derive(Clone)]
pub(super) struct Counted {
    measure: String,
    unit: String,
    sentence: usize,
    token: usize,
    is_part: bool,
}

/// The noun counted, or the last word of the number where none stands there ("hundreds dead").
fn counted_token(scene: &Scene, quantity: &Quantity) -> Option<usize> {
    let last = scene.reading.tokens.partition_point(|it| it.span.start < quantity.span.end).checked_sub(1)?;
    Some(quantity.of.unwrap_or(last))
}

/// Words above and about the counted noun, nearest first: verbs with their particles and objects, adjectives,
/// nouns whose of-phrase it is. At most this many: past that a word governs something else.
const GOVERNORS_MAX: usize = 8;

fn governors(scene: &Scene, counted: usize) -> Vec<usize> {
    let modifies =
        [Deprel::Acl, Deprel::AclRelcl, Deprel::Amod, Deprel::Advmod, Deprel::Xcomp, Deprel::Advcl];
    let mut found: Vec<usize> =
        scene.children_in(counted, &modifies).filter(|it| scene.token(*it).upos != Upos::Num).collect();
    let below: Vec<usize> =
        found.iter().flat_map(|it| scene.children_in(*it, &[Deprel::Xcomp, Deprel::Conj])).collect();
    found.extend(below);
    let mut at = counted;
    while let Some(head) = scene.head(at).filter(|_| found.len() < GOVERNORS_MAX) {
        let leaves =
            matches!(scene.deprel(at), Deprel::Parataxis | Deprel::Ccomp | Deprel::Appos) && at != counted;
        if leaves {
            break;
        }
        found.push(head);
        found.extend(scene.children_in(head, &[Deprel::Xcomp]).filter(|it| *it != at));
        at = head;
        if scene.token(at).upos == Upos::Verb
            && scene.deprel(at) != Deprel::Conj
            && scene.deprel(at) != Deprel::Xcomp
        {
            break;
        }
    }
    found
}

/// One number with the words about it.
pub(super) struct Sight<'s, 'a> {
    pub(super) scene: &'s Scene<'a>,
    pub(super) quantity: &'s Quantity,
    pub(super) counted: usize,
    /// Words above and about the counted noun, nearest first.
    pub(super) governors: Vec<usize>,
    /// "Toll", "number": the noun that says what a bare number counts.
    pub(super) toll: Option<usize>,
    /// The count told before it, close by.
    pub(super) before: Option<Counted>,
}

impl Sight<'_, '_> {
    pub(super) fn claim(&self) -> Option<Claim> {
        self.claim_of(self.counted()?)
    }

    /// Measure and unit, where the number reports a count.
    fn counted(&self) -> Option<(String, String)> {
        if self.scene.words(self.quantity.span).eq_ignore_ascii_case("both") {
            return None;
        }
        // "Six members of one family": the six are counted.
        let scene = self.scene;
        let inside = scene.deprel(self.counted) == Deprel::Nmod
            && scene.preposition(self.counted) == "of"
            && scene.head(self.counted).is_some_and(|it| scene.has_child(it, Deprel::Nummod));
        if inside && self.quantity.best == Some(1.0) {
            return None;
        }
        self.measure()
    }

    fn claim_of(&self, measure: (String, String)) -> Option<Claim> {
        let scene = self.scene;
        let is_verb = |it: &usize| scene.token(*it).upos == Upos::Verb;
        let verbs = self.governors.iter().copied().filter(is_verb);
        // "Expect thousands to flee": what is done to those counted tells how sure it is.
        let trigger = verbs.clone().find(|it| self.tells(&measure.0, *it)).or_else(|| verbs.clone().next());
        let told = trigger.map_or(self.counted, |it| realis::counted_at(scene, it));
        let mut voice = realis::voice(scene, told, None);
        let dated = day::stated(scene, trigger.unwrap_or(self.counted), day::Course::Lasting);
        let whole_war = self.is_of_the_whole_war();
        if whole_war && matches!(voice.modality, Modality::Asserted | Modality::Claimed) {
            voice.modality = Modality::Historical;
        }
        let evidence = self.evidence(trigger);
        let draft = Draft {
            kind: Kind::Figure,
            evidence,
            token: self.counted,
            what: vec![measure.0.clone(), self.quantity.span.to_string()],
        };
        let places = self.places(trigger);
        let statement = FigureClaim {
            scope: self.scope(whole_war, &voice, &places),
            measure: measure.0,
            unit: measure.1,
            low: self.quantity.low,
            best: self.quantity.best,
            high: self.quantity.high,
            bound: self.quantity.bound,
            number: self.quantity.span,
            as_of: self.as_of(dated.map(|it| it.when).or_else(|| self.publication(&voice))),
            places,
            of_whom: self.of_whom(),
        };
        Some(draft.claim(scene, voice, Statement::Figure(statement)))
    }

    /// "Up from 4,700 a month earlier" is the same count of a day before.
    fn as_of(&self, told: Option<When>) -> Option<When> {
        let Some(days) = self.days_earlier() else { return told };
        let shift = |it: jiff::civil::Date| it.checked_sub(jiff::Span::new().days(days)).ok();
        let told = told?;
        Some(When::between(told.from.and_then(shift), told.to.and_then(shift), Basis::Anchored))
    }

    /// How many days before the count told just before this one was taken, where the words call it the earlier one.
    fn days_earlier(&self) -> Option<i64> {
        /// Words between the number and "earlier": "in the same week a year earlier".
        const REACH: usize = 8;
        let scene = self.scene;
        let tokens = &scene.reading.tokens;
        let first = tokens.partition_point(|it| it.span.end <= self.quantity.span.start);
        let sentence = scene.reading.sentence_of(self.counted);
        let start = scene.reading.sentences[sentence].tokens.start;
        self.before.as_ref().filter(|it| it.sentence == sentence)?;
        let (above, opener) = (first.checked_sub(2).filter(|it| *it >= start)?, first - 1);
        let is_earlier = scene.form(opener) == "from" && scene.says("trend", scene.form(above))
            || ["with", "to"].contains(&scene.form(opener)) && scene.form(above) == "compared";
        if !is_earlier {
            return None;
        }
        let end = scene.reading.sentences[sentence].tokens.end;
        let after = || (first + 1..end.min(first + REACH)).map(|it| scene.lemma(it));
        let is_dated = after().any(|it| scene.says("ago", it));
        let unit = after().filter(|_| is_dated).find_map(|it| match it {
            "day" => Some(1),
            "week" => Some(7),
            "month" => Some(30),
            "year" => Some(365),
            _ => None,
        });
        Some(unit.unwrap_or(1))
    }

    /// Measure and unit.
    fn measure(&self) -> Option<(String, String)> {
        if let Some(before) = self.before.as_ref().filter(|_| self.days_earlier().is_some()) {
            return Some((before.measure.clone(), before.unit.clone()));
        }
        match self.quantity.role {
            QuantityRole::Measure => self.measured(),
            QuantityRole::Money => {
                Some(("money".into(), self.quantity.unit.clone().unwrap_or_else(|| "money".into())))
            }
            QuantityRole::Count => self.counted_measure(),
            QuantityRole::Ordinal
            | QuantityRole::Rank
            | QuantityRole::Share
            | QuantityRole::Age
            | QuantityRole::Label => None,
        }
    }

    fn measured(&self) -> Option<(String, String)> {
        let unit = self.quantity.unit.as_deref()?;
        let measure = self
            .scene
            .book
            .measures()
            .iter()
            .find(|it| it.how == MeasureUse::Unit && it.units.iter().any(|it| it == unit))?;
        // A vague length of time ("the past few years") counts nothing.
        let idle = measure.measure == "duration" && self.quantity.bound == Bound::Vague;
        (!idle).then(|| (measure.measure.clone(), unit.to_owned()))
    }

    fn counted_measure(&self) -> Option<(String, String)> {
        let counts = |it: &&Measure| it.how == MeasureUse::Count;
        let measures = self.scene.book.measures();
        let by_next = || measures.iter().filter(counts).find(|it| self.is_followed_by(it));
        // "5 dead and 20 hurt", "dozens hurt", "20 others hurt": behind a bare number its own word follows.
        let counted = self.scene.token(self.counted);
        let is_bare = matches!(counted.upos, Upos::Num | Upos::Adj)
            || self.quantity.span.contains(counted.span)
            || matches!(counted.lemma.as_str(), "other" | "more");
        let by_own_word = is_bare.then(by_next).flatten();
        if let Some(found) = by_own_word.or_else(|| self.toll.and_then(|it| toll::measure(self.scene, it))) {
            let unit = found.unit.clone().unwrap_or_else(|| "people".into());
            return Some((found.measure.clone(), unit));
        }
        // The nearest word decides: "17 were killed and 367 wounded" tells of 367 wounded.
        let governed = |at: &usize| measures.iter().filter(counts).find(|it| self.is_governed_by(it, *at));
        let by_governor = self.governors.iter().find_map(governed);
        let by_noun = || measures.iter().filter(counts).find(|it| self.is_noun_of(it));
        let by_verb_before = measures.iter().filter(counts).find(|it| self.is_preceded_by(it));
        // "The few cities that remained": known ones, and no count of them.
        if self.quantity.bound == Bound::Vague && self.is_definite() {
            return None;
        }
        // "Nine of them wounded" says itself what it counts.
        if let Some(part) = self.inherited().filter(|_| by_next().is_none()) {
            return Some(part);
        }
        let found = by_verb_before.or(by_governor).or_else(by_noun).or_else(by_next);
        if let Some(found) = found {
            let own = self.scene.lemma(self.counted).to_lowercase();
            let households = self.scene.says("household_noun", &own);
            let unit = if households { "households".into() } else { found.unit.clone().unwrap_or(own) };
            return Some((found.measure.clone(), unit));
        }
        let is_stated = !matches!(self.quantity.bound, Bound::Vague)
            && self.scene.token(self.counted).upos == Upos::Noun
            && !self.is_definite();
        let own = || self.scene.lemma(self.counted).to_lowercase();
        (is_stated && self.quantity.best.is_none_or(|it| it > 1.0)).then(|| (own(), own()))
    }

    /// Says whether a verb is among those that show a measure.
    fn tells(&self, measure: &str, verb: usize) -> bool {
        let lemma = self.scene.lemma(verb).to_lowercase();
        let own = self.scene.book.measures().iter().filter(|it| it.measure == measure);
        own.flat_map(|it| &it.governors).any(|it| it.split(' ').next() == Some(lemma.as_str()))
    }

    /// "Among them 20 children" counts what the total counts; "the number may rise to 1.5 million" counts what
    /// the number before did.
    fn inherited(&self) -> Option<(String, String)> {
        let goes_on = |it: &&Counted| self.is_of_total(it) || self.toll.is_some();
        self.before.as_ref().filter(goes_on).map(|it| (it.measure.clone(), it.unit.clone()))
    }

    /// Says whether the count is part of one told before, or goes on a list of such parts.
    fn is_part(&self) -> bool {
        let listed = |it: &Counted| {
            it.is_part
                && it.sentence == self.scene.reading.sentence_of(self.counted)
                && self.scene.deprel(self.counted) == Deprel::Conj
                && self.scene.head(self.counted) == Some(it.token)
        };
        self.is_part_of_another() || self.before.as_ref().is_some_and(listed)
    }

    /// A part of the total told just before: a child of "people", in the same sentence.
    fn is_of_total(&self, before: &Counted) -> bool {
        let scene = self.scene;
        if before.sentence != scene.reading.sentence_of(self.counted) {
            return false;
        }
        let joined = scene.deprel(self.counted) == Deprel::Conj
            && scene.head(self.counted) == Some(before.token)
            && scene.is_of(scene.classes.people, self.counted)
            && scene.is_of(scene.classes.people, before.token);
        self.is_part_of_another() || joined
    }

    /// "these two cities", "both sides": the number points back, it reports no count.
    fn is_definite(&self) -> bool {
        let scene = self.scene;
        let determiners = [Deprel::Det, Deprel::DetPredet, Deprel::NmodPoss, Deprel::CcPreconj];
        let definite = |it: usize| !scene.says("indefinite", scene.lemma(it));
        scene.words(self.quantity.span).eq_ignore_ascii_case("both")
            || scene.children_in(self.counted, &determiners).any(definite)
    }

    /// "has killed more than 40 people": a verb right before the number governs it, whatever the tree says.
    fn is_preceded_by(&self, measure: &Measure) -> bool {
        let scene = self.scene;
        let first = scene.reading.tokens.partition_point(|it| it.span.end <= self.quantity.span.start);
        let start = scene.reading.sentences[scene.reading.sentence_of(self.counted)].tokens.start;
        let Some(before) = first.checked_sub(1).filter(|it| *it >= start) else { return false };
        let is_verb = scene.token(before).upos == Upos::Verb;
        let fits_class =
            measure.counted.is_empty() || measure.counted.iter().any(|class| self.counts_class(class));
        is_verb && fits_class && measure.governors.iter().any(|it| it == scene.lower_lemma(before))
    }

    /// "over 1,000 people (have been) displaced": what follows the noun, where the tree leaves it apart.
    fn is_followed_by(&self, measure: &Measure) -> bool {
        /// As far as an auxiliary and an adverb reach.
        const REACH: usize = 4;
        let scene = self.scene;
        let end = scene.reading.sentences[scene.reading.sentence_of(self.counted)].tokens.end;
        let next = (self.counted + 1..end.min(self.counted + 1 + REACH)).take_while(|it| {
            matches!(scene.token(*it).upos, Upos::Aux | Upos::Adv | Upos::Part | Upos::Verb | Upos::Adj)
        });
        let fits_class =
            measure.counted.is_empty() || measure.counted.iter().any(|class| self.counts_class(class));
        fits_class
            && next
                .filter(|it| !self.does(*it))
                .map(|it| scene.lemma(it).to_lowercase())
                .any(|lemma| measure.governors.contains(&lemma))
    }

    fn is_noun_of(&self, measure: &Measure) -> bool {
        let lemma = self.scene.lemma(self.counted).to_lowercase();
        let compound = self
            .scene
            .children_in(self.counted, &[Deprel::Compound])
            .map(|it| format!("{} {lemma}", self.scene.lemma(it)));
        let two: Vec<String> = compound.collect();
        measure.nouns.iter().any(|it| *it == lemma || two.contains(it))
    }

    fn is_governed_by(&self, measure: &Measure, at: usize) -> bool {
        let scene = self.scene;
        let fits_class =
            measure.counted.is_empty() || measure.counted.iter().any(|class| self.counts_class(class));
        let governed = |at: usize| {
            let lemma = scene.lemma(at).to_lowercase();
            measure.governors.iter().any(|rule| match rule.split_once(' ') {
                None => *rule == lemma,
                Some((verb, word)) => {
                    verb == lemma && scene.children(at).any(|it| scene.lemma(it).eq_ignore_ascii_case(word))
                }
            })
        };
        fits_class && governed(at) && !self.does(at)
    }

    /// "Two bombers killed 23 people": who does it is not whom it is done to.
    fn does(&self, verb: usize) -> bool {
        let scene = self.scene;
        let is_subject =
            scene.head(self.counted) == Some(verb) && scene.deprel(self.counted) == Deprel::Nsubj;
        let leaves = scene.says("leaving", scene.lower_lemma(verb));
        // "8,200 people reached the port by boat": a past taken for a participle has an object.
        let is_lost = scene.head(verb) == Some(self.counted)
            && scene.deprel(verb) == Deprel::Acl
            && matches!(scene.token(verb).xpos, "VBN" | "VBD");
        (is_subject || is_lost)
            && !leaves
            && scene.has_child(verb, Deprel::Obj)
            && !clause::is_passive(scene, verb)
            || clause::is_spoken_to(scene, verb)
    }

    /// Says whether what is counted is of a class; a bare number ("hundreds were killed") counts people.
    fn counts_class(&self, class: &str) -> bool {
        let scene = self.scene;
        let is_bare = scene.token(self.counted).upos == Upos::Num || self.quantity.of.is_none();
        let lemma = scene.lemma(self.counted).to_lowercase();
        let by_class = scene.is_of(scene.book.classes().id(class), self.counted);
        let named = || {
            let kind = scene.mention(self.counted).filter(|(_, it)| it.head == self.counted);
            kind.is_some_and(|(_, it)| matches!(it.kind, MentionKind::Nationality | MentionKind::Person))
        };
        by_class
            || lemma == class
            || class == "people" && named()
            || is_bare && matches!(class, "people")
            || class == "people" && lemma == "number"
    }

    fn evidence(&self, trigger: Option<usize>) -> Span {
        let scene = self.scene;
        let own = scene.reading.sentences[scene.reading.sentence_of(self.counted)].span;
        let words = [
            Some(self.quantity.span),
            Some(scene.token(self.counted).span),
            trigger.map(|it| scene.token(it).span),
            self.toll.map(|it| scene.token(it).span),
        ];
        realis::cover(words.into_iter().flatten().filter(|it| own.contains(*it)))
            .unwrap_or(self.quantity.span)
    }

    /// A total of the whole war: the war itself is what killed or displaced so many, and no word of the clause
    /// says that it began again lately.
    fn is_of_the_whole_war(&self) -> bool {
        let scene = self.scene;
        let Some(verb) = self.governors.iter().copied().find(|it| scene.token(*it).upos == Upos::Verb) else {
            return false;
        };
        let own = scene.children_in(verb, &[Deprel::Nsubj, Deprel::NsubjPass, Deprel::Obl, Deprel::OblAgent]);
        let antecedent = scene.head(verb).filter(|_| scene.deprel(verb) == Deprel::AclRelcl);
        let conjoined = scene.head(verb).filter(|_| scene.deprel(verb) == Deprel::Conj);
        let above = conjoined.and_then(|it| scene.head(it).filter(|_| scene.deprel(it) == Deprel::AclRelcl));
        let whole = scene.book.classes().id("whole_war");
        let again = scene.book.classes().id("renewal");
        let mut wars = own.chain(antecedent).chain(above).filter(|it| scene.is_of(whole, *it));
        wars.any(|war| {
            let told = scene.children(war).chain(scene.children(war).flat_map(|it| scene.children(it)));
            !told.chain([verb]).any(|it| scene.is_of(again, it))
        })
    }

    fn scope(&self, whole_war: bool, voice: &Voice, places: &[PlaceRef]) -> String {
        let named = places.iter().map(|it| it.name.as_str()).collect::<Vec<_>>().join(", ");
        let of = if self.is_part() { "part of a count, " } else { "" };
        match (whole_war || voice.modality == Modality::Historical, named.is_empty()) {
            (true, _) => format!("{of}whole war"),
            (false, true) => format!("{of}episode"),
            (false, false) => format!("{of}episode, {named}"),
        }
    }

    /// "704 people, among them 110 civilians", "nine of them": a share of the count before is no rival of it.
    fn is_part_of_another(&self) -> bool {
        let scene = self.scene;
        let tokens = &scene.reading.tokens;
        let first = tokens.partition_point(|it| it.span.end <= self.quantity.span.start);
        let start = scene.reading.sentences[scene.reading.sentence_of(self.counted)].tokens.start;
        let before = (start.max(first.saturating_sub(3))..first).map(|it| scene.lemma(it).to_lowercase());
        let opened = before.into_iter().any(|it| scene.says("part_opener", &it));
        let after = (first..tokens.len().min(first + 4)).map(|it| scene.form(it)).collect::<Vec<_>>();
        opened || after.windows(2).any(|it| it[0] == "of" && scene.says("part_pronoun", it[1]))
    }

    /// Places of the clause: of the counted noun and of its verb, not of clauses below.
    fn places(&self, trigger: Option<usize>) -> Vec<PlaceRef> {
        let scene = self.scene;
        let steps = [Deprel::Obl, Deprel::Nmod, Deprel::Obj, Deprel::NmodPoss, Deprel::Compound];
        // "17 were killed and 367 wounded in Arden": the phrase at the end says where of both.
        let beside = trigger.into_iter().flat_map(|it| scene.children_in(it, &[Deprel::Conj])).last();
        let near = [Some(self.counted), trigger, beside].into_iter().flatten();
        let phrases = near.flat_map(|it| scene.children_in(it, &steps).collect::<Vec<_>>());
        let named = phrases.filter(|it| *it != self.counted && filler::is_place(scene, *it));
        let mut found: Vec<PlaceRef> = Vec::new();
        for place in named
            .flat_map(|it| filler::members(scene, Role::Place, it))
            .filter_map(|it| filler::place_ref(scene, it))
        {
            if place.id.is_some() && !found.iter().any(|it| it.name == place.name) {
                found.push(place);
            }
        }
        found
    }

    fn of_whom(&self) -> Option<String> {
        let scene = self.scene;
        let lemma = scene.lemma(self.counted).to_lowercase();
        let is_class =
            scene.is_of(scene.classes.people, self.counted) || scene.is_of(scene.classes.force, self.counted);
        let plain = scene.says("plain_people", &lemma);
        let is_word = scene.token(self.counted).upos != Upos::Num && !scene.says("counting", &lemma);
        (is_class && is_word && !plain && self.quantity.role == QuantityRole::Count).then_some(lemma)
    }

    /// Numbers without a day are as of the report.
    fn publication(&self, voice: &Voice) -> Option<When> {
        let published = self.scene.report.published;
        let told = matches!(voice.modality, Modality::Asserted | Modality::Claimed | Modality::Historical);
        (told && !published.is_unknown()).then_some(When { basis: Basis::Publication, ..published })
    }
}
