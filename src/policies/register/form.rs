//! What the address of the register asks for.

use super::{Due, Filter, Origin, Sort};
use crate::clock::Day;
use crate::db::ids::{PersonId, ServiceId};
use crate::messages::Language;
use crate::organisations::Nation;
use crate::policies::PolicyState;
use crate::web::Fields;

/// Reads the filter. What isn't understood stays empty; [`unknown`] names it.
#[must_use]
pub fn filter(query: &Fields, today: Day) -> Filter {
    let sort = query.text("sort");
    Filter {
        search: query.text("q").to_owned(),
        state: PolicyState::from_word(query.text("state")),
        service: ServiceId::parse(query.text("service")),
        owner: PersonId::parse(query.text("owner")),
        nation: Nation::from_word(query.text("nation")),
        language: Language::from_code(query.text("language")),
        due: Due::from_word(query.text("due")).map(|due| (due, today)),
        origin: Origin::from_word(query.text("origin")),
        gaps: query.text("gaps") == "1",
        sort: Sort::from_word(sort.trim_start_matches('-')),
        descending: sort.starts_with('-'),
    }
}

/// The filters that say something which isn't understood: nothing fits them. An unknown order harms nothing.
#[must_use]
pub fn unknown(query: &Fields, filter: &Filter) -> Vec<&'static str> {
    let said = [
        ("state", filter.state.is_some()),
        ("service", filter.service.is_some()),
        ("owner", filter.owner.is_some()),
        ("nation", filter.nation.is_some()),
        ("language", filter.language.is_some()),
        ("due", filter.due.is_some()),
        ("origin", filter.origin.is_some()),
        ("gaps", filter.gaps),
    ];
    said.into_iter().filter(|(name, known)| !known && query.has(name)).map(|(name, _)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::{filter, unknown};
    use crate::clock::Day;
    use crate::policies::register::{Due, Sort};
    use crate::web::Fields;

    #[test]
    fn what_is_not_understood_is_named() {
        let today = Day::parse("2026-11-21").unwrap();
        let read = |query: &str| {
            let query = Fields::parse(query.as_bytes());
            let filter = filter(&query, today);
            let unknown = unknown(&query, &filter);
            (filter, unknown)
        };
        let (found, unknown) = read("q=lone&state=draft&due=60&sort=-review&gaps=1");
        assert_eq!(unknown, Vec::<&str>::new());
        assert_eq!(found.due, Some((Due::Sixty, today)));
        assert_eq!((found.sort, found.descending), (Some(Sort::Review), true));
        let (found, unknown) = read("state=asleep&due=45&owner=Ann&gaps=yes&sort=size&service=&q=");
        assert_eq!(unknown, ["state", "owner", "due", "gaps"]);
        assert_eq!(found, super::Filter::default());
    }
}
