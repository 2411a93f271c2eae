//! Turns the head of a noun phrase into what a role wants: is it of the class, which things does it name.

use crate::adjacent;
use crate::context;
use crate::scene::Scene;
use orontes_codebook::{ClassTest, Role};
use orontes_model::{
    ActorKind, Deprel, Mention, MentionForm, MentionKind, PlaceKind, PlaceRef, Precision, Span, Standing,
    Upos,
};

/// Says whether a noun phrase fits a role: one of the path's classes, or the role's own where it names none.
pub(crate) fn fits(scene: &Scene, role: Role, tests: &[ClassTest], at: usize) -> bool {
    if !scene.is_nominal(at) && !is_substantivised(scene, at) || scene.is_timed(at) {
        return false;
    }
    // "Kills Five Injures Seven": a verb of a headline that the tagger took for a noun is nobody.
    if scene.says("harming", scene.lower_lemma(at)) && scene.token(at).upos == Upos::Noun {
        return false;
    }
    // "Internet access" is no access: what modifies a noun may say that it is none of a class.
    let modified = |class: &str| {
        scene.children_in(at, &[Deprel::Compound, Deprel::Amod]).any(|it| is_of_class(scene, class, it))
    };
    let barred =
        tests.iter().any(|it| it.negated && (is_of_class(scene, &it.class, at) || modified(&it.class)));
    let mut asked = tests.iter().filter(|it| !it.negated).peekable();
    if barred {
        return false;
    }
    if asked.peek().is_some() {
        return asked.any(|it| is_of_class(scene, &it.class, at));
    }
    match role {
        Role::Actor => is_actor(scene, at),
        Role::Place => is_place(scene, at),
        Role::Target => {
            is_actor(scene, at) || is_of_class(scene, "people", at) || is_of_class(scene, "building", at)
        }
    }
}

/// "the wounded", "the Russians", and modifiers before a noun ("Russian airstrikes", "rebel capture").
fn is_substantivised(scene: &Scene, at: usize) -> bool {
    scene.token(at).upos == Upos::Adj && (scene.mention(at).is_some() || scene.is_of(scene.classes.force, at))
}

/// Says whether a noun phrase is of a class, by its mention or its words.
pub(crate) fn fits_class(scene: &Scene, class: &str, at: usize) -> bool {
    is_of_class(scene, class, at)
}

/// "Armenia withdrew from the enclave", "Kinshasa closed the border": the name of a place that acts.
fn stands_for_government(scene: &Scene, at: usize) -> bool {
    let mention = scene.mention(at).map(|(_, it)| it).filter(|it| it.head == at);
    mention.is_some_and(|it| it.kind == MentionKind::Place && it.form == MentionForm::Name && !it.literal)
}

/// "Warned that the town could fall": a doer who is neither the speaker nor the speaker's own. "That looters
/// would be shot" is said of what the speaker will do.
fn is_third(scene: &Scene, at: usize) -> bool {
    let owned = scene.children_in(at, &[Deprel::NmodPoss]).any(|it| scene.token(it).upos == Upos::Pron);
    // "That the road would be cut" is said of nobody whom the speaker may harm.
    let somebody = scene.is_of(scene.classes.people, at) || scene.is_of(scene.classes.force, at);
    matches!(scene.token(at).upos, Upos::Noun | Upos::Propn)
        && (scene.deprel(at) != Deprel::NsubjPass || !somebody)
        && !owned
}

/// "His men", "our ranks": those whom somebody commands.
pub(crate) fn is_men_of_somebody(scene: &Scene, at: usize) -> bool {
    let owned = scene.children_in(at, &[Deprel::NmodPoss]).any(|it| scene.token(it).upos == Upos::Pron);
    owned && matches!(scene.form(at), "men" | "ranks")
}

