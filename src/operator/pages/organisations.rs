//! `/operator/organisations`: the organisations, counted and never read.

use actix_web::web::Path;
use serde_json::{Value as Json, json};

use super::{account, counted, within};
use crate::access::Command;
use crate::clock::Moment;
use crate::db::ids::OrganisationId;
use crate::db::{Error as DbError, System};
use crate::operator::readdressing;
use crate::operator::sizes::{self, Size};
use crate::operator::store::{self, Row, Told};
use crate::operator::{self, Deed, OperatorError, Standing, form};
use crate::organisations::{OrganisationError, usage};
use crate::people::invitations::HOURS;
use crate::web::listing::{Paging, address};
use crate::web::{Answer, Body, Error, Fields, FormErrors, Operator, Visit, csv, see_other};

const LIST: &str = "/operator/organisations";
const SHOW: &str = "operator/organisation.html";
const ADD: &str = "operator/add.html";

async fn found(visit: &Visit) -> Result<Vec<Row>, Error> {
    let all: Result<_, DbError> = visit.app.look(|database| database.read_system(sizes::all)).await;
    let (words, state) = (visit.query.text("q").to_lowercase(), visit.query.text("state"));
    let hit = |row: &Row| row.title().to_lowercase().contains(&words) || row.slug.contains(&words);
    let wanted = |row: &Row| (state.is_empty() || row.standing.as_str() == state) && hit(row);
    Ok(all?.into_iter().filter(wanted).collect())
}

pub(super) async fn list(visit: Visit, _operator: Operator) -> Answer {
    let all = found(&visit).await?;
    let total = all.len();
    let paging = Paging::of(&visit.query, total);
    let (q, state) = (visit.query.text("q"), visit.query.text("state"));
    let rows: Vec<Json> = paging.cut(all).iter().map(|row| line(&visit, row)).collect();
    let states: Vec<Json> = Standing::ALL
        .iter()
        .map(|state| json!({ "value": state, "label": visit.words(standing_key(*state)) }))
        .collect();
    let context = json!({
        "title": visit.words("operator-organisations-title"),
        "rows": rows,
        "narrowed": !q.is_empty() || !state.is_empty(),
        "typed": { "q": q, "state": state },
        "states": states,
        "count": counted(&visit, "operator-organisations-count", i64::try_from(total).unwrap_or(i64::MAX)),
        "csv": address("/operator/organisations.csv", &[("q", q), ("state", state)]),
        "pages": paging.json(|page| address(LIST, &[("q", q), ("state", state), ("page", page)])),
    });
    visit.plain("operator/organisations.html", within(&visit, context))
}

pub(super) async fn spreadsheet(visit: Visit, _operator: Operator) -> Answer {
    let rows = found(&visit).await?;
    let number = |count: Option<i64>| count.map(|count| count.to_string()).unwrap_or_default();
    let lines = rows.iter().map(|row| {
        vec![
            row.title(),
            row.slug.clone(),
            visit.words(standing_key(row.standing)),
            number(row.people),
            number(row.policies),
            row.signed_in_at.map(|at| at.to_string()).unwrap_or_default(),
            number(row.mail_failed),
            row.counted_at.map(|at| at.to_string()).unwrap_or_default(),
        ]
    });
    let heads = ["name", "slug", "state", "people", "policies", "signed-in", "failed", "counted"]
        .map(|head| visit.words(&format!("operator-head-{head}")));
    Ok(csv::file(&format!("organisations-{}", visit.now.day()), &heads, lines))
}

pub(super) async fn add_form(visit: Visit, _operator: Operator) -> Answer {
    visit.plain(ADD, within(&visit, add_context(&visit)))
}

fn add_context(visit: &Visit) -> Json {
    json!({ "title": visit.words("operator-add-title"), "hours": HOURS })
}

