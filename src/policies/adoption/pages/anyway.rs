//! Using a text for another nation or kind of service all the same: an owner, with a reason that prints.

use actix_web::web;
use serde_json::{Value as Json, json};

use super::super::names::proposals;
use super::super::{Adoption, Stock, fit, form};
use super::adopt::{done, write};
use super::{find, href, look, meant_for, misfit_words};
use crate::access::Member;
use crate::db::Error as DbError;
use crate::library::Template;
use crate::people;
use crate::policies::pages::{person_options, service_options};
use crate::web::{Answer, Body, Error, FormErrors, Visit, see_other};

/// `GET …/library/{template}/anyway`
pub(super) async fn form(visit: Visit, member: Member, path: web::Path<(String, String)>) -> Answer {
    let template = find(&path.1)?;
    let context = context(&visit, &member, template).await?;
    visit.page(&member, "library/anyway.html", context)
}

async fn context(visit: &Visit, member: &Member, template: &'static Template) -> Result<Json, Error> {
    let (stock, open) = look(visit, member).await?;
    let people: Result<_, DbError> = visit.app.read(member, people::list).await;
    let misfits: Vec<Json> = open
        .services
        .iter()
        .filter_map(|service| Some((service, fit::misfit(template, service)?)))
        .map(|(service, misfit)| {
            json!({ "service": service.name, "differs": misfit_words(visit, member, &misfit) })
        })
        .collect();
    let code = proposals(&stock, &[template]).into_iter().next().map(|proposal| proposal.code);
    Ok(json!({
        "title": visit.words("library-anyway-title"),
        "caption": template.title,
        "back": href(member, template),
        "for": meant_for(visit, template),
        "misfits": misfits,
        "needless": needless(template, &open),
        "services_there": !open.services.is_empty(),
        "adopt": format!("{}?templates={}", member.path("library/adopt"), template.key),
        "field": form::code_field(template),
        "code": code,
        "services": service_options(visit, &open.services),
        "owners": person_options(member, &people?),
        "owner": member.person(),
    }))
}

/// Whether no service is one that the text isn't written for: then there is nothing to set aside.
fn needless(template: &Template, open: &Stock) -> bool {
    open.services.iter().all(|service| template.fits(service))
}

/// `POST …/library/{template}/anyway`
pub(super) async fn adopt(
    visit: Visit,
    member: Member,
    path: web::Path<(String, String)>,
    body: Body,
) -> Answer {
    let template = find(&path.1)?;
    let fields = body.fields().await?;
    let (_, open) = look(&visit, &member).await?;
    let read = if needless(template, &open) {
        Err(FormErrors::one("services", "library-error-fits"))
    } else {
        form::anyway(&fields, template, &open.services)
    };
    let tried = match read {
        Ok(((owner, plans), reason)) => {
            write(&visit, &member, Adoption { owner, plans, override_reason: Some(reason) }).await?
        }
        Err(errors) => Err(errors),
    };
    match tried {
        Ok(made) => Ok(see_other(&done(&member, &made))),
        Err(errors) => {
            let context = context(&visit, &member, template).await?;
            visit.page_again(&member, "library/anyway.html", context, &fields, &errors)
        }
    }
}
