//! A list held against the staff list: what is new, the same, changed or wrong, row by row.

use std::collections::BTreeSet;

use actix_web::web;
use serde_json::{Value as Json, json};

use super::super::checking::{Checked, Report, Verdict};
use super::super::columns::Column;
use super::super::matching::World;
use super::super::meanings::{Question, questions, wait_for_answers};
use super::super::parsing::{Fault, LOST_LETTERS, SPOILT_LETTERS};
use super::super::reading;
use super::super::records::Record;
use super::super::unused::{self, Unused};
use super::super::{
    Changes, ImportError, ImportRow, Rights, RowState, Settings, StaffImport, checked, form, new_ones, world,
};
use super::record::OfAll;
use super::{address, fault_words, find, leading, name_of, record, tag, who, words};
use crate::access::Member;
use crate::db::Tenant;
use crate::db::ids::PersonId;
use crate::messages::args;
use crate::people::{PeopleError, Person, places};
use crate::web::listing::{self, Paging};
use crate::web::{Answer, Body, Error, FormErrors, Visit, see_other};

const PAGE: &str = "people/import_check.html";
/// Rows on one page.
const SHOWN: usize = 100;
/// The word of rows that stay out.
const OUT: &str = "out";
/// The word of the rows that need somebody, although words are asked about still.
const ROWS: &str = "rows";

/// What the page stands on.
pub(super) struct Held {
    pub(super) import: StaffImport,
    pub(super) rows: Vec<ImportRow>,
    pub(super) world: World,
    pub(super) report: Report,
    /// Words of the sheet that nobody here uses.
    questions: Vec<Question>,
    /// How many more people the organisation may have.
    free: i64,
}

async fn held(
    visit: &Visit,
    member: &Member,
    import: StaffImport,
    rows: Vec<ImportRow>,
) -> Result<Held, Error> {
    let (rights, today) = (Rights::of(member), visit.now.day());
    let read = visit.app.read(member, move |tenant| {
        let world = world::of(tenant, &import, &rights, today)?;
        let mut report = checked(&world, &rows);
        let questions = questions(&world, &rows, &report);
        wait_for_answers(&rows, &mut report, &questions);
        let free = places::free(tenant)?;
        Ok::<_, crate::db::Error>(Held { import, rows, world, report, questions, free })
    });
    Ok(read.await?)
}

pub(super) async fn show(
    visit: &Visit,
    member: &Member,
    import: StaffImport,
    rows: Vec<ImportRow>,
) -> Answer {
    let held = held(visit, member, import, rows).await?;
    visit.page(member, PAGE, context(visit, member, &held))
}

impl Held {
    fn count(&self, word: &str) -> usize {
        if word == OUT {
            return self.rows.iter().filter(|row| row.state == RowState::LeftOut).count();
        }
        let verdict = Verdict::ALL.into_iter().find(|verdict| verdict.word() == word);
        verdict.map_or(0, |verdict| self.report.count(verdict))
    }

    /// Whether words are asked about still.
    fn asks(&self) -> bool {
        self.questions.iter().any(|question| question.is_open)
    }

    /// In how many rows a name has lost letters, or has others than it was written with.
    fn lost_letters(&self) -> usize {
        let is_lost = |fault: &Fault| [LOST_LETTERS, SPOILT_LETTERS].contains(&fault.what);
        let lost = |row: &&Checked| row.faults.iter().any(is_lost);
        self.report.rows.iter().filter(lost).count()
    }

    /// New ones of whom a sheet that says more says the name alone: each may be the head of a part of the sheet.
    fn only_names(&self) -> Vec<&ImportRow> {
        let alone = |row: &&ImportRow| reading::is_only_a_name(&row.cells);
        let waiting: Vec<&ImportRow> =
            self.rows.iter().filter(|row| row.state == RowState::Waiting).collect();
        let (names, more): (Vec<&ImportRow>, Vec<&ImportRow>) = waiting.into_iter().partition(alone);
        let is_new =
            |row: &&ImportRow| self.checked_row(row).is_some_and(|checked| checked.verdict == Verdict::New);
        if more.len() > names.len() { names.into_iter().filter(is_new).collect() } else { Vec::new() }
    }

