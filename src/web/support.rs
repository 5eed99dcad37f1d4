//! An operator in an organisation, as an argument of a handler, and the band that everybody sees meanwhile.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use serde_json::{Value as Json, json};

use super::dates;
use super::error::Error;
use super::member::is_fresh_enough;
use super::route::Door;
use super::visit::Visit;
use crate::access::support::{self, Supporter};
use crate::access::{Action, Member, factor};
use crate::clock::Moment;
use crate::db::ids::SupportVisitId;
use crate::messages::args;

impl FromRequest for Supporter {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Error>>>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let visit = Visit::once(&request).await?;
            let text = request.match_info().get("visit").unwrap_or_default().to_owned();
            of(&visit, &text).await
        })
    }
}

async fn of(visit: &Visit, text: &str) -> Result<Supporter, Error> {
    let route = visit.route.ok_or(Error::NotFound)?;
    if route.door != Door::Support {
        return Err(Error::Internal(format!("{route:?} is not a page of support")));
    }
    let session = visit.session.ok_or_else(|| visit.sign_in_first())?;
    let id = SupportVisitId::parse(text).ok_or(Error::NotFound)?;
    let now = visit.now;
    let found: Result<_, crate::db::Error> =
        visit.app.look(move |database| support::enter(database, session, id, now)).await;
    let supporter = found?.ok_or(Error::NotFound)?;
    if visit.app.settings.second_factor.stops(factor::needs([], true), session.has_factor) {
        return Err(Error::SecondFactor(visit.address.clone()));
    }
    if !is_fresh_enough(&session, route.sensitivity, now) {
        return Err(Error::PasswordAgain(visit.address.clone()));
    }
    Ok(supporter)
}

/// Minutes until then, begun ones whole.
fn minutes_left(now: Moment, ends_at: Moment) -> i64 {
    let seconds = ends_at.seconds().saturating_sub(now.seconds());
    seconds.saturating_add(59).div_euclid(60)
}

fn words(visit: &Visit, key: &str, email: &str, ends_at: Moment) -> String {
    let until = dates::written(&ends_at.to_string(), "time", visit.language).unwrap_or_default();
    let mut values = args([("email", email), ("until", until.as_str())]);
    values.set("count", minutes_left(visit.now, ends_at));
    visit.app.messages.format(visit.language, key, &values)
}

/// The band of an operator who is inside an organisation, on every page; nothing for anybody else.
pub(super) fn own_band(visit: &Visit) -> Json {
    let helping = visit.session.and_then(|session| session.helping);
    let Some(helping) = helping.filter(|helping| helping.goes_on(visit.now)) else { return Json::Null };
    json!([{
        "text": words(visit, "support-band-own", "", helping.ends_at),
        "end": format!("/operator/support/{}/end", helping.visit),
        "href": format!("/support/{}", helping.visit),
    }])
}

/// The band of those who lead the organisation that somebody looks into; owners can end it.
pub(super) fn band(visit: &Visit, member: &Member) -> Json {
    if !member.may(Action::SeeActivity) {
        return own_band(visit);
    }
    let ends = member.may(Action::AnswerSupport);
    let shown = member.helpers().iter().filter(|helper| helper.goes_on(visit.now));
    let bands: Vec<Json> = shown
        .map(|helper| {
            let end = member.path(&format!("settings/support/{}/end", helper.visit));
            json!({
                "text": words(visit, "support-band", &helper.email, helper.ends_at),
                "end": ends.then_some(end),
            })
        })
        .collect();
    if bands.is_empty() { own_band(visit) } else { json!(bands) }
}

#[cfg(test)]
mod tests {
    use super::{Moment, minutes_left};

    #[test]
    fn a_minute_that_has_begun_counts() {
        let now = Moment::parse("2026-11-21T10:00:00Z").unwrap();
        for (seconds, minutes) in [(3_600, 60), (61, 2), (60, 1), (1, 1), (0, 0)] {
            assert_eq!(minutes_left(now, now.plus_seconds(seconds)), minutes, "{seconds}");
        }
    }
}
