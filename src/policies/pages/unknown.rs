//! What to do with a name that the catalogue doesn't know: use a known field, make it our own, or make it text.

use actix_web::web;
use serde_json::{Value as Json, json};

use super::super::drafts::{self, Draft, editing};
use super::super::{Policy, PolicyError};
use super::{draft, field_words, find_to_change};
use crate::access::member::Reach;
use crate::access::{Action, Member};
use crate::db::{Error as DbError, Tenant};
use crate::documents::import::Imported;
use crate::documents::model::Inline;
use crate::documents::nearest::{Known, ranked};
use crate::documents::{Value as FieldValue, Values, catalogue};
use crate::messages::args;
use crate::organisations::own::{self, OwnError, OwnField};
use crate::organisations::{self, fields};
use crate::reactions;
use crate::web::{Answer, Body, Error, Fields, FormErrors, Visit, see_other};

/// So many unknown names are asked about at once; the others come after them.
const AT_ONCE: usize = 12;
/// The longest text in the place of a field, in letters.
const WORDS_LETTERS: usize = 400;

/// What the choices are made from.
pub(super) struct Choices {
    own: Vec<OwnField>,
    values: Values,
}

/// Reads it.
pub(super) fn choices(tenant: &mut Tenant<'_>, policy: &Policy) -> Result<Choices, DbError> {
    let chosen = drafts::services(tenant, policy.id)?;
    let first = organisations::services(tenant)?.into_iter().find(|service| chosen.contains(&service.id));
    let values = fields::resolve(tenant, first.map(|service| service.id))?;
    Ok(Choices { own: own::fields(tenant)?, values })
}

fn may_share(member: &Member) -> bool {
    member.reach(Action::ManageOrganisation) == Reach::Everywhere
}

fn known(visit: &Visit, choices: &Choices) -> Vec<Known> {
    let own = choices.own.iter().map(|field| Known { name: field.name.clone(), label: field.label.clone() });
    let fields = catalogue::all().iter().filter(|field| !field.of_printing());
    let all = fields.map(|field| Known { name: field.name.clone(), label: field_words(visit, &field.name) });
    own.chain(all).collect()
}

/// A row for each unknown name, with what it may mean.
pub(super) fn rows(visit: &Visit, member: &Member, imported: &Imported, choices: &Choices) -> Vec<Json> {
    let known = known(visit, choices);
    let option = |field: &Known| {
        let label = match choices.values.get(&field.name) {
            Some(FieldValue::Text(value)) => {
                let values = args([("label", field.label.clone()), ("value", value.clone())]);
                visit.app.messages.format(visit.language, "unknown-option", &values)
            }
            _ => field.label.clone(),
        };
        json!({ "value": field.name, "label": label })
    };
    let row = |(at, field): (usize, &crate::documents::UnknownField)| {
        let plain = !field.name.contains(['{', '}']);
        let options: Vec<Json> = if plain && at < AT_ONCE {
            ranked(&field.name, &known).iter().map(option).collect()
        } else {
            Vec::new()
        };
        json!({
            "at": at, "name": field.name, "line": field.line, "count": field.count,
            "asked": at < AT_ONCE,
            "plain": plain,
            "ways": ways(visit, plain, may_share(member)),
            "options": options,
            "label": proposed_label(&field.name),
        })
    };
    imported.unknown.iter().enumerate().map(row).collect()
}

fn ways(visit: &Visit, plain: bool, may_share: bool) -> Vec<Json> {
    let all = [("known", plain), ("own", plain && may_share), ("text", true)];
    let offered = all.iter().filter(|(_, offered)| *offered);
    offered
        .map(|(way, _)| {
            let hint = match (*way, may_share) {
                ("known", true) => "unknown-known-hint",
                ("known", false) => "unknown-known-here-hint",
                ("own", _) => "unknown-own-hint",
                _ => "unknown-text-hint",
            };
            json!({ "value": way, "label": visit.words(&format!("unknown-{way}")), "hint": visit.words(hint) })
        })
        .collect()
}

fn proposed_label(name: &str) -> String {
    let rest = name.strip_prefix("org_field_").unwrap_or(name).replace('_', " ");
    let mut letters = rest.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).take(80).collect()).unwrap_or_default()
}

enum Decision {
    Known(String),
    Own(String),
    Text(String),
}

