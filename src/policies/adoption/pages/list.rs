//! The list of the library.

use std::collections::BTreeMap;

use actix_web::web;
use serde_json::{Value as Json, json};

use super::super::choice::{Filter, Wanted};
use super::super::names::{Names, Proposal, proposals};
use super::super::{Stock, form};
use super::{href, look, meant_for, need_words};
use crate::access::{Action, Member};
use crate::library::{Need, Template};
use crate::messages::args;
use crate::policies::pages::{
    language_options, language_words, nation_options, nation_words, type_options, type_words,
};
use crate::web::{Answer, Visit, listing};

const FILTERS: &[&str] = &["q", "nation", "kind", "need", "language", "fresh"];

/// `GET …/library`
pub(super) async fn show(visit: Visit, member: Member, _path: web::Path<String>) -> Answer {
    let (stock, _) = look(&visit, &member).await?;
    let filter = form::filter(&visit.query);
    let found = filter.list(&stock);
    let codes = proposals(&stock, &found);
    let rows: Vec<Json> = found
        .iter()
        .zip(&codes)
        .map(|(template, code)| row(&visit, &member, &stock, template, code))
        .collect();
    let open = found.iter().filter(|template| is_open(&stock, template)).count();
    let context = json!({
        "title": visit.words("library-title"),
        "rows": rows,
        "open": open,
        "total": found.len(),
        "needs": needs(&visit, &member, &stock, &filter),
        "chips": chips(&visit, &member, &filter),
        "options": options(&visit, &stock),
        "chosen": chosen(&visit),
        "services": !stock.services.is_empty(),
        "may_edit": member.may(Action::EditPolicies),
        "may_add_services": member.may(Action::ManageOrganisation),
    });
    visit.page(&member, "library/list.html", context)
}

/// Whether it can be ticked: written for a service, and not there yet.
fn is_open(stock: &Stock, template: &Template) -> bool {
    stock.suits(template) && stock.adopted(template).is_none()
}

fn row(visit: &Visit, member: &Member, stock: &Stock, template: &'static Template, code: &Proposal) -> Json {
    let adopted = stock.adopted(template);
    let names = Names { stock, batch: &[] };
    let related = template.related.iter().map(|family| names.of(template, family).title).collect::<Vec<_>>();
    json!({
        "key": template.key,
        "title": template.title,
        "href": href(member, template),
        "code": code.code,
        "need": need_words(visit, template),
        "reason": template.need_reason,
        "for": meant_for(visit, template),
        "summary": template.summary,
        "audience": template.audience,
        "months": template.review_months,
        "minutes": template.minutes(),
        "language": (template.language != visit.language).then(|| language_words(visit, template.language)),
        "related": related.join(", "),
        "adopted": adopted.map(|policy| json!({
            "code": policy.code, "href": member.path(&format!("policies/{}", policy.id)),
        })),
        "fits": stock.suits(template),
        "open": is_open(stock, template),
        "like": code.instead_of.as_ref().map(|(code, _)| code).filter(|_| is_open(stock, template)),
        "ticked": is_open(stock, template) && template.need != Need::Good && code.instead_of.is_none(),
    })
}

/// What the selects show: what was asked for, else the organisation's own.
fn chosen(visit: &Visit) -> BTreeMap<&'static str, &str> {
    let of = |name: &'static str| match (name, visit.query.all(name).is_empty()) {
        ("nation" | "kind", true) => form::OURS,
        _ => visit.query.text(name),
    };
    FILTERS.iter().map(|name| (*name, of(name))).collect()
}

/// The address of this list with one parameter changed.
fn address(visit: &Visit, member: &Member, name: &str, value: &str) -> String {
    let kept: Vec<(&str, &str)> = FILTERS
        .iter()
        .map(|filter| (*filter, if *filter == name { value } else { visit.query.text(filter) }))
        .collect();
    listing::address(&member.path("library"), &kept)
}

/// How many texts of this list are asked for by law, at inspection, or good to have.
fn needs(visit: &Visit, member: &Member, stock: &Stock, filter: &Filter) -> Vec<Json> {
    let of = |need: &Need| {
        let count = Filter { need: Some(*need), ..filter.clone() }.list(stock).len();
        json!({
            "label": visit.words(&format!("library-need-{}", need.as_str())),
            "count": count,
            "href": address(visit, member, "need", need.as_str()),
            "current": filter.need == Some(*need),
        })
    };
    Need::ALL.iter().map(of).collect()
}

fn chips(visit: &Visit, member: &Member, filter: &Filter) -> Vec<Json> {
    let nation = match filter.nation {
        Wanted::One(nation) => Some(nation_words(visit, nation)),
        _ => None,
    };
    let kind = match filter.kind {
        Wanted::One(kind) => Some(type_words(visit, kind)),
        _ => None,
    };
    let said = [
        ("q", Some(filter.search.clone()).filter(|text| !text.is_empty())),
        ("nation", nation),
        ("kind", kind),
        ("need", filter.need.map(|need| visit.words(&format!("library-need-{}", need.as_str())))),
        ("language", filter.language.map(|language| language_words(visit, language))),
        ("fresh", filter.fresh.then(|| visit.words("library-fresh"))),
    ];
    let chip = |(name, words): (&str, Option<String>)| {
        words.map(|words| {
            let key = if name == "q" { "policies-chip-q" } else { "library-chip" };
            let label = visit.app.messages.format(visit.language, key, &args([("value", words)]));
            json!({ "label": label, "href": address(visit, member, name, "") })
        })
    };
    said.into_iter().filter_map(chip).collect()
}

fn options(visit: &Visit, stock: &Stock) -> Json {
    let ours = |key: &str, words: Vec<String>| {
        let mut distinct: Vec<String> = Vec::new();
        for word in words {
            if !distinct.contains(&word) {
                distinct.push(word);
            }
        }
        let label = visit.app.messages.format(visit.language, key, &args([("which", distinct.join(", "))]));
        json!({ "value": form::OURS, "label": label })
    };
    let any = |key: &str| json!({ "value": "any", "label": visit.words(key) });
    let services = &stock.services;
    let nations = services.iter().map(|service| nation_words(visit, service.nation)).collect();
    let kinds = services.iter().map(|service| type_words(visit, service.service_type)).collect();
    let needs = Need::ALL
        .iter()
        .map(
            |need| json!({ "value": need, "label": visit.words(&format!("library-need-{}", need.as_str())) }),
        )
        .collect::<Vec<_>>();
    let mut of_nation = vec![ours("library-our-nations", nations), any("library-any-nation")];
    of_nation.extend(nation_options(visit));
    let mut of_kind = vec![ours("library-our-kinds", kinds), any("library-any-kind")];
    of_kind.extend(type_options(visit));
    json!({
        "nations": of_nation,
        "kinds": of_kind,
        "needs": needs,
        "languages": language_options(visit),
    })
}
