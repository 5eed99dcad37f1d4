//! Printing one version for one service: HTML, text, frame with its document control, and the values that
//! it printed.

use std::collections::BTreeMap;

use super::finished::File;
use super::frame::{StoredFrame, data_address};
use super::{Rendition, Version, rendition_digest};
use crate::blobs::Blob;
use crate::clock::{Day, Moment};
use crate::db::ids::{OrganisationId, PersonId, RenditionId};
use crate::documents::{
    Filled, Pictures, Stage, State, Value, Values, catalogue, dates, fill, html, labels, model::Document,
    text,
};
use crate::messages::{Language, Messages, args};
use crate::policies::PolicyError;
use crate::policies::readiness::{self, Site};

/// The manager's names, which document control prints even where the text doesn't.
const MANAGER: [&str; 2] =
    ["org_field_registered_manager_first_name", "org_field_registered_manager_last_name"];

/// A rendition with the values that it printed, by field.
#[derive(Debug, Clone)]
pub(super) struct Printed {
    /// The rendition.
    pub(super) rendition: Rendition,
    /// What each field printed; none that the version or the printer sets.
    pub(super) values: BTreeMap<String, String>,
}

/// That a version is issued again.
#[derive(Debug, Clone)]
pub(super) struct Issue<'a> {
    /// 2 for the first time.
    pub(super) number: i64,
    /// Why.
    pub(super) reason: &'a str,
    /// When.
    pub(super) at: Moment,
    /// By whom.
    pub(super) by: PersonId,
}

/// What every rendition of one version is printed from.
pub(super) struct Printing<'a> {
    /// The organisation and its name.
    pub(super) organisation: (OrganisationId, &'a str),
    /// The name of the policy's owner.
    pub(super) owner: &'a str,
    /// The language of the text.
    pub(super) language: Language,
    /// The version before, as people call it.
    pub(super) before: Option<&'a str>,
    /// The version.
    pub(super) version: &'a Version,
    /// Its text.
    pub(super) document: &'a Document,
    /// The pictures that it names.
    pub(super) pictures: &'a Pictures,
    /// Set when the version is issued again.
    pub(super) issue: Option<Issue<'a>>,
    /// Set when the version is a finished file: the text is the sheet that stands for it, people sign for
    /// the file, and document control says only what somebody said of it.
    pub(super) file: Option<File>,
    /// The words.
    pub(super) messages: &'a Messages,
}

