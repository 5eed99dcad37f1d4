//! The master key: two sheets for two holders, lost and made again.

use polisi::clock::Clock;

use super::nights::alter;
use super::{Place, mode};
use crate::support::app::PASSWORD;
use crate::support::factor::{OWN, Phone};

const EMAIL: &str = "olwen@prawf.example";

fn lines(place: &Place, name: &str) -> Vec<String> {
    std::fs::read_to_string(place.path(name)).unwrap().lines().map(str::to_owned).collect()
}

const EXPORT: [&str; 6] = ["keys", "export", "--to", "one.txt", "--to", "two.txt"];
const RECOVER: [&str; 6] = ["keys", "recover", "--from", "one.txt", "--from", "two.txt"];

#[test]
fn a_lost_key_is_made_again_from_two_sheets() {
    let place = Place::founded();
    assert!(place.run(&["check"]).fine().contains("no recovery copy was ever made"));
    let said = place.run(&EXPORT).fine();
    assert!(said.contains("Fingerprint: "), "{said}");
    assert_eq!((mode(&place.path("one.txt")), mode(&place.path("two.txt"))), (0o600, 0o600));
    assert!(!place.run(&["check"]).fine().contains("recovery copy"));
    let key = std::fs::read_to_string(place.path("data/master.key")).unwrap();
    for sheet in ["one.txt", "two.txt"] {
        assert!(!lines(&place, sheet).join("\n").contains(key.trim()));
    }
    place.run(&EXPORT).failed(1, "one.txt is there already");
    place.run(&RECOVER).failed(1, "master.key is there already");
    place.run(&["keys", "export", "--to", "three.txt"]).failed(2, "--to");
    place.run(&["keys", "export", "--to", "a.txt", "--to", "a.txt"]).failed(2, "--to");
    place.run(&["keys", "export", "--to", "a.txt", "--to", "two.txt"]).failed(1, "two.txt");
    assert!(!place.path("a.txt").exists(), "half a recovery copy is none");

    std::fs::remove_file(place.path("data/master.key")).unwrap();
    place.run(&["serve"]).failed(1, "missing");
    let whole = lines(&place, "two.txt");
    let wrong: Vec<String> = whole
        .iter()
        .map(|line| match line.strip_prefix("3: ") {
            Some(letters) => format!("3: {}", letters.chars().rev().collect::<String>()),
            None => line.clone(),
        })
        .collect();
    std::fs::write(place.path("two.txt"), wrong.join("\n")).unwrap();
    place.run(&RECOVER).failed(1, "two.txt: line 3 ");
    std::fs::copy(place.path("one.txt"), place.path("two.txt")).unwrap();
    place.run(&RECOVER).failed(1, "the same sheet");
    // As somebody would type it in again.
    let typed: Vec<String> = whole.iter().map(|line| line.to_lowercase().replace('-', "  ")).collect();
    std::fs::write(place.path("two.txt"), typed.join("\n\n")).unwrap();
    let said = place.run(&RECOVER).fine();
    assert!(said.contains("the one of this database"), "{said}");
    assert_eq!(std::fs::read_to_string(place.path("data/master.key")).unwrap(), key);
    assert_eq!(mode(&place.path("data/master.key")), 0o600);
    let server = place.serve();
    server.client().get("/readyz").expect(200);
    assert_eq!(server.stop(), 0);
    place.run(&["verify"]).fine();
}

#[test]
fn sheets_of_another_installation_are_refused_and_an_empty_place_takes_any() {
    let (place, other) = (Place::founded(), Place::founded());
    other.run(&EXPORT).fine();
    for sheet in ["one.txt", "two.txt"] {
        std::fs::copy(other.path(sheet), place.path(sheet)).unwrap();
    }
    std::fs::remove_file(place.path("data/master.key")).unwrap();
    place.run(&RECOVER).failed(1, "another");
    assert!(!place.path("data/master.key").exists());

    let empty = Place::new();
    for sheet in ["one.txt", "two.txt"] {
        std::fs::copy(other.path(sheet), empty.path(sheet)).unwrap();
    }
    let said = empty.run(&RECOVER).fine();
    assert!(said.contains("no database here yet"), "{said}");
    other.run(&["backup", "b.db"]).fine();
    empty.run(&["restore", &other.path("b.db").display().to_string()]).fine();
    empty.run(&["verify"]).fine();
}

#[test]
fn lists_keys_without_secrets_and_makes_new_ones() {
    let place = Place::founded();
    let listed = place.run(&["keys", "list"]).fine();
    assert_eq!(listed.lines().count(), 5, "{listed}");
    assert!(listed.contains("cartref-prawf\tdata\t") && listed.contains("-\tsigning\t"), "{listed}");
    place.run(&["keys", "rotate", "--organisation", "nowhere"]).failed(1, "nowhere");
    place.run(&["keys", "rotate", "--organisation", "cartref-prawf"]).fine();
    let again = place.run(&["keys", "list"]).fine();
    let own: Vec<&str> = again.lines().filter(|line| line.starts_with("cartref-prawf")).collect();
    assert_eq!(own.len(), 2, "{again}");
    assert!(!own[0].ends_with("\t-") && own[1].ends_with("\t-"), "the old one is retired: {again}");
    place.run(&["verify"]).fine();
    place.run(&["backup", "b.db"]).fine();
    // A key that doesn't open is found before a backup counts.
    alter(&place, "UPDATE organisation_keys SET sealed = zeroblob(89) WHERE retired_at IS NULL");
    place.run(&["backup", "c.db"]).failed(1, "cartref-prawf: its key doesn't open");
    assert!(!place.path("c.db").exists());
}

/// The way of whoever lost the file: what was sealed with the key opens again, on the pages too.
#[test]
fn what_was_sealed_is_readable_after_the_key_came_back() {
    let place = Place::new();
    let server = place.serve();
    let client = server.client();
    let form = client.get(server.link.as_ref().unwrap()).expect(200).form("main form");
    let form = form.set("organisation", "Cartref Prawf").set("given-name", "Olwen");
    let form = form.set("family-name", "Perchen").set("email", EMAIL).set("new-password", PASSWORD);
    form.submit().expect(303);
    let begun = client.get(OWN).expect(200).form("main form").submit().expect(303).follow().expect(200);
    let phone = Phone::scan(&begun);
    let now = Clock::real().now();
    let codes = begun
        .form("main form")
        .set("code", &phone.code_at(now.plus_seconds(-30)))
        .submit()
        .expect(303)
        .follow();
    codes.expect(200).form("main form").submit().expect(303);
    assert_eq!(server.stop(), 0);
    place.run(&EXPORT).fine();

    std::fs::remove_file(place.path("data/master.key")).unwrap();
    let refused = place.run(&["serve"]).failed(1, "missing");
    assert!(refused.err.contains("master.key") && refused.err.contains("keys recover"), "{}", refused.err);
    place.run(&RECOVER).fine();

    let server = place.serve();
    let client = server.client();
    let form = client.get("/sign-in").expect(200).form("main form");
    let asked = form.set("email", EMAIL).set("password", PASSWORD).submit().expect(303).follow().expect(200);
    // A code counts once: the one before it was given when the phone was set up.
    let code = phone.code_at(now);
    asked.form("main form").set("code", &code).submit().expect(303);
    let people = client.get("/o/cartref-prawf/people").expect(200);
    assert!(people.visible().contains("Olwen Perchen"), "{}", people.visible());
    assert_eq!(server.stop(), 0);
    place.run(&["verify"]).fine();
}
