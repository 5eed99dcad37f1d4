//! What stands around every request: the origin check, headers, error pages, the log.

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::{Method, StatusCode, header};
use actix_web::middleware::Next;
use actix_web::{HttpMessage, HttpRequest, HttpResponse, ResponseError, web};
use serde_json::json;

use super::body::Unread;
use super::closing;
use super::cookies;
use super::error::Error;
use super::kept;
use super::route::Pattern;
use super::state::App;
use super::visit::{Visit, language_cookie, see_other};
use super::watch::{self, Notes};
use crate::access::{Member, member, paused};
use crate::db::ids::AnyId;
use crate::messages::Language;

/// Nothing runs, loads or frames our pages but ourselves.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
    font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// On every answer.
const HEADERS: &[(&str, &str)] = &[
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
];

/// Refuses an unsafe request that another site sent: Sec-Fetch-Site where a browser sends it, else Origin
/// (reference security 3.3). Closed when both are missing.
#[must_use]
pub fn is_own(method: &Method, site: Option<&str>, origin: Option<&str>, own_origin: &str) -> bool {
    if method.is_safe() {
        return true;
    }
    match (site, origin) {
        (Some(site), _) => site == "same-origin",
        (None, Some(origin)) => origin == own_origin,
        (None, None) => false,
    }
}

/// The check of the origin, as middleware.
///
/// # Errors
/// Those of the inner service.
pub async fn check_origin(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let text = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    let own = request.app_data::<web::Data<App>>().map(|app| app.settings.origin()).unwrap_or_default();
    if !is_own(request.method(), text("sec-fetch-site"), text("origin"), &own) {
        let response = HttpResponse::from_error(Error::OtherSite);
        // With its error, from which the page is made.
        return Ok(ServiceResponse::new(request.into_parts().0, response));
    }
    Ok(next.call(request).await?.map_into_boxed_body())
}

/// Puts the pages of errors into empty answers, and notes the failure once with its reference.
///
/// # Errors
/// Those of the inner service.
pub async fn error_pages(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let answered = next.call(request).await?.map_into_boxed_body();
    let (request, response) = answered.into_parts();
    let status = response.status();
    let replaced = match response.error() {
        Some(fault) => match fault.as_error::<Error>() {
            Some(error) => Some(page(&request, error).await),
            None if status.is_client_error() => {
                Some(page(&request, &Error::Unreadable("error-unreadable")).await)
            }
            None => Some(page(&request, &Error::Internal(fault.to_string())).await),
        },
        None if status == StatusCode::METHOD_NOT_ALLOWED => Some(page(&request, &Error::NotFound).await),
        None => None,
    };
    if replaced.is_none() && status == StatusCode::SEE_OTHER {
        kept::sent(&request).await;
    }
    // What nobody read goes before the answer does.
    drop(request.extensions_mut().remove::<Unread>());
    Ok(ServiceResponse::new(request, replaced.unwrap_or(response)))
}

/// Where the browser goes on. Who comes back from there wants a page: a form's address that shows none
/// leads to the page above it.
fn elsewhere(request: &HttpRequest, error: &Error) -> Option<String> {
    match error {
        Error::SignIn(back) => Error::SignIn(page_above(request, back)).elsewhere(),
        Error::PasswordAgain(back) => Error::PasswordAgain(page_above(request, back)).elsewhere(),
        other => other.elsewhere(),
    }
}

/// Where somebody came from who won't give the password again: the page that the browser names, else the one that
/// has the form, while what they typed is kept, or the one that leads to the file.
fn way_back(request: &HttpRequest, error: &Error) -> Option<String> {
    let Error::PasswordAgain(address) = error else { return None };
    let form = || (request.method() == Method::POST).then(|| page_above(request, address));
    came_from(request).or_else(form).or_else(|| page_of_file(request))
}

/// The page that a file belongs to: its address without the ending, or the first above that shows a page.
fn page_of_file(request: &HttpRequest) -> Option<String> {
    let app = request.app_data::<web::Data<App>>()?;
    let (pattern, _) = request.app_data::<Pattern>()?.0.rsplit_once('.')?;
    let (address, _) = request.path().rsplit_once('.')?;
    Some(first_page(app, pattern, address))
}

