//! After a restore nothing lets anybody in that was ended, used or revoked since the backup was made.

use std::net::TcpListener;
use std::path::Path;

use polisi::access::address::{self, Found, Kind, Token};
use polisi::app::assemble;
use polisi::backups::{one, restoring, surroundings};
use polisi::clock::{Clock, Moment};
use polisi::config::Settings;
use polisi::db::Address;
use polisi::db::ids::AccountId;

use crate::acknowledgements::{ask, link_of, publish};
use crate::closing::closing;
use crate::operator::operator;
use crate::operator_support::inside;
use crate::support::app::{PASSWORD, TestApp, World, run};
use crate::support::client::Client;
use crate::support::kiosk;
use crate::support::raw::Raw;

/// What a backup holds that lets somebody in: table, and the rows that still would.
const OPEN: &[(&str, &str)] = &[
    ("addresses", "ended_at IS NULL"),
    ("sessions", "ended_at IS NULL"),
    ("kiosk_sessions", "ended_at IS NULL"),
    ("devices", "revoked_at IS NULL"),
    ("badges", "revoked_at IS NULL"),
    ("invitations", "accepted_at IS NULL AND voided_at IS NULL"),
    ("policy_shares", "ended_at IS NULL"),
    ("email_changes", "ended_at IS NULL AND confirmed_at IS NULL"),
    ("sign_ups", "account_id IS NULL"),
    ("support_visits", "ended_at IS NULL"),
];

fn open_rows(file: &Path) -> Vec<(&'static str, i64)> {
    let mut raw = Raw::open(&format!("sqlite://{}", file.display()));
    let count = |(table, open): &(&'static str, &str)| {
        (*table, raw.number(&format!("SELECT count(*) FROM {table} WHERE {open}")))
    };
    OPEN.iter().map(count).collect()
}

/// An address of every kind there is: none may be forgotten.
fn plant_all_kinds(app: &TestApp, now: Moment) -> Vec<Token> {
    let plant = move |system: &mut polisi::db::System<'_>| {
        let mut tokens = Vec::new();
        for kind in Kind::ALL {
            let (token, subject) = (Token::new(), AccountId::new(now).any());
            let expires_at = now.plus_hours(24 * 365);
            let found = Found { kind: *kind, organisation: None, subject, expires_at, ended_at: None };
            address::keep(system, now, &token, &found)?;
            tokens.push(token);
        }
        Ok::<_, polisi::db::Error>(tokens)
    };
    app.app.database.write_system(plant).unwrap()
}

/// What people hold when the backup is made.
struct Held {
    signing: String,
    share: String,
    invitation: String,
    badge: String,
    planted: Vec<Token>,
    member: Client,
    tablet: Client,
    at_tablet: Client,
}

fn hold(app: &TestApp, world: &World) -> Held {
    let policy = publish(app, world, None, "1.0");
    ask(app, world, policy, &[&world.tomos]);
    let signing = link_of(app, &world.tomos);
    let owner = app.client_of(&world.olwen);
    let shares = format!("/o/cartref-prawf/policies/{policy}/shares/new");
    let form = owner.get(&shares).expect(200).form("main form");
    let form = form.set("recipient", "Ann Price").set("note", "She asked on the phone");
    let share = form.submit().expect(303).follow().words("#share-link")[0].clone();
    owner.post_form(&format!("/o/cartref-prawf/people/{}/invite", world.tomos.person), &[]).expect(303);
    app.run_due_work();
    let mails = app.smtp.mails_to(world.tomos.email.as_deref().unwrap());
    let invitation = mails.last().unwrap().link("/invitations/");
    let (tablet, at_tablet) = kiosk::by_hand(app, world, &world.kemi);
    let badge = kiosk::badge(app, world, &world.kemi);
    let moving = app.client_of(&world.mair).get("/account/email").expect(200).form("main form");
    moving.set("email", "mair@newydd.example").set("password", PASSWORD).submit().expect(303);
    let sign_up = app.anonymous().get("/sign-up").expect(200).form("main form");
    let sign_up = sign_up.set("email", "carys@brynhafod.example").set("given-name", "Carys");
    let sign_up = sign_up.set("family-name", "Morgan").set("new-password", PASSWORD);
    sign_up.tick("terms").tick("data-processing").submit().expect(303);
    inside(app, world, &operator(app, world));
    let path = |link: String| link.strip_prefix(&app.base).map_or(link.clone(), str::to_owned);
    Held {
        signing,
        share: path(share),
        invitation: path(invitation),
        badge,
        planted: plant_all_kinds(app, app.app.clock.now()),
        member: owner,
        tablet,
        at_tablet,
    }
}

/// The same browser at another server.
fn elsewhere(base: &str, client: &Client) -> Client {
    let other = Client::new(base);
    for name in ["polisi-session", "polisi-device", "polisi-kiosk"] {
        if let Some(value) = client.cookie(name) {
            other.set_cookie(name, &value);
        }
    }
    other
}

