//! An organisation in which everything is under way, so that every place of a pattern has a row to name: made by the
//! pages, as people make it.

use std::collections::BTreeMap;

use image::ImageFormat;
use polisi::access::Role;
use polisi::acknowledgements::store;
use polisi::db::ids::{PersonId, PolicyId};
use polisi::organisations::logo;
use polisi::policies::{self, Filter};

use super::actors::Actor;
use crate::support::app::{Somebody, TestApp, World};
use crate::support::client::Client;
use crate::support::form::Form;

const BASE: &str = "/o/cartref-prawf";

/// The next text of the policy in force.
const NEXT: &str = "# Lone Working Policy\n\n## Aim\n\nTell somebody where you are, and when you are back.\n";

/// What was made that isn't simply the newest of its table.
#[derive(Default)]
pub struct Made {
    /// The row of a table that a place of this organisation names, instead of the newest.
    pub chosen: BTreeMap<&'static str, String>,
    /// What somebody was asked to read.
    pub asked: BTreeMap<String, String>,
    /// The token of the link that was mailed to Tomos.
    pub link: String,
}

/// Makes it. `client` is the browser of somebody.
pub fn occupy(app: &TestApp, world: &World, client: &dyn Fn(Actor) -> Client) -> Made {
    let policy = app.within(&world.org, |tenant| policies::list(tenant, &Filter::default()).unwrap()[0].id);
    let (owner, staff) = (client(Actor::Owner), client(Actor::Staff));
    let mut made = Made::default();
    made.chosen.insert("policies", policy.to_string());
    made.chosen.insert("services", world.org.services[0].to_string());
    made.chosen.insert("blobs", logo_of(app, world, &owner));
    ask_to_read(app, world, policy, client, &mut made);
    ask_for_approval(app, world, policy, &owner);
    crate::incidents::report(&staff, world, &[]);
    ask_for_data(app, world, &owner, &client(Actor::DataProtectionLead));
    complain(&client(Actor::Anonymous));
    hold(app, world, &owner);
    bring_in(&owner);
    stand_in(app, world, &owner);
    crate::support::kiosk::slip(app, world, &world.tomos);
    app.run_due_work();
    made
}

fn form(client: &Client, rest: &str) -> Form {
    client.get(&format!("{BASE}/{rest}")).expect(200).form("main form")
}

fn logo_of(app: &TestApp, world: &World, owner: &Client) -> String {
    let picture = crate::organisations::picture(ImageFormat::Png, 30, 20);
    form(owner, "settings/logo").attach("logo", "logo.png", "image/png", &picture).submit().expect(303);
    let found = app.within(&world.org, |tenant| logo::current_logo(tenant, None).unwrap());
    found.unwrap().0.to_string()
}

/// Four are asked; Siân signs, Tomos has a link, Kemi reads at the tablet, Mair hasn't read it yet.
fn ask_to_read(
    app: &TestApp,
    world: &World,
    policy: PolicyId,
    client: &dyn Fn(Actor) -> Client,
    made: &mut Made,
) {
    let everybody = [&world.sian, &world.tomos, &world.kemi, &world.mair];
    crate::acknowledgements::ask(app, world, policy, &everybody);
    for somebody in everybody {
        made.asked.insert(somebody.name.clone(), asked(app, world, somebody.person));
    }
    let page =
        client(Actor::Staff).get(&format!("{BASE}/me/read/{}", made.asked[&world.sian.name])).expect(200);
    crate::acknowledgements::sign(&page).expect(303);
    made.chosen.insert("assignments", made.asked[&world.mair.name].clone());
    let link = crate::acknowledgements::link_of(app, &world.tomos);
    made.link = link.rsplit('/').next().unwrap().to_owned();
    client(Actor::LinkHolder).get(&link).expect(200);
}

fn asked(app: &TestApp, world: &World, person: PersonId) -> String {
    let duties = app.within(&world.org, move |tenant| store::assignments_of_person(tenant, person).unwrap());
    duties[0].id.to_string()
}

fn ask_for_approval(app: &TestApp, world: &World, policy: PolicyId, owner: &Client) {
    crate::lifecycle::change(app, world, policy, world.olwen.person, NEXT);
    let form = form(owner, &format!("policies/{policy}/approval?stage=approval"));
    let form = form.tick_value("people", &world.mair.person.to_string());
    let form = form.set("outside_name", "Dr A. Bevan").set("outside_role", "Trustee");
    form.set("change_note", "Clearer").submit().expect(303);
}

/// A request that has been searched: it has records, and a task for whoever has the case.
fn ask_for_data(app: &TestApp, world: &World, owner: &Client, lead: &Client) {
    crate::rights::record(owner, &world.sian, None).expect(303);
    let request = lead.get(&format!("{BASE}/rights")).expect(200).attributes("main th a", "href").remove(0);
    let step = lead.get(&request).expect(200).form("main form[action$='/step']");
    step.set("what", "identity_confirmed").set("words", "Known for years").submit().expect(303);
    app.run_due_work();
    lead.get(&request).expect(200).form("main form[action$='/search']").submit().expect(303);
}

fn complain(anybody: &Client) {
    let form = anybody.get("/data-complaint/cartref-prawf").expect(200).form("main form");
    let form = form.set("name", "Ann Arall").set("email", "ann@example.org");
    form.set("words", "A letter went to a neighbour").submit().expect(303);
}

fn hold(app: &TestApp, world: &World, owner: &Client) {
    let form = form(owner, "settings/retention/holds/add").set("on", "person").set("reason", "A claim");
    let form = form.set("person", &world.kemi.person.to_string());
    let review = app.app.clock.now().day().plus_days(30).to_string();
    crate::retention::day(form, "review", &review).submit().expect(303);
}

/// A list to be checked, and a shelf.
fn bring_in(owner: &Client) {
    let list = [("list", "Name\nNia Newydd\n")];
    owner.post_multipart(&format!("{BASE}/people/import"), &list, &[]).expect(303);
    let pasted = [("text", "# Boots\n\nWear two."), ("format", "text"), ("name", "")];
    owner.post_multipart(&format!("{BASE}/policies/shelf"), &pasted, &[]).expect(303);
}

/// Tomos is away, and somebody will stand in for the safeguarding lead.
fn stand_in(app: &TestApp, world: &World, owner: &Client) {
    form(owner, &format!("people/{}/away", world.tomos.person)).submit().expect(303);
    let of: (&Somebody, Role) = (&world.lowri, Role::SafeguardingLead);
    let days = ("2026-12-01", "2026-12-05");
    crate::covers::name(app, world, &world.lowri, of, &world.gwen, days).expect(303);
}
