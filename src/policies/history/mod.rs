//! What was in force on a day, and the texts of versions.

pub mod reissues;
pub mod store;

use crate::clock::Day;
use crate::db::ids::{PolicyId, RenditionId, ServiceId};
use crate::messages::Language;

pub use reissues::{Printed, Reissue, reissues};
pub use store::{as_at, issues_of, model};

/// A rendition with what decides when it was in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// The policy.
    pub policy: PolicyId,
    /// The rendition.
    pub rendition: RenditionId,
    /// The service.
    pub service: ServiceId,
    /// The language.
    pub language: Language,
    /// The place of the version among the policy's.
    pub number: i64,
    /// The version as people call it.
    pub label: String,
    /// The code at that time.
    pub code: String,
    /// The title at that time.
    pub title: String,
    /// From which day the version applies; where nobody knows, the first day on which it is known to have applied.
    pub effective_on: Day,
    /// Whether that is the day on which it came into force.
    pub effective_known: bool,
    /// When the version was published here.
    pub published_on: Day,
    /// The version was in force before it was brought in.
    pub adopted: bool,
    /// 1 on publication, then the re-issues.
    pub issue: i64,
    /// When this issue was made.
    pub issued_on: Day,
    /// When the policy was withdrawn.
    pub withdrawn_on: Option<Day>,
}

impl Issue {
    // Whether its version was in force at the end of a day, were there no newer one.
    fn counts(&self, day: Day) -> bool {
        let begun = self.effective_on <= day && (self.adopted || self.published_on <= day);
        begun && self.withdrawn_on.is_none_or(|withdrawn| day < withdrawn)
    }

    /// Whether it was brought in after the day on which it was in force.
    #[must_use]
    pub fn brought_in_later(&self, day: Day) -> bool {
        self.adopted && self.published_on > day
    }
}

/// What was in force at the end of a day: of each policy the newest version that had begun, and of that
/// version the newest issue for each service. A version takes the place of the one before at every service.
#[must_use]
pub fn in_force_on(issues: &[Issue], day: Day) -> Vec<Issue> {
    let mut counting: Vec<&Issue> = issues.iter().filter(|issue| issue.counts(day)).collect();
    counting.sort_by_key(|issue| {
        let late = issue.issued_on > day && issue.issue > 1;
        (issue.policy, -issue.number, issue.service, issue.language.code(), late, -issue.issue)
    });
    let mut found: Vec<Issue> = Vec::new();
    for issue in counting {
        let last = found.last().filter(|last| last.policy == issue.policy);
        let older = last.is_some_and(|last| last.number != issue.number);
        let known = last.is_some_and(|last| last.service == issue.service && last.language == issue.language);
        let late = issue.issued_on > day && issue.issue > 1;
        if !older && !known && !late {
            found.push(issue.clone());
        }
    }
    found.sort_by(|one, other| {
        (&one.title, one.service, one.rendition).cmp(&(&other.title, other.service, other.rendition))
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Moment;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    struct World {
        policy: PolicyId,
        services: [ServiceId; 2],
    }

    impl World {
        fn issue(&self, service: usize, number: i64, effective: &str, published: &str) -> Issue {
            let now = Moment::parse("2026-01-01T00:00:00Z").unwrap();
            Issue {
                policy: self.policy,
                rendition: RenditionId::new(now),
                service: self.services[service],
                language: Language::English,
                number,
                label: format!("{number}.0"),
                code: "DCW13".to_owned(),
                title: "Phones".to_owned(),
                effective_on: day(effective),
                effective_known: true,
                published_on: day(published),
                adopted: false,
                issue: 1,
                issued_on: day(published),
                withdrawn_on: None,
            }
        }
    }

    fn world() -> World {
        let now = Moment::parse("2026-01-01T00:00:00Z").unwrap();
        World { policy: PolicyId::new(now), services: [ServiceId::new(now), ServiceId::new(now)] }
    }

    fn told(issues: &[Issue], on: &str) -> Vec<(i64, i64)> {
        in_force_on(issues, day(on)).iter().map(|issue| (issue.number, issue.issue)).collect()
    }

    #[test]
    fn the_newest_version_that_had_begun() {
        let world = world();
        let one = world.issue(0, 1, "2026-01-10", "2026-01-10");
        let later = world.issue(0, 2, "2026-04-01", "2026-03-01");
        let withdrawn = |issue: &Issue, on: &str| Issue { withdrawn_on: Some(day(on)), ..issue.clone() };
        let adopted = Issue { adopted: true, ..world.issue(0, 1, "2024-05-01", "2026-02-01") };
        let again =
            Issue { issue: 2, issued_on: day("2026-02-15"), ..world.issue(0, 1, "2026-01-10", "2026-01-10") };
        type Case<'a> = (&'a str, Vec<Issue>, &'a str, Vec<(i64, i64)>);
        let cases: Vec<Case<'_>> = vec![
            ("before the first", vec![one.clone()], "2026-01-09", vec![]),
            ("on the day itself", vec![one.clone()], "2026-01-10", vec![(1, 1)]),
            (
                "the next has a date in the future",
                vec![one.clone(), later.clone()],
                "2026-03-14",
                vec![(1, 1)],
            ),
            ("the next begins", vec![one.clone(), later.clone()], "2026-04-01", vec![(2, 1)]),
            (
                "the day before it was withdrawn",
                vec![withdrawn(&one, "2026-03-14")],
                "2026-03-13",
                vec![(1, 1)],
            ),
            ("withdrawn that day", vec![withdrawn(&one, "2026-03-14")], "2026-03-14", vec![]),
            ("brought in later", vec![adopted.clone()], "2025-03-14", vec![(1, 1)]),
            ("before it was adopted anywhere", vec![adopted], "2024-04-30", vec![]),
            ("before it was issued again", vec![one.clone(), again.clone()], "2026-02-14", vec![(1, 1)]),
            ("issued again", vec![one.clone(), again], "2026-02-15", vec![(1, 2)]),
            (
                "published late with an earlier day",
                vec![world.issue(0, 1, "2026-01-01", "2026-02-01")],
                "2026-01-15",
                vec![],
            ),
            (
                "a newer version for one service only ends the other's",
                vec![
                    one.clone(),
                    world.issue(1, 1, "2026-01-10", "2026-01-10"),
                    world.issue(1, 2, "2026-02-01", "2026-02-01"),
                ],
                "2026-03-01",
                vec![(2, 1)],
            ),
            (
                "two services",
                vec![one, world.issue(1, 1, "2026-01-10", "2026-01-10")],
                "2026-03-01",
                vec![(1, 1), (1, 1)],
            ),
        ];
        for (what, issues, on, expected) in cases {
            assert_eq!(told(&issues, on), expected, "{what}");
        }
    }
}
