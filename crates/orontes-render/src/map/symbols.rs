//! Symbols and legend: standing by shape and hatch, holder by colour and letter.

use super::labels::{Board, Lettering};
use super::{Frame, held_on, standing, text};
use crate::Picture;
use crate::escape::escaped;
use orontes_model::{ControlHistory, Date, Hold};

/// Below the frame, where the legend explains the lines.
const LINES: f64 = 78.0;
/// Below the frame, where the small print of the legend begins, and how far its lines are apart.
const SMALL_PRINT: f64 = 96.0;
const SMALL_LINE: f64 = 13.0;
/// Letters of small print that fit one line of the legend.
const SMALL_LETTERS: usize = 140;

/// How sure a holder is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Held, said without dispute: filled square.
    Assessed,
    /// Held by somebody's word: hatched circle.
    Claimed,
    /// Contested, threatened or held in part: half-filled diamond.
    Contested,
    /// Nobody says: open circle.
    Unknown,
}

impl Standing {
    const ALL: [(Standing, &'static str); 4] = [
        (Standing::Assessed, "held"),
        (Standing::Claimed, "claimed"),
        (Standing::Contested, "contested or threatened"),
        (Standing::Unknown, "holder unknown"),
    ];
}

/// Okabe and Ito (2008): colours that people with any colour vision tell apart.
const COLOURS: [&str; 7] = ["#D55E00", "#0072B2", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#F0E442"];

/// The holders of a map with their colours and letters.
pub(crate) struct Holders {
    names: Vec<String>,
}

impl Holders {
    pub(crate) fn of(held: &[&ControlHistory], day: Option<Date>) -> Holders {
        let holding = held.iter().filter_map(|it| crate::brief::holder_on(&it.intervals, day));
        let mut names: Vec<String> =
            holding.map(|it| it.holder.clone()).filter(|it| it != "unknown").collect();
        names.sort();
        names.dedup();
        Holders { names }
    }

    fn colour(&self, holder: &str) -> &'static str {
        let idx = self.names.iter().position(|it| it == holder);
        idx.map_or("#ffffff", |it| COLOURS[it % COLOURS.len()])
    }

    /// A letter per holder: A, B, C… by name, so that the map reads in grey.
    fn letter(&self, holder: &str) -> String {
        let idx = self.names.iter().position(|it| it == holder);
        idx.and_then(|it| u8::try_from(it).ok())
            .filter(|it| *it < 26)
            .map_or(String::new(), |it| char::from(b'A' + it).to_string())
    }
}

pub(crate) fn patterns() -> String {
    let hatch = COLOURS.iter().enumerate().map(|(idx, colour)| {
        format!(
            "<pattern id=\"h{idx}\" width=\"4\" height=\"4\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
             <rect width=\"4\" height=\"4\" fill=\"#fff\"/><rect width=\"2\" height=\"4\" fill=\"{colour}\"/></pattern>\n"
        )
    });
    format!("<defs>\n{}</defs>\n", hatch.collect::<String>())
}

pub(crate) fn places(
    held: &[&ControlHistory],
    holders: &Holders,
    frame: &Frame,
    board: &mut Board,
    picture: &Picture<'_>,
) -> String {
    let placed: Vec<(&ControlHistory, (f64, f64))> =
        held.iter().filter_map(|it| Some((*it, frame.at(it.point?)))).collect();
    let mut out = String::new();
    for (history, (x, y)) in placed {
        let Some(interval) = held_on(history, picture) else { continue };
        let tip = format!("{}: {} ({})", history.place, interval.holder, interval.status.replace('_', " "));
        let drawn = symbol(x, y, standing(&interval.status, &interval.holder), &interval.holder, holders);
        out.push_str(&format!("<g><title>{}</title>{drawn}</g>\n", escaped(&tip)));
        out.push_str(&board.label(x, y, &history.place, Lettering::Held));
    }
    out
}

/// Roads between places that one side holds in its colour, and those that a front crosses in dashes; what is unknown
/// stays as a road is drawn.
pub(crate) fn stretches(holders: &Holders, frame: &Frame, picture: &Picture<'_>) -> String {
    let mut out = String::from("<g clip-path=\"url(#frame)\" fill=\"none\" stroke-linejoin=\"round\">\n");
    for it in &picture.stretches {
        let style = match it.hold {
            Hold::Held => format!("stroke=\"{}\" stroke-width=\"3\"", holders.colour(&it.holders[0])),
            Hold::Front => FRONT.to_owned(),
            Hold::Unknown => continue,
        };
        let path: Vec<String> =
            it.points.iter().map(|it| frame.at(*it)).map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
        let tip = format!("{} to {}: {}", it.ends[0], it.ends[1], it.hold.word());
        out.push_str(&format!(
            "<polyline points=\"{}\" {style}><title>{}</title></polyline>\n",
            path.join(" "),
            escaped(&tip)
        ));
    }
    out + "</g>\n"
}

/// How a stretch is drawn that a front crosses.
const FRONT: &str = "stroke=\"#111\" stroke-width=\"2\" stroke-dasharray=\"3 5\"";

/// What the lines of the map mean.
fn lines(top: f64) -> String {
    let y = top + LINES;
    let sample =
        |x: f64, style: &str| format!("<path d=\"M{x:.1},{:.1}h24\" fill=\"none\" {style}/>\n", y - 4.0);
    let words = "fill=\"#111\" font-size=\"10\"";
    sample(14.0, "stroke=\"#777\" stroke-width=\"3\"")
        + &text(44.0, y, "road in a holder’s colour: both ends and all towns between", words)
        + &sample(350.0, FRONT)
        + &text(380.0, y, "a front crosses this road, somewhere", words)
        + &text(580.0, y, CUT, "fill=\"#a00\" font-size=\"10\" font-weight=\"bold\"")
        + &text(590.0, y, "road reported cut, somewhere", words)
}

/// Stands beside the number of a road that is reported cut.
pub(crate) const CUT: &str = "×";

fn symbol(x: f64, y: f64, standing: Standing, holder: &str, holders: &Holders) -> String {
    let colour = holders.colour(holder);
    let hatch =
        COLOURS.iter().position(|it| *it == colour).map_or("#fff".into(), |idx| format!("url(#h{idx})"));
    let shape = match standing {
        Standing::Assessed => format!(
            "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"14\" height=\"14\" fill=\"{colour}\" stroke=\"#111\"/>",
            x - 7.0,
            y - 7.0
        ),
        Standing::Claimed => {
            format!("<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"8\" fill=\"{hatch}\" stroke=\"#111\"/>")
        }
        Standing::Contested => format!(
            "<path d=\"M{x:.1},{:.1}l9,9l-9,9l-9,-9z\" fill=\"#fff\" stroke=\"#111\"/><path d=\"M{x:.1},{:.1}l9,9l-9,9z\" fill=\"{colour}\" stroke=\"#111\"/>",
            y - 9.0,
            y - 9.0
        ),
        Standing::Unknown => format!(
            "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"7\" fill=\"#fff\" stroke=\"#111\" stroke-dasharray=\"2 2\"/>"
        ),
    };
    let halo = "fill=\"#111\" stroke=\"#fff\" stroke-width=\"2.5\" paint-order=\"stroke\" font-size=\"9\" font-weight=\"bold\" text-anchor=\"middle\"";
    let letter = holders.letter(holder);
    if letter.is_empty() || standing == Standing::Unknown {
        shape
    } else {
        shape + &text(x, y + 3.2, &letter, halo)
    }
}

/// Draws the legend, and returns it with its height: small print takes the lines that it needs.
pub(crate) fn legend(holders: &Holders, top: f64, print: &[String]) -> (String, f64) {
    /// Room of the signs of the first row: their words differ in length.
    const AT: [f64; 5] = [14.0, 90.0, 190.0, 370.0, 520.0];
    let mut out = String::new();
    let grey = Holders { names: Vec::new() };
    for (x, (standing, words)) in AT.iter().zip(Standing::ALL) {
        out.push_str(&symbol(*x, top + 18.0, standing, "", &grey));
        out.push_str(&text(x + 14.0, top + 22.0, words, "fill=\"#111\""));
    }
    out.push_str(&cross(AT[4], top + 18.0));
    out.push_str(&text(AT[4] + 14.0, top + 22.0, "event, holder not stated", "fill=\"#111\""));
    for (idx, name) in holders.names.iter().take(8).enumerate() {
        let (x, y) = (14.0 + (idx % 4) as f64 * 185.0, top + 40.0 + (idx / 4) as f64 * 18.0);
        let colour = holders.colour(name);
        out.push_str(&format!(
            "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"12\" height=\"12\" fill=\"{colour}\" stroke=\"#111\"/>",
            x - 6.0,
            y - 8.0
        ));
        let shown = shortened(name);
        out.push_str(&text(x + 14.0, y + 2.0, &format!("{} {shown}", holders.letter(name)), "fill=\"#111\""));
    }
    out.push_str(&lines(top));
    let print: Vec<String> = print.iter().flat_map(|it| wrapped(it)).collect();
    for (idx, line) in print.iter().enumerate() {
        let y = top + SMALL_PRINT + idx as f64 * SMALL_LINE;
        out.push_str(&text(14.0, y, line, "fill=\"#444\" font-size=\"10\""));
    }
    (out, SMALL_PRINT + print.len() as f64 * SMALL_LINE)
}

/// A name of at most 24 letters: what a column of the legend holds.
fn shortened(name: &str) -> String {
    if name.chars().count() <= 24 {
        name.to_owned()
    } else {
        name.chars().take(23).collect::<String>() + "…"
    }
}

/// Where something happened and nobody says who holds the place.
pub(crate) fn cross(x: f64, y: f64) -> String {
    format!(
        "<path d=\"M{:.1},{y:.1}h8M{x:.1},{:.1}v8\" stroke=\"#333\" stroke-width=\"1.5\"/>\n",
        x - 4.0,
        y - 4.0
    )
}

/// Parts small print into lines, at spaces.
fn wrapped(words: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + word.chars().count() < SMALL_LETTERS => {
                line.push(' ');
                line.push_str(word);
            }
            Some(_) | None => lines.push(word.to_owned()),
        }
    }
    lines
}
