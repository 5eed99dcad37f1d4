//! HOOK: 5,000 people of a workbook brought in, checked and written, against 500: CPU per row. Twenty rows are
//! faulty: each must be reported at its row and cell for what is wrong there, and nobody else be lost.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use polisi::access::{Command, JobTicket};
use polisi::cli::demo::seed;
use polisi::clock::{Clock, Day};
use polisi::config::Settings;
use polisi::db::Tenant;
use polisi::db::ids::StaffImportId;
use polisi::people::imports::checking::Checked;
use polisi::people::imports::columns::Column;
use polisi::people::imports::work::{AT_ONCE, Step, step};
use polisi::people::imports::{self, ImportError, ImportRow, Rights, RowState, reading};
use polisi::{app, people};
use url::Url;

use crate::Fault;
use crate::options::Options;
use crate::ratios::Figures;
use crate::rounds::said;
use crate::usage::{load_average, own_cpu_time};

const MANY: usize = 5_000;
const FEW: usize = 500;
/// Rows with something wrong, spread over the workbook.
const FAULTS: usize = 20;
/// The most that a row of many may cost against a row of few.
const LIMIT: f64 = 1.5;
/// Each turn makes an installation of its own: more rounds than this take long.
const MOST_ROUNDS: usize = 5;

/// Prints the ratio, and what a row costs.
pub fn measure(options: &Options) -> Result<(), Fault> {
    let rounds = options.rounds.min(MOST_ROUNDS);
    let (mut ratios, mut costs) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        let (few, many) = (cost(FEW)?, cost(MANY)?);
        ratios.push(many / few);
        costs.push(many * 1_000_000.0);
    }
    let ratios = Figures::of(ratios);
    let how = format!("{rounds} rounds, load {}", load_average());
    println!("{MANY} people from XLSX: CPU us a row {} ({how})", Figures::of(costs));
    println!("{MANY} people from XLSX / {FEW}: CPU a row {ratios} ({}, {how})", ratios.against(LIMIT));
    Ok(())
}

/// Seconds of CPU for each row: reading, holding against the list, writing.
fn cost(rows: usize) -> Result<f64, Fault> {
    let folder = tempfile::tempdir().map_err(said)?;
    let base = Url::parse("http://127.0.0.1:1").map_err(said)?;
    let address = "127.0.0.1:1".parse().map_err(said)?;
    let settings = Settings::demonstration(folder.path(), address, base);
    let app = app::assemble(settings, Clock::set_to(Clock::real().now())).map_err(said)?;
    seed::all(&app).map_err(said)?;
    let found = app.database.read_system(polisi::organisations::store::all).map_err(said)?;
    let organisation = found.first().ok_or("no organisation")?.0;
    let bytes = workbook(rows)?;
    let now = app.clock.now();
    let begin = own_cpu_time();
    let sheet = reading::read("staff.xlsx", &bytes).map_err(|why| format!("{why:?}"))?;
    let id = app.database.write(Command::on(organisation), move |tenant| {
        let by = people::list(tenant)?.into_iter().find(|person| person.is_present());
        let by = by.ok_or(ImportError::NotFound)?.id;
        let id = imports::bring(tenant, now, by, "staff.xlsx", "digest", &sheet)?;
        imports::begin(tenant, now, id, &Rights::default())?;
        Ok::<_, ImportError>(id)
    });
    let id = id.map_err(said)?;
    let entry = JobTicket::claimed(organisation);
    let mut portions = 0;
    let written = loop {
        portions += 1;
        if let Step::Finished(written) =
            step(&app.database, &app.post, entry, id, now, AT_ONCE).map_err(said)?
        {
            break written;
        }
    };
    let spent = own_cpu_time().saturating_sub(begin).as_secs_f64();
    let told = app.database.read(&Command::on(organisation), move |tenant| told(tenant, id, now.day()));
    let told = told.map_err(said)?;
    if told != planted(rows)? || usize::try_from(written).map_err(said)? != rows - FAULTS {
        return Err(format!("{written} of {rows} came in, of the rows that stayed out is said: {told:?}"));
    }
    println!(
        "{written} of {rows} came in after {portions} portions; {} faults at their rows and cells",
        told.len()
    );
    Ok(spent / f64::from(u32::try_from(rows).map_err(said)?))
}

