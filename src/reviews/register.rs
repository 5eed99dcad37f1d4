//! The register of reviews: every policy in force with its date, and which of them a list shows.
//!
//! The figures of the Today page, the list and its CSV all come from here, so that they agree.

use std::collections::{BTreeMap, BTreeSet};

use super::store;
use crate::clock::{Day, Moment};
use crate::db::ids::{PersonId, PolicyId, ServiceId, VersionId};
use crate::db::types::text_enum;
use crate::db::{Error, Tenant};
use crate::people;
use crate::policies::{self, Policy};
use crate::web::Fields;

/// How far ahead a review counts as due soon, in days, counting from today.
pub const SOON_DAYS: i64 = policies::register::SOON_DAYS;

/// The duty to look at one policy again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duty {
    /// The policy.
    pub policy: PolicyId,
    /// Its short code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// The version in force.
    pub version: VersionId,
    /// Who answers for it.
    pub owner: PersonId,
    /// Their name.
    pub owner_name: String,
    /// Whether a reminder can reach them.
    pub owner_has_email: bool,
    /// When it must be looked at again.
    pub due_on: Day,
    /// Where it is in force.
    pub services: BTreeSet<ServiceId>,
    /// When somebody was last reminded of this date.
    pub last_reminder: Option<Moment>,
}

text_enum! {
    /// Which reviews a list shows, by their date.
    Due {
        /// Their day has passed.
        Overdue = "overdue",
        /// In the next 30 days, counting today.
        Soon = "30",
        /// All.
        All = "all",
    }
}

text_enum! {
    /// The order of a list.
    Sort {
        /// The earliest date first.
        Date = "date",
        /// By title.
        Title = "title",
        /// By the name of the owner.
        Owner = "owner",
    }
}

/// Which reviews a list shows, as its address says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// By date.
    pub due: Due,
    /// Only in this month: year, and month from 1 to 12.
    pub month: Option<(i16, i8)>,
    /// Only where the policy is in force at this service.
    pub service: Option<ServiceId>,
    /// Only of this owner.
    pub owner: Option<PersonId>,
    /// Only with these letters in code or title.
    pub search: String,
    /// The order.
    pub sort: Sort,
}

impl Filter {
    /// All reviews of a kind.
    #[must_use]
    pub fn of(due: Due) -> Self {
        Self { due, month: None, service: None, owner: None, search: String::new(), sort: Sort::Date }
    }

    /// Reads the query of an address; what isn't understood filters nothing.
    #[must_use]
    pub fn parse(query: &Fields) -> Self {
        Self {
            due: Due::from_word(query.text("due")).unwrap_or(Due::All),
            month: month(query.text("month")),
            service: ServiceId::parse(query.text("service")),
            owner: PersonId::parse(query.text("owner")),
            search: query.text("q").to_owned(),
            sort: Sort::from_word(query.text("sort")).unwrap_or(Sort::Date),
        }
    }

    /// What stands in the address as a month and is none: then no review fits.
    #[must_use]
    pub fn unread_month(query: &Fields) -> Option<&str> {
        let text = query.text("month");
        (!text.is_empty() && month(text).is_none()).then_some(text)
    }

    /// Whether the list shows this duty.
    #[must_use]
    pub fn keeps(&self, duty: &Duty, today: Day) -> bool {
        let days_left = today.days_until(duty.due_on);
        let by_date = match self.due {
            Due::Overdue => days_left < 0,
            Due::Soon => (0..=SOON_DAYS).contains(&days_left),
            Due::All => true,
        };
        by_date
            && self.month.is_none_or(|month| month == (duty.due_on.year(), duty.due_on.month()))
            && self.service.is_none_or(|service| duty.services.contains(&service))
            && self.owner.is_none_or(|owner| owner == duty.owner)
            && self.finds(duty)
    }

    /// Whether the list may show fewer than all.
    #[must_use]
    pub fn narrows(&self) -> bool {
        Self { sort: Sort::Date, ..self.clone() } != Self::of(Due::All)
    }

    /// The duties that the list shows, in its order.
    #[must_use]
    pub fn select(&self, mut duties: Vec<Duty>, today: Day) -> Vec<Duty> {
        duties.retain(|duty| self.keeps(duty, today));
        match self.sort {
            Sort::Date => duties.sort_by_key(|duty| duty.due_on),
            Sort::Title => duties.sort_by_cached_key(|duty| duty.title.to_lowercase()),
            Sort::Owner => duties.sort_by_cached_key(|duty| duty.owner_name.to_lowercase()),
        }
        duties
    }

