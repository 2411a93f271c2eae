//! Turns what went wrong into a message, hints and an exit status.

use anstyle::{AnsiColor, Style};
use orontes_extract::Refused;
use orontes_store::StoreError;
use std::io::{self, Write};
use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    /// Everything asked was done.
    Done,
    /// Done, but something was refused or not verified.
    Refused,
    /// Wrong use.
    WrongUse,
}

impl Exit {
    /// Returns the status that the shell sees.
    pub(crate) fn code(self) -> ExitCode {
        match self {
            Exit::Done => ExitCode::SUCCESS,
            Exit::Refused => ExitCode::from(1),
            Exit::WrongUse => ExitCode::from(2),
        }
    }

    /// Returns `Refused` where anything was refused.
    pub(crate) fn of_refusals(n_refused: usize) -> Exit {
        if n_refused == 0 { Exit::Done } else { Exit::Refused }
    }
}

/// A command that was given something it cannot use.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub(crate) struct WrongUse {
    pub(crate) message: String,
    pub(crate) hint: String,
}

impl WrongUse {
    /// Returns the error that says so.
    pub(crate) fn new(message: impl Into<String>, hint: impl Into<String>) -> WrongUse {
        WrongUse { message: message.into(), hint: hint.into() }
    }
}

const ERROR: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const NOTE: Style = AnsiColor::Cyan.on_default().bold();

/// Tells why a command could not be done, and returns how it ended.
pub(crate) fn tell(error: &anyhow::Error) -> Exit {
    // Whoever reads the output has seen enough ("orontes claims … | head"): nothing went wrong.
    if error.chain().any(is_broken_pipe) {
        return Exit::Done;
    }
    let causes: Vec<String> = error.chain().skip(1).map(ToString::to_string).collect();
    let (exit, hint) = verdict(error);
    say(ERROR, "error", &error.to_string());
    causes.iter().for_each(|it| say_under("because", it));
    if let Some(hint) = hint {
        say_under("hint", &hint);
    }
    exit
}

/// Tells that one of several inputs was refused; the others go on.
pub(crate) fn tell_refused(refused: &Refused) {
    say(WARNING, "refused", &format!("{}: {}", refused.name, refused.what));
    say_under("expected", &refused.expected);
    say_under("hint", &refused.hint);
}

/// Tells something worth knowing.
pub(crate) fn tell_note(message: &str) {
    say(NOTE, "note", message);
}

fn verdict(error: &anyhow::Error) -> (Exit, Option<String>) {
    if let Some(wrong) = error.downcast_ref::<WrongUse>() {
        return (Exit::WrongUse, Some(wrong.hint.clone()));
    }
    let Some(store) = error.downcast_ref::<StoreError>() else { return (Exit::Refused, None) };
    let exit = match store {
        StoreError::Missing { .. }
        | StoreError::Exists { .. }
        | StoreError::NotACase { .. }
        | StoreError::Newer { .. } => Exit::WrongUse,
        StoreError::Busy { .. }
        | StoreError::ReadOnly { .. }
        | StoreError::DiskFull { .. }
        | StoreError::Damaged { .. }
        | StoreError::Shape { .. }
        | StoreError::Mismatch { .. }
        | StoreError::Sqlite { .. } => Exit::Refused,
    };
    (exit, Some(store.hint().to_owned()))
}

fn is_broken_pipe(cause: &(dyn std::error::Error + 'static)) -> bool {
    cause.downcast_ref::<io::Error>().is_some_and(|it| it.kind() == io::ErrorKind::BrokenPipe)
}

/// Standard error may be closed; there is nobody left to tell that to.
fn say(style: Style, kind: &str, message: &str) {
    let _ = writeln!(anstream::stderr(), "{style}{kind}:{style:#} {}", crate::words::plain(message));
}

fn say_under(kind: &str, message: &str) {
    let _ = writeln!(anstream::stderr(), "  {kind}: {}", crate::words::plain(message));
}
