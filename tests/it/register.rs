//! The register of policies: searching, filtering, sorting, one change to many.

use std::collections::BTreeSet;

use polisi::access::member::Reach;
use polisi::clock::Day;
use polisi::db::ids::PolicyId;
use polisi::db::statement_check::check;
use polisi::policies::register::{self, Filter, Sort};
use polisi::{policies, reactions};

use crate::support::app::{TestApp, World};
use crate::support::page::Page;
use crate::support::texts::{Text, draft, publish_all};

const LIST: &str = "/o/cartref-prawf/policies";

fn set_up() -> (TestApp, World, Vec<PolicyId>) {
    let app = TestApp::start();
    let world = app.world();
    let mut texts = vec![
        Text::of(
            &world,
            "POL-3",
            "Alcohol and Drugs",
            "Nobody works under the influence. See (POL-1) and (DCW31).",
        ),
        Text::of(&world, "POL-1", "Zero Tolerance", "Report violence to the office at Tŷ Ŵyr."),
        Text::of(&world, "POL-2", "Mobile Telephones", "Leave yours in the locker.").at_first(&world),
    ];
    texts[1].owner = world.mair.person;
    let mut ids = publish_all(&app, &world, texts);
    ids.push(draft(&app, &world, Text::of(&world, "POL-4", "Lone Working", "Carry the **amber** alarm.")));
    (app, world, ids)
}

/// The titles in the list, in its order.
fn titles(page: &Page) -> Vec<String> {
    page.words("tbody th a")
}

#[test]
fn words_are_found_in_title_code_text_and_draft() {
    let (app, world, _) = set_up();
    let client = app.client_of(&world.olwen);
    for (query, expected) in [
        ("q=zero", vec!["Zero Tolerance"]),
        ("q=POL-2", vec!["Mobile Telephones"]),
        ("q=LOCKER", vec!["Mobile Telephones"]),
        ("q=amber", vec!["Lone Working"]),
        ("q=t%C5%B7%20%C5%B5yr", vec!["Zero Tolerance"]),
        ("q=%25", vec![]),
        ("q=_nfluence", vec![]),
        ("q=_", vec![]),
        ("q=**", vec![]),
        ("q=org_field", vec![]),
        ("q=works", vec!["Alcohol and Drugs"]),
    ] {
        let page = client.get(&format!("{LIST}?{query}")).expect(200);
        assert_eq!(titles(&page), expected, "{query}");
    }
    let found = client.get(&format!("{LIST}?q=locker")).expect(200);
    assert!(found.visible().contains("In the text: Leave yours in the locker."), "{}", found.visible());
    let found = client.get(&format!("{LIST}?q=amber")).expect(200);
    assert!(found.visible().contains("In the draft: Carry the amber alarm."), "{}", found.visible());
    let none = client.get(&format!("{LIST}?q=nowhere")).expect(200);
    assert!(none.visible().contains("Nothing matches"));
    none.click("Clear filters").expect(200);
}

#[test]
fn filters_and_orders_work_together_and_unknown_values_are_named() {
    let (app, world, _) = set_up();
    let client = app.client_of(&world.olwen);
    let (mair, second) = (world.mair.person, world.org.services[1]);
    for (query, expected) in [
        ("state=draft".to_owned(), vec!["Lone Working"]),
        (
            "sort=code".to_owned(),
            vec!["Zero Tolerance", "Mobile Telephones", "Alcohol and Drugs", "Lone Working"],
        ),
        (
            "sort=-code&state=published".to_owned(),
            vec!["Alcohol and Drugs", "Mobile Telephones", "Zero Tolerance"],
        ),
        (
            "sort=owner".to_owned(),
            vec!["Zero Tolerance", "Alcohol and Drugs", "Lone Working", "Mobile Telephones"],
        ),
        (
            "sort=-review".to_owned(),
            vec!["Alcohol and Drugs", "Mobile Telephones", "Zero Tolerance", "Lone Working"],
        ),
        (
            "sort=state".to_owned(),
            vec!["Lone Working", "Alcohol and Drugs", "Mobile Telephones", "Zero Tolerance"],
        ),
        (format!("owner={mair}"), vec!["Zero Tolerance"]),
        (format!("service={second}&state=published"), vec!["Alcohol and Drugs", "Zero Tolerance"]),
        ("origin=adopted".to_owned(), vec![]),
        ("due=90".to_owned(), vec![]),
    ] {
        let page = client.get(&format!("{LIST}?{query}")).expect(200);
        assert_eq!(titles(&page), expected, "{query}");
    }
    let odd = client.get(&format!("{LIST}?state=asleep&owner={}", world.priya.person)).expect(200);
    assert_eq!(titles(&odd), Vec::<String>::new(), "what isn't known fits nothing");
    assert!(odd.visible().contains("State “asleep” isn’t known here"), "{}", odd.visible());
    assert!(odd.visible().contains("Owner “"), "{}", odd.visible());
    odd.click("Clear filters").expect(200);
    let csv = client.get("/o/cartref-prawf/policies.csv?state=asleep").expect(200).text();
    assert_eq!(csv.lines().count(), 1, "a file never holds more than was asked for: {csv}");
    let whole = client.get(LIST).expect(200);
    assert!(!whole.visible().contains("Clear filters"), "nothing is filtered");
    assert!(client.get(&format!("{LIST}?state=draft")).expect(200).visible().contains("Clear filters"));
    assert!(whole.visible().contains("More filters"), "{}", whole.visible());
    let two = client.get(&format!("{LIST}?q=a&state=draft&language=en")).expect(200);
    assert!(two.visible().contains("More filters (2 set)"), "{}", two.visible());
    app.set_time("2027-10-01T10:00:00Z");
    let client = app.client_of(&world.olwen);
    assert_eq!(titles(&client.get(&format!("{LIST}?due=60")).expect(200)).len(), 3);
    assert_eq!(titles(&client.get(&format!("{LIST}?due=30")).expect(200)).len(), 0);
    app.set_time("2027-12-01T10:00:00Z");
    let client = app.client_of(&world.olwen);
    assert_eq!(titles(&client.get(&format!("{LIST}?due=overdue")).expect(200)).len(), 3);
    let csv = client.get("/o/cartref-prawf/policies.csv?q=zero").expect(200).text();
    assert_eq!(csv.lines().count(), 2, "{csv}");
}

