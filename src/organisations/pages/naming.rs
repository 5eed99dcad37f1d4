//! The key roles that nobody holds, all on one page (reference ux 2a, "Name the key people").

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::{Value as Json, json};

use super::key_people::own_role;
use super::services::role_at;
use crate::access::member::Reach;
use crate::access::two_people::{self, Needs, Reason};
use crate::access::{Action, Member, Role};
use crate::db::Tenant;
use crate::db::ids::{PersonId, ServiceId};
use crate::messages::Language;
use crate::organisations::{self, Service};
use crate::people::invitations::{self, Inviter};
use crate::people::{self, Details, Held, PeopleError, Person, form, search};
use crate::reactions;
use crate::web::{Answer, Body, Error, Fields, FormErrors, Visit, see_other};

const TEMPLATE: &str = "organisations/naming.html";
/// The choice of somebody whom the same form names.
const NEW: &str = "new";

type Place = (Role, Option<ServiceId>);

/// A role that nobody holds.
struct Vacancy {
    role: Role,
    service: Option<Service>,
    /// Who could give it.
    givers: BTreeSet<PersonId>,
}

impl Vacancy {
    fn place(&self) -> Place {
        (self.role, self.service.as_ref().map(|service| service.id))
    }

    /// The name of its field.
    fn field(&self) -> String {
        field(self.place())
    }
}

fn field((role, service): Place) -> String {
    let at = service.map(|service| format!("-{service}")).unwrap_or_default();
    format!("{}{at}", role.as_str())
}

/// The page: what is vacant, and who could hold it.
struct Sheet {
    vacancies: Vec<Vacancy>,
    /// The fields of roles that somebody holds: a page that is open for long may still ask for them.
    taken: Vec<String>,
    people: Vec<Person>,
    held: Vec<Held>,
    may_add: bool,
}

async fn load(visit: &Visit, member: &Member) -> Result<Sheet, Error> {
    let may_add = member.reach(Action::ManagePeople) == Reach::Everywhere;
    let look = move |tenant: &mut Tenant<'_>| {
        let everywhere = organisations::everywhere(tenant)?;
        let vacant = everywhere.vacant();
        let taken = everywhere.key_roles().into_iter().filter(|place| !vacant.contains(place)).map(field);
        let (held, members) = (people::store::all_grants(tenant)?, people::store::members(tenant)?);
        let vacancy = |(role, at): &Place| Vacancy {
            role: *role,
            service: everywhere.services().iter().find(|service| Some(service.id) == *at).cloned(),
            givers: people::givers_among(&held, &members, (*role, *at)),
        };
        let vacancies = vacant.iter().map(vacancy).collect();
        let people = people::list(tenant)?.into_iter().filter(Person::is_present).collect();
        Ok::<_, Error>(Sheet { vacancies, taken: taken.collect(), people, held, may_add })
    };
    visit.app.read(member, look).await
}

fn context(visit: &Visit, member: &Member, sheet: &Sheet) -> Json {
    let me = member.person();
    let alone = |vacancy: &Vacancy| two_people::needs(me, true, &vacancy.givers) == Needs::Reason;
    let labels = people::Labels::read_by(member, &sheet.people);
    let option = |person: &Person| json!({ "value": person.id, "label": labels.label(person) });
    let mut options: Vec<Json> = sheet.people.iter().map(option).collect();
    if sheet.may_add {
        options.push(json!({ "value": NEW, "label": visit.words("naming-new-option") }));
    }
    let row = |vacancy: &Vacancy| {
        json!({
            "name": vacancy.field(),
            "label": role_at(visit, vacancy.role, vacancy.service.as_ref()),
            "hint": visit.words(&format!("role-does-{}", vacancy.role.as_str().replace('_', "-"))),
        })
    };
    json!({
        "title": visit.words("naming-title"),
        "rows": sheet.vacancies.iter().map(row).collect::<Vec<_>>(),
        "options": options,
        "alone": sheet.vacancies.iter().any(alone),
        "may_add": sheet.may_add,
        "back": member.path("settings/people"),
        "action": member.path("settings/key-people"),
    })
}

pub(super) async fn form(visit: Visit, member: Member) -> Answer {
    let sheet = load(&visit, &member).await?;
    visit.page(&member, TEMPLATE, context(&visit, &member, &sheet))
}

/// Whom a form names for a role; nothing is the newcomer.
type Named = BTreeMap<Place, Option<PersonId>>;

/// What a form says.
struct Chosen {
    named: Named,
    reason: Option<Reason>,
    newcomer: Option<Details>,
}

fn read(fields: &Fields, sheet: &Sheet, me: PersonId) -> Result<Chosen, FormErrors> {
    if sheet.taken.iter().any(|field| fields.has(field)) {
        return Err(FormErrors::one("", "key-people-error-changed"));
    }
    let mut errors = FormErrors::default();
    let mut named = Named::new();
    let mut reason = None;
    for vacancy in sheet.vacancies.iter().filter(|vacancy| fields.has(&vacancy.field())) {
        match choice(fields, sheet, vacancy, me) {
            Ok((who, own)) => {
                named.insert(vacancy.place(), who);
                reason = reason.or(own);
            }
            Err(wrong) => errors.0.extend(wrong.0),
        }
    }
    errors.0.dedup_by(|one, other| one.field == other.field);
    for vacancy in &sheet.vacancies {
        if is_lead_and_deputy(vacancy, &named, &sheet.held) {
            errors.add(vacancy.field(), "key-people-error-lead-deputy");
        }
    }
    if named.is_empty() && errors.0.is_empty() {
        let first = sheet.vacancies.first().map(Vacancy::field).unwrap_or_default();
        errors.add(first, "naming-error-nobody");
    }
    let newcomer = newcomer(fields, sheet, &named).unwrap_or_else(|wrong| {
        errors.0.extend(wrong.0);
        None
    });
    errors.or(Some(Chosen { named, reason, newcomer }))
}

