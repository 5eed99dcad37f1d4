//! The pages of coverage: all services, one service and its file, one expectation and its answer.

mod answer;
mod service;
mod suggestions;

use actix_web::web;
use serde_json::{Value as Json, json};

use super::{CoverageError, Facts, Line, Standing, facts};
use crate::access::{Action, Member};
use crate::clock::Day;
use crate::db::Error as DbError;
use crate::db::ids::ServiceId;
use crate::library::expectations::{self, Expectation};
use crate::organisations::{self, Service};
use crate::policies::pages::{nation_words, type_words};
use crate::web::{Answer as Reply, Door, Error, Route, Visit, see_other};

const READ: Door = Door::Member(Action::ReadPolicies);
const EDIT: Door = Door::Member(Action::EditPolicies);

/// The URLs of coverage.
pub const ROUTES: &[Route] = &[
    Route::get("/o/{slug}/policies/coverage", READ, || web::to(overview)),
    Route::get("/o/{slug}/policies/coverage/suggestions", EDIT, || web::to(suggestions::show)),
    Route::post("/o/{slug}/policies/coverage/suggestions", EDIT, || web::to(suggestions::confirm)),
    Route::post("/o/{slug}/policies/coverage/suggestions/back", EDIT, || web::to(suggestions::back)),
    Route::get("/o/{slug}/policies/coverage/{service}.csv", READ, || web::to(service::file)).heavy(),
    Route::get("/o/{slug}/policies/coverage/{service}", READ, || web::to(service::show)),
    Route::get("/o/{slug}/policies/coverage/{service}/{expectation}", READ, || web::to(answer::form)),
    Route::post("/o/{slug}/policies/coverage/{service}/{expectation}", EDIT, || web::to(answer::answer)),
    Route::post("/o/{slug}/policies/coverage/{service}/{expectation}/back", EDIT, || {
        web::to(answer::take_back)
    }),
];

impl From<CoverageError> for Error {
    fn from(error: CoverageError) -> Self {
        match error {
            CoverageError::Database(fault) => fault.into(),
            CoverageError::NoPolicy => Self::Conflict("coverage-no-policy"),
            CoverageError::NoAnswer => Self::Conflict("coverage-no-answer"),
        }
    }
}

/// The service of an address.
async fn find_service(visit: &Visit, member: &Member, id: &str) -> Result<Service, Error> {
    let id = ServiceId::parse(id).ok_or(Error::NotFound)?;
    let found: Result<_, DbError> =
        visit.app.read(member, move |tenant| organisations::service(tenant, id)).await;
    found?.ok_or(Error::NotFound)
}

/// The expectation of an address, when it holds for the service.
fn find_expectation(service: &Service, day: Day, id: &str) -> Result<&'static Expectation, Error> {
    expectations::of_service(service, day).find(|expected| expected.id == id).ok_or(Error::NotFound)
}

async fn look(visit: &Visit, member: &Member) -> Result<Facts, Error> {
    let found: Result<_, DbError> = visit.app.read(member, facts).await;
    Ok(found?)
}

fn count(lines: &[Line<'_>], standing: Standing) -> usize {
    lines.iter().filter(|line| line.standing == standing).count()
}

/// How many suggestions wait for somebody, at the services that they may answer for.
fn suggested(member: &Member, services: &[Service], facts: &Facts, day: Day) -> usize {
    let own = services.iter().filter(|service| member.may_at(Action::EditPolicies, service.id));
    let at = |service: &Service| {
        let lines = facts.lines(service, expectations::of_service(service, day));
        lines.iter().filter(|line| line.perhaps.is_some()).count()
    };
    own.map(at).sum()
}

const fn kind(standing: Standing) -> &'static str {
    match standing {
        Standing::Gap => "gap",
        Standing::Draft => "info",
        Standing::InForce => "ok",
        Standing::NotApplicable => "none",
    }
}

fn words(visit: &Visit, standing: Standing) -> String {
    visit.words(&format!("coverage-standing-{}", standing.as_str().replace('_', "-")))
}

/// `GET …/policies/coverage`: every service; the page of the only one.
async fn overview(visit: Visit, member: Member, _path: web::Path<String>) -> Reply {
    let services: Result<_, DbError> = visit.app.read(&member, organisations::services).await;
    let services = services?;
    if let [only] = services.as_slice() {
        return Ok(see_other(&member.path(&format!("policies/coverage/{}", only.id))));
    }
    let facts = look(&visit, &member).await?;
    let row = |service: &Service| {
        let lines = facts.lines(service, expectations::of_service(service, visit.now.day()));
        json!({
            "name": service.name,
            "about": format!("{}, {}", type_words(&visit, service.service_type), nation_words(&visit, service.nation)),
            "href": member.path(&format!("policies/coverage/{}", service.id)),
            "listed": !lines.is_empty(),
            "expected": lines.len(),
            "in_force": count(&lines, Standing::InForce),
            "draft": count(&lines, Standing::Draft),
            "gap": count(&lines, Standing::Gap),
            "not_applicable": count(&lines, Standing::NotApplicable),
        })
    };
    let rows: Vec<Json> = services.iter().map(row).collect();
    let context = json!({
        "title": visit.words("coverage-title"),
        "back": member.path("policies"),
        "rows": rows,
        "suggested": suggested(&member, &services, &facts, visit.now.day()),
        "may_edit": member.may(Action::EditPolicies),
        "suggestions": member.path("policies/coverage/suggestions"),
        "may_add_services": member.may(Action::ManageOrganisation),
    });
    visit.page(&member, "coverage/overview.html", context)
}
