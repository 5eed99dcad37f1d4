//! Measures the product against limits measured in the same run. Started by `benches/run`.

mod bundle;
mod constant;
mod documents;
mod flood;
mod hooks;
mod load;
mod options;
mod paper;
mod ratios;
mod reading;
mod rounds;
mod staff;
mod usage;

use std::process::ExitCode;

use options::{Options, Row};

/// What went wrong, for the person who measures.
type Fault = String;

fn main() -> ExitCode {
    match Options::parse(std::env::args().skip(1)).and_then(|options| run(&options)) {
        Ok(()) if ratios::any_missed() => {
            eprintln!("benches: a limit was not kept");
            ExitCode::FAILURE
        }
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("benches: {fault}");
            ExitCode::FAILURE
        }
    }
}

fn run(options: &Options) -> Result<(), Fault> {
    match &options.row {
        Row::Constant(body) => constant::serve(body),
        Row::Product(folder) => hooks::serve(folder),
        Row::FirstPdf => paper::first(),
        Row::Own => rounds::against_itself(options),
        Row::Url(target) => rounds::page(options, "page", target),
        Row::Page => policy_page(options),
        Row::Pdf => rounds::pdf(options),
        Row::Documents => all_documents(options),
        Row::Import => reading::halves(options),
        Row::Zip => bundle::measure(),
        Row::Flood => flood::measure(),
        Row::Staff => staff::measure(options),
        Row::All => policy_page(options)
            .and(rounds::pdf(options))
            .and(reading::halves(options))
            .and(bundle::measure())
            .and(flood::measure())
            .and(staff::measure(options))
            .and(all_documents(options)),
    }
}

fn all_documents(options: &Options) -> Result<(), Fault> {
    documents::redlines(options)?;
    documents::against_weasyprint(options)
}

fn policy_page(options: &Options) -> Result<(), Fault> {
    let product = hooks::policy_page()?;
    rounds::page(options, "policy page", &product.target)
}
