//! Coding rules as data files: predicates, roles in syntax, and what they yield.
//!
//! [`Codebook::embedded`] is the book that ships; [`Codebook::with_files`] adds or overrides rules from
//! files of a user's own. [`rule`] says what a rule is, [`classes`] what words its fillers are tested with.
//!
//! **Cost:** loading is linear in the text of the book. A look-up costs one look into a table of
//! hashes plus the rules under that one lemma, so a book of 10,000 rules reads as fast as one of 1,000.
//!
//! **Invariant:** `codebook` knows no report and no syntax tree: whether a rule fires is decided in `code`,
//! which also proves each rule on its own examples.

pub mod bond;
pub mod cause;
pub mod classes;
mod embedded;
pub mod ground;
pub mod inflect;
mod load;
pub mod measure;
pub mod rule;
pub mod shown;

pub use bond::Bond;
pub use cause::Cause;
pub use classes::{ClassId, Classes};
pub use ground::Ground;
pub use load::CodebookError;
pub use measure::{Measure, MeasureUse};
pub use rule::{
    ClassTest, ControlYield, EventYield, Path, Predicate, PredicateClass, Role, Rule, Slot, Step,
};

use shown::{ByWord, ShownBy};
use std::collections::{BTreeMap, BTreeSet};

/// Rules, found by the written forms of their triggers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Codebook {
    rules: Vec<Rule>,
    by_form: ByWord<Found>,
    /// By written word: the further words of predicates that it may be, by their numbers.
    further: ByWord<Vec<u32>>,
    forms_of: BTreeMap<String, Vec<String>>,
    irregular: BTreeMap<String, Vec<String>>,
    classes: Classes,
    measures: Vec<Measure>,
    shown_by: ShownBy,
}

/// Where the predicates of one written word stand: rule and predicate by their places in the book.
#[derive(Clone, Debug, Default, PartialEq)]
struct Found {
    /// Of one word.
    alone: Vec<(u32, u32)>,
    /// Of several, by the number of the second.
    longer: BTreeMap<u32, Vec<(u32, u32)>>,
}

impl Codebook {
    /// Returns the book that ships with the program.
    pub fn embedded() -> Codebook {
        Codebook::from_files(embedded::FILES).expect("the shipped book loads: a test loads it")
    }

    /// Reads a book from files given as name and text, classes before the rules that use them. A rule
    /// overrides an earlier one of the same id.
    ///
    /// # Errors
    /// Names file, line and rule of the first thing that cannot be meant.
    pub fn from_files(files: &[(&str, &str)]) -> Result<Codebook, CodebookError> {
        let mut book = Codebook::default();
        for (file, text) in files {
            book.add(file, text)?;
        }
        book.index();
        Ok(book)
    }

    /// Returns the book with a user's files, given as name and text: their rules are added, or take the place
    /// of those with the same `id`; their tables join the book's own.
    ///
    /// # Errors
    /// Names file, line and rule of the first thing that cannot be meant.
    pub fn with_files(mut self, files: &[(String, String)]) -> Result<Codebook, CodebookError> {
        for (file, text) in files {
            self.add(file, text)?;
        }
        self.index();
        Ok(self)
    }

    /// Returns the book without the rules of these ids; where `before` has a rule of such an id, it stands again.
    pub fn without(mut self, ids: &BTreeSet<&str>, before: &Codebook) -> Codebook {
        self.rules.retain(|it| !ids.contains(it.id.as_str()));
        self.rules.extend(before.rules.iter().filter(|it| ids.contains(it.id.as_str())).cloned());
        self.rules.sort_by(|a, b| a.id.cmp(&b.id));
        self.index();
        self
    }

