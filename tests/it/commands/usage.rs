//! Exit codes, help and single lines.

use super::{Place, set_mode};
use crate::support::clamd::{Clamd, Way};

const COMMANDS: &[&str] = &[
    "serve",
    "work",
    "jobs",
    "migrate",
    "check",
    "backup",
    "restore",
    "keys",
    "mail",
    "verify",
    "organisation",
    "operator",
    "render",
];

#[test]
fn help_lists_what_works_and_wrong_usage_is_one_line() {
    let place = Place::new();
    let help = place.run(&[]).fine();
    for command in COMMANDS {
        assert!(help.contains(&format!("\n  {command} ")), "{command}: {help}");
        assert!(place.run(&[command, "--help"]).fine().contains("Usage: polisi"), "{command}");
    }
    for wrong in [
        &["nonsense"][..],
        &["serve", "--nonsense"],
        &["jobs"],
        &["jobs", "run", "--as-of", "tomorrow"],
        &["backup"],
        &["restore"],
        &["keys"],
        &["keys", "export"],
        &["keys", "rotate"],
        &["organisation", "create", "--name", "A"],
        &["organisation", "create", "--owner-email", "nobody"],
        &["organisation", "export", "--organisation", "a"],
        &["organisation", "close", "a"],
        &["organisation", "close", "a", "--ask"],
        &["organisation", "close", "a", "--shred"],
        &["organisation", "close", "a", "--shred", "--confirm"],
        &["operator", "create"],
        &["render"],
    ] {
        let said = place.run(wrong).failed(2, "");
        assert!(said.out.is_empty(), "{wrong:?}");
    }
    assert!(!place.path("data").exists(), "nothing was made");
}

#[test]
fn check_says_what_is_right_and_what_is_wrong() {
    let place = Place::new();
    let before = place.run(&["check"]).fine();
    assert_eq!(before.lines().filter(|line| line.starts_with("ok ")).count(), 8, "{before}");
    assert!(!place.path("data").exists(), "a check makes nothing");

    let place = Place::founded();
    assert!(!place.run(&["check"]).fine().contains("wrong "));
    set_mode(&place.path("data/master.key"), 0o644);
    set_mode(&place.path("data"), 0o755);
    let said = place.run(&["check"]).failed(1, "failed: 3");
    assert!(said.out.contains("wrong data folder") && said.out.contains("chmod 600"), "{}", said.out);
    assert!(said.out.contains("wrong backups: it can't be known"), "{}", said.out);
    set_mode(&place.path("data/master.key"), 0o600);
    set_mode(&place.path("data"), 0o700);

    let place = place.with("POLISI_SMTP_URL", "smtp://me:geheim@127.0.0.1:1");
    let said = place.run(&["check"]).failed(1, "failed: 1");
    assert!(said.out.contains("wrong mail"), "{}", said.out);
    let listed = place.run(&["check", "--list"]).fine();
    assert!(listed.contains("smtp://me:hidden@127.0.0.1:1") && !listed.contains("geheim"), "{listed}");
    assert_eq!(listed.lines().filter(|line| line.starts_with("POLISI_")).count(), 21);
    for mistyped in ["smtp://user:ge/geheim@mail.example", "user:geheim@mail.example:587"] {
        let listed = Place::new().with("POLISI_SMTP_URL", mistyped).run(&["check", "--list"]).fine();
        assert!(listed.contains("POLISI_SMTP_URL = (set, not shown)"), "{listed}");
        assert!(!listed.contains("geheim"), "{listed}");
    }
    assert!(!listed.contains("setting-"), "every setting has words: {listed}");
}

