//! Fills the roles of a rule from the syntax around its predicate.

use crate::adjacent;
use crate::clause;
use crate::filler;
use crate::scene::Scene;
use orontes_codebook::{Path, PredicateClass, Role, Rule, Slot, Step};
use orontes_model::{Deprel, Upos};

/// Who fills each role: heads of noun phrases, coordination spread out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Filled {
    pub(crate) actors: Vec<usize>,
    pub(crate) targets: Vec<usize>,
    pub(crate) places: Vec<usize>,
}

impl Filled {
    pub(crate) fn of(&self, role: Role) -> &[usize] {
        match role {
            Role::Actor => &self.actors,
            Role::Target => &self.targets,
            Role::Place => &self.places,
        }
    }

    fn of_mut(&mut self, role: Role) -> &mut Vec<usize> {
        match role {
            Role::Actor => &mut self.actors,
            Role::Target => &mut self.targets,
            Role::Place => &mut self.places,
        }
    }
}

/// Where a predicate stands and as what.
pub(crate) struct Site<'a> {
    pub(crate) token: usize,
    pub(crate) group: &'a [usize],
    pub(crate) class: PredicateClass,
}

impl Site<'_> {
    fn is_verbal(&self) -> bool {
        self.class == PredicateClass::Verb
    }
}

/// Fills the roles, or nothing where a role that the rule needs stays empty or a barred path leads somewhere.
pub(crate) fn fill(scene: &Scene, rule: &Rule, site: &Site) -> Option<Filled> {
    if rule.without.iter().any(|path| !at_path(scene, Role::Target, path, site, &[]).is_empty()) {
        return None;
    }
    let leads = |path: &Path| !at_path(scene, Role::Target, path, site, &[]).is_empty();
    if !rule.with.is_empty() && !rule.with.iter().any(leads) {
        return None;
    }
    let mut filled = Filled::default();
    let mut taken: Vec<usize> = Vec::new();
    for slot in &rule.slots {
        let mut found = fill_slot(scene, slot, site, &taken);
        found.retain(|&it| slot.role != Role::Target || !is_munition(scene, it));
        taken.extend(&found);
        let members = found.iter().flat_map(|&it| filler::members(scene, slot.role, it));
        *filled.of_mut(slot.role) = members.filter(|it| !site.group.contains(it)).collect();
    }
    if rule.nominal && filled.targets.is_empty() {
        filled.targets = vec![site.token];
    }
    if filled.targets.is_empty() && rule.slots.iter().any(|it| it.role == Role::Target) {
        filled.targets = subjected(scene, site);
    }
    let blamed = blamed_for(scene, site);
    if filled.actors.is_empty() && rule.slots.iter().any(|it| it.role == Role::Actor) {
        filled.actors = blamed.iter().flat_map(|&it| filler::members(scene, Role::Actor, it)).collect();
    }
    if filled.places.is_empty() && rule.slots.iter().any(stands_anywhere) {
        filled.places = place_in_clause(scene, site, &taken);
        if filled.places.is_empty() {
            filled.places = scene_of(scene, site);
        }
    }
    // A choice of roles keeps homonymous verbs out; "mass protests" need nobody named to be protests.
    let met = |them: &Vec<Role>| {
        them.iter().any(|&it| !filled.of(it).is_empty())
            || them.len() > 1 && site.class == PredicateClass::Noun
    };
    if !rule.needs.iter().all(met) {
        return None;
    }
    // "Demanded the withdrawal of the troops": nobody is named by the withdrawal itself.
    let actors = &filled.actors;
    filled.targets.retain(|&it| !is_nobodys(scene, it, actors));
    let leads_by = |role: Role, step: &Step| {
        rule.slots.iter().filter(|it| it.role == role).flat_map(|it| &it.paths).any(|it| it.step == *step)
    };
    // Both sides of a clash act; whom it hurt besides is no side of it.
    // Nor is who is told to have caused a toll among the dead.
    let directed = rule.event.as_ref().is_some_and(|it| {
        !scene.in_group("undirected", &it.event_type) && it.event_type != "casualty_report"
    });
    if filled.targets.is_empty() && directed && rule.slots.iter().any(|it| it.role == Role::Target) {
        filled.targets = victims(scene, site);
        if filled.targets.is_empty() {
            filled.targets = {
                let event = rule.event.as_ref().map(|it| it.event_type.as_str());
                let sort = Sort {
                    content: leads_by(Role::Target, &Step::ComplementSubject),
                    blames: event.is_some_and(|it| scene.in_group("blaming", it)),
                };
                let found = undergoer_below(scene, site, &filled.actors, sort);
                found.into_iter().flat_map(|it| filler::members(scene, Role::Target, it)).collect()
            };
        }
    } else if rule.event.is_some() {
        for target in &mut filled.targets {
            *target = owner_of(scene, *target, &filled.actors);
        }
    }
    Some(filled)
}

