//! What words of a user are taken to suppose, and what is said of words that name nothing or too much.

use crate::world::{World, day};
use orontes_model::{Holder, Situation, Then};
use orontes_suppose::{Unclear, supposition};

fn world() -> World {
    let places = "#id\tname\tkind\tlat\tlon\tcountry\tparent\tpcode\tpopulation\tnames
arden\tArden\tcity\t0\t20\tXD\t\t\t500000\t
suran.a\tSuran\ttown\t1\t20\tXD\t\t\t800\t
suran.b\tSuran\ttown\t2\t20\tXD\t\t\t900\t
thornby\tThornby\ttown\t2\t21\tXD\t\t\t900\tThorn
arden.gov\tArden Province\tadm1\t2\t21\tXD\t\t\t900\t
";
    World::from_tables(places, "#from\tto\n")
}

fn read(world: &World, situation: &Situation, words: &str) -> Result<(String, Then), Unclear> {
    let read = supposition(&world.gazetteer, &world.registry, situation, Some(day()), words);
    read.map(|it| (it.place_id, it.then))
}

#[test]
fn names_aliases_and_identifiers_are_read_whatever_their_case() {
    let world = world();
    let front = Then::Held(Holder { name: "Northern Front".into(), side: "front".into() });
    for words in ["thornby=front", "Thorn = NF", "THORNBY=Northern Front", "thornby=nf", "thornby=rebels"] {
        assert_eq!(read(&world, &world.situation, words), Ok(("thornby".into(), front.clone())), "{words}");
    }
    assert_eq!(read(&world, &world.situation, "arden=Contested").unwrap().1, Then::Contested);
    assert_eq!(read(&world, &world.situation, "arden=unknown").unwrap().1, Then::Unknown);
}

#[test]
fn an_ambiguous_place_is_asked_back_until_the_situation_settles_it() {
    let world = world();
    let Err(Unclear::SeveralPlaces(_, them)) = read(&world, &world.situation, "suran=front") else {
        panic!()
    };
    assert_eq!(them.len(), 2);
    assert!(them[0].starts_with("suran.a ("), "{them:?}");
    let told = world.held("suran.b", "gov", "controlled");
    assert_eq!(read(&told, &told.situation, "suran=front").unwrap().0, "suran.b");
    assert_eq!(read(&told, &told.situation, "suran.a=front").unwrap().0, "suran.a");
}

#[test]
fn what_names_nothing_is_said_with_what_is_like_it_and_never_guessed() {
    let world = world();
    let Err(Unclear::NoPlace(_, like)) = read(&world, &world.situation, "thornbey=front") else { panic!() };
    assert_eq!(like, ["thornby (Thornby, town)"]);
    assert_eq!(
        read(&world, &world.situation, "arden province=front"),
        Err(Unclear::NoPlace("arden province".into(), Vec::new()))
    );
    assert_eq!(read(&world, &world.situation, "thornby=martians"), Err(Unclear::NoActor("martians".into())));
    for words in ["thornby", "=front", "thornby=", "="] {
        assert_eq!(read(&world, &world.situation, words), Err(Unclear::Sign(words.into())));
    }
}
