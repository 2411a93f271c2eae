//! Turns figure claims into series: one per measure, scope and unit, counts apart from forecasts.

use crate::accounts::{Accounts, Told};
use crate::case::Case;
use crate::parties::{self, Voice};
use crate::quoted;
use crate::theatres;
use orontes_model::{Basis, Bound, Cited, Date, FigureClaim, FigurePoint, FigureSeries, Modality, When};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Measures that change as events go on and are worth a series. A distance or a price is a fact of its
/// own, not a count that a later count supersedes.
const COUNTED: &[&str] = &[
    "killed",
    "injured",
    "casualties",
    "displaced",
    "idps",
    "refugees",
    "returned",
    "detained",
    "detainees_released",
    "missing",
    "abducted",
    "airstrikes",
    "localities_captured",
    "affected",
    "in_need",
    "buildings_damaged",
    "households_displaced",
];

/// What a figure is a total of, as far as totals must be told apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Scope {
    /// The whole war.
    WholeWar,
    /// Something before the episode, by its year or its words.
    Past(String),
    /// One town or district.
    Place(String),
    /// The episode that the reports are about.
    Episode,
}

/// One figure with the series it belongs to.
#[derive(Clone, Debug)]
pub(crate) struct Counted<'a> {
    pub(crate) cited: &'a Cited,
    pub(crate) figure: &'a FigureClaim,
    pub(crate) scope: Scope,
    pub(crate) as_of: Option<When>,
    pub(crate) issuer: String,
    pub(crate) is_projection: bool,
    /// Whom it counts, where it is a part of a total that is told beside it.
    pub(crate) part: Option<String>,
    /// That total, where its sentence gives it: parts of two totals are no rivals.
    pub(crate) whole: Option<u64>,
    /// The days over which it counts, where its words give a beginning.
    pub(crate) stretch: Option<(Date, Date)>,
    /// The war that it is told of, where the reports of a case tell of several.
    pub(crate) theatre: Arc<str>,
}

/// Says whether a measure is kept as a series.
pub(crate) fn is_counted(measure: &str) -> bool {
    COUNTED.contains(&measure)
}

/// Returns every figure that belongs to a series, by claim.
pub(crate) fn counted<'a>(case: &Case<'a>) -> Vec<Counted<'a>> {
    let years = years_told(case);
    let theatres = theatres::theatres(case);
    let figures = case.figure_claims().filter(|it| is_counted(&it.1.measure));
    let mut counted: Vec<Counted<'a>> = figures
        .filter(|it| it.0.claim.modality != Modality::Denied)
        .map(|it| counted_of(case, &years, it.0, it.1))
        .map(|it| Counted { theatre: theatres.of(&it.cited.claim.report), ..it })
        .collect();
    lend_scopes(&mut counted);
    mark_parts(&case.accounts, &mut counted);
    mark_summands(&mut counted);
    counted
}

/// "Killed 70 people, 20 of them children": the words may say that a number is a part, or its sentence gives a
/// larger one of the same measure for everybody.
fn mark_parts(accounts: &Accounts, counted: &mut [Counted<'_>]) {
    fn at<'a>(it: &Counted<'a>) -> (&'a str, u32, &'a str) {
        (it.cited.claim.report.as_str(), it.cited.claim.sentence, it.figure.measure.as_str())
    }
    let number = |it: &Counted<'_>| it.figure.best.or(it.figure.low);
    let mut largest: BTreeMap<(&str, u32, &str), f64> = BTreeMap::new();
    for it in counted.iter() {
        let known = largest.entry(at(it)).or_insert(0.0);
        *known = known.max(number(it).unwrap_or(0.0));
    }
    for it in counted.iter_mut() {
        it.whole =
            largest.get(&at(it)).filter(|most| number(it).is_some_and(|it| it < **most)).map(|it| *it as u64);
    }
    let may_be_part =
        |it: &Counted<'_>| it.part.is_none() && it.figure.of_whom.is_some() && !counts_its_own(it.figure);
    for it in counted.iter_mut().filter(|it| may_be_part(it)) {
        // The dead of some classes are a total of their own wherever they are told.
        if it.figure.of_whom.as_deref().is_some_and(|it| accounts.lists(Told::Class, it)) {
            it.part.clone_from(&it.figure.of_whom);
            continue;
        }
        it.part = it.figure.of_whom.clone().filter(|_| it.whole.is_some());
    }
}

