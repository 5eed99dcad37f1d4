//! One request: who has signed and who has not; stop, resend, withdraw.

use std::collections::BTreeMap;

use actix_web::web;
use serde_json::{Value, json};

use super::reading::{receipt_rows, with};
use crate::access::{Action, Member};
use crate::acknowledgements::{
    self, Acknowledgement, AcknowledgementError, Assignment, Link, Request, Standing, form as forms,
    standing, store,
};
use crate::db::Tenant;
use crate::db::ids::{AcknowledgementId, PersonId, RequestId};
use crate::people::{self, Person};
use crate::policies;
use crate::web::{Answer, Body, Error, Visit, csv, see_other};

type TwoParts = web::Path<(String, String)>;
type ThreeParts = web::Path<(String, String, String)>;

/// A request with everybody it went to, of the services that the member sees.
struct Followed {
    request: Request,
    replacement: Option<String>,
    duties: Vec<Assignment>,
    signed: Vec<Acknowledgement>,
    links: BTreeMap<PersonId, Link>,
    people: BTreeMap<PersonId, Person>,
}

async fn followed(visit: &Visit, member: &Member, id: &str) -> Result<Followed, Error> {
    let id = RequestId::parse(id).ok_or(Error::NotFound)?;
    let reach = member.reach(Action::SeeSigning);
    let mut found = visit.app.read(member, move |tenant| load(tenant, id)).await?;
    found.duties.retain(|duty| reach.holds_at(duty.service));
    if found.duties.is_empty() { Err(Error::NotFound) } else { Ok(found) }
}

fn load(tenant: &mut Tenant<'_>, id: RequestId) -> Result<Followed, AcknowledgementError> {
    let request = store::request(tenant, id)?.ok_or(AcknowledgementError::NotFound)?;
    let links = store::links_of_request(tenant, id)?;
    Ok(Followed {
        replacement: policies::replacement_of(tenant, request.policy)?,
        request,
        duties: store::assignments_of_request(tenant, id)?,
        signed: store::of_request(tenant, id)?,
        // The newest link of each person wins: they come oldest first.
        links: links.into_iter().map(|link| (link.person, link)).collect(),
        people: people::list(tenant)?.into_iter().map(|person| (person.id, person)).collect(),
    })
}

impl Followed {
    fn signature(&self, duty: &Assignment) -> Option<&Acknowledgement> {
        self.signed.iter().find(|row| row.assignment == duty.id)
    }

    fn path(&self, member: &Member, rest: &str) -> String {
        member.path(&format!("acknowledgements/{}{rest}", self.request.id))
    }

    /// The state of a person's link as a word for message keys.
    fn link_state(&self, duty: &Assignment, visit: &Visit) -> &'static str {
        let reachable = self.people.get(&duty.person).is_some_and(|person| person.email.is_some());
        match self.links.get(&duty.person).map(|link| standing(link, visit.now)) {
            Some(Standing::Live) => "live",
            Some(Standing::Expired) => "expired",
            Some(Standing::Stopped(because)) => because.as_str(),
            None if reachable => "none",
            None => "unreachable",
        }
    }

    /// A person who was asked, as the address names them.
    fn duty(&self, person: &str) -> Result<&Assignment, Error> {
        let person = PersonId::parse(person).ok_or(Error::NotFound)?;
        self.duties.iter().find(|duty| duty.person == person).ok_or(Error::NotFound)
    }
}

/// The request.
pub(super) async fn show(visit: Visit, member: Member, path: TwoParts) -> Answer {
    let followed = followed(&visit, &member, &path.1).await?;
    let request = &followed.request;
    let (signed, others): (Vec<_>, Vec<_>) =
        followed.duties.iter().partition(|duty| duty.acknowledged_at.is_some());
    // Of whom nothing is asked any more is neither in the total nor among those who are waited for.
    let (ended, waiting): (Vec<_>, Vec<_>) =
        others.into_iter().partition(|duty| duty.ended_because.is_some());
    let open = followed.duties.iter().filter(|duty| duty.is_open());
    let may_withdraw = request.withdrawn_at.is_none() && may_withdraw(&member, &followed);
    let sender = followed.people.get(&request.created_by).map(Person::name);
    let own = json!({
        "title": request.title,
        "request": {
            "code": request.code, "version": request.label, "due_on": request.due_on, "note": request.note,
            "sent_at": request.created_at, "by": sender, "state": request.state().as_str(),
            "withdrawn_at": request.withdrawn_at, "reason": request.withdrawn_reason,
        },
        "policy_withdrawn_at": request.policy_withdrawn_at,
        "replacement": followed.replacement,
        "asked": signed.len().saturating_add(waiting.len()),
        "done": signed.len(),
        "open": open.count(),
        "signed": signed.iter().map(|duty| signed_row(&visit, &member, &followed, duty)).collect::<Vec<_>>(),
        "waiting": waiting.iter().map(|duty| waiting_row(&visit, &member, &followed, duty)).collect::<Vec<_>>(),
        "ended": ended.iter().map(|duty| waiting_row(&visit, &member, &followed, duty)).collect::<Vec<_>>(),
        "withdraw": may_withdraw.then(|| followed.path(&member, "/withdraw")),
        "csv": followed.path(&member, "/people.csv"),
        "back": member.path("acknowledgements"),
    });
    visit.page(&member, "acknowledgements/show.html", own)
}

