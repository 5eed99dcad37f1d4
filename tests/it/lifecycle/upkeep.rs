//! Whom to ask, months between reviews, and an owner's reason, given after a policy was entered.

use polisi::organisations::Nation;

use super::approval::start;
use super::{BASE, TEXT, draft, in_force, policy, publish};
use crate::support::form::Form;

#[test]
fn whom_to_ask_and_the_months_between_reviews_are_changed_and_print() {
    let (app, world, id) = start();
    let owner = app.client_of(&world.olwen);
    let address = format!("{BASE}/policies/{id}/details");
    let form = || -> Form { owner.get(&address).expect(200).form("main form") };
    let wrong = form().set("contact", "Mair, 01632 960101").set("review_months", "40").submit().expect(422);
    assert!(wrong.visible().contains("Enter a number of months from 1 to 36"), "{}", wrong.visible());
    assert!(wrong.has("input[name='contact'][value='Mair, 01632 960101']"), "what was typed stays");
    form().set("contact", "Mair, 01632 960101").set("review_months", "6").submit().expect(303);
    assert_eq!(policy(&app, &world, id).review_months, 6);
    let log = || owner.get(&format!("{BASE}/activity?policy={id}")).expect(200).visible();
    let told = log().matches("Contact, months between reviews or reason of a policy changed: ").count();
    assert_eq!(told, 1, "{}", log());
    // The same again notes nothing of it.
    form().submit().expect(303);
    assert_eq!(
        log().matches("Contact, months between reviews or reason of a policy changed: ").count(),
        told
    );

    publish(&app, &world, id, "First");
    let printed = in_force(&app, &world, id).remove(0);
    assert!(printed.frame.contains("Mair, 01632 960101"), "{}", printed.frame);
    let next = policy(&app, &world, id).next_review_on.unwrap();
    assert_eq!(next, app.app.clock.now().day().plus_months(6));
}

#[test]
fn only_an_owner_gives_a_reason_for_a_text_that_is_for_others() {
    let (app, world, _id) = start();
    let id = draft(&app, &world, "POL-2", TEXT, world.org.services.get(..1).unwrap());
    let address = format!("{BASE}/policies/{id}/details");
    let owner = app.client_of(&world.olwen);
    let manager = app.client_of(&world.mair);
    let details = || owner.get(&address).expect(200).form("main form");
    assert!(!owner.get(&address).expect(200).has("textarea[name='override_reason']"), "nothing to set aside");
    details().set("nation", Nation::England.as_str()).submit().expect(303);
    let check = format!("{BASE}/policies/{id}/publish");
    assert!(owner.get(&check).expect(200).visible().contains("This text is for"));
    let forged = manager.get(&address).expect(200).form("main form");
    forged.forge("override_reason", "I may not").submit().expect(303);
    assert_eq!(policy(&app, &world, id).override_reason, None);
    details().set("override_reason", "Rewritten next week.").submit().expect(303);
    assert!(!owner.get(&check).expect(200).visible().contains("This text is for"));
    publish(&app, &world, id, "First");
    let frame = in_force(&app, &world, id).remove(0).frame;
    assert!(frame.contains("Rewritten next week."), "{frame}");
}
