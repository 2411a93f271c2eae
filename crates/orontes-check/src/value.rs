//! Turns the words of a stated value into kilometres and a direction.

/// A stated distance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Stated {
    pub(crate) km: f64,
    /// Half of the last digit that is not a zero: 40 may stand for 35 to 45.
    pub(crate) rounding_km: f64,
}

/// Kilometres of a mile.
const MILE_KM: f64 = 1.609_344;

/// Returns the first number with a unit of length: "just 10 kilometers (6 miles)" is 10 km.
pub(crate) fn kilometres(words: &str) -> Option<Stated> {
    let lower = words.to_lowercase().replace(',', "");
    let mut rest = lower.as_str();
    while let Some(from) = rest.find(|it: char| it.is_ascii_digit()) {
        let number: String =
            rest[from..].chars().take_while(|it| it.is_ascii_digit() || *it == '.').collect();
        rest = &rest[from + number.len()..];
        let number = number.trim_end_matches('.');
        let unit = rest.trim_start_matches([' ', '-', '\u{a0}']);
        let km = if unit.starts_with("km") || unit.starts_with("kilom") {
            1.0
        } else if unit.starts_with("mile") || unit.starts_with("mi ") || unit == "mi" {
            MILE_KM
        } else if unit.starts_with("metre") || unit.starts_with("meter") {
            0.001
        } else {
            continue;
        };
        let value: f64 = number.parse().ok()?;
        return Some(Stated { km: value * km, rounding_km: rounding(number) * km });
    }
    None
}

fn rounding(number: &str) -> f64 {
    match number.split_once('.') {
        Some((_, fraction)) => 0.5 * (0..fraction.len()).fold(1.0, |it, _| it / 10.0),
        None => {
            let zeros = number.len() - number.trim_end_matches('0').len();
            0.5 * (0..zeros).fold(1.0, |it, _| it * 10.0)
        }
    }
}

/// A direction in degrees from north, clockwise, or the middle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Towards {
    Degrees(f64),
    Middle,
}

/// Returns the direction that the words give: "just 40km south-west of", "northern", "centre".
pub(crate) fn towards(words: &str) -> Option<Towards> {
    let lower = words.to_lowercase().replace(['-', ' '], "");
    let has = |it: &str| lower.contains(it);
    let degrees = match () {
        () if has("northeast") => 45.0,
        () if has("southeast") => 135.0,
        () if has("southwest") => 225.0,
        () if has("northwest") => 315.0,
        () if has("north") => 0.0,
        () if has("east") => 90.0,
        () if has("south") => 180.0,
        () if has("west") => 270.0,
        () if has("centr") || has("center") || has("middle") => return Some(Towards::Middle),
        () => return None,
    };
    Some(Towards::Degrees(degrees))
}

/// Returns the word for a bearing.
pub(crate) fn compass(degrees: f64) -> &'static str {
    const WORDS: [&str; 8] =
        ["north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west"];
    WORDS[((degrees.rem_euclid(360.0) + 22.5) / 45.0) as usize % 8]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_number_with_a_unit_counts_with_its_rounding() {
        let of = |it: &str| kilometres(it).map(|it| (it.km, it.rounding_km));
        assert_eq!(of("just 10 kilometers (6 miles)"), Some((10.0, 5.0)));
        assert_eq!(of("just 40km south"), Some((40.0, 5.0)));
        assert_eq!(of("1,200 km"), Some((1200.0, 50.0)));
        assert_eq!(of("4.5 km"), Some((4.5, 0.05)));
        assert_eq!(of("500 metres"), Some((0.5, 0.05)));
        assert_eq!(of("the 3 towns"), None);
        assert_eq!(of("a few km"), None);
        assert!(of("25 miles").is_some_and(|it| (it.0 - 40.23).abs() < 0.01));
    }

    #[test]
    fn directions_are_read_in_their_forms() {
        assert_eq!(towards("just 40km south"), Some(Towards::Degrees(180.0)));
        assert_eq!(towards("north-eastern"), Some(Towards::Degrees(45.0)));
        assert_eq!(towards("centre"), Some(Towards::Middle));
        assert_eq!(towards("40 km"), None);
        assert_eq!([0.0, 44.0, 350.0, 200.0].map(compass), ["north", "north-east", "north", "south"]);
    }
}
