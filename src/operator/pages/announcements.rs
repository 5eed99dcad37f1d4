//! `/operator/announcements`: messages to the members of all or some organisations.

use actix_web::web::Path;
use serde_json::{Value as Json, json};

use super::{account, counted, within};
use crate::clock::Day;
use crate::db::ids::AnnouncementId;
use crate::db::{Error as DbError, System};
use crate::operator::announcements::{self, Level, Message, Phase};
use crate::operator::store::{self, Row};
use crate::operator::{Standing, form, sizes};
use crate::telemetry::security::Event;
use crate::web::{Answer, Body, Error, FormErrors, Operator, Visit, see_other};

const LIST: &str = "/operator/announcements";
const FORM: &str = "operator/announcement.html";

/// The messages, the latest first, and the organisations.
async fn load(visit: &Visit) -> Result<(Vec<Message>, Vec<Row>), Error> {
    let look =
        |system: &mut System<'_>| Ok::<_, DbError>((store::announcements(system)?, sizes::all(system)?));
    Ok(visit.app.look(move |database| database.read_system(look)).await?)
}

pub(super) async fn list(visit: Visit, _operator: Operator) -> Answer {
    let (mut messages, _) = load(&visit).await?;
    // What members don't read any more comes last: words that were changed are among it.
    messages.sort_by_key(|message| message.phase(visit.now.day()) == Phase::Over);
    let rows: Vec<Json> = messages.iter().map(|message| line(&visit, message)).collect();
    let context = json!({ "title": visit.words("operator-announcements-title"), "rows": rows });
    visit.plain("operator/announcements.html", within(&visit, context))
}

fn line(visit: &Visit, message: &Message) -> Json {
    let (details, phase) = (&message.details, message.phase(visit.now.day()));
    let (tag, key) = match phase {
        Phase::Coming => ("info", "operator-phase-coming"),
        Phase::Shown => ("ok", "operator-phase-shown"),
        Phase::Over => ("none", "operator-phase-over"),
    };
    let whom = details.organisations.as_ref().map_or_else(
        || visit.words("operator-audience-all"),
        |some| counted(visit, "operator-organisations-count", i64::try_from(some.len()).unwrap_or(i64::MAX)),
    );
    json!({
        "text": details.text,
        "level": visit.words(level_key(details.level)),
        "whom": whom,
        "from": details.from.to_string(),
        "until": details.until.to_string(),
        "at": message.written_at,
        "by": message.by.clone().unwrap_or_else(|| visit.words("operator-by-machine")),
        "tag": tag,
        "state": visit.words(key),
        "change": (phase != Phase::Over).then(|| format!("{LIST}/{}", message.id)),
        "end": (phase != Phase::Over).then(|| format!("{LIST}/{}#end", message.id)),
    })
}

const fn level_key(level: Level) -> &'static str {
    match level {
        Level::News => "operator-level-news",
        Level::Warning => "operator-level-warning",
    }
}

/// The form, empty or with a message that stands.
fn context(visit: &Visit, all: &[Row], message: Option<&Message>) -> Json {
    let today = visit.now.day();
    let details = message.map(|message| &message.details);
    let day = |day: Day| json!({ "day": day.of_month(), "month": day.month(), "year": day.year() });
    let levels: Vec<Json> = Level::ALL
        .iter()
        .map(|level| json!({ "value": level, "label": visit.words(level_key(*level)) }))
        .collect();
    let audiences = ["all", "some"]
        .map(|word| json!({ "value": word, "label": visit.words(&format!("operator-audience-{word}")) }));
    let ticked = details.and_then(|details| details.organisations.as_ref());
    let offered: Vec<Json> = all
        .iter()
        .filter(|row| row.standing != Standing::Closed)
        .map(|row| json!({ "value": row.id, "label": row.told_apart() }))
        .collect();
    json!({
        "title": visit.words(if message.is_some() { "operator-announce-change" } else { "operator-announce-add" }),
        "action": message.map_or_else(|| format!("{LIST}/add"), |message| format!("{LIST}/{}", message.id)),
        // What members lose is ended on the page that shows it whole, and not in passing on the list.
        "end": message
            .filter(|message| message.phase(today) != Phase::Over)
            .map(|message| format!("{LIST}/{}/end", message.id)),
        "text": details.map(|details| details.text.as_str()),
        "level": details.map_or(Level::News, |details| details.level),
        "levels": levels,
        "from": day(details.map_or(today, |details| details.from)),
        "until": day(details.map_or_else(|| today.plus_days(7), |details| details.until)),
        "audience": if ticked.is_some() { "some" } else { "all" },
        "audiences": audiences,
        "organisations": offered,
        "ticked": ticked,
    })
}

