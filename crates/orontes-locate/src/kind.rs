//! Turns the words beside a name into the kinds of place that they tell.

use crate::surroundings::{Piece, Surroundings};
use orontes_model::PlaceKind;

use PlaceKind::{
    Adm1, Adm2, Adm3, AirBase, Camp, City, Country, Crossing, Island, Lake, Mountain, Neighbourhood, Region,
    River, Road, Sea, Site, Town, Village,
};

/// Kinds that a word tells, the likeliest first. A "town" of the news is a city of the tables as often as not.
const WORDS: [(&[&str], &[PlaceKind]); 22] = [
    (
        &["province", "governorate", "oblast", "state", "department", "muhafazah", "governate", "wilaya"],
        &[Adm1],
    ),
    (&["region"], &[Adm1, Region]),
    (
        &["district", "raion", "county", "territory", "subdistrict", "sub-district"],
        &[Adm2, Adm3, Adm1, Neighbourhood],
    ),
    (&["city", "metropolis", "capital"], &[City, Town]),
    (&["town", "township", "municipality"], &[Town, City, Village]),
    (&["village", "hamlet", "settlement", "commune"], &[Village, Town]),
    (&["neighbourhood", "neighborhood", "quarter", "suburb", "borough"], &[Neighbourhood, Town, City]),
    (&["airport", "airbase", "airfield", "aerodrome"], &[AirBase]),
    (&["camp"], &[Camp]),
    (&["crossing", "checkpoint"], &[Crossing, Site]),
    (&["river"], &[River]),
    (&["lake", "reservoir"], &[Lake]),
    (&["mountain", "mountains", "mount", "hills", "hill"], &[Mountain]),
    (&["sea", "strait", "gulf"], &[Sea]),
    (&["island", "islands", "isle"], &[Island]),
    (
        &["dam", "prison", "square", "refinery", "bridge", "hospital", "oilfield", "citadel", "mosque"],
        &[Site],
    ),
    (&["highway", "motorway", "road"], &[Road]),
    (&["peninsula", "valley", "plain", "corridor", "desert"], &[Region]),
    (&["enclave", "strip"], &[Region, Adm1]),
    (&["country", "nation", "kingdom", "republic"], &[Country]),
    (&["port", "harbour", "harbor"], &[City, Town]),
    (&["cities", "towns", "villages"], &[City, Town, Village]),
];

/// Returns the kinds that the words beside a name tell; empty where they tell nothing.
pub(crate) fn told(here: &Surroundings<'_>) -> &'static [PlaceKind] {
    told_after(here).or_else(|| told_before(here)).unwrap_or(&[])
}

/// "Hama province", "Menagh air base", "Hama's airport" is Hama's and no kind of Hama.
fn told_after(here: &Surroundings<'_>) -> Option<&'static [PlaceKind]> {
    let first = here.after.first()?;
    let second = here.after.get(1);
    if first.is("air") && second.is_some_and(|it| it.is_of(&["base", "bases"])) {
        return Some(&[AirBase]);
    }
    if first.is_of(&["military", "international", "refugee", "border", "oil", "gas", "central"]) {
        return second.and_then(kind_of);
    }
    // "Hama city", but not "Homs road": a road is named by where it leads.
    kind_of(first).filter(|it| *it != &[Road][..])
}

/// "the village of", "the northern city of", "villages of A, B and"; "Mount", "Lake".
fn told_before(here: &Surroundings<'_>) -> Option<&'static [PlaceKind]> {
    let mut own = here.before.iter().rev().skip_while(|it| it.is("the"));
    let last = own.next()?;
    if last.is("of") {
        let noun = own.next()?;
        if noun.is("base") && own.next().is_some_and(|it| it.is("air")) {
            return Some(&[AirBase]);
        }
        // "The districts of Hama" are parts of it; "the district of Hama" is a kind of it.
        return kind_of(noun).filter(|kinds| !(noun.text.ends_with('s') && is_admin(kinds)));
    }
    kind_of(last).filter(|_| last.is_of(&["mount", "lake", "village", "camp"]))
}

/// Returns a noun for a settlement, and the kinds that it tells.
pub(crate) fn settlements_called(noun: &str) -> Option<(&'static str, &'static [PlaceKind])> {
    const NOUNS: [(&str, &[PlaceKind]); 3] =
        [("city", &[City, Town]), ("town", &[Town, City, Village]), ("village", &[Village, Town])];
    NOUNS.into_iter().find(|it| it.0.eq_ignore_ascii_case(noun))
}

fn is_admin(kinds: &[PlaceKind]) -> bool {
    kinds.iter().any(|it| matches!(it, Adm1 | Adm2 | Adm3 | Neighbourhood))
}

fn kind_of(piece: &Piece<'_>) -> Option<&'static [PlaceKind]> {
    let singular = piece.text.strip_suffix('s').unwrap_or(piece.text);
    WORDS
        .iter()
        .find(|it| {
            it.0.iter()
                .any(|word| word.eq_ignore_ascii_case(piece.text) || word.eq_ignore_ascii_case(singular))
        })
        .map(|it| it.1)
}

/// Words that the tables add to the name of an admin area.
pub(crate) const ADMIN_WORDS: [&str; 6] =
    ["Governorate", "Province", "Oblast", "State", "Region", "District"];
