//! Filling the gaps of a whole shelf: what it costs, names that nobody knows, who can fill what.

use polisi::db::ids::PolicyId;
use polisi::db::statement_check::check;
use polisi::organisations::{self, fields};
use polisi::policies::{self, gaps};

use crate::support::app::{TestApp, World};
use crate::support::client::Client;
use crate::support::page::Page;
use crate::support::texts::{self, Text};

const GAPS: &str = "/o/cartref-prawf/policies/gaps";
const BODY: &str = "## 1. A\n\nRing {{org_field_phone_nr_main}} or {{org_field_website}}.";

fn open(client: &Client) -> Page {
    client.get(GAPS).expect(200)
}

fn at_row(at: usize) -> String {
    format!("form.unknown[aria-labelledby='unknown-{at}']")
}

fn draft(app: &TestApp, world: &World, code: &str, body: &str) -> PolicyId {
    texts::draft(app, world, Text::of(world, code, &format!("Policy {code}"), body))
}

fn draft_at_first(app: &TestApp, world: &World, code: &str, body: &str) -> PolicyId {
    let text = Text::of(world, code, &format!("Policy {code}"), body);
    texts::draft(app, world, text.at_first(world))
}

fn set(app: &TestApp, world: &World, name: &'static str, value: &'static str) {
    let now = app.app.clock.now();
    app.within(&world.org, move |tenant| {
        fields::set(tenant, now, None, name, value).unwrap();
    });
}

fn counts(app: &TestApp, world: &World) -> Vec<i64> {
    app.within(&world.org, |tenant| {
        let mut all = policies::store::all(tenant).unwrap();
        all.sort_by(|one, other| one.code.cmp(&other.code));
        all.into_iter().map(|policy| policy.gaps).collect()
    })
}

/// What a change of a value and a look at the page cost, in statements.
fn cost(app: &TestApp, world: &World) -> [u64; 2] {
    app.within(&world.org, |tenant| {
        let before = check::sent_by_this_thread();
        policies::recount_gaps(tenant).unwrap();
        let between = check::sent_by_this_thread();
        let found = gaps::look(&gaps::shelf(tenant).unwrap());
        assert!(found.unread.is_empty());
        [between - before, check::sent_by_this_thread() - between]
    })
}

#[test]
fn a_change_of_a_value_reads_no_text_and_costs_the_same_on_a_large_shelf() {
    let app = TestApp::start();
    let world = app.world();
    let drafts = |from: usize, to: usize| {
        for number in from..to {
            draft(&app, &world, &format!("P-{number:02}"), BODY);
        }
    };
    drafts(0, 3);
    set(&app, &world, "org_field_website", "https://cartref.example");
    let of_three = cost(&app, &world);
    drafts(3, 30);
    set(&app, &world, "org_field_website", "");
    assert_eq!(cost(&app, &world), of_three);
    assert_eq!(counts(&app, &world), [2; 30]);
    assert!(of_three.iter().all(|cost| *cost <= 14), "{of_three:?} statements");
    // The texts themselves could be gone.
    let mut raw = app.raw();
    raw.enter(&world.org.id.to_string());
    raw.run("UPDATE drafts SET source = 'nothing'").unwrap();
    raw.leave();
    set(&app, &world, "org_field_website", "https://cartref.example");
    assert_eq!(cost(&app, &world), of_three);
    assert_eq!(counts(&app, &world), [1; 30]);
    let page = open(&app.client_of(&world.olwen));
    assert!(page.visible().contains("org_field_phone_nr_main"), "{}", page.visible());
}

#[test]
fn a_draft_from_before_names_were_noted_is_counted_and_noted() {
    let app = TestApp::start();
    let world = app.world();
    draft(&app, &world, "P-1", BODY);
    let forget = || {
        let mut raw = app.raw();
        raw.enter(&world.org.id.to_string());
        raw.run("UPDATE drafts SET names = NULL").unwrap();
        raw.leave();
    };
    forget();
    assert!(open(&app.client_of(&world.olwen)).visible().contains("org_field_phone_nr_main"));
    set(&app, &world, "org_field_website", "https://cartref.example");
    let first = cost(&app, &world);
    assert_eq!(counts(&app, &world), [1]);
    assert!(cost(&app, &world)[0] < first[0], "the second time no text is read");
}

