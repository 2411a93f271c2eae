//! Writes an outlook as one JSON object: what is reported and what is computed under keys of their own.

use crate::Picture;
use orontes_model::{
    Change, ClaimId, Followed, Gap, KeyPlace, Loss, Odds, Outlook, Patch, Supply, Then, Town, Warrant, Way,
    WayChange,
};
use serde_json::{Value, json};

/// Returns the outlook as JSON.
pub fn outlook_json(picture: &Picture<'_>, outlook: &Outlook) -> Value {
    let basis = &outlook.basis;
    let sources: Vec<Value> =
        basis.sources.iter().map(|(name, n)| json!({ "source": name, "links": n })).collect();
    json!({
        "version": 1,
        "as_of": outlook.day.map(|it| it.to_string()),
        "supposed": outlook.changes.iter().map(|it| change(picture, it)).collect::<Value>(),
        "reported": outlook.reported.iter().map(|it| followed(picture, it)).collect::<Value>(),
        "computed": {
            "label": "computed, not reported",
            "graph": {
                "junctions": basis.n_junctions,
                "links": basis.n_links,
                "length_km": rounded(basis.length_km),
                "median_link_km": rounded(basis.median_link_km),
                "sources": sources,
                "places": basis.n_places,
                "places_with_holder": basis.n_reported,
                "people_origin": basis.people_origin,
                "speed_origin": basis.speed_origin,
            },
            "sides": outlook.losses.iter().map(loss).collect::<Value>(),
        },
        "notes": outlook.notes.iter().map(|it| it.message.as_str()).collect::<Vec<_>>(),
    })
}

fn ids(claims: &[ClaimId]) -> Value {
    claims.iter().map(|it| Value::from(it.0.as_str())).collect()
}

/// To a metre: what is beyond is noise of the sum.
fn rounded(number: f64) -> f64 {
    (number * 1000.0).round() / 1000.0
}

fn change(picture: &Picture<'_>, it: &Change) -> Value {
    let (then, side) = match &it.supposition.then {
        Then::Held(holder) => (holder.name.as_str(), Some(holder.side.as_str())),
        Then::Contested => ("contested", None),
        Then::Unknown => ("unknown", None),
    };
    let present = it.present.as_ref().map(|it| {
        json!({
            "holder": it.holder, "holder_id": it.holder_id, "status": it.status, "is_computed": it.is_computed,
            "from": it.from.map(|it| it.to_string()), "claims": ids(&it.claims),
            "references": picture.references(&it.claims),
        })
    });
    json!({
        "place": it.supposition.place,
        "place_id": it.supposition.place_id,
        "holder": then,
        "side": side,
        "effect": it.effect.word(),
        "present": present,
        "junction": it.junction.as_ref().map(|it| it.0.as_str()),
        "junction_km": it.junction.as_ref().map(|it| rounded(it.1)),
    })
}

fn followed(picture: &Picture<'_>, it: &Followed) -> Value {
    json!({
        "tells": it.tells.word(),
        "report": it.report,
        "sentence": it.sentence,
        "text": it.text,
        "modality": it.modality.word(),
        "attribution": it.attribution,
        "claims": ids(&it.claims),
        "references": picture.references(&it.claims),
    })
}

fn loss(it: &Loss) -> Value {
    json!({
        "side": it.holder.name,
        "side_id": it.holder.side,
        "base": town(&it.base),
        "areas_before": it.before.iter().map(area).collect::<Value>(),
        "areas_after": it.after.iter().map(area).collect::<Value>(),
        "lost": towns(&it.lost),
        "is_certain_on_graph": it.is_certain_on_graph,
        "ways": it.ways.iter().map(way_change).collect::<Value>(),
        "supply": it.supplies.iter().map(supply).collect::<Value>(),
        "restoring": it.restoring.iter().map(key).collect::<Value>(),
        "completing": it.completing.iter().map(key).collect::<Value>(),
        "gaps": it.gaps.iter().map(gap).collect::<Value>(),
        "odds": odds(&it.odds),
    })
}

fn town(it: &Town) -> Value {
    let (warrant, km, claims): (&str, Option<f64>, &[ClaimId]) = match &it.warrant {
        Warrant::Reported(claims) => ("reported", None, claims),
        Warrant::Supposed => ("supposed", None, &[]),
        Warrant::Seat => ("seat_of_government", None, &[]),
        Warrant::Nearest(km) => ("nearest_holder", Some(rounded(*km)), &[]),
        Warrant::Unknown => ("unknown", None, &[]),
    };
    json!({
        "id": it.id, "name": it.name, "people": it.people, "warrant": warrant, "nearest_km": km, "claims": ids(claims),
    })
}

fn towns(them: &[Town]) -> Value {
    them.iter().map(town).collect()
}

fn area(it: &Patch) -> Value {
    json!({
        "people": it.people,
        "people_reported": it.people_reported,
        "places_without_number": it.n_uncounted,
        "places": towns(&it.towns),
    })
}

fn way(it: &Way) -> Value {
    let stretches: Vec<Value> = it
        .stretches
        .iter()
        .map(|it| {
            json!({
                "from": it.from, "to": it.to, "ref": it.reference, "class": it.class,
                "length_km": rounded(it.length_km), "links": it.n_links,
            })
        })
        .collect();
    json!({
        "length_km": rounded(it.length_km),
        "hours": rounded(it.hours),
        "stretches": stretches,
        "places": it.places,
        "links": it.links,
        "unreported": towns(&it.unreported),
    })
}

fn maybe(it: &Option<Way>) -> Value {
    it.as_ref().map_or(Value::Null, way)
}

fn way_change(it: &WayChange) -> Value {
    let more = it.after.as_ref().map(|after| {
        json!({
            "km": rounded(after.length_km - it.before.length_km), "hours": rounded(after.hours - it.before.hours),
        })
    });
    json!({
        "from": it.from, "to": it.to, "before": way(&it.before), "after": maybe(&it.after), "detour": more,
        "through_unknown": maybe(&it.through_unknown), "abroad": maybe(&it.abroad),
    })
}

fn supply(it: &Supply) -> Value {
    json!({
        "front": it.front, "facing": it.facing, "holder": it.holder,
        "before": maybe(&it.before), "after": maybe(&it.after),
    })
}

fn key(it: &KeyPlace) -> Value {
    json!({ "place": town(&it.town), "people": it.people })
}

fn gap(it: &Gap) -> Value {
    json!({
        "from": town(&it.from), "to": town(&it.to), "straight_km": rounded(it.straight_km),
        "joined_share": rounded(it.joined_share),
    })
}

fn odds(it: &Odds) -> Value {
    let (word, low, high) = it.likelihood.words();
    json!({
        "seed": it.seed, "draws": it.n_draws, "places_drawn": it.n_drawn,
        "share_alone": rounded(it.alone), "share_spreading": rounded(it.spreading),
        "likelihood": { "word": word, "low": low, "high": high },
        "people_cut_off": { "tenth": it.people[0], "middle": it.people[1], "ninetieth": it.people[2] },
    })
}
