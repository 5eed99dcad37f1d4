//! The forms that people are shown, found by walking, and sent.

use std::collections::{BTreeMap, BTreeSet};

use polisi::db::ids::AnyId;
use polisi::documents::import::Format;
use polisi::messages::Language;
use polisi::organisations::{self, Nation, ServiceDetails, ServiceType};
use polisi::policies::drafts::{self, NewText};
use polisi::policies::{self, Details, Filter};
use polisi::web::{Door, Method, Route};
use scraper::{ElementRef, Selector};

use crate::access::actors::{Actor, Scene};
use crate::access::addresses::{NO_ORGANISATION, Place, Whose, places};
use crate::support::client::Client;
use crate::support::html::all;
use crate::support::page::Page;

/// Who looks, those who may most first.
const LOOKING: [Actor; 15] = [
    Actor::Owner,
    Actor::Manager,
    Actor::ResponsibleIndividual,
    Actor::Deputy,
    Actor::SafeguardingLead,
    Actor::DataProtectionLead,
    Actor::Hr,
    Actor::Communications,
    Actor::LineManager,
    Actor::Staff,
    Actor::Operator,
    Actor::Support,
    Actor::KioskPerson,
    Actor::Tablet,
    Actor::Anonymous,
];

/// A field as a page has it.
#[derive(Debug, Clone)]
pub(super) struct Field {
    pub(super) name: String,
    pub(super) kind: &'static str,
    /// What a browser sends when nobody touches it.
    pub(super) value: Option<String>,
    /// What it sends when somebody ticks, chooses or presses it.
    pub(super) offered: String,
}

/// A form on a page.
#[derive(Debug, Clone)]
pub(super) struct Sheet {
    /// The page that shows it, and its place there.
    pub(super) page: &'static str,
    pub(super) place: usize,
    /// Shown once more stands in the organisation.
    pub(super) later: bool,
    pub(super) actor: Actor,
    pub(super) action: String,
    pub(super) fields: Vec<Field>,
}

impl Sheet {
    /// The form with its texts as long as `length` says; `None` leaves one as it is.
    pub(super) fn send(&self, client: &Client, length: impl Fn(&str) -> Option<usize>) -> Page {
        let pairs: Vec<(String, String)> = self
            .fields
            .iter()
            .filter_map(|field| {
                let long = is_text(field.kind).then(|| length(&field.name)).flatten();
                let value = long.map_or_else(|| field.value.clone(), |length| Some("a".repeat(length)));
                value.map(|value| (field.name.clone(), value))
            })
            .collect();
        let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (&**name, &**value)).collect();
        client.post_form(&self.action, &pairs)
    }

    pub(super) fn texts(&self) -> BTreeSet<&str> {
        self.fields.iter().filter(|field| is_text(field.kind)).map(|field| field.name.as_str()).collect()
    }
}

pub(super) fn is_text(kind: &str) -> bool {
    matches!(kind, "line" | "lines")
}

/// A name without what differs from page to page: identifiers and numbers.
pub(super) fn plain(name: &str) -> String {
    let (mut out, mut at) = (String::new(), 0);
    while let Some(letter) = name.get(at..).and_then(|rest| rest.chars().next()) {
        let digits = name.get(at..).unwrap().chars().take_while(char::is_ascii_digit).count();
        let is_id = name.get(at..at + 36).is_some_and(|text| AnyId::parse(text).is_some());
        let (said, length) = match digits {
            _ if is_id => ("{id}".to_owned(), 36),
            0 => (letter.to_string(), letter.len_utf8()),
            digits => ("{n}".to_owned(), digits),
        };
        out.push_str(&said);
        at += length;
    }
    out
}

pub(super) fn kind(tag: &scraper::node::Element) -> Option<&'static str> {
    Some(match (tag.name(), tag.attr("type").unwrap_or("text")) {
        ("select", _) | (_, "radio") => "choice",
        ("textarea", _) => "lines",
        ("button", "button" | "reset") => return None,
        ("button", _) | (_, "submit") => "button",
        (_, "checkbox") => "tick",
        (_, "hidden") => "carried",
        (_, "file") => "file",
        (_, "password") => "password",
        (_, "email") => "email",
        _ => "line",
    })
}

