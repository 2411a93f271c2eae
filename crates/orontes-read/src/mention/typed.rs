//! Types a name that no table knows by its parts, its title, the words beside it, its syntax, its shape.

use super::describe::{is_plural, noun_of};
use super::{Tables, Words};
use orontes_gazetteer::Gazetteer;
use orontes_model::{Deprel, Mention, MentionKind, Upos};
use std::ops::Range;

/// What an unknown name refers to. Nothing where the words tell nothing and the name is one word that opens
/// its sentence: that is as often a capital letter as a name. `atlas` is asked for names that stand in a pack.
pub(super) fn kind_of(
    atlas: Option<&Gazetteer>,
    words: &Words<'_>,
    known: &[Mention],
    run: &Range<usize>,
    tables: &Tables,
) -> Option<MentionKind> {
    let lower = |it: usize| words.lower(it);
    let by_parts = by_parts(words, run, tables);
    let before = run.start.checked_sub(1);
    let title = || {
        before.and_then(|it| {
            tables.mark("title", lower(it)).or_else(|| tables.mark("title", &words.tokens[it].lemma))
        })
    };
    let inner_title = || (run.start..run.end - 1).find_map(|it| tables.mark("title", lower(it)));
    if is_nobody(words, run, tables) {
        return None;
    }
    let part = || {
        let is_part = run.len() == 2 && tables.mark("direction", lower(run.start)).is_some();
        is_part.then_some(MentionKind::Place)
    };
    by_parts
        .or_else(part)
        .or_else(|| inner_title().or_else(title))
        .or_else(|| by_itself(words, run, tables))
        .or_else(|| beside(words, run, tables))
        .or_else(|| before_its_region(words, known, run))
        .or_else(|| by_apposition(words, run, tables))
        .or_else(|| by_syntax(words, run, tables))
        .or_else(|| by_pack(atlas?, words, run))
        .or_else(|| by_shape(words, run, tables))
}

/// The word that says what a longer name is: its last, or the one before "of" and "for" ("Department of
/// Defense", "Front for the Liberation"); else its first ("Deir", "Jaysh", "USS").
pub(super) fn by_parts(words: &Words<'_>, run: &Range<usize>, tables: &Tables) -> Option<MentionKind> {
    if run.len() < 2 {
        return None;
    }
    let joint = run.clone().skip(1).find(|it| matches!(words.form(*it), "of" | "for"));
    let noun = joint.map_or(run.end, |it| it) - 1;
    let last = tables.mark("last", words.lower(noun));
    let first = || tables.mark("first", words.lower(run.start));
    last.or_else(first).or_else(|| tables.mark("last", words.lower(run.end - 1)))
}

/// "Operation Barkhane", "Geneva Convention", "Greenwich Mean Time", "Z": neither somebody nor somewhere.
fn is_nobody(words: &Words<'_>, run: &Range<usize>, tables: &Tables) -> bool {
    let joint = run.clone().skip(1).find(|it| matches!(words.form(*it), "of" | "for" | "on"));
    let noun = joint.map_or(run.end, |it| it) - 1;
    let is_letter = run.len() == 1 && words.form(run.start).chars().count() == 1;
    let opens = tables.mark("event", words.lower(run.start)).is_some();
    let is_direction = run.len() == 1 && tables.mark("direction", words.lower(run.start)).is_some();
    opens || is_letter || is_direction || run.len() > 1 && tables.mark("nobody", words.lower(noun)).is_some()
}

/// "the Coalition", "the Regime": a common noun with a capital is what it is with a small letter.
fn by_itself(words: &Words<'_>, run: &Range<usize>, tables: &Tables) -> Option<MentionKind> {
    let noun = (run.len() == 1).then(|| noun_of(words, run.start, tables)).flatten()?;
    matches!(noun.sort, "mass" | "group").then_some(noun.kind)
}

/// "Vermillion, South Dakota", "Djibo, Burkina Faso": a name with the larger place after a comma.
fn before_its_region(words: &Words<'_>, known: &[Mention], run: &Range<usize>) -> Option<MentionKind> {
    let comma = words.form(run.end) == ",";
    let next = known.partition_point(|it| it.tokens.start < run.end + 1);
    let region = known.get(next).filter(|it| it.tokens.start == run.end + 1)?;
    // An enumeration of names goes on with "and" or a further comma; a region closes.
    let after = words.form(region.tokens.end);
    let closes = !matches!(after, "and" | "or");
    (comma && closes && region.kind == MentionKind::Place && !is_acronym(words.form(run.start)))
        .then_some(MentionKind::Place)
}

