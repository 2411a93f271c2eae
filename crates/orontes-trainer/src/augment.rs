//! Adds copies of some sentences as headlines and careless writers set them, so that case decides nothing alone.

use crate::treebank::Sample;
use orontes_grammar::lexicon::normal_form;

/// One sentence in this many is copied in each manner. Denser copies cost accuracy on plain text.
const EVERY: usize = 15;

/// How a copy is written.
#[derive(Clone, Copy)]
enum Manner {
    /// "Rebels Seize Town", without the stop.
    Title,
    /// "REBELS SEIZE TOWN", without the stop.
    Capitals,
    /// "rebels seize town."
    Small,
    /// As it stands, without the stop.
    Open,
}

/// Returns the samples, each followed by its copies, so that a copy shares the fold of its sentence.
pub(crate) fn with_copies(samples: &[Sample]) -> Vec<Sample> {
    let mut out = Vec::with_capacity(samples.len() * 5 / 4);
    for (index, sample) in samples.iter().enumerate() {
        out.push(sample.clone());
        let manner = match index % EVERY {
            2 => Some(Manner::Title),
            6 => Some(Manner::Capitals),
            9 => Some(Manner::Small),
            13 => Some(Manner::Open),
            _ => None,
        };
        out.extend(manner.filter(|_| sample.forms.len() > 3).map(|it| copy(sample, it)));
    }
    out
}

fn copy(sample: &Sample, manner: Manner) -> Sample {
    let mut copy = sample.clone();
    if !matches!(manner, Manner::Small) {
        drop_stop(&mut copy);
    }
    for (at, form) in copy.forms.iter_mut().enumerate() {
        *form = match manner {
            Manner::Title if at == 0 || form.len() > 3 => titled(form),
            Manner::Capitals => form.to_uppercase(),
            Manner::Small => form.to_lowercase(),
            Manner::Title | Manner::Open => continue,
        };
        normal_form(form, &mut copy.lower[at]);
    }
    copy
}

fn titled(form: &str) -> String {
    let mut letters = form.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// Takes the stop off the end, where nothing hangs on it and it is not the root.
fn drop_stop(sample: &mut Sample) {
    let last = sample.forms.len() - 1;
    let bare = sample.heads.iter().all(|it| *it as usize != last) && (sample.heads[last] as usize) < last;
    if sample.forms[last] != "." || !bare {
        return;
    }
    sample.forms.pop();
    sample.lower.pop();
    sample.names.pop();
    sample.tags.pop();
    sample.labels.pop();
    sample.heads.pop();
    for head in &mut sample.heads {
        if *head as usize == last + 1 {
            *head = last as u32;
        }
    }
}
