//! `/operator/health`: how mail and daily work are.

use actix_web::web::{self, Path};
use serde_json::{Value as Json, json};

use super::state::{Health, health, minutes_since};
use super::store::{self, Told};
use super::{Figures, Filter, HealthError, Step, form};
use crate::backups;
use crate::backups::timing::Known;
use crate::clock::Moment;
use crate::db::ids::{MailId, OrganisationId};
use crate::db::{Database, Error as DbError, System};
use crate::mail::State;
use crate::mail::operators::{ACCOUNT, Posted};
use crate::messages::{Language, args};
use crate::operator::components;
use crate::operator::form::reason;
use crate::operator::pages::within;
use crate::operator::store::{self as organisations, Health as Work, Row};
use crate::outbox::answers;
use crate::web::listing::{PAGE_SIZE, Paging, address};
use crate::web::{
    Answer, Body, Door, Error, Fields, FormErrors, Operator, Route, Sensitivity, Visit, csv, see_other,
};

/// The URLs of this slice.
pub const ROUTES: &[Route] = &[
    Route::get(PAGE, Door::Operator, || web::to(show)).heavy(),
    Route::get("/operator/health.csv", Door::Operator, || web::to(spreadsheet)).heavy(),
    Route::post("/operator/health/test", Door::Operator, || web::to(test)),
    Route::post("/operator/health/{organisation}/{id}/again", Door::Operator, || web::to(again)),
    Route::get("/operator/health/{organisation}/{id}/stop", Door::Operator, || web::to(stop_form)),
    Route::post("/operator/health/{organisation}/{id}/stop", Door::Operator, || web::to(stop))
        .with(Sensitivity::Fresh),
];

const PAGE: &str = "/operator/health";
const TEMPLATE: &str = "health/page.html";
const STOP: &str = "health/stop.html";

impl From<HealthError> for Error {
    fn from(error: HealthError) -> Self {
        match error {
            HealthError::Database(fault) => fault.into(),
            HealthError::NotFound | HealthError::Unstoppable | HealthError::TooMany => Self::NotFound,
            HealthError::Mail(fault) => Self::Internal(fault),
        }
    }
}

/// What the page stands on.
struct Sheet {
    figures: Figures,
    rows: Vec<Row>,
    mails: Vec<Posted>,
    paging: Paging,
    runs: Vec<(String, Option<Moment>)>,
    work: Work,
    wrong: i64,
    steps: Vec<Told>,
    known: Known,
    /// Whether the scanner for files answers; nothing when there is none.
    scanner: Option<bool>,
    /// Bytes that are free, and all; nothing when the disk doesn't say.
    room: Option<(u64, u64)>,
}

async fn load(visit: &Visit) -> Result<Sheet, Error> {
    let (now, query) = (visit.now, visit.query.clone());
    let (data, kept) = (visit.app.settings.data_dir.clone(), visit.app.settings.backup_dir.clone());
    let filter = form::filter(&query, now);
    let scanner = visit.app.scanner.answers().await;
    let look = move |database: &Database| {
        let known = backups::known(database, &kept, now)?;
        let room = fs4::available_space(&data).ok().zip(fs4::total_space(&data).ok());
        database.read_system(move |system| {
            let rows = super::open_organisations(system)?;
            let total = usize::try_from(super::count(system, &rows, &filter)?).unwrap_or_default();
            let paging = Paging::of(&query, total);
            let mails = super::list(system, &rows, &filter, number(paging.offset() + PAGE_SIZE))?;
            Ok::<_, DbError>(Sheet {
                figures: super::figures(system, now)?,
                mails: paging.cut(mails),
                rows,
                paging,
                runs: store::last_runs(system)?,
                work: organisations::health(system, now)?,
                wrong: store::failed_sign_ins(system, now.plus_hours(-24))?,
                steps: store::steps(system)?,
                known,
                scanner,
                room,
            })
        })
    };
    Ok(visit.app.work(look).await?)
}

