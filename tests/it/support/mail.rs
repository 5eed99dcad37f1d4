//! A received mail, taken apart.

use mail_parser::{MessageParser, MimeHeaders, PartType};
use scraper::{Html, Selector};

/// A mail as it arrived.
#[derive(Debug, Clone)]
pub struct Mail {
    /// The sender of the envelope.
    pub from: String,
    /// The recipients of the envelope.
    pub to: Vec<String>,
    /// It came over an encrypted connection.
    pub encrypted: bool,
    /// The user name that the sender gave, if any.
    pub user: Option<String>,
    /// The bytes of the message.
    pub raw: Vec<u8>,
    /// The subject, decoded.
    pub subject: String,
    /// Names and raw values of the headers, in order.
    pub headers: Vec<(String, String)>,
    /// The plain text, decoded.
    pub text: Option<String>,
    /// The HTML, decoded. Not made up from the text when there is none.
    pub html: Option<String>,
    /// Attached files.
    pub attachments: Vec<Attachment>,
}

/// A file attached to a mail.
#[derive(Debug, Clone)]
pub struct Attachment {
    /// Its name.
    pub name: String,
    /// Its type, without parameters.
    pub content_type: String,
    /// Its bytes, decoded.
    pub bytes: Vec<u8>,
}

impl Mail {
    /// Takes apart the message `raw` that came in this envelope.
    pub fn parse(from: &str, to: &[String], raw: Vec<u8>) -> Self {
        let message = MessageParser::default().parse(&raw).expect("a message that can be parsed");
        let headers =
            message.headers_raw().map(|(name, value)| (name.to_owned(), unfold(value))).collect::<Vec<_>>();
        let text = message.text_bodies().find_map(|part| match &part.body {
            PartType::Text(text) => Some(text.to_string()),
            _ => None,
        });
        let html = message.html_bodies().find_map(|part| match &part.body {
            PartType::Html(html) => Some(html.to_string()),
            _ => None,
        });
        let attachments = message.attachments().map(attachment).collect();
        let subject = message.subject().unwrap_or_default().to_owned();
        Self {
            from: from.to_owned(),
            to: to.to_vec(),
            encrypted: false,
            user: None,
            subject,
            headers,
            text,
            html,
            attachments,
            raw,
        }
    }

    /// The raw value of the header with this name, however it is written.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(other, _)| other.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    /// All addresses in the text and in the HTML, each once, in order.
    pub fn links(&self) -> Vec<String> {
        let mut links = self.html.as_deref().map(links_of_html).unwrap_or_default();
        links.extend(self.text.as_deref().map(links_of_text).unwrap_or_default());
        let mut seen = std::collections::HashSet::new();
        links.retain(|link| seen.insert(link.clone()));
        links
    }

    /// The one link that contains `part`.
    ///
    /// # Panics
    /// There is none, or more than one.
    pub fn link(&self, part: &str) -> String {
        let links = self.links();
        let mut found = links.iter().filter(|link| link.contains(part));
        let link = found.next().unwrap_or_else(|| panic!("no link with {part} among {links:?}"));
        assert!(found.next().is_none(), "more than one link with {part} among {links:?}");
        link.clone()
    }

    /// Whether text and HTML lead to the same addresses, so that no reader has less.
    pub fn both_parts_agree(&self) -> bool {
        let html = self.html.as_deref().map(links_of_html).unwrap_or_default();
        let text = self.text.as_deref().map(links_of_text).unwrap_or_default();
        html.iter().all(|link| text.contains(link)) && text.iter().all(|link| html.contains(link))
    }
}

fn attachment(part: &mail_parser::MessagePart<'_>) -> Attachment {
    let content_type = part
        .content_type()
        .map(|kind| format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or_default()))
        .unwrap_or_default();
    Attachment {
        name: part.attachment_name().unwrap_or_default().to_owned(),
        content_type,
        bytes: part.contents().to_vec(),
    }
}

fn unfold(value: &str) -> String {
    value.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn links_of_html(html: &str) -> Vec<String> {
    let anchors = Selector::parse("a[href]").unwrap();
    let page = Html::parse_document(html);
    page.select(&anchors).filter_map(|anchor| anchor.value().attr("href").map(str::to_owned)).collect()
}

fn links_of_text(text: &str) -> Vec<String> {
    text.split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '(' | ')' | '"'))
        .filter(|word| word.starts_with("http://") || word.starts_with("https://"))
        .map(|word| word.trim_end_matches(['.', ',', ';', ':', '!', '?']).to_owned())
        .collect()
}
