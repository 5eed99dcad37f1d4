use std::path::Path;
use std::process::Command;

use crate::support::database::{Address, Engine, Template, TestDatabase};
use crate::support::environment::in_repository;

static TEMPLATE: Template = Template::new();

/// Stands in for the migrations.
fn make_a_mark(address: &Address) {
    match &address.owner {
        None => std::fs::write(address.application.trim_start_matches("sqlite://"), "marked").unwrap(),
        Some(owner) => {
            drop(query(owner, "create table mark (word text); insert into mark values ('marked')"))
        }
    }
}

fn mark(address: &Address) -> String {
    match &address.owner {
        None => std::fs::read_to_string(address.application.trim_start_matches("sqlite://")).unwrap(),
        Some(owner) => query(owner, "select word from mark"),
    }
}

#[test]
fn copies_what_was_migrated_once() {
    let first = TestDatabase::copy_of(&TEMPLATE, make_a_mark);
    let second = TestDatabase::copy_of(&TEMPLATE, |_| panic!("migrated twice"));
    assert_ne!(first.address, second.address);
    assert_eq!((mark(&first.address), mark(&second.address)), ("marked".to_owned(), "marked".to_owned()));
}

fn query(url: &str, statement: &str) -> String {
    let output = Command::new("psql")
        .args(["--no-psqlrc", "--tuples-only", "--no-align", "-c", statement, url])
        .output();
    String::from_utf8(output.unwrap().stdout).unwrap().trim().to_owned()
}

#[test]
fn every_test_has_its_own() {
    let (one, two, empty) = (TestDatabase::empty(), TestDatabase::empty(), TestDatabase::empty());
    assert_ne!(one.address, two.address);
    assert_ne!(two.address, empty.address);
    assert!(one.folder().is_dir());
    match Engine::of_this_run() {
        Engine::Sqlite => {
            assert!(one.address.application.starts_with("sqlite://"));
            assert_eq!(one.address.owner, None);
        }
        Engine::Postgres => server_side(one),
    }
}

/// The application's role has no more rights than in production, and the database goes away.
fn server_side(database: TestDatabase) {
    let owner = database.address.owner.clone().unwrap();
    let rights =
        "select current_user, rolsuper, rolbypassrls, rolcreatedb from pg_roles where rolname = current_user";
    assert_eq!(query(&database.address.application, rights), "polisi_app|f|f|f");
    assert_eq!(query(&owner, rights), "polisi_owner|f|f|t");
    let name = owner.rsplit('/').next().unwrap().to_owned();
    let count = format!("select count(*) from pg_database where datname = '{name}'");
    let elsewhere = TestDatabase::empty();
    let elsewhere = elsewhere.address.owner.as_deref().unwrap();
    assert_eq!(query(elsewhere, &count), "1");
    drop(database);
    assert_eq!(query(elsewhere, &count), "0");
}

#[test]
fn the_folder_goes_with_the_test() {
    let database = TestDatabase::empty();
    let folder = database.folder().to_owned();
    drop(database);
    assert!(!Path::new(&folder).exists());
    assert!(in_repository("Cargo.toml").is_file());
}
