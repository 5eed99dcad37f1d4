//! The pages of complaints: for everybody, and for the office.

use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, web};
use serde_json::{Value as Json, json};

use super::{Complaint, NewComplaint, Opened, all, enter, form, open, receive, reference};
use crate::access::guesses::{self, Guess};
use crate::access::{Action, Complainant, Member, Role, complainant, is_paused};
use crate::clock::Moment;
use crate::db::ids::DataComplaintId;
use crate::db::{Database, Entry, Error as DbError, Tenant};
use crate::mail::Post;
use crate::rights::choosing::RUNNERS;
use crate::rights::{RightsError, State, Way};
use crate::telemetry::security::Event;
use crate::web::{Answer, Body, Door, Error, FormErrors, Route, Sensitivity, Visit, csv, dates, see_other};

/// The URLs of this slice.
pub const ROUTES: &[Route] = &[
    Route::get("/data-complaint/{slug}", Door::Public, || web::to(public_form)),
    Route::post("/data-complaint/{slug}", Door::Public, || web::to(complain)),
    Route::get("/data-complaint/{slug}/received", Door::Public, || web::to(received)),
    Route::get("/o/{slug}/rights/complaints", RUN, || web::to(list)).with(Sensitivity::Sensitive),
    Route::get("/o/{slug}/rights/complaints.csv", RUN, || web::to(spreadsheet))
        .heavy()
        .with(Sensitivity::Fresh),
    Route::get("/o/{slug}/rights/complaints/new", RECORD, || web::to(new_form)),
    Route::post("/o/{slug}/rights/complaints/new", RECORD, || web::to(record)),
    Route::get("/o/{slug}/rights/complaints/{complaint}", RUN, || web::to(show)).with(Sensitivity::Sensitive),
    Route::post("/o/{slug}/rights/complaints/{complaint}", RUN, || web::to(change))
        .with(Sensitivity::Sensitive),
];

const RUN: Door = Door::Member(Action::RunRights);
const RECORD: Door = Door::Member(Action::RecordRights);
const PUBLIC: &str = "rights/complain.html";
const FORM: &str = "rights/complaint_new.html";
const PAGE: &str = "rights/complaint.html";

type One = web::Path<String>;
type Two = web::Path<(String, String)>;

/// Who came to the form of an organisation, or what they are shown while it is suspended: the address stands in
/// privacy notices.
async fn door(visit: &Visit, slug: &str) -> Result<Result<Complainant, HttpResponse>, Error> {
    let slug = slug.to_lowercase();
    let look = move |database: &Database| {
        Ok::<_, DbError>((complainant(database, &slug)?, is_paused(database, &slug)?))
    };
    match visit.app.look(look).await? {
        (Some(by), _) => Ok(Ok(by)),
        (None, false) => Err(Error::NotFound),
        (None, true) => {
            let title = visit.words("errors-suspended-title");
            let mut paused = visit.plain("rights/complain_paused.html", json!({ "title": title }))?;
            *paused.status_mut() = StatusCode::FORBIDDEN;
            Ok(Err(paused))
        }
    }
}

fn public_context(visit: &Visit, by: &Complainant, slug: &str) -> Json {
    json!({
        "title": visit.words("rights-complain-title"),
        "name": by.organisation_name(),
        "action": format!("/data-complaint/{slug}"),
        "about": about(visit),
    })
}

/// The roles that a complaint may be about.
fn about(visit: &Visit) -> Vec<Json> {
    let option = |role: &Role| json!({ "value": role, "label": visit.words(&about_key(*role)) });
    RUNNERS.iter().map(option).collect()
}

fn about_key(role: Role) -> String {
    format!("rights-complaint-about-{}", role.as_str().replace('_', "-"))
}

/// What is wrong with a complaint about everybody who could answer it.
fn all_named(fault: RightsError) -> Result<FormErrors, Error> {
    match fault {
        RightsError::Nobody => Ok(FormErrors::one("about", "rights-error-all-named")),
        other => Err(other.into()),
    }
}

async fn public_form(visit: Visit, path: One) -> Answer {
    let by = match door(&visit, &path).await? {
        Ok(by) => by,
        Err(paused) => return Ok(paused),
    };
    visit.plain(PUBLIC, public_context(&visit, &by, &path))
}

/// How much one network sends, and how much all of them do. The first is refused; the second ends the mails alone:
/// nobody far away shuts the form for everybody.
fn limits(visit: &Visit, by: &Complainant) -> (Guess, Guess) {
    let (keyring, at) = (visit.app.database.keyring(), by.organisation().to_string());
    (
        Guess::new(keyring, "data complaint", &at, visit.from),
        Guess::by_everybody(keyring, "data complaint", &at),
    )
}

/// What became of a complaint that was sent.
enum Sent {
    /// It is kept, and a mail says so.
    Told,
    /// It is kept, and no mail says so.
    Untold(DataComplaintId),
    /// Too many came from there; the seconds to wait.
    TooMany(i64),
    /// What is wrong with it.
    Wrong(FormErrors),
}

