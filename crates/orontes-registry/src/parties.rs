//! Turns ties of the registry and relations that reports tell into who stands with whom on a day.

use crate::Registry;
use orontes_model::{
    Actor, Basis, Cited, ClaimId, Date, Modality, Party, PartyRow, RelationClaim, SideSpan, Statement, Tie,
    TieRow, When,
};
use std::collections::{BTreeMap, BTreeSet};

/// Predicates of reports that put the subject on the object's side. An ally keeps a side of its own.
const JOINING: &[&str] = &["part_of", "member_of", "leader_of", "proxy_of", "media_of"];

/// A tie by predicate, other's name and direction.
type Key = (String, String, bool);

impl Registry {
    /// Returns the actors between whom reports tell a relation, by name: their sides on the day, and their ties
    /// from reports and, where these speak of the other too, from the registry. What is denied or only supposed
    /// counts for nothing. Linear in the claims and in the ties of these actors.
    pub fn parties(&self, claims: &[Cited], on: Option<Date>) -> Vec<PartyRow> {
        let mut drafts: BTreeMap<(String, String), Draft> = BTreeMap::new();
        for (id, relation) in told(claims) {
            for is_inverse in [false, true] {
                let (own, other) = ends(relation, is_inverse);
                let draft = drafts.entry(key(own)).or_insert_with(|| Draft::of(own));
                draft.add(other, relation, is_inverse, id);
            }
        }
        let known: BTreeSet<&str> = drafts.values().filter_map(|it| it.id.as_deref()).collect();
        let known: BTreeSet<String> = known.into_iter().map(str::to_owned).collect();
        drafts.into_values().map(|it| self.row(it, Some(&known), on)).collect()
    }

    /// Returns one actor with all that the registry and reports tell of its ties on the day, those of which it is the
    /// object too. Linear in the claims and in the registry.
    pub fn party(&self, party: &Party, claims: &[Cited], on: Option<Date>) -> PartyRow {
        let mut draft = Draft::of(party);
        for (id, relation) in told(claims) {
            for is_inverse in [false, true] {
                let (own, other) = ends(relation, is_inverse);
                if key(own) == key(party) {
                    draft.add(other, relation, is_inverse, id);
                }
            }
        }
        self.row(draft, None, on)
    }

    /// Returns the sides of an actor over time, oldest first, as its ties and those of whom it follows give them.
    pub fn sides_of(&self, id: &str) -> Vec<SideSpan> {
        // A side can change only where a tie on the way begins or ends.
        let mut days: BTreeSet<Option<Date>> = BTreeSet::from([None]);
        let (mut open, mut seen) = (vec![id.to_owned()], BTreeSet::from([id.to_owned()]));
        while let Some(at) = open.pop() {
            for tie in self.by_id(&at).into_iter().flat_map(|it| &it.ties) {
                days.extend(tie.when.from.map(Some));
                days.extend(tie.when.to.and_then(|it| it.tomorrow().ok()).map(Some));
                if seen.insert(tie.to.clone()) {
                    open.push(tie.to.clone());
                }
            }
        }
        let days: Vec<Option<Date>> = days.into_iter().collect();
        let mut spans: Vec<SideSpan> = Vec::new();
        for (idx, from) in days.iter().enumerate() {
            let on = from.unwrap_or(Date::MIN);
            let Some(side) = self.side_of(id, Some(on)).filter(|it| *it != id) else { continue };
            let side = self.by_id(side).map_or(side, |it| it.name.as_str()).to_owned();
            let to = days.get(idx + 1).copied().flatten().and_then(|it| it.yesterday().ok());
            match spans.last_mut().filter(|it| it.side == side && follows(it.when.to, *from)) {
                Some(last) => last.when.to = to,
                None => spans.push(SideSpan { side, when: When::between(*from, to, Basis::Explicit) }),
            }
        }
        spans
    }

    fn row(&self, draft: Draft, known: Option<&BTreeSet<String>>, on: Option<Date>) -> PartyRow {
        let side = draft.id.as_deref().and_then(|it| self.side_of(it, on).filter(|side| *side != it));
        let side = side.and_then(|it| self.by_id(it)).map(|it| it.name.clone());
        let reported = draft.ties.iter().find(|((predicate, _, is_inverse), it)| {
            JOINING.contains(&predicate.as_str()) && !is_inverse && !it.past
        });
        let reported = reported.map(|((_, other, _), it)| {
            let side =
                it.other_id.as_deref().and_then(|it| self.side_of(it, on)).and_then(|it| self.by_id(it));
            side.map_or_else(|| other.clone(), |it| it.name.clone())
        });
        let mut ties: BTreeMap<Key, TieRow> =
            draft.ties.into_iter().map(|(key, it)| (key.clone(), it.row(key))).collect();
        let own = draft.id.as_deref().and_then(|it| self.by_id(it));
        let mut note = |other: &Actor, tie: &Tie, is_inverse: bool| {
            let key = (tie.predicate.clone(), other.name.clone(), is_inverse);
            let row = ties.entry(key.clone()).or_insert_with(|| {
                Told { other_id: Some(other.id.clone()), past: false, claims: BTreeSet::new() }.row(key)
            });
            (row.in_registry, row.when) = (true, Some(tie.when));
        };
        for tie in own.into_iter().flat_map(|it| &it.ties).filter(|it| holds(&it.when, on)) {
            let other = self.by_id(&tie.to).filter(|it| known.is_none_or(|known| known.contains(&it.id)));
            other.into_iter().for_each(|it| note(it, tie, false));
        }
        if let (None, Some(id)) = (known, &draft.id) {
            for other in &self.actors {
                let towards = other.ties.iter().filter(|it| it.to == *id && holds(&it.when, on));
                towards.for_each(|it| note(other, it, true));
            }
        }
        PartyRow {
            sides: draft.id.as_deref().map(|it| self.sides_of(it)).unwrap_or_default(),
            name: draft.name,
            is_side_reported: side.is_none() && reported.is_some(),
            side: side.or(reported),
            id: draft.id,
            ties: ties.into_values().collect(),
        }
    }
}

