//! Reads `&amp;`, `&#8217;` and their like.

/// Longest entity looked for: the longest name of the standard has 33 bytes with its marks.
const MAX_ENTITY_BYTES: usize = 34;

/// Names that pages write without the closing semicolon, and browsers read all the same.
const WITHOUT_STOP: [&str; 12] =
    ["nbsp", "amp", "lt", "gt", "quot", "copy", "reg", "laquo", "raquo", "shy", "eacute", "deg"];

/// Reads the entity at the head of `source`, which begins with `&`: the letters and how many bytes it takes.
pub(crate) fn entity_at(source: &str) -> Option<(String, usize)> {
    let window = &source[..source.floor_char_boundary(source.len().min(MAX_ENTITY_BYTES))];
    let name_len = window[1..].bytes().take_while(|it| it.is_ascii_alphanumeric() || *it == b'#').count();
    let name = &window[1..1 + name_len];
    let stopped = window[1 + name_len..].starts_with(';');
    let length = 1 + name_len + usize::from(stopped);
    if let Some(number) = name.strip_prefix('#') {
        return numbered(number).map(|it| (it.to_string(), length));
    }
    if stopped {
        let whole = &window[..length];
        let read = html_escape::decode_html_entities(whole);
        return (read != whole).then(|| (read.into_owned(), length));
    }
    let name = WITHOUT_STOP.iter().find(|it| name.starts_with(**it))?;
    Some((html_escape::decode_html_entities(&format!("&{name};")).into_owned(), 1 + name.len()))
}

fn numbered(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    match code {
        0 => Some(char::REPLACEMENT_CHARACTER),
        // The standard reads these as windows-1252, for the sake of old pages.
        0x80..=0x9F => encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[code as u8]).0.chars().next(),
        other => char::from_u32(other),
    }
}

/// Returns `source` with its entities read.
pub(crate) fn read(source: &str) -> String {
    let mut plain = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(at) = rest.find('&') {
        plain.push_str(&rest[..at]);
        let (letters, length) = entity_at(&rest[at..]).unwrap_or_else(|| ("&".to_owned(), 1));
        plain.push_str(&letters);
        rest = &rest[at + length..];
    }
    plain.push_str(rest);
    plain
}