/// The people whom a measure counts by its meaning, by what begins a word for one of them.
const OWN_PEOPLE: &[(&str, &[&str])] = &[
    ("detained", &["prisoner", "detainee", "captive", "inmate", "suspect"]),
    ("detainees_released", &["prisoner", "detainee", "captive", "inmate", "hostage", "convict"]),
    ("abducted", &["hostage", "captive", "abductee"]),
    ("injured", &["wounded", "casualt", "injured"]),
    ("displaced", &["evacuee", "displaced", "idp"]),
    ("idps", &["evacuee", "displaced", "idp"]),
    ("refugees", &["refugee"]),
    ("returned", &["returnee"]),
];

/// "1,000 prisoners were freed": the prisoners are all of those freed, and no part of them.
fn counts_its_own(figure: &FigureClaim) -> bool {
    let whom = figure.of_whom.as_deref().unwrap_or_default().to_lowercase();
    let own = OWN_PEOPLE.iter().find(|it| it.0 == figure.measure).map_or(&[][..], |it| it.1);
    own.iter().any(|it| whom.starts_with(it))
}

/// "2,900: 2,000 buried and 900 in the morgues", "nine South Africans and four of other nations": of one sentence and
/// measure, numbers that add up to another are its parts, and numbers of a list are parts of a total that is not told.
fn mark_summands(counted: &mut [Counted<'_>]) {
    let mut told: BTreeMap<(&str, u32, &str), Vec<usize>> = BTreeMap::new();
    for (at, it) in counted.iter().enumerate() {
        let claim = &it.cited.claim;
        told.entry((&claim.report, claim.sentence, &it.figure.measure)).or_default().push(at);
    }
    let number = |at: usize| counted[at].figure.best.or(counted[at].figure.low).unwrap_or(0.0);
    let mut parts: Vec<usize> = Vec::new();
    for members in told.values().filter(|it| (2..=MAX_SUMMANDS).contains(&it.len())) {
        let most = members.iter().copied().max_by(|a, b| number(*a).total_cmp(&number(*b)));
        let rest: Vec<usize> = members.iter().copied().filter(|it| Some(*it) != most).collect();
        let sum: f64 = rest.iter().map(|it| number(*it)).sum();
        let adds_up = rest.len() > 1 && most.is_some_and(|it| number(it) == sum);
        if adds_up {
            parts.extend(rest);
        } else {
            parts.extend(members.windows(2).filter(|it| is_list(&counted[it[0]], &counted[it[1]])).flatten());
        }
    }
    parts.retain(|it| counted[*it].part.is_none());
    for at in parts {
        counted[at].part = counted[at].figure.of_whom.clone().or_else(|| Some(String::new()));
    }
}

/// Says whether two numbers stand in one list: few words and an "and" between them.
fn is_list(one: &Counted<'_>, other: &Counted<'_>) -> bool {
    const BETWEEN_BYTES: usize = 40;
    let (first, second) = match one.figure.number.start <= other.figure.number.start {
        true => (one, other),
        false => (other, one),
    };
    let apart = second.figure.number.start.saturating_sub(first.figure.number.end) as usize;
    let after = quoted::around(first.cited, first.figure.number).map_or("", |it| it.1);
    let between = after.get(..apart).unwrap_or_default();
    apart <= BETWEEN_BYTES && between.contains(" and ") && !between.contains([';', ':'])
}

/// Numbers of one sentence that are looked at for sums: a table in a sentence is none.
const MAX_SUMMANDS: usize = 6;

/// Stands for those whom a hospital took in.
const IN_CARE: &str = "in care";

/// Whom a number counts that its words call a part of another.
fn part_of(case: &Case<'_>, cited: &Cited, figure: &FigureClaim) -> Option<String> {
    let (before, after) = quoted::around(cited, figure.number)?;
    let clause = after.split(['.', ',', ';']).next().unwrap_or_default();
    let is_part = figure.scope.contains("part of a count")
        || case.accounts.closes(Told::PartBefore, before)
        || case.accounts.opens(Told::PartAfter, after)
        || clause.contains("among the ");
    // Whom one hospital took in are no count of all.
    let is_toll = matches!(figure.measure.as_str(), "killed" | "injured" | "casualties");
    let in_care = case.accounts.tell(Told::InCare, clause) || case.accounts.closes(Told::InCare, before);
    let in_care = (is_toll && in_care).then(|| IN_CARE.to_owned());
    is_part.then(|| figure.of_whom.clone().unwrap_or_default()).or(in_care)
}

/// "Displaced over 7 million and drove a similar number abroad": a figure that takes its number from another of
/// its sentence takes the scope too.
fn lend_scopes(counted: &mut [Counted<'_>]) {
    fn at<'a>(it: &Counted<'a>) -> (&'a str, u32) {
        (it.cited.claim.report.as_str(), it.cited.claim.sentence)
    }
    let number = |it: &Counted<'_>| it.figure.best.or(it.figure.low).map(f64::to_bits);
    let mut lenders: BTreeMap<(&str, u32, u64), Scope> = BTreeMap::new();
    for it in counted.iter().filter(|it| !is_of_now(&it.scope)) {
        if let Some(number) = number(it) {
            lenders.insert((at(it).0, at(it).1, number), it.scope.clone());
        }
    }
    for it in counted.iter_mut().filter(|it| it.figure.bound == Bound::Approx && is_of_now(&it.scope)) {
        let Some(number) = number(it) else { continue };
        if let Some(scope) = lenders.get(&(at(it).0, at(it).1, number)) {
            it.scope = scope.clone();
        }
    }
}

/// Says whether a total is one of the episode.
pub(crate) fn is_of_now(scope: &Scope) -> bool {
    match scope {
        Scope::WholeWar | Scope::Past(_) => false,
        Scope::Place(_) | Scope::Episode => true,
    }
}

fn counted_of<'a>(
    case: &Case<'_>,
    years: &Years<'_>,
    cited: &'a Cited,
    figure: &'a FigureClaim,
) -> Counted<'a> {
    let dossier = case.dossiers.get(cited.claim.report.as_str());
    let published = dossier.map(|it| it.published).filter(|it| !it.is_unknown());
    let own = figure.as_of.filter(|it| !it.is_unknown());
    Counted {
        cited,
        figure,
        scope: scope_of((&case.accounts, years), case.latest(), cited, figure),
        as_of: own.or(published.map(|it| When { basis: Basis::Publication, ..it })),
        issuer: issuer(case, cited),
        part: part_of(case, cited, figure),
        whole: None,
        stretch: stretch_of(&case.accounts, cited, figure),
        theatre: Arc::from(""),
        is_projection: matches!(cited.claim.modality, Modality::Predicted | Modality::Conditional),
    }
}

