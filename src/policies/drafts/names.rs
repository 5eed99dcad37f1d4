//! The names of fields that the texts of drafts use. They are noted when a text is kept, so that what is
//! missing can be counted, after any change of a value, without reading a text.

use std::collections::{BTreeMap, BTreeSet};

use super::{Draft, accepted, store};
use crate::db::ids::{PolicyId, ServiceId};
use crate::db::{Error, Tenant};
use crate::documents::model::Document;
use crate::documents::{Aliases, Limit, Stage, State, Values, catalogue, fill, import};
use crate::messages::Language;
use crate::organisations::{self, Everywhere, own};
use crate::policies::{Policy, store as policies};

/// The names of a text as it has them, before the organisation's own names for fields are looked up.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Names(BTreeSet<String>);

impl Names {
    /// Those of a text that was read without an organisation's own names.
    #[must_use]
    pub fn of(document: &Document) -> Self {
        let mut names = BTreeSet::new();
        document.for_each_field(&mut |name| {
            if !names.contains(name) {
                names.insert(name.to_owned());
            }
        });
        Self(names)
    }

    /// The fields that they mean to an organisation; a name that nobody knows stays as it is.
    #[must_use]
    pub fn meant(&self, aliases: &Aliases) -> BTreeSet<String> {
        let known =
            |name: &String| catalogue::canonical(name).or_else(|| aliases.get(name)).map(str::to_owned);
        self.0.iter().map(|name| known(name).unwrap_or_else(|| name.clone())).collect()
    }

    /// As it stands in the database.
    #[must_use]
    pub(super) fn to_text(&self) -> String {
        serde_json::json!(self.0).to_string()
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok().map(Self)
    }
}

impl Draft {
    /// The names that its text uses.
    ///
    /// # Errors
    /// The text is over a limit.
    pub fn names(&self) -> Result<Names, Limit> {
        let accepted = accepted(&self.undone);
        Ok(Names::of(&import::import(&self.source, self.format, &accepted)?.document))
    }
}

/// The names that every draft uses, by policy. Texts are read only where names were never noted: drafts
/// from before they were.
///
/// # Errors
/// The database is away.
pub fn all(tenant: &mut Tenant<'_>) -> Result<BTreeMap<PolicyId, Result<Names, Limit>>, Error> {
    let (noted, read) = noted_and_read(tenant)?;
    Ok(noted.into_iter().map(|(policy, names)| (policy, Ok(names))).chain(read).collect())
}

type Noted = BTreeMap<PolicyId, Names>;
type Read = BTreeMap<PolicyId, Result<Names, Limit>>;

fn noted_and_read(tenant: &mut Tenant<'_>) -> Result<(Noted, Read), Error> {
    let (mut noted, mut rest) = (BTreeMap::new(), BTreeSet::new());
    for (policy, names) in store::names(tenant)? {
        match names {
            Some(names) => {
                noted.insert(policy, names);
            }
            None => {
                rest.insert(policy);
            }
        }
    }
    let drafts = if rest.is_empty() { BTreeMap::new() } else { store::of(tenant, &rest)? };
    Ok((noted, drafts.iter().map(|(policy, draft)| (*policy, draft.names())).collect()))
}

/// The values of every place, each put together once.
#[derive(Debug)]
pub struct Places<'a> {
    everywhere: &'a Everywhere,
    values: BTreeMap<Option<ServiceId>, Values>,
}

impl<'a> Places<'a> {
    /// Of these services.
    #[must_use]
    pub const fn new(everywhere: &'a Everywhere) -> Self {
        Self { everywhere, values: BTreeMap::new() }
    }

    /// What stands at the places of a field in a text for one service, or for none yet.
    pub fn state(&mut self, name: &str, place: Option<ServiceId>, language: Language) -> State {
        let values = self.values.entry(place).or_insert_with(|| self.everywhere.values(place));
        fill::state(name, values, language, Stage::Preview)
    }

    fn is_open(&mut self, name: &str, places: &[Option<ServiceId>], language: Language) -> bool {
        let mut states = places.iter().map(|place| self.state(name, *place, language));
        states.any(|state| matches!(state, State::Missing | State::Unknown))
    }
}

