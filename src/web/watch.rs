//! What a request has to say to the security log, and the lines that are written when it is answered.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use actix_web::http::header::{self, HeaderMap};
use actix_web::{HttpMessage, HttpRequest, web};
use data_encoding::HEXLOWER;

use super::error::Error;
use super::route::{Door, Method, Pattern};
use super::state::App;
use super::visit::session_cookie;
use crate::access::{Session, session};
use crate::config::Settings;
use crate::db::ids::{AccountId, OrganisationId};
use crate::keys::random;
use crate::telemetry::security::{Event, Line, Network, browser};

/// Names that no form of ours has. Who sends one tries what a careless program would take.
const FOREIGN_FIELDS: [&str; 12] = [
    "account_id",
    "admin",
    "created_at",
    "is_admin",
    "is_operator",
    "operator_since",
    "org_id",
    "organisation_id",
    "organization_id",
    "password_hash",
    "tenant_id",
    "user_id",
];
/// The bytes of the hash that stands for a session.
const SHORT: usize = 6;

/// What happened in a request, and who asked. Clones share it.
#[derive(Debug, Clone, Default)]
pub struct Notes(Arc<Mutex<Noted>>);

#[derive(Debug, Default)]
struct Noted {
    events: Vec<(Event, Option<AccountId>)>,
    account: Option<AccountId>,
    session: Option<String>,
    organisation: Option<OrganisationId>,
}

impl Notes {
    /// Those of a request; new ones where nothing watches.
    #[must_use]
    pub fn of(request: &HttpRequest) -> Self {
        request.extensions().get::<Self>().cloned().unwrap_or_default()
    }

    fn noted(&self) -> MutexGuard<'_, Noted> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Something happened; by whom, where it isn't who is signed in.
    pub fn add(&self, event: Event, account: Option<AccountId>) {
        self.noted().events.push((event, account));
    }

    /// Who asks; a cookie that none of us made is an event of its own.
    pub(super) fn seen(&self, request: &HttpRequest, app: &App, session: Option<&Session>) {
        let keyring = app.database.keyring();
        if let Some(session) = session {
            let mac = keyring.mac("polisi log session v1", &[session.id.to_string().as_bytes()]);
            let mut noted = self.noted();
            noted.account = Some(session.account);
            noted.session = Some(HEXLOWER.encode(mac.get(..SHORT).unwrap_or_default()));
            return;
        }
        let cookie = request.cookie(session_cookie(app.settings.is_secure()));
        if cookie.is_some_and(|cookie| session::whose(keyring, cookie.value()).is_none()) {
            self.add(Event::ForgedSession, None);
        }
    }

    /// They are in an organisation.
    pub(super) fn organisation(&self, organisation: OrganisationId) {
        self.noted().organisation = Some(organisation);
    }

    /// A request ends with an error.
    pub(super) fn error(&self, request: &HttpRequest, error: &Error) {
        let method = if request.method().is_safe() { Method::Get } else { Method::Post };
        let pattern = request.app_data::<Pattern>();
        let route = request.app_data::<web::Data<App>>().zip(pattern);
        let route = route.and_then(|(app, pattern)| app.route(method, pattern.0));
        if let Some(event) = of_error(error, route.map(|route| route.door)) {
            self.add(event, None);
        }
    }
}

/// What an answer means. Ways to sign in after the password, and what changed meanwhile, are nobody's attempt.
fn of_error(error: &Error, door: Option<Door>) -> Option<Event> {
    match error {
        Error::NotFound => match door {
            Some(Door::Link) => Some(Event::DeadLink),
            Some(Door::Public) | None => None,
            Some(_) => Some(Event::NotThere),
        },
        Error::Forbidden | Error::ForbiddenHere(_) | Error::Suspended | Error::SharedTablet => {
            Some(Event::NotAllowed)
        }
        Error::OtherSite => Some(Event::CrossSite),
        Error::Gone(_) => Some(Event::DeadLink),
        Error::Unreadable(_) => Some(Event::Unreadable),
        Error::TooLarge | Error::TooSlow | Error::TooMany(_) | Error::TooFast(_) | Error::Crowded(_) => {
            Some(Event::OverLimit)
        }
        Error::SignIn(_) => Some(Event::NotSignedIn),
        Error::Unavailable(_) => Some(Event::Unavailable),
        Error::Internal(_) => Some(Event::Failed),
        Error::Conflict(_)
        | Error::Closing
        | Error::OverLimit(..)
        | Error::Code(_)
        | Error::SecondFactor(_)
        | Error::PasswordAgain(_)
        | Error::First(_) => None,
    }
}