fn take(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    new: &NewComplaint,
    (own, all): (Guess, Guess),
) -> Result<Sent, Error> {
    if let Err(seconds) = guesses::take(&mut tenant.system(), now, &[own])?.map(drop) {
        return Ok(Sent::TooMany(seconds));
    }
    let by_mail = guesses::take(&mut tenant.system(), now, &[all])?.map(drop).is_ok();
    // A complaint that nobody here can answer counts as a try, and changes nothing else.
    match receive(tenant, now, post, new, by_mail) {
        Ok((_, true)) => Ok(Sent::Told),
        Ok((id, false)) => Ok(Sent::Untold(id)),
        Err(fault) => all_named(fault).map(Sent::Wrong),
    }
}

/// The page of who sent too many: there are other ways to complain.
fn too_many(visit: &Visit, seconds: i64) -> Answer {
    visit.note(Event::OverLimit, None);
    let context = json!({
        "title": visit.words("errors-too_many-title"),
        "minutes": seconds.div_euclid(60) + 1,
    });
    let mut page = visit.plain("rights/complain_later.html", context)?;
    *page.status_mut() = StatusCode::TOO_MANY_REQUESTS;
    page.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from(seconds));
    Ok(page)
}

async fn complain(visit: Visit, path: One, body: Body) -> Answer {
    let by = match door(&visit, &path).await? {
        Ok(by) => by,
        Err(paused) => return Ok(paused),
    };
    let fields = body.fields().await?;
    let new = match form::public(&fields, visit.now.day(), visit.language) {
        Ok(new) => new,
        Err(errors) => {
            return visit.plain_again(PUBLIC, public_context(&visit, &by, &path), &fields, &errors);
        }
    };
    let (now, post, limits) = (visit.now, visit.app.post.clone(), limits(&visit, &by));
    let kept = move |tenant: &mut Tenant<'_>| take(tenant, now, &post, &new, limits);
    let received = format!("/data-complaint/{}/received", path.as_str());
    match visit.app.write(&by, kept).await? {
        Sent::Told => Ok(see_other(&received)),
        Sent::Untold(id) => Ok(see_other(&format!("{received}?reference={}", reference(id)))),
        Sent::TooMany(seconds) => too_many(&visit, seconds),
        Sent::Wrong(errors) => {
            visit.plain_again(PUBLIC, public_context(&visit, &by, &path), &fields, &errors)
        }
    }
}

/// Whether a text could be one of our references: what stands in an address is shown as nothing else.
fn is_reference(text: &str) -> bool {
    let sign = |sign: char| sign == '-' || sign.is_ascii_digit() || ('A'..='F').contains(&sign);
    text.len() == 12 && text.strip_prefix("DC-").is_some_and(|rest| rest.chars().all(sign))
}

async fn received(visit: Visit, path: One) -> Answer {
    let by = match door(&visit, &path).await? {
        Ok(by) => by,
        Err(paused) => return Ok(paused),
    };
    let context = json!({
        "title": visit.words("rights-complain-received"),
        "name": by.organisation_name(),
        "held": visit.mail_is_held().await?,
        "reference": Some(visit.query.text("reference")).filter(|text| is_reference(text)),
    });
    visit.plain("rights/complain_received.html", context)
}

fn tag(complaint: &Complaint, today: crate::clock::Day) -> (&'static str, &'static str) {
    match complaint.state {
        State::Answered => ("ok", "rights-complaint-answered"),
        State::Open if complaint.acknowledged_on.is_some() => ("info", "rights-complaint-acknowledged"),
        State::Open if complaint.acknowledge_by() < today => ("late", "rights-complaint-late"),
        State::Open => ("due", "rights-complaint-waits"),
    }
}

fn row(visit: &Visit, member: &Member, one: &Opened) -> Json {
    let (kind, key) = tag(&one.complaint, visit.now.day());
    json!({
        "name": one.said.name,
        "href": member.path(&format!("rights/complaints/{}", one.complaint.id)),
        "received": one.complaint.received_on,
        "way": visit.words(&way_key(one.complaint.way)),
        "kind": kind,
        "state": visit.words(key),
        "by": one.complaint.acknowledge_by(),
        "acknowledged": one.complaint.acknowledged_on,
        "answered": one.complaint.answered_on,
    })
}

fn way_key(way: Way) -> String {
    format!("rights-way-{}", way.as_str().replace('_', "-"))
}

async fn everything(visit: &Visit, member: &Member) -> Result<Vec<Opened>, Error> {
    let reader = member.person();
    visit.app.read(member, move |tenant| all(tenant, reader).map_err(Error::from)).await
}