/// "The writer was subjected to torture": whoever is put through a deed.
fn subjected(scene: &Scene, site: &Site) -> Vec<usize> {
    let above = scene.head(site.token).filter(|&it| {
        !site.is_verbal()
            && scene.preposition(site.token) == "to"
            && scene.says("subjecting", scene.lower_lemma(it))
    });
    let Some(verb) = above else { return Vec::new() };
    let put = clause::objects(scene, verb, true).into_iter();
    put.flat_map(|it| filler::members(scene, Role::Target, it)).collect()
}

/// "Blamed the attack on the militia": whoever follows "on" is told to have done it.
fn blamed_for(scene: &Scene, site: &Site) -> Option<usize> {
    let verb =
        scene.head(site.token).filter(|_| !site.is_verbal() && scene.deprel(site.token) == Deprel::Obj)?;
    if !scene.says("blaming_on", scene.lower_lemma(verb)) {
        return None;
    }
    let on = ["on".to_owned(), "upon".to_owned()];
    let own = prepositional(scene, &[site.token, verb], &on);
    // "The attack on the mosque on the militia": the last of them is blamed.
    own.into_iter().filter(|&it| filler::is_actor(scene, it) && !scene.is_timed(it)).max()
}

/// "Burned the offices of the council": who is hit is the council. People and bodies are hit themselves.
fn owner_of(scene: &Scene, target: usize, actors: &[usize]) -> usize {
    const OWNERS: [Deprel; 5] =
        [Deprel::NmodPoss, Deprel::Amod, Deprel::Compound, Deprel::Nmod, Deprel::NmodDesc];
    if filler::is_actor(scene, target) || scene.is_of(scene.classes.people, target) {
        return target;
    }
    let is_owner = |it: &usize| {
        let opened = scene.preposition(*it);
        // "A camp for refugees": the refugees.
        let is_for = opened == "for" && scene.is_of(scene.classes.people, *it);
        (opened.is_empty() || opened == "of" || is_for)
            && !actors.contains(it)
            && (filler::is_named_actor(scene, *it) || scene.is_of(scene.classes.people, *it))
    };
    scene.children_in(target, &OWNERS).find(is_owner).unwrap_or(target)
}

/// An occurrence without a doer of its own: who "ordered the seizure" is not ordered to.
fn is_nobodys(scene: &Scene, at: usize, actors: &[usize]) -> bool {
    scene.token(at).upos == Upos::Noun
        && scene.is_of(scene.classes.occurrence, at)
        && !scene.is_of(scene.classes.people, at)
        && !clause::subjects(scene, at, false)
            .into_iter()
            .any(|it| filler::is_actor(scene, it) && !actors.contains(&it))
}

