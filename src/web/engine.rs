//! Pages, mails and policy frames from the templates that are embedded in the program.
//!
//! Everything that reaches an `.html` template is escaped. The single way around it is a
//! [`Trusted`] value, which a template prints with `{{ sheet(html=name) }}`; the filter `safe`
//! of the library is switched off.

use std::sync::Arc;

use fluent_bundle::{FluentArgs, FluentValue};
use rust_embed::RustEmbed;
use serde::Serialize;
use tera::{Context, Kwargs, State, Tera, TeraResult, Value};

use super::{assets, dates, fallback};
use crate::messages::{Language, Messages};

#[derive(RustEmbed)]
#[folder = "templates"]
struct Files;

/// A page that could not be made.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// A template is faulty, is missing, or asks for a value that the page does not hold.
    #[error("template: {0}")]
    Template(#[from] tera::Error),
    /// A template file is not UTF-8.
    #[error("template {0} is not UTF-8")]
    Encoding(String),
}

/// HTML that was made by our own sanitiser and is printed as it stands.
#[derive(Debug, Clone)]
pub struct Trusted(String);

impl Trusted {
    /// Vouches for `html`. Only the sanitiser of documents may call this.
    #[must_use]
    pub const fn vouch(html: String) -> Self {
        Self(html)
    }
}

impl From<&crate::documents::SanitisedHtml> for Trusted {
    fn from(html: &crate::documents::SanitisedHtml) -> Self {
        Self::vouch(html.as_str().to_owned())
    }
}

/// What a template is given: plain values, and sanitised HTML under names of its own.
///
/// A value that cannot be serialised is reported when the page is rendered.
#[derive(Debug, Default)]
pub struct Page {
    context: Context,
    fault: Option<tera::Error>,
}

impl Page {
    /// A page from the fields of `values`, which must serialise as a map.
    ///
    /// # Errors
    /// `values` is not a map, or cannot be serialised.
    pub fn new(values: &impl Serialize) -> Result<Self, EngineError> {
        Ok(Self { context: Context::from_serialize(values)?, fault: None })
    }

    /// Adds a value.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: &impl Serialize) -> Self {
        match Value::try_from_serializable(value) {
            Ok(value) => self.context.insert_value(name, value),
            Err(fault) => self.fault = Some(fault),
        }
        self
    }

    /// Adds sanitised HTML, printed by `{{ sheet(html=name) }}`.
    #[must_use]
    pub fn trusted(mut self, name: &'static str, html: &Trusted) -> Self {
        self.context.insert_value(name, Value::safe_string(&html.0));
        self
    }
}

/// All templates, one set for each language.
pub struct Engine {
    english: Tera,
    welsh: Tera,
}

impl Engine {
    /// Reads every embedded template.
    ///
    /// # Errors
    /// A template that does not parse, or that names a part or filter nobody has.
    pub fn load(messages: &Arc<Messages>) -> Result<Self, EngineError> {
        let mut tera = Tera::new();
        tera.autoescape_on([".html"]);
        parts(&mut tera);
        let mut english = tera.clone();
        speak(&mut english, messages, Language::English);
        let mut welsh = tera;
        speak(&mut welsh, messages, Language::Welsh);
        let files = templates()?;
        english.add_raw_templates(files.clone())?;
        welsh.add_raw_templates(files)?;
        Ok(Self { english, welsh })
    }

    /// The text of `template` (its path below `templates/`) in a language.
    ///
    /// # Errors
    /// An unknown template, or a value that the template needs and `context` lacks.
    pub fn render(
        &self,
        template: &str,
        language: Language,
        context: &impl Serialize,
    ) -> Result<String, EngineError> {
        self.render_page(template, language, Page::new(context)?)
    }

    /// As [`Engine::render`], for a page that holds sanitised HTML.
    ///
    /// # Errors
    /// As [`Engine::render`].
    pub fn render_page(&self, template: &str, language: Language, page: Page) -> Result<String, EngineError> {
        let page = page.with("lang", &language.code()).with("lang_tag", &language.tag());
        if let Some(fault) = page.fault {
            return Err(fault.into());
        }
        let text = self.tera(language).render(template, &page.context)?;
        Ok(fallback::mark(text, template.ends_with(".html")))
    }

    /// The paths of all templates, sorted.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.english.get_template_names().collect();
        names.sort_unstable();
        names
    }

    const fn tera(&self, language: Language) -> &Tera {
        match language {
            Language::English => &self.english,
            Language::Welsh => &self.welsh,
        }
    }
}

fn templates() -> Result<Vec<(String, String)>, EngineError> {
    Files::iter()
        .filter(|name| !name.starts_with("messages/") && (name.ends_with(".html") || name.ends_with(".txt")))
        .map(|name| {
            let bytes = Files::get(&name).map(|file| file.data).unwrap_or_default();
            let text = String::from_utf8(bytes.into_owned())
                .map_err(|fault| EngineError::Encoding(format!("{name}: {fault}")))?;
            Ok((name.into_owned(), text))
        })
        .collect()
}