/// The page of ours from which a browser says it comes, unless it is one of those that ask who somebody is.
fn came_from(request: &HttpRequest) -> Option<String> {
    let app = request.app_data::<web::Data<App>>()?;
    let said = request.headers().get(header::REFERER)?.to_str().ok()?;
    let page = url::Url::parse(said).ok()?;
    let ours = page.origin() == app.settings.base_url.origin() && !page.path().starts_with("/sign-in");
    let query = page.query().map(|query| format!("?{query}")).unwrap_or_default();
    ours.then(|| format!("{}{query}", page.path()))
}

/// One more part of a query.
fn part(name: &str, value: &str) -> String {
    format!("&{}", url::form_urlencoded::Serializer::new(String::new()).append_pair(name, value).finish())
}

/// The address itself where it shows a page, or the first above it that does.
fn page_above(request: &HttpRequest, address: &str) -> String {
    let all = (request.app_data::<web::Data<App>>(), request.app_data::<Pattern>());
    let (Some(app), Some(&Pattern(pattern))) = all else { return address.to_owned() };
    first_page(app, pattern, address)
}

fn first_page(app: &App, pattern: &str, address: &str) -> String {
    let (mut pattern, mut above) = (pattern, address);
    while app.route(super::route::Method::Get, pattern).is_none() {
        let parents = (pattern.rsplit_once('/'), above.rsplit_once('/'));
        let (Some((pattern_above, _)), Some((address_above, _))) = parents else { return address.to_owned() };
        (pattern, above) = (pattern_above, address_above);
    }
    above.to_owned()
}

async fn page(request: &HttpRequest, error: &Error) -> HttpResponse {
    Notes::of(request).error(request, error);
    if let Some(elsewhere) = elsewhere(request, error) {
        let back = way_back(request, error).map(|back| part("back", &back)).unwrap_or_default();
        let kept = kept::keep(request, error, &back).await;
        return kept.unwrap_or_else(|| see_other(&format!("{elsewhere}{back}")));
    }
    let Some(app) = request.app_data::<web::Data<App>>().cloned() else { return error.error_response() };
    let now = app.clock.now();
    let reference = reference(error, now);
    let (visit, member) = who(request, error).await.map_or_else(
        || (Visit::without_session(app, request, now), None),
        |(visit, member)| (visit, Some(member)),
    );
    // What an address says was done is no news on a page that says what wasn't.
    let why = why_paused(request, error, &visit.app).await;
    let mut context = json!({ "reference": reference, "reason": error.reason(), "flash": null, "why": why });
    if let Error::TooMany(seconds) | Error::TooFast(seconds) = error
        && let Some(map) = context.as_object_mut()
    {
        map.insert("minutes".to_owned(), json!(seconds.div_euclid(60) + 1));
    }
    if let (Error::OverLimit(_, limit), Some(map)) = (error, context.as_object_mut()) {
        map.insert("limit".to_owned(), json!(limit));
    }
    let held = kept::hold(request, error).await;
    if let (Some(_), Some(map)) = (&held, context.as_object_mut()) {
        map.insert("kept".to_owned(), json!(kept::PAGE));
    }
    let context = match &member {
        Some(member) => visit.inside(member, closing::refused(&visit, member, error, context)),
        None => visit.context(context),
    };
    let mut response = visit
        .render(error.template(), error.status_code(), context, &[])
        .unwrap_or_else(|_template| error.error_response());
    if let Some(cookie) = held {
        drop(response.add_cookie(&cookie));
    }
    if let Error::TooMany(seconds) | Error::TooFast(seconds) = error {
        response.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from(*seconds));
    }
    if matches!(error, Error::Unavailable(_) | Error::Crowded(_)) {
        response.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from_static("30"));
    }
    response
}