/// "A blast killed ten people", "ten were killed in the blast", "shelled the camp, killing ten": those whom an
/// occurrence harms are whom it is done to.
fn victims(scene: &Scene, site: &Site) -> Vec<usize> {
    let harms = |it: usize| scene.says("harming", scene.lower_lemma(it));
    let token = site.token;
    let above = scene.head(token).filter(|&it| {
        !site.is_verbal()
            && harms(it)
            && (matches!(scene.deprel(token), Deprel::Nsubj | Deprel::OblAgent)
                || matches!(scene.deprel(token), Deprel::Obl | Deprel::Nmod)
                    && matches!(scene.preposition(token).as_str(), "in" | "by" | "during"))
    });
    let below = scene.children_in(token, &[Deprel::Advcl]).find(|&it| site.is_verbal() && harms(it));
    let Some(verb) = above.or(below) else { return Vec::new() };
    let hurt = clause::objects(scene, verb, true).into_iter().filter(|&it| {
        !site.group.contains(&it)
            && (filler::is_actor(scene, it) || filler::fits_class(scene, "people", it))
            && !scene.is_of(scene.classes.occurrence, it)
    });
    hurt.flat_map(|it| filler::members(scene, Role::Target, it)).collect()
}

/// Relations along which one is sought whom something is done to.
const BELOW: [Deprel; 15] = [
    Deprel::Xcomp,
    Deprel::Ccomp,
    Deprel::Advcl,
    Deprel::Acl,
    Deprel::Amod,
    Deprel::Compound,
    Deprel::NmodPoss,
    Deprel::Nmod,
    Deprel::NmodDesc,
    Deprel::Obj,
    Deprel::Iobj,
    Deprel::Obl,
    Deprel::OblAgent,
    Deprel::Nsubj,
    Deprel::NsubjPass,
];

/// What is done: something about what others do, something that blames them for it.
#[derive(Clone, Copy)]
struct Sort {
    content: bool,
    blames: bool,
}

/// Whom the thing concerns that is done, promised, refused or threatened: "rejected a Ruritanian request",
/// "closed the border with Ruritania", "agreed to send food to refugees", "demanded the withdrawal of the
/// troops". The nearest below, a name before a description, and not the doer.
fn undergoer_below(scene: &Scene, site: &Site, actors: &[usize], sort: Sort) -> Option<usize> {
    /// Deeper than a clause and two phrases stands what the sentence says besides.
    const DEPTH: u32 = 5;
    /// Words of one level; a sentence of lists is no reason to read it all.
    const WIDTH: usize = 32;
    let own = |it: usize| site.group.contains(&it);
    let direct = objects(scene, site);
    let mut level = direct.clone();
    // "Offered the rebels amnesty".
    level.extend(scene.children_in(site.token, &[Deprel::Iobj]));
    // "Anger at the failure of the troops": what the noun of a feeling is about.
    let about = |it: usize| {
        scene.preposition(it) == "at"
            && scene.head(it).is_some_and(|it| site.group.contains(&it))
            && (sort.blames && site.group.len() > 1
                || scene.head(it).is_some_and(|it| scene.token(it).upos == Upos::Noun))
    };
    let is_aside = |it: usize| scene.opened_by("aside", it) && !about(it);
    // "threatened to break off relations with Ruritania": to whom the threatened thing is done.
    level.extend(scene.children_in(site.token, &[Deprel::Xcomp]));
    // Who "denied that troops had shelled the town" does nothing to the troops.
    level.extend(scene.children_in(site.token, &[Deprel::Ccomp]).filter(|_| sort.content));
    level.extend(scene.children_in(site.token, &[Deprel::Advcl]).filter(|&it| is_aim(scene, it)));
    level.extend(site.group.iter().copied().filter(|&it| it != site.token));
    let phrases = site.group.iter().flat_map(|&it| clause::phrases(scene, it).collect::<Vec<_>>());
    // "Protested against abuses by the police": the parser may hang the police on the protest.
    let strays = sort.blames && site.is_verbal() && !clause::is_passive(scene, site.token);
    let strayed = |it: usize| strays && is_doer(scene, it);
    level.extend(
        phrases.filter(|&it| scene.opened_by("concerning", it) || is_reason(scene, it) || strayed(it)),
    );
    let blamed = blamed_for(scene, site);
    let mut seen: Vec<usize> = Vec::new();
    for depth in 0..DEPTH {
        level.retain(|it| !seen.contains(it));
        level.truncate(WIDTH);
        let free = |it: &usize| {
            !own(*it)
                && !actors.contains(it)
                && !is_within(scene, *it, actors)
                && !is_munition(scene, *it)
                && Some(*it) != blamed
                && (!is_aside(*it) || (strays || depth > 0) && scene.preposition(*it) == "by")
        };
        // "Abuses by troops against civilians": who did it is blamed, not whom it hurt.
        let doer = level
            .iter()
            .copied()
            .find(|it| sort.blames && (strays || depth > 0) && free(it) && is_doer(scene, *it));
        let named = level.iter().copied().find(|it| free(it) && filler::is_named_actor(scene, *it));
        let named = doer
            .or(named)
            .or_else(|| level.iter().copied().find(|it| free(it) && is_known_pronoun(scene, *it)));
        let described = |it: &usize| {
            free(it) && !direct.contains(it) && is_described(scene, *it) && !is_only_sent(scene, *it)
        };
        let found = named.or_else(|| level.iter().copied().find(described).map(|it| beneficiary(scene, it)));
        if found.is_some() {
            return found;
        }
        seen.extend(&level);
        level = level
            .iter()
            .filter(|&&it| {
                let goes_on = own(it) || !is_aside(it) || is_reason(scene, it);
                !actors.contains(&it) && goes_on
            })
            .flat_map(|&it| scene.children_in(it, &BELOW).collect::<Vec<_>>())
            .filter(|&it| scene.deprel(it) != Deprel::Advcl || is_aim(scene, it))
            .filter(|&it| sort.blames || scene.deprel(it) != Deprel::OblAgent)
            .collect();
    }
    country_aside(scene, site, actors)
}

