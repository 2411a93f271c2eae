//! Turns the mood of a word and its relation to another into the mood that the other is handed.

use super::condition::{is_if, tells_for_itself};
use super::{Scene, mood};
use orontes_model::{Deprel, Modality, Mood, Upos};

/// Returns the mood that `idx` is handed by its governor; `base` is what the governor was handed itself.
pub(crate) fn handed(scene: &Scene<'_>, idx: usize, base: Mood, head_mood: Mood) -> Mood {
    let tree = &scene.tree;
    let Some(head) = tree.head(idx) else { return Mood::default() };
    if let Some(given) = given(scene, head, idx) {
        return match (given.modality, head_mood.modality) {
            // "did not fail to arrive" arrived.
            (Modality::Denied, Modality::Denied) => base,
            (_, Modality::Conditional | Modality::Denied) => super::joined(given, Some(head_mood)),
            (_, _) => given,
        };
    }
    match tree.rel(idx) {
        Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter => subject(scene, idx, base, head_mood),
        _ if is_relative(scene, idx)
            || head_mood.modality == Modality::Conditional && tells_for_itself(scene, idx) =>
        {
            only(head_mood, Modality::Historical)
        }
        Deprel::AclRelcl => only(head_mood, Modality::Historical),
        Deprel::Ccomp if is_reporting(scene, head) => only(head_mood, Modality::Conditional),
        Deprel::Ccomp if head_mood.modality == Modality::Denied => {
            denied_clause(scene, head, base, head_mood)
        }
        Deprel::Advcl | Deprel::AdvclRelcl => adverbial(scene, idx, base, head_mood),
        Deprel::Conj => coordinated(scene, idx, base, head_mood),
        Deprel::Parataxis => only(base, Modality::Historical),
        Deprel::Obl | Deprel::Nmod if is_left_unsaid(scene, head, idx, head_mood) => Mood::default(),
        Deprel::Obl | Deprel::Nmod
            if tree.has_case(idx, &["after", "following", "since", "despite", "due", "amid"]) =>
        {
            // What something happens after has happened.
            only(head_mood, Modality::Historical)
        }
        _ => head_mood,
    }
}

/// Words for saying something of what took place.
const SAYING: &[&str] = &[
    "claim",
    "comment",
    "detail",
    "explanation",
    "mention",
    "reaction",
    "remark",
    "respond",
    "responsibility",
    "response",
    "statement",
];

/// "There was no comment on the bombing", "nobody claimed responsibility for Monday's blast": what is not spoken of is
/// known, and took place.
fn is_left_unsaid(scene: &Scene<'_>, head: usize, idx: usize, head_mood: Mood) -> bool {
    let tree = &scene.tree;
    head_mood.modality == Modality::Denied
        && SAYING.contains(&tree.lemma(head))
        && (is_definite(scene, idx) || tree.lemma(head) == "responsibility")
}

fn is_definite(scene: &Scene<'_>, noun: usize) -> bool {
    let tree = &scene.tree;
    tree.children(noun).any(|it| {
        tree.rel(it) == Deprel::NmodPoss
            || tree.rel(it) == Deprel::Det
                && matches!(tree.lemma(it), "the" | "this" | "that" | "these" | "those")
    })
}

/// A clause with "who" or "which" for its subject tells for itself, whatever it was hung on.
fn is_relative(scene: &Scene<'_>, idx: usize) -> bool {
    let finite = matches!(scene.tree.xpos(idx), "VBD" | "VBZ" | "VBP") || has_finite_help(scene, idx);
    finite && scene.tree.subject_child(idx).is_some_and(|it| matches!(scene.tree.lemma(it), "who" | "which"))
}

fn only(mood: Mood, modality: Modality) -> Mood {
    if mood.modality == modality { mood } else { Mood::default() }
}

/// What is spoken of as known is not put in doubt with its verb: "the offensive will continue".
fn subject(scene: &Scene<'_>, idx: usize, base: Mood, head_mood: Mood) -> Mood {
    match head_mood.modality {
        Modality::Denied => base,
        Modality::Predicted if is_definite(scene, idx) => base,
        Modality::Asserted
        | Modality::Claimed
        | Modality::Predicted
        | Modality::Conditional
        | Modality::Historical => head_mood,
    }
}

