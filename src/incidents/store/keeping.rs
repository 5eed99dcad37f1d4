//! The end of a case in the database.

use diesel::prelude::*;

use crate::db::ids::{IncidentEntryId, IncidentId};
use crate::db::schema::{incident_entries, incident_texts, incident_told, incidents, mails};
use crate::db::{Error, Tenant};

/// Deletes a case with everything that belongs to it. The database refuses it without tombstones.
pub(in crate::incidents) fn remove(tenant: &mut Tenant<'_>, id: IncidentId) -> Result<(), Error> {
    let entries: Vec<IncidentEntryId> = tenant
        .all(incident_entries::table)
        .filter(incident_entries::incident_id.eq(id))
        .select(incident_entries::id)
        .load(tenant.connection())?;
    let texts = tenant.all(incident_texts::table).filter(incident_texts::entry_id.eq_any(entries));
    diesel::delete(texts).execute(tenant.connection())?;
    let entries = tenant.all(incident_entries::table).filter(incident_entries::incident_id.eq(id));
    diesel::delete(entries).execute(tenant.connection())?;
    let told = tenant.all(incident_told::table).filter(incident_told::incident_id.eq(id));
    diesel::delete(told).execute(tenant.connection())?;
    let mails = tenant.all(mails::table).filter(mails::incident_id.eq(id));
    diesel::delete(mails).execute(tenant.connection())?;
    let case = tenant.all(incidents::table).filter(incidents::id.eq(id));
    diesel::delete(case).execute(tenant.connection())?;
    Ok(())
}