/// "the village of X", "X province", "X, Syria", "in X".
fn beside(words: &Words<'_>, run: &Range<usize>, tables: &Tables) -> Option<MentionKind> {
    let word = |it: usize| words.lower(it);
    let after = word(run.end);
    let gloss_after = tables.mark("gloss", after);
    let of_before = run.start >= 2
        && word(run.start - 1) == "of"
        && tables.mark("gloss", &words.tokens[run.start - 2].lemma).is_some();
    let thing_after = words.tokens.get(run.end).and_then(|it| tables.noun(&it.lemma)).map(|it| it.kind);
    if matches!(thing_after, Some(MentionKind::Weapon | MentionKind::MilitaryPlatform)) {
        return thing_after;
    }
    let body_after = words.tokens.get(run.end).and_then(|it| tables.noun(&it.lemma));
    if gloss_after.is_some() || of_before {
        return Some(MentionKind::Place);
    }
    body_after
        .filter(|it| it.kind == MentionKind::Actor && !it.is_people && it.sort == "mass")
        .map(|it| it.kind)
}

/// "X, a spokesman for Y", "X, an armed group".
fn by_apposition(words: &Words<'_>, run: &Range<usize>, tables: &Tables) -> Option<MentionKind> {
    let head = words.head_of(run);
    let window = run.end..words.tokens.len().min(run.end + 12);
    let appositions =
        window.filter(|it| words.tokens[*it].deprel == Deprel::Appos && words.tokens[*it].head == Some(head));
    let own = (words.tokens[head].deprel == Deprel::Appos).then(|| words.tokens[head].head).flatten();
    let mut nouns = appositions.chain(own);
    let (at, noun) = nouns.find_map(|it| Some((it, tables.noun(&words.tokens[it].lemma)?)))?;
    // "X, a teacher": one of the people is a person.
    Some(noun.kind_of(is_plural(words, at, tables), true))
}

fn by_syntax(words: &Words<'_>, run: &Range<usize>, tables: &Tables) -> Option<MentionKind> {
    let head = words.head_of(run);
    let token = &words.tokens[head];
    let before = |back: usize| run.start.checked_sub(back).map(|it| words.lower(it)).unwrap_or_default();
    let has_article = before(1) == "the";
    let case = if has_article { before(2) } else { before(1) };
    let governor = token.head.map(|it| &words.tokens[it]);
    // Nothing but a place stands after these, whatever the parse of a fragment says.
    if matches!(case, "near" | "outside") {
        return Some(MentionKind::Place);
    }
    let falls = governor.is_some_and(|it| tables.mark("place_subject", &it.lemma).is_some());
    match token.deprel {
        // "Toward Arden and Bellow": what is joined to a place is one.
        Deprel::Conj if token.head.is_some_and(|it| is_led_to(words, it, tables)) => Some(MentionKind::Place),
        Deprel::Nsubj if falls && run.len() == 1 && !is_acronym(words.form(run.start)) => {
            Some(MentionKind::Place)
        }
        Deprel::Obl | Deprel::Nmod if tables.mark("in_place", case).is_some() => Some(MentionKind::Place),
        Deprel::Obl | Deprel::Nmod if is_contested(words, run, tables) => Some(MentionKind::Place),
        Deprel::Nsubj | Deprel::NsubjOuter
            if governor.is_some_and(|it| tables.is_act_of_government(&it.lemma)) =>
        {
            let bare = !has_article && !is_acronym(words.form(run.start));
            let speaks =
                governor.is_some_and(|it| matches!(it.lemma.as_str(), "say" | "tell" | "add" | "recall"));
            Some(if bare && (run.len() > 1 || speaks) {
                MentionKind::Person
            } else {
                MentionKind::Organisation
            })
        }
        Deprel::Obj | Deprel::NsubjPass
            if governor.is_some_and(|it| {
                run.len() == 1 && tables.mark("place_object", &it.lemma).is_some()
                    || tables.mark("place_only", &it.lemma).is_some()
            }) =>
        {
            (!is_acronym(words.form(run.start))).then_some(MentionKind::Place)
        }
        _ => None,
    }
}