/// The number of a row in the workbook, and what is said of it: which cells are wrong, and what is wrong there.
type Told = (i64, Vec<(Column, &'static str)>);

/// The rows that stayed out, with what the page says of them: its words are made of the same report.
fn told(tenant: &mut Tenant<'_>, id: StaffImportId, today: Day) -> Result<Vec<Told>, polisi::db::Error> {
    let is_out = |row: &ImportRow| row.state == RowState::LeftOut && row.reason.as_deref() == Some("fault");
    let out = imports::store::rows(tenant, id)?.into_iter().filter(is_out);
    let again: Vec<ImportRow> = out.map(|row| ImportRow { state: RowState::Waiting, ..row }).collect();
    let report = imports::checked(&imports::world::read(tenant, &Rights::default(), today)?, &again);
    let faults = |row: &Checked| row.faults.iter().map(|fault| (fault.column, fault.what)).collect();
    Ok(report.rows.iter().map(|row| (row.line, faults(row))).collect())
}

/// The kind of fault that a row has: an address that is none, a day that never was, nobody's name.
fn fault(place: usize, rows: usize) -> Option<usize> {
    place.is_multiple_of(rows / FAULTS).then_some(place / (rows / FAULTS) % 3)
}

/// The rows of the workbook with something wrong, and what is to be said of each.
fn planted(rows: usize) -> Result<Vec<Told>, Fault> {
    let wrong = (1..=rows).filter_map(|place| fault(place, rows).map(|kind| (place, kind)));
    let line = |place: usize| i64::try_from(place + 1).map_err(said);
    let told = |kind: usize| match kind {
        0 => vec![(Column::Email, "email-at")],
        1 => vec![(Column::Started, "day")],
        _ => vec![(Column::Given, "empty"), (Column::Family, "empty")],
    };
    wrong.map(|(place, kind)| line(place).map(|line| (line, told(kind)))).collect()
}

/// A workbook as spreadsheets write it, as small as one can be.
fn workbook(rows: usize) -> Result<Vec<u8>, Fault> {
    let mut sheet = String::from(
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>",
    );
    let heads = ["Staff number", "First name", "Last name", "E-mail", "Start date", "Line manager"];
    row(&mut sheet, 1, &heads.map(str::to_owned))?;
    for place in 1..=rows {
        let fault = fault(place, rows);
        let email = if fault == Some(0) { "nobody".to_owned() } else { format!("m{place}@prawf.example") };
        let day = if fault == Some(1) { "31/02/2025" } else { "03/04/2025" };
        let is_nobody = fault == Some(2);
        let given = if is_nobody { String::new() } else { format!("Enw{place}") };
        let family = if is_nobody { String::new() } else { format!("Teulu{place}") };
        let leader = if place == 1 { String::new() } else { "M1".to_owned() };
        let cells = [format!("M{place}"), given, family, email, day.to_owned(), leader];
        row(&mut sheet, place + 1, &cells)?;
    }
    sheet.push_str("</sheetData></worksheet>");
    pack(&sheet)
}

fn row(sheet: &mut String, number: usize, cells: &[String]) -> Result<(), Fault> {
    write!(sheet, "<row r=\"{number}\">").map_err(said)?;
    for (letter, cell) in ('A'..='Z').zip(cells) {
        write!(sheet, "<c r=\"{letter}{number}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>")
            .map_err(said)?;
    }
    sheet.push_str("</row>");
    Ok(())
}

fn pack(sheet: &str) -> Result<Vec<u8>, Fault> {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let link = |kind: &str, to: &str| {
        format!(
            "<Relationships xmlns=\"{package}\"><Relationship Id=\"rId1\" Type=\"{office}/{kind}\" Target=\"{to}\"/></Relationships>"
        )
    };
    let book = format!(
        "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"{office}\"><sheets><sheet name=\"Staff\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
    );
    let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>";
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [
        ("[Content_Types].xml", types.to_owned()),
        ("_rels/.rels", link("officeDocument", "xl/workbook.xml")),
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", link("worksheet", "worksheets/sheet1.xml")),
        ("xl/worksheets/sheet1.xml", sheet.to_owned()),
    ] {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).map_err(said)?;
        archive.write_all(text.as_bytes()).map_err(said)?;
    }
    Ok(archive.finish().map_err(said)?.into_inner())
}