    /// Whose staff number changes: at a tablet the one before stops working.
    fn renumbered(&self) -> usize {
        let numbered: BTreeSet<PersonId> = self
            .world
            .known
            .iter()
            .filter(|known| known.person.standing.staff_number.is_some())
            .map(|known| known.person.id)
            .collect();
        let records = self.report.rows.iter().filter_map(|row| row.record.as_ref());
        let other = records.filter(|record| record.fields.contains(&"staff_number"));
        other.filter(|record| record.person.is_some_and(|id| numbered.contains(&id))).count()
    }

    fn checked_row(&self, row: &ImportRow) -> Option<&Checked> {
        let of = self.report.rows.binary_search_by_key(&row.line, |checked| checked.line).ok();
        of.and_then(|at| self.report.rows.get(at))
    }

    /// How many rows need somebody to look at them.
    fn troubled(&self) -> usize {
        self.count("faulty").saturating_add(self.count("ask"))
    }

    /// The rows of a kind; without one, what needs somebody first, else all.
    fn shown(&self, word: &str) -> Vec<&ImportRow> {
        let mut rows: Vec<(Option<&Checked>, &ImportRow)> =
            self.rows.iter().map(|row| (self.checked_row(row), row)).collect();
        let troubled = self.troubled().saturating_add(self.count("word")) > 0;
        rows.retain(|(checked, _)| match word {
            "all" => true,
            OUT => checked.is_none(),
            "" | ROWS if troubled => checked.is_none_or(needs_eyes),
            "" | ROWS => true,
            word => checked.is_some_and(|checked| checked.verdict.word() == word),
        });
        let calm = |checked: Option<&Checked>| checked.is_some_and(|checked| !needs_eyes(checked));
        rows.sort_by_key(|(checked, row)| (checked.is_none(), calm(*checked), row.line));
        rows.into_iter().map(|(_, row)| row).collect()
    }

    pub(super) fn person(&self, id: PersonId) -> Option<&Person> {
        self.world.known.iter().map(|known| &known.person).find(|person| person.id == id)
    }

    pub(super) fn person_name(&self, id: Option<PersonId>) -> String {
        id.and_then(|id| self.person(id)).map(Person::name).unwrap_or_default()
    }
}

/// Whether somebody must see a row before the list is added: something is wrong or unclear in it, or it calls somebody
/// by another name, which may be another person.
fn needs_eyes(checked: &Checked) -> bool {
    let renames =
        |record: &Record| ["given_name", "family_name"].iter().any(|name| record.fields.contains(name));
    checked.verdict <= Verdict::Word || checked.record.as_ref().is_some_and(renames)
}

