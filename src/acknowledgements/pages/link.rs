//! The personal link. A GET shows and records nothing, whoever opens it and how often.

use actix_web::http::StatusCode;
use actix_web::web;
use serde_json::json;

use super::reading::{self, Again, Reader, Shelf, with};
use crate::access::LinkHolder;
use crate::access::address::{self, Token};
use crate::acknowledgements::{
    self, AcknowledgementError, EndedBecause, Link, Method, Standing, StoppedBecause, links,
};
use crate::messages::Language;
use crate::web::{Answer, Body, Error, Visit, dates, see_other};

/// Who came by a link that leads somewhere, working or not.
struct Came {
    visit: Visit,
    link: Link,
    reader: Reader<LinkHolder>,
}

type OnePart = web::Path<String>;
type TwoParts = web::Path<(String, String)>;

/// Finds out who came. What leads nowhere is the same page for every token.
async fn came(mut visit: Visit, token: &str) -> Result<Came, Error> {
    let holder = holder(&visit, token).await?.ok_or(Error::NotFound)?;
    let (link, shelf) = visit
        .app
        .read(&holder, move |tenant| {
            let (link, person) = links::holder(tenant, &holder)?;
            Ok::<_, AcknowledgementError>((link, Shelf::of(tenant, person.id)?))
        })
        .await?;
    visit.reads(shelf.person.language);
    let reader = Reader {
        entry: holder.known_as(shelf.person.id),
        base: format!("/s/{token}"),
        method: Method::Link,
        link: Some(link.id),
        shelf,
        kiosk: None,
    };
    Ok(Came { visit, link, reader })
}

async fn holder(visit: &Visit, token: &str) -> Result<Option<LinkHolder>, Error> {
    let Some(token) = Token::parse(token) else { return Ok(None) };
    let found: Result<_, crate::db::Error> = visit
        .app
        .look(move |database| database.read_system(|system| address::find_open(system, &token)))
        .await;
    let (found, kept_out) = found?;
    match (found.as_ref().and_then(LinkHolder::from_address), kept_out) {
        (Some(_), Some(kept_out)) => Err(kept_out.into()),
        (holder, _) => Ok(holder),
    }
}

impl Came {
    /// Why the link leads nowhere now; nothing while it works.
    fn over(&self) -> Option<&'static str> {
        if !self.reader.shelf.person.is_present() {
            return Some("left");
        }
        match links::standing(&self.link, self.visit.now) {
            Standing::Live => None,
            Standing::Expired => Some("expired"),
            Standing::Stopped(StoppedBecause::Stopped | StoppedBecause::NotMe) => Some("stopped"),
            Standing::Stopped(StoppedBecause::Replaced) => Some("replaced"),
            Standing::Stopped(StoppedBecause::Withdrawn) => Some("withdrawn"),
            Standing::Stopped(StoppedBecause::Left) => Some("left"),
            Standing::Stopped(StoppedBecause::Address) => Some("address"),
        }
    }

    /// The page of a link that has stopped, in words for its reason. It names nobody.
    fn over_page(&self, why: &str) -> Answer {
        let visit = &self.visit;
        let day = match why {
            "replaced" | "address" => self.link.stopped_at.unwrap_or(visit.now),
            _ => self.link.expires_at.plus_seconds(-1),
        };
        let date = dates::written(&day.day().to_string(), "day", visit.language).unwrap_or_default();
        let values = [("organisation", self.reader.shelf.organisation.as_str()), ("date", &date)];
        let context = json!({
            "organisation": { "name": self.reader.shelf.organisation, "slug": self.reader.shelf.slug },
            "title": visit.words(&format!("sign-link-{why}-title")),
            "body": with(visit, &format!("sign-link-{why}-body"), &values),
            "renew": (why == "expired").then(|| renewing(&self.reader.base, visit.language)),
        });
        let context = visit.context(context);
        visit.render("acknowledgements/link_over.html", StatusCode::GONE, context, &[])
    }

    /// The duty that the link was sent for, when nothing else is open and it ended.
    fn ended(&self) -> Option<(&acknowledgements::Assignment, EndedBecause)> {
        if self.reader.shelf.open().next().is_some() {
            return None;
        }
        let own = self.reader.shelf.duties.iter().find(|duty| duty.request == self.link.request)?;
        own.ended_because.map(|because| (own, because))
    }

    fn list_page(&self) -> Answer {
        let context = self.reader.context(&self.visit, self.reader.list(&self.visit));
        self.visit.render("acknowledgements/list.html", StatusCode::OK, context, &[])
    }
}

/// The link itself: one policy to read is shown at once, several as a list.
pub(super) async fn open(visit: Visit, path: OnePart) -> Answer {
    let came = came(visit, &path).await?;
    if let Some(why) = came.over() {
        return came.over_page(why);
    }
    if let Some((duty, because)) = came.ended() {
        return reading::ended(&came.visit, &came.reader, duty, because, StatusCode::GONE).await;
    }
    let open: Vec<_> = came.reader.shelf.open().collect();
    match open.as_slice() {
        [one] => reading::read(&came.visit, &came.reader, one, Again::No).await,
        _ => came.list_page(),
    }
}

