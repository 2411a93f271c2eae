//! Words that name nothing, and names of one war in program code.

use super::{Source, sources};
use std::collections::BTreeSet;
use std::path::Path;

/// Stems of files that say nothing of what is in them.
const EMPTY_STEMS: [&str; 7] = ["util", "utils", "common", "helpers", "misc", "types", "manager"];

/// Words that the glossary bans in the names of types, with what to say instead.
const BANNED: [(&str, &str); 5] = [
    ("Location", "Place, Point or Mention"),
    ("Region", "Admin, Area or Place"),
    ("State", "the thing it is: country, status, government"),
    ("Confidence", "reliability, credibility or support"),
    ("Node", "Junction, or the thing it is"),
];

/// Words of a theatre's tables that are also words of the language, and the program's own name.
const ALSO_WORDS: [&str; 9] =
    ["orontes", "army", "coast", "government", "opposition", "rebels", "the", "civilians", "security"];

pub(super) fn faults(root: &Path) -> Vec<String> {
    let all = sources(root);
    let stems = all
        .iter()
        .filter(|it| EMPTY_STEMS.contains(&stem(it)))
        .map(|it| format!("{}: a name that says nothing of what is in it", it.path.display()));
    let types = all.iter().filter(|it| !it.is_test()).flat_map(banned_types);
    stems.chain(types).collect()
}

fn stem(source: &Source) -> &str {
    source.path.file_stem().and_then(|it| it.to_str()).unwrap_or("")
}

fn banned_types(source: &Source) -> Vec<String> {
    let mut found = Vec::new();
    for (number, line) in source.code() {
        let Some(name) = type_name(line) else { continue };
        for (word, instead) in BANNED.iter().filter(|(word, _)| words_of(name).any(|it| it == *word)) {
            found.push(format!(
                "{}:{number}: {name}: «{word}» is banned, say {instead}",
                source.path.display()
            ));
        }
    }
    found
}

fn type_name(line: &str) -> Option<&str> {
    let rest = line.trim_start();
    let rest = ["pub(crate) ", "pub(super) ", "pub "]
        .iter()
        .fold(rest, |it, word| it.strip_prefix(word).unwrap_or(it));
    let rest = ["struct ", "enum ", "trait ", "type "].iter().find_map(|word| rest.strip_prefix(word))?;
    rest.split(|it: char| !it.is_alphanumeric()).next()
}

/// The words of a name in camel case.
fn words_of(name: &str) -> impl Iterator<Item = &str> {
    let starts: Vec<usize> =
        name.char_indices().filter(|(_, it)| it.is_uppercase()).map(|(at, _)| at).collect();
    let ends = starts.iter().copied().skip(1).chain([name.len()]).collect::<Vec<_>>();
    starts.into_iter().zip(ends).map(|(start, end)| &name[start..end])
}

/// Finds names of a theatre's actors and big places in string literals of code: they belong to `data/`.
pub(super) fn wars_in_code(root: &Path) -> Vec<String> {
    let names = theatre_names(root);
    let mut found = Vec::new();
    for source in sources(root).iter().filter(|it| !it.is_test() && !it.path.starts_with("xtask")) {
        for (number, line) in source.code().filter(|(_, it)| !it.trim_start().starts_with("//")) {
            let named = literals(line).flat_map(words_in).find(|word| names.contains(&word.to_lowercase()));
            if let Some(word) = named {
                found.push(format!("{}:{number}: «{word}» is a name of one war", source.path.display()));
            }
        }
    }
    found
}

/// Single-word names of theatres, folded to lower case: the first two columns of each table.
fn theatre_names(root: &Path) -> BTreeSet<String> {
    let tables = walkdir::WalkDir::new(root.join("data/theatres")).into_iter().flatten();
    let tables = tables.filter(|it| it.file_name() == "places.tsv" || it.file_name() == "actors.tsv");
    let texts: Vec<String> = tables.filter_map(|it| std::fs::read_to_string(it.path()).ok()).collect();
    let rows = texts.iter().flat_map(|it| it.lines()).filter(|it| !it.starts_with('#'));
    let names = rows.filter_map(|it| it.split('\t').nth(1)).filter(|it| it.len() > 3 && !it.contains(' '));
    names.map(str::to_lowercase).filter(|it| !ALSO_WORDS.contains(&it.as_str())).collect()
}

fn literals(line: &str) -> impl Iterator<Item = &str> {
    line.split('"').skip(1).step_by(2)
}

fn words_in(text: &str) -> impl Iterator<Item = &str> {
    text.split(|it: char| !it.is_alphanumeric() && it != '-').filter(|it| it.starts_with(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_banned_word_is_found_inside_a_name() {
        assert_eq!(words_of("WarStateMachine").collect::<Vec<_>>(), ["War", "State", "Machine"]);
        assert_eq!(type_name("pub struct WarState<T> {"), Some("WarState"));
        assert_eq!(type_name("let state = 1;"), None);
    }
}
