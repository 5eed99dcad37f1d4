//! Requests, assignments, links and signatures in the database.

mod links;
mod people;
mod requests;
mod signatures;
mod texts;

pub use links::{insert_link, last_link, link, links_of_request, live_links_of_person, set_stopped};
pub use people::{Known, known};
pub use requests::{
    add_signed, assignment, assignments_of_person, assignments_of_request, end, insert_assignment,
    insert_request, insert_withdrawal, lower_asked, open_assignments, open_of_policy, request, requests,
    requests_raw_counts,
};
pub use signatures::{all, by_assignment, claim, count, get, insert, of_person, of_request};
pub use texts::{InForce, in_force, reading, sibling, texts_in_force};
