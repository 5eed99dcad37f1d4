//! A complete page around the sheet, for a file that stands alone.

use super::sanitised::{SanitisedHtml, Writer};
use super::{Look, sheet};
use crate::documents::fill::Filled;
use crate::messages::Messages;

const STYLE: &str = include_str!("page.css");

/// What stands around the sheet.
#[derive(Debug, Clone, Copy)]
pub struct Head<'a> {
    /// The title of the window.
    pub title: &'a str,
    /// A line above the sheet, such as the mark of a draft.
    pub notice: Option<&'a str>,
    /// What a printed copy says at its end: code, version, that it may be out of date.
    pub printed: Option<&'a str>,
}

/// The page, with its style in it; it loads nothing.
#[must_use]
pub fn page(filled: &Filled, look: &Look<'_>, head: &Head<'_>, messages: &Messages) -> SanitisedHtml {
    let mut out = Writer::default();
    out.open("!doctype html", &[]);
    out.line();
    out.open("html", &[("lang", filled.language.tag())]);
    out.open("head", &[]);
    out.line();
    out.open("meta", &[("charset", "utf-8")]);
    out.open("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")]);
    out.open("title", &[]);
    out.text(head.title);
    out.close("title");
    out.line();
    out.style(STYLE);
    out.close("head");
    out.open("body", &[]);
    out.open("main", &[]);
    out.line();
    if let Some(notice) = head.notice {
        out.open("p", &[("class", "notice"), ("role", "note")]);
        out.text(notice);
        out.close("p");
        out.line();
    }
    out.sanitised(&sheet(filled, look, messages));
    if let Some(printed) = head.printed {
        out.open("p", &[("class", "printed")]);
        out.text(printed);
        out.close("p");
        out.line();
    }
    out.close("main");
    out.close("body");
    out.close("html");
    out.line();
    out.finish()
}