#[test]
fn an_unknown_name_is_decided_for_all_policies_at_once() {
    let app = TestApp::start();
    let world = app.world();
    let client = app.client_of(&world.olwen);
    let body = "## 1. A\n\nRing {{org_field_phone_nr_main}} or {{beds}} about {{odd}} {{ {{odd}}.";
    let all: Vec<PolicyId> =
        ["P-1", "P-2", "P-3"].iter().map(|code| draft(&app, &world, code, body)).collect();
    let few = draft_at_first(&app, &world, "P-4", "## 1. A\n\nOnly {{beds}}.");
    let page = open(&client);
    assert_eq!(
        page.words(".unknown + details summary")[0],
        "Used in 4 policies",
        "the most used stands first"
    );
    let row = |page: &Page, name: &str| {
        let names = page.words(".gapcard h3 code");
        names.iter().position(|shown| shown == name).unwrap()
    };
    let decide = |page: &Page, name: &str, way: &str, input: &str, value: &str| {
        let at = row(page, name);
        let form = page.form(&at_row(at));
        form.set(&format!("way-{at}"), way).set(&format!("{input}-{at}"), value).submit()
    };
    let nearest =
        page.attributes(&format!("#f-known-{} option", row(&page, "org_field_phone_nr_main")), "value");
    assert_eq!(nearest[..2], ["", "org_field_phone"], "nothing is chosen beforehand");
    let wrong = decide(&page, "beds", "own", "label", " ").expect(422);
    assert!(wrong.has(&format!("#f-label-{}-error", row(&wrong, "beds"))));
    let done = decide(&page, "beds", "own", "label", "Number of beds").expect(303).follow().expect(200);
    assert!(done.visible().contains("Number of beds"), "{}", done.visible());
    // The page from before is stale now: the row may be another name.
    decide(&page, "beds", "text", "words", "x").expect(409);
    let done =
        decide(&done, "org_field_phone_nr_main", "known", "known", "org_field_phone").expect(303).follow();
    let done = decide(&done.expect(200), "odd", "text", "words", "*this*").expect(303).follow().expect(200);
    // Only the brace that doesn't close is left: it can be nothing but text.
    assert_eq!(done.attributes("input[name=way-0]", "value"), ["text"]);
    let braces = done.form(&at_row(0)).set("way-0", "text").set("words-0", "and").submit();
    assert!(!braces.expect(303).follow().expect(200).has(".unknown"));
    for id in all {
        let preview = client.get(&format!("/o/cartref-prawf/policies/{id}/preview")).expect(200);
        assert_eq!(preview.words("article").join(" ").matches("*this*").count(), 2, "{}", preview.visible());
    }
    assert!(!client.get(&format!("/o/cartref-prawf/policies/{few}/import")).expect(200).has(".unknown"));
    assert_eq!(counts(&app, &world), [2, 2, 2, 1]);
}