fn signed_row(visit: &Visit, member: &Member, followed: &Followed, duty: &Assignment) -> Value {
    let row = followed.signature(duty);
    json!({
        "name": row.map_or_else(|| duty.name(), |row| row.person_name.clone()),
        "service": duty.service_name,
        "signed_at": duty.acknowledged_at,
        "receipt": row.map(|row| &row.receipt),
        "href": row.map(|row| followed.path(member, &format!("/receipts/{}", row.id))),
        "method": row.map(|row| visit.words(&format!("sign-receipt-method-{}", row.method.word()))),
        "language": row.map(|row| visit.words(&format!("sign-receipt-language-{}", row.language.code()))),
    })
}

fn waiting_row(visit: &Visit, member: &Member, followed: &Followed, duty: &Assignment) -> Value {
    let state = followed.link_state(duty, visit);
    let email = followed.people.get(&duty.person).and_then(|person| person.email.as_ref());
    let may = duty.is_open() && member.may_at(Action::AskToSign, duty.service);
    let to = |act: &str| followed.path(member, &format!("/people/{}/{act}", duty.person));
    json!({
        "name": duty.name(),
        "service": duty.service_name,
        "email": email.map(crate::access::email::Email::masked),
        "link": state,
        "sent_at": followed.links.get(&duty.person).map(|link| link.created_at),
        "overdue": duty.days_overdue(visit.now.day()).max(0),
        "ended": duty.ended_because,
        "stop": (may && state == "live").then(|| to("stop")),
        "resend": (may && email.is_some()).then(|| to("resend")),
    })
}

/// Who signed and who didn't, as a file.
pub(super) async fn export(visit: Visit, member: Member, path: TwoParts) -> Answer {
    let followed = followed(&visit, &member, &path.1).await?;
    let keys = ["person", "service", "policy", "version", "due", "signed-at", "receipt", "link"];
    let heads = keys.map(|key| visit.words(&format!("acknowledgements-col-{key}")));
    let rows = followed.duties.iter().map(|duty| {
        let row = followed.signature(duty);
        let link = match (row, duty.ended_because) {
            (Some(_), _) => visit.words("sign-state-signed"),
            (None, Some(because)) => visit.words(&format!("acknowledgements-ended-{}", because.as_str())),
            (None, None) => {
                visit.words(&format!("acknowledgements-link-{}", followed.link_state(duty, &visit)))
            }
        };
        vec![
            duty.name(),
            duty.service_name.clone(),
            duty.title.clone(),
            duty.label.clone(),
            duty.due_on.to_string(),
            row.map(|row| row.signed_at.to_string()).unwrap_or_default(),
            row.map(|row| row.receipt.clone()).unwrap_or_default(),
            link,
        ]
    });
    Ok(csv::file("who-signed", &heads, rows))
}

/// A receipt as the office sees it.
pub(super) async fn receipt(visit: Visit, member: Member, path: ThreeParts) -> Answer {
    let followed = followed(&visit, &member, &path.1).await?;
    let id = AcknowledgementId::parse(&path.2).ok_or(Error::NotFound)?;
    let row = followed.signed.iter().find(|row| row.id == id).ok_or(Error::NotFound)?;
    let duty = followed.duties.iter().find(|duty| duty.id == row.assignment).ok_or(Error::NotFound)?;
    let own = json!({
        "title": with(&visit, "sign-receipt-title", &[("number", &row.receipt)]),
        "number": row.receipt,
        "rows": receipt_rows(&visit, row, duty, member.organisation_name()),
        "back": followed.path(&member, ""),
    });
    visit.page(&member, "acknowledgements/receipt_office.html", own)
}

/// Whether the member may ask at every service where something is outstanding.
fn may_withdraw(member: &Member, followed: &Followed) -> bool {
    let mut open = followed.duties.iter().filter(|duty| duty.is_open()).peekable();
    open.peek().is_some() && open.all(|duty| member.may_at(Action::AskToSign, duty.service))
}

fn withdraw_context(visit: &Visit, member: &Member, followed: &Followed) -> Value {
    let open = followed.duties.iter().filter(|duty| duty.is_open()).count();
    json!({
        "title": visit.words("acknowledgements-withdraw-title"),
        "policy": followed.request.title, "version": followed.request.label,
        "open": open, "signed": followed.signed.len(), "limit": forms::REASON_LIMIT,
        "action": followed.path(member, "/withdraw"), "back": followed.path(member, ""),
    })
}

