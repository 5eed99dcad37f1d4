//! The answer: what is given of each record, and the files with the letter. The files are made outside the
//! transaction; the write compares what they were made of.

mod letter;

use serde_json::json;

use super::collecting::{self, RECORDS, Words};
use super::requests::{self, Opened, Viewer};
use super::sealed::Row;
use super::{
    Ask, Decision, Found, Made, Outcome, Record, RightsError, State, What, exemptions, marks, store,
};
use crate::clock::Moment;
use crate::db::Tenant;
use crate::db::ids::{PersonId, RightsAnswerId, RightsRecordId, RightsRequestId};
use crate::documents::pdf;
use crate::keys::hash_parts;

const ANSWERS: &str = "rights_answers";

/// A record with what it says.
#[derive(Debug, Clone)]
pub struct Held {
    /// The row.
    pub record: Record,
    /// What was found.
    pub found: Found,
    /// The text with its marks.
    pub marked: Option<String>,
}

impl Held {
    /// The text as it is given; nothing when it is withheld or undecided.
    #[must_use]
    pub fn given(&self) -> Option<String> {
        match (self.record.decision?, &self.marked) {
            (Decision::Include, _) => Some(self.found.text.clone()),
            (Decision::Redact, Some(marked)) => marks::blacked(&self.found.text, marked).ok(),
            (Decision::Redact, None) | (Decision::Withhold, _) => None,
        }
    }
}

/// The records of a request.
///
/// # Errors
/// The database is away, or one doesn't open.
pub fn held(tenant: &mut Tenant<'_>, request: RightsRequestId) -> Result<Vec<Held>, RightsError> {
    let mut all = Vec::new();
    for record in store::records(tenant, request)? {
        let found = collecting::open_record(tenant, &record)?;
        let marked = match &record.marked {
            Some(sealed) => {
                let row = Row::of(tenant, RECORDS, record.id.any(), record.key)?;
                Some(String::from_utf8_lossy(&row.open("marked", sealed)?).into_owned())
            }
            None => None,
        };
        all.push(Held { record, found, marked });
    }
    Ok(all)
}

/// What is decided of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deciding {
    /// What is given.
    pub decision: Decision,
    /// By which exemption something is kept back.
    pub exemption: Option<String>,
    /// The text with its marks.
    pub marked: Option<String>,
}

/// Decides what of a record is given.
///
/// # Errors
/// Not a record of this request, or the request is answered.
pub fn decide(
    tenant: &mut Tenant<'_>,
    now: Moment,
    viewer: Viewer,
    (id, record): (RightsRequestId, RightsRecordId),
    deciding: &Deciding,
) -> Result<(), RightsError> {
    let opened = requests::open(tenant, viewer, id)?;
    if opened.request.state != State::Open {
        return Err(RightsError::Refused("rights-error-step"));
    }
    let mut all = store::records(tenant, id)?.into_iter();
    let found = all.find(|one| one.id == record).ok_or(RightsError::NotFound)?;
    let row = Row::of(tenant, RECORDS, record.any(), found.key)?;
    let marked = match &deciding.marked {
        Some(marked) => Some(row.seal("marked", marked.as_bytes())?),
        None => None,
    };
    let exemption = deciding.exemption.clone();
    store::decide(tenant, now, &Record { decision: Some(deciding.decision), exemption, marked, ..found })?;
    requests::add_step(tenant, now, &opened.request, (What::Decided, now.day()), "")
}

/// What still keeps a request from being answered; the key of the words.
#[must_use]
pub fn missing(opened: &Opened, held: &[Held]) -> Option<&'static str> {
    let waits = opened.waits_for(What::ClarityAsked, What::ClarityGiven);
    let is_access = opened.request.asks.contains(&Ask::Access);
    if opened.request.state != State::Open {
        Some("rights-missing-open")
    } else if !opened.has(What::IdentityConfirmed) {
        Some("rights-missing-identity")
    } else if waits {
        Some("rights-missing-clarity")
    } else if is_access && opened.request.person.is_some() && !opened.has(What::Searched) {
        Some("rights-missing-search")
    } else if held.iter().any(|one| one.record.decision.is_none()) {
        Some("rights-missing-decisions")
    } else {
        None
    }
}

/// What the last page of an answer says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answering {
    /// How it is answered.
    pub outcome: Outcome,
    /// What was decided and why, for the letter.
    pub words: String,
}

/// All that the files of an answer are made of.
pub struct Draft {
    /// The request.
    pub opened: Opened,
    /// Its records.
    pub held: Vec<Held>,
    /// The name of the organisation.
    pub organisation: String,
    /// What the last page says.
    pub answering: Answering,
}

impl Draft {
    /// The mark of what was decided.
    #[must_use]
    pub fn mark(&self) -> [u8; 32] {
        mark(&self.held)
    }
}

fn mark(held: &[Held]) -> [u8; 32] {
    let parts: Vec<String> = held
        .iter()
        .map(|one| {
            let decision = one.record.decision.map_or("", Decision::as_str);
            format!("{} {decision} {:?} {:?}", one.record.id, one.record.exemption, one.marked)
        })
        .collect();
    let parts: Vec<&[u8]> = parts.iter().map(String::as_bytes).collect();
    hash_parts("polisi rights answer v1", &parts)
}

