//! Turns an event's own type into the type under which the exchange files write it.

/// The type of the contract's list (CONTRACT.md, section 3) that a finer type belongs to. The codebook tells more apart
/// than the list does, for PLOVER's sake; a reader who knows the list alone must not lose those events. A type of a
/// user's own rules stays as it is.
pub(crate) fn of_the_contract(own: &str) -> &str {
    match own {
        "chemical_attack" | "explosion" | "property_destruction" | "sexual_violence" => "attack",
        "mobilization" => "redeployment",
        "rejection" => "statement_claim",
        "sanctions" => "policy_measure",
        "cooperation" | "concession" => "agreement",
        "riot" => "protest",
        "aid" | "investigation" | "looting" => "other",
        listed => listed,
    }
}

/// The finer type, where the contract's list has none for it.
pub(crate) fn finer(own: &str) -> Option<&str> {
    (of_the_contract(own) != own).then_some(own)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_beyond_the_list_is_written_as_one_of_the_list_and_keeps_its_name() {
        assert_eq!((of_the_contract("sanctions"), finer("sanctions")), ("policy_measure", Some("sanctions")));
        assert_eq!((of_the_contract("looting"), finer("looting")), ("other", Some("looting")));
    }

    #[test]
    fn types_of_the_list_and_of_a_users_own_rules_stay() {
        for own in ["territory_capture", "other", "market_closure"] {
            assert_eq!((of_the_contract(own), finer(own)), (own, None));
        }
    }
}
