//! A form found on a page, filled the way a browser would.

use scraper::{ElementRef, Selector};
use url::Url;

use super::client::Client;
use super::html::words_of;
use super::page::Page;

/// A file to send.
#[derive(Debug, Clone)]
pub struct Upload {
    /// The name of the field.
    pub field: String,
    /// The name of the file.
    pub name: String,
    /// What the browser says it is.
    pub content_type: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The form. Only what is on it can be filled, except by [`Form::forge`].
#[derive(Clone)]
pub struct Form {
    target: Url,
    post: bool,
    multipart: bool,
    controls: Vec<Control>,
    uploads: Vec<Upload>,
    client: Client,
}

#[derive(Clone, Debug)]
struct Control {
    name: String,
    kind: Kind,
    value: String,
    sent: bool,
    choices: Vec<(String, String)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Text,
    Tick,
    Radio,
    Select,
    File,
    Button,
}

impl Form {
    pub(super) fn read(form: ElementRef<'_>, page: &Url, client: Client) -> Self {
        let attribute = |name: &str| form.value().attr(name).unwrap_or_default();
        let fields = Selector::parse("input[name], select[name], textarea[name], button[name]").unwrap();
        Self {
            target: page.join(attribute("action")).unwrap(),
            post: attribute("method").eq_ignore_ascii_case("post"),
            multipart: attribute("enctype") == "multipart/form-data",
            controls: form.select(&fields).filter_map(control).collect(),
            uploads: Vec::new(),
            client,
        }
    }

    /// Types `value` into the field, or chooses it where there are choices (by value or by words).
    ///
    /// # Panics
    /// There is no such field or choice.
    #[track_caller]
    pub fn set(mut self, name: &str, value: &str) -> Self {
        let Some(kind) = self.controls.iter().find(|c| c.name == name).map(|c| c.kind) else {
            panic!("no field {name} in {:?}", self.names());
        };
        match kind {
            Kind::Text => self.first(name, Kind::Text).value = value.to_owned(),
            Kind::Select => self.select(name, value),
            Kind::Radio => self.choose(name, value),
            other => panic!("{name} is a {other:?}: use tick, attach or press"),
        }
        self
    }

    /// Ticks the box.
    ///
    /// # Panics
    /// There is no such box.
    #[track_caller]
    pub fn tick(mut self, name: &str) -> Self {
        self.first(name, Kind::Tick).sent = true;
        self
    }

    /// Ticks the box with this value, where several have the same name.
    ///
    /// # Panics
    /// There is no such box.
    #[track_caller]
    pub fn tick_value(mut self, name: &str, value: &str) -> Self {
        let found =
            self.controls.iter_mut().find(|c| c.name == name && c.kind == Kind::Tick && c.value == value);
        found.unwrap_or_else(|| panic!("no box {name} with the value {value}")).sent = true;
        self
    }

    /// Takes the tick away from every box with this name.
    pub fn untick(mut self, name: &str) -> Self {
        self.controls
            .iter_mut()
            .filter(|c| c.name == name && c.kind == Kind::Tick)
            .for_each(|c| c.sent = false);
        self
    }

    /// Adds a file.
    ///
    /// # Panics
    /// There is no such field.
    #[track_caller]
    pub fn attach(mut self, field: &str, name: &str, content_type: &str, bytes: &[u8]) -> Self {
        self.first(field, Kind::File);
        self.uploads.push(Upload {
            field: field.to_owned(),
            name: name.to_owned(),
            content_type: content_type.to_owned(),
            bytes: bytes.to_vec(),
        });
        self
    }

    /// Uses the button with this name and value to send the form.
    ///
    /// # Panics
    /// There is no such button.
    #[track_caller]
    pub fn press(mut self, name: &str, value: &str) -> Self {
        let found =
            self.controls.iter_mut().find(|c| c.kind == Kind::Button && c.name == name && c.value == value);
        found.unwrap_or_else(|| panic!("no button {name} with the value {value}")).sent = true;
        self
    }

    /// What the form holds for this field; for choices, what is chosen.
    pub fn value(&self, name: &str) -> Option<String> {
        self.controls.iter().find(|c| c.name == name && c.sent).map(|c| c.value.clone())
    }

    /// The names of the fields, in order.
    pub fn names(&self) -> Vec<String> {
        self.controls.iter().map(|control| control.name.clone()).collect()
    }

