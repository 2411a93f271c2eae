//! What holds of every network.

use crate::world::{World, falls};
use orontes_model::{Loss, Outlook};
use proptest::prelude::*;
use std::collections::BTreeSet;

const NAMES: [&str; 9] = ["arden", "brook", "cliff", "dale", "elm", "ford", "glen", "holt", "isle"];

/// Places on a three by three square.
fn places() -> Vec<(&'static str, &'static str, f64, f64, u64)> {
    let at = |idx: usize| ((idx / 3) as f64 * 0.4, 20.0 + (idx % 3) as f64 * 0.4);
    NAMES
        .iter()
        .enumerate()
        .map(|(idx, it)| (*it, "town", at(idx).0, at(idx).1, 100 + 37 * idx as u64))
        .collect()
}

fn world(links: &BTreeSet<(usize, usize)>, holders: &[u8]) -> World {
    let roads: Vec<_> = links.iter().map(|(a, b)| (NAMES[*a], NAMES[*b], "", "primary")).collect();
    let mut world = World::of(&places(), &roads);
    for (idx, holder) in holders.iter().enumerate() {
        world = match holder {
            0 => world.held(NAMES[idx], "gov", "controlled"),
            1 => world.held(NAMES[idx], "front", "controlled"),
            _ => world,
        };
    }
    world
}

fn links() -> impl Strategy<Value = BTreeSet<(usize, usize)>> {
    proptest::collection::btree_set((0..9usize, 0..9usize), 4..16)
        .prop_map(|them| them.into_iter().filter(|it| it.0 < it.1).collect())
}

fn first_area(loss: &Loss) -> BTreeSet<String> {
    loss.after.first().into_iter().flat_map(|it| &it.towns).map(|it| it.id.clone()).collect()
}

fn ask(links: &BTreeSet<(usize, usize)>, holders: &[u8], seed: u64) -> Outlook {
    world(links, holders).ask(&[falls("elm", "front")], seed)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn adding_a_link_never_separates(links in links(), more in (0..9usize, 0..9usize), holders in proptest::collection::vec(0..2u8, 9)) {
        let mut wider = links.clone();
        if more.0 < more.1 {
            wider.insert(more);
        }
        let (narrow, wide) = (ask(&links, &holders, 7), ask(&wider, &holders, 7));
        for loss in &narrow.losses {
            // A place that the narrower network did not have may be the new base: then there is nothing to compare.
            let Some(other) = wide.losses.iter().find(|it| it.base.id == loss.base.id) else { continue };
            prop_assert!(first_area(loss).is_subset(&first_area(other)));
        }
    }

    #[test]
    fn nobody_is_lost_between_the_areas(links in links(), holders in proptest::collection::vec(0..3u8, 9)) {
        for loss in &ask(&links, &holders, 7).losses {
            let sum = |areas: &[orontes_model::Patch]| areas.iter().map(|it| it.people).sum::<u64>();
            let lost: u64 = loss.lost.iter().map(|it| it.people).sum();
            prop_assert_eq!(sum(&loss.before), sum(&loss.after) + lost);
            for area in &loss.after {
                prop_assert_eq!(area.people, area.towns.iter().map(|it| it.people).sum::<u64>());
                prop_assert!(area.people_reported <= area.people);
            }
        }
    }

    #[test]
    fn draws_stay_within_bounds_and_follow_the_seed(links in links(), holders in proptest::collection::vec(0..3u8, 9), seed in any::<u64>()) {
        let outlook = ask(&links, &holders, seed);
        prop_assert_eq!(&outlook, &ask(&links, &holders, seed));
        let all: u64 = places().iter().map(|it| it.4).sum();
        for loss in &outlook.losses {
            let odds = &loss.odds;
            prop_assert!((0.0..=1.0).contains(&odds.alone) && (0.0..=1.0).contains(&odds.spreading));
            prop_assert!(odds.people[0] <= odds.people[1] && odds.people[1] <= odds.people[2]);
            prop_assert!(odds.people[2] <= all);
            prop_assert_eq!(odds.seed, seed);
        }
    }

    #[test]
    fn a_cut_that_is_certain_on_the_graph_is_counted_in_most_draws(links in links(), holders in proptest::collection::vec(0..2u8, 9)) {
        for loss in &ask(&links, &holders, 3).losses {
            if loss.is_certain_on_graph && loss.gaps.is_empty() {
                prop_assert!(loss.odds.alone > 0.99, "{:?}", loss.odds);
            }
        }
    }
}