pub(super) async fn list(visit: Visit, path: OnePart) -> Answer {
    let came = came(visit, &path).await?;
    match came.over() {
        Some(why) => came.over_page(why),
        None => came.list_page(),
    }
}

pub(super) async fn read(visit: Visit, path: TwoParts) -> Answer {
    let (token, assignment) = path.into_inner();
    let came = came(visit, &token).await?;
    if let Some(why) = came.over() {
        return came.over_page(why);
    }
    let duty = came.reader.shelf.duty(&assignment)?;
    reading::read(&came.visit, &came.reader, duty, Again::No).await
}

pub(super) async fn file(visit: Visit, path: TwoParts) -> Answer {
    let (token, assignment) = path.into_inner();
    let came = came(visit, &token).await?;
    if let Some(why) = came.over() {
        return came.over_page(why);
    }
    reading::file(&came.visit, &came.reader, came.reader.shelf.duty(&assignment)?).await
}

pub(super) async fn sign(visit: Visit, path: TwoParts, body: Body) -> Answer {
    let (token, assignment) = path.into_inner();
    let mut came = came(visit, &token).await?;
    if let Some(why) = came.over() {
        return came.over_page(why);
    }
    let fields = body.fields().await?;
    if let Some(language) = Language::from_code(fields.text("language")) {
        came.visit.language = language;
    }
    let duty = came.reader.shelf.duty(&assignment)?;
    let answer = reading::press(&came.visit, &came.reader, duty, &fields).await;
    match answer {
        // Stopped between reading and pressing: the page of the link says why.
        Err(Error::Gone(_)) => came.over_page("stopped"),
        other => other,
    }
}

pub(super) async fn receipt(visit: Visit, path: TwoParts) -> Answer {
    let (token, id) = path.into_inner();
    let came = came(visit, &token).await?;
    match came.over() {
        Some(why) => came.over_page(why),
        None => reading::receipt(&came.visit, &came.reader, &id),
    }
}

pub(super) async fn not_you_form(visit: Visit, path: OnePart) -> Answer {
    let came = came(visit, &path).await?;
    let stopped = links::standing(&came.link, came.visit.now) == Standing::Stopped(StoppedBecause::NotMe);
    if let Some(why) = came.over().filter(|_| !stopped) {
        return came.over_page(why);
    }
    let shelf = &came.reader.shelf;
    let title = if stopped { "sign-not-you-done-title" } else { "sign-not-you-title" };
    let context = json!({
        "organisation": { "name": shelf.organisation, "slug": shelf.slug },
        "title": came.visit.words(title),
        "name": shelf.person.name(),
        "stopped": stopped,
        "action": format!("{}/not-you", came.reader.base),
        "back": came.reader.base,
    });
    let context = came.visit.context(context);
    came.visit.render("acknowledgements/not_you.html", StatusCode::OK, context, &[])
}

pub(super) async fn not_you(visit: Visit, path: OnePart) -> Answer {
    let came = came(visit, &path).await?;
    if let Some(why) = came.over() {
        return came.over_page(why);
    }
    let (now, post, entry) = (came.visit.now, came.visit.app.post.clone(), came.reader.entry);
    came.visit.app.write(&entry, move |tenant| acknowledgements::not_me(tenant, now, &post, &entry)).await?;
    Ok(see_other(&format!("{}/not-you", came.reader.base)))
}

/// Where a new link is asked for, and where that is said. The address carries the language of the page before.
fn renewing(base: &str, language: Language) -> String {
    format!("{base}/renew?language={}", language.code())
}

/// In the language of the page with the button. The link isn't asked for it: else the language of the answer would
/// tell of any token whether it leads to somebody.
fn as_before(visit: &mut Visit) {
    if let Some(language) = Language::from_code(visit.query.text("language")) {
        visit.reads(language);
    }
}

/// "Check your e-mail": the same page for every token, so it tells nobody which links exist.
pub(super) async fn renewed(mut visit: Visit, path: OnePart) -> Answer {
    Token::parse(&path).ok_or(Error::NotFound)?;
    as_before(&mut visit);
    // After a restore mail waits until whoever runs the installation lets it go.
    let held = visit.mail_is_held().await?;
    let context = visit.context(json!({ "title": visit.words("sign-link-sent-title"), "held": held }));
    visit.render("acknowledgements/renewed.html", StatusCode::OK, context, &[])
}

/// Sends a new link to the stored address of who holds an expired one. The answer is always the same.
pub(super) async fn renew(mut visit: Visit, path: OnePart) -> Answer {
    let token = Token::parse(&path).ok_or(Error::NotFound)?;
    as_before(&mut visit);
    let to = renewing(&format!("/s/{}", token.reveal()), visit.language);
    if let Some(holder) = holder(&visit, &path).await? {
        let (now, post) = (visit.now, visit.app.post.clone());
        visit.app.write(&holder, move |tenant| acknowledgements::renew(tenant, now, &post, &holder)).await?;
    }
    Ok(see_other(&to))
}
