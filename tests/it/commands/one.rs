//! One organisation out of a backup.

use std::net::TcpListener;
use std::path::Path;
use std::process::Command;

use polisi::clock::Clock;

use super::nights::alter;
use super::{Place, Said};
use crate::support::app::PASSWORD;
use crate::support::factor::{OWN, Phone};

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
    let checked = place.run(&["check"]).fine();
    assert!(checked.contains("ok mail: held, as it should be"), "{checked}");
    let bytes = std::fs::read(place.path("beside/polisi.db")).unwrap();
    let holds = |word: &[u8]| bytes.windows(word.len()).any(|window| window == word);
    assert!(holds(b"Bryn Glas") && !holds(b"Cartref Prawf"), "nothing of the others");
}

/// Somebody joins by the link that a command printed, and sets up their phone.
fn joined(place: &Place, said: &str) -> Phone {
    let server = place.serve();
    let client = server.client();
    let link = said.trim().rsplit(' ').next().unwrap();
    let (_, token) = link.split_once("/invitations/").unwrap();
    client
        .get(&format!("/invitations/{token}"))
        .expect(200)
        .form("main form")
        .set("new-password", PASSWORD)
        .submit()
        .expect(303);
    let begun = client.get(OWN).expect(200).form("main form").submit().expect(303).follow().expect(200);
    let phone = Phone::scan(&begun);
    let code = phone.code_at(Clock::real().now().plus_seconds(-30));
    let codes = begun.form("main form").set("code", &code).submit().expect(303).follow().expect(200);
    codes.form("main form").submit().expect(303);
    assert_eq!(server.stop(), 0);
    phone
}

/// A password alone must not be enough to set up a second step for who had one.
#[test]
fn a_second_step_comes_back_and_one_that_does_not_open_still_stands() {
    for other_key in [false, true] {
        let place = Place::founded();
        place.run(&["backup", "before.db"]).fine();
        if other_key {
            place.run(&["keys", "rotate-installation"]).fine();
        }
        let phone = joined(&place, &place.found("Bryn Glas").fine());
        place.run(&["backup", "after.db"]).fine();
        let other = again(&place, "before.db");
        let after = place.path("after.db").display().to_string();
        let said = other.run(&["organisation", "restore", "--from", &after, "bryn-glas"]).fine();
        let reset = "operator reset-second-factor --email olwen@prawf.example";
        assert_eq!(said.contains(reset), other_key, "{said}");

        let server = other.serve();
        let client = server.client();
        let form = client.get("/sign-in").expect(200).form("main form").set("email", "olwen@prawf.example");
        let asked = form.set("password", PASSWORD).submit().expect(303).follow().expect(200);
        assert!(asked.url.path().ends_with("/sign-in/code"), "{asked:?}");
        client.get(OWN).expect(303);
        let given = asked.form("main form").set("code", &phone.code_at(Clock::real().now())).submit();
        given.expect(if other_key { 422 } else { 303 });
        assert_eq!(client.get(OWN).status == 200, !other_key);
        assert_eq!(server.stop(), 0);
        if other_key {
            other.run(&reset.split(' ').collect::<Vec<_>>()).fine();
        }
    }
}

#[test]
fn an_organisation_of_another_installation_does_not_come_in() {
    let (place, other) = (Place::founded(), Place::new());
    other.found("Bryn Glas").fine();
    other.run(&["backup", "b.db"]).fine();
    let [file, key] = ["b.db", "data/master.key"].map(|name| other.path(name).display().to_string());
    let restore = ["organisation", "restore", "--from", &file, "--backup-key", &key, "bryn-glas"];
    place.run(&restore).failed(1, "of another installation");
    assert_eq!(place.run(&["organisation", "list"]).fine().lines().count(), 1);
    place.run(&["verify"]).fine();
    let beside = [&restore[..], &["--into", "beside"]].concat();
    assert!(place.run(&beside).fine().contains("holds bryn-glas alone"));
}

/// Runs a command with the settings that the restore printed, in the environment of the place.
fn as_printed(place: &Place, said: &str, command: &str) -> Said {
    let printed = said.split("To look things up: ").nth(1).unwrap().trim();
    let settings = printed.strip_suffix("polisi serve").unwrap();
    let mut shell = Command::new("/bin/sh");
    shell.args(["-c", &format!("{settings} {} {command}", env!("CARGO_BIN_EXE_polisi"))]);
    // Not where the restore ran.
    shell.current_dir("/").env_clear().envs(place.settings.iter().cloned());
    Said::from(shell.output().unwrap())
}

