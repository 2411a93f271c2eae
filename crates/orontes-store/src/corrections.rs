//! Keeps what persons decided about a case in its journal, and returns what of it stands.
//!
//! A correction is one entry: what was decided, by whom, why; the entry carries the moment. It outlives every
//! rebuilding, since nothing derived is touched. To take one back is an entry too.

use crate::case::{Case, Stamp};
use crate::error::StoreError;
use crate::journal::{self, JournalEntry, JournalKind};
use crate::layers;
use orontes_model::{ClaimId, Corrections, Reliability, StoryRuling, StoryVerdict};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What a person decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Whether two reports go back to one story.
    Story {
        /// The one report.
        one: String,
        /// The other.
        other: String,
        /// What holds.
        verdict: StoryVerdict,
    },
    /// A claim says what its report does not say, or does say it after all.
    Claim {
        /// The claim.
        claim: ClaimId,
        /// Says whether it is out.
        is_rejected: bool,
    },
    /// How reliable a source is.
    Grade {
        /// Its name or identifier.
        source: String,
        /// The grade.
        grade: Reliability,
    },
    /// Who is meant by a name that claims bear.
    Alias {
        /// The name as claims bear it.
        name: String,
        /// Identifier or name of the actor.
        actor: String,
    },
    /// Which place is meant by a name that claims bear.
    Place {
        /// The name as claims bear it.
        name: String,
        /// Identifier of the place.
        place: String,
    },
    /// An earlier correction falls, by its number.
    Undo(u32),
}

/// A decision as the journal keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// Its place among the corrections of the case, from 1.
    pub number: u32,
    /// What was decided.
    pub decision: Decision,
    /// Who decided it.
    pub by: String,
    /// Why, in the person's words.
    pub reason: Option<String>,
    /// When; RFC 3339.
    pub moment: Option<String>,
    /// Says whether it still stands.
    pub stands: bool,
}

impl Case {
    /// Writes a decision into the journal and returns its number. When this returns, it is on the disk.
    ///
    /// # Errors
    /// Where another program writes, or the disk refuses.
    pub fn correct(
        &mut self,
        decision: &Decision,
        by: &str,
        reason: Option<&str>,
        stamp: &Stamp,
    ) -> Result<u32, StoreError> {
        self.change(|case, transaction| {
            let mut body = body_of(decision);
            body["by"] = json!(by);
            body["reason"] = json!(reason);
            journal::add(transaction, JournalKind::Corrected, stamp.moment.as_deref(), &body)
                .map_err(|it| case.error(it))?;
            layers::mark_stale(transaction).map_err(|it| case.error(it))?;
            Ok(case.corrections()?.len() as u32)
        })
    }

    /// Returns every correction, oldest first. One that a newer program wrote keeps its number and is left out.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn corrections(&self) -> Result<Vec<Correction>, StoreError> {
        let made = self.sql(|it| journal::entries_of(it, JournalKind::Corrected))?;
        let mut found: Vec<Correction> =
            (1..).zip(&made).filter_map(|(number, entry)| correction_of(number, entry)).collect();
        let mut fallen: BTreeSet<u32> = BTreeSet::new();
        for it in found.iter_mut().rev() {
            it.stands = !fallen.contains(&it.number);
            if let (true, Decision::Undo(number)) = (it.stands, &it.decision) {
                fallen.insert(*number);
            }
        }
        Ok(found)
    }
}

/// Returns what stands of some corrections, as far as it was decided by `day` (as 2024-12-05) where one is given.
pub fn standing(corrections: &[Correction], day: Option<&str>) -> Corrections {
    let mut standing = Corrections::default();
    let by_then = |it: &&Correction| {
        let when = it.moment.as_deref().and_then(|it| it.get(..10));
        day.is_none_or(|day| when.is_some_and(|it| it <= day))
    };
    for it in corrections.iter().filter(|it| it.stands).filter(by_then) {
        match &it.decision {
            Decision::Story { one, other, verdict } => standing.stories.push(StoryRuling {
                one: one.clone(),
                other: other.clone(),
                verdict: *verdict,
                by: it.by.clone(),
                moment: it.moment.clone(),
                reason: it.reason.clone(),
            }),
            Decision::Claim { claim, is_rejected: true } => _ = standing.rejected.insert(claim.clone()),
            Decision::Claim { claim, is_rejected: false } => _ = standing.rejected.remove(claim),
            Decision::Grade { source, grade } => _ = standing.grades.insert(source.clone(), *grade),
            Decision::Alias { name, actor } => _ = standing.aliases.insert(name.clone(), actor.clone()),
            Decision::Place { name, place } => _ = standing.places.insert(name.clone(), place.clone()),
            Decision::Undo(_) => {}
        }
    }
    standing
}

fn body_of(decision: &Decision) -> Value {
    match decision {
        Decision::Story { one, other, verdict: StoryVerdict::Same } => {
            json!({ "decision": "one_story", "one": one, "other": other })
        }
        Decision::Story { one, other, verdict: StoryVerdict::Independent } => {
            json!({ "decision": "independent", "one": one, "other": other })
        }
        Decision::Claim { claim, is_rejected: true } => json!({ "decision": "reject", "claim": claim.0 }),
        Decision::Claim { claim, is_rejected: false } => json!({ "decision": "accept", "claim": claim.0 }),
        Decision::Grade { source, grade } => {
            json!({ "decision": "grade", "source": source, "grade": grade.word() })
        }
        Decision::Alias { name, actor } => json!({ "decision": "alias", "name": name, "actor": actor }),
        Decision::Place { name, place } => json!({ "decision": "place", "name": name, "place": place }),
        Decision::Undo(number) => json!({ "decision": "undo", "number": number }),
    }
}

fn correction_of(number: u32, entry: &JournalEntry) -> Option<Correction> {
    let text = |key: &str| entry.text(key);
    let story = |verdict| Some(Decision::Story { one: text("one")?, other: text("other")?, verdict });
    let claim = |is_rejected| Some(Decision::Claim { claim: ClaimId(text("claim")?), is_rejected });
    let decision = match text("decision")?.as_str() {
        "one_story" => story(StoryVerdict::Same)?,
        "independent" => story(StoryVerdict::Independent)?,
        "reject" => claim(true)?,
        "accept" => claim(false)?,
        "grade" => {
            Decision::Grade { source: text("source")?, grade: Reliability::from_word(&text("grade")?)? }
        }
        "alias" => Decision::Alias { name: text("name")?, actor: text("actor")? },
        "place" => Decision::Place { name: text("name")?, place: text("place")? },
        "undo" => Decision::Undo(entry.number("number")?),
        _ => return None,
    };
    let moment = entry.moment.clone();
    Some(Correction { number, decision, by: text("by")?, reason: text("reason"), moment, stands: true })
}
