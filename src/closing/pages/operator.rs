//! `/operator/organisations/{organisation}/closing`: asking, confirming where there is one owner alone, and the
//! destruction of keys.

use actix_web::web::Path;
use data_encoding::HEXLOWER;
use serde_json::{Value as Json, json};

use crate::access::Command;
use crate::accounts;
use crate::closing::handover::pages::guess;
use crate::closing::rules::Alone;
use crate::closing::shredding::{self, Tombstone};
use crate::closing::{self, Closing, ClosingError, Who, form, handover, store};
use crate::db::ids::OrganisationId;
use crate::db::{Error as DbError, System};
use crate::jobs::{self, NewTicket};
use crate::operator::pages::within;
use crate::organisations;
use crate::web::{Answer, Body, Error, Fields, FormErrors, Operator, Visit, see_other};

const PAGE: &str = "closing/operator.html";

struct Found {
    id: OrganisationId,
    name: String,
    closing: Option<Closing>,
    can_confirm: Option<Alone>,
    is_unjoined: bool,
    is_handed_over: bool,
    stone: Option<Tombstone>,
}

/// Who asks: their address, and their account.
async fn who(visit: &Visit) -> Result<Who, Error> {
    let Some(session) = visit.session else {
        return Ok(Who::Operator(visit.words("operator-by-machine"), None));
    };
    let account = session.account;
    let look = move |system: &mut System<'_>| accounts::store::email(system, account);
    let email: Result<_, DbError> = visit.app.look(move |database| database.read_system(look)).await;
    let name = email?.map_or_else(|| visit.words("operator-by-machine"), |email| email.as_str().to_owned());
    Ok(Who::Operator(name, Some(account)))
}

async fn found(visit: &Visit, id: &str, who: &Who) -> Result<Found, Error> {
    let id = OrganisationId::parse(id).ok_or(Error::NotFound)?;
    let who = who.clone();
    let look = move |system: &mut System<'_>| {
        let known = organisations::store::all(system)?.into_iter().any(|(known, ..)| known == id);
        if !known {
            return Ok(None);
        }
        let stone = store::tombstone(system, id)?;
        let mut tenant = system.enter(&Command::on(id).by_operator())?;
        let closing = store::current(&mut tenant)?;
        let can_confirm = match &closing {
            Some(one) => closing::can_confirm(&mut tenant, one, &who)?,
            None => None,
        };
        let is_unjoined = closing::is_unjoined(&mut tenant)?;
        let since = closing.as_ref().map(|one| one.asked_at);
        let is_handed_over = match since {
            Some(since) => handover::is_handed_over(&mut tenant, since)?,
            None => false,
        };
        let name = organisations::name(&mut tenant)?;
        Ok::<_, DbError>(Some(Found { id, name, closing, can_confirm, is_unjoined, is_handed_over, stone }))
    };
    let found = visit.app.look(move |database| database.read_system(look)).await?;
    found.ok_or(Error::NotFound)
}

fn address(id: OrganisationId) -> String {
    format!("/operator/organisations/{id}/closing")
}

fn context(visit: &Visit, found: &Found) -> Json {
    let closing = found.closing.as_ref().map(|one| {
        json!({
            "asked_at": one.asked_at,
            "confirmed_at": one.confirmed_at,
            "closes_on": one.closes_on,
            "closed_at": one.closed_at,
            "is_due": one.closes_on.is_some_and(|day| day <= visit.now.day()),
        })
    });
    let stone = found.stone.as_ref().map(|stone| {
        json!({
            "people": stone.people,
            "policies": stone.policies,
            "signatures": stone.signatures,
            "lines": stone.lines,
            "head": HEXLOWER.encode(&stone.head),
            "by": stone.instructed_by,
            "at": stone.instructed_at,
            "words": stone.instruction,
            "noted_by": stone.noted_by,
            "done_at": stone.done_at,
            "backups_until": stone.done_at.map(|at| shredding::backups_until(at.day())),
        })
    });
    let alone_from = match found.can_confirm {
        Some(Alone::Reason(from)) => Some(from),
        _ => None,
    };
    json!({
        "title": visit.words("closing-title"),
        "unjoined": found.is_unjoined,
        "alone_from": alone_from,
        "may_alone": alone_from.is_some_and(|from| from <= visit.now.day()),
        "name": found.name,
        "back": format!("/operator/organisations/{}", found.id),
        "action": address(found.id),
        "ask_to_look": format!("/operator/organisations/{}/support", found.id),
        "closing": closing,
        "can_confirm": found.can_confirm.is_some(),
        "handed_over": found.is_handed_over,
        "stone": stone,
        "months": shredding::BACKUP_MONTHS,
    })
}

pub(super) async fn show(visit: Visit, _operator: Operator, id: Path<String>) -> Answer {
    let found = found(&visit, &id, &who(&visit).await?).await?;
    visit.plain(PAGE, within(&visit, context(&visit, &found)))
}

fn again(visit: &Visit, found: &Found, fields: &Fields, errors: &FormErrors) -> Answer {
    visit.plain_again(PAGE, within(visit, context(visit, found)), fields, errors)
}

