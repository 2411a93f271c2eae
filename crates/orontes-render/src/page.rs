//! Lays a brief out as one HTML page that opens from disk: no script, no network, every reference a link to
//! its sentence at the end of the page.

use crate::brief::{Brief, Line, Section};
use crate::escape::{escaped, fragment};
use crate::{Picture, map};
use orontes_model::{ClaimId, Dossier};
use std::collections::{BTreeMap, BTreeSet};

const STYLE: &str = include_str!("page.css");

/// Returns the whole page.
pub fn page_html(picture: &Picture<'_>, brief: &Brief) -> String {
    let title = escaped(&brief.title);
    let header: String =
        brief.header.iter().map(|it| format!("<p class=\"counts\">{}</p>\n", escaped(&it.text))).collect();
    let drawn = map::map_svg(picture).map_or(String::new(), |it| format!("<figure>\n{it}</figure>\n"));
    let sections: String = brief.sections.iter().map(section).collect();
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n{header}{drawn}{sections}{}</main>\n\
         <footer>Computed by Orontes {} from the reports named above; words in quotation are the reports' own.</footer>\n\
         </body>\n</html>\n",
        evidence(picture, brief),
        env!("CARGO_PKG_VERSION")
    )
}

fn section(section: &Section) -> String {
    let remark =
        section.remark.as_ref().map_or(String::new(), |it| format!("<p class=\"remark\">{it}</p>\n"));
    let rows: String = section.lines.iter().map(row).collect();
    format!(
        "<section>\n<h2>{}</h2>\n{remark}<table>\n<thead><tr><th scope=\"col\">No.</th><th scope=\"col\">Statement</th>\
         <th scope=\"col\">Support</th><th scope=\"col\">Sentences</th></tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n</section>\n",
        section.heading
    )
}

fn row(line: &Line) -> String {
    let links: Vec<String> = line
        .references
        .iter()
        .map(|it| format!("<a href=\"#s{}\">{}</a>", fragment(it), escaped(it)))
        .collect();
    let grounds = match line.grounds.as_str() {
        "" => String::new(),
        grounds => format!(" <small>{}</small>", escaped(grounds)),
    };
    format!(
        "<tr id=\"l{}\"><th scope=\"row\">{}</th><td>{}</td><td>{}{grounds}</td><td class=\"refs\">{}</td></tr>\n",
        fragment(&line.handle),
        escaped(&line.handle),
        escaped(&line.text),
        escaped(&line.support),
        links.join(" ")
    )
}

/// The sentences that the brief refers to, by report, with the cited words marked.
fn evidence(picture: &Picture<'_>, brief: &Brief) -> String {
    let lines = brief.header.iter().chain(brief.sections.iter().flat_map(|it| &it.lines));
    let mut cited: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
    let mut marked: BTreeSet<&ClaimId> = BTreeSet::new();
    for line in lines {
        marked.extend(&line.claims);
        for reference in &line.references {
            if let Some((label, ordinal)) = reference.rsplit_once(':') {
                cited.entry(label.to_owned()).or_default().extend(ordinal.parse::<u32>());
            }
        }
    }
    let reports: String = picture.dossiers.iter().map(|it| report(it, picture, &cited, &marked)).collect();
    format!("<section>\n<h2>Sentences</h2>\n{reports}</section>\n")
}

fn report(
    dossier: &Dossier,
    picture: &Picture<'_>,
    cited: &BTreeMap<String, BTreeSet<u32>>,
    marked: &BTreeSet<&ClaimId>,
) -> String {
    let label = picture.labels.of_report(&dossier.name);
    let Some(ordinals) = cited.get(&label) else { return String::new() };
    let title = dossier.title.as_deref().unwrap_or("no headline");
    let source = dossier.publisher.as_deref().unwrap_or("publisher not named");
    let mut rows = String::new();
    for ordinal in ordinals {
        let Some(sentence) = dossier.sentences.get((*ordinal as usize).wrapping_sub(1)) else { continue };
        let anchor = fragment(&format!("{label}:{ordinal}"));
        let words = lit(&sentence.text, sentence.received.start, dossier, *ordinal, picture, marked);
        rows.push_str(&format!("<li id=\"s{anchor}\" value=\"{ordinal}\"><q>{words}</q></li>\n"));
    }
    format!(
        "<h3>{} <small>{}, {}, SHA-256 {}</small></h3>\n<ol>\n{rows}</ol>\n",
        escaped(&label),
        escaped(title),
        escaped(source),
        dossier.digest
    )
}

/// The sentence with the evidence of the cited claims marked. Marks that meet are joined.
fn lit(
    text: &str,
    start: u32,
    dossier: &Dossier,
    ordinal: u32,
    picture: &Picture<'_>,
    marked: &BTreeSet<&ClaimId>,
) -> String {
    let claims = picture.claims_of_sentence(&dossier.name, ordinal);
    let mut spans: Vec<(usize, usize)> = claims
        .iter()
        .filter(|it| marked.contains(&it.claim.id))
        .map(|it| (it.evidence.received.start.saturating_sub(start) as usize, it.evidence.text.len()))
        .map(|(from, length)| (from, from + length))
        .filter(|(from, to)| text.is_char_boundary(*from) && text.is_char_boundary(*to) && to <= &text.len())
        .collect();
    spans.sort();
    let mut out = String::new();
    let mut done = 0;
    for (from, to) in spans {
        let from = from.max(done);
        if to > from {
            out.push_str(&escaped(&text[done..from]));
            out.push_str(&format!("<mark>{}</mark>", escaped(&text[from..to])));
            done = to;
        }
    }
    out + &escaped(&text[done..])
}
