//! What people send about a shelf.

use std::collections::{BTreeMap, BTreeSet};

use super::{Choice, Decided, Force, Item, ItemState, Kind, Paper, Settings, naming, places};
use crate::clock::Day;
use crate::db::ids::{PersonId, ServiceId};
use crate::documents::read::Tracked;
use crate::messages::Language;
use crate::organisations::{Nation, ServiceType};
use crate::policies::versions::publishing::LONGEST_REVIEW_MONTHS;
use crate::web::{Fields, FormErrors, Value};

/// The message for what is too long.
const LONG: &str = "policies-error-long";
/// The most characters of the name of a shelf.
const SHELF_LETTERS: usize = 120;

/// What one may choose from.
#[derive(Debug, Clone)]
pub struct Choices {
    /// Services that the sender may change policies at.
    pub services: BTreeSet<ServiceId>,
    /// All services by their names, to know which a register means.
    pub named: Vec<(ServiceId, String)>,
    /// People who are present.
    pub people: BTreeSet<PersonId>,
    /// A right at some services only: each policy needs one of them.
    pub needs_service: bool,
}

/// The name of a shelf as it was typed; empty when it wasn't.
#[must_use]
pub fn name(fields: &Fields) -> String {
    fields.text("name").replace('\n', " ").chars().take(SHELF_LETTERS).collect()
}

/// Files and pasted text, as they were sent.
#[must_use]
pub fn sent(fields: &mut Fields, pasted_name: &str) -> Vec<(String, Vec<u8>)> {
    let mut sent: Vec<(String, Vec<u8>)> = Vec::new();
    for field in ["files", "register"] {
        sent.extend(fields.take_files(field).into_iter().map(|file| (file.name, file.bytes)));
    }
    let pasted = fields.raw("text");
    if !pasted.trim().is_empty() {
        let end = if fields.text("format") == "markdown" { "md" } else { "txt" };
        sent.push((format!("{pasted_name}.{end}"), pasted.as_bytes().to_vec()));
    }
    sent
}

/// Reads what the manager decided. What is typed for a row that is left out is kept but not judged; what is
/// only saved may be unfinished.
///
/// # Errors
/// What is wrong, by field.
pub fn decided(
    fields: &Fields,
    before: &Settings,
    items: &[Item],
    choices: &Choices,
    today: Day,
    adding: bool,
) -> Result<Decided, FormErrors> {
    let mut errors = FormErrors::default();
    let settings = settings(fields, before, items, choices, today, &mut errors);
    let wanted: BTreeSet<&str> = fields.all("include").iter().map(String::as_str).collect();
    let adopted: BTreeSet<&str> = fields.all("in_force").iter().map(String::as_str).collect();
    let mut seen: BTreeMap<(String, &str), i64> = BTreeMap::new();
    let mut rows = Vec::new();
    for item in items.iter().filter(|item| item.state == ItemState::Read && item.is_text()) {
        let place = item.place.to_string();
        let mut reading =
            Row { fields, place: &place, judged: wanted.contains(place.as_str()), errors: &mut errors };
        let code = reading.words("code", naming::CODE_LETTERS, "shelf-error-code");
        let title = reading.words("title", naming::TITLE_LETTERS, "shelf-error-title");
        let choice = reading.choice(item, choices, &settings, adopted.contains(place.as_str()));
        if reading.judged {
            let key = (naming::plain(&code), choice.language.unwrap_or(Language::English).code());
            match seen.get(&key).copied() {
                Some(other) => reading.twice(other),
                None => {
                    seen.insert(key, item.place);
                }
            }
        }
        rows.push((item.id, code, title, choice));
    }
    if !adding {
        errors.0.retain(|problem| problem.key == LONG);
    }
    errors.or(Some(Decided { settings, rows }))
}

struct Row<'a> {
    fields: &'a Fields,
    place: &'a str,
    judged: bool,
    errors: &'a mut FormErrors,
}

