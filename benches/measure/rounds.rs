//! Rounds: every target has its turn in each, in rotated order, so that whatever else the machine
//! does meets all of them. What counts is the ratio within a round.

use std::process::{Command, Stdio};
use std::time::Duration;

use crate::Fault;
use crate::constant::Constant;
use crate::load::{Target, run};
use crate::options::Options;
use crate::paper::Paper;
use crate::ratios::Figures;
use crate::usage::{cpu_time, load_average, own_cpu_time};

/// PDFs for a figure, at least.
const PDF_RUNS: usize = 30;

/// What a target did in one turn.
#[derive(Debug, Clone, Copy, Default)]
struct Figure {
    per_second: f64,
    cpu_micros: f64,
}

/// The page against a constant page of the same bytes.
pub fn page(options: &Options, name: &str, target: &Target) -> Result<(), Fault> {
    let body = target.fetch()?;
    let constant = Constant::start(&body)?;
    if constant.target.fetch()? != body {
        return Err("the constant page differs from the page".to_owned());
    }
    compare(options, &format!("{name}, {} bytes", body.len()), target, &constant.target)
}

/// The constant page against itself: shows what the rounds can tell apart.
pub fn against_itself(options: &Options) -> Result<(), Fault> {
    let body = vec![b'x'; 20_000];
    let (one, two) = (Constant::start(&body)?, Constant::start(&body)?);
    compare(options, "constant page", &one.target, &two.target)
}

fn compare(options: &Options, name: &str, target: &Target, limit: &Target) -> Result<(), Fault> {
    warm_up(options, &[target, limit])?;
    let (mut speeds, mut costs) = (Vec::new(), Vec::new());
    for round in 0..options.rounds {
        let before = load_average();
        let (mine, theirs) = if round.is_multiple_of(2) {
            let mine = turn(options, target)?;
            (mine, turn(options, limit)?)
        } else {
            let theirs = turn(options, limit)?;
            (turn(options, target)?, theirs)
        };
        speeds.push(mine.per_second / theirs.per_second);
        costs.push(mine.cpu_micros / theirs.cpu_micros);
        println!(
            "  round {:>2}: {:>7.0} /s and {:>6.1} us CPU; constant {:>7.0} /s and {:>6.1} us CPU; load {before}",
            round + 1,
            mine.per_second,
            mine.cpu_micros,
            theirs.per_second,
            theirs.cpu_micros
        );
    }
    let how = format!("c={}, {} rounds, load {}", options.connections, options.rounds, load_average());
    println!("{name}: requests per second / constant: {} ({how})", Figures::of(speeds));
    if target.pid.is_some() {
        println!("{name}: CPU per request / constant: {} ({how})", Figures::of(costs));
    }
    Ok(())
}

fn warm_up(options: &Options, targets: &[&Target]) -> Result<(), Fault> {
    for target in targets {
        run(target, options.connections, Duration::from_millis(500))?;
    }
    Ok(())
}

fn turn(options: &Options, target: &Target) -> Result<Figure, Fault> {
    let used = || target.pid.map_or(Ok(Duration::ZERO), cpu_time);
    let before = used()?;
    let turn = run(target, options.connections, options.time)?;
    let cpu = used()?.saturating_sub(before);
    let answers = f64::from(turn.answers.max(1));
    Ok(Figure {
        per_second: answers / turn.time.as_secs_f64(),
        cpu_micros: cpu.as_secs_f64() * 1_000_000.0 / answers,
    })
}

/// CPU time of one PDF, in a process that prints one after another and in one that prints its first.
pub fn pdf(options: &Options) -> Result<(), Fault> {
    let runs = options.rounds.max(PDF_RUNS);
    let paper = Paper::read()?;
    // Reading the fonts belongs to the first one only.
    let pdf = paper.print(0)?;
    let (size, pages) = (pdf.bytes.len(), pdf.pages);
    let (mut warm, mut first) = (Vec::new(), Vec::new());
    for number in 1..=runs {
        let before = own_cpu_time();
        paper.print(number)?;
        warm.push(own_cpu_time().saturating_sub(before).as_secs_f64() * 1_000.0);
        first.push(first_pdf()?);
    }
    let how = format!("{pages} pages, {size} bytes, {runs} runs, load {}", load_average());
    println!("PDF of a policy, in process: CPU ms: {} ({how})", Figures::of(warm));
    println!("PDF of a policy, first of its process: CPU ms: {} ({how})", Figures::of(first));
    Ok(())
}

fn first_pdf() -> Result<f64, Fault> {
    let program = std::env::current_exe().map_err(said)?;
    let output = Command::new(program).arg("first-pdf").stdin(Stdio::null()).output().map_err(said)?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.trim().parse().map_err(|error| format!("first PDF: `{}`: {error}", text.trim()))
}

/// A fault in its own words.
pub fn said(fault: impl std::fmt::Display) -> Fault {
    fault.to_string()
}
