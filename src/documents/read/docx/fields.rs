//! Word's own fields: what they show is text, what they are made of is not.

use std::rc::Rc;

/// The fields that are open at a place of the text.
#[derive(Default)]
pub(super) struct Fields(Vec<Field>);

#[derive(Default)]
struct Field {
    code: String,
    shows: bool,
    dropped: bool,
    link: Option<Rc<str>>,
}

/// What a field's code asks for.
pub(super) enum Code {
    /// A table of contents or an index.
    Contents,
    /// A link to this address.
    Link(String),
    /// Anything else; what it shows is text.
    Other,
}

/// Fields inside fields that are looked at.
const DEEPEST: usize = 50;

impl Code {
    pub(super) fn read(code: &str) -> Self {
        let mut words = code.split_whitespace();
        match words.next().map(str::to_uppercase).as_deref() {
            Some("TOC" | "INDEX" | "TOA") => Self::Contents,
            Some("HYPERLINK") if !code.contains("\\l") => {
                let address = code.split('"').nth(1).or_else(|| words.next()).unwrap_or_default();
                Self::Link(address.trim().to_owned())
            }
            _ => Self::Other,
        }
    }
}

impl Fields {
    pub(super) fn begin(&mut self) {
        if self.0.len() < DEEPEST {
            self.0.push(Field::default());
        }
    }

    /// A piece of the code.
    pub(super) fn code(&mut self, code: &str) {
        if let Some(field) = self.0.last_mut().filter(|field| !field.shows && field.code.len() < 4_000) {
            field.code.push_str(code);
        }
    }

    /// The code is complete; what follows is shown. Gives the code.
    pub(super) fn separate(&mut self) -> Option<String> {
        let field = self.0.last_mut().filter(|field| !field.shows)?;
        field.shows = true;
        Some(std::mem::take(&mut field.code))
    }

    /// Leaves out what the innermost field shows.
    pub(super) fn drop_shown(&mut self) {
        if let Some(field) = self.0.last_mut() {
            field.dropped = true;
        }
    }

    /// Makes what the innermost field shows a link.
    pub(super) fn set_link(&mut self, link: Rc<str>) {
        if let Some(field) = self.0.last_mut() {
            field.link = Some(link);
        }
    }

    pub(super) fn end(&mut self) {
        self.0.pop();
    }

    /// A code that has not ended with its paragraph is damaged; it must not swallow the text.
    pub(super) fn end_paragraph(&mut self) {
        self.0.retain(|field| field.shows);
    }

    /// Whether letters at this place are no text.
    pub(super) fn is_silent(&self) -> bool {
        self.0.iter().any(|field| !field.shows || field.dropped)
    }

    /// Whether a field is open whose words are left out.
    pub(super) fn is_dropping(&self) -> bool {
        self.0.iter().any(|field| field.dropped)
    }

    /// The link that words at this place have.
    pub(super) fn link(&self) -> Option<Rc<str>> {
        self.0.iter().rev().find_map(|field| field.link.clone())
    }
}
