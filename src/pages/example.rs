//! A filled example that anybody may look at before they sign up (reference ux 2a): two made-up organisations with the
//! texts of the library as their staff would read them. It is data inside the program: nothing here asks a database.

use std::collections::BTreeMap;

use actix_web::web;
use serde_json::{Value as Json, json};

use crate::clock::Day;
use crate::documents::{Accepted, Filled, Format, Limit, Stage, Values, fill, html, import, labels};
use crate::library::{self, Need, Template, codes, links};
use crate::messages::Messages;
use crate::organisations::{Nation, ServiceType};
use crate::policies::readiness::set_day;
use crate::web::bounded;
use crate::web::{Answer, Error, Trusted, Visit};

/// Days since its policies were published.
const PUBLISHED_DAYS_AGO: i64 = 60;

/// A made-up organisation: where it is, what it runs, and its column of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Example {
    nation: Nation,
    kind: ServiceType,
    column: usize,
}

const EXAMPLES: [Example; 2] = [
    Example { nation: Nation::England, kind: ServiceType::CareHome, column: 2 },
    Example { nation: Nation::Wales, kind: ServiceType::Domiciliary, column: 1 },
];

impl Example {
    fn of(nation: Nation) -> Option<Self> {
        EXAMPLES.into_iter().find(|example| example.nation == nation)
    }

    /// Its fields with their values, in the order of the file.
    fn fields(self) -> impl Iterator<Item = (&'static str, &'static str)> {
        include_str!("example.csv").lines().skip(1).filter_map(move |line| {
            let mut cells = line.split(',');
            Some((cells.next()?, cells.nth(self.column.saturating_sub(1))?))
        })
    }

    fn name(self) -> &'static str {
        self.fields().find(|(name, _)| *name == "org_field_name").map_or("", |(_, value)| value)
    }

    fn policies(self) -> impl Iterator<Item = &'static Template> {
        library::templates().iter().filter(move |template| template.is_for(self.nation, self.kind))
    }

    fn code(self, template: &Template) -> String {
        codes::code(template, &[self.kind])
    }

    /// The values of one policy of its own, published some time before today.
    fn values(self, template: &Template, today: Day) -> Values {
        let published = today.plus_days(-PUBLISHED_DAYS_AGO);
        let mut values = Values::new();
        self.fields().for_each(|(name, value)| values.text(name, value));
        values.text("policy_code", &self.code(template));
        values.text("policy_version", "1.0");
        values.text("current_year", &published.year().to_string());
        for name in ["last_update_date", "effective_date", "approved_on"] {
            set_day(&mut values, name, published);
        }
        set_day(&mut values, "next_review_date", review_on(template, today));
        values
    }

    /// One of its policies as staff read it.
    fn filled(self, template: &Template, today: Day) -> Result<Filled, Limit> {
        let text = links::replaced(template.text(), |family| {
            let other = library::of_family(family, self.nation, &[self.kind], template.language);
            other.map_or_else(|| family.to_owned(), |other| links::named(&other.title, &self.code(other)))
        });
        let document = import(&text, Format::Markdown, &Accepted::all())?.document;
        fill(&document, &self.values(template, today), template.language, Stage::Published)
    }
}

/// When it is reviewed next.
fn review_on(template: &Template, today: Day) -> Day {
    today.plus_days(-PUBLISHED_DAYS_AGO).plus_months(template.review_months.into())
}

/// `GET /example?nation=…`
pub(super) async fn show(visit: Visit) -> Answer {
    let asked = visit.query.text("nation");
    let nation = if asked.is_empty() { Some(Nation::England) } else { Nation::from_word(asked) };
    let example = nation.and_then(Example::of).ok_or(Error::NotFound)?;
    let context = json!({
        "title": visit.words("example-title"),
        "name": example.name(),
        "nations": EXAMPLES.iter().map(|other| nation_row(&visit, *other, example)).collect::<Vec<_>>(),
        "policies": example.policies().map(|template| policy_row(&visit, example, template)).collect::<Vec<_>>(),
        "fields": field_rows(&visit, example),
        "sign_up": visit.app.settings.sign_up,
    });
    std::future::ready(visit.plain("example/list.html", context)).await
}

fn address(of: Example) -> String {
    format!("/example?nation={}", of.nation.as_str())
}

fn nation_row(visit: &Visit, of: Example, chosen: Example) -> Json {
    let nation = of.nation.as_str().replace('_', "-");
    let kind = of.kind.as_str().replace('_', "-");
    json!({
        "nation": visit.words(&format!("choice-nation-{nation}")),
        "kind": visit.words(&format!("choice-service-type-{kind}")),
        "href": address(of),
        "current": of == chosen,
    })
}