fn is_of_class(scene: &Scene, class: &str, at: usize) -> bool {
    match class {
        "any" => true,
        "place" => is_place(scene, at),
        "actor" => is_actor(scene, at),
        "name" => scene.token(at).upos == Upos::Propn,
        "third" => is_third(scene, at),
        _ => {
            let kind = scene.mention(at).filter(|(_, it)| it.head == at).map(|(_, it)| it.kind);
            let by_kind = class == "people"
                && matches!(kind, Some(MentionKind::Person | MentionKind::Nationality))
                || class == "force"
                    && matches!(kind, Some(MentionKind::Actor))
                    && !scene.is_of(scene.classes.people, at)
                || class == "force" && is_men_of_somebody(scene, at)
                || class == "government" && stands_for_government(scene, at);
            // "Sentenced ten to death": a bare number of an act against people counts people.
            let counts = class == "people"
                && scene.token(at).upos == Upos::Num
                && matches!(scene.deprel(at), Deprel::Obj | Deprel::NsubjPass | Deprel::Nsubj);
            // "Those killed were residents".
            let pointed = class == "people" && scene.says("those_people", scene.form(at));
            by_kind
                || counts
                || pointed
                || heads_under(scene, at)
                    .into_iter()
                    .any(|it| scene.is_of(scene.book.classes().id(class), it))
        }
    }
}

/// A head and, where it only counts or frames ("tens of thousands of", "a group of"), the heads below it.
pub(crate) fn heads_under(scene: &Scene, at: usize) -> Vec<usize> {
    let mut out = vec![at];
    let mut head = at;
    for _ in 0..4 {
        let frames = scene.is_of(scene.classes.generic, head) || scene.token(head).upos == Upos::Num;
        let below = scene.children(head).find(|&it| {
            frames && scene.deprel(it) == Deprel::Nmod && scene.preposition(it) == "of" && !scene.is_timed(it)
        });
        let Some(below) = below else { break };
        out.push(below);
        head = below;
    }
    out
}

/// Says whether a noun phrase is a place: by its mention, by its noun, or an unknown name.
pub(crate) fn is_place(scene: &Scene, at: usize) -> bool {
    match scene.mention(at) {
        Some((_, mention)) if mention.head == at || mention.kind == MentionKind::Place => {
            match mention.kind {
                MentionKind::Place => mention.literal,
                MentionKind::Actor | MentionKind::Organisation if is_taken_seat(scene, at) => true,
                MentionKind::Actor | MentionKind::Person | MentionKind::Nationality => false,
                MentionKind::Organisation
                    if is_unknown_town(scene, mention, at) || scene.is_unlisted_town(mention) =>
                {
                    true
                }
                MentionKind::Organisation | MentionKind::MilitaryPlatform | MentionKind::Weapon => {
                    scene.is_of(scene.classes.place_noun, at)
                }
            }
        }
        _ => {
            scene.is_of(scene.classes.place_noun, at)
                || scene.token(at).upos == Upos::Propn
                || place_shared(scene, at).is_some()
        }
    }
}

/// "Most of Arden", "all of the city", "60 percent of the town": the place of which the words are a share.
fn place_shared(scene: &Scene, at: usize) -> Option<usize> {
    let is_share = scene.says("share", scene.form(at)) || scene.says("whole", scene.form(at));
    let mut of =
        scene.children_in(at, &[Deprel::Nmod]).filter(|&it| it > at && scene.preposition(it) == "of");
    of.find(|&it| is_share && is_place(scene, it))
}

/// "Captured the Western Command", "the Third Brigade barracks were overrun": a seat of soldiers to which something is
/// done is where they sit.
fn is_taken_seat(scene: &Scene, at: usize) -> bool {
    matches!(scene.deprel(at), Deprel::Obj | Deprel::NsubjPass)
        && scene.says("seat_noun", scene.lower_lemma(at))
}