fn context(visit: &Visit, member: &Member, held: &Held) -> Json {
    let base = address(member, held.import.id);
    let word = visit.query.text("show");
    let rows = held.shown(word);
    let paging = Paging::sized(&visit.query, rows.len(), SHOWN);
    let at = |page: &str| listing::address(&base, &[("show", word), ("page", page)]);
    let counts = ["all", "faulty", "ask", "word", "new", "changed", "same", "over", OUT].map(|kind| {
        let count = if kind == "all" { held.rows.len() } else { held.count(kind) };
        json!({
            "count": count,
            "label": visit.words(&format!("staff-import-show-{kind}")),
            "href": listing::address(&base, &[("show", kind)]),
            "current": kind == word,
        })
    });
    let (new, changed) = (held.count("new"), held.count("changed"));
    let waiting = held.count("word");
    let aside = [waiting, held.count("over"), held.count(OUT)];
    let out = aside.into_iter().fold(held.troubled(), usize::saturating_add);
    let settings = &held.import.settings;
    let of_all = OfAll::of(visit, held);
    json!({
        "title": visit.words("staff-import-check"),
        "caption": held.import.name,
        "back": member.path("people/import"),
        "drop": format!("{base}/drop"),
        "until": super::super::undo::last_day(held.import.created_at),
        "version": held.import.settings.version.to_string(),
        "counts": counts,
        "troubled": held.troubled(),
        "waiting": waiting,
        "lost_letters": held.lost_letters(),
        "only_names": held.only_names().into_iter().map(|row| row_title(visit, row)).collect::<Vec<_>>(),
        "renumbered": held.renumbered(),
        "only_words": held.asks() && word.is_empty(),
        "leaders": leading::context(visit, held),
        "new": new,
        "free": held.free,
        "over": new_ones(&held.report) > held.free,
        "changed": changed,
        "same": held.count("same"),
        "left_out": out,
        "ready": new.saturating_add(changed),
        "total": held.rows.len(),
        "used": used(visit, settings),
        "unused": unused(settings),
        "read": settings.sheet,
        "unread": settings.unread,
        "hidden": settings.hidden,
        "nobody": settings.nobody.iter().map(|(line, said)| title_of(visit, line, said)).collect::<Vec<_>>(),
        "sheet": member.path("people/import/sheet.csv"),
        "told_before": held.import.settings.is_told_before,
        "words": words::context(visit, &held.world, &held.questions),
        "action": at(visit.query.text("page")),
        "pages": paging.json(at),
        "rows": paging.cut(rows).iter().map(|row| row_of(visit, held, row, &of_all)).collect::<Vec<_>>(),
        "of_all": of_all.context(visit),
    })
}

/// The words above the columns that are used, and what each is read as.
fn used(visit: &Visit, settings: &Settings) -> Vec<Json> {
    let column = |column: &Column| visit.words(&format!("staff-import-column-{}", column.word()));
    let used = settings.used.iter().map(|(known, head)| json!({ "head": head, "means": column(known) }));
    let means = visit.words("staff-import-column-standing");
    let standing = settings.standing.iter().map(|head| json!({ "head": head, "means": means }));
    used.chain(standing).collect()
}

/// The words above the columns that aren't used, by what somebody may miss in them.
fn unused(settings: &Settings) -> Json {
    let of = |kind: Unused| {
        let heads = settings.ignored.iter().filter(|head| unused::unused(head) == kind);
        heads.collect::<Vec<&String>>()
    };
    json!({ "leavers": of(Unused::Leavers), "people": of(Unused::People), "other": of(Unused::Other) })
}

fn row_title(visit: &Visit, row: &ImportRow) -> String {
    title_of(visit, &row.line, &name_of(row))
}

fn title_of(visit: &Visit, line: &impl ToString, name: &str) -> String {
    let values = args([("line", line.to_string()), ("name", name.to_owned())]);
    visit.app.messages.format(visit.language, "staff-import-row-title", &values)
}

fn row_of(visit: &Visit, held: &Held, row: &ImportRow, of_all: &OfAll) -> Json {
    let name = name_of(row);
    let Some(checked) = held.checked_row(row) else {
        return json!({
            "line": row.line, "name": name, "tag": tag(visit, "left_out"), "leave": true,
            "faults": [], "cells": [], "changes": [],
        });
    };
    let alike = checked.alike.map(|line| Fault::new(Column::Name, "alike", &line.to_string()));
    let faults = checked.faults.iter().chain(alike.as_ref());
    json!({
        "line": row.line,
        "name": name,
        "tag": tag(visit, checked.verdict.word()),
        "leave": false,
        "faults": faults.map(|fault| fault_words(visit, row.line, fault)).collect::<Vec<_>>(),
        "cells": cells(visit, row, checked),
        "who": who::asked(visit, held, row, checked),
        "changes": record::changes(visit, held, checked),
        "says": record::says(visit, held, checked, of_all),
    })
}

