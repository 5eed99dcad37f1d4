//! What the table of contents says of each URL.

use crate::access::Action;

/// The methods that we answer. HEAD is answered wherever GET is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Method {
    /// Shows.
    Get,
    /// Changes.
    Post,
}

/// By which entry a URL is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Door {
    /// Anybody.
    Public,
    /// Anybody with a session; no organisation.
    SignedIn,
    /// A member of the organisation in the address who may do this.
    Member(Action),
    /// Who holds the link in the address.
    Link,
    /// Who is signed in at a tablet of a service, or on their own phone without an account; or the tablet.
    Kiosk,
    /// A signed-in operator; in the demonstration everybody at the machine.
    Operator,
    /// A signed-in operator whom the organisation of the visit in the address lets look in.
    Support,
    /// Only in builds for development.
    Development,
}

/// How fresh the proof of identity must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sensitivity {
    /// A live session is enough.
    Normal,
    /// The password again, once a session: assigned cases.
    Sensitive,
    /// The password in the last 15 minutes, that of the sign-in counts: roles, keys, evidence, a second factor.
    Fresh,
}

/// The pattern of the address that answers: kept with it, because looking it up walks all the others.
#[derive(Debug, Clone, Copy)]
pub struct Pattern(pub &'static str);

/// One URL.
#[derive(Clone, Copy)]
pub struct Route {
    /// The method.
    pub method: Method,
    /// The pattern, as actix writes it.
    pub path: &'static str,
    /// By which entry it is reached.
    pub door: Door,
    /// How fresh the proof of identity must be.
    pub sensitivity: Sensitivity,
    /// Whether it takes much work: such work is counted, and takes turns (`web::bounded`).
    pub is_heavy: bool,
    /// Makes the handler.
    pub handler: fn() -> actix_web::Route,
}

impl Route {
    /// A URL that shows something.
    #[must_use]
    pub const fn get(path: &'static str, door: Door, handler: fn() -> actix_web::Route) -> Self {
        Self { method: Method::Get, path, door, sensitivity: Sensitivity::Normal, is_heavy: false, handler }
    }

    /// A URL that changes something.
    #[must_use]
    pub const fn post(path: &'static str, door: Door, handler: fn() -> actix_web::Route) -> Self {
        Self { method: Method::Post, path, door, sensitivity: Sensitivity::Normal, is_heavy: false, handler }
    }

    /// The same with a fresher proof of identity.
    #[must_use]
    pub const fn with(self, sensitivity: Sensitivity) -> Self {
        Self { sensitivity, ..self }
    }

    /// The same, known to take much work: files made on request, comparisons, imports.
    #[must_use]
    pub const fn heavy(self) -> Self {
        Self { is_heavy: true, ..self }
    }
}

impl std::fmt::Debug for Route {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{:?} {}", self.method, self.path)
    }
}