/// "Out of Ilmbridge", "near Ilmbridge": a name that no table knows, in one word and no acronym, is a place where
/// a preposition of place opens it.
pub(crate) fn is_unknown_town(scene: &Scene, mention: &Mention, at: usize) -> bool {
    let words = scene.words(mention.span);
    mention.known.is_none()
        && mention.form == MentionForm::Name
        && !words.contains(' ')
        && words.chars().skip(1).any(char::is_lowercase)
        && (scene.opened_by("locative", at) || scene.opened_by("source", at))
}

/// Says whether a noun phrase can act: by its mention, by its noun, a pronoun, or an unknown name.
pub(crate) fn is_actor(scene: &Scene, at: usize) -> bool {
    let token = scene.token(at);
    // "Military aid", "a military agreement": of what sort it is.
    if token.upos == Upos::Adj && scene.form(at) == "military" {
        return false;
    }
    if let Some((id, mention)) = scene.mention(at).filter(|(_, it)| it.head == at) {
        return match mention.kind {
            MentionKind::Actor
            | MentionKind::Person
            | MentionKind::Organisation
            | MentionKind::Nationality => true,
            MentionKind::Place => {
                !mention.literal || names_a_country(scene, id) || is_some_countries(scene, mention)
            }
            MentionKind::MilitaryPlatform => true,
            MentionKind::Weapon => false,
        };
    }
    match token.upos {
        Upos::Pron => !scene.says("thing_pronoun", scene.lemma(at)),
        Upos::Propn => true,
        _ => heads_under(scene, at).into_iter().any(|it| {
            scene
                .mention(it)
                .is_some_and(|(_, mention)| mention.head == it && mention.kind == MentionKind::Actor)
                || scene.is_of(scene.classes.occurrence, it)
                || scene.is_of(scene.classes.force, it)
                || scene.is_of(scene.classes.government, it)
                || scene.is_of(scene.classes.people, it)
        }),
    }
}

/// "Western countries", "the neighbouring states": several countries are rather who acts than where.
pub(crate) fn is_some_countries(scene: &Scene, mention: &Mention) -> bool {
    mention.form == MentionForm::Description
        && scene.token(mention.head).xpos == "NNS"
        && scene.is_of(scene.classes.government, mention.head)
        && !scene.opened_by("locative", mention.head)
        && !scene.opened_by("source", mention.head)
}

/// Says whether a word names somebody: a country or its people, a force, an organisation, a person.
pub(crate) fn is_named_actor(scene: &Scene, at: usize) -> bool {
    let named = scene.mention(at).filter(|(_, it)| it.head == at && it.form == MentionForm::Name);
    !scene.is_timed(at) && named.is_some() && is_actor(scene, at)
}

/// Countries act under their own name whatever the mood of the sentence ("Syria said", "strikes on Syria").
fn names_a_country(scene: &Scene, mention: usize) -> bool {
    *scene.countries[mention].get_or_init(|| names_a_country_anew(scene, mention))
}

fn names_a_country_anew(scene: &Scene, mention: usize) -> bool {
    let words = scene.words(scene.reading.mentions[mention].span);
    if scene.registry.by_name(words).iter().any(|it| it.kind == ActorKind::Government) {
        return true;
    }
    let Some(place) = scene.located_mention(mention) else { return false };
    place.resolution.best().is_some_and(|it| it.place.kind == PlaceKind::Country)
}

/// The things that a noun phrase names: its conjuncts, and the members that a general noun lists
/// ("key cities, including Hama and Aleppo").
pub(crate) fn members(scene: &Scene, role: Role, at: usize) -> Vec<usize> {
    let mut out = Vec::new();
    collect_members(scene, role, at, 0, &mut out);
    out.sort_unstable();
    out.dedup();
    out
}

