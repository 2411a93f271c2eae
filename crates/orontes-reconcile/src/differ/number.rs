//! Turns figures of one measure and scope whose ranges do not meet into disagreements, and other
//! figures that only look as if they clashed into explanations.

use super::difference::{disagreement, explained, side};
use crate::accounts::{Accounts, Told as Account};
use crate::days::days_between;
use crate::events::Told;
use crate::figures::{Counted, Scope, is_of_now};
use crate::quoted;
use crate::same::Family;
use crate::words::grouped;
use orontes_model::{
    Bound, ClaimId, Disagreement, DisagreementKind, DisagreementSeverity, EventStatus, Explained, Side, When,
};
use std::collections::{BTreeMap, BTreeSet};

/// Measures of the same harm or the same people, which readers take for each other.
const KIN: &[(&str, &str, &str)] = &[
    ("killed", "casualties", "casualties are dead and injured together"),
    ("killed", "injured", "dead and injured are counted apart"),
    ("injured", "casualties", "casualties are dead and injured together"),
    ("displaced", "refugees", "refugees have left the country, displaced people need not have"),
    ("idps", "refugees", "displaced people are inside the country, refugees outside"),
];

/// What figures must share before they can be rivals.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Total<'r> {
    measure: &'r str,
    scope: &'r Scope,
    unit: &'r str,
    part: Option<&'r str>,
    /// The war, where the case knows of several.
    war: &'r str,
    /// The incident whose toll it is, by identity and title.
    incident: Option<(&'r str, &'r str)>,
}

impl Total<'_> {
    /// How many of what, where.
    fn words(&self) -> String {
        let of_whom = self.part.map_or_else(String::new, |it| format!(" ({it})"));
        match self.incident {
            Some((_, title)) => format!("{}{of_whom}: {title}", self.measure),
            None => format!("{}{of_whom}, {}", self.measure, scope_words(self.scope)),
        }
    }
}

/// Figures of one total that cannot all hold. Costs a sort of the figures and, within one series, the
/// number of distinct ranges squared, of which only the outermost are compared.
pub(crate) fn disagreements(
    accounts: &Accounts,
    told: &[Told<'_>],
    counted: &[Counted<'_>],
) -> Vec<Disagreement> {
    let incidents = incidents(told);
    let mut series: BTreeMap<Total<'_>, Vec<&Counted<'_>>> = BTreeMap::new();
    for it in counted.iter().filter(|it| !it.is_projection && it.part.as_deref() != Some("")) {
        series.entry(total_of(&incidents, it)).or_default().push(it);
    }
    let rivals = series.iter().flat_map(|(total, members)| {
        comparable(members).into_iter().filter_map(|it| rival_counts(accounts, total, &it))
    });
    let mut found: Vec<Disagreement> = rivals.collect();
    for (part, whole, _) in KIN.iter().filter(|it| it.1 == "casualties") {
        let wholes =
            series.iter().filter(|it| it.0.measure == *whole && it.0.part.is_none() && is_of_now(it.0.scope));
        found.extend(wholes.filter_map(|(total, members)| {
            let parts = series.get(&Total { measure: part, ..total.clone() })?;
            part_beyond_whole(part, whole, total.scope, parts, members)
        }));
    }
    found
}

fn total_of<'r>(incidents: &Incidents<'r>, it: &'r Counted<'_>) -> Total<'r> {
    let measure = if it.figure.measure == "idps" { "displaced" } else { it.figure.measure.as_str() };
    let is_toll =
        matches!(measure, "killed" | "injured" | "casualties" | "missing") && is_firm(it.figure.bound);
    let incident = incidents.get(&it.cited.claim.id).filter(|_| is_toll && is_of_now(&it.scope));
    let incident = incident.filter(|_| !is_sum(it));
    let incident = incident.map(|(own, of_day)| if it.part.is_some() { *of_day } else { *own });
    let incident = incident.map(|told| (told.event.id.as_str(), told.event.title.as_str()));
    // The toll of an incident is of the incident, whatever else its sentence names.
    let is_of_one_place = OF_ONE_PLACE.contains(&measure) && is_of_now(&it.scope);
    let (scope, war) = match (incident, is_of_one_place) {
        (Some(_), _) => (&Scope::Episode, ""),
        (None, true) => (&Scope::Episode, &*it.theatre),
        (None, false) => (&it.scope, it.war()),
    };
    Total { measure, scope, unit: &it.figure.unit, part: it.part.as_deref(), war, incident }
}

