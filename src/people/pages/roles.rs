//! What each role may do, in words: the matrix of `access::actions` as people read it.

use serde_json::{Value as Json, json};

use crate::access::{Action, Member, Role, allowed};
use crate::web::{Answer, Visit};

pub(super) async fn show(visit: Visit, member: Member) -> Answer {
    let word = |stem: &str, word: &str| visit.words(&format!("{stem}-{}", word.replace('_', "-")));
    let roles: Vec<Json> = Role::ALL
        .iter()
        .map(|role| {
            let may = Action::ALL.iter().filter(|action| allowed(**action).contains(role));
            json!({
                "id": format!("role-{}", role.as_str().replace('_', "-")),
                "name": word("role", role.as_str()),
                "does": word("role-does", role.as_str()),
                "may": may.map(|action| word("action", action.as_str())).collect::<Vec<_>>(),
            })
        })
        .collect();
    let context = json!({ "title": visit.words("roles-title"), "roles": roles });
    std::future::ready(visit.page(&member, "people/roles.html", context)).await
}
