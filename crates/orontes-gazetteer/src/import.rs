//! Turns gazetteers in others' formats into the rows of our own tables: GeoNames dumps, Who's On First extracts,
//! spreadsheets.

use crate::table::Table;
use orontes_model::{Note, PlaceKind, Severity};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// A table of places in our own format, with what was noticed and what its makers ask for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Import {
    /// The table, for [`crate::Gazetteer::parse`].
    pub table: String,
    /// How many places it has.
    pub n_places: usize,
    /// What must be said wherever the places are shown.
    pub attribution: String,
    /// Rows that were left out, at most [`MOST_NOTES`] of them told one by one.
    pub notes: Vec<Note>,
}

/// Bad rows that are told one by one; the rest are counted in a last note.
pub const MOST_NOTES: usize = 20;

const HEADER: &str = "#id\tname\tkind\tlat\tlon\tcountry\tparent\tpcode\tpopulation\tnames\n";

/// Reads a GeoNames dump ("SY.txt", "allCountries.txt", "cities500.txt": 19 columns without a header).
/// Countries keep their ISO alpha-2 letters, which the table of countries turns into alpha-3. Linear in the rows.
pub fn geonames(name: &str, contents: &str) -> Import {
    let mut import = Draft::new("© GeoNames (https://www.geonames.org), CC BY 4.0");
    let areas = geonames_areas(contents);
    for (idx, line) in contents.lines().enumerate() {
        let cells: Vec<&str> = line.split('\t').collect();
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let [id, title, ascii, others, lat, lon, class, code, country, _, adm1, adm2, _, _, people, ..] =
            cells[..]
        else {
            import.refuse(name, idx, "19 columns are expected");
            continue;
        };
        let Some(kind) = geonames_kind(class, code) else { continue };
        let own = format!("geonames:{id}");
        let above = [format!("{country}.{adm1}.{adm2}"), format!("{country}.{adm1}")];
        let parent = above.iter().filter_map(|it| areas.get(it)).find(|it| **it != own);
        let names = std::iter::once(ascii).chain(others.split(','));
        import.push(
            name,
            idx,
            &Entry {
                id: &own,
                title,
                kind,
                lat,
                lon,
                country,
                parent: parent.map_or("", String::as_str),
                people,
                names: &names.collect::<Vec<_>>(),
            },
        );
    }
    import.finish(name)
}

/// First- and second-level areas of a dump, by their codes.
fn geonames_areas(contents: &str) -> BTreeMap<String, String> {
    let mut areas = BTreeMap::new();
    for line in contents.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        let [id, _, _, _, _, _, _, code, country, _, adm1, adm2, ..] = cells[..] else { continue };
        match code {
            "ADM1" => areas.insert(format!("{country}.{adm1}"), format!("geonames:{id}")),
            "ADM2" => areas.insert(format!("{country}.{adm1}.{adm2}"), format!("geonames:{id}")),
            _ => None,
        };
    }
    areas
}

/// Feature classes and codes of GeoNames (https://www.geonames.org/export/codes.html) that news names.
fn geonames_kind(class: &str, code: &str) -> Option<PlaceKind> {
    match (class, code) {
        ("P", "PPLX") => Some(PlaceKind::Neighbourhood),
        ("P", "PPLC" | "PPLA" | "PPLA2") => Some(PlaceKind::City),
        ("P", "PPLH" | "PPLQ" | "PPLW") => None,
        ("P", "PPLA3") => Some(PlaceKind::Town),
        ("P", _) => Some(PlaceKind::Village),
        ("A", "ADM1") => Some(PlaceKind::Adm1),
        ("A", "ADM2") => Some(PlaceKind::Adm2),
        ("A", "ADM3") => Some(PlaceKind::Adm3),
        ("S", "AIRB" | "AIRP" | "AIRF") => Some(PlaceKind::AirBase),
        ("S", "CMP" | "CMPRF") => Some(PlaceKind::Camp),
        ("S", "PSTB" | "CSTM") => Some(PlaceKind::Crossing),
        ("S", "DAM" | "PRN" | "SQR" | "MSQE" | "CSTL" | "INSM" | "OILR" | "BDG" | "HSP") => {
            Some(PlaceKind::Site)
        }
        ("H", "STM" | "STMI" | "CNL") => Some(PlaceKind::River),
        ("H", "LK" | "RSV" | "LKI") => Some(PlaceKind::Lake),
        ("T", "MT" | "MTS" | "HLL") => Some(PlaceKind::Mountain),
        ("T", "ISL") => Some(PlaceKind::Island),
        ("L", "RGN" | "AREA") => Some(PlaceKind::Region),
        (_, _) => None,
    }
}

