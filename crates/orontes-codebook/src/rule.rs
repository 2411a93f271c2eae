//! What a coding rule is: the words that trigger it, where its roles stand in the syntax, what it yields.

use orontes_model::{ControlStatus, Modality};

/// A coding rule, as a file of the codebook wrote it.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// Its name, unique in the book; a later file overrides an earlier one by it.
    pub id: String,
    /// File that wrote it.
    pub file: String,
    /// Line of its `id`, from 1.
    pub line: usize,
    /// Words that trigger it.
    pub predicates: Vec<Predicate>,
    /// Where its roles stand.
    pub slots: Vec<Slot>,
    /// Roles without which nothing is claimed: of each entry, one is enough.
    pub needs: Vec<Vec<Role>>,
    /// Paths that must lead nowhere ("fell ill" has a complement, "fell" has none).
    pub without: Vec<Path>,
    /// Paths of which one must lead somewhere, whatever role it fills ("a roadside bomb" that kills).
    pub with: Vec<Path>,
    /// What happened, if the rule says so.
    pub event: Option<EventYield>,
    /// Who holds the place afterwards.
    pub control: Vec<ControlYield>,
    /// How sure the predicate itself makes it ("plan to": predicted).
    pub shift: Option<Modality>,
    /// Says whether the event repeats what its actor says, so that it rests on the actor's word.
    pub voiced: bool,
    /// Says whether it stays silent on participles that only describe a noun ("the Turkish-backed army").
    pub finite: bool,
    /// Says whether it stays silent on participles beside another verb ("shelled the camp, killing ten").
    pub main: bool,
    /// Says whether it fires only on words that stand for those whom they describe ("the wounded"), who then are whom it
    /// is done to.
    pub nominal: bool,
    /// Sentences on which it must fire, roles marked.
    pub examples: Vec<String>,
    /// Sentences on which it must stay silent, entities marked.
    pub counterexamples: Vec<String>,
}

/// Words that trigger a rule.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Predicate {
    /// Part of speech of the first word.
    pub class: PredicateClass,
    /// Lemmas; the first is the trigger, the others stand below it.
    pub words: Vec<String>,
}

/// Part of speech of a trigger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PredicateClass {
    /// "captured".
    Verb,
    /// "the capture of".
    Noun,
    /// "safe", "loyal to".
    Adjective,
}

/// A role of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Who did it.
    Actor,
    /// To whom.
    Target,
    /// Where.
    Place,
}

impl Role {
    /// The word that files carry.
    pub fn word(self) -> &'static str {
        match self {
            Role::Actor => "actor",
            Role::Target => "target",
            Role::Place => "place",
        }
    }

    /// Returns the role of a file's word.
    pub fn from_word(word: &str) -> Option<Role> {
        [Role::Actor, Role::Target, Role::Place].into_iter().find(|it| it.word() == word)
    }
}

/// A role with the paths that may lead to its filler, best first.
#[derive(Clone, Debug, PartialEq)]
pub struct Slot {
    /// The role.
    pub role: Role,
    /// Where to look, in order; the first path that leads to a fitting filler fills the role.
    pub paths: Vec<Path>,
}

/// A way from the predicate to a filler.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// Which step.
    pub step: Step,
    /// Classes of which the filler must be one; none: the role's own default.
    pub classes: Vec<ClassTest>,
    /// Says whether it fills the role beside the path before it, and not instead of it.
    pub joined: bool,
}

/// A step from a predicate to a filler, passives and nominal forms undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Who does it: the subject, the by-phrase of a passive, the possessor or modifier of a noun.
    Subject,
    /// What it is done to: the object, the subject of a passive, the of-phrase of a noun.
    Object,
    /// To whom it is given or said.
    IndirectObject,
    /// Possessor of the noun.
    Possessor,
    /// Noun or adjective before the noun.
    Modifier,
    /// Both sides named by "between A and B", or a plural subject.
    Both,
    /// Subject of the complement clause ("urged Israel to …", "demanded that Israel …").
    ComplementSubject,
    /// The noun that the predicate itself hangs on ("Arden, under rebel control").
    Governor,
    /// Phrases with one of these prepositions.
    Prepositions(Vec<String>),
}

/// A test on the class of a filler.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClassTest {
    /// Name of the class.
    pub class: String,
    /// Says whether the filler must not be of it.
    pub negated: bool,
}

/// The event that a rule yields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventYield {
    /// Type of the exchange format.
    pub event_type: String,
    /// ACLED sub-event type.
    pub acled: Option<String>,
    /// PLOVER event type.
    pub plover: Option<String>,
    /// PLOVER mode.
    pub mode: Option<String>,
}

/// The control of a place that a rule yields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ControlYield {
    /// How it is held.
    pub status: ControlStatus,
    /// Which role holds it; none: the holder is not said.
    pub holder: Option<Role>,
    /// Says whether the occurrence ends it instead of beginning it.
    pub ends: bool,
}
