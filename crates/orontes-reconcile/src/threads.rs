//! Turns many values into what a pure function makes of each, on all cores, in their order; and two works into one.

use std::sync::atomic::{AtomicUsize, Ordering};

/// Values that one thread takes at a time: enough to make the taking cheap, few enough that no thread waits long.
const AT_A_TIME: usize = 64;
/// Values below which a second thread costs more than it saves.
const WORTH_A_THREAD: usize = 512;

/// Returns what `make` makes of each value, in their order: nobody can tell how many threads there were.
pub(crate) fn map<T: Sync, R: Send>(values: &[T], make: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let n_threads = std::thread::available_parallelism().map_or(1, usize::from);
    let n_threads = n_threads.min(values.len() / WORTH_A_THREAD);
    if n_threads < 2 {
        return values.iter().map(make).collect();
    }
    let next = AtomicUsize::new(0);
    let work = || {
        let mut made: Vec<(usize, Vec<R>)> = Vec::new();
        loop {
            let start = next.fetch_add(AT_A_TIME, Ordering::Relaxed);
            let Some(mine) = values.get(start..) else { return made };
            made.push((start, mine.iter().take(AT_A_TIME).map(&make).collect()));
        }
    };
    let mut made: Vec<(usize, Vec<R>)> = std::thread::scope(|scope| {
        let others: Vec<_> = (1..n_threads).map(|_| scope.spawn(work)).collect();
        let mut made = work();
        for it in others {
            made.extend(it.join().unwrap_or_else(|it| std::panic::resume_unwind(it)));
        }
        made
    });
    made.sort_unstable_by_key(|it| it.0);
    made.into_iter().flat_map(|it| it.1).collect()
}

/// Returns what two works make that know nothing of each other.
pub(crate) fn both<A, B: Send>(one: impl FnOnce() -> A, other: impl FnOnce() -> B + Send) -> (A, B) {
    std::thread::scope(|scope| {
        let other = scope.spawn(other);
        let one = one();
        (one, other.join().unwrap_or_else(|it| std::panic::resume_unwind(it)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_many_threads_make_comes_in_the_order_of_the_values() {
        for n in [0, 1, WORTH_A_THREAD, 10 * WORTH_A_THREAD + 7] {
            let values: Vec<usize> = (0..n).collect();
            assert_eq!(map(&values, |it| it * 3), values.iter().map(|it| it * 3).collect::<Vec<_>>());
        }
    }
}
