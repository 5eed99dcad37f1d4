//! The mails about periods and holds.

use crate::access::Role;
use crate::clock::Moment;
use crate::db::{Error, Tenant};
use crate::mail::{self, About, Post, Recipient, Sheet};
use crate::messages::args;
use crate::organisations;
use crate::people::store as people;
use crate::web::dates;

use super::{Change, KIND};

/// Tells the owners that a period was changed.
pub(super) fn changed(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    (change, version, before): (&Change, i64, i64),
) -> Result<(), Error> {
    let (slug, name) = (organisations::store::slug(tenant)?, organisations::name(tenant)?);
    for person in people::holders(tenant, Role::Owner, None)? {
        // Whoever keeps the staff list leads it nowhere else.
        let Some(email) = people::sign_in_address(tenant, person.id)?.or(person.email) else { continue };
        let language = person.language;
        let mut values = args([("before", before), ("months", change.months)]);
        values.set("from", dates::written(&change.from_on.to_string(), "day", language).unwrap_or_default());
        let rule = change.rule.as_str().replace('_', "-");
        values.set("what", post.word(language, &format!("retention-rule-{rule}")));
        let say = |part: &str| post.words(language, &format!("retention-changed-{part}"), &values);
        let sheet = Sheet {
            subject: say("subject"),
            organisation: Some(name.clone()),
            before: vec![say("body"), change.reason.clone()],
            button: Some(post.word(language, "retention-mail-button")),
            href: Some(post.link(&format!("/o/{slug}/settings/retention"))),
            after: vec![post.word(language, "retention-mail-why")],
            ..Sheet::default()
        };
        let letter = post.letter(language, &sheet).map_err(|fault| Error::Unavailable(fault.to_string()))?;
        let occasion = format!("retention/changed/{rule}/{version}/{}", person.id);
        let about = About { kind: KIND, occasion, incident: None };
        mail::queue(tenant, now, &about, &Recipient { person: Some(person.id), email, language }, &letter)?;
    }
    Ok(())
}
