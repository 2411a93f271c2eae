//! Turns what a sentence says is done with a place into the kinds of place to which that is done: a river is crossed,
//! a town is captured, a plane lands at an airport.

use crate::surroundings::{Piece, Surroundings};
use orontes_model::PlaceKind;

use PlaceKind::{
    AirBase, Camp, City, Crossing, Island, Lake, Neighbourhood, River, Road, Sea, Site, Town, Village,
};

/// What is taken, lost and shelled: spots where people are. Areas are too, so that nothing is said against them.
const SPOTS: &[PlaceKind] = &[City, Town, Village, Neighbourhood, AirBase, Site, Camp, Crossing, Island];
/// Where people live, whence and whither they flee.
const HOMES: &[PlaceKind] = &[City, Town, Village, Neighbourhood, Camp, Island];
const WATERS: &[PlaceKind] = &[River, Lake, Sea, Road, Crossing];
const AIRFIELDS: &[PlaceKind] = &[AirBase];

/// Says whether people live in a place of this kind by its nature.
pub(crate) fn is_home(kind: PlaceKind) -> bool {
    matches!(kind, City | Town | Village | Neighbourhood)
}

/// One thing that is done with places.
struct Deed {
    /// Verbs and nouns as they open: "captur" is captured, capturing, captures. "Bank of Arden" is no bank of a river,
    /// so that a capital counts.
    stems: &'static [&'static str],
    /// Small words between the deed and the place; without one the place is its object.
    links: &'static [&'static str],
    kinds: &'static [PlaceKind],
}

/// Said before the name.
const BEFORE: [Deed; 6] = [
    Deed {
        stems: &[
            "captur", "recaptur", "seiz", "storm", "besieg", "overr", "encircl", "liberat", "raid",
            "evacuat", "loot", "bomb", "shell", "retak", "retook", "enter", "ransack", "occup",
        ],
        links: &[],
        kinds: SPOTS,
    },
    Deed {
        stems: &["captur", "recaptur", "seizure", "fall", "siege", "shelling", "bombing"],
        links: &["of"],
        kinds: SPOTS,
    },
    Deed {
        stems: &[
            "fle", "return", "arriv", "live", "living", "resid", "displac", "famil", "people", "shelter",
            "Famil", "Resid", "People", "Displac",
        ],
        links: &["from", "to", "in", "of"],
        kinds: HOMES,
    },
    Deed { stems: &["cross", "recross", "ford", "swim", "swam"], links: &[], kinds: WATERS },
    Deed {
        stems: &["bank", "bridge", "ferr", "dam", "mouth", "waters", "pontoon"],
        links: &["of", "over", "across", "on"],
        kinds: WATERS,
    },
    Deed {
        stems: &["land", "flew", "fly", "flight", "off", "runway"],
        links: &["at", "from", "to", "in"],
        kinds: AIRFIELDS,
    },
];

/// Said after the name.
const AFTER: [Deed; 2] = [
    Deed {
        stems: &[
            "captured",
            "recaptured",
            "seized",
            "stormed",
            "besieged",
            "retaken",
            "overrun",
            "fell",
            "shelled",
            "bombed",
        ],
        links: &["was", "were", "is", "been", "being", "had", "has", "have", "also", "again", "later"],
        kinds: SPOTS,
    },
    Deed {
        stems: &["burst", "flood", "overflow", "flows", "flowed"],
        links: &["has", "had", "river"],
        kinds: WATERS,
    },
];

/// Returns the kinds of place to which is done what the sentence says is done with the name; empty where it says nothing
/// of the sort.
pub(crate) fn wanted(here: &Surroundings<'_>) -> &'static [PlaceKind] {
    before(here).or_else(|| after(here)).unwrap_or(&[])
}

fn before(here: &Surroundings<'_>) -> Option<&'static [PlaceKind]> {
    let mut own = here.before.iter().rev().skip_while(|it| is_passed_over(it)).peekable();
    let last = own.next()?;
    BEFORE.iter().find_map(|deed| {
        if deed.links.is_empty() {
            return deed.is_done_by(last).then_some(deed.kinds);
        }
        // "fled to", "families from", "landed at", "took off from".
        let deeds = own.clone().next().filter(|_| last.is_of(deed.links))?;
        deed.is_done_by(deeds).then_some(deed.kinds)
    })
}

fn after(here: &Surroundings<'_>) -> Option<&'static [PlaceKind]> {
    AFTER.iter().find_map(|deed| {
        let first = here.after.iter().find(|it| !it.is_of(deed.links))?;
        deed.is_done_by(first).then_some(deed.kinds)
    })
}

/// "captured all of the northern NAME", "captured Arden, Brook and NAME": what may stand between a verb and its object.
fn is_passed_over(piece: &Piece<'_>) -> bool {
    piece.is_of(&[
        "the",
        "all",
        "most",
        "much",
        "nearby",
        "neighbouring",
        "and",
        ",",
        "-",
        "strategic",
        "key",
    ]) || piece.text.ends_with("ern")
        || piece.text.starts_with(char::is_uppercase)
}

impl Deed {
    fn is_done_by(&self, piece: &Piece<'_>) -> bool {
        self.stems.iter().any(|it| piece.text.starts_with(it))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use orontes_model::Span;

    fn of(text: &str) -> &'static [PlaceKind] {
        let at = text.find("Arden").expect("the name stands there");
        wanted(&Surroundings::of(text, Span::new(at, at + 5)))
    }

    #[test]
    fn what_is_done_with_a_place_tells_its_kind() {
        for text in [
            "Troops captured Arden.",
            "They seized Brill, Coldwell and Arden on Monday.",
            "The siege of Arden went on",
            "Arden has been retaken.",
            "Arden fell on Friday",
            "Jets bombed the nearby Arden",
        ] {
            assert_eq!(of(text), SPOTS, "{text}");
        }
        for text in
            ["Troops crossed the Arden at night", "a bridge over the Arden", "The Arden burst its banks"]
        {
            assert_eq!(of(text), WATERS, "{text}");
        }
        for text in ["Families from Arden said so", "Thousands fled to Arden.", "people in northern Arden"] {
            assert_eq!(of(text), HOMES, "{text}");
        }
        for text in ["The plane took off from Arden", "Two helicopters landed at Arden."] {
            assert_eq!(of(text), AIRFIELDS, "{text}");
        }
    }

    #[test]
    fn other_words_tell_nothing() {
        for text in
            ["Arden", "The Arden government said", "They met in Arden", "Rebels in Arden cross swords"]
        {
            assert!(of(text).is_empty(), "{text}");
        }
    }
}
