//! An answer of the application, and what a person can do with it.

use scraper::Html;
use url::Url;

use super::client::Client;
use super::form::Form;
use super::html::{all, name_of, words_of};

/// An answer. Redirects are not followed by themselves: see [`Page::follow`].
#[derive(Clone)]
pub struct Page {
    /// The status code.
    pub status: u16,
    /// Names in lower case and values of the headers, in order.
    pub headers: Vec<(String, String)>,
    /// The bytes of the body, unpacked.
    pub body: Vec<u8>,
    /// The address that was asked.
    pub url: Url,
    pub(super) client: Client,
}

impl Page {
    /// The first header with this name.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(other, _)| other.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Whether the answer says it is HTML.
    pub fn is_html(&self) -> bool {
        self.header("content-type").is_some_and(|kind| kind.starts_with("text/html"))
    }

    /// The parsed page.
    pub fn html(&self) -> Html {
        Html::parse_document(&self.text())
    }

    /// The words of the page's heading.
    pub fn heading(&self) -> String {
        self.words("h1").into_iter().next().unwrap_or_default()
    }

    /// The words that a person sees in the body, with single spaces.
    pub fn visible(&self) -> String {
        self.words("body").into_iter().next().unwrap_or_default()
    }

    /// The words of each element that the CSS selector finds.
    pub fn words(&self, selector: &str) -> Vec<String> {
        all(&self.html(), selector).into_iter().map(words_of).collect()
    }

    /// Whether the CSS selector finds anything.
    pub fn has(&self, selector: &str) -> bool {
        !all(&self.html(), selector).is_empty()
    }

    /// The value of this attribute in each element that the CSS selector finds.
    pub fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        let page = self.html();
        all(&page, selector).iter().filter_map(|e| e.value().attr(name).map(str::to_owned)).collect()
    }

    /// Fails unless the answer has this status.
    ///
    /// # Panics
    /// It has another.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{} answered {}:\n{}", self.url, self.status, self.text());
        self
    }

    /// Where a 3xx answer leads, as a full address.
    pub fn location(&self) -> Option<Url> {
        self.header("location").and_then(|target| self.url.join(target).ok())
    }

    /// The page that this 3xx answer leads to.
    ///
    /// # Panics
    /// It leads nowhere.
    #[track_caller]
    pub fn follow(&self) -> Self {
        let target = self.location();
        let target = target.unwrap_or_else(|| panic!("{} answered {}, no redirect", self.url, self.status));
        self.client.get(target.as_str())
    }

    /// Full address of the first link with exactly these words.
    ///
    /// # Panics
    /// There is none.
    #[track_caller]
    pub fn link(&self, words: &str) -> Url {
        let page = self.html();
        let links = all(&page, "a[href]");
        let found = links.iter().find(|link| name_of(**link) == words);
        let href = found.and_then(|link| link.value().attr("href"));
        let seen = || links.iter().map(|link| name_of(*link)).collect::<Vec<_>>();
        let href = href.unwrap_or_else(|| panic!("no link `{words}` on {}, but {:?}", self.url, seen()));
        self.url.join(href).unwrap()
    }

    /// The page behind the first link with exactly these words.
    ///
    /// # Panics
    /// There is no such link.
    #[track_caller]
    pub fn click(&self, words: &str) -> Self {
        self.client.get(self.link(words).as_str())
    }

    /// The first form that the CSS selector finds, ready to be filled.
    ///
    /// # Panics
    /// There is none.
    #[track_caller]
    pub fn form(&self, selector: &str) -> Form {
        let page = self.html();
        let found = all(&page, selector).into_iter().find(|element| element.value().name() == "form");
        let form = found.unwrap_or_else(|| panic!("no form {selector} on {}:\n{}", self.url, self.text()));
        Form::read(form, &self.url, self.client.clone())
    }
}

impl std::fmt::Debug for Page {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {} `{}`", self.status, self.url, self.heading())
    }
}