/// "Since Friday", "in the past two weeks": what one count covers another need not.
fn stretch_of(accounts: &Accounts, cited: &Cited, figure: &FigureClaim) -> Option<(Date, Date)> {
    let when = figure.as_of.filter(crate::days::is_stated)?;
    let (from, to) = (when.from?, when.to?);
    (from < to && accounts.tell(Told::Stretch, &cited.sentence.text)).then_some((from, to))
}

fn issuer(case: &Case<'_>, cited: &Cited) -> String {
    match case.voice(cited) {
        Voice::Named(key) => parties::speaker_name(case.registry, &cited.claim, &key),
        Voice::Unnamed => cited.claim.attribution.last().cloned().unwrap_or_else(|| "unnamed".to_owned()),
        // A publisher whom nobody names is no other report's: each counts for itself.
        Voice::Own => {
            let name = cited.claim.attribution.first().filter(|it| !it.starts_with('('));
            name.cloned().unwrap_or_else(|| cited.claim.report.clone())
        }
    }
}

/// Years of past events, by the sentence that tells of them.
type Years<'a> = BTreeMap<(&'a str, u32), i16>;

/// A sentence about one past event counts that event and not the war since.
fn years_told<'a>(case: &Case<'a>) -> Years<'a> {
    let past = case.event_claims().filter(|it| it.0.claim.modality == Modality::Historical);
    let dated = past.filter_map(|(cited, event)| {
        let (from, to) = event.date.and_then(|it| Some((it.from?, it.to?)))?;
        let is_past = case.latest().is_none_or(|latest| from.year() < latest.year());
        let is_one_event = is_past && from.year() == to.year() && event.event_type != "war_start";
        is_one_event.then_some(((cited.claim.report.as_str(), cited.claim.sentence), from.year()))
    });
    dated.collect()
}