/// Where a text is for: its services; without any, the organisation alone.
#[must_use]
pub fn places(services: Option<&BTreeSet<ServiceId>>) -> Vec<Option<ServiceId>> {
    match services {
        Some(services) if !services.is_empty() => services.iter().copied().map(Some).collect(),
        _ => vec![None],
    }
}

/// Counts the open fields of every draft again, after a value, a person's role or a service changed.
/// No text is read, and the statements don't grow with the shelf.
///
/// # Errors
/// The database is away.
pub fn recount_gaps(tenant: &mut Tenant<'_>) -> Result<(), Error> {
    let (mut noted, read) = noted_and_read(tenant)?;
    for (policy, names) in read {
        // A text over a limit was refused before it was kept.
        if let Ok(names) = names {
            store::set_names(tenant, policy, &names)?;
            noted.insert(policy, names);
        }
    }
    if noted.is_empty() {
        return Ok(());
    }
    let (policies, services) = (policies::all(tenant)?, store::all_services(tenant)?);
    let of = |policy: &Policy| Some((noted.get(&policy.id)?, services.get(&policy.id)));
    count(tenant, policies.iter().filter_map(|policy| Some((policy, of(policy)?))))
}

/// Counts the open fields of one draft again; without a draft there are none.
pub(super) fn recount(tenant: &mut Tenant<'_>, id: PolicyId) -> Result<(), Error> {
    let Some(policy) = policies::get(tenant, id)? else { return Ok(()) };
    let names = match store::names_of(tenant, id)? {
        Some(names) => names,
        None => {
            let draft = store::get(tenant, id)?;
            draft.and_then(|draft| draft.names().ok()).unwrap_or_default()
        }
    };
    let services = store::services(tenant, id)?;
    count(tenant, [(&policy, (&names, Some(&services)))].into_iter())
}

type Used<'a> = (&'a Names, Option<&'a BTreeSet<ServiceId>>);

fn count<'a>(
    tenant: &mut Tenant<'_>,
    drafts: impl Iterator<Item = (&'a Policy, Used<'a>)>,
) -> Result<(), Error> {
    let everywhere = organisations::everywhere(tenant)?;
    let aliases = own::names_for_reading(tenant)?;
    let mut at = Places::new(&everywhere);
    let mut changed: BTreeMap<i64, BTreeSet<PolicyId>> = BTreeMap::new();
    for (policy, (names, services)) in drafts {
        let places = places(services);
        let meant = names.meant(&aliases);
        let open = meant.iter().filter(|name| at.is_open(name, &places, policy.language)).count();
        let gaps = i64::try_from(open).unwrap_or(i64::MAX);
        if gaps != policy.gaps {
            changed.entry(gaps).or_default().insert(policy.id);
        }
    }
    for (gaps, ids) in changed {
        policies::set_gaps(tenant, &ids, gaps)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::import::{Accepted, Format, import_with};

    #[test]
    fn names_as_noted_mean_what_a_reading_finds() {
        let pair = |alias: &str, name: &str| (alias.to_owned(), name.to_owned());
        let aliases = Aliases::new([
            pair("fax", "org_field_phone"),
            pair("the_logo", "org_field_logo"),
            pair("beds", "org_field_custom_beds"),
            pair("org_field_name", "org_field_phone"),
        ]);
        let texts = [
            "{{the_logo}}\n\n# A policy\n\nRing {{ Fax }}, {{org_field_phone_no}} or {{beds}}.",
            "A policy of {{org_field_name}}\n\n1. Duties\n\nStaff must: Ring {{fax}}. Use {{odd}}. {{}}\n",
            "# T\n\n| A | {{beds}} |\n|---|---|\n| {{fax}} | {{{{broken |\n\nResponsible Person:\n{{gone}}\n}}",
            "",
        ];
        for (text, format) in texts.iter().flat_map(|text| [(text, Format::Text), (text, Format::Markdown)]) {
            for accepted in [Accepted::all(), Accepted::none()] {
                let bare = import::import(text, format, &accepted).unwrap().document;
                let read = import_with(text, format, &accepted, &aliases).unwrap().document;
                let names = Names::parse(&Names::of(&bare).to_text()).unwrap();
                assert_eq!(names.meant(&aliases), Names::of(&read).0, "{text}");
            }
        }
    }
}
