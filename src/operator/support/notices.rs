//! The mails to owners: an operator asks, goes in, is out again.

use fluent_bundle::FluentArgs;

use super::{SupportError, SupportVisit};
use crate::access::{Command, Role};
use crate::clock::Moment;
use crate::db::{Error as DbError, System};
use crate::mail::{self, About, Post, Recipient, Sheet};
use crate::messages::Language;
use crate::{organisations, people};

/// The kind of mail.
const KIND: &str = "support";

/// What owners are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    /// Somebody asks.
    Asked,
    /// Somebody is inside.
    Began,
    /// They are out again.
    Ended,
}

impl News {
    const fn word(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Began => "began",
            Self::Ended => "ended",
        }
    }
}

/// Queues the mails to the owners.
///
/// # Errors
/// The database is away.
pub(super) fn tell(
    system: &mut System<'_>,
    now: Moment,
    post: &Post,
    visit: &SupportVisit,
    news: News,
) -> Result<(), SupportError> {
    let entry = Command::on(visit.organisation).by_operator();
    let mut tenant = system.enter(&entry).map_err(DbError::from)?;
    let (name, slug) = (organisations::name(&mut tenant)?, organisations::store::slug(&mut tenant)?);
    for owner in people::holders(&mut tenant, Role::Owner, None)? {
        let Some(email) = owner.email.clone() else { continue };
        let sheet = sheet(post, owner.language, (&name, &slug), visit, news);
        let letter =
            post.letter(owner.language, &sheet).map_err(|fault| DbError::Unavailable(fault.to_string()))?;
        let occasion = format!("support/{}/{}/{}", visit.id, news.word(), owner.id);
        let about = About { kind: KIND, occasion, incident: None };
        let to = Recipient { person: Some(owner.id), email, language: owner.language };
        mail::queue(&mut tenant, now, &about, &to, &letter)?;
    }
    Ok(())
}

fn sheet(
    post: &Post,
    language: Language,
    (name, slug): (&str, &str),
    visit: &SupportVisit,
    news: News,
) -> Sheet {
    let mut values = FluentArgs::new();
    values.set("organisation", name.to_owned());
    values.set("email", visit.email.clone());
    values.set("count", visit.wish.minutes);
    values.set("reason", visit.wish.reason.clone());
    let say = |key: &str| post.words(language, key, &values);
    let mut before = vec![say(&format!("support-mail-{}", news.word())), say("support-mail-reason")];
    if visit.wish.emergency && news == News::Asked {
        before.push(say("support-mail-emergency"));
    }
    before.push(say("support-mail-sees"));
    Sheet {
        subject: say(&format!("support-mail-{}-subject", news.word())),
        organisation: Some(name.to_owned()),
        before,
        button: Some(say("support-mail-button")),
        href: Some(post.link(&format!("/o/{slug}/settings/support"))),
        after: vec![say("support-mail-why")],
        ..Sheet::default()
    }
}
