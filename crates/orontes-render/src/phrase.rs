//! Puts events, figures and days into the words of a brief.

use crate::Picture;
use orontes_model::{
    Bound, ControlInterval, Date, Event, FigurePoint, FigureSeries, Origins, Root, RootKind, Side, When,
};

/// How an event of a type is told: with its actors as the subject, and without.
struct Telling {
    event_type: &'static str,
    /// `{a}` the actors, `{p}` the place with its preposition left to the telling.
    active: &'static str,
    /// Where nobody is named. A noun, for a place may be one or many ("Arden", "other towns").
    bare: &'static str,
}

const fn tell(event_type: &'static str, active: &'static str, bare: &'static str) -> Telling {
    Telling { event_type, active, bare }
}

/// One telling per event type of the contract; what is not here is told by its title.
const TELLINGS: [Telling; 44] = [
    tell("territory_capture", "{a} took {p}", "capture of {p}"),
    tell("non_violent_transfer", "{p} passed to {a} without a fight", "peaceful handover of {p}"),
    tell("recapture", "{a} retook {p}", "recapture of {p}"),
    tell("advance", "{a} advanced on {p}", "advance on {p}"),
    tell("offensive_launch", "{a} launched an offensive in {p}", "start of an offensive in {p}"),
    tell("position_report", "{a} stood at {p}", "forces at {p}"),
    tell("clash", "{a} fought at {p}", "fighting at {p}"),
    tell("attack", "{a} attacked {p}", "attack on {p}"),
    tell("suicide_attack", "{a} carried out a suicide attack at {p}", "suicide attack at {p}"),
    tell("shelling", "{a} shelled {p}", "shelling of {p}"),
    tell("counterattack", "{a} counter-attacked at {p}", "counter-attack at {p}"),
    tell("airstrike", "{a} struck {p} from the air", "air strikes on {p}"),
    tell("drone_strike", "{a} struck {p} by drone", "drone strikes on {p}"),
    tell("bombardment", "{a} bombarded {p}", "bombardment of {p}"),
    tell("explosion", "{a} set off an explosion at {p}", "explosion at {p}"),
    tell("chemical_attack", "{a} used chemical weapons at {p}", "chemical attack at {p}"),
    tell("sexual_violence", "sexual violence by {a} in {p}", "sexual violence in {p}"),
    tell("looting", "looting by {a} in {p}", "looting in {p}"),
    tell("property_destruction", "{a} destroyed property in {p}", "destruction in {p}"),
    tell("riot", "{a} rioted in {p}", "riot in {p}"),
    tell("mobilization", "{a} mobilised in {p}", "mobilisation in {p}"),
    tell("massacre", "{a} killed people in {p}", "killings in {p}"),
    tell("uprising", "{a} rose in {p}", "uprising in {p}"),
    tell("suppression", "{a} put down protest in {p}", "suppression of protest in {p}"),
    tell("withdrawal", "{a} left {p}", "withdrawal from {p}"),
    tell("redeployment", "{a} redeployed at {p}", "redeployment at {p}"),
    tell("retreat", "{a} retreated from {p}", "retreat from {p}"),
    tell("defeat", "{a} suffered a defeat at {p}", "defeat at {p}"),
    // Whether people left a place or came to it the type does not say.
    tell("displacement", "people displaced: {p}", "people displaced: {p}"),
    tell("casualty_report", "people killed or hurt in {p}", "people killed or hurt in {p}"),
    tell("intent_to_attack", "{a} named {p} as next", "{p} named as next"),
    tell(
        "counterattack_preparation",
        "{a} prepared to counter-attack at {p}",
        "preparations for a counter-attack at {p}",
    ),
    tell("threat", "{a} threatened {p}", "threat to {p}"),
    tell("route_cut", "{a} cut the road at {p}", "road cut at {p}"),
    tell("route_opened", "{a} opened the road at {p}", "road opened at {p}"),
    tell("detainee_release", "{a} freed detainees in {p}", "release of detainees in {p}"),
    tell("arrest", "{a} made arrests in {p}", "arrests in {p}"),
    tell("abduction", "{a} abducted people in {p}", "abductions in {p}"),
    tell("protest", "{a} protested in {p}", "protests in {p}"),
    tell("celebration", "{a} celebrated in {p}", "celebrations in {p}"),
    tell("agreement", "{a} came to an agreement in {p}", "agreement in {p}"),
    tell("aid", "{a} brought aid to {p}", "aid to {p}"),
    tell("sanctions", "{a} imposed sanctions on {p}", "sanctions on {p}"),
    tell("investigation", "{a} investigated in {p}", "investigation in {p}"),
];

