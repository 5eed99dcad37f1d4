//! Open invitations: who hasn't joined yet, and inviting many at once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::{Value as Json, json};

use super::{Known, manages, staff};
use crate::access::Member;
use crate::clock::Moment;
use crate::db::ids::PersonId;
use crate::db::{Error as DbError, Tenant};
use crate::messages::args;
use crate::people::invitations::{self, HOURS, Inviter};
use crate::people::store;
use crate::web::{Answer, Body, Error, Visit, see_other};

/// The most people that one press invites: more would hold the database up.
const AT_ONCE: usize = 500;

/// Until when the newest open invitation of each person works, or has worked.
pub(super) fn ends(tenant: &mut Tenant<'_>) -> Result<BTreeMap<PersonId, Moment>, DbError> {
    let open = store::open_invitations(tenant)?;
    Ok(open.into_iter().map(|(_, person, ends)| (person, ends)).collect())
}

/// `GET …/people/invitations`
pub(super) async fn show(visit: Visit, member: Member) -> Answer {
    let (of, now) = (member.clone(), visit.now);
    let read = move |tenant: &mut Tenant<'_>| Ok::<_, Error>((staff(tenant, &of, now.day())?, ends(tenant)?));
    let (staff, ends) = visit.app.read(&member, read).await?;
    let mut open: Vec<(&Known, Moment)> = staff
        .people
        .iter()
        .filter(|known| manages(&member, known))
        .filter_map(|known| ends.get(&known.person.id).map(|at| (known, *at)))
        .collect();
    open.sort_by_key(|(_, at)| *at);
    let rows: Vec<Json> = open
        .into_iter()
        .map(|(known, at)| {
            let address = member.path(&format!("people/{}", known.person.id));
            json!({
                "name": known.person.name(),
                "href": address,
                "email": known.person.email.as_ref().map(|email| email.as_str()),
                "ends": at,
                "over": at <= now,
                "shared": known.address_taken,
                "again": (!known.address_taken).then(|| format!("{address}/invite?from=list")),
                "void": format!("{address}/withdraw?from=list"),
            })
        })
        .collect();
    let context = json!({
        "title": visit.words("invitations-title"),
        "back": member.path("people"),
        "hours": HOURS,
        "rows": rows,
        "result": result(&visit),
    });
    visit.page(&member, "people/invitations.html", context)
}

/// What came of inviting many, as the address says it.
fn result(visit: &Visit) -> Option<String> {
    let number = |name: &str| visit.query.text(name).parse::<u16>().ok().map(i64::from);
    let values = args([("sent", number("sent")?), ("left", number("left")?)]);
    Some(visit.app.messages.format(visit.language, "invitations-result", &values))
}

/// `POST …/people/invite`: `person` for each. Who can't be invited is left out and counted.
pub(super) async fn invite_many(visit: Visit, member: Member, body: Body) -> Answer {
    let fields = body.fields().await?;
    let asked: BTreeSet<PersonId> =
        fields.all("person").iter().filter_map(|text| PersonId::parse(text)).collect();
    if asked.len() > AT_ONCE {
        return Err(Error::OverLimit("invitations-error-many", AT_ONCE));
    }
    let (now, post, of, by) = (visit.now, Arc::clone(&visit.app.post), member.clone(), Inviter::of(&member));
    let write = move |tenant: &mut Tenant<'_>| {
        let staff = staff(tenant, &of, now.day())?;
        let mine = staff.people.iter().filter(|known| manages(&of, known)).map(|known| known.person.id);
        let mine: Vec<PersonId> = mine.filter(|id| asked.contains(id)).collect();
        let sent = invitations::invite_many(tenant, now, &post, &by, &mine)?;
        Ok::<_, Error>((sent, asked.len().saturating_sub(sent)))
    };
    let (sent, left) = visit.app.write(&member, write).await?;
    Ok(see_other(&member.path(&format!("people/invitations?sent={sent}&left={left}"))))
}
