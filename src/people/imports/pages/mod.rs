//! The pages of lists of staff.

mod check;
mod done;
mod leading;
mod record;
mod undo;
mod upload;
mod who;
mod words;

use actix_web::web;
use serde_json::{Value as Json, json};

use super::parsing::Fault;
use super::{ImportError, ImportRow, ImportState, StaffImport, store};
use crate::access::member::Reach;
use crate::access::{Action, Member, names};
use crate::db::ids::StaffImportId;
use crate::messages::args;
use crate::web::{Answer, Body, Door, Error, Route, Visit, dates, see_other};

const MANAGE: Door = Door::Member(Action::ManagePeople);

/// The URLs of this slice.
pub const ROUTES: &[Route] = &[
    Route::get("/o/{slug}/people/import", MANAGE, || web::to(upload::form)),
    Route::post("/o/{slug}/people/import", MANAGE, || web::to(upload::bring)).heavy(),
    Route::get("/o/{slug}/people/import/sheet.csv", MANAGE, || web::to(upload::sheet)),
    Route::get("/o/{slug}/people/import/{import}", MANAGE, || web::to(show)).heavy(),
    Route::post("/o/{slug}/people/import/{import}", MANAGE, || web::to(check::decide)).heavy(),
    Route::post("/o/{slug}/people/import/{import}/drop", MANAGE, || web::to(drop_list)),
    Route::get("/o/{slug}/people/import/{import}/undo", MANAGE, || web::to(undo::show)),
    Route::post("/o/{slug}/people/import/{import}/undo", MANAGE, || web::to(undo::undo)),
];

impl From<ImportError> for Error {
    fn from(error: ImportError) -> Self {
        match error {
            ImportError::Database(fault) => fault.into(),
            ImportError::NotFound => Self::NotFound,
            ImportError::MovedOn => Self::Conflict("staff-import-error-moved-on"),
            ImportError::Busy => Self::Conflict("staff-import-error-busy"),
            ImportError::Changed => Self::Conflict("staff-import-error-changed"),
            ImportError::People(error) => error.into(),
        }
    }
}

fn address(member: &Member, id: StaffImportId) -> String {
    member.path(&format!("people/import/{id}"))
}

/// Somebody with a right at some services sees their own lists only.
fn may_see(member: &Member, import: &StaffImport) -> bool {
    import.created_by == member.person() || member.reach(Action::ManagePeople) == Reach::Everywhere
}

/// The list of an address.
async fn find(visit: &Visit, member: &Member, text: &str) -> Result<(StaffImport, Vec<ImportRow>), Error> {
    let id = StaffImportId::parse(text).ok_or(Error::NotFound)?;
    let found = visit.app.read(member, move |tenant| {
        let Some(import) = store::get(tenant, id)? else { return Ok(None) };
        Ok::<_, crate::db::Error>(Some((import, store::rows(tenant, id)?)))
    });
    let found = found.await?.filter(|(import, _)| may_see(member, import));
    found.filter(|(import, _)| import.state != ImportState::Dropped).ok_or(Error::NotFound)
}

/// `GET …/people/import/{import}`
async fn show(visit: Visit, member: Member, path: web::Path<(String, String)>) -> Answer {
    let (import, rows) = find(&visit, &member, &path.1).await?;
    match import.state {
        ImportState::Checking => check::show(&visit, &member, import, rows).await,
        ImportState::Applying => progress(&visit, &member, &import),
        ImportState::Done | ImportState::Dropped => done::show(&visit, &member, &import, &rows).await,
    }
}

fn progress(visit: &Visit, member: &Member, import: &StaffImport) -> Answer {
    let counts = args([("done", import.done), ("total", import.total)]);
    let context = json!({
        "title": visit.words("staff-import-applying"),
        "caption": import.name,
        "back": member.path("people"),
        "sentence": visit.app.messages.format(visit.language, "staff-import-progress", &counts),
        "done": import.done,
        "total": import.total,
    });
    visit.page(member, "people/import_progress.html", context)
}

/// `POST …/people/import/{import}/drop`
async fn drop_list(visit: Visit, member: Member, path: web::Path<(String, String)>, body: Body) -> Answer {
    let (import, _) = find(&visit, &member, &path.1).await?;
    body.fields().await?;
    let (now, id) = (visit.now, import.id);
    visit.app.write(&member, move |tenant| super::drop_list(tenant, now, id)).await?;
    Ok(see_other(&member.path("people/import?done=staff-import-dropped")))
}

/// What is wrong, with what to do: "Row 7: the e-mail has no @".
fn fault_words(visit: &Visit, line: i64, fault: &Fault) -> String {
    let column = visit.words(&format!("staff-import-column-{}", fault.column.word()));
    let written = dates::written(&fault.value, "day", visit.language);
    let mut values = args([("value", written.unwrap_or_else(|| fault.value.clone())), ("column", column)]);
    values.set("line", line.to_string());
    visit.app.messages.format(visit.language, &format!("staff-import-fault-{}", fault.what), &values)
}

/// The name that a row gives, as far as it gives one. A row that says one thing only is called by that: it may be the
/// head of a part of the sheet.
fn name_of(row: &ImportRow) -> String {
    use super::columns::Column::{Ends, Family, Given, Name};
    let words = |column| row.cells.get(&column).map_or("", String::as_str);
    let parts = names::whole(words(Given), words(Family));
    let name = if parts.is_empty() { words(Name).to_owned() } else { parts };
    let mut said = row.cells.iter().filter(|(column, _)| **column != Ends).map(|(_, text)| text);
    match (said.next(), said.next()) {
        (Some(only), None) if name.is_empty() => only.clone(),
        _ => name,
    }
}

/// The tag of a kind of row.
fn tag(visit: &Visit, word: &str) -> Json {
    let kind = match word {
        "faulty" | "refused" => "late",
        "ask" | "word" => "due",
        "new" | "added" => "ok",
        "changed" => "info",
        _ => "none",
    };
    json!({ "kind": kind, "text": visit.words(&format!("staff-import-is-{}", word.replace('_', "-"))) })
}