fn collect_members(scene: &Scene, role: Role, at: usize, depth: u32, out: &mut Vec<usize>) {
    let at = elided_head(scene, at).unwrap_or(at);
    let is_general = scene.token(at).upos == Upos::Noun
        && (scene.is_of(scene.classes.place_noun, at) || scene.is_of(scene.classes.force, at));
    let mut listed = if is_general && depth == 0 { adjacent::listed_after(scene, at) } else { Vec::new() };
    if listed.is_empty() && role == Role::Place && is_general {
        listed = adjacent::names_of_plural(scene, at);
    }
    match listed.is_empty() {
        true => out.push(at),
        false => out.extend(listed),
    }
    if role == Role::Place {
        out.extend(adjacent::places_joined(scene, at));
    }
    if depth < 3 {
        let joined = scene.children_in(at, &[Deprel::Conj]).filter(|&it| {
            scene.is_nominal(it)
                && is_coordinated(scene, at, it)
                && !describes(scene, at, it)
                && (role != Role::Place || is_place(scene, it))
                && (role == Role::Place || !is_place_only(scene, it))
        });
        joined.for_each(|it| collect_members(scene, role, it, depth + 1, out));
    }
}

/// "Ruritanian and Freeland jets": the first adjective has the noun of the second, where the tree joins the two.
fn elided_head(scene: &Scene, at: usize) -> Option<usize> {
    let nation = |it: usize| {
        scene.token(it).upos == Upos::Adj
            && scene.mention(it).is_some_and(|(_, it)| it.kind == MentionKind::Nationality)
    };
    if !nation(at) {
        return None;
    }
    let mut joined = scene.children_in(at, &[Deprel::Conj]).filter(|&it| scene.token(it).upos == Upos::Noun);
    joined.find(|&it| scene.children_in(it, &[Deprel::Amod]).any(|it| it > at && nation(it)))
}

/// A conjunct needs its "and", here, right before its words or at the end of its list; without one it is an
/// apposition misread.
fn is_coordinated(scene: &Scene, at: usize, conjunct: usize) -> bool {
    scene.has_child(conjunct, Deprel::Cc)
        || opened_by_and(scene, conjunct)
        || scene.children_in(at, &[Deprel::Conj]).any(|it| it > conjunct && scene.has_child(it, Deprel::Cc))
}

/// Says whether "and" stands right before the words of a phrase, whatever the tree hangs it on.
pub(crate) fn opened_by_and(scene: &Scene, at: usize) -> bool {
    let first = scene.children(at).filter(|&it| it < at).min().unwrap_or(at);
    let first = if scene.token(first).upos == Upos::Cconj { first + 1 } else { first };
    first.checked_sub(1).is_some_and(|it| {
        scene.form(it) == "and" && scene.reading.sentence_of(it) == scene.reading.sentence_of(at)
    })
}

/// "Arden, the country's largest city and a hub": after a name, an owned noun without its own "and" opens a
/// description, whatever the tree calls it.
fn describes(scene: &Scene, name: usize, conjunct: usize) -> bool {
    let opens = |it: usize| {
        scene.token(it).xpos == "NN"
            && scene.has_child(it, Deprel::NmodPoss)
            && !scene.has_child(it, Deprel::Cc)
    };
    // "X, a senior adviser with the group and an expert": the second description goes on from the first.
    let goes_on = scene.token(conjunct).xpos == "NN"
        && scene.children_in(name, &[Deprel::Appos]).any(|it| it > name && it < conjunct);
    let opened = scene.children_in(name, &[Deprel::Conj]).filter(|&it| it <= conjunct).any(opens);
    scene.token(name).upos == Upos::Propn && (goes_on || opened)
}

fn is_place_only(scene: &Scene, at: usize) -> bool {
    is_place(scene, at) && !is_actor(scene, at)
}

