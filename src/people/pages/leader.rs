//! The line manager as a form names them: by staff number, e-mail or full name.

use serde_json::{Value as Json, json};

use super::{Known, Staff};
use crate::access::Member;
use crate::db::ids::PersonId;
use crate::people::imports::leaders::{self, InFile, Leader};
use crate::people::imports::matching::Index;
use crate::people::imports::{Rights, world};
use crate::people::search::fold;
use crate::web::{Error, Fields, FormErrors, Visit};

/// Who is meant; nobody when the field is empty. What stands there already stays.
pub(super) async fn read(
    visit: &Visit,
    member: &Member,
    staff: &Staff,
    known: Option<&Known>,
    fields: &Fields,
) -> Result<Result<Option<PersonId>, FormErrors>, Error> {
    let text = fields.text("manager").to_owned();
    let current = known.and_then(|known| known.person.standing.line_manager);
    if text.is_empty() {
        return Ok(Ok(None));
    }
    if current.and_then(|id| staff.names.get(&id)).is_some_and(|name| fold(name) == fold(&text)) {
        return Ok(Ok(current));
    }
    let (rights, today) = (Rights::of(member), visit.now.day());
    let world = visit.app.read(member, move |tenant| world::read(tenant, &rights, today)).await?;
    let index = Index::of(&world);
    Ok(match leaders::meant(&index, &InFile::of(&index, &[]), &text) {
        Ok(Leader::Person(id)) => Ok(Some(id)),
        Ok(Leader::Row(_)) | Err("manager-unknown") => {
            Err(FormErrors::one("manager", "people-error-manager-unknown"))
        }
        Err("manager-several") => Err(FormErrors::one("manager", "people-error-manager-several")),
        Err(_) => Err(FormErrors::one("manager", "people-error-manager-left")),
    })
}

/// The names that a form proposes: who leads somebody, or holds a role.
pub(super) fn proposals(staff: &Staff) -> Vec<Json> {
    let leads =
        |id: PersonId| staff.people.iter().any(|known| known.person.standing.line_manager == Some(id));
    let fits =
        |known: &&Known| known.person.is_present() && (!known.roles.is_empty() || leads(known.person.id));
    staff.people.iter().filter(fits).map(|known| json!(known.person.name())).collect()
}