fn is_reporting(scene: &Scene<'_>, verb: usize) -> bool {
    let lemma = scene.tree.lemma(verb);
    scene.speech.has("verb", lemma) && !scene.lemmas.has("neg_raise", lemma)
}

/// "did not believe that X": what is not believed is denied, what is not noticed is not.
fn denied_clause(scene: &Scene<'_>, head: usize, base: Mood, head_mood: Mood) -> Mood {
    if scene.lemmas.has("neg_raise", scene.tree.lemma(head)) { head_mood } else { base }
}

/// Clauses of time and cause with their own finite past speak for themselves; participles go with their verb.
fn adverbial(scene: &Scene<'_>, idx: usize, base: Mood, head_mood: Mood) -> Mood {
    let finite = matches!(scene.tree.xpos(idx), "VBD" | "VBZ" | "VBP") || has_finite_help(scene, idx);
    match head_mood.modality {
        Modality::Conditional if is_if(scene, idx) => head_mood,
        Modality::Denied if !is_complement_of_verb(scene, idx) => base,
        // "signed in 2022, after the war had begun": what came first is as old.
        Modality::Historical if goes_before(scene, idx) => head_mood,
        _ if finite => only(base, Modality::Historical),
        _ => head_mood,
    }
}

fn goes_before(scene: &Scene<'_>, idx: usize) -> bool {
    let tree = &scene.tree;
    tree.children(idx).any(|it| {
        matches!(tree.rel(it), Deprel::Mark | Deprel::Advmod)
            && matches!(tree.lemma(it), "after" | "when" | "as" | "once" | "while")
    })
}

/// "planning on slowing down": the participle completes its verb.
fn is_complement_of_verb(scene: &Scene<'_>, idx: usize) -> bool {
    let tree = &scene.tree;
    tree.xpos(idx) == "VBG"
        && tree
            .children(idx)
            .any(|it| tree.rel(it) == Deprel::Mark && matches!(tree.lemma(it), "on" | "of" | "in" | "to"))
}

fn has_finite_help(scene: &Scene<'_>, idx: usize) -> bool {
    let helps = |it: &usize| matches!(scene.tree.rel(*it), Deprel::Aux | Deprel::AuxPass | Deprel::Cop);
    scene
        .tree
        .children(idx)
        .filter(helps)
        .any(|it| matches!(scene.tree.xpos(it), "VBD" | "VBZ" | "VBP" | "MD"))
}

/// A verb that shares its helpers with the one before it shares its mood: "will take the town and hold it".
fn coordinated(scene: &Scene<'_>, idx: usize, base: Mood, head_mood: Mood) -> Mood {
    let tree = &scene.tree;
    let but =
        tree.children(idx).any(|it| tree.rel(it) == Deprel::Cc && matches!(tree.lemma(it), "but" | "yet"));
    let verb = matches!(tree.upos(idx), Upos::Verb | Upos::Aux);
    let own = verb && (matches!(tree.xpos(idx), "VBD" | "VBZ" | "VBP") || has_finite_help(scene, idx));
    // "overran the town in 1995 and killed thousands": one story, where the second verb has no day of its own.
    let goes_on = own
        && head_mood.modality == Modality::Historical
        && tree.xpos(idx) == "VBD"
        && tree.subject_child(idx).is_none()
        && !is_dated(scene, idx);
    if goes_on {
        return head_mood;
    }
    // "denied targeting anybody and accused the army": a finite verb goes on from one, not from what was denied.
    let above =
        tree.head(idx).is_some_and(|it| matches!(tree.xpos(it), "VBG" | "VB") && !has_finite_help(scene, it));
    if own && above {
        return only(base, Modality::Historical);
    }
    let shares = !own && (!but || head_mood.modality != Modality::Denied);
    if shares || head_mood.modality == Modality::Conditional && !verb { head_mood } else { base }
}

