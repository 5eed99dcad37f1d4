//! What the address of the log asks for.

use crate::access::Member;
use crate::activity::groups::group_of;
use crate::activity::within;
use crate::audit::{self, Filter};
use crate::clock::Day;
use crate::db::ids::{AnyId, PersonId, PolicyId, ServiceId};
use crate::db::{Error as DbError, Tenant};
use crate::web::listing::address;
use crate::web::{Fields, FormErrors, Value};

/// What the address asks for, as it stands there.
#[derive(Debug, Clone, Default)]
pub(super) struct Asked {
    pub action: String,
    pub group: String,
    pub person: Option<PersonId>,
    pub policy: Option<PolicyId>,
    pub about: Option<PersonId>,
    pub service: Option<ServiceId>,
    pub from: Option<Day>,
    pub until: Option<Day>,
    pub words: String,
    pub oldest_first: bool,
    pub place: Option<i64>,
    /// What is wrong with the days: then no line fits.
    pub faults: FormErrors,
}

impl Asked {
    pub(super) fn parse(query: &Fields) -> Self {
        let day = |name: &str| query.day(name).ok().flatten();
        let (from, until) = (day("from"), day("until"));
        Self {
            action: query.text("action").to_owned(),
            group: query.text("group").to_owned(),
            person: PersonId::parse(query.text("person")),
            policy: PolicyId::parse(query.text("policy")),
            about: PersonId::parse(query.text("about")),
            service: ServiceId::parse(query.text("service")),
            from,
            until,
            words: query.text("q").to_owned(),
            oldest_first: query.text("order") == "oldest",
            place: query.text("place").parse().ok(),
            faults: faults(query, (from, until)),
        }
    }

    /// The rows it may have happened to; several leave nothing.
    fn subject(&self) -> (Option<AnyId>, bool) {
        let all =
            [self.policy.map(PolicyId::any), self.about.map(PersonId::any), self.service.map(ServiceId::any)];
        let named: Vec<AnyId> = all.into_iter().flatten().collect();
        (named.first().copied(), named.len() > 1)
    }

    /// The filter of the log, for somebody who sees a part of it or all.
    pub(super) fn filter(&self, tenant: &mut Tenant<'_>, member: &Member) -> Result<Filter, DbError> {
        let (subject, several) = self.subject();
        let mut actions = None;
        let nothing = several || !self.faults.0.is_empty();
        if !self.group.is_empty() || nothing {
            let known = {
                let within = within(tenant, member)?;
                audit::actions(tenant, within)?
            };
            let of_group = known.into_iter().filter(|action| !nothing && group_of(action) == self.group);
            actions = Some(of_group.collect());
        }
        Ok(Filter {
            action: Some(self.action.clone()).filter(|action| !action.is_empty()),
            actions,
            actor: self.person.map(PersonId::any),
            subject,
            from: self.from.map(|day| day.at(0, 0)),
            until: self.until.map(|day| day.plus_days(1).at(0, 0)),
            oldest_first: self.oldest_first,
            within: within(tenant, member)?,
            ..Filter::default()
        })
    }

    /// The words looked for, in small letters.
    pub(super) fn looked_for(&self) -> Vec<String> {
        self.words.to_lowercase().split_whitespace().map(str::to_owned).collect()
    }

    /// The address with this filter, from a place on.
    pub(super) fn address(&self, path: &str, place: Option<i64>) -> String {
        let id = |id: Option<AnyId>| id.map(|id| id.to_string()).unwrap_or_default();
        let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
        let texts = [
            ("q", self.words.clone()),
            ("action", self.action.clone()),
            ("group", self.group.clone()),
            ("person", id(self.person.map(PersonId::any))),
            ("policy", id(self.policy.map(PolicyId::any))),
            ("about", id(self.about.map(PersonId::any))),
            ("service", id(self.service.map(ServiceId::any))),
            ("from", day(self.from)),
            ("until", day(self.until)),
            ("order", if self.oldest_first { "oldest".to_owned() } else { String::new() }),
            ("place", place.map(|place| place.to_string()).unwrap_or_default()),
        ];
        let pairs: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (*name, text.as_str())).collect();
        address(path, &pairs)
    }

    /// How many filters are set.
    pub(super) fn count(&self) -> usize {
        let set = [
            !self.action.is_empty(),
            !self.group.is_empty(),
            self.person.is_some(),
            self.policy.is_some(),
            self.about.is_some(),
            self.service.is_some(),
            self.from.is_some(),
            self.until.is_some(),
            !self.words.is_empty(),
        ];
        set.into_iter().filter(|is_set| *is_set).count()
    }
}

/// What is wrong with the days of a filter.
fn faults(query: &Fields, (from, until): (Option<Day>, Option<Day>)) -> FormErrors {
    let mut faults = FormErrors::default();
    for name in ["from", "until"] {
        if query.day(name).is_err() {
            let typed = Value::Text(query.text(name).chars().take(80).collect());
            faults.add_with(name, "activity-error-day", vec![("typed", typed)]);
        }
    }
    if from.zip(until).is_some_and(|(from, until)| until < from) {
        faults.add("until", "activity-error-until");
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::Asked;
    use crate::web::Fields;

    #[test]
    fn days_that_are_none_are_said() {
        for (query, expected) in [
            ("", &[][..]),
            ("from=2026-11-01&until=2026-11-01", &[]),
            ("from=garbage", &[("from", "activity-error-day")]),
            ("from=2026-02-30&until=x", &[("from", "activity-error-day"), ("until", "activity-error-day")]),
            ("from=2026-11-02&until=2026-11-01", &[("until", "activity-error-until")]),
            ("until-day=31&until-month=2&until-year=2026", &[("until", "activity-error-day")]),
        ] {
            let faults = Asked::parse(&Fields::parse(query.as_bytes())).faults.0;
            let found: Vec<(&str, &str)> =
                faults.iter().map(|fault| (fault.field.as_str(), fault.key)).collect();
            assert_eq!(found, expected, "{query}");
        }
    }
}
