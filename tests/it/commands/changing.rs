//! Another master key in the place of the old one: everything goes on, wherever it was stopped.

use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};

use polisi::access::entries::Command;
use polisi::audit;
use polisi::clock::Clock;
use polisi::db::{DbConnection, copies};
use polisi::keys::store::{self, of_organisation};
use polisi::keys::{MasterKey, Place as SealedPlace};

use super::{Place, Said, mode, set_mode};
use crate::incidents::report;
use crate::support::app::{Org, PASSWORD, TestApp};
use crate::support::client::Client;
use crate::support::page::Page;

const CHANGE: [&str; 2] = ["keys", "rotate-master"];
const EXPORT: [&str; 6] = ["keys", "export", "--to", "one.txt", "--to", "two.txt"];
const RECOVER: [&str; 6] = ["keys", "recover", "--from", "one.txt", "--from", "two.txt"];

fn fine(output: Output) -> String {
    Said::from(output).fine()
}

/// The key from before a change.
fn former(file: &Path) -> PathBuf {
    polisi::keys::master::any_former(file).unwrap().expect("the old key is kept")
}

/// The fingerprint of a key, as people compare it.
fn shown(file: &Path) -> String {
    polisi::keys::recovery::shown(&MasterKey::read(file).unwrap().fingerprint())
}

/// Commands know the real time only: what they put off is due when the clock of the test is behind it.
pub fn after_commands(app: &TestApp) {
    let now = Clock::real().now().max(app.app.clock.now());
    app.app.clock.move_to(now.plus_minutes(1));
}

/// A case, after the password where it is asked for again.
fn case_of(client: &Client, reference: &str) -> Page {
    let address = format!("/o/cartref-prawf/incidents/{reference}");
    let page = client.get(&address);
    if page.status == 303 {
        let again = page.follow().expect(200).form("main form");
        again.set("password", PASSWORD).submit().expect(303);
        return client.get(&address).expect(200);
    }
    page.expect(200)
}

/// Words sealed under the data key of an organisation.
fn seal(app: &TestApp, org: &Org) -> Vec<u8> {
    app.within(org, |tenant| {
        let key = of_organisation(tenant, None).unwrap();
        key.seal(&place(tenant.organisation().any()), b"Zebrafinch").unwrap()
    })
}

fn opens(app: &TestApp, org: &Org, sealed: &[u8]) -> bool {
    let sealed = sealed.to_owned();
    app.within(org, move |tenant| {
        let key = of_organisation(tenant, None).unwrap();
        key.open(&place(tenant.organisation().any()), &sealed).is_ok_and(|plain| plain == b"Zebrafinch")
    })
}

fn place(owner: polisi::db::ids::AnyId) -> SealedPlace {
    SealedPlace { owner, table: "incidents", row: owner, column: "narrative" }
}

/// What a database says to a master key.
fn refused(app: &TestApp, key: &Path) -> String {
    let surroundings = polisi::backups::surroundings_of(key).unwrap();
    let mut connection = DbConnection::open(&app.app.settings.database).unwrap();
    let now = app.app.clock.now();
    let opened = copies::within(&mut connection, &surroundings, |system| {
        let mut opened = vec![store::open(system, now).map_err(|fault| fault.to_string())];
        for (id, ..) in polisi::organisations::store::all(system).unwrap() {
            let mut tenant = system.enter(&Command::on(id)).unwrap();
            opened.push(of_organisation(&mut tenant, None).map(drop).map_err(|fault| fault.to_string()));
        }
        Ok::<_, polisi::db::Error>(opened)
    });
    let faults: Vec<String> = opened.unwrap().into_iter().map(Result::unwrap_err).collect();
    assert_eq!(faults.len(), 3, "the installation and two organisations: {faults:?}");
    faults.join("\n")
}

