//! New keys of the installation: what those before them made goes on.

use jsonwebtoken::{Algorithm, EncodingKey, Header, decode_header, encode};
use polisi::access::session;
use polisi::acknowledgements::{self, check_acknowledgements};
use polisi::audit;
use polisi::cli::keys::rotating::of_installation;
use polisi::db::ids::KeyId;
use polisi::keys::PublicKey;
use polisi::keys::store::{Kind, change, follow, public_keys};

use super::Place;
use super::changing::after_commands;
use super::nights::alter;
use crate::acknowledgements::{ask, link_of, publish, sign};
use crate::support::app::{PASSWORD, Somebody, TestApp, World};
use crate::support::factor::COOKIE;

const PURPOSE: &str = "polisi session token v1";
const PEOPLE: &str = "/o/cartref-prawf/people";

#[test]
fn a_program_that_knows_nothing_of_the_change_signs_with_the_new_key() {
    let app = TestApp::start();
    let world = app.world();
    let policy = publish(&app, &world, None, "1.0");
    ask(&app, &world, policy, &[&world.tomos]);
    let link = link_of(&app, &world.tomos);
    // A node without jobs follows no change by itself.
    let new = of_other_process(&app);
    sign(&app.anonymous().get(&link).expect(200)).expect(303);
    let rows = app.within(&world.org, |tenant| acknowledgements::store::all(tenant).unwrap());
    assert_eq!(rows[0].key, new);
}

/// A new signing key, made beside the running program.
fn of_other_process(app: &TestApp) -> KeyId {
    let now = app.app.clock.now();
    app.app.database.write_system(move |system| change(system, Kind::Signing, now)).unwrap()
}

/// A new key of a kind, in the running program.
fn renew(app: &TestApp, kind: Kind) {
    app.app.clock.move_to(app.app.clock.now().plus_minutes(1));
    of_installation(&app.app, kind).unwrap();
    app.app.database.read_system(follow).unwrap();
}

fn head(app: &TestApp, world: &World) -> String {
    let owner = app.client_of(&world.olwen);
    owner.get("/o/cartref-prawf/activity/head.txt").expect(200).text()
}

#[test]
fn signatures_from_before_and_after_a_new_key_hold() {
    let app = TestApp::start();
    let world = app.world();
    let policy = publish(&app, &world, None, "1.0");
    ask(&app, &world, policy, &[&world.tomos, &world.sian]);
    let signs = |app: &TestApp, who: &Somebody| {
        let page = app.anonymous().get(&link_of(app, who)).expect(200);
        sign(&page).expect(303).follow().expect(200);
    };
    signs(&app, &world.tomos);
    let old_head = head(&app, &world);
    renew(&app, Kind::Signing);
    signs(&app, &world.sian);
    let new_head = head(&app, &world);

    let keys = app.app.database.read_system(public_keys).unwrap();
    assert_eq!(keys.len(), 2, "the public half of the old one stays");
    let rows = app.within(&world.org, |tenant| acknowledgements::store::all(tenant).unwrap());
    let signed: std::collections::BTreeSet<KeyId> = rows.iter().map(|row| row.key).collect();
    assert_eq!(signed.len(), 2, "each names the key that made it");
    let check = |keys: Vec<PublicKey>| {
        app.within(&world.org, move |tenant| check_acknowledgements(tenant, &keys).unwrap())
            .map(|bad| bad.why)
    };
    assert_eq!(check(keys.clone()), None);
    let of = |id: KeyId| keys.iter().find(|known| known.id == id).unwrap().public.clone();
    let named = |file: &str| {
        let id = file.lines().find_map(|line| line.strip_prefix("key=")).unwrap();
        of(KeyId::parse(id).unwrap())
    };
    assert_ne!(named(&old_head), named(&new_head));
    for (file, other) in [(&old_head, &new_head), (&new_head, &old_head)] {
        assert!(audit::file_holds(file, &named(file)));
        assert!(!audit::file_holds(file, &named(other)), "another key never verifies it");
    }
    // A signature that names a key which didn't make it, or that nobody knows.
    let mut swapped = keys.clone();
    swapped[0].public.clone_from(&keys[1].public);
    swapped[1].public.clone_from(&keys[0].public);
    assert_eq!(check(swapped), Some("its seal does not hold"));
    // A signature by a key that was retired before it: whoever kept the old key signs nothing new with it.
    let mut retired = keys.clone();
    for key in &mut retired {
        key.retired_at = key.retired_at.map(|at| at.plus_hours(-2));
    }
    assert_eq!(check(retired), Some("it is dated after its signing key was retired"));
    assert_eq!(check(keys[1..].to_vec()), Some("its signing key is unknown"));
    let verified = app.command(&["verify"]);
    assert!(verified.status.success(), "{verified:?}");
    for org in [&world.org, &world.other] {
        let action = Some("signing_key_changed".to_owned());
        let filter = audit::Filter { action, ..audit::Filter::default() };
        assert_eq!(app.within(org, move |tenant| audit::count(tenant, &filter).unwrap()), 1);
    }
    let noted = "SELECT count(*) AS value FROM security_events WHERE kind = 'signing_key_changed'";
    assert_eq!(app.raw().number(noted), 1);
}

