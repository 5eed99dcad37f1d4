//! What somebody leaves behind who leaves by themselves: nobody chose who takes it over, so the owners are told.

use crate::clock::{Day, Moment};
use crate::db::ids::PersonId;
use crate::db::{Error, Tenant};
use crate::mail::{self, About, Post, Recipient};
use crate::people::covers::{Cover, Home};
use crate::people::notices::{self, Behind};
use crate::people::{self, Held, PeopleError};
use crate::{incidents, organisations, reactions};

/// What somebody who leaves would leave behind.
#[derive(Debug, Clone, Default)]
pub struct Left {
    /// Rounds of comments and approval that wait for them: the policy, and the address in the organisation.
    pub rounds: Vec<(String, String)>,
    /// How many policies they answer for.
    pub owned: usize,
    /// The services that would take no reports of concerns any more, by name.
    pub stops: Vec<String>,
    /// Where they stand in for somebody.
    pub covers: Vec<Cover>,
    /// Whose line manager they are.
    pub team: Vec<PersonId>,
}

/// What somebody would leave behind.
///
/// # Errors
/// The database is away.
pub fn left_by(tenant: &mut Tenant<'_>, today: Day, person: PersonId) -> Result<Left, Error> {
    let mut stops = Vec::new();
    for service in organisations::services(tenant)? {
        if incidents::stops_without(tenant, &service, person)? {
            stops.push(service.name);
        }
    }
    let people = people::list(tenant)?.into_iter();
    let is_led = |one: &people::Person| one.is_present() && one.standing.line_manager == Some(person);
    let mut covers = people::covers::around(tenant, person, today)?;
    covers.retain(|cover| cover.cover == person);
    Ok(Left {
        rounds: reactions::rounds_of(tenant, person)?,
        owned: reactions::owned_by(tenant, person)?,
        stops,
        covers,
        team: people.filter(is_led).map(|one| one.id).collect(),
    })
}

/// Leaves, and tells the owners what nobody holds now, when there is any of it.
///
/// # Errors
/// No such person, the last owner, or a mail can't be written.
pub fn leave_by_oneself(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    person: PersonId,
) -> Result<(), PeopleError> {
    let held: Vec<Held> =
        people::store::all_grants(tenant)?.into_iter().filter(|held| held.person == person).collect();
    let gone = people::leave(tenant, now, person, now.day())?;
    reactions::left(tenant, now, person)?;
    let mut vacant = Vec::new();
    for held in held {
        if people::store::holders(tenant, held.role, held.service)?.is_empty() {
            vacant.push(held);
        }
    }
    let owned = reactions::owned_by(tenant, person)?;
    if vacant.is_empty() && owned == 0 {
        return Ok(());
    }
    Ok(tell(tenant, now, post, &gone, (&vacant, owned))?)
}

fn tell(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    gone: &people::Person,
    (vacant, owned): (&[Held], usize),
) -> Result<(), Error> {
    let services = organisations::services(tenant)?;
    let Home { name: organisation, slug } = super::roles::home(tenant)?;
    for owner in people::holders(tenant, crate::access::Role::Owner, None)? {
        let Some(email) = owner.email.clone() else { continue };
        let role = |held: &Held| {
            let word = post.word(owner.language, &format!("role-{}", held.role.as_str().replace('_', "-")));
            let at = services.iter().find(|service| Some(service.id) == held.service);
            at.map_or(word.clone(), |service| format!("{word} ({})", service.name))
        };
        let behind = Behind {
            name: gone.name(),
            organisation: organisation.clone(),
            roles: vacant.iter().map(role).collect(),
            owned,
            href: post.link(&match vacant.is_empty() {
                true => format!("/o/{slug}/policies?owner={}", gone.id),
                false => format!("/o/{slug}/settings/people"),
            }),
        };
        let letter = notices::left_behind(post, owner.language, &behind)
            .map_err(|fault| Error::Unavailable(fault.to_string()))?;
        let occasion = format!("left/{}/{}/{}", gone.id, now.seconds(), owner.id);
        let about = About { kind: "left_behind", occasion, incident: None };
        let to = Recipient { person: Some(owner.id), email, language: owner.language };
        mail::queue(tenant, now, &about, &to, &letter)?;
    }
    Ok(())
}

/// Tells those who stay after their last day, because nobody else is an owner; each once a day of leaving.
///
/// # Errors
/// The database is away, or the words of a mail are faulty.
pub fn owners_stay(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    staying: &[(PersonId, Day)],
) -> Result<(), Error> {
    if staying.is_empty() {
        return Ok(());
    }
    let Home { name: organisation, slug } = super::roles::home(tenant)?;
    let href = post.link(&format!("/o/{slug}/settings/people/owner"));
    for (id, on) in staying {
        let Some(person) = people::get(tenant, *id)? else { continue };
        let Some(email) = people::store::sign_in_address(tenant, *id)?.or(person.email) else { continue };
        let letter = notices::owner_stays(post, person.language, &organisation, *on, &href)
            .map_err(|fault| Error::Unavailable(fault.to_string()))?;
        let about = About { kind: "owner_stays", occasion: format!("owner_stays/{id}/{on}"), incident: None };
        let to = Recipient { person: Some(*id), email, language: person.language };
        mail::queue(tenant, now, &about, &to, &letter)?;
    }
    Ok(())
}