#[test]
fn everything_opens_after_another_master_key() {
    let mut app = TestApp::start_guarded();
    let world = app.world();
    let (_, reference) = report(&app.client_of(&world.sian), &world, &[&world.mair]);
    let (phone, _) = app.enrol(&app.client_of(&world.lowri));
    let sealed = [seal(&app, &world.org), seal(&app, &world.other)];
    let to = world.gwen.email.as_deref().unwrap();
    fine(app.command(&["operator", "end-sessions", "--email", to]));
    after_commands(&app);
    let file = app.app.settings.master_key_file.clone();
    let before = MasterKey::read(&file).unwrap().fingerprint();

    let said = fine(app.command(&CHANGE));
    let old = former(&file);
    assert_eq!((mode(&file), mode(&old)), (0o600, 0o600));
    assert_eq!(MasterKey::read(&old).unwrap().fingerprint(), before);
    for words in [shown(&file), shown(&old), old.display().to_string(), "keys export".to_owned()] {
        assert!(said.contains(&words), "{words}: {said}");
    }
    let known = app.app.database.read_system(store::master_change).unwrap().unwrap();
    let until = polisi::closing::shredding::backups_until(known.0.day()).to_string();
    assert!(said.contains(&until), "{until}: {said}");
    Said::from(app.command(&CHANGE)).failed(1, "from before the last change");

    // The server that ran meanwhile reads the file again as soon as it needs to.
    fine(app.command(&["keys", "rotate", "--organisation", "larkmere"]));
    let newest =
        app.within(&world.other, |tenant| store::list_of_organisation(tenant).unwrap()).pop().unwrap();
    app.within(&world.other, move |tenant| of_organisation(tenant, Some(newest.id)).map(drop).unwrap());
    app.run_due_work();
    assert!(!app.smtp.mails_to(to).is_empty(), "a mail that waited goes out");

    app.restart();
    let lowri = app.sign_in_with(&world.lowri, &phone);
    let case = case_of(&lowri, &reference);
    assert!(case.visible().contains("Zebrafinch"), "{}", case.visible());
    assert!(opens(&app, &world.org, &sealed[0]));
    let first = app.within(&world.other, |tenant| store::list_of_organisation(tenant).unwrap()).remove(0);
    let other = sealed[1].clone();
    app.within(&world.other, move |tenant| {
        let key = of_organisation(tenant, Some(first.id)).unwrap();
        assert_eq!(key.open(&place(tenant.organisation().any()), &other).unwrap(), b"Zebrafinch");
    });
    let verified = fine(app.command(&["verify"]));
    assert!(verified.contains("Nothing was altered"), "{verified}");

    let faults = refused(&app, &old);
    assert!(faults.contains(&shown(&file)) && faults.contains(&shown(&old)), "{faults}");
    for org in [&world.org, &world.other] {
        let lines = app.within(org, |tenant| {
            let action = Some("master_key_changed".to_owned());
            audit::lines(tenant, &audit::Filter { action, ..audit::Filter::default() }, 9, 0).unwrap()
        });
        assert_eq!(lines.len(), 1);
        assert!(lines[0].facts.contains(&shown(&file)) && lines[0].facts.contains(&shown(&old)));
    }
    let noted = "SELECT count(*) AS value FROM security_events WHERE kind = 'master_key_changed'";
    assert_eq!(app.raw().number(noted), 1);
}

fn key_file(place: &Place) -> PathBuf {
    place.path("data/master.key")
}

/// The names of the files as they were when the keys were sealed anew, and nothing after that was done.
fn as_if_stopped(place: &Place, with_copy: bool) {
    let (file, beside) = (key_file(place), place.path("data/master.key.new"));
    let old = former(&file);
    std::fs::rename(&file, beside).unwrap();
    std::fs::copy(&old, &file).unwrap();
    if !with_copy {
        std::fs::remove_file(&old).unwrap();
    }
}

/// Everything works in this place, and no key from before a change lies there any more.
fn sound(place: &Place) {
    drop(polisi::keys::master::any_former(&key_file(place)).unwrap().map(std::fs::remove_file));
    assert!(!place.path("data/master.key.new").exists());
    place.run(&["verify"]).fine();
    place.run(&["check"]).fine();
    let copy = place.path("probe.db");
    place.run(&["backup", "probe.db"]).fine();
    std::fs::remove_file(copy).unwrap();
}

#[test]
fn a_change_that_was_stopped_goes_on() {
    let place = Place::founded();
    let file = key_file(&place);
    // Stopped while the new file was written: it is begun anew, and its half counts for nothing.
    std::fs::write(place.path("data/master.key.new"), "00ff").unwrap();
    set_mode(&place.path("data/master.key.new"), 0o600);
    sound_in_between(&place);
    place.run(&CHANGE).fine();
    sound(&place);
    // Stopped before anything was sealed: the key that lies there is taken.
    let next = MasterKey::create(&place.path("data/master.key.new")).unwrap();
    sound_in_between(&place);
    place.run(&CHANGE).fine();
    assert_eq!(MasterKey::read(&file).unwrap().fingerprint(), next.fingerprint());

    // Stopped after everything was sealed anew, before or after the old key was kept.
    for with_copy in [false, true] {
        let (new, old) = (shown(&file), shown(&former(&file)));
        as_if_stopped(&place, with_copy);
        sound_in_between(&place);
        let said = place.run(&["check"]).failed(1, "failed: 1");
        assert!(said.out.contains("rotate-master again"), "{}", said.out);
        let server = place.serve();
        server.client().get("/readyz").expect(200);
        assert_eq!(server.stop(), 0);
        let said = place.run(&CHANGE).fine();
        assert!(said.contains(&new), "{said}");
        assert_eq!((shown(&file), shown(&former(&file))), (new, old), "it went on and changed nothing again");
    }
    sound(&place);
    let log = place.run(&["keys", "list"]).fine();
    assert!(log.lines().count() >= 5, "{log}");
}

/// Everything opens, though a change has not come to its end.
fn sound_in_between(place: &Place) {
    place.run(&["verify"]).fine();
    place.run(&["backup", "between.db"]).fine();
    std::fs::remove_file(place.path("between.db")).unwrap();
}