/// "By troops": whoever did what the clause is about.
fn is_doer(scene: &Scene, at: usize) -> bool {
    scene.preposition(at) == "by" && (filler::is_named_actor(scene, at) || is_described(scene, at))
}

/// "Against them": a pronoun that goes back to somebody.
fn is_known_pronoun(scene: &Scene, at: usize) -> bool {
    let goes_back = scene.mention(at).is_some_and(|(_, it)| it.head == at && it.antecedent.is_some());
    scene.token(at).upos == Upos::Pron
        && goes_back
        && scene.opened_by("concerning", at)
        && filler::is_actor(scene, at)
}

/// "Tightened its laws in Ruritania": a country that the clause only stands in is the last resort.
fn country_aside(scene: &Scene, site: &Site, actors: &[usize]) -> Option<usize> {
    let near = clause::phrases(scene, site.token).collect::<Vec<_>>();
    let below =
        objects(scene, site).into_iter().flat_map(|it| clause::phrases(scene, it).collect::<Vec<_>>());
    near.into_iter().chain(below).find(|it| {
        scene.preposition(*it) == "in" && !actors.contains(it) && filler::is_named_actor(scene, *it)
    })
}

/// "In protest against", "in response to": the phrase opens a reason.
fn is_reason(scene: &Scene, at: usize) -> bool {
    scene.opened_by("motive_frame", at) && scene.says("motive_noun", scene.lower_lemma(at))
}

/// "Troops to Ruritania", "food for refugees": where a described body is only sent, those it is sent to.
fn beneficiary(scene: &Scene, at: usize) -> usize {
    let is_sent = scene.deprel(at) == Deprel::Obj;
    let mut to = clause::phrases(scene, at)
        .filter(|it| is_sent && scene.opened_by("onto", *it) && filler::is_actor(scene, *it));
    to.next().unwrap_or(at)
}

