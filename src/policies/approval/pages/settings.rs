//! Who may approve: a setting of the organisation.

use actix_web::web;
use serde_json::{Value as Json, json};

use crate::access::{Action, Member};
use crate::db::Error as DbError;
use crate::policies::approval::{self, Rule, form as forms};
use crate::web::{Answer, Body, Error, Visit, see_other};

const TEMPLATE: &str = "policies/approval_settings.html";

async fn context(visit: &Visit, member: &Member) -> Result<Json, Error> {
    let chosen: Result<Rule, DbError> = visit.app.read(member, approval::rule).await;
    let options: Vec<Json> = Rule::ALL
        .iter()
        .map(|rule| {
            let key = rule.as_str().replace('_', "-");
            json!({
                "value": rule,
                "label": visit.words(&format!("approval-rule-{key}")),
                "hint": visit.words(&format!("approval-rule-{key}-hint")),
            })
        })
        .collect();
    Ok(json!({
        "title": visit.words("approval-settings-title"),
        "back": member.path("settings"),
        "options": options,
        "chosen": chosen?,
        "may_choose": member.may_everywhere(Action::ManageOrganisation),
    }))
}

/// `GET …/settings/approval`
pub(super) async fn form(visit: Visit, member: Member, _path: web::Path<String>) -> Answer {
    let context = context(&visit, &member).await?;
    visit.page(&member, TEMPLATE, context)
}

/// `POST …/settings/approval`: the rule holds everywhere, so somebody responsible for all of it chooses it.
pub(super) async fn choose(visit: Visit, member: Member, _path: web::Path<String>, body: Body) -> Answer {
    if !member.may_everywhere(Action::ManageOrganisation) {
        return Err(Error::Forbidden);
    }
    let fields = body.fields().await?;
    let chosen = match forms::rule(&fields) {
        Ok(chosen) => chosen,
        Err(errors) => {
            let context = context(&visit, &member).await?;
            return visit.page_again(&member, TEMPLATE, context, &fields, &errors);
        }
    };
    let now = visit.now;
    let done: Result<(), DbError> =
        visit.app.write(&member, move |tenant| approval::set_rule(tenant, now, chosen)).await;
    done?;
    Ok(see_other(&member.path("settings/approval?done=approval-rule")))
}
