//! The one place where Today asks the slices of signatures, of cases, of data rights and of operators.

use crate::access::member::Reach;
use crate::access::{Action, Member};
use crate::acknowledgements::{self, Assignment, Request, State as RequestState};
use crate::clock::{Day, Moment};
use crate::db::ids::{ApprovalRoundId, PersonId, PolicyId, RequestId};
use crate::db::{Error, Tenant};
use crate::incidents::{self, status::State as CaseState};
use crate::messages::Messages;
use crate::operator::support::phase::Phase;
use crate::operator::support::{self, SupportVisit};
use crate::policies::versions::stale;
use crate::policies::{self, approval};
use crate::rights::requests::Viewer;
use crate::rights::{RightsError, complaints, waiting};

/// A signature that is outstanding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// Whose.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// The last day.
    pub due_on: Day,
}

/// A request to read and sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// The row.
    pub id: RequestId,
    /// The title of the policy.
    pub title: String,
    /// People who were asked.
    pub asked: i64,
    /// People who signed.
    pub signed: i64,
    /// It still waits for signatures.
    pub open: bool,
}

/// An open case, without a word of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenCase {
    /// The reference.
    pub reference: String,
    /// When it was sent.
    pub received_at: Moment,
}

/// The signatures that are outstanding where a member may see them: the rows of their list.
///
/// # Errors
/// The database is away.
pub fn signatures(tenant: &mut Tenant<'_>, reach: &Reach) -> Result<Vec<Signature>, Error> {
    let open = acknowledgements::outstanding(tenant, reach)?;
    let signature =
        |duty: Assignment| Signature { person: duty.person, name: duty.name(), due_on: duty.due_on };
    Ok(open.into_iter().map(signature).collect())
}

/// The requests that a member may see.
///
/// # Errors
/// The database is away.
pub fn requests(tenant: &mut Tenant<'_>, reach: &Reach) -> Result<Vec<Progress>, Error> {
    let progress = |request: Request| Progress {
        id: request.id,
        asked: request.asked,
        signed: request.signed,
        open: request.state() == RequestState::Open,
        title: request.title,
    };
    Ok(acknowledgements::visible(tenant, reach)?.into_iter().map(progress).collect())
}

/// How many policies somebody has to read and sign.
///
/// # Errors
/// The database is away.
pub fn to_read(tenant: &mut Tenant<'_>, person: PersonId) -> Result<usize, Error> {
    let duties = acknowledgements::store::assignments_of_person(tenant, person)?;
    Ok(duties.iter().filter(|duty| duty.is_open()).count())
}

/// A draft that waits for somebody's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The policy.
    pub policy: PolicyId,
    /// The round.
    pub round: ApprovalRoundId,
    /// The title of the policy.
    pub title: String,
    /// Approval is asked for, not comments.
    pub approval: bool,
    /// When it was asked for.
    pub asked_at: Moment,
    /// The name of who was asked, where the reader stands in for them.
    pub instead_of: Option<String>,
}

/// The drafts that wait for somebody's comments or approval, the oldest question first.
///
/// # Errors
/// The database is away.
pub fn to_answer(
    tenant: &mut Tenant<'_>,
    person: PersonId,
    instead_of: Option<&String>,
) -> Result<Vec<Answer>, Error> {
    let mut found = Vec::new();
    for round in approval::store::waiting_for(tenant, person)? {
        let Some(policy) = policies::get(tenant, round.policy)? else { continue };
        found.push(Answer {
            policy: policy.id,
            round: round.id,
            title: policy.title,
            approval: round.stage == approval::Stage::Approval,
            asked_at: round.asked_at,
            instead_of: instead_of.cloned(),
        });
    }
    Ok(found)
}

/// What of data rights waits for somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    /// A request that they run.
    Request,
    /// A request that nobody may run: they can do something about it.
    Waits,
    /// A complaint that they answer.
    Complaint,
}

impl Ask {
    /// The key of the words.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Request => "today-need-request",
            Self::Waits => "today-need-request-waits",
            Self::Complaint => "today-need-complaint",
        }
    }
}

/// Something of data rights, without a word of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Right {
    /// What.
    pub ask: Ask,
    /// Its address inside the organisation.
    pub rest: String,
    /// The last day; nothing while the clock waits, or when there is none.
    pub due_on: Option<Day>,
}

/// The data requests and complaints that wait for a member.
///
/// # Errors
/// The database is away, or something doesn't open.
pub fn rights(tenant: &mut Tenant<'_>, member: &Member, today: Day) -> Result<Vec<Right>, Error> {
    read_rights(tenant, member, today).map_err(|fault| match fault {
        RightsError::Database(fault) => fault,
        other => Error::Unavailable(other.to_string()),
    })
}

fn read_rights(tenant: &mut Tenant<'_>, member: &Member, today: Day) -> Result<Vec<Right>, RightsError> {
    let person = member.person();
    let mut found = Vec::new();
    for line in waiting::lines(tenant, person, today)? {
        if matches!(line.told, waiting::Told::Appoint | waiting::Told::Outside) {
            found.push(Right { ask: Ask::Waits, rest: "rights".to_owned(), due_on: line.due_on });
        }
    }
    if member.may(Action::RunRights) {
        for (id, due_on) in waiting::run_by(tenant, Viewer::of(member), today)? {
            found.push(Right { ask: Ask::Request, rest: format!("rights/{id}"), due_on });
        }
        for one in complaints::open_of(tenant, person, today)? {
            let due_on = one.acknowledged_on.is_none().then(|| one.acknowledge_by());
            found.push(Right { ask: Ask::Complaint, rest: format!("rights/complaints/{}", one.id), due_on });
        }
    }
    Ok(found)
}

/// How many published policies print an old value.
///
/// # Errors
/// The database is away.
pub fn stale(tenant: &mut Tenant<'_>, messages: &Messages) -> Result<usize, Error> {
    Ok(stale::policies_in(&stale::stale(tenant, messages)?).len())
}

/// The open cases that somebody may see, the oldest first: the rows of their list.
///
/// # Errors
/// The database is away, or a case doesn't open.
pub fn open_cases(tenant: &mut Tenant<'_>, person: PersonId) -> Result<Vec<OpenCase>, Error> {
    let seen = incidents::seen_by(tenant, person)?;
    let mut open: Vec<OpenCase> = seen
        .into_iter()
        .filter(|case| case.state != CaseState::Closed)
        .map(|case| OpenCase { reference: case.reference, received_at: case.received_at })
        .collect();
    open.sort_by_key(|case| case.received_at);
    Ok(open)
}

/// A request of an operator to look in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookIn {
    /// Who asks.
    pub email: String,
    /// Why.
    pub reason: String,
    /// Since when.
    pub asked_at: Moment,
}

/// The requests of operators to look in that wait for an owner's answer.
///
/// # Errors
/// The database is away.
pub fn look_ins(tenant: &mut Tenant<'_>, now: Moment) -> Result<Vec<LookIn>, Error> {
    let organisation = tenant.organisation();
    let visits = support::store::of(&mut tenant.system(), Some(organisation))?;
    let waiting = visits.into_iter().filter(|visit| visit.phase(now) == Phase::Asked);
    let ask = |visit: SupportVisit| LookIn {
        email: visit.email,
        reason: visit.wish.reason,
        asked_at: visit.asked_at,
    };
    Ok(waiting.map(ask).collect())
}
