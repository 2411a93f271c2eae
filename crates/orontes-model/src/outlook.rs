//! What would follow if some places changed hands: what the reports say of it, and apart from it what a road
//! network says.

use crate::{ClaimId, ControlInterval, Date, Likelihood, Modality, Note};

/// Somebody who holds places: a side, by the name that is printed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Holder {
    /// The name that is printed.
    pub name: String,
    /// Identifier of the side, or the folded name of somebody unknown.
    pub side: String,
}

/// What is supposed of one place.
#[derive(Clone, Debug, PartialEq)]
pub struct Supposition {
    /// Identifier of the place.
    pub place_id: String,
    /// The name that is printed.
    pub place: String,
    /// Who holds it then.
    pub then: Then,
}

/// Who holds a place once something is supposed of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Then {
    /// Somebody does.
    Held(Holder),
    /// Several fight for it.
    Contested,
    /// Nobody knows.
    Unknown,
}

/// What would follow.
#[derive(Clone, Debug, PartialEq)]
pub struct Outlook {
    /// The last day of the situation it starts from.
    pub day: Option<Date>,
    /// What is supposed, beside what is.
    pub changes: Vec<Change>,
    /// What reports say would follow, in the order of reports and sentences.
    pub reported: Vec<Followed>,
    /// What the computed part rests on.
    pub basis: GraphBasis,
    /// What each side loses that loses a place.
    pub losses: Vec<Loss>,
    /// What was noticed.
    pub notes: Vec<Note>,
}

/// One supposition beside what is.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What is supposed.
    pub supposition: Supposition,
    /// Who holds the place in the situation; nothing where no report says.
    pub present: Option<ControlInterval>,
    /// What the supposition does.
    pub effect: Effect,
    /// The junction that stands for the place, and how far from it it lies.
    pub junction: Option<(String, f64)>,
}

crate::reading::words! {
    /// What a supposition does.
    Effect {
        /// The place changes hands.
        Change = "change",
        /// No report says who holds it: it is taken as given, before and after.
        Premise = "premise",
        /// It is so already.
        Present = "present",
    }
}

crate::reading::words! {
    /// What a sentence tells of a supposed place.
    Tells {
        /// What would follow.
        Consequence = "consequence",
        /// How it lies: a gateway, a crossroads, on the way to another.
        Position = "position",
    }
}

/// What a report says would follow.
#[derive(Clone, Debug, PartialEq)]
pub struct Followed {
    /// What it tells.
    pub tells: Tells,
    /// The report.
    pub report: String,
    /// Ordinal of the sentence.
    pub sentence: u32,
    /// The surest modality of its claims about the place.
    pub modality: Modality,
    /// Names from the publisher outward to the first speaker.
    pub attribution: Vec<String>,
    /// The sentence.
    pub text: String,
    /// The claims, sorted.
    pub claims: Vec<ClaimId>,
}

/// The network that a computation rests on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GraphBasis {
    /// Junctions.
    pub n_junctions: usize,
    /// Links.
    pub n_links: usize,
    /// Length of all links.
    pub length_km: f64,
    /// Length of the link in the middle when sorted by length.
    pub median_link_km: f64,
    /// Where links and lengths are from, with how many of each: "own, great_circle_x1.05".
    pub sources: Vec<(String, usize)>,
    /// Junctions that are places of the atlas.
    pub n_places: usize,
    /// Of those, places of which reports say who holds them.
    pub n_reported: usize,
    /// Where the numbers of people are from.
    pub people_origin: String,
    /// Where the speeds are from.
    pub speed_origin: String,
}

/// Why a place is taken to be somebody's.
#[derive(Clone, Debug, PartialEq)]
pub enum Warrant {
    /// Claims say so.
    Reported(Vec<ClaimId>),
    /// The user supposes it.
    Supposed,
    /// It is the seat of the government and no report gives it to another.
    Seat,
    /// The nearest place with a reported holder is theirs, so many kilometres by road.
    Nearest(f64),
    /// Nothing: nobody knows.
    Unknown,
}

/// A place on the network.
#[derive(Clone, Debug, PartialEq)]
pub struct Town {
    /// Identifier.
    pub id: String,
    /// The name that is printed.
    pub name: String,
    /// People living there, 0 for unknown.
    pub people: u64,
    /// Why it is taken to be the side's.
    pub warrant: Warrant,
}

