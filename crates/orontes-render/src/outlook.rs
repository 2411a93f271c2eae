//! Turns an outlook into a brief: what is supposed, what reports say would follow, and apart what is computed.

use crate::brief::{Brief, Line, Section};
use crate::{Picture, phrase};
use orontes_model::{
    Change, ClaimId, Effect, Followed, Gap, KeyPlace, Loss, Outlook, Patch, Supply, Tells, Then, Town,
    Warrant, Way, WayChange,
};

/// Places named for an area before the rest is only counted.
const SHOWN_TOWNS: usize = 8;
/// Areas named before the rest is only counted.
const SHOWN_AREAS: usize = 5;

const COMPUTED: &str = "Computed from the road graph named below; no report says this.";

/// Composes the brief of an outlook.
pub fn outlook_brief(picture: &Picture<'_>, outlook: &Outlook) -> Brief {
    let told = |tells: Tells| outlook.reported.iter().filter(move |it| it.tells == tells);
    let consequences: Vec<Line> =
        told(Tells::Consequence).enumerate().map(|(idx, it)| followed(picture, "R", idx, it)).collect();
    let positions: Vec<Line> =
        told(Tells::Position).enumerate().map(|(idx, it)| followed(picture, "P", idx, it)).collect();
    let mut sections = vec![
        section("Supposed", None, outlook.changes.iter().map(|it| change(picture, it)).collect()),
        section(
            "Reported: what would follow",
            Some("Sentences of the reports; what they expect has not happened."),
            or_silence(consequences),
        ),
        section("Reported: how it lies", None, positions),
    ];
    for loss in &outlook.losses {
        sections.extend(computed(picture, loss));
    }
    sections.push(section("What the computation rests on", None, basis(outlook)));
    sections.retain(|it| !it.lines.is_empty());
    Brief { title: title(outlook), header: header(outlook), sections }
}

fn section(heading: &'static str, remark: Option<&'static str>, lines: Vec<Line>) -> Section {
    Section { heading: heading.into(), remark: remark.map(Into::into), lines }
}

fn or_silence(lines: Vec<Line>) -> Vec<Line> {
    match lines.is_empty() {
        true => vec![plain("", "no report says what would follow")],
        false => lines,
    }
}

fn plain(handle: &str, text: impl Into<String>) -> Line {
    Line { handle: handle.to_owned(), text: text.into(), ..Line::default() }
}

fn title(outlook: &Outlook) -> String {
    let then = |it: &Change| match &it.supposition.then {
        Then::Held(holder) => format!("{} is held by {}", it.supposition.place, holder.name),
        Then::Contested => format!("{} is contested", it.supposition.place),
        Then::Unknown => format!("nobody knows who holds {}", it.supposition.place),
    };
    let supposed: Vec<String> = outlook.changes.iter().map(then).collect();
    format!("What if {}?", supposed.join(" and "))
}

fn header(outlook: &Outlook) -> Vec<Line> {
    let day = outlook.day.map(|it| format!("from the situation as of {}", phrase::day(it)));
    let notes = outlook.notes.iter().map(|it| format!("Note: {}", it.message));
    day.into_iter().chain(notes).map(|it| plain("", it)).collect()
}

fn change(picture: &Picture<'_>, change: &Change) -> Line {
    let then = match &change.supposition.then {
        Then::Held(holder) => holder.name.clone(),
        Then::Contested => "contested".to_owned(),
        Then::Unknown => "unknown".to_owned(),
    };
    let present = match &change.present {
        Some(it) => {
            let since = phrase::since(it);
            format!("reports: {}, {}{since}", it.holder, it.status.replace('_', " "))
        }
        None => "no report says who holds it".to_owned(),
    };
    let effect = match change.effect {
        Effect::Change => "",
        Effect::Premise => "; taken as given, before and after",
        Effect::Present => "; so it is already",
    };
    let at = match &change.junction {
        Some((_, km)) if *km > 0.0 => format!("; the nearest junction, {km:.1} km away, stands for it"),
        Some(_) => String::new(),
        None => "; on no road of the graph".to_owned(),
    };
    let claims = change.present.as_ref().map_or(&[] as &[ClaimId], |it| &it.claims);
    Line {
        text: format!("{} = {then} ({present}{effect}{at})", change.supposition.place),
        references: picture.references(claims),
        claims: claims.to_vec(),
        ..Line::default()
    }
}

fn followed(picture: &Picture<'_>, letter: &str, idx: usize, it: &Followed) -> Line {
    Line {
        handle: format!("{letter}{}", idx + 1),
        text: format!("“{}”", it.text.trim()),
        support: format!("{}; {}", it.modality.word(), it.attribution.join(" > ")),
        references: picture.references(&it.claims),
        claims: it.claims.clone(),
        ..Line::default()
    }
}

