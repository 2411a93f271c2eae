//! Chooses the blocks of a page that are its article.

use super::blocks::{Block, Part, blocks_of};
use super::depth::trimmed;
use super::left_out;
use crate::Limits;
use crate::lines::{Role, ends_as_sentence};
use crate::zones::stands_beside_a_story;
use dom_smoothie::{Config, Readability};
use orontes_model::{Note, Severity};
use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The blocks of an article.
#[derive(Debug, Default)]
pub(super) struct Chosen {
    /// Indexes in the order of the page, each with what it is.
    pub kept: Vec<(usize, Role)>,
    /// How they were chosen, where it matters.
    pub notes: Vec<Note>,
}

/// Letters from which a block of prose is one by itself: two short sentences.
const PROSE_LETTERS: usize = 80;
/// Letters from which a page holds an article at all; below, it is a menu or a notice.
const ARTICLE_LETTERS: usize = 140;
/// Blocks above the story in which its byline and date stand.
const REACH_ABOVE: usize = 12;

/// Chooses the article among `blocks`. Linear in the page but for a sort of its blocks.
pub(super) fn choose(source: &str, blocks: &[Block], title: Option<&str>, limits: &Limits) -> Chosen {
    let keys: Vec<String> = blocks.iter().map(|it| key_of(&it.text(source))).collect();
    let page = trimmed(source, limits.max_depth);
    let mut notes = Vec::new();
    if page.n_dropped > 0 {
        let message =
            format!("{} tags nested deeper than {} were passed over", page.n_dropped, limits.max_depth);
        notes.push(Note::new(Severity::Warning, message));
    }
    let found = match page.weight > limits.max_page_weight {
        true => None,
        false => found_by_finder(&page.source).map(|it| aligned(blocks, &keys, &it)),
    };
    let story =
        found.filter(|it| n_letters(blocks, it) >= ARTICLE_LETTERS).or_else(|| by_structure(source, blocks));
    let Some(story) = story else {
        let message = "no article was found on the page; all its words were taken";
        notes.push(Note::new(Severity::Warning, message));
        let kept = blocks.iter().enumerate().map(|(idx, it)| (idx, role_alone(it))).collect();
        return Chosen { kept, notes };
    };
    let told = without_link_blocks(blocks, &story);
    let story = if n_letters(blocks, &told) >= ARTICLE_LETTERS { told } else { story };
    let kept = around(source, blocks, &keys, &story, title);
    notes.extend(left_out(blocks.len() - kept.len()));
    Chosen { kept, notes }
}

fn role_alone(block: &Block) -> Role {
    match block.part {
        Part::Aside => Role::Clutter,
        Part::Article | Part::Open => block.role,
    }
}

fn n_letters(blocks: &[Block], story: &BTreeSet<usize>) -> usize {
    story.iter().map(|it| blocks[*it].n_letters).sum()
}

/// Letters and figures alone, small: what is left when two readers disagree on spaces and entities.
fn key_of(words: &str) -> String {
    words.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Asks the article finder for the source of the article; none where it finds none.
fn found_by_finder(source: &str) -> Option<Vec<String>> {
    let config = Config { disable_json_ld: true, ..Config::default() };
    // The finder is young and its input hostile: a panic of it must cost the page its finder, not the run.
    let content = catch_unwind(AssertUnwindSafe(|| {
        let mut finder = Readability::new(source, None, Some(config)).ok()?;
        finder.parse().ok().map(|it| it.content.to_string())
    }));
    let content = content.ok().flatten()?;
    Some(
        blocks_of(&content).iter().map(|it| key_of(&it.text(&content))).filter(|it| !it.is_empty()).collect(),
    )
}

/// Aligns the finder's blocks with the page's: first those that stand once on both sides, in the longest
/// common order, then all others of the same words between the first and the last of these.
fn aligned(blocks: &[Block], keys: &[String], found: &[String]) -> BTreeSet<usize> {
    let places = once(found.iter().map(String::as_str));
    let own = once(keys.iter().map(String::as_str));
    let mut pairs: Vec<(usize, usize)> =
        own.iter().filter_map(|(key, at)| Some((*at, *places.get(key)?))).collect();
    pairs.sort_unstable();
    let mut story: BTreeSet<usize> = longest_common_order(&pairs).into_iter().collect();
    let words: BTreeSet<&str> = found.iter().map(String::as_str).collect();
    let (first, last) = match (story.first(), story.last()) {
        (Some(first), Some(last)) => (*first, *last),
        _ => (0, blocks.len().saturating_sub(1)),
    };
    let same = (first..=last).filter(|it| keys.get(*it).is_some_and(|key| words.contains(key.as_str())));
    let prose = (first..=last).filter(|it| blocks.get(*it).is_some_and(is_prose) && !words.is_empty());
    story.extend(same.chain(prose).collect::<Vec<_>>());
    story
}

/// The keys that stand exactly once, with their place.
fn once<'a>(keys: impl Iterator<Item = &'a str>) -> BTreeMap<&'a str, usize> {
    let mut counted: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (at, key) in keys.enumerate().filter(|it| !it.1.is_empty()) {
        counted.entry(key).or_insert((at, 0)).1 += 1;
    }
    counted.into_iter().filter(|(_, (_, n))| *n == 1).map(|(key, (at, _))| (key, at)).collect()
}