    /// The rule of an id.
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        let at = self.rules.binary_search_by(|it| it.id.as_str().cmp(id)).ok()?;
        self.rules.get(at)
    }

    /// Returns a book with this rule alone, and all classes.
    pub fn alone(&self, rule: &Rule) -> Codebook {
        let mut book = Codebook {
            rules: vec![rule.clone()],
            classes: self.classes.clone(),
            irregular: self.irregular.clone(),
            ..Codebook::default()
        };
        book.index();
        book
    }

    /// All rules, by id.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The classes of words.
    pub fn classes(&self) -> &Classes {
        &self.classes
    }

    /// What relates actors, how places stand to each other, and what joins causes and effects, by the words that
    /// show it.
    pub fn shown_by(&self) -> &ShownBy {
        &self.shown_by
    }

    /// What numbers are of, by the words around them.
    pub fn measures(&self) -> &[Measure] {
        &self.measures
    }

    /// Returns the rules with a predicate whose trigger is written so in lower case and that goes on with one of
    /// `further`, or with nothing; each with that predicate, in the order of the book. Rules that go on with other
    /// words cost nothing.
    pub fn rules_for<'a>(
        &'a self,
        form: &str,
        further: &[u32],
    ) -> impl Iterator<Item = (&'a Rule, &'a Predicate)> + 'a {
        let mut found: Vec<(u32, u32)> = Vec::new();
        if let Some(shown) = self.by_form.get(form) {
            found.extend(&shown.alone);
            if !shown.longer.is_empty() {
                found.extend(further.iter().filter_map(|it| shown.longer.get(it)).flatten());
            }
        }
        found.sort_unstable();
        found.into_iter().map(|(rule, predicate)| {
            let rule = &self.rules[rule as usize];
            (rule, &rule.predicates[predicate as usize])
        })
    }

    /// Returns the numbers of the words that predicates go on with and that a word, as written and as its lemma,
    /// may be.
    pub fn further(&self, form: &str, lemma: &str) -> impl Iterator<Item = u32> + '_ {
        let of = |word: &str| self.further.get(word).map_or(&[][..], Vec::as_slice);
        of(form).iter().chain(of(lemma)).copied()
    }

    fn add(&mut self, file: &str, text: &str) -> Result<(), CodebookError> {
        let loaded = load::load(file, text, &mut self.classes)?;
        let mut by_id: BTreeMap<String, Rule> =
            std::mem::take(&mut self.rules).into_iter().map(|it| (it.id.clone(), it)).collect();
        by_id.extend(loaded.rules.into_iter().map(|it| (it.id.clone(), it)));
        self.rules = by_id.into_values().collect();
        self.irregular.extend(loaded.irregular);
        for table in loaded.bonds {
            self.shown_by.add_bond(bond::from_table(table, file)?);
        }
        for table in loaded.grounds {
            self.shown_by.add_ground(ground::from_table(table, file)?);
        }
        for table in loaded.causes {
            self.shown_by.add_cause(cause::from_table(table, file)?);
        }
        for table in loaded.measures {
            self.measures.push(measure::from_table(table, file)?);
        }
        Ok(())
    }

    fn index(&mut self) {
        self.by_form.clear();
        self.further.clear();
        // The words that predicates go on with are asked for again and again.
        let further = self.rules.iter().flat_map(|it| &it.predicates).flat_map(|it| it.words.iter().skip(1));
        let further: BTreeSet<String> =
            further.map(|it| it.trim_start_matches(['^', '<']).to_owned()).collect();
        self.forms_of = further
            .into_iter()
            .map(|it| {
                let forms = self.forms(&it);
                (it, forms)
            })
            .collect();
        let mut numbers: BTreeMap<&str, u32> = BTreeMap::new();
        for (number, (word, forms)) in self.forms_of.iter().enumerate() {
            numbers.insert(word, number as u32);
            for form in forms.iter().chain([word]) {
                self.further.entry(form.clone()).or_default().push(number as u32);
            }
        }
        for (at, rule) in self.rules.iter().enumerate() {
            for (nth, predicate) in rule.predicates.iter().enumerate() {
                let forms = match predicate.class {
                    PredicateClass::Verb => inflect::verb_forms(&predicate.words[0], &self.irregular),
                    PredicateClass::Noun => inflect::noun_forms(&predicate.words[0], &self.irregular),
                    PredicateClass::Adjective => vec![predicate.words[0].clone()],
                };
                for form in forms {
                    let shown = self.by_form.entry(form).or_default();
                    let second = predicate.words.get(1).map(|it| it.trim_start_matches(['^', '<']));
                    match second.and_then(|it| numbers.get(it)) {
                        None => shown.alone.push((at as u32, nth as u32)),
                        Some(number) => {
                            shown.longer.entry(*number).or_default().push((at as u32, nth as u32));
                        }
                    }
                }
            }
        }
    }

    /// Says whether a written word is a form of a lemma, verb or noun.
    pub fn is_form_of(&self, form: &str, lemma: &str) -> bool {
        if form == lemma || form.get(..1) != lemma.get(..1) {
            return form == lemma;
        }
        match self.forms_of.get(lemma) {
            Some(forms) => forms.iter().any(|it| it == form),
            None => self.forms(lemma).iter().any(|it| it == form),
        }
    }

    /// The written forms of a lemma as a noun and as a verb.
    fn forms(&self, lemma: &str) -> Vec<String> {
        let mut forms = inflect::noun_forms(lemma, &self.irregular);
        forms.extend(inflect::verb_forms(lemma, &self.irregular));
        forms
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_book_loads() {
        let book = Codebook::from_files(embedded::FILES).expect("loads");
        assert!(book.rules().len() > 60, "{} rules", book.rules().len());
    }

    #[test]
    fn an_error_names_file_line_and_rule() {
        let text = "\n[[rule]]\nid = \"x\"\nverbs = [\"go\"]\nevent = \"advance\"\n";
        let err = Codebook::from_files(&[("mine.toml", text)]).expect_err("has no example");
        let said = err.to_string();
        assert!(said.contains("mine.toml") && said.contains("line 3") && said.contains("rule x"), "{said}");
    }

    #[test]
    fn a_later_file_overrides_a_rule_by_its_id() {
        let rule = |event: &str| {
            format!(
                "[[rule]]\nid = \"x\"\nverbs = [\"go\"]\nevent = \"{event}\"\nexample = \"They go.\"\ncounterexample = \"A dog.\"\n"
            )
        };
        let (first, second) = (rule("advance"), rule("retreat"));
        let book = Codebook::from_files(&[("a.toml", &first), ("b.toml", &second)]).expect("loads");
        assert_eq!(book.rules().len(), 1);
        assert_eq!(book.rules()[0].event.as_ref().map(|it| it.event_type.as_str()), Some("retreat"));
    }

    #[test]
    fn a_word_meets_the_rules_of_its_form_alone_however_many_rules_there_are() {
        let rule = |n: usize| {
            format!(
                "[[rule]]\nid = \"r{n}\"\nverbs = [\"verb{n}x\"]\nevent = \"other\"\nexample = \"a\"\ncounterexample = \"b\"\n"
            )
        };
        for count in [1_000, 10_000] {
            let text: String = (0..count).map(rule).collect();
            let book = Codebook::from_files(&[("many.toml", &text)]).expect("loads");
            assert_eq!(book.rules_for("verb7xed", &[]).count(), 1, "of {count} rules");
            assert_eq!(book.rules_for("walked", &[]).count(), 0, "of {count} rules");
        }
    }
}
