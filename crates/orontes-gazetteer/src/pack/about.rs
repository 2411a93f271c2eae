//! Knows what a pack is: its name, its source and licence, and what was counted while it was made.

use orontes_model::PlaceKind;
use std::collections::BTreeMap;

/// What a pack says of itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct About {
    /// What it holds, for a person ("GeoNames SY").
    pub title: String,
    /// The files that it was made from.
    pub source: String,
    /// The day of the source, as far as it is known ("2026-11-20").
    pub source_date: String,
    /// The licence of the data ("CC BY 4.0").
    pub licence: String,
    /// What must be said wherever the places are shown.
    pub attribution: String,
    /// Places of each country, ISO 3166-1 alpha-3; "" for those of none.
    pub countries: BTreeMap<String, u64>,
    /// Places of each kind.
    pub kinds: BTreeMap<PlaceKind, u64>,
    /// South, west, north and east edge, degrees; nothing where there is no place.
    pub bounds: Option<[f64; 4]>,
    /// Places.
    pub n_places: u64,
    /// Names.
    pub n_names: u64,
    /// Junctions and links of its roads.
    pub n_junctions: u64,
    /// Links of its roads.
    pub n_links: u64,
    /// What was left out or looked wrong while it was made, with how often.
    pub warnings: BTreeMap<String, u64>,
}

impl About {
    /// Says whether the pack spans the world rather than one war: an unknown name then meets a hamlet somewhere by
    /// chance. The wars of the tables that ship touch at most five countries.
    pub fn is_worldwide(&self) -> bool {
        const THEATRE_COUNTRIES: usize = 5;
        // Strays beyond a border do not make a world of a country.
        let weighty = self.countries.values().filter(|it| **it * 1000 > self.n_places).count();
        weighty > THEATRE_COUNTRIES
    }

    /// Writes lines of keys and values.
    pub(super) fn lines(&self) -> String {
        let mut lines = String::new();
        let mut line = |key: &str, value: &str| {
            let one_line = value.replace(['\n', '\r', '\t'], " ");
            lines.push_str(key);
            lines.push('\t');
            lines.push_str(&one_line);
            lines.push('\n');
        };
        line("title", &self.title);
        line("source", &self.source);
        line("source_date", &self.source_date);
        line("licence", &self.licence);
        line("attribution", &self.attribution);
        let counts = [
            ("places", self.n_places),
            ("names", self.n_names),
            ("junctions", self.n_junctions),
            ("links", self.n_links),
        ];
        counts.iter().for_each(|(key, n)| line(key, &n.to_string()));
        if let Some(edges) = self.bounds {
            line("bounds", &edges.map(|it| format!("{it:.5}")).join(" "));
        }
        self.countries.iter().for_each(|(code, n)| line(&format!("country {code}"), &n.to_string()));
        self.kinds.iter().for_each(|(kind, n)| line(&format!("kind {}", kind.word()), &n.to_string()));
        self.warnings.iter().for_each(|(what, n)| line(&format!("warning {what}"), &n.to_string()));
        lines
    }

    /// Reads those lines; keys of later programs are passed over.
    pub(super) fn read(lines: &str) -> About {
        let mut about = About::default();
        for (key, value) in lines.lines().filter_map(|it| it.split_once('\t')) {
            let number = || value.parse::<u64>().unwrap_or(0);
            match key.split_once(' ').unwrap_or((key, "")) {
                ("title", _) => about.title = value.to_owned(),
                ("source", _) => about.source = value.to_owned(),
                ("source_date", _) => about.source_date = value.to_owned(),
                ("licence", _) => about.licence = value.to_owned(),
                ("attribution", _) => about.attribution = value.to_owned(),
                ("places", _) => about.n_places = number(),
                ("names", _) => about.n_names = number(),
                ("junctions", _) => about.n_junctions = number(),
                ("links", _) => about.n_links = number(),
                ("bounds", _) => about.bounds = edges(value),
                ("country", code) => {
                    about.countries.insert(code.to_owned(), number());
                }
                ("kind", word) => {
                    about.kinds.extend(PlaceKind::from_word(word).map(|it| (it, number())));
                }
                ("warning", what) => {
                    about.warnings.insert(what.to_owned(), number());
                }
                (_, _) => {}
            }
        }
        about
    }
}

fn edges(value: &str) -> Option<[f64; 4]> {
    let edges: Vec<f64> = value.split(' ').filter_map(|it| it.parse().ok()).collect();
    edges.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_pack_says_of_itself_comes_back() {
        let about = About {
            title: "Arden, all of it".to_owned(),
            attribution: "© the people of Arden\tand friends".to_owned(),
            countries: [(String::new(), 1), ("ARD".to_owned(), 3)].into(),
            kinds: [(PlaceKind::AirBase, 2)].into(),
            bounds: Some([1.5, -2.25, 3.0, 4.0]),
            n_places: 4,
            warnings: [("rows without a name".to_owned(), 2)].into(),
            ..About::default()
        };
        let read = About::read(&format!("{}later\tx\n", about.lines()));
        assert_eq!(read, About { attribution: "© the people of Arden and friends".to_owned(), ..about });
    }
}
