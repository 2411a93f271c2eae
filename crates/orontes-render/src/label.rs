//! Short names of reports, so that a reference fits into a line: "000:3" for sentence 3 of
//! `000_b9433b2010fc7d74.txt`.

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;
use std::collections::BTreeMap;

/// Short names of the reports of a case, each of them unlike all others.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Labels {
    by_name: IndexMap<String, String, FxBuildHasher>,
    /// The name that each short one stands for.
    by_short: IndexMap<String, String, FxBuildHasher>,
}

impl Labels {
    /// Gives each name its shortest form that no other has: the part before the first `_`, the stem, or
    /// the whole name. Costs a sort.
    pub fn of(names: &[&str]) -> Labels {
        let mut labels = Labels::default();
        let forms: [fn(&str) -> &str; 3] = [head, stem, |it| it];
        for form in forms {
            let mut owners: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
            for name in names {
                owners.entry(form(name)).or_default().push(name);
            }
            for (short, owned) in owners {
                let is_taken = labels.by_short.contains_key(short);
                let ([only], false) = (owned.as_slice(), is_taken || short.is_empty()) else { continue };
                if !labels.by_name.contains_key(*only) {
                    labels.by_name.insert((*only).to_owned(), short.to_owned());
                    labels.by_short.insert(short.to_owned(), (*only).to_owned());
                }
            }
        }
        labels
    }

    /// Returns the short name of a report; its own name where it has none.
    pub fn of_report(&self, name: &str) -> String {
        self.label_of(name).to_owned()
    }

    pub(crate) fn label_of<'l>(&'l self, name: &'l str) -> &'l str {
        self.by_name.get(name).map_or(name, String::as_str)
    }

    /// Returns the report that a short name, or a whole one, stands for.
    pub fn report_of(&self, label: &str) -> Option<&str> {
        let of_short = self.by_short.get(label).map(String::as_str);
        let whole = self.by_name.get_key_value(label).map(|it| it.0.as_str());
        // The least of two, so that it does not depend on how they were found.
        of_short.into_iter().chain(whole).min()
    }
}

fn stem(name: &str) -> &str {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    match file.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && ending.len() <= 5 => stem,
        Some(_) | None => file,
    }
}

fn head(name: &str) -> &str {
    let stem = stem(name);
    match stem.split_once('_') {
        Some((head, _)) if head.len() >= 2 => head,
        Some(_) | None => stem,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_short_where_it_can_be_and_whole_where_it_must() {
        let labels =
            Labels::of(&["000_b94.txt", "001_a35.txt", "wire_one.txt", "wire_two.txt", "wire_two.html"]);
        let of = |name: &str| labels.of_report(name);
        assert_eq!(of("000_b94.txt"), "000");
        assert_eq!(of("wire_one.txt"), "wire_one");
        assert_eq!(of("wire_two.txt"), "wire_two.txt");
        assert_eq!(labels.report_of("001"), Some("001_a35.txt"));
    }

    #[test]
    fn no_two_reports_share_a_label() {
        let names = ["a.txt", "a", "a_b.txt", "a_b", "b/a.txt"];
        let labels = Labels::of(&names);
        let mut given: Vec<String> = names.iter().map(|it| labels.of_report(it)).collect();
        given.sort();
        given.dedup();
        assert_eq!(given.len(), names.len());
    }
}
