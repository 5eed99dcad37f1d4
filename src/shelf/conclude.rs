//! When every file is read: what each is proposed to become, from the register, its name and its text.

use std::collections::{BTreeMap, BTreeSet};

use super::register::Row;
use super::{Item, ItemState, Kind, Shelf, ShelfState, naming, places, store};
use crate::db::ids::{BlobId, PersonId, PolicyId, ServiceId};
use crate::db::{Error, Tenant};
use crate::people::{self, Person};
use crate::policies;
use crate::{organisations, policies::Policy};

/// The file has the same bytes as another of the shelf.
pub const TWIN: &str = "shelf-refused-twin";
/// The same bytes were brought in before.
pub const THERE: &str = "shelf-refused-there";

/// What is in the organisation already.
pub(super) struct Around {
    policies: Vec<Policy>,
    added: BTreeMap<BlobId, PolicyId>,
    people: Vec<Person>,
    services: Vec<(ServiceId, String)>,
}

impl Around {
    pub(super) fn read(tenant: &mut Tenant<'_>) -> Result<Self, Error> {
        let services = organisations::services(tenant)?;
        Ok(Self {
            policies: policies::store::all(tenant)?,
            added: store::added_files(tenant)?,
            people: people::list(tenant)?,
            services: services.into_iter().map(|service| (service.id, service.name)).collect(),
        })
    }

    fn policy_with(&self, code: &str) -> Option<PolicyId> {
        let code = naming::plain(code);
        self.policies.iter().find(|policy| naming::plain(&policy.code) == code).map(|policy| policy.id)
    }
}

/// Proposes code, title and the rest for every file, and lets the manager look.
pub(super) fn conclude(tenant: &mut Tenant<'_>, shelf: &Shelf) -> Result<(), Error> {
    let around = Around::read(tenant)?;
    let mut items = store::items(tenant, shelf.id)?;
    propose(&mut items, &around);
    for item in &items {
        store::set_proposal(tenant, item)?;
    }
    store::advance(tenant, shelf.id, ShelfState::Checking, shelf.total, shelf.total)
}

fn propose(items: &mut [Item], around: &Around) {
    refuse_doubles(items, around);
    note_said_before(items);
    let mut rows: Vec<Row> = items
        .iter()
        .filter(|item| item.state == ItemState::Read)
        .filter_map(|item| item.found.register.as_ref())
        .flat_map(|register| register.rows.iter().cloned())
        .collect();
    // Codes first, then titles, so that a title takes no row from the file that has its code.
    for by in [Match::Code, Match::Title] {
        for item in items.iter_mut().filter(is_candidate) {
            if item.choice.row.is_none()
                && let Some(at) = rows.iter().position(|row| by.fits(row, item))
            {
                item.choice.row = Some(rows.remove(at));
            }
        }
    }
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for item in items.iter_mut().filter(is_candidate) {
        name(item, around, &mut taken);
    }
    taken.extend(around.policies.iter().map(|policy| naming::plain(&policy.code)));
    for item in items.iter_mut().filter(is_candidate) {
        if item.code.is_empty() {
            item.code = naming::made(&mut taken);
        }
        if item.title.is_empty() {
            item.title.clone_from(&item.code);
        }
        choose(item, around);
    }
}

fn is_candidate(item: &&mut Item) -> bool {
    item.state == ItemState::Read && item.is_text()
}

fn refuse_doubles(items: &mut [Item], around: &Around) {
    let mut seen: BTreeMap<BlobId, i64> = BTreeMap::new();
    for item in items.iter_mut().filter(|item| item.state == ItemState::Read) {
        let Some(file) = item.file else { continue };
        if let Some(first) = seen.get(&file) {
            (item.state, item.reason) = (ItemState::Refused, Some(TWIN.to_owned()));
            item.found.twin = Some(*first);
            item.found.register = None;
            continue;
        }
        seen.insert(file, item.place);
        if let Some(policy) = around.added.get(&file)
            && item.kind != Kind::Register
        {
            (item.state, item.reason) = (ItemState::Refused, Some(THERE.to_owned()));
            item.found.there = Some(*policy);
        }
    }
}

