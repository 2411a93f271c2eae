//! Turns the places that fit a name into a ranking with reasons, and the ranking into a resolution.

use crate::area::area_of;
use crate::evidence::{Evidence, Fitting, Found, Named, is_area};
use crate::qualifier::{bearing, number, unit_km};
use crate::surroundings::Piece;
use orontes_gazetteer::How;
use orontes_model::{
    Area, Candidate, MentionKind, Place, PlaceKind, PlaceMention, Point, Precision, Resolution,
};
use std::collections::BTreeMap;

/// Weights of the evidence, set by hand on 60 spellings and 40 namesakes of Syria (`tests/`), 2026-11. What the
/// words say outright (a container, a distance, a kind) outweighs what is only likely (population, country).
const KIND_FITS: f64 = 0.30;
const KIND_MAY_FIT: f64 = 0.10;
const KIND_DIFFERS: f64 = -0.25;
/// What is done with a place is done to this kind first of all, to this kind too, or to others.
const DEED_FITS: f64 = 0.12;
const DEED_MAY_FIT: f64 = 0.04;
const DEED_DIFFERS: f64 = -0.12;
/// A city beside which its namesakes are too small to be meant without a word.
const GREAT: f64 = 0.15;
/// A bare name is rather a country's than a town's, and rather a town's than that of the area named after it.
const BARE_COUNTRY: f64 = 0.15;
const BARE_AREA: f64 = -0.10;
const CONTAINER: f64 = 0.35;
const PARENT_IN_SENTENCE: f64 = 0.20;
const PARENT_IN_REPORT: f64 = 0.10;
const DISTANCE: f64 = 0.45;
const NEAR_IN_SENTENCE: f64 = 0.20;
const NEAR_IN_REPORT: f64 = 0.10;
const COUNTRY: f64 = 0.25;
const POPULATION: f64 = 0.10;
/// A first place this far ahead of the second is the only one left.
const MARGIN: f64 = 0.08;
/// Two spellings of one skeleton less alike than this may be two places: of the sixty unseen spellings in
/// `tests/` the least alike that are found so, and are right, stand at 0.71 (2026-11).
const SURE_LIKENESS: f64 = 0.7;
/// Places further behind are not handed on.
const REACH: f64 = 0.30;
/// Most readings of one name that are handed on.
const MOST_CANDIDATES: usize = 5;
/// Highest total that a place reached on the tests; scores are shares of it.
const FULL: f64 = 2.0;

/// One place with its points and its reasons.
#[derive(Clone)]
struct Ranked<'a> {
    fitting: Fitting<'a>,
    points: f64,
    reasons: Vec<String>,
    /// Says that it is never the only reading left.
    doubtful: bool,
}

/// Resolves every place mention of the report, in the order of the mentions.
/// Returns them with what descriptions of settlements go back to.
pub(crate) fn resolve_all(evidence: &Evidence<'_>) -> (Vec<PlaceMention>, BTreeMap<usize, Option<usize>>) {
    let ranked: Vec<Vec<Ranked<'_>>> = evidence.named.iter().map(|it| rank(evidence, it)).collect();
    let settled = settle_by_name(evidence, &ranked);
    let mut resolved: BTreeMap<usize, PlaceMention> = BTreeMap::new();
    for (named, mut own) in evidence.named.iter().zip(ranked) {
        if named.told.is_empty()
            && let Some(winner) = settled.get(named.key.as_str())
        {
            prefer(&mut own, named, winner);
        }
        resolved.insert(named.mention, place_mention(named, own));
    }
    let antecedents = crate::focus::antecedents(evidence, &resolved);
    follow_antecedents(evidence, &antecedents, &mut resolved);
    let mut places: Vec<PlaceMention> = resolved.into_values().collect();
    set_areas(&mut places);
    (places, antecedents)
}