async fn show(visit: Visit, _operator: Operator) -> Answer {
    let sheet = load(&visit).await?;
    visit.plain(TEMPLATE, within(&visit, context(&visit, sheet)))
}

fn context(visit: &Visit, sheet: Sheet) -> Json {
    let (state, whose) = (visit.query.text("state"), visit.query.text("organisation"));
    let rows: Vec<Json> = sheet.mails.iter().map(|mail| line(visit, &sheet.rows, mail)).collect();
    let states: Vec<Json> = State::ALL
        .iter()
        .map(|state| json!({ "value": state, "label": visit.words(state_key(*state)) }))
        .collect();
    let mut organisations = vec![json!({ "value": form::ACCOUNTS, "label": visit.words("health-accounts") })];
    organisations.extend(sheet.rows.iter().map(|row| json!({ "value": row.id, "label": row.title() })));
    let link = |page: &str| address(PAGE, &[("state", state), ("organisation", whose), ("page", page)]);
    json!({
        "title": visit.words("health-title"),
        "mail": figures(visit, &sheet.figures),
        "rows": rows,
        "narrowed": !state.is_empty() || !whose.is_empty(),
        "typed": { "state": state, "organisation": whose },
        "states": states,
        "organisations": organisations,
        "csv": address("/operator/health.csv", &[("state", state), ("organisation", whose)]),
        "pages": sheet.paging.json(link),
        "may_test": visit.session.is_some(),
        "work": work(visit, &sheet),
        "steps": sheet.steps.iter().map(|step| told(visit, &sheet.rows, step)).collect::<Vec<_>>(),
    })
}

fn figures(visit: &Visit, figures: &Figures) -> Json {
    let (tag, state) = match health(visit.now, &figures.seen) {
        Health::Healthy => ("ok", "health-state-healthy"),
        Health::Slow => ("due", "health-state-slow"),
        Health::Stopped => ("late", "health-state-stopped"),
        Health::Failing => ("late", "health-state-failing"),
        Health::Held => ("late", "health-state-held"),
    };
    let oldest = figures.seen.oldest.map(|since| {
        let minutes = minutes_since(visit.now, since);
        match minutes {
            _ if since.is_ahead_of(visit.now) => visit.words("health-oldest-ahead"),
            ..120 => counted(visit, "health-oldest", minutes),
            _ => counted(visit, "health-oldest-hours", minutes.div_euclid(60)),
        }
    });
    json!({
        "tag": tag,
        "state": visit.words(state),
        "text": visit.words(&format!("{state}-text")),
        "waiting": figures.waiting,
        "oldest": oldest,
        "sent": figures.sent,
        "failed": figures.failed,
        "refused": figures.refused,
        "over_quota": (figures.over_quota > 0)
            .then(|| counted(visit, "health-over-quota", number(figures.over_quota))),
    })
}

fn work(visit: &Visit, sheet: &Sheet) -> Json {
    let runs: Vec<Json> = sheet
        .runs
        .iter()
        .map(|(name, at)| {
            let key = format!("health-job-{name}");
            let is_known = visit.app.messages.has(Language::English, &key);
            json!({ "name": visit.words(if is_known { &key } else { "health-job-other" }), "at": at })
        })
        .collect();
    let room = sheet.room.map(|(free, all)| {
        let percent = free.saturating_mul(100).checked_div(all).unwrap_or_default();
        let gigabytes = |bytes: u64| i64::try_from(bytes.div_euclid(1_000_000_000)).unwrap_or(i64::MAX);
        let values = args([
            ("free", gigabytes(free)),
            ("all", gigabytes(all)),
            ("percent", i64::try_from(percent).unwrap_or_default()),
        ]);
        let text = visit.app.messages.format(visit.language, "health-room", &values);
        json!({ "text": text, "short": percent < 10 })
    });
    json!({
        "runs": runs,
        "late": (sheet.work.late > 0).then(|| counted(visit, "operator-front-late", sheet.work.late)),
        "backup": sheet.known.newest_good,
        "room": room,
        "scanner": {
            "text": visit.words(match sheet.scanner {
                None => "health-scanner-none",
                Some(true) => "health-scanner-answers",
                Some(false) => "health-scanner-away",
            }),
            "away": sheet.scanner == Some(false),
        },
        "wrong": counted(visit, "health-wrong", sheet.wrong),
        "components": components::LOOKED,
        "components_old": components::looked_too_long_ago(visit.now.day()).is_some(),
    })
}

