//! What staff read: every policy in force at their services.

use actix_web::web;
use serde_json::{Value as Json, json};

use super::super::versions::paper::Paper;
use super::look_up::{self, Looked, Looker};
use super::version::answer;
use crate::access::Member;
use crate::web::{Answer, Visit, see_other};

fn looker(member: &Member) -> Looker<'_, Member> {
    Looker { entry: member, services: member.services().clone(), base: member.path("me/policies") }
}

/// `GET …/me/policies`
pub(super) async fn list(visit: Visit, member: Member, _path: web::Path<String>) -> Answer {
    let mut context = look_up::list(&visit, &looker(&member)).await?;
    if let Json::Object(context) = &mut context {
        context.insert("back".to_owned(), json!(member.path("me")));
    }
    visit.page(&member, "policies/own.html", context)
}

/// `GET …/me/policies/{rendition}`
pub(super) async fn show(visit: Visit, member: Member, path: web::Path<(String, String)>) -> Answer {
    match look_up::text(&visit, &looker(&member), &path.1).await? {
        Looked::Elsewhere(address) => Ok(see_other(&address)),
        Looked::Text(text) => {
            visit.page_with(&member, "policies/own_policy.html", text.context, &[("rendition", &text.sheet)])
        }
    }
}

/// `GET …/me/policies/{rendition}.pdf`
pub(super) async fn pdf(visit: Visit, member: Member, path: web::Path<(String, String)>) -> Answer {
    let (_, rendition) = look_up::open(&visit, &looker(&member), &path.1).await?;
    answer(&visit, &member, rendition, Paper::Pdf).await
}

/// `GET …/me/policies/{rendition}.docx`
pub(super) async fn docx(visit: Visit, member: Member, path: web::Path<(String, String)>) -> Answer {
    let (_, rendition) = look_up::open(&visit, &looker(&member), &path.1).await?;
    answer(&visit, &member, rendition, Paper::Docx).await
}
