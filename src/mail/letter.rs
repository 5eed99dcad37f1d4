//! The words of a mail, as text and as HTML.

use std::sync::Arc;

use fluent_bundle::FluentArgs;
use serde::Serialize;
use url::Url;

use crate::messages::{Language, Messages};
use crate::web::engine::{Engine, EngineError};

/// A mail ready to be queued. Its text holds live links: it prints nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct Letter {
    /// The subject.
    pub subject: String,
    /// The plain-text part.
    pub text: String,
    /// The HTML part.
    pub html: String,
}

impl std::fmt::Debug for Letter {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Letter(..)")
    }
}

/// What a mail says: a few paragraphs around one button.
#[derive(Clone, Default, Serialize)]
pub struct Sheet {
    /// The subject.
    pub subject: String,
    /// The organisation's name for the head and the foot; nothing for mails of the installation.
    pub organisation: Option<String>,
    /// What comes before the button.
    pub before: Vec<String>,
    /// Lines of a list, such as several policies.
    pub items: Vec<String>,
    /// The words of the button.
    pub button: Option<String>,
    /// Where the button leads: a full address.
    pub href: Option<String>,
    /// What comes after the button.
    pub after: Vec<String>,
}

/// Writes mails: the words, the templates and the address of the installation.
#[derive(Clone)]
pub struct Post {
    engine: Arc<Engine>,
    messages: Arc<Messages>,
    base_url: Url,
}

impl Post {
    /// For an installation.
    #[must_use]
    pub fn new(engine: Arc<Engine>, messages: Arc<Messages>, base_url: Url) -> Self {
        Self { engine, messages, base_url }
    }

    /// The words of a key.
    #[must_use]
    pub fn words(&self, language: Language, key: &str, args: &FluentArgs<'_>) -> String {
        self.messages.format(language, key, args)
    }

    /// The words of a key without values.
    #[must_use]
    pub fn word(&self, language: Language, key: &str) -> String {
        self.messages.get(language, key)
    }

    /// All words.
    #[must_use]
    pub fn messages(&self) -> &Messages {
        &self.messages
    }

    /// The full address of a path.
    #[must_use]
    pub fn link(&self, path: &str) -> String {
        format!("{}{path}", self.base_url.as_str().trim_end_matches('/'))
    }

    /// Renders a mail.
    ///
    /// # Errors
    /// The template is faulty.
    pub fn letter(&self, language: Language, sheet: &Sheet) -> Result<Letter, EngineError> {
        #[derive(Serialize)]
        struct Organisation<'a> {
            name: &'a str,
        }
        #[derive(Serialize)]
        struct Context<'a> {
            title: &'a str,
            organisation: Option<Organisation<'a>>,
            sheet: &'a Sheet,
        }
        let organisation = sheet.organisation.as_deref().map(|name| Organisation { name });
        let context = Context { title: &sheet.subject, organisation, sheet };
        Ok(Letter {
            subject: sheet.subject.clone(),
            text: self.engine.render("mail/sheet.txt", language, &context)?,
            html: self.engine.render("mail/sheet.html", language, &context)?,
        })
    }
}
