//! The sides of a comparison: versions, the issues of one at a service, and the draft.

use std::collections::BTreeMap;

use super::{Asked, Found};
use crate::clock::{Day, Moment};
use crate::db::Tenant;
use crate::db::ids::{ServiceId, VersionId};
use crate::messages::args;
use crate::policies::versions::long_day;
use crate::policies::versions::store::{IssueLine, issues_of};
use crate::policies::{Policy, PolicyError, Version, history};
use crate::web::Visit;

/// The word for the draft among the versions.
const DRAFT: &str = "draft";

/// One of the two sides.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::policies::pages) enum Which {
    /// A version; at a service its newest issue.
    Version(i64),
    /// An issue of a version, at the service that was chosen.
    Issue(i64, i64),
    /// The draft.
    Draft,
}

impl Which {
    /// An issue of a version.
    pub(in crate::policies::pages) const fn issue(version: i64, issue: i64) -> Self {
        Self::Issue(version, issue)
    }

    fn parse(text: &str) -> Option<Self> {
        if text == DRAFT {
            return Some(Self::Draft);
        }
        match text.split_once('-') {
            None => text.parse().ok().map(Self::Version),
            Some((version, issue)) => Some(Self::Issue(version.parse().ok()?, issue.parse().ok()?)),
        }
    }

    /// What the address says.
    pub(in crate::policies::pages) fn word(self) -> String {
        match self {
            Self::Version(number) => number.to_string(),
            Self::Issue(number, issue) => format!("{number}-{issue}"),
            Self::Draft => DRAFT.to_owned(),
        }
    }

    const fn number(self) -> Option<i64> {
        match self {
            Self::Version(number) | Self::Issue(number, _) => Some(number),
            Self::Draft => None,
        }
    }

    /// The side among those that there are. An issue that isn't there, for another service was chosen, is its
    /// version; a version that was issued again is its newest issue.
    fn among(self, all: &[Self]) -> Option<Self> {
        let same = |other: &&Self| **other == self;
        let near = |other: &&Self| self.number().is_some() && other.number() == self.number();
        all.iter().find(same).or_else(|| all.iter().find(near)).copied()
    }
}

/// The issues of the versions that were issued again at a service.
pub(super) type Issues = BTreeMap<i64, Vec<IssueLine>>;

pub(super) fn issues(
    tenant: &mut Tenant<'_>,
    versions: &[Version],
    service: Option<ServiceId>,
) -> Result<Issues, PolicyError> {
    let mut found = Issues::new();
    let Some(service) = service else { return Ok(found) };
    for version in versions {
        let lines = issues_of(tenant, version.id, service)?;
        if lines.iter().any(|line| line.issue > 1) {
            found.insert(version.number, lines);
        }
    }
    Ok(found)
}

/// A service where the newest text was issued again: with only one version, its issues can be compared.
pub(super) fn issued_again(
    tenant: &mut Tenant<'_>,
    policy: &Policy,
    version: VersionId,
) -> Result<Option<ServiceId>, PolicyError> {
    let printed = history::issues_of(tenant, policy.id)?;
    let again = printed.iter().rev().find(|row| row.version == version && row.issue > 1);
    Ok(again.map(|row| row.service))
}

/// The two sides that are asked for; the newest two, when nothing is asked.
pub(super) fn sides(found: &Found, asked: &Asked) -> Result<Option<(Which, Which)>, PolicyError> {
    let all = found.all();
    let chosen = |text: &str, at: usize| match text {
        "" => Ok(all.get(at).copied()),
        text => {
            let which = Which::parse(text).and_then(|which| which.among(&all));
            which.map(Some).ok_or(PolicyError::NotFound)
        }
    };
    let (from, to) = (chosen(&asked.from, 1)?, chosen(&asked.to, 0)?);
    Ok(from.zip(to))
}

impl Found {
    /// Every side that there is, the newest first.
    pub(super) fn all(&self) -> Vec<Which> {
        let of_version = |version: &Version| match self.issues.get(&version.number) {
            None => vec![Which::Version(version.number)],
            Some(lines) => lines.iter().rev().map(|line| Which::Issue(version.number, line.issue)).collect(),
        };
        let draft = self.draft.map(|_| Which::Draft).into_iter();
        draft.chain(self.versions.iter().flat_map(of_version)).collect()
    }

    pub(super) fn version(&self, which: Which) -> Option<&Version> {
        let number = which.number()?;
        self.versions.iter().find(|version| version.number == number)
    }

    pub(super) fn line(&self, which: Which) -> Option<&IssueLine> {
        let Which::Issue(number, issue) = which else { return None };
        self.issues.get(&number)?.iter().find(|line| line.issue == issue)
    }

    fn label(&self, which: Which) -> &str {
        self.version(which).map_or("", |version| version.label.as_str())
    }

    /// What stands in the name of a file.
    pub(super) fn file_word(&self, which: Which) -> String {
        match which {
            Which::Draft => which.word(),
            Which::Version(_) => self.label(which).to_owned(),
            Which::Issue(_, issue) => format!("{}-issue-{issue}", self.label(which)),
        }
    }
}

/// What a side is called.
pub(super) fn name(visit: &Visit, found: &Found, which: Which) -> String {
    called(visit, found, which, "redline-issue")
}

/// What a side is called in a list: an issue with its day.
pub(super) fn listed(visit: &Visit, found: &Found, which: Which) -> String {
    called(visit, found, which, "redline-issue-dated")
}

fn called(visit: &Visit, found: &Found, which: Which, issue_key: &str) -> String {
    let label = ("label", found.label(which).to_owned());
    match which {
        Which::Draft => visit.words("policies-compare-draft"),
        Which::Version(_) => visit.app.messages.format(visit.language, "redline-version", &args([label])),
        Which::Issue(_, issue) => {
            let day = found.line(which).map(|line| long_day(line.at.day(), visit.language));
            let words = [label, ("issue", issue.to_string()), ("date", day.unwrap_or_default())];
            visit.app.messages.format(visit.language, issue_key, &args(words))
        }
    }
}

/// What a side is called, with its dates.
pub(super) fn dated(visit: &Visit, found: &Found, which: Which) -> String {
    let version = found.version(which);
    let issued = found.line(which).map(|line| line.at.day());
    let (key, day) = match which {
        Which::Draft => ("redline-paper-draft", found.draft.map(Moment::day)),
        _ => ("redline-paper-dated", issued.or_else(|| version.map(|version| version.published_at.day()))),
    };
    let effective = version.and_then(Version::effective_day);
    let key = if effective.is_none() && which != Which::Draft { "redline-paper-published" } else { key };
    let long = |day: Option<Day>| day.map(|day| long_day(day, visit.language)).unwrap_or_default();
    let words = [("version", name(visit, found, which)), ("date", long(day)), ("effective", long(effective))];
    visit.app.messages.format(visit.language, key, &args(words))
}

#[cfg(test)]
mod tests {
    use super::Which;

    #[test]
    fn a_side_is_found_among_those_that_there_are() {
        let all = [Which::Draft, Which::Issue(2, 2), Which::Issue(2, 1), Which::Version(1)];
        for (word, expected) in [
            ("draft", Some("draft")),
            ("2", Some("2-2")),
            ("2-1", Some("2-1")),
            ("2-7", Some("2-2")),
            ("1-3", Some("1")),
            ("1", Some("1")),
            ("3", None),
            ("3-1", None),
            ("x", None),
            ("1-x", None),
            ("-1", None),
        ] {
            let found = Which::parse(word).and_then(|which| which.among(&all));
            assert_eq!(found.map(Which::word).as_deref(), expected, "{word}");
        }
    }
}