#[test]
fn a_key_that_signs_for_more_than_a_year_is_told() {
    let place = Place::founded();
    let note = "note signing key";
    assert!(!place.run(&["check"]).fine().contains(note));
    alter(&place, "UPDATE installation_keys SET created_at = created_at - 364 * 86400000000");
    assert!(!place.run(&["check"]).fine().contains(note));
    alter(&place, "UPDATE installation_keys SET created_at = created_at - 3 * 86400000000");
    assert!(place.run(&["check"]).fine().contains(note));
    place.run(&["keys", "rotate-signing"]).fine();
    assert!(!place.run(&["check"]).fine().contains(note));
    for command in ["rotate-installation", "rotate-root"] {
        place.run(&["keys", command]).fine();
    }
    let listed = place.run(&["keys", "list"]).fine();
    for kind in ["data", "signing", "root"] {
        let of: Vec<&str> = listed.lines().filter(|line| line.starts_with(&format!("-\t{kind}\t"))).collect();
        assert_eq!(of.len(), 2, "{listed}");
        assert_eq!(of.iter().filter(|line| line.ends_with("\t-")).count(), 1, "{listed}");
    }
    place.run(&["verify"]).fine();
    place.run(&["backup", "b.db"]).fine();
    place.run(&["restore", "--drill", "b.db"]).fine();
    let with_log = place.command(&["keys", "rotate-signing"]).env("POLISI_LOG", "info").output().unwrap();
    let log = String::from_utf8(with_log.stderr).unwrap();
    assert!(log.contains("\"event\":\"key_changed\"") && log.contains("\"about\":\"signing\""), "{log}");
}

fn hash_of(app: &TestApp, somebody: &Somebody) -> String {
    let account = somebody.account.unwrap();
    let known = app.app.database.read_system(|system| polisi::accounts::store::by_id(system, account));
    known.unwrap().unwrap().password_hash
}

fn signs_in(app: &TestApp, somebody: &Somebody) {
    let page = app.anonymous().get("/sign-in").expect(200).form("main form");
    let page = page.set("email", somebody.email.as_deref().unwrap()).set("password", PASSWORD);
    page.submit().expect(303);
}

/// Whether a cookie opens a page.
fn opens(app: &TestApp, cookie: &str) -> bool {
    let client = app.anonymous();
    client.set_cookie(COOKIE, cookie);
    client.get(PEOPLE).status == 200
}