pub(super) fn field(element: ElementRef<'_>) -> Option<Field> {
    let tag = element.value();
    let kind = kind(tag)?;
    let name = tag.attr("name").filter(|_| tag.attr("disabled").is_none())?.to_owned();
    let part = ["-day", "-month", "-year"].iter().any(|end| name.ends_with(end));
    let value = tag.attr("value").unwrap_or_default().to_owned();
    let chosen = || {
        let options: Vec<_> = element.select(&Selector::parse("option").unwrap()).collect();
        let chosen = options.iter().find(|one| one.value().attr("selected").is_some()).or(options.first());
        chosen.and_then(|one| one.value().attr("value")).map(str::to_owned)
    };
    let options = || {
        let all = element.select(&Selector::parse("option").unwrap()).collect::<Vec<_>>();
        let mut values = all.into_iter().filter_map(|one| one.value().attr("value"));
        values.find(|value| !value.is_empty()).unwrap_or_default().to_owned()
    };
    let offered = if tag.name() == "select" { options() } else { value.clone() };
    let value = match kind {
        "button" | "file" => None,
        "tick" => tag.attr("checked").map(|_| value),
        "choice" if tag.name() == "select" => chosen(),
        "choice" => tag.attr("checked").map(|_| value),
        "lines" => Some(element.text().collect::<String>().trim_start_matches('\n').to_owned()),
        _ => Some(value),
    };
    Some(Field { name, kind: if part && kind == "line" { "day" } else { kind }, value, offered })
}

/// The POST that an address leads to.
pub(super) fn pattern(routes: &[Route], path: &str) -> Option<&'static str> {
    let wanted: Vec<&str> = path.split('/').collect();
    let fits = |route: &&Route| {
        let own: Vec<&str> = route.path.split('/').collect();
        own.len() == wanted.len()
            && own.iter().zip(&wanted).all(|(own, wanted)| own.starts_with('{') || own == wanted)
    };
    let posts = routes.iter().filter(|route| route.method == Method::Post);
    posts.filter(fits).min_by_key(|route| route.path.matches('{').count()).map(|route| route.path)
}

pub(super) fn address(scene: &mut Scene, path: &str) -> Option<String> {
    let rows = places(path).iter().filter(|(_, place)| matches!(place, Place::Row(..))).count();
    let own = scene.ids.address(&mut scene.raw, path, "cartref-prawf", &vec![Whose::Own; rows])?;
    Some(own.replace(NO_ORGANISATION, &scene.world.org.id.to_string()))
}

/// The organisation with a service that nobody manages yet, later with work under way: a draft, a list, a shelf, a
/// report and a request about data.
pub(super) fn scene(later: bool) -> Scene {
    let mut scene = Scene::start();
    let now = scene.app.app.clock.now();
    scene.app.within(&scene.world.org, move |tenant| {
        let (name, nation, service_type) = ("Newest".to_owned(), Nation::Wales, ServiceType::CareHome);
        organisations::add_service(tenant, now, &ServiceDetails { name, nation, service_type }).unwrap()
    });
    if later {
        go_on(&mut scene);
    }
    scene
}

pub(super) fn go_on(scene: &mut Scene) {
    // Later than the policy that is in force: the newest one is the draft.
    let now = scene.app.app.clock.now().plus_minutes(1);
    scene.app.app.clock.move_to(now);
    let by = scene.world.mair.person;
    let services: BTreeSet<_> = scene.world.org.services.iter().copied().collect();
    let policy = scene
        .app
        .within(&scene.world.org, |tenant| policies::list(tenant, &Filter::default()).unwrap()[0].id);
    scene.app.within(&scene.world.org, move |tenant| {
        let (code, title) = ("P02".to_owned(), "Lanterns".to_owned());
        let language = Language::English;
        let (nation, service_type) = (None, None);
        let details = Details { code, title, language, nation, service_type, owner: by, services };
        let source = "# Lanterns\n\nRing {{org_field_phone}}.\n".to_owned();
        drafts::create(tenant, now, by, &details, &NewText { format: Format::Markdown, source }).unwrap();
    });
    let owner = scene.client(Actor::Owner);
    crate::acknowledgements::ask(&scene.app, &scene.world, policy, &[&scene.world.sian]);
    crate::rights::record(&owner, &scene.world.sian, None).expect(303);
    crate::incidents::report(&scene.client(Actor::Staff), &scene.world, &[]);
    owner
        .post_multipart("/o/cartref-prawf/people/import", &[("list", "Name\nNia Newydd\n")], &[])
        .expect(303);
    let pasted = [("text", "# Boots\n\nWear two."), ("format", "text"), ("name", "")];
    owner.post_multipart("/o/cartref-prawf/policies/shelf", &pasted, &[]).expect(303);
    scene.app.run_due_work();
}

