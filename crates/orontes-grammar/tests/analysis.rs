//! Promises of the grammar on any text, and a few sentences whose words and trees are known.

use orontes_grammar::{Analysis, Grammar, conllu};
use orontes_model::{Deprel, Upos};
use proptest::prelude::*;

fn analysis(text: &str) -> Analysis {
    let grammar = Grammar::embedded().expect("the weights are whole");
    grammar.analyse(text, &Grammar::blocks(text))
}

fn forms(text: &str) -> String {
    let found = analysis(text);
    let ends: Vec<usize> = found.sentences.iter().map(|it| it.tokens.end).collect();
    let mut line = String::new();
    for (index, token) in found.tokens.iter().enumerate() {
        line.push_str(token.span.of(text));
        line.push(if ends.contains(&(index + 1)) { '|' } else { ' ' });
    }
    line
}

fn sound(text: &str) {
    let found = analysis(text);
    let mut last = 0;
    for token in &found.tokens {
        assert!(token.span.start >= last && !token.span.is_empty(), "spans grow: {text:?}");
        assert!(text.get(token.span.range()).is_some(), "spans lie on characters: {text:?}");
        last = token.span.end;
    }
    let mut next = 0;
    for sentence in &found.sentences {
        assert_eq!(sentence.tokens.start, next, "sentences follow on one another");
        next = sentence.tokens.end;
        let roots = sentence.tokens.clone().filter(|it| found.tokens[*it].head.is_none()).count();
        assert_eq!(roots, 1, "one root: {text:?}");
        for mut at in sentence.tokens.clone() {
            let mut steps = 0;
            while let Some(head) = found.tokens[at].head {
                assert!(sentence.tokens.contains(&head), "heads stay in the sentence");
                at = head;
                steps += 1;
                assert!(steps <= sentence.tokens.len(), "no circles: {text:?}");
            }
        }
    }
    assert_eq!(next, found.tokens.len());
    let unread: usize =
        text.chars().filter(|it| !orontes_grammar::token::blank(*it)).map(char::len_utf8).sum();
    let read: usize = found
        .tokens
        .iter()
        .flat_map(|it| it.span.of(text).chars())
        .filter(|it| !orontes_grammar::token::blank(*it))
        .map(char::len_utf8)
        .sum();
    assert_eq!(read, unread, "every letter belongs to one word: {text:?}");
    let file = conllu::write(text, &found);
    assert_eq!(conllu::read(&file).expect("what was written can be read").len(), found.sentences.len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn any_string_gives_words_in_order_and_one_tree_per_sentence(text in "\\PC{0,80}") {
        sound(&text);
    }
    #[test]
    fn strings_of_hard_characters_do_too(text in "[a-cA-C0-9.,'’‘ʼʻ´`_“”\"\\-—–…&@/:$%#() \n\u{a0}\u{200b}\u{301}éßǅع]{0,60}") {
        sound(&text);
    }
}

#[test]
fn words_are_cut_as_the_treebank_cuts_them() {
    assert_eq!(
        forms("Turkish-backed rebels didn't take Assad's city."),
        "Turkish - backed rebels did n't take Assad 's city .|"
    );
    assert_eq!(
        forms("It’s 10km (6 miles) from the U.S. base."),
        "It ’s 10 km ( 6 miles ) from the U.S. base .|"
    );
    assert_eq!(forms("ʼAbd and ʼ met at ʻAyn."), "ʼAbd and ʼ met at ʻAyn .|");
    assert_eq!(forms("Hay'at Tahrir al-Sham (HTS) said so."), "Hay'at Tahrir al - Sham ( HTS ) said so .|");
    assert_eq!(
        forms("Over 50,000 fled at 9.30 a.m. on Dec. 5."),
        "Over 50,000 fled at 9.30 a.m. on Dec. 5 .|"
    );
    assert_eq!(
        forms("An anti-tank missile, an e-mail and a 12-year-old."),
        "An anti-tank missile , an e-mail and a 12 - year - old .|"
    );
}

#[test]
fn sentences_end_at_stops_and_not_at_abbreviations() {
    assert_eq!(forms("Gen. J. Smith left. He fell."), "Gen. J. Smith left .|He fell .|");
    assert_eq!(forms("“We won.” The army denied it."), "“ We won . ”|The army denied it .|");
    assert_eq!(forms("They came from the U.S. The army left."), "They came from the U.S .|The army left .|");
}

#[test]
fn a_plain_sentence_has_its_subject_and_object() {
    let text = "The rebels captured the city on Friday.";
    let found = analysis(text);
    assert_eq!(found.tokens[2].head, None);
    assert_eq!(found.tokens[2].lemma, "capture");
    assert_eq!(found.tokens[2].upos, Upos::Verb);
    assert_eq!((found.tokens[1].head, found.tokens[1].deprel), (Some(2), Deprel::Nsubj));
    assert_eq!((found.tokens[4].head, found.tokens[4].deprel), (Some(2), Deprel::Obj));
}

#[test]
fn long_lines_without_stops_are_read_to_their_end() {
    for unit in ["word ", "a.", "1a", "'s", "\"(", "no-", "U.S.A.", "http://", "é", "、", "1-"] {
        let text = unit.repeat(100_000 / unit.len());
        let found = analysis(&text);
        assert!(found.sentences.iter().all(|it| it.tokens.len() <= orontes_grammar::split::MAX_WORDS));
    }
}

/// Texts that give a reader of English nothing to hold on to, `n` bytes or a few more.
fn hard_texts(n: usize) -> Vec<String> {
    let fill = |unit: &str| unit.repeat(n / unit.len() + 1);
    vec![
        fill("word "),
        fill("\"'("),
        fill("the army said that "),
        fill("a"),
        fill("1,000 "),
        fill("He said \"no, "),
        fill("Jets struck. "),
    ]
}

#[test]
fn twice_the_text_is_twice_the_work() {
    // A pair of words is the unit of the work of the trees; everything else is done once a word.
    let pairs = |text: &str| -> usize {
        analysis(text).sentences.iter().map(|it| it.tokens.len() * it.tokens.len()).sum()
    };
    for (short, long) in hard_texts(20_000).iter().zip(&hard_texts(40_000)) {
        let (short, long) = (pairs(short), pairs(long));
        assert!(long <= 2 * short + 200_000, "{short} pairs grew to {long}");
    }
}

#[test]
fn a_line_of_a_megabyte_and_a_thousand_open_quotes_are_read() {
    for text in [hard_texts(1_000_000).swap_remove(2), "\u{201c}He said ".repeat(1000), "(\"".repeat(1000)] {
        let found = analysis(&text);
        assert!(found.tokens.len() > 1000);
        assert!(found.sentences.iter().all(|it| it.tokens.len() <= orontes_grammar::split::MAX_WORDS));
    }
}

#[test]
fn a_sentence_is_read_alike_alone_and_among_others() {
    let one = "Rebels seized the town of Arden on Monday, residents said.";
    let many = format!("The army did not comment.\n{one}\nTwo people were killed and dozens were hurt.");
    let (alone, among) = (analysis(one), analysis(&many));
    let at = among.sentences[1].tokens.clone();
    for (a, b) in alone.tokens.iter().zip(&among.tokens[at.clone()]) {
        assert_eq!((a.upos, a.deprel, &a.lemma), (b.upos, b.deprel, &b.lemma));
        assert_eq!(a.head, b.head.map(|it| it - at.start));
    }
}