#[test]
fn a_manager_decides_for_the_texts_of_the_own_services_at_once() {
    let app = TestApp::start();
    let world = app.world();
    let mair = app.client_of(&world.mair);
    let both = draft(&app, &world, "P-0", "## 1. A\n\nSend to {{fax}} or {{beds}}.");
    for code in ["P-1", "P-2"] {
        draft_at_first(&app, &world, code, "## 1. A\n\nSend to {{fax}} or {{beds}}.");
    }
    draft(&app, &world, "P-3", "## 1. A\n\nSee {{elsewhere}}.");
    let page = open(&mair);
    let words = page.visible();
    assert!(words.contains("You decide for 2 of 3 texts"), "{words}");
    let who = page.words("#unknown-2 ~ .hint, .gapcard:last-of-type .hint").join(" ");
    assert!(who.contains("not those of your services alone") && who.contains("Olwen Perchen"), "{who}");
    let at = page.words(".gapcard h3 code").iter().position(|name| name == "fax").unwrap();
    let form = page.form(&at_row(at));
    let form = form.set(&format!("way-{at}"), "known").set(&format!("known-{at}"), "org_field_phone");
    let done = form.submit().expect(303).follow().expect(200);
    let import = |id: PolicyId| mair.get(&format!("/o/cartref-prawf/policies/{id}/preview")).expect(200);
    assert!(import(both).visible().contains("fax"), "the text of another service stays as it is");
    // An own field stands in the own texts only, under its own name.
    let form = done.form(&at_row(0));
    assert_eq!(form.value("name").unwrap(), "beds");
    let own = form.set("way-0", "own").set("label-0", "Number of beds");
    let done = own.submit().expect(303).follow().expect(200);
    assert!(done.visible().contains("Number of beds: Bryn"), "{}", done.visible());
    assert_eq!(counts(&app, &world), [2, 2, 2, 1]);
    // What belongs to others can't be decided by a form of one's own making.
    let names = open(&mair).words(".gapcard h3 code");
    let at = names.iter().position(|name| name == "elsewhere").unwrap().to_string();
    let way = format!("way-{at}");
    let forged = [("row", at.as_str()), ("name", "elsewhere"), (way.as_str(), "text")];
    mair.post_form(&format!("{GAPS}/names"), &forged).expect(403);
    app.client_of(&world.sian).post_form(&format!("{GAPS}/names"), &forged).expect(403);
}

#[test]
fn each_gap_says_who_can_fill_it() {
    let app = TestApp::start();
    let world = app.world();
    draft(&app, &world, "P-1", "## 1. A\n\nRing {{org_field_phone}} or {{org_field_legal_name}}.");
    let owner = open(&app.client_of(&world.olwen)).visible();
    assert!(owner.contains("You can fill this.") && !owner.contains("Who can:"), "{owner}");
    let mair = open(&app.client_of(&world.mair));
    let words = mair.visible();
    assert!(words.contains("whole organisation: not yours to fill. Who can: "), "{words}");
    let [own, other] = [world.org.services[0], world.org.services[1]];
    assert!(mair.has(&format!("[name='v-org_field_phone-{own}']")), "{words}");
    assert!(!mair.has(&format!("[name='v-org_field_phone-{other}']")));
    let card = mair.words("#gap-org_field_phone p").join(" ");
    assert!(card.contains("Who can: Owain") && card.contains("Olwen Perchen"), "{card}");
    let card = mair.words("#gap-org_field_legal_name p").join(" ");
    assert!(card.contains("Olwen Perchen") && !card.contains("Owain"), "{card}");
}

#[test]
fn values_that_make_a_text_explode_are_refused_with_a_sentence() {
    let app = TestApp::start();
    let world = app.world();
    let client = app.client_of(&world.olwen);
    let id =
        draft_at_first(&app, &world, "P-1", &format!("## 1. A\n\n{}", "{{org_field_name}} ".repeat(10_000)));
    let now = app.app.clock.now();
    app.within(&world.org, move |tenant| {
        fields::set(tenant, now, None, "org_field_name", &"a".repeat(4_096)).unwrap();
    });
    let policy = format!("/o/cartref-prawf/policies/{id}");
    for page in ["preview", "publish"] {
        let refused = client.get(&format!("{policy}/{page}")).expect(422);
        assert!(refused.visible().contains("524288 bytes"), "{page}: {}", refused.visible());
    }
    // It can still be worked on, and keeps no other from being published.
    client.get(&format!("{policy}/edit")).expect(200);
    client.get(GAPS).expect(200);
    client.get("/o/cartref-prawf/policies/publish-many").expect(200);
}

