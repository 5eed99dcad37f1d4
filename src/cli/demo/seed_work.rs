//! How each step of the demonstration is done: by the operation that a person would use.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::data::{Incident, Policy, Version};
use super::seed::{Maker, SeedError};
use super::seed_coverage as coverage;
use super::seed_steps::Step;
use super::texts;
use crate::access::LinkHolder;
use crate::access::address::{Found, Kind};
use crate::access::member::Reach;
use crate::acknowledgements::{self, Method, Order, Served, Signature};
use crate::clock::Moment;
use crate::db::ids::{PolicyId, ServiceId};
use crate::documents::Format;
use crate::incidents::sealed::{Affected, Group, Subject};
use crate::incidents::{self, Report};
use crate::library;
use crate::policies::adoption::names::Names;
use crate::policies::adoption::{self, Adoption, Plan};
use crate::policies::drafts::{self, NewText};
use crate::policies::versions::publishing::{self, Terms};
use crate::policies::{self, ChangeKind, Details};
use crate::{people, reactions, schedule};

/// Does one step.
pub(super) fn run(maker: &mut Maker<'_>, at: Moment, step: &Step) -> Result<(), SeedError> {
    match *step {
        Step::Publish(policy, version) => publish(maker, at, policy, version),
        Step::Draft(policy) => draft(maker, at, policy),
        Step::Ask(request) => ask(maker, at, request),
        Step::Sign(request, signature) => sign(maker, at, request, signature),
        Step::Leave(person) => leave(maker, at, person),
        Step::Report(incident) => report(maker, at, incident),
        Step::Open(incident) => open(maker, at, incident),
        Step::Answer(policy) => coverage::answer(maker, at, policy),
        Step::Except(place) => coverage::except(maker, at, place),
        Step::Pass => schedule::run(maker.app, at).map(|_counts| ()).map_err(SeedError::of),
    }
}

pub(super) fn missing(what: &str) -> SeedError {
    SeedError::unknown(what)
}

pub(super) fn key(policy: &Policy) -> (String, String) {
    (policy.code.clone(), policy.language.code().to_owned())
}

pub(super) fn chosen(maker: &Maker<'_>, keys: &[String]) -> Result<BTreeSet<ServiceId>, SeedError> {
    keys.iter().map(|key| maker.service(key)).collect()
}

fn publish(maker: &mut Maker<'_>, at: Moment, place: usize, number: usize) -> Result<(), SeedError> {
    let policy = maker.data.policies.get(place).ok_or_else(|| missing("a policy"))?;
    let version = policy.versions.get(number).ok_or_else(|| missing("a version"))?;
    let file = version.file.as_deref().unwrap_or(&policy.file);
    let services = chosen(maker, &policy.services)?;
    let id = begin(maker, at, policy, file, services.clone())?;
    let member = maker.member(&policy.owner)?;
    let basis = maker
        .app
        .database
        .read(&member, |tenant| publishing::basis(tenant, id, &services))
        .map_err(SeedError::of)?;
    let terms = terms(maker, version, member.name());
    let messages = &maker.app.messages;
    let prepared =
        publishing::prepare(&basis, &terms, at, member.person(), messages).map_err(SeedError::of)?;
    maker
        .app
        .database
        .write(member, move |tenant| {
            publishing::publish(tenant, at, &prepared)?;
            Ok::<_, policies::PolicyError>(reactions::published(tenant, at, id)?)
        })
        .map_err(SeedError::of)
}

fn terms(maker: &Maker<'_>, version: &Version, approver: &str) -> Terms {
    let ago = |days: i64| maker.today.plus_days(-days);
    Terms {
        label: version.label.clone(),
        reviewed_on: ago(version.reviewed_days_ago),
        effective_on: ago(version.published_days_ago),
        effective_known: true,
        next_review_on: maker.today.plus_days(version.next_review_in_days),
        change_note: String::new(),
        approver_name: approver.to_owned(),
        change_kind: ChangeKind::Minor,
        approved_on: None,
        approval_reason: None,
    }
}

