//! What the regulators expect a policy for: dated data for each nation and kind of service.
//!
//! It is ground to check against, not legal advice: what wasn't read in the source itself says so
//! (`verified`), and where nothing was verified there is no list (reference domain, correction 6).

use std::sync::LazyLock;

use serde::Deserialize;

use crate::clock::Day;
use crate::organisations::{Nation, Service, ServiceType};

/// Something that a regulator expects a policy for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expectation {
    /// Names it, in every edition of the list.
    pub id: String,
    /// Where it holds.
    pub nation: Nation,
    /// For which kinds of service.
    pub service_types: Vec<ServiceType>,
    /// What it is about.
    pub title: String,
    /// Who asks for it, and where.
    pub asked_by: String,
    /// The day of the law or guidance that asks.
    pub dated: Option<Day>,
    /// From which day it holds.
    pub valid_from: Day,
    /// To which day it held.
    #[serde(default)]
    pub valid_to: Option<Day>,
    /// When we last looked.
    pub checked_on: Day,
    /// The families of the library that answer it.
    pub families: Vec<String>,
    /// Whether the source itself was read.
    pub verified: bool,
    /// What was read there.
    #[serde(default)]
    pub source: Option<String>,
}

/// The body that inspects in a nation, and where it publishes what it expects.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// The nation.
    pub nation: Nation,
    /// Its name.
    pub name: String,
    /// Where it publishes.
    pub address: String,
    /// When we last looked.
    pub checked_on: Day,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Coverage {
    bodies: Vec<Body>,
    expectations: Vec<Expectation>,
}

/// Read once. A faulty file reads as an empty list; a test refuses it.
static COVERAGE: LazyLock<Coverage> = LazyLock::new(|| read().unwrap_or_default());

fn read() -> Result<Coverage, serde_json::Error> {
    serde_json::from_str(include_str!("coverage.json"))
}

/// Every expectation, in the order of the file.
#[must_use]
pub fn all() -> &'static [Expectation] {
    &COVERAGE.expectations
}

/// What is expected of a service on a day.
pub fn of_service(service: &Service, day: Day) -> impl Iterator<Item = &'static Expectation> {
    let (nation, kind) = (service.nation, service.service_type);
    all().iter().filter(move |expected| {
        expected.nation == nation
            && expected.service_types.contains(&kind)
            && expected.valid_from <= day
            && expected.valid_to.is_none_or(|end| day <= end)
    })
}

/// Whether there is a list for a nation at all.
#[must_use]
pub fn has_list(nation: Nation) -> bool {
    all().iter().any(|expected| expected.nation == nation)
}

/// The body that inspects in a nation.
#[must_use]
pub fn body(nation: Nation) -> Option<&'static Body> {
    COVERAGE.bodies.iter().find(|body| body.nation == nation)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Day, Nation, ServiceType, all, body, has_list, read};
    use crate::library;

    #[test]
    fn the_file_is_sound() {
        let read = read().unwrap();
        let ids: BTreeSet<&str> = read.expectations.iter().map(|expected| expected.id.as_str()).collect();
        assert_eq!(ids.len(), read.expectations.len(), "an id stands twice");
        let (first, last) = (Day::new(1970, 1, 1).unwrap(), Day::new(2026, 11, 21).unwrap());
        for expected in &read.expectations {
            let id = &expected.id;
            assert!(id.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-'), "{id}");
            assert!(!expected.service_types.is_empty() && !expected.title.is_empty(), "{id}");
            assert!(!expected.asked_by.is_empty(), "{id}");
            let source = expected.source.as_deref().unwrap_or_default();
            assert_eq!(expected.verified, !source.is_empty(), "{id}: what was read, and only what was read");
            assert!(expected.checked_on <= last && expected.valid_from >= first, "{id}");
            assert!(expected.dated.is_none_or(|day| day >= first && day <= expected.valid_from), "{id}");
            for family in &expected.families {
                let known = library::templates()
                    .iter()
                    .any(|template| template.family == *family && template.nation == expected.nation);
                assert!(known, "{id} names {family}, which the library has not for {:?}", expected.nation);
            }
        }
        assert!(all().len() >= 20, "saw only {}", all().len());
    }

    /// Who takes an entry back to "not checked" says so here.
    #[test]
    fn so_many_were_checked_at_the_source() {
        let count = |nation: Nation| {
            let of = || all().iter().filter(move |expected| expected.nation == nation);
            (of().filter(|expected| expected.verified).count(), of().count())
        };
        assert_eq!(count(Nation::Wales), (13, 26));
        assert_eq!(count(Nation::England), (22, 25));
    }

    #[test]
    fn nations_that_were_not_read_have_a_body_and_no_list() {
        for nation in Nation::ALL {
            let listed = matches!(nation, Nation::England | Nation::Wales);
            assert_eq!(has_list(*nation), listed, "{nation:?}");
            assert_eq!(body(*nation).unwrap().name, nation.regulator());
        }
        for kind in ServiceType::ALL {
            for nation in [Nation::England, Nation::Wales] {
                let any = all().iter().any(|e| e.nation == nation && e.service_types.contains(kind));
                // Day services are not registered with either regulator.
                assert_eq!(any, *kind != ServiceType::DayService, "{nation:?} {kind:?}");
            }
        }
    }
}