impl Printing<'_> {
    /// The rendition for a service.
    pub(super) fn rendition(&self, site: &Site, logo: Option<&Blob>) -> Result<Printed, PolicyError> {
        let values = self.values(site);
        let mut filled = fill(self.document, &values, self.language, Stage::Published)?;
        filled.pictures = self.pictures.clone();
        if !filled.is_complete() {
            return Err(PolicyError::NotReady);
        }
        let address = logo.and_then(data_address);
        let look = html::Look { logo: address.as_deref(), ..html::Look::default() };
        let sheet = html::sheet(&filled, &look, self.messages);
        let at = self.issue.as_ref().map_or(self.version.published_at, |issue| issue.at);
        let mut rendition = Rendition {
            organisation: self.organisation.0,
            id: RenditionId::new(at),
            policy: self.version.policy,
            version: self.version.id,
            service: site.service.id,
            language: self.language,
            html_sha256: sheet.hash().0.to_vec(),
            html: sheet.as_str().to_owned(),
            text: text::plain(&filled, self.messages),
            duty_sha256: self.file.map_or_else(|| text::duty_hash(&filled), |file| file.sha256).0.to_vec(),
            logo: site.logo.filter(|_| logo.is_some()),
            published_at: at,
            digest: Vec::new(),
            issue: self.issue.as_ref().map_or(1, |issue| issue.number),
            reason: self.issue.as_ref().map(|issue| issue.reason.to_owned()).unwrap_or_default(),
            issued_by: self.issue.as_ref().map(|issue| issue.by),
            file: self.file.map(|file| file.id),
            frame: String::new(),
        };
        // A finished file is what it is: no value prints in it.
        let printed = match self.file {
            None => self.printed_values(&filled, &values),
            Some(_) => BTreeMap::new(),
        };
        rendition.frame = self.frame(site, &values, filled).to_json();
        rendition.digest = rendition_digest(&rendition).to_vec();
        Ok(Printed { rendition, values: printed })
    }

    /// What the fields print, in text and in document control.
    fn printed_values(&self, filled: &Filled, values: &Values) -> BTreeMap<String, String> {
        let in_text = filled.states.iter().filter_map(|(name, state)| match state {
            State::Filled(words) => Some((name.clone(), words.clone())),
            _ => None,
        });
        let around =
            MANAGER.iter().chain(&["org_field_registration_no", "org_field_service_name", "org_field_name"]);
        let around =
            around.filter_map(|name| Some(((*name).to_owned(), printed(values, name, self.language)?)));
        let of_fields = |name: &str| {
            catalogue::find(name).is_none_or(|field| !field.of_version() && !field.of_printing())
        };
        around.chain(in_text).filter(|(name, _)| of_fields(name)).collect()
    }

    fn values(&self, site: &Site) -> Values {
        let version = self.version;
        let mut values = readiness::in_words(&site.values, self.messages, self.language);
        values.text("policy_code", &version.code);
        values.text("policy_version", &version.label);
        values.text("current_year", &version.published_at.day().year().to_string());
        values.text("approved_by", &version.approver_name);
        let nothing = || self.messages.get(self.language, "policies-supersedes-nothing");
        values.text("supersedes", &self.before.map_or_else(nothing, str::to_owned));
        for (name, day) in
            [("approved_on", version.approved_day()), ("effective_date", version.effective_day())]
        {
            match day {
                Some(day) => readiness::set_day(&mut values, name, day),
                None => values.text(name, &self.messages.get(self.language, "document-not-recorded")),
            }
        }
        readiness::set_day(&mut values, "last_update_date", version.reviewed_on);
        readiness::set_day(&mut values, "next_review_date", version.next_review_on);
        values
    }

    fn frame(&self, site: &Site, values: &Values, filled: Filled) -> StoredFrame {
        let (messages, language) = (self.messages, self.language);
        let organisation = self.organisation.1.to_owned();
        let number = printed(values, "org_field_registration_no", language).filter(|_| self.file.is_none());
        let version = args([("code", self.version.code.as_str()), ("version", self.version.label.as_str())]);
        StoredFrame {
            registration: number
                .map(|number| (labels::field(messages, language, "org_field_registration_no"), number)),
            title: self.version.title.clone(),
            control: self.control(site, values),
            version: messages.format(
                language,
                if self.file.is_some() { "document-version" } else { "document-version-code" },
                &version,
            ),
            logo_alt: messages.format(
                language,
                "document-logo-alt",
                &args([("name", organisation.as_str())]),
            ),
            organisation,
            filled,
        }
    }

    /// The rows of the document-control table, in the order in which an inspector asks for them.
    fn control(&self, site: &Site, values: &Values) -> Vec<(String, String)> {
        let (messages, language, version) = (self.messages, self.language, self.version);
        let field =
            |name: &str| Some((labels::field(messages, language, name), printed(values, name, language)?));
        let row = |key: &str, value: &str| {
            (!value.is_empty()).then(|| (messages.get(language, key), value.to_owned()))
        };
        let own = |row: Option<(String, String)>| row.filter(|_| self.file.is_none());
        let names = MANAGER.iter().filter_map(|name| printed(values, name, language));
        let manager = names.collect::<Vec<_>>().join(" ");
        let service = labels::field(messages, language, "org_field_service_name");
        let rows = [
            row("document-control-organisation", self.organisation.1),
            Some((service, site.service.name.clone())),
            field("policy_code"),
            field("policy_version"),
            row("document-control-owner", self.owner),
            row("document-control-contact", &version.contact),
            field("effective_date"),
            field("approved_by"),
            field("approved_on"),
            row("document-control-approval-reason", version.approval_reason.as_deref().unwrap_or_default()),
            own(row("document-control-responsible", &manager)),
            field("last_update_date"),
            field("next_review_date"),
            own(field("supersedes")),
            row("document-control-adopted", version.adopted_from.as_deref().unwrap_or_default()),
            row("document-control-override", version.override_reason.as_deref().unwrap_or_default()),
        ];
        rows.into_iter().flatten().chain(self.issue.iter().flat_map(|issue| self.issued(issue))).collect()
    }

    fn issued(&self, issue: &Issue<'_>) -> [(String, String); 2] {
        let (messages, language) = (self.messages, self.language);
        let date = long_day(issue.at.day(), language);
        let words = args([("number", issue.number.to_string()), ("date", date)]);
        [
            (
                messages.get(language, "document-control-issue"),
                messages.format(language, "document-issue", &words),
            ),
            (messages.get(language, "document-control-issue-reason"), issue.reason.to_owned()),
        ]
    }
}

/// A day as a policy prints it.
#[must_use]
pub fn long_day(day: Day, language: Language) -> String {
    day.to_string().parse().map(|date| dates::long(date, language)).unwrap_or_default()
}

/// A value as it prints.
pub(super) fn printed(values: &Values, name: &str, language: Language) -> Option<String> {
    match values.get(name)? {
        Value::Text(text) => Some(text.split_whitespace().collect::<Vec<_>>().join(" ")),
        Value::Date(date) => Some(dates::long(*date, language)),
        Value::Image | Value::Nothing => None,
    }
}
