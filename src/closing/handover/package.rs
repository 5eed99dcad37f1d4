//! What stands in a package, file by file. All of it is read in one transaction: it is of one moment.

use data_encoding::HEXLOWER;
use serde_json::{Value as Json, json};

use super::out::Out;
use super::sheets::{self, Growing, LEFT_OUT, SHEETS, Sink};
use crate::acknowledgements::{self, DOMAIN};
use crate::activity;
use crate::audit::{self, Filter};
use crate::blobs;
use crate::clock::Moment;
use crate::db::{Error, Tenant};
use crate::documents::Hash;
use crate::keys;
use crate::messages::{Language, Messages};
use crate::organisations;
use crate::policies::exports::names::{Names, address, safe};
use crate::policies::versions::paper::Name;
use crate::policies::{self, Rendition, versions};
use crate::web::csv;
use crate::web::engine::Engine;

/// Lines of the log that are read at a time.
const LINES: usize = 1_000;
/// Checks a package without this program.
const CHECK: &str = include_str!("check.py");
/// The type of a package among the files.
pub const MEDIA_TYPE: &str = "application/vnd.polisi.handover";

/// What a package is written with.
#[derive(Clone, Copy)]
pub struct Tools<'a> {
    /// Pages.
    pub engine: &'a Engine,
    /// Words.
    pub messages: &'a Messages,
    /// Now.
    pub now: Moment,
    /// The words that whoever receives it types.
    pub check: &'a str,
}

/// A package in the making.
pub struct Package<'a, 'c> {
    pub(super) tenant: &'a mut Tenant<'c>,
    tools: Tools<'a>,
    pub(super) files: Files<'a>,
}

/// The files so far.
pub(super) struct Files<'a> {
    out: &'a mut dyn Out,
    manifest: String,
    count: i64,
}

impl Sink for Files<'_> {
    fn put(&mut self, path: &str, bytes: &[u8]) -> Result<(), Error> {
        self.manifest.push_str(&format!("{}  {path}\n", Hash::of(bytes)));
        self.count = self.count.saturating_add(1);
        self.out.put(path, bytes).map_err(failed)
    }
}

fn failed(fault: impl std::fmt::Display) -> Error {
    Error::Unavailable(fault.to_string())
}

/// Writes a package; how many files stand in it.
///
/// # Errors
/// The database is away, or the files can't be written.
pub fn write(tenant: &mut Tenant<'_>, tools: Tools<'_>, out: &mut dyn Out) -> Result<i64, Error> {
    let files = Files { out, manifest: String::new(), count: 0 };
    let mut package = Package { tenant, tools, files };
    let names = sheets::names(&mut package)?;
    for sheet in SHEETS {
        sheets::spreadsheet(&mut package, sheet, &names)?;
    }
    package.policies()?;
    package.receipts()?;
    package.activity()?;
    package.stored_files()?;
    sheets::tables(&mut package)?;
    package.around()
}

impl Package<'_, '_> {
    pub(super) fn word(&self, key: &str) -> String {
        self.tools.messages.get(Language::English, key)
    }

    fn heads(&self, keys: &[&str]) -> Vec<String> {
        keys.iter().map(|key| self.word(key)).collect()
    }

    /// Every version at every service in every language, as a page and as plain text.
    fn policies(&mut self) -> Result<(), Error> {
        let heads = self.heads(&[
            "handover-column-code",
            "handover-column-title",
            "handover-column-label",
            "handover-column-service",
            "handover-column-language",
            "handover-column-published_at",
            "handover-column-html_sha256",
            "handover-column-file",
        ]);
        let mut list = Growing::sheet("policies/files", &heads);
        let services = organisations::store::service_names(self.tenant)?;
        let mut taken = Names::default();
        for policy in policies::store::all(self.tenant)? {
            for version in versions::store::versions(self.tenant, policy.id)? {
                for rendition in versions::store::renditions_of(self.tenant, version.id)? {
                    let service = services.get(&rendition.service).cloned().unwrap_or_default();
                    let (code, title, label) = (&version.code, &version.title, &version.label);
                    let name = Name { code, title, label, service: &service, issue: rendition.issue };
                    let file = format!("{}-{}", name.file(), rendition.language.code());
                    let path = format!("policies/{}", taken.take(&safe(&file)));
                    self.text(&rendition, title, &path)?;
                    let cells = vec![
                        code.clone(),
                        title.clone(),
                        label.clone(),
                        service,
                        rendition.language.code().to_owned(),
                        rendition.published_at.to_string(),
                        HEXLOWER.encode(&rendition.html_sha256),
                        format!("{path}.html"),
                    ];
                    list.add(&csv::lines([cells]), &mut self.files)?;
                }
            }
        }
        list.end(&mut self.files)
    }

    /// The words as they were published, to the byte, within a page that opens anywhere.
    fn text(&mut self, rendition: &Rendition, title: &str, path: &str) -> Result<(), Error> {
        let context = json!({ "title": title });
        let page = self.tools.engine.render("closing/text.html", rendition.language, &context);
        let page = page.map_err(failed)?.replacen("{sheet}", &rendition.html, 1);
        self.files.put(&format!("{path}.html"), page.as_bytes())?;
        self.files.put(&format!("{path}.txt"), rendition.text.as_bytes())
    }

