//! The report on every file of a shelf, with what the manager decides for each.

use std::collections::{BTreeMap, BTreeSet};

use actix_web::http::StatusCode;
use actix_web::web;
use serde_json::{Value as Json, json};

use super::super::form::{self, Choices};
use super::super::{Force, Item, ItemState, Kind, Paper, ShelfError, ShelfState};
use super::{Opened, address, find, kind_words, reason_words, says, sheet, told};
use crate::access::member::Reach;
use crate::access::{Action, Member};
use crate::db::Error as DbError;
use crate::db::ids::{ServiceId, ShelfId};
use crate::documents::read::{NoteKind, Tracked};
use crate::documents::{Values, catalogue};
use crate::messages::{Language, args};
use crate::organisations::{self, Nation, ServiceType};
use crate::people::{Labels, Person};
use crate::policies::pages::{asked, readable};
use crate::policies::readiness::choice_key;
use crate::web::dates;
use crate::web::{Answer, Body, Error, Fields, FormErrors, Visit, see_other};

const TEMPLATE: &str = "shelf/check.html";

/// The values of every service, and of the organisation alone.
type AllValues = BTreeMap<Option<ServiceId>, Values>;

async fn values(visit: &Visit, member: &Member, opened: &Opened) -> Result<AllValues, Error> {
    let services: Vec<Option<ServiceId>> =
        std::iter::once(None).chain(opened.services.iter().map(|service| Some(service.id))).collect();
    let read = visit.app.read(member, move |tenant| {
        let resolved =
            services.into_iter().map(|place| Ok((place, organisations::fields::resolve(tenant, place)?)));
        resolved.collect::<Result<AllValues, DbError>>()
    });
    Ok(read.await?)
}

pub(super) async fn show(visit: &Visit, member: &Member, opened: &Opened) -> Answer {
    let values = values(visit, member, opened).await?;
    visit.page(member, TEMPLATE, context(visit, member, opened, &values))
}

fn choices(member: &Member, opened: &Opened) -> Choices {
    let may = |service: &&organisations::Service| member.may_at(Action::EditPolicies, service.id);
    Choices {
        services: opened.services.iter().filter(may).map(|service| service.id).collect(),
        named: opened.named_services(),
        people: opened.people.iter().filter(|person| person.is_present()).map(|person| person.id).collect(),
        needs_service: member.reach(Action::EditPolicies) != Reach::Everywhere,
    }
}

fn context(visit: &Visit, member: &Member, opened: &Opened, values: &AllValues) -> Json {
    let shelf = &opened.shelf;
    let texts: Vec<&Item> = opened.of_state(ItemState::Read).filter(|item| item.is_text()).collect();
    let registers = opened.items.iter().filter(|item| item.found.register.is_some()).count();
    let here = says::here(visit, member, opened);
    let changed = texts.iter().filter(|item| item.found.changes() > 0).count();
    let commented = texts.iter().filter(|item| item.found.comments() > 0).count();
    let choices = choices(member, opened);
    let wanted = texts.iter().filter(|item| is_ticked(item, &choices)).count();
    json!({
        "title": visit.words("shelf-check"),
        "caption": shelf.name,
        "back": member.path("policies/shelf"),
        "undo": format!("{}/undo", address(member, shelf.id)),
        "csv": format!("{}/report.csv", address(member, shelf.id)),
        "counts": {
            "files": opened.items.len(),
            "texts": texts.len(),
            "refused": opened.of_state(ItemState::Refused).count(),
            "adopted": texts.iter().filter(|item| item.choice.in_force && is_ticked(item, &choices)).count(),
            "wanted": wanted,
            "papers": texts.iter().filter(|item| item.kind == Kind::Pdf).count(),
        },
        "register": (registers > 0).then(|| json!({
            "href": format!("{}/register", address(member, shelf.id)), "faults": sheet::faults(opened),
        })),
        "stamp": super::super::stamp(shelf, &opened.items),
        "nothing": says::nothing(&here, registers > 0),
        "here": here,
        "rows": texts.iter().map(|item| row(visit, member, opened, values, item)).collect::<Vec<_>>(),
        "refused": opened.of_state(ItemState::Refused).map(|item| told(visit, member, item)).collect::<Vec<_>>(),
        "added": opened.of_state(ItemState::Added).count(),
        "meant": form::unknown_owners(&opened.items).iter().enumerate().map(|(place, name)| json!({
            "field": format!("meant-{place}"), "name": name, "value": shelf.settings.names.get(name),
        })).collect::<Vec<_>>(),
        "options": options(visit, member, opened),
        "made": texts.iter().filter(|item| !item.found.made.is_empty()).count(),
        "made_stays": shelf.settings.made_stays,
        "changed": changed,
        "commented": commented,
        "tracked": shelf.settings.tracked.map(Tracked::word),
        "comments_out": shelf.settings.comments_out,
        "ways": asked::ways(visit),
        "owner": shelf.settings.owner,
        "services": chosen_services(member, opened),
        "nation": shelf.settings.nation,
        "service_type": shelf.settings.service_type,
        "paper": form::needs_paper(&opened.items).then(|| paper(shelf.settings.paper.as_ref())),
    })
}

