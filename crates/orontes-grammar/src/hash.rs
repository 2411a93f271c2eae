//! Turns words and feature values into the numbers that the weight tables are keyed by.

/// Odd multiplier of the 64-bit golden-ratio hash; spreads consecutive values over the high bits.
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

/// Folds `value` into `seed`.
#[inline(always)]
pub fn mix(seed: u64, value: u64) -> u64 {
    let folded = (seed ^ value).wrapping_mul(SPREAD);
    folded ^ (folded >> 29)
}

/// Returns the key of a template over one value.
#[inline(always)]
pub fn key1(template: u64, a: u64) -> u32 {
    (mix(template.wrapping_mul(0x1000_0000_01B3), a) >> 16) as u32
}

/// Returns the key of a template over two values.
#[inline(always)]
pub fn key2(template: u64, a: u64, b: u64) -> u32 {
    (mix(mix(template.wrapping_mul(0x1000_0000_01B3), a), b) >> 16) as u32
}

/// Returns the key of a template over three values.
#[inline(always)]
pub fn key3(template: u64, a: u64, b: u64, c: u64) -> u32 {
    (mix(mix(mix(template.wrapping_mul(0x1000_0000_01B3), a), b), c) >> 16) as u32
}

/// Returns the number of a piece of text; equal texts have equal numbers on every machine.
#[inline]
pub fn of_text(text: &str) -> u64 {
    of_bytes(text.as_bytes())
}

/// Returns the number of bytes, eight at a time.
#[inline]
pub fn of_bytes(bytes: &[u8]) -> u64 {
    let mut hash = 0xCBF2_9CE4_8422_2325 ^ bytes.len() as u64;
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        let mut word = [0; 8];
        word.copy_from_slice(chunk);
        hash = mix(hash, u64::from_le_bytes(word));
    }
    let rest = chunks.remainder();
    let mut word = [0; 8];
    word[..rest.len()].copy_from_slice(rest);
    mix(hash, u64::from_le_bytes(word))
}