#[test]
fn a_draft_that_came_with_a_date_is_overdue_like_the_others() {
    let (app, world, ids) = set_up();
    app.within(&world.org, move |tenant| {
        policies::set_next_review(tenant, ids[3], Day::parse("2026-01-31").unwrap()).unwrap();
    });
    let client = app.client_of(&world.olwen);
    let page = client.get(&format!("{LIST}?due=overdue")).expect(200);
    assert_eq!(titles(&page), ["Lone Working"]);
    assert!(page.visible().contains("Overdue"));
}

#[test]
fn the_file_says_what_an_inspector_asks() {
    let app = TestApp::start();
    let world = app.world();
    let mut text = Text::of(&world, "POL-1", "Tŷ Ŵyr", "Ring the office.");
    text.approver = "=Siân Ŵyn".to_owned();
    publish_all(&app, &world, vec![text]);
    draft(&app, &world, Text::of(&world, "POL-2", "Lone Working", "Carry the alarm."));
    let client = app.client_of(&world.olwen);
    let list = client.get(LIST).expect(200);
    assert!(list.words("thead .sort").contains(&"Version".to_owned()), "{:?}", list.words("thead th"));
    let csv = client.get("/o/cartref-prawf/policies.csv?sort=code").expect(200).text();
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(
        lines[0],
        "\u{feff}Code,Title,State,Version,Language,Nation,Kind of service,Services,Owner,Approved by,Approved on,\
         In force from,Last reviewed,Next review,Open fields,Asked to sign,Signed"
    );
    let today = app.app.clock.now().day();
    assert!(lines[1].starts_with("POL-1,Tŷ Ŵyr,In force,1.0,English,,,"), "{}", lines[1]);
    let proof = format!(",'=Siân Ŵyn,{today},{today},{today},");
    assert!(lines[1].contains(&proof), "{} lacks {proof}", lines[1]);
    assert!(lines[2].starts_with("POL-2,Lone Working,Draft,,English,"), "{}", lines[2]);
    assert!(lines[2].ends_with(",,,,,,0,,"), "{}", lines[2]);
}

#[test]
fn versions_sort_as_numbers_and_drafts_come_last() {
    let app = TestApp::start();
    let world = app.world();
    let mut texts = Vec::new();
    for (code, label) in [("POL-1", "1.10"), ("POL-2", "1.9"), ("POL-3", "2")] {
        let mut text = Text::of(&world, code, code, "Ring the office.");
        text.label = label.to_owned();
        texts.push(text);
    }
    publish_all(&app, &world, texts);
    draft(&app, &world, Text::of(&world, "POL-4", "POL-4", "Carry the alarm."));
    let client = app.client_of(&world.olwen);
    for (sort, expected) in [
        ("version", ["POL-2", "POL-1", "POL-3", "POL-4"]),
        ("-version", ["POL-3", "POL-1", "POL-2", "POL-4"]),
    ] {
        assert_eq!(titles(&client.get(&format!("{LIST}?sort={sort}")).expect(200)), expected, "{sort}");
    }
}

