//! Turns a tab-separated table with a header line into rows whose cells are asked for by column name.

/// A tab-separated table: a header line that opens with `#` names the columns, later `#` lines are comments.
#[derive(Clone, Debug)]
pub struct Table<'a> {
    name: &'a str,
    columns: Vec<&'a str>,
    rows: Vec<(usize, &'a str)>,
}

/// One row of a table.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a, 't> {
    table: &'t Table<'a>,
    line: usize,
    text: &'a str,
}

impl<'a> Table<'a> {
    /// Reads a table. The first line is the header, with or without its `#`.
    pub fn parse(name: &'a str, contents: &'a str) -> Table<'a> {
        let contents = contents.strip_prefix('\u{feff}').unwrap_or(contents);
        let mut lines =
            contents.lines().enumerate().map(|(idx, line)| (idx + 1, line.trim_end_matches('\r')));
        let header = lines.next().map_or("", |(_, line)| line);
        let columns = header.trim_start_matches('#').split('\t').map(str::trim).collect();
        let rows = lines.filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#')).collect();
        Table { name, columns, rows }
    }

    /// Says whether the header names this column.
    pub fn has(&self, column: &str) -> bool {
        self.columns.contains(&column)
    }

    /// The rows, in the order of the file.
    pub fn rows(&self) -> impl Iterator<Item = Row<'a, '_>> + '_ {
        self.rows.iter().map(move |&(line, text)| Row { table: self, line, text })
    }
}

impl<'a> Row<'a, '_> {
    /// Returns the cell under `column`, without white space around it; empty where there is none.
    pub fn cell(&self, column: &str) -> &'a str {
        let idx = self.table.columns.iter().position(|&it| it == column);
        idx.and_then(|idx| self.text.split('\t').nth(idx)).map_or("", str::trim)
    }

    /// Returns the parts of a cell that lists several things with `|` between them.
    pub fn list(&self, column: &str) -> impl Iterator<Item = &'a str> {
        self.cell(column).split('|').map(str::trim).filter(|it| !it.is_empty())
    }

    /// Returns the cell as a number, `None` where it is empty.
    ///
    /// # Errors
    /// The cell itself, where it is no finite number.
    pub fn number(&self, column: &str) -> Result<Option<f64>, &'a str> {
        let cell = self.cell(column);
        if cell.is_empty() {
            return Ok(None);
        }
        cell.parse::<f64>().ok().filter(|it| it.is_finite()).map(Some).ok_or(cell)
    }

    /// Where the row stands, as `file:line`.
    pub fn place(&self) -> String {
        format!("{}:{}", self.table.name, self.line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_found_by_the_name_of_their_column() {
        let table = Table::parse(
            "t.tsv",
            "\u{feff}#id\tname\tlat\r\n# a comment\n\nx\tArden | Old Arden\t1.5\r\ny\tBrill\n",
        );
        let rows: Vec<_> = table.rows().collect();
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0].list("name").collect::<Vec<_>>(), ["Arden", "Old Arden"]);
        assert_eq!((rows[0].number("lat"), rows[1].number("lat")), (Ok(Some(1.5)), Ok(None)));
        assert_eq!((rows[0].place().as_str(), rows[1].cell("nowhere")), ("t.tsv:4", ""));
    }

    #[test]
    fn a_number_that_is_none_is_handed_back() {
        let table = Table::parse("t.tsv", "lat\nnorth\nNaN\n");
        assert!(table.rows().all(|it| it.number("lat").is_err()));
    }
}