/// Reads an extract of Who's On First: columns `id placetype name lat lon population names`, where `names` lists
/// `lang_x_kind=name` with `|` between. `country` is the ISO alpha-2 of all rows. Linear in the rows.
pub fn whos_on_first(name: &str, contents: &str, country: &str) -> Import {
    let mut import = Draft::new("Who's On First (CC0, CC BY 4.0), with data from GeoNames (CC BY 4.0)");
    let table = Table::parse(name, contents);
    for (idx, row) in table.rows().enumerate() {
        let Some(kind) = wof_kind(row.cell("placetype")) else { continue };
        let id = format!("wof:{}", row.cell("id"));
        let names: Vec<&str> = row.list("names").filter_map(|it| it.split_once('=')).map(|it| it.1).collect();
        let entry = Entry {
            id: &id,
            title: row.cell("name"),
            kind,
            lat: row.cell("lat"),
            lon: row.cell("lon"),
            country,
            parent: "",
            people: row.cell("population"),
            names: &names,
        };
        import.push(name, idx + 1, &entry);
    }
    import.finish(name)
}

fn wof_kind(placetype: &str) -> Option<PlaceKind> {
    match placetype {
        "country" => None,
        "region" => Some(PlaceKind::Adm1),
        "county" => Some(PlaceKind::Adm2),
        "localadmin" => Some(PlaceKind::Adm3),
        "locality" => Some(PlaceKind::Village),
        "neighbourhood" | "borough" | "macrohood" => Some(PlaceKind::Neighbourhood),
        "campus" => Some(PlaceKind::Site),
        _ => None,
    }
}

/// Column names under which tables of places on the web keep what we need, by our own name.
const COLUMNS: [(&str, &[&str]); 8] = [
    ("id", &["id", "geonameid", "pcode", "osm_id", "wikidata"]),
    ("name", &["name", "place", "city", "name_en", "asciiname", "location"]),
    ("lat", &["lat", "latitude", "y"]),
    ("lon", &["lon", "lng", "long", "longitude", "x"]),
    ("country", &["country_code", "iso2", "iso3", "country"]),
    ("kind", &["kind", "type", "fclass", "feature"]),
    ("population", &["population", "pop"]),
    ("names", &["names", "alternatenames", "aliases", "name_ar", "name_local"]),
];