impl Row<'_> {
    fn name(&self, field: &str) -> String {
        format!("r{}-{field}", self.place)
    }

    fn words(&mut self, field: &str, most: usize, missing: &'static str) -> String {
        let name = self.name(field);
        let words = self.fields.text(&name).split_whitespace().collect::<Vec<_>>().join(" ");
        if self.judged && words.is_empty() {
            self.wrong(field, missing);
        } else if words.chars().count() > most {
            let limit = i64::try_from(most).unwrap_or(i64::MAX);
            self.errors.add_with(name, LONG, vec![("limit", Value::Number(limit))]);
        }
        words
    }

    fn wrong(&mut self, field: &str, key: &'static str) {
        let place = vec![("place", Value::Text(self.place.to_owned()))];
        self.errors.add_with(self.name(field), key, place);
    }

    fn twice(&mut self, other: i64) {
        let values =
            vec![("place", Value::Text(self.place.to_owned())), ("other", Value::Text(other.to_string()))];
        self.errors.add_with(self.name("code"), "shelf-error-twice", values);
    }

    fn choice(&mut self, item: &Item, choices: &Choices, settings: &Settings, in_force: bool) -> Choice {
        let owner = PersonId::parse(self.fields.text(&self.name("owner")));
        if self.judged && owner.is_some_and(|owner| !choices.people.contains(&owner)) {
            self.wrong("owner", "shelf-error-owner");
        }
        let said = Force::from_word(self.fields.text(&self.name("force")));
        let services = services(self.fields, &self.name("services"));
        let held = if services.is_empty() { &settings.services } else { &services };
        if self.judged {
            if !held.is_subset(&choices.services) || (choices.needs_service && held.is_empty()) {
                self.wrong("services", "shelf-error-services");
            } else if services.is_empty() && is_elsewhere(item, choices) {
                self.wrong("services", "shelf-error-row-services");
            } else if item.kind == Kind::Pdf && held.is_empty() && said == Some(Force::Already) {
                self.wrong("services", "shelf-error-pdf-services");
            }
        }
        let (tracked, comments_out) = self.asked(item, settings);
        if self.judged && !item.found.made.is_empty() && !settings.made_stays {
            let told = vec![("place", Value::Text(self.place.to_owned()))];
            self.errors.add_with("made_stays", "shelf-error-made", told);
        }
        if self.judged && item.kind == Kind::Pdf && said.is_none() {
            self.wrong("force", "shelf-error-force");
        }
        let in_force = if item.kind == Kind::Pdf { said == Some(Force::Already) } else { in_force };
        Choice {
            tracked,
            comments_out,
            include: self.judged,
            owner: owner.filter(|owner| choices.people.contains(owner)),
            services: services.intersection(&choices.services).copied().collect(),
            language: Language::from_code(self.fields.text(&self.name("language"))),
            in_force,
            force_said: said.is_some(),
            row: item.choice.row.clone(),
        }
    }

    /// What is chosen for tracked changes and comments; nothing is chosen for anybody.
    fn asked(&mut self, item: &Item, settings: &Settings) -> (Option<Tracked>, bool) {
        let tracked = Tracked::from_word(self.fields.text(&self.name("tracked")));
        let comments_out = self.fields.has(&self.name("comments"));
        if self.judged && item.found.changes() > 0 && tracked.or(settings.tracked).is_none() {
            self.wrong("tracked", "shelf-error-tracked");
        }
        if self.judged && item.found.comments() > 0 && !(comments_out || settings.comments_out) {
            self.wrong("comments", "shelf-error-comments");
        }
        (tracked, comments_out)
    }
}

/// Whether the register says of a file that it is for other services than these: it isn't for all of them.
#[must_use]
pub fn is_elsewhere(item: &Item, choices: &Choices) -> bool {
    let row = item.choice.row.as_ref();
    row.is_some_and(|row| places::meant(row, &choices.named).is_elsewhere(&choices.services))
}

fn services(fields: &Fields, name: &str) -> BTreeSet<ServiceId> {
    fields.all(name).iter().filter_map(|id| ServiceId::parse(id)).collect()
}