pub(super) async fn add_form(visit: Visit, _operator: Operator) -> Answer {
    let (_, all) = load(&visit).await?;
    visit.plain(FORM, within(&visit, context(&visit, &all, None)))
}

pub(super) async fn add(visit: Visit, _operator: Operator, body: Body) -> Answer {
    let (_, all) = load(&visit).await?;
    save(&visit, &all, None, body).await
}

pub(super) async fn change_form(visit: Visit, _operator: Operator, id: Path<String>) -> Answer {
    let (message, all) = standing(&visit, &id).await?;
    visit.plain(FORM, within(&visit, context(&visit, &all, Some(&message))))
}

pub(super) async fn change(visit: Visit, _operator: Operator, id: Path<String>, body: Body) -> Answer {
    let (message, all) = known(&visit, &id).await?;
    save(&visit, &all, Some(&message), body).await
}

/// The message of the address, ended or not.
async fn known(visit: &Visit, id: &str) -> Result<(Message, Vec<Row>), Error> {
    let id = AnnouncementId::parse(id).ok_or(Error::NotFound)?;
    let (messages, all) = load(visit).await?;
    let message = messages.into_iter().find(|message| message.id == id);
    Ok((message.ok_or(Error::NotFound)?, all))
}

/// The message of the address, while it can be changed.
async fn standing(visit: &Visit, id: &str) -> Result<(Message, Vec<Row>), Error> {
    let (message, all) = known(visit, id).await?;
    if message.ended_at.is_some() { Err(Error::NotFound) } else { Ok((message, all)) }
}

async fn save(visit: &Visit, all: &[Row], message: Option<&Message>, body: Body) -> Answer {
    let fields = body.fields().await?;
    let details = match form::announcement(&fields, &all.iter().map(|row| row.id).collect()) {
        Ok(details) => details,
        Err(errors) => {
            let context = within(visit, context(visit, all, message));
            return visit.plain_again(FORM, context, &fields, &errors);
        }
    };
    let (now, by, id) = (visit.now, account(visit), message.map(|message| message.id));
    let wanted = details.clone();
    let write = move |system: &mut System<'_>| match id {
        Some(id) => announcements::change(system, now, id, &details, by),
        None => announcements::announce(system, now, &details, by).map(|_id| true),
    };
    let saved: Result<bool, DbError> = visit.app.work(move |database| database.write_system(write)).await;
    if !saved? {
        let (messages, _) = load(visit).await?;
        if messages.iter().any(|one| one.ended_at.is_none() && one.details == wanted) {
            // The button was pressed twice.
            return Ok(see_other(&format!("{LIST}?done=operator-announced")));
        }
        // Somebody else changed or ended it meanwhile: what was typed may still be said, as a message of its own.
        let context = within(visit, context(visit, all, None));
        let errors = FormErrors::one("text", "operator-error-over");
        return visit.plain_again(FORM, context, &fields, &errors);
    }
    visit.note(Event::AnnouncementWritten, None);
    Ok(see_other(&format!("{LIST}?done=operator-announced")))
}

pub(super) async fn end(visit: Visit, _operator: Operator, id: Path<String>) -> Answer {
    let (message, _) = standing(&visit, &id).await?;
    let (now, by, id) = (visit.now, account(&visit), message.id);
    let write = move |system: &mut System<'_>| announcements::end(system, now, id, by);
    let ended: Result<bool, DbError> = visit.app.work(move |database| database.write_system(write)).await;
    if !ended? {
        return Err(Error::NotFound);
    }
    visit.note(Event::AnnouncementEnded, None);
    Ok(see_other(&format!("{LIST}?done=operator-ended")))
}
