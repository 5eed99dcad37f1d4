//! What to do with a name that the catalogue doesn't know: use a known field, make it our own, or make it text.

use actix_web::web;
use serde_json::{Map, Value as Json, json};

use super::super::drafts::settling;
use super::super::drafts::{self, Draft};
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
pub(in crate::policies) const AT_ONCE: usize = 12;
/// The longest text in the place of a field, in letters.
const WORDS_LETTERS: usize = 400;

/// What the choices are made from.
pub(super) struct Choices {
    own: Vec<OwnField>,
    values: Values,
}

impl Choices {
    /// The organisation's own fields.
    pub(super) fn own(&self) -> &[OwnField] {
        &self.own
    }
}

/// Reads it.
pub(super) fn choices(tenant: &mut Tenant<'_>, policy: &Policy) -> Result<Choices, DbError> {
    let chosen = drafts::services(tenant, policy.id)?;
    let first = organisations::services(tenant)?.into_iter().find(|service| chosen.contains(&service.id));
    let values = fields::resolve(tenant, first.map(|service| service.id))?;
    Ok(Choices { own: own::fields(tenant)?, values })
}

/// Whether a member decides for every text of the organisation what a name means.
pub(in crate::policies) fn may_share(member: &Member) -> bool {
    member.reach(Action::ManageOrganisation) == Reach::Everywhere
}

/// The fields that a name may mean.
pub(in crate::policies) fn known(visit: &Visit, own: &[OwnField]) -> Vec<Known> {
    let own = own.iter().map(|field| Known { name: field.name.clone(), label: field.label.clone() });
    let fields = catalogue::all().iter().filter(|field| !field.of_printing());
    let all = fields.map(|field| Known { name: field.name.clone(), label: field_words(visit, &field.name) });
    own.chain(all).collect()
}

/// What the form for one name asks: the fields that we have, the nearest first, with their values.
pub(in crate::policies) fn asked(
    visit: &Visit,
    known: &[Known],
    values: &Values,
    (at, name): (usize, &str),
) -> Map<String, Json> {
    let option = |field: &Known| {
        let label = match values.get(&field.name) {
            Some(FieldValue::Text(value)) => {
                let values = args([("label", field.label.clone()), ("value", value.clone())]);
                visit.app.messages.format(visit.language, "unknown-option", &values)
            }
            _ => field.label.clone(),
        };
        json!({ "value": field.name, "label": label })
    };
    let fits = is_plain(name) && at < AT_ONCE;
    let options: Vec<Json> = if fits { ranked(name, known).iter().map(option).collect() } else { Vec::new() };
    let row = [
        ("at", json!(at)),
        ("name", json!(name)),
        ("plain_name", json!(plain_name(visit, name))),
        ("asked", json!(at < AT_ONCE)),
        ("options", json!(options)),
        ("label", json!(proposed_label(name))),
    ];
    row.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

/// A name as it is read out: braces say nothing.
fn plain_name(visit: &Visit, name: &str) -> String {
    let plain = name.replace(['{', '}'], "");
    if plain.trim().is_empty() { visit.words("unknown-braces") } else { plain }
}

/// Whether a name can be that of a field: braces that don't close can only become text.
pub(in crate::policies) fn is_plain(name: &str) -> bool {
    !name.is_empty() && !name.contains(['{', '}'])
}

/// A row for each unknown name, with what it may mean.
pub(super) fn rows(visit: &Visit, member: &Member, imported: &Imported, choices: &Choices) -> Vec<Json> {
    let known = known(visit, &choices.own);
    let hints = if may_share(member) {
        ["unknown-known-hint", "unknown-own-hint", "unknown-text-hint"]
    } else {
        ["unknown-known-here-hint", "unknown-own-here-hint", "unknown-text-hint"]
    };
    let hints = hints.map(|key| visit.words(key));
    let row = |(at, field): (usize, &crate::documents::UnknownField)| {
        let mut row = asked(visit, &known, &choices.values, (at, &field.name));
        row.insert("line".to_owned(), json!(field.line));
        row.insert("count".to_owned(), json!(field.count));
        row.insert("ways".to_owned(), json!(ways(visit, member, &field.name, &hints)));
        Json::Object(row)
    };
    imported.unknown.iter().enumerate().map(row).collect()
}

/// What can be done with a name, each with its hint: for a known field, a field of our own, text.
pub(in crate::policies) fn ways(
    visit: &Visit,
    member: &Member,
    name: &str,
    hints: &[String; 3],
) -> Vec<Json> {
    let plain = is_plain(name);
    let offered = [plain, plain && member.may(Action::ManageOrganisation), true];
    let all = ["known", "own", "text"].into_iter().zip(hints).zip(offered);
    all.filter(|(_, offered)| *offered)
        .map(|((way, hint), _)| {
            json!({ "value": way, "label": visit.words(&format!("unknown-{way}")), "hint": hint })
        })
        .collect()
}

fn proposed_label(name: &str) -> String {
    let rest = name.strip_prefix("org_field_").unwrap_or(name).replace('_', " ");
    let mut letters = rest.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).take(80).collect()).unwrap_or_default()
}