pub(super) async fn add(visit: Visit, _operator: Operator, body: Body) -> Answer {
    let fields = body.fields().await?;
    let again =
        |errors: &FormErrors| visit.plain_again(ADD, within(&visit, add_context(&visit)), &fields, errors);
    let (founding, email) = match form::organisation(&fields) {
        Ok(read) => read,
        Err(errors) => return again(&errors),
    };
    let (now, by, post) = (visit.now, account(&visit), visit.app.post.clone());
    let (inviter, done) = (visit.words("operator-inviter"), visit.promised("operator-made").await?);
    let make = move |system: &mut System<'_>| {
        operator::create_and_invite(system, now, (&founding, &email), (&post, &inviter), by)
    };
    match visit.app.work(move |database| database.write_system(make)).await {
        Ok(id) => Ok(see_other(&format!("{LIST}/{id}?done={done}"))),
        Err(OperatorError::Organisation(OrganisationError::SlugTaken)) => {
            again(&FormErrors::one("slug", "operator-error-slug-taken"))
        }
        Err(fault) => Err(fault.into()),
    }
}

/// What the page of an organisation shows: numbers as they are now, and what operators did.
struct Sheet {
    row: Row,
    size: Size,
    events: Vec<Told>,
    /// Nobody has joined: the address of the owner may be put right.
    waits: bool,
    readdressed: Vec<readdressing::Told>,
}

async fn load(visit: &Visit, id: &str) -> Result<Sheet, Error> {
    let id = OrganisationId::parse(id).ok_or(Error::NotFound)?;
    let look = move |system: &mut System<'_>| {
        let row = store::one(system, id)?.ok_or(OperatorError::NotFound)?;
        let events = store::events(system, id)?;
        let mut tenant = system.enter(&Command::on(id).by_operator()).map_err(DbError::from)?;
        let waits = readdressing::may_readdress(&mut tenant, row.standing)?;
        let readdressed = readdressing::told(&mut tenant)?;
        Ok::<_, OperatorError>(Sheet { row, size: sizes::count(&mut tenant)?, events, waits, readdressed })
    };
    Ok(visit.app.look(move |database| database.read_system(look)).await?)
}

pub(super) async fn show(visit: Visit, _operator: Operator, id: Path<String>) -> Answer {
    let sheet = load(&visit, &id).await?;
    visit.plain(SHOW, within(&visit, context(&visit, &sheet)))
}

/// What operators did, the newest first.
fn told(visit: &Visit, sheet: &Sheet) -> Vec<Json> {
    let machine = || visit.words("operator-by-machine");
    let line = |title: &str, reason: &str, at: &Moment, by: String| {
        (*at, json!({ "title": visit.words(title), "reason": reason, "at": at, "by": by }))
    };
    let deeds = sheet
        .events
        .iter()
        .map(|(deed, reason, at, by)| line(deed_key(*deed), reason, at, by.clone().unwrap_or_else(machine)));
    let addresses = sheet.readdressed.iter().map(|(at, reason, by_machine)| {
        let by = if *by_machine { machine() } else { visit.words("operator-viewer") };
        line("operator-deed-readdressed", reason, at, by)
    });
    let mut all: Vec<(Moment, Json)> = addresses.chain(deeds).collect();
    all.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    all.into_iter().map(|(_, line)| line).collect()
}

fn context(visit: &Visit, sheet: &Sheet) -> Json {
    let Sheet { row, size, .. } = sheet;
    let (deed, action) = match row.standing {
        Standing::Active => (Some("suspend"), format!("{LIST}/{}/suspend", row.id)),
        Standing::Suspended => (Some("resume"), format!("{LIST}/{}/resume", row.id)),
        Standing::Closed => (None, String::new()),
    };
    json!({
        "title": if size.name.is_empty() { row.title() } else { size.name.clone() },
        "id": row.id,
        "slug": row.slug,
        "state": visit.words(standing_key(row.standing)),
        "tag": standing_tag(row.standing),
        "created_at": row.created_at,
        "people": size.people,
        "policies": size.policies,
        "storage": usage::size(&visit.app.messages, visit.language, size.storage_bytes),
        "quotas": format!("{LIST}/{}/quotas", row.id),
        "support_href": format!("{LIST}/{}/support", row.id),
        "waiting": size.mail_waiting,
        "failed": size.mail_failed,
        "signed_in_at": size.signed_in_at,
        "deed": deed,
        "action": action,
        "owner_action": sheet.waits.then(|| format!("{LIST}/{}/owner", row.id)),
        "hours": HOURS,
        "events": told(visit, sheet),
    })
}

