//! What to measure, from the command line.

use std::num::ParseIntError;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use crate::Fault;
use crate::load::Target;

/// What to measure and how long.
pub struct Options {
    /// The measurement.
    pub row: Row,
    /// How often each target has its turn; at least 9 for a figure to be quoted.
    pub rounds: usize,
    /// How long one turn lasts.
    pub time: Duration,
    /// Connections at once.
    pub connections: usize,
}

/// A measurement.
pub enum Row {
    /// Everything that the hooks give.
    All,
    /// The policy page.
    Page,
    /// The PDF.
    Pdf,
    /// The cost of a redline against its size, and the PDF against WeasyPrint.
    Documents,
    /// Reading, importing and rendering a text against one of half the size.
    Import,
    /// Many policies as one ZIP file.
    Zip,
    /// A flood of wrong passwords.
    Flood,
    /// Many people of one workbook.
    Staff,
    /// The constant page against itself.
    Own,
    /// A page of a server that runs already.
    Url(Target),
    /// Not a measurement: be the constant server, with the body in this file.
    Constant(PathBuf),
    /// Not a measurement: be the product, with its data in this folder.
    Product(PathBuf),
    /// Not a measurement: print one PDF and say what it cost.
    FirstPdf,
}

impl Options {
    /// Reads the command line.
    pub fn parse(arguments: impl Iterator<Item = String>) -> Result<Self, Fault> {
        let mut options = Self { row: Row::All, rounds: 9, time: Duration::from_secs(2), connections: 16 };
        // Cargo adds `--bench` by itself.
        let mut arguments = arguments.filter(|argument| argument != "--bench");
        while let Some(argument) = arguments.next() {
            let mut value = || arguments.next().ok_or_else(|| format!("{argument} needs a value"));
            match argument.as_str() {
                "page" => options.row = Row::Page,
                "pdf" => options.row = Row::Pdf,
                "documents" => options.row = Row::Documents,
                "import" => options.row = Row::Import,
                "zip" => options.row = Row::Zip,
                "flood" => options.row = Row::Flood,
                "staff" => options.row = Row::Staff,
                "self" => options.row = Row::Own,
                "url" => options.row = Row::Url(Target::parse(&value()?)?),
                "product" => options.row = Row::Product(value()?.into()),
                "first-pdf" => options.row = Row::FirstPdf,
                "constant" => options.row = Row::Constant(value()?.into()),
                "--rounds" => options.rounds = number(&value()?)?,
                "--seconds" => options.time = Duration::from_secs(number(&value()?)?),
                "--connections" => options.connections = number(&value()?)?,
                "--pid" => options.target()?.pid = Some(number(&value()?)?),
                "--cookie" => options.target()?.cookie = value()?,
                "--expect" => options.target()?.expect = value()?,
                other => return Err(format!("unknown: {other} (see benches/run)")),
            }
        }
        Ok(options)
    }

    fn target(&mut self) -> Result<&mut Target, Fault> {
        match &mut self.row {
            Row::Url(target) => Ok(target),
            _ => Err("--pid, --cookie and --expect come after `url ADDRESS`".to_owned()),
        }
    }
}

fn number<N>(text: &str) -> Result<N, Fault>
where
    N: FromStr<Err = ParseIntError>,
{
    text.parse().map_err(|error| format!("`{text}` is no number: {error}"))
}
