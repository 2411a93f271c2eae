//! The nouns of Orontes: what one stage hands to the next, in the field's words.
//!
//! Nothing here decides, reads a file or knows a wire format. Modules, in the order of the flow:
//! [`span`], [`when`], [`note`], [`report`], [`reading`], [`place`], [`actor`], [`claim`], [`correction`],
//! [`dossier`], [`event`], [`situation`], [`change`], [`outlook`], [`check`], [`parties`]; [`ground`] lies under
//! the maps.
//!
//! **Invariant:** `model` depends on the standard library and the date library alone, and no noun
//! knows how it is written to disk: the wire shapes belong to the crates that write them.

pub mod actor;
pub mod change;
pub mod check;
pub mod claim;
pub mod correction;
pub mod dossier;
pub mod event;
pub mod ground;
pub mod note;
pub mod outlook;
pub mod parties;
pub mod place;
pub mod reading;
pub mod report;
pub mod situation;
pub mod span;
pub mod stretch;
pub mod when;

pub use actor::{Actor, ActorKind, Party, Reliability, Source, Tie};
pub use change::{ChangeKind, ChangeOf, Difference};
pub use check::{Check, Verdict};
pub use claim::{
    AliasClaim, Claim, ClaimId, ConsequenceClaim, ControlClaim, ControlStatus, EventClaim, FigureClaim,
    GeographyClaim, Kind, Modality, PlaceRef, Plover, RelationClaim, SourceClaim, Standing, Statement,
};
pub use correction::{Corrections, StoryRuling, StoryVerdict};
pub use dossier::{Cited, Dossier, Quote};
pub use event::{
    Account, Disagreement, DisagreementKind, DisagreementSeverity, Event, EventStatus, Explained, Finding,
    Origin, Origins, Root, RootKind, Side,
};
pub use ground::{Ground, GroundKind};
pub use note::{Note, Noted, Severity};
pub use outlook::{
    Change, Effect, Followed, Gap, GraphBasis, Holder, KeyPlace, Loss, Odds, Outlook, Patch, Stretch, Supply,
    Supposition, Tells, Then, Town, Warrant, Way, WayChange,
};
pub use parties::{PartyRow, SideSpan, TieRow};
pub use place::{
    Area, Candidate, Gloss, Located, Place, PlaceKind, PlaceMention, Point, Precision, Resolution,
};
pub use reading::{
    Bound, Deprel, Edge, Mention, MentionForm, MentionKind, Mood, Quantity, QuantityRole, Reading, Sentence,
    SentenceRole, Speaker, Speech, SpeechKind, TimeExpression, TimexKind, Token, Upos,
};
pub use report::{Digest, Format, OffsetMap, Piece, Received, Report, Zone, ZoneKind};
pub use situation::{
    ControlHistory, ControlInterval, FigurePoint, FigureSeries, Likelihood, Situation, Unknown,
};
pub use span::Span;
pub use stretch::{HeldStretch, Hold};
pub use when::{Basis, Date, When};
