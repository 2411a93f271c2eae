//! Turns tokens into triggers: a rule whose predicate stands there, with its roles filled.

use crate::adjacent;
use crate::clause;
use crate::context;
use crate::day::{self, Course};
use crate::means;
use crate::role::{self, Filled};
use crate::scene::Scene;
use orontes_codebook::{EventYield, Predicate, PredicateClass, Rule};
use orontes_model::{Deprel, Upos};

/// A rule that fires.
pub(crate) struct Trigger<'a> {
    pub(crate) rule: &'a Rule,
    /// The word that the rule was found by.
    pub(crate) token: usize,
    /// All words of the predicate, in order.
    pub(crate) group: Vec<usize>,
    pub(crate) filled: Filled,
    /// Says whether a noun tells it ("the fall of").
    pub(crate) is_noun: bool,
    /// What it yields: its rule's event, or an intent where somebody only means to do it.
    pub(crate) event: Option<EventYield>,
}

impl Trigger<'_> {
    fn take_from(&mut self, scene: &Scene, meant: Trigger) {
        let own = meant.event.and_then(|it| it.plover);
        let code = own.and_then(|it| scene.book.classes().foretold(&it).map(str::to_owned));
        if let (Some(event), Some(code)) = (self.event.as_mut().filter(|it| it.plover.is_none()), code) {
            let (plover, mode) =
                code.split_once(' ').map_or((code.as_str(), None), |(it, mode)| (it, Some(mode)));
            event.plover = Some(plover.to_owned());
            event.mode = mode.map(str::to_owned);
        }
        if self.filled.targets.is_empty() {
            self.filled.targets = meant.filled.targets;
        }
    }
}

/// The rules that fire in a report, in the order of the text. A word that is part of a longer predicate
/// ("offensive" in "launched an offensive") does not fire by itself.
pub(crate) fn triggers<'a>(scene: &Scene<'a>) -> Vec<Trigger<'a>> {
    let mut found = Vec::new();
    for (at, sentence) in scene.reading.sentences.iter().enumerate() {
        if scene.speaks(at) {
            let words = sentence.tokens.clone();
            let mut further: Vec<u32> =
                words.clone().flat_map(|it| scene.book.further(scene.form(it), scene.lemma(it))).collect();
            further.sort_unstable();
            further.dedup();
            found.extend(words.filter_map(|token| trigger_at(scene, token, &further)));
        }
    }
    let mut found = join_intents(scene, drop_swallowed(found));
    means::settle(scene, &mut found);
    found
}

/// Type of what somebody means to do, and of the plan to attack that it becomes.
const GOAL: &str = "goal";
const INTENT: &str = "intent_to_attack";

/// "Plans to storm Arden": the plan and the storming are one intent, told by the plan's subject. What is meant
/// and is no attack stays the goal alone.
fn join_intents<'a>(scene: &Scene, found: Vec<Trigger<'a>>) -> Vec<Trigger<'a>> {
    let is_goal = |it: &Trigger| it.event.as_ref().is_some_and(|it| it.event_type == GOAL);
    let goals: Vec<usize> = found.iter().filter(|it| is_goal(it)).map(|it| it.token).collect();
    let mut out: Vec<Trigger<'a>> = Vec::new();
    for mut trigger in found {
        let above = scene.head(trigger.token).filter(|it| {
            matches!(scene.deprel(trigger.token), Deprel::Xcomp | Deprel::Acl | Deprel::Ccomp)
                && goals.binary_search(it).is_ok()
        });
        let Some(above) = above else {
            out.push(trigger);
            continue;
        };
        let is_attack = trigger.event.as_ref().is_some_and(|it| context::is_campaign(scene, &it.event_type));
        if !is_attack {
            // What is meant lends the goal its PLOVER type and those whom it is meant for.
            if let Some(goal) = out.iter_mut().rev().find(|it| it.token == above) {
                goal.take_from(scene, trigger);
            }
            continue;
        }
        out.retain(|it| it.token != above);
        trigger.group.push(above);
        trigger.group.sort_unstable();
        trigger.event =
            trigger.event.map(|it| EventYield { event_type: INTENT.to_owned(), acled: None, ..it });
        out.push(trigger);
    }
    out
}

