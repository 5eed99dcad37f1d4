//! Data rights: what people may ask about the data that is kept of them (UK GDPR, Articles 12 to 21), complaints
//! about it (Data Protection Act 2018, section 164A), and what everybody sees of their own without asking.
//!
//! A request is run by somebody without a conflict; whoever has one finds nothing of it: as for a request that
//! doesn't exist. What cases hold is never in an answer of this slice: those who have the case are asked to answer
//! for it themselves, and nobody else learns that there is one.

pub mod answering;
pub mod bench;
pub mod cases;
pub mod choosing;
pub mod collecting;
pub mod complaints;
pub mod deadline;
pub mod exemptions;
pub mod form;
pub mod holidays;
pub mod marks;
pub mod notices;
pub mod own;
pub mod pages;
pub mod reminders;
pub mod requests;
pub mod sealed;
pub mod store;
pub mod waiting;

use crate::clock::{Day, Moment};
use crate::db::Error as DbError;
use crate::db::ids::{
    IncidentId, KeyId, PersonId, RightsAnswerId, RightsRecordId, RightsRequestId, RightsStepId, RightsTaskId,
};
use crate::db::types::text_enum;
use crate::incidents::IncidentError;
use crate::keys::SealError;
use crate::keys::store::OpenError;
use crate::web::engine::EngineError;

pub use deadline::Standing;
pub use sealed::{Contents, Found};

/// The kind of row in the log.
pub const KIND: &str = "rights_request";
/// The kind of the daily work.
pub const TICKET: &str = "rights";

text_enum! {
    /// What somebody asks.
    Ask {
        /// A copy of their data.
        Access = "access",
        /// That something is put right.
        Correction = "correction",
        /// That something is deleted.
        Deletion = "deletion",
        /// That something is kept but not used.
        Restriction = "restriction",
        /// That something isn't done with it.
        Objection = "objection",
    }
}

text_enum! {
    /// By which way something came.
    Way {
        /// By our form; complaints only.
        Online = "online",
        /// By e-mail.
        Email = "email",
        /// By letter.
        Letter = "letter",
        /// By telephone.
        Phone = "phone",
        /// Said to somebody.
        InPerson = "in_person",
        /// Any other way.
        Other = "other",
    }
}

text_enum! {
    /// Where something stands.
    State {
        /// To be answered.
        Open = "open",
        /// Answered.
        Answered = "answered",
    }
}

text_enum! {
    /// Why somebody may not know of a request.
    Why {
        /// Whoever recorded it said that they have a conflict.
        Named = "named",
        /// It is about them.
        Own = "self",
    }
}

text_enum! {
    /// A step of a request.
    What {
        /// It was recorded.
        Recorded = "recorded",
        /// The person was asked who they are: the clock waits.
        IdentityAsked = "identity_asked",
        /// They are who they say.
        IdentityConfirmed = "identity_confirmed",
        /// The person was asked what they mean: the clock waits.
        ClarityAsked = "clarity_asked",
        /// They said so.
        ClarityGiven = "clarity_given",
        /// The person was told that it takes two months more.
        Extended = "extended",
        /// Somebody else runs it now.
        HandedOn = "handed_on",
        /// Polisi looked for records.
        Searched = "searched",
        /// A record was added by hand.
        Added = "added",
        /// It was decided what of a record is given.
        Decided = "decided",
        /// The answer was made final.
        Answered = "answered",
        /// The request was opened again.
        Reopened = "reopened",
        /// The answer was downloaded.
        Downloaded = "downloaded",
    }
}

text_enum! {
    /// Where a record was found.
    Source {
        /// The staff list.
        Person = "person",
        /// Roles.
        Role = "role",
        /// Sign-ins.
        SignIn = "sign_in",
        /// What was read and signed.
        Reading = "reading",
        /// E-mails to the person.
        Mail = "mail",
        /// The log.
        Activity = "activity",
        /// Times away.
        Away = "away",
        /// Added by hand.
        ByHand = "by_hand",
    }
}

text_enum! {
    /// What is given of a record.
    Decision {
        /// All of it.
        Include = "include",
        /// All but what is blacked out.
        Redact = "redact",
        /// Nothing, by an exemption.
        Withhold = "withhold",
    }
}

text_enum! {
    /// How a request was answered.
    Outcome {
        /// What was asked was done.
        Given = "given",
        /// A part of it.
        Partly = "partly",
        /// Nothing of it.
        Refused = "refused",
    }
}