/// The files of an answer.
pub struct Files {
    /// The letter with the records.
    pub paper: Vec<u8>,
    /// The same for a machine.
    pub data: Vec<u8>,
    /// What they were made of.
    mark: [u8; 32],
}

/// Makes the files. Slow: call it outside any transaction.
///
/// # Errors
/// The printer refuses.
pub fn make(draft: &Draft, now: Moment, words: Words<'_>) -> Result<Files, RightsError> {
    let (filled, frame) = letter::of(draft, now, words)?;
    let paper = pdf::pdf(&filled, &frame, words.messages);
    let paper = paper.map_err(|fault| RightsError::Unmade(fault.to_string()))?;
    Ok(Files { paper: paper.bytes, data: data(draft, now, words), mark: draft.mark() })
}

fn data(draft: &Draft, now: Moment, words: Words<'_>) -> Vec<u8> {
    let records: Vec<_> = draft
        .held
        .iter()
        .filter_map(|one| {
            one.given()
                .map(|text| json!({ "title": one.found.title, "source": one.record.source, "text": text }))
        })
        .collect();
    let withheld: Vec<_> = letter::kept_back(&draft.held)
        .into_iter()
        .map(|(code, count)| {
            let law = exemptions::find(&code).map(|one| one.law.clone());
            json!({ "exemption": words.get(&exemptions::words(&code, false)), "law": law, "records": count })
        })
        .collect();
    let whole = json!({
        "organisation": draft.organisation,
        "about": draft.opened.contents.name,
        "received": draft.opened.request.received_on,
        "answered": now.day(),
        "outcome": draft.answering.outcome,
        "answer": draft.answering.words,
        "records": records,
        "withheld": withheld,
    });
    serde_json::to_vec_pretty(&whole).unwrap_or_default()
}

/// Makes an answer final.
///
/// # Errors
/// Something is missing, or a decision changed since the files were made.
pub fn finish(
    tenant: &mut Tenant<'_>,
    now: Moment,
    (viewer, id): (Viewer, RightsRequestId),
    answering: &Answering,
    files: &Files,
) -> Result<(), RightsError> {
    let opened = requests::open(tenant, viewer, id)?;
    let held = held(tenant, id)?;
    if let Some(key) = missing(&opened, &held) {
        return Err(RightsError::Refused(key));
    }
    if mark(&held) != files.mark {
        return Err(RightsError::Refused("rights-error-changed-meanwhile"));
    }
    let answer = RightsAnswerId::new(now);
    let row = Row::new(tenant, ANSWERS, answer.any())?;
    let (withheld, included): (Vec<&Held>, Vec<&Held>) = held.iter().partition(|one| one.given().is_none());
    let count = |some: &[&Held]| i64::try_from(some.len()).unwrap_or(i64::MAX);
    let made = Made {
        id: answer,
        request: id,
        outcome: answering.outcome,
        key: row.key(),
        paper: row.seal("paper", &files.paper)?,
        data: row.seal("data", &files.data)?,
        included: count(&included),
        withheld: count(&withheld),
        made_at: now,
        made_by: viewer.person,
    };
    store::insert_answer(tenant, &made)?;
    store::set_state(tenant, id, State::Answered, Some(now))?;
    requests::add_step(tenant, now, &opened.request, (What::Answered, now.day()), &answering.words)
}

/// Which file of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The letter.
    Paper,
    /// For a machine.
    Data,
}

/// A file of the newest answer; that it was taken is noted first.
///
/// # Errors
/// No answer to a request that this viewer may know of.
pub fn download(
    tenant: &mut Tenant<'_>,
    now: Moment,
    (viewer, id): (Viewer, RightsRequestId),
    kind: Kind,
) -> Result<Vec<u8>, RightsError> {
    let opened = requests::open(tenant, viewer, id)?;
    let made = store::last_answer(tenant, id)?.ok_or(RightsError::NotFound)?;
    requests::add_step(tenant, now, &opened.request, (What::Downloaded, now.day()), "")?;
    let row = Row::of(tenant, ANSWERS, made.id.any(), made.key)?;
    match kind {
        Kind::Paper => row.open("paper", &made.paper),
        Kind::Data => row.open("data", &made.data),
    }
}

/// An answer without its files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// How it was answered.
    pub outcome: Outcome,
    /// Records given, wholly or in part.
    pub included: i64,
    /// Records withheld.
    pub withheld: i64,
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: PersonId,
}

/// Who made the newest answer, when, and what is in it.
///
/// # Errors
/// The database is away.
pub fn made(tenant: &mut Tenant<'_>, id: RightsRequestId) -> Result<Option<Summary>, RightsError> {
    let made = store::last_answer(tenant, id)?;
    Ok(made.map(|made| Summary {
        outcome: made.outcome,
        included: made.included,
        withheld: made.withheld,
        at: made.made_at,
        by: made.made_by,
    }))
}
