//! Turns ties with dates into sides: who stands with whom on a day.

use indexmap::IndexMap;
use orontes_model::{Actor, Date, Tie};
use rustc_hash::FxBuildHasher;

/// Predicates that make the other's side one's own. "supports" does not: a backer keeps its own name and aims,
/// and its word counts as a second origin beside that of whom it backs.
const BINDING: &[&str] = &["part_of", "member_of", "leader_of", "sides_with", "proxy_of", "media_of"];

/// Returns the side that `id` is on: the last actor that the binding ties valid on the day lead to. Costs the
/// length of that chain.
pub fn side_of<'a>(
    actors: &'a [Actor],
    idx_by_id: &IndexMap<String, usize, FxBuildHasher>,
    id: &str,
    on: Option<Date>,
) -> Option<&'a str> {
    let mut actor = &actors[*idx_by_id.get(id)?];
    let mut seen: Vec<&str> = Vec::new();
    while let Some(next) = binding_tie(actor, on).and_then(|it| idx_by_id.get(&it.to)) {
        seen.push(&actor.id);
        actor = &actors[*next];
        // A circle of ties is a slip in the tables; its first actor stands for all of it.
        if seen.contains(&actor.id.as_str()) {
            return seen.into_iter().min();
        }
    }
    Some(&actor.id)
}

/// Returns the binding tie of the day; without a day the one that holds longest into the present.
fn binding_tie(actor: &Actor, on: Option<Date>) -> Option<&Tie> {
    let binding = || actor.ties.iter().filter(|it| BINDING.contains(&it.predicate.as_str()));
    match on {
        Some(day) => binding()
            .find(|it| it.when.from.is_none_or(|from| from <= day) && it.when.to.is_none_or(|to| day <= to)),
        None => binding().find(|it| it.when.to.is_none()).or_else(|| binding().max_by_key(|it| it.when.to)),
    }
}