/// One actor while its ties are gathered.
struct Draft {
    name: String,
    id: Option<String>,
    ties: BTreeMap<Key, Told>,
}

struct Told {
    other_id: Option<String>,
    past: bool,
    claims: BTreeSet<ClaimId>,
}

impl Draft {
    fn of(party: &Party) -> Draft {
        Draft { name: party.name.clone(), id: party.id.clone(), ties: BTreeMap::new() }
    }

    fn add(&mut self, other: &Party, relation: &RelationClaim, is_inverse: bool, claim: &ClaimId) {
        let key = (relation.predicate.clone(), other.name.clone(), is_inverse);
        let told = self.ties.entry(key).or_insert_with(|| Told {
            other_id: other.id.clone(),
            past: true,
            claims: BTreeSet::new(),
        });
        // One account of the present outweighs accounts of the past.
        told.past &= relation.past;
        told.claims.insert(claim.clone());
    }
}

impl Told {
    fn row(self, (predicate, other, is_inverse): Key) -> TieRow {
        TieRow {
            predicate,
            other,
            other_id: self.other_id,
            is_inverse,
            past: self.past,
            in_registry: false,
            when: None,
            claims: self.claims.into_iter().collect(),
        }
    }
}

/// Relations that reports tell, in the order of the claims.
fn told(claims: &[Cited]) -> impl Iterator<Item = (&ClaimId, &RelationClaim)> {
    claims.iter().filter(|it| is_told(it.claim.modality)).filter_map(|it| match &it.claim.statement {
        Statement::Relation(relation) => Some((&it.claim.id, relation)),
        Statement::Event(_)
        | Statement::Figure(_)
        | Statement::Control(_)
        | Statement::Alias(_)
        | Statement::Geography(_)
        | Statement::Consequence(_)
        | Statement::Source(_) => None,
    })
}

/// The two ends of a relation: the one looked from first.
fn ends(relation: &RelationClaim, is_inverse: bool) -> (&Party, &Party) {
    match is_inverse {
        false => (&relation.subject, &relation.object),
        true => (&relation.object, &relation.subject),
    }
}

/// Known actors by identifier, others by name.
fn key(party: &Party) -> (String, String) {
    match &party.id {
        Some(id) => (String::new(), id.clone()),
        None => (party.name.to_lowercase(), String::new()),
    }
}

fn is_told(modality: Modality) -> bool {
    match modality {
        Modality::Asserted | Modality::Claimed | Modality::Historical => true,
        Modality::Predicted | Modality::Conditional | Modality::Denied => false,
    }
}

fn holds(when: &When, on: Option<Date>) -> bool {
    match on {
        Some(day) => when.from.is_none_or(|it| it <= day) && when.to.is_none_or(|it| day <= it),
        None => when.to.is_none(),
    }
}

/// Says whether a span that ends on `to` is followed at once by one from `from`.
fn follows(to: Option<Date>, from: Option<Date>) -> bool {
    to.and_then(|it| it.tomorrow().ok()) == from
}

#[cfg(test)]
mod tests {
    use super::*;
    use orontes_model::{Claim, Digest, Quote, Span};

    const ACTORS: &str = "# id\tname\tkind\tcountry\tsector\taliases
gov\tGovernment\tgovernment\tXRD\tGOV\t
rebels\tRebels\tforce\tXRD\tREB\t
militia\tHill Militia\tforce\tXRD\tREB\t
league\tLeague\tforce\tXRD\tREB\t
";
    const TIES: &str = "# subject\tpredicate\tobject\tfrom\tto
militia\tsides_with\tgov\t2029\t2030-06-30
militia\tpart_of\trebels\t2030-07-01\t
rebels\topposes\tgov\t2029\t
";

    fn registry() -> Registry {
        Registry::parse(&[("actors.tsv", ACTORS), ("ties.tsv", TIES)]).value
    }

