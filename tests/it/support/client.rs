//! A browser without a screen: cookies, forms, links, and every HTML page checked.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ureq::http::{Request, Response};
use ureq::{Agent, Body};
use url::Url;

use super::form::Upload;
use super::html;
use super::page::Page;

/// Where a request says it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Provenance {
    /// A page of the application itself: what browsers say.
    SameOrigin,
    /// A page elsewhere, in a browser that says so.
    CrossSite(String),
    /// An old browser: `Origin` only, with this value.
    OriginOnly(String),
    /// Nothing at all.
    Absent,
}

/// A client with its own cookies. Clones share them: they are the same browser.
#[derive(Clone)]
pub struct Client {
    agent: Agent,
    base: Url,
    cookies: Arc<Mutex<BTreeMap<String, Cookie>>>,
    provenance: Provenance,
    headers: Vec<(String, String)>,
    checks: bool,
}

#[derive(Clone)]
struct Cookie {
    value: String,
    path: String,
}

impl Client {
    /// A new browser for the application at this address.
    pub fn new(base: &str) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .allow_non_standard_methods(true)
            // A connection that waited too long is closed by the server: each request has its own.
            .max_idle_connections(0)
            .max_idle_connections_per_host(0)
            .timeout_global(Some(Duration::from_secs(60)))
            .build();
        Self {
            agent: config.new_agent(),
            base: Url::parse(base).unwrap(),
            cookies: Arc::default(),
            provenance: Provenance::SameOrigin,
            headers: Vec::new(),
            checks: true,
        }
    }

    /// The same browser, whose requests say they come from elsewhere.
    pub fn from(&self, provenance: Provenance) -> Self {
        Self { provenance, ..self.clone() }
    }

    /// The same browser with one more header on every request.
    pub fn with_header(&self, name: &str, value: &str) -> Self {
        let mut client = self.clone();
        client.headers.push((name.to_owned(), value.to_owned()));
        client
    }

    /// The same browser, that takes pages as they are.
    pub fn unchecked(&self) -> Self {
        Self { checks: false, ..self.clone() }
    }

    /// Asks for a page. `target` is a path or a full address.
    pub fn get(&self, target: &str) -> Page {
        self.send("GET", target, Vec::new(), None)
    }

    /// Asks with any method, with a body of any type.
    pub fn request(&self, method: &str, target: &str, content_type: &str, body: &[u8]) -> Page {
        self.send(method, target, body.to_vec(), Some(content_type.to_owned()))
    }

    /// Sends fields as a form does.
    pub fn post_form(&self, target: &str, fields: &[(&str, &str)]) -> Page {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let kind = "application/x-www-form-urlencoded";
        self.send("POST", target, body.into_bytes(), Some(kind.to_owned()))
    }

    /// Sends fields and files as a form does that has files.
    pub fn post_multipart(&self, target: &str, fields: &[(&str, &str)], files: &[Upload]) -> Page {
        let boundary = "polisi-tests-boundary-7f3a";
        let mut body = Vec::new();
        let mut part = |head: String, bytes: &[u8]| {
            body.extend_from_slice(
                format!("--{boundary}\r\nContent-Disposition: form-data; {head}\r\n\r\n").as_bytes(),
            );
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        };
        for (name, value) in fields {
            part(format!("name=\"{name}\""), value.as_bytes());
        }
        for file in files {
            let head = format!(
                "name=\"{}\"; filename=\"{}\"\r\nContent-Type: {}",
                file.field, file.name, file.content_type
            );
            part(head, &file.bytes);
        }
        body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
        self.send("POST", target, body, Some(format!("multipart/form-data; boundary={boundary}")))
    }

    /// The cookie's value, if the browser has it.
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.lock().unwrap().get(name).map(|cookie| cookie.value.clone())
    }

    /// Puts a cookie into the browser: a stolen one, an old one.
    pub fn set_cookie(&self, name: &str, value: &str) {
        let cookie = Cookie { value: value.to_owned(), path: "/".to_owned() };
        self.cookies.lock().unwrap().insert(name.to_owned(), cookie);
    }

    /// The browser closed and opened again, without its cookies.
    pub fn forget_cookies(&self) {
        self.cookies.lock().unwrap().clear();
    }

    /// All cookies as the header that a request to `/` would carry.
    pub fn cookie_header(&self) -> String {
        self.cookies_for("/")
    }

    fn address(&self, target: &str) -> Url {
        self.base.join(target).unwrap_or_else(|error| panic!("{target}: {error}"))
    }

    fn send(&self, method: &str, target: &str, body: Vec<u8>, content_type: Option<String>) -> Page {
        let url = self.address(target);
        let request = self.prepare(method, &url, content_type);
        let answer = if body.is_empty() && matches!(method, "GET" | "HEAD") {
            self.agent.run(request.body(()).unwrap())
        } else {
            self.agent.run(request.body(body).unwrap())
        };
        self.finish(answer, url)
    }

    fn prepare(&self, method: &str, url: &Url, content_type: Option<String>) -> ureq::http::request::Builder {
        let mut request = Request::builder().method(method).uri(url.as_str());
        if let Some(kind) = content_type {
            request = request.header("content-type", kind);
        }
        if method == "HEAD" {
            // The library would want to unpack a body that isn't there.
            request = request.header("accept-encoding", "identity");
        }
        let cookies = self.cookies_for(url.path());
        // A cookie belongs to the application: it is not shown to another machine.
        if !cookies.is_empty() && url.origin() == self.base.origin() {
            request = request.header("cookie", cookies);
        }
        for (name, value) in self.provenance_headers(method) {
            request = request.header(name, value);
        }
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        request
    }

    fn provenance_headers(&self, method: &str) -> Vec<(&'static str, String)> {
        let unsafe_method = !matches!(method, "GET" | "HEAD" | "OPTIONS");
        let origin = |value: &str| unsafe_method.then(|| ("origin", value.to_owned()));
        let site = |value: &str| Some(("sec-fetch-site", value.to_owned()));
        let own = self.base.origin().ascii_serialization();
        let pair = match &self.provenance {
            Provenance::SameOrigin => [site("same-origin"), origin(&own)],
            Provenance::CrossSite(other) => [site("cross-site"), origin(other)],
            Provenance::OriginOnly(other) => [None, origin(other)],
            Provenance::Absent => [None, None],
        };
        pair.into_iter().flatten().collect()
    }

    fn finish(&self, answer: Result<Response<Body>, ureq::Error>, url: Url) -> Page {
        let answer = answer.unwrap_or_else(|error| panic!("{url}: {error}"));
        let (parts, mut body) = answer.into_parts();
        let headers: Vec<(String, String)> = parts
            .headers
            .iter()
            .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
            .collect();
        self.remember(&headers);
        let body = body.with_config().limit(100 << 20).read_to_vec();
        let body = body.unwrap_or_else(|error| panic!("{url}: {error}"));
        let page = Page { status: parts.status.as_u16(), headers, body, url, client: self.clone() };
        if self.checks && page.is_html() && !page.body.is_empty() {
            html::assert_sound(page.url.as_str(), &page.text());
        }
        page
    }

    fn remember(&self, headers: &[(String, String)]) {
        let mut cookies = self.cookies.lock().unwrap();
        for (_, line) in headers.iter().filter(|(name, _)| name == "set-cookie") {
            let mut parts = line.split(';').map(str::trim);
            let Some((name, value)) = parts.next().and_then(|pair| pair.split_once('=')) else { continue };
            let attributes: Vec<(String, &str)> = parts
                .map(|part| part.split_once('=').unwrap_or((part, "")))
                .map(|(name, value)| (name.to_ascii_lowercase(), value))
                .collect();
            let attribute = |name: &str| attributes.iter().find(|(n, _)| n == name).map(|(_, v)| *v);
            let over = attribute("max-age").is_some_and(|age| age.parse().is_ok_and(|age: i64| age <= 0));
            if over || value.is_empty() {
                cookies.remove(name);
                continue;
            }
            let path = attribute("path").unwrap_or("/").to_owned();
            cookies.insert(name.to_owned(), Cookie { value: value.to_owned(), path });
        }
    }

    fn cookies_for(&self, path: &str) -> String {
        let cookies = self.cookies.lock().unwrap();
        let fitting = cookies.iter().filter(|(_, cookie)| {
            let base = cookie.path.trim_end_matches('/');
            path.strip_prefix(base).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        });
        fitting.map(|(name, cookie)| format!("{name}={}", cookie.value)).collect::<Vec<_>>().join("; ")
    }
}
