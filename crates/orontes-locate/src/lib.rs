//! Turns mentions of places into gazetteer entries, with reasons.
//!
//! [`locate`] first learns what the report itself explains ("Hmoth (Homs)"), then asks the gazetteer for each
//! name, then ranks what fits by what stands around the name: a word for the kind of place, what is done with it, a
//! province or a neighbour in the same report, a stated distance and bearing, the country the report is about, people living
//! there. What the words make of the place ("north of", "the countryside of") becomes a qualifier and a
//! precision. "The town" is the settlement in focus, which is seldom the nearest name. One name means one place through a report unless the words beside it say otherwise.
//!
//! Cost: linear in the mentions, times the places of a name, times the anchors that are compared with (those of
//! the sentence and at most 24 of the report).
//!
//! `locate` never guesses in silence: where two places fit alike it returns both, and a name that is a letter
//! off is never the only reading left.

mod area;
mod evidence;
mod focus;
mod gloss;
mod kind;
mod qualifier;
mod rank;
mod surroundings;
mod verb;

use evidence::Evidence;
use orontes_gazetteer::Gazetteer;
use orontes_model::{Located, MentionKind, Note, Noted, Reading, Report, Resolution, Severity};
use orontes_roads::Roads;

/// Finds what every place mention of a report means.
pub fn locate(gazetteer: &Gazetteer, roads: &Roads, report: &Report, reading: &Reading) -> Noted<Located> {
    let glosses = gloss::learn(gazetteer, &report.text, reading);
    let evidence = Evidence::gather(gazetteer, roads, report, reading, &glosses);
    let (places, antecedents) = rank::resolve_all(&evidence);
    let mut notes = Vec::new();
    for place in &places {
        let mention = &reading.mentions[place.mention];
        if mention.kind != MentionKind::Place {
            continue;
        }
        if let Some(doubt) = doubt(&place.resolution, mention.span.of(&report.text)) {
            notes.push(Note::new(Severity::Info, doubt).at(mention.span));
        }
    }
    Noted { value: Located { places, glosses, antecedents }, notes }
}

fn doubt(resolution: &Resolution<orontes_model::Candidate>, words: &str) -> Option<String> {
    match resolution {
        Resolution::One(_) | Resolution::None => None,
        Resolution::Several(them) => {
            let named: Vec<String> =
                them.iter().take(3).map(|it| format!("{} ({})", it.place.name, it.place.id)).collect();
            Some(format!("«{words}» may be {}", named.join(" or ")))
        }
    }
}