/// "The fall of X", "the battle for X", "in control of X": one word after a noun that towns stand behind; but what is "under
/// the control of X" is held by somebody.
fn is_contested(words: &Words<'_>, run: &Range<usize>, tables: &Tables) -> bool {
    // The word before it counts, and not the tree, which hangs "took control of X" on the verb.
    let [noun, case] = [2, 1].map(|back| run.start.checked_sub(back));
    let Some((noun, case)) = noun.zip(case) else { return false };
    let wanted = tables.mark("place_of", &words.tokens[noun].lemma).is_some();
    let is_under = (noun.saturating_sub(3)..noun).any(|it| words.lower(it) == "under");
    let joined = matches!(words.lower(case), "of" | "for");
    wanted && joined && !is_under && run.len() == 1 && !is_acronym(words.form(run.start))
}

/// Says whether a name stands behind a preposition of place.
fn is_led_to(words: &Words<'_>, name: usize, tables: &Tables) -> bool {
    let token = &words.tokens[name];
    let before = |back: usize| name.checked_sub(back).map(|it| words.lower(it)).unwrap_or_default();
    let case = if before(1) == "the" { before(2) } else { before(1) };
    token.upos == Upos::Propn
        && matches!(token.deprel, Deprel::Obl | Deprel::Nmod)
        && tables.mark("in_place", case).is_some()
}

/// A name that a pack has is that place where nothing else tells what it is. Villages are named after persons, and
/// persons after their sons and elders: those names tell nothing.
fn by_pack(atlas: &Gazetteer, words: &Words<'_>, run: &Range<usize>) -> Option<MentionKind> {
    const OF_PERSONS: [&str; 6] = ["abu", "umm", "ibn", "bin", "sheikh", "haj"];
    if run.len() > 1 && OF_PERSONS.contains(&words.lower(run.start))
        || run.len() == 1 && (opens_sentence(words, run) || is_acronym(words.form(run.start)))
    {
        return None;
    }
    let name = words.tokens[run.start].span.cover(words.tokens[run.end - 1].span).of(words.text);
    atlas.is_in_a_pack(name).then_some(MentionKind::Place)
}

/// Says whether nothing but marks stands before a name in its sentence.
fn opens_sentence(words: &Words<'_>, run: &Range<usize>) -> bool {
    let sentence = words.sentences.partition_point(|it| it.tokens.end <= run.start);
    // A dash or a quotation mark before it opens nothing.
    let is_mark = |it: usize| words.tokens[it].upos == Upos::Punct;
    words.sentences.get(sentence).is_some_and(|it| {
        (it.tokens.start..run.start).rev().take(3).all(is_mark) && run.start < it.tokens.start + 3
    })
}

/// Two or three capitalised words without other hints are most often a person; capitals alone a body.
fn by_shape(words: &Words<'_>, run: &Range<usize>, tables: &Tables) -> Option<MentionKind> {
    let first = words.form(run.start);
    // "Abu Jandal al-Kuwaiti" has three words: particles and hyphens only tie them.
    let ties = run.clone().skip(1).filter(|it| tables.mark("glue", words.form(*it)).is_some()).count();
    match run.len() - ties {
        1 if is_acronym(first) => Some(MentionKind::Organisation),
        1 if opens_sentence(words, run) => None,
        1 => Some(MentionKind::Organisation),
        2 | 3 if matches!(first, "Al" | "El" | "Ash" | "As" | "Ar" | "Ad" | "Az") => Some(MentionKind::Place),
        2 | 3 if run.start > 0 && matches!(words.form(run.start - 1), "'s" | "’s" | "'" | "’") => {
            Some(MentionKind::Organisation)
        }
        2 | 3 => Some(MentionKind::Person),
        _ => Some(MentionKind::Organisation),
    }
}

/// Capitals alone, with dots, hyphens and digits: "RSF", "CJTF-OIR".
pub(super) fn is_acronym(form: &str) -> bool {
    form.chars().count() >= 2
        && form.chars().all(|it| it.is_uppercase() || it == '.' || it == '-' || it.is_ascii_digit())
}
