//! `polisi render`: the document pipeline without a database.

mod inputs;
mod outputs;

use std::path::PathBuf;
use std::process::ExitCode;

use crate::documents::{Accepted, Limit, OfferKind, Stage, fill, import, read};
use crate::messages::{Language, Messages, args};

/// What `polisi render` is asked.
#[derive(Debug, Clone, clap::Args)]
pub struct RenderArguments {
    /// The template: a .docx, .html, .md or .txt file
    #[arg(long, value_name = "FILE")]
    pub template: PathBuf,
    /// The values: a JSON object of strings by field name; dates as 2025-12-02, the logo as a path
    #[arg(long, value_name = "FILE.json")]
    pub fields: PathBuf,
    /// What to write: html, pdf, docx, text, json, with commas between
    #[arg(long, value_name = "FORMATS", value_delimiter = ',', default_value = "html,pdf,text,json")]
    pub to: Vec<String>,
    /// The folder to write to; made when it is missing
    #[arg(short, long, value_name = "DIR")]
    pub output: PathBuf,
    /// england, wales, scotland or northern-ireland
    #[arg(long)]
    pub nation: Option<String>,
    /// care-home, nursing, domiciliary, supported-living, extra-care or day-service
    #[arg(long)]
    pub service_type: Option<String>,
    /// en or cy
    #[arg(long, default_value = "en")]
    pub language: String,
    /// Keep lines that a web page left behind
    #[arg(long)]
    pub keep_leftovers: bool,
    /// Keep lists that ran together as paragraphs
    #[arg(long)]
    pub keep_runs: bool,
}

/// Why a command ends early: its exit code and one line for standard error.
#[derive(Debug)]
struct Refusal {
    code: u8,
    words: String,
}

const FAILED: u8 = 1;
const WRONG_USAGE: u8 = 2;
const INCOMPLETE: u8 = 3;

/// Words for this command, in the language of the document.
struct Words {
    messages: Messages,
    language: Language,
}

impl Words {
    fn refuse<const N: usize>(&self, code: u8, key: &str, values: [(&str, String); N]) -> Refusal {
        Refusal { code, words: self.messages.format(self.language, key, &args(values)) }
    }

    fn limit(&self, limit: Limit) -> Refusal {
        self.unread(limit.into())
    }

    fn unread(&self, refusal: read::Refusal) -> Refusal {
        let limit = refusal.limit().unwrap_or_default();
        self.refuse(FAILED, refusal.key(), [("limit", limit.to_string())])
    }
}

/// Renders. Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done but gaps or unknown fields remain
/// and the files are marked as a draft.
#[must_use]
pub fn run(arguments: &RenderArguments) -> ExitCode {
    match render(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Refusal { code, words }) => {
            use std::io::Write as _;
            let told = writeln!(std::io::stderr(), "{words}");
            ExitCode::from(if told.is_ok() { code } else { code.max(FAILED) })
        }
    }
}

fn render(arguments: &RenderArguments) -> Result<(), Refusal> {
    let messages = Messages::load().map_err(|fault| Refusal { code: FAILED, words: fault.to_string() })?;
    let language = Language::from_code(&arguments.language);
    let words = Words { messages, language: language.unwrap_or(Language::English) };
    let unknown_language =
        || words.refuse(WRONG_USAGE, "render-language-unknown", [("value", arguments.language.clone())]);
    language.ok_or_else(unknown_language)?;
    let wanted = outputs::wanted(arguments, &words)?;
    inputs::check_name(&arguments.template, &words)?;
    let edition = inputs::edition(arguments, &words)?;
    let read = inputs::template(&arguments.template, &words)?;
    let given = inputs::values(&arguments.fields, &edition, &words)?;
    let imported =
        import(&read.source, read.format, &accepted(arguments)).map_err(|limit| words.limit(limit))?;
    let filled = fill(&imported.document, &given.values, words.language, Stage::Published);
    let mut filled = filled.map_err(|limit| words.limit(limit))?;
    for picture in &read.pictures {
        // One that cannot be printed is its description.
        filled.pictures.add(&picture.name, &picture.bytes);
    }
    let job = outputs::Job {
        imported: &imported,
        filled: &filled,
        given: &given,
        edition: &edition,
        words: &words,
    };
    job.write(&wanted, &arguments.output)?;
    complete(&filled, &words)
}

fn accepted(arguments: &RenderArguments) -> Accepted {
    let mut accepted = Accepted::all();
    if arguments.keep_leftovers {
        for kind in [OfferKind::Leftover, OfferKind::Doubtful, OfferKind::Prompt] {
            accepted = accepted.without(kind);
        }
    }
    if arguments.keep_runs {
        accepted = accepted.without(OfferKind::Run);
    }
    accepted
}

fn complete(filled: &crate::documents::Filled, words: &Words) -> Result<(), Refusal> {
    if filled.is_complete() {
        return Ok(());
    }
    let (gaps, unknown) = (filled.gaps().count(), filled.unknown().count());
    Err(words.refuse(
        INCOMPLETE,
        "render-gaps",
        [("gaps", gaps.to_string()), ("unknown", unknown.to_string())],
    ))
}

#[cfg(test)]
mod tests;
