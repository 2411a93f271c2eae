//! Turns what lies in a pack into places that live as long as the gazetteer, once each and only when asked for.

use crate::fold::fold;
use crate::gazetteer::Gazetteer;
use crate::pack::Pack;
use crate::twin::is_twin;
use orontes_model::Place;
use std::sync::OnceLock;

/// A pack with those of its places that were asked for.
pub(crate) struct Shelf {
    pub(crate) pack: Pack,
    pub(crate) worldwide: bool,
    kept: Kept,
}

/// What a place of a pack is.
enum Meant {
    Own(Place),
    /// A place of the tables, or of a pack before this one, under another identifier.
    Twin(Address),
}

/// Where a place lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Address {
    /// In the tables.
    Table(u32),
    /// In a pack: which, and which there.
    Shelf(usize, u32),
}

/// Places by their number in the pack, added and never moved, so that many threads may ask and references hold.
struct Kept {
    buckets: Vec<OnceLock<Box<Link>>>,
}

/// A place of a pack that was asked for.
struct Link {
    number: u32,
    meant: Meant,
    /// Its names in the pack, and the number of the first of them there.
    names: Vec<String>,
    first_name: u32,
    next: OnceLock<Box<Link>>,
}

/// A case of a year names some ten thousand places: chains of one or two.
const N_BUCKETS: usize = 1 << 13;

impl Kept {
    fn new() -> Kept {
        Kept { buckets: (0..N_BUCKETS).map(|_| OnceLock::new()).collect() }
    }

    fn find(&self, number: u32) -> Option<&Link> {
        let mut slot = &self.buckets[number as usize % N_BUCKETS];
        while let Some(link) = slot.get() {
            if link.number == number {
                return Some(link);
            }
            slot = &link.next;
        }
        None
    }

    /// Keeps what a number means. Where another thread was faster, both found the same.
    fn keep(&self, link: Link) -> &Link {
        let number = link.number;
        let mut fresh = Some(Box::new(link));
        let mut slot = &self.buckets[number as usize % N_BUCKETS];
        loop {
            let link = slot.get_or_init(|| fresh.take().expect("a link is hung up once and found at once"));
            if link.number == number {
                return link;
            }
            slot = &link.next;
        }
    }
}

impl Shelf {
    pub(crate) fn new(pack: Pack) -> Shelf {
        let worldwide = pack.about().is_worldwide();
        Shelf { pack, worldwide, kept: Kept::new() }
    }
}

impl Gazetteer {
    /// Returns the place at an address; nothing where a pack is damaged there.
    pub(crate) fn at(&self, address: Address) -> Option<&Place> {
        let mut address = address;
        loop {
            let (shelf, number) = match address {
                Address::Table(idx) => return self.places.get(idx as usize),
                Address::Shelf(shelf, number) => (shelf, number),
            };
            match &self.kept(shelf, number)?.meant {
                Meant::Own(place) => return Some(place),
                // A twin lies before: this ends.
                Meant::Twin(before) => address = *before,
            }
        }
    }

    /// Returns the place of a name of a pack, and the name as the pack writes it.
    pub(crate) fn named(&self, shelf: usize, name: u32) -> Option<(&Place, &str)> {
        let number = self.shelves[shelf].pack.place_of(name)?;
        let place = self.at(Address::Shelf(shelf, number))?;
        let kept = self.kept(shelf, number)?;
        let written = kept.names.get(name.checked_sub(kept.first_name)? as usize)?;
        Some((place, written))
    }

    /// The names of the place of this number in a pack, the printed one first.
    pub(crate) fn names_on(&self, shelf: usize, number: u32) -> &[String] {
        self.kept(shelf, number).map_or(&[], |it| &it.names)
    }

    fn kept(&self, shelf: usize, number: u32) -> Option<&Link> {
        let own = self.shelves.get(shelf)?;
        if let Some(link) = own.kept.find(number) {
            return Some(link);
        }
        let (first_name, names) = own.pack.names_of(number);
        let meant = self.meant(shelf, number, &names)?;
        Some(own.kept.keep(Link { number, meant, names, first_name, next: OnceLock::new() }))
    }

    fn meant(&self, shelf: usize, number: u32, names: &[String]) -> Option<Meant> {
        let pack = &self.shelves[shelf].pack;
        let mut place = self.drafted(shelf, number)?;
        if let Some(twin) = self.twin_before(&place, shelf, names) {
            return Some(Meant::Twin(twin));
        }
        let above = pack.parents_of(number).into_iter();
        place.parents = above.filter_map(|it| self.id_of(shelf, it)).filter(|it| *it != place.id).collect();
        if let Some(country) = self.country(&place.country).filter(|it| it.id != place.id)
            && !place.parents.contains(&country.id)
        {
            place.parents.push(country.id.clone());
        }
        Some(Meant::Own(place))
    }

    /// Returns a place as its pack alone has it, without its parents.
    fn drafted(&self, shelf: usize, number: u32) -> Option<Place> {
        let record = self.shelves[shelf].pack.record(number)?;
        Some(Place {
            country: self.iso3(&record.country).to_owned(),
            id: record.id,
            name: record.name,
            kind: record.kind,
            point: record.point,
            parents: Vec::new(),
            pcode: record.pcode,
            population: record.population,
        })
    }

    /// Returns the identifier of what a parent is. Its own parents are not asked: they may run in a circle.
    fn id_of(&self, shelf: usize, number: u32) -> Option<String> {
        let place = self.drafted(shelf, number)?;
        let (_, names) = self.shelves[shelf].pack.names_of(number);
        let twin = self.twin_before(&place, shelf, &names).and_then(|it| self.at(it));
        Some(twin.map_or(place.id, |it| it.id.clone()))
    }

    /// Finds the place of the tables or of an earlier pack that this one is too, the nearest.
    fn twin_before(&self, place: &Place, shelf: usize, names: &[String]) -> Option<Address> {
        if let Some(same) = self.by_id.get(&place.id) {
            return Some(Address::Table(*same));
        }
        let mut best: Option<(f64, Address)> = None;
        let mut weigh = |address: Address| {
            let away_km = self.at(address).and_then(|known| is_twin(known, place));
            if let Some(away_km) = away_km
                && best.is_none_or(|it| away_km < it.0)
            {
                best = Some((away_km, address));
            }
        };
        let mut names: Vec<String> = names.iter().map(|it| fold(it)).collect();
        names.sort();
        names.dedup();
        for name in &names {
            self.exactly(name).for_each(|it| weigh(Address::Table(it)));
            for before in 0..shelf {
                let pack = &self.shelves[before].pack;
                let named = pack.exactly(name).into_iter().filter_map(|it| pack.place_of(it));
                named.for_each(|it| weigh(Address::Shelf(before, it)));
            }
        }
        best.map(|it| it.1)
    }
}
