//! Folds words to small ASCII letters, so that patterns need no alphabets.

/// Stands for letters of other alphabets in folded words.
const OTHER: u8 = 1;

/// Folds byte by byte, so that offsets stay: capitals to small letters, all else beyond ASCII to one mark.
pub(super) fn folded(words: &str) -> Vec<u8> {
    words.bytes().map(|it| if it.is_ascii() { it.to_ascii_lowercase() } else { OTHER }).collect()
}

/// Folds letter by letter: quotes, dashes, points and arrows become their ASCII kin.
pub(super) fn folded_short(words: &str) -> Vec<u8> {
    let mut folded = Vec::with_capacity(words.len());
    for letter in words.chars() {
        match letter {
            '\u{a0}' | '\t' | '\u{2009}' | '\u{202f}' => folded.push(b' '),
            '’' | '‘' | 'ʼ' => folded.push(b'\''),
            '“' | '”' => folded.push(b'"'),
            '–' | '—' | '―' | '‑' => folded.push(b'-'),
            '»' | '›' | '→' | '▸' | '►' => folded.push(b'>'),
            '«' | '‹' | '←' => folded.push(b'<'),
            '•' | '·' | '∙' | '●' | '¦' => folded.push(b'|'),
            '…' => folded.push(b'.'),
            '©' => folded.extend(b"(c)"),
            other if other.is_ascii() => folded.push(other.to_ascii_lowercase() as u8),
            _ => folded.push(OTHER),
        }
    }
    folded
}
