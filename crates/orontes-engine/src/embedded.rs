//! The tables that ship inside the program. A test holds this list against `data/`.

macro_rules! tables {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("../../../data/", $path)))),*]
    };
}

/// Name and content of each table; a theatre before the world, for the first to bear a name wins.
pub(crate) const TABLES: &[(&str, &str)] = tables![
    "theatres/syria/places.tsv",
    "theatres/syria/aliases.tsv",
    "theatres/syria/actors.tsv",
    "theatres/syria/ties.tsv",
    "theatres/syria/sources.tsv",
    "theatres/syria/roads.tsv",
    "theatres/syria/ground.tsv",
    "world/countries.tsv",
    "world/cities.tsv",
    "world/regions.tsv",
    "world/actors.tsv",
    "world/sources.tsv",
    "world/offices.tsv",
    "world/sectors.tsv",
    "world/seats.tsv",
    "world/shy_names.tsv",
];

#[cfg(test)]
mod tests {
    use super::TABLES;
    use std::collections::BTreeSet;
    use std::path::{Path, PathBuf};

    fn tables_below(folder: &Path) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().path());
        let found = entries.flat_map(|it| if it.is_dir() { tables_below(&it) } else { vec![it] });
        found.filter(|it| it.extension().is_some_and(|it| it == "tsv")).collect()
    }

    #[test]
    fn every_table_of_the_data_folder_ships() {
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
        let folders = ["world", "theatres/syria"].map(|it| data.join(it));
        let there: BTreeSet<String> = folders
            .iter()
            .flat_map(|it| tables_below(it))
            .map(|it| it.strip_prefix(&data).unwrap().to_str().unwrap().replace('\\', "/"))
            .collect();
        let shipped: BTreeSet<String> = TABLES.iter().map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(there, shipped);
    }
}
