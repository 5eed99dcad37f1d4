//! The draft as it would print at a service, with the state of every field.

use std::collections::{BTreeMap, BTreeSet};

use actix_web::web;
use serde_json::{Value as Json, json};

use super::super::gaps::pages::{may_fill, where_to_name};
use super::super::readiness::{self, Readiness};
use super::super::versions::frame::data_address;
use super::super::versions::publishing::proposed_label;
use super::super::{Policy, PolicyError, drafts, related, versions};
use super::draft::nearest;
use super::edit::no_thread;
use super::named;
use super::{all_services, find, label_of, may_change, nation_words, service_options, type_words};
use crate::access::{Action, Member};
use crate::blobs::Blob;
use crate::db::Tenant;
use crate::db::ids::ServiceId;
use crate::documents::model::Heading;
use crate::documents::{Filled, Pictures, Stage, State, Values, catalogue, fill, html, text};
use crate::messages::Messages;
use crate::organisations::own::{self, OwnField};
use crate::organisations::{self, Service, fields};
use crate::web::bounded;
use crate::web::{Answer, Error, Trusted, Visit};

struct Looked {
    draft: drafts::Draft,
    services: Vec<Service>,
    service: Option<Service>,
    values: Values,
    logo: Option<Blob>,
    pictures: Pictures,
    before: Option<String>,
    known: related::Known,
    warnings: Vec<related::Warning>,
    own: Vec<OwnField>,
    touches: BTreeSet<ServiceId>,
}

fn look(tenant: &mut Tenant<'_>, policy: &Policy, asked: Option<ServiceId>) -> Result<Looked, PolicyError> {
    let draft = drafts::get(tenant, policy.id)?.ok_or(PolicyError::NoDraft)?;
    let chosen: BTreeSet<ServiceId> = drafts::services(tenant, policy.id)?;
    let mut services = organisations::services(tenant)?;
    services.retain(|service| chosen.contains(&service.id));
    let service = match asked {
        Some(id) => Some(services.iter().find(|service| service.id == id).ok_or(PolicyError::NotFound)?),
        None => services.first(),
    }
    .cloned();
    let (values, logo) = match &service {
        Some(service) => {
            let site = readiness::site(tenant, service.clone())?;
            (site.values, readiness::logo(tenant, site.logo)?)
        }
        None => (fields::resolve(tenant, None)?, None),
    };
    let document = draft.read()?.document;
    let pictures = readiness::pictures(tenant, &document)?;
    let before = versions::store::versions(tenant, policy.id)?.into_iter().next();
    let known = related::known(tenant, policy.language, &related::words_of(&document))?;
    let warnings = known.warnings(&document, (&policy.code, &chosen), &related::InForce::new());
    let before = before.map(|version| version.label);
    let (own, touches) = (own::fields(tenant)?, all_services(tenant, policy.id)?);
    Ok(Looked { draft, services, service, values, logo, pictures, before, known, warnings, own, touches })
}

/// `GET …/policies/{id}/preview?service=…&fields=1`
pub(super) async fn show(visit: Visit, member: Member, path: web::Path<(String, String)>) -> Answer {
    let policy = find(&visit, &member, &path.1).await?;
    let asked = match visit.query.text("service") {
        "" => None,
        id => Some(ServiceId::parse(id).ok_or(Error::NotFound)?),
    };
    let of = policy.clone();
    let looked = match visit.app.read(&member, move |tenant| look(tenant, &of, asked)).await {
        Err(PolicyError::NoDraft) => return no_draft(&visit, &member, &policy),
        looked => looked?,
    };
    let show_fields = visit.query.text("fields") != "0";
    let links = looked.known.links(policy.id, |id| member.path(&format!("policies/{id}")));
    // Without the list of fields, the marks in the text lead to the page that has it.
    let list =
        if show_fields { String::new() } else { member.path(&format!("policies/{}/preview", policy.id)) };
    let look = (show_fields, format!("{list}#gap-"));
    let (filled, sheet) = printed(&visit, &policy, &looked, links, look).await?;
    let ready = match &looked.service {
        Some(service) => readiness::readiness(&policy, service, &filled),
        None => Readiness {
            missing: filled.gaps().map(|(name, count)| (name.to_owned(), count)).collect(),
            unknown: filled.unknown().map(|(name, count)| (name.to_owned(), count)).collect(),
            undescribed: filled.undescribed().count(),
            ..Readiness::default()
        },
    };
    let context = context(&visit, &member, &policy, &looked, &filled, &ready, show_fields);
    visit.page_with(&member, "policies/preview.html", context, &[("rendition", &sheet)])
}

