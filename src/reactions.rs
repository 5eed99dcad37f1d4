//! What follows from what, across slices, in the same transaction.

mod leaving;
mod restored;
mod roles;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::access::member::Reach;
use crate::access::{JobTicket, Session};
use crate::accounts::factor::notices::By;
use crate::accounts::factor::{self, FactorError};
use crate::accounts::{AccountError, ending};
use crate::acknowledgements::{self, EndedBecause};
use crate::clock::{Day, Moment};
use crate::db::ids::{AbsenceId, AccountId, PersonId, PolicyId, RenditionId, ServiceId};
use crate::db::{Error, System, Tenant};
use crate::mail::{Outgoing, Post};
use crate::messages::Messages;
use crate::operator::support;
use crate::organisations::Service;
use crate::organisations::depends::Depends;
use crate::people::absences::NewAbsence;
use crate::people::covers::{self, Cover};
use crate::people::{Amended, Held, PeopleError};
use crate::policies::drafts::Draft;
use crate::policies::elsewhere::{Asked, Declared, Elsewhere, OfAll, Reviewed};
use crate::retention::holds::rules::Facts;
use crate::web::App;
use crate::{audit, closing, incidents, kiosk, organisations, people, policies, retention, reviews, shelf};

pub use crate::acknowledgements::Again;
pub use leaving::{leave_by_oneself, left_by, owners_stay};
pub use restored::{Ended, restored};
pub use roles::telling_of_roles;

/// A version was published: what was asked for the one before ends, and its reminders go.
///
/// # Errors
/// The database is away.
pub fn published(tenant: &mut Tenant<'_>, now: Moment, policy: PolicyId) -> Result<(), Error> {
    acknowledgements::end_for_policy(tenant, now, policy, EndedBecause::Superseded)?;
    reviews::forget_reminders(tenant, policy)?;
    Ok(())
}

/// How many people have a policy at some services: those whom [`ask_again`] asks.
///
/// # Errors
/// The database is away.
pub fn who_has(
    tenant: &mut Tenant<'_>,
    policy: PolicyId,
    services: &BTreeSet<ServiceId>,
) -> Result<usize, Error> {
    acknowledgements::count_holders(tenant, policy, services).map_err(|fault| lost(&fault))
}

/// Everybody who has a policy is asked to sign the text that is in force now.
///
/// # Errors
/// The database is away, or a mail can't be written.
pub fn ask_again(tenant: &mut Tenant<'_>, now: Moment, post: &Post, again: &Again) -> Result<(), Error> {
    acknowledgements::ask_again(tenant, now, post, again).map(|_request| ()).map_err(|fault| lost(&fault))
}

/// A text was issued again: where its duty text stayed the same, what is still to be signed follows to it.
///
/// # Errors
/// The database is away.
pub fn reissued(tenant: &mut Tenant<'_>, moved: &[(RenditionId, RenditionId)]) -> Result<(), Error> {
    for (before, after) in moved {
        acknowledgements::follow_reissue(tenant, *before, *after)?;
    }
    Ok(())
}

fn lost(fault: &impl ToString) -> Error {
    Error::Unavailable(fault.to_string())
}

/// A policy was withdrawn: nobody has to read it any more, nobody has to review it.
///
/// # Errors
/// The database is away.
pub fn withdrawn(tenant: &mut Tenant<'_>, now: Moment, policy: PolicyId) -> Result<(), Error> {
    acknowledgements::end_for_policy(tenant, now, policy, EndedBecause::Withdrawn)?;
    reviews::forget_reminders(tenant, policy)?;
    Ok(())
}

/// Somebody no longer stands in for somebody else: open cases that only they have opened go on down the line.
///
/// # Errors
/// The database is away.
pub fn cover_ended(tenant: &mut Tenant<'_>, now: Moment, cover: &Cover, post: &Post) -> Result<(), Error> {
    if incidents::is_on_the_line(cover.role) {
        incidents::tell_stranded(tenant, now, post)?;
    }
    Ok(())
}

/// The mails of a day about who stands in for whom; how many were queued.
///
/// # Errors
/// The database is away, or the words of a mail are faulty.
pub fn covers_due(tenant: &mut Tenant<'_>, now: Moment, post: &Post) -> Result<u64, Error> {
    let home = roles::home(tenant)?;
    let told = covers::notices::due(tenant, now, post, &home);
    told.map_err(|fault| Error::Unavailable(fault.to_string()))
}

/// What other slices know of a policy, for its page: requests and reviews.
///
/// # Errors
/// The database is away.
pub fn known_elsewhere(tenant: &mut Tenant<'_>, policy: PolicyId, reach: &Reach) -> Result<Elsewhere, Error> {
    let mut asked = acknowledgements::visible(tenant, reach)?;
    asked.retain(|request| request.policy == policy);
    let asked = asked.into_iter().map(|request| Asked {
        request: request.id,
        version: request.version,
        state: request.state().as_str(),
        label: request.label,
        asked: request.asked,
        signed: request.signed,
        due_on: request.due_on,
        at: request.created_at,
    });
    let reviews = reviews::history(tenant, policy)?.into_iter().map(|review| Reviewed {
        version: review.version,
        reason: review.reason,
        next_review_on: review.next_review_on,
        by: review.by,
        at: review.at,
    });
    Ok(Elsewhere { asked: asked.collect(), reviews: reviews.collect() })
}

