//! What everybody changes of their own: the telephone, the language they read, and the days they are away.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::{Value as Json, json};

use super::away::{ahead, reasons};
use crate::access::{Action, Member, Role, allowed};
use crate::db::Tenant;
use crate::db::ids::{AbsenceId, PersonId};
use crate::messages::Language;
use crate::people::absences::{self, Absence, form as away_form};
use crate::people::{self, Details, PeopleError, Person, form, store};
use crate::reactions;
use crate::web::{Answer, Body, Error, Fields, FormErrors, Visit, dates, see_other};

const PAGE: &str = "people/details.html";
/// Names of whom to ask that are shown.
const MOST_NAMED: usize = 3;

/// What the page needs to know.
struct Own {
    person: Person,
    away: Vec<Absence>,
    /// Who keeps the list where they work, by name.
    keepers: Vec<String>,
}

/// Who changes what somebody can't change of themselves: whoever manages the people of their services, those of
/// the whole organisation last.
fn keepers(tenant: &mut Tenant<'_>, me: PersonId) -> Result<Vec<String>, PeopleError> {
    let services = store::services_of(tenant, me)?;
    let may: &[Role] = allowed(Action::ManagePeople);
    let mut held = store::all_grants(tenant)?;
    held.retain(|held| may.contains(&held.role) && held.person != me);
    held.retain(|held| held.service.is_none_or(|service| services.contains(&service)));
    held.sort_by_key(|held| (held.service.is_none(), held.role == Role::Owner, held.rank));
    let names = people::present_names(tenant)?;
    let mut seen = BTreeSet::new();
    held.retain(|held| seen.insert(held.person));
    Ok(held.iter().filter_map(|held| names.get(&held.person).cloned()).take(MOST_NAMED).collect())
}

async fn own(visit: &Visit, member: &Member) -> Result<Own, Error> {
    let me = member.person();
    let look = move |tenant: &mut Tenant<'_>| {
        let person = people::get(tenant, me)?.ok_or(PeopleError::NotFound)?;
        let away = absences::store::of_person(tenant, me)?;
        Ok::<_, PeopleError>(Own { person, away, keepers: keepers(tenant, me)? })
    };
    Ok(visit.app.read(member, look).await?)
}

fn context(visit: &Visit, member: &Member, own: &Own) -> Json {
    let language = |language: &Language| {
        let label = visit.app.messages.get(*language, "language-name");
        json!({ "value": language.code(), "label": label })
    };
    json!({
        "title": visit.words("own-title"),
        "back": member.path("me"),
        "action": member.path("me/details"),
        "phone": own.person.phone,
        "language": own.person.language.code(),
        "languages": Language::ALL.iter().map(language).collect::<Vec<_>>(),
        "away": ahead(visit, &own.away),
        "away_action": member.path("me/away"),
        "from": dates::boxes(visit.now.day()),
        "reasons": reasons(visit),
        "cover": holds_role(member).then(|| member.path("covers/add")),
        "keepers": own.keepers,
        "data": member.path("me/data"),
    })
}

/// Whether they hold more than everybody does.
fn holds_role(member: &Member) -> bool {
    member.grants().iter().any(|grant| grant.role != Role::Staff)
}

/// `GET …/me/details`
pub(super) async fn show(visit: Visit, member: Member) -> Answer {
    let own = own(&visit, &member).await?;
    visit.page(&member, PAGE, context(&visit, &member, &own))
}

async fn again(visit: &Visit, member: &Member, fields: &Fields, errors: &FormErrors) -> Answer {
    let own = own(visit, member).await?;
    visit.page_again(member, PAGE, context(visit, member, &own), fields, errors)
}

/// `POST …/me/details`
pub(super) async fn save(visit: Visit, member: Member, body: Body) -> Answer {
    let fields = body.fields().await?;
    let (phone, language) = match form::own(&fields) {
        Ok(read) => read,
        Err(errors) => return again(&visit, &member, &fields, &errors).await,
    };
    let (now, me, post) = (visit.now, member.person(), Arc::clone(&visit.app.post));
    let write = move |tenant: &mut Tenant<'_>| {
        let person = people::get(tenant, me)?.ok_or(PeopleError::NotFound)?;
        let stands = person.details(&store::services_of(tenant, me)?);
        let language = language.unwrap_or(stands.language);
        let amended = people::change(tenant, now, me, &Details { phone, language, ..stands })?;
        reactions::amended(tenant, now, &post, me, &amended)?;
        // Texts print the telephone of those who hold a role.
        Ok::<_, PeopleError>(reactions::fields_changed(tenant, now)?)
    };
    visit.app.write(&member, write).await?;
    Ok(see_other(&member.path("me/details?done=own-details-saved")))
}

/// `POST …/me/away`: away, or with `back` back again.
pub(super) async fn away(visit: Visit, member: Member, body: Body) -> Answer {
    let fields = body.fields().await?;
    let (now, me) = (visit.now, member.person());
    if fields.has("back") {
        let absence = AbsenceId::parse(fields.text("back")).ok_or(Error::NotFound)?;
        let still = visit.app.write(&member, move |tenant| absences::end(tenant, now, me, absence)).await?;
        let done = if still { "own-still-away" } else { "own-not-away" };
        return Ok(see_other(&member.path(&format!("me/details?done={done}"))));
    }
    let new = match away_form::absence(&fields, now.day()) {
        Ok(new) => new,
        Err(errors) => return again(&visit, &member, &fields, &errors).await,
    };
    visit.app.write(&member, move |tenant| absences::enter(tenant, now, me, new)).await?;
    Ok(see_other(&member.path("me/details?done=own-away")))
}