/// What is counted where it happens, so that a number without a place is of the place that others name.
const OF_ONE_PLACE: &[&str] = &["abducted", "detained", "detainees_released"];

/// Dead from which a count is one of a battle or a war: an incident that killed as many is rare, and its counts are
/// compared all the same.
const SUM_FROM: f64 = 500.0;

/// Says whether a number counts the dead of many incidents.
fn is_sum(it: &Counted<'_>) -> bool {
    it.figure.low.or(it.figure.best).is_some_and(|it| it >= SUM_FROM)
}

/// Days by which the beginnings of two stretches may differ and count the same.
const SAME_START_DAYS: i32 = 2;
/// Days from which a stretch is longer than the news: a count that gives no beginning is not one of it.
const LONG_STRETCH_DAYS: i32 = 60;

/// Splits figures of one total where they are parts of wholes that differ, or cover other stretches of days. Who gives
/// neither may mean any, and goes with those that are most.
fn comparable<'r, 'a>(members: &[&'r Counted<'a>]) -> Vec<Vec<&'r Counted<'a>>> {
    let whole = |it: &&Counted<'_>| it.whole.filter(|_| it.part.is_some());
    let wholes: BTreeSet<u64> = members.iter().filter_map(whole).collect();
    let of_whole = |total: u64| -> Vec<&'r Counted<'a>> {
        members.iter().filter(|it| whole(it) == Some(total)).copied().collect()
    };
    let loose = members.iter().filter(|it| whole(it).is_none()).copied().collect();
    let parts = with_most(wholes.into_iter().map(of_whole).collect(), loose);
    parts.into_iter().flat_map(by_stretch).collect()
}

fn by_stretch<'r, 'a>(members: Vec<&'r Counted<'a>>) -> Vec<Vec<&'r Counted<'a>>> {
    let (mut stretched, loose): (Vec<_>, Vec<_>) = members.into_iter().partition(|it| it.stretch.is_some());
    stretched.sort_by_key(|it| (it.stretch, &it.cited.claim.id));
    let starts_with = |a: &&Counted<'_>, b: &&Counted<'_>| match (a.stretch, b.stretch) {
        (Some(a), Some(b)) => days_between(a.0, b.0) <= SAME_START_DAYS,
        _ => false,
    };
    let is_long = |it: &[&Counted<'_>]| {
        it.iter().filter_map(|it| it.stretch).any(|it| days_between(it.0, it.1) > LONG_STRETCH_DAYS)
    };
    let (long, short): (Vec<_>, Vec<_>) = stretched.chunk_by(starts_with).partition(|it| is_long(it));
    let mut found = with_most(short.into_iter().map(<[_]>::to_vec).collect(), loose);
    found.extend(long.into_iter().map(<[_]>::to_vec));
    found
}

/// Puts `loose` figures to the first of the largest groups.
fn with_most<'r, 'a>(
    mut groups: Vec<Vec<&'r Counted<'a>>>,
    loose: Vec<&'r Counted<'a>>,
) -> Vec<Vec<&'r Counted<'a>>> {
    match (0..groups.len()).max_by_key(|it| (groups[*it].len(), std::cmp::Reverse(*it))) {
        Some(most) => groups[most].extend(loose),
        None => groups.push(loose),
    }
    groups
}