/// Places that hang together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Patch {
    /// Its places, the reported ones first, then by people and name.
    pub towns: Vec<Town>,
    /// People of all its places.
    pub people: u64,
    /// Of those, people of places that reports or suppositions give to the side.
    pub people_reported: u64,
    /// Places of which the atlas knows no number of people.
    pub n_uncounted: usize,
}

/// A stretch of one road.
#[derive(Clone, Debug, PartialEq)]
pub struct Stretch {
    /// Name of the place at its beginning.
    pub from: String,
    /// Name of the place at its end.
    pub to: String,
    /// Number of the road.
    pub reference: Option<String>,
    /// Its class.
    pub class: String,
    /// Its length.
    pub length_km: f64,
    /// How many links it is made of.
    pub n_links: usize,
}

/// A way along roads.
#[derive(Clone, Debug, PartialEq)]
pub struct Way {
    /// Its length.
    pub length_km: f64,
    /// Hours that a car takes over it when nothing stops it.
    pub hours: f64,
    /// Its stretches.
    pub stretches: Vec<Stretch>,
    /// Its links by their ends' identifiers, in order: "sy.homs..sy.tayr_maalah".
    pub links: Vec<String>,
    /// Identifiers of the places on it, both ends included.
    pub places: Vec<String>,
    /// Places on it of which no report says who holds them.
    pub unreported: Vec<Town>,
}

/// A way between two places of one side, before and after.
#[derive(Clone, Debug, PartialEq)]
pub struct WayChange {
    /// Name of one end.
    pub from: String,
    /// Name of the other end.
    pub to: String,
    /// The shortest way before.
    pub before: Way,
    /// The shortest way after through places that the side holds or likely holds.
    pub after: Option<Way>,
    /// Else the shortest through any place that no report gives to another side.
    pub through_unknown: Option<Way>,
    /// Else the shortest through another country.
    pub abroad: Option<Way>,
}

/// The road by which a side reaches a place that another holds: what feeds a front there.
#[derive(Clone, Debug, PartialEq)]
pub struct Supply {
    /// The last place of the side on the way.
    pub front: String,
    /// The place of the other side that it faces.
    pub facing: String,
    /// Who holds that.
    pub holder: String,
    /// The way before.
    pub before: Option<Way>,
    /// The way after.
    pub after: Option<Way>,
}

/// A place on which it hangs whether areas meet.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyPlace {
    /// The place.
    pub town: Town,
    /// People whom it would join or cut off.
    pub people: u64,
}

/// Two places on either side of a cut that lie close and that the network does not join.
#[derive(Clone, Debug, PartialEq)]
pub struct Gap {
    /// On one side.
    pub from: Town,
    /// On the other.
    pub to: Town,
    /// Between them as the crow flies.
    pub straight_km: f64,
    /// Of pairs of places as far apart, the share that the network joins by one link.
    pub joined_share: f64,
}

/// How sure the computed part is.
#[derive(Clone, Debug, PartialEq)]
pub struct Odds {
    /// Seed of the draws.
    pub seed: u64,
    /// How many draws.
    pub n_draws: u32,
    /// Places of unknown holder that were drawn.
    pub n_drawn: usize,
    /// Share of draws in which places with people are cut off and nothing else changed hands.
    pub alone: f64,
    /// The same where places near the supposed ones go with them.
    pub spreading: f64,
    /// The lower share in ICD 203 words.
    pub likelihood: Likelihood,
    /// People cut off: in the tenth, fifth and ninth tenth of draws.
    pub people: [u64; 3],
}

/// What one side loses.
#[derive(Clone, Debug, PartialEq)]
pub struct Loss {
    /// The side.
    pub holder: Holder,
    /// The place from which its ways are told, and why that one.
    pub base: Town,
    /// Its areas before, the base's first.
    pub before: Vec<Patch>,
    /// Its areas after, the base's first, then by people.
    pub after: Vec<Patch>,
    /// The places lost.
    pub lost: Vec<Town>,
    /// Says whether no way is left even if every place of unknown holder is the side's.
    pub is_certain_on_graph: bool,
    /// Ways to the side's main places.
    pub ways: Vec<WayChange>,
    /// Supply roads.
    pub supplies: Vec<Supply>,
    /// Places whose gain would join the areas again, most people first.
    pub restoring: Vec<KeyPlace>,
    /// Places whose further loss would cut off more, most people first.
    pub completing: Vec<KeyPlace>,
    /// Where a road that the network does not have would keep the link, nearest first.
    pub gaps: Vec<Gap>,
    /// How sure.
    pub odds: Odds,
}