fn line(visit: &Visit, rows: &[Row], mail: &Posted) -> Json {
    let tag = match mail.state {
        State::Queued => "info",
        State::Sent => "ok",
        State::Failed => "late",
        State::Cancelled => "none",
    };
    let place = mail.organisation.map_or_else(|| form::ACCOUNTS.to_owned(), |id| id.to_string());
    let at = |rest: &str| format!("{PAGE}/{place}/{}/{rest}", mail.id);
    json!({
        "at": mail.created_at,
        "kind": kind(visit, mail),
        "organisation": title(visit, rows, mail.organisation),
        "address": answers::hidden(&mail.recipient),
        "tries": mail.tries,
        "answer": answer(visit, mail),
        "tag": tag,
        "state": visit.words(state_key(mail.state)),
        "again": super::may_go_again(visit.now, mail).then(|| at("again")),
        "stop": super::may_be_stopped(mail).then(|| at("stop")),
    })
}

fn title(visit: &Visit, rows: &[Row], id: Option<OrganisationId>) -> String {
    let Some(id) = id else { return visit.words("health-accounts") };
    rows.iter().find(|row| row.id == id).map(Row::title).unwrap_or_default()
}

fn kind(visit: &Visit, mail: &Posted) -> String {
    match mail.kind.as_deref() {
        None => visit.words("health-kind-notice"),
        Some(ACCOUNT) => visit.words("health-kind-account"),
        Some(kind) => visit.words(&format!("outbox-kind-{kind}")),
    }
}

fn answer(visit: &Visit, mail: &Posted) -> String {
    mail.last_answer.as_deref().map(|answer| visit.words(answers::message(answer))).unwrap_or_default()
}

const fn state_key(state: State) -> &'static str {
    match state {
        State::Queued => "outbox-state-queued",
        State::Sent => "health-state-sent",
        State::Failed => "outbox-state-failed",
        State::Cancelled => "health-state-cancelled",
    }
}

fn told(visit: &Visit, rows: &[Row], (step, whose, reason, at, by): &Told) -> Json {
    let key = match step {
        Step::Again => "health-step-again",
        Step::Stopped => "health-step-stopped",
        Step::Test => "health-step-test",
    };
    let title = format!("{}: {}", visit.words(key), title(visit, rows, *whose));
    let by = by.clone().unwrap_or_else(|| visit.words("operator-by-machine"));
    json!({ "title": title, "reason": reason, "at": at, "by": by })
}

async fn spreadsheet(visit: Visit, _operator: Operator) -> Answer {
    let filter: Filter = form::filter(&visit.query, visit.now);
    let look = move |database: &Database| {
        database.read_system(move |system| {
            let rows = super::open_organisations(system)?;
            let mails = super::list(system, &rows, &filter, i64::MAX)?;
            Ok::<_, DbError>((rows, mails))
        })
    };
    let (rows, mails) = visit.app.work(look).await?;
    let lines = mails.iter().map(|mail| {
        vec![
            mail.created_at.to_string(),
            kind(&visit, mail),
            title(&visit, &rows, mail.organisation),
            answers::hidden(&mail.recipient),
            visit.words(state_key(mail.state)),
            mail.tries.to_string(),
            answer(&visit, mail),
        ]
    });
    let heads = ["at", "kind", "organisation", "address", "state", "tries", "answer"]
        .map(|head| visit.words(&format!("health-head-{head}")));
    Ok(csv::file(&format!("mail-{}", visit.now.day()), &heads, lines))
}

