//! The organisations of an account: the choice, and what can be done about them.

use serde_json::{Value as Json, json};

use crate::access::paused::{self, Paused};
use crate::access::{Member, Session, member};
use crate::accounts::sign_up;
use crate::db::Error as DbError;
use crate::organisations;
use crate::web::{Answer, Visit, see_other};

/// The organisations that the account may enter, the one where it was last first, and a sign-up that isn't done.
struct Found {
    members: Vec<Member>,
    sign_up: Option<sign_up::SignUp>,
    paused: Vec<Paused>,
}

/// The organisations that the account may enter.
pub(super) async fn members(visit: &Visit, session: Session) -> Result<Vec<Member>, DbError> {
    Ok(found(visit, session).await?.members)
}

async fn found(visit: &Visit, session: Session) -> Result<Found, DbError> {
    let today = visit.now.day();
    let look = move |database: &crate::db::Database| {
        let (all, sign_up) = database.read_system(|system| {
            let all = organisations::store::of_account(system, session.account)?;
            Ok::<_, DbError>((all, sign_up::store::of_account(system, session.account)?))
        })?;
        let mut members = Vec::new();
        for (_, slug) in all {
            members.extend(member::enter(database, session, &slug, today)?);
        }
        Ok(Found { members, sign_up, paused: paused::all(database, session)? })
    };
    visit.app.look(look).await
}

/// When the account came into one of its organisations last.
fn last_entered(members: &[Member], of: &Member) -> Option<crate::clock::Moment> {
    let known = members.iter().flat_map(Member::elsewhere).find(|other| other.slug == of.slug());
    known.and_then(|other| other.last_entered_at)
}

/// The choice; with one organisation alone, none of them suspended, that one. `?all=1` shows the page even then.
pub(super) async fn organisations(visit: Visit, session: Session) -> Answer {
    let Found { mut members, sign_up, paused } = found(&visit, session).await?;
    // Whoever is led past it would think that the suspended one was gone.
    let plain = paused.is_empty() && !visit.query.has("all") && !visit.query.has("done");
    match (members.as_slice(), &sign_up) {
        ([only], _) if plain => return Ok(see_other(&format!("/o/{}", only.slug()))),
        ([], Some(begun)) if plain => return Ok(see_other(begun.next())),
        // Who runs the installation belongs to no organisation, and has pages of their own.
        ([], None) if plain && session.is_operator => return Ok(see_other("/operator")),
        _ => {}
    }
    let known = members.clone();
    members.sort_by(|one, other| {
        let at = |of: &Member| last_entered(&known, of);
        at(other).cmp(&at(one)).then_with(|| one.organisation_name().cmp(other.organisation_name()))
    });
    let rows: Vec<Json> = members
        .iter()
        .enumerate()
        .map(|(place, of)| {
            json!({
                "name": of.organisation_name(),
                "href": format!("/o/{}", of.slug()),
                "leave": of.path("me/leave"),
                "viewer": of.name(),
                "last": place == 0 && last_entered(&known, of).is_some(),
            })
        })
        .collect();
    let context = json!({
        "title": visit.words("signin-choose-title"),
        "organisations": rows,
        "go_on": sign_up.map(|begun| begun.next()),
        "another": visit.app.settings.sign_up,
        "paused": paused,
        "operator": session.is_operator,
    });
    visit.plain("accounts/organisations.html", context)
}