/// Says whether a time stands among the words under a token.
fn is_dated(scene: &Scene<'_>, idx: usize) -> bool {
    let span = scene.tree.span(&scene.tree.extent(idx));
    let times = &scene.tree.reading.times;
    times.get(times.partition_point(|it| it.span.end <= span.start)).is_some_and(|it| it.span.overlaps(span))
}

/// What a word says of its complement: "plans to", "failed to", "the threat of", "unable to".
fn given(scene: &Scene<'_>, head: usize, idx: usize) -> Option<Mood> {
    let tree = &scene.tree;
    let lemma = tree.lemma(head).to_lowercase();
    let relation = tree.rel(idx);
    let clause =
        matches!(relation, Deprel::Xcomp | Deprel::Ccomp | Deprel::Acl | Deprel::Csubj) && idx > head;
    let verb = matches!(tree.upos(head), Upos::Verb | Upos::Aux);
    let has = |class: &str| scene.lemmas.has(class, &lemma);
    let says = |modality: Modality| Some(mood(modality, head));
    if verb && has("deny_verb") && (clause || is_denied_object(scene, &lemma, idx)) {
        return says(Modality::Denied);
    }
    let without = |it: usize| tree.rel(it) == Deprel::Mark && matches!(tree.lemma(it), "without" | "instead");
    if matches!(relation, Deprel::Advcl | Deprel::Acl) && tree.children(idx).any(without) {
        return says(Modality::Denied);
    }
    let nominal = matches!(tree.upos(head), Upos::Noun | Upos::Adj | Upos::Propn);
    // "Dismissed rebel claims that the town had fallen": what is dismissed is denied.
    let told = clause || relation == Deprel::AclRelcl;
    if nominal && told && scene.speech.has("rumour", &lemma) && is_dismissed(scene, head) {
        return says(Modality::Denied);
    }
    if nominal && ((has("deny_noun") && is_complement(scene, idx)) || (has("deny_adj") && clause)) {
        return says(Modality::Denied);
    }
    let evidence = matches!(lemma.as_str(), "evidence" | "sign" | "indication" | "proof" | "trace");
    // "no evidence that weapons were used": the clause opens with "that", whatever the tree calls it.
    let that = matches!(relation, Deprel::Acl | Deprel::AclRelcl)
        && tree.is(tree.extent(idx).start, "that")
        && idx > head;
    if evidence && (that || is_complement(scene, idx)) && super::own::has_no(scene, head) {
        return says(Modality::Denied);
    }
    let ahead = ahead(scene, head, idx, &lemma)?;
    // "no intention of leaving"; but "little hope" and "no hope" leave it to the future.
    let taken_back = nominal && lemma != "hope" && super::own::has_no(scene, head);
    Some(if taken_back { mood(Modality::Denied, head) } else { ahead })
}

/// Says whether a noun of report is what somebody dismisses.
fn is_dismissed(scene: &Scene<'_>, noun: usize) -> bool {
    let tree = &scene.tree;
    let undergoes = matches!(tree.rel(noun), Deprel::Obj | Deprel::NsubjPass);
    undergoes && tree.head(noun).is_some_and(|it| scene.speech.has("dismiss_verb", tree.lemma(it)))
}