/// The place that a noun phrase names, from the gazetteer, through a reference, or by its own words.
pub(crate) fn place_ref(scene: &Scene, at: usize) -> Option<PlaceRef> {
    if let Some(found) = named_behind(scene, at).or_else(|| mentioned_place(scene, at)) {
        return Some(found);
    }
    // "Most of Arden" is Arden in part.
    if let Some(found) = place_shared(scene, at).and_then(|it| place_ref(scene, it)) {
        return Some(match scene.says("whole", scene.form(at)) {
            true => found,
            false => {
                PlaceRef { precision: Precision::Near, qualifier: Some(scene.form(at).to_owned()), ..found }
            }
        });
    }
    // "The yard of the hospital" lies in the hospital.
    let whole = scene.children_in(at, &[Deprel::Nmod]).find(|&it| {
        it > at
            && scene.says("part_of_site", scene.form(at))
            && scene.preposition(it) == "of"
            && is_place(scene, it)
    });
    if let Some(found) = whole.and_then(|it| place_ref(scene, it)) {
        return Some(found);
    }
    if let Some(name) = town_named(scene, at) {
        return mentioned_place(scene, name).or_else(|| Some(named_town(scene, name)));
    }
    // "Arden, a town north of Bellow": the town is Arden.
    let is_one = scene.token(at).xpos == "NN" && scene.is_of(scene.book.classes().id("settlement"), at);
    if let Some(name) = crate::adjacent::name_set_off(scene, at).filter(|_| is_one)
        && scene.mention(name).is_some_and(|(_, it)| it.kind == MentionKind::Place)
    {
        return mentioned_place(scene, name).or_else(|| Some(named_town(scene, name)));
    }
    let is_frame = scene.is_of(scene.classes.generic, at);
    let unknown = unknown_town_below(scene, at, 2);
    if let Some(below) = unknown.clone().filter(|it| it.precision == Precision::Exact) {
        return Some(below);
    }
    if let Some(below) = place_below(scene, at, 3) {
        // "towns in northern Arden" are about Arden; "the prison of Arden" is a site with its own name.
        let (precision, qualifier) = match is_frame || scene.token(at).upos != Upos::Noun {
            true => (below.precision, below.qualifier.clone()),
            false => (Precision::Near, Some(scene.lemma(at).to_owned())),
        };
        let is_several = scene.token(at).xpos == "NNS";
        let precision = if is_several { Precision::Near.max(precision) } else { precision };
        let below = if is_several && is_frame { in_area(scene, below) } else { below };
        return Some(PlaceRef { precision, qualifier, ..below });
    }
    unknown.or_else(|| own_words_place(scene, at))
}

/// "Arden's second city Velden": the name right behind a word for a settlement, which the parser hangs elsewhere.
fn named_behind(scene: &Scene, at: usize) -> Option<PlaceRef> {
    let is_settlement = scene.token(at).xpos == "NN"
        && scene.is_of(scene.classes.generic, at)
        && scene.is_of(scene.classes.place_noun, at);
    let owned = scene.children_in(at, &[Deprel::NmodPoss]).next().is_some();
    let next =
        scene.mention(at + 1).filter(|(_, it)| it.tokens.start == at + 1 && scene.token(at).space_after);
    let (id, name) = next.filter(|_| is_settlement && owned)?;
    let is_name = name.kind == MentionKind::Place && name.form == MentionForm::Name && name.literal;
    (is_name && !names_a_country(scene, id)).then(|| mentioned_place(scene, name.head)).flatten()
}

