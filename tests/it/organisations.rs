//! Settings: fields, services, logo, key people.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat};
use polisi::documents::Value;
use polisi::organisations::{fields, logo};

use crate::support::app::{Org, Somebody, TestApp, World};
use crate::support::client::Client;
use crate::support::form::Form;
use crate::support::texts::{Text, publish_all};

fn path(org: &Org, rest: &str) -> String {
    format!("/o/{}/{rest}", org.slug)
}

fn value(app: &TestApp, org: &Org, service: Option<usize>, name: &'static str) -> Option<String> {
    let service = service.map(|place| org.services[place]);
    app.within(org, move |tenant| {
        let values = fields::resolve(tenant, service).unwrap();
        match values.get(name) {
            Some(Value::Text(text)) => Some(text.clone()),
            _ => None,
        }
    })
}

fn client(app: &TestApp, somebody: &Somebody) -> Client {
    app.client_of(somebody)
}

fn of_service(world: &World, place: usize) -> String {
    path(&world.org, &format!("settings/fields?service={}", world.org.services[place]))
}

#[test]
fn fields_are_saved_inherited_and_kept_on_error() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = client(&app, &world.olwen);
    let settings = olwen.get(&path(&world.org, "settings")).expect(200);
    let page = settings.click("Organisation details").expect(200);
    assert!(page.has("input#f-org_field_name"));
    let saved = page
        .form("main form")
        .set("org_field_phone", "01632 960101")
        .set("org_field_trading_name", "Tŷ Ŵyn <Gofal> & Co")
        .set("new-name", "Number of beds")
        .set("new-value", "12")
        .submit()
        .expect(303)
        .follow()
        .expect(200);
    assert!(saved.text().contains("Saved."));
    assert_eq!(saved.form("main form").value("org_field_custom_number_of_beds").as_deref(), Some("12"));
    assert_eq!(value(&app, &world.org, Some(0), "org_field_phone").as_deref(), Some("01632 960101"));
    assert_eq!(
        value(&app, &world.org, Some(1), "org_field_trading_name").as_deref(),
        Some("Tŷ Ŵyn <Gofal> & Co")
    );
    assert_eq!(
        value(&app, &world.org, Some(0), "org_field_regulator_name").as_deref(),
        Some("Care Inspectorate Wales")
    );

    // A value of the service wins there alone; the organisation's is shown as what else would hold.
    let bryn = olwen.get(&of_service(&world, 0)).expect(200);
    assert!(bryn.text().contains("Leave empty to use: 01632 960101"), "{}", bryn.text());
    bryn.form("main form").set("org_field_phone", "01632 960102").submit().expect(303);
    assert_eq!(value(&app, &world.org, Some(0), "org_field_phone").as_deref(), Some("01632 960102"));
    assert_eq!(value(&app, &world.org, Some(1), "org_field_phone").as_deref(), Some("01632 960101"));

    // People's values are shown, not typed, and the gaps of a preview find their place.
    assert!(bryn.has("#f-org_field_registered_manager_first_name"));
    assert!(bryn.text().contains("Mair Rheolwr"));

    let wrong = bryn
        .form("main form")
        .set("org_field_email", "no address")
        .set("org_field_website", "https://home.example/")
        .submit()
        .expect(422);
    let kept = wrong.form("main form");
    assert_eq!(kept.value("org_field_email").as_deref(), Some("no address"));
    assert_eq!(kept.value("org_field_website").as_deref(), Some("https://home.example/"));
    assert_eq!(value(&app, &world.org, Some(0), "org_field_website"), None);

    // A strange number is kept, with a note; the name can't be emptied.
    let noted = bryn.form("main form").set("org_field_registration_no", "ABC").submit().follow();
    assert!(noted.text().contains("does not look like a registration number"), "{}", noted.text());
    page.form("main form").set("org_field_name", "").submit().expect(422);
}

