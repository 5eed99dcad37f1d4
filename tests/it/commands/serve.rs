//! What stops the start, and what doesn't.

use std::os::unix::ffi::OsStringExt as _;

use super::{Place, Said, set_mode};

#[test]
fn wrong_settings_stop_the_start() {
    for (settings, words) in [
        (&[("POLISI_DATABASE_URL", "mysql://x")][..], "POLISI_DATABASE_URL"),
        (&[("POLISI_DATABASE_URL", "postgres://db.example/x")], "POLISI_DATABASE_URL"),
        (&[("POLISI_LISTEN", "8080")], "POLISI_LISTEN"),
        (&[("POLISI_LISTEN", "0.0.0.0:0")], "POLISI_BASE_URL"),
        (&[("POLISI_BASE_URL", "http://polisi.example")], "POLISI_BASE_URL"),
        (&[("POLISI_BASE_URL", "https://polisi.example")], "POLISI_SMTP_URL"),
        (
            &[("POLISI_BASE_URL", "https://polisi.example"), ("POLISI_LISTEN", "0.0.0.0:0")],
            "POLISI_TRUSTED_PROXIES",
        ),
        (
            &[
                ("POLISI_BASE_URL", "https://polisi.example"),
                ("POLISI_LISTEN", "0.0.0.0:0"),
                ("POLISI_TRUSTED_PROXIES", "192.0.2.7"),
            ],
            "POLISI_PROXY_ENCRYPTED",
        ),
        (&[("POLISI_PROXY_ENCRYPTED", "perhaps")], "POLISI_PROXY_ENCRYPTED"),
        (&[("POLISI_SMTP_URL", "mail.example")], "POLISI_SMTP_URL"),
        (&[("POLISI_MAIL_FROM", "nobody")], "POLISI_MAIL_FROM"),
        (&[("POLISI_TRUSTED_PROXIES", "proxy")], "POLISI_TRUSTED_PROXIES"),
        (&[("POLISI_LOG", "loud")], "POLISI_LOG"),
        (&[("POLISI_DATA_DIR", "/dev/null/data")], "/dev/null/data"),
    ] {
        let place = settings.iter().fold(Place::new(), |place, (name, value)| place.with(name, value));
        place.run(&["serve"]).failed(1, words);
    }
    Place::new().run(&["serve", "--no-jobs"]).failed(1, "PostgreSQL");
    Place::new().run(&["work"]).failed(1, "PostgreSQL");
}

#[test]
fn serves_once_and_commands_work_beside_it() {
    let place = Place::new();
    let server = place.serve();
    let link = server.link.clone().expect("the link for the first organisation");
    assert!(link.starts_with(&format!("{}/sign-up/", server.base)), "{link}");
    server.client().get(&link).expect(200);
    server.client().get("/readyz").expect(200);
    assert_eq!(super::mode(&place.path("data")), 0o700);
    place.run(&["serve"]).failed(1, "already");
    let made = place.found("Cartref Prawf");
    assert!(made.err.contains("POLISI_BASE_URL is not set"), "the link is the default's: {}", made.err);
    made.fine();
    let ended = server.client().get(&link).expect(410);
    assert!(
        ended.visible().contains("has done its work"),
        "the first organisation is there: {}",
        ended.visible()
    );
    place.run(&["verify"]).fine();
    place.run(&["jobs", "run"]).fine();
    let listed = server.client().get("/operator/mail").expect(303);
    assert!(listed.header("location").unwrap().starts_with("/sign-in"));
    assert_eq!(server.stop(), 0);
    let server = place.serve();
    server.client().get("/healthz").expect(200);
    assert_eq!(server.stop(), 0);
}

#[test]
fn a_database_has_one_server_by_whatever_name() {
    let place = Place::new();
    let server = place.serve();
    server.client().get("/healthz").expect(200);
    let other = place.path("other");
    std::fs::create_dir(&other).unwrap();
    let link = other.join("same.db");
    std::os::unix::fs::symlink(place.database(), &link).unwrap();
    let mut command = place.command(&["serve"]);
    command.env("POLISI_LISTEN", "127.0.0.1:0");
    command.env("POLISI_DATABASE_URL", format!("sqlite://{}", link.display()));
    Said::from(command.output().unwrap()).failed(1, "already");
    assert_eq!(server.stop(), 0);
}