fn computed(picture: &Picture<'_>, loss: &Loss) -> Vec<Section> {
    let fronts = loss.supplies.iter().enumerate().map(|(idx, it)| supply(picture, idx, it));
    let keys = |letter: &str, them: &[KeyPlace], does: &str| -> Vec<Line> {
        them.iter().enumerate().map(|(idx, it)| key(picture, letter, idx, it, does)).collect()
    };
    vec![
        section("Computed: areas", Some(COMPUTED), area_lines(picture, loss)),
        section(
            "Computed: ways",
            Some(COMPUTED),
            loss.ways.iter().enumerate().map(|(idx, it)| way_change(picture, idx, it)).collect(),
        ),
        section("Computed: supply roads to the fronts", Some(COMPUTED), fronts.collect()),
        section(
            "Computed: places on which it hangs",
            Some(COMPUTED),
            [
                keys("K", &loss.restoring, "if the side gained it, would join"),
                keys("L", &loss.completing, "if it fell too, would cut off"),
            ]
            .concat(),
        ),
        section(
            "Computed: what the graph may lack",
            Some(
                "Close places on both sides of the cut without a link: a small road there would keep the link.",
            ),
            loss.gaps.iter().enumerate().map(|(idx, it)| gap(picture, idx, it)).collect(),
        ),
        section("How sure", None, sureness(loss)),
    ]
}

fn area_lines(picture: &Picture<'_>, loss: &Loss) -> Vec<Line> {
    let side = &loss.holder.name;
    let n_before = loss.before.len();
    let verdict = match (loss.odds.alone >= 0.5, loss.is_certain_on_graph) {
        (_, true) => "cut: on this graph no way is left, whoever holds the places that no report speaks of",
        (true, false) => "cut, unless places of unknown holder keep the link",
        (false, false) => "not cut: ways are left",
    };
    let lead = format!(
        "{side}: {verdict}. {n_before} area(s) before, {} after; ways are told from {} ({})",
        loss.after.len(),
        loss.base.name,
        warrant(&loss.base.warrant)
    );
    let mut lines = vec![with_warrant(picture, plain("A0", lead), &[&loss.base])];
    for (idx, area) in loss.after.iter().take(SHOWN_AREAS).enumerate() {
        lines.push(area_line(picture, idx, area));
    }
    if let Some(rest) = loss.after.get(SHOWN_AREAS..).filter(|it| !it.is_empty()) {
        let people: u64 = rest.iter().map(|it| it.people).sum();
        lines.push(plain("", format!("and {} smaller areas with {} people", rest.len(), grouped(people))));
    }
    let lost: Vec<String> = loss.lost.iter().map(town).collect();
    lines.push(plain("", format!("lost: {}", lost.join(", "))));
    lines
}

fn area_line(picture: &Picture<'_>, idx: usize, area: &Patch) -> Line {
    let shown = area.towns.get(..SHOWN_TOWNS.min(area.towns.len())).unwrap_or_default();
    let named: Vec<String> =
        shown.iter().map(|it| format!("{} ({})", it.name, warrant(&it.warrant))).collect();
    let more = match area.towns.len() - shown.len() {
        0 => String::new(),
        n => format!(" and {n} more places"),
    };
    let uncounted = match area.n_uncounted {
        0 => String::new(),
        n => format!("; {n} places without a number"),
    };
    let text = format!(
        "area {}: {}{more}: {} people, of them {} where a report or a supposition says so{uncounted}",
        idx + 1,
        named.join(", "),
        grouped(area.people),
        grouped(area.people_reported)
    );
    with_warrant(picture, plain(&format!("A{}", idx + 1), text), &shown.iter().collect::<Vec<_>>())
}

/// Adds the claims by which places are the side's.
fn with_warrant(picture: &Picture<'_>, line: Line, towns: &[&Town]) -> Line {
    let claims: Vec<ClaimId> = towns
        .iter()
        .flat_map(|it| match &it.warrant {
            Warrant::Reported(claims) => claims.clone(),
            Warrant::Supposed | Warrant::Seat | Warrant::Nearest(_) | Warrant::Unknown => Vec::new(),
        })
        .collect();
    Line { references: picture.references(&claims), claims, ..line }
}

fn way_change(picture: &Picture<'_>, idx: usize, it: &WayChange) -> Line {
    let before = way_words(&it.before);
    let after = match (&it.after, &it.through_unknown, &it.abroad) {
        (Some(after), _, _) if after.links == it.before.links => "the same after".to_owned(),
        (Some(after), _, _) => {
            let (km, hours) = (after.length_km - it.before.length_km, after.hours - it.before.hours);
            format!("after: {}, {km:+.0} km and {hours:+.1} h{}", way_words(after), depends(after))
        }
        (None, Some(way), _) => {
            format!(
                "after: none through its own places; through places of unknown holder {}{}",
                way_words(way),
                depends(way)
            )
        }
        (None, None, Some(way)) => format!("after: none in the country; abroad {}", way_words(way)),
        (None, None, None) => "after: none on this graph".to_owned(),
    };
    let towns: Vec<&Town> =
        it.after.iter().chain(&it.through_unknown).flat_map(|it| &it.unreported).collect();
    with_warrant(
        picture,
        plain(&format!("W{}", idx + 1), format!("{} to {}: before {before}; {after}", it.from, it.to)),
        &towns,
    )
}

