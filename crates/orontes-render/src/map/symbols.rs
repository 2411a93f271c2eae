//! Symbols and legend: standing by shape and hatch, holder by colour and letter.

use super::labels::Board;
use super::{Frame, WIDTH, cut_off, held_on, standing, text};
use crate::Picture;
use crate::escape::escaped;
use orontes_model::{ControlHistory, Date, Hold};

/// Height of the legend under the map, in SVG units.
pub(crate) const LEGEND_HEIGHT: f64 = 116.0;
/// Below the frame, where the legend has room for one line of far places.
pub(crate) const BEYOND_LINE: f64 = 94.0;
/// Below the frame, where the legend explains the lines.
const LINES: f64 = 78.0;

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
    placed.iter().for_each(|(_, (x, y))| board.hold(x - 8.0, y - 8.0, 16.0, 16.0));
    let mut out = String::new();
    for (history, (x, y)) in placed {
        let Some(interval) = held_on(history, picture) else { continue };
        let tip = format!("{}: {} ({})", history.place, interval.holder, interval.status.replace('_', " "));
        let drawn = symbol(x, y, standing(&interval.status, &interval.holder), &interval.holder, holders);
        out.push_str(&format!("<g><title>{}</title>{drawn}</g>\n", escaped(&tip)));
        out.push_str(&board.label(x, y, &history.place, "fill=\"#111\" font-weight=\"bold\""));
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
        + &text(44.0, y, "road in a holder’s colour: both ends and every town between", words)
        + &sample(390.0, FRONT)
        + &text(420.0, y, "a front crosses this road, where is not reported", words)
}

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

pub(crate) fn legend(holders: &Holders, top: f64, picture: &Picture<'_>) -> String {
    let mut out = String::new();
    for (idx, (standing, words)) in Standing::ALL.iter().enumerate() {
        let x = 14.0 + idx as f64 * 185.0;
        let grey = Holders { names: Vec::new() };
        out.push_str(&symbol(x, top + 18.0, *standing, "", &grey));
        out.push_str(&text(x + 14.0, top + 22.0, words, "fill=\"#111\""));
    }
    for (idx, name) in holders.names.iter().take(8).enumerate() {
        let (x, y) = (14.0 + (idx % 4) as f64 * 185.0, top + 40.0 + (idx / 4) as f64 * 18.0);
        let colour = holders.colour(name);
        out.push_str(&format!(
            "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"12\" height=\"12\" fill=\"{colour}\" stroke=\"#111\"/>",
            x - 6.0,
            y - 8.0
        ));
        let shown: String = name.chars().take(24).collect();
        out.push_str(&text(x + 14.0, y + 2.0, &format!("{} {shown}", holders.letter(name)), "fill=\"#111\""));
    }
    let note = format!(
        "As of {}. Symbols stand at places that a sentence speaks of; the land between is not coloured. + event, holder not stated.",
        cut_off(picture)
    );
    out.push_str(&lines(top));
    out + &text(
        14.0,
        top + LEGEND_HEIGHT - 8.0,
        &note,
        &format!(
            "fill=\"#444\" font-size=\"10\" textLength=\"{:.0}\" lengthAdjust=\"spacingAndGlyphs\"",
            WIDTH - 28.0
        ),
    )
}
