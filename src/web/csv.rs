//! Lists as CSV for spreadsheets: UTF-8 with a mark, CRLF, and no cell that a spreadsheet would run.

use actix_web::HttpResponse;
use actix_web::http::header;

/// A CSV file to keep, named `name.csv`.
#[must_use]
pub fn file(name: &str, heads: &[String], rows: Vec<Vec<String>>) -> HttpResponse {
    let mut text = String::from('\u{feff}');
    line(&mut text, heads);
    for row in &rows {
        line(&mut text, row);
    }
    HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8")
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.csv\"")))
        .body(text)
}

fn line(text: &mut String, cells: &[String]) {
    let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
    text.push_str(&cells.join(","));
    text.push_str("\r\n");
}

/// A cell that starts like a formula gets an apostrophe in front, so that no spreadsheet runs it.
fn quoted(cell: &str) -> String {
    let is_number = cell.parse::<f64>().is_ok();
    let is_formula = !is_number && cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let guard = if is_formula { "'" } else { "" };
    format!("\"{guard}{}\"", cell.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn no_cell_is_a_formula() {
        for (cell, written) in [
            ("Lone working", "\"Lone working\""),
            ("=1+1", "\"'=1+1\""),
            ("@SUM(A1)", "\"'@SUM(A1)\""),
            ("-12", "\"-12\""),
            ("-cmd", "\"'-cmd\""),
            ("say \"no\"", "\"say \"\"no\"\"\""),
        ] {
            assert_eq!(quoted(cell), written);
        }
    }
}
