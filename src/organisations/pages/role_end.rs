//! Taking a role from somebody: what depends on it, and to whom it goes.

use std::sync::Arc;

use actix_web::HttpResponse;
use serde_json::{Value as Json, json};

use super::key_people::{Sheet, address, own_role};
use super::scoped;
use super::services::role_at;
use crate::access::member::Reach;
use crate::access::two_people::Reason;
use crate::access::{Action, Member, Role};
use crate::db::Tenant;
use crate::db::ids::{GrantId, PersonId, PolicyId};
use crate::organisations::depends::Depends;
use crate::people::{self, Held, PeopleError, Person};
use crate::reactions;
use crate::web::{Answer, Error, Fields, FormErrors, Visit, see_other};

const TEMPLATE: &str = "organisations/role_end.html";

async fn depends(visit: &Visit, member: &Member, sheet: &Sheet, held: &Held) -> Result<Depends, Error> {
    let (service, held) = (sheet.service.clone(), *held);
    let look = move |tenant: &mut Tenant<'_>| reactions::role_depends(tenant, &held, service.as_ref());
    Ok(visit.app.read(member, look).await?)
}

/// Policies can be handed over by who may change all of them.
fn may_hand_over_policies(member: &Member) -> bool {
    member.reach(Action::EditPolicies) == Reach::Everywhere
}

/// The page that says what depends on it: nothing is changed yet.
pub(super) async fn ask(visit: &Visit, member: &Member, sheet: &Sheet, grant: &str) -> Answer {
    let (held, person) = holder(sheet, grant).ok_or(Error::NotFound)?;
    let depends = depends(visit, member, sheet, held).await?;
    visit.page(member, TEMPLATE, context(visit, member, sheet, (held, person, &depends)))
}

fn holder<'a>(sheet: &'a Sheet, grant: &str) -> Option<&'a (Held, Person)> {
    sheet.holders.iter().find(|(held, _)| held.id.to_string() == grant)
}

fn context(
    visit: &Visit,
    member: &Member,
    sheet: &Sheet,
    (held, person, depends): (&Held, &Person, &Depends),
) -> Json {
    let service = sheet.service.as_ref();
    let at = service.map(|service| service.id);
    let role = role_at(visit, sheet.role, service);
    let say = |key: &str| {
        let place = service.map_or_else(|| visit.words("settings-whole"), |service| service.name.clone());
        let args = crate::messages::args([("name", person.name()), ("role", role.clone()), ("place", place)]);
        visit.app.messages.format(visit.language, key, &args)
    };
    let last = (sheet.holders.len() == 1).then(|| say(last_key(sheet.role)));
    let then = [
        json!({ "value": "hand", "label": visit.words("key-people-end-hand") }),
        json!({ "value": "nobody", "label": say(if last.is_some() { "key-people-end-nobody" } else { "key-people-end-others" }) }),
    ];
    json!({
        "title": say("key-people-end-title"),
        "back": scoped(member, &address(sheet.role), at, &[]),
        "caption": role,
        "action": scoped(member, &address(sheet.role), at, &[]),
        "grant": held.id,
        "last": last,
        "ends_reports": depends.ends_reports.then(|| say("key-people-end-reports")),
        "on_the_line": depends.on_the_line,
        "printed": depends.printed,
        "owned": depends.owned.len(),
        "asked": depends.asked,
        "any": depends.on_the_line || depends.printed > 0 || !depends.owned.is_empty() || depends.asked > 0,
        "name": person.name(),
        "alone": sheet.is_alone,
        "then": then,
        "options": sheet.options(member),
        "may_policies": may_hand_over_policies(member) && !depends.owned.is_empty(),
        "stale": member.path("policies/stale"),
        "register": member.path(&format!("policies?owner={}", person.id)),
    })
}

/// What it means that nobody holds a role any more, as a message key.
const fn last_key(role: Role) -> &'static str {
    match role {
        Role::RegisteredManager => "key-people-last-manager",
        Role::SafeguardingLead => "key-people-last-lead",
        Role::SafeguardingDeputy => "key-people-last-deputy",
        _ => "key-people-last",
    }
}

/// What was chosen on the page.
struct Chosen {
    grant: GrantId,
    to: Option<PersonId>,
    policies: Vec<PolicyId>,
    reason: Option<Reason>,
}

fn chosen(fields: &Fields, sheet: &Sheet, held: &Held, me: PersonId) -> Result<Chosen, FormErrors> {
    let mut reason = None;
    let to = match fields.text("then") {
        "nobody" => None,
        "hand" => {
            let to = sheet.others.iter().find(|person| person.id.to_string() == fields.text("person"));
            let to = to.ok_or_else(|| FormErrors::one("person", "key-people-error-person"))?.id;
            reason = own_role(fields, ("person", &sheet.givers), (me, to))?;
            Some(to)
        }
        _ => return Err(FormErrors::one("then", "key-people-error-then")),
    };
    Ok(Chosen { grant: held.id, to, policies: Vec::new(), reason })
}

/// Takes the role, or gives it to somebody else in the same step.
pub(super) async fn end(visit: Visit, member: Member, sheet: Sheet, fields: Fields) -> Answer {
    let Some((held, person)) = holder(&sheet, fields.text("grant")) else {
        return Err(Error::Conflict("key-people-error-changed"));
    };
    let depends = depends(&visit, &member, &sheet, held).await?;
    let again = |errors: &FormErrors| -> Result<HttpResponse, Error> {
        let context = context(&visit, &member, &sheet, (held, person, &depends));
        visit.page_again(&member, TEMPLATE, context, &fields, errors)
    };
    let mut chosen = match chosen(&fields, &sheet, held, member.person()) {
        Ok(chosen) => chosen,
        Err(errors) => return again(&errors),
    };
    if chosen.to.is_some() && fields.has("policies") && may_hand_over_policies(&member) {
        chosen.policies = depends.owned.iter().copied().collect();
    }
    let (now, post) = (visit.now, Arc::clone(&visit.app.post));
    let write = move |tenant: &mut Tenant<'_>| {
        reactions::telling_of_roles(tenant, now, &post, |tenant| match chosen.to {
            Some(to) => {
                people::hand_over(tenant, now, chosen.grant, to, chosen.reason.as_ref())?;
                Ok::<_, PeopleError>(reactions::policies_handed_over(tenant, now, chosen.policies, to)?)
            }
            None => people::end_role(tenant, now, chosen.grant).map(|_held| ()),
        })?;
        Ok::<_, PeopleError>(reactions::fields_changed(tenant, now)?)
    };
    match visit.app.write(&member, write).await {
        Ok(()) => {
            let at = sheet.service.as_ref().map(|service| service.id);
            Ok(see_other(&scoped(&member, &address(sheet.role), at, &[("done", "role-changed")])))
        }
        Err(PeopleError::LeadIsDeputy) => again(&FormErrors::one("person", "key-people-error-lead-deputy")),
        Err(PeopleError::LastOwner) => again(&FormErrors::one("then", "people-error-last-owner")),
        Err(other) => Err(other.into()),
    }
}
