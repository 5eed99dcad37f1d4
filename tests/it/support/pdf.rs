//! A PDF, read back with poppler and qpdf.

use std::process::Command;

use super::environment::has_program;

/// What a reader of the PDF gets.
#[derive(Debug, Clone)]
pub struct Pdf {
    /// The text in reading order, pages separated by form feeds.
    pub text: String,
    /// Title as the reader's window shows it.
    pub title: String,
    /// The number of pages.
    pub pages: usize,
    /// The file carries its structure for screen readers.
    pub tagged: bool,
    /// All that pdfinfo says, name and value.
    pub facts: Vec<(String, String)>,
}

impl Pdf {
    /// Reads the file. `None` where the tools are missing and may be.
    ///
    /// # Panics
    /// It is no PDF, or qpdf finds a fault in its structure.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        if !(has_program("pdftotext", "-v")
            && has_program("pdfinfo", "-v")
            && has_program("qpdf", "--version"))
        {
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("read.pdf");
        std::fs::write(&file, bytes).unwrap();
        let file = file.to_str().unwrap();
        run("qpdf", &["--check", file]);
        let text = run("pdftotext", &["-enc", "UTF-8", file, "-"]);
        let facts: Vec<(String, String)> = run("pdfinfo", &["-enc", "UTF-8", file])
            .lines()
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()))
            .collect();
        let fact =
            |name: &str| facts.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value).to_owned();
        let (title, pages, tagged) = (fact("Title"), fact("Pages"), fact("Tagged"));
        Some(Self { text, title, pages: pages.parse().unwrap(), tagged: tagged == "yes", facts })
    }

    /// The text with single spaces, so that line breaks don't matter.
    pub fn words(&self) -> String {
        self.text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The text of each page.
    pub fn page_texts(&self) -> Vec<&str> {
        self.text.trim_end_matches('\u{c}').split('\u{c}').collect()
    }
}

fn run(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output().unwrap();
    let words = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program}: {}\n{words}", output.status);
    String::from_utf8_lossy(&output.stdout).into_owned()
}
