//! One thing done to many policies of the register: which, a page that says what will happen, then the deed.

use std::collections::{BTreeMap, BTreeSet};

use actix_web::web;
use serde_json::{Value as Json, json};

use super::super::{Policy, PolicyError, bulk, form, store};
use super::{may_change, open_to, person_options, service_options};
use crate::access::{Action, Member};
use crate::db::Tenant;
use crate::db::ids::{PersonId, PolicyId, ServiceId};
use crate::organisations::Service;
use crate::people::{self, Person};
use crate::reactions;
use crate::web::{Answer, Body, Error, Fields, FormErrors, Visit, see_other};

const PAGE: &str = "policies/chosen.html";

/// What can be done to many policies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Deed {
    Owner,
    Services,
    Publish,
    Ask,
    Withdraw,
}

impl Deed {
    const ALL: [Self; 5] = [Self::Owner, Self::Services, Self::Publish, Self::Ask, Self::Withdraw];

    const fn word(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Services => "services",
            Self::Publish => "publish",
            Self::Ask => "ask",
            Self::Withdraw => "withdraw",
        }
    }

    fn of(fields: &Fields) -> Option<Self> {
        Self::ALL.into_iter().find(|deed| deed.word() == fields.text("do"))
    }

    /// Whether it can be done to a policy.
    fn fits(self, policy: &Policy) -> bool {
        match self {
            Self::Owner | Self::Withdraw => policy.withdrawn_at.is_none(),
            Self::Services | Self::Publish => policy.withdrawn_at.is_none() && policy.has_draft,
            Self::Ask => policy.is_in_force(),
        }
    }
}

/// What the register offers; nothing for who may not change policies.
pub(super) fn choices(visit: &Visit, member: &Member) -> Vec<Json> {
    if !member.may(Action::EditPolicies) {
        return Vec::new();
    }
    let deeds = Deed::ALL.into_iter().filter(|deed| *deed != Deed::Ask || member.may(Action::AskToSign));
    deeds
        .map(|deed| json!({ "value": deed.word(), "label": visit.words(&format!("policies-bulk-{}", deed.word())) }))
        .collect()
}

/// The ticked policies: those that it can be done to, and those that are left out.
struct Chosen {
    fit: Vec<Policy>,
    left_out: Vec<Policy>,
    services: Vec<Service>,
    people: Vec<Person>,
}

fn ticked(fields: &Fields) -> BTreeSet<PolicyId> {
    fields.all("policy").iter().filter_map(|id| PolicyId::parse(id)).collect()
}

fn look(
    tenant: &mut Tenant<'_>,
    member: &Member,
    deed: Deed,
    ids: &BTreeSet<PolicyId>,
) -> Result<Chosen, crate::db::Error> {
    let at: BTreeMap<PolicyId, BTreeSet<ServiceId>> = store::services_by_policy(tenant)?;
    let mut chosen = store::all(tenant)?;
    chosen.retain(|policy| ids.contains(&policy.id));
    let none = BTreeSet::new();
    let (fit, left_out) = chosen
        .into_iter()
        .partition(|policy| deed.fits(policy) && may_change(member, at.get(&policy.id).unwrap_or(&none)));
    Ok(Chosen { fit, left_out, services: open_to(tenant, member)?, people: people::list(tenant)? })
}

async fn chosen(visit: &Visit, member: &Member, deed: Deed, fields: &Fields) -> Result<Chosen, Error> {
    let (who, ids) = (member.clone(), ticked(fields));
    Ok(visit.app.read(member, move |tenant| look(tenant, &who, deed, &ids)).await?)
}

fn context(visit: &Visit, member: &Member, deed: Deed, chosen: &Chosen) -> Json {
    let row = |policy: &Policy| {
        json!({
            "id": policy.id,
            "code": policy.code,
            "title": policy.title,
            "href": member.path(&format!("policies/{}", policy.id)),
            "ask": member.path(&format!("acknowledgements/new?policy={}", policy.id)),
        })
    };
    json!({
        "title": visit.words(&format!("policies-bulk-{}", deed.word())),
        "back": member.path("policies"),
        "action": member.path("policies/chosen"),
        "do": deed.word(),
        "rows": chosen.fit.iter().map(row).collect::<Vec<_>>(),
        "left_out": chosen.left_out.iter().map(row).collect::<Vec<_>>(),
        "in_force": chosen.fit.iter().filter(|policy| policy.is_in_force()).count(),
        "owners": person_options(member, &chosen.people),
        "services": service_options(visit, &chosen.services),
    })
}