pub(super) async fn suspend(visit: Visit, _operator: Operator, id: Path<String>, body: Body) -> Answer {
    change(&visit, &id, body, Standing::Suspended).await
}

pub(super) async fn resume(visit: Visit, _operator: Operator, id: Path<String>, body: Body) -> Answer {
    change(&visit, &id, body, Standing::Active).await
}

async fn change(visit: &Visit, id: &str, body: Body, to: Standing) -> Answer {
    let sheet = load(visit, id).await?;
    let fields: Fields = body.fields().await?;
    let reason = match form::reason(&fields) {
        Ok(reason) => reason,
        Err(errors) => {
            return visit.plain_again(SHOW, within(visit, context(visit, &sheet)), &fields, &errors);
        }
    };
    let (now, by, organisation) = (visit.now, account(visit), sheet.row.id);
    let post = visit.app.post.clone();
    let write = move |system: &mut System<'_>| match to {
        Standing::Suspended => operator::suspend(system, now, organisation, (&reason, &post), by),
        _ => operator::resume(system, now, organisation, (&reason, &post), by),
    };
    visit.app.work(move |database| database.write_system(write)).await?;
    let done = if to == Standing::Suspended { "operator-suspended" } else { "operator-resumed" };
    Ok(see_other(&format!("{LIST}/{organisation}?done={done}")))
}

pub(super) async fn readdress(visit: Visit, _operator: Operator, id: Path<String>, body: Body) -> Answer {
    let sheet = load(&visit, &id).await?;
    let fields = body.fields().await?;
    let (email, reason) = match form::owner(&fields) {
        Ok(read) => read,
        Err(errors) => {
            return visit.plain_again(SHOW, within(&visit, context(&visit, &sheet)), &fields, &errors);
        }
    };
    let (now, organisation, post) = (visit.now, sheet.row.id, visit.app.post.clone());
    let (inviter, done) = (visit.words("operator-inviter"), visit.promised("operator-readdressed").await?);
    let write = move |system: &mut System<'_>| {
        readdressing::readdress_and_mail(system, now, organisation, (&email, &reason), (&post, &inviter))
    };
    visit.app.work(move |database| database.write_system(write)).await?;
    Ok(see_other(&format!("{LIST}/{organisation}?done={done}")))
}

fn line(visit: &Visit, row: &Row) -> Json {
    json!({
        "name": row.title(),
        "href": format!("{LIST}/{}", row.id),
        "slug": row.slug,
        "state": visit.words(standing_key(row.standing)),
        "tag": standing_tag(row.standing),
        "people": row.people,
        "policies": row.policies,
        "failed": row.mail_failed,
        "signed_in_at": row.signed_in_at,
    })
}

const fn standing_key(standing: Standing) -> &'static str {
    match standing {
        Standing::Active => "operator-state-active",
        Standing::Suspended => "operator-state-suspended",
        Standing::Closed => "operator-state-closed",
    }
}

const fn standing_tag(standing: Standing) -> &'static str {
    match standing {
        Standing::Active => "ok",
        Standing::Suspended => "due",
        Standing::Closed => "none",
    }
}

const fn deed_key(deed: Deed) -> &'static str {
    match deed {
        Deed::Made => "operator-deed-made",
        Deed::Suspended => "operator-deed-suspended",
        Deed::Resumed => "operator-deed-resumed",
    }
}