/// The forms of a page.
pub(super) fn sheets(scene: &mut Scene, page: &'static str, actor: Actor, later: bool) -> Vec<Sheet> {
    let Some(address) = address(scene, page) else { return Vec::new() };
    let shown = scene.client(actor).get(&address);
    if shown.status != 200 || !shown.is_html() {
        return Vec::new();
    }
    let html = shown.html();
    let named = Selector::parse("input[name], select[name], textarea[name], button[name]").unwrap();
    let forms = all(&html, "form").into_iter().enumerate();
    forms
        .filter(|(_, form)| form.value().attr("method").is_some_and(|how| how.eq_ignore_ascii_case("post")))
        .map(|(place, form)| Sheet {
            page,
            place,
            later,
            actor,
            action: shown.url.join(form.value().attr("action").unwrap_or_default()).unwrap().to_string(),
            fields: form.select(&named).filter_map(field).collect(),
        })
        .collect()
}

pub(super) fn path_of(action: &str) -> String {
    url::Url::parse(action).unwrap().path().to_owned()
}

/// Every form that anybody is shown, by the URL that takes it.
pub(super) fn crawl(scene: &mut Scene, routes: &[Route]) -> BTreeMap<&'static str, Vec<Sheet>> {
    let mut found = BTreeMap::new();
    look(scene, routes, false, &mut found);
    go_on(scene);
    look(scene, routes, true, &mut found);
    found
}

pub(super) fn look(
    scene: &mut Scene,
    routes: &[Route],
    later: bool,
    found: &mut BTreeMap<&'static str, Vec<Sheet>>,
) {
    for actor in LOOKING {
        look_as(scene, routes, actor, later, found);
    }
}

/// The forms that one of them is shown.
pub(super) fn look_as(
    scene: &mut Scene,
    routes: &[Route],
    actor: Actor,
    later: bool,
    found: &mut BTreeMap<&'static str, Vec<Sheet>>,
) {
    let is_file = |path: &str| path.rsplit('/').next().is_some_and(|last| last.contains('.'));
    for route in routes.iter().filter(|one| one.method == Method::Get && !is_file(one.path)) {
        if route.door == Door::Development {
            continue;
        }
        for sheet in sheets(scene, route.path, actor, later) {
            if let Some(taken) = pattern(routes, &path_of(&sheet.action)) {
                found.entry(taken).or_default().push(sheet);
            }
        }
    }
}

/// The name of a field as the table has it; a day is one.
pub(super) fn entry(field: &Field) -> String {
    let name = if field.kind == "day" { field.name.rsplit_once('-').unwrap().0 } else { &field.name };
    plain(name)
}

pub(super) fn who(door: Door) -> String {
    match door {
        Door::Member(action) => action.as_str().to_owned(),
        other => format!("{other:?}").to_lowercase(),
    }
}

/// The one with the most texts; the first of several.
pub(super) fn fullest(sheets: &[Sheet]) -> &Sheet {
    sheets.iter().rev().max_by_key(|sheet| sheet.texts().len()).unwrap()
}

/// The fields that an answer names as wrong.
pub(super) fn named(page: &Page) -> BTreeSet<String> {
    if page.status != 422 {
        return BTreeSet::new();
    }
    let links = page.attributes("#error-summary a", "href");
    links.iter().filter_map(|href| href.strip_prefix("#f-")).map(str::to_owned).collect()
}