/// What other slices know of all policies, for the register: in as many statements for a thousand as for ten.
///
/// # Errors
/// The database is away.
pub fn known_of_all(tenant: &mut Tenant<'_>, reach: &Reach) -> Result<OfAll, Error> {
    let mut signing = BTreeMap::new();
    for request in acknowledgements::visible(tenant, reach)? {
        let (asked, signed) = signing.entry(request.version).or_insert((0_i64, 0_i64));
        *asked = asked.saturating_add(request.asked);
        *signed = signed.saturating_add(request.signed);
    }
    Ok(OfAll { reviewed_on: reviews::last_days(tenant)?, signing })
}

/// Which of these drafts were in force before they were entered here, as a register that was brought in says.
///
/// # Errors
/// The database is away.
pub fn declared(
    tenant: &mut Tenant<'_>,
    now: Moment,
    messages: &Messages,
    drafts: &[&Draft],
) -> Result<BTreeMap<PolicyId, Declared>, Error> {
    shelf::declared(tenant, now, messages, drafts)
}

/// Who of these people has signed a policy.
///
/// # Errors
/// The database is away.
pub fn signed_by(tenant: &mut Tenant<'_>, people: &[PersonId]) -> Result<BTreeSet<PersonId>, Error> {
    acknowledgements::store::signers(tenant, people)
}

/// Somebody left: what they still had to read ends, PIN and badge stop, and fields that print their name are gaps.
///
/// # Errors
/// The database is away.
pub fn left(tenant: &mut Tenant<'_>, now: Moment, person: PersonId) -> Result<(), Error> {
    acknowledgements::end_for_person(tenant, now, person)?;
    kiosk::left(tenant, now, person)?;
    policies::recount_gaps(tenant)
}

/// The staff list says something else of somebody: under another e-mail address, links to read and sign that went
/// to the one before stop, what is still open goes to the new one, and the one before is told. At their first address
/// they are told of the roles they hold. Who leads is told of another name.
///
/// # Errors
/// The database is away, or a mail can't be written.
pub fn amended(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    person: PersonId,
    amended: &Amended,
) -> Result<(), Error> {
    let organisation = organisations::name(tenant)?;
    if let Some(before) = &amended.renamed_from {
        people::notices::tell_other_name(tenant, now, post, &organisation, (person, before))
            .map_err(|fault| lost(&fault))?;
    }
    let Some(before) = &amended.moved_from else { return Ok(()) };
    if let Some(before) = before {
        people::notices::tell_old_address(tenant, now, post, organisation, (person, before))
            .map_err(|fault| lost(&fault))?;
    }
    acknowledgements::address_changed(tenant, now, post, person).map_err(|fault| lost(&fault))?;
    if before.is_none() {
        let home = roles::home(tenant)?;
        people::role_news::notices::first_address(tenant, now, post, &home, person)
            .map_err(|fault| lost(&fault))?;
    }
    Ok(())
}

/// Somebody is noted as away. Who leads is told, when somebody else noted it.
///
/// # Errors
/// The database is away, or a mail can't be written.
pub fn noted_away(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    away: (PersonId, AbsenceId, NewAbsence),
) -> Result<(), Error> {
    let home = roles::home(tenant)?;
    let href = post.link(&format!("/o/{}/me/details", home.slug));
    people::notices::tell_noted_away(tenant, now, post, (&home.name, href), away)
        .map_err(|fault| lost(&fault))
}

/// A field, a service or the holder of a role changed: drafts have other gaps.
///
/// # Errors
/// The database is away.
pub fn fields_changed(tenant: &mut Tenant<'_>, _now: Moment) -> Result<(), Error> {
    policies::recount_gaps(tenant)
}

/// The rounds of comments and approval that wait for somebody: the policy, and the address in the organisation.
///
/// # Errors
/// The database is away.
pub fn rounds_of(tenant: &mut Tenant<'_>, person: PersonId) -> Result<Vec<(String, String)>, Error> {
    let mut found = Vec::new();
    for round in policies::approval::store::waiting_for(tenant, person)? {
        let Some(policy) = policies::get(tenant, round.policy)? else { continue };
        let title = format!("{} ({})", policy.title, policy.code);
        found.push((title, format!("policies/{}/approval/{}", policy.id, round.id)));
    }
    Ok(found)
}

/// How many policies somebody answers for.
///
/// # Errors
/// The database is away.
pub fn owned_by(tenant: &mut Tenant<'_>, person: PersonId) -> Result<usize, Error> {
    let all = policies::store::all(tenant)?;
    Ok(all.iter().filter(|policy| policy.owner == person && policy.withdrawn_at.is_none()).count())
}

