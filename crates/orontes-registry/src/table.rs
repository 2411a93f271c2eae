//! Turns a tab-separated file into rows whose cells are found by the name of their column.

use orontes_model::{Note, Severity};
use std::rc::Rc;

/// One row of a table.
#[derive(Clone, Debug)]
pub struct Row<'a> {
    /// Name of the file.
    pub file: &'a str,
    /// Line, from 1.
    pub line: usize,
    columns: Rc<[&'a str]>,
    cells: Vec<&'a str>,
}

impl<'a> Row<'a> {
    /// Returns the cell of a column, or nothing where it is empty, `-` or absent.
    pub fn cell(&self, column: &str) -> Option<&'a str> {
        let idx = self.columns.iter().position(|it| *it == column)?;
        self.cells.get(idx).map(|it| it.trim()).filter(|it| !it.is_empty() && *it != "-")
    }

    /// Returns the parts of a cell that holds a list, parted by `;` or `|`.
    pub fn list(&self, column: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        self.cell(column).unwrap_or("").split([';', '|']).map(str::trim).filter(|it| !it.is_empty())
    }

    /// Returns the note that this row is left out, and why.
    pub fn refused(&self, why: &str) -> Note {
        let message = format!("{}:{}: {why}; the row is left out", self.file, self.line);
        Note::new(Severity::Refused, message)
    }

    /// Returns the cell of a column, or the note that the row cannot do without it.
    pub fn required(&self, column: &str) -> Result<&'a str, Note> {
        self.cell(column).ok_or_else(|| self.refused(&format!("column `{column}` is empty")))
    }
}

/// Returns the rows of a table. Lines that start with `#` are comments; the comment that holds a tab names
/// the columns. Without such a comment the first line names them.
pub fn rows<'a>(file: &'a str, text: &'a str) -> Vec<Row<'a>> {
    let mut columns: Rc<[&str]> = Rc::new([]);
    let mut out = Vec::new();
    for (idx, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let cells = || line.trim_start_matches(['#', ' ']).split('\t').map(str::trim).collect::<Rc<[_]>>();
        if line.starts_with('#') {
            if columns.is_empty() && line.contains('\t') {
                columns = cells();
            }
        } else if columns.is_empty() {
            columns = cells();
        } else {
            out.push(Row {
                file,
                line: idx + 1,
                columns: Rc::clone(&columns),
                cells: line.split('\t').collect(),
            });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_found_by_the_name_of_their_column() {
        let table = "# Facts of Arden.\n# id\tname\taliases\n\na1\tNorthern Front\tFront; NF ;\na2\n";
        let rows = rows("actors.tsv", table);
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0].cell("name"), Some("Northern Front"));
        assert_eq!(rows[0].list("aliases").collect::<Vec<_>>(), ["Front", "NF"]);
        assert_eq!(rows[0].line, 4);
        let note = rows[1].required("name").unwrap_err();
        assert_eq!(note.message, "actors.tsv:5: column `name` is empty; the row is left out");
    }
}
