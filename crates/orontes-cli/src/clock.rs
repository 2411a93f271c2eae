//! The only clock of the program: it stamps what is written into a case, and nothing that is computed.

use orontes_store::Stamp;

/// Version of the rules that read reports: they ship inside the program.
pub(crate) const RULES: &str = concat!("orontes ", env!("CARGO_PKG_VERSION"));

/// Returns the stamp of this moment, or of `SOURCE_DATE_EPOCH` (reproducible-builds.org), in seconds.
pub(crate) fn stamp() -> Stamp {
    let fixed = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|it| it.parse().ok());
    let moment = fixed.and_then(|it| jiff::Timestamp::from_second(it).ok()).unwrap_or_else(this_moment);
    Stamp { moment: Some(moment.strftime("%Y-%m-%dT%H:%M:%S.000Z").to_string()), rules: RULES.to_owned() }
}

#[allow(clippy::disallowed_methods, reason = "custody needs the moment at which a report was added")]
fn this_moment() -> jiff::Timestamp {
    jiff::Timestamp::now()
}
