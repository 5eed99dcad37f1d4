//! Complaints about how personal data is used (Data Protection Act 2018, section 164A): an electronic way to
//! complain, acknowledged within 30 days, answered without undue delay.

pub mod events;
pub mod form;
mod notices;
pub mod pages;
pub mod store;

use serde::{Deserialize, Serialize};

use super::sealed::Row;
use super::{RightsError, State, Way, choosing, requests};
use crate::audit;
use crate::clock::{Day, Moment};
use crate::db::Tenant;
use crate::db::ids::{DataComplaintId, KeyId};
use crate::mail::Post;
use crate::messages::Language;

/// Days in which a complaint is acknowledged.
pub const DAYS: i64 = 30;
/// The days that are left when somebody is reminded.
const REMIND: i64 = 7;
const TABLE: &str = "data_complaints";
/// The kind of the mails.
pub const MAIL: &str = "data-complaint";

/// Who complains, and of what.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// Their name.
    pub name: String,
    /// Their e-mail.
    pub email: String,
    /// Any other way to reach them.
    pub contact: String,
    /// What they complain of.
    pub words: String,
}

impl std::fmt::Debug for Said {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Said(..)")
    }
}

/// What a form says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewComplaint {
    /// By which way it came.
    pub way: Way,
    /// The day on which it came.
    pub received_on: Day,
    /// The language of the answer.
    pub language: Language,
    /// Who and what.
    pub said: Said,
}

/// A complaint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// The row.
    pub id: DataComplaintId,
    /// By which way it came.
    pub way: Way,
    /// The day on which it came.
    pub received_on: Day,
    /// The language of the answer.
    pub language: Language,
    /// The key of what is sealed.
    pub key: KeyId,
    /// Who and what, sealed.
    pub contents: Vec<u8>,
    /// Where it stands.
    pub state: State,
    /// The day on which it was acknowledged.
    pub acknowledged_on: Option<Day>,
    /// What came of it, sealed.
    pub outcome: Option<Vec<u8>>,
    /// The day on which they were told.
    pub answered_on: Option<Day>,
}

impl Complaint {
    /// The last day for acknowledging it.
    #[must_use]
    pub fn acknowledge_by(&self) -> Day {
        self.received_on.plus_days(DAYS)
    }
}

/// A complaint as it reads.
#[derive(Debug, Clone)]
pub struct Opened {
    /// The complaint.
    pub complaint: Complaint,
    /// Who and what.
    pub said: Said,
    /// What came of it.
    pub outcome: Option<String>,
}

/// Keeps a complaint, acknowledges it by mail where there is an address, and tells those who run complaints.
///
/// # Errors
/// The database is away, or a mail can't be written.
pub fn receive(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    new: &NewComplaint,
) -> Result<DataComplaintId, RightsError> {
    let id = DataComplaintId::new(now);
    let row = Row::new(tenant, TABLE, id.any())?;
    let mut complaint = Complaint {
        id,
        way: new.way,
        received_on: new.received_on,
        language: new.language,
        key: row.key(),
        contents: row.seal_json("contents", &new.said)?,
        state: State::Open,
        acknowledged_on: None,
        outcome: None,
        answered_on: None,
    };
    if notices::acknowledged(tenant, now, post, &complaint, &new.said)? {
        complaint.acknowledged_on = Some(now.day());
    }
    store::insert(tenant, now, &complaint)?;
    audit::record(tenant, now, &events::Received { complaint: &complaint })?;
    let candidates = requests::candidates(tenant, now.day())?;
    if let Some(to) = choosing::runner(&candidates, &std::collections::BTreeSet::new()) {
        notices::received(tenant, now, post, &complaint, to)?;
    }
    Ok(id)
}

/// Opens a complaint.
///
/// # Errors
/// No such complaint, or it doesn't open.
pub fn open(tenant: &mut Tenant<'_>, id: DataComplaintId) -> Result<Opened, RightsError> {
    let complaint = store::get(tenant, id)?.ok_or(RightsError::NotFound)?;
    read(tenant, complaint)
}

/// All complaints, open ones first.
///
/// # Errors
/// The database is away, or one doesn't open.
pub fn all(tenant: &mut Tenant<'_>) -> Result<Vec<Opened>, RightsError> {
    let mut all = Vec::new();
    for complaint in store::all(tenant)? {
        all.push(read(tenant, complaint)?);
    }
    Ok(all)
}

fn read(tenant: &mut Tenant<'_>, complaint: Complaint) -> Result<Opened, RightsError> {
    let row = Row::of(tenant, TABLE, complaint.id.any(), complaint.key)?;
    let said = row.open_json("contents", &complaint.contents)?;
    let outcome = match &complaint.outcome {
        Some(sealed) => Some(String::from_utf8_lossy(&row.open("outcome", sealed)?).into_owned()),
        None => None,
    };
    Ok(Opened { complaint, said, outcome })
}

/// What somebody enters of a complaint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entered {
    /// It was acknowledged on a day.
    Acknowledged(Day),
    /// They were told on a day what came of it.
    Answered(Day, String),
}

/// Enters what was done.
///
/// # Errors
/// No such complaint, it was entered before, or the day doesn't fit.
pub fn enter(
    tenant: &mut Tenant<'_>,
    now: Moment,
    id: DataComplaintId,
    entered: &Entered,
) -> Result<(), RightsError> {
    let complaint = store::get(tenant, id)?.ok_or(RightsError::NotFound)?;
    let (Entered::Acknowledged(day) | Entered::Answered(day, _)) = entered;
    if *day < complaint.received_on || *day > now.day() {
        return Err(RightsError::Refused("rights-error-day"));
    }
    if complaint.state == State::Answered {
        return Err(RightsError::Refused("rights-error-step"));
    }
    let changed = match entered {
        Entered::Acknowledged(_) if complaint.acknowledged_on.is_some() => {
            return Err(RightsError::Refused("rights-error-step"));
        }
        Entered::Acknowledged(day) => Complaint { acknowledged_on: Some(*day), ..complaint },
        Entered::Answered(day, words) => {
            let row = Row::of(tenant, TABLE, id.any(), complaint.key)?;
            Complaint {
                acknowledged_on: complaint.acknowledged_on.or(Some(*day)),
                answered_on: Some(*day),
                outcome: Some(row.seal("outcome", words.as_bytes())?),
                state: State::Answered,
                ..complaint
            }
        }
    };
    store::update(tenant, &changed)?;
    audit::record(tenant, now, &events::Changed { complaint: &changed })?;
    Ok(())
}

/// Reminds of complaints that nobody has acknowledged; how many mails were queued.
pub(super) fn remind(tenant: &mut Tenant<'_>, now: Moment, post: &Post) -> Result<u64, RightsError> {
    let candidates = requests::candidates(tenant, now.day())?;
    let Some(to) = choosing::runner(&candidates, &std::collections::BTreeSet::new()) else { return Ok(0) };
    let mut count = 0;
    for complaint in store::all(tenant)? {
        let left = now.day().days_until(complaint.acknowledge_by());
        let waits = complaint.state == State::Open && complaint.acknowledged_on.is_none();
        if waits && left <= REMIND {
            count += u64::from(notices::waits(tenant, now, post, &complaint, to)?);
        }
    }
    Ok(count)
}
