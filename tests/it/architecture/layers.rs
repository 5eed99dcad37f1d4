//! The base knows no slice, and slices don't use each other in circles.

use std::collections::{BTreeMap, BTreeSet};

use super::source::{self, File};

/// What everything stands on.
const BASE: &[&str] = &[
    "access",
    "audit",
    "blobs",
    "clock",
    "config",
    "db",
    "documents",
    "error",
    "jobs",
    "keys",
    "limits",
    "mail",
    "messages",
    "quotas",
    "scanner",
    "telemetry",
    "web",
];

/// What puts the parts together: it may use everything, and only it may use it.
const TOP: &[&str] = &["app", "cli", "lib", "main", "reactions", "routes", "schedule"];

/// Everything else below `src/` is a slice.
fn is_slice(module: &str) -> bool {
    !BASE.contains(&module) && !TOP.contains(&module)
}

/// Which module of `crate` uses which other, and where first.
fn uses(files: &[File]) -> BTreeMap<(String, String), String> {
    let modules: BTreeSet<&str> = files.iter().map(File::slice).collect();
    let mut uses = BTreeMap::new();
    for file in files {
        for used in file.paths().iter().filter(|used| used.segments[0] == "crate") {
            let Some(to) = used.segments.get(1).filter(|to| modules.contains(to.as_str())) else { continue };
            if to != file.slice() {
                let place = format!("{}:{}", file.path, used.line);
                uses.entry((file.slice().to_owned(), to.clone())).or_insert(place);
            }
        }
    }
    uses
}

/// A circle in the graph of slices, as the modules on it; nothing when there is none.
fn circle(uses: &BTreeMap<(String, String), String>) -> Option<Vec<String>> {
    fn walk(at: &str, way: &mut Vec<String>, uses: &BTreeMap<(String, String), String>) -> bool {
        if let Some(start) = way.iter().position(|step| step == at) {
            way.drain(..start);
            return true;
        }
        way.push(at.to_owned());
        let next: Vec<&String> = uses.keys().filter(|(from, _)| from == at).map(|(_, to)| to).collect();
        let found = next.into_iter().filter(|to| is_slice(to)).any(|to| walk(to, way, uses));
        if !found {
            way.pop();
        }
        found
    }
    let mut way = Vec::new();
    let starts: BTreeSet<&String> = uses.keys().map(|(from, _)| from).filter(|from| is_slice(from)).collect();
    starts.into_iter().any(|start| walk(start, &mut way, uses)).then_some(way)
}

#[test]
fn the_checks_find_planted_faults() {
    let files = [
        File::of("reviews/mod.rs", "use crate::policies;"),
        File::of("policies/store.rs", "fn x() { crate::library::y() }"),
        File::of("library/mod.rs", "use crate::reviews::Z;"),
        File::of("mail/mod.rs", "use crate::people;"),
        File::of("people/mod.rs", "use crate::mail;"),
    ];
    let uses = uses(&files);
    assert_eq!(uses.len(), 5);
    assert_eq!(circle(&uses).unwrap(), ["library", "reviews", "policies"]);
    assert_eq!(faults_of_base(&uses), ["mail uses the slice people (mail/mod.rs:1)"]);
}

fn faults_of_base(uses: &BTreeMap<(String, String), String>) -> Vec<String> {
    let from_base = uses.iter().filter(|((from, _), _)| BASE.contains(&from.as_str()));
    from_base
        .filter(|((_, to), _)| is_slice(to))
        .map(|((from, to), place)| format!("{from} uses the slice {to} ({place})"))
        .collect()
}

#[test]
fn the_base_uses_no_slice_and_nobody_uses_the_top() {
    let files = source::all();
    let uses = uses(&files);
    let seen: BTreeSet<&str> = files.iter().map(File::slice).collect();
    let base = BASE.iter().filter(|module| seen.contains(**module)).count();
    assert!(base >= 12, "saw only {base} modules of the base");
    let mut faults = faults_of_base(&uses);
    // `reactions` is where slices meet; it is called from pages and jobs.
    let top = uses.iter().filter(|((_, to), _)| TOP.contains(&to.as_str()) && to != "reactions");
    let top = top.filter(|((from, _), _)| !TOP.contains(&from.as_str()));
    faults.extend(top.map(|((from, to), place)| format!("{from} uses {to} ({place})")));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn slices_do_not_use_each_other_in_circles() {
    let files = source::all();
    let uses = uses(&files);
    let slices: BTreeSet<&str> = files.iter().map(File::slice).filter(|module| is_slice(module)).collect();
    assert!(slices.len() >= 4, "saw only {slices:?}");
    let Some(circle) = circle(&uses) else { return };
    let steps: Vec<String> = circle
        .iter()
        .zip(circle.iter().cycle().skip(1))
        .map(|(from, to)| format!("{from} uses {to} ({})", uses[&(from.clone(), to.clone())]))
        .collect();
    panic!("a circle: {}", steps.join(", "));
}
