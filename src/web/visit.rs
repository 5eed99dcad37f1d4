//! A request: who asks, in which language, and how to answer with a page.

use std::future::Future;
use std::net::IpAddr;
use std::pin::Pin;

use actix_web::cookie::Cookie;
use actix_web::dev::Payload;
use actix_web::http::{StatusCode, header};
use actix_web::{FromRequest, HttpMessage, HttpRequest, HttpResponse, web};
use fluent_bundle::FluentArgs;
use serde_json::{Map, Value as Json, json};

use super::closing;
use super::codes;
use super::done;
use super::engine::{Page, Trusted};
use super::error::Error;
use super::fields::{Fields, FormErrors, Value};
use super::kiosk;
use super::navigation;
use super::reading;
use super::route::{Method, Pattern, Route};
use super::state::App;
use super::support;
use super::watch::{Notes, client};
use crate::access::devices::Browser;
use crate::access::{Member, Session, session};
use crate::clock::Moment;
use crate::db::ids::AccountId;
use crate::messages::{Language, args};
use crate::telemetry::security::Event;

/// What every handler answers.
pub type Answer = Result<HttpResponse, Error>;

/// A request.
#[derive(Clone)]
pub struct Visit {
    /// What the program has at hand.
    pub app: web::Data<App>,
    /// The moment of the request.
    pub now: Moment,
    /// The language of the answer.
    pub language: Language,
    /// Whether somebody chose it, on this page or before in this browser.
    pub has_chosen: bool,
    /// The session, when there is a live one.
    pub session: Option<Session>,
    /// The session that waits for its second factor; then there is no other.
    pub waiting: Option<Session>,
    /// The query.
    pub query: Fields,
    /// The path.
    pub path: String,
    /// The path with its query.
    pub address: String,
    /// The line of the table of contents.
    pub route: Option<Route>,
    /// Where the request comes from, for limits only.
    pub from: IpAddr,
    /// The browser as it names itself, shortened.
    pub agent: String,
    /// The browser as we named it; a new name where it has none.
    pub browser: Browser,
    /// What it has to say to the security log.
    pub notes: Notes,
}

/// The name of the session cookie: bound to https, or plain on a loopback address.
#[must_use]
pub fn session_cookie(secure: bool) -> &'static str {
    if secure { "__Host-polisi-session" } else { "polisi-session" }
}

/// The name of the cookie by which a browser is known again.
#[must_use]
pub fn browser_cookie(secure: bool) -> &'static str {
    if secure { "__Host-polisi-browser" } else { "polisi-browser" }
}

/// The name of the cookie with the chosen language.
#[must_use]
pub fn language_cookie(secure: bool) -> &'static str {
    if secure { "__Host-polisi-language" } else { "polisi-language" }
}

impl FromRequest for Visit {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Error>>>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move { Self::once(&request).await })
    }
}

impl Visit {
    /// Reads a request, and gives the same to everything of this request that asks again: the session is
    /// looked up once.
    ///
    /// # Errors
    /// The database is away.
    pub async fn once(request: &HttpRequest) -> Result<Self, Error> {
        let known = request.extensions().get::<Self>().cloned();
        if let Some(visit) = known {
            return Ok(visit);
        }
        let visit = Self::of(request).await?;
        request.extensions_mut().insert(visit.clone());
        Ok(visit)
    }

    /// Reads a request.
    ///
    /// # Errors
    /// The database is away.
    pub async fn of(request: &HttpRequest) -> Result<Self, Error> {
        let app =
            request.app_data::<web::Data<App>>().cloned().ok_or_else(|| Error::Internal("no app".into()))?;
        let now = app.clock.now();
        let session = live_session(&app, request, now).await?;
        let mut visit = Self::without_session(app, request, now);
        let session = kiosk::off_the_tablet(&visit, request, session).await?;
        if let Some(session) = &session {
            visit.reads(session.language);
        }
        visit.notes.seen(request, &visit.app, session.as_ref());
        visit.waiting = session.filter(Session::is_waiting);
        visit.session = session.filter(|session| !session.is_waiting());
        Ok(visit)
    }

