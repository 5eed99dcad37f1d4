//! In which language somebody is answered: the one that was chosen here, else the one that they read.

use actix_web::HttpRequest;

use super::Visit;
use super::fields::Fields;
use super::state::App;
use super::visit::language_cookie;
use crate::messages::Language;

/// The language that was chosen: on this page, or before in this browser.
pub(super) fn chosen(app: &App, request: &HttpRequest, query: &Fields) -> Option<Language> {
    let cookie = request.cookie(language_cookie(app.settings.is_secure()));
    Language::from_code(query.text("lang"))
        .or_else(|| cookie.and_then(|cookie| Language::from_code(cookie.value())))
}

impl Visit {
    /// Answers in the language that somebody reads, unless another was chosen. By a link only once it is known to lead
    /// to them: the page of one that leads nowhere stays in the browser's language, and says nothing of anybody.
    pub fn reads(&mut self, language: Language) {
        if !self.has_chosen {
            self.language = language;
        }
    }
}
