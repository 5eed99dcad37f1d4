//! Names that nobody knows: each is decided once, for all the texts that a member may decide for.

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};

use super::pages::{TEMPLATE, context, found, links, names_of};
use super::{Found, Shelf};
use crate::access::{Action, Member};
use crate::clock::Moment;
use crate::db::ids::{PersonId, PolicyId};
use crate::db::{Database, Tenant};
use crate::documents::model::Inline;
use crate::messages::args;
use crate::organisations::form::own_name;
use crate::organisations::own::{self, OwnError};
use crate::policies::PolicyError;
use crate::policies::drafts::settling::{self, Rewritten};
use crate::policies::drafts::store;
use crate::policies::pages::may_change;
use crate::policies::pages::unknown::{Decision, Fault, asked, decision, known, may_share, told, ways};
use crate::reactions;
use crate::web::{Answer, Body, Error, FormErrors, Visit, see_other};

/// The policies among these that a member may change.
fn own_texts(member: &Member, shelf: &Shelf, policies: &BTreeSet<PolicyId>) -> BTreeSet<PolicyId> {
    let used = shelf.drafts.iter().filter(|draft| policies.contains(&draft.policy.id));
    used.filter(|draft| may_change(member, &draft.touches)).map(|draft| draft.policy.id).collect()
}

/// A row for each name, with what it may mean; a member who may change none of its texts reads who decides.
pub(super) fn rows(visit: &Visit, member: &Member, shelf: &Shelf, found: &Found) -> Vec<Json> {
    let known = known(visit, &shelf.own);
    let values = shelf.everywhere.values(None);
    let share = may_share(member);
    let who = names_of(visit, member, shelf, (Action::ManageOrganisation, None));
    let row = |(at, (name, policies)): (usize, (&str, &BTreeSet<PolicyId>))| {
        let mine = own_texts(member, shelf, policies);
        let hints = hints(visit, share, mine.len());
        let mut row = asked(visit, &known, &values, (at, name));
        let more = [
            ("count", json!(policies.len())),
            ("policies", json!(links(member, shelf, policies, "import#unknown"))),
            ("ways", json!(ways(visit, member, name, &hints))),
            ("may_decide", json!(share || !mine.is_empty())),
            ("others", json!((!share).then(|| says_who(visit, &who, mine.len(), policies.len())))),
        ];
        row.extend(more.into_iter().map(|(key, value)| (key.to_owned(), value)));
        Json::Object(row)
    };
    found.by_use().into_iter().enumerate().map(row).collect()
}

fn hints(visit: &Visit, share: bool, count: usize) -> [String; 3] {
    let keys = if share {
        ["unknown-known-hint", "unknown-own-hint", "gaps-unknown-text-hint"]
    } else {
        ["gaps-unknown-known-hint", "gaps-unknown-own-hint", "gaps-unknown-text-hint"]
    };
    let values = args([("count", count)]);
    keys.map(|key| visit.app.messages.format(visit.language, key, &values))
}

fn says_who(visit: &Visit, names: &str, mine: usize, all: usize) -> String {
    let key = if mine == 0 { "gaps-unknown-not-you" } else { "gaps-unknown-yours" };
    let mut values = args([("count", mine), ("all", all)]);
    values.set("names", names.to_owned());
    visit.app.messages.format(visit.language, key, &values)
}

/// `POST …/policies/gaps/names`
pub(super) async fn decide(visit: Visit, member: Member, body: Body) -> Answer {
    let (shelf, found) = found(&visit, &member).await?;
    let fields = body.fields().await?;
    let (name, row) = (fields.raw("name").to_owned(), fields.text("row").to_owned());
    // The page was made before somebody else decided.
    let at = found.by_use().iter().position(|(unknown, _)| *unknown == name);
    let policies = found.unknown.get(&name).filter(|_| at.map(|at| at.to_string()) == Some(row.clone()));
    let policies = policies.ok_or(Error::Conflict("policies-changed"))?;
    let texts = own_texts(&member, &shelf, policies);
    if !may_share(&member) && texts.is_empty() {
        return Err(Error::Forbidden);
    }
    let decided = match decision(&fields, &row) {
        Ok(decision) => carry_out(&visit, &member, (name, texts), decision, format!("label-{row}")).await?,
        Err(errors) => Err(errors),
    };
    match decided {
        Ok(done) => Ok(see_other(&member.path(&format!("policies/gaps?done={done}")))),
        Err(errors) => {
            let context = context(&visit, &member, &shelf, &found);
            visit.page_again(&member, TEMPLATE, context, &fields, &errors)
        }
    }
}