async fn list(visit: Visit, member: Member) -> Answer {
    let found = everything(&visit, &member).await?;
    let address = visit.app.settings.link(&format!("/data-complaint/{}", member.slug()));
    let context = json!({
        "title": visit.words("rights-complaints-title"),
        "back": member.path("rights"),
        "rows": found.iter().map(|one| row(&visit, &member, one)).collect::<Vec<_>>(),
        "new": member.path("rights/complaints/new"),
        "csv": member.path("rights/complaints.csv"),
        "address": address,
    });
    visit.page(&member, "rights/complaints.html", context)
}

async fn spreadsheet(visit: Visit, member: Member) -> Answer {
    let found = everything(&visit, &member).await?;
    let day = |day: Option<crate::clock::Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let rows = found.iter().map(|one| {
        vec![
            day(Some(one.complaint.received_on)),
            visit.words(&way_key(one.complaint.way)),
            one.said.name.clone(),
            one.said.words.clone(),
            day(Some(one.complaint.acknowledge_by())),
            day(one.complaint.acknowledged_on),
            day(one.complaint.answered_on),
            one.outcome.clone().unwrap_or_default(),
        ]
    });
    let heads = ["received", "way", "name", "words", "by", "acknowledged", "answered", "outcome"]
        .map(|head| visit.words(&format!("rights-csv-{head}")));
    Ok(csv::file(&format!("data-complaints-{}", visit.now.day()), &heads, rows))
}

fn new_context(visit: &Visit, member: &Member) -> Json {
    let ways = Way::ALL.iter().filter(|way| **way != Way::Online);
    let ways: Vec<Json> =
        ways.map(|way| json!({ "value": way, "label": visit.words(&way_key(*way)) })).collect();
    json!({
        "title": visit.words("rights-complaint-new"),
        "back": member.path("rights"),
        "action": visit.address,
        "ways": ways,
        "today": dates::boxes(visit.now.day()),
        "language": visit.language.code(),
        "about": about(visit),
    })
}

async fn new_form(visit: Visit, member: Member) -> Answer {
    std::future::ready(visit.page(&member, FORM, new_context(&visit, &member))).await
}

async fn record(visit: Visit, member: Member, body: Body) -> Answer {
    let fields = body.fields().await?;
    let new = match form::staff(&fields, visit.now.day(), visit.language) {
        Ok(new) => new,
        Err(errors) => {
            return visit.page_again(&member, FORM, new_context(&visit, &member), &fields, &errors);
        }
    };
    let (now, post) = (visit.now, visit.app.post.clone());
    let kept = visit.app.write(&member, move |tenant| receive(tenant, now, &post, &new, true)).await;
    if let Err(fault) = kept {
        let errors = all_named(fault)?;
        return visit.page_again(&member, FORM, new_context(&visit, &member), &fields, &errors);
    }
    let to = if member.may(Action::RunRights) { "rights/complaints" } else { "rights" };
    Ok(see_other(&member.path(&format!("{to}?done=rights-complaint-recorded"))))
}

async fn found(visit: &Visit, member: &Member, text: &str) -> Result<Opened, Error> {
    let id = DataComplaintId::parse(text).ok_or(Error::NotFound)?;
    let reader = member.person();
    visit.app.read(member, move |tenant| open(tenant, reader, id).map_err(Error::from)).await
}

fn page_context(visit: &Visit, member: &Member, one: &Opened) -> Json {
    json!({
        "title": visit.words("rights-complaint-title"),
        "back": member.path("rights/complaints"),
        "action": visit.path,
        "row": row(visit, member, one),
        "reference": reference(one.complaint.id),
        "email": one.said.email,
        "contact": one.said.contact,
        "words": one.said.words,
        "outcome": one.outcome,
        "about": one.said.about.iter().map(|role| visit.words(&about_key(*role))).collect::<Vec<_>>(),
        "today": dates::boxes(visit.now.day()),
        "is_open": one.complaint.state == State::Open,
    })
}

async fn show(visit: Visit, member: Member, path: Two) -> Answer {
    let one = found(&visit, &member, &path.1).await?;
    visit.page(&member, PAGE, page_context(&visit, &member, &one))
}

async fn change(visit: Visit, member: Member, path: Two, body: Body) -> Answer {
    let one = found(&visit, &member, &path.1).await?;
    let fields = body.fields().await?;
    let again = |errors: &FormErrors| {
        visit.page_again(&member, PAGE, page_context(&visit, &member, &one), &fields, errors)
    };
    let entered = match form::entered(&fields, visit.now.day()) {
        Ok(entered) => entered,
        Err(errors) => return again(&errors),
    };
    let (now, id) = (visit.now, one.complaint.id);
    let field = if matches!(entered, super::Entered::Acknowledged(_)) { "acknowledged" } else { "answered" };
    match visit.app.write(&member, move |tenant| enter(tenant, now, id, &entered)).await {
        Ok(()) => Ok(see_other(&member.path(&format!("rights/complaints/{id}?done=rights-saved")))),
        Err(RightsError::Refused(key)) if key == "rights-error-day" => again(&FormErrors::one(field, key)),
        Err(fault) => Err(fault.into()),
    }
}
