//! `…/settings/support`: what an owner answers, and who looked in.

use actix_web::web::Path;
use serde_json::{Value as Json, json};

use super::{line, parsed};
use crate::access::Member;
use crate::audit;
use crate::db::{Error as DbError, Tenant};
use crate::operator::support::events::{Step, SupportStep};
use crate::operator::support::phase::Phase;
use crate::operator::support::{self, Ending, SupportError, SupportVisit, Verdict, store};
use crate::web::{Answer, Error, Visit, see_other};

const ADDRESS: &str = "settings/support";

pub(super) async fn show(visit: Visit, member: Member) -> Answer {
    let look = |tenant: &mut Tenant<'_>| {
        let organisation = tenant.organisation();
        store::of(&mut tenant.system(), Some(organisation))
    };
    let visits: Result<_, DbError> = visit.app.read(&member, look).await;
    let rows: Vec<Json> = visits?.iter().map(|one| row(&visit, &member, one)).collect();
    let context = json!({
        "title": visit.words("support-owner-title"),
        "back": member.path("settings"),
        "rows": rows,
    });
    visit.page(&member, "operator/support_owner.html", context)
}

fn row(visit: &Visit, member: &Member, one: &SupportVisit) -> Json {
    let phase = one.phase(visit.now);
    let at = |rest: &str| member.path(&format!("{ADDRESS}/{}/{rest}", one.id));
    let mut line = line(visit, one);
    let own = json!({
        "allow": (phase == Phase::Asked).then(|| at("allow")),
        "refuse": (phase == Phase::Asked).then(|| at("refuse")),
        "end": matches!(phase, Phase::Allowed | Phase::Running).then(|| at("end")),
    });
    if let (Json::Object(line), Json::Object(own)) = (&mut line, own) {
        line.extend(own);
    }
    line
}

/// The visit of the address, when it is to this organisation.
fn own(tenant: &mut Tenant<'_>, id: &str) -> Result<SupportVisit, SupportError> {
    let id = parsed(id).map_err(|_unknown| SupportError::NotFound)?;
    let organisation = tenant.organisation();
    let found = store::get(&mut tenant.system(), id)?;
    found.filter(|visit| visit.organisation == organisation).ok_or(SupportError::NotFound)
}

async fn answer(visit: &Visit, member: &Member, id: String, verdict: Verdict) -> Result<(), Error> {
    let (now, by) = (visit.now, member.session().account);
    let write = move |tenant: &mut Tenant<'_>| {
        let visit = own(tenant, &id)?;
        support::settle(&mut tenant.system(), now, &visit, (verdict, by))?;
        let step = if verdict == Verdict::Allowed { Step::Allowed } else { Step::Refused };
        audit::record(tenant, now, &SupportStep { visit: &visit, step, by: None })?;
        Ok::<_, SupportError>(())
    };
    Ok(visit.app.write(member, write).await?)
}

pub(super) async fn allow(visit: Visit, member: Member, path: Path<(String, String)>) -> Answer {
    answer(&visit, &member, path.into_inner().1, Verdict::Allowed).await?;
    Ok(see_other(&member.path(&format!("{ADDRESS}?done=support-allowed"))))
}

pub(super) async fn refuse(visit: Visit, member: Member, path: Path<(String, String)>) -> Answer {
    answer(&visit, &member, path.into_inner().1, Verdict::Refused).await?;
    Ok(see_other(&member.path(&format!("{ADDRESS}?done=support-refused"))))
}

pub(super) async fn end(visit: Visit, member: Member, path: Path<(String, String)>) -> Answer {
    let (now, post, id) = (visit.now, visit.app.post.clone(), path.into_inner().1);
    let write = move |tenant: &mut Tenant<'_>| {
        let visit = own(tenant, &id)?;
        if support::end(&mut tenant.system(), now, &post, visit.id, Ending::Owner)? {
            audit::record(tenant, now, &SupportStep { visit: &visit, step: Step::Ended, by: None })?;
        }
        Ok::<_, SupportError>(())
    };
    visit.app.write(&member, write).await?;
    Ok(see_other(&member.path(&format!("{ADDRESS}?done=support-ended"))))
}
