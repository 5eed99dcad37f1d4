//! A sheet writes services, ways of working and line managers its own way: that is said once, not in every row.

use polisi::people::{self, WorkerType};

use super::{IMPORT, added, all, named, paste, send};
use crate::shelf::files::{Cell, workbook};
use crate::support::app::{TestApp, World};
use crate::support::client::Client;
use crate::support::form::Form;
use crate::support::page::Page;

/// Sixty people whose sheet says everything in words of its own.
fn rows() -> Vec<[String; 5]> {
    let person = |place: usize| {
        let manager = if place == 1 { "" } else { "Mrs T" };
        let service = if [3, 6, 9].contains(&(place % 10)) { "The Glan" } else { "Sunny side" };
        ["Enw", "Teulu", service, "Perm 37.5", manager].map(|text| match text {
            "Enw" | "Teulu" => format!("{text}{place}"),
            other => other.to_owned(),
        })
    };
    let heads = ["First name", "Last name", "Home", "Contract", "Line manager"].map(str::to_owned);
    std::iter::once(heads).chain((1..=60).map(person)).collect()
}

fn sheet() -> Vec<u8> {
    let rows = rows();
    let cells: Vec<Vec<Cell<'_>>> =
        rows.iter().map(|row| row.iter().map(|text| Cell::Text(text)).collect()).collect();
    workbook(&cells)
}

/// The name of the field that asks what a word means.
fn field(page: &Page, label: &str) -> String {
    let labels = page.words("label[for^='f-means-']");
    let fields = page.attributes("label[for^='f-means-']", "for");
    let at = labels.iter().position(|words| words.contains(label));
    let at = at.unwrap_or_else(|| panic!("no question about {label} in {labels:?}"));
    fields[at].trim_start_matches("f-").to_owned()
}

fn answer(page: &Page, answers: &[(&str, &str)]) -> Form {
    let form = page.form("main form");
    answers.iter().fold(form, |form, (label, value)| form.set(&field(page, label), value))
}

fn save(form: Form) -> Page {
    form.press("then", "save").submit().expect(303).follow().expect(200)
}

#[test]
fn sixty_people_come_in_though_the_sheet_has_words_of_its_own() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let check = send(&olwen, "staff.xlsx", &sheet());
    let words = check.visible();
    assert!(words.contains("60 rows: 0 new") && words.contains("60 rows wait for your answers"), "{words}");
    assert!(!words.contains("need you") && !words.contains("Faulty"), "nothing else is wrong: {words}");
    assert!(!words.contains("Row 2") && !check.has("button[value=add]"), "the questions alone: {words}");
    for said in [
        "“Sunny side” in 42 rows means",
        "“The Glan” in 18 rows",
        "“Perm 37.5” in 60 rows",
        "“Mrs T” in 59 rows",
    ] {
        assert!(words.contains(said), "{said} in {words}");
    }

    let (bryn, glan) = (world.org.services[0].to_string(), world.org.services[1].to_string());
    let answers = [("Sunny side", bryn.as_str()), ("The Glan", &glan), ("Perm 37.5", "employee")];
    let page = save(answer(&check, &answers));
    let words = page.visible();
    assert!(words.contains("60 rows: 1 new"), "{words}");
    assert!(words.contains("“Sunny side” in 42 rows means Bryn."), "{words}");

    // A line manager who is nobody is asked about again, with what was typed.
    let page = save(answer(&page, &[("Mrs T", "Nobody Here")]));
    assert!(page.visible().contains("fits nobody"), "{}", page.visible());
    let name = field(&page, "Mrs T");
    assert_eq!(page.form("main form").value(&name).as_deref(), Some("Nobody Here"));
    let rows = super::rows_of(&page);
    assert!(rows.visible().contains("Waits for an answer"), "{}", rows.visible());
    let refused = rows.form("main form").set(&name, "No one").press("then", "add").submit().expect(422);
    assert!(refused.visible().contains("What “Mrs T” means is still not right"), "{}", refused.visible());
    let page = save(refused.form("main form").set(&name, "enw1 teulu1"));
    assert!(page.visible().contains("60 rows: 60 new"), "{}", page.visible());

    // An answer can be changed until the list is added.
    let page = save(answer(&page, &[("The Glan", &bryn)]));
    assert!(page.visible().contains("“The Glan” in 18 rows means Bryn."), "{}", page.visible());
    let page = save(answer(&page, &[("The Glan", &glan)]));
    let done = added(&app, &olwen, &page);
    assert!(done.visible().contains("60 added"), "{}", done.visible());
    everybody_is_where_the_words_say(&app, &world);
    // The next sheet in the same words asks only who "Mrs T" is.
    let next = "First name\tLast name\tHome\tContract\tLine manager\nNia\tUn\tThe Glan\tPerm 37.5\tMrs T\n";
    let page = paste(&olwen, next);
    for said in ["“The Glan” in 1 row means Glan.", "“Perm 37.5” in 1 row means", "“Mrs T” in 1 row means"]
    {
        assert!(page.visible().contains(said), "{said} in {}", page.visible());
    }
    assert!(page.visible().contains("1 row waits for your answers"), "{}", page.visible());
    assert!(page.visible().contains("Some of this you said about your last list"), "{}", page.visible());
    // Somebody else is asked about all of it, and so is who took the list back.
    let other = paste(&app.client_of(&world.mair), next);
    assert!(other.visible().contains("“The Glan” in 1 row means"), "{}", other.visible());
    assert!(!other.visible().contains("means Glan."), "{}", other.visible());
    let asked = page.words("label[for^='f-means-']");
    assert!(asked.iter().any(|label| label.contains("Mrs T")), "{asked:?}");
}