#[test]
fn nothing_different_leaves_no_trace() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = client(&app, &world.olwen);
    let page = olwen.get(&path(&world.org, "settings/fields"));
    let again = page.form("main form").submit().expect(303).follow();
    assert!(again.text().contains("Nothing was different"));
    let missing = olwen.get(&of_service(&world, 0)).click("Show only what is missing").expect(200);
    assert!(missing.has("#f-org_field_address_town") && !missing.has("#f-org_field_website"));
}

#[test]
fn a_manager_changes_their_own_service_only() {
    let app = TestApp::start();
    let world = app.world();
    let owain = client(&app, &world.owain);
    let own = owain.get(&of_service(&world, 1)).expect(200);
    own.form("main form").set("org_field_phone", "01632 960199").submit().expect(303);
    let other = owain.get(&of_service(&world, 0)).expect(200);
    assert!(!other.has("main form input[name=org_field_phone]"));
    assert!(!owain.get(&path(&world.org, "settings/fields")).expect(200).has("main form input"));
    let forged = [("org_field_phone", "01632 960000")];
    owain.post_form(&of_service(&world, 0), &forged).expect(403);
    owain.post_form(&path(&world.org, "settings/fields"), &forged).expect(403);
    let service = path(&world.org, &format!("services/{}", world.org.services[0]));
    owain.post_form(&service, &[("name", "Mine")]).expect(403);
    owain.get(&path(&world.org, "services/add")).expect(403);
    assert_eq!(value(&app, &world.org, Some(0), "org_field_phone"), None);

    // Somebody without such a role, and somebody of another organisation.
    client(&app, &world.sian).get(&path(&world.org, "settings")).expect(403);
    client(&app, &world.beatrix).get(&path(&world.org, "settings")).expect(404);
    let beatrix = client(&app, &world.beatrix);
    let foreign = world.org.services[0];
    for rest in ["settings/fields?service=", "settings/logo?service=", "services/"] {
        beatrix.get(&path(&world.other, &format!("{rest}{foreign}"))).expect(404);
        beatrix.post_form(&path(&world.other, &format!("{rest}{foreign}")), &[("a", "b")]).expect(404);
    }
}

#[test]
fn services_are_added_and_changed() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = client(&app, &world.olwen);
    let form = olwen.get(&path(&world.org, "services")).click("Add a service").form("main form");
    let wrong = form.clone().set("name", "Tŷ Newydd").submit().expect(422);
    assert_eq!(wrong.form("main form").value("name").as_deref(), Some("Tŷ Newydd"));
    let list = form
        .set("name", "Tŷ Newydd")
        .set("nation", "wales")
        .set("service-type", "care_home")
        .set("org_field_registration_no", "SIN-00009902-DEMO")
        .submit()
        .expect(303)
        .follow();
    assert!(list.text().contains("Name a safeguarding lead."));
    assert!(list.text().contains("Can be taken"));
    let open = list.click("Open Tŷ Newydd").expect(200);
    let again = open.form("main form");
    assert_eq!(again.value("org_field_registration_no").as_deref(), Some("SIN-00009902-DEMO"));
    let changed = again.set("name", "Tŷ Hen").submit().expect(303).follow();
    assert!(changed.text().contains("Tŷ Hen"));
}

