//! Identifiers: UUIDv7 made by the application, one type for each table so that they can't be mixed up.

use std::io::Write;

use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::pg::{Pg, PgValue};
use diesel::serialize::{self, IsNull, Output, ToSql};
use diesel::sqlite::{Sqlite, SqliteValue};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::types::{on_both, sql};
use crate::clock::Moment;
use crate::keys::random;

macro_rules! ids {
    ($($(#[$about:meta])* $name:ident),+ $(,)?) => { $(
        $(#[$about])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, AsExpression, FromSqlRow,
        )]
        #[serde(transparent)]
        #[diesel(sql_type = sql::Uid)]
        pub struct $name(Uuid);

        impl $name {
            /// A new identifier; those made later sort later.
            #[must_use]
            pub fn new(now: Moment) -> Self {
                Self(at(now))
            }

            /// The identifier written in an address; nothing for any other text.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                Uuid::try_parse(text).ok().map(Self)
            }

            /// The 16 bytes, as hashes and seals take them.
            #[must_use]
            pub fn bytes(&self) -> &[u8; 16] {
                self.0.as_bytes()
            }

            /// The same identifier where the kind of row doesn't matter (audit entries, addresses).
            #[must_use]
            pub fn any(self) -> AnyId {
                AnyId(self.0)
            }

            /// The identifier that a column for several kinds of row holds.
            #[must_use]
            pub fn from_any(id: AnyId) -> Self {
                Self(id.0)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(formatter)
            }
        }

        impl ToSql<sql::Uid, Pg> for $name {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
                out.write_all(self.0.as_bytes())?;
                Ok(IsNull::No)
            }
        }

        impl ToSql<sql::Uid, Sqlite> for $name {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
                out.set_value(self.0.as_bytes().as_slice());
                Ok(IsNull::No)
            }
        }

        impl FromSql<sql::Uid, Pg> for $name {
            fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
                Ok(Self(Uuid::from_slice(value.as_bytes())?))
            }
        }

        impl FromSql<sql::Uid, Sqlite> for $name {
            fn from_sql(mut value: SqliteValue<'_, '_, '_>) -> deserialize::Result<Self> {
                Ok(Self(Uuid::from_slice(value.read_blob())?))
            }
        }

        on_both!(sql::Uid => $name, read);
    )+ };
}

ids! {
    /// Any of the identifiers below, where one column points to several kinds of row.
    AnyId,
    /// An organisation: the tenant.
    OrganisationId,
    /// A sign-in.
    AccountId,
    /// A session.
    SessionId,
    /// A key of the installation or of an organisation.
    KeyId,
    /// A ticket of work for one organisation.
    TicketId,
    /// A service.
    ServiceId,
    /// A person.
    PersonId,
    /// A role held by a person.
    GrantId,
    /// An invitation.
    InvitationId,
    /// A value of a field.
    FieldValueId,
    /// A stored file.
    BlobId,
    /// A policy.
    PolicyId,
    /// A draft of a policy.
    DraftId,
    /// A published version.
    VersionId,
    /// The frozen result for one version, service and language.
    RenditionId,
    /// A withdrawal of a policy or of a request.
    WithdrawalId,
    /// A review.
    ReviewId,
    /// A reminder of a review.
    ReminderId,
    /// A request to read and sign.
    RequestId,
    /// One person's duty for one rendition.
    AssignmentId,
    /// A personal link for signing.
    LinkId,
    /// A signature.
    AcknowledgementId,
    /// An e-mail.
    MailId,
    /// A line of the organisation's log.
    AuditEntryId,
    /// An incident.
    IncidentId,
    /// A person's knowledge of an incident.
    ToldId,
    /// A line of an incident's log.
    IncidentEntryId,
    /// A round of review or approval of a draft.
    ApprovalRoundId,
    /// What somebody decided in such a round.
    ApprovalDecisionId,
    /// A law, guidance or document that a policy refers to.
    ReferenceId,
    /// A link to one policy for somebody outside.
    ShareId,
    /// A request by such a link.
    ShareVisitId,
    /// A shelf of files that is brought in.
    ShelfId,
    /// A file of a shelf.
    ShelfItemId,
    /// An answer to what the regulator expects.
    CoverageAnswerId,
    /// A file of many policies that is made.
    ExportId,
    /// A browser that somebody has signed in with before.
    KnownDeviceId,
    /// A move of an account to another address.
    EmailChangeId,
    /// A form that was kept over a sign-in.
    KeptFormId,
    /// Somebody's way from an e-mail address to an organisation.
    SignUpId,
    /// The acceptance of a document of ours.
    AcceptanceId,
    /// A try to make a backup.
    BackupId,
    /// A time that somebody is away.
    AbsenceId,
    /// A sheet of people that is brought in.
    StaffImportId,
    /// A shared tablet of a service.
    DeviceId,
    /// A badge with a code to scan.
    BadgeId,
    /// Somebody's time at a tablet, or on their own phone without an account.
    KioskSessionId,
    /// Somebody standing in for somebody else.
    CoverId,
    /// A wish to have the head of the log mailed.
    HeadMailId,
    /// What the operator did to an organisation.
    OrganisationEventId,
    /// A message of the operator to members.
    AnnouncementId,
    /// A change of what organisations may have.
    QuotaChangeId,
    /// An operator looking into an organisation to help.
    SupportVisitId,
    /// A package with all that an organisation has.
    HandoverId,
    /// The closing of an organisation.
    ClosingId,
    /// What stays of a record that a rule removed.
    TombstoneId,
    /// An organisation's own period of keeping.
    RetentionRuleId,
    /// Something that keeps records past their time.
    LegalHoldId,
    /// Somebody's request about the data that is kept of them.
    RightsRequestId,
    /// A step of such a request.
    RightsStepId,
    /// A record that was found for such a request.
    RightsRecordId,
    /// The answer to such a request.
    RightsAnswerId,
    /// What such a request asks of those who have a case.
    RightsTaskId,
    /// A complaint about how personal data is used.
    DataComplaintId,
    /// What an operator did to a mail.
    MailStepId,
}

/// A UUIDv7 of this moment, with 74 random bits.
fn at(now: Moment) -> Uuid {
    let milliseconds = u64::try_from(now.microseconds() / 1_000).unwrap_or_default();
    uuid::Builder::from_unix_timestamp_millis(milliseconds, &random::<10>()).into_uuid()
}

impl AnyId {
    /// When it was made, to the millisecond; nothing for one that isn't a UUIDv7.
    #[must_use]
    pub fn made_at(self) -> Option<Moment> {
        let (seconds, nanoseconds) = self.0.get_timestamp()?.to_unix();
        let seconds = i64::try_from(seconds).ok()?.checked_mul(1_000_000)?;
        Moment::from_microseconds(seconds.checked_add(i64::from(nanoseconds / 1_000))?)
    }

    /// The identifier of 16 bytes; nothing for more or fewer.
    #[must_use]
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        Uuid::from_slice(bytes).ok().map(Self)
    }

    /// The identifier of nothing: what belongs to the installation and to no organisation.
    pub const NONE: Self = Self(Uuid::nil());
}
