//! Turns who holds what into areas that hang together, each with its places and people.

use crate::board::{Board, Holding, Terrain};
use crate::leaning::Leaning;
use orontes_model::{Patch, Town, Warrant};

/// Returns whether the side holds each junction: by report, or likely where no report speaks.
pub(crate) fn held(board: &Board<'_>, holdings: &[Holding], leaning: &Leaning, side: &str) -> Vec<bool> {
    let is_held = |(idx, it): (usize, &Holding)| match it {
        Holding::Side(whose, _) => whose == side,
        Holding::Unknown => !board.is_abroad(idx) && leaning.is_likely(idx),
        Holding::Contested(_) => false,
    };
    holdings.iter().enumerate().map(is_held).collect()
}

/// Returns the warrant on which a junction is the side's.
pub(crate) fn warrant(holdings: &[Holding], leaning: &Leaning, junction: usize) -> Warrant {
    match &holdings[junction] {
        Holding::Side(_, warrant) | Holding::Contested(warrant) => warrant.clone(),
        Holding::Unknown => leaning.warrant(junction),
    }
}

/// Says whether something but nearness gives a place to its holder.
pub(crate) fn is_told(warrant: &Warrant) -> bool {
    match warrant {
        Warrant::Reported(_) | Warrant::Supposed | Warrant::Seat => true,
        Warrant::Nearest(_) | Warrant::Unknown => false,
    }
}

/// Returns the areas: the one of `base` first, then by people, then by name. Linear but for sorting.
pub(crate) fn areas(
    terrain: &Terrain<'_>,
    board: &Board<'_>,
    holdings: &[Holding],
    leaning: &Leaning,
    is_held: &[bool],
    base: usize,
) -> Vec<Patch> {
    let area_of = terrain.roads.areas(|it| is_held[it], |_| true);
    let n_areas = area_of.iter().flatten().max().map_or(0, |it| it + 1);
    let mut areas: Vec<Patch> = vec![Patch::default(); n_areas];
    for (junction, area) in area_of.iter().enumerate() {
        let (Some(area), Some(_)) = (area, board.places[junction]) else { continue };
        let town = board.town(terrain, junction, warrant(holdings, leaning, junction));
        add(&mut areas[*area], town);
    }
    let first = area_of.get(base).copied().flatten();
    let mut areas: Vec<(bool, Patch)> =
        areas.into_iter().enumerate().map(|(idx, it)| (Some(idx) != first, it)).collect();
    areas.retain(|it| !it.1.towns.is_empty());
    areas.iter_mut().for_each(|it| sort(&mut it.1.towns));
    let name = |it: &Patch| it.towns.first().map(|it| it.name.clone());
    areas.sort_by(|a, b| (a.0, b.1.people, name(&a.1)).cmp(&(b.0, a.1.people, name(&b.1))));
    areas.into_iter().map(|it| it.1).collect()
}

fn add(area: &mut Patch, town: Town) {
    area.people += town.people;
    area.n_uncounted += usize::from(town.people == 0);
    if is_told(&town.warrant) {
        area.people_reported += town.people;
    }
    area.towns.push(town);
}

/// What reports tell of comes first, then the larger places.
pub(crate) fn sort(towns: &mut [Town]) {
    towns.sort_by(|a, b| {
        (is_told(&b.warrant), b.people, &a.name, &a.id).cmp(&(is_told(&a.warrant), a.people, &b.name, &b.id))
    });
}
