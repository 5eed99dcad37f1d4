//! Words that go while their rows stay: bodies of mails, and words beside the log.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;

use crate::audit::tombstones::{self, By, Record, WORDS};
use crate::clock::{Day, Moment};
use crate::db::ids::{AnyId, AuditEntryId, MailId, PersonId, PolicyId, ServiceId};
use crate::db::schema::{audit_entries, audit_texts, mails, people, policies, services};
use crate::db::{Error, Tenant};
use crate::mail::State;
use crate::organisations::Nation;
use crate::retention::applying::Candidate;
use crate::retention::holds::Facts;

/// The kind of the body of a mail: its row stays.
const BODIES: &str = "mail_bodies";

/// The nation of every service, of closed ones too.
pub(in crate::retention::applying) fn nations(
    tenant: &mut Tenant<'_>,
) -> Result<BTreeMap<ServiceId, Nation>, Error> {
    let rows: Vec<(ServiceId, Nation)> =
        tenant.all(services::table).select((services::id, services::nation)).load(tenant.connection())?;
    Ok(rows.into_iter().collect())
}

/// Mails before a moment that have their words still. Those about cases go with the case.
pub(in crate::retention::applying) fn mail_bodies(
    tenant: &mut Tenant<'_>,
    before: Moment,
) -> Result<Vec<Candidate>, Error> {
    let rows: Vec<(AnyId, Moment, Option<PersonId>)> = tenant
        .all(mails::table)
        .filter(mails::created_at.lt(before).and(mails::incident_id.is_null()))
        .filter(mails::text.ne("").and(mails::state.ne(State::Queued)))
        .select((mails::id, mails::created_at, mails::person_id))
        .order(mails::id)
        .load(tenant.connection())?;
    let read = |(id, at, person): (AnyId, Moment, Option<PersonId>)| Candidate {
        facts: Facts {
            people: person.into_iter().collect(),
            any_policy: true,
            ..Facts::of(at.day(), at.day())
        },
        ..Candidate::new(id, at.day())
    };
    Ok(rows.into_iter().map(read).collect())
}

/// Empties a mail; what failed can't be tried again.
pub(in crate::retention::applying) fn remove_mail_body(
    tenant: &mut Tenant<'_>,
    now: Moment,
    by: By,
    id: AnyId,
) -> Result<bool, Error> {
    let id = MailId::from_any(id);
    let row: Option<(Moment, String, String, State)> = tenant
        .all(mails::table)
        .filter(mails::id.eq(id))
        .select((mails::created_at, mails::subject, mails::text, mails::state))
        .first(tenant.connection())
        .optional()?;
    let Some((made_at, subject, text, state)) = row else { return Ok(false) };
    let content = [subject.as_bytes(), text.as_bytes()].concat();
    if !tombstones::record(tenant, now, by, &Record { kind: BODIES, id: id.any(), made_at, content })? {
        return Ok(false);
    }
    let state = if state == State::Failed { State::Cancelled } else { state };
    diesel::update(tenant.all(mails::table).filter(mails::id.eq(id)))
        .set((mails::subject.eq(""), mails::text.eq(""), mails::html.eq(""), mails::state.eq(state)))
        .execute(tenant.connection())?;
    Ok(true)
}

type Line = (AnyId, Moment, Option<AnyId>, String, Option<AnyId>);

/// Words beside lines before a moment, but for those about people and policies that are still there: the log proves
/// them.
pub(in crate::retention::applying) fn words(
    tenant: &mut Tenant<'_>,
    before: Moment,
) -> Result<Vec<Candidate>, Error> {
    let beside = audit_entries::organisation_id
        .eq(audit_texts::organisation_id)
        .and(audit_entries::id.eq(audit_texts::entry_id));
    let rows: Vec<Line> = tenant
        .all(audit_entries::table)
        .inner_join(audit_texts::table.on(beside))
        .filter(audit_entries::at.lt(before))
        .select((
            audit_entries::id,
            audit_entries::at,
            audit_entries::actor_id,
            audit_entries::subject_kind,
            audit_entries::subject_id,
        ))
        .order(audit_entries::seq)
        .load(tenant.connection())?;
    let proved = if rows.is_empty() { BTreeSet::new() } else { there(tenant)? };
    let is_free = |(.., subject): &Line| subject.is_none_or(|subject| !proved.contains(&subject));
    Ok(rows.into_iter().filter(is_free).map(line).collect())
}

fn line((id, at, actor, kind, subject): Line) -> Candidate {
    let person = subject.filter(|_| kind == "person");
    let policy = subject.filter(|_| kind == "policy");
    Candidate {
        facts: Facts {
            people: actor.into_iter().chain(person).map(PersonId::from_any).collect(),
            any_policy: !["person", "policy"].contains(&kind.as_str()),
            policy: policy.map(PolicyId::from_any),
            ..Facts::of(at.day(), at.day())
        },
        ..Candidate::new(id, at.day())
    }
}

/// People whose record stands, and policies.
fn there(tenant: &mut Tenant<'_>) -> Result<BTreeSet<AnyId>, Error> {
    let removed = tombstones::of_kind(tenant, "people")?;
    let people: Vec<AnyId> = tenant.all(people::table).select(people::id).load(tenant.connection())?;
    let policies: Vec<AnyId> = tenant.all(policies::table).select(policies::id).load(tenant.connection())?;
    Ok(people.into_iter().filter(|id| !removed.contains(id)).chain(policies).collect())
}

/// Takes the words beside a line away; the line and its place in the chain stay.
pub(in crate::retention::applying) fn remove_words(
    tenant: &mut Tenant<'_>,
    now: Moment,
    by: By,
    id: AnyId,
) -> Result<bool, Error> {
    let id = AuditEntryId::from_any(id);
    let row: Option<(Moment, Vec<u8>)> = tenant
        .all(audit_entries::table)
        .filter(audit_entries::id.eq(id))
        .select((audit_entries::at, audit_entries::commitment))
        .first(tenant.connection())
        .optional()?;
    let Some((made_at, content)) = row else { return Ok(false) };
    if !tombstones::record(tenant, now, by, &Record { kind: WORDS, id: id.any(), made_at, content })? {
        return Ok(false);
    }
    let words = tenant.all(audit_texts::table).filter(audit_texts::entry_id.eq(id));
    diesel::delete(words).execute(tenant.connection())?;
    Ok(true)
}

/// A day as the first moment at which nothing of it is over yet.
pub(in crate::retention::applying) fn end_of(day: Day) -> Moment {
    day.plus_days(1).at(0, 0)
}
