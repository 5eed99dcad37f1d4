//! The pages of the outbox.

use std::collections::BTreeMap;

use actix_web::web::{self, Path};
use serde_json::{Value as Json, json};

use super::{OutboxError, answers};
use crate::access::member::Reach;
use crate::access::{Action, Member};
use crate::db::Tenant;
use crate::db::ids::{MailId, PersonId};
use crate::mail::{self, State, Summary, Wanted};
use crate::messages::{Language, args};
use crate::people;
use crate::web::listing::{PAGE_SIZE, Paging, address};
use crate::web::{Answer, Door, Error, Route, Sensitivity, Visit, csv, see_other};

/// Every URL of this slice.
pub const ROUTES: &[Route] = &[
    Route::get("/o/{slug}/outbox", DOOR, || web::to(show)),
    Route::get("/o/{slug}/outbox.csv", DOOR, || web::to(spreadsheet)).with(Sensitivity::Fresh).heavy(),
    Route::post("/o/{slug}/outbox/{mail}/again", DOOR, || web::to(again)),
];

const DOOR: Door = Door::Member(Action::SeeOutbox);

impl From<OutboxError> for Error {
    fn from(error: OutboxError) -> Self {
        match error {
            OutboxError::Database(fault) => fault.into(),
            OutboxError::NotFound => Self::NotFound,
        }
    }
}

type Names = BTreeMap<PersonId, String>;

/// Shows the mails.
pub async fn show(visit: Visit, member: Member, _slug: Path<String>) -> Answer {
    let state = State::from_word(visit.query.text("state"));
    let (query, reach) = (visit.query.clone(), member.reach(Action::SeeOutbox));
    let is_whole = reach == Reach::Everywhere;
    let found = visit.app.read(&member, move |tenant| {
        let wanted = Wanted { state, ..super::shown_to(tenant, &reach)? };
        let total = usize::try_from(mail::count(tenant, &wanted)?).unwrap_or_default();
        let paging = Paging::of(&query, total);
        let mails = mail::list(tenant, &wanted, number(PAGE_SIZE), number(paging.offset()))?;
        Ok::<_, Error>((total, paging, mails, people::present_names(tenant)?))
    });
    let (total, paging, mails, names) = found.await?;
    let path = member.path("outbox");
    let word = state.map_or("", State::as_str);
    let rows: Vec<Json> = mails.iter().map(|mail| row(&visit, &member, &names, mail)).collect();
    let states: Vec<Json> = State::ALL
        .iter()
        .map(|state| json!({ "value": state, "label": visit.words(state_key(*state)) }))
        .collect();
    let context = json!({
        "title": visit.words("outbox-title"),
        "rows": rows,
        "narrowed": state.is_some(),
        "is_whole": is_whole,
        "unknown": state.is_none() && visit.query.has("state"),
        "filter": { "state": word },
        "states": states,
        "count": visit.app.messages.format(visit.language, "outbox-count", &args([("count", number(total))])),
        "csv": address(&member.path("outbox.csv"), &[("state", word)]),
        "pages": paging.json(|page| address(&path, &[("state", word), ("page", page)])),
    });
    visit.page(&member, "outbox/list.html", context)
}

/// The mails for a spreadsheet, with the filter of the list.
pub async fn spreadsheet(visit: Visit, member: Member, _slug: Path<String>) -> Answer {
    let state = State::from_word(visit.query.text("state"));
    let reach = member.reach(Action::SeeOutbox);
    let found = visit.app.read(&member, move |tenant| {
        let wanted = Wanted { state, ..super::shown_to(tenant, &reach)? };
        Ok::<_, Error>((mail::list(tenant, &wanted, i64::MAX, 0)?, people::present_names(tenant)?))
    });
    let (mails, names) = found.await?;
    let rows = mails.iter().map(|mail| {
        vec![
            mail.created_at.to_string(),
            kind(&visit, mail),
            to(&names, mail),
            answers::masked(&mail.recipient),
            visit.words(state_key(mail.state)),
            mail.tries.to_string(),
            mail.sent_at.map(|at| at.to_string()).unwrap_or_default(),
            answer(&visit, mail),
        ]
    });
    let heads = ["at", "kind", "to", "address", "state", "tries", "sent", "answer"]
        .map(|head| visit.words(&format!("outbox-csv-{head}")));
    Ok(csv::file(&format!("e-mails-{}", visit.now.day()), &heads, rows))
}

/// Tries a failed mail again.
pub async fn again(visit: Visit, member: Member, path: Path<(String, String)>) -> Answer {
    let mail = MailId::parse(&path.1).ok_or(Error::NotFound)?;
    let (now, reach) = (visit.now, member.reach(Action::SeeOutbox));
    let again = move |tenant: &mut Tenant<'_>| super::try_again(tenant, now, mail, &reach);
    let done = visit.promised("outbox-again").await?;
    visit.app.write(&member, again).await?;
    Ok(see_other(&member.path(&format!("outbox?done={done}"))))
}

fn row(visit: &Visit, member: &Member, names: &Names, mail: &Summary) -> Json {
    let tag = match mail.state {
        State::Queued => "info",
        State::Sent => "ok",
        State::Failed => "late",
        State::Cancelled => "none",
    };
    json!({
        "at": mail.created_at,
        "kind": kind(visit, mail),
        "to": to(names, mail),
        "address": answers::masked(&mail.recipient),
        "tag": tag,
        "state": visit.words(state_key(mail.state)),
        "sent_at": mail.sent_at,
        "answer": answer(visit, mail),
        "again": (mail.state == State::Failed).then(|| member.path(&format!("outbox/{}/again", mail.id))),
    })
}

/// What the server said last, in words; nothing before the first try.
fn answer(visit: &Visit, mail: &Summary) -> String {
    mail.last_answer.as_deref().map(|answer| visit.words(answers::message(answer))).unwrap_or_default()
}

fn to(names: &Names, mail: &Summary) -> String {
    mail.person.and_then(|person| names.get(&person).cloned()).unwrap_or_default()
}

fn kind(visit: &Visit, mail: &Summary) -> String {
    let key = format!("outbox-kind-{}", mail.kind);
    let known = visit.app.messages.has(Language::English, &key);
    visit.words(if known { &key } else { "outbox-kind-other" })
}

const fn state_key(state: State) -> &'static str {
    match state {
        State::Queued => "outbox-state-queued",
        State::Sent => "outbox-state-sent",
        State::Failed => "outbox-state-failed",
        State::Cancelled => "outbox-state-cancelled",
    }
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