/// "Refused to deploy peacekeepers in Ruritania": who is sent without being sent to anybody is a means.
fn is_only_sent(scene: &Scene, at: usize) -> bool {
    let sends = |it: usize| scene.says("sending", scene.lemma(it));
    scene.deprel(at) == Deprel::Obj
        && scene.is_of(scene.classes.force, at)
        && scene.head(at).is_some_and(sends)
        && beneficiary(scene, at) == at
}

/// "To demand …", "unless the kingdom …": a clause that says what for or against whom.
fn is_aim(scene: &Scene, clause: usize) -> bool {
    let marks = scene.children_in(clause, &[Deprel::Mark]).map(|it| scene.form(it));
    marks.into_iter().any(|it| matches!(it, "to" | "unless" | "until"))
}

/// Somebody told by a noun of their own: people, a force, a government.
fn is_described(scene: &Scene, at: usize) -> bool {
    let classes = &scene.classes;
    // "A rebel stronghold", "army posts": whose place it is.
    let holds = |it: usize| scene.is_of(classes.place_noun, it) || filler::fits_class(scene, "building", it);
    let owns = scene.is_of(classes.force, at) && scene.head(at).is_some_and(holds);
    let modifies = matches!(scene.deprel(at), Deprel::Amod | Deprel::Compound | Deprel::NmodDesc) && !owns;
    // "The use of force": no body of people.
    let bare = scene.form(at) == "force"
        && !scene.has_child(at, Deprel::Det)
        && !scene.has_child(at, Deprel::Compound);
    // "Its own troops" are the doer's.
    let owned = scene.children_in(at, &[Deprel::NmodPoss]).any(|it| scene.token(it).upos == Upos::Pron);
    matches!(scene.token(at).upos, Upos::Noun | Upos::Propn)
        && !modifies
        && !bare
        && !owned
        && !scene.is_of(classes.occurrence, at)
        && [classes.people, classes.force, classes.government].into_iter().any(|it| scene.is_of(it, at))
        && filler::is_actor(scene, at)
}

/// "Indonesian" of "the Indonesian military": a part of the doer's own words.
fn is_within(scene: &Scene, at: usize, actors: &[usize]) -> bool {
    let over = |it: &usize| scene.mention(*it).is_some_and(|(_, it)| it.tokens.contains(&at));
    actors.iter().any(over) || scene.head(at).is_some_and(|it| actors.contains(&it))
}

/// A place that a rule looks for behind "in" may stand elsewhere in the clause; the place of "seize" may not.
fn stands_anywhere(slot: &Slot) -> bool {
    let locative =
        |it: &Path| matches!(&it.step, Step::Prepositions(words) if words.iter().any(|it| it == "in"));
    slot.role == Role::Place && slot.paths.iter().any(locative)
}

/// The first path that leads somewhere, with the paths joined to it; else what stands beside the predicate.
fn fill_slot(scene: &Scene, slot: &Slot, site: &Site, taken: &[usize]) -> Vec<usize> {
    for (at, path) in slot.paths.iter().enumerate() {
        let mut found = at_path(scene, slot.role, path, site, taken);
        if found.is_empty() {
            continue;
        }
        for more in slot.paths[at + 1..].iter().take_while(|it| it.joined) {
            found.extend(at_path(scene, slot.role, more, site, taken));
        }
        return found;
    }
    slot.paths.iter().find_map(|path| beside(scene, slot.role, path, site, taken)).into_iter().collect()
}