fn everybody_is_where_the_words_say(app: &TestApp, world: &World) {
    assert_eq!(all(app, &world.org).len(), 69);
    let places = app.within(&world.org, |tenant| people::store::workplaces(tenant).unwrap());
    let first = named(app, &world.org, "Enw1 Teulu1").id;
    for (name, service) in [("Enw2 Teulu2", world.org.services[0]), ("Enw3 Teulu3", world.org.services[1])] {
        let person = named(app, &world.org, name);
        assert_eq!(places[&person.id], [service].into(), "{name}");
        assert_eq!((person.worker_type, person.standing.line_manager), (WorkerType::Employee, Some(first)));
    }
    let kept = app.raw().lines("SELECT settings AS value FROM staff_imports");
    assert!(kept.iter().all(|settings| !settings.contains("teulu1")), "names go when the list is added");
}

#[test]
fn a_status_that_nobody_understands_brings_nobody_in() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let text = "Name\tStatus\tJob\nNia Un\tActive\tCook\nNed Dau\tDormant\tCook\nNan Tri\tdormant\tCook\n";
    let check = paste(&olwen, text);
    let words = check.visible();
    assert!(words.contains("3 rows: 1 new") && words.contains("2 rows wait for your answers"), "{words}");
    assert!(words.contains("Who is still there: “Dormant” in 2 rows means"), "{words}");
    let page = save(answer(&check, &[("Dormant", "left")]));
    let words = page.visible();
    assert!(words.contains("3 rows: 1 new") && words.contains("Have left 2"), "{words}");
    assert!(words.contains("“Dormant” in 2 rows says that they have left."), "{words}");
    let page = save(answer(&page, &[("Dormant", "nothing")]));
    assert!(page.visible().contains("3 rows: 3 new"), "{}", page.visible());
    // Neither: each row says what to do.
    let page = save(answer(&page, &[("Dormant", "correct")]));
    let words = page.visible();
    assert!(words.contains("Row 3: “Dormant” does not say whether they are still there."), "{words}");
    let page = save(page.form("main form").set("r3-ends", ""));
    assert!(page.visible().contains("3 rows: 2 new"), "{}", page.visible());
    // Where it is asked how they work, they may have left as well.
    let check = paste(&olwen, "Name\tEmployment status\nNia Un\tLeaver\nNed Dau\tFrozen\n");
    assert!(check.visible().contains("How they work: “Frozen” in 1 row means"), "{}", check.visible());
    let page = save(answer(&check, &[("Frozen", "left")]));
    let words = page.visible();
    assert!(words.contains("2 rows: 0 new") && words.contains("Have left 2"), "{words}");
}

