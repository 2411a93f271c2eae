//! Turns words of strangers into words that a terminal shows and does not obey.

/// Returns `text` without control characters and without marks that turn the direction of writing.
pub(crate) fn plain(text: &str) -> String {
    let turns =
        |it: char| matches!(it, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}');
    text.chars().filter(|it| !turns(*it)).map(|it| if it.is_control() { ' ' } else { it }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_of_a_stranger_steers_the_terminal() {
        assert_eq!(plain("a\u{1b}]0;b\u{7}\u{202e}c\nd"), "a ]0;b c d");
    }
}
