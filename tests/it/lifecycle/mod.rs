//! A version from its draft to its end: asked about, approved, published, issued again, withdrawn.

mod approval;
mod approver;
mod hashes;
mod migration;
mod publishing_many;
mod reissue;
mod rounds;
mod upkeep;

use std::collections::BTreeSet;

use polisi::db::ids::{PersonId, PolicyId, ServiceId};
use polisi::documents::Format;
use polisi::messages::Language;
use polisi::organisations::fields;
use polisi::policies::drafts::{self, NewText};
use polisi::policies::{self, Details, Policy, Rendition, Version};

use crate::support::app::{TestApp, World};

pub const BASE: &str = "/o/cartref-prawf";

pub const TEXT: &str = "# Lone Working\n\n## 1. Duties\n\nTell the office where you are. \
    Ring {{org_field_phone}} when in doubt.\n\n## 2. Review\n\nNext review: {{next_review_date}}.\n";

/// Who has to approve in the organisation, set by its owner.
pub fn choose_rule(app: &TestApp, world: &World, rule: &str) {
    let page = app.client_of(&world.olwen).get(&format!("{BASE}/settings/approval")).expect(200);
    page.form("main form").set("rule", rule).submit().expect(303);
}

/// Sets a field of the organisation, and counts the gaps of drafts again.
pub fn set_field(app: &TestApp, world: &World, name: &'static str, value: &'static str) {
    let now = app.app.clock.now();
    app.within(&world.org, move |tenant| {
        fields::set(tenant, now, None, name, value).unwrap();
        policies::recount_gaps(tenant).unwrap();
    });
}

/// Enters a policy of the owner with a draft for these services.
pub fn draft(app: &TestApp, world: &World, code: &str, text: &str, services: &[ServiceId]) -> PolicyId {
    let (now, by) = (app.app.clock.now(), world.olwen.person);
    let text = NewText { format: Format::Markdown, source: text.to_owned() };
    let details = Details {
        code: code.to_owned(),
        title: format!("Lone Working {code}"),
        language: Language::English,
        nation: None,
        service_type: None,
        owner: by,
        services: services.iter().copied().collect::<BTreeSet<_>>(),
    };
    app.within(&world.org, move |tenant| drafts::create(tenant, now, by, &details, &text).unwrap())
}

/// Puts another text into the draft, or begins the next one.
pub fn change(app: &TestApp, world: &World, id: PolicyId, by: PersonId, text: &str) {
    let now = app.app.clock.now();
    let text = NewText { format: Format::Markdown, source: text.to_owned() };
    app.within(&world.org, move |tenant| {
        let stamp = drafts::get(tenant, id).unwrap().map(|draft| draft.stamp()).unwrap_or_default();
        drafts::replace(tenant, now, by, id, &stamp, &text).unwrap();
    });
}

/// Publishes a draft by the owner's page, as it is proposed.
pub fn publish(app: &TestApp, world: &World, id: PolicyId, note: &str) {
    let client = app.client_of(&world.olwen);
    let form = client.get(&format!("{BASE}/policies/{id}/publish")).expect(200).form("main form");
    form.set("change_note", note).submit().expect(303);
}

pub fn policy(app: &TestApp, world: &World, id: PolicyId) -> Policy {
    app.within(&world.org, move |tenant| policies::get(tenant, id).unwrap().unwrap())
}

/// The versions of a policy, newest first.
pub fn versions(app: &TestApp, world: &World, id: PolicyId) -> Vec<Version> {
    app.within(&world.org, move |tenant| policies::versions(tenant, id).unwrap())
}

/// What is in force of a policy.
pub fn in_force(app: &TestApp, world: &World, id: PolicyId) -> Vec<Rendition> {
    app.within(&world.org, move |tenant| {
        let current = policies::get(tenant, id).unwrap().unwrap().current_version.unwrap();
        policies::renditions_of(tenant, current).unwrap()
    })
}

/// That every rendition is what the log says.
pub fn verified(app: &TestApp, world: &World) {
    let bad = app.within(&world.org, |tenant| policies::check_renditions(tenant).unwrap());
    assert_eq!(bad.map(|bad| bad.why), None);
}
