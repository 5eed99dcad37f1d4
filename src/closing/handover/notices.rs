//! The mail to every owner that a package was asked for: nobody takes everything away unseen.

use crate::clock::Moment;
use crate::closing::notices::{Letter, to_owners};
use crate::db::ids::HandoverId;
use crate::db::{Error, Tenant};
use crate::mail::Post;

pub(super) fn asked(tenant: &mut Tenant<'_>, now: Moment, post: &Post, id: HandoverId) -> Result<(), Error> {
    let letter = Letter { kind: "handover", word: "taken-out", day: None, path: "settings/export" };
    to_owners(tenant, now, post, &letter, &format!("handover/{id}"))
}
