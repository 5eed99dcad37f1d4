//! Checking and adopting one text or many.

use std::collections::BTreeSet;

use actix_web::web;
use serde_json::{Value as Json, json};

use super::super::names::{Names, Standing, proposals};
use super::super::{Adoption, AdoptionError, Stock, adopt as adopt_now, fit, form};
use super::{href, look, meant_for, misfit_words, need_words};
use crate::access::{Action, Member};
use crate::db::Error as DbError;
use crate::db::Tenant;
use crate::db::ids::{PersonId, PolicyId};
use crate::library::Template;
use crate::organisations::Service;
use crate::people;
use crate::policies::form::code_held;
use crate::policies::pages::{language_words, person_options, service_options};
use crate::web::{Answer, Body, Error, FormErrors, Visit, listing, see_other};

/// What was ticked, sorted by what can be done with it.
struct Sorted {
    /// Written for a service that the member may publish for, and not there yet.
    ready: Vec<&'static Template>,
    /// A policy already.
    here: Vec<&'static Template>,
    /// Written for others.
    refused: Vec<&'static Template>,
}

fn sort(stock: &Stock, open: &Stock, ticked: Vec<&'static Template>) -> Sorted {
    let mut sorted = Sorted { ready: Vec::new(), here: Vec::new(), refused: Vec::new() };
    for template in ticked {
        if stock.adopted(template).is_some() {
            sorted.here.push(template);
        } else if open.suits(template) {
            sorted.ready.push(template);
        } else {
            sorted.refused.push(template);
        }
    }
    sorted
}

/// `GET …/library/adopt?templates=…`
pub(super) async fn form(visit: Visit, member: Member, _path: web::Path<String>) -> Answer {
    let ticked = form::ticked(&visit.query);
    let context = context(&visit, &member, ticked).await?;
    visit.page(&member, "library/adopt.html", context)
}

async fn context(visit: &Visit, member: &Member, ticked: Vec<&'static Template>) -> Result<Json, Error> {
    let (stock, open) = look(visit, member).await?;
    let people: Result<_, DbError> = visit.app.read(member, people::list).await;
    let sorted = sort(&stock, &open, ticked);
    let codes = proposals(&stock, &sorted.ready);
    let suited: Vec<Service> = open
        .services
        .iter()
        .filter(|service| sorted.ready.iter().any(|template| template.fits(service)))
        .cloned()
        .collect();
    let rows: Vec<Json> = sorted
        .ready
        .iter()
        .zip(&codes)
        .map(|(template, proposal)| {
            let fits = suited.iter().filter(|service| template.fits(service));
            json!({
                "key": template.key,
                "title": template.title,
                "href": href(member, template),
                "field": form::code_field(template),
                "code": proposal.code,
                "taken": proposal.instead_of.as_ref().map(|(code, title)| json!({"code": code, "title": title})),
                "need": need_words(visit, template),
                "months": template.review_months,
                "language": language_words(visit, template.language),
                "services": fits.map(|service| service.name.as_str()).collect::<Vec<_>>().join(", "),
            })
        })
        .collect();
    Ok(json!({
        "title": visit.words("library-adopt-title"),
        "back": member.path("library"),
        "count": rows.len(),
        "rows": rows,
        "here": sorted.here.iter().filter_map(|template| here(member, &stock, template)).collect::<Vec<_>>(),
        "refused": refused(visit, member, &stock, &open, &sorted.refused),
        "without": without(member, &sorted),
        "missing": missing(member, &stock, &open, &sorted.ready, &codes.iter().map(|p| p.code.as_str()).collect::<Vec<_>>()),
        "services": service_options(visit, &suited),
        "ticked": suited.iter().map(|service| service.id).collect::<Vec<_>>(),
        "owners": person_options(member, &people?),
        "owner": member.person(),
    }))
}

fn here(member: &Member, stock: &Stock, template: &Template) -> Option<Json> {
    let policy = stock.adopted(template)?;
    let address = member.path(&format!("policies/{}", policy.id));
    Some(json!({ "title": policy.title, "code": policy.code, "href": address }))
}

fn refused(
    visit: &Visit,
    member: &Member,
    stock: &Stock,
    open: &Stock,
    templates: &[&'static Template],
) -> Vec<Json> {
    let service = open.services.first().or(stock.services.first());
    let row = |template: &&'static Template| {
        let misfit = service.and_then(|service| fit::misfit(template, service));
        json!({
            "title": template.title,
            "for": meant_for(visit, template),
            "href": href(member, template),
            "misfit": misfit.as_ref().map(|misfit| misfit_words(visit, member, misfit)),
            "anyway": member.may(Action::AdoptAnyway).then(|| format!("{}/anyway", href(member, template))),
        })
    };
    templates.iter().map(row).collect()
}