    fn day(year: i16, month: i8) -> Option<Date> {
        Date::new(year, month, 15).ok()
    }

    fn told(registry: &Registry, subject: &str, predicate: &str, object: &str, modality: Modality) -> Cited {
        let party = |words: &str| {
            let known = registry.by_name(words).first().map(|it| it.id.clone());
            Party { name: words.into(), id: known, country: None, sector: None, span: None }
        };
        let relation = RelationClaim {
            subject: party(subject),
            predicate: predicate.into(),
            object: party(object),
            past: modality == Modality::Historical,
        };
        let quote = Quote { received: Span::new(0, 1), text: "x".into() };
        let claim = Claim {
            id: ClaimId(format!("{subject}-{predicate}-{object}")),
            report: "r".into(),
            digest: Digest([0; 32]),
            evidence: Span::new(0, 1),
            sentence: 1,
            modality,
            attribution: Vec::new(),
            salience: 0.5,
            statement: Statement::Relation(relation),
        };
        Cited { claim, evidence: quote.clone(), sentence: quote }
    }

    #[test]
    fn a_change_of_sides_is_two_spans_and_the_day_decides() {
        let registry = registry();
        let spans = registry.sides_of("militia");
        let told: Vec<(&str, Option<Date>)> =
            spans.iter().map(|it| (it.side.as_str(), it.when.from)).collect();
        assert_eq!(
            told,
            [("Government", Date::new(2029, 1, 1).ok()), ("Rebels", Date::new(2030, 7, 1).ok())]
        );
        assert_eq!(spans[0].when.to, Date::new(2030, 6, 30).ok());
        let claims = [told_of(&registry)];
        let side =
            |on| registry.parties(&claims, on).into_iter().find(|it| it.name == "Hill Militia").unwrap().side;
        assert_eq!(side(day(2030, 3)).as_deref(), Some("Government"));
        assert_eq!(side(day(2030, 9)).as_deref(), Some("Rebels"));
        assert_eq!(side(day(2028, 9)), None);
    }

    fn told_of(registry: &Registry) -> Cited {
        told(registry, "Hill Militia", "allied_with", "Rebels", Modality::Asserted)
    }

    #[test]
    fn a_report_gives_a_side_to_whom_the_registry_gives_none() {
        let registry = registry();
        let claims = [told(&registry, "League", "part_of", "Rebels", Modality::Asserted)];
        let rows = registry.parties(&claims, day(2030, 9));
        let league = rows.iter().find(|it| it.name == "League").unwrap();
        assert_eq!((league.side.as_deref(), league.is_side_reported), (Some("Rebels"), true));
        let rebels = rows.iter().find(|it| it.name == "Rebels").unwrap();
        assert!(rebels.ties.iter().any(|it| it.is_inverse && it.other == "League" && it.claims.len() == 1));
    }

    #[test]
    fn what_is_supposed_or_denied_ties_nobody_and_the_past_gives_no_side() {
        let registry = registry();
        let told = |modality| [told(&registry, "League", "part_of", "Rebels", modality)];
        assert_eq!(registry.parties(&told(Modality::Denied), day(2030, 9)), []);
        assert_eq!(registry.parties(&told(Modality::Conditional), day(2030, 9)), []);
        let rows = registry.parties(&told(Modality::Historical), day(2030, 9));
        assert!(rows.iter().all(|it| it.name != "League" || (it.side.is_none() && it.ties[0].past)));
    }

    #[test]
    fn one_who_is_asked_for_has_all_ties_of_the_day_from_both_ends() {
        let registry = registry();
        let rebels = Party {
            name: "Rebels".into(),
            id: Some("rebels".into()),
            country: None,
            sector: None,
            span: None,
        };
        let claims = [told(&registry, "League", "supports", "Rebels", Modality::Asserted)];
        let ties = |on| -> Vec<String> {
            let row = registry.party(&rebels, &claims, on);
            row.ties.iter().map(|it| format!("{} {} {}", it.predicate, it.other, it.in_registry)).collect()
        };
        assert_eq!(
            ties(day(2030, 9)),
            ["opposes Government true", "part_of Hill Militia true", "supports League false"]
        );
        assert_eq!(ties(day(2030, 3)), ["opposes Government true", "supports League false"]);
        let since = registry.party(&rebels, &[], day(2030, 9)).ties[1].when.unwrap();
        assert_eq!(since.from, Date::new(2030, 7, 1).ok());
    }

    #[test]
    fn a_tie_of_the_registry_stands_beside_what_reports_tell() {
        let registry = registry();
        let claims = [told(&registry, "Rebels", "hostile_to", "Government", Modality::Claimed)];
        let rows = registry.parties(&claims, day(2030, 9));
        let rebels = rows.iter().find(|it| it.name == "Rebels").unwrap();
        let ties: Vec<(&str, bool)> =
            rebels.ties.iter().map(|it| (it.predicate.as_str(), it.in_registry)).collect();
        assert_eq!(ties, [("hostile_to", false), ("opposes", true)]);
    }
}