/// Of two sheets in one shelf the first counts; what the second says again is told, not used.
fn note_said_before(items: &mut [Item]) {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for register in items.iter_mut().filter_map(|item| item.found.register.as_mut()) {
        register.leave_out(&seen);
        seen.extend(register.rows.iter().map(Row::key));
    }
}

#[derive(Clone, Copy)]
enum Match {
    Code,
    Title,
}

impl Match {
    fn fits(self, row: &Row, item: &Item) -> bool {
        let (code, title) = naming::of_file(&item.file_name);
        match self {
            Self::Code if row.code.is_empty() => false,
            Self::Code => [&code, &item.found.code].iter().any(|code| {
                code.as_ref().is_some_and(|code| naming::plain(code) == naming::plain(&row.code))
            }),
            Self::Title if row.title.is_empty() => false,
            Self::Title => [title.as_str(), item.found.title.as_str(), naming::stem(&item.file_name)]
                .iter()
                .any(|title| naming::plain_title(title) == naming::plain_title(&row.title)),
        }
    }
}

/// Code and title; a code that another file of the shelf has is left to be made.
fn name(item: &mut Item, around: &Around, taken: &mut BTreeSet<String>) {
    let (file_code, file_title) = naming::of_file(&item.file_name);
    let row = item.choice.row.as_ref();
    let said = row.map(|row| row.code.clone()).filter(|code| !code.is_empty());
    let code = said.or(file_code).or_else(|| item.found.code.clone()).unwrap_or_default();
    item.found.there = if code.is_empty() { None } else { around.policy_with(&code) };
    item.code = if code.is_empty() || taken.insert(naming::plain(&code)) { code } else { String::new() };
    let own = without_code(&item.found.title, &item.code);
    let titles = [row.map(|row| row.title.clone()).unwrap_or_default(), own, file_title];
    item.title = titles.into_iter().find(|title| !title.is_empty()).unwrap_or_default();
}

/// "DCW94 Using Social Media" is called "Using Social Media" when its code is DCW94.
fn without_code(title: &str, code: &str) -> String {
    let (found, rest) = naming::of_words(title);
    match found {
        Some(found)
            if !code.is_empty() && naming::plain(&found) == naming::plain(code) && !rest.is_empty() =>
        {
            rest
        }
        _ => title.to_owned(),
    }
}

fn choose(item: &mut Item, around: &Around) {
    item.choice.include = item.found.there.is_none();
    let Some(row) = item.choice.row.clone() else { return };
    item.choice.in_force = row.is_in_force();
    item.choice.force_said = row.is_in_force();
    item.choice.owner = named(&row.owner, &around.people);
    item.choice.services = places::meant(&row, &around.services).services;
}