/// Reads a table with commas or semicolons and a header, such as spreadsheets save. Columns are told by their
/// usual names; `country` is used where the table has none of two or three letters. Linear in the text.
pub fn csv(name: &str, contents: &str, country: &str) -> Import {
    let mut import = Draft::new(&format!("places of {name}"));
    let contents = contents.trim_start_matches('\u{feff}').trim_start_matches('#');
    let comma = if contents.lines().next().is_some_and(|it| it.matches(';').count() > it.matches(',').count())
    {
        ';'
    } else {
        ','
    };
    let mut rows = csv_rows(contents, comma).into_iter();
    let header: Vec<String> =
        rows.next().unwrap_or_default().iter().map(|it| it.trim().to_lowercase()).collect();
    let column = |own: &str| {
        let usual = COLUMNS.iter().find(|it| it.0 == own).map_or(&[][..], |it| it.1);
        usual.iter().find_map(|it| header.iter().position(|column| column == it))
    };
    let places = COLUMNS.map(|it| column(it.0));
    if places[1].is_none() || places[2].is_none() || places[3].is_none() {
        import.refuse(name, 0, "columns for name, latitude and longitude are expected");
        return import.finish(name);
    }
    for (idx, row) in rows.enumerate() {
        let cell = |at: usize| places[at].and_then(|it| row.get(it)).map_or("", |it| it.trim());
        let own = match cell(0) {
            "" => format!("{name}:{}", idx + 2),
            id => format!("{name}:{id}"),
        };
        let told = cell(4);
        let code = matches!(told.len(), 2 | 3) && told.bytes().all(|it| it.is_ascii_uppercase());
        let names: Vec<&str> = cell(7).split(['|', ',']).map(str::trim).collect();
        import.push(
            name,
            idx + 1,
            &Entry {
                id: &own,
                title: cell(1),
                kind: PlaceKind::from_word(&cell(5).to_lowercase()).unwrap_or(PlaceKind::Village),
                lat: cell(2),
                lon: cell(3),
                country: if code { told } else { country },
                parent: "",
                people: cell(6),
                names: &names,
            },
        );
    }
    import.finish(name)
}

/// Splits a table into rows of cells: quoted cells may hold commas, line breaks and doubled quotes (RFC 4180).
fn csv_rows(contents: &str, comma: char) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let mut quoted = false;
    let mut chars = contents.chars().peekable();
    while let Some(ch) = chars.next() {
        match ch {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            '\r' if !quoted => {}
            _ if ch == comma && !quoted => row.push(std::mem::take(&mut cell)),
            _ => cell.push(ch),
        }
    }
    row.push(cell);
    if row.iter().any(|it| !it.is_empty()) {
        rows.push(row);
    }
    rows
}

/// One place before it is written down.
struct Entry<'a> {
    id: &'a str,
    title: &'a str,
    kind: PlaceKind,
    lat: &'a str,
    lon: &'a str,
    country: &'a str,
    parent: &'a str,
    people: &'a str,
    names: &'a [&'a str],
}

struct Draft {
    import: Import,
    n_refused: usize,
}

/// Settlements with so many people are towns, and cities: where a source does not say, the size does. From the
/// median sizes of both in the shipped theatre.
const TOWN_FROM: u64 = 5_000;
const CITY_FROM: u64 = 50_000;

impl Draft {
    fn new(attribution: &str) -> Draft {
        let import =
            Import { table: HEADER.to_owned(), attribution: attribution.to_owned(), ..Import::default() };
        Draft { import, n_refused: 0 }
    }

    fn refuse(&mut self, name: &str, idx: usize, why: &str) {
        self.n_refused += 1;
        if self.n_refused <= MOST_NOTES {
            self.import.notes.push(Note::new(Severity::Refused, format!("{name}:{}: {why}", idx + 1)));
        }
    }

    fn push(&mut self, name: &str, idx: usize, entry: &Entry<'_>) {
        let on_globe = |it: &str, most: f64| it.parse::<f64>().is_ok_and(|it| it.abs() <= most);
        if !on_globe(entry.lat, 90.0) || !on_globe(entry.lon, 180.0) {
            return self.refuse(name, idx, &format!("{}, {} is no point on a globe", entry.lat, entry.lon));
        }
        if entry.title.is_empty() {
            return self.refuse(name, idx, "a place needs a name");
        }
        let people = entry.people.parse::<u64>().unwrap_or(0);
        let kind = match entry.kind {
            PlaceKind::Village if people >= CITY_FROM => PlaceKind::City,
            PlaceKind::Village if people >= TOWN_FROM => PlaceKind::Town,
            other => other,
        };
        let clean = |it: &str| it.replace(['\t', '|', '\n'], " ");
        let names: Vec<String> = entry
            .names
            .iter()
            .filter(|it| !it.is_empty() && **it != entry.title)
            .map(|it| clean(it))
            .collect();
        let Entry { id, lat, lon, country, parent, .. } = entry;
        let (title, kind, names) = (clean(entry.title), kind.word(), names.join("|"));
        let people = if people > 0 { people.to_string() } else { String::new() };
        let row = format!("{id}\t{title}\t{kind}\t{lat}\t{lon}\t{country}\t{parent}\t\t{people}\t{names}");
        if writeln!(self.import.table, "{row}").is_ok() {
            self.import.n_places += 1;
        }
    }

