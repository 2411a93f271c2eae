//! The files of the book that ships, in the order in which they are read: classes first.

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../../data/codebook/en/", $name)))),*]
    };
}

/// Name and text of each file.
pub(crate) const FILES: &[(&str, &str)] = files![
    "irregular.toml",
    "words.toml",
    "classes.toml",
    "territory.toml",
    "movement.toml",
    "battle.toml",
    "strike.toml",
    "people.toml",
    "protest.toml",
    "routes.toml",
    "statements.toml",
    "politics.toml",
    "measures.toml",
    "relations.toml",
    "geography.toml",
    "consequence.toml",
];