fn back(id: OrganisationId, done: &str) -> Answer {
    Ok(see_other(&format!("{}?done={done}", address(id))))
}

pub(super) async fn ask(visit: Visit, _operator: Operator, id: Path<String>, body: Body) -> Answer {
    let who = who(&visit).await?;
    let found = found(&visit, &id, &who).await?;
    let fields = body.fields().await?;
    let reason = match form::ask(&fields, &found.name) {
        Ok(reason) => reason,
        Err(errors) => return again(&visit, &found, &fields, &errors),
    };
    let (now, id, post) = (visit.now, found.id, visit.app.post.clone());
    let write = move |system: &mut System<'_>| {
        let mut tenant = system.enter_to_write(&Command::on(id).by_operator()).map_err(DbError::from)?;
        closing::ask(&mut tenant, now, &who, &reason, &post)
    };
    visit.app.work(move |database| database.write_system(write)).await?;
    back(id, "closing-asked")
}

pub(super) async fn confirm(visit: Visit, _operator: Operator, id: Path<String>, body: Body) -> Answer {
    let who = who(&visit).await?;
    let found = found(&visit, &id, &who).await?;
    let fields = body.fields().await?;
    let (now, id, post, alone) = (visit.now, found.id, visit.app.post.clone(), form::alone(&fields));
    let write = move |system: &mut System<'_>| {
        let mut tenant = system.enter_to_write(&Command::on(id).by_operator()).map_err(DbError::from)?;
        closing::confirm(&mut tenant, now, &who, alone.as_ref(), &post)
    };
    match visit.app.work(move |database| database.write_system(write)).await {
        Ok(_day) => back(id, "closing-confirmed"),
        Err(ClosingError::NoReason) => {
            again(&visit, &found, &fields, &FormErrors::one("alone", "closing-error-reason"))
        }
        Err(fault) => Err(fault.into()),
    }
}

/// Takes a closing back where nobody has joined who could.
pub(super) async fn undo(visit: Visit, _operator: Operator, id: Path<String>, body: Body) -> Answer {
    let who = who(&visit).await?;
    let id = found(&visit, &id, &who).await?.id;
    body.fields().await?;
    let (now, post) = (visit.now, visit.app.post.clone());
    let write = move |system: &mut System<'_>| {
        let mut tenant = system.enter_to_write(&Command::on(id).by_operator()).map_err(DbError::from)?;
        closing::undo(&mut tenant, now, &who, &post)
    };
    visit.app.work(move |database| database.write_system(write)).await?;
    back(id, "closing-undone")
}

/// Whoever received the records reads the words out that stand inside.
pub(super) async fn words(visit: Visit, _operator: Operator, id: Path<String>, body: Body) -> Answer {
    let found = found(&visit, &id, &who(&visit).await?).await?;
    let fields = body.fields().await?;
    let taken = visit.take_try(vec![guess(&visit, found.id)]).await?;
    let (now, id, typed) = (visit.now, found.id, fields.text("check").to_owned());
    let write = move |system: &mut System<'_>| {
        let mut tenant = system.enter_to_write(&Command::on(id).by_operator())?;
        handover::confirm_any(&mut tenant, now, &typed)
    };
    let fits: Result<_, DbError> = visit.app.work(move |database| database.write_system(write)).await;
    if fits? {
        visit.was_right(taken).await?;
        back(id, "handover-confirmed")
    } else {
        again(&visit, &found, &fields, &FormErrors::one("check", "handover-error-check"))
    }
}

pub(super) async fn reopen(visit: Visit, _operator: Operator, id: Path<String>, body: Body) -> Answer {
    let found = found(&visit, &id, &who(&visit).await?).await?;
    let fields = body.fields().await?;
    let reason = match form::reopen(&fields) {
        Ok(reason) => reason,
        Err(errors) => return again(&visit, &found, &fields, &errors),
    };
    let (now, id, post) = (visit.now, found.id, visit.app.post.clone());
    let write = move |system: &mut System<'_>| {
        let mut tenant = system.enter_to_write(&Command::on(id).by_operator()).map_err(DbError::from)?;
        closing::reopen(&mut tenant, now, &reason, &post)
    };
    visit.app.work(move |database| database.write_system(write)).await?;
    back(id, "closing-reopened")
}

pub(super) async fn destroy(visit: Visit, _operator: Operator, id: Path<String>, body: Body) -> Answer {
    let who = who(&visit).await?;
    let found = found(&visit, &id, &who).await?;
    let fields = body.fields().await?;
    let noted_by = who.operator().unwrap_or_default();
    let instruction = match form::instruction(&fields, &found.name, noted_by, visit.now) {
        Ok(instruction) => instruction,
        Err(errors) => return again(&visit, &found, &fields, &errors),
    };
    let (now, id) = (visit.now, found.id);
    let write = move |system: &mut System<'_>| {
        shredding::begin(system, now, id, &instruction)?;
        jobs::add(system, now, &NewTicket::of_installation(shredding::TICKET, id.any(), now))?;
        Ok::<_, shredding::Kept>(())
    };
    visit.app.work(move |database| database.write_system(write)).await?;
    back(id, "closing-keys")
}
