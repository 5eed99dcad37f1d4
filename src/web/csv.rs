//! Lists as CSV files that spreadsheet programs open right: UTF-8 with a mark, no cell that runs as a
//! formula.

use actix_web::HttpResponse;
use actix_web::http::header;

/// A file of comma-separated values for downloading. `name` ends without `.csv`; every row has as many
/// cells as there are heads; days are written as ISO dates.
#[must_use]
pub fn file<H: AsRef<str>, C: AsRef<str>>(
    name: &str,
    heads: &[H],
    rows: impl IntoIterator<Item = Vec<C>>,
) -> HttpResponse {
    let disposition = format!("attachment; filename=\"{name}.csv\"");
    HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8")
        .insert_header((header::CONTENT_DISPOSITION, disposition))
        .body(text(heads, rows))
}

/// The text of such a file.
#[must_use]
pub fn text<H: AsRef<str>, C: AsRef<str>>(heads: &[H], rows: impl IntoIterator<Item = Vec<C>>) -> String {
    let mut text = String::from('\u{feff}');
    line(&mut text, heads);
    text.push_str(&lines(rows));
    text
}

/// Rows of such a file alone, for one that is written in pieces.
#[must_use]
pub fn lines<C: AsRef<str>>(rows: impl IntoIterator<Item = Vec<C>>) -> String {
    let mut text = String::new();
    for row in rows {
        line(&mut text, &row);
    }
    text
}

fn line<C: AsRef<str>>(text: &mut String, cells: &[C]) {
    for (place, cell) in cells.iter().enumerate() {
        if place > 0 {
            text.push(',');
        }
        text.push_str(&guarded(cell.as_ref()));
    }
    text.push_str("\r\n");
}

/// Spreadsheet programs run cells that begin with these letters, also in their wide forms and after spaces.
fn guarded(cell: &str) -> String {
    let runs = ['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];
    let mark = if cell.starts_with(['\t', '\r']) || cell.trim_start().starts_with(runs) { "'" } else { "" };
    if cell.contains(['"', ',', '\n', '\r']) {
        format!("\"{mark}{}\"", cell.replace('"', "\"\""))
    } else {
        format!("{mark}{cell}")
    }
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn cells_are_quoted_and_never_formulas() {
        let rows = [vec!["a,b", "=1+1"], vec!["say \"yes\"", "Siân"], vec!["@x", "-"], vec![" =1", "＝1"]];
        let expected =
            "\u{feff}One,Two\r\n\"a,b\",'=1+1\r\n\"say \"\"yes\"\"\",Siân\r\n'@x,'-\r\n' =1,'＝1\r\n";
        assert_eq!(text(&["One", "Two"], rows), expected);
    }
}