/// For each name, the place that some mention of it tells best.
fn settle_by_name<'a>(
    evidence: &'a Evidence<'_>,
    ranked: &[Vec<Ranked<'_>>],
) -> BTreeMap<&'a str, (f64, String)> {
    let mut settled: BTreeMap<&str, (f64, String)> = BTreeMap::new();
    for (named, own) in evidence.named.iter().zip(ranked) {
        let [first, second, ..] = own.as_slice() else { continue };
        let margin = first.points - second.points;
        if first.fitting.found == Found::Area || margin < MARGIN {
            continue;
        }
        let kept = settled.entry(&named.key).or_insert((0.0, String::new()));
        if margin > kept.0 {
            *kept = (margin, first.fitting.place.id.clone());
        }
    }
    settled
}

/// Puts the place that the name has elsewhere in the report first.
fn prefer(own: &mut [Ranked<'_>], named: &Named<'_>, winner: &(f64, String)) {
    let Some(at) = own.iter().position(|it| it.fitting.place.id == winner.1) else { return };
    // "They crossed the Afrin": the river is meant here, whatever the name is elsewhere.
    if differs(named.wanted, own[at].fitting.place.kind) {
        return;
    }
    let best = own[0].points;
    let gains = at > 0 || own.get(1).is_some_and(|it| best - it.points < MARGIN);
    if gains {
        own[at].points = best + 2.0 * MARGIN;
        own[at].reasons.push("the same name elsewhere in the report".to_owned());
        own[..=at].rotate_right(1);
    }
}

fn rank<'a>(evidence: &Evidence<'a>, named: &Named<'a>) -> Vec<Ranked<'a>> {
    let relation = stated_distance(evidence, named);
    let great = named.sure().filter(|_| named.told.is_empty() && named.fitting.len() > 1);
    let mut ranked: Vec<Ranked<'a>> = named
        .fitting
        .iter()
        .filter(|it| !is_far_fetched(evidence, it))
        .map(|fitting| {
            let doubtful = is_doubtful(evidence, fitting);
            let mut ranked = Ranked { fitting: fitting.clone(), points: 0.0, reasons: Vec::new(), doubtful };
            ranked.weigh_name();
            ranked.weigh_kind(named.told);
            if great.is_some_and(|it| it.id == ranked.fitting.place.id && it.population > 0) {
                ranked.points += GREAT;
                ranked.reasons.push("its namesakes are small beside it".to_owned());
            }
            ranked.weigh_deed(named.wanted);
            ranked.weigh_country(evidence);
            ranked.weigh_parents(evidence, named);
            ranked.weigh_neighbours(evidence, named);
            if let Some(relation) = &relation {
                ranked.weigh_distance(evidence, relation);
            }
            ranked
        })
        .collect();
    ranked.sort_by(|a, b| {
        b.points.total_cmp(&a.points).then_with(|| a.fitting.place.id.cmp(&b.fitting.place.id))
    });
    ranked
}

/// Another romanisation or a letter off, in a country of which the report does not speak: consonants meet by
/// chance between languages, and an unknown village of one war must not become a town of another.
fn is_far_fetched(evidence: &Evidence<'_>, fitting: &Fitting<'_>) -> bool {
    let spelled_alike = matches!(fitting.found, Found::Name(How::Skeleton | How::Fuzzy(_)));
    let spoken_of = evidence.countries.is_empty() || evidence.share_of(&fitting.place.country) > 0.0;
    spelled_alike && !spoken_of
}

/// A name some letters off may be another place that the tables lack; and the namesake of a village may be a hamlet
/// anywhere in the world.
fn is_doubtful(evidence: &Evidence<'_>, fitting: &Fitting<'_>) -> bool {
    let far = fitting.obscure && evidence.share_of(&fitting.place.country) == 0.0;
    far || match fitting.found {
        Found::Name(How::Fuzzy(_)) => true,
        Found::Name(How::Skeleton) => fitting.likeness < SURE_LIKENESS,
        Found::Name(How::Exact | How::Article) | Found::Gloss | Found::Area => false,
    }
}

impl Ranked<'_> {
    fn weigh_name(&mut self) {
        let Fitting { found, name, likeness, place, .. } = &self.fitting;
        let (points, reason) = match found {
            Found::Gloss => (1.0, format!("the report explains the name as {name}")),
            Found::Name(How::Exact) => (0.75 + 0.05 * likeness, format!("exact name of {}", place.name)),
            Found::Name(How::Article) => (0.70, format!("{name}, but for the article")),
            Found::Name(How::Skeleton) => (0.60 * likeness, format!("another spelling of {name}")),
            Found::Name(How::Fuzzy(off)) => (0.40 * likeness, format!("{off} letters off {name}")),
            Found::Area => (0.75, format!("{name} is named after it")),
        };
        self.points += points;
        self.reasons.push(reason);
    }

    fn weigh_kind(&mut self, told: &[PlaceKind]) {
        let kind = self.fitting.place.kind;
        let lives = self.fitting.place.population;
        let people = if kind == PlaceKind::Country { 1.0 } else { ((1 + lives) as f64).log10() / 7.0 };
        self.points += POPULATION * people.min(1.0);
        match told.iter().position(|it| *it == kind) {
            Some(at) => {
                self.points += if at == 0 { KIND_FITS } else { KIND_MAY_FIT };
                self.reasons.push(format!("the words beside it say {}", kind.word()));
            }
            None if !told.is_empty() => self.points += KIND_DIFFERS,
            None if kind == PlaceKind::Country => self.points += BARE_COUNTRY,
            None if is_area(kind) => self.points += BARE_AREA,
            None => {}
        }
    }

    fn weigh_deed(&mut self, wanted: &[PlaceKind]) {
        let kind = self.fitting.place.kind;
        if wanted.contains(&kind) {
            let is_first =
                wanted[0] == kind || crate::verb::is_home(kind) && wanted.contains(&PlaceKind::City);
            self.points += if is_first { DEED_FITS } else { DEED_MAY_FIT };
            self.reasons.push(format!("what is done with it is done to a {}", kind.word().replace('_', " ")));
        } else if differs(wanted, kind) {
            self.points += DEED_DIFFERS;
        }
    }

    fn weigh_country(&mut self, evidence: &Evidence<'_>) {
        let share = evidence.share_of(&self.fitting.place.country);
        if share > 0.0 {
            self.points += COUNTRY * share;
            self.reasons.push(format!("{:.0} % of the report's places are in its country", share * 100.0));
        }
    }

    fn weigh_parents(&mut self, evidence: &Evidence<'_>, named: &Named<'_>) {
        let parents = &self.fitting.place.parents;
        let container = next_name(evidence, named);
        if let Some(container) = container {
            let inside = container.fitting.iter().find(|it| is_inside(parents, it.place, evidence));
            if let Some(area) = inside {
                self.points += CONTAINER;
                self.reasons.push(format!("in {}, which is named after it", area.place.name));
                return;
            }
        }
        let of_report =
            evidence.anchors_of(named.sentence).filter(|it| is_inside(parents, it.place, evidence));
        // Everything lies in its country: that is weighed apart.
        let mut telling = of_report.filter(|it| it.place.kind != PlaceKind::Country).peekable();
        let Some(first) = telling.peek() else { return };
        let name = first.place.name.clone();
        let close = telling.any(|it| it.sentences.binary_search(&named.sentence).is_ok());
        self.points += if close { PARENT_IN_SENTENCE } else { PARENT_IN_REPORT };
        self.reasons.push(format!("{name} is named in the {}", if close { "sentence" } else { "report" }));
    }

    fn weigh_neighbours(&mut self, evidence: &Evidence<'_>, named: &Named<'_>) {
        let Some(point) = self.fitting.place.point else { return };
        let towns = || {
            let all = evidence.anchors_of(named.sentence);
            // What this very name may mean is no neighbour of it.
            let is_namesake = |id: &str| named.fitting.iter().any(|it| it.place.id == id);
            all.filter(move |it| !is_namesake(&it.place.id) && is_spot(it.place))
        };
        let nearest = |it: &mut dyn Iterator<Item = &Place>| {
            let away = it.filter_map(|it| Some((it.point?.distance_km(point), it.name.clone())));
            away.min_by(|a, b| a.0.total_cmp(&b.0))
        };
        let mut beside =
            towns().filter(|it| it.sentences.binary_search(&named.sentence).is_ok()).map(|it| it.place);
        let mut anywhere = towns().map(|it| it.place);
        if let Some((away_km, name)) = nearest(&mut beside) {
            self.points += NEAR_IN_SENTENCE / (1.0 + away_km / 25.0);
            self.reasons.push(format!("{away_km:.0} km from {name}, named beside it"));
        } else if let Some((away_km, name)) = nearest(&mut anywhere) {
            self.reasons.push(format!("{away_km:.0} km from {name}, named in the report"));
        }
        if let Some((away_km, _)) = nearest(&mut towns().map(|it| it.place)) {
            self.points += NEAR_IN_REPORT / (1.0 + away_km / 50.0);
        }
    }

    fn weigh_distance(&mut self, evidence: &Evidence<'_>, relation: &Relation<'_>) {
        let (Some(point), Some(from)) = (self.fitting.place.point, relation.from.point) else { return };
        let straight_km = from.distance_km(point);
        let by_road_km = road_km(evidence, &relation.from.id, &self.fitting.place.id);
        let near = |km: f64, slack: f64| (km - relation.km).abs() <= (relation.km * slack).max(5.0);
        // People state distances along the road, or straight, or rounded; a quarter off is still the same.
        let far_fits = near(straight_km, 0.25) || by_road_km.is_some_and(|it| near(it, 0.20));
        let way_fits = relation.bearing.is_none_or(|it| turn(it, bearing_deg(from, point)) <= 50.0);
        let said = format!("{straight_km:.0} km from {}", relation.from.name);
        if far_fits && way_fits {
            self.points += DISTANCE;
            self.reasons.push(format!("{said}, as stated"));
        } else {
            self.points -= DISTANCE;
            self.reasons.push(format!("{said}, {:.0} km stated", relation.km));
        }
    }
}

