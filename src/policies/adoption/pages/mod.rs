//! The pages of the library.

mod adopt;
mod anyway;
mod list;
mod template;

use actix_web::web;
use serde_json::{Value as Json, json};

use super::fit::Misfit;
use super::{AdoptionError, Stock, stock};
use crate::access::{Action, Member};
use crate::db::Error as DbError;
use crate::library::{self, Law, Template};
use crate::messages::args;
use crate::organisations::ServiceType;
use crate::policies::pages::{nation_words, open_to, type_words};
use crate::web::{Door, Error, Route, Visit};

const READ: Door = Door::Member(Action::ReadPolicies);
const EDIT: Door = Door::Member(Action::EditPolicies);
const ANYWAY: Door = Door::Member(Action::AdoptAnyway);

/// The URLs of the library.
pub const ROUTES: &[Route] = &[
    Route::get("/o/{slug}/library", READ, || web::to(list::show)),
    Route::get("/o/{slug}/library/adopt", EDIT, || web::to(adopt::form)),
    Route::post("/o/{slug}/library/adopt", EDIT, || web::to(adopt::adopt)).heavy(),
    Route::get("/o/{slug}/library/{template}", READ, || web::to(template::show)),
    Route::get("/o/{slug}/library/{template}/anyway", ANYWAY, || web::to(anyway::form)),
    Route::post("/o/{slug}/library/{template}/anyway", ANYWAY, || web::to(anyway::adopt)),
];

impl From<AdoptionError> for Error {
    fn from(error: AdoptionError) -> Self {
        match error {
            AdoptionError::Policy(fault) => fault.into(),
            AdoptionError::CodeTaken(..) => Self::Conflict("policies-error-code-taken"),
            AdoptionError::DoesNotFit(_) => Self::Conflict("library-does-not-fit"),
        }
    }
}

/// The text of an address.
fn find(key: &str) -> Result<&'static Template, Error> {
    library::template(key).ok_or(Error::NotFound)
}

fn href(member: &Member, template: &Template) -> String {
    member.path(&format!("library/{}", template.key))
}

/// What the organisation has, and the services that the member may publish for.
async fn look(visit: &Visit, member: &Member) -> Result<(Stock, Stock), Error> {
    let who = member.clone();
    let read = visit.app.read(member, move |tenant| {
        let whole = stock(tenant)?;
        let open = Stock { policies: whole.policies.clone(), services: open_to(tenant, &who)? };
        Ok::<_, DbError>((whole, open))
    });
    Ok(read.await?)
}

fn kinds_words(visit: &Visit, kinds: &[ServiceType]) -> String {
    kinds.iter().map(|kind| type_words(visit, *kind)).collect::<Vec<_>>().join(", ")
}

/// "Wales: home care, supported living"
fn meant_for(visit: &Visit, template: &Template) -> String {
    let values = args([
        ("nation", nation_words(visit, template.nation)),
        ("kinds", kinds_words(visit, &template.service_types)),
    ]);
    visit.app.messages.format(visit.language, "library-for", &values)
}

fn need_words(visit: &Visit, template: &Template) -> Json {
    json!({
        "text": visit.words(&format!("library-need-{}", template.need.as_str())),
        "kind": match template.need {
            library::Need::Law => "due",
            library::Need::Inspection => "info",
            library::Need::Good => "none",
        },
    })
}

/// Why a text isn't for a service, in sentences, and what there is instead.
fn misfit_words(visit: &Visit, member: &Member, misfit: &Misfit) -> Json {
    let say = |key: &str, values: &[(&'static str, String)]| {
        let values = args(values.iter().map(|(name, value)| (*name, value.clone())));
        visit.app.messages.format(visit.language, key, &values)
    };
    let nation = misfit.nations.map(|(of_text, of_service)| {
        say(
            "library-misfit-nation",
            &[
                ("for", nation_words(visit, of_text)),
                ("at", nation_words(visit, of_service)),
                ("body", of_text.regulator().to_owned()),
                ("own", of_service.regulator().to_owned()),
            ],
        )
    });
    let kind = misfit.kinds.as_ref().map(|(of_text, of_service)| {
        let values = [("for", kinds_words(visit, of_text)), ("at", type_words(visit, *of_service))];
        say("library-misfit-kind", &values)
    });
    let why: Vec<String> = nation.into_iter().chain(kind).collect();
    let titles = |laws: &[&Law]| laws.iter().map(|law| law.title.clone()).collect::<Vec<_>>();
    json!({
        "why": why,
        "named": titles(&misfit.named),
        "left_out": titles(&misfit.left_out),
        "instead": misfit.instead.map(|template| json!({
            "title": template.title, "for": meant_for(visit, template), "href": href(member, template),
        })),
    })
}
