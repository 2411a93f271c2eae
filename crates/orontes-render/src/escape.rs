//! Makes report text harmless in HTML and SVG: report text is hostile text wherever it is shown.

/// Returns the text with markup, controls and overriding directions made harmless.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {}
            it if it.is_control() => out.push(' '),
            // Not allowed in XML, and SVG viewers refuse the whole file.
            '\u{FFFE}' | '\u{FFFF}' => {}
            it => out.push(it),
        }
    }
    out
}

/// Returns a name that is safe inside an `id` or a fragment: letters, digits and `-`, others by number, so
/// that two names never meet.
pub fn fragment(text: &str) -> String {
    text.chars()
        .map(|it| if it.is_ascii_alphanumeric() { it.to_string() } else { format!("-{:x}-", u32::from(it)) })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_markup_survives() {
        assert_eq!(escaped("<script>\"'&\u{1b}"), "&lt;script&gt;&quot;&#39;&amp; ");
    }

    #[test]
    fn fragments_never_meet() {
        assert_ne!(fragment("a.b"), fragment("a_b"));
    }
}