/// The cells that can be corrected: those with a fault; of a name, its parts as they were brought.
fn cells(visit: &Visit, row: &ImportRow, checked: &Checked) -> Vec<Json> {
    let mut columns: Vec<Column> = checked.faults.iter().map(|fault| fault.column).collect();
    if columns.contains(&Column::Name) && !row.cells.contains_key(&Column::Name) {
        columns.retain(|column| *column != Column::Name);
        columns.extend([Column::Given, Column::Family]);
    }
    columns.sort_unstable();
    columns.dedup();
    let cell = |column: Column| {
        json!({
            "name": form::cell_name(row.line, column),
            "label": visit.words(&format!("staff-import-column-{}", column.word())),
            "value": row.cells.get(&column),
        })
    };
    columns.into_iter().map(cell).collect()
}

/// `POST …/people/import/{import}`
pub(super) async fn decide(
    visit: Visit,
    member: Member,
    path: web::Path<(String, String)>,
    body: Body,
) -> Answer {
    let (import, _) = find(&visit, &member, &path.1).await?;
    let fields = body.fields().await?;
    let (id, now, here) = (import.id, visit.now, address(&member, import.id));
    let (decided, rights, today) = (form::decided(&fields), Rights::of(&member), visit.now.day());
    let decide = move |tenant: &mut Tenant<'_>| super::super::decide(tenant, id, &decided, (&rights, today));
    let kept = visit.app.write(&member, decide).await;
    let changes = match kept {
        Ok(changes) => changes,
        // The button was pressed twice, or in two tabs: the page says how far it is.
        Err(ImportError::MovedOn) => return Ok(see_other(&here)),
        Err(other) => return Err(other.into()),
    };
    match fields.text("then") {
        "add" => {}
        ROWS => return Ok(see_other(&listing::address(&here, &[("show", ROWS)]))),
        _ => return Ok(see_other(&visit.address)),
    }
    let (import, rows) = find(&visit, &member, &path.1).await?;
    let held = held(&visit, &member, import, rows).await?;
    let errors = still_wrong(&held, &changes);
    if !errors.0.is_empty() {
        return visit.page_again(&member, PAGE, context(&visit, &member, &held), &fields, &errors);
    }
    let rights = Rights::of(&member);
    let begun = visit.app.write(&member, move |tenant| super::super::begin(tenant, now, id, &rights)).await;
    match begun {
        Ok(()) | Err(ImportError::MovedOn) => Ok(see_other(&here)),
        Err(ImportError::Busy) => {
            let errors = FormErrors::one("", "staff-import-error-busy");
            visit.page_again(&member, PAGE, context(&visit, &member, &held), &fields, &errors)
        }
        Err(ImportError::People(PeopleError::Full)) => {
            let errors = no_room(held.free);
            visit.page_again(&member, PAGE, context(&visit, &member, &held), &fields, &errors)
        }
        Err(other) => Err(other.into()),
    }
}

/// More new people than there is room for.
fn no_room(free: i64) -> FormErrors {
    let mut errors = FormErrors::default();
    errors.add_with("", "staff-import-over", vec![("count", crate::web::Value::Number(free))]);
    errors
}

/// What was corrected a moment ago and is wrong still; a list of which nothing can be added.
fn still_wrong(held: &Held, changes: &Changes) -> FormErrors {
    let mut errors = FormErrors::default();
    let wrong =
        held.report.rows.iter().filter(|row| changes.lines.contains(&row.line) && row.record.is_none());
    for row in wrong {
        let field = row
            .faults
            .first()
            .map_or_else(|| format!("r{}-who", row.line), |fault| form::cell_name(row.line, fault.column));
        let line = crate::web::Value::Text(row.line.to_string());
        errors.add_with(field, "staff-import-still-wrong", vec![("line", line)]);
    }
    words::still_open(&mut errors, &held.questions, &changes.words);
    if errors.0.is_empty() && new_ones(&held.report) > held.free {
        errors = no_room(held.free);
    }
    if errors.0.is_empty() && held.report.rows.iter().all(|row| row.record.is_none()) {
        errors.add("", "staff-import-nothing");
    }
    errors
}
