//! One organisation out of a backup.

use super::Place;
use super::nights::alter;

/// A place with two organisations, a backup from before the second and one from after.
fn with_two() -> Place {
    let place = Place::founded();
    place.run(&["backup", "before.db"]).fine();
    place.found("Bryn Glas").fine();
    place.run(&["backup", "after.db"]).fine();
    place
}

/// The same installation as it was in a backup.
fn again(place: &Place, backup: &str) -> Place {
    let other = Place::new();
    std::fs::create_dir(other.path("data")).unwrap();
    super::set_mode(&other.path("data"), 0o700);
    std::fs::copy(place.path("data/master.key"), other.path("data/master.key")).unwrap();
    other.run(&["restore", &place.path(backup).display().to_string()]).fine();
    other.run(&["mail", "release"]).fine();
    other
}

#[test]
fn an_organisation_that_was_lost_comes_back_as_it_was() {
    let place = with_two();
    let after = place.path("after.db").display().to_string();
    let other = again(&place, "before.db");
    let restore = ["organisation", "restore", "--from", &after, "bryn-glas"];
    let said = other.run(&restore).fine();
    assert!(said.contains("bryn-glas is back"), "{said}");
    let listed = other.run(&["organisation", "list"]).fine();
    assert!(listed.contains("bryn-glas\tactive\tBryn Glas"), "{listed}");
    other.run(&["verify"]).fine();
    other.run(&["backup", "again.db"]).fine();
    let left: Vec<_> =
        std::fs::read_dir(other.path("data")).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().starts_with('.')), "{left:?}");

    other.run(&restore).failed(1, "in this database already");
    other.run(&["organisation", "restore", "--from", &after, "nowhere"]).failed(1, "no organisation nowhere");
    other.run(&["organisation", "restore", "--from", "none.db", "bryn-glas"]).failed(1, "none.db");
    place.run(&["organisation", "restore", "--from", "before.db", "bryn-glas"]).failed(1, "no organisation");
}

#[test]
fn a_short_name_that_is_taken_needs_another() {
    let place = with_two();
    let after = place.path("after.db").display().to_string();
    let other = again(&place, "before.db");
    other.found("Bryn Glas").fine();
    let restore = ["organisation", "restore", "--from", &after, "bryn-glas"];
    other.run(&restore).failed(1, "--as");
    let mut with_name = restore.to_vec();
    with_name.extend(["--as", "bryn-glas-hen"]);
    other.run(&with_name).fine();
    let listed = other.run(&["organisation", "list"]).fine();
    assert_eq!(listed.lines().count(), 3, "{listed}");
    other.run(&["verify"]).fine();
}

#[test]
fn what_does_not_verify_does_not_come_back() {
    let place = with_two();
    alter(
        &place,
        "DROP TRIGGER audit_entries_no_update; UPDATE audit_entries SET facts = facts || ' ' WHERE seq = 2",
    );
    std::fs::copy(place.database(), place.path("altered.db")).unwrap();
    let altered = place.path("altered.db").display().to_string();
    let other = again(&place, "before.db");
    other.run(&["organisation", "restore", "--from", &altered, "bryn-glas"]).failed(1, "");
    assert_eq!(other.run(&["organisation", "list"]).fine().lines().count(), 1);
    other.run(&["verify"]).fine();
}

#[test]
fn beside_the_others_it_is_alone_and_mail_is_held() {
    let place = with_two();
    let restore = ["organisation", "restore", "--from", "after.db", "--into", "beside", "bryn-glas"];
    let said = place.run(&restore).fine();
    assert!(said.contains("holds bryn-glas alone"), "{said}");
    place.run(&restore).failed(1, "already");
    let key = place.path("data/master.key").display().to_string();
    let beside = place.path("beside").display().to_string();
    assert_eq!(place.run(&["organisation", "list"]).fine().lines().count(), 2, "the others run on");
    let place = place.with("POLISI_DATA_DIR", &beside).with("POLISI_MASTER_KEY_FILE", &key);
    let listed = place.run(&["organisation", "list"]).fine();
    assert_eq!(listed.trim(), "bryn-glas\tactive\tBryn Glas");
    place.run(&["verify"]).fine();
    place.run(&["check"]).failed(1, "failed: 1");
    let bytes = std::fs::read(place.path("beside/polisi.db")).unwrap();
    let holds = |word: &[u8]| bytes.windows(word.len()).any(|window| window == word);
    assert!(holds(b"Bryn Glas") && !holds(b"Cartref Prawf"), "nothing of the others");
}
