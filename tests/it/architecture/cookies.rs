//! Where cookies are made: at one place, so that all are bound alike.

use super::source::{self, File};

/// What makes a cookie, and the one file that may.
const MAKES: [&str; 5] =
    ["Cookie::build(", "Cookie::new(", "Cookie::parse", "CookieBuilder::new(", "CookieJar"];
const MAKER: &str = "web/cookies.rs";

/// What writes the header by hand, and the file that may: the language goes onto answers that are made already.
const WRITES: [&str; 3] = ["SET_COOKIE", "\"set-cookie\"", "\"Set-Cookie\""];
const WRITER: &str = "web/guard.rs";

fn faults(file: &File) -> Vec<String> {
    let contains = |words: &'static [&'static str], may: &str| {
        let found = words.iter().filter(|word| file.text.contains(**word) && file.path != may);
        found.map(|word| format!("{} contains {word}", file.path)).collect::<Vec<_>>()
    };
    [contains(&MAKES, MAKER), contains(&WRITES, WRITER)].concat()
}

#[test]
fn cookies_are_made_in_one_file() {
    let planted = "fn x() { Cookie::build(\"a\", \"b\"); answer.insert(header::SET_COOKIE, \"c\"); }";
    assert_eq!(faults(&File::of("people/pages.rs", planted)).len(), 2);
    assert_eq!(faults(&File::of(MAKER, planted)).len(), 1);
    let files = source::all();
    let users = files.iter().filter(|file| file.text.contains("cookies::own(")).count();
    assert!(files.iter().any(|file| file.path == MAKER && file.text.contains(MAKES[0])), "nobody makes any");
    assert!(users >= 5, "saw only {users} files that give cookies");
    let faults: Vec<String> = files.iter().flat_map(faults).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
