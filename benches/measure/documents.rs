//! Documents: the cost of a redline against its size, and the PDF against WeasyPrint kept warm.

use std::io::{BufRead, BufReader, Write as _};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};

use polisi::documents::{Accepted, Format, import, redline};

use crate::Fault;
use crate::options::Options;
use crate::paper::{Paper, TEXT};
use crate::ratios::Figures;
use crate::rounds::said;
use crate::usage::{load_average, own_cpu_time};

/// The most that ten times the pages may cost.
const REDLINE: f64 = 15.0;
/// The most of WeasyPrint's CPU time that ours may take, and what we want.
const WEASYPRINT: f64 = 0.2;
const GOAL: f64 = 0.05;
/// Bytes of a page of text.
const PAGE: usize = 3_000;

/// CPU milliseconds of some work.
fn cost(work: impl FnOnce() -> Result<(), Fault>) -> Result<f64, Fault> {
    let before = own_cpu_time();
    work()?;
    Ok(own_cpu_time().saturating_sub(before).as_secs_f64() * 1_000.0)
}

/// A policy of this many bytes: paragraphs and lists of a real one, a heading every few of them.
fn policy(bytes: usize, change: impl Fn(usize, &str) -> String) -> String {
    let blocks: Vec<&str> =
        TEXT.split("\n\n").filter(|block| !block.starts_with('#') && !block.contains("Copyright")).collect();
    let mut out = "# A long policy\n\n".to_owned();
    for (at, block) in blocks.iter().cycle().enumerate() {
        if at % 8 == 0 {
            out.push_str(&format!("## Part {at}\n\n"));
        }
        // Numbers, so that no two paragraphs are the same.
        out.push_str(&change(at, &format!("In case {at}: {block}\n\n")));
        if out.len() >= bytes {
            break;
        }
    }
    out
}

/// The redline of 100 pages against that of 10: at most 15. One paragraph in ten differs; then all do.
pub fn redlines(options: &Options) -> Result<(), Fault> {
    for (name, every) in [("one paragraph in ten", 10), ("every paragraph", 1)] {
        let pair = |pages: usize| {
            let read = |source: &str| {
                import(source, Format::Markdown, &Accepted::all()).map(|found| found.document).map_err(said)
            };
            let old = read(&policy(pages * PAGE, |_, block| block.to_owned()))?;
            let new = read(&policy(pages * PAGE, |at, block| {
                if at % every == 0 { block.replace(" the ", " each and every ") } else { block.to_owned() }
            }))?;
            Ok::<_, Fault>((old, new))
        };
        let (short, long) = (pair(10)?, pair(100)?);
        let compare = |pair: &(polisi::documents::Document, polisi::documents::Document)| {
            if redline::summary(&pair.0, &pair.1).paragraphs() == 0 {
                Err("no change".to_owned())
            } else {
                Ok(())
            }
        };
        let (mut ratios, mut costs) = (Vec::new(), Vec::new());
        for _ in 0..options.rounds {
            let small = cost(|| compare(&short))?;
            let large = cost(|| compare(&long))?;
            ratios.push(large / small);
            costs.push(large);
        }
        let ratios = Figures::of(ratios);
        println!("Redline of 100 pages / 10 pages, {name}, CPU: {ratios} ({})", ratios.against(REDLINE));
        println!("Redline of 100 pages, {name}: CPU ms: {} (load {})", Figures::of(costs), load_average());
    }
    Ok(())
}

/// WeasyPrint in a process of its own that stays.
struct WeasyPrint {
    process: Child,
    answers: BufReader<ChildStdout>,
}

impl WeasyPrint {
    fn start(python: &PathBuf) -> Result<Self, Fault> {
        let mut process = Command::new(python)
            .arg("benches/warm.py")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("WeasyPrint: {error}"))?;
        let answers = process.stdout.take().ok_or("WeasyPrint: no output")?;
        Ok(Self { process, answers: BufReader::new(answers) })
    }

    fn print(&mut self, file: &std::path::Path) -> Result<(f64, usize), Fault> {
        let input = self.process.stdin.as_mut().ok_or("WeasyPrint: no input")?;
        writeln!(input, "{}", file.display()).map_err(said)?;
        let mut line = String::new();
        self.answers.read_line(&mut line).map_err(said)?;
        let (cost, pages) = line.trim().split_once(' ').ok_or("WeasyPrint gave up")?;
        Ok((cost.parse().map_err(said)?, pages.parse().map_err(said)?))
    }
}

impl Drop for WeasyPrint {
    fn drop(&mut self) {
        // It may have ended by itself.
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// A PDF of six pages against WeasyPrint, both warm, in turns; the same words on the same paper.
pub fn against_weasyprint(options: &Options) -> Result<(), Fault> {
    let python = PathBuf::from("tests/.tools/weasyprint/bin/python");
    if !python.exists() {
        println!("PDF / WeasyPrint: not measured, WeasyPrint is absent (benches/weasyprint installs it)");
        return Ok(());
    }
    let paper = Paper::of_pages(6)?;
    let folder = tempfile::tempdir().map_err(said)?;
    let mut other = WeasyPrint::start(&python)?;
    let (mut ours, mut theirs, mut ratios, mut pages) = (Vec::new(), Vec::new(), Vec::new(), (0, 0));
    for number in 0..=options.rounds.max(20) {
        let file = folder.path().join(format!("{number}.html"));
        std::fs::write(&file, paper.page(number)?).map_err(said)?;
        let (their, their_pages) = other.print(&file)?;
        let our = cost(|| {
            pages = (paper.print(number)?.pages, their_pages);
            Ok(())
        })?;
        // The first of each reads fonts and code.
        if number > 0 {
            ratios.push(our / their);
            ours.push(our);
            theirs.push(their);
        }
    }
    println!("PDF, CPU ms: ours {} ({} pages)", Figures::of(ours), pages.0);
    println!("PDF, CPU ms: WeasyPrint, warm {} ({} pages)", Figures::of(theirs), pages.1);
    let ratios = Figures::of(ratios);
    let goal = if ratios.median() <= GOAL { "reached" } else { "not reached" };
    println!(
        "PDF / WeasyPrint, CPU: {ratios} ({}, goal {GOAL} {goal}, load {})",
        ratios.against(WEASYPRINT),
        load_average()
    );
    Ok(())
}