/// Who a name means: the only person with these names, or with this last name and first letter.
pub(super) fn named(name: &str, people: &[Person]) -> Option<PersonId> {
    if name.is_empty() {
        return None;
    }
    let wanted = naming::plain(name);
    // Of somebody with one name alone a letter would be left, which names nobody.
    let short = |person: &Person| {
        if person.family_name.is_empty() {
            return naming::plain(&person.given_name);
        }
        let first: String = person.given_name.chars().take(1).collect();
        naming::plain(&format!("{first}{}", person.family_name))
    };
    let whole = |person: &Person| naming::plain(&person.name());
    let turned = |person: &Person| naming::plain(&format!("{}{}", person.family_name, person.given_name));
    let ways: [&dyn Fn(&Person) -> String; 3] = [&whole, &turned, &short];
    ways.iter().find_map(|way| {
        let mut found = people.iter().filter(|person| person.is_present() && way(person) == wanted);
        found.next().filter(|_| found.next().is_none()).map(|person| person.id)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Moment;
    use crate::db::ids::ShelfItemId;
    use crate::shelf::{Choice, Found};

    fn item(place: i64, file_name: &str, title: &str) -> Item {
        let now = Moment::parse("2026-11-21T10:00:00Z").unwrap();
        Item {
            id: ShelfItemId::new(now),
            place,
            file_name: file_name.to_owned(),
            kind: Kind::Markdown,
            state: ItemState::Read,
            code: String::new(),
            title: String::new(),
            found: Found { title: title.to_owned(), code: naming::of_text(title, ""), ..Found::default() },
            choice: Choice::default(),
            reason: None,
            file: Some(BlobId::new(now)),
            policy: None,
        }
    }

    fn nothing() -> Around {
        Around { policies: Vec::new(), added: BTreeMap::new(), people: Vec::new(), services: Vec::new() }
    }

    fn row(line: usize, code: &str, title: &str) -> Row {
        Row { line, code: code.to_owned(), title: title.to_owned(), ..Row::default() }
    }

    #[test]
    fn register_then_name_then_text_then_made() {
        let register = crate::shelf::register::Register {
            rows: vec![row(2, "LW-1", "Lone Working Policy"), row(3, "DCW94", "Social media at work")],
            ..crate::shelf::register::Register::default()
        };
        let mut sheet = item(1, "register.csv", "");
        (sheet.kind, sheet.found.register) = (Kind::Register, Some(register));
        let mut items = vec![
            sheet,
            item(2, "DCW94 Using Social Media.docx", "Using Social Media Platforms"),
            item(3, "lone working.md", ""),
            item(4, "HR12 Grievance.md", "HR12 Grievance"),
            item(5, "a.md", "QA7 Complaints"),
            item(6, "Plain.md", ""),
            item(7, "HR12 Grievance copy.md", "Grievance"),
        ];
        propose(&mut items, &nothing());
        let named: Vec<(&str, &str)> =
            items.iter().skip(1).map(|item| (item.code.as_str(), item.title.as_str())).collect();
        assert_eq!(
            named,
            [
                ("DCW94", "Social media at work"),
                ("LW-1", "Lone Working Policy"),
                ("HR12", "Grievance"),
                ("QA7", "Complaints"),
                ("POL-01", "Plain"),
                ("POL-02", "Grievance"),
            ]
        );
    }

    #[test]
    fn the_first_of_two_registers_counts() {
        let sheet = |place: i64, rows: Vec<Row>| {
            let register = crate::shelf::register::Register { rows, ..Default::default() };
            let mut sheet = item(place, "register.csv", "");
            (sheet.kind, sheet.found.register) = (Kind::Register, Some(register));
            sheet
        };
        let first = || vec![row(2, "LW-1", "Lone Working"), row(3, "", "Phones Policy")];
        let mut more = first();
        more.push(row(4, "SM2", "Social Media"));
        let mut items = vec![sheet(1, first()), sheet(2, more), sheet(3, first())];
        items[2].file = items[0].file;
        propose(&mut items, &nothing());
        let rows = |at: usize| items[at].found.register.as_ref().map(|register| register.rows.len());
        assert_eq!((rows(0), rows(1), rows(2)), (Some(2), Some(1), None));
        assert_eq!(items[2].reason.as_deref(), Some(TWIN));
        let faults = &items[1].found.register.as_ref().unwrap().faults;
        let told: Vec<_> = faults.iter().map(|fault| (fault.line, fault.value.as_str())).collect();
        assert_eq!(told, [(2, "LW-1"), (3, "Phones Policy")]);
        assert!(faults.iter().all(|fault| fault.what == "before-sheet"));
    }

    #[test]
    fn the_same_bytes_count_once() {
        let mut items = vec![item(1, "a.md", "A"), item(2, "b.md", "A")];
        items[1].file = items[0].file;
        propose(&mut items, &nothing());
        assert_eq!(items[0].state, ItemState::Read);
        assert_eq!((items[1].state, items[1].reason.as_deref()), (ItemState::Refused, Some(TWIN)));
        assert_eq!(items[1].found.twin, Some(1));
    }
}