pub fn picture(format: ImageFormat, width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::new_rgb8(width, height).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A small file that unpacks to 64 MB.
fn bomb() -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::new_luma8(8_000, 8_000).write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// A JPEG with an EXIF part that names a place.
fn photo() -> Vec<u8> {
    let plain = picture(ImageFormat::Jpeg, 40, 20);
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0".to_vec();
    exif.extend_from_slice(b"GPS 51.48N 3.18W");
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [&plain[..2], &[0xff, 0xe1], &length, &exif, &plain[2..]].concat()
}

#[test]
fn logos_are_written_anew() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = client(&app, &world.olwen);
    let page = olwen.get(&path(&world.org, "settings/logo")).expect(200);
    let upload =
        |name: &str, bytes: &[u8]| page.form("main form").attach("logo", name, "image/png", bytes).submit();
    let org = world.org.clone();
    let current = || app.within(&org, |tenant| logo::current_logo(tenant, None).unwrap());
    for (bytes, size) in [
        (picture(ImageFormat::Png, 30, 20), (30, 20)),
        (photo(), (20, 40)),
        (picture(ImageFormat::WebP, 50, 20), (50, 20)),
    ] {
        let shown = upload("logo", &bytes).expect(303).follow().expect(200);
        let (id, blob) = current().unwrap();
        let kept = image::load_from_memory_with_format(&blob.bytes, ImageFormat::Png).unwrap();
        assert_eq!((kept.width(), kept.height()), size);
        assert!(!blob.bytes.windows(3).any(|part| part == b"GPS"));
        let address = path(&world.org, &format!("settings/logo/{id}"));
        assert!(shown.attributes("main img", "src").contains(&address));
        let file = olwen.get(&address).expect(200);
        assert_eq!((file.header("content-type"), &file.body), (Some("image/png"), &blob.bytes));
        assert_eq!(file.header("cache-control"), Some("private, max-age=31536000, immutable"));
        client(&app, &world.beatrix).get(&path(&world.other, &format!("settings/logo/{id}"))).expect(404);
    }
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";
    for (name, bytes, sentence) in [
        ("logo.svg", svg.to_vec(), "SVG is not taken"),
        ("bomb.png", bomb(), "too many pixels"),
        ("large.png", vec![0; (1 << 20) + 1], "larger than 1 MB"),
        ("cut.png", picture(ImageFormat::Png, 300, 300)[..200].to_vec(), "damaged"),
    ] {
        let answer = upload(name, &bytes).expect(422);
        assert!(answer.text().contains(sentence), "{name}: {}", answer.text());
    }
    let service = world.org.services[0];
    assert!(app.within(&world.org, move |t| logo::current_logo(t, Some(service)).unwrap()).is_some());
    let page = olwen.get(&path(&world.org, "settings/logo")).click("Remove the logo").expect(200);
    page.form("main form").submit().expect(303);
    assert!(current().is_none());
}

/// The page that asks before the first holder on a page loses the role.
fn end_first(client: &Client, page: &str) -> Form {
    let to = client.get(page).expect(200).attributes("main ol a", "href");
    let to = to.iter().find(|to| to.contains("end=")).expect("nobody holds it").clone();
    client.get(&to).expect(200).form("main form")
}

#[test]
fn taking_a_role_says_what_depends_on_it_and_hands_it_over() {
    let app = TestApp::start();
    let world = app.world();
    let olwen = client(&app, &world.olwen);
    let service = world.org.services[0];
    let role = |word: &str| path(&world.org, &format!("settings/people/{word}?service={service}"));
    let holder = |role: polisi::access::Role| {
        app.within(&world.org, move |tenant| {
            let held = polisi::people::holders(tenant, role, Some(service)).unwrap();
            held.into_iter().map(|person| person.given_name).collect::<Vec<_>>()
        })
    };
    // Mair is the only manager: the page says so, changes nothing, and wants an answer.
    let text = "# Phones\n\nAsk {{org_field_registered_manager_first_name}}.\n";
    let mut phones = Text::of(&world, "POL-1", "Phones", text);
    phones.owner = world.mair.person;
    let ids = publish_all(&app, &world, vec![phones]);
    let page = olwen.get(&role("registered_manager")).expect(200);
    let ask = page.attributes("main ol a", "href").into_iter().find(|to| to.contains("end=")).unwrap();
    let page = olwen.get(&ask).expect(200);
    for words in
        ["only registered manager at", "One policy prints who holds this role", "answers for one policy"]
    {
        assert!(page.visible().contains(words), "{words}: {}", page.visible());
    }
    let refused = page.form("main form").submit().expect(422);
    assert!(refused.visible().contains("Choose what happens"), "{}", refused.visible());
    page.form("main form").set("then", "hand").submit().expect(422);
    assert_eq!(holder(polisi::access::Role::RegisteredManager).len(), 1);
    // Gwen takes over, with the policy.
    let to = world.gwen.person.to_string();
    let form = page.form("main form").set("then", "hand").set("person", &to).tick("policies");
    form.clone().submit().expect(303);
    assert_eq!(holder(polisi::access::Role::RegisteredManager), ["Gwen"]);
    let id = ids[0];
    let policy = app.within(&world.org, move |tenant| polisi::policies::get(tenant, id).unwrap().unwrap());
    assert_eq!(policy.owner, world.gwen.person);
    form.submit().expect(409);

    // The last lead: the service would take no reports.
    let ask = olwen.get(&role("safeguarding_lead")).expect(200).attributes("main ol a", "href");
    let page = olwen.get(ask.iter().find(|to| to.contains("end=")).unwrap()).expect(200);
    for words in ["only safeguarding lead at", "takes no reports until"] {
        assert!(page.visible().contains(words), "{words}: {}", page.visible());
    }
    page.form("main form").set("then", "nobody").submit().expect(303);
    assert!(holder(polisi::access::Role::SafeguardingLead).is_empty());

    // Who takes over a place in a line stands at that place.
    let deputies = role("safeguarding_deputy");
    let form = olwen.get(&deputies).form("main form:has(select)");
    form.set("person", &world.mair.person.to_string()).submit().expect(303);
    let form = end_first(&olwen, &deputies).set("then", "hand");
    form.set("person", &world.owain.person.to_string()).submit().expect(303);
    assert_eq!(holder(polisi::access::Role::SafeguardingDeputy), ["Owain", "Mair"]);
    // Only who gives roles sees the page; a role that isn't held here is unknown.
    client(&app, &world.mair).get(&format!("{deputies}&end=x")).expect(403);
    olwen.get(&format!("{deputies}&end=x")).expect(404);
}