/// "Who declined to be named", "on condition of anonymity", "not authorised to speak": why a speaker has no name is no
/// event.
fn is_of_anonymity(scene: &Scene, token: usize) -> bool {
    /// Words from the verb that opens the formula to the one that closes it: "asked that his full name not be used".
    const REACH: usize = 9;
    if !scene.says("anonymous_open", scene.lower_lemma(token))
        && !scene.says("anonymous_end", scene.form(token))
    {
        return false;
    }
    let sentence = &scene.reading.sentences[scene.reading.sentence_of(token)].tokens;
    let mut near = sentence.start.max(token.saturating_sub(REACH / 2))..sentence.end.min(token + REACH);
    near.any(|it| {
        let is_unnamed = scene.says("anonymous_end", scene.form(it))
            && scene.children_in(it, &[Deprel::AuxPass, Deprel::Aux]).any(|it| scene.lemma(it) == "be");
        is_unnamed || scene.form(it) == "anonymity"
    })
}

/// `further` numbers the words of the sentence that predicates go on with.
fn trigger_at<'a>(scene: &Scene<'a>, token: usize, further: &[u32]) -> Option<Trigger<'a>> {
    let form = scene.form(token);
    let mut candidates: Vec<(&'a Rule, PredicateClass, Vec<usize>)> = scene
        .book
        .rules_for(form, further)
        .filter(|(rule, predicate)| {
            let is_out = clause::is_lost_participle(scene, token)
                || rule.finite && describes(scene, token)
                || rule.main && is_aside(scene, token)
                || goes_back(scene, token) && !counts_the_dead(scene, rule, token)
                || is_label(scene, token)
                || clause::is_spoken_to(scene, token)
                || is_of_anonymity(scene, token)
                || !rule.control.is_empty() && counts_losses(scene, token)
                || names_a_sort(scene, token)
                || rule.nominal && !stands_for_people(scene, token)
                || says_otherwise(scene, rule, token)
                || rule.event.is_some() && is_asked(scene, token)
                || rule.event.is_some() && clause::hyphened(scene, token).is_some();
            right_class(scene, predicate, form, token) && !is_out
        })
        .filter_map(|(rule, predicate)| Some((rule, predicate.class, group_of(scene, predicate, token)?)))
        .collect();
    // Longer predicates say more, and so do rules that ask for more; the id settles the rest.
    candidates.sort_by(|(a, _, a_group), (b, _, b_group)| {
        let weight = |rule: &Rule, group: &[usize]| {
            (group.len(), rule.needs.len() + rule.without.len() + 2 * rule.with.len().min(1))
        };
        weight(b, b_group).cmp(&weight(a, a_group)).then_with(|| a.id.cmp(&b.id))
    });
    candidates.into_iter().find_map(|(rule, class, group)| {
        let filled = role::fill(scene, rule, &role::Site { token, group: &group, class })?;
        (!is_bare(scene, rule, token, &group, &filled) && !is_ended(scene, token)).then(|| Trigger {
            rule,
            token,
            group,
            filled,
            event: rule.event.clone(),
            is_noun: class == PredicateClass::Noun,
        })
    })
}

/// "Did not say whether the base had fallen": what is only asked is told by nobody. "Whether it will fall" looks ahead.
fn is_asked(scene: &Scene, token: usize) -> bool {
    let ahead = |it: usize| ["future", "possibility"].iter().any(|class| scene.says(class, scene.form(it)));
    matches!(scene.deprel(token), Deprel::Ccomp | Deprel::Csubj | Deprel::Acl | Deprel::Advcl)
        && !scene.children_in(token, &[Deprel::Aux]).any(ahead)
        && scene.children_in(token, &[Deprel::Mark]).any(|it| scene.form(it) == "whether")
}

/// "Insisted that the troops had left" says so, "insisted that they leave" demands it: the verb below decides between
/// rules of a verb that does both.
fn says_otherwise(scene: &Scene, rule: &Rule, token: usize) -> bool {
    if !scene.says("either_way", scene.lower_lemma(token)) {
        return false;
    }
    let demands = rule.event.as_ref().is_some_and(|it| it.event_type == "statement_demand");
    // After a past, a present is no telling of what is so: "insisted that they leave".
    let is_back = scene.token(token).xpos == "VBD";
    let asked = |clause: usize| {
        let mut helpers = scene.children_in(clause, &[Deprel::Aux, Deprel::AuxPass, Deprel::Cop]).peekable();
        let is_bare = |it: usize| scene.token(it).xpos == "VB" || scene.says("obliging", scene.form(it));
        match helpers.peek() {
            Some(_) => helpers.any(is_bare),
            None => scene.token(clause).xpos == "VB" || is_back && scene.token(clause).xpos == "VBP",
        }
    };
    match scene.children_in(token, &[Deprel::Ccomp]).next() {
        Some(clause) => demands != asked(clause),
        None => !demands,
    }
}

