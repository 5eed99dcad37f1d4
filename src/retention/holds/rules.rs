//! What a legal hold keeps: pure, over the facts of a record.

use std::collections::BTreeSet;

use crate::clock::Day;
use crate::db::ids::{AnyId, IncidentId, PersonId, PolicyId};
use crate::db::types::text_enum;

text_enum! {
    /// What a hold is on.
    Kind {
        /// A person: what the staff list knows, signatures, mails, cases with them.
        Person = "person",
        /// A policy with its versions and signatures.
        Policy = "policy",
        /// A case.
        Case = "case",
        /// Whatever was made or kept on some days.
        Days = "days",
        /// Everything.
        Organisation = "organisation",
    }
}

/// What a hold is on, with its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum On {
    /// A person.
    Person(PersonId),
    /// A policy.
    Policy(PolicyId),
    /// A case.
    Case(IncidentId),
    /// From the first day to the last.
    Days(Day, Day),
    /// Everything.
    Organisation,
}

impl On {
    /// The kind.
    #[must_use]
    pub const fn kind(self) -> Kind {
        match self {
            Self::Person(_) => Kind::Person,
            Self::Policy(_) => Kind::Policy,
            Self::Case(_) => Kind::Case,
            Self::Days(..) => Kind::Days,
            Self::Organisation => Kind::Organisation,
        }
    }

    /// The row.
    #[must_use]
    pub fn subject(self) -> Option<AnyId> {
        match self {
            Self::Person(id) => Some(id.any()),
            Self::Policy(id) => Some(id.any()),
            Self::Case(id) => Some(id.any()),
            Self::Days(..) | Self::Organisation => None,
        }
    }
}

/// What is known of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// Whom it is about, and who made it.
    pub people: BTreeSet<PersonId>,
    /// The policy it belongs to.
    pub policy: Option<PolicyId>,
    /// It may belong to any policy: which one isn't kept.
    pub any_policy: bool,
    /// The case it is.
    pub case: Option<IncidentId>,
    /// The first day of its life.
    pub from: Day,
    /// The last.
    pub until: Day,
}

impl Facts {
    /// Something that was made on a day and is about nobody.
    #[must_use]
    pub const fn of(from: Day, until: Day) -> Self {
        Self { people: BTreeSet::new(), policy: None, any_policy: false, case: None, from, until }
    }

    /// What the staff list knows of somebody, from the first day of it to the last.
    #[must_use]
    pub fn of_person(person: PersonId, from: Day, until: Day) -> Self {
        Self { people: BTreeSet::from([person]), ..Self::of(from, until) }
    }
}

/// All holds that stand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing(pub Vec<On>);

impl Standing {
    /// Whether a hold keeps a record.
    #[must_use]
    pub fn keeps(&self, facts: &Facts) -> bool {
        self.0.iter().any(|on| match on {
            On::Organisation => true,
            On::Person(person) => facts.people.contains(person),
            On::Policy(policy) => facts.any_policy || facts.policy == Some(*policy),
            On::Case(case) => facts.case == Some(*case),
            On::Days(from, until) => facts.from <= *until && *from <= facts.until,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Facts, On, Standing};
    use crate::clock::{Day, Moment};
    use crate::db::ids::{IncidentId, PersonId, PolicyId};

    #[test]
    fn a_hold_keeps_what_it_is_on_and_nothing_else() {
        let now = Moment::parse("2026-11-21T10:00:00Z").unwrap();
        let (ann, bob) = (PersonId::new(now), PersonId::new(now));
        let (policy, other) = (PolicyId::new(now), PolicyId::new(now));
        let (case, another) = (IncidentId::new(now), IncidentId::new(now));
        let day = |text| Day::parse(text).unwrap();
        let plain = Facts::of(day("2020-03-01"), day("2020-06-30"));
        let anns = Facts { people: [ann].into(), ..plain.clone() };
        let of_policy = Facts { policy: Some(policy), ..plain.clone() };
        let of_any = Facts { any_policy: true, ..plain.clone() };
        let of_case = Facts { case: Some(case), ..plain.clone() };
        let days = |from, until| On::Days(day(from), day(until));
        for (hold, facts, keeps) in [
            (On::Organisation, &plain, true),
            (On::Person(ann), &anns, true),
            (On::Person(bob), &anns, false),
            (On::Person(ann), &plain, false),
            (On::Policy(policy), &of_policy, true),
            (On::Policy(other), &of_policy, false),
            (On::Policy(other), &of_any, true),
            (On::Policy(policy), &anns, false),
            (On::Case(case), &of_case, true),
            (On::Case(another), &of_case, false),
            (days("2020-06-30", "2020-12-31"), &plain, true),
            (days("2020-01-01", "2020-03-01"), &plain, true),
            (days("2020-04-01", "2020-04-01"), &plain, true),
            (days("2020-07-01", "2020-12-31"), &plain, false),
            (days("2019-01-01", "2020-02-29"), &plain, false),
        ] {
            assert_eq!(Standing(vec![hold]).keeps(facts), keeps, "{hold:?}");
        }
        assert!(!Standing::default().keeps(&anns));
        assert!(Standing(vec![On::Person(bob), On::Person(ann)]).keeps(&anns));
    }
}
