//! What happened, in groups that people filter by.

/// The groups, in the order of the filter.
pub const GROUPS: &[&str] = &[
    "people",
    "roles",
    "organisation",
    "policies",
    "approval",
    "reviews",
    "signing",
    "sharing",
    "rights",
    "log",
    "access",
];

/// How actions begin, and their group; the first that fits counts.
const BEGINNINGS: &[(&str, &str)] = &[
    ("policy_acknowledged", "signing"),
    ("policy_share", "sharing"),
    ("policy_shared", "sharing"),
    ("request_", "signing"),
    ("assignments_", "signing"),
    ("link_", "signing"),
    ("policy_", "policies"),
    ("policies_", "policies"),
    ("shelf_", "policies"),
    ("reference", "policies"),
    ("coverage_", "policies"),
    ("approval_", "approval"),
    ("review_", "reviews"),
    ("person_", "people"),
    ("people_", "people"),
    ("staff_", "people"),
    ("member_", "people"),
    ("invitation_", "people"),
    ("role_", "roles"),
    ("cover_", "roles"),
    ("organisation_", "organisation"),
    ("service_", "organisation"),
    ("field_", "organisation"),
    ("own_field_", "organisation"),
    ("data_complaint_", "rights"),
    ("cases_", "log"),
    ("head_", "log"),
    ("mail_", "log"),
];

/// The group of an action; signing in, devices and whatever is of no other group is `access`.
#[must_use]
pub fn group_of(action: &str) -> &'static str {
    BEGINNINGS
        .iter()
        .find(|(beginning, _)| action.starts_with(beginning))
        .map_or("access", |(_, group)| group)
}

#[cfg(test)]
mod tests {
    use super::{GROUPS, group_of};

    #[test]
    fn actions_have_groups() {
        for (action, group) in [
            ("policy_acknowledged", "signing"),
            ("policy_published", "policies"),
            ("policy_share_ended", "sharing"),
            ("policy_shared", "sharing"),
            ("role_granted", "roles"),
            ("cover_named", "roles"),
            ("own_field_added", "organisation"),
            ("reference_removed", "policies"),
            ("cases_committed", "log"),
            ("factor_enrolled", "access"),
        ] {
            assert_eq!(group_of(action), group, "{action}");
            assert!(GROUPS.contains(&group));
        }
    }
}
