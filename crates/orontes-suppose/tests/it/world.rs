//! A small invented country on a table of roads, with who holds what.

use orontes_gazetteer::Gazetteer;
use orontes_model::{
    ClaimId, ControlHistory, ControlInterval, Date, Holder, Outlook, Situation, Supposition, Then,
};
use orontes_registry::Registry;
use orontes_roads::Roads;
use orontes_suppose::{Terrain, suppose};

pub(crate) struct World {
    pub(crate) gazetteer: Gazetteer,
    pub(crate) registry: Registry,
    pub(crate) roads: Roads,
    pub(crate) situation: Situation,
}

const ACTORS: &str = "# id\tname\tkind\tcountry\tsector\taliases\twords
gov\tGovernment\tgovernment\tXRD\tGOV\tGreys\tthe government;government
front\tNorthern Front\tforce\tXRD\tREB\tNF\trebels
lakes\tLake League\tforce\tXRD\tREB\tLL\t
";
const TIES: &str = "# subject\tpredicate\tobject\tfrom\tto
xrd\tpart_of\tgov\t\t
";
const COUNTRIES: &str =
    "#iso2\tiso3\tname\tcapital\tcapital_lat\tcapital_lon\tlat\tlon\tadjectives\tpeople\taliases\tmetonyms
XD\tXRD\tArdenia\tArden\t0\t20\t0\t20\tArdenian\tArdenians\t\t
";

impl World {
    /// Places (identifier, kind, latitude, longitude, people) and roads (from, to, number, class); lengths follow
    /// from the points.
    pub(crate) fn of(places: &[(&str, &str, f64, f64, u64)], roads: &[(&str, &str, &str, &str)]) -> World {
        let mut table =
            String::from("#id\tname\tkind\tlat\tlon\tcountry\tparent\tpcode\tpopulation\tnames\n");
        for (id, kind, lat, lon, people) in places {
            let name = format!("{}{}", id[..1].to_uppercase(), &id[1..]);
            table.push_str(&format!("{id}\t{name}\t{kind}\t{lat}\t{lon}\tXD\t\t\t{people}\t\n"));
        }
        let mut links = String::from("#from\tto\tref\tclass\tlength_km\tbasis\tsource\n");
        for (from, to, reference, class) in roads {
            links.push_str(&format!("{from}\t{to}\t{reference}\t{class}\t\t\tinvented\n"));
        }
        World::from_tables(&table, &links)
    }

    pub(crate) fn from_tables(places: &str, roads: &str) -> World {
        let gazetteer = Gazetteer::parse(&[("places.tsv", places), ("countries.tsv", COUNTRIES)]).value;
        let registry =
            Registry::parse(&[("actors.tsv", ACTORS), ("ties.tsv", TIES), ("countries.tsv", COUNTRIES)])
                .value;
        let read = Roads::parse(&[("roads.tsv", roads)], |id| gazetteer.by_id(id).and_then(|it| it.point));
        World { gazetteer, registry, roads: read.value, situation: Situation::default() }
    }

    /// Adds a report of who holds a place.
    pub(crate) fn held(mut self, place: &str, holder: &str, status: &str) -> World {
        let name = self.registry.by_id(holder).map_or(holder.to_owned(), |it| it.name.clone());
        self.situation.control.push(ControlHistory {
            place: place.to_owned(),
            place_id: Some(place.to_owned()),
            point: None,
            intervals: vec![ControlInterval {
                holder: name,
                holder_id: self.registry.by_id(holder).map(|it| it.id.clone()),
                status: status.to_owned(),
                not_before: None,
                from: Some(day()),
                to: None,
                is_computed: false,
                claims: vec![ClaimId(format!("claim-{place}"))],
            }],
        });
        self
    }

    pub(crate) fn stretches(&self) -> Vec<orontes_model::HeldStretch> {
        let terrain = Terrain {
            gazetteer: &self.gazetteer,
            registry: &self.registry,
            roads: &self.roads,
            people_origin: "invented",
        };
        orontes_suppose::stretches(&terrain, &self.situation, Some(day()))
    }

    pub(crate) fn ask(&self, suppositions: &[Supposition], seed: u64) -> Outlook {
        let terrain = Terrain {
            gazetteer: &self.gazetteer,
            registry: &self.registry,
            roads: &self.roads,
            people_origin: "invented",
        };
        suppose(&terrain, &self.situation, &[], suppositions, Some(day()), seed)
    }
}

pub(crate) fn day() -> Date {
    Date::new(2031, 4, 6).unwrap()
}

pub(crate) fn falls(place: &str, to: &str) -> Supposition {
    let then = match to {
        "contested" => Then::Contested,
        "unknown" => Then::Unknown,
        side => Then::Held(Holder { name: side.to_owned(), side: side.to_owned() }),
    };
    Supposition { place_id: place.to_owned(), place: place.to_owned(), then }
}