fn ahead(scene: &Scene<'_>, head: usize, idx: usize, lemma: &str) -> Option<Mood> {
    let tree = &scene.tree;
    let verb = matches!(tree.upos(head), Upos::Verb | Upos::Aux);
    let relation = tree.rel(idx);
    let to = |it: usize| tree.children(it).any(|mark| tree.rel(mark) == Deprel::Mark && tree.is(mark, "to"));
    let looks_ahead = match relation {
        Deprel::Xcomp if verb && to(idx) => {
            scene.lemmas.has_value("ahead", lemma, "xcomp") || is_going(scene, head)
        }
        Deprel::Xcomp | Deprel::Advcl | Deprel::Ccomp if scene.lemmas.has("ahead_adj", lemma) && !verb => {
            to(idx) || relation == Deprel::Ccomp
        }
        Deprel::Ccomp if verb => scene.lemmas.has("ahead_clause", lemma) && tree.xpos(idx) != "VBD",
        Deprel::Obj | Deprel::Obl if verb && idx > head && !tree.is_passive(head) => {
            is_planned(scene, lemma, idx)
        }
        Deprel::Xcomp | Deprel::Ccomp if verb && tree.xpos(idx) == "VBG" && weighs(lemma) => true,
        // "talks aimed at ending the war".
        Deprel::Advcl | Deprel::Acl | Deprel::Xcomp if tree.xpos(idx) == "VBG" && lemma == "aim" => true,
        Deprel::Acl | Deprel::Nmod => scene.lemmas.has("ahead_noun", lemma) && is_complement(scene, idx),
        // A purpose lies ahead of what is done for it.
        Deprel::Advcl => {
            idx > head && tree.xpos(idx) == "VB" && to(idx) && !scene.lemmas.has("causative", lemma)
        }
        _ => false,
    };
    looks_ahead.then(|| mood(Modality::Predicted, head))
}

/// "considered imposing a curfew": what is weighed has not been done.
fn weighs(lemma: &str) -> bool {
    matches!(
        lemma,
        "consider"
            | "contemplate"
            | "mull"
            | "propose"
            | "suggest"
            | "envisage"
            | "risk"
            | "recommend"
            | "discuss"
    )
}

/// "is going to attack".
fn is_going(scene: &Scene<'_>, head: usize) -> bool {
    scene.tree.lemma(head) == "go" && scene.tree.xpos(head) == "VBG"
}

/// "planned an offensive", "warned of famine", "called for a truce", "braced for an assault".
fn is_planned(scene: &Scene<'_>, lemma: &str, idx: usize) -> bool {
    let tree = &scene.tree;
    match tree.rel(idx) {
        Deprel::Obj => matches!(
            lemma,
            "plan"
                | "fear"
                | "expect"
                | "threaten"
                | "predict"
                | "forecast"
                | "seek"
                | "demand"
                | "propose"
                | "anticipate"
                | "promise"
                | "pledge"
                | "await"
                | "consider"
                | "contemplate"
                | "urge"
                | "plot"
                | "prepare"
                | "order"
                | "want"
                | "risk"
                | "project"
                | "request"
        ),
        _ => match lemma {
            "warn" => tree.has_case(idx, &["of", "against", "about"]),
            "call" | "brace" | "prepare" | "aim" | "gear" | "push" | "hope" | "ask" | "appeal" | "plan"
            | "press" | "wait" | "ready" => tree.has_case(idx, &["for", "at"]),
            _ => false,
        },
    }
}

fn is_denied_object(scene: &Scene<'_>, lemma: &str, idx: usize) -> bool {
    let tree = &scene.tree;
    let from = tree.has_case(idx, &["from"])
        || tree.children(idx).any(|it| tree.rel(it) == Deprel::Mark && tree.is(it, "from"));
    match tree.rel(idx) {
        Deprel::Obj => {
            matches!(lemma, "deny" | "prevent" | "avert" | "avoid" | "thwart" | "foil" | "cancel" | "refute")
        }
        Deprel::Obl | Deprel::Advcl => {
            from && matches!(
                lemma,
                "prevent" | "stop" | "keep" | "bar" | "ban" | "block" | "refrain" | "abstain" | "prohibit"
            )
        }
        _ => false,
    }
}

/// An infinitive, a clause or a phrase with "of" or "for" that completes a noun.
fn is_complement(scene: &Scene<'_>, idx: usize) -> bool {
    let tree = &scene.tree;
    match tree.rel(idx) {
        Deprel::Acl => tree.xpos(idx) != "VBN" && tree.children(idx).any(|it| tree.rel(it) == Deprel::Mark),
        Deprel::Nmod => tree.has_case(idx, &["of", "for"]),
        Deprel::Ccomp | Deprel::Xcomp => true,
        _ => false,
    }
}
