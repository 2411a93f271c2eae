//! Turns a score for every pair of words into the best tree that one word alone is the root of.
//!
//! Where the best governors form a tree already, as in most sentences, the work is one look at every score.
//! Circles are broken by contraction (Chu and Liu 1965, Edmonds 1967).

/// Writes the governor of each of `n` words to `heads`; `n` is the root. `scores` holds, for each word, a score
/// for each governor, the root last.
pub fn span(scores: &[f32], n: usize, heads: &mut Vec<u32>) {
    heads.clear();
    let mut n_roots = 0;
    for (word, scores) in scores.chunks_exact(n + 1).enumerate() {
        let head = best_but(scores, word);
        n_roots += usize::from(head == n);
        heads.push(head as u32);
    }
    if n_roots == 1 && !circular(heads, n) {
        return;
    }
    let root = root(scores, n, heads, n_roots > 0);
    let within: Vec<f32> = scores.chunks_exact(n + 1).flat_map(|it| &it[..n]).copied().collect();
    let found = contracted(&within, n, root);
    for (word, head) in found.into_iter().enumerate() {
        heads[word] = if word == root { n as u32 } else { head };
    }
}

fn best_but(scores: &[f32], word: usize) -> usize {
    let mut best = usize::from(word == 0);
    for (head, score) in scores.iter().enumerate() {
        if *score > scores[best] && head != word {
            best = head;
        }
    }
    best
}

/// Returns the word that loses most by not being the root; among those that chose the root if any did.
fn root(scores: &[f32], n: usize, heads: &[u32], chosen: bool) -> usize {
    let mut found = (0, f32::MIN);
    for (word, scores) in scores.chunks_exact(n + 1).enumerate() {
        let other = scores[..n].iter().enumerate().filter(|it| it.0 != word).map(|it| *it.1);
        let gain = scores[n] - other.fold(f32::MIN, f32::max);
        if (!chosen || heads[word] as usize == n) && gain > found.1 {
            found = (word, gain);
        }
    }
    found.0
}

/// Returns for each word the number of its group, and the number of groups: the words of a circle are one group,
/// every other word is its own. A governor at or past `n`, or a word that governs itself, ends every climb.
fn groups(heads: &[u32], n: usize) -> (Vec<usize>, usize) {
    const NONE: usize = usize::MAX;
    let mut group = vec![NONE; n];
    // 0: not seen; else the number of the climb that saw it.
    let mut seen = vec![0u32; n];
    let mut count = 0;
    for start in 0..n {
        let climb = start as u32 + 1;
        let mut at = start;
        while at < n && seen[at] == 0 {
            seen[at] = climb;
            at = if heads[at] as usize == at { n } else { heads[at] as usize };
        }
        if at < n && seen[at] == climb && group[at] == NONE {
            while group[at] == NONE {
                group[at] = count;
                at = heads[at] as usize;
            }
            count += 1;
        }
    }
    for one in &mut group {
        if *one == NONE {
            *one = count;
            count += 1;
        }
    }
    (group, count)
}

/// Says whether the governors run in a circle anywhere.
fn circular(heads: &[u32], n: usize) -> bool {
    groups(heads, n).1 < n
}

/// Returns the governors of the best tree over `n` words with the given root, which governs itself here. All
/// circles are contracted at once, each to a word of a smaller problem.
fn contracted(scores: &[f32], n: usize, root: usize) -> Vec<u32> {
    let mut heads: Vec<u32> = (0..n)
        .map(|it| if it == root { root as u32 } else { best_but(&scores[it * n..(it + 1) * n], it) as u32 })
        .collect();
    let (group, m) = groups(&heads, n);
    if m == n {
        return heads;
    }
    let mut sizes = vec![0; m];
    group.iter().for_each(|it| sizes[*it] += 1);
    // For each pair of groups the best arc between them. Into a circle it costs the arc that it breaks.
    let mut smaller = vec![f32::MIN; m * m];
    let mut arcs = vec![(0u32, 0u32); m * m];
    for (word, scores) in scores.chunks_exact(n).enumerate() {
        let broken = if sizes[group[word]] > 1 { scores[heads[word] as usize] } else { 0.0 };
        for (head, score) in scores.iter().enumerate() {
            let pair = group[word] * m + group[head];
            let score = (score - broken).max(f32::MIN);
            if group[word] != group[head] && (score > smaller[pair] || arcs[pair] == (0, 0)) {
                smaller[pair] = score;
                arcs[pair] = (word as u32, head as u32);
            }
        }
    }
    let found = contracted(&smaller, m, group[root]);
    for (one, above) in found.into_iter().enumerate().filter(|it| it.0 != group[root]) {
        let (word, head) = arcs[one * m + above as usize];
        heads[word as usize] = head;
    }
    heads
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The best tree by trying every choice of governors.
    fn best_sum(scores: &[f32], n: usize, at: usize, heads: &mut Vec<u32>) -> f32 {
        if at == n {
            let one = heads.iter().filter(|it| **it as usize == n).count() == 1;
            let sum = heads.iter().enumerate().map(|(word, head)| scores[word * (n + 1) + *head as usize]);
            return if one && !circular(heads, n) { sum.sum() } else { f32::MIN };
        }
        let mut best = f32::MIN;
        for head in (0..=n).filter(|it| *it != at) {
            heads.push(head as u32);
            best = best.max(best_sum(scores, n, at + 1, heads));
            heads.pop();
        }
        best
    }

    proptest! {
        #[test]
        fn the_tree_is_the_best_one_with_its_root(
            n in 1usize..5,
            numbers in prop::collection::vec(-9i8..9, 30),
        ) {
            let mut scores: Vec<f32> = numbers[..n * (n + 1)].iter().map(|it| f32::from(*it)).collect();
            let mut heads = Vec::new();
            span(&scores, n, &mut heads);
            let root = heads.iter().position(|it| *it as usize == n).unwrap();
            // With the root fixed, nothing is better.
            for word in 0..n {
                scores[word * (n + 1) + n] = if word == root { 0.0 } else { -1000.0 };
            }
            let sum: f32 =
                heads.iter().enumerate().map(|(word, head)| scores[word * (n + 1) + *head as usize]).sum();
            prop_assert_eq!(sum, best_sum(&scores, n, 0, &mut Vec::new()));
        }
    }

    #[test]
    fn a_circle_of_two_is_broken_where_it_costs_least() {
        // Both words want the other; the first loses less by going to the root.
        let scores = [f32::MIN, 5.0, 4.0, 6.0, f32::MIN, 1.0];
        let mut heads = Vec::new();
        span(&scores, 2, &mut heads);
        assert_eq!(heads, [2, 0]);
    }
}
