//! Each time that a version was issued again: when, by whom, where, what changed. Pure.

use std::collections::{BTreeMap, BTreeSet};

use crate::clock::Moment;
use crate::db::ids::{PersonId, RenditionId, ServiceId, VersionId};
use crate::messages::Language;
use crate::policies::versions::changes;

/// An issue of a version at a service, without its texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// The rendition.
    pub rendition: RenditionId,
    /// The version.
    pub version: VersionId,
    /// The service.
    pub service: ServiceId,
    /// The language.
    pub language: Language,
    /// 1 on publication, then the re-issues.
    pub issue: i64,
    /// Why it was issued again.
    pub reason: String,
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: Option<PersonId>,
    /// The hash of the words that must be followed.
    pub duty: Vec<u8>,
    /// What it printed for each field.
    pub values: BTreeMap<String, String>,
}

/// One re-issue: one press, at one or several services.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reissue {
    /// The version.
    pub version: VersionId,
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: Option<PersonId>,
    /// Why.
    pub reason: String,
    /// The services, with the number of the issue.
    pub services: BTreeMap<ServiceId, i64>,
    /// The fields that printed something else.
    pub fields: BTreeSet<String>,
    /// The services where words that must be followed changed.
    pub duty: BTreeSet<ServiceId>,
}

/// Puts the re-issues together, newest first.
#[must_use]
pub fn reissues(printed: &[Printed]) -> Vec<Reissue> {
    let same = |one: &Printed, other: &Printed| {
        (one.version, one.service, one.language) == (other.version, other.service, other.language)
    };
    let mut found: BTreeMap<(Moment, VersionId), Reissue> = BTreeMap::new();
    for after in printed.iter().filter(|row| row.issue > 1) {
        let before =
            printed.iter().find(|row| same(row, after) && row.issue.saturating_add(1) == after.issue);
        let reissue = found.entry((after.at, after.version)).or_insert_with(|| Reissue {
            version: after.version,
            at: after.at,
            by: after.by,
            reason: after.reason.clone(),
            services: BTreeMap::new(),
            fields: BTreeSet::new(),
            duty: BTreeSet::new(),
        });
        reissue.services.insert(after.service, after.issue);
        let Some(before) = before else { continue };
        if before.duty != after.duty {
            reissue.duty.insert(after.service);
        }
        if !before.values.is_empty() {
            let names = changes::fields(&before.values, &after.values).into_iter().map(|field| field.name);
            reissue.fields.extend(names);
        }
    }
    found.into_values().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_press_is_one_line_with_its_services_and_fields() {
        let at = |hour: u8| Moment::parse(&format!("2026-11-21T{hour:02}:00:00Z")).unwrap();
        let (version, here, there) = (VersionId::new(at(9)), ServiceId::new(at(9)), ServiceId::new(at(9)));
        let printed = |service, issue: i64, hour, manager: &str, duty: u8| Printed {
            rendition: RenditionId::new(at(hour)),
            version,
            service,
            language: Language::English,
            issue,
            reason: if issue > 1 { "New manager".to_owned() } else { String::new() },
            at: at(hour),
            by: None,
            duty: vec![duty],
            values: BTreeMap::from([("manager".to_owned(), manager.to_owned())]),
        };
        let rows = [
            printed(here, 1, 9, "Mair", 1),
            printed(there, 1, 9, "Owain", 1),
            printed(here, 2, 10, "Gwen", 1),
            printed(there, 2, 10, "Gwen", 2),
            printed(here, 3, 11, "Gwen", 3),
        ];
        let found = reissues(&rows);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].services, BTreeMap::from([(here, 3)]));
        assert!(found[0].fields.is_empty());
        assert_eq!(found[1].services, BTreeMap::from([(here, 2), (there, 2)]));
        assert_eq!(found[1].fields, BTreeSet::from(["manager".to_owned()]));
        assert_eq!(found[1].duty, BTreeSet::from([there]));
        assert!(reissues(&rows[..2]).is_empty());
    }
}
