//! What each way in may do stands in the README, and it is all there is.

use std::collections::BTreeSet;

use polisi::access::Role;
use polisi::access::factor::role_needs;

use crate::support::environment::in_repository;

/// Words of the last column of the table.
const PROOFS: [&str; 7] =
    ["nothing", "two", "one, or two by role", "the tablet and one", "one", "a link", "the machine"];

/// The rows of the table of entries in the README: the name, and how it is proven.
fn rows() -> Vec<(String, String)> {
    let readme = std::fs::read_to_string(in_repository("README.md")).unwrap();
    let (_, rest) = readme.split_once("| Entry | Who | May | Proven by |\n").expect("the table of entries");
    let lines = rest.lines().skip(1).take_while(|line| line.starts_with('|'));
    let cells = lines.map(|line| line.trim_matches('|').split(" | ").map(str::trim).collect::<Vec<_>>());
    cells
        .map(|cells| {
            assert_eq!(cells.len(), 4, "{cells:?}");
            (cells[0].trim_matches('`').to_owned(), cells[3].to_owned())
        })
        .collect()
}

#[test]
fn the_readme_names_every_entry_and_how_it_is_proven() {
    let mut entries = BTreeSet::new();
    for file in crate::architecture::files() {
        let lines = file.text.lines().filter_map(|line| line.strip_prefix("impl Entry for "));
        entries.extend(lines.map(|name| name.trim_end_matches(" {").to_owned()));
    }
    // A threshold looks at who stands before it and is nobody yet.
    assert!(entries.remove("Threshold"));
    assert!(entries.len() >= 9, "saw only {entries:?}");
    let rows = rows();
    let named: BTreeSet<String> = rows.iter().map(|(name, _)| name.clone()).collect();
    assert_eq!(named.len(), rows.len(), "none twice");
    assert_eq!(named, entries);
    for (name, proof) in rows {
        assert!(PROOFS.contains(&proof.as_str()), "{name}: {proof}");
    }
}

/// Who decides about people gives two proofs; who gives one reads, signs and reports.
#[test]
fn one_proof_alone_never_decides_about_people() {
    use polisi::access::Action;
    let deciding =
        [Action::GrantRoles, Action::ResetSecondFactor, Action::ManageOrganisation, Action::ManageDevices];
    for role in Role::ALL {
        for action in deciding {
            let may = polisi::access::actions::allowed(action).contains(role);
            assert!(!may || role_needs(*role), "{role:?} may {action:?} by a password alone");
        }
    }
}