/// The register's questions in one look, with what they cost.
fn cost(app: &TestApp, world: &World) -> (usize, u64) {
    app.within(&world.org, |tenant| {
        let before = check::sent_by_this_thread();
        let filter = Filter { search: "office".to_owned(), sort: Some(Sort::Owner), ..Filter::default() };
        let rows = register::listed(tenant, &filter).unwrap();
        let shown = &rows[..rows.len().min(50)];
        assert_eq!(register::snippets(tenant, "office", shown).unwrap().len(), shown.len());
        reactions::known_of_all(tenant, &Reach::Everywhere).unwrap();
        (rows.len(), check::sent_by_this_thread() - before)
    })
}

#[test]
fn a_thousand_policies_cost_as_many_statements_as_ten() {
    let app = TestApp::start();
    let world = app.world();
    let texts = |from: usize, to: usize| {
        (from..to).map(|number| {
            Text::of(&world, &format!("P{number:04}"), "A Policy", "Ring the office.").at_first(&world)
        })
    };
    publish_all(&app, &world, texts(0, 10).collect());
    let (ten, of_ten) = cost(&app, &world);
    // The rows alone: publishing so many is measured elsewhere.
    copy_policies(&app, &world, 990);
    let (thousand, of_thousand) = cost(&app, &world);
    assert_eq!((ten, thousand), (10, 1_000));
    assert_eq!(of_ten, of_thousand);
    assert!((5..=11).contains(&of_ten), "{of_ten} statements");
    let client = app.client_of(&world.olwen);
    let page = client.get(&format!("{LIST}?page=99")).expect(200);
    assert!(page.visible().contains("951"), "{}", page.visible());
    assert_eq!(titles(&page).len(), 50);
    // No policy stands on two pages and none is left out, in an order in which almost all are alike.
    let mut seen = BTreeSet::new();
    for number in 1..=20 {
        let page = client.get(&format!("{LIST}?q=office&sort=-state&page={number}")).expect(200);
        assert!(
            page.visible().contains("of 1000") || page.visible().contains("of 1,000"),
            "{}",
            page.visible()
        );
        seen.extend(page.attributes("tbody th a", "href"));
    }
    assert_eq!(seen.len(), 1_000);
    let csv = client.get("/o/cartref-prawf/policies.csv?q=office").expect(200).text();
    assert_eq!(csv.lines().count(), 1_001);
}

/// Drafts with a text, entered as rows.
fn copy_policies(app: &TestApp, world: &World, count: usize) {
    let texts: Vec<Text> = (0..count)
        .map(|number| {
            Text::of(world, &format!("Q{number:04}"), "A Draft", "Ring the office.").at_first(world)
        })
        .collect();
    for text in texts {
        draft(app, world, text);
    }
}

#[test]
fn an_owner_is_changed_for_many_at_once() {
    let (app, world, ids) = set_up();
    let client = app.client_of(&world.olwen);
    let list = client.get(LIST).expect(200);
    let form = list.form("main form[action$=chosen]");
    let confirm = form
        .tick_value("policy", &ids[0].to_string())
        .tick_value("policy", &ids[3].to_string())
        .set("do", "owner")
        .submit()
        .expect(200);
    assert!(confirm.visible().contains("This is about 2 policies."), "{}", confirm.visible());
    assert!(confirm.visible().contains("Change the owner of 2 policies"));
    let again = confirm.form("main form").submit().expect(422);
    assert!(again.visible().contains("Alcohol and Drugs"), "the policies stay chosen");
    let gwen = world.gwen.person.to_string();
    let done = again.form("main form").set("owner", &gwen).submit().expect(303).follow().expect(200);
    assert!(done.visible().contains("The owner is changed."));
    assert_eq!(titles(&client.get(&format!("{LIST}?owner={gwen}")).expect(200)).len(), 2);
    let log = client.get("/o/cartref-prawf/activity?action=policy_owner_changed").expect(200);
    assert!(log.visible().contains("2 lines"), "{}", log.visible());
}

#[test]
fn many_are_withdrawn_with_one_reason_and_what_cannot_be_is_left_out() {
    let (app, world, ids) = set_up();
    let client = app.client_of(&world.olwen);
    let all: Vec<String> = ids.iter().map(|id| format!("policy={id}")).collect();
    let confirm = client.get(&format!("{LIST}/chosen?do=withdraw&{}", all.join("&"))).expect(200);
    assert!(confirm.visible().contains("3 of them are in force now."), "{}", confirm.visible());
    let form = confirm.form("main form");
    form.set("reason", "Merged into one").submit().expect(303);
    let again = client.get(&format!("{LIST}/chosen?do=withdraw&{}", all.join("&"))).expect(200);
    assert!(
        again.visible().contains("No policy is ticked to which this can be done."),
        "{}",
        again.visible()
    );
    assert!(again.visible().contains("Left out"));
    assert_eq!(titles(&client.get(&format!("{LIST}?state=withdrawn")).expect(200)).len(), 4);
    // Pressed again on the old page, nothing is left to do.
    confirm.form("main form").set("reason", "Twice").submit().expect(422);
}

