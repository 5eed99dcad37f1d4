//! Leaving an organisation by oneself.

use std::sync::Arc;

use serde_json::{Value as Json, json};

use super::access::{behind, hands_over};
use crate::access::{Member, Role};
use crate::db::Tenant;
use crate::messages::args;
use crate::people::covers::Names;
use crate::people::{self, Held, PeopleError};
use crate::reactions;
use crate::web::{Answer, Body, Error, FormErrors, Visit, see_other};

const FORM: &str = "people/leave.html";

async fn context(visit: &Visit, member: &Member) -> Result<Json, Error> {
    let id = member.person();
    let look = move |tenant: &mut Tenant<'_>| {
        let held = people::store::all_grants(tenant)?.into_iter().filter(|held| held.person == id).collect();
        let names = Names::read(tenant)?;
        Ok::<_, PeopleError>((people::is_last_owner(tenant, id)?, held, names))
    };
    let (last, held, names): (bool, Vec<Held>, Names) = visit.app.read(member, look).await?;
    let roles = held.iter().map(|held| {
        let role = visit.words(&format!("role-{}", held.role.as_str().replace('_', "-")));
        let at = held.service.and_then(|service| names.services.get(&service));
        let text = at.map_or(role.clone(), |service| format!("{role} ({service})"));
        json!({ "text": text, "href": hands_over(member, held) })
    });
    let behind = behind(visit, member, id).await?;
    let name = args([("organisation", member.organisation_name().to_owned())]);
    Ok(json!({
        "title": visit.app.messages.format(visit.language, "leave-title", &name),
        "action": member.path("me/leave"),
        "back": member.path("me"),
        "last_owner": last,
        "roles": roles.collect::<Vec<_>>(),
        "behind": behind,
        "owners": member.may_give(Role::Owner).then(|| member.path("settings/people/owner")),
    }))
}

/// `GET …/me/leave`
pub(super) async fn form(visit: Visit, member: Member) -> Answer {
    let context = context(&visit, &member).await?;
    visit.page(&member, FORM, context)
}

/// `POST …/me/leave`
pub(super) async fn leave(visit: Visit, member: Member, body: Body) -> Answer {
    let fields = body.fields().await?;
    if !fields.has("leave") {
        let errors = FormErrors::one("leave", "leave-error-tick");
        return visit.page_again(&member, FORM, context(&visit, &member).await?, &fields, &errors);
    }
    let (now, id, post) = (visit.now, member.person(), Arc::clone(&visit.app.post));
    let write = move |tenant: &mut Tenant<'_>| {
        reactions::telling_of_roles(tenant, now, &post, |tenant| {
            reactions::leave_by_oneself(tenant, now, &post, id)
        })
    };
    match visit.app.write(&member, write).await {
        Ok(()) => Ok(see_other("/organisations?done=organisation-left")),
        Err(PeopleError::LastOwner) => {
            // The page has no form then: the error belongs to no field.
            let errors = FormErrors::one("", "people-error-last-owner");
            visit.page_again(&member, FORM, context(&visit, &member).await?, &fields, &errors)
        }
        Err(other) => Err(other.into()),
    }
}