/// "A cessation of hostilities", "an end to the siege", "to avoid fighting": what the noun names is not to be.
fn is_ended(scene: &Scene, token: usize) -> bool {
    let classes = scene.book.classes();
    let (ending, averting) = (classes.id("ending"), classes.id("averting"));
    if matches!(scene.deprel(token), Deprel::Obj | Deprel::Xcomp) {
        return scene.head(token).is_some_and(|it| scene.is_of(averting, it));
    }
    scene.deprel(token) == Deprel::Nmod
        && matches!(scene.preposition(token).as_str(), "of" | "to" | "in")
        && scene.head(token).is_some_and(|it| scene.is_of(ending, it))
}

/// A word that only refers back ("the offensive", "these advances") adds nothing: contract, section 3. A
/// longer predicate, a role or a day does.
fn is_bare(scene: &Scene, rule: &Rule, token: usize, group: &[usize], filled: &Filled) -> bool {
    let empty = filled.actors.is_empty() && filled.targets.is_empty() && filled.places.is_empty();
    let is_noun = matches!(scene.token(token).upos, Upos::Noun | Upos::Propn);
    if is_noun && is_measured(scene, token) {
        return false;
    }
    // A heading of nouns ("A turning point") names what its section tells.
    if empty && is_noun && scene.is_headline(token) {
        return true;
    }
    let is_dated = |it: usize| day::stated(scene, it, Course::Point).is_some();
    // "The clashes, which began on Friday".
    let timeless = || !is_dated(token) && !scene.children_in(token, &[Deprel::AclRelcl]).any(is_dated);
    if is_spoken_of(scene, token, rule) {
        return false;
    }
    empty && group.len() < 2 && refers_back(scene, token) && timeless()
}

/// "After days of fighting", "weeks of shelling": how long it lasted says that it took place.
fn is_measured(scene: &Scene, token: usize) -> bool {
    scene.deprel(token) == Deprel::Nmod
        && scene.preposition(token) == "of"
        && scene.head(token).is_some_and(|it| it < token && scene.says("time_measure", scene.form(it)))
}

/// "Condemned the bombing", "the blast shook the convoy", "wounded in the attack": harm told again is told with what is
/// said of it, where a word points at it or the clause itself is about it.
fn is_spoken_of(scene: &Scene, token: usize, rule: &Rule) -> bool {
    let harms = rule.event.as_ref().is_some_and(|it| scene.in_group("harm", &it.event_type))
        && !scene.says("vague_harm", scene.form(token));
    let points = scene
        .children_in(token, &[Deprel::Det])
        .any(|it| matches!(scene.form(it), "the" | "this" | "that" | "these" | "those"));
    let is_argument = match scene.deprel(token) {
        Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj | Deprel::OblAgent => true,
        Deprel::Nmod | Deprel::Obl | Deprel::Conj | Deprel::Appos => points,
        _ => false,
    };
    harms && is_argument && matches!(scene.token(token).upos, Upos::Noun | Upos::Propn)
}

/// "The clashes" go back to clashes told before; "a suicide bombing" and "mass protests" are told here.
fn refers_back(scene: &Scene, token: usize) -> bool {
    if !matches!(scene.token(token).upos, Upos::Noun | Upos::Propn) {
        return true;
    }
    let article = scene.children_in(token, &[Deprel::Det]).next().map(|it| scene.form(it));
    let owned = scene.has_child(token, Deprel::NmodPoss);
    let is_new = match article {
        Some("a" | "an" | "another" | "several" | "more") => true,
        Some(_) => false,
        None => scene.token(token).xpos == "NNS" && !owned,
    };
    !is_new
}

