//! HOOK: a policy of the demonstration as a PDF, made in this process.

use polisi::documents::catalogue::{self, Kind};
use polisi::documents::pdf::{Frame, Labels, Pdf, pdf};
use polisi::documents::{Accepted, Document, Format, Stage, Value, Values, fill, html, import};
use polisi::messages::{Language, Messages};

use crate::Fault;
use crate::rounds::said;
use crate::usage::own_cpu_time;

/// The longest policy of the demonstration.
pub const TEXT: &str = include_str!("../../src/cli/demo/policies/dcw94.md");
/// Another, to make it longer.
const MORE: &str = include_str!("../../src/cli/demo/policies/dcw13.md");

/// A policy, ready to be printed for one organisation after another.
pub struct Paper {
    document: Document,
    messages: Messages,
}

impl Paper {
    /// Reads the text and the words.
    pub fn read() -> Result<Self, Fault> {
        Self::of(TEXT)
    }

    fn of(text: &str) -> Result<Self, Fault> {
        let document = import(text, Format::Markdown, &Accepted::all()).map_err(said)?.document;
        Ok(Self { document, messages: Messages::load().map_err(said)? })
    }

    /// The policy with as many paragraphs of another behind it as this number of pages takes.
    pub fn of_pages(pages: usize) -> Result<Self, Fault> {
        let body = TEXT.split("Responsible Person").next().unwrap_or_default();
        let more: Vec<&str> = MORE.split("\n\n").skip(4).collect();
        for count in 0..more.len() {
            let added = more.get(..count).unwrap_or_default().join("\n\n");
            let paper = Self::of(&format!("{body}\n\n{added}\n"))?;
            if paper.print(0)?.pages >= pages {
                return Ok(paper);
            }
        }
        Err(format!("the texts don't fill {pages} pages"))
    }

    /// The same as a page for another printer.
    pub fn page(&self, number: usize) -> Result<String, Fault> {
        let filled = fill(&self.document, &values(&name(number))?, Language::English, Stage::Published)
            .map_err(|limit| limit.to_string())?;
        let look = html::Look { with_title: true, ..html::Look::default() };
        let head = html::Head { title: "Safeguarding Policy", notice: None, printed: None };
        Ok(html::page(&filled, &look, &head, &self.messages).as_str().to_owned())
    }

    /// Fills in the fields and prints. Each number is another organisation, so that nothing set for one
    /// serves the next.
    pub fn print(&self, number: usize) -> Result<Pdf, Fault> {
        let name = name(number);
        let filled = fill(&self.document, &values(&name)?, Language::English, Stage::Published)
            .map_err(|limit| limit.to_string())?;
        let frame = Frame {
            organisation: name,
            registration: None,
            title: "Safeguarding Policy".to_owned(),
            description: String::new(),
            control: vec![("Version".to_owned(), "1.0".to_owned())],
            logo: None,
            version: "Version 1.0".to_owned(),
            notice: None,
            labels: Labels::new(&self.messages, Language::English),
            published: "2026-11-02T09:00:00Z".parse().map_err(said)?,
            identifier: number.to_string(),
        };
        pdf(&filled, &frame, &self.messages).map_err(said)
    }
}

fn name(number: usize) -> String {
    format!("Cartref Gofal Number {number} Cyf")
}

/// Prints one PDF in a process that has printed none, and says the milliseconds of CPU time: reading the
/// text, the words and the fonts is part of it.
pub fn first() -> Result<(), Fault> {
    let before = own_cpu_time();
    Paper::read()?.print(1)?;
    println!("{}", (own_cpu_time().saturating_sub(before)).as_secs_f64() * 1_000.0);
    Ok(())
}

/// Words for every field, so that there is no gap.
fn values(name: &str) -> Result<Values, Fault> {
    let mut values = Values::new();
    for field in catalogue::all() {
        match field.kind {
            Kind::Image => {}
            Kind::Date => values.set(&field.name, Value::Date("2026-11-02".parse().map_err(said)?)),
            Kind::Year => values.text(&field.name, "2026"),
            _ => values.text(&field.name, "Rhiannon Maddocks-Test"),
        }
    }
    values.text("org_field_name", name);
    Ok(values)
}