/// Tells an event in one clause with its day, first letter large.
pub fn event(event: &Event) -> String {
    let telling = TELLINGS.iter().find(|it| it.event_type == event.event_type);
    let actors = named(event);
    let told = match telling {
        Some(telling) => {
            let words = if actors.is_empty() { telling.bare } else { telling.active };
            let words = words.replace("{a}", &names(&actors));
            match &event.place {
                Some(place) => words.replace("{p}", place),
                None => without_place(&words),
            }
        }
        None => event.title.clone(),
    };
    let days = event.best_day.map(day).or_else(|| interval(&event.date));
    capital(&days.map_or(told.clone(), |days| format!("{told}, {days}")))
}

/// “Inmates broke out of the prison”, 4 Dec 2024: what fits no type is told in the words of the report.
pub fn in_its_words(event: &Event, words: &str) -> String {
    let days = event.best_day.map(day).or_else(|| interval(&event.date));
    let told = format!("“{words}”");
    days.map_or(told.clone(), |days| format!("{told}, {days}"))
}

/// "Fighting at {p}" becomes "fighting", "{a} took {p}" becomes "{a} took a place that is not named".
fn without_place(words: &str) -> String {
    const LEADS: [&str; 9] = [" at", " in", " on", " of", " from", " to", ":", " of protest in", " as"];
    let Some(before) = words.strip_suffix("{p}").map(str::trim_end) else {
        return words.replace("{p}", "a place that is not named");
    };
    let short = LEADS.iter().find_map(|it| before.strip_suffix(it)).filter(|it| it.contains(' '));
    short.map_or_else(|| words.replace("{p}", "a place that is not named"), str::to_owned)
}

/// Says whether an event is words rather than deeds: what somebody demands, denies, judges or accuses.
pub fn is_words(event: &Event) -> bool {
    const WORDS: [&str; 8] = [
        "accusation",
        "assessment",
        "designation",
        "rejection",
        "goal",
        "concession",
        "diplomatic_contact",
        "policy_measure",
    ];
    event.event_type.starts_with("statement") || WORDS.contains(&event.event_type.as_str())
}

/// "Northern Front, demand: «…»": who speaks, what kind of word it is, and the words of the report.
pub fn statement(event: &Event, quote: Option<&str>) -> String {
    let kind = event.event_type.trim_start_matches("statement_").replace('_', " ");
    let who = if event.actors.is_empty() { String::new() } else { format!("{}, ", names(&event.actors)) };
    let days = event.best_day.map_or(String::new(), |it| format!(", {}", day(it)));
    let words = quote.map_or(String::new(), |it| format!(": “{}”", it.trim()));
    capital(&format!("{who}{kind}{days}{words}"))
}

/// The actors that bear a name, where any does: "displaced people" beside "the Northern Front" says nothing more.
fn named(event: &Event) -> Vec<String> {
    let is_name =
        |it: &&String| it.chars().next().is_some_and(char::is_uppercase) && it.contains(char::is_lowercase);
    let large: Vec<String> = event.actors.iter().filter(is_name).cloned().collect();
    match (event.event_type.as_str(), large.is_empty()) {
        ("displacement" | "casualty_report", _) => Vec::new(),
        (_, true) => event.actors.clone(),
        (_, false) => large,
    }
}

/// First letter large.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// "A", "A and B", "A, B and C", at most four and how many more.
pub fn names(all: &[String]) -> String {
    const SHOWN: usize = 4;
    let shown: Vec<&str> = all.iter().take(SHOWN).map(String::as_str).collect();
    match (shown.as_slice(), all.len().saturating_sub(SHOWN)) {
        ([], _) => String::new(),
        ([only], _) => (*only).to_owned(),
        ([first @ .., last], 0) => format!("{} and {last}", first.join(", ")),
        (all, more) => format!("{} and {more} more", all.join(", ")),
    }
}

/// "5 Dec 2024".
pub fn day(day: Date) -> String {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let month = MONTHS.get(usize::from(day.month().unsigned_abs()).wrapping_sub(1)).unwrap_or(&"?");
    format!("{} {month} {}", day.day(), day.year())
}

/// "5 Dec 2024", "between 4 Dec 2024 and 6 Dec 2024", "since …", "by …"; nothing where no end is known.
pub fn interval(when: &When) -> Option<String> {
    match (when.from, when.to) {
        (Some(from), Some(to)) if from == to => Some(day(from)),
        (Some(from), Some(to)) => Some(format!("between {} and {}", day(from), day(to))),
        (Some(from), None) => Some(format!("not before {}", day(from))),
        (None, Some(to)) => Some(format!("not after {}", day(to))),
        (None, None) => None,
    }
}

/// Says whether two days are the first and the last of one year.
fn is_year(first: Date, last: Date) -> bool {
    first.year() == last.year()
        && (first.month(), first.day()) == (1, 1)
        && (last.month(), last.day()) == (12, 31)
}

/// " since 5 Dec 2024", " since 2017", " by 5 Dec 2024, not before 29 Nov 2024"; nothing where no day is known.
pub fn since(held: &ControlInterval) -> String {
    match (held.from, held.not_before) {
        (Some(from), Some(first)) if is_year(first, from) => format!(" since {}", from.year()),
        (Some(from), Some(first)) => format!(" by {}, not before {}", day(from), day(first)),
        (Some(from), None) => format!(" since {}", day(from)),
        (None, _) => String::new(),
    }
}