#[test]
fn a_setting_that_would_count_for_nothing_stops_check_and_start() {
    for (name, value, wanted) in [
        ("POLISI_SMTP_URI", "smtp://u:geheim@localhost", "did you mean POLISI_SMTP_URL?"),
        ("POLISI_BACKUP_DIRS", "/srv/backups", "did you mean POLISI_BACKUP_DIR?"),
        ("POLISI_SMTP_URL", "smtp://user:12/geheim@localhost", "no path"),
        ("POLISI_SMTP_URL_FILE", "smtp://u:geheim@localhost", "holds the setting itself"),
        ("polisi_smtp_url", "smtp://u:geheim@localhost", "did you mean POLISI_SMTP_URL?"),
        ("POLISI_OPERATOR_CONTACT", "smtp://u:geheim@localhost", "with a password"),
        ("POLISI_LOG", "smtp://u:geheim@localhost", "with a password"),
        ("POLISI_MASTER_KEY_FILE", "smtp://u:geheim@localhost", "with a password"),
        ("POLISI_BACKUP_DIR", "smtp://u:geheim@localhost", "with a password"),
        ("POLISI_BACKUP_DIR", "s3://backups", "a place on this machine"),
    ] {
        let place = Place::new().with("POLISI_LISTEN", "127.0.0.1:0").with(name, value);
        let checked = place.run(&["check"]).failed(1, "failed: 1");
        let served = place.run(&["serve"]).failed(1, name);
        for said in [checked.out, served.err] {
            assert!(said.contains(name) && said.contains(wanted) && !said.contains("geheim"), "{said}");
        }
        assert!(!place.path("data").exists(), "nothing was made");
    }
    // An empty one counts as absent, and what the tests read is none of ours.
    let place = Place::new().with("POLISI_SMTP_URI", "").with("POLISI_TEST_CANARY", "on");
    place.run(&["check"]).fine();
}

#[test]
fn check_says_whether_the_scanner_answers() {
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("clamd.ctl");
    let name = socket.to_str().unwrap();
    let place = Place::new();
    assert!(place.run(&["check"]).fine().contains("ok scanner: none; files are taken unscanned"));
    let place = place.with("POLISI_CLAMD", name);
    let said = place.run(&["check"]).failed(1, "failed: 1");
    assert!(said.out.contains("wrong scanner") && said.out.contains(name), "{}", said.out);
    let _scanner = Clamd::start_at(&socket, Way::Honest);
    assert!(place.run(&["check"]).fine().contains(&format!("ok scanner: {name}")));
    let there = Clamd::start(Way::Honest);
    let port = there.place().to_string();
    assert!(Place::new().with("POLISI_CLAMD", &port).run(&["check"]).fine().contains(&port));
    let far = Place::new().with("POLISI_CLAMD", "192.0.2.7:3310");
    assert!(far.run(&["check"]).failed(1, "failed: 1").out.contains("files may not leave the machine"));
    far.run(&["serve"]).failed(1, "POLISI_CLAMD");
}

#[test]
fn makes_organisations_and_operators() {
    let place = Place::new();
    let made = place.found("Tŷ Gwyn").fine();
    assert!(made.contains("ty-gwyn") && made.contains("/invitations/"), "{made}");
    place.found("Tŷ Gwyn").failed(1, "");
    let one = ["organisation", "create", "--name", "Tŷ Un", "--owner-email", "un@prawf.example"];
    place.run(&[&one[..], &["--owner-given-name", "Sukarno", "--owner-family-name", ""]].concat()).fine();
    place.run(&[&one[..], &["--owner-given-name", " "]].concat()).failed(1, "names must not be empty");
    assert_eq!(
        place.run(&["organisation", "list"]).fine(),
        "ty-gwyn\tactive\tTŷ Gwyn\nty-un\tactive\tTŷ Un\n"
    );
    let email = "olwen@prawf.example";
    let again = ["organisation", "invite", "--slug", "ty-gwyn", "--email"];
    place.run(&[&again[..], &["nobody@prawf.example"]].concat()).failed(1, "nobody@prawf.example");
    let link = |said: &str| said.rsplit("/invitations/").next().unwrap().trim().to_owned();
    let second = place.run(&[&again[..], &[email]].concat()).fine();
    assert!(link(&second) != link(&made) && second.contains("72 hours"), "{second}");
    let note = "note operators";
    assert!(place.run(&["check"]).fine().contains(note), "nobody would get an alarm");
    let create = ["operator", "create", "--email", "root@prawf.example"];
    assert!(place.run(&create).fine().contains("/password-reset/"));
    let second = place.run(&create).fine();
    assert!(second.contains("/password-reset/"), "nobody knows a password of theirs: {second}");
    assert!(place.run(&["mail", "hold"]).fine().contains("release"));
    let held = place.run(&["check"]).failed(1, "failed: 1");
    assert!(held.out.contains("by polisi mail hold"), "{}", held.out);
    place.run(&["mail", "release"]).fine();
    assert!(!place.run(&["check"]).fine().contains(note));
}