/// What is written, and what the page says then.
enum Deed {
    /// In all texts the name means this field.
    Alias(String),
    /// In all texts the name means a new field with this label.
    NewForAll(String),
    /// A new field with this label stands in some texts.
    New(String),
    /// Something else stands in some texts.
    Texts(&'static str),
}

async fn carry_out(
    visit: &Visit,
    member: &Member,
    (name, texts): (String, BTreeSet<PolicyId>),
    decision: Decision,
    label_input: String,
) -> Result<Result<&'static str, FormErrors>, Error> {
    let share = may_share(member);
    let (deed, with) = match decision {
        Decision::Known(field) if share => (Deed::Alias(field), None),
        Decision::Known(field) => (Deed::Texts("gaps-unknown-known"), Some(Inline::Field(field))),
        Decision::Own(_) if !member.may(Action::ManageOrganisation) => return Err(Error::Forbidden),
        Decision::Own(label) if share => (Deed::NewForAll(label), None),
        Decision::Own(label) => match own_name(&label) {
            Some(field) => (Deed::New(label), Some(Inline::Field(field))),
            None => return Ok(Err(FormErrors::one(label_input, "unknown-error-label"))),
        },
        Decision::Text(words) => (Deed::Texts("gaps-unknown-text"), Some(Inline::Text(words))),
    };
    let (entry, now, by) = (member.clone(), visit.now, member.person());
    let work = move |database: &Database| -> Result<&'static str, Fault> {
        let texts = match with {
            Some(with) => rewritten(database, &entry, &texts, (now, by), (&name, &with))?,
            None => Vec::new(),
        };
        database.write(entry, move |tenant| write(tenant, (now, by), &name, &deed, &texts))
    };
    told(visit.app.work(work).await, label_input)
}

fn rewritten(
    database: &Database,
    member: &Member,
    texts: &BTreeSet<PolicyId>,
    by: (Moment, PersonId),
    (name, with): (&str, &Inline),
) -> Result<Vec<Rewritten>, Fault> {
    if texts.is_empty() {
        return Err(Fault::Forbidden);
    }
    let mut all = Vec::new();
    for draft in database.read(member, |tenant| store::of(tenant, texts))?.into_values() {
        all.extend(settling::rewritten(draft, by, name, with).map_err(PolicyError::Limit)?);
    }
    Ok(all)
}

fn write(
    tenant: &mut Tenant<'_>,
    (now, by): (Moment, PersonId),
    name: &str,
    deed: &Deed,
    texts: &[Rewritten],
) -> Result<&'static str, Fault> {
    let alias = |tenant: &mut Tenant<'_>, field: &str| -> Result<(), OwnError> {
        own::set_alias(tenant, now, by, name, field)?;
        Ok(reactions::fields_changed(tenant, now)?)
    };
    match deed {
        Deed::Alias(field) => alias(tenant, field).map(|()| "unknown-known").map_err(Fault::from),
        Deed::NewForAll(label) => {
            let field = own::add_field(tenant, now, by, label, "")?;
            alias(tenant, &field)?;
            Ok("gaps-unknown-own")
        }
        Deed::New(label) => {
            own::add_field(tenant, now, by, label, "")?;
            settling::keep_all(tenant, now, texts)?;
            Ok("gaps-unknown-own")
        }
        Deed::Texts(done) => {
            settling::keep_all(tenant, now, texts)?;
            Ok(done)
        }
    }
}
