//! The operator, as an argument of a handler.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};

use super::error::Error;
use super::member::is_fresh_enough;
use super::route::Door;
use super::visit::Visit;
use crate::access::factor;

/// Who may see pages of the installation: a signed-in operator, or in the demonstration everybody at the
/// machine (it listens on loopback only).
#[derive(Debug, Clone, Copy)]
pub struct Operator {
    _private: (),
}

impl FromRequest for Operator {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Error>>>>;

    fn from_request(request: &HttpRequest, _payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move { of(&Visit::once(&request).await?) })
    }
}

fn of(visit: &Visit) -> Result<Operator, Error> {
    let route = visit.route.ok_or(Error::NotFound)?;
    if route.door != Door::Operator {
        return Err(Error::Internal(format!("{route:?} is not a page of the operator")));
    }
    if visit.app.settings.demonstration {
        return Ok(Operator { _private: () });
    }
    let session = visit.session.ok_or_else(|| visit.sign_in_first())?;
    if !session.is_operator {
        return Err(Error::NotFound);
    }
    if visit.app.settings.second_factor.stops(factor::needs([], true), session.has_factor) {
        return Err(Error::SecondFactor(visit.address.clone()));
    }
    if !is_fresh_enough(&session, route.sensitivity, visit.now) {
        return Err(Error::PasswordAgain(visit.address.clone()));
    }
    Ok(Operator { _private: () })
}
