//! Turns documents into dossiers and claims: many at a time, given back in the order in which they came.

use crate::input::{self, Source};
use crate::stages::{self, Reference};
use indicatif::{ProgressBar, ProgressStyle};
use orontes_extract::{Limits, Received, Refused};
use orontes_model::{Cited, Dossier, OffsetMap};
use orontes_store::Entry;
use rayon::prelude::*;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A document with what was read from it.
#[derive(Debug)]
pub(crate) struct Coded {
    pub(crate) received: Received,
    pub(crate) dossier: Dossier,
    pub(crate) claims: Vec<Cited>,
    /// The way from the report's text back to the bytes received.
    pub(crate) origin: OffsetMap,
}

impl Coded {
    /// Returns what a case keeps of it.
    pub(crate) fn entry(&self) -> Entry<'_> {
        Entry { received: &self.received, dossier: &self.dossier, claims: &self.claims }
    }
}

/// Documents that are read at once: enough to keep every core busy, few enough that a batch is on the disk
/// within a second and little is lost to a kill.
const BATCH_DOCUMENTS: usize = 128;
/// Bytes that are read at once, so that long documents do not pile up in memory.
const BATCH_BYTES: usize = 8 << 20;
/// Stack of a reading thread. Pages nest, and two megabytes (the default) are little for code that recurses.
const STACK_BYTES: usize = 16 << 20;

/// Reads every document of `sources`, and hands each batch to `take` in the order of the sources. The bounds
/// of a batch never show in what is read.
///
/// # Errors
/// Whatever `take` refuses; the documents before it have been taken.
pub(crate) fn each_batch(
    reference: &Reference,
    sources: &[Source],
    threads: Option<NonZeroUsize>,
    take: impl FnMut(Vec<Result<Coded, Refused>>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    each_batch_of(sources, threads, &|received, limits| code_one(reference, received, limits), take)
}

/// The same for any other way to read one document; [`guarded`] keeps a fault in one from stopping the rest.
///
/// # Errors
/// Whatever `take` refuses; the documents before it have been taken.
pub(crate) fn each_batch_of<T: Send>(
    sources: &[Source],
    threads: Option<NonZeroUsize>,
    read: &(impl Fn(Received, &Limits) -> Result<T, Refused> + Sync),
    mut take: impl FnMut(Vec<Result<T, Refused>>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let pool = pool(threads)?;
    let limits = Limits::default();
    // One file may hold a hundred thousand reports: then these are counted and not the files.
    let is_one_file = sources.len() < 2;
    let bar = progress(sources.len());
    let mut batch: Vec<Result<Received, Refused>> = Vec::new();
    let mut n_bytes = 0;
    let mut flush = |batch: &mut Vec<Result<Received, Refused>>| {
        let n_documents = batch.len() as u64;
        let coded = pool.install(|| read_all(std::mem::take(batch), &limits, read));
        bar.suspend(|| take(coded))?;
        bar.inc(if is_one_file { n_documents } else { 0 });
        anyhow::Ok(())
    };
    for source in sources {
        match input::documents(source, &limits) {
            Err(refused) => batch.push(Err(refused)),
            Ok(documents) => {
                for document in documents {
                    n_bytes += document.bytes.len();
                    batch.push(Ok(document));
                    if batch.len() >= BATCH_DOCUMENTS || n_bytes >= BATCH_BYTES {
                        flush(&mut batch)?;
                        n_bytes = 0;
                    }
                }
            }
        }
        bar.inc(if is_one_file { 0 } else { 1 });
    }
    flush(&mut batch)?;
    bar.finish_and_clear();
    Ok(())
}

/// Parts what was read from what was refused, each in its order.
pub(crate) fn parted(batch: Vec<Result<Coded, Refused>>) -> (Vec<Coded>, Vec<Refused>) {
    let (mut coded, mut refused) = (Vec::new(), Vec::new());
    for it in batch {
        match it {
            Ok(it) => coded.push(it),
            Err(it) => refused.push(it),
        }
    }
    (coded, refused)
}

/// Reads documents that are there already, in their order.
pub(crate) fn code_each(
    reference: &Reference,
    documents: Vec<Received>,
    threads: Option<NonZeroUsize>,
) -> anyhow::Result<Vec<Result<Coded, Refused>>> {
    let documents = documents.into_iter().map(Ok).collect();
    let read = |received: Received, limits: &Limits| code_one(reference, received, limits);
    Ok(pool(threads)?.install(|| read_all(documents, &Limits::default(), &read)))
}

fn read_all<T: Send>(
    documents: Vec<Result<Received, Refused>>,
    limits: &Limits,
    read: &(impl Fn(Received, &Limits) -> Result<T, Refused> + Sync),
) -> Vec<Result<T, Refused>> {
    documents.into_par_iter().map(|it| it.and_then(|it| read(it, limits))).collect()
}

fn code_one(reference: &Reference, received: Received, limits: &Limits) -> Result<Coded, Refused> {
    let (dossier, claims, origin) = guarded(&received.name, || {
        let report = orontes_extract::extract(&received, limits)?;
        let (dossier, claims) = stages::code_report(reference, &report);
        Ok((dossier, claims, report.origin))
    })?;
    Ok(Coded { received, dossier, claims, origin })
}

/// Reads one document. A fault of the program in one report must not stop the others.
pub(crate) fn guarded<T>(name: &str, read: impl FnOnce() -> Result<T, Refused>) -> Result<T, Refused> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| {
        Err(Refused {
            name: name.to_owned(),
            what: "the program failed on this report".to_owned(),
            expected: "any report to be read".to_owned(),
            hint: "this is a fault of the program: please report it with the file".to_owned(),
        })
    })
}

/// Returns the threads that read; as many as there are cores where no number is given.
///
/// # Errors
/// Where the system gives no thread.
pub(crate) fn pool(threads: Option<NonZeroUsize>) -> anyhow::Result<rayon::ThreadPool> {
    let n_threads = threads.map_or(0, NonZeroUsize::get);
    Ok(rayon::ThreadPoolBuilder::new().num_threads(n_threads).stack_size(STACK_BYTES).build()?)
}

/// Returns a bar on standard error; it draws only where that is a terminal.
fn progress(n_sources: usize) -> ProgressBar {
    let (bar, style) = match n_sources {
        ..2 => (ProgressBar::no_length(), "{pos} reports read, {elapsed}"),
        _ => (ProgressBar::new(n_sources as u64), "{bar:30} {pos} of {len} files, {eta} left"),
    };
    let style = ProgressStyle::with_template(style);
    style.map_or(bar.clone(), |it| bar.with_style(it))
}