    /// Sends `value` under this name whatever the page allows: what an attacker would do.
    pub fn forge(mut self, name: &str, value: &str) -> Self {
        self.controls.retain(|control| control.name != name);
        self.controls.push(Control::new(name, Kind::Text, value, true));
        self
    }

    /// Leaves this field out.
    pub fn without(mut self, name: &str) -> Self {
        self.controls.retain(|control| control.name != name);
        self
    }

    /// Sends the form as another client: another person, or a page elsewhere.
    pub fn by(mut self, client: &Client) -> Self {
        self.client = client.clone();
        self
    }

    /// Sends the form.
    pub fn submit(self) -> Page {
        let sent = self.controls.iter().filter(|c| c.sent && c.kind != Kind::File);
        let fields: Vec<(&str, &str)> = sent.map(|c| (c.name.as_str(), c.value.as_str())).collect();
        if self.multipart {
            return self.client.post_multipart(self.target.as_str(), &fields, &self.uploads);
        }
        if self.post {
            return self.client.post_form(self.target.as_str(), &fields);
        }
        let mut target = self.target.clone();
        target.query_pairs_mut().clear().extend_pairs(fields);
        self.client.get(target.as_str())
    }

    #[track_caller]
    fn first(&mut self, name: &str, kind: Kind) -> &mut Control {
        let names = self.names();
        let found = self.controls.iter_mut().find(|c| c.name == name && c.kind == kind);
        found.unwrap_or_else(|| panic!("no {kind:?} {name} in {names:?}"))
    }

    #[track_caller]
    fn select(&mut self, name: &str, value: &str) {
        let control = self.first(name, Kind::Select);
        let found = control.choices.iter().find(|(v, words)| v == value || words == value);
        let chosen = found.unwrap_or_else(|| panic!("no choice {value} in {:?}", control.choices)).0.clone();
        control.value = chosen;
        control.sent = true;
    }

    #[track_caller]
    fn choose(&mut self, name: &str, value: &str) {
        let mut found = false;
        for control in self.controls.iter_mut().filter(|c| c.name == name && c.kind == Kind::Radio) {
            control.sent = control.value == value;
            found |= control.sent;
        }
        assert!(found, "no choice {value} for {name}");
    }
}

impl Control {
    fn new(name: &str, kind: Kind, value: &str, sent: bool) -> Self {
        Self { name: name.to_owned(), kind, value: value.to_owned(), sent, choices: Vec::new() }
    }
}

/// A field as the browser would hold it; disabled ones don't exist.
fn control(element: ElementRef<'_>) -> Option<Control> {
    let tag = element.value();
    if tag.attr("disabled").is_some() {
        return None;
    }
    let name = tag.attr("name")?;
    let value = tag.attr("value");
    let plain = value.unwrap_or_default();
    Some(match (tag.name(), tag.attr("type").unwrap_or("text")) {
        ("select", _) => select(element, name),
        // The line break after the opening tag is not part of the text.
        ("textarea", _) => Control::new(name, Kind::Text, &element.text().collect::<String>(), true),
        ("button", "reset" | "button") | ("input", "reset" | "button" | "image") => return None,
        ("button", _) | ("input", "submit") => Control::new(name, Kind::Button, plain, false),
        (_, "checkbox") => {
            Control::new(name, Kind::Tick, value.unwrap_or("on"), tag.attr("checked").is_some())
        }
        (_, "radio") => Control::new(name, Kind::Radio, value.unwrap_or("on"), tag.attr("checked").is_some()),
        (_, "file") => Control::new(name, Kind::File, "", false),
        _ => Control::new(name, Kind::Text, plain, true),
    })
}

fn select(element: ElementRef<'_>, name: &str) -> Control {
    let options: Vec<_> = element.select(&Selector::parse("option").unwrap()).collect();
    let chosen = options.iter().find(|o| o.value().attr("selected").is_some()).or(options.first());
    let value_of = |option: &ElementRef<'_>| {
        option.value().attr("value").map_or_else(|| words_of(*option), str::to_owned)
    };
    let value = chosen.map(value_of).unwrap_or_default();
    let mut control = Control::new(name, Kind::Select, &value, chosen.is_some());
    control.choices = options.iter().map(|option| (value_of(option), words_of(*option))).collect();
    control
}