/// There is nothing to look at: the text was published meanwhile, or nobody began the next one.
pub(super) fn no_draft(visit: &Visit, member: &Member, policy: &Policy) -> Answer {
    let context = json!({
        "title": visit.words("policies-no-draft-title"),
        "caption": policy.title,
        "back": member.path(&format!("policies/{}", policy.id)),
        "in_force": policy.is_in_force(),
    });
    visit.page(member, "policies/no_draft.html", context)
}

/// A draft as it would print at one of its services, for pages that show it to others.
pub(in crate::policies) struct DraftSheet {
    /// The sheet.
    pub(in crate::policies) html: Trusted,
    /// The service.
    pub(in crate::policies) service: String,
    /// All services of the draft, for a select.
    pub(in crate::policies) services: Vec<Json>,
}

/// A draft as it would print at a service, or at the first.
pub(in crate::policies) async fn draft_sheet(
    visit: &Visit,
    member: &Member,
    policy: &Policy,
    service: Option<ServiceId>,
) -> Result<DraftSheet, Error> {
    let of = policy.clone();
    let looked = visit.app.read(member, move |tenant| look(tenant, &of, service)).await?;
    let link = member.path(&format!("policies/{}/preview#gap-", policy.id));
    let (_, html) = printed(visit, policy, &looked, BTreeMap::new(), (false, link)).await?;
    Ok(DraftSheet {
        html,
        service: looked.service.as_ref().map(|service| service.id.to_string()).unwrap_or_default(),
        services: service_options(visit, &looked.services),
    })
}

async fn printed(
    visit: &Visit,
    policy: &Policy,
    looked: &Looked,
    links: BTreeMap<String, String>,
    (show_fields, link): (bool, String),
) -> Result<(Filled, Trusted), Error> {
    let (policy, draft, today) = (policy.clone(), looked.draft.clone(), visit.now.day());
    let (values, logo, before) = (looked.values.clone(), looked.logo.clone(), looked.before.clone());
    let (messages, pictures) = (visit.app.messages.clone(), looked.pictures.clone());
    let done = bounded::block(move || {
        let document = draft.read().map_err(PolicyError::Limit)?.document;
        let values = readiness::in_words(&values, &messages, policy.language);
        let label = proposed_label(before.as_deref());
        let values = readiness::with_proposals(values, &policy, today, &label);
        let filled = fill(&document, &values, policy.language, Stage::Preview);
        let mut filled = filled.map_err(PolicyError::Limit)?;
        filled.pictures = pictures;
        let address = logo.as_ref().and_then(data_address);
        let look = html::Look { logo: address.as_deref(), with_title: false, show_fields, link: &link };
        let sheet = html::linked(&html::sheet(&filled, &look, &messages), &links);
        Ok::<_, PolicyError>((filled, Trusted::from(&sheet)))
    });
    Ok(done.await.map_err(|_gone| no_thread())??)
}

fn context(
    visit: &Visit,
    member: &Member,
    policy: &Policy,
    looked: &Looked,
    filled: &Filled,
    ready: &Readiness,
    show_fields: bool,
) -> Json {
    let base = member.path(&format!("policies/{}", policy.id));
    let service = looked.service.as_ref();
    let chosen = service.map(|service| service.id.to_string()).unwrap_or_default();
    let toggled = if show_fields { "0" } else { "1" };
    let wrong = wrong_place(visit, ready, service);
    let may_edit = member.may(Action::EditPolicies) && may_change(member, &looked.touches);
    json!({
        "title": visit.words("policies-preview"),
        "caption": policy.title,
        "back": base,
        "services": service_options(visit, &looked.services),
        "service": chosen,
        "service_name": service.map(|service| service.name.as_str()),
        "missing": ready.missing.len(),
        "unknown": ready.unknown.len(),
        "undescribed": ready.undescribed,
        "ready": ready.is_ready() && service.is_some(),
        "wrong": wrong,
        "open": rows(visit, member, policy, (looked, filled), true),
        "others": if show_fields { rows(visit, member, policy, (looked, filled), false) } else { Vec::new() },
        "show_fields": show_fields,
        "toggle": format!("{base}/preview?service={chosen}&fields={toggled}"),
        "may_edit": may_edit,
        "import_href": format!("{base}/import"),
        "text_href": format!("{base}/text"),
        "details_href": format!("{base}/details"),
        "publish_href": format!("{base}/publish"),
        "policy_title": policy.title,
        "named": named::words(visit, &looked.warnings, &looked.services),
    })
}