/// Says whether a place of this kind is none of those to which something is done. Areas and countries stand for the
/// places in them: a province is captured, the people of a country flee.
fn differs(wanted: &[PlaceKind], kind: PlaceKind) -> bool {
    !wanted.is_empty() && !wanted.contains(&kind) && !is_area(kind) && kind != PlaceKind::Country
}

/// Says whether a place with these parents lies in `area`, or in what is named after it ("in Aleppo" for a village of
/// Aleppo's province).
fn is_inside(parents: &[String], area: &Place, evidence: &Evidence<'_>) -> bool {
    let named_after = |id: &String| {
        let parent = evidence.gazetteer.by_id(id);
        parent.is_some_and(|it| it.kind != PlaceKind::Country && it.name.starts_with(area.name.as_str()))
    };
    parents.iter().any(|it| *it == area.id || named_after(it))
}

fn is_spot(place: &Place) -> bool {
    precision_of(place.kind) == Precision::Exact
}

/// Returns the name that follows as a container: "Suran, Hama province", "Suran in Aleppo", "Suran (Hama)".
fn next_name<'e, 'a>(evidence: &'e Evidence<'a>, named: &Named<'a>) -> Option<&'e Named<'a>> {
    let idx = evidence.named.partition_point(|it| it.mention <= named.mention);
    let next = evidence.named.get(idx)?;
    let between = evidence.text.get(named.span.end as usize..next.span.start as usize)?;
    let words: Vec<&str> =
        between.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty()).collect();
    let links =
        ["in", "the", "of", "northern", "southern", "eastern", "western", "central", "rural", "province"];
    let opens = between.trim_start().starts_with([',', '(']) || words.first() == Some(&"in");
    let listed = words.is_empty() && between.trim() == "," && !is_area_name(next);
    (opens && !listed && words.len() <= 5 && words.iter().all(|it| links.contains(it))).then_some(next)
}

