//! Turns the facts about one place, oldest first, into intervals that do not overlap.

use crate::UNKNOWN;
use crate::facts::{Dossier, Fact, Holder, Rebels, What};
use crate::opponents::Opponents;
use orontes_model::{ControlHistory, ControlInterval, Date};
use std::collections::BTreeMap;

/// Returns the history of one place; nothing where the facts say nothing of a holder.
pub(crate) fn history(opponents: &Opponents, dossier: Dossier) -> Option<ControlHistory> {
    let takers = takers(&dossier.facts);
    let mut fold = Fold { opponents, takers, done: Vec::new(), now: None };
    for fact in &dossier.facts {
        fold.step(fact);
    }
    let intervals = fold.finish();
    (!intervals.is_empty()).then_some(ControlHistory {
        place: dossier.place,
        place_id: dossier.place_id,
        point: None,
        intervals,
    })
}

/// The sides that took the place within the episode, with the first day where there is one.
fn takers(facts: &[Fact]) -> BTreeMap<String, Option<Date>> {
    let mut takers = BTreeMap::new();
    for fact in facts.iter().filter(|it| !it.is_history && matches!(it.what, What::Taken(_))) {
        if let Some(who) = &fact.who {
            takers.entry(who.side.clone()).or_insert(fact.day);
        }
    }
    takers
}

/// The interval that is open.
#[derive(Clone)]
struct Open {
    side: String,
    interval: ControlInterval,
    is_history: bool,
    /// The day of the taking that opened or confirmed it.
    taken_on: Option<Date>,
    /// What stands behind that taking.
    support: (bool, u32),
    /// Status to return to when the fighting ends, and after which day.
    calm: Option<(String, Date)>,
}

struct Fold<'a> {
    opponents: &'a Opponents,
    takers: BTreeMap<String, Option<Date>>,
    done: Vec<ControlInterval>,
    now: Option<Open>,
}

