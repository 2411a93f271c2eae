//! Turns a situation and some suppositions into who holds each junction of the network, before and after.

use orontes_gazetteer::Gazetteer;
use orontes_model::{
    Change, ControlInterval, Date, Effect, GraphBasis, Note, Place, PlaceKind, Severity, Situation,
    Supposition, Then, Town, Warrant,
};
use orontes_registry::Registry;
use orontes_roads::{Link, Roads};
use std::collections::BTreeMap;

/// What is known of places, actors and roads before the first report.
#[derive(Clone, Copy)]
pub struct Terrain<'a> {
    /// Places.
    pub gazetteer: &'a Gazetteer,
    /// Actors.
    pub registry: &'a Registry,
    /// Roads.
    pub roads: &'a Roads,
    /// Where the numbers of people are from, for a reader.
    pub people_origin: &'a str,
}

/// Who holds a junction, as far as reports and suppositions say.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Holding {
    /// Nobody says.
    Unknown,
    /// A side, on a warrant.
    Side(String, Warrant),
    /// Several fight for it.
    Contested(Warrant),
}

/// The junctions with their places and holders.
pub(crate) struct Board<'a> {
    /// The place of each junction.
    pub(crate) places: Vec<Option<&'a Place>>,
    /// Before the change, premises included.
    pub(crate) before: Vec<Holding>,
    /// After it.
    pub(crate) after: Vec<Holding>,
    /// The junctions of places that change hands.
    pub(crate) changed: Vec<usize>,
    /// The junction of the seat of government.
    pub(crate) seat: Option<usize>,
    /// The country of the first supposed place, where it has one.
    pub(crate) home: String,
    pub(crate) changes: Vec<Change>,
    pub(crate) notes: Vec<Note>,
    /// Name of each side.
    pub(crate) sides: BTreeMap<String, String>,
    n_reported: usize,
}

/// How far a place that is no junction may lie from the one that stands for it: about the width of a town, and
/// how far a village lies from its main road.
const SNAP_KM: f64 = 5.0;

/// Kilometres in a degree of latitude.
const DEGREE_KM: f64 = 111.19;

/// How far a town reaches: its people at 8,000 on a square kilometre, as cities of the Levant and Africa live, and
/// outskirts of a kilometre and a half, which who holds the town has under fire.
fn reach_km(people: u64) -> f64 {
    1.5 + (people as f64 / 25_000.0).sqrt()
}

