//! Knows which sector the nouns of a description belong to, in their plurals and both spellings of English.

use crate::names::{IndexHit, NameIndex};
use crate::table::Row;
use crate::words::Word;
use orontes_model::Note;

/// How a word behaves as the head of a description.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// It decides ("journalist").
    Own,
    /// It gives way to the sector of what it belongs to ("army spokesman").
    Of,
    /// It gives way to an armed owner only ("rebel troops", but "government troops").
    Armed,
    /// It turns a holder of an office into one of the elites ("former").
    Past,
}

/// Words and phrases with their sectors.
#[derive(Clone, Debug, Default)]
pub struct Sectors {
    items: Vec<(String, Rule)>,
    index: NameIndex,
}

/// British and American spellings; each word is added with either.
const SPELLINGS: &[(&str, &str)] = &[
    ("defence", "defense"),
    ("labour", "labor"),
    ("organis", "organiz"),
    ("mobilis", "mobiliz"),
    ("stabilis", "stabiliz"),
    ("centre", "center"),
    ("neighbour", "neighbor"),
    ("armoured", "armored"),
    ("traveller", "traveler"),
    ("sympathiser", "sympathizer"),
    ("councillor", "councilor"),
];

impl Sectors {
    /// Adds a row with columns `words sector rule`.
    pub fn add(&mut self, row: &Row) -> Result<(), Note> {
        let rule = match row.cell("rule") {
            None => Rule::Own,
            Some("of") => Rule::Of,
            Some("armed") => Rule::Armed,
            Some("past") => Rule::Past,
            Some(other) => return Err(row.refused(&format!("`{other}` is no rule"))),
        };
        let item = self.items.len();
        self.items.push((row.required("sector")?.to_owned(), rule));
        for phrase in row.list("words") {
            for spelling in spellings(phrase) {
                self.index.add(&plural(&spelling), item, true);
                self.index.add(&spelling, item, true);
            }
        }
        Ok(())
    }

    /// Returns the phrases in `text` that tell a sector, in order.
    pub fn find(&self, text: &str, words: &[Word]) -> Vec<IndexHit> {
        self.index.find(text, words)
    }

    /// Returns the sector and rule behind an item of [`Sectors::find`].
    pub fn item(&self, item: usize) -> (&str, Rule) {
        let (sector, rule) = &self.items[item];
        (sector, *rule)
    }

    /// Returns the sector of an office by its name.
    pub fn of_office(&self, office: &str) -> Option<&str> {
        self.index.exact(office).first().map(|it| self.item(*it).0)
    }
}

fn spellings(phrase: &str) -> Vec<String> {
    let mut out = vec![phrase.to_owned()];
    let british: Vec<_> = SPELLINGS.iter().filter(|it| phrase.contains(it.0)).collect();
    if !british.is_empty() {
        out.push(british.iter().fold(phrase.to_owned(), |it, (uk, us)| it.replace(uk, us)));
    }
    out
}

/// Returns the plural of a phrase: of its last word, or of the word before "of", "in" or "general".
fn plural(phrase: &str) -> String {
    let cut = [" of ", " in ", " general", "-in-"]
        .iter()
        .filter_map(|it| phrase.find(it))
        .min()
        .filter(|it| *it > 0);
    let (head, tail) = phrase.split_at(cut.unwrap_or(phrase.len()));
    let is_vowel = |c: char| "aeiou".contains(c);
    let before_last = head.chars().rev().nth(1).unwrap_or('a');
    let plural = match head {
        _ if head.ends_with("man") && !head.ends_with("human") => head[..head.len() - 2].to_owned() + "en",
        _ if head.ends_with('y') && !is_vowel(before_last) => head[..head.len() - 1].to_owned() + "ies",
        _ if head.ends_with("ch") || head.ends_with("sh") || head.ends_with('x') => head.to_owned() + "es",
        _ if head.ends_with('s') => head.to_owned(),
        _ => head.to_owned() + "s",
    };
    plural + tail
}

/// Who fights for ground: armed forces, rebels, militias, others in arms.
const FORCES: &[&str] = &["MIL", "REB", "PRM", "UAF"];
/// Who bears arms for other ends: gangs and police.
const OTHERS_IN_ARMS: &[&str] = &["CRM", "COP"];
/// In a war a political opposition that attacks does so with arms.
const ARMED_IN_WAR: &str = "OPP";

/// Says whether the owners of a sector bear arms: "rebel troops" are rebels, "government troops" are the military.
pub fn bears_arms(sector: &str) -> bool {
    FORCES.contains(&sector) || OTHERS_IN_ARMS.contains(&sector)
}

/// Says whether an attack by a sector is a fight for ground: a crowd, a gang or a lone bomber contests no place.
pub fn fights_for_ground(sector: &str) -> bool {
    FORCES.contains(&sector) || sector == ARMED_IN_WAR
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_are_english() {
        for (one, many) in [
            ("army", "armies"),
            ("policeman", "policemen"),
            ("member of parliament", "members of parliament"),
            ("attorney general", "attorneys general"),
            ("coach", "coaches"),
            ("envoy", "envoys"),
        ] {
            assert_eq!(plural(one), many);
        }
    }

    #[test]
    fn a_gang_bears_arms_and_takes_no_town() {
        assert!(bears_arms("CRM") && !fights_for_ground("CRM"));
        assert!(fights_for_ground("OPP") && !bears_arms("OPP"));
        assert!(bears_arms("REB") && fights_for_ground("REB"));
    }
}