    /// Reads a request without asking the database, for error pages.
    #[must_use]
    pub fn without_session(app: web::Data<App>, request: &HttpRequest, now: Moment) -> Self {
        let query = Fields::parse(request.query_string().as_bytes());
        let method = if request.method().is_safe() { Method::Get } else { Method::Post };
        let route = request.app_data::<Pattern>().and_then(|pattern| app.route(method, pattern.0));
        let named = request.cookie(browser_cookie(app.settings.is_secure()));
        let address = request.uri().path_and_query().map_or("/", |whole| whole.as_str()).to_owned();
        let chosen = reading::chosen(&app, request, &query);
        Self {
            language: chosen.unwrap_or(Language::English),
            has_chosen: chosen.is_some(),
            session: None,
            waiting: None,
            path: request.path().to_owned(),
            from: client(request, &app),
            agent: header_text(request, &header::USER_AGENT).chars().take(200).collect(),
            browser: Browser::of_cookie(named.as_ref().map(Cookie::value)),
            notes: Notes::of(request),
            app,
            now,
            query,
            address,
            route,
        }
    }

    /// Something for the security log; by whom, where it isn't who is signed in.
    pub fn note(&self, event: Event, account: Option<AccountId>) {
        self.notes.add(event, account);
    }

    /// The way to a session: signing in, or the code when the password was right already.
    #[must_use]
    pub fn sign_in_first(&self) -> Error {
        let back = self.address.clone();
        if self.waiting.is_some() { Error::Code(back) } else { Error::SignIn(back) }
    }

    /// A page for somebody who isn't in an organisation.
    ///
    /// # Errors
    /// The template is faulty.
    pub fn plain(&self, template: &str, context: Json) -> Answer {
        self.render(template, StatusCode::OK, self.context(context), &[])
    }

    /// The same form again: what is wrong, and what was typed.
    ///
    /// # Errors
    /// The template is faulty.
    pub fn plain_again(&self, template: &str, context: Json, fields: &Fields, errors: &FormErrors) -> Answer {
        let context = self.with_errors(self.context(context), fields, errors);
        self.render(template, StatusCode::UNPROCESSABLE_ENTITY, context, &[])
    }

    /// A page inside an organisation.
    ///
    /// # Errors
    /// The template is faulty.
    pub fn page(&self, member: &Member, template: &str, context: Json) -> Answer {
        self.render(template, StatusCode::OK, self.inside(member, context), &[])
    }