#[test]
fn nobody_is_signed_out_by_a_new_root() {
    let app = TestApp::start();
    let world = app.world();
    let mair = app.client_of(&world.mair);
    let before = mair.cookie(COOKIE).unwrap();
    assert_eq!(decode_header(&before).unwrap().kid, None, "what the first root made names none");
    let leaked = app.app.database.keyring().derive(PURPOSE);
    let old_hash = hash_of(&app, &world.mair);
    renew(&app, Kind::Root);

    mair.get(PEOPLE).expect(200);
    let after = app.client_of(&world.mair).cookie(COOKIE).unwrap();
    let name = decode_header(&after).unwrap().kid.expect("it names its root");
    assert!(opens(&app, &after) && name == app.app.database.keyring().root_name().unwrap().to_string());
    assert_ne!(app.app.database.keyring().derive(PURPOSE), leaked);

    // A token that names another root than the one that made it, or one that nobody knows.
    let now = app.app.clock.now();
    let row = app.app.database.read_system(|system| session::find(system, now, &after)).unwrap().unwrap();
    let token = |kid: Option<&str>, hours: i64, key: &[u8]| {
        let exp = now.plus_hours(hours).seconds();
        let claims = serde_json::json!({"iss": "polisi", "aud": "session", "sub": row.account, "sid": row.id,
            "exp": exp});
        let header = Header { kid: kid.map(str::to_owned), ..Header::new(Algorithm::HS256) };
        encode(&header, &claims, &EncodingKey::from_secret(key)).unwrap()
    };
    let newest = app.app.database.keyring().derive(PURPOSE);
    assert!(opens(&app, &token(Some(&name), 20, &newest)), "the test signs as the program does");
    assert!(opens(&app, &token(None, 20, &leaked)), "what was made before the change lives out its time");
    for (why, forged) in [
        ("the old key under the new name", token(Some(&name), 20, &leaked)),
        ("the new key under no name", token(None, 20, &newest)),
        ("a name that nobody knows", token(Some("0193a000-0000-7000-8000-00000000000a"), 20, &newest)),
        ("no name at all", token(Some("../../dev/null"), 20, &newest)),
        ("an empty name", token(Some(""), 20, &leaked)),
        ("the old key for longer than its last token", token(None, 22, &leaked)),
    ] {
        assert!(!opens(&app, &forged), "{why}");
    }

    signs_in(&app, &world.mair);
    let new_hash = hash_of(&app, &world.mair);
    assert!(new_hash != old_hash && new_hash.contains(&format!(",k={name}$")), "{new_hash}");
    signs_in(&app, &world.mair);
    assert_eq!(hash_of(&app, &world.mair), new_hash, "one of today stays");
    renew(&app, Kind::Root);
    signs_in(&app, &world.mair);
    signs_in(&app, &world.sian);
    assert!(!hash_of(&app, &world.mair).contains(&name), "the pepper in the middle is gone, too");
}

#[test]
fn what_an_older_data_key_sealed_still_opens() {
    let mut app = TestApp::start_guarded();
    let world = app.world();
    let (phone, codes) = app.enrol(&app.client_of(&world.lowri));
    let to = world.gwen.email.as_deref().unwrap();
    let end = ["operator", "end-sessions", "--email", to];
    assert!(app.command(&end).status.success());
    renew(&app, Kind::Data);
    renew(&app, Kind::Root);
    assert!(app.command(&end).status.success());
    let keys = app.raw().number("SELECT count(DISTINCT key_id) AS value FROM account_mails");
    assert_eq!(keys, 2, "each row names the key that sealed it");
    after_commands(&app);
    app.run_due_work();
    assert_eq!(app.smtp.mails_to(to).len(), 2);
    app.restart();
    app.sign_in_with(&world.lowri, &phone).get("/account").expect(200);
    // A recovery code of a sheet that was hashed under the first root.
    let (client, page) = app.give_password(&world.lowri);
    let form = client.get(&page).expect(200).form("main form");
    form.set("recovery", &codes[0]).submit().expect(303);
}