/// Filters and functions that speak no language.
fn parts(tera: &mut Tera) {
    tera.register_filter("safe", |_: &Value, _: Kwargs, _: &State| -> TeraResult<Value> {
        Err(tera::Error::message("`safe` is switched off; use sheet(html=…) with a trusted value"))
    });
    tera.register_filter("text", |value: Value, _: Kwargs, _: &State| {
        if value.is_undefined() || value.is_none() { Value::from("") } else { value }
    });
    tera.register_filter("error_of", |errors: Value, arguments: Kwargs, _: &State| -> TeraResult<Value> {
        Ok(error_of(&errors, arguments.must_get::<&str>("field")?))
    });
    tera.register_filter("holds", |kept: Value, arguments: Kwargs, _: &State| -> TeraResult<bool> {
        Ok(holds(&kept, &arguments.must_get::<Value>("value")?))
    });
    tera.register_function("asset", |arguments: Kwargs, _: &State| -> TeraResult<String> {
        let name = arguments.must_get::<&str>("name")?;
        assets::path(name).ok_or_else(|| tera::Error::message(format!("no static file {name}")))
    });
    tera.register_function("sheet", |arguments: Kwargs, _: &State| -> TeraResult<Value> {
        let html = arguments.must_get::<Value>("html")?;
        if html.is_safe() { Ok(html) } else { Err(tera::Error::message("sheet() prints trusted HTML only")) }
    });
}

/// Functions whose words are those of one language.
fn speak(tera: &mut Tera, messages: &Arc<Messages>, language: Language) {
    let words = Arc::clone(messages);
    tera.register_function("t", move |arguments: Kwargs, _: &State| -> TeraResult<String> {
        Ok(words_for(&words, language, &arguments, false)?.0)
    });
    let words = Arc::clone(messages);
    tera.register_function("t_link", move |arguments: Kwargs, state: &State| -> TeraResult<Value> {
        linked(&words_for(&words, language, &arguments, true)?.0, &arguments, state)
    });
    let words = Arc::clone(messages);
    tera.register_function("t_has", move |arguments: Kwargs, _: &State| -> TeraResult<bool> {
        let key = arguments.must_get::<&str>("key")?;
        Ok(words.has(language, key) || words.has(Language::English, key))
    });
    tera.register_function("date", move |arguments: Kwargs, _: &State| -> TeraResult<String> {
        let form = arguments.get::<&str>("form")?.unwrap_or("day");
        match arguments.get::<Value>("value")? {
            Some(value) if !value.is_none() => dates::written(value.as_str().unwrap_or(""), form, language)
                .ok_or_else(|| tera::Error::message(format!("no date {value} in the form {form}"))),
            _ => Ok(String::new()),
        }
    });
}

struct Words(String);

fn words_for(messages: &Messages, page: Language, given: &Kwargs, linked: bool) -> TeraResult<Words> {
    let key = given.must_get::<&str>("key")?;
    let language = given.get::<&str>("lang")?.and_then(Language::from_code).unwrap_or(page);
    let mut args = FluentArgs::new();
    for (name, value) in given.iter() {
        let name = name.to_string();
        if !matches!(name.as_str(), "key" | "lang" | "href") {
            args.set(name, fluent(value, linked));
        }
    }
    let text = messages.text(language, key, &args);
    Ok(Words(if text.fallback { fallback::wrap(&text.words) } else { text.words }))
}

/// Numbers stay numbers, so that the message can choose its plural.
fn fluent(value: &Value, linked: bool) -> FluentValue<'static> {
    if let Some(number) = value.as_i64() {
        return FluentValue::from(number);
    }
    if value.is_none() || value.is_undefined() {
        return FluentValue::from(String::new());
    }
    let text = value.to_string();
    FluentValue::from(if linked { text.replace("[[", "[ [").replace("]]", "] ]") } else { text })
}

/// Makes a link of the words between `[[` and `]]`, so that each language puts it where it belongs.
fn linked(words: &str, given: &Kwargs, state: &State) -> TeraResult<Value> {
    let href = state.escape(given.must_get::<&str>("href")?)?;
    let html =
        state.escape(words)?.replacen("[[", &format!("<a href=\"{href}\">"), 1).replacen("]]", "</a>", 1);
    Ok(Value::safe_string(&html))
}

fn error_of(errors: &Value, field: &str) -> Value {
    let of_field = |error: &&Value| error.get_from_path("field").and_then(Value::as_str) == Some(field);
    errors
        .as_array()
        .and_then(|errors| errors.iter().find(of_field))
        .and_then(|error| error.get_from_path("text").cloned())
        .unwrap_or_else(|| Value::from(""))
}

/// Whether a kept value is `value`, or a list with `value` in it.
fn holds(kept: &Value, value: &Value) -> bool {
    let same = |one: &Value| !one.is_none() && !one.is_undefined() && one.to_string() == value.to_string();
    kept.as_array().map_or_else(|| same(kept), |list| list.iter().any(same))
}