#[test]
fn a_disk_that_refuses_loses_nothing() {
    let place = Place::founded();
    let file = key_file(&place);
    let old = polisi::keys::master::former(&file, &MasterKey::read(&file).unwrap().fingerprint());
    std::fs::create_dir(&old).unwrap();
    place.run(&CHANGE).failed(1, "from before the last change");
    std::fs::remove_dir(&old).unwrap();
    std::fs::create_dir(place.path("data/master.key.new")).unwrap();
    place.run(&CHANGE).failed(1, "master.key.new");
    sound_in_between(&place);
    std::fs::remove_dir(place.path("data/master.key.new")).unwrap();
    place.run(&CHANGE).fine();
    as_if_stopped(&place, false);
    std::fs::create_dir(&old).unwrap();
    place.run(&CHANGE).failed(1, "master.key.old-");
    sound_in_between(&place);
    std::fs::remove_dir(&old).unwrap();
    place.run(&CHANGE).fine();
    sound(&place);
}

#[test]
fn killed_anywhere_it_goes_on() {
    let place = Place::founded();
    let mut killed = 0;
    for step in 0..6_u32 {
        let mut command = place.command(&CHANGE);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let beside = place.path("data/master.key.new");
        while !beside.exists() && child.try_wait().unwrap().is_none() {
            std::thread::yield_now();
        }
        let seen = std::time::Instant::now();
        while seen.elapsed().as_millis() < u128::from(step * 4) && child.try_wait().unwrap().is_none() {
            std::thread::yield_now();
        }
        child.kill().unwrap();
        let ended = child.wait().unwrap();
        killed += u32::from(ended.code().is_none());
        sound_in_between(&place);
        // Where it had come to its end, the old key lies there; otherwise it goes on to the end now.
        if beside.exists() {
            place.run(&CHANGE).fine();
        }
        sound(&place);
    }
    assert!(killed > 0, "the program was too fast to be killed");
}

#[test]
fn backups_from_before_need_the_key_from_before() {
    let place = Place::founded();
    place.run(&["backup", "before.db"]).fine();
    place.found("Bryn Glas").fine();
    place.run(&["backup", "after.db"]).fine();
    let (before, after) = (place.path("before.db"), place.path("after.db"));
    let (before, after) = (before.display().to_string(), after.display().to_string());
    place.run(&CHANGE).fine();
    let old = former(&key_file(&place));
    let needed = shown(&old);
    for command in [&["backup", "--verify", &before][..], &["restore", "--drill", &before]] {
        place.run(command).failed(1, &needed);
    }

    let other = Place::new();
    std::fs::create_dir(other.path("data")).unwrap();
    set_mode(&other.path("data"), 0o700);
    std::fs::copy(key_file(&place), key_file(&other)).unwrap();
    let said = other.run(&["restore", &before]).failed(1, &needed);
    assert!(said.err.contains(&shown(&key_file(&place))), "{}", said.err);
    assert!(!other.database().exists(), "nothing is left behind");
    std::fs::copy(&old, key_file(&other)).unwrap();
    other.run(&["restore", &before]).fine();
    other.run(&["mail", "release"]).fine();
    other.run(&CHANGE).fine();
    sound(&other);

    // One organisation of a time before the change comes back under the key of today.
    let restore = ["organisation", "restore", "--from", &after, "bryn-glas"];
    other.run(&restore).failed(1, &needed);
    let key = old.display().to_string();
    other.run(&[&restore[..], &["--backup-key", &key]].concat()).fine();
    assert!(other.run(&["organisation", "list"]).fine().contains("bryn-glas\tactive"));
    sound(&other);
    let alone = other.path("alone").display().to_string();
    other.run(&[&restore[..], &["--backup-key", &key, "--into", &alone]].concat()).fine();
    let alone = Place::new().with("POLISI_DATA_DIR", &alone).with("POLISI_MASTER_KEY_FILE", &key);
    alone.run(&["verify"]).fine();
}

#[test]
fn sheets_from_before_say_so() {
    let place = Place::founded();
    place.run(&EXPORT).fine();
    assert!(!place.run(&["check"]).fine().contains("recovery copy"));
    place.run(&CHANGE).fine();
    let checked = place.run(&["check"]).fine();
    assert!(checked.contains("no recovery copy was made since it was changed"), "{checked}");
    let (file, old) = (key_file(&place), former(&key_file(&place)));
    assert!(checked.contains(&format!("fingerprint {}", shown(&old))), "{checked}");
    let (new, given) = (shown(&file), shown(&old));
    std::fs::rename(&file, place.path("kept.key")).unwrap();
    let said = place.run(&RECOVER).failed(1, "These sheets are of before");
    assert!(said.err.contains(&new) && said.err.contains(&given), "{}", said.err);
    assert!(!file.exists());
    // Where there is no database they give the old key, for an old backup.
    let empty = Place::new();
    for sheet in ["one.txt", "two.txt"] {
        std::fs::rename(place.path(sheet), empty.path(sheet)).unwrap();
    }
    empty.run(&RECOVER).fine();
    assert_eq!(shown(&key_file(&empty)), given);

    std::fs::rename(place.path("kept.key"), &file).unwrap();
    place.run(&EXPORT).fine();
    std::fs::remove_file(&file).unwrap();
    place.run(&RECOVER).fine();
    assert_eq!(shown(&file), new);
    sound(&place);
}
