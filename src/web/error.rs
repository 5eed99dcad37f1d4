//! What a handler answers when it can't do what was asked, and the pages for it.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};

use super::engine::EngineError;
use crate::access::address::KeptOut;
use crate::access::passwords::Busy;
use crate::access::under_way::Full;
use crate::blobs::KeepError;
use crate::db;
use crate::keys::store::OpenError;

/// An answer that isn't the page that was asked for.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It doesn't exist, or one may not know of it.
    #[error("not found")]
    NotFound,
    /// One may see it but not do this.
    #[error("forbidden")]
    Forbidden,
    /// One may do this elsewhere, but not here; the message says why.
    #[error("forbidden here: {0}")]
    ForbiddenHere(&'static str),
    /// The request came from another site.
    #[error("from another site")]
    OtherSite,
    /// Something changed meanwhile; the message says what.
    #[error("conflict: {0}")]
    Conflict(&'static str),
    /// The organisation is on its way to its end: it can be read, not changed.
    #[error("the organisation is closing")]
    Closing,
    /// The operator has suspended the organisation of a member or of a link.
    #[error("the organisation is suspended")]
    Suspended,
    /// The browser is a shared tablet: nobody signs in to an account on it.
    #[error("a shared tablet")]
    SharedTablet,
    /// A link that has stopped; the message says why.
    #[error("gone: {0}")]
    Gone(&'static str),
    /// The request can't be read.
    #[error("not a request that we read: {0}")]
    Unreadable(&'static str),
    /// The upload is too big.
    #[error("too large")]
    TooLarge,
    /// The form came too slowly to wait for its end.
    #[error("too slow")]
    TooSlow,
    /// Too much is being sent at once.
    #[error("crowded: {0}")]
    Crowded(Full),
    /// A text is over a limit; the message says which, and the limit.
    #[error("over a limit: {0}, {1}")]
    OverLimit(&'static str, usize),
    /// Too many tries; seconds to wait.
    #[error("too many tries")]
    TooMany(i64),
    /// Too much was asked for in a short time; seconds to wait.
    #[error("too fast")]
    TooFast(i64),
    /// Sign in first, then come back.
    #[error("sign in")]
    SignIn(String),
    /// The password was right; give the code, then come back.
    #[error("code")]
    Code(String),
    /// What one may do here needs a second factor: set it up, then come back.
    #[error("second factor")]
    SecondFactor(String),
    /// Give the password again, then come back.
    #[error("password again")]
    PasswordAgain(String),
    /// Another page comes first.
    #[error("another page first: {0}")]
    First(&'static str),
    /// The database or the hasher is away or busy.
    #[error("unavailable: {0}")]
    Unavailable(String),
    /// Our fault.
    #[error("internal: {0}")]
    Internal(String),
}

impl From<db::Error> for Error {
    fn from(error: db::Error) -> Self {
        match error {
            db::Error::Unavailable(why) => Self::Unavailable(why),
            db::Error::Query(fault) => Self::Internal(fault.to_string()),
        }
    }
}

impl From<KeepError> for Error {
    fn from(error: KeepError) -> Self {
        match error {
            KeepError::Database(fault) => fault.into(),
            KeepError::Full => Self::Conflict("usage-storage-full"),
        }
    }
}

impl From<KeptOut> for Error {
    fn from(kept_out: KeptOut) -> Self {
        match kept_out {
            KeptOut::Suspended => Self::Suspended,
            KeptOut::Closed => Self::Gone("closing-gone"),
        }
    }
}

impl From<EngineError> for Error {
    fn from(error: EngineError) -> Self {
        Self::Internal(error.to_string())
    }
}

impl From<Busy> for Error {
    fn from(busy: Busy) -> Self {
        Self::Unavailable(busy.to_string())
    }
}

impl From<OpenError> for Error {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::Database(error) => error.into(),
            other => Self::Internal(other.to_string()),
        }
    }
}

impl Error {
    /// The template with the page.
    #[must_use]
    pub const fn template(&self) -> &'static str {
        match self {
            Self::NotFound => "errors/not_found.html",
            Self::Forbidden | Self::ForbiddenHere(_) | Self::OtherSite => "errors/forbidden.html",
            Self::Suspended => "errors/suspended.html",
            Self::SharedTablet => "errors/tablet.html",
            Self::Closing => "errors/closing.html",
            Self::Conflict(_) => "errors/conflict.html",
            Self::Gone(_) => "errors/gone.html",
            Self::Unreadable(_) | Self::TooLarge | Self::TooSlow => "errors/invalid.html",
            Self::OverLimit(..) => "errors/limit.html",
            Self::TooMany(_) => "errors/too_many.html",
            Self::TooFast(_) | Self::Crowded(_) => "errors/too_fast.html",
            Self::Unavailable(_) => "errors/unavailable.html",
            Self::SignIn(_)
            | Self::Code(_)
            | Self::SecondFactor(_)
            | Self::PasswordAgain(_)
            | Self::First(_)
            | Self::Internal(_) => "errors/internal.html",
        }
    }

    /// The message that says what happened, where the page has room for one.
    #[must_use]
    pub const fn reason(&self) -> Option<&'static str> {
        match self {
            Self::ForbiddenHere(key)
            | Self::Conflict(key)
            | Self::Gone(key)
            | Self::Unreadable(key)
            | Self::OverLimit(key, _) => Some(key),
            Self::OtherSite => Some("error-other-site"),
            Self::TooLarge => Some("error-too-large"),
            Self::TooSlow => Some("error-too-slow"),
            Self::Crowded(Full::Own) => Some("errors-crowded-own"),
            Self::Crowded(Full::All) => Some("errors-crowded-all"),
            _ => None,
        }
    }

    /// Where to go instead of a page: to sign in or to set a second factor up, and then back.
    #[must_use]
    pub fn elsewhere(&self) -> Option<String> {
        let to = |page: &str, back: &str| {
            format!(
                "{page}?{}",
                url::form_urlencoded::Serializer::new(String::new()).append_pair("to", back).finish()
            )
        };
        match self {
            Self::SignIn(back) => Some(to("/sign-in", back)),
            Self::Code(back) => Some(to("/sign-in/code", back)),
            Self::SecondFactor(back) => Some(to("/account/second-factor", back)),
            Self::PasswordAgain(back) => Some(to("/sign-in/again", back)),
            Self::First(page) => Some((*page).to_owned()),
            _ => None,
        }
    }
}

impl ResponseError for Error {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Forbidden
            | Self::ForbiddenHere(_)
            | Self::OtherSite
            | Self::Suspended
            | Self::SharedTablet => StatusCode::FORBIDDEN,
            Self::Conflict(_) | Self::Closing => StatusCode::CONFLICT,
            Self::Gone(_) => StatusCode::GONE,
            Self::Unreadable(_) => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::OverLimit(..) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooMany(_) | Self::TooFast(_) | Self::Crowded(Full::Own) => StatusCode::TOO_MANY_REQUESTS,
            Self::SignIn(_)
            | Self::Code(_)
            | Self::SecondFactor(_)
            | Self::PasswordAgain(_)
            | Self::First(_) => StatusCode::SEE_OTHER,
            Self::Unavailable(_) | Self::Crowded(Full::All) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// An empty answer; the page is put in by `guard::error_pages`, which knows the language.
    fn error_response(&self) -> HttpResponse {
        HttpResponse::new(self.status_code())
    }
}