/// Whether a file is to be added: not while its register says that it is for other services than those of the
/// reader, and nobody chose one of these.
fn is_ticked(item: &Item, choices: &Choices) -> bool {
    let chosen = !item.choice.services.is_disjoint(&choices.services);
    item.choice.include && (chosen || !form::is_elsewhere(item, choices))
}

/// What was chosen for all; who may change policies at one service only needn't choose it.
fn chosen_services(member: &Member, opened: &Opened) -> BTreeSet<ServiceId> {
    let open = choices(member, opened).services;
    let chosen = &opened.shelf.settings.services;
    if chosen.is_empty() && open.len() == 1 { open } else { chosen.clone() }
}

/// What was typed of the finished files; nothing is proposed that nobody said.
fn paper(kept: Option<&Paper>) -> Json {
    let Some(kept) = kept else { return json!({ "approved": {}, "reviewed": {}, "next": {} }) };
    json!({
        "label": kept.label,
        "approver": kept.approved_by,
        "approved": kept.approved_on.map_or_else(|| json!({}), |day| json!(dates::boxes(day))),
        "reviewed": dates::boxes(kept.reviewed_on),
        "next": dates::boxes(kept.next_review_on),
    })
}

fn options(visit: &Visit, member: &Member, opened: &Opened) -> Json {
    let may = choices(member, opened).services;
    let services = opened.services.iter().filter(|service| may.contains(&service.id));
    let named: BTreeSet<_> =
        opened.items.iter().filter_map(|item| item.choice.owner).chain(opened.shelf.settings.owner).collect();
    let people =
        |person: &&Person| person.is_present() && (person.account.is_some() || named.contains(&person.id));
    let labels = Labels::read_by(member, opened.people.iter().filter(people));
    let nation = |nation: &Nation| json!({ "value": nation, "label": visit.words(&format!("choice-nation-{}", choice_key(nation.as_str()))) });
    let service_type = |kind: &ServiceType| json!({ "value": kind, "label": visit.words(&format!("choice-service-type-{}", choice_key(kind.as_str()))) });
    json!({
        "services": services.map(|service| json!({ "value": service.id, "label": service.name })).collect::<Vec<_>>(),
        "owners": opened.people.iter().filter(people)
            .map(|person| json!({ "value": person.id, "label": labels.label(person) })).collect::<Vec<_>>(),
        "nations": Nation::ALL.iter().map(nation).collect::<Vec<_>>(),
        "types": ServiceType::ALL.iter().map(service_type).collect::<Vec<_>>(),
        "languages": Language::ALL.iter().map(|language| json!({
            "value": language, "label": visit.words(&format!("policies-language-{}", language.code())),
        })).collect::<Vec<_>>(),
    })
}