/// The names in a folder.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn the_printed_settings_lead_to_the_copy_wherever_those_of_the_server_lead() {
    let main = with_two();
    let shared = main.path("shared");
    alter(&main, "UPDATE organisations SET created_at = created_at - 172800000000");
    main.run(&["backup", "old.db"]).fine();
    let live = format!("sqlite://{}", main.database().display());
    let main = [
        ("POLISI_DATA_DIR", main.path("data").display().to_string()),
        ("POLISI_DATABASE_URL", live),
        ("POLISI_BACKUP_DIR", shared.display().to_string()),
        ("POLISI_SMTP_URL", "smtp://127.0.0.1:1".to_owned()),
        ("POLISI_BASE_URL", "https://polisi.example".to_owned()),
    ]
    .iter()
    .fold(main, |place, (name, value)| place.with(name, value));
    assert!(main.run(&["jobs", "run"]).fine().contains("\"backups_made\":1"));
    let (before, folder) = (names(&shared), "place's own");
    let said =
        main.run(&["organisation", "restore", "--from", "old.db", "--into", folder, "bryn-glas"]).fine();
    let listed = as_printed(&main, &said, "organisation list").fine();
    assert_eq!(listed.trim(), "bryn-glas\tactive\tBryn Glas", "the copy, not the live one");
    let checked = as_printed(&main, &said, "check").fine();
    let of_copy = ["ok backups: none are made", "ok removals: none", "place's own"];
    for words in ["ok settings", "ok mail: held, as it should be"].into_iter().chain(of_copy) {
        assert!(checked.contains(words), "{words}: {checked}");
    }
    // What the server would refuse with the address and the mail server of the live one.
    let taken = TcpListener::bind("127.0.0.1:8081");
    if taken.is_ok() {
        as_printed(&main, &said, "serve").failed(1, "POLISI_LISTEN 127.0.0.1:8081");
    }
    // Nor does it touch the backups of the live one, with its own folder or with theirs.
    let copy = format!("sqlite://{}", main.path(folder).join("polisi.db").display());
    assert!(as_printed(&main, &said, "jobs run").fine().contains("\"backups_made\":0"));
    let main = main.with("POLISI_DATABASE_URL", &copy);
    assert!(main.run(&["jobs", "run"]).fine().contains("\"backups_made\":0"));
    assert_eq!(names(&shared), before);
    assert!(!main.path(folder).join("backups").exists());
}

/// The settings that are printed name the key file of the installation: another key there would end it.
#[test]
fn nobody_changes_a_key_or_lets_mail_go_where_things_are_looked_up() {
    let main = with_two();
    let key = main.path("data/master.key");
    let kept = std::fs::read(&key).unwrap();
    let restore = ["organisation", "restore", "--from", "after.db", "--into", "beside", "bryn-glas"];
    let said = main.run(&restore).fine();
    assert!(said.contains("/data/master.key POLISI_SMTP_URL="), "the key file of the installation: {said}");
    let beside = main.path("beside/polisi.db");
    let keys = as_printed(&main, &said, "keys list").fine();
    for change in ["-master", "-signing", "-installation", "-root", " --organisation bryn-glas"] {
        let refused = as_printed(&main, &said, &format!("keys rotate{change}"));
        refused.failed(1, "no key is changed here");
    }
    as_printed(&main, &said, "mail release").failed(1, "its mail stays held");
    assert!(beside.is_file() && as_printed(&main, &said, "keys list").fine() == keys);
    assert!(as_printed(&main, &said, "check").fine().contains("ok mail: held"));
    assert_eq!(std::fs::read(&key).unwrap(), kept);
    assert!(!names(&main.path("data")).iter().any(|name| name.starts_with("master.key.")));
    // The installation goes on, and may have another key.
    let server = main.serve();
    server.client().get("/healthz").expect(200);
    assert_eq!(server.stop(), 0);
    main.run(&["keys", "rotate-master"]).fine();
    main.run(&["verify"]).fine();
}