fn settings(
    fields: &Fields,
    before: &Settings,
    items: &[Item],
    choices: &Choices,
    today: Day,
    errors: &mut FormErrors,
) -> Settings {
    let owner = PersonId::parse(fields.text("owner")).filter(|owner| choices.people.contains(owner));
    if owner.is_none() {
        errors.add("owner", "policies-error-owner");
    }
    let services = services(fields, "services");
    if !services.is_subset(&choices.services) {
        errors.add("services", "policies-error-services");
    }
    let mut names = before.names.clone();
    for (place, name) in unknown_owners(items).iter().enumerate() {
        let chosen = PersonId::parse(fields.text(&format!("meant-{place}")));
        match chosen.filter(|person| choices.people.contains(person)) {
            Some(person) => names.insert(name.clone(), person),
            None => names.remove(name),
        };
    }
    Settings {
        digest: before.digest.clone(),
        services: services.intersection(&choices.services).copied().collect(),
        owner,
        nation: Nation::from_word(fields.text("nation")),
        service_type: ServiceType::from_word(fields.text("service_type")),
        names,
        paper: if needs_paper(items) {
            // Nothing has to be said of files that stay drafts.
            let mut faults = FormErrors::default();
            let said = paper(fields, today, &mut faults);
            if brings_into_force(fields, items) {
                errors.0.extend(faults.0);
            }
            said.or(before.paper.clone())
        } else {
            None
        },
        pressed_by: before.pressed_by,
        tracked: Tracked::from_word(fields.text("tracked")),
        comments_out: fields.has("comments"),
        made_stays: fields.has("made_stays"),
    }
}

/// The names in the register that are nobody on the staff list.
#[must_use]
pub fn unknown_owners(items: &[Item]) -> Vec<String> {
    let rows =
        items.iter().filter(|item| item.choice.owner.is_none()).filter_map(|item| item.choice.row.as_ref());
    let names: BTreeSet<String> = rows.map(|row| row.owner.clone()).filter(|name| !name.is_empty()).collect();
    names.into_iter().collect()
}

/// Whether there are finished files of which the register says nothing.
#[must_use]
pub fn needs_paper(items: &[Item]) -> bool {
    items.iter().any(says_nothing)
}

fn says_nothing(item: &Item) -> bool {
    let said = item.choice.row.as_ref().is_some_and(super::register::Row::can_be_in_force);
    item.kind == Kind::Pdf && item.state == ItemState::Read && !said
}

/// Whether a finished file of which the register says nothing is to be in force as it stands.
fn brings_into_force(fields: &Fields, items: &[Item]) -> bool {
    let ticked = fields.all("include");
    items.iter().filter(|item| says_nothing(item)).any(|item| {
        let place = item.place.to_string();
        ticked.contains(&place) && fields.text(&format!("r{place}-force")) == Force::Already.as_str()
    })
}

fn paper(fields: &Fields, today: Day, errors: &mut FormErrors) -> Option<Paper> {
    let label = fields.text("paper_label").to_owned();
    let approved_by = fields.text("paper_approver").to_owned();
    for (name, text, most, missing) in [
        ("paper_label", &label, naming::LABEL_LETTERS, "policies-error-label"),
        ("paper_approver", &approved_by, naming::NAME_LETTERS, "policies-error-approver"),
    ] {
        if text.is_empty() {
            errors.add(name, missing);
        } else if text.chars().count() > most {
            let limit = i64::try_from(most).unwrap_or(i64::MAX);
            errors.add_with(name, LONG, vec![("limit", Value::Number(limit))]);
        }
    }
    let mut day = |name: &str| {
        let day = fields.day(name).ok().flatten();
        if day.is_none() {
            errors.add(name, "policies-error-day");
        }
        day
    };
    let (reviewed_on, next_review_on) = (day("paper_reviewed")?, day("paper_next")?);
    let approved_on = fields.day("paper_approved").unwrap_or_else(|_not| {
        errors.add("paper_approved", "policies-error-day");
        None
    });
    if approved_on.is_some_and(|day| day > today) {
        errors.add("paper_approved", "policies-error-approved-later");
    }
    if reviewed_on > today {
        errors.add("paper_reviewed", "policies-error-reviewed-later");
    }
    if next_review_on <= reviewed_on || next_review_on <= today {
        errors.add("paper_next", "policies-error-next-early");
    } else if next_review_on > reviewed_on.plus_months(LONGEST_REVIEW_MONTHS) {
        let limit = i64::from(LONGEST_REVIEW_MONTHS);
        errors.add_with("paper_next", "policies-error-next-late", vec![("months", Value::Number(limit))]);
    }
    Some(Paper { label, approved_by, approved_on, reviewed_on, next_review_on })
}
