//! `/operator/quotas`, and the same of one organisation: how much organisations may have.

use actix_web::web::Path;
use serde_json::{Value as Json, json};

use super::{account, within};
use crate::access::Command;
use crate::db::ids::OrganisationId;
use crate::db::{Error as DbError, System};
use crate::operator::store::{self, Row};
use crate::operator::{OperatorError, form, quotas as operations};
use crate::organisations::usage::{self, MEGABYTE, Use};
use crate::quotas::{self, Amounts, History, Kind, Level};
use crate::web::{Answer, Body, Error, Operator, Visit, see_other};

const PAGE: &str = "operator/quotas.html";
const ALL: &str = "/operator/quotas";

/// What the page of one organisation stands on.
struct Own {
    row: Row,
    uses: [Use; 3],
    own: Vec<(Kind, i64)>,
}

/// What the form shows of a kind: megabytes where bytes are kept.
const fn shown(kind: Kind, amount: i64) -> i64 {
    match kind {
        Kind::Storage => amount.div_euclid(MEGABYTE),
        Kind::People | Kind::Mails => amount,
    }
}

fn told(visit: &Visit, changes: Vec<History>) -> Vec<Json> {
    let line = |(kind, amount, reason, at, by): History| {
        let amount = amount.map_or_else(
            || visit.words("quota-as-others"),
            |amount| match kind {
                Kind::Storage => usage::size(&visit.app.messages, visit.language, amount),
                Kind::People | Kind::Mails => amount.to_string(),
            },
        );
        let title = format!("{}: {amount}", visit.words(&format!("quota-{}", kind.as_str())));
        let by = by.unwrap_or_else(|| visit.words("operator-by-machine"));
        json!({ "title": title, "reason": reason, "at": at, "by": by })
    };
    changes.into_iter().map(line).collect()
}

fn fields(visit: &Visit, value: impl Fn(Kind) -> Option<i64>, defaults: Option<&Amounts>) -> Vec<Json> {
    let field = |kind: &Kind| {
        let hint = defaults.map(|amounts| {
            let values = crate::messages::args([("amount", shown(*kind, amounts.of(*kind)))]);
            visit.app.messages.format(visit.language, "quota-empty", &values)
        });
        json!({
            "name": kind.as_str(),
            "label": visit.words(&format!("quota-{}", kind.as_str())),
            "hint": hint,
            "value": value(*kind).map(|amount| shown(*kind, amount).to_string()).unwrap_or_default(),
        })
    };
    Kind::ALL.iter().map(field).collect()
}

async fn defaults(visit: &Visit) -> Result<Json, Error> {
    let look = |system: &mut System<'_>| {
        Ok::<_, DbError>((quotas::amounts(system, None)?, quotas::changes(system, None)?))
    };
    let (amounts, changes) = visit.app.look(move |database| database.read_system(look)).await?;
    Ok(json!({
        "title": visit.words("quota-title"),
        "lede": visit.words("quota-lede"),
        "action": ALL,
        "back": false,
        "uses": [],
        "fields": fields(visit, |kind| Some(amounts.of(kind)), None),
        "changes": told(visit, changes),
    }))
}

pub(super) async fn show(visit: Visit, _operator: Operator) -> Answer {
    let context = defaults(&visit).await?;
    visit.plain(PAGE, within(&visit, context))
}

pub(super) async fn save(visit: Visit, _operator: Operator, body: Body) -> Answer {
    let sent = body.fields().await?;
    let (amounts, reason) = match form::quotas(&sent, false) {
        Ok(read) => read,
        Err(errors) => {
            let context = defaults(&visit).await?;
            return visit.plain_again(PAGE, within(&visit, context), &sent, &errors);
        }
    };
    let (now, by) = (visit.now, account(&visit));
    let wanted: Vec<(Kind, i64)> =
        amounts.into_iter().filter_map(|(kind, amount)| amount.map(|amount| (kind, amount))).collect();
    let write = move |system: &mut System<'_>| operations::change_defaults(system, now, &wanted, &reason, by);
    visit.app.work(move |database| database.write_system(write)).await?;
    Ok(see_other(&format!("{ALL}?done=quota-saved")))
}

async fn load(visit: &Visit, id: &str) -> Result<(Own, Amounts, Vec<History>), Error> {
    let id = OrganisationId::parse(id).ok_or(Error::NotFound)?;
    let today = visit.now.day();
    let look = move |system: &mut System<'_>| {
        let row = store::one(system, id)?.ok_or(OperatorError::NotFound)?;
        let (own, defaults) = (quotas::own(system, id)?, quotas::amounts(system, None)?);
        let changes = quotas::changes(system, Some(id))?;
        let mut tenant = system.enter(&Command::on(id).by_operator()).map_err(DbError::from)?;
        let uses = usage::all(&mut tenant, today)?;
        Ok::<_, OperatorError>((Own { row, uses, own }, defaults, changes))
    };
    Ok(visit.app.look(move |database| database.read_system(look)).await?)
}

fn address(id: OrganisationId) -> String {
    format!("/operator/organisations/{id}/quotas")
}

fn context(visit: &Visit, (own, defaults, changes): (Own, Amounts, Vec<History>)) -> Json {
    let kept = |kind| own.own.iter().find(|(other, _)| *other == kind).map(|(_, amount)| *amount);
    let one = |one: &Use| {
        let words = one.in_words(&visit.app.messages, visit.language);
        json!({ "text": words, "done": one.used, "total": one.amount, "near": one.level() >= Level::Near })
    };
    json!({
        "title": visit.words("quota-title"),
        "lede": visit.words("quota-own-lede"),
        "caption": own.row.title(),
        "action": address(own.row.id),
        "back": format!("/operator/organisations/{}", own.row.id),
        "uses": own.uses.iter().map(one).collect::<Vec<_>>(),
        "fields": fields(visit, kept, Some(&defaults)),
        "changes": told(visit, changes),
    })
}

pub(super) async fn show_own(visit: Visit, _operator: Operator, id: Path<String>) -> Answer {
    let found = load(&visit, &id).await?;
    visit.plain(PAGE, within(&visit, context(&visit, found)))
}

pub(super) async fn save_own(visit: Visit, _operator: Operator, id: Path<String>, body: Body) -> Answer {
    let found = load(&visit, &id).await?;
    let sent = body.fields().await?;
    let (amounts, reason) = match form::quotas(&sent, true) {
        Ok(read) => read,
        Err(errors) => {
            let context = context(&visit, found);
            return visit.plain_again(PAGE, within(&visit, context), &sent, &errors);
        }
    };
    let (now, by, organisation) = (visit.now, account(&visit), found.0.row.id);
    let write =
        move |system: &mut System<'_>| operations::change(system, now, organisation, &amounts, &reason, by);
    visit.app.work(move |database| database.write_system(write)).await?;
    Ok(see_other(&format!("{}?done=quota-saved", address(organisation))))
}