impl<'a> Board<'a> {
    pub(crate) fn of(
        terrain: &Terrain<'a>,
        situation: &Situation,
        suppositions: &[Supposition],
        day: Option<Date>,
    ) -> Board<'a> {
        let place = |id: &str| if id.contains(',') { None } else { terrain.gazetteer.by_id(id) };
        let places: Vec<Option<&Place>> = terrain.roads.junctions().iter().map(|it| place(&it.id)).collect();
        let home = suppositions.first().and_then(|it| terrain.gazetteer.by_id(&it.place_id));
        let mut board = Board {
            before: vec![Holding::Unknown; places.len()],
            after: Vec::new(),
            places,
            changed: Vec::new(),
            seat: None,
            home: home.map_or_else(String::new, |it| it.country.clone()),
            changes: Vec::new(),
            notes: Vec::new(),
            sides: BTreeMap::new(),
            n_reported: 0,
        };
        let told = told(situation, day);
        board.take_reports(terrain, &told, day);
        board.take_seat(terrain, day);
        board.take_suppositions(terrain, &told, suppositions, day);
        board.take_streets(terrain);
        board.lend_holders(terrain);
        board.roads_cut(situation, day);
        board
    }

    fn take_reports(
        &mut self,
        terrain: &Terrain<'_>,
        told: &BTreeMap<&str, &ControlInterval>,
        day: Option<Date>,
    ) {
        for idx in 0..self.places.len() {
            let Some(place) = self.places[idx] else { continue };
            // What is said of a province is said of its places, unless something is said of the place itself.
            // A country that is fought over is not held town by town.
            let areas =
                place.parents.iter().filter(|it| terrain.gazetteer.by_id(it).is_some_and(is_province));
            let own = std::iter::once(&place.id).chain(areas);
            let Some(interval) = own.filter_map(|it| told.get(it.as_str())).next() else { continue };
            let holding = self.holding_of(terrain, interval, day);
            self.n_reported += usize::from(holding != Holding::Unknown);
            self.before[idx] = holding;
        }
    }

    fn holding_of(
        &mut self,
        terrain: &Terrain<'_>,
        interval: &ControlInterval,
        day: Option<Date>,
    ) -> Holding {
        let warrant = Warrant::Reported(interval.claims.clone());
        match interval.status.as_str() {
            // He who is fought for a place holds it still, where anybody is named.
            "contested" if interval.holder == "unknown" => Holding::Contested(warrant),
            _ if interval.holder == "unknown" => Holding::Unknown,
            _ => {
                let side = side_of(terrain, interval, day);
                let name = terrain.registry.by_id(&side).map_or(&interval.holder, |it| &it.name);
                self.sides.entry(side.clone()).or_insert_with(|| name.clone());
                Holding::Side(side, warrant)
            }
        }
    }

    /// A government is taken to hold its seat until a report gives it to another.
    fn take_seat(&mut self, terrain: &Terrain<'_>, day: Option<Date>) {
        let is_seat = |it: &&Place| {
            it.country == self.home
                && it.kind == PlaceKind::City
                && terrain.gazetteer.government(&it.name) == Some(self.home.as_str())
        };
        let Some(idx) = self.places.iter().position(|it| it.as_ref().is_some_and(is_seat)) else { return };
        self.seat = Some(idx);
        // A country stands in the registry under its code, and its ties lead to who governs it on the day.
        let code = self.home.to_lowercase();
        let tied = terrain.registry.side_of(&code, day).filter(|it| *it != code).map(str::to_owned);
        // Where no tie says who governs, the side that reports call the country's government or army is meant.
        let of_state = |it: &&String| {
            let actor = terrain.registry.by_id(it).filter(|it| it.country.as_ref() == Some(&self.home));
            actor.is_some_and(|it| matches!(it.sector.as_deref(), Some("GOV" | "MIL")))
        };
        let reported = self.sides.keys().find(of_state).cloned();
        let country = || terrain.registry.by_id(&code).map(|it| it.id.clone());
        let government = tied.or(reported).or_else(country);
        if let (Some(side), Holding::Unknown) = (government, &self.before[idx]) {
            let name = terrain.registry.by_id(&side).map_or(side.clone(), |it| it.name.clone());
            self.sides.entry(side.clone()).or_insert(name);
            self.before[idx] = Holding::Side(side, Warrant::Seat);
        }
    }

    fn take_suppositions(
        &mut self,
        terrain: &Terrain<'_>,
        told: &BTreeMap<&str, &ControlInterval>,
        suppositions: &[Supposition],
        day: Option<Date>,
    ) {
        let mut later = Vec::new();
        for it in suppositions {
            let junction = self.junction_of(terrain, &it.place_id);
            let present = told.get(it.place_id.as_str()).copied().cloned();
            let then = match &it.then {
                Then::Held(holder) => {
                    self.sides.entry(holder.side.clone()).or_insert_with(|| holder.name.clone());
                    Holding::Side(holder.side.clone(), Warrant::Supposed)
                }
                Then::Contested => Holding::Contested(Warrant::Supposed),
                Then::Unknown => Holding::Unknown,
            };
            let effect = effect(terrain, present.as_ref(), &then, day);
            self.changes.push(Change {
                supposition: it.clone(),
                present,
                effect,
                junction: junction.map(|(idx, km)| (terrain.roads.junctions()[idx].id.clone(), km)),
            });
            match (junction, effect) {
                (None, _) => self.notes.push(Note::new(
                    Severity::Warning,
                    format!("{} is on no road of the network, nor within {SNAP_KM} km of one: nothing can be computed of it", it.place),
                )),
                (Some(_), Effect::Present) => {}
                (Some((idx, _)), Effect::Premise | Effect::Change) => later.push((idx, then, effect)),
            }
        }
        // Somebody must lose for anything to be lost: a place of unknown holder counts as the change where
        // there is no other.
        let has_change = later.iter().any(|it| it.2 == Effect::Change);
        for (idx, then, _) in later.iter().filter(|it| has_change && it.2 == Effect::Premise) {
            self.before[*idx] = then.clone();
        }
        self.after = self.before.clone();
        for (idx, then, effect) in later {
            if effect == Effect::Change || !has_change {
                self.after[idx] = then;
                self.changed.push(idx);
            }
        }
        if !has_change {
            for change in self.changes.iter_mut().filter(|it| it.effect == Effect::Premise) {
                change.effect = Effect::Change;
            }
        }
    }

    /// Who takes a town takes the roads through it: on a network whose junctions are crossings and no places, the
    /// town's own junction is one of many.
    fn take_streets(&mut self, terrain: &Terrain<'_>) {
        let junctions = terrain.roads.junctions();
        for at in self.changed.clone() {
            let (from, reach_km) =
                (junctions[at].point, self.places[at].map_or(0.0, |it| reach_km(it.population)));
            // A comparison spares most of half a million distances.
            let lat_deg = reach_km / DEGREE_KM;
            for (idx, junction) in junctions.iter().enumerate() {
                let is_street =
                    self.places[idx].is_none() && (junction.point.lat - from.lat).abs() <= lat_deg;
                if is_street && junction.point.distance_km(from) <= reach_km {
                    self.after[idx] = self.after[at].clone();
                }
            }
        }
    }

    /// A place that changes hands and of whose holder no report speaks is lost by the nearest reported one.
    fn lend_holders(&mut self, terrain: &Terrain<'_>) {
        let is_held = |it: &Holding| matches!(it, Holding::Side(..));
        if !self.changed.iter().any(|it| self.before[*it] == Holding::Unknown) {
            return;
        }
        let known: Vec<usize> = (0..self.before.len()).filter(|it| is_held(&self.before[*it])).collect();
        let reach = terrain.roads.reach(&known, |it| !self.is_abroad(it), |_| true);
        for &idx in &self.changed {
            let (Holding::Unknown, Some(start), Some(km)) =
                (&self.before[idx], reach.start(idx), reach.km(idx))
            else {
                continue;
            };
            let Holding::Side(side, _) = &self.before[start] else { continue };
            let place = self.places[idx].map_or("the place", |it| it.name.as_str());
            let name = self.sides.get(side).unwrap_or(side);
            let message = format!(
                "no report says who holds {place}: it is taken from {name}, who hold the nearest reported place, {km:.0} km away"
            );
            self.notes.push(Note::new(Severity::Warning, message));
            self.before[idx] = Holding::Side(side.clone(), Warrant::Nearest(km));
        }
    }

    fn junction_of(&self, terrain: &Terrain<'_>, id: &str) -> Option<(usize, f64)> {
        if let Some(idx) = terrain.roads.junction(id) {
            return Some((idx, 0.0));
        }
        // A place of two tables bears the identifier of one of them, and its junction perhaps that of the other.
        let place = terrain.gazetteer.by_id(id)?;
        if let Some(idx) = self.places.iter().position(|it| it.is_some_and(|it| it.id == place.id)) {
            return Some((idx, 0.0));
        }
        let point = place.point?;
        terrain.roads.nearest(point).filter(|it| it.1 <= SNAP_KM)
    }

    /// A road that is reported cut without a word on where closes no link: it is told instead.
    fn roads_cut(&mut self, situation: &Situation, day: Option<Date>) {
        for history in &situation.control {
            let Some(interval) = of_day(&history.intervals, day).filter(|it| it.status == "cut") else {
                continue;
            };
            let by =
                if interval.holder == "unknown" { String::new() } else { format!(" by {}", interval.holder) };
            let message = format!(
                "{} is reported cut{by}; the reports do not say where, so no link is closed for it",
                history.place
            );
            self.notes.push(Note::new(Severity::Info, message));
        }
    }

    /// Says whether a junction lies in another country than the supposed place.
    pub(crate) fn is_abroad(&self, junction: usize) -> bool {
        self.places[junction].is_some_and(|it| it.country != self.home)
    }

    /// Returns the place of a junction.
    pub(crate) fn town(&self, terrain: &Terrain<'_>, junction: usize, warrant: Warrant) -> Town {
        let people = self.places[junction].map_or(0, |it| it.population);
        let id = terrain.roads.junctions()[junction].id.clone();
        Town { id, name: self.name(terrain, junction), people, warrant }
    }

    /// Returns the name of a junction: its place, the place that it is near, or else its point.
    pub(crate) fn name(&self, terrain: &Terrain<'_>, junction: usize) -> String {
        if let Some(place) = self.places[junction] {
            return place.name.clone();
        }
        let at = terrain.roads.junctions()[junction].point;
        let close = |it: &&Place| {
            it.point.is_some_and(|it| {
                (it.lat - at.lat).abs() * DEGREE_KM <= SNAP_KM && it.distance_km(at) <= SNAP_KM
            })
        };
        let away_km = |it: &Place| it.point.map_or(f64::MAX, |it| it.distance_km(at));
        let nearest = self.places.iter().flatten().copied().filter(close);
        match nearest.min_by(|a, b| away_km(a).total_cmp(&away_km(b))) {
            Some(place) => format!("near {}", place.name),
            None => format!("{:.3},{:.3}", at.lat, at.lon),
        }
    }

    /// Returns what the computation rests on.
    /// The graph of the country in question: roads of other theatres lie beside it and bear on nothing.
    pub(crate) fn basis(&self, terrain: &Terrain<'_>) -> GraphBasis {
        let is_here = |it: &&Link| !self.is_abroad(it.from) || !self.is_abroad(it.to);
        let links: Vec<&Link> = terrain.roads.links().iter().filter(is_here).collect();
        let here = (0..self.places.len()).filter(|it| !self.is_abroad(*it));
        let mut sources: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        let mut lengths: Vec<f64> = Vec::with_capacity(links.len());
        for link in &links {
            *sources.entry((&link.source, &link.basis)).or_default() += 1;
            lengths.push(link.length_km);
        }
        let middle = lengths.len() / 2;
        let length_km = lengths.iter().sum();
        let median_link_km = match lengths.is_empty() {
            true => 0.0,
            false => *lengths.select_nth_unstable_by(middle, f64::total_cmp).1,
        };
        let named = |(source, basis): (&str, &str)| match (source.is_empty(), basis.is_empty()) {
            (false, false) => format!("{source}, {basis}"),
            (_, true) => source.to_owned(),
            (true, false) => basis.to_owned(),
        };
        GraphBasis {
            n_junctions: here.clone().count(),
            n_links: links.len(),
            length_km,
            median_link_km,
            sources: sources.into_iter().map(|(key, n)| (named(key), n)).collect(),
            n_places: here.filter(|it| self.places[*it].is_some()).count(),
            n_reported: self.n_reported,
            people_origin: terrain.people_origin.to_owned(),
            speed_origin: orontes_roads::SPEED_ORIGIN.to_owned(),
        }
    }
}

