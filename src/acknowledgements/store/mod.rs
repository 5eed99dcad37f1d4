//! Requests, assignments, links and signatures in the database.

mod links;
mod requests;
mod signatures;

pub use links::{
    expire_links, insert_link, last_link, link, links_of_request, live_links_of_person, set_stopped,
};
pub use requests::{
    add_signed, asked_for_version, assignment, assignments_of_people, assignments_of_person,
    assignments_of_request, end, had_policy, insert_assignment, insert_request, insert_withdrawal,
    lower_asked, move_open, open_assignments, open_of_policy, request, requests, requests_raw_counts,
};
pub use signatures::{all, by_assignment, claim, count, get, insert, of_person, of_request, signers};