/// "1 origin", "2–3 origins".
pub fn origins(it: Origins) -> String {
    match (it.min, it.max) {
        (1, 1) => "1 origin".into(),
        (min, max) if min == max => format!("{min} origins"),
        (min, max) => format!("{min}–{max} origins"),
    }
}

/// "2–3 origins", "1 origin, a party to it": how many stand behind an event, and whether all of them speak of
/// their own acts.
pub fn event_origins(event: &Event) -> String {
    let all_interested = !event.rests_on.is_empty() && event.rests_on.iter().all(|it| it.is_interested);
    of_parties(event.origins, all_interested)
}

/// "28,000 (2 origins)": one side of a disagreement, and how many stand behind it.
pub fn side(side: &Side) -> String {
    format!("{} ({})", side.view, of_parties(side.origins, side.is_interested))
}

fn of_parties(count: Origins, is_interested: bool) -> String {
    let mark = match (is_interested, count.min) {
        (false, _) => "",
        (true, 0 | 1) => ", a party to it",
        (true, _) => ", all parties to it",
    };
    format!("{}{mark}", origins(count))
}

/// Roots that are told one by one.
const SHOWN_ROOTS: usize = 12;

/// "rests on the story of 000 and 003; on Syrian army, a party to it": what the least count of origins counts.
pub fn grounds(picture: &Picture<'_>, event: &Event) -> String {
    let mut told: Vec<String> = event.rests_on.iter().take(SHOWN_ROOTS).map(|it| root(picture, it)).collect();
    let rest = event.rests_on.len().saturating_sub(SHOWN_ROOTS);
    told.extend((rest > 0).then(|| format!("on {rest} more")));
    if told.is_empty() { String::new() } else { format!("rests {}", told.join("; ")) }
}

fn root(picture: &Picture<'_>, root: &Root) -> String {
    let name = match root.kind {
        RootKind::Story => picture.origin(&root.name).map_or_else(
            || root.name.clone(),
            |it| {
                let labels: Vec<String> = it.reports.iter().map(|it| picture.labels.of_report(it)).collect();
                let of = if labels.len() > 1 { "the story of " } else { "" };
                format!("{of}{}", names(&labels))
            },
        ),
        RootKind::Speaker | RootKind::Side => root.name.clone(),
    };
    let mark = if root.is_interested { ", a party to it" } else { "" };
    format!("on {name}{mark}")
}

/// "more than 370,000", "20,000–99,999".
pub fn amount(point: &FigurePoint) -> String {
    let (low, best, high) = (point.low, point.best, point.high);
    let about = |word: &str, value: Option<f64>| value.map(|it| format!("{word} {}", count(it)));
    let said = match point.bound {
        Bound::Exact => best.or(low).map(count),
        Bound::Approx => about("about", best),
        Bound::MoreThan => about("more than", best.or(low)),
        Bound::LessThan => about("fewer than", best.or(high)),
        Bound::UpTo => about("up to", high.or(best)),
        Bound::OrderOfMagnitude | Bound::Vague => None,
    };
    let range = || match (low, high) {
        (Some(low), Some(high)) => Some(format!("{}–{}", count(low), count(high))),
        (Some(one), None) | (None, Some(one)) => Some(count(one)),
        (None, None) => None,
    };
    said.or_else(range).or_else(|| best.map(count)).unwrap_or_else(|| "an unstated number".into())
}

/// A number with commas at thousands; parts of one with one digit.
pub fn count(value: f64) -> String {
    if value.fract() != 0.0 || value.abs() >= 1e15 {
        return format!("{value:.1}");
    }
    let digits = format!("{:.0}", value.abs());
    let mut out = String::from(if value < 0.0 { "−" } else { "" });
    for (idx, digit) in digits.chars().enumerate() {
        if idx > 0 && (digits.len() - idx) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// "displaced people, offensive".
pub fn series(it: &FigureSeries) -> String {
    let measure = it.measure.replace('_', " ");
    let unit = if it.unit.is_empty() || measure.contains(&it.unit) {
        String::new()
    } else {
        format!(" ({})", it.unit)
    };
    let scope = if it.scope.is_empty() { String::new() } else { format!(", {}", it.scope) };
    capital(&format!("{measure}{unit}{scope}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_a_reader_writes_them() {
        assert_eq!(count(370000.0), "370,000");
        assert_eq!(count(12.0), "12");
        assert_eq!(count(1.5), "1.5");
        assert_eq!(count(-1000.0), "−1,000");
    }

    #[test]
    fn names_are_joined_and_cut() {
        let of = |all: &[&str]| names(&all.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>());
        assert_eq!(of(&["A", "B", "C"]), "A, B and C");
        assert_eq!(of(&["A"]), "A");
        assert_eq!(of(&["A", "B", "C", "D", "E"]), "A, B, C, D and 1 more");
    }
}
