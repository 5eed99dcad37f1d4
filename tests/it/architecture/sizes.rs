//! A file is read at one sitting, a function at one glance.

use super::source::{self, File};

/// Lines of a file.
const FILE: usize = 400;
/// Lines of a function; clippy counts statements only, so it lets longer ones pass.
const FUNCTION: usize = 60;
/// What is one table by nature.
const EXCEPTED: &[&str] = &["db/schema.rs"];
/// Files that are too long already. This list may only shrink.
const TOO_LONG: &[&str] = &[];

fn too_long(file: &File) -> bool {
    file.text.lines().count() > FILE && !EXCEPTED.contains(&file.path.as_str())
}

#[test]
fn files_are_short() {
    assert!(too_long(&File::of("a.rs", &"\n".repeat(FILE + 1))));
    assert!(!too_long(&File::of("a.rs", &"\n".repeat(FILE))));
    let files = source::all();
    assert!(files.len() > 100, "saw only {} files", files.len());
    let long: Vec<&str> = files.iter().filter(|file| too_long(file)).map(|file| file.path.as_str()).collect();
    assert_eq!(long.as_slice(), TOO_LONG);
}

#[test]
fn functions_are_short() {
    let planted = File::of("a.rs", &format!("fn long() {{ {} }}", "\n".repeat(FUNCTION)));
    assert_eq!(planted.functions()[0].lines, FUNCTION + 1);
    let mut seen = 0;
    let mut long = Vec::new();
    for file in source::all() {
        for function in file.functions() {
            seen += 1;
            if function.lines > FUNCTION {
                long.push(format!("{} {}: {} lines", file.path, function.name, function.lines));
            }
        }
    }
    assert!(seen > 900, "saw only {seen} functions");
    assert!(long.is_empty(), "{}", long.join("\n"));
}
