//! Runs phrases of number against their values.

use super::*;
use orontes_model::Bound;

fn found(text: &str) -> Vec<(String, Phrase)> {
    let lexemes = lexemes(text, 0);
    let of = |it: Phrase| (lexemes[it.start].span.cover(lexemes[it.end - 1].span).of(text).to_owned(), it);
    phrases(&lexemes, &[]).into_iter().map(of).collect()
}

fn check(text: &str, words: &str, expect: (QuantityRole, Bound, Option<f64>, Option<f64>, Option<f64>)) {
    let all = found(text);
    let hit = all.iter().find(|it| it.0 == words).unwrap_or_else(|| panic!("{words:?} not in {all:?}"));
    let it = &hit.1;
    assert_eq!((it.role, it.bound, it.low, it.best, it.high), expect, "{text}");
}

const COUNT: QuantityRole = QuantityRole::Count;

#[test]
fn qualifiers_open_and_widen_the_bounds() {
    check(
        "more than 50,000 people fled",
        "more than 50,000",
        (COUNT, Bound::MoreThan, Some(5e4), Some(5e4), None),
    );
    check("over 7 million displaced", "over 7 million", (COUNT, Bound::MoreThan, Some(7e6), Some(7e6), None));
    check("at least 12 civilians", "at least 12", (COUNT, Bound::MoreThan, Some(12.0), Some(12.0), None));
    check(
        "up to 1.5 million people",
        "up to 1.5 million",
        (COUNT, Bound::UpTo, None, Some(1.5e6), Some(1.5e6)),
    );
    check("nearly 300 homes", "nearly 300", (COUNT, Bound::LessThan, None, Some(300.0), Some(300.0)));
    check(
        "approximately 50,000 people",
        "approximately 50,000",
        (COUNT, Bound::Approx, Some(45e3), Some(5e4), Some(55e3)),
    );
    check(
        "an estimated 200 fighters",
        "an estimated 200",
        (COUNT, Bound::Approx, Some(180.0), Some(200.0), Some(220.0)),
    );
    check(
        "Some 3,000 rebels",
        "Some 3,000",
        (COUNT, Bound::Approx, Some(2700.0), Some(3000.0), Some(3300.0)),
    );
    check("100+ drones", "100+", (COUNT, Bound::MoreThan, Some(100.0), Some(100.0), None));
    check("20 or more wounded", "20 or more", (COUNT, Bound::MoreThan, Some(20.0), Some(20.0), None));
}

#[test]
fn ranges_keep_both_ends() {
    check(
        "between 30 and 40 soldiers",
        "between 30 and 40",
        (COUNT, Bound::Approx, Some(30.0), None, Some(40.0)),
    );
    check("10 to 15 vehicles", "10 to 15", (COUNT, Bound::Approx, Some(10.0), None, Some(15.0)));
    check("20,000-30,000 troops", "20,000-30,000", (COUNT, Bound::Approx, Some(2e4), None, Some(3e4)));
    check("two or three shells", "two or three", (COUNT, Bound::Approx, Some(2.0), None, Some(3.0)));
    check("1 to 2 million people", "1 to 2 million", (COUNT, Bound::Approx, Some(1e6), None, Some(2e6)));
}

#[test]
fn orders_of_magnitude_have_their_ends() {
    let order = Bound::OrderOfMagnitude;
    check(
        "tens of thousands of residents",
        "tens of thousands",
        (COUNT, order, Some(2e4), None, Some(99_999.0)),
    );
    check(
        "hundreds of thousands of lives",
        "hundreds of thousands",
        (COUNT, order, Some(2e5), None, Some(999_999.0)),
    );
    check("dozens of strikes", "dozens", (COUNT, order, Some(24.0), None, Some(99.0)));
    check("several cities and towns", "several", (COUNT, Bound::Vague, Some(3.0), None, Some(9.0)));
    check("many villages", "many", (COUNT, Bound::Vague, None, None, None));
    check("forced a similar number to flee", "a similar number", (COUNT, Bound::Approx, None, None, None));
}

#[test]
fn measures_money_and_shares_have_their_units() {
    let units = |text: &str, words: &str, role: QuantityRole, unit: &str| {
        let all = found(text);
        let hit = all.iter().find(|it| it.0 == words).unwrap_or_else(|| panic!("{words:?} not in {all:?}"));
        assert_eq!((hit.1.role, hit.1.unit.as_deref()), (role, Some(unit)), "{text}");
    };
    units(
        "just 10 kilometers (6 miles) from the city",
        "just 10 kilometers (6 miles)",
        QuantityRole::Measure,
        "kilometre",
    );
    units("lies 40km south", "40km", QuantityRole::Measure, "kilometre");
    units("a $3 million reward", "$3 million", QuantityRole::Money, "dollar");
    units("worth 500 million Syrian pounds", "500 million Syrian pounds", QuantityRole::Money, "pound");
    units("€2.5bn in aid", "€2.5bn", QuantityRole::Money, "euro");
    units("20 percent of the land", "20 percent", QuantityRole::Share, "percent");
    units("about 60% of homes", "about 60%", QuantityRole::Share, "percent");
    units("two-thirds of the town", "two-thirds", QuantityRole::Share, "percent");
    units("after three days of clashes", "three days", QuantityRole::Measure, "day");
    units("a 155-mm shell", "155-mm", QuantityRole::Measure, "millimetre");
    units(
        "18,000 square kilometers of land",
        "18,000 square kilometers",
        QuantityRole::Measure,
        "square kilometre",
    );
}

#[test]
fn ordinals_ranks_labels_and_ages_are_no_counts() {
    let role = |text: &str, words: &str, role: QuantityRole| {
        let all = found(text);
        let hit = all.iter().find(|it| it.0 == words).unwrap_or_else(|| panic!("{words:?} not in {all:?}"));
        assert_eq!(hit.1.role, role, "{text}");
        assert!(all.iter().all(|it| it.1.role != COUNT), "{all:?}");
    };
    role("the country's third-largest city", "third-largest", QuantityRole::Rank);
    role("the second most populous province", "second most populous", QuantityRole::Rank);
    role("the first attack", "first", QuantityRole::Ordinal);
    role("the 47th Mechanised Brigade", "47th", QuantityRole::Label);
    role("the Fourth Division", "Fourth", QuantityRole::Label);
    role("a T-72 tank", "T-72", QuantityRole::Label);
    role("under Resolution 2254", "2254", QuantityRole::Label);
    role("the M5 highway", "M5", QuantityRole::Label);
    role("call +963 11 555", "+963 11 555", QuantityRole::Label);
    role("a boy aged 12", "aged 12", QuantityRole::Age);
    role("a 40-year-old farmer", "40-year-old", QuantityRole::Age);
    role("She is 78.", "78", QuantityRole::Age);
    role("who was 19 when the war began", "19", QuantityRole::Age);
    role("open 24/7", "24/7", QuantityRole::Label);
}

#[test]
fn words_that_only_look_like_numbers_are_left_alone() {
    for text in
        ["one of the leaders", "no one knows", "on the one hand", "some residents", "most of them", "a town"]
    {
        assert!(found(text).is_empty(), "{text}: {:?}", found(text));
    }
}