    fn finish(mut self, name: &str) -> Import {
        if self.n_refused > MOST_NOTES {
            let more = self.n_refused - MOST_NOTES;
            self.import
                .notes
                .push(Note::new(Severity::Refused, format!("{name}: {more} more rows were left out")));
        }
        self.import
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Gazetteer;

    const DUMP: &str = "\
170017\tMuḩāfaz̧at Ḩamāh\tMuhafazat Hamah\tHama Governorate\t35.2\t37.2\tA\tADM1\tSY\t\t05\t\t\t\t1384953\t\t0\tAsia/Damascus\t2012-01-01
170016\tḨamāh\tHamah\tHama,Hamath,حماة\t35.13179\t36.75783\tP\tPPLA\tSY\t\t05\t\t\t\t460602\t\t0\tAsia/Damascus\t2018-01-01
1\tSome Well\tSome Well\t\t35.0\t36.0\tH\tWLL\tSY\t\t05\t\t\t\t0\t\t0\tAsia/Damascus\t2018-01-01
2\tBroken\tBroken\t\t135.0\t36.0\tP\tPPL\tSY\t\t05\t\t\t\t0\t\t0\tAsia/Damascus\t2018-01-01
short row
";

    #[test]
    fn a_geonames_dump_becomes_a_table_of_ours() {
        let import = geonames("SY.txt", DUMP);
        assert_eq!(import.n_places, 2);
        assert_eq!(import.notes.len(), 2, "{:?}", import.notes);
        assert!(import.attribution.contains("GeoNames"));
        let gazetteer = Gazetteer::parse(&[("import", &import.table)]).value;
        let hama = gazetteer.by_name("حماة");
        assert_eq!((hama.len(), hama[0].kind, hama[0].population), (1, PlaceKind::City, 460602));
        assert_eq!(hama[0].parents, ["geonames:170017"]);
    }

    #[test]
    fn a_spreadsheet_becomes_a_table_of_ours() {
        let sheet = "#name,region,country,latitude,longitude,location_type,conflict_date,population\r
\"Brill, Old\",North,Syria,35.1,36.7,town,,12000\r
Nowhere,,,,,,,\r
";
        let import = csv("sheet.csv", sheet, "SY");
        assert_eq!((import.n_places, import.notes.len()), (1, 1), "{:?}", import.notes);
        let gazetteer = Gazetteer::parse(&[("import", &import.table)]).value;
        assert_eq!(gazetteer.by_name("Brill, Old")[0].population, 12000);
        assert_eq!(csv("x.csv", "a;b;c\n1;2;3\n", "SY").notes.len(), 1);
        assert_eq!(csv("empty.csv", "", "SY").n_places, 0);
    }

    #[test]
    fn an_extract_of_whos_on_first_becomes_a_table_of_ours() {
        let extract = "id\tplacetype\tname\tlat\tlon\tpopulation\tgeonames\twikidata\tnames
7\tlocality\tŞūrān\t35.291\t36.748\t30716\t1\tQ1\teng_x_preferred=Suran|ara_x_preferred=صوران
8\tlocality\tNowhere\tx\t36.7\t\t\t\t
9\tempire\tRome\t41.9\t12.5\t\t\t\t
";
        let import = whos_on_first("wof.tsv", extract, "SY");
        assert_eq!((import.n_places, import.notes.len()), (1, 1));
        let gazetteer = Gazetteer::parse(&[("import", &import.table)]).value;
        assert_eq!(gazetteer.by_name("suran")[0].kind, PlaceKind::Town);
    }
}