fn opens(base: &str, held: &Held) -> Vec<(&'static str, u16)> {
    let anybody = Client::new(base);
    let tablet = elsewhere(base, &held.tablet);
    vec![
        ("signing", anybody.get(&held.signing).status),
        ("share", anybody.get(&held.share).status),
        ("invitation", anybody.get(&held.invitation).status),
        ("member", elsewhere(base, &held.member).get("/o/cartref-prawf/policies").status),
        ("at a tablet", elsewhere(base, &held.at_tablet).get("/kiosk/me/policies").status),
        ("badge", u16::from(tablet.get(&held.badge).has("input[name=pin]"))),
        ("tablet", u16::from(tablet.get("/kiosk").expect(200).has("input[name=number]"))),
    ]
}

#[test]
fn whatever_may_have_ended_since_the_backup_lets_nobody_in() {
    let app = TestApp::start();
    let world = app.world();
    let held = hold(&app, &world);
    let before = opens(&app.base, &held);
    let now = app.app.clock.now();
    assert!(app.command(&["backup", "b.db"]).status.success());
    let backup = app.database.folder().join("b.db");
    for (table, open) in open_rows(&backup) {
        assert!(open > 0, "{table} holds nothing to end");
    }

    let folder = tempfile::tempdir().unwrap();
    let (file, alone) = (folder.path().join("polisi.db"), folder.path().join("alone.db"));
    let around = surroundings(&app.app.settings).unwrap();
    let restored = restoring::restore(&backup, &file, &around, now).unwrap();
    assert!(restored.ended.sessions > 0 && restored.ended.links > Kind::ALL.len(), "{restored:?}");
    for (table, open) in open_rows(&file) {
        assert_eq!(open, 0, "{table} lets somebody in");
    }

    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let settings = Settings {
        database: Address::Sqlite(file),
        migration_database: None,
        base_url: base.parse().unwrap(),
        ..(*app.app.settings).clone()
    };
    let found = one::find(&backup, &world.org.slug, &settings, None, now).unwrap();
    one::alone(&found, &alone, now).unwrap();
    for (table, open) in open_rows(&alone) {
        assert_eq!(open, 0, "{table} of one organisation lets somebody in");
    }

    let other = assemble(settings, Clock::set_to(now)).unwrap();
    let handle = run(other.clone(), listener);
    for ((way, worked), (_, works)) in before.iter().zip(opens(&base, &held)) {
        assert_ne!(*worked, works, "{way}");
    }
    for token in held.planted {
        let found = other.database.read_system(move |system| address::find(system, &token)).unwrap().unwrap();
        assert!(!found.is_live(now), "{:?}", found.kind);
    }
    // Whoever opens a signing link is told, and can ask for a new one.
    let ended = Client::new(&base).get(&held.signing).expect(410);
    assert_eq!(ended.heading(), "This link has ended");
    let sent = ended.form("main form").submit().expect(303).follow().expect(200).visible();
    assert!(sent.contains("e-mails wait for now") && !sent.contains("few minutes"), "{sent}");
    let before = app.anonymous().get(&format!("/s/{}/renew", Token::new().reveal())).expect(200).visible();
    assert!(before.contains("It can take a few minutes"), "where none is held: {before}");
    let tablet = elsewhere(&base, &held.tablet).get("/kiosk").expect(200).visible();
    assert!(tablet.contains("has to be set up again because Polisi was restored"), "{tablet}");
    let links = Raw::open(&format!("sqlite://{}", folder.path().join("polisi.db").display()))
        .number("SELECT count(*) FROM signing_links WHERE stopped_at IS NULL");
    assert_eq!(links, 1, "the new one took the place of the one before");
    drop(handle.stop(false));
}

#[test]
fn in_a_place_for_looking_things_up_nothing_happens_by_itself() {
    let app = TestApp::start();
    let world = app.world();
    closing(&app, &world);
    assert!(app.command(&["backup", "b.db"]).status.success());
    let (backup, folder) = (app.database.folder().join("b.db"), tempfile::tempdir().unwrap());
    let file = folder.path().join("alone.db");
    // Long after the day on which the organisation of the backup closes.
    let now = Moment::parse("2027-01-30T10:00:00Z").unwrap();
    let found = one::find(&backup, &world.org.slug, &app.app.settings, None, now).unwrap();
    one::alone(&found, &file, now).unwrap();
    let settings = Settings {
        database: Address::Sqlite(file.clone()),
        migration_database: None,
        backup_dir: folder.path().join("backups"),
        ..(*app.app.settings).clone()
    };
    let place = assemble(settings, Clock::set_to(now)).unwrap();
    let mut raw = Raw::open(&format!("sqlite://{}", file.display()));
    let closed = "SELECT count(*) FROM closings WHERE closed_at IS NOT NULL";
    let waiting = "SELECT count(*) FROM mails WHERE state = 'queued'";
    let mut outside = app.raw();
    outside.enter(&world.org.id.to_string());
    assert!(outside.number(waiting) > 0, "mails waited in the backup");
    assert_eq!(raw.number(waiting), 0, "none that waited is sent from here, whatever the settings say");
    let done = polisi::schedule::run(&place, now).unwrap();
    assert!(done.values().all(|count| *count == 0), "{done:?}");
    assert_eq!((raw.number(closed), raw.number(waiting)), (0, 0));

    // Anywhere else it would close now.
    raw.run("DELETE FROM leases").unwrap();
    assert_eq!(polisi::schedule::run(&place, now).unwrap()["organisations_closed"], 1);
    assert_eq!(raw.number(closed), 1);
}