/// The heads that a path leads to and that fit, the taken ones left out.
fn at_path(scene: &Scene, role: Role, path: &Path, site: &Site, taken: &[usize]) -> Vec<usize> {
    let (token, group) = (site.token, site.group);
    let candidates = match &path.step {
        Step::Subject => subjects(scene, site),
        Step::Object => objects(scene, site),
        Step::IndirectObject => indirect_objects(scene, token),
        Step::Possessor => below(scene, group, &[Deprel::NmodPoss]),
        Step::Modifier => below(scene, group, &[Deprel::Compound, Deprel::Amod, Deprel::NmodDesc]),
        Step::Both => both(scene, site),
        Step::ComplementSubject => complement_subjects(scene, token),
        Step::Governor => scene.head(token).into_iter().collect(),
        Step::Prepositions(words) => prepositional(scene, group, words),
    };
    let from_where = matches!(&path.step, Step::Prepositions(words) if words.iter().any(|it| it == "from"));
    let blamed = if role == Role::Target { blamed_for(scene, site) } else { None };
    let mut fitting = candidates
        .into_iter()
        .map(|it| if role == Role::Actor && from_where { garrison_of(scene, it) } else { it })
        .filter(|it| !group.contains(it) && !taken.contains(it) && Some(*it) != blamed)
        .filter(|&it| filler::fits(scene, role, &path.classes, it));
    match path.step {
        Step::Both => fitting.collect(),
        _ => fitting.next().into_iter().collect(),
    }
}

/// "Shelling from army posts": from where somebody fires is theirs.
fn garrison_of(scene: &Scene, at: usize) -> usize {
    const OWNERS: [Deprel; 4] = [Deprel::Compound, Deprel::Amod, Deprel::NmodPoss, Deprel::NmodDesc];
    if !scene.is_of(scene.classes.place_noun, at) {
        return at;
    }
    let owner = scene.children_in(at, &OWNERS).map(|it| clause::hyphened(scene, it).unwrap_or(it));
    let is_side = |it: &usize| {
        filler::is_named_actor(scene, *it)
            || scene.is_of(scene.classes.force, *it)
            || scene.is_of(scene.classes.government, *it)
    };
    owner.into_iter().find(is_side).unwrap_or(at)
}

/// "Fired Kalibr missiles at the base": a missile, and the name of its make, is whom nothing is done to.
fn is_munition(scene: &Scene, at: usize) -> bool {
    let fired = |it: usize| scene.is_of(scene.book.classes().id("projectile"), it);
    let make = matches!(scene.deprel(at), Deprel::Compound | Deprel::Amod | Deprel::Flat | Deprel::NmodDesc)
        && scene.head(at).is_some_and(fired);
    fired(at) && scene.token(at).upos != Upos::Pron || make
}

/// The phrase right before or right after a verb, where the tree shows none: what stands there in English
/// is the subject or the object, whatever the parser made of it.
fn beside(scene: &Scene, role: Role, path: &Path, site: &Site, taken: &[usize]) -> Option<usize> {
    let found = match site.is_verbal() {
        true => beside_verb(scene, path, site),
        // "Their next target is Arden".
        false if path.step == Step::Subject => adjacent::after_copula(scene, *site.group.last()?),
        false => None,
    }?;
    let free = !site.group.contains(&found) && !taken.contains(&found);
    (free && filler::fits(scene, role, &path.classes, found)).then_some(found)
}

fn beside_verb(scene: &Scene, path: &Path, site: &Site) -> Option<usize> {
    let passive = clause::is_passive(scene, site.token);
    match (&path.step, passive) {
        (Step::Subject | Step::Both, false) | (Step::Object, true) => adjacent::before(scene, site.token)
            .or_else(|| adjacent::headline_subject(scene, site.token))
            .or_else(|| adjacent::opening_subject(scene, site.token)),
        (Step::Object, false) => adjacent::after(scene, *site.group.last()?),
        _ => None,
    }
}

/// The doer of the trigger, or of a noun in its predicate ("came under rebel control").
fn subjects(scene: &Scene, site: &Site) -> Vec<usize> {
    let mut out = clause::subjects(scene, site.token, site.is_verbal());
    // "The rebel offensive began": the occurrence that is the subject is told by the predicate, and is the rebels'.
    if let Some(told) = out.first().copied().filter(|it| site.is_verbal() && site.group.contains(it)) {
        out.extend(clause::subjects(scene, told, false));
    }
    if out.is_empty() && site.is_verbal() && scene.has_child(site.token, Deprel::AuxPass) {
        let rest = site.group.iter().filter(|&&it| it != site.token);
        out.extend(rest.flat_map(|&it| below(scene, &[it], &[Deprel::NmodPoss])));
    }
    out
}