fn decision(fields: &Fields, row: &str) -> Result<Decision, FormErrors> {
    let input = |part: &str| format!("{part}-{row}");
    match fields.text(&input("way")) {
        "known" => {
            let name = fields.text(&input("known"));
            let field = catalogue::canonical(name).map(|name| Decision::Known(name.to_owned()));
            field.ok_or_else(|| FormErrors::one(input("known"), "unknown-error-known"))
        }
        "own" => {
            let label = fields.text(&input("label"));
            let fits = !label.is_empty() && label.chars().count() <= own::LABEL_LETTERS;
            let label = fits.then(|| Decision::Own(label.to_owned()));
            label.ok_or_else(|| FormErrors::one(input("label"), "unknown-error-label"))
        }
        "text" => {
            let words = fields.text(&input("words")).split_whitespace().collect::<Vec<_>>().join(" ");
            let fits = !words.is_empty() && !words.contains("{{") && words.chars().count() <= WORDS_LETTERS;
            let words = fits.then_some(Decision::Text(words));
            words.ok_or_else(|| FormErrors::one(input("words"), "unknown-error-words"))
        }
        _ => Err(FormErrors::one(input("way"), "unknown-error-way")),
    }
}

/// `POST …/policies/{id}/import/unknown`
pub(super) async fn settle(
    visit: Visit,
    member: Member,
    path: web::Path<(String, String)>,
    body: Body,
) -> Answer {
    let policy = find_to_change(&visit, &member, &path.1).await?;
    let fields = body.fields().await?;
    let draft = draft::draft_of(&visit, &member, &policy).await?.ok_or(PolicyError::NoDraft)?;
    let row = fields.text("row");
    let decided = match decision(&fields, row) {
        Ok(decision) => settled(&visit, &member, &draft, &fields, decision).await?,
        Err(errors) => Err(errors),
    };
    match decided {
        Ok(done) => Ok(see_other(&member.path(&format!("policies/{}/import?done={done}", policy.id)))),
        Err(errors) => {
            let context = draft::found_context(&visit, &member, &policy, &draft).await?;
            visit.page_again(&member, "policies/import.html", context, &fields, &errors)
        }
    }
}

async fn settled(
    visit: &Visit,
    member: &Member,
    draft: &Draft,
    fields: &Fields,
    decision: Decision,
) -> Result<Result<&'static str, FormErrors>, Error> {
    let (name, stamp) = (fields.text("name").to_owned(), fields.text("stamp").to_owned());
    let (now, by, id) = (visit.now, member.person(), draft.policy);
    let label_input = format!("label-{}", fields.text("row"));
    let share = may_share(member);
    let write = move |tenant: &mut Tenant<'_>| -> Result<&'static str, Fault> {
        match decision {
            Decision::Known(known) if share => {
                own::set_alias(tenant, now, by, &name, &known)?;
                reactions::fields_changed(tenant, now)?;
                Ok("unknown-known")
            }
            Decision::Known(known) => {
                editing::settle(tenant, now, by, (id, &stamp), &name, &Inline::Field(known))?;
                Ok("unknown-here")
            }
            Decision::Own(_) if !share => Err(Fault::Forbidden),
            Decision::Own(label) => {
                let known = own::add_field(tenant, now, by, &label, "")?;
                own::set_alias(tenant, now, by, &name, &known)?;
                reactions::fields_changed(tenant, now)?;
                Ok("unknown-own")
            }
            Decision::Text(words) => {
                editing::settle(tenant, now, by, (id, &stamp), &name, &Inline::Text(words))?;
                Ok("unknown-text")
            }
        }
    };
    match visit.app.write(member, write).await {
        Ok(done) => Ok(Ok(done)),
        Err(Fault::Own(OwnError::Taken)) => Ok(Err(FormErrors::one(label_input, "unknown-error-taken"))),
        Err(Fault::Own(OwnError::NoName)) => Ok(Err(FormErrors::one(label_input, "unknown-error-label"))),
        Err(Fault::Own(OwnError::Unknown)) => Err(Error::Conflict("policies-changed")),
        Err(Fault::Own(OwnError::Database(fault)) | Fault::Database(fault)) => Err(fault.into()),
        Err(Fault::Policy(fault)) => Err(fault.into()),
        Err(Fault::Forbidden) => Err(Error::Forbidden),
    }
}

#[derive(Debug, thiserror::Error)]
enum Fault {
    #[error(transparent)]
    Database(#[from] DbError),
    #[error(transparent)]
    Own(#[from] OwnError),
    #[error(transparent)]
    Policy(#[from] PolicyError),
    #[error("forbidden")]
    Forbidden,
}
