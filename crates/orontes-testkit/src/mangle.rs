//! Turns good bytes into bad ones, the same from the same seed: what the tests of robustness feed in.

/// Pieces on which careless readers trip: cut letters, marks without their partner, signs that turn or hide
/// text, white space of every kind, numbers past every type, words without end.
const PIECES: [&str; 64] = [
    "“",
    "”",
    "\"",
    "'",
    "’",
    "(",
    ")",
    "((((((((",
    "[",
    "]",
    "{",
    "}",
    "<",
    ">",
    "</p>",
    "<p>",
    "<!--",
    "&amp",
    "&#x110000;",
    "\\u",
    "\\ud800",
    "\u{a0}",
    "\u{202f}",
    "\u{200b}",
    "\u{200f}",
    "\u{202e}",
    "\u{2066}",
    "\u{feff}",
    "\u{301}",
    "\u{301}\u{301}\u{301}",
    "\0",
    "\r",
    "\n",
    "\n\n",
    "\t",
    "\u{b}",
    "\u{85}",
    "\u{2028}",
    "-",
    "–",
    "—",
    "...",
    "…",
    ".",
    ",",
    ";",
    ":",
    "/",
    "%",
    "$",
    "99999999999999999999",
    "31 February 2024",
    "İ",
    "ﬁ",
    "ß",
    "حماة",
    "🙂",
    "👨‍👩‍👧",
    "𝔸",
    "and and and ",
    "of of of ",
    "said said ",
    "\u{fffd}",
    "﷽",
];

/// A source of bad bytes. One seed gives one row of them.
#[derive(Clone, Debug)]
pub struct Mangler {
    seed: u64,
}

impl Mangler {
    /// Starts a row.
    pub fn new(seed: u64) -> Mangler {
        Mangler { seed }
    }

    /// The next number of the row (splitmix64, Steele et al. 2014).
    fn next(&mut self) -> u64 {
        self.seed = self.seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut it = self.seed;
        it = (it ^ (it >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        it = (it ^ (it >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        it ^ (it >> 31)
    }

    /// A number below `bound`, 0 where there is none.
    pub fn below(&mut self, bound: usize) -> usize {
        if bound == 0 { 0 } else { (self.next() % bound as u64) as usize }
    }

    /// Returns bytes made from one of the good texts by one to six changes, cut to `len_max`.
    pub fn mangled(&mut self, good: &[Vec<u8>], len_max: usize) -> Vec<u8> {
        let mut bytes = good.get(self.below(good.len())).cloned().unwrap_or_default();
        // A window of it: the ends of texts are where readers err.
        let start = self.below(bytes.len().saturating_sub(40));
        bytes = bytes.split_off(start);
        bytes.truncate(len_max);
        for _ in 0..=self.below(6) {
            self.change(&mut bytes, good);
            bytes.truncate(len_max);
        }
        bytes
    }

    /// Changes up to twenty bytes where they stand, and cuts the end off every fourth time: a file that a disk
    /// has spoilt.
    pub fn spoil(&mut self, bytes: &mut Vec<u8>) {
        for _ in 0..=self.below(20) {
            let at = self.below(bytes.len());
            let byte = self.below(256) as u8;
            if let Some(slot) = bytes.get_mut(at) {
                *slot = byte;
            }
        }
        if self.below(4) == 0 {
            bytes.truncate(self.below(bytes.len() + 1));
        }
    }

    fn change(&mut self, bytes: &mut Vec<u8>, good: &[Vec<u8>]) {
        let at = self.below(bytes.len() + 1);
        let len = self.below(60).min(bytes.len() - at);
        match self.below(9) {
            0 => drop(bytes.drain(at..at + len)),
            1 => {
                let again = bytes[at..at + len].repeat(1 + self.below(20));
                bytes.splice(at..at, again);
            }
            2 => {
                let piece = PIECES[self.below(PIECES.len())].repeat(1 + self.below(4));
                bytes.splice(at..at, piece.into_bytes());
            }
            3 => {
                let piece = PIECES[self.below(PIECES.len())];
                bytes.splice(at..at + len, piece.bytes());
            }
            4 => {
                let other = good.get(self.below(good.len())).cloned().unwrap_or_default();
                let from = self.below(other.len() + 1);
                let to = (from + self.below(200)).min(other.len());
                bytes.splice(at..at, other[from..to].iter().copied());
            }
            5 => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << self.below(8);
                }
            }
            6 => bytes[at..at + len].make_ascii_uppercase(),
            7 => bytes[at..at + len].reverse(),
            _ => {
                let word = vec![b'a' + (self.below(26) as u8); 1 + self.below(3000)];
                bytes.splice(at..at, word);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_seed_gives_one_row_and_another_seed_another() {
        let good = vec![b"Rebels took the town on Friday.".to_vec()];
        let row = |seed| {
            let mut mangler = Mangler::new(seed);
            (0..20).map(|_| mangler.mangled(&good, 500)).collect::<Vec<_>>()
        };
        assert_eq!(row(1), row(1));
        assert_ne!(row(1), row(2));
        assert!(row(3).iter().all(|it| it.len() <= 500));
    }
}
