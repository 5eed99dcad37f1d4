//! Complaints about how personal data is used (Data Protection Act 2018, section 164A): an electronic way to
//! complain, acknowledged within 30 days, answered without undue delay. One that is about a role of those who answer
//! goes past everybody who held it when it came, and is hidden from them.

pub mod events;
pub mod form;
mod notices;
pub mod pages;
pub mod store;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::bench::Bench;
use super::sealed::Row;
use super::{RightsError, State, Way, choosing};
use crate::access::Role;
use crate::audit;
use crate::clock::{Day, Moment};
use crate::db::Tenant;
use crate::db::ids::{DataComplaintId, KeyId, PersonId};
use crate::mail::Post;
use crate::messages::Language;
use crate::people::covers;

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
    /// The roles of those whom it is about, among those who answer complaints.
    #[serde(default)]
    pub about: Vec<Role>,
    /// Who held these roles when it came: they find nothing of it.
    #[serde(default)]
    pub barred: BTreeSet<PersonId>,
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
    /// Who finds nothing of it: those whom it is about, and whom they appointed since.
    pub barred: BTreeSet<PersonId>,
    /// What came of it.
    pub outcome: Option<String>,
}

/// Who holds one of these roles or stands in for who does, and whether somebody without any of them is left to answer.
///
/// # Errors
/// The database is away.
pub fn barred(
    tenant: &mut Tenant<'_>,
    today: Day,
    about: &[Role],
) -> Result<(BTreeSet<PersonId>, Option<PersonId>), RightsError> {
    let held = covers::acting(tenant, today)?.into_iter();
    let barred: BTreeSet<PersonId> =
        held.filter(|held| about.contains(&held.role)).map(|held| held.person).collect();
    let (bench, now) = (Bench::on(tenant, today)?, tenant.real_now());
    let out = bench.out(tenant, now, barred.clone())?;
    Ok((barred, choosing::runner(&bench.candidates, &out)))
}

/// What whoever complains can quote: `DC-` and eight signs, of the random part of the row.
#[must_use]
pub fn reference(id: DataComplaintId) -> String {
    let signs: String = id.to_string().chars().filter(char::is_ascii_hexdigit).collect();
    let last = signs.get(signs.len().saturating_sub(8)..).unwrap_or_default().to_uppercase();
    let (front, back) = last.split_at_checked(4).unwrap_or_default();
    format!("DC-{front}-{back}")
}

/// Keeps a complaint, acknowledges it by mail where there is an address, and tells who runs complaints. In a flood
/// (not `by_mail`) nobody else's address gets mail, and who runs them gets one a day. The row, and whether a mail tells
/// who complains.
///
/// # Errors
/// The database is away, a mail can't be written, or it is about everybody who could answer.
pub fn receive(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    new: &NewComplaint,
    by_mail: bool,
) -> Result<(DataComplaintId, bool), RightsError> {
    let (barred, to) = barred(tenant, now.day(), &new.said.about)?;
    if to.is_none() && !new.said.about.is_empty() {
        return Err(RightsError::Nobody);
    }
    let said = Said { barred, ..new.said.clone() };
    let id = DataComplaintId::new(now);
    let row = Row::new(tenant, TABLE, id.any())?;
    let mut complaint = Complaint {
        id,
        way: new.way,
        received_on: new.received_on,
        language: new.language,
        key: row.key(),
        contents: row.seal_json("contents", &said)?,
        state: State::Open,
        acknowledged_on: None,
        outcome: None,
        answered_on: None,
    };
    let told = by_mail && notices::acknowledged(tenant, now, post, &complaint, &new.said)?;
    if told {
        complaint.acknowledged_on = Some(now.day());
    }
    store::insert(tenant, now, &complaint)?;
    audit::record(tenant, now, &events::Received { complaint: &complaint })?;
    match to {
        Some(to) if by_mail => notices::received(tenant, now, post, &complaint, to)?,
        Some(to) => notices::many_received(tenant, now, post, to)?,
        None => false,
    };
    Ok((id, told))
}

/// Opens a complaint for somebody who answers complaints.
///
/// # Errors
/// No such complaint, it is about them, or it doesn't open.
pub fn open(tenant: &mut Tenant<'_>, reader: PersonId, id: DataComplaintId) -> Result<Opened, RightsError> {
    let complaint = store::get(tenant, id)?.ok_or(RightsError::NotFound)?;
    let today = tenant.real_now().day();
    let bench = Bench::on(tenant, today)?;
    let one = read(tenant, &bench, complaint)?;
    if one.barred.contains(&reader) { Err(RightsError::NotFound) } else { Ok(one) }
}

/// All complaints that aren't about whoever reads them, open ones first.
///
/// # Errors
/// The database is away, or one doesn't open.
pub fn all(tenant: &mut Tenant<'_>, reader: PersonId) -> Result<Vec<Opened>, RightsError> {
    let today = tenant.real_now().day();
    let bench = Bench::on(tenant, today)?;
    all_before(tenant, &bench, reader)
}

fn all_before(tenant: &mut Tenant<'_>, bench: &Bench, reader: PersonId) -> Result<Vec<Opened>, RightsError> {
    let mut all = Vec::new();
    for complaint in store::all(tenant)? {
        all.push(read(tenant, bench, complaint)?);
    }
    all.retain(|one| !one.barred.contains(&reader));
    Ok(all)
}

/// The open complaints that somebody answers who isn't barred from them: all but those that are for somebody else.
///
/// # Errors
/// The database is away, or one doesn't open.
pub fn open_of(tenant: &mut Tenant<'_>, person: PersonId, today: Day) -> Result<Vec<Complaint>, RightsError> {
    let bench = Bench::on(tenant, today)?;
    let all =
        all_before(tenant, &bench, person)?.into_iter().filter(|one| one.complaint.state == State::Open);
    let is_theirs = |one: &Opened| choosing::runner(&bench.candidates, &one.barred) == Some(person);
    Ok(all.filter(is_theirs).map(|one| one.complaint).collect())
}

fn read(tenant: &mut Tenant<'_>, bench: &Bench, complaint: Complaint) -> Result<Opened, RightsError> {
    let row = Row::of(tenant, TABLE, complaint.id.any(), complaint.key)?;
    let said: Said = row.open_json("contents", &complaint.contents)?;
    let outcome = match &complaint.outcome {
        Some(sealed) => Some(String::from_utf8_lossy(&row.open("outcome", sealed)?).into_owned()),
        None => None,
    };
    let came_at = complaint.id.any().made_at().unwrap_or_else(|| complaint.received_on.at(0, 0));
    let barred = bench.out(tenant, came_at, said.barred.clone())?;
    Ok(Opened { complaint, said, barred, outcome })
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
    let bench = Bench::on(tenant, now.day())?;
    let mut count = 0;
    for complaint in store::all(tenant)? {
        let left = now.day().days_until(complaint.acknowledge_by());
        let waits = complaint.state == State::Open && complaint.acknowledged_on.is_none();
        if !waits || left > REMIND {
            continue;
        }
        let one = read(tenant, &bench, complaint)?;
        if let Some(to) = choosing::runner(&bench.candidates, &one.barred) {
            count += u64::from(notices::waits(tenant, now, post, &one.complaint, to)?);
        }
    }
    Ok(count)
}
