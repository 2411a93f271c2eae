//! Spellings of Syrian towns as English-language outlets write them: agencies, broadcasters, monitors, the UN,
//! Turkish, Kurdish, Russian and French state media in English.
//!
//! The even half was looked at while the tables were written, the odd half only here.

use crate::world::World;
use orontes_model::Resolution;

const SPELLINGS: [(&str, &str); 66] = [
    ("Deir Ezzor", "sy.deir_ez_zor"),
    ("Dayr al-Zawr", "sy.deir_ez_zor"),
    ("Ma'arat al-Nu'man", "sy.maarrat_al_numan"),
    ("Maarat al Nouman", "sy.maarrat_al_numan"),
    ("Khan Sheikhoun", "sy.khan_shaykhun"),
    ("Khan Cheikhoune", "sy.khan_shaykhun"),
    ("Jisr al-Shughour", "sy.jisr_al_shughur"),
    ("Jisr Al Shogour", "sy.jisr_al_shughur"),
    ("Saraqeb", "sy.saraqib"),
    ("Sarraqib", "sy.saraqib"),
    ("Qusair", "sy.qusayr"),
    ("Al-Qusseir", "sy.qusayr"),
    ("Rastan", "sy.rastan"),
    ("Ar Rastan", "sy.rastan"),
    ("Talbiseh", "sy.talbiseh"),
    ("Talbisah", "sy.talbiseh"),
    ("Salamiyeh", "sy.salamiyah"),
    ("Salamieh", "sy.salamiyah"),
    ("Maharda", "sy.mhardeh"),
    ("Mhardeh", "sy.mhardeh"),
    ("Suqaylabiyah", "sy.suqaylabiyah"),
    ("Al-Sqaylabiyah", "sy.suqaylabiyah"),
    ("Morek", "sy.morek"),
    ("Mourik", "sy.morek"),
    ("Kafr Zita", "sy.kafr_zita"),
    ("Kafr Zeitah", "sy.kafr_zita"),
    ("al-Lataminah", "sy.latamneh"),
    ("Lattamneh", "sy.latamneh"),
    ("Taybat al-Imam", "sy.taybat_al_imam"),
    ("Tayyebat al-Imam", "sy.taybat_al_imam"),
    ("Lattakia", "sy.latakia"),
    ("Ladhakiya", "sy.latakia"),
    ("Tartous", "sy.tartus"),
    ("Tartoos", "sy.tartus"),
    ("Banias", "sy.baniyas"),
    ("Jableh", "sy.jableh"),
    ("Palmyra", "sy.tadmur"),
    ("Tadmour", "sy.tadmur"),
    ("al-Qaryatain", "sy.qaryatayn"),
    ("Qariyatayn", "sy.qaryatayn"),
    ("Manbij", "sy.manbij"),
    ("Menbic", "sy.manbij"),
    ("Tel Rifaat", "sy.tell_rifaat"),
    ("Tal Refaat", "sy.tell_rifaat"),
    ("Azaz", "sy.azaz"),
    ("A'zaz", "sy.azaz"),
    ("Kobane", "sy.kobani"),
    ("Ayn al-Arab", "sy.kobani"),
    ("Kweires", "sy.kuweires"),
    ("Kuwairis", "sy.kuweires"),
    ("Hassakeh", "sy.hasakah"),
    ("al-Hasaka", "sy.hasakah"),
    ("Qamishlo", "sy.qamishli"),
    ("Kameshli", "sy.qamishli"),
    ("Tal Abyad", "sy.tell_abyad"),
    ("Tell Abiyad", "sy.tell_abyad"),
    ("Ras al-Ain", "sy.ras_al_ayn"),
    ("Serekaniye", "sy.ras_al_ayn"),
    ("Albukamal", "sy.abu_kamal"),
    ("Boukamal", "sy.abu_kamal"),
    ("Khmeimim", "sy.hmeimim"),
    ("Hmeymim", "sy.hmeimim"),
    ("Al-Nabk", "sy.nabk"),
    ("Yabroud", "sy.yabrud"),
    ("Zabadany", "sy.zabadani"),
    ("Mouadamiyat al-Sham", "sy.muadamiyat"),
];

#[test]
fn spellings_of_many_outlets_are_right_and_none_is_silently_wrong() {
    let world = World::shipped(&[]);
    let mut wrong = Vec::new();
    let mut missed = Vec::new();
    for (spelling, expected) in SPELLINGS {
        let text = format!("Fighting reached {spelling} on Monday, the Syrian army said.");
        let located = world.locate(&text, &[spelling]);
        match &located.places[0].resolution {
            Resolution::One(it) if it.place.id == expected => {}
            Resolution::One(it) => wrong.push((spelling, it.place.id.clone())),
            Resolution::Several(them) if them[0].place.id == expected => {}
            Resolution::Several(_) | Resolution::None => missed.push(spelling),
        }
    }
    assert!(wrong.is_empty(), "silently wrong: {wrong:?}");
    assert!(missed.len() <= 2, "not found: {missed:?}");
}