#[test]
fn jobs_do_nothing_the_second_time() {
    let place = Place::founded();
    let run = |moment: &str| {
        let said = place.run(&["jobs", "run", "--as-of", moment]);
        assert_eq!(said.err.trim_end().lines().count(), 1, "ahead of the clock: {}", said.err);
        said.fine()
    };
    run("2099-01-05T07:31:00Z");
    let second = run("2099-01-05T07:31:00Z");
    assert_eq!(second.lines().count(), 1);
    let counts: serde_json::Value = serde_json::from_str(&second).unwrap();
    let counts = counts.as_object().unwrap();
    assert!(!counts.is_empty() && counts.values().all(|count| *count == 0), "{second}");
    let now = place.run(&["jobs", "run"]);
    assert!(now.err.is_empty(), "{}", now.err);
    now.fine();
}

#[test]
fn migrates_once() {
    let place = Place::new();
    assert!(place.run(&["migrate"]).fine().contains(" ran."));
    assert!(place.run(&["migrate"]).fine().contains("no migration ran"));
    // Nobody began: no key is missed, and only what makes an installation makes one.
    assert!(!place.run(&["check"]).fine().contains("wrong "));
    for command in [&["verify"][..], &["jobs", "run"], &["organisation", "list"]] {
        place.run(command).failed(1, "holds no installation yet");
    }
    assert!(!place.path("data/master.key").exists());
    place.found("Cartref Prawf").fine();
    place.run(&["verify", "--organisation", "nobody"]).failed(1, "nobody");
}

#[test]
fn commands_make_nothing_where_no_database_is() {
    let place = Place::new();
    for command in [&["verify"][..], &["jobs", "run"], &["organisation", "list"]] {
        place.run(command).failed(1, "no database");
    }
    assert!(!place.path("data").exists(), "a wrong folder stays as it was");
}

#[test]
fn a_list_of_breached_passwords_that_is_none_stops_check_and_start() {
    let (low, high) = ("0".repeat(40), "F".repeat(40));
    for (list, wanted) in [
        (None, "can't be read"),
        (Some("password".to_owned()), "40 hexadecimal digits"),
        (Some(format!("{high}:2\n{low}:9\n")), "ordered by hash"),
    ] {
        let place = Place::new();
        let path = place.path("list");
        if let Some(list) = list {
            std::fs::write(&path, list).unwrap();
        }
        let place = place.with("POLISI_BREACHED_PASSWORDS", path.to_str().unwrap());
        let place = place.with("POLISI_LISTEN", "127.0.0.1:0");
        let said = place.run(&["check"]).failed(1, "failed: 1");
        assert!(said.out.contains("POLISI_BREACHED_PASSWORDS") && said.out.contains(wanted), "{}", said.out);
        place.run(&["serve"]).failed(1, "POLISI_BREACHED_PASSWORDS");
        std::fs::write(&path, format!("{low}:9\n{high}:2\n")).unwrap();
        place.run(&["check"]).fine();
    }
}
