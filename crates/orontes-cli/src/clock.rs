//! The only clock of the program: it stamps what is written into a case, and says which day "today" is where
//! somebody asks for it; nothing else that is computed depends on it.

use orontes_model::Date;
use orontes_store::Stamp;

/// Version of the rules that read reports: they ship inside the program.
pub(crate) const RULES: &str = concat!("orontes ", env!("CARGO_PKG_VERSION"));

/// Returns the stamp of this moment, or of `SOURCE_DATE_EPOCH` (reproducible-builds.org), in seconds.
pub(crate) fn stamp() -> Stamp {
    let moment = moment();
    Stamp { moment: Some(moment.strftime("%Y-%m-%dT%H:%M:%S.000Z").to_string()), rules: RULES.to_owned() }
}

/// Returns the day of this moment, at Greenwich.
pub(crate) fn today() -> Date {
    jiff::tz::Offset::UTC.to_datetime(moment()).date()
}

fn moment() -> jiff::Timestamp {
    let fixed = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|it| it.parse().ok());
    fixed.and_then(|it| jiff::Timestamp::from_second(it).ok()).unwrap_or_else(this_moment)
}

#[allow(clippy::disallowed_methods, reason = "custody needs the moment at which a report was added")]
fn this_moment() -> jiff::Timestamp {
    jiff::Timestamp::now()
}