/// Begins a policy, or puts the next text into it.
fn begin(
    maker: &mut Maker<'_>,
    at: Moment,
    policy: &Policy,
    file: &str,
    services: BTreeSet<ServiceId>,
) -> Result<PolicyId, SeedError> {
    let member = maker.member(&policy.owner)?;
    let by = member.person();
    if let Some(key) = &policy.template {
        return adopt(maker, at, policy, key, services);
    }
    let source = texts::policy(file).ok_or_else(|| missing(file))?.to_owned();
    let text = NewText { format: Format::Markdown, source };
    if let Some(id) = maker.policies.get(&key(policy)).copied() {
        let put = move |tenant: &mut crate::db::Tenant<'_>| drafts::replace(tenant, at, by, id, "", &text);
        maker.app.database.write(member, put).map_err(SeedError::of)?;
        return Ok(id);
    }
    let details = Details {
        code: policy.code.clone(),
        title: policy.title.clone(),
        language: policy.language,
        nation: None,
        service_type: None,
        owner: by,
        services,
    };
    let id = maker
        .app
        .database
        .write(member, move |tenant| drafts::create(tenant, at, by, &details, &text))
        .map_err(SeedError::of)?;
    maker.policies.insert(key(policy), id);
    Ok(id)
}

/// Adopts a text of the library; once it is adopted, begins its next draft with the same words.
fn adopt(
    maker: &mut Maker<'_>,
    at: Moment,
    policy: &Policy,
    template: &str,
    services: BTreeSet<ServiceId>,
) -> Result<PolicyId, SeedError> {
    let member = maker.member(&policy.owner)?;
    let by = member.person();
    let template = library::template(template).ok_or_else(|| missing(template))?;
    if let Some(id) = maker.policies.get(&key(policy)).copied() {
        let again = move |tenant: &mut crate::db::Tenant<'_>| {
            let stock = adoption::stock(tenant)?;
            let source = adoption::text_for(template, &Names { stock: &stock, batch: &[] });
            drafts::replace(tenant, at, by, id, "", &NewText { format: Format::Markdown, source })
        };
        maker.app.database.write(member, again).map_err(SeedError::of)?;
        return Ok(id);
    }
    let plans = vec![Plan { template, code: policy.code.clone(), services }];
    let adoption = Adoption { owner: by, plans, override_reason: None };
    let made = maker
        .app
        .database
        .write(member, move |tenant| adoption::adopt(tenant, at, by, &adoption))
        .map_err(SeedError::of)?;
    let id = made.first().copied().ok_or_else(|| missing(&policy.code))?;
    maker.policies.insert(key(policy), id);
    Ok(id)
}

/// The draft for the service that a gap keeps back.
fn draft(maker: &mut Maker<'_>, at: Moment, place: usize) -> Result<(), SeedError> {
    let policy = maker.data.policies.get(place).ok_or_else(|| missing("a policy"))?;
    let services: Vec<String> = policy.services.iter().chain(&policy.blocked_services).cloned().collect();
    let services = chosen(maker, &services)?;
    let id = begin(maker, at, policy, &policy.file, services.clone())?;
    let member = maker.member(&policy.owner)?;
    let details = Details {
        code: policy.code.clone(),
        title: policy.title.clone(),
        language: policy.language,
        nation: None,
        service_type: None,
        owner: member.person(),
        services,
    };
    let change = move |tenant: &mut crate::db::Tenant<'_>| drafts::change(tenant, at, id, &details);
    maker.app.database.write(member, change).map_err(SeedError::of)
}

fn ask(maker: &mut Maker<'_>, at: Moment, place: usize) -> Result<(), SeedError> {
    let request = maker.data.requests.get(place).ok_or_else(|| missing("a request"))?;
    let policy = maker.data.policies.iter().find(|policy| policy.code == request.policy);
    let policy = policy.ok_or_else(|| missing(&request.policy))?;
    let id = *maker.policies.get(&key(policy)).ok_or_else(|| missing(&request.policy))?;
    let people = request.to.iter().map(|key| maker.person(key)).collect::<Result<_, _>>()?;
    let order = Order {
        policy: id,
        groups: BTreeSet::new(),
        people,
        due_on: maker.today.plus_days(request.due_in_days),
        note: String::new(),
    };
    let (member, post) = (maker.member(&policy.owner)?, Arc::clone(&maker.app.post));
    let sent = maker
        .app
        .database
        .write(member, move |tenant| acknowledgements::send(tenant, at, &post, &order, &Reach::Everywhere))
        .map_err(SeedError::of)?;
    maker.requests.insert(place, sent);
    Ok(())
}