fn row(visit: &Visit, member: &Member, opened: &Opened, values: &AllValues, item: &Item) -> Json {
    let place = item.place;
    let row = item.choice.row.as_ref();
    let chosen = chosen_for(member, opened, item);
    let open = open_fields(&chosen, values, item);
    let choices = choices(member, opened);
    json!({
        "place": place.to_string(),
        "fields": {
            "code": format!("r{place}-code"), "title": format!("r{place}-title"), "owner": format!("r{place}-owner"),
            "services": format!("r{place}-services"), "force": format!("r{place}-force"),
            "language": format!("r{place}-language"),
            "tracked": format!("r{place}-tracked"), "comments": format!("r{place}-comments"),
        },
        "file_name": item.file_name,
        "kind": kind_words(visit, item.kind),
        "pdf": item.kind == Kind::Pdf,
        "force": item.choice.force_said.then_some(if item.choice.in_force { Force::Already } else { Force::NotYet }),
        "forces": Force::ALL.iter().map(|force| {
            let key = format!("shelf-force-{}", force.as_str().replace('_', "-"));
            json!({ "value": force, "label": visit.words(&key), "hint": visit.words(&format!("{key}-hint")) })
        }).collect::<Vec<_>>(),
        "include": is_ticked(item, &choices),
        "code": item.code,
        "title": item.title,
        "owner": item.choice.owner,
        "services": item.choice.services,
        "language": item.choice.language.unwrap_or(Language::English),
        "can_be_in_force": row.is_some_and(super::super::register::Row::can_be_in_force),
        "in_force": item.choice.in_force,
        "says": row.map(|row| says::of_force(visit, row)),
        "places": row.map(|row| says::of_places(visit, row, &choices)).unwrap_or_default(),
        "around": item.found.around,
        "problem": reason_words(visit, item),
        "there": item.found.there.map(|policy| member.path(&format!("policies/{policy}"))),
        "found": found_words(visit, item, open.len(), !chosen.is_empty()),
        "notes": notes(visit, item),
        "cleaned": cleaned(visit, item),
        "made": asked::made(visit, &item.found.made),
        "raw": item.found.raw,
        "versions": item.found.version_tables.iter().map(|words| {
            let words = readable(visit, words);
            visit.app.messages.format(visit.language, "shelf-own-versions", &args([("words", words.as_str())]))
        }).collect::<Vec<_>>(),
        "changes": asked::told(visit, &item.found.notes, NoteKind::Change),
        "comments": asked::told(visit, &item.found.notes, NoteKind::Comment),
        "changes_count": item.found.changes(),
        "comments_count": item.found.comments(),
        "tracked": item.choice.tracked.map(Tracked::word),
        "comments_out": item.choice.comments_out,
    })
}

/// Where a file is to be in force, as far as it is chosen.
fn chosen_for(member: &Member, opened: &Opened, item: &Item) -> BTreeSet<ServiceId> {
    let own: BTreeSet<ServiceId> =
        item.choice.services.intersection(&choices(member, opened).services).copied().collect();
    if own.is_empty() { chosen_services(member, opened) } else { own }
}

/// The fields of a text that somebody has to fill before it can be published at these services; at none yet,
/// those that the organisation alone leaves open.
fn open_fields<'a>(chosen: &BTreeSet<ServiceId>, values: &AllValues, item: &'a Item) -> BTreeSet<&'a str> {
    let places: Vec<Option<ServiceId>> =
        if chosen.is_empty() { vec![None] } else { chosen.iter().copied().map(Some).collect() };
    let is_open = |name: &&String| {
        let field = catalogue::find(name);
        let set_later = field
            .is_none_or(|field| field.of_version() || field.of_printing() || field.name == catalogue::LOGO);
        !set_later
            && places.iter().any(|place| values.get(place).is_some_and(|values| values.get(name).is_none()))
    };
    item.found.fields.keys().filter(is_open).map(String::as_str).collect()
}

/// What was found in a text, as short sentences with a kind each.
fn found_words(visit: &Visit, item: &Item, open: usize, placed: bool) -> Vec<Json> {
    let found = &item.found;
    if item.kind == Kind::Pdf {
        let size = i64::try_from(found.bytes.div_ceil(1_024)).unwrap_or(i64::MAX);
        let words =
            visit.app.messages.format(visit.language, "shelf-found-pdf", &args([("kilobytes", size)]));
        return vec![json!({ "kind": "none", "text": words })];
    }
    let unknown = found.unknown.len();
    // What comes into force as it stands keeps every line.
    let stays = item.choice.in_force;
    let told = [
        ("shelf-found-headings", found.headings, "none", true),
        ("shelf-found-lists", found.lists, "none", false),
        ("shelf-found-fields", found.fields.len(), "none", false),
        (if placed { "shelf-found-gaps" } else { "shelf-found-gaps-unplaced" }, open, "gap", false),
        ("shelf-found-unknown", unknown, "late", false),
        (if stays { "shelf-found-run-on" } else { "shelf-found-runs" }, found.runs, "info", false),
        (if stays { "shelf-found-left-in" } else { "shelf-found-leftovers" }, found.leftovers, "info", false),
        ("shelf-found-offered", found.offered.len(), "info", false),
        ("shelf-found-instructions", found.instructions, "due", false),
        ("shelf-found-changes", found.changes(), "due", false),
        ("shelf-found-comments", found.comments(), "due", false),
        ("shelf-found-pictures", found.pictures, "none", false),
        ("shelf-found-pictures-lost", found.pictures_lost, "due", false),
    ];
    let shown = told.iter().filter(|(_, count, _, always)| *always || *count > 0);
    shown
        .map(|(key, count, kind, _)| {
            let count = i64::try_from(*count).unwrap_or(i64::MAX);
            json!({ "kind": kind, "text": visit.app.messages.format(visit.language, key, &args([("count", count)])) })
        })
        .collect()
}

