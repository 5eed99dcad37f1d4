//! The settings of the tests themselves, all named `POLISI_TEST_…`.

use std::path::PathBuf;
use std::process::Command;

/// A setting, when it is there and not empty.
#[expect(clippy::disallowed_methods, reason = "settings of the tests, not of the application")]
pub fn setting(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Whether a tool that the machine lacks is a failure, not a reason to skip. `tests/run` says yes.
pub fn tools_required() -> bool {
    setting("POLISI_TEST_REQUIRE_TOOLS").is_some()
}

/// Whether `program` can be started at all. Prints why a test is skipped when it cannot.
///
/// # Panics
/// The program is missing and `POLISI_TEST_REQUIRE_TOOLS` is set.
pub fn has_program(program: &str, argument: &str) -> bool {
    let there = Command::new(program).arg(argument).output().is_ok_and(|output| output.status.success());
    if !there {
        missing(&format!("{program} is not installed (tests/setup installs it)"));
    }
    there
}

/// Says why a test does nothing; a failure where everything must be there.
///
/// # Panics
/// `POLISI_TEST_REQUIRE_TOOLS` is set.
pub fn missing(why: &str) {
    assert!(!tools_required(), "{why}");
    println!("skipped: {why}");
}

/// A file or folder of this repository.
pub fn in_repository(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)
}