/// The tagger takes one verb in ten of war news for a noun or an adjective ("rebels swiftly seize", "HTS
/// Advances on"); a longer predicate or a form that only a verb has outweighs the tag.
fn right_class(scene: &Scene, predicate: &Predicate, form: &str, token: usize) -> bool {
    let upos = scene.token(token).upos;
    let lemma = &predicate.words[0];
    let only_verbal = form != lemma && !form.ends_with('s');
    let headline = scene.is_headline(token) && !in_name(scene, token) && !names_actors(scene, token);
    // "They found the town empty" is no founding: a bare form with the tag of a past is another verb's past.
    let is_anothers = predicate.class == PredicateClass::Verb
        && form == lemma
        && matches!(scene.token(token).xpos, "VBD" | "VBN")
        && scene.lower_lemma(token) != lemma.as_str();
    if is_anothers {
        return false;
    }
    match predicate.class {
        PredicateClass::Verb => match upos {
            Upos::Verb | Upos::Aux => true,
            // "Condemned the bombing", "shelling from army posts": a noun, though it ends as a participle does.
            Upos::Noun
                if form.ends_with("ing")
                    && predicate.words.len() == 1
                    && !scene.has_child(token, Deprel::Obj) =>
            {
                false
            }
            _ if headline => true,
            Upos::Adj | Upos::Noun | Upos::X | Upos::Adp => {
                predicate.words.len() > 1 || only_verbal && !is_modifier(scene, token)
            }
            _ => false,
        },
        // "The offensive in Arden": a noun in its place, whatever its tag.
        PredicateClass::Noun => match upos {
            Upos::Noun | Upos::Propn => !in_name(scene, token),
            Upos::Adj => scene.is_nominal(token) || scene.deprel(token) == Deprel::Xcomp,
            _ => false,
        },
        PredicateClass::Adjective => {
            matches!(upos, Upos::Adj | Upos::Adv | Upos::Verb)
                || upos == Upos::Noun && stands_for_people(scene, token)
        }
    }
}

/// "Backed by X", "X-backed" beside a noun: a standing relation and no occurrence.
fn describes(scene: &Scene, token: usize) -> bool {
    scene.token(token).xpos == "VBN" && matches!(scene.deprel(token), Deprel::Acl | Deprel::Amod)
}

/// "A displacement camp", "an execution site": before a noun of place an occurrence tells what sort of place it is.
fn names_a_sort(scene: &Scene, token: usize) -> bool {
    let is_noun = scene.token(token).upos == Upos::Noun && scene.deprel(token) == Deprel::Compound;
    let site = scene.head(token).filter(|&it| is_noun && it == token + 1);
    site.is_some_and(|it| {
        scene.is_of(scene.book.classes().id("sorted_site"), it) && scene.token(it).upos == Upos::Noun
    })
}

/// "Described the move as a coup", "branded it an invasion": what something is called is no second occurrence.
fn is_label(scene: &Scene, token: usize) -> bool {
    let is_noun = matches!(scene.token(token).upos, Upos::Noun | Upos::Propn);
    let opened = scene.preposition(token) == "as";
    let tied = matches!(scene.deprel(token), Deprel::Obl | Deprel::Nmod | Deprel::Xcomp | Deprel::Advcl);
    let mut above = scene.head(token).filter(|_| is_noun && tied);
    // "Condemned the raid as a massacre": it may hang on what it is said of.
    if let Some(noun) = above.filter(|&it| opened && scene.deprel(it) == Deprel::Obj) {
        above = scene.head(noun);
    }
    let Some(verb) = above.filter(|&it| it < token) else { return false };
    let what = scene.children_in(verb, &[Deprel::Obj, Deprel::NsubjPass]).find(|&it| it != token);
    // "What opponents described as a coup" is told under that name alone.
    let is_free = what.is_none_or(|it| matches!(scene.token(it).xpos, "WP" | "WDT"));
    let names =
        (opened || scene.deprel(token) == Deprel::Xcomp) && scene.says("labelling", scene.lemma(verb));
    let attributive = scene.deprel(verb) == Deprel::Acl || scene.deprel(verb) == Deprel::AclRelcl;
    names && (!is_free || attributive && what.is_none())
}

/// "Freed the captured soldiers", "regained all lost positions": the participle says which ones are meant. Beside a
/// place that is named ("the captured town of Arden") or a number ("ten wounded soldiers") it tells something.
fn goes_back(scene: &Scene, token: usize) -> bool {
    let Some(noun) = scene.head(token).filter(|it| scene.deprel(token) == Deprel::Amod && token < *it) else {
        return false;
    };
    let says_more = |it: usize| {
        it == noun && scene.token(it).upos == Upos::Propn
            || matches!(scene.deprel(it), Deprel::Nummod | Deprel::Appos | Deprel::Flat)
            || scene.token(it).upos == Upos::Propn
                && matches!(scene.deprel(it), Deprel::Nmod | Deprel::Compound | Deprel::NmodDesc)
    };
    matches!(scene.token(token).xpos, "VBN" | "VBD")
        && scene.children(token).next().is_none()
        && scene.has_child(noun, Deprel::Det)
        && !std::iter::once(noun).chain(scene.children(noun)).any(says_more)
}