/// The undergoer of the trigger; where a predicate word is the object itself, what that word is of. The
/// phrase of a preposition that is part of the predicate ("take over Arden") is its object.
fn objects(scene: &Scene, site: &Site) -> Vec<usize> {
    let mut out = Vec::new();
    if !site.is_verbal() {
        out.extend(adjacent::behind(scene, site.token, &["of".to_owned()]));
    }
    for &word in site.group.iter().filter(|&&it| it != site.token) {
        match scene.deprel(word) {
            Deprel::Case => out.extend(scene.head(word).filter(|it| !site.group.contains(it))),
            _ => out.extend(clause::phrases(scene, word).filter(|&it| scene.preposition(it) == "of")),
        }
    }
    out.extend(clause::objects(scene, site.token, site.is_verbal()));
    if !site.is_verbal() {
        out.extend(below(scene, &[site.token], &[Deprel::NmodPoss, Deprel::Compound]));
    }
    out
}

fn below(scene: &Scene, group: &[usize], relations: &[Deprel]) -> Vec<usize> {
    group.iter().flat_map(|&it| scene.children_in(it, relations).collect::<Vec<_>>()).collect()
}

/// Both sides: "between A and B", else every subject that is joined by "and".
fn both(scene: &Scene, site: &Site) -> Vec<usize> {
    let sides = ["between".to_owned(), "among".to_owned(), "involving".to_owned()];
    let between = prepositional(scene, site.group, &sides);
    if !between.is_empty() {
        return between;
    }
    let mut out: Vec<usize> = clause::subjects(scene, site.token, site.is_verbal());
    if out.is_empty() && site.is_verbal() {
        // "were engaged in", "were locked in": passive in form alone.
        out.extend(clause::surface_subject(scene, site.token, 2));
    }
    out.truncate(1);
    let with = prepositional(scene, site.group, &["with".to_owned()]);
    // "Agreed to mediation in the talks with the rebels": the talks are with them, not the agreement.
    let is_near = |it: &usize| {
        scene.head(*it).is_none_or(|above| site.group.contains(&above) || !scene.opened_by("aside", above))
    };
    out.extend(with.into_iter().filter(is_near));
    out
}

fn complement_subjects(scene: &Scene, token: usize) -> Vec<usize> {
    let clauses = scene.children_in(token, &[Deprel::Ccomp, Deprel::Xcomp, Deprel::Advcl]);
    // "Issued a declaration demanding that the army leave": what is demanded says of whom.
    let told = |it: usize| match scene.deprel(it) == Deprel::Advcl && scene.token(it).xpos == "VBG" {
        true => scene.children_in(it, &[Deprel::Ccomp]).next().unwrap_or(it),
        false => it,
    };
    clauses.filter_map(|it| clause::surface_subject(scene, told(it), 1)).collect()
}