/// The longest run of pairs that rises on both sides (patience sorting); returns its left sides.
fn longest_common_order(pairs: &[(usize, usize)]) -> Vec<usize> {
    let mut tops: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; pairs.len()];
    for (idx, (_, right)) in pairs.iter().enumerate() {
        let pile = tops.partition_point(|it| pairs[*it].1 < *right);
        before[idx] = pile.checked_sub(1).map(|it| tops[it]);
        match tops.get_mut(pile) {
            Some(top) => *top = idx,
            None => tops.push(idx),
        }
    }
    let mut order = Vec::new();
    let mut at = tops.last().copied();
    while let Some(idx) = at {
        order.push(pairs[idx].0);
        at = before[idx];
    }
    order
}

/// Prose: long enough, not mostly links, not in an aside.
fn is_prose(block: &Block) -> bool {
    block.part != Part::Aside && block.n_letters >= PROSE_LETTERS && block.n_linked * 3 < block.n_letters
}

/// The article by the page's own structure: prose inside `article` or `main`, else prose anywhere.
fn by_structure(source: &str, blocks: &[Block]) -> Option<BTreeSet<usize>> {
    let prose = |part: Option<Part>| -> BTreeSet<usize> {
        let of_part = |it: &Block| part.is_none_or(|part| it.part == part);
        let is_told = |it: &Block| is_prose(it) && ends_as_sentence(it.text(source).trim());
        let found = blocks.iter().enumerate().filter(|(_, it)| of_part(it) && is_told(it));
        found.map(|(idx, _)| idx).collect()
    };
    let inside = prose(Some(Part::Article));
    let story = if n_letters(blocks, &inside) >= ARTICLE_LETTERS { inside } else { prose(None) };
    (n_letters(blocks, &story) >= ARTICLE_LETTERS).then_some(story)
}

/// The story without blocks that are mostly links: menus and pointers that the finder took along.
fn without_link_blocks(blocks: &[Block], story: &BTreeSet<usize>) -> BTreeSet<usize> {
    let is_told = |it: &&usize| blocks[**it].n_linked * 2 <= blocks[**it].n_letters;
    story.iter().filter(is_told).copied().collect()
}

/// The story with its headline, byline and date above, its headings between, disclosures below; other
/// blocks between are furniture.
fn around(
    source: &str,
    blocks: &[Block],
    keys: &[String],
    story: &BTreeSet<usize>,
    title: Option<&str>,
) -> Vec<(usize, Role)> {
    let (Some(first), Some(last)) = (story.first().copied(), story.last().copied()) else {
        return Vec::new();
    };
    let headline = headline_above(blocks, keys, first, title);
    let role = |idx: usize| -> Option<Role> {
        let block = &blocks[idx];
        let is_beside = || block.part != Part::Aside || block.n_letters < 120;
        match idx {
            _ if Some(idx) == headline => Some(Role::Headline),
            _ if story.contains(&idx) => Some(block.role),
            _ if idx < first => {
                let near = first - idx <= REACH_ABOVE && is_beside();
                (near && stands_beside_a_story(&block.text(source))).then_some(Role::Plain)
            }
            _ if idx > last => stands_below(source, block).then_some(Role::Plain),
            _ if stands_beside_a_story(&block.text(source)) || is_list_of_story(blocks, story, idx) => {
                Some(block.role)
            }
            _ if matches!(block.role, Role::Heading) && block.n_linked == 0 && block.part != Part::Aside => {
                Some(Role::Heading)
            }
            _ => Some(Role::Clutter),
        }
    };
    (0..blocks.len()).filter_map(|idx| role(idx).map(|it| (idx, it))).collect()
}

/// The headline nearest above the story: the words of the metadata, else a heading of the first rank.
fn headline_above(blocks: &[Block], keys: &[String], first: usize, title: Option<&str>) -> Option<usize> {
    let title = title.map(key_of).filter(|it| !it.is_empty());
    let same = |idx: &usize| title.as_ref().is_some_and(|it| keys[*idx] == *it);
    let is_heading = |idx: &usize| matches!(blocks[*idx].role, Role::Headline | Role::Heading);
    let above = || (0..=first.min(blocks.len() - 1)).rev();
    above()
        .find(|it| same(it) && is_heading(it))
        .or_else(|| above().find(|it| blocks[*it].role == Role::Headline))
        .or_else(|| above().find(same))
}

fn stands_below(source: &str, block: &Block) -> bool {
    block.n_letters < 600 && crate::zones::is_disclosure(&block.text(source))
}

/// Short items of a list whose neighbours are the story: a monitor's tally loses them in the finder.
fn is_list_of_story(blocks: &[Block], story: &BTreeSet<usize>, idx: usize) -> bool {
    let block = &blocks[idx];
    let plain = block.is_item && block.part != Part::Aside && block.n_linked == 0;
    plain && (story.contains(&(idx + 1)) || idx.checked_sub(1).is_some_and(|it| story.contains(&it)))
}