const WITHDRAW: &str = "acknowledgements/withdraw.html";

/// Asks before a request is withdrawn.
pub(super) async fn withdraw_form(visit: Visit, member: Member, path: TwoParts) -> Answer {
    let followed = withdrawable(&visit, &member, &path.1).await?;
    visit.page(&member, WITHDRAW, withdraw_context(&visit, &member, &followed))
}

async fn withdrawable(visit: &Visit, member: &Member, id: &str) -> Result<Followed, Error> {
    let followed = followed(visit, member, id).await?;
    let open = followed.duties.iter().any(Assignment::is_open);
    if followed.request.withdrawn_at.is_some() || !open {
        return Err(Error::Conflict("acknowledgements-error-nothing-open"));
    }
    if may_withdraw(member, &followed) { Ok(followed) } else { Err(Error::Forbidden) }
}

/// Withdraws a request.
pub(super) async fn withdraw(visit: Visit, member: Member, path: TwoParts, body: Body) -> Answer {
    // Pressed twice: it is withdrawn, which is what was wanted. Nothing changes, and the page that this
    // leads to is one that the member may see.
    let known = followed(&visit, &member, &path.1).await?;
    if known.request.withdrawn_at.is_some() {
        return Ok(see_other(&known.path(&member, "?done=acknowledgements-withdrawn")));
    }
    let followed = withdrawable(&visit, &member, &path.1).await?;
    let fields = body.fields().await?;
    let reason = match forms::reason(&fields) {
        Ok(reason) => reason,
        Err(errors) => {
            let context = withdraw_context(&visit, &member, &followed);
            return visit.page_again(&member, WITHDRAW, context, &fields, &errors);
        }
    };
    let (now, id) = (visit.now, followed.request.id);
    visit.app.write(&member, move |tenant| acknowledgements::withdraw(tenant, now, id, &reason)).await?;
    Ok(see_other(&followed.path(&member, "?done=acknowledgements-withdrawn")))
}

/// A person of a request whom the member may ask.
async fn asked(visit: &Visit, member: &Member, path: &ThreeParts) -> Result<(Followed, PersonId), Error> {
    let followed = followed(visit, member, &path.1).await?;
    let duty = followed.duty(&path.2)?;
    if !member.may_at(Action::AskToSign, duty.service) {
        return Err(Error::Forbidden);
    }
    let person = duty.person;
    Ok((followed, person))
}

async fn confirm(visit: Visit, member: Member, path: ThreeParts, act: &str) -> Answer {
    let (followed, person) = asked(&visit, &member, &path).await?;
    let known = followed.people.get(&person);
    let name = known.map(Person::name).unwrap_or_default();
    let email = known.and_then(|known| known.email.as_ref()).map(crate::access::email::Email::masked);
    let email = email.unwrap_or_default();
    let values = [("name", name.as_str()), ("email", &email), ("policy", &followed.request.title)];
    let own = json!({
        "title": with(&visit, &format!("acknowledgements-{act}-title"), &values),
        "body": with(&visit, &format!("acknowledgements-{act}-body"), &values),
        "button": visit.words(&format!("acknowledgements-{act}-button")),
        "kind": if act == "stop" { "danger" } else { "main" },
        "action": followed.path(&member, &format!("/people/{person}/{act}")),
        "back": followed.path(&member, ""),
    });
    visit.page(&member, "acknowledgements/confirm.html", own)
}

/// Asks before a link is stopped.
pub(super) async fn stop_form(visit: Visit, member: Member, path: ThreeParts) -> Answer {
    confirm(visit, member, path, "stop").await
}

/// Asks before a new link takes the place of the one before.
pub(super) async fn resend_form(visit: Visit, member: Member, path: ThreeParts) -> Answer {
    confirm(visit, member, path, "resend").await
}

/// Stops a link.
pub(super) async fn stop(visit: Visit, member: Member, path: ThreeParts) -> Answer {
    let (followed, person) = asked(&visit, &member, &path).await?;
    let (now, id) = (visit.now, followed.request.id);
    visit.app.write(&member, move |tenant| acknowledgements::stop(tenant, now, id, person)).await?;
    Ok(see_other(&followed.path(&member, "?done=acknowledgements-stopped")))
}

/// Sends a new link.
pub(super) async fn resend(visit: Visit, member: Member, path: ThreeParts) -> Answer {
    let (followed, person) = asked(&visit, &member, &path).await?;
    let (now, post, id) = (visit.now, visit.app.post.clone(), followed.request.id);
    let done = visit.promised("acknowledgements-resent").await?;
    visit.app.write(&member, move |tenant| acknowledgements::replace(tenant, now, &post, id, person)).await?;
    Ok(see_other(&followed.path(&member, &format!("?done={done}"))))
}
