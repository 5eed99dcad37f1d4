//! The pages of shelves.

mod back;
mod check;
mod done;
mod says;
mod sheet;
mod upload;

use actix_web::web;
use serde_json::{Value as Json, json};

use super::{Item, ItemState, Kind, Shelf, ShelfError, ShelfState, mark, store};
use crate::access::member::Reach;
use crate::access::{Action, Member};
use crate::db::ids::{PersonId, ServiceId, ShelfId};
use crate::db::{Error as DbError, Tenant};
use crate::messages::args;
use crate::organisations::{self, Service};
use crate::people::{self, Person};
use crate::policies::{self, Policy};
use crate::web::{Answer, Door, Error, Route, Visit};

const EDIT: Door = Door::Member(Action::EditPolicies);

/// The URLs of this slice.
pub const ROUTES: &[Route] = &[
    Route::get("/o/{slug}/policies/shelf", EDIT, || web::to(upload::form)),
    Route::post("/o/{slug}/policies/shelf", EDIT, || web::to(upload::bring)).heavy(),
    Route::get("/o/{slug}/policies/shelf/{shelf}", EDIT, || web::to(show)),
    Route::post("/o/{slug}/policies/shelf/{shelf}", EDIT, || web::to(check::decide)).heavy(),
    Route::get("/o/{slug}/policies/shelf/{shelf}/register", EDIT, || web::to(sheet::show)),
    Route::get("/o/{slug}/policies/shelf/{shelf}/report.csv", EDIT, || web::to(done::file)).heavy(),
    Route::get("/o/{slug}/policies/shelf/{shelf}/undo", EDIT, || web::to(back::form)),
    Route::post("/o/{slug}/policies/shelf/{shelf}/undo", EDIT, || web::to(back::take_back)),
];

impl From<ShelfError> for Error {
    fn from(error: ShelfError) -> Self {
        match error {
            ShelfError::Database(fault) => fault.into(),
            ShelfError::NotFound => Self::NotFound,
            ShelfError::MovedOn => Self::Conflict("shelf-error-moved-on"),
            ShelfError::Changed => Self::Conflict("shelf-error-changed"),
            ShelfError::InUse => Self::Conflict("shelf-error-in-use"),
            ShelfError::Policy(error) => error.into(),
        }
    }
}

/// A shelf with all that its pages need.
struct Opened {
    shelf: Shelf,
    items: Vec<Item>,
    services: Vec<Service>,
    people: Vec<Person>,
    policies: Vec<Policy>,
}

impl Opened {
    fn read(tenant: &mut Tenant<'_>, id: ShelfId) -> Result<Option<Self>, DbError> {
        let Some(shelf) = store::get(tenant, id)? else { return Ok(None) };
        Ok(Some(Self {
            items: store::items(tenant, id)?,
            services: organisations::services(tenant)?,
            people: people::list(tenant)?,
            policies: if shelf.state == ShelfState::Checking {
                policies::store::all(tenant)?
            } else {
                Vec::new()
            },
            shelf,
        }))
    }

    fn person_name(&self, id: PersonId) -> String {
        self.people.iter().find(|person| person.id == id).map(Person::name).unwrap_or_default()
    }

    /// The services by their names.
    fn named_services(&self) -> Vec<(ServiceId, String)> {
        self.services.iter().map(|service| (service.id, service.name.clone())).collect()
    }

    fn of_state(&self, state: ItemState) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(move |item| item.state == state)
    }
}

/// The shelf of an address. Somebody with a right at some services only sees their own.
async fn find(visit: &Visit, member: &Member, id: &str) -> Result<Opened, Error> {
    let id = ShelfId::parse(id).ok_or(Error::NotFound)?;
    let opened = visit.app.read(member, move |tenant| Opened::read(tenant, id)).await?;
    let mine = |opened: &Opened| {
        opened.shelf.created_by == member.person() || member.reach(Action::EditPolicies) == Reach::Everywhere
    };
    opened.filter(mine).ok_or(Error::NotFound)
}

fn address(member: &Member, id: ShelfId) -> String {
    member.path(&format!("policies/shelf/{id}"))
}

/// `GET …/policies/shelf/{shelf}`
async fn show(visit: Visit, member: Member, path: web::Path<(String, String)>) -> Answer {
    let opened = find(&visit, &member, &path.1).await?;
    match opened.shelf.state {
        ShelfState::Reading | ShelfState::Adding => progress(&visit, &member, &opened.shelf),
        ShelfState::Checking => check::show(&visit, &member, &opened).await,
        ShelfState::Done | ShelfState::Failed | ShelfState::Cancelled => {
            done::show(&visit, &member, &opened).await
        }
    }
}

fn progress(visit: &Visit, member: &Member, shelf: &Shelf) -> Answer {
    let reading = shelf.state == ShelfState::Reading;
    let counts = args([("done", shelf.done), ("total", shelf.total)]);
    let key = if reading { "shelf-progress-reading" } else { "shelf-progress-adding" };
    let context = json!({
        "title": visit.words(if reading { "shelf-reading" } else { "shelf-adding" }),
        "caption": shelf.name,
        "back": member.path("policies/shelf"),
        "sentence": visit.app.messages.format(visit.language, key, &counts),
        "done": shelf.done,
        "total": shelf.total,
    });
    visit.page(member, "shelf/progress.html", context)
}

/// What a file is, in words.
fn kind_words(visit: &Visit, kind: Kind) -> String {
    visit.words(&format!("shelf-kind-{}", kind.as_str()))
}

/// Why a file is refused, kept or not added, in a sentence; nothing for marks of the work.
fn reason_words(visit: &Visit, item: &Item) -> Option<String> {
    let key = item.reason.as_deref().filter(|key| ![mark::TRIED, mark::ADOPT].contains(key))?;
    let limit = item.found.limit.and_then(|limit| i64::try_from(limit).ok()).unwrap_or_default();
    let mut values = args([("limit", limit)]);
    values.set("place", item.found.twin.unwrap_or_default().to_string());
    if let Some((code, title)) = &item.found.holder {
        values.set("code", code.clone());
        values.set("title", title.clone());
    }
    Some(visit.app.messages.format(visit.language, key, &values))
}

/// A file that isn't taken, or doesn't come in: a row of a list.
fn told(visit: &Visit, member: &Member, item: &Item) -> Json {
    let there = item.found.there.map(|policy| member.path(&format!("policies/{policy}")));
    json!({ "place": item.place, "name": item.file_name, "why": reason_words(visit, item), "there": there })
}