    /// What people signed, each with what is sealed, the seal, and the key that it is checked with.
    fn receipts(&mut self) -> Result<(), Error> {
        let keys = keys::store::public_keys(&mut self.tenant.system())?;
        let organisation = self.tenant.organisation();
        for request in acknowledgements::store::requests(self.tenant)? {
            for row in acknowledgements::store::of_request(self.tenant, request.id)? {
                let public = keys.iter().find(|key| key.id == row.key).map(|key| &key.public);
                let lines = [
                    ("receipt", row.receipt.clone()),
                    ("name", row.person_name.clone()),
                    ("job-title", row.job_title.clone()),
                    ("service", row.service_name.clone()),
                    ("statement", row.statement.clone()),
                    ("method", row.method.as_str().to_owned()),
                    ("language", row.language.code().to_owned()),
                    ("shown-at", row.served_at.to_string()),
                    ("signed-at", row.signed_at.to_string()),
                    ("text-sha256", HEXLOWER.encode(&row.html_sha256)),
                    ("domain", DOMAIN.to_owned()),
                    ("signed-bytes", HEXLOWER.encode(&row.canonical(organisation))),
                    ("public-key", public.map(|key| HEXLOWER.encode(key)).unwrap_or_default()),
                    ("signature", HEXLOWER.encode(&row.signature)),
                ];
                let line = |(name, value): &(&str, String)| format!("{name}={}\n", value.replace('\n', " "));
                let text: String = lines.iter().map(line).collect();
                let path = format!("acknowledgements/receipts/{}.txt", safe(&row.receipt));
                self.files.put(&path, text.as_bytes())?;
            }
        }
        Ok(())
    }

    /// The log as people read it, and its head, signed.
    fn activity(&mut self) -> Result<(), Error> {
        let heads = self.heads(&[
            "handover-column-number",
            "handover-column-at",
            "handover-column-who",
            "handover-column-what",
            "handover-column-about",
            "handover-column-words",
            "handover-column-facts",
            "handover-column-hash",
        ]);
        let mut list = Growing::sheet("activity/activity", &heads);
        let names = activity::Names::read(self.tenant)?;
        let filter = Filter { oldest_first: true, ..Filter::default() };
        let mut from = None;
        loop {
            let part = activity::part(self.tenant, &names, &filter, (from, LINES), &|_| true)?;
            for line in part.lines {
                let about = if line.about.is_empty() { line.subject_kind.clone() } else { line.names() };
                let cells = vec![
                    line.seq.to_string(),
                    line.at.to_string(),
                    line.actor.unwrap_or(line.actor_kind),
                    self.word(&format!("activity-{}", line.action)),
                    about,
                    line.words.unwrap_or_default(),
                    line.facts,
                    HEXLOWER.encode(&line.hash),
                ];
                list.add(&csv::lines([cells]), &mut self.files)?;
            }
            if part.next.is_none() {
                break;
            }
            from = part.next;
        }
        list.end(&mut self.files)?;
        match audit::sealed_head(self.tenant, self.tools.now)? {
            Some(head) => self.files.put("activity/head.txt", head.file().as_bytes()),
            None => Ok(()),
        }
    }

    /// Files as they came: logos, finished policies, what was brought in. What this program made of them for
    /// downloading can be made again and stays behind.
    fn stored_files(&mut self) -> Result<(), Error> {
        let mut made = Vec::new();
        for export in policies::exports::store::list(self.tenant)? {
            made.extend([export.blob, export.settings.parts, export.settings.target].into_iter().flatten());
        }
        let heads = self.heads(&[
            "handover-column-file",
            "handover-column-media_type",
            "handover-column-length",
            "handover-column-sha256",
        ]);
        let mut list = Growing::sheet("files/files", &heads);
        for (id, media_type, _) in blobs::list(self.tenant)? {
            if media_type == MEDIA_TYPE || made.contains(&id) {
                continue;
            }
            let Some(blob) = blobs::read(self.tenant, id)? else { continue };
            let path = format!("files/{id}.{}", extension(&media_type));
            let cells = vec![
                path.clone(),
                media_type,
                blob.bytes.len().to_string(),
                Hash::of(&blob.bytes).to_string(),
            ];
            self.files.put(&path, &blob.bytes)?;
            list.add(&csv::lines([cells]), &mut self.files)?;
        }
        list.end(&mut self.files)
    }

    /// The page that one opens first, the script that checks, and the hash of every file.
    fn around(mut self) -> Result<i64, Error> {
        self.files.put("check.py", CHECK.as_bytes())?;
        let name = organisations::name(self.tenant)?;
        let out: Vec<Json> = LEFT_OUT
            .iter()
            .filter(|(_, key)| *key != "handover-without-cases")
            .map(|(table, key)| json!({ "table": table, "why": self.word(key) }))
            .collect();
        let sheets: Vec<Json> = SHEETS
            .iter()
            .map(|sheet| {
                let path = format!("{}.csv", sheet.path);
                json!({ "href": address(&path), "path": path, "what": self.word(&format!("handover-sheet-{}", sheet.table)) })
            })
            .collect();
        let context = json!({
            "organisation": name,
            "at": self.tools.now,
            "check": self.tools.check,
            "files": self.files.count,
            "sheets": sheets,
            "left_out": out,
        });
        let page = self.tools.engine.render("closing/read_me.html", Language::English, &context);
        self.files.put("read-me-first.html", page.map_err(failed)?.as_bytes())?;
        let manifest = std::mem::take(&mut self.files.manifest);
        self.files.put("manifest-sha256.txt", manifest.as_bytes())?;
        Ok(self.files.count)
    }
}

/// The end of a file's name.
fn extension(media_type: &str) -> &'static str {
    match media_type.split(';').next().unwrap_or_default() {
        "image/png" => "png",
        "image/jpeg" => "jpg",
        "image/svg+xml" => "svg",
        "application/pdf" => "pdf",
        "application/zip" => "zip",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => "docx",
        "text/html" => "html",
        kind if kind.starts_with("text/") => "txt",
        _ => "bin",
    }
}