/// "The village of Ilmbridge" is Ilmbridge, and "an army camp in the town of Ilmbridge" lies in it, though no table
/// knows the name: where a word for a settlement names it, or a preposition of place leads from a site to it.
fn unknown_town_below(scene: &Scene, at: usize, reach: u32) -> Option<PlaceRef> {
    if reach == 0 || scene.token(at).upos != Upos::Noun {
        return None;
    }
    let is_settlement = scene.is_of(scene.classes.generic, at) && scene.is_of(scene.classes.place_noun, at);
    let named = |it: usize| {
        let (id, mention) = scene.mention(it).filter(|(_, found)| found.head == it)?;
        let known = scene.located_mention(id).is_some_and(|it| it.resolution.best().is_some());
        let is_name = mention.kind == MentionKind::Place && mention.form == MentionForm::Name;
        (is_name && mention.literal && !known).then_some(mention.span)
    };
    let below = scene.children_in(at, &[Deprel::Nmod, Deprel::NmodDesc, Deprel::Flat]);
    below.filter(|&it| it > at && scene.token(at).xpos == "NN" && !scene.is_timed(it)).find_map(|it| {
        let bears = is_settlement && matches!(scene.preposition(it).as_str(), "of" | "");
        let lies_in = scene.opened_by("at", it) || scene.preposition(it) == "of";
        let own = named(it).map(|span| PlaceRef {
            name: scene.words(span).to_owned(),
            id: None,
            span: Some(span),
            precision: Precision::Exact,
            qualifier: None,
        });
        let town = own.or_else(|| unknown_town_below(scene, it, reach - 1));
        let town = town.filter(|_| bears || lies_in)?;
        let site = (!bears).then(|| scene.lemma(at).to_owned());
        let precision = if bears { town.precision } else { Precision::Near };
        Some(PlaceRef { precision, qualifier: site.or(town.qualifier.clone()), ..town })
    })
}

/// "Several towns in the northern Arden countryside": what lies about a town bears the report's words for it, so
/// that nobody reads that the town itself was taken.
fn in_area(scene: &Scene, place: PlaceRef) -> PlaceRef {
    let token = place.span.and_then(|it| scene.token_at(it));
    let area = token.filter(|&it| matches!(scene.deprel(it), Deprel::Compound | Deprel::NmodPoss));
    let area = area.and_then(|it| scene.head(it)).filter(|&it| scene.token(it).upos == Upos::Noun);
    let words = area.map(|it| without_article(scene, scene.words(phrase_span(scene, it))).to_owned());
    let named = |words: &String| {
        let around = PlaceRef { qualifier: Some(words.clone()), ..place.clone() };
        place.precision == Precision::Near && around.standing() == Standing::Around
    };
    PlaceRef { name: words.filter(named).unwrap_or(place.name.clone()), ..place }
}

/// "The southeastern town of Arden": the name that a town noun introduces is the town, whether a table knows it or not.
fn town_named(scene: &Scene, at: usize) -> Option<usize> {
    let is_one = scene.says("town_noun", scene.form(at));
    let mut of = scene.children_in(at, &[Deprel::Nmod]).filter(|&it| scene.preposition(it) == "of");
    of.find(|&it| is_one && it == at + 2 && scene.token(it).upos == Upos::Propn)
}

fn named_town(scene: &Scene, name: usize) -> PlaceRef {
    let own = scene.mention(name).filter(|(_, it)| it.head == name && it.tokens.contains(&name));
    let span = own.map_or_else(|| phrase_span(scene, name), |(_, it)| it.span);
    let name = town_name(scene, scene.words(span)).to_owned();
    PlaceRef { name, id: None, span: Some(span), precision: Precision::Exact, qualifier: None }
}

/// "Arden town" is Arden: what follows the name only says what sort of place it is.
pub(crate) fn town_name<'w>(scene: &Scene, words: &'w str) -> &'w str {
    let cut = words.rsplit_once(' ').filter(|it| scene.says("town_noun", it.1) && is_name(it.0));
    cut.map_or(words, |it| it.0)
}

fn is_name(words: &str) -> bool {
    words.starts_with(char::is_uppercase)
}

fn mentioned_place(scene: &Scene, at: usize) -> Option<PlaceRef> {
    let (id, mention) = scene.mention(at)?;
    let mut target = id;
    for _ in 0..4 {
        if let Some(place) = scene.located_mention(target)
            && let Some(best) = place.resolution.best().filter(|it| is_such_a_place(scene, at, it.place.kind))
        {
            return Some(PlaceRef {
                name: best.place.name.clone(),
                id: Some(best.place.id.clone()),
                span: Some(if target == id { place.span } else { mention.span }),
                precision: place.precision,
                qualifier: place.qualifier.clone(),
            });
        }
        target = scene.reading.mentions[target].antecedent?;
    }
    None
}