/// Whether a form sent a field that none has.
pub(super) fn holds_foreign_field<'a>(mut names: impl Iterator<Item = &'a str>) -> bool {
    names.any(|name| FOREIGN_FIELDS.contains(&name))
}

/// Pages where somebody reports a concern. A report may be anonymous: then no line may lead to them.
fn is_about_reports(route: &str) -> bool {
    ["/incidents/report", "/incidents/received", "/incidents/outside", "/incidents/mine"]
        .iter()
        .any(|part| route.contains(part))
        || route.starts_with("/r/")
}

/// The name of a request as its line shows it: no name leads from a report to a line of the proxy.
pub(super) fn shown<'a>(route: &str, named: &'a str) -> &'a str {
    if is_about_reports(route) { "-" } else { named }
}

/// The name of a request: the proxy's, when we trust it, so that its log and ours can be laid side by side.
pub(super) fn name(request: &HttpRequest) -> String {
    let own = || HEXLOWER.encode(&random::<8>());
    let Some(app) = request.app_data::<web::Data<App>>() else { return own() };
    let trusts = request
        .peer_addr()
        .is_some_and(|peer| app.settings.trusted_proxies.contains(&peer.ip().to_canonical()));
    let named = request.headers().get("x-request-id").and_then(|value| value.to_str().ok());
    let fits = |name: &&str| {
        (8..=64).contains(&name.len())
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    named.filter(|_| trusts).filter(fits).map_or_else(own, str::to_owned)
}

/// Whether a request names another host than the installation's. A name without a port will do.
fn is_other_host(headers: &HeaderMap, settings: &Settings) -> bool {
    let Some(said) = headers.get(header::HOST).and_then(|value| value.to_str().ok()) else { return false };
    let host = |text: &str| url::Url::parse(&format!("http://{text}/")).ok()?.host_str().map(str::to_owned);
    host(said).is_none_or(|said| settings.base_url.host_str() != Some(said.as_str()))
}

/// The method, when it is one that browsers send.
fn verb(request: &HttpRequest) -> &str {
    match request.method().as_str() {
        known @ ("GET" | "HEAD" | "POST") => known,
        _ => "other",
    }
}

/// The address of the client: the last one named by a trusted proxy that isn't a proxy itself, else the peer.
pub(super) fn client(request: &HttpRequest, app: &App) -> IpAddr {
    let peer = request.peer_addr().map_or(IpAddr::from([127, 0, 0, 1]), |peer| peer.ip().to_canonical());
    let name = header::HeaderName::from_static("x-forwarded-for");
    let lines = request.headers().get_all(name).map(header::HeaderValue::as_bytes);
    // A proxy may add to the line or add a line: together they are one list. What is no text names nobody, and hides no
    // address that a proxy put behind it.
    let lines: Vec<String> = lines.map(|line| String::from_utf8_lossy(line).into_owned()).collect();
    let named: Vec<&str> = lines.iter().flat_map(|line| line.split(',')).collect();
    client_of(peer, &named, &app.settings.trusted_proxies)
}

/// The same of what was named, in the order of the list.
fn client_of(peer: IpAddr, named: &[&str], trusted: &[IpAddr]) -> IpAddr {
    if !trusted.contains(&peer) {
        return peer;
    }
    for text in named.iter().rev() {
        match address(text.trim()) {
            Some(address) if trusted.contains(&address) => {}
            Some(address) => return address,
            None => return unnamed(peer),
        }
    }
    peer
}

/// An address as proxies write it: alone, with a port, in brackets.
fn address(text: &str) -> Option<IpAddr> {
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    let alone = bare.parse::<IpAddr>().ok();
    let address = alone.or_else(|| text.parse::<SocketAddr>().ok().map(|whole| whole.ip()))?;
    Some(address.to_canonical())
}

/// Where somebody comes from of whom a proxy says what is no address: from the proxy. On this machine that has no share
/// of the limits of its own; all of these together have one.
fn unnamed(peer: IpAddr) -> IpAddr {
    if peer.to_canonical().is_loopback() { IpAddr::V4(Ipv4Addr::UNSPECIFIED) } else { peer }
}

/// Writes the lines of a request that was answered.
pub(super) fn write(request: &HttpRequest, notes: &Notes, named: &str, status: u16) {
    let Some(app) = request.app_data::<web::Data<App>>() else { return };
    if is_other_host(request.headers(), &app.settings) {
        notes.add(Event::OtherHost, None);
    }
    let noted = notes.noted();
    if noted.events.is_empty() {
        return;
    }
    // What was refused before a page was looked for has no pattern yet.
    let matched = request.match_pattern();
    let route = request.app_data::<Pattern>().map(|pattern| pattern.0).or(matched.as_deref()).unwrap_or("-");
    let hidden = is_about_reports(route);
    let agent = request.headers().get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    for (event, account) in &noted.events {
        Line {
            event: *event,
            account: account.or(noted.account).filter(|_| !hidden),
            organisation: noted.organisation.filter(|_| !hidden),
            session: noted.session.clone().filter(|_| !hidden),
            request: shown(route, named),
            method: verb(request),
            route,
            network: Network::of(client(request, app)),
            browser: if hidden { "-" } else { browser(agent.unwrap_or_default()) },
            status,
        }
        .write();
    }
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use super::{FOREIGN_FIELDS, client_of, holds_foreign_field, is_about_reports};

    /// Who asks, as a proxy on this machine and another one that is trusted name them.
    #[test]
    fn the_client_is_whom_the_proxies_name_however_they_write_it() {
        let trusted: Vec<IpAddr> =
            ["127.0.0.1", "::1", "10.0.0.2"].iter().map(|text| text.parse().unwrap()).collect();
        for (peer, named, client) in [
            ("127.0.0.1", "203.0.113.5", "203.0.113.5"),
            ("127.0.0.1", "203.0.113.5:49152", "203.0.113.5"),
            ("127.0.0.1", "2001:db8::7", "2001:db8::7"),
            ("127.0.0.1", "[2001:db8::7]", "2001:db8::7"),
            ("127.0.0.1", "[2001:db8::7]:49152", "2001:db8::7"),
            ("127.0.0.1", "::ffff:203.0.113.5", "203.0.113.5"),
            ("::1", " 198.51.100.1 , 203.0.113.5:1 ", "203.0.113.5"),
            ("127.0.0.1", "203.0.113.5, 10.0.0.2", "203.0.113.5"),
            ("127.0.0.1", "203.0.113.5:80, 10.0.0.2:80, [::1]:80", "203.0.113.5"),
            // What a client says of itself stands before what the proxy saw.
            ("127.0.0.1", "\u{fffd}, 203.0.113.5", "203.0.113.5"),
            ("127.0.0.1", "127.0.0.1, unknown", "0.0.0.0"),
            ("127.0.0.1", "unknown", "0.0.0.0"),
            ("127.0.0.1", "", "0.0.0.0"),
            ("::1", "_hidden, 10.0.0.2", "0.0.0.0"),
            ("127.0.0.1", "203.0.113.5:99999", "0.0.0.0"),
            ("10.0.0.2", "unix:", "10.0.0.2"),
            // Nobody but a trusted proxy names anybody.
            ("192.0.2.9", "203.0.113.5", "192.0.2.9"),
        ] {
            let named: Vec<&str> = named.split(',').collect();
            let found = client_of(peer.parse().unwrap(), &named, &trusted);
            assert_eq!(found.to_string(), client, "{peer} {named:?}");
        }
        let here: IpAddr = "127.0.0.1".parse().unwrap();
        assert_eq!(client_of(here, &[], &trusted), here, "who asks on this machine goes through no proxy");
    }

    #[test]
    fn knows_the_fields_that_no_form_has() {
        assert!(FOREIGN_FIELDS.is_sorted());
        assert!(holds_foreign_field(["name", "is_admin"].into_iter()));
        assert!(!holds_foreign_field(["name", "organisation", "role"].into_iter()));
    }

    #[test]
    fn who_reports_stands_in_no_line() {
        for (route, hidden) in [
            ("/o/{slug}/incidents/report", true),
            ("/kiosk/me/incidents/report", true),
            ("/kiosk/me/incidents/received/{reference}", true),
            ("/r/{slug}/follow", true),
            ("/o/{slug}/incidents/{reference}", false),
            ("/o/{slug}/policies", false),
        ] {
            assert_eq!(is_about_reports(route), hidden, "{route}");
        }
    }
}