/// "A, B" alone may be a list: only an area after the comma is a container.
fn is_area_name(next: &Named<'_>) -> bool {
    let area = |it: &Fitting<'_>| precision_of(it.place.kind) != Precision::Exact;
    next.told.contains(&PlaceKind::Adm1) || next.fitting.first().is_some_and(area)
}

/// A distance that the words state between a name and a sure place.
struct Relation<'a> {
    from: &'a Place,
    km: f64,
    bearing: Option<f64>,
}

/// Finds "NAME, (about) 30 km (south) of PLACE" and "30 km south of PLACE, in NAME".
fn stated_distance<'a>(evidence: &Evidence<'a>, named: &Named<'a>) -> Option<Relation<'a>> {
    let after = &named.here.after[..named.here.after.len().min(14)];
    let found = measure(after).filter(|it| it.opens <= 7);
    let found = found.or_else(|| measure(&named.here.before));
    let found = found?;
    let idx = evidence.named.partition_point(|it| (it.span.start as usize) < found.of_end);
    let from = evidence.named.get(idx).filter(|it| it.mention != named.mention)?;
    let gap = (from.span.start as usize).checked_sub(found.of_end)?;
    let from = from.sure().filter(|_| gap <= 20)?;
    Some(Relation { from, km: found.km, bearing: found.bearing })
}