/// Why the text is for another place, in words.
pub(super) fn wrong_place(visit: &Visit, ready: &Readiness, service: Option<&Service>) -> Vec<String> {
    let Some(service) = service else { return Vec::new() };
    let say = |key: &str, of: String, at: String| {
        let args = crate::messages::args([("for", of), ("at", at), ("service", service.name.clone())]);
        visit.app.messages.format(visit.language, key, &args)
    };
    let nation = ready.wrong_nation.map(|nation| {
        say("policies-wrong-nation", nation_words(visit, nation), nation_words(visit, service.nation))
    });
    let kinds: Vec<String> = ready.wrong_types.iter().map(|kind| type_words(visit, *kind)).collect();
    let kind = (!kinds.is_empty())
        .then(|| say("policies-wrong-type", kinds.join(", "), type_words(visit, service.service_type)));
    nation.into_iter().chain(kind).collect()
}

/// A line for each field of the text: those that are open, or the others.
fn rows(
    visit: &Visit,
    member: &Member,
    policy: &Policy,
    (looked, filled): (&Looked, &Filled),
    open: bool,
) -> Vec<Json> {
    let service = looked.service.as_ref();
    let may_edit = may_change(member, &looked.touches);
    let of_kind =
        filled.states.iter().filter(|(_, state)| matches!(state, State::Missing | State::Unknown) == open);
    of_kind
        .map(|(name, state)| {
            let (kind, value) = match state {
                State::Filled(words) => ("filled", Some(words.clone())),
                State::Image => ("image", None),
                State::Nothing => ("nothing", None),
                State::Missing => ("missing", None),
                State::Unknown => ("unknown", None),
                State::Later(words) => ("later", words.clone()),
            };
            let is_unknown = *state == State::Unknown;
            json!({
                "name": name.replace(['{', '}'], ""),
                "label": if is_unknown { name.clone() } else { label_of(visit, &looked.own, name) },
                "count": filled.counts.get(name),
                "kind": kind,
                "value": value,
                "href": where_to_fill(member, policy, (name, state), service, may_edit),
                "nearest": if is_unknown { nearest(visit, name) } else { None },
            })
        })
        .collect()
}

/// The page where a field gets its value, when this member may open it.
pub(super) fn where_to_fill(
    member: &Member,
    policy: &Policy,
    (name, state): (&str, &State),
    service: Option<&Service>,
    may_edit: bool,
) -> Option<String> {
    let field = catalogue::find(name);
    let base = format!("policies/{}", policy.id);
    if *state == State::Unknown {
        return may_edit.then(|| member.path(&format!("{base}/import#unknown")));
    }
    if field.is_some_and(|field| field.of_version() || field.of_printing()) {
        return may_edit.then(|| member.path(&format!("{base}/publish")));
    }
    if let Some(role) = fields::role_behind(name) {
        return where_to_name(member, role, service.map(|service| service.id), None);
    }
    let at = service.map(|service| format!("?service={}", service.id)).unwrap_or_default();
    may_fill(member, service.map(|service| service.id))
        .then(|| member.path(&format!("settings/fields{at}#f-{name}")))
}

/// The main headings of a text with their addresses on the page.
pub(super) fn contents(filled: &Filled, messages: &Messages) -> Vec<Json> {
    let heading = |heading: &Heading| {
        let words = text::sentence(filled, &heading.words, messages);
        let number = heading.number.as_deref().unwrap_or_default();
        json!({ "id": heading.id, "text": format!("{number} {words}").trim() })
    };
    filled.document.headings().filter(|heading| heading.level == 2).map(heading).collect()
}