/// Signs by the personal link, a few minutes after the page was opened.
fn sign(maker: &mut Maker<'_>, at: Moment, place: usize, number: usize) -> Result<(), SeedError> {
    let request = maker.data.requests.get(place).ok_or_else(|| missing("a request"))?;
    let signed = request.signed.get(number).ok_or_else(|| missing("a signature"))?;
    let person = maker.person(&signed.person)?;
    let id = *maker.requests.get(&place).ok_or_else(|| missing("a request"))?;
    let found = maker.within(move |tenant| {
        let link = acknowledgements::store::last_link(tenant, id, person)?;
        let duty = acknowledgements::store::assignments_of_request(tenant, id)?;
        let duty = duty.into_iter().find(|duty| duty.person == person && duty.is_open());
        let text = match &duty {
            Some(duty) => policies::rendition(tenant, duty.rendition)?,
            None => None,
        };
        Ok::<_, crate::db::Error>(link.zip(duty).zip(text))
    })?;
    // Who left or was asked again meanwhile has nothing to sign.
    let Some(((link, duty), text)) = found else { return Ok(()) };
    let served =
        Served { assignment: duty.id, rendition: text.id, language: text.language, at: at.plus_minutes(-4) };
    let code = served.code(maker.app.database.keyring(), &text.html_sha256);
    let signature = Signature { person, method: Method::Link, link: Some(link.id), served, code };
    let address = Found {
        kind: Kind::Signing,
        organisation: Some(maker.id),
        subject: link.id.any(),
        expires_at: link.expires_at,
        ended_at: None,
    };
    let holder = LinkHolder::from_address(&address).ok_or_else(|| missing("a link"))?.known_as(person);
    let post = Arc::clone(&maker.app.post);
    maker
        .app
        .database
        .write(holder, move |tenant| acknowledgements::sign(tenant, at, &post, &signature).map(|_id| ()))
        .map_err(SeedError::of)
}

fn leave(maker: &mut Maker<'_>, at: Moment, place: usize) -> Result<(), SeedError> {
    let data = maker.data.people.get(place).ok_or_else(|| missing("a person"))?;
    let person = maker.person(&data.key)?;
    maker.within(move |tenant| {
        people::leave(tenant, at, person, at.day())?;
        Ok::<_, people::PeopleError>(reactions::left(tenant, at, person)?)
    })
}

fn report(maker: &mut Maker<'_>, at: Moment, place: usize) -> Result<(), SeedError> {
    let data = maker.data.incidents.get(place).ok_or_else(|| missing("an incident"))?;
    let (member, report) = (maker.member(&data.reporter)?, report_of(maker, data)?);
    let (reporter, post) = (member.person(), Arc::clone(&maker.app.post));
    let once = crate::keys::random::<16>();
    maker
        .app
        .database
        .write(member, move |tenant| {
            incidents::report(tenant, at, reporter, &report, &once, &post).map(|_received| ())
        })
        .map_err(SeedError::of)
}

fn report_of(maker: &Maker<'_>, data: &Incident) -> Result<Report, SeedError> {
    let person = data.subject.person.as_deref().map(|key| maker.person(key)).transpose()?;
    let groups = data.affected.iter().filter_map(|word| Group::from_word(word)).collect();
    Ok(Report {
        danger: data.danger,
        service: maker.service(&data.service)?,
        category: data.category.clone(),
        narrative: data.narrative.clone(),
        subject: Subject { people: person.into_iter().collect(), ..Subject::default() },
        affected: Affected { groups, names: String::new() },
    })
}

/// Whoever was told first opens the case and looks at it.
fn open(maker: &mut Maker<'_>, at: Moment, _place: usize) -> Result<(), SeedError> {
    for key in maker.accounts.keys() {
        let member = maker.member(key)?;
        let person = member.person();
        let seen = maker
            .app
            .database
            .read(&member, |tenant| incidents::seen_by(tenant, person))
            .map_err(SeedError::of)?;
        for case in seen {
            let (member, reference) = (member.clone(), case.reference.clone());
            let look = move |tenant: &mut crate::db::Tenant<'_>| {
                incidents::open(tenant, at, person, &reference)?;
                incidents::look(tenant, at, person, &reference)
            };
            // A case that is being looked at already stays as it is.
            drop(maker.app.database.write(member, look));
        }
    }
    Ok(())
}