fn policy_row(visit: &Visit, example: Example, template: &Template) -> Json {
    let today = visit.now.day();
    let kind = if template.need == Need::Good { "none" } else { "info" };
    json!({
        "title": template.title,
        "href": format!("/example/{}", template.key),
        "code": example.code(template),
        "need": visit.words(&format!("library-need-{}", template.need.as_str())),
        "kind": kind,
        "review": review_on(template, today),
        "minutes": template.minutes(),
    })
}

/// Each field with its value and the number of policies that print it, the most used first.
fn field_rows(visit: &Visit, example: Example) -> Vec<Json> {
    let mut used: BTreeMap<&str, usize> = BTreeMap::new();
    for template in example.policies() {
        let printed = example.fields().map(|(name, _)| name).filter(|name| prints(template, name));
        printed.for_each(|name| *used.entry(name).or_default() += 1);
    }
    let mut rows: Vec<(&str, &str, usize)> =
        example.fields().filter_map(|(name, value)| Some((name, value, *used.get(name)?))).collect();
    rows.sort_by_key(|(_, _, count)| std::cmp::Reverse(*count));
    let row = |(name, value, count): (&str, &str, usize)| {
        let label = labels::field(&visit.app.messages, visit.language, name);
        json!({ "name": name, "label": label, "value": value, "count": count })
    };
    rows.into_iter().map(row).collect()
}

/// Whether a text prints a field.
fn prints(template: &Template, field: &str) -> bool {
    template.text().contains(&format!("{{{{{field}}}}}"))
}

/// `GET /example/{template}?fields=1`
pub(super) async fn policy(visit: Visit, path: web::Path<String>) -> Answer {
    let template = library::template(&path).ok_or(Error::NotFound)?;
    let fits = |example: &Example| template.is_for(example.nation, example.kind);
    let example = EXAMPLES.into_iter().find(fits).ok_or(Error::NotFound)?;
    let (marked, today) = (visit.query.text("fields") == "1", visit.now.day());
    let messages = visit.app.messages.clone();
    let done = bounded::block(move || sheet(example, template, today, marked, &messages));
    let sheet = done.await.map_err(|_gone| Error::Unavailable("no thread was free".to_owned()))??;
    let path = format!("/example/{}", template.key);
    let context = visit.context(json!({
        "title": template.title,
        "organisation_name": example.name(),
        "caption": example.code(template),
        "back": address(example),
        "marked": marked,
        "toggle": if marked { path } else { format!("{path}?fields=1") },
        "minutes": template.minutes(),
        "published": today.plus_days(-PUBLISHED_DAYS_AGO),
        "review": review_on(template, today),
        "language": template.language.tag(),
        "sign_up": visit.app.settings.sign_up,
    }));
    visit.render("example/policy.html", actix_web::http::StatusCode::OK, context, &[("rendition", &sheet)])
}

fn sheet(
    example: Example,
    template: &Template,
    today: Day,
    marked: bool,
    messages: &Messages,
) -> Result<Trusted, Error> {
    let filled = example
        .filled(template, today)
        .map_err(|limit| Error::Unavailable(format!("the example: {limit:?}")))?;
    let link = format!("{}#field-", address(example));
    let look = html::Look { show_fields: marked, link: &link, ..html::Look::default() };
    Ok(Trusted::from(&html::sheet(&filled, &look, messages)))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{EXAMPLES, Example, prints};
    use crate::clock::Day;
    use crate::documents::catalogue;
    use crate::library;
    use crate::organisations::Nation;

    #[test]
    fn every_text_of_an_example_is_filled() {
        let today = Day::parse("2026-11-21").unwrap();
        let mut seen = 0;
        for example in EXAMPLES {
            for template in example.policies() {
                let filled = example.filled(template, today).unwrap();
                assert!(filled.is_complete(), "{}: {:?}", template.key, filled.gaps().collect::<Vec<_>>());
                seen += 1;
            }
        }
        assert_eq!(seen, 18, "the texts that fit");
    }

    #[test]
    fn every_nation_with_texts_has_an_example_and_every_value_is_printed_somewhere() {
        let nations: BTreeSet<Nation> = library::templates().iter().map(|template| template.nation).collect();
        assert!(nations.iter().all(|nation| Example::of(*nation).is_some()), "{nations:?}");
        let names: Vec<&str> = EXAMPLES[0].fields().map(|(name, _)| name).collect();
        assert_eq!(names.len(), 35);
        for name in names {
            let mut printed = EXAMPLES.iter().flat_map(|example| example.policies());
            assert!(catalogue::find(name).is_some(), "{name}");
            assert!(printed.any(|template| prints(template, name)), "{name}");
        }
        for example in EXAMPLES {
            assert!(example.fields().all(|(_, value)| !value.is_empty()), "{example:?}");
        }
    }
}
