//! Knows the word tables of mentions: nouns that head descriptions, titles, first and last words of names.

use crate::words::ByWord;
use orontes_model::MentionKind;
use std::sync::LazyLock;

/// What a noun refers to, where it heads a description.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Noun {
    pub(crate) kind: MentionKind,
    /// Second column of the table: how the noun counts ("plural", "mass", "single") or the place's type.
    pub(crate) sort: &'static str,
    /// True for civilians and other people who are no force.
    pub(crate) is_people: bool,
}

impl Noun {
    /// What it refers to in this number: several persons are a group, and "a soldier" is a person; without an
    /// article ("rebel leaders", "Rebel Attack") the singular tells nothing.
    pub(crate) fn kind_of(self, is_plural: bool, is_one: bool) -> MentionKind {
        match self.kind {
            MentionKind::Actor if self.sort == "plural" && !is_plural && is_one => MentionKind::Person,
            MentionKind::Person if is_plural => MentionKind::Actor,
            MentionKind::Actor
            | MentionKind::Person
            | MentionKind::Place
            | MentionKind::Organisation
            | MentionKind::Nationality
            | MentionKind::MilitaryPlatform
            | MentionKind::Weapon => self.kind,
        }
    }
}

/// The tables, read once.
pub(crate) struct Tables {
    nouns: ByWord<Noun>,
    /// By word: where it may stand and what it tells there.
    marks: ByWord<Vec<(&'static str, MentionKind)>>,
    acts: Vec<&'static str>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    Tables::parse(
        include_str!("../../data/en/heads.tsv"),
        include_str!("../../data/en/names.tsv"),
        include_str!("../../data/en/acts.tsv"),
    )
});

impl Tables {
    pub(crate) fn embedded() -> &'static Tables {
        &TABLES
    }

    fn parse(heads: &'static str, names: &'static str, acts: &'static str) -> Tables {
        let mut nouns = ByWord::default();
        for (kind, sort, words) in rows(heads) {
            let is_people = kind == "people";
            let kind = if is_people { Some(MentionKind::Actor) } else { MentionKind::from_word(kind) };
            let Some(kind) = kind else { continue };
            words.for_each(|it| {
                nouns.entry(it).or_insert(Noun { kind, sort, is_people });
            });
        }
        let mut marks: ByWord<Vec<(&str, MentionKind)>> = ByWord::default();
        for (place, kind, words) in rows(names) {
            let Some(kind) = MentionKind::from_word(kind) else { continue };
            words.for_each(|it| marks.entry(it).or_default().push((place, kind)));
        }
        let mut acts: Vec<&str> = rows(acts).flat_map(|(_, _, words)| words).collect();
        acts.sort_unstable();
        Tables { nouns, marks, acts }
    }

    /// What a noun refers to, by its singular.
    pub(crate) fn noun(&self, lemma: &str) -> Option<Noun> {
        self.nouns.get(lemma).copied()
    }

    /// What a word in lower case tells of a name, standing there ("title", "last", "first", "gloss", "in_place"): the
    /// first row that says so.
    pub(crate) fn mark(&self, place: &'static str, word: &str) -> Option<MentionKind> {
        self.marks.get(word)?.iter().find(|it| it.0 == place).map(|it| it.1)
    }

    pub(crate) fn is_actor_noun(&self, lemma: &str) -> bool {
        self.noun(lemma).is_some_and(|it| it.kind == MentionKind::Actor && !it.is_people)
    }

    /// Says whether only somebody, never a place, does what the verb says.
    pub(crate) fn is_act_of_government(&self, lemma: &str) -> bool {
        self.acts.binary_search(&lemma).is_ok()
    }
}

fn rows(
    table: &'static str,
) -> impl Iterator<Item = (&'static str, &'static str, std::str::SplitAsciiWhitespace<'static>)> {
    table.lines().filter(|it| !it.starts_with('#')).filter_map(|line| {
        let mut cells = line.splitn(3, '\t');
        Some((cells.next()?, cells.next()?, cells.next()?.split_ascii_whitespace()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_read() {
        let tables = Tables::embedded();
        assert_eq!(tables.noun("rebel").map(|it| it.kind), Some(MentionKind::Actor));
        assert!(tables.noun("resident").is_some_and(|it| it.is_people));
        assert_eq!(tables.mark("last", "brigade"), Some(MentionKind::Actor));
        assert_eq!(tables.mark("title", "gen."), Some(MentionKind::Person));
        assert!(tables.is_act_of_government("say"));
        assert!(!tables.is_act_of_government("fall"));
    }
}