/// The mail of an address.
fn at(path: &Path<(String, String)>) -> Result<super::At, Error> {
    let whose = form::whose(&path.0).ok_or(Error::NotFound)?;
    Ok((whose, MailId::parse(&path.1).ok_or(Error::NotFound)?))
}

async fn again(visit: Visit, _operator: Operator, path: Path<(String, String)>) -> Answer {
    let (at, now, by) = (at(&path)?, visit.now, account(&visit));
    let done = visit.promised("health-again").await?;
    let write = move |system: &mut System<'_>| super::try_again(system, now, at, by);
    visit.app.work(move |database| database.write_system(write)).await?;
    Ok(see_other(&format!("{PAGE}?done={done}")))
}

async fn stoppable(visit: &Visit, at: super::At) -> Result<Json, Error> {
    let look = move |system: &mut System<'_>| {
        Ok::<_, HealthError>((super::find(system, at)?, super::open_organisations(system)?))
    };
    let (mail, rows) = visit.app.look(move |database| database.read_system(look)).await?;
    let line = line(visit, &rows, &mail);
    let why = if mail.may_stop { "health-stop-gone" } else { "health-stop-never" };
    let why = (!super::may_be_stopped(&mail)).then(|| visit.words(why));
    Ok(json!({ "title": visit.words("health-stop-title"), "back": PAGE, "mail": line, "why": why }))
}

async fn stop_form(visit: Visit, _operator: Operator, path: Path<(String, String)>) -> Answer {
    let context = stoppable(&visit, at(&path)?).await?;
    visit.plain(STOP, within(&visit, context))
}

async fn stop(visit: Visit, _operator: Operator, path: Path<(String, String)>, body: Body) -> Answer {
    let at = at(&path)?;
    let context = stoppable(&visit, at).await?;
    let fields = body.fields().await?;
    let again =
        |errors: &FormErrors, context| visit.plain_again(STOP, within(&visit, context), &fields, errors);
    let (reason, organisation) = match (reason(&fields), at.0) {
        (Ok(reason), Some(organisation)) => (reason, organisation),
        (Err(errors), _) => return again(&errors, context),
        (Ok(_), None) => return again(&FormErrors::one("reason", "health-stop-never"), context),
    };
    let (now, by) = (visit.now, account(&visit));
    let write = move |system: &mut System<'_>| super::stop(system, now, (organisation, at.1), &reason, by);
    match visit.app.work(move |database| database.write_system(write)).await {
        Ok(()) => Ok(see_other(&format!("{PAGE}?done=health-stopped"))),
        Err(HealthError::Unstoppable) => {
            let context = stoppable(&visit, at).await?;
            again(&FormErrors::one("reason", "health-stop-too-late"), context)
        }
        Err(fault) => Err(fault.into()),
    }
}

async fn test(visit: Visit, _operator: Operator) -> Answer {
    let by = account(&visit).ok_or(Error::NotFound)?;
    let (now, language, post) = (visit.now, visit.language, visit.app.post.clone());
    let done = visit.promised("health-tested").await?;
    let write = move |system: &mut System<'_>| super::test(system, now, (by, language), &post);
    match visit.app.work(move |database| database.write_system(write)).await {
        Ok(()) => Ok(see_other(&format!("{PAGE}?done={done}"))),
        Err(HealthError::TooMany) => {
            let context = context(&visit, load(&visit).await?);
            let errors = FormErrors::one("test", "health-test-too-many");
            visit.plain_again(TEMPLATE, within(&visit, context), &Fields::default(), &errors)
        }
        Err(fault) => Err(fault.into()),
    }
}

fn account(visit: &Visit) -> Option<crate::db::ids::AccountId> {
    visit.session.map(|session| session.account)
}

fn counted(visit: &Visit, key: &str, count: i64) -> String {
    visit.app.messages.format(visit.language, key, &args([("count", count)]))
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
