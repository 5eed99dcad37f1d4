//! One text of the library, as it stands, with the places of fields shown by their labels.

use actix_web::web;
use serde_json::{Value as Json, json};

use super::super::names::{Named, Names, Standing, proposals};
use super::super::{Stock, fit, text_for};
use super::{find, href, look, meant_for, misfit_words, need_words};
use crate::access::{Action, Member};
use crate::db::Error as DbError;
use crate::documents::{Accepted, Filled, Format, Stage, Values, catalogue, fill, html, import, labels};
use crate::library::Template;
use crate::organisations::{Service, fields};
use crate::policies::PolicyError;
use crate::policies::pages::{field_words, language_words};
use crate::web::bounded;
use crate::web::{Answer, Error, Trusted, Visit};

/// `GET …/library/{template}`
pub(super) async fn show(visit: Visit, member: Member, path: web::Path<(String, String)>) -> Answer {
    let template = find(&path.1)?;
    let (stock, _) = look(&visit, &member).await?;
    let suited = stock.services.iter().find(|service| template.fits(service));
    let place = suited.map(|service| service.id);
    let values: Result<_, DbError> =
        visit.app.read(&member, move |tenant| fields::resolve(tenant, place)).await;
    let (filled, sheet) = printed(&visit, &stock, template).await?;
    let code = proposals(&stock, &[template]).into_iter().next().map(|proposal| proposal.code);
    let adopted = stock.adopted(template);
    let misfit = match suited {
        None => stock.services.first().and_then(|service| fit::misfit(template, service)),
        Some(_) => None,
    };
    let context = json!({
        "title": template.title,
        "caption": code,
        "back": member.path("library"),
        "key": template.key,
        "need": need_words(&visit, template),
        "reason": template.need_reason,
        "for": meant_for(&visit, template),
        "audience": template.audience,
        "summary": template.summary,
        "months": template.review_months,
        "minutes": template.minutes(),
        "edition": template.edition,
        "edition_date": template.edition_date,
        "language": language_words(&visit, template.language),
        "laws": template.laws.iter().map(|law| json!({
            "title": law.title, "dated": law.dated, "checked": law.checked_on,
            "kind": visit.words(&format!("library-law-{}", law.kind.as_str())),
        })).collect::<Vec<_>>(),
        "related": related(&member, &stock, template),
        "fields": field_rows(&visit, &filled, &values?),
        "at": suited.map(|service: &Service| service.name.as_str()),
        "services": !stock.services.is_empty(),
        "adopted": adopted.map(|policy| json!({
            "code": policy.code, "edition": policy.template_edition,
            "href": member.path(&format!("policies/{}", policy.id)),
        })),
        "misfit": misfit.as_ref().map(|misfit| misfit_words(&visit, &member, misfit)),
        "may_edit": member.may(Action::EditPolicies),
        "anyway": member.may(Action::AdoptAnyway).then(|| format!("{}/anyway", href(&member, template))),
    });
    visit.page_with(&member, "library/template.html", context, &[("text", &sheet)])
}

async fn printed(
    visit: &Visit,
    stock: &Stock,
    template: &'static Template,
) -> Result<(Filled, Trusted), Error> {
    let source = text_for(template, &Names { stock, batch: &[] });
    let messages = visit.app.messages.clone();
    let done = bounded::block(move || {
        let imported = import(&source, Format::Markdown, &Accepted::all());
        let document = imported.map_err(PolicyError::Limit)?.document;
        let mut values = Values::new();
        for field in catalogue::all().iter().filter(|field| !field.of_version()) {
            let label = labels::field(&messages, template.language, &field.name);
            values.text(&field.name, &label);
        }
        let filled = fill(&document, &values, template.language, Stage::Preview);
        let filled = filled.map_err(PolicyError::Limit)?;
        let look = html::Look { show_fields: true, ..html::Look::default() };
        let sheet = html::sheet(&filled, &look, &messages);
        Ok::<_, PolicyError>((filled, Trusted::from(&sheet)))
    });
    Ok(done.await.map_err(|_gone| Error::Unavailable("no thread was free".to_owned()))??)
}

fn related(member: &Member, stock: &Stock, template: &Template) -> Vec<Json> {
    let names = Names { stock, batch: &[] };
    let row = |named: Named| {
        json!({
            "title": named.title,
            "code": named.code,
            "here": named.standing == Standing::Here,
            "href": named.template.map(|other| href(member, other)),
        })
    };
    template.related.iter().map(|family| row(names.of(template, family))).collect()
}

/// The fields that the text uses, and what they are at the organisation.
fn field_rows(visit: &Visit, filled: &Filled, values: &Values) -> Vec<Json> {
    let used = filled.counts.iter().filter_map(|(name, count)| Some((catalogue::find(name)?, name, count)));
    used.map(|(field, name, count)| {
        let there = values.get(&field.name).is_some();
        json!({
            "name": name,
            "label": field_words(visit, name),
            "count": count,
            "state": match (field.of_version() || field.of_printing(), there) {
                (true, _) => "later",
                (false, true) => "filled",
                (false, false) if field.name == catalogue::LOGO => "optional",
                (false, false) => "missing",
            },
        })
    })
    .collect()
}
