//! Sorts more records than memory holds: sorted runs on disk, then one merge.

use super::layout::push_varint;
use super::scratch::Scratch;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::io::{self, BufReader, BufWriter, Read, Write};

/// One record: it is sorted by its key, then by its payload.
pub(super) type Record = (Vec<u8>, Vec<u8>);

/// Records on their way into order.
pub(super) struct Sorter<'s> {
    scratch: &'s dyn Scratch,
    name: &'static str,
    buffer: Vec<u8>,
    /// Start of each record in the buffer.
    starts: Vec<(u32, u32)>,
    /// Bytes of the buffer at which a run is written.
    run_len: usize,
    n_runs: usize,
}

/// What a record costs beside its letters: its start and what sorting holds of it.
const OVERHEAD: usize = 16;

impl<'s> Sorter<'s> {
    /// Begins to sort under a name of its own, with `run_len` bytes of memory; `n_runs` are there already.
    pub(super) fn new(scratch: &'s dyn Scratch, name: &'static str, run_len: usize, n_runs: usize) -> Self {
        Sorter { scratch, name, buffer: Vec::new(), starts: Vec::new(), run_len, n_runs }
    }

    /// Adds a record; true where that finished a run on the disk.
    pub(super) fn push(&mut self, key: &[u8], payload: &[u8]) -> io::Result<bool> {
        self.starts.push((self.buffer.len() as u32, key.len() as u32));
        self.buffer.extend_from_slice(key);
        self.buffer.extend_from_slice(payload);
        if self.buffer.len() + self.starts.len() * OVERHEAD < self.run_len {
            return Ok(false);
        }
        self.finish_run()?;
        Ok(true)
    }

    /// Returns how many runs lie on the disk.
    pub(super) fn n_runs(&self) -> usize {
        self.n_runs
    }

    /// Writes what is in memory as a run.
    pub(super) fn finish_run(&mut self) -> io::Result<()> {
        if self.starts.is_empty() {
            return Ok(());
        }
        let ends = self.starts.iter().skip(1).map(|it| it.0).chain([self.buffer.len() as u32]);
        let mut records: Vec<(&[u8], &[u8])> = self
            .starts
            .iter()
            .zip(ends)
            .map(|(&(start, key), end)| {
                let whole = &self.buffer[start as usize..end as usize];
                whole.split_at(key as usize)
            })
            .collect();
        records.sort_unstable();
        let mut out = BufWriter::with_capacity(1 << 18, self.scratch.create(&self.run_name(self.n_runs))?);
        let mut lens = Vec::with_capacity(12);
        for (key, payload) in records {
            lens.clear();
            push_varint(key.len() as u64, &mut lens);
            push_varint(payload.len() as u64, &mut lens);
            out.write_all(&lens)?;
            out.write_all(key)?;
            out.write_all(payload)?;
        }
        out.flush()?;
        self.n_runs += 1;
        self.buffer.clear();
        self.starts.clear();
        Ok(())
    }

    fn run_name(&self, idx: usize) -> String {
        format!("{}.{idx}", self.name)
    }

    /// Hands all records on, in order.
    pub(super) fn merge(mut self) -> io::Result<Merge<'s>> {
        self.finish_run()?;
        // The memory of the runs is given back before the merge takes its own.
        (self.buffer, self.starts) = (Vec::new(), Vec::new());
        let mut runs = Vec::with_capacity(self.n_runs);
        let mut open = BinaryHeap::with_capacity(self.n_runs);
        for idx in 0..self.n_runs {
            let mut run = BufReader::with_capacity(1 << 16, self.scratch.open(&self.run_name(idx))?);
            if let Some(record) = record(&mut run)? {
                open.push(Reverse((record, idx)));
            }
            runs.push(run);
        }
        Ok(Merge { sorter: self, runs, open })
    }
}

/// All records, in order.
pub(super) struct Merge<'s> {
    sorter: Sorter<'s>,
    runs: Vec<BufReader<Box<dyn Read>>>,
    open: BinaryHeap<Reverse<(Record, usize)>>,
}

impl Merge<'_> {
    /// Returns the next record; nothing after the last.
    pub(super) fn next(&mut self) -> io::Result<Option<Record>> {
        let Some(Reverse((least, run))) = self.open.pop() else { return Ok(None) };
        if let Some(record) = record(&mut self.runs[run])? {
            self.open.push(Reverse((record, run)));
        }
        Ok(Some(least))
    }

    /// Returns the key that comes next.
    pub(super) fn next_key(&self) -> Option<&[u8]> {
        self.open.peek().map(|it| it.0.0.0.as_slice())
    }

    /// Throws the runs away.
    pub(super) fn clear(self) -> io::Result<()> {
        drop(self.runs);
        (0..self.sorter.n_runs).try_for_each(|it| self.sorter.scratch.remove(&self.sorter.run_name(it)))
    }
}

fn record(run: &mut impl Read) -> io::Result<Option<Record>> {
    let Some(key_len) = number(run)? else { return Ok(None) };
    let payload_len = number(run)?.ok_or(io::ErrorKind::UnexpectedEof)?;
    let taken = |len: u64, run: &mut dyn Read| {
        let mut bytes = Vec::new();
        run.take(len).read_to_end(&mut bytes)?;
        if bytes.len() as u64 == len { Ok(bytes) } else { Err(io::Error::from(io::ErrorKind::UnexpectedEof)) }
    };
    Ok(Some((taken(key_len, run)?, taken(payload_len, run)?)))
}

fn number(run: &mut impl Read) -> io::Result<Option<u64>> {
    let mut number = 0u64;
    for idx in 0..9 {
        let mut byte = [0];
        if run.read(&mut byte)? == 0 {
            return if idx == 0 { Ok(None) } else { Err(io::ErrorKind::UnexpectedEof.into()) };
        }
        number |= u64::from(byte[0] & 0x7f) << (7 * idx);
        if byte[0] & 0x80 == 0 {
            return Ok(Some(number));
        }
    }
    Err(io::ErrorKind::InvalidData.into())
}

#[cfg(test)]
mod tests {
    use super::super::scratch::Memory;
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn records_come_back_in_order_whatever_the_memory(
            records in proptest::collection::vec((proptest::collection::vec(any::<u8>(), 0..6), proptest::collection::vec(any::<u8>(), 0..4)), 0..60),
            run_len in 1..300usize,
        ) {
            let memory = Memory::default();
            let mut sorter = Sorter::new(&memory, "t", run_len, 0);
            for (key, payload) in &records {
                sorter.push(key, payload).unwrap();
            }
            let mut merge = sorter.merge().unwrap();
            let mut sorted = Vec::new();
            while let Some(record) = merge.next().unwrap() {
                sorted.push(record);
            }
            let mut expected = records;
            expected.sort();
            prop_assert_eq!(sorted, expected);
            merge.clear().unwrap();
            prop_assert!(memory.open("t.0").is_err());
        }
    }
}
