//! Bringing a list in: a file or a pasted text, the lists from before, and a sheet to fill.

use serde_json::{Value as Json, json};

use super::super::columns::Column;
use super::super::parsing::EXAMPLE;
use super::super::reading::{self, Unread};
use super::super::{StaffImport, form, store};
use super::{address, may_see};
use crate::access::Member;
use crate::documents::Hash;
use crate::web::bounded;
use crate::web::{Answer, Body, Error, FormErrors, UPLOAD_LIMIT, Visit, csv, see_other};

const PAGE: &str = "people/import.html";
/// Lists on the page.
const SHOWN: i64 = 20;

async fn context(visit: &Visit, member: &Member) -> Result<Json, Error> {
    let found = visit.app.read(member, |tenant| store::newest(tenant, SHOWN)).await?;
    let row = |import: &StaffImport| {
        let (state, undone) = (import.state.as_str(), import.undone_at.is_some());
        json!({
            "name": import.name,
            "href": address(member, import.id),
            "at": import.created_at,
            "rows": import.total,
            "kind": if state == "checking" { "due" } else if state == "done" && !undone { "ok" } else { "info" },
            "state": visit.words(&format!("staff-import-state-{}", if undone { "undone" } else { state })),
        })
    };
    let rows: Vec<Json> = found.iter().filter(|import| may_see(member, import)).map(row).collect();
    Ok(json!({
        "title": visit.words("staff-import-title"),
        "back": member.path("people"),
        "one": member.path("people/add"),
        "sheet": member.path("people/import/sheet.csv"),
        "action": member.path("people/import"),
        "imports": rows,
    }))
}

/// `GET …/people/import`
pub(super) async fn form(visit: Visit, member: Member) -> Answer {
    let context = context(&visit, &member).await?;
    visit.page(&member, PAGE, context)
}

/// `POST …/people/import`
pub(super) async fn bring(visit: Visit, member: Member, body: Body) -> Answer {
    let (member, mut fields) = body.upload(member, UPLOAD_LIMIT).await?;
    let read = match form::sent(&mut fields, &visit.words("staff-import-pasted")) {
        Ok((name, bytes)) => {
            let digest = Hash::of(&bytes).to_string();
            let read = bounded::block(move || reading::read(&name, &bytes).map(|sheet| (name, sheet)));
            let read = read.await.map_err(|_gone| Error::Unavailable("no thread was free".to_owned()))?;
            read.map(|(name, sheet)| (name, digest, sheet)).map_err(|why| unreadable(why, &fields))
        }
        Err(errors) => Err(errors),
    };
    let (name, digest, sheet) = match read {
        Ok(read) => read,
        Err(errors) => {
            let context = context(&visit, &member).await?;
            return visit.page_again(&member, PAGE, context, &fields, &errors);
        }
    };
    let (now, by) = (visit.now, member.person());
    let bring =
        visit.app.write(&member, move |tenant| super::super::bring(tenant, now, by, &name, &digest, &sheet));
    let id = bring.await?;
    Ok(see_other(&address(&member, id)))
}

fn unreadable(why: Unread, fields: &crate::web::Fields) -> FormErrors {
    let field = if fields.has("list") { "list" } else { "file" };
    FormErrors::one(field, why.key())
}

/// `GET …/people/import/sheet.csv`: the heads, and one row that shows how they are filled.
pub(super) async fn sheet(visit: Visit, _member: Member) -> Answer {
    let columns: Vec<Column> = Column::ALL.into_iter().filter(|column| *column != Column::Name).collect();
    let heads: Vec<String> =
        columns.iter().map(|column| visit.words(&format!("staff-import-head-{}", column.word()))).collect();
    let example = |column: &Column| match column {
        Column::Number => EXAMPLE.to_owned(),
        Column::Started => visit.now.day().to_string(),
        Column::Ends | Column::Agency => String::new(),
        other => visit.words(&format!("staff-import-example-{}", other.word())),
    };
    let row: Vec<String> = columns.iter().map(example).collect();
    let file = csv::file("staff", &heads, [row]);
    std::future::ready(Ok(file)).await
}