    fn finds(&self, duty: &Duty) -> bool {
        let searched = self.search.to_lowercase();
        [&duty.code, &duty.title].into_iter().any(|text| text.to_lowercase().contains(&searched))
    }
}

fn month(text: &str) -> Option<(i16, i8)> {
    Day::parse(&format!("{text}-01")).map(|first| (first.year(), first.month()))
}

/// Every duty of the organisation, by title. Withdrawn and unpublished policies have none.
///
/// # Errors
/// The database is away.
pub fn duties(tenant: &mut Tenant<'_>) -> Result<Vec<Duty>, Error> {
    let mut services = store::services_in_force(tenant)?;
    let people: BTreeMap<PersonId, people::Person> =
        people::list(tenant)?.into_iter().map(|person| (person.id, person)).collect();
    let mut last: BTreeMap<PolicyId, Moment> = BTreeMap::new();
    for sent in store::reminders(tenant)? {
        let latest = last.entry(sent.policy).or_insert(sent.at);
        *latest = sent.at.max(*latest);
    }
    let of_policy = |policy: Policy| {
        let (version, due_on) = policy.current_version.zip(policy.next_review_on)?;
        let owner = people.get(&policy.owner);
        Some(Duty {
            policy: policy.id,
            version,
            owner: policy.owner,
            owner_name: owner.map(people::Person::name).unwrap_or_default(),
            owner_has_email: owner.is_some_and(|owner| owner.email.is_some()),
            due_on,
            services: services.remove(&policy.id).unwrap_or_default(),
            last_reminder: last.get(&policy.id).copied(),
            code: policy.code,
            title: policy.title,
        })
    };
    Ok(policies::store::all(tenant)?.into_iter().filter(Policy::is_in_force).filter_map(of_policy).collect())
}

/// The duty to look at one policy; nothing when it isn't in force.
///
/// # Errors
/// The database is away.
pub fn duty(tenant: &mut Tenant<'_>, policy: PolicyId) -> Result<Option<Duty>, Error> {
    Ok(duties(tenant)?.into_iter().find(|duty| duty.policy == policy))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Due, Duty, Filter, Sort};
    use crate::clock::Day;
    use crate::db::ids::{PersonId, PolicyId, ServiceId, VersionId};
    use crate::web::Fields;

    fn duty(title: &str, due_on: &str) -> Duty {
        let now = Day::parse("2026-11-21").unwrap().at(9, 0);
        Duty {
            policy: PolicyId::new(now),
            code: "POL-07".to_owned(),
            title: title.to_owned(),
            version: VersionId::new(now),
            owner: PersonId::new(now),
            owner_name: format!("Owner of {title}"),
            owner_has_email: true,
            due_on: Day::parse(due_on).unwrap(),
            services: BTreeSet::from([ServiceId::new(now)]),
            last_reminder: None,
        }
    }

    fn shown(query: &str) -> Vec<String> {
        let today = Day::parse("2026-11-21").unwrap();
        let duties = vec![
            duty("Lone working", "2026-12-21"),
            duty("Fire safety", "2026-11-20"),
            duty("Infection control", "2026-11-21"),
            duty("Medication", "2026-12-22"),
        ];
        let filter = Filter::parse(&Fields::parse(query.as_bytes()));
        filter.select(duties, today).into_iter().map(|duty| duty.title).collect()
    }

    #[test]
    fn lists_show_what_their_address_says() {
        for (query, expected) in [
            ("", &["Fire safety", "Infection control", "Lone working", "Medication"][..]),
            ("due=overdue", &["Fire safety"]),
            ("due=30", &["Infection control", "Lone working"]),
            ("due=all&sort=title", &["Fire safety", "Infection control", "Lone working", "Medication"]),
            ("month=2026-12", &["Lone working", "Medication"]),
            ("month=x", &["Fire safety", "Infection control", "Lone working", "Medication"]),
            ("q=FIRE", &["Fire safety"]),
            ("q=pol-07&due=overdue", &["Fire safety"]),
            ("q=kiosk", &[]),
        ] {
            assert_eq!(shown(query), expected, "{query}");
        }
    }

    #[test]
    fn the_order_alone_narrows_nothing() {
        assert!(!Filter { sort: Sort::Owner, ..Filter::of(Due::All) }.narrows());
        assert!(Filter::of(Due::Soon).narrows());
    }
}