/// `GET …/policies/chosen?do=…&policy=…`
pub(super) async fn confirm(visit: Visit, member: Member, _path: web::Path<String>) -> Answer {
    let Some(deed) = Deed::of(&visit.query) else { return Ok(see_other(&member.path("policies"))) };
    if deed == Deed::Publish {
        // Publishing many has pages of its own.
        let ids: Vec<String> = ticked(&visit.query).iter().map(|id| format!("policy={id}")).collect();
        return Ok(see_other(&member.path(&format!("policies/publish-many?{}", ids.join("&")))));
    }
    let chosen = chosen(&visit, &member, deed, &visit.query).await?;
    visit.page(&member, PAGE, context(&visit, &member, deed, &chosen))
}

/// What the form decides, beside the policies.
enum Decided {
    Owner(PersonId),
    Services(BTreeSet<ServiceId>),
    Withdraw(String),
}

fn decided(deed: Deed, fields: &Fields, chosen: &Chosen) -> Result<Decided, FormErrors> {
    match deed {
        Deed::Owner => {
            let owner = PersonId::parse(fields.text("owner"));
            let owner = owner.filter(|id| chosen.people.iter().any(|one| one.id == *id && one.is_present()));
            owner.map(Decided::Owner).ok_or_else(|| FormErrors::one("owner", "policies-error-owner"))
        }
        Deed::Services => {
            let services = form::services(fields);
            let open: BTreeSet<ServiceId> = chosen.services.iter().map(|service| service.id).collect();
            if services.is_empty() || !services.is_subset(&open) {
                return Err(FormErrors::one("services", "policies-error-services"));
            }
            Ok(Decided::Services(services))
        }
        Deed::Withdraw => form::reason(fields).map(Decided::Withdraw),
        Deed::Ask | Deed::Publish => Err(FormErrors::default()),
    }
}

/// `POST …/policies/chosen`
pub(super) async fn act(visit: Visit, member: Member, _path: web::Path<String>, body: Body) -> Answer {
    let fields = body.fields().await?;
    let Some(deed) = Deed::of(&fields).filter(|deed| !matches!(deed, Deed::Ask | Deed::Publish)) else {
        return Ok(see_other(&member.path("policies")));
    };
    let chosen = chosen(&visit, &member, deed, &fields).await?;
    let decided = match decided(deed, &fields, &chosen) {
        Ok(decided) if !chosen.fit.is_empty() => decided,
        tried => {
            let errors = tried.err().unwrap_or_default();
            let context = context(&visit, &member, deed, &chosen);
            return visit.page_again(&member, PAGE, context, &fields, &errors);
        }
    };
    let (now, who) = (visit.now, member.clone());
    let ids: BTreeSet<PolicyId> = chosen.fit.iter().map(|policy| policy.id).collect();
    let change = move |tenant: &mut Tenant<'_>| {
        // The right and the state as they are now, not as the page showed them.
        let fit = look(tenant, &who, deed, &ids)?.fit;
        let ids: BTreeSet<PolicyId> = fit.iter().map(|policy| policy.id).collect();
        match decided {
            Decided::Owner(owner) => bulk::set_owner(tenant, now, &ids, owner).map(drop),
            Decided::Services(services) => bulk::set_draft_services(tenant, now, &ids, &services).map(drop),
            Decided::Withdraw(reason) => {
                for id in ids {
                    super::super::withdraw(tenant, now, who.person(), id, &reason, None)?;
                    reactions::withdrawn(tenant, now, id)?;
                }
                Ok::<_, PolicyError>(())
            }
        }
    };
    visit.app.write(&member, change).await?;
    Ok(see_other(&member.path(&format!("policies?done=policies-bulk-{}", deed.word()))))
}