/// "The army hides its losses": in the plural they are of men and not of a town.
fn counts_losses(scene: &Scene, token: usize) -> bool {
    scene.token(token).xpos == "NNS" && scene.says("losses", scene.lower_lemma(token))
}

/// "Among the killed civilians there were four children": what is said of those harmed says that they were.
fn counts_the_dead(scene: &Scene, rule: &Rule, token: usize) -> bool {
    let noun = scene.head(token).unwrap_or(token);
    rule.event.as_ref().is_some_and(|it| scene.in_group("toll", &it.event_type))
        && scene.opened_by("partitive", noun)
}

/// "The wounded were taken to hospital", "two of the killed": the word stands for the people whom it describes.
fn stands_for_people(scene: &Scene, token: usize) -> bool {
    let word = scene.token(token);
    let argument = matches!(
        scene.deprel(token),
        Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj | Deprel::Obl | Deprel::Nmod | Deprel::OblAgent
    );
    let told = scene.has_child(token, Deprel::Det) || scene.has_child(token, Deprel::Case);
    let names_thing = scene.children_in(token, &[Deprel::Compound]).next().is_some();
    argument
        && told
        && !names_thing
        && (word.upos != Upos::Noun || scene.says("casualty_word", scene.form(token)))
}

/// "The army shelled the camp, killing ten": the participle tells what its clause's own verb did.
fn is_aside(scene: &Scene, token: usize) -> bool {
    scene.token(token).xpos == "VBG"
        && scene.deprel(token) == Deprel::Advcl
        && !scene.has_child(token, Deprel::Nsubj)
        && scene.head(token).is_some_and(|it| it < token && clause::is_clause(scene, it))
}

fn is_modifier(scene: &Scene, token: usize) -> bool {
    matches!(scene.deprel(token), Deprel::Amod | Deprel::Compound | Deprel::Case | Deprel::Mark)
}

/// "Rebels" is a verb form too; in a headline it is the noun.
fn names_actors(scene: &Scene, token: usize) -> bool {
    let classes = &scene.classes;
    [classes.force, classes.people, classes.government].into_iter().any(|it| scene.is_of(it, token))
        && scene.token(token).upos != Upos::Verb
}

/// "Strike" in "Striker Force", "Defence" in "Ministry of Defence": names are not occurrences.
fn in_name(scene: &Scene, token: usize) -> bool {
    scene.token(token).upos == Upos::Propn && scene.mention(token).is_some()
}

/// Finds the further words of a predicate below its trigger.
fn group_of(scene: &Scene, predicate: &Predicate, token: usize) -> Option<Vec<usize>> {
    let mut group = vec![token];
    for word in &predicate.words[1..] {
        let found = word_below(scene, token, word, &group)?;
        // What a verb takes stands behind it, but for the subject of a passive: "the town, under X's control,
        // fell" is no falling under control.
        // "Chemical weapons were used": the word may stand inside the subject.
        let inside = scene.head(found).filter(|&it| it != token).unwrap_or(found);
        let passive = scene.deprel(inside) == Deprel::NsubjPass || scene.head(token) == Some(found);
        let subject = word.starts_with(['<', '^']);
        if predicate.class == PredicateClass::Verb && found < token && !passive && !subject {
            return None;
        }
        group.push(found);
    }
    group.sort_unstable();
    Some(group)
}