impl Fold<'_> {
    fn step(&mut self, fact: &Fact) {
        self.calm_down(fact.day);
        match &fact.what {
            What::Taken(is_claimed) => {
                self.taken(fact, if *is_claimed { "claimed_control" } else { "controlled" })
            }
            What::Held(status) => self.held(fact, status),
            What::Left => self.left(fact),
            What::Fought(until) => self.fought(fact, *until),
            What::Threatened => self.threatened(fact),
        }
    }

    /// Fighting that was over before `day` gives way to what stood before it.
    fn calm_down(&mut self, day: Option<Date>) {
        let Some(open) = &mut self.now else { return };
        let over = open.calm.as_ref().is_some_and(|it| day.is_none_or(|day| it.1 < day));
        if let Some((status, until)) = open.calm.take_if(|_| over) {
            let calm = ControlInterval {
                status,
                from: until.tomorrow().ok(),
                not_before: None,
                to: None,
                ..open.interval.clone()
            };
            let ended = std::mem::replace(&mut open.interval, calm);
            self.push(ControlInterval { to: Some(until), ..ended });
        }
    }

    fn taken(&mut self, fact: &Fact, status: &str) {
        let Some(who) = &fact.who else { return };
        let rival = self.now.as_ref().filter(|it| {
            it.taken_on.is_some() && it.taken_on == fact.day && it.side != who.side && !it.is_history
        });
        match rival.map(|it| it.support.cmp(&fact.support)) {
            Some(std::cmp::Ordering::Greater) => {}
            // Two sides are said to have taken it on one day: nobody knows who holds it.
            Some(std::cmp::Ordering::Equal) => self.open(None, "contested", fact, false),
            Some(std::cmp::Ordering::Less) | None => {
                self.open(Some(who), status, fact, false);
                if let Some(now) = &mut self.now {
                    // What was taken is held until somebody else is told to hold it.
                    now.interval.to = fact.until;
                    now.taken_on = fact.day;
                    now.support = fact.support;
                }
            }
        }
    }

    fn held(&mut self, fact: &Fact, status: &str) {
        let Some(who) = &fact.who else { return };
        // Who is said to hold what he took is not a second fact: it belongs to the day of the taking.
        let took = self.takers.get(&who.side).copied();
        let day = if fact.is_history { fact.day } else { took.flatten().or(fact.day) };
        let fact = Fact { day, ..fact.clone() };
        if took.is_some() && !fact.is_history && !self.is_held_by(&who.side) {
            return;
        }
        // An account of part of a place, or of a seat of support, does not unsettle a firm holder.
        let is_weak = matches!(status, "controlled_partly" | "positions" | "support_base" | "threatened");
        if is_weak
            && !fact.is_history
            && self.now.as_ref().is_some_and(|it| {
                !it.is_history && !it.interval.is_computed && it.side != who.side && it.side != UNKNOWN
            })
        {
            return;
        }
        self.open(Some(who), status, &fact, false);
    }

    fn is_held_by(&self, side: &str) -> bool {
        self.now.as_ref().is_some_and(|it| it.side == side)
    }

    fn left(&mut self, fact: &Fact) {
        let whose = fact.who.as_ref().map(|it| it.side.as_str());
        let other_came = self.takers.keys().any(|it| Some(it.as_str()) != whose);
        // Without a day it cannot be told whether the place stood empty before somebody came.
        if fact.is_history || (other_came && fact.day.is_none()) {
            return;
        }
        let held_by_other = self.now.as_ref().is_some_and(|it| whose.is_some_and(|side| it.side != side));
        if !held_by_other {
            self.open(None, UNKNOWN, fact, false);
        }
    }

    fn fought(&mut self, fact: &Fact, until: Option<Date>) {
        if fact.is_history {
            return;
        }
        match &mut self.now {
            None => self.open(None, "contested", fact, false),
            Some(open) if fact.day.is_none() || open.is_history => {
                // A fight of no known day says nothing about which of the known days it troubled.
                if open.side == UNKNOWN {
                    open.interval.claims.extend(fact.claims.iter().cloned());
                }
            }
            Some(open) => {
                let (open, day) = (open.clone(), fact.day);
                let holder = Holder {
                    name: open.interval.holder.clone(),
                    id: open.interval.holder_id.clone(),
                    side: open.side.clone(),
                    rebels: Rebels::No,
                };
                let known = (open.side != UNKNOWN).then_some(holder);
                self.open(known.as_ref(), "contested", fact, open.interval.is_computed);
                if let (Some(now), Some(until)) = (&mut self.now, until.filter(|it| Some(*it) >= day)) {
                    now.calm = Some((open.interval.status, until));
                }
            }
        }
    }

    fn threatened(&mut self, fact: &Fact) {
        let Some(who) = fact.who.as_ref().filter(|_| !fact.is_history) else { return };
        match &self.now {
            // He who holds it no longer threatens it; a threat of no known day came before the taking.
            Some(open) if open.side == who.side => {}
            _ if fact.day.is_none() && self.takers.contains_key(&who.side) => {}
            Some(open) if open.side != UNKNOWN => {
                let holder = Holder {
                    name: open.interval.holder.clone(),
                    id: open.interval.holder_id.clone(),
                    side: open.side.clone(),
                    rebels: Rebels::No,
                };
                let is_computed = open.interval.is_computed;
                self.open(Some(&holder), "threatened", fact, is_computed);
            }
            Some(_) | None => {
                if let Some(opponent) = self.opponents.of(&who.side, fact.day).cloned() {
                    self.open(Some(&opponent), "threatened", fact, true);
                }
            }
        }
    }

    /// Ends the open interval and opens the next; a fact that changes nothing adds its claims.
    fn open(&mut self, who: Option<&Holder>, status: &str, fact: &Fact, is_computed: bool) {
        let side = who.map_or(UNKNOWN, |it| &it.side);
        if let Some(open) = &mut self.now
            && open.side == side
            && open.is_history == fact.is_history
            && (open.interval.status == status || is_weaker(status, &open.interval.status))
        {
            open.interval.claims.extend(fact.claims.iter().cloned());
            open.interval.is_computed &= is_computed;
            return;
        }
        let same_holder = self.now.as_ref().is_some_and(|it| {
            it.side == side && it.interval.from == fact.day && it.is_history == fact.is_history
        });
        let mut claims = fact.claims.clone();
        match (same_holder, self.now.take()) {
            (true, Some(open)) => claims.extend(open.interval.claims),
            (_, ended) => ended.into_iter().for_each(|it| self.close(it, fact.day)),
        }
        let from = self.make_room(fact.day);
        // What held before ended within the same days: the two meet on the day by which all is known.
        let not_before = fact.not_before.filter(|_| from == fact.day);
        let interval = ControlInterval {
            not_before,
            holder: who.map_or(UNKNOWN, |it| &it.name).to_owned(),
            holder_id: who.and_then(|it| it.id.clone()),
            status: status.to_owned(),
            from,
            to: fact.until,
            is_computed,
            claims,
        };
        self.now = Some(Open {
            side: side.to_owned(),
            interval,
            is_history: fact.is_history,
            taken_on: None,
            support: (false, 0),
            calm: None,
        });
    }

    /// Cuts what reaches into `day` or beyond; without a day, returns the first that is left free.
    fn make_room(&mut self, day: Option<Date>) -> Option<Date> {
        let Some(day) = day else {
            return self.done.last().and_then(|it| it.to).and_then(|it| it.tomorrow().ok());
        };
        while let Some(last) = self.done.last_mut().filter(|it| it.to.is_none_or(|to| to >= day)) {
            last.to = day.yesterday().ok();
            if last.to.is_some() && last.from.is_none_or(|from| from < day) {
                break;
            }
            self.done.pop();
        }
        Some(day)
    }

    /// Ends an interval on the day before `next`.
    fn close(&mut self, mut open: Open, next: Option<Date>) {
        let last = next.and_then(|it| it.yesterday().ok());
        open.interval.to = match (open.interval.to, last) {
            (Some(to), Some(last)) => Some(to.min(last)),
            (to, last) => to.or(last),
        };
        // An interval that ends at no known day before another of no known day would overlap with it.
        if open.interval.to.is_some() {
            self.push(open.interval);
        }
    }

    fn push(&mut self, mut interval: ControlInterval) {
        let is_empty = matches!((interval.from, interval.to), (Some(from), Some(to)) if from > to);
        if !is_empty {
            interval.claims.sort();
            interval.claims.dedup();
            self.done.push(interval);
        }
    }

    fn finish(mut self) -> Vec<ControlInterval> {
        self.calm_down(None);
        // Held once, on no known day: no part of who holds it now.
        let lasts = |it: &Open| !it.is_history || it.taken_on.is_some() || it.interval.to.is_some();
        if let Some(open) = self.now.take().filter(lasts) {
            self.push(open.interval);
        }
        self.done
    }
}

/// Says whether a status of the same holder says less than the one that stands.
fn is_weaker(status: &str, standing: &str) -> bool {
    let rank = |it: &str| match it {
        "support_base" => 0,
        "positions" => 1,
        "claimed_control" | "controlled_partly" => 2,
        "controlled" | "cut" => 3,
        _ => 4,
    };
    rank(status) < rank(standing) && rank(standing) < 4
}
