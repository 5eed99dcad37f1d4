//! Rounds: every target has its turn in each, in rotated order, so that whatever else the machine
//! does meets all of them. What counts is the ratio within a round.

use std::time::Duration;

use crate::Fault;
use crate::constant::Constant;
use crate::hooks::Render;
use crate::load::{Target, run};
use crate::options::Options;
use crate::ratios::Figures;
use crate::usage::{cpu_time, load_average};

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

/// CPU time of something done in this process, once per figure.
pub fn cpu(options: &Options, name: &str, render: Render) -> Result<(), Fault> {
    let own = std::process::id();
    let size = render()?.len();
    let mut figures = Vec::new();
    for _ in 0..options.rounds {
        // As often as it takes for the kernel's ticks not to matter.
        let (before, mut times) = (cpu_time(own)?, 0_u32);
        while times < 3 || cpu_time(own)?.saturating_sub(before) < Duration::from_millis(500) {
            render()?;
            times += 1;
        }
        let used = cpu_time(own)?.saturating_sub(before);
        figures.push(used.as_secs_f64() * 1_000.0 / f64::from(times));
    }
    let load = load_average();
    let rounds = options.rounds;
    println!("{name}, {size} bytes: CPU ms: {} ({rounds} rounds, load {load})", Figures::of(figures));
    Ok(())
}