/// Why the organisation of the address is suspended: for its owners alone, who can't look it up inside.
async fn why_paused(request: &HttpRequest, error: &Error, app: &App) -> Option<String> {
    if !matches!(error, Error::Suspended) {
        return None;
    }
    let slug = request.path().strip_prefix("/o/")?.split('/').next()?.to_owned();
    let session = Visit::once(request).await.ok()?.session?;
    let found: Result<_, crate::db::Error> =
        app.look(move |database| paused::here(database, session, &slug)).await;
    found.ok()??.reason
}

/// Who is signed in to the organisation of the address, so that their page keeps its navigation. It says
/// nothing of what was asked for: a member has the same page for what isn't there and what they may not know of.
async fn who(request: &HttpRequest, error: &Error) -> Option<(Visit, Member)> {
    if matches!(error, Error::OtherSite | Error::Unavailable(_) | Error::Internal(_)) {
        return None;
    }
    let slug = request.path().strip_prefix("/o/")?.split('/').next()?.to_owned();
    let visit = Visit::once(request).await.ok()?;
    let session = visit.session?;
    let today = visit.now.day();
    let found: Result<_, crate::db::Error> =
        visit.app.look(move |database| member::enter(database, session, &slug, today)).await;
    let member = found.ok()??;
    let stopped = visit.app.settings.second_factor.stops(member.needs_factor(), session.has_factor);
    (!stopped).then_some((visit, member))
}

/// A short reference that links the page and the log; only where somebody must look for the cause.
fn reference(error: &Error, now: crate::clock::Moment) -> Option<String> {
    if !matches!(error, Error::Internal(_) | Error::Unavailable(_)) {
        return None;
    }
    let id = AnyId::new(now).to_string();
    let reference: String = id.chars().rev().take(8).collect();
    tracing::error!(reference, %error, "a request failed");
    Some(reference)
}

/// Headers on every answer, and a line in the log without addresses, names or tokens.
///
/// # Errors
/// Those of the inner service.
pub async fn headers_and_log(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let app = request.app_data::<web::Data<App>>().cloned();
    let method = request.method().clone();
    let chosen =
        Language::from_code(super::fields::Fields::parse(request.query_string().as_bytes()).text("lang"));
    let notes = Notes::default();
    request.extensions_mut().insert(notes.clone());
    let named = watch::name(request.request());
    let mut response = next.call(request).await?.map_into_boxed_body();
    let pattern = response.request().app_data::<Pattern>().map_or("-", |pattern| pattern.0);
    let status = response.status();
    let secure = app.as_ref().is_some_and(|app| app.settings.is_secure());
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(header::HeaderName::from_static(name), header::HeaderValue::from_static(value));
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
    }
    if secure {
        let year = header::HeaderValue::from_static("max-age=31536000; includeSubDomains");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
    if let Some(language) = chosen {
        let cookie = cookies::own(language_cookie(secure), language.code().to_owned(), secure).finish();
        if let Ok(value) = header::HeaderValue::from_str(&cookie.to_string()) {
            headers.append(header::SET_COOKIE, value);
        }
    }
    watch::write(response.request(), &notes, &named, status.as_u16());
    let shown = watch::shown(pattern, &named);
    tracing::info!(%method, route = pattern, status = status.as_u16(), request = shown, "request");
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::is_own;
    use actix_web::http::Method;

    #[test]
    fn only_our_own_pages_may_change_things() {
        let own = "https://polisi.example";
        for (method, site, origin, allowed) in [
            (Method::GET, None, None, true),
            (Method::HEAD, Some("cross-site"), Some("https://evil.example"), true),
            (Method::POST, Some("same-origin"), None, true),
            (Method::POST, Some("same-origin"), Some("null"), true),
            (Method::POST, Some("same-site"), Some(own), false),
            (Method::POST, Some("cross-site"), Some(own), false),
            (Method::POST, Some("none"), None, false),
            (Method::POST, None, Some(own), true),
            (Method::POST, None, Some("https://evil.example"), false),
            (Method::POST, None, Some("null"), false),
            (Method::POST, None, None, false),
            (Method::PUT, None, None, false),
            (Method::DELETE, Some("cross-site"), None, false),
        ] {
            assert_eq!(is_own(&method, site, origin, own), allowed, "{method} {site:?} {origin:?}");
        }
    }
}
