//! Measures coding with books of 1,000 and 10,000 rules beside the shipped one: a rule that does not stand under a
//! word of the text costs nothing.

use orontes_codebook::Codebook;
use orontes_grammar::Grammar;
use orontes_model::{Digest, Located, Mood, OffsetMap, Reading, Report, When};
use orontes_registry::Registry;

const PARAGRAPH: &str = "Government forces withdrew from the northern suburbs on Tuesday, a military source said, hours \
after rebel fighters cut the main road to the coast. At least 23 people were killed and dozens wounded, according \
to the regional hospital. Police arrested students in the capital, and the president met the envoy. ";

fn main() {
    divan::main();
}

/// The shipped book with so many rules more, two of three under verbs that no text has.
fn book(count: usize) -> Codebook {
    let word = |it: usize| match it % 3 {
        0 => {
            ["withdraw", "kill", "arrest", "meet", "wound", "cut"][it / 3 % 6].to_owned()
                + " zork"
                + &it.to_string()
        }
        _ => format!("blork{it}"),
    };
    let rule = |it: usize| {
        format!(
            "[[rule]]\nid = \"made-{it}\"\nverbs = [\"{}\"]\nactor = \"subj:actor\"\nplace = \"~in:place\"\n\
             event = \"other\"\nexample = \"[actor The army] x.\"\ncounterexample = \"Y.\"\n",
            word(it)
        )
    };
    let text: String = (0..count).map(rule).collect();
    Codebook::embedded().with_files(&[("made.toml".to_owned(), text)]).expect("the made rules load")
}

fn reading(text: &str) -> Reading {
    let grammar = Grammar::embedded().expect("the weights are whole");
    let analysis = grammar.analyse(text, &Grammar::blocks(text));
    let moods = vec![Mood::default(); analysis.tokens.len()];
    Reading { sentences: analysis.sentences, tokens: analysis.tokens, moods, ..Reading::default() }
}

fn report(text: String) -> Report {
    Report {
        name: "bench".to_owned(),
        digest: Digest([0; 32]),
        text,
        origin: OffsetMap::default(),
        title: None,
        publisher: None,
        byline: None,
        url: None,
        published: When::default(),
        machine_written: None,
        zones: Vec::new(),
        notes: Vec::new(),
    }
}

#[divan::bench(args = [0, 1_000, 10_000], sample_count = 10, sample_size = 1)]
fn code(bencher: divan::Bencher<'_, '_>, rules: usize) {
    let text = PARAGRAPH.repeat(200);
    let (book, registry, reading) = (book(rules), Registry::default(), reading(&text));
    let (report, located) = (report(text), Located::default());
    bencher.bench(|| orontes_code::code(&book, &registry, &report, &reading, &located));
}
