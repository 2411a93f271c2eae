//! Turns the graph of related reports into origins: the stories they go back to, with the evidence.

use crate::Filed;
use crate::retelling;
use crate::stories::{Link, Stories};
use orontes_model::{Dossier, Origin};
use orontes_registry::Registry;

/// Groups reports by story; each report stands in one. The order of `filed` does not matter.
pub fn origins(registry: &Registry, filed: &[Filed<'_>]) -> Vec<Origin> {
    let mut stories = Stories::new(&[]);
    stories.add(registry, filed);
    all(&stories)
}

/// Returns every story as an origin, by its least report.
pub(crate) fn all(stories: &Stories<'_>) -> Vec<Origin> {
    let mut origins: Vec<Origin> = stories.groups().map(|members| origin(stories, &members)).collect();
    origins.sort_by(|a, b| a.reports.cmp(&b.reports));
    origins
}

fn origin(stories: &Stories<'_>, members: &[u32]) -> Origin {
    let reports: Vec<String> = members.iter().map(|it| stories.dossier(*it).name.clone()).collect();
    let mut why: Vec<String> = grounds(stories, members);
    why.extend(stories.rulings_on(members));
    let named = members.iter().find_map(|it| stories.agency(*it)).map(str::to_owned);
    if let Some(named) = &named {
        why.push(format!("credited to {named}"));
    }
    Origin { id: format!("origin-{}", reports[0]), reports, named, why }
}

/// The strongest links that hold the members together: one fewer than there are members, so that a story pasted
/// a hundred times is not explained five thousand times.
fn grounds(stories: &Stories<'_>, members: &[u32]) -> Vec<String> {
    let position = |it: u32| members.iter().position(|at| *at == it);
    let mut links: Vec<(&Link, usize, usize)> = Vec::new();
    for (at, one) in members.iter().enumerate() {
        let there = stories.links(*one).filter_map(|(other, link)| Some((link, at, position(other)?)));
        links.extend(there.filter(|it| it.1 < it.2));
    }
    links.sort_by(|a, b| b.0.strength().total_cmp(&a.0.strength()).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut part: Vec<usize> = (0..members.len()).collect();
    let mut kept: Vec<(usize, usize, Vec<String>)> = Vec::new();
    for (link, one, other) in links {
        let (from, to) = (part[one], part[other]);
        if from != to {
            part.iter_mut().filter(|it| **it == to).for_each(|it| *it = from);
            // What a person ruled is told once, with who ruled it.
            if link.has_words() {
                kept.push((one, other, reasons(stories, members[one], members[other], link)));
            }
        }
    }
    kept.sort();
    kept.into_iter().flat_map(|it| it.2).collect()
}

/// What links two reports, and what is different in the later one where it is known which that is.
fn reasons(stories: &Stories<'_>, one: u32, other: u32, link: &Link) -> Vec<String> {
    let what = link.words();
    let (left, right) = (stories.filed(one), stories.filed(other));
    let evidence = format!("{} and {} {what}", left.dossier.name, right.dossier.name);
    match copy_of(left.dossier, right.dossier) {
        None => vec![evidence],
        Some((copy, from)) => {
            let told =
                format!("{evidence}; {} is the later or machine-written one, after {}", copy.name, from.name);
            let (from, copy) = if copy.name == left.dossier.name { (right, left) } else { (left, right) };
            std::iter::once(told).chain(retelling::on_the_way(stories.rarity(), from, copy)).collect()
        }
    }
}

/// Which of two reports is the copy, where that is known: the later one, or the one that a machine wrote.
fn copy_of<'a>(one: &'a Dossier, other: &'a Dossier) -> Option<(&'a Dossier, &'a Dossier)> {
    let is_after =
        |a: &Dossier, b: &Dossier| matches!((a.published.from, b.published.to), (Some(a), Some(b)) if a > b);
    match (one.machine_written.is_some(), other.machine_written.is_some()) {
        _ if is_after(one, other) => Some((one, other)),
        _ if is_after(other, one) => Some((other, one)),
        (true, false) => Some((one, other)),
        (false, true) => Some((other, one)),
        (true, true) | (false, false) => None,
    }
}

/// The agency that a report credits with its story.
pub(crate) fn agency(registry: &Registry, filed: Filed<'_>) -> Option<String> {
    let credits =
        filed.fingerprint.credits.iter().map(String::as_str).chain(filed.dossier.publisher.as_deref());
    let found = credits.flat_map(|it| registry.sources_in(it)).flat_map(|it| it.ids);
    found.filter_map(|it| registry.source_by_id(&it)).find(|it| it.is_agency).map(|it| it.name.clone())
}