#[test]
fn gaps_are_filled_by_field_for_all_policies() {
    let app = TestApp::start();
    let world = app.world();
    let client = app.client_of(&world.olwen);
    for number in 0..4 {
        let body = "## 1. A\n\nRing {{org_field_phone}} or {{org_field_hr_contact_name}}. See {{org_field_website}}.";
        let body = if number == 0 { &body.replace("{{org_field_website}}", "us") } else { body };
        let text = Text::of(&world, &format!("POL-{number}"), &format!("Policy {number}"), body);
        texts::draft(&app, &world, text);
    }
    let gaps = client.get("/o/cartref-prawf/policies/gaps").expect(200);
    let titles = gaps.words(".gapcard h3");
    assert_eq!(titles.len(), 3, "{titles:?}");
    assert!(gaps.words(".gapcard summary")[0].contains("4 policies"), "the most used stands first");
    assert!(gaps.words(".gapcard summary")[1].contains("3 policies"));
    let person = gaps.attributes("#people + section a, #people ~ section h3 a", "href");
    assert!(person[0].ends_with("/settings/people/hr"), "{person:?}");
    let [first, second] = [world.org.services[0], world.org.services[1]];
    let phone = |service| format!("v-org_field_phone-{service}");
    let wrong = gaps
        .form("main form")
        .set(&phone(first), "not a phone")
        .set("v-org_field_website", "https://cartref.example");
    let again = wrong.submit().expect(422);
    assert!(again.has(&format!("#f-v-org_field_phone-{first}-error")), "{}", again.visible());
    assert!(again.text().contains("https://cartref.example"), "what was typed stays");
    let filled =
        again.form("main form").set(&phone(first), "01632 960101").set(&phone(second), "01632 960102");
    let done = filled.submit().expect(303).follow().expect(200);
    assert_eq!(done.words(".gapcard h3").len(), 1, "{}", done.visible());
    assert!(done.visible().contains("fields are filled"));
    assert!(counts(&app, &world).iter().all(|gaps| *gaps == 1));
    // A manager fills what belongs to the own service, and sees the rest.
    let mair = app.client_of(&world.mair).get("/o/cartref-prawf/policies/gaps").expect(200);
    assert!(mair.has("h2#people"));
}

#[test]
fn values_of_all_services_are_those_of_each() {
    let app = TestApp::start();
    let world = app.world();
    app.within(&world.org, |tenant| {
        let everywhere = organisations::everywhere(tenant).unwrap();
        let services: Vec<_> = everywhere.services().iter().map(|service| Some(service.id)).collect();
        assert_eq!(services.len(), 2);
        for place in services.into_iter().chain([None]) {
            let one = organisations::fields::resolve(tenant, place).unwrap();
            assert_eq!(everywhere.values(place), one, "{place:?}");
        }
    });
}

#[test]
fn a_large_shelf_is_looked_through_in_time() {
    let app = TestApp::start();
    let world = app.world();
    let body =
        "## 1. A\n\nRing {{org_field_phone}} about {{odd_name}} now. Words that stand here for long.\n\n"
            .repeat(60);
    for number in 0..40 {
        let text = Text::of(&world, &format!("POL-{number}"), &format!("Policy {number}"), &body);
        texts::draft(&app, &world, text);
    }
    let found = app.within(&world.org, |tenant| policies::gaps::shelf(tenant).unwrap());
    let found = policies::gaps::look(&found);
    assert_eq!(found.fields["org_field_phone"].policies.len(), 40);
    assert_eq!(found.unknown["odd_name"].len(), 40);
    assert!(found.fields["org_field_phone"].may_be_shared("org_field_phone"));
}

