//! The table of contents against a committed list: which URL there is, by which door it is reached, and what a member
//! must be allowed to do for it. The walks take what they expect from the table itself, so a URL that asks for another
//! right than it should passes them all; here somebody has to say that it may. What each right takes stands in
//! `role_matrix.txt`, what asks for the password again in `fresh.txt`. `POLISI_WRITE_ROUTES=1 cargo test --test it
//! contents` writes the list anew: look at what changed.

use std::collections::BTreeSet;

use polisi::routes;
use polisi::web::{Door, Route};

use super::every_route::FEWEST;
use crate::support::environment::in_repository;

const LIST: &str = "tests/it/access/routes.txt";

const HEAD: &str = "# Every URL, by which door it is reached, and what a member must be allowed to do; a change here is a \
                    decision.\n";

/// A line of the list: method, path, door, action.
fn line(route: &Route) -> String {
    match route.door {
        Door::Member(action) => format!("{route:?} Member {}", action.as_str()),
        door => format!("{route:?} {door:?} -"),
    }
}

#[test]
fn every_url_has_the_door_and_the_right_of_the_committed_list() {
    let mut all = routes::all();
    all.sort_by_key(|route| (route.path, route.method));
    let lines: Vec<String> = all.iter().map(line).collect();
    let found = format!("{HEAD}{}\n", lines.join("\n"));
    if std::env::var_os("POLISI_WRITE_ROUTES").is_some() {
        std::fs::write(in_repository(LIST), &found).unwrap();
    }
    let listed = std::fs::read_to_string(in_repository(LIST)).unwrap();
    let [is, was]: [BTreeSet<&str>; 2] = [&found, &listed].map(|text| text.lines().collect());
    let new: Vec<&&str> = is.difference(&was).collect();
    let gone: Vec<&&str> = was.difference(&is).collect();
    assert!(new.is_empty() && gone.is_empty(), "not in {LIST}: {new:#?}\nin no table: {gone:#?}");
    assert!(found == listed, "{LIST} is out of order, or says a line twice");
    let of_members = lines.iter().filter(|line| line.contains(" Member ")).count();
    assert!(lines.len() >= FEWEST && of_members >= 265, "saw {} URLs, {of_members} of members", lines.len());
}
