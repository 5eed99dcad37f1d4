//! A draft that is a finished file: giving it out, and putting the next file in its place.

use actix_web::http::header;
use actix_web::{HttpResponse, web};

use super::super::approval::store as rounds;
use super::super::versions::finished::{self, File};
use super::super::versions::paper::{Name, Paper};
use super::super::{Policy, PolicyError, drafts};
use super::edit::no_thread;
use super::{asked, find};
use crate::access::{Action, Member};
use crate::blobs;
use crate::documents::{Hash, finished as pdf};
use crate::web::{Answer, Error, Fields, FormErrors, Value, Visit, bounded};

/// `GET …/policies/{id}/draft.pdf`: for who may read policies, and for who is asked about it.
pub(super) async fn draft(visit: Visit, member: Member, path: web::Path<(String, String)>) -> Answer {
    let policy = find(&visit, &member, &path.1).await?;
    let (id, me, reads) = (policy.id, member.person(), member.may(Action::ReadPolicies));
    let read = visit.app.read(&member, move |tenant| {
        let asked = match rounds::live(tenant, id)? {
            Some(round) => rounds::asked(tenant, round.id)?.iter().any(|ask| ask.person == Some(me)),
            None => false,
        };
        let file = drafts::get(tenant, id)?.and_then(|draft| draft.file).filter(|_| reads || asked);
        let file = file.ok_or(PolicyError::NotFound)?;
        blobs::read(tenant, file)?.ok_or(PolicyError::NotFound)
    });
    let blob = read.await?;
    let label = visit.words("policies-draft");
    let name = Name { code: &policy.code, title: &policy.title, label: &label, service: "", issue: 1 }.file();
    Ok(HttpResponse::Ok()
        .content_type(Paper::Pdf.media_type())
        .insert_header((header::CONTENT_DISPOSITION, Paper::Pdf.disposition(&name)))
        .body(blob.bytes))
}

/// The finished file of a form, or what is wrong with it; nothing when none was sent.
pub(super) async fn sent(
    visit: &Visit,
    fields: &Fields,
) -> Result<Result<Option<Vec<u8>>, FormErrors>, Error> {
    let Some(file) = fields.file("file").filter(|file| file.bytes.starts_with(b"%PDF-")) else {
        return Ok(Ok(None));
    };
    let bytes = file.bytes.clone();
    let checked = bounded::block(move || (pdf::check(&bytes), bytes)).await;
    let (checked, bytes) = checked.map_err(|_gone| no_thread())?;
    let mut errors = FormErrors::default();
    match checked {
        Ok(made) => match asked::made(visit, &made).filter(|_| !fields.has("made_stays")) {
            None => return Ok(Ok(Some(bytes))),
            Some(words) => {
                errors.add_with("made_stays", "policies-error-made", vec![("made", Value::Text(words))]);
            }
        },
        Err(key) => {
            let limit = i64::try_from(pdf::MOST_BYTES >> 20).unwrap_or(i64::MAX);
            errors.add_with("file", key, vec![("limit", Value::Number(limit))]);
        }
    }
    Ok(Err(errors))
}

/// Makes a file the draft.
pub(super) async fn attach(
    visit: &Visit,
    member: &Member,
    policy: &Policy,
    stamp: &str,
    bytes: Vec<u8>,
) -> Result<(), PolicyError> {
    let (now, by, stamp) = (visit.now, member.person(), stamp.to_owned());
    let (policy, messages) = (policy.clone(), visit.app.messages.clone());
    let written = visit.app.write(member, move |tenant| {
        let before = drafts::get(tenant, policy.id)?.map(|draft| draft.stamp()).unwrap_or_default();
        if before != stamp {
            return Err(PolicyError::Changed);
        }
        let id = blobs::keep(tenant, now, Paper::Pdf.media_type(), &bytes)?;
        let file = File { id, sha256: Hash::of(&bytes), bytes: bytes.len() };
        let sheet = finished::draft_text(&policy.title, policy.language, &file, &messages);
        drafts::attach(tenant, now, by, policy.id, (&sheet, id))
    });
    written.await
}