/// Returns what a figure is a total of. Words that name the war are the whole war; other history is what its
/// year or its words say; a single town is that town; the rest is the episode.
fn scope_of(
    (accounts, years): (&Accounts, &Years<'_>),
    latest: Option<Date>,
    cited: &Cited,
    figure: &FigureClaim,
) -> Scope {
    if let Some(year) = years.get(&(cited.claim.report.as_str(), cited.claim.sentence)) {
        return Scope::Past(year.to_string());
    }
    let scope = figure.scope.to_lowercase();
    let names_war = scope.split(|it: char| !it.is_alphanumeric()).any(|it| it == "war");
    if let Some(months) = months_past(latest, cited, figure) {
        return Scope::Past(months);
    }
    if names_war || is_of_years(accounts, cited, figure) {
        return Scope::WholeWar;
    }
    if cited.claim.modality == Modality::Historical {
        // History that is counted up to now is a total of the whole war (contract, section 3).
        let year = figure.as_of.and_then(|it| it.to).map(|it| it.year());
        let past = year.filter(|year| latest.is_none_or(|it| *year < it.year()));
        return past.map_or(Scope::WholeWar, |it| Scope::Past(it.to_string()));
    }
    let mut towns = figure.places.iter().filter(|it| !crate::same::is_wide(it)).map(|it| it.name.clone());
    match (towns.next(), towns.next()) {
        (Some(town), None) => Scope::Place(town),
        (Some(_), Some(_)) | (None, _) => Scope::Episode,
    }
}

/// Days back from the latest that history may begin for its count to be one of a stretch of this year's news: "10,000
/// were displaced in September" of a report of November is no total of the war.
const STRETCH_DAYS: i32 = 366;

/// The days of a count that is told as history and has its own beginning and end.
fn months_past(latest: Option<Date>, cited: &Cited, figure: &FigureClaim) -> Option<String> {
    let when = figure.as_of.filter(|it| it.basis != Basis::Publication)?;
    let (from, to) = (when.from?, when.to?);
    let is_history = cited.claim.modality == Modality::Historical && from < to;
    let age = crate::days::days_between(from, latest?);
    (is_history && (0..STRETCH_DAYS).contains(&age)).then(|| format!("{from} to {to}"))
}

/// "After three decades of conflict", "the wars since 1996": the clause of a number says that it counts them whole.
fn is_of_years(accounts: &Accounts, cited: &Cited, figure: &FigureClaim) -> bool {
    let Some((before, after)) = quoted::around(cited, figure.number) else { return false };
    let opens = before.rsplit(['.', ';']).next().unwrap_or_default();
    let closes = after.split(['.', ';']).next().unwrap_or_default();
    accounts.tell(Told::WholeWar, opens) || accounts.tell(Told::WholeWar, closes)
}

impl Scope {
    fn words(&self) -> String {
        match self {
            Scope::WholeWar => "whole war".to_owned(),
            Scope::Past(words) => words.clone(),
            Scope::Place(town) => town.clone(),
            Scope::Episode => "episode".to_owned(),
        }
    }
}

impl Counted<'_> {
    /// The war of a total that names no place of its own.
    pub(crate) fn war(&self) -> &str {
        match self.scope {
            Scope::WholeWar | Scope::Past(_) | Scope::Episode => &self.theatre,
            Scope::Place(_) => "",
        }
    }
}

/// Groups figures into series, by measure, scope and unit.
pub(crate) fn series(case: &Case<'_>, counted: &[Counted<'_>]) -> Vec<FigureSeries> {
    type Key<'k> = (&'k str, &'k Scope, &'k str, &'k str);
    let mut grouped: BTreeMap<Key<'_>, Vec<&Counted<'_>>> = BTreeMap::new();
    for it in counted {
        let key = (it.figure.measure.as_str(), &it.scope, it.figure.unit.as_str(), it.war());
        grouped.entry(key).or_default().push(it);
    }
    let one = |((measure, scope, unit, war), members): (Key<'_>, Vec<&Counted<'_>>)| {
        let points = |projection: bool| {
            let mine = members.iter().filter(|it| it.is_projection == projection);
            let mut points: Vec<FigurePoint> = mine.map(|it| point(case, it)).collect();
            points.sort_by(|a, b| (as_of_key(a), &a.claim).cmp(&(as_of_key(b), &b.claim)));
            points
        };
        FigureSeries {
            measure: measure.to_owned(),
            scope: if war.is_empty() { scope.words() } else { format!("{}, {war}", scope.words()) },
            unit: unit.to_owned(),
            points: points(false),
            projections: points(true),
        }
    };
    grouped.into_iter().map(one).collect()
}

/// By the last day the count can be of; counts of no known day come first.
fn as_of_key(point: &FigurePoint) -> (Option<orontes_model::Date>, Option<orontes_model::Date>) {
    (point.as_of.and_then(|it| it.to), point.as_of.and_then(|it| it.from))
}

fn point(case: &Case<'_>, it: &Counted<'_>) -> FigurePoint {
    FigurePoint {
        as_of: it.as_of,
        low: it.figure.low,
        best: it.figure.best,
        high: it.figure.high,
        bound: it.figure.bound,
        source: it.issuer.clone(),
        origin: case.name_of_story(case.story(&it.cited.claim.report)),
        claim: it.cited.claim.id.clone(),
    }
}
