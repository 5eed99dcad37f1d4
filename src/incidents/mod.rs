//! Incidents: reports of concerns, whom they go to, and who may see them.
//!
//! Nobody of the organisation knows of a case but those who were told of it. They are told one after the
//! other down a line without anybody complained of ([`routing`], [`escalation`]). What a case says is sealed
//! ([`sealed`]); its log is a chain of its own ([`chain`]), and the organisation's log takes one commitment a
//! day ([`commitment`]), so that neither lists nor counts nor the log betray it.

mod anew;
mod chain;
mod commitment;
mod conflict;
mod ending;
pub mod escalation;
pub mod events;
pub mod form;
pub mod keeping;
mod naming;
mod notices;
pub mod pages;
pub mod readiness;
mod reference;
mod reporting;
pub mod routing;
pub mod rules;
pub mod sealed;
pub mod severity;
pub mod status;
mod store;
mod telling;
mod touching;
mod viewing;

use std::collections::BTreeSet;

use serde_json::Value;

pub use chain::Happened;
pub use commitment::{check_cases, commit_cases};
pub use ending::{is_unfinished, take_along, tell_to_finish};
pub use reference::normal as normal_reference;
pub use reporting::{Mentioned, is_unopened, mentioned};
pub use routing::is_on_the_line;
pub use telling::{
    TICKET, escalate, is_reachable, is_ready, mail_failed, ready_without, stops_without, tell_stranded,
};
pub use touching::{Touched, note_beside, touching};
pub use viewing::{Mine, Opened, TimelineEntry, check_known, mine, open, open_count, own, seen_by};

use chain::Happening;
use escalation::{Cause, Next};
use sealed::{Affected, Closing, Contents, Sealed, Subject};
use severity::{Answers, Severity};
use status::{State, Step};

use crate::clock::Moment;
use crate::db::ids::{IncidentId, MailId, PersonId, ServiceId, ToldId};
use crate::db::{Error as DbError, Tenant};
use crate::keys::SealError;
use crate::keys::store::OpenError;
use crate::mail::Post;
use crate::organisations;
use crate::people;
use crate::people::called::Called;

/// What the reporter's form says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Somebody is in danger now.
    pub danger: bool,
    /// The service it is about.
    pub service: ServiceId,
    /// The code of the kind of concern.
    pub category: String,
    /// What happened: 10 to 5,000 characters.
    pub narrative: String,
    /// Who did it.
    pub subject: Subject,
    /// Who is affected.
    pub affected: Affected,
}

/// What the reporter learns at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// The reference.
    pub reference: String,
    /// Nobody is left inside the organisation who may see it.
    pub stranded: bool,
}

/// A case as it is kept. What it says is sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// The row.
    pub id: IncidentId,
    /// The reference, such as `SG-4F7K-2M9Q`.
    pub reference: String,
    /// The service it is about.
    pub service: ServiceId,
    /// The code of the kind of concern.
    pub category: String,
    /// The reporter said that somebody is in danger.
    pub danger: bool,
    /// How urgent it is.
    pub severity: Severity,
    /// Where it stands.
    pub state: State,
    /// When it was sent.
    pub received_at: Moment,
    /// Nobody is left who could be told.
    pub stranded: bool,
    /// When it was closed.
    pub closed_at: Option<Moment>,
    sealed: Sealed,
    outcome: Option<Vec<u8>>,
}

/// Somebody who was told of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ToldRow {
    /// The row.
    pub id: ToldId,
    /// Who.
    pub person: PersonId,
    /// The place in the order of telling, from 1.
    pub place: i64,
    /// When.
    pub told_at: Moment,
    /// The mail.
    pub mail: MailId,
    /// When they first opened it.
    pub opened_at: Option<Moment>,
}

