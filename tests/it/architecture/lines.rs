//! Which lines the handler of each POST can write, as the source says it, against `tests/it/architecture/lines.txt`: who
//! takes one away, or begins to write one, changes that list. `POLISI_WRITE_LINES=1 cargo test --test it lines` writes it
//! anew: look at what changed.

use super::changes::Program;
use super::source;
use crate::support::environment::in_repository;

const LIST: &str = "tests/it/architecture/lines.txt";

#[test]
fn the_lines_that_each_change_can_write_are_those_of_the_list() {
    let files: Vec<(String, String)> =
        source::all().into_iter().map(|file| (file.path.clone(), file.text)).collect();
    let lines = Program::of(&files).lines();
    let found: String = lines
        .iter()
        .map(|(address, events)| {
            let events: String = events.iter().map(|event| format!("    {event}\n")).collect();
            format!("{address}\n{events}")
        })
        .collect();
    if std::env::var_os("POLISI_WRITE_LINES").is_some() {
        std::fs::write(in_repository(LIST), &found).unwrap();
    }
    let listed = std::fs::read_to_string(in_repository(LIST)).unwrap();
    let differ: Vec<(&str, &str)> =
        listed.lines().zip(found.lines()).filter(|(listed, found)| listed != found).take(3).collect();
    assert!(listed == found, "the list and the source differ, first in (list, source): {differ:#?}");
    let known: std::collections::BTreeSet<&str> = lines.iter().map(|(address, _)| address.as_str()).collect();
    let routes = polisi::routes::all();
    let posts = routes.iter().filter(|route| route.method == polisi::web::Method::Post);
    // Their addresses are constants: the place where they stand doesn't say them.
    let unknown: Vec<&str> = posts.map(|route| route.path).filter(|path| !known.contains(path)).collect();
    assert!(unknown.iter().all(|path| path.contains("factor") || path.contains("code")), "{unknown:?}");
    assert_eq!(unknown.len(), 6);
    let kinds: std::collections::BTreeSet<&String> = lines.iter().flat_map(|(_, events)| events).collect();
    assert!(kinds.len() >= 80, "kinds of line: {}", kinds.len());
}