#[test]
fn key_people_are_named_and_lead_and_deputy_differ() {
    let app = TestApp::start();
    let world = app.world();
    let gwen = client(&app, &world.gwen);
    let service = world.org.services[0];
    let deputies = path(&world.org, &format!("settings/people/safeguarding_deputy?service={service}"));
    let overview = gwen.get(&path(&world.org, "settings/people")).expect(200);
    assert!(overview.text().contains("Dewi Dirprwy"));

    let form = gwen.get(&deputies).expect(200).form("main form:has(select)");
    let refused = form.clone().set("person", &world.lowri.person.to_string()).submit().expect(422);
    assert!(refused.text().contains("must be two different people"));
    form.set("person", &world.mair.person.to_string()).submit().expect(303);
    let lead = path(&world.org, &format!("settings/people/safeguarding_lead?service={service}"));
    let form = gwen.get(&lead).form("main form:has(select)");
    form.set("person", &world.dewi.person.to_string()).submit().expect(422);

    let order = || {
        app.within(&world.org, move |tenant| {
            let role = polisi::access::Role::SafeguardingDeputy;
            let held = polisi::people::holders(tenant, role, Some(service)).unwrap();
            held.into_iter().map(|person| person.given_name).collect::<Vec<_>>()
        })
    };
    assert_eq!(order(), ["Dewi", "Mair"]);
    gwen.get(&deputies).form("main form:has(input[value=up])").submit().expect(303);
    assert_eq!(order(), ["Mair", "Dewi"]);
    end_first(&gwen, &deputies).set("then", "nobody").submit().expect(303);
    assert_eq!(order(), ["Dewi"]);

    // The last owner stays; managers see, but give no roles; strangers' people can't be named.
    let owners = path(&world.org, "settings/people/owner");
    let olwen = client(&app, &world.olwen);
    let last = end_first(&olwen, &owners).set("then", "nobody").submit().expect(422);
    assert!(last.text().contains("owner"));
    let mair = client(&app, &world.mair);
    mair.get(&path(&world.org, "settings/people")).expect(200);
    mair.get(&deputies).expect(403);
    mair.post_form(&deputies, &[("person", &world.mair.person.to_string())]).expect(403);
    let foreign = gwen.get(&deputies).form("main form:has(select)");
    foreign.forge("person", &world.priya.person.to_string()).submit().expect(422);
    gwen.get(&path(&world.org, "settings/people/king")).expect(404);
    olwen.get(&path(&world.org, &format!("settings/people/owner?service={service}"))).expect(404);
}
