//! Leaving an organisation by oneself.

use std::sync::Arc;

use serde_json::{Value as Json, json};

use crate::access::{Member, Role};
use crate::db::Tenant;
use crate::messages::args;
use crate::people::{self, PeopleError};
use crate::reactions;
use crate::web::{Answer, Body, FormErrors, Visit, see_other};

const FORM: &str = "people/leave.html";

async fn context(visit: &Visit, member: &Member) -> Result<Json, PeopleError> {
    let id = member.person();
    let last = visit.app.read(member, move |tenant| people::is_last_owner(tenant, id)).await?;
    let name = args([("organisation", member.organisation_name().to_owned())]);
    Ok(json!({
        "title": visit.app.messages.format(visit.language, "leave-title", &name),
        "action": member.path("me/leave"),
        "back": member.path("me"),
        "last_owner": last,
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
            people::leave(tenant, now, id, now.day())?;
            Ok::<_, PeopleError>(reactions::left(tenant, now, id)?)
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