/// What depends on somebody holding a role: what prints it, what they answer for, who is told of reports.
///
/// # Errors
/// The database is away.
pub fn role_depends(
    tenant: &mut Tenant<'_>,
    held: &Held,
    service: Option<&Service>,
) -> Result<Depends, Error> {
    let of = policies::depends_on(tenant, held.person, (held.role, held.service))?;
    let reports = match service {
        Some(service) => incidents::ready_without(tenant, service, (held.role, held.person))?,
        None => None,
    };
    Ok(Depends {
        printed: of.printed,
        owned: of.owned,
        asked: of.asked,
        on_the_line: incidents::is_on_the_line(held.role),
        ends_reports: reports == Some(false),
    })
}

/// Somebody answers for these policies from now on.
///
/// # Errors
/// The database is away.
pub fn policies_handed_over(
    tenant: &mut Tenant<'_>,
    now: Moment,
    ids: impl IntoIterator<Item = PolicyId>,
    to: PersonId,
) -> Result<(), Error> {
    let ids = ids.into_iter().collect();
    let done = policies::bulk::set_owner(tenant, now, &ids, to);
    done.map(|_count| ()).map_err(|fault| Error::Unavailable(fault.to_string()))
}

/// What the day asks of an organisation that closes: reminders, or the end, with which its tablets stop. Whether it
/// was closed.
///
/// # Errors
/// The database is away.
pub fn closing_due(tenant: &mut Tenant<'_>, now: Moment, post: &Post, may_end: bool) -> Result<bool, Error> {
    let Some(closed) = closing::due(tenant, now, post, may_end)? else { return Ok(false) };
    if let Some(by) = closed.confirmed_by.or(closed.asked_by) {
        for device in kiosk::store::devices(tenant)? {
            kiosk::devices::revoke(tenant, now, by, device.id)
                .map_err(|fault| Error::Unavailable(fault.to_string()))?;
        }
    }
    Ok(true)
}

/// A mail failed for good. One about a case tells the next in line at once.
///
/// # Errors
/// The database is away.
pub fn mail_failed(app: &App, entry: JobTicket, lost: &Outgoing, now: Moment) -> Result<(), Error> {
    let Some(incident) = lost.incident else { return Ok(()) };
    let post = Arc::clone(&app.post);
    app.database.write(entry, move |tenant| {
        incidents::mail_failed(tenant, now, incident, &post).map(|_told| ()).map_err(Error::from)
    })
}

/// Somebody signed out: an operator who looked into an organisation is out of it.
///
/// # Errors
/// The database is away.
pub fn signed_out(system: &mut System<'_>, now: Moment, post: &Post, session: Session) -> Result<(), Error> {
    let Some(helping) = session.helping else { return Ok(()) };
    let ended = support::end(system, now, post, helping.visit, support::Ending::SignOut);
    ended.map(|_ended| ()).map_err(|fault| Error::Unavailable(fault.to_string()))
}

/// An owner takes somebody's second factor away: the account loses it, and the organisation's log says why.
///
/// # Errors
/// There is none, or the account opens more than this organisation.
pub fn second_factor_reset(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    (person, account): (PersonId, AccountId),
    (name, organisation): (&str, &str),
    reason: &str,
) -> Result<(), PeopleError> {
    let by = By::Owner(name, organisation);
    factor::reset_by_owner(&mut tenant.system(), now, account, by, post).map_err(|fault| match fault {
        FactorError::IsOff => PeopleError::NoSecondFactor,
        FactorError::OpensMore => PeopleError::OpensMore,
        FactorError::Database(fault) => fault.into(),
        other => PeopleError::Mail(other.to_string()),
    })?;
    audit::record(tenant, now, &people::events::SecondFactorReset { person, reason })?;
    Ok(())
}

/// Somebody's sessions are ended by who manages them: those of the account, and those at tablets.
///
/// # Errors
/// The database is away, or the mail can't be written.
pub fn sessions_ended(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    (person, account): (PersonId, AccountId),
    (name, organisation): (&str, &str),
) -> Result<(), PeopleError> {
    let by = By::Owner(name, organisation);
    ending::end_sessions(&mut tenant.system(), now, account, by, post).map_err(|fault| match fault {
        AccountError::Database(fault) => fault.into(),
        other => PeopleError::Mail(other.to_string()),
    })?;
    crate::access::kiosk::end_of_person(tenant, now, person)?;
    audit::record(tenant, now, &people::events::SessionsEnded { person })?;
    Ok(())
}

/// Those of some people whose records a legal hold keeps, each with the first day of their record.
///
/// # Errors
/// The database is away.
pub fn held(
    tenant: &mut Tenant<'_>,
    now: Moment,
    people: &[(PersonId, Day)],
) -> Result<BTreeSet<PersonId>, Error> {
    let holds = retention::holds::standing(tenant)?;
    let is_held =
        |(person, from): &(PersonId, Day)| holds.keeps(&Facts::of_person(*person, *from, now.day()));
    Ok(people.iter().filter(|one| is_held(one)).map(|(person, _)| *person).collect())
}