fn word_below(scene: &Scene, token: usize, word: &str, taken: &[usize]) -> Option<usize> {
    // "Give rice to villagers in Arden" is no giving in: the particle is the verb's own.
    let is_particle = |it: usize| {
        // "Called on the agency to set up camps" calls nobody up.
        let is_anothers = scene.deprel(it) == Deprel::CompoundPrt && scene.head(it) != Some(token);
        !is_anothers && (word != "in" || scene.deprel(it) != Deprel::Case || it == token + 1)
    };
    // "Has held since March": a month is no march.
    let is_month = |it: usize| scene.token(it).upos == Upos::Propn && scene.is_timed(it);
    let free =
        |it: &usize| !taken.contains(it) && same_word(scene, *it, word) && is_particle(*it) && !is_month(*it);
    // "Carried out the bombing in response to strikes" carries out no strikes.
    let inner = |it: &usize| free(it) && !scene.opened_by("answering", *it);
    let own: Vec<usize> = scene.children(token).filter(|&it| may_belong(scene, it)).collect();
    if let Some(opener) = word.strip_prefix('^') {
        return scene.children(token).find(|&it| it < token && scene.form(it) == opener);
    }
    if let Some(subject) = word.strip_prefix('<') {
        return subject_word(scene, token, subject).filter(|it| !taken.contains(it));
    }
    // "Missiles launched by two ships": what is done is done with the noun that the participle describes.
    let described = scene
        .head(token)
        .filter(|_| scene.deprel(token) == Deprel::Acl && scene.token(token).xpos == "VBN")
        .filter(|it| *it < token && free(it));
    if described.is_some() {
        return described;
    }
    // "set sights on": the tagger may take the verb for a modifier of its object.
    let above = scene.head(token).filter(|&it| it > token && it - token <= 3 && is_modifier(scene, token));
    if let Some(above) = above.filter(|it| free(it)) {
        return Some(above);
    }
    let near = own.iter().copied().find(free).or_else(|| taken_as(scene, token, word, &own));
    near.or_else(|| {
        own.iter().find_map(|&it| scene.children(it).filter(|&deep| may_belong(scene, deep)).find(inner))
    })
    .or_else(|| {
        own.iter().find_map(|&it| {
            scene.children(it).find_map(|deep| {
                scene.children(deep).filter(|_| may_belong(scene, deep)).find(|it| {
                    // "Called it a strain on the truce" calls on nobody: so deep it opens a phrase of another noun.
                    inner(it) && !(scene.deprel(*it) == Deprel::Case && scene.opened_by("turning", deep))
                })
            })
        })
    })
}

/// "Took the men and their families prisoner": the parser may join what they are taken as to those who are taken.
fn taken_as(scene: &Scene, token: usize, word: &str, own: &[usize]) -> Option<usize> {
    if !scene.says("taken_as", word) {
        return None;
    }
    let taken = own.iter().filter(|&&it| scene.deprel(it) == Deprel::Obj && it > token);
    let joined = taken.flat_map(|&it| scene.children_in(it, &[Deprel::Conj, Deprel::Appos, Deprel::Amod]));
    let bare = |it: &usize| scene.form(*it) == word && scene.children(*it).next().is_none();
    joined.filter(bare).last()
}

/// A word of the predicate that is its subject ("the war began"), relative pronouns resolved.
fn subject_word(scene: &Scene, token: usize, word: &str) -> Option<usize> {
    let surface = [clause::surface_subject(scene, token, 1), adjacent::before(scene, token)];
    surface.into_iter().flatten().find(|&it| same_word(scene, it, word))
}

fn same_word(scene: &Scene, at: usize, word: &str) -> bool {
    scene.lemma(at) == word || scene.book.is_form_of(scene.form(at), word)
}

/// Words of other clauses and the doer are no part of a predicate.
fn may_belong(scene: &Scene, at: usize) -> bool {
    // "Cancelled a planned visit" cancels no plan.
    let modifies = scene.deprel(at) == Deprel::Amod && scene.token(at).xpos == "VBN";
    !modifies
        && !matches!(
            scene.deprel(at),
            Deprel::Nsubj
                | Deprel::Conj
                | Deprel::Advcl
                | Deprel::AdvclRelcl
                | Deprel::Parataxis
                | Deprel::AclRelcl
                | Deprel::Acl
                | Deprel::Punct
                | Deprel::List
                | Deprel::Csubj
        )
}

fn drop_swallowed(found: Vec<Trigger>) -> Vec<Trigger> {
    let mut swallowed: Vec<(usize, usize)> = found
        .iter()
        .flat_map(|it| it.group.iter().filter(|&&word| word != it.token).map(|&word| (word, it.token)))
        .collect();
    swallowed.sort_unstable();
    found
        .into_iter()
        .filter(|it| swallowed.binary_search_by(|(word, _)| word.cmp(&it.token)).is_err())
        .collect()
}