#[test]
fn a_gap_that_two_people_fill_asks_which_value_counts() {
    let app = TestApp::start();
    let world = app.world();
    let client = app.client_of(&world.olwen);
    draft(&app, &world, "P-1", BODY.replace("_nr_main", "").as_str());
    let website = "v-org_field_website";
    let mine = || open(&client).form("main form").set(website, "https://mine.example");
    let (late, same) = (mine(), mine());
    let other = mine().set(website, "https://theirs.example");
    other.submit().expect(303);
    let asked = late.submit().expect(422);
    let words = asked.visible();
    assert!(words.contains("https://mine.example") && words.contains("https://theirs.example"), "{words}");
    assert!(!words.contains("Nothing was filled in"), "{words}");
    let which = format!("which-{website}");
    // Nothing is chosen beforehand; what is shown can change once more.
    asked.form("main form").submit().expect(422);
    let kept = asked.form("main form").set(&which, "theirs").submit().expect(303).follow().expect(200);
    assert!(kept.visible().contains("What somebody else filled in stays."), "{}", kept.visible());
    set(&app, &world, "org_field_website", "https://third.example");
    let again = asked.form("main form").set(&which, "mine").submit().expect(422);
    assert!(again.visible().contains("https://third.example"), "{}", again.visible());
    again.form("main form").set(&which, "mine").submit().expect(303);
    let now = app.within(&world.org, |tenant| fields::typed(tenant, None).unwrap());
    assert_eq!(now["org_field_website"], "https://mine.example");
    // The same value needs no question.
    same.submit().expect(303);
}

#[test]
fn who_can_fill_nothing_sees_no_button_and_no_link_that_is_refused() {
    let app = TestApp::start();
    let world = app.world();
    let legal = draft(&app, &world, "P-1", "## 1. A\n\nWe are {{org_field_legal_name}}, {{fax}}.");
    let mair = app.client_of(&world.mair);
    let page = open(&mair);
    let words = page.visible();
    assert!(!words.contains("Save all") && words.contains("None of these is yours to fill"), "{words}");
    assert!(words.contains("Olwen Perchen"), "{words}");
    let preview = mair.get(&format!("/o/cartref-prawf/policies/{legal}/preview")).expect(200);
    let gaps = "/o/cartref-prawf/policies/gaps".to_owned();
    for (from, page) in [(gaps, page), (preview.url.path().to_owned(), preview)] {
        for href in page.attributes("main a[href^='/o/']", "href") {
            let href = href.split('#').next().unwrap().to_owned();
            let answer = mair.get(&href);
            assert_ne!(answer.status, 403, "{from}: {href}");
        }
    }
}

#[test]
fn braces_in_words_are_refused_by_name_and_own_fields_have_their_label() {
    let app = TestApp::start();
    let world = app.world();
    let client = app.client_of(&world.olwen);
    let id = draft_at_first(&app, &world, "P-1", "## 1. A\n\nAsk {{odd}} or {{rota}}.");
    let page = open(&client);
    let at = page.words(".gapcard h3 code").iter().position(|name| name == "odd").unwrap();
    let form = page.form(&at_row(at)).set(&format!("way-{at}"), "text");
    let refused = form.set(&format!("words-{at}"), "{{x}}").submit().expect(422);
    assert!(refused.visible().contains("Leave the double braces out"), "{}", refused.visible());
    assert_eq!(refused.form(&at_row(at)).value(&format!("words-{at}")).as_deref(), Some("{{x}}"));
    let form = refused.form(&at_row(at)).set(&format!("way-{at}"), "own");
    form.set(&format!("label-{at}"), "Out-of-hours NUMBER").submit().expect(303);
    for page in ["preview", "import", "publish"] {
        let page = client.get(&format!("/o/cartref-prawf/policies/{id}/{page}")).expect(200);
        let words = page.visible();
        assert!(words.contains("Out-of-hours NUMBER") && !words.contains("Own field"), "{words}");
    }
}

/// The page of the first journey that says that nothing is missing leads on to publishing.
#[test]
fn where_nothing_is_missing_the_page_says_so_and_leads_on_to_publishing() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = app.client_of(&world.olwen);
    draft_at_first(&app, &world, "P-01", "Ring {{org_field_website}}.");
    draft_at_first(&app, &world, "P-02", "Ring in.");
    let before = open(&olwen);
    assert!(!before.visible().contains("Nothing is missing"), "{}", before.visible());
    set(&app, &world, "org_field_website", "https://cartref.example");
    let page = open(&olwen);
    assert!(page.visible().contains("Nothing is missing in your 2 drafts."), "{}", page.visible());
    let next = page.click("Publish many drafts").expect(200);
    assert_eq!(next.url.path(), "/o/cartref-prawf/policies/publish-many");
}
