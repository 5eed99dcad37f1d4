//! Setting a second factor up: the square code, the first code of the app, the recovery codes.

use std::sync::Arc;

use serde_json::{Value, json};

use super::{APP, CODES, OWN, done, on_the_way, switched_on, wanted};
use crate::access::Session;
use crate::accounts::factor::recovery::Code;
use crate::accounts::factor::seed::Seed;
use crate::accounts::factor::{self, FactorError, form};
use crate::accounts::store;
use crate::telemetry::security::Event;
use crate::web::square::square;
use crate::web::{Answer, Body, Error, Fields, FormErrors, Visit, see_other};

const APP_PAGE: &str = "accounts/factor_app.html";

/// Offers a seed.
pub(super) async fn start(visit: Visit, session: Session) -> Answer {
    switched_on(&visit)?;
    let (now, seed) = (visit.now, Seed::new());
    visit
        .app
        .work(move |database| {
            database.write_system(move |system| factor::offer(system, now, session.account, &seed))
        })
        .await?;
    Ok(see_other(&on_the_way(APP, wanted(&visit))))
}

/// The seed that waits for its first code, and whose it is; without one, the way to begin.
async fn offered(visit: &Visit, session: &Session) -> Result<Option<(Seed, String)>, Error> {
    let (now, account) = (visit.now, session.account);
    let found = visit
        .app
        .look(move |database| {
            database.read_system(|system| {
                let seed = factor::offered(system, now, account)?;
                let email = store::email(system, account)?;
                Ok::<_, FactorError>((seed, email.map(|email| email.as_str().to_owned())))
            })
        })
        .await;
    match found {
        Ok((seed, email)) => Ok(Some((seed, email.unwrap_or_default()))),
        Err(FactorError::NoOffer) => Ok(None),
        Err(other) => Err(other.into()),
    }
}

fn context(visit: &Visit, seed: &Seed, email: &str) -> Value {
    let link = seed.link(email);
    json!({
        "title": visit.words("signin-second-setup-title"),
        "square": link.as_deref().and_then(square),
        "link": link,
        "groups": seed.groups(),
        "account": email,
        "action": on_the_way(APP, wanted(visit)),
        "back": on_the_way(OWN, wanted(visit)),
    })
}

pub(super) async fn app(visit: Visit, session: Session) -> Answer {
    match offered(&visit, &session).await? {
        Some((seed, email)) => visit.plain(APP_PAGE, context(&visit, &seed, &email)),
        None => Ok(see_other(&on_the_way(OWN, wanted(&visit)))),
    }
}

pub(super) async fn confirm(visit: Visit, session: Session, body: Body) -> Answer {
    switched_on(&visit)?;
    let Some((seed, email)) = offered(&visit, &session).await? else {
        return Ok(see_other(&on_the_way(OWN, wanted(&visit))));
    };
    let fields = body.fields().await?;
    let again = |errors: &FormErrors| {
        visit.plain_again(APP_PAGE, context(&visit, &seed, &email), &Fields::default(), errors)
    };
    let code = match form::app_code(&fields) {
        Ok(code) => code,
        Err(errors) => return again(&errors),
    };
    let (now, post, had_one) = (visit.now, Arc::clone(&visit.app.post), session.has_factor);
    let is_right = visit
        .app
        .work(move |database| {
            database.write_system(move |system| factor::confirm(system, now, &session, &code, &post))
        })
        .await?;
    if !is_right {
        visit.note(Event::WrongCode, None);
        return again(&FormErrors::one("code", "signin-second-error-wrong"));
    }
    visit.note(Event::FactorSet, None);
    let to =
        if had_one { done("factor-replaced", wanted(&visit)) } else { on_the_way(CODES, wanted(&visit)) };
    Ok(see_other(&to))
}

/// Ten codes that count when the form below them is sent. Each look makes others, and changes nothing.
pub(super) async fn codes(visit: Visit, session: Session) -> Answer {
    if !session.has_factor {
        return Ok(see_other(&on_the_way(OWN, wanted(&visit))));
    }
    let (sheet, sealed) = factor::sheet(visit.app.database.keyring(), visit.now, session.account)?;
    let context = json!({
        "title": visit.words("signin-recovery-new-title"),
        "codes": sheet.codes.iter().map(Code::shown).collect::<Vec<_>>(),
        "sheet": sealed,
        "day": visit.now.to_string(),
        "action": on_the_way(CODES, wanted(&visit)),
        "back": on_the_way(OWN, wanted(&visit)),
    });
    std::future::ready(visit.plain("accounts/factor_codes.html", context)).await
}

pub(super) async fn keep(visit: Visit, session: Session, body: Body) -> Answer {
    let fields = body.fields().await?;
    if !session.has_factor {
        return Err(FactorError::IsOff.into());
    }
    let (now, account, post) = (visit.now, session.account, Arc::clone(&visit.app.post));
    let keyring = visit.app.database.keyring();
    let sheet = factor::sent_back(keyring, now, account, fields.text("sheet"))?;
    let (salt, made_at, mut hashes) = (sheet.salt(keyring, account), sheet.made_at, Vec::new());
    for code in &sheet.codes {
        hashes.push(visit.app.hasher.hash_salted(visit.from, code.for_hashing(account), salt).await?);
    }
    visit
        .app
        .work(move |database| {
            database.write_system(move |system| {
                factor::keep_codes(system, now, &session, (made_at, hashes), &post)
            })
        })
        .await?;
    let to = wanted(&visit).map_or_else(|| done("codes-kept", None), str::to_owned);
    Ok(see_other(&to))
}
