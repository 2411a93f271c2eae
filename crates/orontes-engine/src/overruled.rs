//! Turns claims as they were read into claims as persons corrected them: who is meant by a name, and which place.
//!
//! What a case keeps stays as it was read; a correction is applied whenever the case is looked at, so that it sticks
//! through every new reading and falls when it is taken back. Cost: linear in the claims, nothing without corrections.

use crate::Reference;
use orontes_model::{Cited, Corrections, Party, Place, PlaceKind, PlaceRef, Precision, Statement};
use std::collections::BTreeMap;

/// Returns the claims with the names that persons corrected.
pub fn overruled(reference: &Reference, corrections: &Corrections, mut claims: Vec<Cited>) -> Vec<Cited> {
    if corrections.aliases.is_empty() && corrections.places.is_empty() {
        return claims;
    }
    let rulings = Rulings::of(reference, corrections);
    for cited in &mut claims {
        rulings.apply(cited);
    }
    claims
}

struct Rulings<'a> {
    /// By folded name.
    parties: BTreeMap<String, Party>,
    places: BTreeMap<String, &'a Place>,
}

impl<'a> Rulings<'a> {
    fn of(reference: &'a Reference, corrections: &Corrections) -> Rulings<'a> {
        let party = |it: &String| {
            let known =
                reference.registry.by_id(it).or_else(|| reference.registry.by_name(it).into_iter().next());
            Party {
                name: known.map_or_else(|| it.clone(), |it| it.name.clone()),
                id: known.map(|it| it.id.clone()),
                country: known.and_then(|it| it.country.clone()),
                sector: known.and_then(|it| it.sector.clone()),
                span: None,
            }
        };
        let parties = corrections.aliases.iter().map(|it| (orontes_registry::fold(it.0), party(it.1)));
        let places = corrections.places.iter();
        let places =
            places.filter_map(|it| Some((orontes_registry::fold(it.0), reference.gazetteer.by_id(it.1)?)));
        Rulings { parties: parties.collect(), places: places.collect() }
    }

    fn apply(&self, cited: &mut Cited) {
        // The first name of a chain is the publisher, which no alias of an actor means.
        for speaker in cited.claim.attribution.iter_mut().skip(1) {
            if let Some(party) = self.parties.get(&orontes_registry::fold(speaker)) {
                speaker.clone_from(&party.name);
            }
        }
        match &mut cited.claim.statement {
            Statement::Event(it) => {
                it.actors.iter_mut().chain(&mut it.targets).for_each(|it| self.name(it));
                it.places.iter_mut().for_each(|it| self.place(it));
            }
            Statement::Figure(it) => it.places.iter_mut().for_each(|it| self.place(it)),
            Statement::Control(it) => {
                it.holder.iter_mut().for_each(|it| self.name(it));
                self.place(&mut it.place);
            }
            Statement::Relation(it) => {
                self.name(&mut it.subject);
                self.name(&mut it.object);
            }
            Statement::Geography(it) => {
                self.place(&mut it.subject);
                it.object.iter_mut().for_each(|it| self.place(it));
            }
            Statement::Alias(_) | Statement::Consequence(_) | Statement::Source(_) => {}
        }
    }

    fn name(&self, party: &mut Party) {
        if let Some(meant) = self.parties.get(&orontes_registry::fold(&party.name)) {
            *party = Party { span: party.span, ..meant.clone() };
        }
    }

    fn place(&self, place: &mut PlaceRef) {
        let by_id = place.id.as_deref().and_then(|it| self.places.get(&orontes_registry::fold(it)));
        if let Some(meant) = self.places.get(&orontes_registry::fold(&place.name)).or(by_id) {
            let is_wide = matches!(meant.kind, PlaceKind::Country | PlaceKind::Adm1 | PlaceKind::Region);
            place.name.clone_from(&meant.name);
            place.id = Some(meant.id.clone());
            place.precision = if is_wide { Precision::Region } else { Precision::Exact };
        }
    }
}