/// What went wrong with a case.
#[derive(Debug, thiserror::Error)]
pub enum IncidentError {
    /// The database is away.
    #[error(transparent)]
    Database(#[from] DbError),
    /// What is sealed doesn't open.
    #[error(transparent)]
    Keys(#[from] OpenError),
    /// The mail can't be written.
    #[error("mail: {0}")]
    Mail(String),
    /// No such case, or not one that this person may know of.
    #[error("no such case")]
    NotFound,
    /// The service has no lead and deputy who are two people with accounts.
    #[error("the service takes no reports")]
    NotReady,
    /// The step isn't possible where the case stands.
    #[error("not possible any more")]
    TooLate,
}

impl From<SealError> for IncidentError {
    fn from(error: SealError) -> Self {
        Self::Keys(error.into())
    }
}

impl From<crate::web::engine::EngineError> for IncidentError {
    fn from(error: crate::web::engine::EngineError) -> Self {
        Self::Mail(error.to_string())
    }
}

impl From<IncidentError> for DbError {
    /// For jobs, which try again whatever it was.
    fn from(error: IncidentError) -> Self {
        match error {
            IncidentError::Database(fault) => fault,
            other => Self::Unavailable(other.to_string()),
        }
    }
}

/// Takes a report and tells the first of the line, or keeps it sealed when nobody is left.
///
/// `once` are random bytes of the form: sent twice, they make one report. Nothing is written in the
/// organisation's log.
///
/// # Errors
/// The service takes no reports, or doesn't exist.
pub fn report(
    tenant: &mut Tenant<'_>,
    now: Moment,
    reporter: PersonId,
    report: &Report,
    once: &[u8],
    post: &Post,
) -> Result<Received, IncidentError> {
    let service = organisations::service(tenant, report.service)?.ok_or(IncidentError::NotFound)?;
    if !is_ready(tenant, &service)? {
        return Err(IncidentError::NotReady);
    }
    let reference = match place_for(tenant, reporter, once)? {
        Place::Taken(received) => return Ok(received),
        Place::Free(reference) => reference,
    };
    let contents = Contents {
        narrative: report.narrative.clone(),
        reporter,
        subject: naming::named(&called(tenant, report)?, reporter, report),
        affected: report.affected.clone(),
    };
    let case = new_case(tenant, now, reference, report, &contents)?;
    store::insert(tenant, &case)?;
    let happening = Happening {
        what: Happened::Received,
        // The log must not name the reporter: that stands sealed in the case.
        actor: None,
        facts: vec![("row", Value::from(chain::row_hash(&case)))],
        words: None,
    };
    chain::record(tenant, now, &case, happening)?;
    let next = telling::go_on(tenant, now, &case, &contents, Cause::New, post)?;
    Ok(Received { reference: case.reference, stranded: next == Next::Strand })
}

/// The names by which a report is read: those of before only where it names somebody.
fn called(tenant: &mut Tenant<'_>, report: &Report) -> Result<Vec<Called>, DbError> {
    if report.subject.people.is_empty() && report.subject.other.is_empty() {
        return people::called::today(tenant);
    }
    people::called::all(tenant)
}

fn new_case(
    tenant: &mut Tenant<'_>,
    now: Moment,
    reference: String,
    report: &Report,
    contents: &Contents,
) -> Result<Case, IncidentError> {
    let category = rules::category(&report.category).ok_or(IncidentError::NotFound)?;
    let answers = Answers {
        danger: report.danger,
        affected: &report.affected.groups,
        worker: !contents.subject.people.is_empty(),
    };
    let id = IncidentId::new(now);
    Ok(Case {
        id,
        reference,
        service: report.service,
        category: category.code.clone(),
        danger: report.danger,
        severity: severity::severity(category, answers),
        state: State::Received,
        received_at: now,
        stranded: false,
        closed_at: None,
        sealed: contents.seal(tenant, id)?,
        outcome: None,
    })
}

enum Place {
    Free(String),
    Taken(Received),
}

/// The reference for a report. It follows from the form's random bytes, so that the same form sent again
/// finds its own report; under a key, so that nobody else can work it out.
fn place_for(tenant: &mut Tenant<'_>, reporter: PersonId, once: &[u8]) -> Result<Place, IncidentError> {
    for attempt in 0_u8..=u8::MAX {
        let organisation = tenant.organisation();
        let parts: [&[u8]; 4] = [organisation.bytes(), reporter.bytes(), once, &[attempt]];
        let reference = reference::from_random(&tenant.keyring().mac("polisi case reference v1", &parts));
        let Some(known) = store::by_reference(tenant, &reference)? else { return Ok(Place::Free(reference)) };
        if sealed::reporter(tenant, known.id, known.sealed.key, &known.sealed.reporter)? == reporter {
            return Ok(Place::Taken(Received { reference, stranded: known.stranded }));
        }
    }
    Err(IncidentError::TooLate)
}

/// "I am looking at this."
///
/// # Errors
/// Not a case of this person, or somebody has begun already.
pub fn look(
    tenant: &mut Tenant<'_>,
    now: Moment,
    person: PersonId,
    reference: &str,
) -> Result<(), IncidentError> {
    let (case, _) = viewing::find(tenant, person, reference)?;
    let state = status::after(case.state, Step::Look).ok_or(IncidentError::TooLate)?;
    store::set_state(tenant, case.id, state)?;
    chain::record(tenant, now, &case, Happening::by(Happened::Looking, person))
}

/// Adds a note. The same words by the same person within a minute are the same note: the button was
/// pressed twice.
///
/// # Errors
/// Not a case of this person.
pub fn note(
    tenant: &mut Tenant<'_>,
    now: Moment,
    person: PersonId,
    reference: &str,
    words: &str,
) -> Result<(), IncidentError> {
    let (case, _) = viewing::find(tenant, person, reference)?;
    status::after(case.state, Step::Note).ok_or(IncidentError::TooLate)?;
    if viewing::was_just_noted(tenant, &case, now, person, words)? {
        return Ok(());
    }
    let happening = Happening { words: Some(words), ..Happening::by(Happened::Noted, person) };
    chain::record(tenant, now, &case, happening)
}

/// Closes a case with an outcome.
///
/// # Errors
/// Not a case of this person, nobody has looked at it yet, or it is closed.
pub fn close(
    tenant: &mut Tenant<'_>,
    now: Moment,
    person: PersonId,
    reference: &str,
    closing: &Closing,
) -> Result<(), IncidentError> {
    let (case, _) = viewing::find(tenant, person, reference)?;
    status::after(case.state, Step::Close).ok_or(IncidentError::TooLate)?;
    let outcome = closing.seal(tenant, case.id, case.sealed.key)?;
    store::set_closed(tenant, now, case.id, &outcome)?;
    // The words repeat the outcome: the chain holds what was decided, whatever becomes of the row.
    let words = format!("{}\n{}", closing.outcome.as_str(), closing.reason);
    let happening = Happening { words: Some(&words), ..Happening::by(Happened::Closed, person) };
    chain::record(tenant, now, &case, happening)
}

/// The services of the organisation that take reports now.
///
/// # Errors
/// The database is away.
pub fn ready_services(tenant: &mut Tenant<'_>) -> Result<BTreeSet<ServiceId>, DbError> {
    let mut ready = BTreeSet::new();
    for service in organisations::services(tenant)? {
        if is_ready(tenant, &service)? {
            ready.insert(service.id);
        }
    }
    Ok(ready)
}