#[test]
fn a_word_may_stay_out_or_be_corrected_in_each_row() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    let check = paste(&olwen, "Name\tService\nNia Un\tBryn, Nights\nNia Dau\tGlann\nNia Tri\tGlann\n");
    let page = save(answer(&check, &[("Nights", "nothing"), ("Glann", "correct")]));
    let words = page.visible();
    assert!(words.contains("3 rows: 1 new"), "{words}");
    assert!(words.contains("“Nights” in 1 row says nothing"), "{words}");
    assert!(words.contains("“Glann” in 2 rows is none of yours"), "{words}");
    let page = save(page.form("main form").set("r3-services", "Glan"));
    assert!(page.visible().contains("3 rows: 2 new"), "{}", page.visible());
    // What was said can be taken back.
    let page = save(answer(&page, &[("Glann", "")]));
    assert!(page.visible().contains("“Glann” in 1 row means"), "{}", page.visible());
    // An old page decides nothing.
    let late = answer(&check, &[("Glann", &world.org.services[1].to_string())]);
    late.press("then", "save").submit().expect(409);
    // Dropped, the answers go.
    page.form("main form.one").submit().expect(303);
    let kept = app.raw().lines("SELECT settings AS value FROM staff_imports");
    assert!(kept.iter().all(|settings| !settings.contains("nights")), "{kept:?}");
}

fn offered(page: &Page) -> Vec<String> {
    page.attributes("select[id^='f-means-'] option", "value")
}

/// Sends an answer as a page would; nothing of it need be on the page.
fn forge(client: &Client, page: &Page, word: &str, answer: &str) {
    let version = page.form("main form").value("version").unwrap();
    let name =
        polisi::people::imports::form::meaning_name(polisi::people::imports::columns::Column::Services, word);
    let asked = format!("services {word}");
    let fields = [("version", version.as_str()), ("word", &asked), (name.as_str(), answer), ("then", "save")];
    client.post_form(page.url.path(), &fields).expect(303);
}

#[test]
fn a_manager_of_one_service_chooses_theirs_only() {
    let app = TestApp::start();
    let world = app.world();
    let (olwen, mair) = (app.client_of(&world.olwen), app.client_of(&world.mair));
    let (bryn, glan) = (world.org.services[0].to_string(), world.org.services[1].to_string());
    let check = paste(&mair, "Name\tService\nNia Un\tSunny side\n");
    assert_eq!(offered(&check), ["", bryn.as_str(), "nothing", "correct"]);
    assert!(offered(&olwen.get(check.url.path()).expect(200)).contains(&glan));
    // Forged answers, and words that aren't asked about, are kept by nobody.
    forge(&mair, &check, "sunny side", &glan);
    forge(&mair, &check, "bryn", &bryn);
    let page = mair.get(check.url.path()).expect(200);
    assert!(
        page.visible().contains("Not answered yet") && page.visible().contains("0 new"),
        "{}",
        page.visible()
    );
    // What an owner chose for it is open to the manager, who puts nobody there.
    let chosen = olwen.get(check.url.path()).expect(200);
    save(answer(&chosen, &[("Sunny side", &glan)]));
    let page = mair.get(check.url.path()).expect(200);
    assert!(page.visible().contains("1 row waits for your answers"), "{}", page.visible());
    let page = mair.get(&format!("{}?show=rows", check.url.path())).expect(200);
    assert!(page.visible().contains("you may not put people into “Sunny side”"), "{}", page.visible());
    assert!(!page.visible().contains("the service is empty"), "{}", page.visible());
    let page = save(answer(&page, &[("Sunny side", &bryn)]));
    added(&app, &mair, &page);
    let places = app.within(&world.org, |tenant| people::store::workplaces(tenant).unwrap());
    assert_eq!(places[&named(&app, &world.org, "Nia Un").id], [world.org.services[0]].into());
    assert!(mair.get(IMPORT).expect(200).visible().contains("Done"));
}
