//! What the program is made of, and how long a fault in it may stay (ASVS 5.0: 15.1.1, 15.2.1). Which faults are
//! known is looked up by `cargo deny check`; that needs the network, so no test does it.

use polisi::clock::Day;

use polisi::operator::components::LOOKED;

use crate::support::environment::in_repository;

fn text(name: &str) -> String {
    std::fs::read_to_string(in_repository(name)).unwrap()
}

/// The entries of `deny.toml` for what is let stand: identifier and reason.
fn let_stand(text: &str) -> Vec<(String, String)> {
    let (_, rest) = text.split_once("ignore = [").unwrap();
    let (list, _) = rest.split_once("\n]").unwrap();
    let quoted = |line: &str, key: &str| {
        let found = line.split_once(&format!("{key} = \""));
        found
            .and_then(|(_, rest)| rest.split_once('"'))
            .map(|(value, _)| value.to_owned())
            .unwrap_or_default()
    };
    let entries = list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    entries.map(|line| (quoted(line, "id"), quoted(line, "reason"))).collect()
}

/// Whether an entry says what it is about, when somebody looked, and why it may stay.
fn is_whole((id, reason): &(String, String)) -> bool {
    let said = reason.split_once(": ");
    id.starts_with("RUSTSEC-") && said.is_some_and(|(day, why)| Day::parse(day).is_some() && why.len() > 20)
}

#[test]
fn what_is_let_stand_has_a_day_and_a_reason() {
    let planted = |line: &str| let_stand(&format!("ignore = [\n    {line},\n]")).iter().all(is_whole);
    assert!(planted("{ id = \"RUSTSEC-2024-0001\", reason = \"2026-11-21: works while compiling\" }"));
    for wrong in [
        "\"RUSTSEC-2024-0001\"",
        "{ id = \"RUSTSEC-2024-0001\" }",
        "{ id = \"RUSTSEC-2024-0001\", reason = \"works while compiling, nothing else\" }",
        "{ id = \"RUSTSEC-2024-0001\", reason = \"2026-11-21: later\" }",
        "{ crate = \"x\", reason = \"2026-11-21: works while compiling\" }",
    ] {
        assert!(!planted(wrong), "{wrong}");
    }
    let found = let_stand(&text("deny.toml"));
    assert!(found.iter().all(is_whole), "{found:?}");
    // Another one is a decision: somebody raises this number, and says why there.
    assert_eq!(found.len(), 8);
}

/// The longest that anything is let stand until somebody looks again.
const YEAR: i64 = 365;

#[test]
fn each_release_looks_at_what_is_let_stand() {
    let released = Day::parse(LOOKED).unwrap();
    let found = let_stand(&text("deny.toml"));
    for (id, reason) in &found {
        let looked = reason.split_once(": ").and_then(|(day, _)| Day::parse(day)).unwrap();
        let most = if reason.contains("unmaintained") { YEAR } else { 90 };
        let age = looked.days_until(released);
        assert!((0..=most).contains(&age), "{id}: looked at {age} days before the release");
    }
    assert!(found.len() > 5, "saw only {}", found.len());
}

#[test]
fn the_days_of_the_rule_are_written_down_and_everything_comes_from_the_registry() {
    let readme = text("README.md");
    let (_, rule) = readme.split_once("**Components.**").unwrap();
    for line in [
        "critical (CVSS 9.0 and more) | 7 days",
        "high (7.0 to 8.9) | 14 days",
        "lower | 90 days",
        "can reach it | 90 days until",
    ] {
        assert!(rule.contains(line), "{line}");
    }
    assert!(rule.contains("`cargo deny check`"));
    let lock = text("Cargo.lock");
    let sources: Vec<&str> = lock.lines().filter_map(|line| line.strip_prefix("source = ")).collect();
    assert!(sources.len() > 300, "saw only {}", sources.len());
    let registry = "\"registry+https://github.com/rust-lang/crates.io-index\"";
    assert!(sources.iter().all(|source| *source == registry), "{sources:?}");
}
