//! An owner names who outside decides on a request that nobody here may run.

use serde_json::json;

use super::super::{RightsError, form, waiting};
use super::One;
use crate::access::Member;
use crate::db::Tenant;
use crate::db::ids::RightsRequestId;
use crate::web::{Answer, Body, Error, Visit, see_other};

const PAGE: &str = "rights/outside.html";

/// The request of an address, when this member may name somebody for it.
async fn waiting(visit: &Visit, member: &Member, text: &str) -> Result<RightsRequestId, Error> {
    let id = RightsRequestId::parse(text).ok_or(Error::NotFound)?;
    let (today, person) = (visit.now.day(), member.person());
    let look = move |tenant: &mut Tenant<'_>| waiting::may_name(tenant, today, (person, id));
    let request = visit.app.read(member, look).await.map_err(|fault: RightsError| fault)?;
    Ok(request.id)
}

fn context(visit: &Visit, member: &Member) -> serde_json::Value {
    json!({
        "title": visit.words("rights-outside-title"),
        "back": member.path("rights"),
        "action": visit.path,
    })
}

pub(super) async fn form(visit: Visit, member: Member, path: One) -> Answer {
    waiting(&visit, &member, &path.1).await?;
    visit.page(&member, PAGE, context(&visit, &member))
}

pub(super) async fn name(visit: Visit, member: Member, path: One, body: Body) -> Answer {
    let id = waiting(&visit, &member, &path.1).await?;
    let fields = body.fields().await?;
    let (outside, reason) = match form::outside(&fields) {
        Ok(read) => read,
        Err(errors) => {
            return visit.page_again(&member, PAGE, context(&visit, &member), &fields, &errors);
        }
    };
    let (now, person) = (visit.now, member.person());
    let write =
        move |tenant: &mut Tenant<'_>| waiting::name_outside(tenant, now, (person, id), (&outside, &reason));
    visit.app.write(&member, write).await.map_err(|fault: RightsError| Error::from(fault))?;
    Ok(see_other(&member.path(&format!("rights/{id}?done=rights-saved"))))
}
