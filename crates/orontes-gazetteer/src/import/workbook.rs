//! Turns the workbook of OCHA's gazetteer (XLSX) into rows: each sheet whose first line has p-codes.

use super::boundaries::Sheet;
use super::{Pass, Sink, Tally};
use calamine::{Data, Reader as _, Xlsx};
use std::io::{self, Cursor};

/// Reads a workbook. It is held as a whole: the sheets of a country have some megabytes.
///
/// # Errors
/// Where it is no workbook, none of its sheets has a column of p-codes, or `sink` stops.
pub fn workbook(name: &str, bytes: &[u8], sink: &mut Sink<'_>) -> io::Result<Tally> {
    let bad = |what: String| io::Error::new(io::ErrorKind::InvalidData, format!("{name}: {what}"));
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|error| bad(format!("no workbook: {error}")))?;
    let mut tally = Tally::default();
    let mut n_sheets = 0;
    for title in book.sheet_names() {
        let range = book.worksheet_range(&title).map_err(|error| bad(format!("sheet {title}: {error}")))?;
        let told = format!("{name}/{title}");
        let mut rows = range.rows();
        let Some(sheet) = rows.next().and_then(|it| Sheet::of(&cells(it))) else { continue };
        n_sheets += 1;
        let mut pass = Pass::new(&told, sink);
        for (idx, row) in rows.enumerate() {
            sheet.take(&mut pass, idx as u64 + 2, &cells(row))?;
        }
        let read = pass.tally;
        tally = tally.joined(read);
    }
    if n_sheets == 0 {
        return Err(bad("a sheet with a column such as ADM1_PCODE or adm1_pcode is expected".to_owned()));
    }
    Ok(tally)
}

fn cells(row: &[Data]) -> Vec<String> {
    row.iter()
        .map(|it| match it {
            // Days are numbers in a workbook.
            Data::DateTime(day) => {
                let (year, month, day, ..) = day.to_ymd_hms_milli();
                format!("{year:04}-{month:02}-{day:02}")
            }
            Data::Empty | Data::Error(_) => String::new(),
            Data::Int(_)
            | Data::Float(_)
            | Data::String(_)
            | Data::Bool(_)
            | Data::DateTimeIso(_)
            | Data::DurationIso(_) => it.to_string(),
        })
        .collect()
}
