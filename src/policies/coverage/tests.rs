//! How expectations stand, by what an organisation has and says.

use super::*;
use crate::clock::Day;
use crate::library::expectations;
use crate::organisations::{Nation, ServiceType};

struct Case {
    now: Moment,
    service: Service,
    facts: Facts,
}

fn case() -> Case {
    let now = Moment::parse("2026-11-21T10:00:00Z").unwrap();
    let service = Service {
        id: ServiceId::new(now),
        name: "S".to_owned(),
        nation: Nation::Wales,
        service_type: ServiceType::Domiciliary,
    };
    Case { now, service, facts: Facts::default() }
}

impl Case {
    fn policy(&mut self, code: &str, title: &str, template: Option<&str>) -> PolicyId {
        let (title, template) = (title.to_owned(), template.map(str::to_owned));
        let policy = Policy { title, template, ..Policy::sample(self.now, code) };
        self.facts.policies.push(policy.clone());
        policy.id
    }

    fn say(&mut self, said: Said, policy: Option<PolicyId>, service: Option<ServiceId>) {
        let (at, by) = (self.now, PersonId::new(self.now));
        let (id, expectation) = (CoverageAnswerId::new(self.now), "wales-safeguarding".to_owned());
        self.facts.answers.push(Answer {
            id,
            service,
            expectation,
            said,
            policy,
            reason: String::new(),
            at,
            by,
        });
    }

    fn line(&self) -> (Standing, Vec<String>, Option<String>) {
        let expected = expectations::all().iter().find(|one| one.id == "wales-safeguarding").unwrap();
        let line = self.facts.line(&self.service, expected);
        let codes = line.policies.iter().map(|policy| policy.code.clone()).collect();
        (line.standing, codes, line.perhaps.map(|perhaps| perhaps.policy.code.clone()))
    }
}

const TEXT: &str = "safeguarding-adults.wales.domiciliary.en";

#[test]
fn a_policy_of_the_family_answers_where_it_is_in_force() {
    let mut case = case();
    assert_eq!(case.line(), (Standing::Gap, vec![], None));
    let policy = case.policy("DCW13", "Safeguarding", Some(TEXT));
    assert_eq!(case.line(), (Standing::Gap, vec![], None), "at no service");
    case.facts.drafted.insert((policy, case.service.id));
    assert_eq!(case.line(), (Standing::Draft, vec!["DCW13".to_owned()], None));
    case.facts.in_force.insert((policy, ServiceId::new(case.now)));
    assert_eq!(case.line().0, Standing::Draft, "in force elsewhere");
    case.facts.in_force.insert((policy, case.service.id));
    assert_eq!(case.line(), (Standing::InForce, vec!["DCW13".to_owned()], None));
}

#[test]
fn a_policy_that_only_looks_like_it_is_asked_about() {
    for (code, title, perhaps) in [
        ("DCW13", "Keeping people safe", true),
        ("P-1", "Safeguarding adults and children", true),
        ("P-1", "Lone working", false),
    ] {
        let mut case = case();
        let policy = case.policy(code, title, None);
        case.facts.in_force.insert((policy, case.service.id));
        assert_eq!(case.line(), (Standing::Gap, vec![], perhaps.then(|| code.to_owned())), "{title}");
        case.say(Said::Covered, Some(policy), Some(case.service.id));
        assert_eq!(case.line(), (Standing::InForce, vec![code.to_owned()], None), "{title}");
    }
}

#[test]
fn an_answer_for_the_service_comes_before_one_for_all() {
    let mut case = case();
    case.say(Said::NotApplicable, None, None);
    assert_eq!(case.line().0, Standing::NotApplicable);
    let policy = case.policy("P-1", "Other", None);
    case.facts.drafted.insert((policy, case.service.id));
    case.say(Said::Covered, Some(policy), Some(case.service.id));
    assert_eq!(case.line().0, Standing::Draft);
    case.say(Said::NotApplicable, None, Some(ServiceId::new(case.now)));
    assert_eq!(case.line().0, Standing::Draft, "of another service");
}

#[test]
fn a_policy_that_went_leaves_a_gap() {
    let mut case = case();
    let gone = PolicyId::new(case.now);
    case.say(Said::Covered, Some(gone), Some(case.service.id));
    assert_eq!(case.line(), (Standing::Gap, vec![], None));
}

#[test]
fn expectations_hold_from_their_day() {
    let case = case();
    let count = |year, month, day| {
        expectations::of_service(&case.service, Day::new(year, month, day).unwrap()).count()
    };
    assert!(count(2018, 4, 1) < count(2018, 4, 2));
    assert!(count(2026, 6, 18) < count(2026, 6, 19));
    assert_eq!(count(1970, 1, 1), 0);
}