/// A request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The row.
    pub id: RightsRequestId,
    /// Who it is about, when they are on the staff list.
    pub person: Option<PersonId>,
    /// What is asked.
    pub asks: Vec<Ask>,
    /// By which way it came.
    pub way: Way,
    /// The day on which it came.
    pub received_on: Day,
    /// Who runs it.
    pub runner: PersonId,
    /// The key of its contents.
    pub key: KeyId,
    /// Who asks and what, sealed.
    pub contents: Vec<u8>,
    /// Where it stands.
    pub state: State,
    /// When it was recorded.
    pub made_at: Moment,
    /// By whom.
    pub made_by: PersonId,
    /// When it was answered.
    pub answered_at: Option<Moment>,
}

/// A step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The row.
    pub id: RightsStepId,
    /// The request.
    pub request: RightsRequestId,
    /// What.
    pub what: What,
    /// The day for which it counts.
    pub day: Day,
    /// Reason or note, sealed, with its key.
    pub words: Option<(KeyId, Vec<u8>)>,
    /// When it was entered.
    pub at: Moment,
    /// By whom.
    pub by: Option<PersonId>,
}

/// A record that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The row.
    pub id: RightsRecordId,
    /// The request.
    pub request: RightsRequestId,
    /// Where it was found.
    pub source: Source,
    /// The key of what is sealed.
    pub key: KeyId,
    /// What was found, sealed.
    pub found: Vec<u8>,
    /// What is given of it.
    pub decision: Option<Decision>,
    /// By which exemption something is kept back.
    pub exemption: Option<String>,
    /// The text with its marks, sealed.
    pub marked: Option<Vec<u8>>,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The row.
    pub id: RightsAnswerId,
    /// The request.
    pub request: RightsRequestId,
    /// How it was answered.
    pub outcome: Outcome,
    /// The key of the files.
    pub key: KeyId,
    /// The PDF, sealed.
    pub paper: Vec<u8>,
    /// The JSON, sealed.
    pub data: Vec<u8>,
    /// Records given, wholly or in part.
    pub included: i64,
    /// Records withheld.
    pub withheld: i64,
    /// When.
    pub made_at: Moment,
    /// By whom.
    pub made_by: PersonId,
}

/// What a request asks of those who have a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseTask {
    /// The row.
    pub id: RightsTaskId,
    /// The request.
    pub request: RightsRequestId,
    /// The case.
    pub incident: IncidentId,
    /// When it was made.
    pub made_at: Moment,
    /// When it was answered for.
    pub done_at: Option<Moment>,
}

/// What went wrong.
#[derive(Debug, thiserror::Error)]
pub enum RightsError {
    /// The database is away.
    #[error(transparent)]
    Database(#[from] DbError),
    /// A key isn't there.
    #[error(transparent)]
    Keys(#[from] OpenError),
    /// Something sealed doesn't open.
    #[error(transparent)]
    Sealed(#[from] SealError),
    /// A mail or a file can't be made.
    #[error("can't be made: {0}")]
    Unmade(String),
    /// No such request, or one that this person may not know of.
    #[error("not found")]
    NotFound,
    /// Everybody inside who could run it has a conflict.
    #[error("nobody without a conflict")]
    Nobody,
    /// It doesn't fit how things stand; the key of the words.
    #[error("refused: {0}")]
    Refused(&'static str),
}

impl From<EngineError> for RightsError {
    fn from(fault: EngineError) -> Self {
        Self::Unmade(fault.to_string())
    }
}

impl From<IncidentError> for RightsError {
    fn from(fault: IncidentError) -> Self {
        match fault {
            IncidentError::Database(fault) => fault.into(),
            IncidentError::Keys(fault) => fault.into(),
            IncidentError::NotFound => Self::NotFound,
            other => Self::Unmade(other.to_string()),
        }
    }
}

impl From<RightsError> for crate::web::Error {
    fn from(fault: RightsError) -> Self {
        match fault {
            RightsError::Database(fault) => fault.into(),
            RightsError::Keys(fault) => fault.into(),
            RightsError::Sealed(fault) => Self::Internal(fault.to_string()),
            RightsError::Unmade(why) => Self::Internal(why),
            RightsError::NotFound => Self::NotFound,
            RightsError::Nobody => Self::Conflict("rights-error-nobody"),
            RightsError::Refused(key) => Self::Conflict(key),
        }
    }
}