/// "The city" goes back to no square and no country.
fn is_such_a_place(scene: &Scene, at: usize, kind: PlaceKind) -> bool {
    let settled = matches!(kind, PlaceKind::City | PlaceKind::Town | PlaceKind::Village);
    !scene.says("town_noun", scene.form(at)) || settled
}

fn place_below(scene: &Scene, at: usize, reach: u32) -> Option<PlaceRef> {
    if reach == 0 {
        return None;
    }
    let steps = [
        Deprel::Nmod,
        Deprel::Appos,
        Deprel::NmodDesc,
        Deprel::Flat,
        Deprel::Compound,
        Deprel::NmodPoss,
        Deprel::Amod,
        Deprel::Acl,
        Deprel::Obj,
        Deprel::Advmod,
        Deprel::Obl,
    ];
    let below: Vec<usize> = scene
        .children_in(at, &steps)
        .filter(|&it| !scene.is_timed(it) && !scene.opened_by("not_of_place", it))
        .collect();
    // "Iraq's second-largest city, Mosul": the town that is named, and not whose it is.
    let is_country =
        |at: usize| scene.mention(at).is_some_and(|(id, it)| it.head == at && names_a_country(scene, id));
    let within = below.iter().filter(|it| !is_country(**it)).find_map(|&it| mentioned_place(scene, it));
    let direct = within.or_else(|| below.iter().find_map(|&it| mentioned_place(scene, it)));
    direct.or_else(|| below.iter().find_map(|&it| place_below(scene, it, reach - 1))).or_else(|| {
        below.iter().filter(|&&it| is_definite_general(scene, it)).find_map(|&it| own_words_place(scene, it))
    })
}

fn own_words_place(scene: &Scene, at: usize) -> Option<PlaceRef> {
    // "Our street" is a place to its speaker alone.
    let owned = scene.children_in(at, &[Deprel::NmodPoss]).any(|it| scene.token(it).upos == Upos::Pron);
    if scene.token(at).upos == Upos::Pron || owned || !is_place(scene, at) {
        return None;
    }
    let is_general = scene.is_of(scene.classes.generic, at);
    // "The besieged northern town", "the second provincial capital to fall": one that was named before, if any.
    if is_described_town(scene, at) || is_next_in_a_row(scene, at) {
        let before = context::town_before(scene, at).or_else(|| context::town_of_next(scene, at));
        return before.map(|it| PlaceRef { span: Some(scene.token(at).span), ..it });
    }
    if is_definite_general(scene, at) {
        let town = context::town_of_sentence(scene, at).or_else(|| context::town_before(scene, at));
        return town.map(|it| PlaceRef { span: Some(scene.token(at).span), ..it });
    }
    if is_general {
        // "Several towns" of a sentence about one town are places near it, or nowhere.
        let near = context::town_of_sentence(scene, at).filter(|_| scene.token(at).xpos == "NNS");
        if near.is_some() || scene.children_in(at, &CONTENT).next().is_none() {
            let near = near.map(|it| in_area(scene, it));
            return near.map(|it| PlaceRef { span: Some(scene.token(at).span), ..it });
        }
    }
    let span =
        scene.mention(at).filter(|(_, it)| it.head == at).map_or(phrase_span(scene, at), |(_, it)| it.span);
    let whole = without_praise(scene, without_article(scene, scene.words(span)));
    let words = town_name(scene, whole);
    // "The central prison" is a prison of the only town that its sentence names.
    let is_site = scene.token(at).upos == Upos::Noun && words == whole;
    let town = context::town_of_sentence(scene, at).filter(|_| is_site);
    let name = town.map_or_else(|| words.to_owned(), |it| format!("{words} ({})", it.name));
    (!words.is_empty()).then_some(PlaceRef {
        name,
        id: None,
        span: Some(span),
        precision: Precision::Exact,
        qualifier: None,
    })
}

