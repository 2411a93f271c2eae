//! Every type of the exchange format, of ACLED and of PLOVER is yielded by a rule with its example.

use orontes_codebook::{Codebook, Rule};
use orontes_model::ControlStatus;

/// Event types of the exchange format.
const TYPES: &str = "territory_capture non_violent_transfer recapture advance offensive_launch position_report clash attack \
    suicide_attack shelling counterattack suppression massacre uprising defeat military_weakness airstrike drone_strike \
    bombardment withdrawal redeployment retreat displacement casualty_report intent_to_attack goal \
    counterattack_preparation threat route_cut route_opened detainee_release arrest abduction statement_demand \
    statement_claim statement_support statement_criticism accusation assessment diplomatic_contact designation \
    policy_measure foreign_intervention group_emergence group_change war_start conflict_reignition celebration protest \
    agreement other";

/// The 25 sub-events of ACLED's codebook, 2023.
const ACLED: [&str; 25] = [
    "Government regains territory",
    "Non-state actor overtakes territory",
    "Armed clash",
    "Excessive force against protesters",
    "Protest with intervention",
    "Peaceful protest",
    "Violent demonstration",
    "Mob violence",
    "Chemical weapon",
    "Air/drone strike",
    "Suicide bomb",
    "Shelling/artillery/missile attack",
    "Remote explosive/landmine/IED",
    "Grenade",
    "Sexual violence",
    "Attack",
    "Abduction/forced disappearance",
    "Agreement",
    "Arrests",
    "Change to group/activity",
    "Disrupted weapons use",
    "Headquarters or base established",
    "Looting/property destruction",
    "Non-violent transfer of territory",
    "Other",
];

/// The 16 event types of PLOVER 2.
const PLOVER: &str = "AGREE CONSULT SUPPORT COOPERATE AID CONCEDE RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION \
    MOBILIZE COERCE ASSAULT";

fn unreached<'w>(
    wanted: impl Iterator<Item = &'w str>,
    yields: impl Fn(&Rule, &str) -> bool,
) -> Vec<&'w str> {
    let book = Codebook::embedded();
    let told = |it: &Rule| !it.examples.is_empty() && !it.counterexamples.is_empty();
    wanted.filter(|word| !book.rules().iter().any(|it| told(it) && yields(it, word))).collect()
}

#[test]
fn every_event_type_has_a_rule_with_its_example() {
    let of = |rule: &Rule, word: &str| rule.event.as_ref().is_some_and(|it| it.event_type == word);
    assert_eq!(unreached(TYPES.split_whitespace(), of), Vec::<&str>::new());
}

#[test]
fn every_sub_event_of_acled_has_a_rule_with_its_example() {
    let of = |rule: &Rule, word: &str| rule.event.as_ref().and_then(|it| it.acled.as_deref()) == Some(word);
    assert_eq!(unreached(ACLED.into_iter(), of), Vec::<&str>::new());
}

#[test]
fn every_type_of_plover_has_a_rule_with_its_example() {
    let of = |rule: &Rule, word: &str| rule.event.as_ref().and_then(|it| it.plover.as_deref()) == Some(word);
    assert_eq!(unreached(PLOVER.split_whitespace(), of), Vec::<&str>::new());
}

#[test]
fn every_status_of_control_but_claimed_has_a_rule_with_its_example() {
    // Claimed control is control by the holder's own word: the coding decides it, and no rule.
    let words = "controlled contested threatened positions cut support_base not_controlled";
    let of = |rule: &Rule, word: &str| {
        ControlStatus::from_word(word).is_some_and(|status| rule.control.iter().any(|it| it.status == status))
    };
    assert_eq!(unreached(words.split_whitespace(), of), Vec::<&str>::new());
}
