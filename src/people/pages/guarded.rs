//! What a form may not change of somebody: name, address and last day of who leads, or works elsewhere too.

use super::{Known, may_let_go};
use crate::access::{Action, Member};
use crate::people::{Details, Standing, leading};
use crate::web::FormErrors;

/// Who can't give roles leads neither an invitation nor the mails of those who lead to another address; nor does a
/// manager lead the mails of somebody who signs in and works elsewhere too.
pub(super) fn keeps_address(member: &Member, known: &Known, details: Details) -> Result<Details, FormErrors> {
    let reach = member.reach(Action::ManagePeople);
    let elsewhere = known.services.iter().any(|service| !reach.holds_at(*service));
    let stays = (elsewhere && known.is_member)
        || leading::keeps_address(&known.acting, known.is_member, leading::Gives::of(member));
    if known.person.email == details.email || !stays {
        return Ok(details);
    }
    Err(FormErrors::one("email", "people-error-email-role"))
}

/// Who is called like somebody complained of is told of no report about them: who can't give the roles of somebody who
/// leads gives them no other name either.
pub(super) fn keeps_name(member: &Member, known: &Known, details: Details) -> Result<Details, FormErrors> {
    let (given, family) = (&known.person.given_name, &known.person.family_name);
    let stays = *given == details.given_name && *family == details.family_name;
    if stays || !leading::is_above(&known.acting, leading::Gives::of(member)) {
        return Ok(details);
    }
    Err(FormErrors::one("given-name", "people-error-name-role"))
}

/// A last day ends somebody's access: who can't let them go doesn't set it either.
pub(super) fn keeps_end(member: &Member, known: &Known, standing: Standing) -> Result<Standing, FormErrors> {
    if known.person.standing.ends_on == standing.ends_on {
        return Ok(standing);
    }
    if known.person.id == member.person() && standing.ends_on.is_some() {
        return Err(FormErrors::one("ends", "people-error-ends-self"));
    }
    if may_let_go(member, known) {
        return Ok(standing);
    }
    Err(FormErrors::one("ends", "people-error-ends-role"))
}
