//! Turns accounts of how much of a place somebody holds or took into disagreements: all of it, most of it, a part.

use super::difference::{disagreement, side};
use crate::accounts::Told as Words;
use crate::case::Case;
use crate::events::Told;
use crate::parties::SideSet;
use crate::same::{self, Family};
use crate::stories::Story;
use orontes_model::{
    Cited, Disagreement, DisagreementKind, DisagreementSeverity, EventStatus, PlaceRef, When,
};
use std::collections::{BTreeMap, BTreeSet};

/// How much of a place, as words say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Share {
    Part,
    Most,
    Whole,
}

impl Share {
    fn words(self) -> &'static str {
        match self {
            Share::Part => "a part of it",
            Share::Most => "most of it",
            Share::Whole => "all of it",
        }
    }
}

/// One account of how much is held.
struct Held<'a> {
    cited: &'a Cited,
    sides: SideSet,
    share: Share,
    when: When,
    place: &'a str,
}

/// One disagreement for each place and side of which stories tell different shares for days that meet.
pub(crate) fn disagreements(case: &Case<'_>, told: &[Told<'_>]) -> Vec<Disagreement> {
    let mut by_place: BTreeMap<String, Vec<Held<'_>>> = BTreeMap::new();
    for cited in case.claims().filter(|it| is_told(it)) {
        let Some(control) = cited.claim.statement.control() else { continue };
        let sides = case.sides(&cited.claim, control.holder.as_slice());
        let when = control.from.unwrap_or_default();
        add(&mut by_place, case, cited, &control.place, sides, when);
    }
    let takings =
        told.iter().filter(|it| it.key.family == Family::Taking && it.key.world == EventStatus::Happened);
    for (cited, event) in takings.flat_map(|it| &it.members) {
        for place in &event.places {
            let sides = case.sides(&cited.claim, &event.actors);
            add(&mut by_place, case, cited, place, sides, event.date.unwrap_or_default());
        }
    }
    by_place.values().filter_map(|it| shares_differ(case, it)).collect()
}

fn is_told(cited: &Cited) -> bool {
    same::world(Family::Other, cited.claim.modality) == EventStatus::Happened
}

fn add<'a>(
    by_place: &mut BTreeMap<String, Vec<Held<'a>>>,
    case: &Case<'_>,
    cited: &'a Cited,
    place: &'a PlaceRef,
    sides: SideSet,
    when: When,
) {
    let Some(share) = share_of(case, cited, place).filter(|_| !sides.is_empty()) else { return };
    let held = Held { cited, sides, share, when, place: &place.name };
    by_place.entry(same::name_of(place)).or_default().push(held);
}

/// What the words before the name of a place say of how much of it is meant.
fn share_of(case: &Case<'_>, cited: &Cited, place: &PlaceRef) -> Option<Share> {
    let (before, _) = crate::quoted::around(cited, place.span?)?;
    let near: Vec<&str> = before.split_whitespace().rev().take(NEAR_WORDS).collect();
    let near: Vec<&str> = near.into_iter().rev().collect();
    let near = near.join(" ");
    let lists = [(Words::PartOf, Share::Part), (Words::MostOf, Share::Most), (Words::AllOf, Share::Whole)];
    lists.into_iter().find(|it| case.accounts.tell(it.0, &near)).map(|it| it.1)
}

/// Words before a name in which its share stands: "most of the northern city of Arden".
const NEAR_WORDS: usize = 6;

fn shares_differ(case: &Case<'_>, held: &[Held<'_>]) -> Option<Disagreement> {
    let least = held.iter().min_by_key(|it| (it.share, &it.cited.claim.id))?;
    let rivals: Vec<&Held<'_>> = held
        .iter()
        .filter(|it| it.share > least.share && it.sides.meets(&least.sides) && it.when.meets(&least.when))
        .collect();
    let story = |it: &Held<'_>| case.story(&it.cited.claim.report);
    let own: BTreeSet<Story> = held.iter().filter(|it| it.share == least.share).map(story).collect();
    let rivals: Vec<&Held<'_>> = rivals.into_iter().filter(|it| !own.contains(&story(it))).collect();
    let most = rivals.iter().map(|it| it.share).max()?;
    let ids = |share: Share| {
        let mine = held.iter().filter(move |it| it.share == share && it.sides.meets(&least.sides));
        mine.map(|it| it.cited.claim.id.clone())
    };
    let sides = vec![side(least.share.words(), ids(least.share)), side(most.words(), ids(most))];
    let why = format!(
        "some accounts give one side {} and others {}: they may be of different hours, or one party speaks for itself",
        least.share.words(),
        most.words()
    );
    let topic = format!("how much of {}", least.place);
    Some(disagreement(DisagreementKind::Extent, DisagreementSeverity::Low, topic, sides, why))
}
