//! Policies with a text of a test's own, entered and published without pages.

use std::collections::BTreeSet;

use polisi::db::Tenant;
use polisi::db::ids::{PersonId, PolicyId, ServiceId};
use polisi::documents::import::Format;
use polisi::messages::{Language, Messages};
use polisi::policies::Details;
use polisi::policies::drafts::{self, NewText};
use polisi::policies::versions::publishing::{self, Terms};

use super::app::{TestApp, World};

/// A policy to be entered.
pub struct Text {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Its text in Markdown, below the title.
    pub body: String,
    /// Whose it is.
    pub owner: PersonId,
    /// Where it is for.
    pub services: BTreeSet<ServiceId>,
    /// What its version is called.
    pub label: String,
    /// Who approved it.
    pub approver: String,
}

impl Text {
    /// A policy of the owner for both services of the world.
    pub fn of(world: &World, code: &str, title: &str, body: &str) -> Self {
        Self {
            code: code.to_owned(),
            title: title.to_owned(),
            body: body.to_owned(),
            owner: world.olwen.person,
            services: world.org.services.iter().copied().collect(),
            label: "1.0".to_owned(),
            approver: "Olwen Perchen".to_owned(),
        }
    }

    /// The same for the first service alone.
    pub fn at_first(mut self, world: &World) -> Self {
        self.services = world.org.services[..1].iter().copied().collect();
        self
    }
}

/// Enters a policy as a draft.
pub fn draft(app: &TestApp, world: &World, text: Text) -> PolicyId {
    let now = app.app.clock.now();
    app.within(&world.org, move |tenant| enter(tenant, now, &text))
}

fn enter(tenant: &mut Tenant<'_>, now: polisi::clock::Moment, text: &Text) -> PolicyId {
    let details = Details {
        code: text.code.clone(),
        title: text.title.clone(),
        language: Language::English,
        nation: None,
        service_type: None,
        owner: text.owner,
        services: text.services.clone(),
    };
    let source = format!("# {}\n\n{}\n", text.title, text.body);
    drafts::create(tenant, now, text.owner, &details, &NewText { format: Format::Markdown, source }).unwrap()
}

fn put_in_force(
    tenant: &mut Tenant<'_>,
    now: polisi::clock::Moment,
    id: PolicyId,
    text: &Text,
    messages: &Messages,
) {
    let terms = Terms {
        label: text.label.clone(),
        change_note: "The first one".to_owned(),
        approver_name: text.approver.clone(),
        effective_on: now.day(),
        effective_known: true,
        reviewed_on: now.day(),
        next_review_on: now.day().plus_months(12),
        change_kind: polisi::policies::ChangeKind::Minor,
        approved_on: None,
        approval_reason: None,
    };
    let basis = publishing::basis(tenant, id, &text.services).unwrap();
    let prepared = publishing::prepare(&basis, &terms, now, text.owner, messages).unwrap();
    publishing::publish(tenant, now, &prepared).unwrap();
}

/// Enters and publishes several policies.
pub fn publish_all(app: &TestApp, world: &World, texts: Vec<Text>) -> Vec<PolicyId> {
    let (now, messages) = (app.app.clock.now(), app.app.messages.clone());
    app.within(&world.org, move |tenant| {
        let one = |text: &Text| {
            let id = enter(tenant, now, text);
            put_in_force(tenant, now, id, text, &messages);
            id
        };
        texts.iter().map(one).collect()
    })
}

/// A policy in force at both services of the world.
pub fn published(app: &TestApp, world: &World, code: &str, title: &str, body: &str) -> PolicyId {
    publish_all(app, world, vec![Text::of(world, code, title, body)])[0]
}
