//! The theatre of the invented country loads as any theatre does, without a note.

use orontes_engine::Reference;
use orontes_model::{Note, Severity};
use std::path::Path;

#[test]
fn the_theatre_of_ardenia_loads_without_a_note() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/arden/theatre");
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|it| it.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let texts: Vec<String> =
        names.iter().map(|it| std::fs::read_to_string(folder.join(it)).unwrap()).collect();
    let tables: Vec<(&str, &str)> =
        names.iter().zip(&texts).map(|it| (it.0.as_str(), it.1.as_str())).collect();
    let read = Reference::with_tables(&tables).unwrap();
    // That a table of roads holds no places is no flaw.
    let flaws: Vec<&Note> = read.notes.iter().filter(|it| it.severity > Severity::Info).collect();
    assert_eq!(flaws, Vec::<&Note>::new());
    let gazetteer = &read.value.gazetteer;
    for (name, id) in
        [("Hallowmere", "ard.hallowmere"), ("Holmar", "ard.hallowmere"), ("Oldmoor airfield", "ard.oldmoor")]
    {
        assert_eq!(gazetteer.by_name(name).iter().map(|it| it.id.as_str()).collect::<Vec<_>>(), [id]);
    }
    assert_eq!(gazetteer.by_name("Millford").len(), 2);
}
