//! Tablets, PINs and badges in the database.

mod devices;
mod holders;

pub use devices::{device, devices, insert_device, set_code, set_name, set_revoked, set_seen, use_code};
pub use holders::{
    add_tries, badge, badges, by_number, delete_pin, forget_tries, insert_badge, lock, numbers, pin, pins,
    revoke_badges, set_number, set_pin,
};