/// "The city", "the town": some place that was named before.
pub(crate) fn is_definite_general(scene: &Scene, at: usize) -> bool {
    scene.is_of(scene.classes.generic, at)
        && scene.is_of(scene.classes.place_noun, at)
        && scene.token(at).xpos == "NN"
        && scene.children_in(at, &CONTENT).next().is_none()
        && scene.children_in(at, &[Deprel::Det]).any(|it| scene.form(it) == "the")
}

/// "The Malian garrison town", "Nigerian village" in a headline: a town that its words only describe.
fn is_described_town(scene: &Scene, at: usize) -> bool {
    let named = [Deprel::Nmod, Deprel::Flat, Deprel::Appos, Deprel::NmodDesc, Deprel::NmodPoss];
    let known = |it: usize| {
        let place =
            scene.mention(it).filter(|(_, found)| found.head == it && found.kind == MentionKind::Place);
        place.is_some()
    };
    let describing = [Deprel::Amod, Deprel::Compound];
    let is_the = scene.children_in(at, &[Deprel::Det]).any(|it| scene.form(it) == "the");
    scene.says("town_noun", scene.form(at))
        && (is_the || scene.is_headline(at))
        && scene.children_in(at, &describing).next().is_some()
        && scene.children_in(at, &named).next().is_none()
        && !scene.children_in(at, &describing).any(known)
}

/// "The second provincial capital to be lost in a week": the town that the report has just told of, not one that it lies in
/// or was lost by.
fn is_next_in_a_row(scene: &Scene, at: usize) -> bool {
    let is_town = scene.says("town_noun", scene.form(at)) || scene.form(at) == "capital";
    let before = (at.saturating_sub(3)..at).rev();
    is_town
        && before
            .take_while(|&it| scene.deprel(it) != Deprel::Det)
            .any(|it| scene.says("ordinal", scene.form(it)))
}

fn without_article<'w>(scene: &Scene, words: &'w str) -> &'w str {
    let cut = words.split_once(' ').filter(|(first, _)| scene.says("determiner", &first.to_lowercase()));
    cut.map_or(words, |(_, rest)| rest)
}

/// "Sprawling air base" is an air base: the name of a site is what tells it from others.
fn without_praise<'w>(scene: &Scene, words: &'w str) -> &'w str {
    let mut rest = words;
    while let Some((first, more)) = rest.split_once(' ') {
        if !scene.says("evaluative", &first.to_lowercase()) {
            break;
        }
        rest = more.trim_start();
    }
    rest
}

const CONTENT: [Deprel; 5] = [Deprel::Amod, Deprel::Compound, Deprel::Nmod, Deprel::NmodPoss, Deprel::Flat];

/// A noun with what stands before it and its of-phrase: no article, number, clause or apposition.
pub(crate) fn phrase_span(scene: &Scene, at: usize) -> Span {
    let before = [Deprel::Amod, Deprel::Compound, Deprel::NmodPoss, Deprel::NmodDesc];
    let mut span = scene.token(at).span;
    let mut first = at;
    for child in scene.children(at).filter(|&it| it < at && before.contains(&scene.deprel(it))) {
        let mut start = child;
        while let Some(lower) =
            scene.children(start).find(|&it| it < start && before.contains(&scene.deprel(it)))
        {
            start = lower;
        }
        first = first.min(start);
    }
    // "According to the data five people died": before a number stands nothing of the phrase but its own article.
    let number = scene.children_in(at, &[Deprel::Nummod]).filter(|&it| it > first && it < at).last();
    span = span.cover(scene.token(number.unwrap_or(first)).span);
    for child in scene.children(at).filter(|&it| it > at) {
        match scene.deprel(child) {
            Deprel::Flat | Deprel::Fixed | Deprel::Compound => span = span.cover(scene.token(child).span),
            Deprel::Nmod if scene.preposition(child) == "of" && !scene.is_timed(child) => {
                span = span.cover(phrase_span(scene, child));
            }
            _ => {}
        }
    }
    span
}
