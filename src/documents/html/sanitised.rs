//! The one HTML that pages print without escaping.

use std::fmt;

use serde::Serialize;

use crate::documents::hash::Hash;

/// HTML that was made by [`Writer`], which escapes everything it is given. There is no other
/// way to make one, except from a stored rendition whose hash is right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct SanitisedHtml(String);

impl SanitisedHtml {
    /// The HTML.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The hash of its bytes.
    #[must_use]
    pub fn hash(&self) -> Hash {
        Hash::of(self.0.as_bytes())
    }

    /// HTML that was stored earlier; nothing when it is not what was hashed then.
    #[must_use]
    pub fn from_stored(html: String, hash: Hash) -> Option<Self> {
        (Hash::of(html.as_bytes()) == hash).then_some(Self(html))
    }
}

impl fmt::Display for SanitisedHtml {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Writes HTML: tags and attribute names are the program's, all else is escaped.
#[derive(Default)]
pub(in crate::documents) struct Writer {
    out: String,
}

impl Writer {
    /// `<tag name="value">`; an attribute with an empty value is left out.
    pub(in crate::documents) fn open(&mut self, tag: &'static str, attributes: &[(&'static str, &str)]) {
        self.out.push('<');
        self.out.push_str(tag);
        for (name, value) in attributes.iter().filter(|(_, value)| !value.is_empty()) {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            self.text(value);
            self.out.push('"');
        }
        self.out.push('>');
    }

    /// `</tag>`
    pub(in crate::documents) fn close(&mut self, tag: &'static str) {
        self.out.push_str("</");
        self.out.push_str(tag);
        self.out.push('>');
    }

    /// Words.
    pub(in crate::documents) fn text(&mut self, text: &str) {
        for letter in text.chars() {
            match letter {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '"' => self.out.push_str("&quot;"),
                '\'' => self.out.push_str("&#39;"),
                letter => self.out.push(letter),
            }
        }
    }

    /// A style sheet of the program's own.
    pub(in crate::documents) fn style(&mut self, css: &'static str) {
        self.out.push_str("<style>\n");
        self.out.push_str(css);
        self.out.push_str("</style>\n");
    }

    /// HTML that is sanitised already.
    pub(in crate::documents) fn sanitised(&mut self, html: &SanitisedHtml) {
        self.out.push_str(html.as_str());
    }

    /// A part of HTML that is sanitised already.
    pub(super) fn copied(&mut self, html: &str) {
        self.out.push_str(html);
    }

    /// A line end, for people who read the source.
    pub(in crate::documents) fn line(&mut self) {
        self.out.push('\n');
    }

    /// What was written.
    pub(in crate::documents) fn finish(self) -> SanitisedHtml {
        SanitisedHtml(self.out)
    }
}
