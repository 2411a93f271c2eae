//! Turns rows of actors, ties and sources into the nouns, and bad rows into notes.

use crate::table::Row;
use orontes_model::{Actor, ActorKind, Basis, Date, Note, Reliability, Source, Tie, When};

/// Returns the actor of a row with columns `id name kind country sector aliases`.
pub fn actor_from_row(row: &Row) -> Result<Actor, Note> {
    let kind = row.required("kind")?;
    Ok(Actor {
        id: row.required("id")?.to_owned(),
        name: row.required("name")?.to_owned(),
        aliases: row.list("aliases").map(str::to_owned).collect(),
        kind: ActorKind::from_word(kind)
            .ok_or_else(|| row.refused(&format!("`{kind}` is no kind of actor")))?,
        country: country_code(row)?,
        sector: row.cell("sector").map(str::to_owned),
        ties: Vec::new(),
    })
}

/// Returns the country code of a row, which is three capitals or nothing.
pub fn country_code(row: &Row) -> Result<Option<String>, Note> {
    match row.cell("country") {
        Some(code) if code.len() == 3 && code.bytes().all(|it| it.is_ascii_uppercase()) => {
            Ok(Some(code.to_owned()))
        }
        Some(code) => Err(row.refused(&format!("`{code}` is no ISO 3166-1 alpha-3 code"))),
        None => Ok(None),
    }
}

/// Returns the subject and the tie of a row with columns `subject predicate object from to`.
pub fn tie_from_row(row: &Row) -> Result<(String, Tie), Note> {
    let tie = Tie {
        predicate: row.required("predicate")?.to_owned(),
        to: row.required("object")?.to_owned(),
        when: when_of_row(row)?,
    };
    Ok((row.required("subject")?.to_owned(), tie))
}

/// Returns the days between the cells `from` and `to`; an empty cell is an open end.
pub fn when_of_row(row: &Row) -> Result<When, Note> {
    let from = row.cell("from").map(|it| first_day(it).ok_or_else(|| bad_day(row, it))).transpose()?;
    let to = row.cell("to").map(|it| last_day(it).ok_or_else(|| bad_day(row, it))).transpose()?;
    match (from, to) {
        (Some(from), Some(to)) if to < from => Err(row.refused("`to` lies before `from`")),
        _ => Ok(When::between(from, to, Basis::Explicit)),
    }
}

fn bad_day(row: &Row, cell: &str) -> Note {
    row.refused(&format!("`{cell}` is no day: write YYYY-MM-DD, YYYY-MM or YYYY"))
}

fn first_day(cell: &str) -> Option<Date> {
    let (year, month, day) = parts(cell)?;
    Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()
}

fn last_day(cell: &str) -> Option<Date> {
    let (year, month, day) = parts(cell)?;
    let first = Date::new(year, month.unwrap_or(12), 1).ok()?;
    day.map_or(Some(first.last_of_month()), |it| Date::new(year, first.month(), it).ok())
}

fn parts(cell: &str) -> Option<(i16, Option<i8>, Option<i8>)> {
    let mut parts = cell.split('-');
    let year = parts.next()?.parse().ok()?;
    let month = parts.next().map(|it| it.parse::<i8>()).transpose().ok()?;
    let day = parts.next().map(|it| it.parse::<i8>()).transpose().ok()?;
    parts.next().is_none().then_some((year, month, day))
}

/// Returns the source of a row with columns `id name reliability is_agency side aliases`.
pub fn source_from_row(row: &Row) -> Result<Source, Note> {
    let grade = row.required("reliability")?;
    Ok(Source {
        id: row.required("id")?.to_owned(),
        name: row.required("name")?.to_owned(),
        aliases: row.list("aliases").map(str::to_owned).collect(),
        reliability: Reliability::from_word(grade)
            .ok_or_else(|| row.refused(&format!("`{grade}` is no grade from A to F")))?,
        side: row.cell("side").map(str::to_owned),
        is_agency: row.cell("is_agency") == Some("yes"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::rows;

    #[test]
    fn a_year_or_a_month_is_as_wide_as_it_says() {
        let table = "#subject\tpredicate\tobject\tfrom\tto\na\tpart_of\tb\t2012\t2017-02\n";
        let (_, tie) = tie_from_row(&rows("ties.tsv", table)[0]).unwrap();
        assert_eq!(tie.when.from, Some(jiff_day(2012, 1, 1)));
        assert_eq!(tie.when.to, Some(jiff_day(2017, 2, 28)));
    }

    #[test]
    fn a_row_that_ends_before_it_begins_is_refused() {
        let table = "#subject\tpredicate\tobject\tfrom\tto\na\tpart_of\tb\t2012\t2010\n";
        assert!(tie_from_row(&rows("ties.tsv", table)[0]).unwrap_err().message.contains("ties.tsv:2"));
    }

    fn jiff_day(year: i16, month: i8, day: i8) -> Date {
        Date::new(year, month, day).unwrap()
    }
}
