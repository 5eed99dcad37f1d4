//! A story that names somebody who would be told: said before the report is sent.

use super::{BASE, case, filled};
use crate::support::app::{Somebody, TestApp, World};
use crate::support::form::Form;
use crate::support::page::Page;

const WHOLE: &str = "You wrote about";
const PART: &str = "Your words could mean";
const WARNING: &str = "main form .notice";

/// The form of somebody who tells a story, in English.
fn telling(app: &TestApp, world: &World, (by, story): (&Somebody, &str), about: &[&Somebody]) -> Form {
    let client = app.client_of(by);
    client.get(&format!("{BASE}/report?lang=en")).expect(200);
    filled(&client, world, about).set("story", story)
}

/// What the check page warns of, sentence by sentence.
fn warned(check: &Page) -> Vec<String> {
    check.words(&format!("{WARNING} p"))
}

#[test]
fn whoever_would_be_told_and_stands_in_the_story_is_named_before_it_is_sent() {
    let app = TestApp::start();
    let world = app.world();
    let mut seen = 0;
    for (story, about, expected) in [
        ("Lowri Diogel took a picture of him.", vec![], &[(WHOLE, "Lowri Diogel")][..]),
        ("It was diogel, LOWRI, in the bath.", vec![], &[(WHOLE, "Lowri Diogel")]),
        ("Lowri took a picture of him.", vec![], &[(PART, "Lowri Diogel")]),
        ("Lowri Diogel and the deputy, Dewi.", vec![], &[(WHOLE, "Lowri Diogel"), (PART, "Dewi")]),
        ("Olwen Perchen did it, at night.", vec![], &[(WHOLE, "Olwen Perchen")]),
        // Chosen already; not on the line; nobody.
        ("Lowri Diogel took a picture of him.", vec![&world.lowri], &[]),
        ("Mair Rheolwr and I saw a picture.", vec![], &[]),
        ("A man in a red car took a picture.", vec![], &[]),
    ] {
        let check = telling(&app, &world, (&world.sian, story), &about).submit().expect(200);
        let warned = warned(&check);
        let holds =
            |(words, name): &(&str, &str)| warned.iter().any(|w| w.contains(words) && w.contains(name));
        assert!(expected.iter().all(holds), "{story}: {warned:?}");
        let sentences = warned.iter().filter(|w| w.contains(WHOLE) || w.contains(PART)).count();
        assert_eq!(sentences, expected.len(), "{story}: {warned:?}");
        assert_eq!(check.has(WARNING), !expected.is_empty(), "{story}");
        seen += sentences;
    }
    assert_eq!(seen, 6);
    // Typed as who did it: not told, so not warned of. Whoever reports is told nothing of themselves.
    let typed = telling(&app, &world, (&world.sian, "Lowri Diogel did it."), &[]);
    let check = typed.set("who", "other").set("who-other", "Lowri Diogel").submit().expect(200);
    assert!(!check.has(WARNING), "{:?}", warned(&check));
    let own = telling(&app, &world, (&world.lowri, "I, Lowri Diogel, saw it."), &[]).submit().expect(200);
    assert!(!own.has(WARNING), "{:?}", warned(&own));
}

#[test]
fn the_way_back_loses_nothing_and_whoever_is_chosen_there_is_not_told() {
    let app = TestApp::start();
    let world = app.world();
    let sent = telling(&app, &world, (&world.sian, "Lowri Diogel took\r\na picture."), &[&world.mair]);
    let check = sent.submit().expect(200);
    assert_eq!(check.words(&format!("{WARNING} button")).len(), 1);
    let back = check.form("main form").press("step", "change").submit().expect(200).form("main form");
    for (field, value) in [
        ("danger", "no"),
        ("category", "SU_IMAGE"),
        ("who", "listed"),
        ("affected", "supported"),
        ("affected-names", "Wrenlocket"),
    ] {
        assert_eq!(back.value(field).as_deref(), Some(value), "{field}");
    }
    assert_eq!(back.value("person"), Some(world.mair.person.to_string()));
    assert_eq!(back.value("service"), Some(world.org.services[0].to_string()));
    let story = back.value("story").unwrap();
    assert_eq!(story.split_whitespace().collect::<Vec<_>>(), ["Lowri", "Diogel", "took", "a", "picture."]);
    let check =
        back.set("person_2", &world.lowri.person.to_string()).press("step", "check").submit().expect(200);
    assert!(!check.has(WARNING), "{:?}", warned(&check));
    let sent = check.form("main form").press("step", "send").submit().expect(303).location().unwrap();
    app.run_due_work();
    let told = |somebody: &Somebody| app.smtp.mails_to(somebody.email.as_deref().unwrap()).len();
    assert_eq!((told(&world.lowri), told(&world.dewi)), (0, 1));
    let reference = sent.path().rsplit('/').next().unwrap();
    app.client_of(&world.lowri).get(&case(reference)).expect(404);
}

#[test]
fn the_warning_is_there_in_welsh() {
    let app = TestApp::start();
    let world = app.world();
    let client = app.client_of(&world.sian);
    let form = filled(&client, &world, &[]).set("story", "Tynnodd Lowri Diogel lun.");
    let warned = warned(&form.submit().expect(200));
    assert!(warned.iter().any(|words| words.contains("Ysgrifennoch am Lowri Diogel")), "{warned:?}");
    assert!(!warned.iter().any(|words| words.contains(WHOLE)), "{warned:?}");
}

#[test]
fn what_a_reporter_reads_is_so_once_somebody_has_opened_the_report() {
    const NEXT: &str = "the next person is told";
    let app = TestApp::start();
    let world = app.world();
    let (_, reference) = super::report(&app.client_of(&world.sian), &world, &[]);
    let page = format!("{BASE}/received/{reference}?lang=en");
    let reads = || app.client_of(&world.sian).get(&page).expect(200).visible();
    assert!(reads().contains(NEXT) && reads().contains("until"), "{}", reads());
    assert!(reads().contains("Nobody has said yet that they deal with it"), "{}", reads());
    app.client_of(&world.lowri).get(&case(&reference)).expect(200);
    assert!(!reads().contains(NEXT) && !reads().contains("to open it"), "{}", reads());
    assert!(reads().contains("Nobody has said yet that they deal with it"), "{}", reads());
    // Nobody opened this one, and the hour is over.
    let (_, second) = super::report(&app.client_of(&world.sian), &world, &[&world.mair]);
    app.set_time("2026-11-21T11:01:00Z");
    let page = format!("{BASE}/received/{second}?lang=en");
    let later = app.client_of(&world.sian).get(&page).expect(200).visible();
    assert!(!later.contains(NEXT), "there is no hour to wait for: {later}");
}