    /// A page inside an organisation that holds sanitised HTML under names of its own.
    ///
    /// # Errors
    /// The template is faulty.
    pub fn page_with(
        &self,
        member: &Member,
        template: &str,
        context: Json,
        trusted: &[(&'static str, &Trusted)],
    ) -> Answer {
        self.render(template, StatusCode::OK, self.inside(member, context), trusted)
    }

    /// The same form inside an organisation again.
    ///
    /// # Errors
    /// The template is faulty.
    pub fn page_again(
        &self,
        member: &Member,
        template: &str,
        context: Json,
        fields: &Fields,
        errors: &FormErrors,
    ) -> Answer {
        let context = self.with_errors(self.inside(member, context), fields, errors);
        self.render(template, StatusCode::UNPROCESSABLE_ENTITY, context, &[])
    }

    /// The same form again on a page that holds sanitised HTML.
    ///
    /// # Errors
    /// The template is faulty.
    pub fn page_again_with(
        &self,
        member: &Member,
        template: &str,
        context: Json,
        (fields, errors): (&Fields, &FormErrors),
        trusted: &[(&'static str, &Trusted)],
    ) -> Answer {
        let context = self.with_errors(self.inside(member, context), fields, errors);
        self.render(template, StatusCode::UNPROCESSABLE_ENTITY, context, trusted)
    }

    /// Renders any template with a status.
    ///
    /// # Errors
    /// The template is faulty.
    pub fn render(
        &self,
        template: &str,
        status: StatusCode,
        context: Json,
        trusted: &[(&'static str, &Trusted)],
    ) -> Answer {
        let mut page = Page::new(&context)?;
        for (name, html) in trusted {
            page = page.trusted(name, html);
        }
        let body = self.app.engine.render_page(template, self.language, page)?;
        Ok(HttpResponse::build(status).content_type("text/html; charset=utf-8").body(body))
    }

    /// What every page knows, around what this one adds.
    #[must_use]
    pub fn context(&self, own: Json) -> Json {
        let other = self.language.other();
        let mut context = json!({
            "path": self.path,
            "flash": done::banner(self),
            "other_lang": {
                "code": other.code(),
                "name": self.app.messages.get(other, "language-name"),
                "href": self.in_language(other),
            },
            "support": support::own_band(self),
            "demonstration": self.app.settings.demonstration,
            "operator_contact": self.app.settings.operator_contact,
        });
        merge(&mut context, own);
        context
    }

    /// The words of a message.
    #[must_use]
    pub fn words(&self, key: &str) -> String {
        self.app.messages.get(self.language, key)
    }

    /// What a page inside an organisation knows, around what this one adds.
    #[must_use]
    pub fn inside(&self, member: &Member, own: Json) -> Json {
        let mut context = json!({
            "organisation": { "name": member.organisation_name(), "slug": member.slug() },
            "base": member.path(""),
            "viewer": { "name": member.name(), "href": "/account" },
            "elsewhere": navigation::elsewhere(member),
            "nav": navigation::entries(member, &self.path),
            "flash": done::banner_inside(self, member),
            "announcements": self.announcements(member),
            "support": support::band(self, member),
        });
        merge(&mut context, own);
        self.context(context)
    }

    /// What the operator tells members today.
    fn announcements(&self, member: &Member) -> Vec<Json> {
        let shown = member.announcements(self.now.day());
        let told = shown.iter().map(|one| json!({ "text": one.text, "level": one.level, "told": true }));
        closing::band(self, member).into_iter().chain(codes::band(self, member)).chain(told).collect()
    }

    fn with_errors(&self, mut context: Json, fields: &Fields, errors: &FormErrors) -> Json {
        let problems: Vec<Json> = errors
            .0
            .iter()
            .map(|problem| {
                // The same for every form: what is wrong is said before what was asked for.
                if let Some([day, month, year]) = fields.no_such_day(&problem.field) {
                    let values = args([("day", day), ("month", month), ("year", year)]);
                    let text = self.app.messages.format(self.language, "error-no-such-day", &values);
                    return json!({ "field": problem.field, "text": text });
                }
                let mut args = FluentArgs::new();
                for (name, value) in &problem.args {
                    match value {
                        Value::Text(text) => args.set(*name, text.clone()),
                        Value::Number(number) => args.set(*name, *number),
                    }
                }
                let text = self.app.messages.format(self.language, problem.key, &args);
                json!({ "field": problem.field, "text": text })
            })
            .collect();
        merge(&mut context, json!({ "errors": problems, "form": fields.typed() }));
        context
    }

    /// This page in the other language.
    fn in_language(&self, language: Language) -> String {
        let (path, query) = self.address.split_once('?').unwrap_or((&self.address, ""));
        let kept = url::form_urlencoded::parse(query.as_bytes()).filter(|(name, _)| name != "lang");
        let mut all = url::form_urlencoded::Serializer::new(String::new());
        all.extend_pairs(kept).append_pair("lang", language.code());
        format!("{path}?{}", all.finish())
    }
}

/// Puts the entries of one object over those of another.
pub(super) fn merge(base: &mut Json, over: Json) {
    if let (Json::Object(base), Json::Object(over)) = (base, over) {
        let over: Map<String, Json> = over;
        base.extend(over);
    }
}

/// 303 to another page.
#[must_use]
pub fn see_other(path: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((header::LOCATION, path)).finish()
}

async fn live_session(
    app: &web::Data<App>,
    request: &HttpRequest,
    now: Moment,
) -> Result<Option<Session>, Error> {
    let Some(cookie) = request.cookie(session_cookie(app.settings.is_secure())) else { return Ok(None) };
    let token = cookie.value().to_owned();
    let found: Result<_, crate::db::Error> =
        app.look(move |database| database.read_system(|system| session::named(system, now, &token))).await;
    let found = found?;
    if let Some(session) = found.filter(|session| session.wants_note(now)) {
        note_later(app, session, now);
    }
    Ok(found)
}

/// Notes the use of a session behind the answer: a full disk must not stop reading.
fn note_later(app: &web::Data<App>, session: Session, now: Moment) {
    let app = app.clone();
    actix_web::rt::spawn(async move {
        let noted: Result<(), crate::db::Error> = app
            .work(move |database| database.write_system(move |system| session::note(system, now, session.id)))
            .await;
        if let Err(fault) = noted {
            tracing::warn!(%fault, "the use of a session was not noted");
        }
    });
}

fn header_text(request: &HttpRequest, name: &header::HeaderName) -> String {
    request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
}