/// The address of this page without the texts that are written for others.
fn without(member: &Member, sorted: &Sorted) -> Option<String> {
    let pairs: Vec<(&str, &str)> =
        sorted.ready.iter().map(|template| ("templates", template.key.as_str())).collect();
    let some = !sorted.ready.is_empty() && !sorted.refused.is_empty();
    some.then(|| listing::address(&member.path("library/adopt"), &pairs))
}

/// What these texts name and the organisation hasn't got, with the address that adds it too.
fn missing(
    member: &Member,
    stock: &Stock,
    open: &Stock,
    ready: &[&'static Template],
    codes: &[&str],
) -> Option<Json> {
    let batch: Vec<(&Template, &str)> =
        ready.iter().zip(codes).map(|(template, code)| (*template, *code)).collect();
    let names = Names { stock, batch: &batch };
    let mut seen: BTreeSet<(String, String)> = BTreeSet::new();
    let mut keys: Vec<&str> = ready.iter().map(|template| template.key.as_str()).collect();
    for template in ready {
        for named in template.related.iter().map(|family| names.of(template, family)) {
            if named.standing != Standing::Missing || !seen.insert((named.title, named.code)) {
                continue;
            }
            keys.extend(named.template.filter(|other| open.suits(other)).map(|other| other.key.as_str()));
        }
    }
    let pairs: Vec<(&str, &str)> = keys.iter().map(|key| ("templates", *key)).collect();
    (!seen.is_empty()).then(|| {
        json!({
            "rows": seen.iter().map(|(title, code)| json!({"title": title, "code": code})).collect::<Vec<_>>(),
            "href": listing::address(&member.path("library/adopt"), &pairs),
        })
    })
}

/// `POST …/library/adopt`
pub(super) async fn adopt(visit: Visit, member: Member, _path: web::Path<String>, body: Body) -> Answer {
    let fields = body.fields().await?;
    let ticked = form::ticked(&fields);
    let (stock, open) = look(&visit, &member).await?;
    let sorted = sort(&stock, &open, ticked.clone());
    if sorted.ready.is_empty() && sorted.refused.is_empty() {
        // Nothing was ticked; or the button was pressed twice, and what was to be done is done.
        let to = if sorted.here.is_empty() { "library" } else { "policies?done=library-adopted" };
        return Ok(see_other(&member.path(to)));
    }
    let tried = if sorted.refused.is_empty() {
        match form::chosen(&fields, &sorted.ready, &open.services) {
            Ok((owner, plans)) => {
                write(&visit, &member, Adoption { owner, plans, override_reason: None }).await?
            }
            Err(errors) => Err(errors),
        }
    } else {
        Err(FormErrors::one("templates", "library-error-refused"))
    };
    match tried {
        Ok(made) => Ok(see_other(&done(&member, &made))),
        Err(errors) => {
            let context = context(&visit, &member, ticked).await?;
            visit.page_again(&member, "library/adopt.html", context, &fields, &errors)
        }
    }
}

/// One new policy opens; of several the register shows the drafts.
pub(super) fn done(member: &Member, made: &[PolicyId]) -> String {
    match made {
        [one] => member.path(&format!("policies/{one}?done=library-adopted-one")),
        _ => member.path("policies?state=draft&done=library-adopted"),
    }
}

pub(super) type Tried = Result<Result<Vec<PolicyId>, FormErrors>, Error>;

/// Writes what the form says; a code that is taken and a text that doesn't fit are shown in the form.
pub(super) async fn write(visit: &Visit, member: &Member, adoption: Adoption) -> Tried {
    let (now, by) = (visit.now, member.person());
    let owner = adoption.owner;
    let written = visit.app.write(member, move |tenant| {
        if !is_present(tenant, owner)? {
            return Ok(Err(FormErrors::one("owner", "policies-error-owner")));
        }
        adopt_now(tenant, now, by, &adoption).map(Ok)
    });
    match written.await {
        Err(AdoptionError::CodeTaken(key, holder)) => Ok(Err(code_held(format!("code-{key}"), holder))),
        Err(AdoptionError::DoesNotFit(_)) => Ok(Err(FormErrors::one("services", "library-does-not-fit"))),
        other => Ok(other?),
    }
}

fn is_present(tenant: &mut Tenant<'_>, person: PersonId) -> Result<bool, DbError> {
    Ok(people::get(tenant, person)?.is_some_and(|person| person.is_present()))
}