/// Says whether what is said of an area is said of the places in it.
fn is_province(area: &Place) -> bool {
    matches!(area.kind, PlaceKind::Adm1 | PlaceKind::Adm2 | PlaceKind::Adm3)
}

/// What reports say of each place on the day.
pub(crate) fn told(situation: &Situation, day: Option<Date>) -> BTreeMap<&str, &ControlInterval> {
    let named = situation.control.iter().filter_map(|it| Some((it.place_id.as_deref()?, it)));
    named.filter_map(|(id, it)| Some((id, of_day(&it.intervals, day)?))).collect()
}

/// The last interval that reaches the day.
fn of_day(intervals: &[ControlInterval], day: Option<Date>) -> Option<&ControlInterval> {
    let reaches = |it: &&ControlInterval| match day {
        Some(day) => it.from.is_none_or(|from| from <= day) && it.to.is_none_or(|to| to >= day),
        None => it.to.is_none(),
    };
    intervals.iter().rev().find(reaches)
}

pub(crate) fn side_of(terrain: &Terrain<'_>, interval: &ControlInterval, day: Option<Date>) -> String {
    let known = interval.holder_id.as_deref().map(|it| terrain.registry.side_of(it, day).unwrap_or(it));
    known.map_or_else(|| side_of_unlisted(&interval.holder), str::to_owned)
}

/// The side of one whom no table knows: its own.
pub(crate) fn side_of_unlisted(name: &str) -> String {
    format!("?{}", name.to_lowercase())
}

fn effect(
    terrain: &Terrain<'_>,
    present: Option<&ControlInterval>,
    then: &Holding,
    day: Option<Date>,
) -> Effect {
    let Some(present) = present.filter(|it| it.holder != "unknown" || it.status == "contested") else {
        return Effect::Premise;
    };
    let is_present = match then {
        Holding::Side(side, _) => present.status != "contested" && *side == side_of(terrain, present, day),
        Holding::Contested(_) => present.status == "contested",
        Holding::Unknown => false,
    };
    if is_present { Effect::Present } else { Effect::Change }
}