#[test]
fn an_address_that_cannot_be_read_is_never_passed_by() {
    let place = Place::new();
    let latin = std::ffi::OsString::from_vec(b"postgres://app:geheim\xe9@127.0.0.1:1/polisi".to_vec());
    for command in ["serve", "migrate"] {
        let mut command = place.command(&[command]);
        let said = Said::from(command.env("POLISI_DATABASE_URL", &latin).output().unwrap());
        let said = said.failed(1, "POLISI_DATABASE_URL: holds bytes that are no UTF-8");
        assert!(!said.err.contains("geheim"), "{}", said.err);
    }
    assert!(!place.path("data").exists(), "no other database was made");
}

#[test]
fn what_is_served_asks_for_a_second_factor_whatever_the_environment_says() {
    let place = Place::new();
    for name in ["POLISI_SECOND_FACTOR", "POLISI_DEMONSTRATION", "POLISI_DEMO"] {
        let mut command = place.command(&["serve"]);
        let said = Said::from(command.env(name, "off").output().unwrap());
        said.failed(1, &format!("{name} is no setting of Polisi"));
    }
    assert!(!place.path("data").exists(), "nothing was made");
    let server = place.serve();
    let client = server.client();
    let page = client.get(server.link.as_ref().unwrap()).expect(200).form("main form");
    let page =
        page.set("organisation", "Cartref Prawf").set("given-name", "Olwen").set("family-name", "Perchen");
    let made = page.set("email", "olwen@prawf.example").set("new-password", "slate kettle orchard").submit();
    let wall = made.expect(303).follow().expect(303);
    let to = wall.header("location").unwrap().to_owned();
    assert_eq!(to, "/account/second-factor?to=%2Fo%2Fcartref-prawf");
    assert!(wall.follow().expect(200).has("main form[action^='/account/second-factor']"));
    assert_eq!(server.stop(), 0);
}

#[test]
fn the_master_key_must_be_there_and_fit_and_be_ours_alone() {
    let place = Place::founded();
    let key = place.path("data/master.key");
    let kept = std::fs::read(&key).unwrap();
    for command in [&["serve"][..], &["jobs", "run"], &["verify"], &["backup", "b.db"]] {
        set_mode(&key, 0o640);
        place.run(command).failed(1, "chmod 600");
        set_mode(&key, 0o600);
        std::fs::write(&key, "00".repeat(32)).unwrap();
        place.run(command).failed(1, "not the one");
        std::fs::write(&key, "short").unwrap();
        place.run(command).failed(1, "32 bytes");
        std::fs::remove_file(&key).unwrap();
        place.run(command).failed(1, "missing");
        assert!(!key.exists(), "no new key is made");
        std::fs::write(&key, &kept).unwrap();
        set_mode(&key, 0o600);
    }
    assert!(!place.path("b.db").exists());
    place.run(&["verify"]).fine();
}

#[test]
fn pages_name_who_runs_the_installation_when_a_setting_does() {
    for (contact, named) in [(None, false), (Some("Mo Ali, help@prawf.example"), true)] {
        let place =
            contact.iter().fold(Place::new(), |place, one| place.with("POLISI_OPERATOR_CONTACT", one));
        let noted = place.run(&["check"]).fine().contains("POLISI_OPERATOR_CONTACT is not set");
        assert_eq!(noted, !named);
        let server = place.serve();
        for (page, status) in [("/terms", 200), ("/sign-up", 200), ("/nowhere", 404)] {
            let words = server.client().get(page).expect(status).visible();
            let said = words.contains("Who runs Polisi here: Mo Ali, help@prawf.example");
            assert_eq!(said, named, "{page}: {words}");
            assert_eq!(words.contains("Who runs Polisi here"), named, "{page}");
        }
    }
}

#[test]
fn the_link_of_a_command_is_that_of_the_server_when_the_setting_says_so() {
    let place = Place::new().with("POLISI_BASE_URL", "http://localhost:8099");
    let made = place.found("Cartref Prawf");
    assert!(made.out.contains("http://localhost:8099/invitations/") && made.err.is_empty(), "{}", made.err);
}