fn choice(
    fields: &Fields,
    sheet: &Sheet,
    vacancy: &Vacancy,
    me: PersonId,
) -> Result<(Option<PersonId>, Option<Reason>), FormErrors> {
    let field = vacancy.field();
    if fields.text(&field) == NEW && sheet.may_add {
        return Ok((None, None));
    }
    let person = sheet.people.iter().find(|person| person.id.to_string() == fields.text(&field));
    let person = person.ok_or_else(|| FormErrors::one(field.clone(), "key-people-error-person"))?.id;
    Ok((Some(person), own_role(fields, (&field, &vacancy.givers), (me, person))?))
}

/// Whether a form would make one person the lead and the deputy of a service.
fn is_lead_and_deputy(vacancy: &Vacancy, named: &Named, held: &[Held]) -> bool {
    let (role, service) = vacancy.place();
    let (Some(chosen), Some(other)) = (named.get(&(role, service)), people::counterpart(role)) else {
        return false;
    };
    match named.get(&(other, service)) {
        // Told once, at the deputy.
        Some(counterpart) => role == Role::SafeguardingDeputy && counterpart == chosen,
        None => held
            .iter()
            .any(|held| held.role == other && held.service == service && Some(held.person) == *chosen),
    }
}

/// Who joins the staff list with this form: somebody of no name that is there already.
fn newcomer(fields: &Fields, sheet: &Sheet, named: &Named) -> Result<Option<Details>, FormErrors> {
    if !named.values().any(Option::is_none) {
        let is_named = ["given-name", "family-name", "email"].iter().any(|name| fields.has(name));
        return if is_named { Err(FormErrors::one("given-name", "naming-error-no-role")) } else { Ok(None) };
    }
    let (names, email) = form::newcomer(fields)?;
    let details = Details::of_newcomer(names, email, Language::English);
    let name = search::fold(&details.name());
    if sheet.people.iter().any(|person| search::fold(&person.name()) == name) {
        return Err(FormErrors::one("given-name", "naming-error-known"));
    }
    let services = named.iter().filter(|(_, who)| who.is_none()).filter_map(|((_, service), _)| *service);
    Ok(Some(Details { services: services.collect(), ..details }))
}

pub(super) async fn save(visit: Visit, member: Member, body: Body) -> Answer {
    let sheet = load(&visit, &member).await?;
    let fields = body.fields().await?;
    let again = |errors: &FormErrors| {
        visit.page_again(&member, TEMPLATE, context(&visit, &member, &sheet), &fields, errors)
    };
    let chosen = match read(&fields, &sheet, member.person()) {
        Ok(chosen) => chosen,
        Err(errors) => return again(&errors),
    };
    let (now, post, by) = (visit.now, Arc::clone(&visit.app.post), Inviter::of(&member));
    let write = move |tenant: &mut Tenant<'_>| {
        let post = &post;
        reactions::telling_of_roles(tenant, now, post, |tenant| {
            let vacant: BTreeSet<Place> = organisations::everywhere(tenant)?.vacant().into_iter().collect();
            if chosen.named.keys().any(|place| !vacant.contains(place)) {
                return Ok(false);
            }
            let newcomer =
                chosen.newcomer.map(|details| people::add(tenant, now, &details).map(|id| (id, details)));
            let newcomer = newcomer.transpose()?;
            for (place, who) in chosen.named {
                let Some(person) = who.or(newcomer.as_ref().map(|(id, _)| *id)) else { continue };
                people::grant_with(
                    tenant,
                    now,
                    person,
                    place,
                    chosen.reason.as_ref().filter(|_| person == by.person),
                )?;
            }
            if let Some((id, Details { email: Some(_), .. })) = newcomer {
                invitations::invite(tenant, now, post, &by, id)?;
            }
            reactions::fields_changed(tenant, now)?;
            Ok::<_, PeopleError>(true)
        })
    };
    match visit.app.write(&member, write).await {
        Ok(true) => Ok(see_other(&member.path("settings/people?done=role-changed"))),
        Ok(false) => again(&FormErrors::one("", "key-people-error-changed")),
        Err(PeopleError::LeadIsDeputy) => again(&FormErrors::one("", "key-people-error-lead-deputy")),
        Err(PeopleError::Full) => again(&FormErrors::one("", "people-error-full")),
        Err(PeopleError::AddressSignsIn) => again(&FormErrors::one("email", "people-error-address-signs-in")),
        Err(PeopleError::InvitedOften) => again(&FormErrors::one("email", "people-error-invited-often")),
        Err(other) => Err(other.into()),
    }
}