/// The incidents that figures are tolls of: the dead of one raid are no rival count to those of the next.
fn incidents<'r>(told: &'r [Told<'r>]) -> Incidents<'r> {
    let harm = told.iter().filter(|it| {
        it.key.family == Family::Harm
            && it.key.world == EventStatus::Happened
            && it.event.best_day.is_some()
            && it.event.place.is_some()
    });
    let all: Vec<&Told<'_>> = harm.collect();
    // Of one town and day, the least stands for those that count one class of dead: an army and a witness tell of one
    // attack and name its doers differently.
    let mut of_day: BTreeMap<(&str, Option<orontes_model::Date>), &'r Told<'r>> = BTreeMap::new();
    for it in &all {
        let first = of_day.entry((it.key.place.as_str(), it.event.best_day)).or_insert(it);
        if it.event.id < first.event.id {
            *first = it;
        }
    }
    let mut found = Incidents::default();
    for it in all {
        let of_day = of_day.get(&(it.key.place.as_str(), it.event.best_day)).copied().unwrap_or(it);
        for id in it.members.iter().flat_map(|it| &it.1.figures) {
            found.insert(id, (it, of_day));
        }
    }
    found
}

/// By the figures that are tolls of them: the incident, and the least one of its town and day.
type Incidents<'r> = BTreeMap<&'r ClaimId, (&'r Told<'r>, &'r Told<'r>)>;

/// A part that may be as large as its whole: some account has taken the one for the other, or is out of date.
fn part_beyond_whole(
    part: &str,
    whole: &str,
    scope: &Scope,
    parts: &[&Counted<'_>],
    wholes: &[&Counted<'_>],
) -> Option<Disagreement> {
    let top = |it: &&&Counted<'_>| range(it).map_or(0.0, |it| if it.2.is_finite() { it.2 } else { it.1 });
    let least_whole = wholes.iter().map(|it| top(&it)).fold(f64::INFINITY, f64::min);
    let beyond: Vec<&&Counted<'_>> = parts.iter().filter(|it| top(it) >= least_whole).collect();
    if beyond.is_empty() {
        return None;
    }
    let small = wholes.iter().filter(|it| top(it) <= least_whole);
    let sides = vec![
        side(format!("{part}, as many"), beyond.iter().map(|it| it.cited.claim.id.clone())),
        side(format!("{whole}, no more"), small.map(|it| it.cited.claim.id.clone())),
    ];
    let why =
        format!("as many are said to be {part} as there are {whole} in all: one account may mean the other");
    let topic = format!("{part} or {whole}, {}", scope_words(scope));
    Some(disagreement(DisagreementKind::Number, DisagreementSeverity::Low, topic, sides, why))
}

fn rival_counts(accounts: &Accounts, total: &Total<'_>, members: &[&Counted<'_>]) -> Option<Disagreement> {
    let (mut ranged, _) = told_apart(members);
    ranged.sort_by(|a, b| {
        a.1.total_cmp(&b.1).then(a.2.total_cmp(&b.2)).then(a.0.cited.claim.id.cmp(&b.0.cited.claim.id))
    });
    let bands = bands(&ranged);
    let is_later = bands.windows(2).all(|it| is_later(&it[0], &it[1]));
    // Who gives two numbers in one report, of patients and of fighters, counts two things.
    let voices: BTreeSet<(&str, &str)> =
        ranged.iter().map(|it| (it.0.cited.claim.report.as_str(), it.0.issuer.as_str())).collect();
    let whom: BTreeSet<Option<&str>> = ranged.iter().map(|it| it.0.figure.of_whom.as_deref()).collect();
    let is_of_two_things = voices.len() < 2 && whom.len() > 1;
    if bands.len() < 2
        || is_of_two_things
        || bands.windows(2).all(|it| is_superseded(accounts, &it[0], &it[1]))
    {
        return None;
    }
    let (low, high) = (bands.first()?, bands.last()?);
    let ratio = high.iter().map(|it| it.1).fold(f64::INFINITY, f64::min)
        / low.iter().map(|it| it.2).fold(1.0, f64::max);
    if is_later && ratio >= OTHER_THING {
        return None;
    }
    let severity = match ratio {
        _ if is_later => DisagreementSeverity::Low,
        10.0.. => DisagreementSeverity::High,
        _ => DisagreementSeverity::Medium,
    };
    let sides: Vec<Side> = bands.iter().map(|band| band_side(band)).collect();
    let topic = format!("how many {}", total.words());
    let (least, most) = (&sides.first()?.view, &sides.last()?.view);
    let explanation = match is_later {
        true => format!(
            "{least} and {most} are counted by others on later days: it may have grown, or one of them counts otherwise"
        ),
        false => format!(
            "{least} and {most} cannot both hold for one day and one total; the lower count may be the older one"
        ),
    };
    Some(disagreement(DisagreementKind::Number, severity, topic, sides, explanation))
}

/// "Thousands" is said of any large number; "tens of thousands" says which order it is of.
fn is_elastic(it: &Counted<'_>) -> bool {
    match it.figure.bound {
        Bound::Vague => true,
        Bound::OrderOfMagnitude => {
            let words = quoted::words_at(it.cited, it.figure.number).unwrap_or_default().to_lowercase();
            !words.contains(" of ")
        }
        Bound::Exact | Bound::Approx | Bound::MoreThan | Bound::LessThan | Bound::UpTo => false,
    }
}

/// Says whether a number was counted, as the toll of one incident is.
fn is_firm(bound: Bound) -> bool {
    match bound {
        Bound::Exact | Bound::Approx | Bound::MoreThan | Bound::LessThan | Bound::UpTo => true,
        Bound::OrderOfMagnitude | Bound::Vague => false,
    }
}

/// Splits figures into those that can be rivals and those that are too vague to be: who says "thousands" does not
/// gainsay a count of 400,000, and who says "hundreds of thousands" does gainsay one of 5,000.
fn told_apart<'r, 'a>(members: &[&'r Counted<'a>]) -> (Vec<Ranged<'r, 'a>>, Vec<Ranged<'r, 'a>>) {
    // One person whose death is told is no toll of the others.
    let is_somebody = |it: &&&Counted<'_>| it.figure.measure == "killed" && it.figure.best == Some(1.0);
    let ranged = members.iter().filter(|it| !is_somebody(it)).filter_map(|it| range(it));
    let (vague, mut firm): (Vec<_>, Vec<_>) = ranged.partition(|it| is_elastic(it.0));
    if firm.is_empty() {
        return (vague, Vec::new());
    }
    let most = firm.iter().map(|it| if it.2.is_finite() { it.2 } else { it.1 }).fold(0.0, f64::max);
    let (beyond, within): (Vec<_>, Vec<_>) = vague.into_iter().partition(|it| it.1 > most * 2.0);
    firm.extend(beyond);
    (firm, within)
}

/// The words of a scope in a topic.
fn scope_words(scope: &Scope) -> String {
    match scope {
        Scope::WholeWar => "in the whole war".to_owned(),
        Scope::Past(words) => format!("in the past ({words})"),
        Scope::Place(town) => format!("in {town}"),
        Scope::Episode => "in this episode".to_owned(),
    }
}

type Ranged<'r, 'a> = (&'r Counted<'a>, f64, f64);

/// The range of a figure; an open end is open.
fn range<'r, 'a>(it: &&'r Counted<'a>) -> Option<Ranged<'r, 'a>> {
    let figure = it.figure;
    let low = figure.low.or(figure.best);
    let high = figure.high.or(match figure.bound {
        Bound::MoreThan => None,
        Bound::Exact
        | Bound::Approx
        | Bound::LessThan
        | Bound::UpTo
        | Bound::OrderOfMagnitude
        | Bound::Vague => figure.best,
    });
    if low.is_none() && high.is_none() {
        return None;
    }
    Some((it, low.unwrap_or(0.0), high.unwrap_or(f64::INFINITY)))
}

/// Splits figures, sorted by lowest value, where no figure bridges the gap.
fn bands<'r, 'a>(ranged: &[Ranged<'r, 'a>]) -> Vec<Vec<Ranged<'r, 'a>>> {
    let mut bands: Vec<Vec<Ranged<'r, 'a>>> = Vec::new();
    let mut reach = f64::NEG_INFINITY;
    for it in ranged {
        match bands.last_mut() {
            Some(band) if it.1 <= reach => band.push(*it),
            _ => bands.push(vec![*it]),
        }
        // "More than 50,000" bridges to every higher count in logic and to none in use: a speaker who
        // knows of 370,000 does not say 50,000, and one who knows of 58 dead does not say 31.
        let high = if it.2.is_finite() { it.2 } else { it.1 * GROWN_BY };
        reach = reach.max(high);
    }
    bands
}

/// Times by which a later count of others exceeds an earlier one so much that it counts something else: those whom a bus
/// took out, and all who are registered.
const OTHER_THING: f64 = 50.0;

/// Growth that a later count by others leaves unremarked: half as many again.
const GROWN_BY: f64 = 1.5;

/// Says whether the higher counts only bring the lower ones up to date: they say so, or come later from those who
/// counted before, or with hardly more.
fn is_superseded(accounts: &Accounts, low: &[Ranged<'_, '_>], high: &[Ranged<'_, '_>]) -> bool {
    let has_grown = |it: &Ranged<'_, '_>| {
        quoted::around(it.0.cited, it.0.figure.number).is_some_and(|it| accounts.closes(Account::Grown, it.0))
    };
    let issuers: BTreeSet<&str> = low.iter().map(|it| it.0.issuer.as_str()).collect();
    let is_theirs = high.iter().any(|it| issuers.contains(it.0.issuer.as_str()));
    let most = low.iter().map(|it| if it.2.is_finite() { it.2 } else { it.1 }).fold(0.0, f64::max);
    let least = high.iter().map(|it| it.1).fold(f64::INFINITY, f64::min);
    high.iter().all(has_grown) || is_later(low, high) && (is_theirs || least <= GROWN_BY * most)
}

/// Says whether all counts of one band are of later days than those of another.
fn is_later(low: &[Ranged<'_, '_>], high: &[Ranged<'_, '_>]) -> bool {
    let hull = |band: &[Ranged<'_, '_>]| -> Option<(orontes_model::Date, orontes_model::Date)> {
        let days = band
            .iter()
            .map(|it| match it.0.stretch {
                Some((_, to)) => Some((to, to)),
                None => it.0.as_of.and_then(|it| Some((it.from?, it.to?))),
            })
            .collect::<Option<Vec<_>>>()?;
        Some((days.iter().map(|it| it.0).min()?, days.iter().map(|it| it.1).max()?))
    };
    matches!((hull(low), hull(high)), (Some(a), Some(b)) if a.1 < b.0)
}

fn band_side(band: &[Ranged<'_, '_>]) -> Side {
    let low = band.iter().map(|it| it.1).fold(f64::INFINITY, f64::min);
    let high = band.iter().map(|it| it.2).fold(0.0, f64::max);
    let view = match (low == high, high.is_finite()) {
        (true, _) => grouped(low),
        (false, true) => format!("{} to {}", grouped(low), grouped(high)),
        (false, false) => format!("{} or more", grouped(low)),
    };
    side(view, band.iter().map(|it| it.0.cited.claim.id.clone()))
}

/// What looks like rival counts and is none.
pub(crate) fn explanations(counted: &[Counted<'_>]) -> Vec<Explained> {
    let mut by_measure: BTreeMap<&str, Vec<&Counted<'_>>> = BTreeMap::new();
    counted.iter().for_each(|it| by_measure.entry(&it.figure.measure).or_default().push(it));
    let mut found = Vec::new();
    for (measure, members) in &by_measure {
        found.extend(forecast(measure, members));
        found.extend(other_scope(measure, members));
        found.extend(later(measure, members));
        found.extend(vague(members));
        found.extend(parts(measure, members));
    }
    for (one, other, why) in KIN {
        if let (Some(a), Some(b)) = (by_measure.get(one), by_measure.get(other)) {
            let both = episode(a).chain(episode(b)).collect::<BTreeSet<ClaimId>>();
            if episode(a).next().is_some() && episode(b).next().is_some() {
                found.push(explained(
                    "other_measure",
                    both,
                    format!("{one} and {other} are two measures: {why}"),
                ));
            }
        }
    }
    found
}

fn episode<'r>(members: &'r [&Counted<'_>]) -> impl Iterator<Item = ClaimId> + 'r {
    members.iter().filter(|it| is_of_now(&it.scope)).map(|it| it.cited.claim.id.clone())
}

fn ids<'r>(members: impl Iterator<Item = &'r &'r Counted<'r>>) -> BTreeSet<ClaimId> {
    members.map(|it| it.cited.claim.id.clone()).collect()
}

fn forecast(measure: &str, members: &[&Counted<'_>]) -> Option<Explained> {
    let (forecasts, counts): (Vec<&Counted<'_>>, Vec<&Counted<'_>>) =
        members.iter().partition(|it| it.is_projection);
    (!forecasts.is_empty() && !counts.is_empty()).then(|| {
        let why =
            format!("a forecast of {measure} stands beside counts of {measure}: it is not a rival count");
        explained("forecast", ids(forecasts.iter().chain(&counts)), why)
    })
}

fn other_scope(measure: &str, members: &[&Counted<'_>]) -> Option<Explained> {
    let counts = members.iter().filter(|it| !it.is_projection);
    let scopes: BTreeSet<&Scope> = counts.clone().map(|it| &it.scope).collect();
    (scopes.len() > 1).then(|| {
        let scopes: Vec<String> = scopes.iter().map(|it| scope_words(it)).collect();
        let why = format!("{measure} are counted for different totals: {}", scopes.join("; "));
        explained("other_scope", ids(counts), why)
    })
}

/// A vague count beside a firm one that it does not reach.
fn vague(members: &[&Counted<'_>]) -> Option<Explained> {
    let mut by_scope: BTreeMap<&Scope, Vec<&Counted<'_>>> = BTreeMap::new();
    for it in members.iter().filter(|it| !it.is_projection && it.part.is_none()) {
        by_scope.entry(&it.scope).or_default().push(it);
    }
    by_scope.values().find_map(|members| {
        let (firm, vague) = told_apart(members);
        let (count, low, _) = firm.into_iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
        let short: Vec<_> = vague.into_iter().filter(|it| it.2 < low).collect();
        let words = &short.first()?.0.cited.evidence.text;
        let why = format!("\u{201c}{words}\u{201d} is no count: {} does not contradict it", grouped(low));
        let claims = short.iter().map(|it| it.0).chain([count]).map(|it| it.cited.claim.id.clone());
        Some(explained("vague", claims.collect(), why))
    })
}

/// A part of a total beside the total.
fn parts(measure: &str, members: &[&Counted<'_>]) -> Option<Explained> {
    let (parts, totals): (Vec<&Counted<'_>>, Vec<&Counted<'_>>) =
        members.iter().filter(|it| !it.is_projection).partition(|it| it.part.is_some());
    let whom: BTreeSet<&str> =
        parts.iter().filter_map(|it| it.part.as_deref()).filter(|it| !it.is_empty()).collect();
    if parts.is_empty() || totals.is_empty() {
        return None;
    }
    let whom =
        if whom.is_empty() { "some".to_owned() } else { whom.into_iter().collect::<Vec<_>>().join(", ") };
    let why = format!(
        "of the {measure} some are counted again by who they are ({whom}): a part is no rival to its total"
    );
    Some(explained("part", ids(parts.iter().chain(&totals)), why))
}

/// A later count by the same issuer for the same scope supersedes the earlier one.
fn later(measure: &str, members: &[&Counted<'_>]) -> Option<Explained> {
    let mut by_issuer: BTreeMap<(&str, &Scope), BTreeSet<(When, ClaimId)>> = BTreeMap::new();
    for it in members.iter().filter(|it| !it.is_projection) {
        if let Some(when) = it.as_of {
            by_issuer.entry((&it.issuer, &it.scope)).or_default().insert((when, it.cited.claim.id.clone()));
        }
    }
    let (issuer, points) = by_issuer.into_iter().find(|(_, points)| {
        let days: Vec<&When> = points.iter().map(|it| &it.0).collect();
        days.windows(2).any(|pair| !pair[0].meets(pair[1]))
    })?;
    let why =
        format!("{} counted {measure} on different days: the later count supersedes the earlier", issuer.0);
    Some(explained("other_day", points.into_iter().map(|it| it.1).collect(), why))
}