/// What somebody says that a name is.
pub(in crate::policies) enum Decision {
    /// A field that we have, by its name.
    Known(String),
    /// A field of our own, by its label.
    Own(String),
    /// These words.
    Text(String),
}

/// Reads the form for one name.
pub(in crate::policies) fn decision(fields: &Fields, row: &str) -> Result<Decision, FormErrors> {
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
            if words.contains("{{") {
                return Err(FormErrors::one(input("words"), "unknown-error-braces"));
            }
            let fits = !words.is_empty() && words.chars().count() <= WORDS_LETTERS;
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
    let (share, may_make) = (may_share(member), member.may(Action::ManageOrganisation));
    let write = move |tenant: &mut Tenant<'_>| -> Result<&'static str, Fault> {
        match decision {
            Decision::Known(known) if share => {
                own::set_alias(tenant, now, by, &name, &known)?;
                reactions::fields_changed(tenant, now)?;
                Ok("unknown-known")
            }
            Decision::Known(known) => {
                settling::settle(tenant, now, by, (id, &stamp), &name, &Inline::Field(known))?;
                Ok("unknown-here")
            }
            Decision::Own(_) if !may_make => Err(Fault::Forbidden),
            Decision::Own(label) if !share => {
                let known = own::add_field(tenant, now, by, &label, "")?;
                settling::settle(tenant, now, by, (id, &stamp), &name, &Inline::Field(known))?;
                Ok("unknown-own")
            }
            Decision::Own(label) => {
                let known = own::add_field(tenant, now, by, &label, "")?;
                own::set_alias(tenant, now, by, &name, &known)?;
                reactions::fields_changed(tenant, now)?;
                Ok("unknown-own")
            }
            Decision::Text(words) => {
                settling::settle(tenant, now, by, (id, &stamp), &name, &Inline::Text(words))?;
                Ok("unknown-text")
            }
        }
    };
    told(visit.app.write(member, write).await, label_input)
}

/// What became of a decision: a fault of the form stands at the label of the new field.
pub(in crate::policies) fn told<T>(
    written: Result<T, Fault>,
    label_input: String,
) -> Result<Result<T, FormErrors>, Error> {
    match written {
        Ok(done) => Ok(Ok(done)),
        Err(Fault::Own(OwnError::Taken)) => Ok(Err(FormErrors::one(label_input, "unknown-error-taken"))),
        Err(Fault::Own(OwnError::NoName)) => Ok(Err(FormErrors::one(label_input, "unknown-error-label"))),
        Err(Fault::Own(OwnError::Unknown)) => Err(Error::Conflict("policies-changed")),
        Err(Fault::Own(OwnError::Database(fault)) | Fault::Database(fault)) => Err(fault.into()),
        Err(Fault::Policy(fault)) => Err(fault.into()),
        Err(Fault::Forbidden) => Err(Error::Forbidden),
    }
}

/// What keeps a decision from being written.
#[derive(Debug, thiserror::Error)]
pub(in crate::policies) enum Fault {
    /// The database is away.
    #[error(transparent)]
    Database(#[from] DbError),
    /// The new field or name can't be.
    #[error(transparent)]
    Own(#[from] OwnError),
    /// A text can't be changed.
    #[error(transparent)]
    Policy(#[from] PolicyError),
    /// Not this member's to decide.
    #[error("forbidden")]
    Forbidden,
}