struct Measured {
    km: f64,
    bearing: Option<f64>,
    /// How many pieces stand before the number.
    opens: usize,
    /// One past the "of" or "from".
    of_end: usize,
}

fn measure(pieces: &[Piece<'_>]) -> Option<Measured> {
    for (idx, piece) in pieces.iter().enumerate() {
        let Some(amount) = number(piece) else { continue };
        let glued = piece.text.trim_start_matches(|it: char| !it.is_alphabetic());
        let next = pieces.get(idx + 1);
        let unit = if glued.is_empty() { next.and_then(unit_km) } else { unit_of(glued) };
        let Some(unit) = unit else { continue };
        let mut way = None;
        // "30 km (19 miles) to the south of" has eight pieces between.
        for piece in pieces[idx + 1..].iter().take(10) {
            way = bearing(piece).or(way);
            if piece.is_of(&["of", "from"]) {
                return Some(Measured { km: amount * unit, bearing: way, opens: idx, of_end: piece.end() });
            }
        }
    }
    None
}

fn unit_of(word: &str) -> Option<f64> {
    unit_km(&Piece { text: word, start: 0 })
}

fn road_km(evidence: &Evidence<'_>, from: &str, to: &str) -> Option<f64> {
    let (from, to) = (evidence.roads.junction(from)?, evidence.roads.junction(to)?);
    evidence.roads.route(from, to).map(|it| it.length_km)
}

/// Bearing from one point to another on a sphere, degrees from north.
fn bearing_deg(from: Point, to: Point) -> f64 {
    let (lat1, lat2) = (from.lat.to_radians(), to.lat.to_radians());
    let dlon = (to.lon - from.lon).to_radians();
    let y = dlon.sin() * lat2.cos();
    let x = lat1.cos() * lat2.sin() - lat1.sin() * lat2.cos() * dlon.cos();
    y.atan2(x).to_degrees().rem_euclid(360.0)
}

/// Smaller angle between two bearings.
fn turn(a: f64, b: f64) -> f64 {
    let off = (a - b).rem_euclid(360.0);
    off.min(360.0 - off)
}

fn place_mention(named: &Named<'_>, own: Vec<Ranked<'_>>) -> PlaceMention {
    let mut precision = own.first().map_or(Precision::Region, |it| precision_of(it.fitting.place.kind));
    if named.qualifier.words.is_some() && precision == Precision::Exact {
        precision = Precision::Near;
    }
    PlaceMention {
        mention: named.mention,
        span: named.qualifier.span,
        resolution: resolution(own),
        precision,
        qualifier: named.qualifier.words.clone(),
        area: None,
    }
}

/// Gives each place with a qualifier the area that the words make of it.
fn set_areas(places: &mut [PlaceMention]) {
    let point =
        |it: &PlaceMention| it.resolution.best().and_then(|it| Some((it.place.kind, it.place.point?)));
    let between = |it: Option<&PlaceMention>| {
        it.filter(|it| it.qualifier.as_deref() == Some("between")).and_then(point)
    };
    let areas: Vec<Option<Area>> = places
        .iter()
        .enumerate()
        .map(|(idx, it)| {
            let (words, (kind, own)) = (it.qualifier.as_deref()?, point(it)?);
            // The two ends stand beside each other: A looks forward, B back.
            let beside = [idx.checked_sub(1), Some(idx + 1)];
            let near = |at: &usize| {
                places.get(*at).filter(|other| other.span.start.abs_diff(it.span.start) < BETWEEN_REACH)
            };
            let beyond = beside.iter().flatten().find_map(|at| between(near(at)));
            area_of(words, kind, own, beyond.map(|it| it.1))
        })
        .collect();
    for (place, area) in places.iter_mut().zip(areas) {
        place.area = area;
    }
}

/// Bytes within which both ends of "between A and B" begin.
const BETWEEN_REACH: u32 = 80;

fn resolution(own: Vec<Ranked<'_>>) -> Resolution<Candidate> {
    let Some(best) = own.first() else { return Resolution::None };
    let best_points = best.points;
    let doubtful = best.doubtful;
    let ahead = own.get(1).is_none_or(|it| best_points - it.points >= MARGIN);
    let kept = own.into_iter().take(MOST_CANDIDATES).filter(|it| best_points - it.points <= REACH);
    let mut candidates: Vec<Candidate> = kept
        .map(|it| Candidate {
            place: it.fitting.place.clone(),
            score: (it.points / FULL).clamp(0.0, 1.0),
            reason: it.reasons.join("; "),
        })
        .collect();
    if ahead && !doubtful {
        return candidates.drain(..1).next().map_or(Resolution::None, Resolution::One);
    }
    Resolution::Several(candidates)
}

/// How precisely a place of this kind says where.
pub(crate) fn precision_of(kind: PlaceKind) -> Precision {
    use PlaceKind as K;
    match kind {
        K::City | K::Town | K::Village | K::Neighbourhood | K::AirBase | K::Site | K::Camp | K::Crossing => {
            Precision::Exact
        }
        K::Adm2 | K::Adm3 | K::Road | K::River | K::Lake | K::Mountain | K::Island => Precision::Near,
        K::Country | K::Adm1 | K::Region | K::Sea => Precision::Region,
    }
}

/// Gives "the city" and "there" what the name that they go back to means.
fn follow_antecedents(
    evidence: &Evidence<'_>,
    settled: &BTreeMap<usize, Option<usize>>,
    resolved: &mut BTreeMap<usize, PlaceMention>,
) {
    for (idx, mention) in evidence.reading.mentions.iter().enumerate() {
        let back = settled.get(&idx).copied().unwrap_or(mention.antecedent);
        let (MentionKind::Place, Some(back)) = (mention.kind, back) else { continue };
        let meant = resolved.get(&back).map(|it| (it.resolution.clone(), it.precision));
        let (resolution, precision) = meant.unwrap_or((Resolution::None, Precision::Region));
        let here = crate::surroundings::Surroundings::of(evidence.text, mention.span);
        let qualifier = crate::qualifier::qualifier_of(evidence.text, mention.span, &here);
        let precision = match (&qualifier.words, precision) {
            (Some(_), Precision::Exact) => Precision::Near,
            (Some(_) | None, other) => other,
        };
        let own = PlaceMention {
            mention: idx,
            span: qualifier.span,
            resolution,
            precision,
            qualifier: qualifier.words,
            area: None,
        };
        resolved.insert(idx, own);
    }
}