#[test]
fn a_manager_changes_only_what_is_theirs() {
    let (app, world, ids) = set_up();
    let owain = app.client_of(&world.owain);
    let all: Vec<String> = ids.iter().map(|id| format!("policy={id}")).collect();
    let page = owain.get(&format!("{LIST}/chosen?do=withdraw&{}", all.join("&"))).expect(200);
    assert!(page.visible().contains("Left out"), "{}", page.visible());
    assert!(!page.has("main form"));
    let services = world.org.services[0].to_string();
    let mair = app.client_of(&world.mair);
    let page = mair.get(&format!("{LIST}/chosen?do=services&policy={}", ids[3])).expect(200);
    assert!(
        page.visible().contains("Left out"),
        "it is drafted for the other service too: {}",
        page.visible()
    );
    let olwen = app.client_of(&world.olwen);
    let page = olwen.get(&format!("{LIST}/chosen?do=services&policy={}", ids[3])).expect(200);
    page.form("main form").tick_value("services", &services).submit().expect(303);
    let page = mair.get(&format!("{LIST}/chosen?do=services&policy={}", ids[3])).expect(200);
    assert!(page.visible().contains("This is about 1 policy."), "{}", page.visible());
}

#[test]
fn codes_in_a_text_lead_to_their_policies_and_missing_ones_are_named() {
    let (app, world, ids) = set_up();
    let client = app.client_of(&world.olwen);
    let page = client.get(&format!("{LIST}/{}", ids[0])).expect(200);
    assert!(
        page.visible().contains("DCW31 is named in this text and isn’t in your set."),
        "{}",
        page.visible()
    );
    assert_eq!(page.attributes("section[aria-labelledby=related] a", "href"), [format!("{LIST}/{}", ids[1])]);
    let version = client.get(&format!("{LIST}/{}/versions/1", ids[0])).expect(200);
    assert_eq!(version.attributes("article a", "href"), [format!("{LIST}/{}", ids[1])]);
    // Staff come to what is in force at their service, and the stored text is as it was.
    let staff = app.client_of(&world.sian);
    let own =
        staff.get("/o/cartref-prawf/me/policies?lang=en").expect(200).click("Alcohol and Drugs").expect(200);
    let to = own.attributes("article a", "href");
    assert_eq!(to.len(), 1, "{to:?}");
    assert!(to[0].starts_with("/o/cartref-prawf/me/policies/"));
    assert!(staff.get(&to[0]).expect(200).visible().contains("Zero Tolerance"));
    assert_eq!(app.within(&world.org, |tenant| polisi::policies::check_renditions(tenant).unwrap()), None);
}

#[test]
fn codes_in_running_text_are_warned_of_before_publishing() {
    let (app, world, ids) = set_up();
    let text = "Follow POL-2 and POL-4 at all times, and see POL-9. Print it on A4 as PDF2.";
    let id = draft(&app, &world, Text::of(&world, "POL-5", "On Call", text));
    let olwen = app.client_of(&world.olwen);
    let warnings = [
        "POL-2 is named in this text and isn’t in force at Glan.",
        "POL-4 is named in this text and isn’t published yet.",
        "POL-9 is named in this text and isn’t in your set.",
    ];
    for page in ["", "/preview", "/publish"] {
        let page = olwen.get(&format!("{LIST}/{id}{page}")).expect(200);
        for words in warnings {
            assert!(page.visible().contains(words), "{words}: {}", page.visible());
        }
        assert!(!page.visible().contains("A4 is named") && !page.visible().contains("PDF2 is named"));
    }
    // Published together, the one draft finds the other.
    let many = olwen.get(&format!("{LIST}/publish-many")).expect(200);
    let check = many.form("main form").set("change_note", "First").submit().expect(200);
    for page in [&many, &check] {
        assert!(
            page.visible().contains(warnings[0]) && page.visible().contains(warnings[2]),
            "{}",
            page.visible()
        );
        assert!(!page.visible().contains(warnings[1]), "{}", page.visible());
    }
    check.form("main form").submit().expect(303);
    // The office is led to what there is; staff only to what is in force where they work.
    let version = olwen.get(&format!("{LIST}/{id}/versions/1")).expect(200);
    let office: Vec<String> = [ids[2], ids[3]].iter().map(|id| format!("{LIST}/{id}")).collect();
    assert_eq!(version.attributes("article a", "href"), office);
    for (who, count) in [(&world.sian, 2), (&world.owain, 1)] {
        let own = app.client_of(who).get("/o/cartref-prawf/me/policies?lang=en").expect(200);
        let page = own.click("On Call").expect(200);
        assert_eq!(page.attributes("article a", "href").len(), count, "{}", who.name);
    }
}