/// "256 km, 3.1 h: M5 Damascus–Homs 155 km, primary Homs–Tartus 101 km".
fn way_words(way: &Way) -> String {
    let stretch = |it: &orontes_model::Stretch| {
        let road = it.reference.as_deref().filter(|it| !it.is_empty()).unwrap_or(&it.class);
        format!("{road} {}–{} {:.0} km", it.from, it.to, it.length_km)
    };
    let stretches: Vec<String> = way.stretches.iter().map(stretch).collect();
    format!("{:.0} km, {:.1} h ({})", way.length_km, way.hours, stretches.join(", "))
}

fn depends(way: &Way) -> String {
    let named: Vec<&str> = way.unreported.iter().take(SHOWN_TOWNS).map(|it| it.name.as_str()).collect();
    match named.is_empty() {
        true => String::new(),
        false => format!("; it needs places of whose holder no report speaks: {}", named.join(", ")),
    }
}

fn supply(picture: &Picture<'_>, idx: usize, it: &Supply) -> Line {
    let told = |way: &Option<Way>| way.as_ref().map_or("none".to_owned(), way_words);
    let after = match (&it.before, &it.after) {
        (Some(before), Some(after)) if before.links == after.links => "the same".to_owned(),
        (_, after) => told(after),
    };
    let text = format!(
        "{}, facing {} ({}): before {}; after {after}",
        it.front,
        it.facing,
        it.holder,
        told(&it.before)
    );
    with_warrant(picture, plain(&format!("S{}", idx + 1), text), &[])
}

fn key(picture: &Picture<'_>, letter: &str, idx: usize, it: &KeyPlace, does: &str) -> Line {
    let text = format!("{} — {does} {} people", town(&it.town), grouped(it.people));
    with_warrant(picture, plain(&format!("{letter}{}", idx + 1), text), &[&it.town])
}

fn gap(picture: &Picture<'_>, idx: usize, it: &Gap) -> Line {
    let text = format!(
        "{} and {}: {:.0} km apart as the crow flies; the graph joins {:.0} % of places so far apart",
        town(&it.from),
        town(&it.to),
        it.straight_km,
        it.joined_share * 100.0
    );
    with_warrant(picture, plain(&format!("M{}", idx + 1), text), &[&it.from, &it.to])
}

fn sureness(loss: &Loss) -> Vec<Line> {
    let odds = &loss.odds;
    let (word, low, high) = odds.likelihood.words();
    let percent = |it: f64| format!("{:.0} %", it * 100.0);
    let verdict = format!(
        "that places are cut off: {word} ({low}–{high} %): in {} of {} draws of the holders of {} places of which no report speaks; \
         in {} where places near the supposed ones go with them (seed {})",
        percent(odds.alone),
        odds.n_draws,
        odds.n_drawn,
        percent(odds.spreading),
        odds.seed
    );
    let people = format!(
        "people cut off: {} in the middle draw; between {} and {} in eight draws of ten",
        grouped(odds.people[1]),
        grouped(odds.people[0]),
        grouped(odds.people[2])
    );
    vec![plain("", verdict), plain("", people)]
}

fn basis(outlook: &Outlook) -> Vec<Line> {
    let basis = &outlook.basis;
    let sources: Vec<String> = basis.sources.iter().map(|(name, n)| format!("{name} ({n})")).collect();
    let graph = format!(
        "road graph: {} junctions, {} links, {:.0} km, half of the links longer than {:.1} km; from: {}",
        basis.n_junctions,
        basis.n_links,
        basis.length_km,
        basis.median_link_km,
        sources.join("; ")
    );
    let places = format!(
        "{} of the junctions are places of the atlas; reports or a seat of government say who holds {} of them; \
         the others are taken to be the nearest holder's by road, twice as readily the government's",
        basis.n_places, basis.n_reported
    );
    let mut lines = vec![plain("", graph), plain("", places)];
    lines.push(plain("", basis.speed_origin.clone()));
    if !basis.people_origin.is_empty() {
        lines.push(plain("", format!("people: {}", basis.people_origin)));
    }
    lines
}

fn town(it: &Town) -> String {
    format!("{} ({})", it.name, warrant(&it.warrant))
}

fn warrant(warrant: &Warrant) -> String {
    match warrant {
        Warrant::Reported(_) => "reported".to_owned(),
        Warrant::Supposed => "supposed".to_owned(),
        Warrant::Seat => "seat of government, no report".to_owned(),
        Warrant::Nearest(km) => format!("no report; nearest holder at {km:.0} km"),
        Warrant::Unknown => "holder unknown".to_owned(),
    }
}

/// 1234567 as 1,234,567.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (idx, digit) in digits.chars().enumerate() {
        if idx > 0 && (digits.len() - idx).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_grouped() {
        let shown: Vec<String> = [0, 999, 1000, 1_234_567].into_iter().map(grouped).collect();
        assert_eq!(shown, ["0", "999", "1,000", "1,234,567"]);
    }
}
