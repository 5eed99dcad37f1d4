//! The pages: the manager's tablets, slips and badges; the tablet; what who signed in there can do.

mod devices;
mod lookup;
mod own;
mod own_pin;
mod phone;
mod report;
mod slips;
mod tablet;

use actix_web::web;

use super::KioskError;
use crate::access::Action;
use crate::web::{Door, Error, Route, Sensitivity};

const DEVICES: Door = Door::Member(Action::ManageDevices);
const PEOPLE: Door = Door::Member(Action::ManagePeople);
const SETTINGS: Door = Door::Member(Action::ManageOrganisation);
const FRESH: Sensitivity = Sensitivity::Fresh;

/// Every URL of this slice.
pub const ROUTES: &[Route] = &[
    Route::get("/o/{slug}/devices", DEVICES, || web::to(devices::list)),
    // What signs in without a password is made by who has just proved who they are.
    Route::get("/o/{slug}/devices/add", DEVICES, || web::to(devices::add_form)).with(FRESH),
    Route::post("/o/{slug}/devices/add", DEVICES, || web::to(devices::add)).with(FRESH),
    Route::get("/o/{slug}/devices/{device}", DEVICES, || web::to(devices::show)),
    Route::post("/o/{slug}/devices/{device}", DEVICES, || web::to(devices::rename)),
    Route::post("/o/{slug}/devices/{device}/code", DEVICES, || web::to(devices::code)).with(FRESH),
    Route::get("/o/{slug}/devices/{device}/revoke", DEVICES, || web::to(devices::revoke_form)),
    Route::post("/o/{slug}/devices/{device}/revoke", DEVICES, || web::to(devices::revoke)),
    Route::get("/o/{slug}/slips", PEOPLE, || web::to(slips::list)),
    Route::post("/o/{slug}/slips/print", PEOPLE, || web::to(slips::print)).with(FRESH).heavy(),
    Route::post("/o/{slug}/slips/settings", SETTINGS, || web::to(slips::settings)),
    Route::get("/o/{slug}/slips/{holder}/stop", PEOPLE, || web::to(slips::stop_form)),
    Route::post("/o/{slug}/slips/{holder}/stop", PEOPLE, || web::to(slips::stop)),
    Route::get("/kiosk", Door::Public, || web::to(tablet::start)),
    Route::post("/kiosk", Door::Public, || web::to(tablet::sign_in)),
    Route::post("/kiosk/enrol", Door::Public, || web::to(tablet::enrol)),
    Route::get("/kiosk/done", Door::Public, || web::to(tablet::done)),
    Route::get("/kiosk/b/{token}", Door::Link, || web::to(tablet::badge)),
    Route::post("/kiosk/b/{token}", Door::Link, || web::to(tablet::by_badge)),
    Route::get("/kiosk/policies", Door::Kiosk, || web::to(lookup::at_tablet)),
    Route::get("/kiosk/policies/{rendition}", Door::Kiosk, || web::to(lookup::text_at_tablet)),
    Route::get("/kiosk/policies/{rendition}/file", Door::Kiosk, || web::to(lookup::file_at_tablet)),
    Route::get("/kiosk/me", Door::Kiosk, || web::to(own::list)),
    Route::get("/kiosk/me/read/{assignment}", Door::Kiosk, || web::to(own::read)),
    Route::post("/kiosk/me/read/{assignment}", Door::Kiosk, || web::to(own::sign)),
    Route::get("/kiosk/me/read/{assignment}/file", Door::Kiosk, || web::to(own::file)),
    Route::get("/kiosk/me/receipts/{id}", Door::Kiosk, || web::to(own::receipt)),
    Route::get("/kiosk/me/policies", Door::Kiosk, || web::to(lookup::of_person)),
    Route::get("/kiosk/me/policies/{rendition}", Door::Kiosk, || web::to(lookup::text_of_person)),
    Route::get("/kiosk/me/policies/{rendition}/file", Door::Kiosk, || web::to(lookup::file_of_person)),
    Route::get("/kiosk/me/incidents/report", Door::Kiosk, || web::to(report::form)),
    Route::post("/kiosk/me/incidents/report", Door::Kiosk, || web::to(report::post)),
    Route::get("/kiosk/me/incidents/outside", Door::Kiosk, || web::to(report::outside)),
    Route::get("/kiosk/me/incidents/received/{reference}", Door::Kiosk, || web::to(report::received)),
    Route::get("/kiosk/me/pin", Door::Kiosk, || web::to(own_pin::form)),
    Route::post("/kiosk/me/pin", Door::Kiosk, || web::to(own_pin::choose)),
    Route::post("/kiosk/me/more", Door::Kiosk, || web::to(own::more)),
    Route::post("/kiosk/me/finish", Door::Kiosk, || web::to(own::finish)),
    Route::get("/staff", Door::Public, || web::to(phone::ask)),
    Route::get("/staff/{slug}", Door::Public, || web::to(phone::form)),
    Route::post("/staff/{slug}", Door::Public, || web::to(phone::sign_in)),
];

impl From<KioskError> for Error {
    fn from(error: KioskError) -> Self {
        match error {
            KioskError::Database(fault) => fault.into(),
            KioskError::NotFound => Self::NotFound,
            KioskError::NotACode => Self::Conflict("kiosk-error-code"),
            KioskError::Revoked => Self::Conflict("devices-error-revoked"),
            KioskError::Changed => Self::Conflict("kiosk-error-changed"),
        }
    }
}