/// Phrases with one of these prepositions, in the order in which the rule lists the prepositions. A
/// phrase hangs on any word of the predicate, or on its object: parsers and English leave it open.
fn prepositional(scene: &Scene, group: &[usize], words: &[String]) -> Vec<usize> {
    let mut near: Vec<usize> =
        group.iter().flat_map(|&it| clause::phrases(scene, it).collect::<Vec<_>>()).collect();
    let objects = group
        .iter()
        .flat_map(|&it| scene.children_in(it, &[Deprel::Obj, Deprel::NsubjPass]).collect::<Vec<_>>())
        .filter(|it| !group.contains(it));
    // "Sent tons of food to refugees": the phrase hangs on the food.
    let measured: Vec<usize> = objects
        .flat_map(|it| {
            let of = clause::phrases(scene, it).filter(|&it| scene.preposition(it) == "of");
            // "Provided maps and advice to the rebels": it hangs on the last of them.
            let joined =
                scene.children_in(it, &[Deprel::Conj]).filter(|&it| scene.token(it).upos == Upos::Noun);
            std::iter::once(it).chain(of).chain(joined).collect::<Vec<_>>()
        })
        .collect();
    let hanging: Vec<usize> = measured
        .into_iter()
        .flat_map(|it| {
            clause::phrases(scene, it).filter(|&it| scene.preposition(it) != "of").collect::<Vec<_>>()
        })
        .collect();
    // "clashed with troops in Arden": the parser hangs the place on the troops.
    let deeper: Vec<usize> = near
        .iter()
        .filter(|&&it| scene.preposition(it) != "of")
        .flat_map(|&it| {
            clause::phrases(scene, it).filter(|&it| scene.preposition(it) != "of").collect::<Vec<_>>()
        })
        .collect();
    near.extend(hanging);
    near.extend(deeper);
    let behind: Vec<usize> = group.iter().filter_map(|&it| adjacent::behind(scene, it, words)).collect();
    let opened: Vec<(usize, String)> = near.into_iter().map(|it| (it, scene.preposition(it))).collect();
    let mut out = behind;
    for word in words {
        out.extend(opened.iter().filter(|(_, opening)| opening == word).map(|(it, _)| *it));
    }
    out
}

/// A place that stands in the clause without a path of its own: "In Arden, rebels clashed with …".
fn place_in_clause(scene: &Scene, site: &Site, taken: &[usize]) -> Vec<usize> {
    let clause = clause_of(scene, site.token);
    let lost = scene.children(clause).filter(|&it| clause::is_lost_main_verb(scene, it));
    let heads: Vec<usize> = std::iter::once(clause).chain(lost).collect();
    let mut all = heads.iter().flat_map(|&it| clause::phrases(scene, it));
    let found = all.find(|&it| {
        !site.group.contains(&it)
            && !taken.contains(&it)
            && scene.opened_by("locative", it)
            && filler::fits(scene, Role::Place, &[], it)
    });
    found.map(|it| filler::members(scene, Role::Place, it)).unwrap_or_default()
}

/// "Gave the rebels control": the parser takes whom something is given to for a part of the thing, but a plural
/// behind an article is none.
fn indirect_objects(scene: &Scene, verb: usize) -> Vec<usize> {
    let shown: Vec<usize> = scene.children_in(verb, &[Deprel::Iobj]).collect();
    if !shown.is_empty() || !scene.is_of(scene.book.classes().id("giving"), verb) {
        return shown;
    }
    let things = scene.children_in(verb, &[Deprel::Obj]);
    let before = things.flat_map(|it| scene.children_in(it, &[Deprel::Compound]).collect::<Vec<_>>());
    before.filter(|&it| scene.token(it).xpos == "NNS" && filler::is_actor(scene, it)).take(1).collect()
}

/// "The square was the site of mass protests", "Arden, the scene of heavy fighting": the place is what was the scene.
fn scene_of(scene: &Scene, site: &Site) -> Vec<usize> {
    let token = site.token;
    let over =
        scene.head(token).filter(|_| scene.deprel(token) == Deprel::Nmod && scene.preposition(token) == "of");
    let noun = over.filter(|&it| scene.says("scene_noun", &scene.lemma(it).to_lowercase()));
    let Some(noun) = noun else { return Vec::new() };
    let subject = clause::surface_subject(scene, noun, 1);
    let above = scene.head(noun).filter(|_| matches!(scene.deprel(noun), Deprel::Appos));
    let place = subject.or(above).filter(|&it| filler::fits(scene, Role::Place, &[], it));
    place.map_or(Vec::new(), |it| filler::members(scene, Role::Place, it))
}

/// The verb whose clause a word stands in.
pub(crate) fn clause_of(scene: &Scene, token: usize) -> usize {
    let mut at = token;
    for _ in 0..12 {
        if clause::is_clause(scene, at) {
            return at;
        }
        match scene.head(at) {
            Some(head) => at = head,
            None => return at,
        }
    }
    at
}
