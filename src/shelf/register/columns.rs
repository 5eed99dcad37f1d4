//! Which column of a sheet says what, by the words people put above it.

use serde::{Deserialize, Serialize};

/// What a column says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// The short code.
    Code,
    /// The title.
    Title,
    /// The version.
    Version,
    /// Who answers for it.
    Owner,
    /// Who approved it, or when.
    Approved,
    /// Who approved it.
    ApprovedBy,
    /// When it was approved.
    ApprovedOn,
    /// From when it applies.
    Effective,
    /// When it was last looked at.
    Reviewed,
    /// When it must be looked at again.
    NextReview,
    /// Where it applies.
    Services,
    /// Whether it is in force.
    Status,
}

impl Column {
    /// The word in messages.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Title => "title",
            Self::Version => "version",
            Self::Owner => "owner",
            Self::Approved => "approved",
            Self::ApprovedBy => "approved-by",
            Self::ApprovedOn => "approved-on",
            Self::Effective => "effective",
            Self::Reviewed => "reviewed",
            Self::NextReview => "next-review",
            Self::Services => "services",
            Self::Status => "status",
        }
    }
}

/// The words above a column, without what doesn't matter.
const WORDS: &[(Column, &[&str])] = &[
    (
        Column::Code,
        &[
            "code",
            "policycode",
            "policyno",
            "policynumber",
            "policyref",
            "policyreference",
            "ref",
            "reference",
            "number",
            "no",
            "docref",
            "documentcode",
            "documentno",
            "documentnumber",
            "documentreference",
            "refno",
            "referencenumber",
            "id",
            "policyid",
        ],
    ),
    (
        Column::Title,
        &[
            "title",
            "policy",
            "policytitle",
            "policyname",
            "name",
            "document",
            "documenttitle",
            "documentname",
            "nameofpolicy",
        ],
    ),
    (
        Column::Version,
        &[
            "version",
            "versionno",
            "versionnumber",
            "currentversion",
            "ver",
            "v",
            "issue",
            "issueno",
            "issuenumber",
            "edition",
            "revision",
            "rev",
        ],
    ),
    (
        Column::Owner,
        &[
            "owner",
            "policyowner",
            "documentowner",
            "responsibleperson",
            "responsible",
            "lead",
            "policylead",
            "author",
            "personresponsible",
        ],
    ),
    (
        Column::ApprovedBy,
        &["approvedby", "approver", "approvalby", "signedoffby", "authorisedby", "ratifiedby"],
    ),
    (
        Column::ApprovedOn,
        &[
            "approvedon",
            "approvaldate",
            "dateapproved",
            "dateofapproval",
            "approveddate",
            "signedoffon",
            "dateratified",
            "ratifiedon",
        ],
    ),
    (
        Column::Approved,
        &["approved", "approval", "signedoff", "approvedbyon", "approvedbydate", "approvedbyandon"],
    ),
    (
        Column::Effective,
        &[
            "effective",
            "effectivefrom",
            "effectivedate",
            "dateeffective",
            "inforcefrom",
            "issued",
            "issuedate",
            "dateissued",
            "dateofissue",
            "implementationdate",
            "startdate",
            "published",
            "datepublished",
        ],
    ),
    (
        Column::Reviewed,
        &[
            "reviewed",
            "reviewedon",
            "lastreviewed",
            "lastreview",
            "lastreviewdate",
            "datereviewed",
            "datelastreviewed",
            "dateoflastreview",
            "reviewedate",
            "lastupdated",
            "updated",
            "lastupdate",
            "revieweddate",
        ],
    ),
    (
        Column::NextReview,
        &[
            "nextreview",
            "nextreviewdate",
            "reviewdue",
            "reviewduedate",
            "duereview",
            "reviewdate",
            "reviewby",
            "datefornextreview",
            "dateofnextreview",
            "nextreviewdue",
            "duedate",
            "due",
            "renewaldate",
            "expirydate",
            "expires",
        ],
    ),
    (
        Column::Services,
        &[
            "services",
            "service",
            "home",
            "homes",
            "site",
            "sites",
            "location",
            "locations",
            "branch",
            "branches",
            "appliesto",
            "where",
        ],
    ),
    (Column::Status, &["status", "state", "currentstatus", "policystatus"]),
];

/// What the words above a column mean; nothing when they are unknown.
#[must_use]
pub fn meaning(head: &str) -> Option<Column> {
    let plain: String = head.to_lowercase().chars().filter(|letter| letter.is_alphanumeric()).collect();
    let found = WORDS.iter().find(|(_, words)| words.contains(&plain.as_str()));
    found.map(|(column, _)| *column)
}

#[cfg(test)]
mod tests {
    use super::{Column, meaning};

    #[test]
    fn knows_the_usual_words() {
        for (head, column) in [
            ("Code", Some(Column::Code)),
            ("Policy No.", Some(Column::Code)),
            ("Policy", Some(Column::Title)),
            ("POLICY TITLE ", Some(Column::Title)),
            ("Version no", Some(Column::Version)),
            ("Responsible person", Some(Column::Owner)),
            ("Approved by / on", Some(Column::Approved)),
            ("Date approved", Some(Column::ApprovedOn)),
            ("Date of last review", Some(Column::Reviewed)),
            ("Review date", Some(Column::NextReview)),
            ("Next review:", Some(Column::NextReview)),
            ("Home(s)", Some(Column::Services)),
            ("Colour", None),
            ("", None),
        ] {
            assert_eq!(meaning(head), column, "{head}");
        }
    }
}