/// What clean-ups do to a draft: the words, by what becomes of them.
fn cleaned(visit: &Visit, item: &Item) -> Vec<Json> {
    let found = &item.found;
    let groups = [
        ("shelf-removed", &found.removed),
        ("shelf-offered", &found.offered),
        ("shelf-listed", &found.listed),
    ];
    let group = |(key, lines): (&str, &Vec<String>)| {
        let lines: Vec<String> = lines.iter().map(|line| readable(visit, line)).collect();
        json!({ "what": visit.words(key), "lines": lines })
    };
    groups.into_iter().filter(|(_, lines)| !lines.is_empty()).map(group).collect()
}

/// What did not simply become text, with the words before and after.
fn notes(visit: &Visit, item: &Item) -> Vec<Json> {
    let note = |note: &crate::documents::read::Note| {
        json!({
            "what": visit.words(note.kind.key()), "count": note.count,
            "author": note.author, "before": note.before, "after": note.after,
        })
    };
    let asked = [NoteKind::Change, NoteKind::Comment];
    item.found.notes.iter().filter(|note| !asked.contains(&note.kind)).map(note).collect()
}

/// `POST …/policies/shelf/{shelf}`
pub(super) async fn decide(
    visit: Visit,
    member: Member,
    path: web::Path<(String, String)>,
    body: Body,
) -> Answer {
    let opened = find(&visit, &member, &path.1).await?;
    let fields = body.fields().await?;
    let (id, now, by) = (opened.shelf.id, visit.now, member.person());
    let page = address(&member, id);
    // Pressed twice, or somebody else was first: the page says how far it is.
    if opened.shelf.state != ShelfState::Checking {
        return Ok(see_other(&page));
    }
    let choices = choices(&member, &opened);
    let save = fields.text("then") == "save";
    let decided =
        form::decided(&fields, &opened.shelf.settings, &opened.items, &choices, visit.now.day(), !save);
    let (errors, status) = match decided {
        Ok(decided) if save || decided.rows.iter().any(|(_, _, _, choice)| choice.include) => {
            let stamp = fields.text("stamp").to_owned();
            let written = visit.app.write(&member, move |tenant| {
                super::super::decide(tenant, id, &decided, &stamp)?;
                if save { Ok(()) } else { super::super::begin_adding(tenant, now, by, id) }
            });
            match written.await {
                Err(ShelfError::Changed) => {
                    (FormErrors::one("include", "shelf-error-changed"), StatusCode::CONFLICT)
                }
                other => {
                    other?;
                    let done = if save { format!("{page}?done=shelf-saved") } else { page };
                    return Ok(see_other(&done));
                }
            }
        }
        Ok(_nothing) => (FormErrors::one("include", "shelf-error-nothing"), StatusCode::UNPROCESSABLE_ENTITY),
        Err(errors) => (errors, StatusCode::UNPROCESSABLE_ENTITY),
    };
    again(&visit, &member, id, &fields, errors, status).await
}

/// The page as it is now, with what was typed.
async fn again(
    visit: &Visit,
    member: &Member,
    id: ShelfId,
    fields: &Fields,
    mut errors: FormErrors,
    status: StatusCode,
) -> Answer {
    errors.0.truncate(50);
    let opened = find(visit, member, &id.to_string()).await?;
    let values = values(visit, member, &opened).await?;
    let context = context(visit, member, &opened, &values);
    let mut answer = visit.page_again(member, TEMPLATE, context, fields, &errors)?;
    *answer.status_mut() = status;
    Ok(answer)
}