/// Spellings written down before the tables and the code were run on them even once.
const UNSEEN: [(&str, &str); 60] = [
    ("Sarakeb", "sy.saraqib"),
    ("Kafar Nabl", "sy.kafr_nabl"),
    ("Kafranbil", "sy.kafr_nabl"),
    ("Ma'aret al-Numaan", "sy.maarrat_al_numan"),
    ("Maarrat an-Nu'maan", "sy.maarrat_al_numan"),
    ("Khan Shaykoun", "sy.khan_shaykhun"),
    ("Taftanaaz", "sy.taftanaz"),
    ("Tall Tamir", "sy.tell_tamer"),
    ("Tel Temir", "sy.tell_tamer"),
    ("Ein Issa", "sy.ayn_issa"),
    ("Ain Eissa", "sy.ayn_issa"),
    ("Al Hawl", "sy.hawl"),
    ("Hajeen", "sy.hajin"),
    ("Baghuz", "sy.baghuz"),
    ("Mayadeen", "sy.mayadin"),
    ("Al-Mayadine", "sy.mayadin"),
    ("al-Sukhna", "sy.sukhnah"),
    ("Soukhne", "sy.sukhnah"),
    ("Dumair", "sy.dumayr"),
    ("Dmair", "sy.dumayr"),
    ("Sidnaya", "sy.saydnaya"),
    ("Saydnaiya", "sy.saydnaya"),
    ("Muaddamiyeh", "sy.muadamiyat"),
    ("Darayaa", "sy.darayya"),
    ("Kisweh", "sy.kiswah"),
    ("Sanamain", "sy.sanamayn"),
    ("Nawaa", "sy.nawa"),
    ("Busra ash-Sham", "sy.busra_al_sham"),
    ("Inkhil", "sy.inkhil"),
    ("Sweidaa", "sy.suwayda"),
    ("Soweida", "sy.suwayda"),
    ("Kuneitra", "sy.quneitra"),
    ("Misyaf", "sy.masyaf"),
    ("Tel Kalakh", "sy.tell_kalakh"),
    ("Talkalakh", "sy.tell_kalakh"),
    ("Houleh", "sy.houla"),
    ("Safitta", "sy.safita"),
    ("Dreykish", "sy.duraykish"),
    ("Slinfa", "sy.slunfeh"),
    ("Jarablos", "sy.jarabulus"),
    ("Gerablus", "sy.jarabulus"),
    ("Effrin", "sy.afrin"),
    ("Jandairis", "sy.jindires"),
    ("Al Atarib", "sy.atarib"),
    ("Daret Azza", "sy.darat_izza"),
    ("Sarmadaa", "sy.sarmada"),
    ("Shadadi", "sy.shaddadi"),
    ("Al Shaddadah", "sy.shaddadi"),
    ("Amoudah", "sy.amuda"),
    ("Darbasiyeh", "sy.darbasiyah"),
    ("Resafeh", "sy.resafa"),
    ("Tabaqah", "sy.thawrah"),
    ("Souran", "sy.suran_hama"),
    ("Qalaat al-Mudik", "sy.qalaat_al_madiq"),
    ("Qumhane", "sy.qamhana"),
    ("Kafr Nbouda", "sy.kafr_nabudah"),
    ("Halfayya", "sy.halfaya"),
    ("Khanassir", "sy.khanaser"),
    ("As-Safirah", "sy.safira"),
    ("Dair Hafir", "sy.deir_hafir"),
];

/// Names of 60 unseen spellings that may stay unknown: none is left unknown; two may be, for 58 are asked for.
const MOST_UNKNOWN: usize = 2;

#[test]
fn unseen_spellings_are_right_or_unknown() {
    let world = World::shipped(&[]);
    let mut unknown = Vec::new();
    for (spelling, expected) in UNSEEN {
        let text = format!("Fighting reached {spelling} on Monday, the Syrian army said.");
        let located = world.locate(&text, &[spelling]);
        let found = located.places[0].resolution.best().map(|it| it.place.id.clone());
        match found {
            Some(id) => assert_eq!(id, expected, "{spelling}"),
            None => unknown.push(spelling),
        }
    }
    assert!(unknown.len() <= MOST_UNKNOWN, "{unknown:?}");
}
