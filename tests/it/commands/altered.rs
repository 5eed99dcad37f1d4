//! Rows altered behind the program's back are found and named.

use diesel::connection::SimpleConnection;
use polisi::db::{Address, DbConnection};

use super::Place;

fn alter(place: &Place, statements: &str) {
    let mut connection = DbConnection::open(&Address::Sqlite(place.database())).unwrap();
    let DbConnection::Sqlite(file) = &mut connection else { panic!("SQLite") };
    file.batch_execute("PRAGMA foreign_keys = OFF; DROP TRIGGER audit_entries_no_update;").unwrap();
    file.batch_execute("DROP TRIGGER audit_entries_no_delete;").unwrap();
    file.batch_execute(statements).unwrap();
}

#[test]
fn finds_a_change_in_any_column_of_the_log() {
    let flips = [
        ("id", "x'0193a0f0000070008000000000000001'"),
        ("seq", "seq + 1000"),
        ("at", "at + 1"),
        ("as_of", "as_of + 1"),
        ("actor_kind", "'person'"),
        ("actor_id", "x'0193a0f0000070008000000000000001'"),
        ("action", "action || 'x'"),
        ("subject_kind", "'policy'"),
        ("subject_id", "x'0193a0f0000070008000000000000001'"),
        ("facts", "facts || ' '"),
        ("commitment", "zeroblob(31) || x'01'"),
        ("prev_hash", "x'00'"),
        ("hash", "zeroblob(32)"),
        ("organisation_id", "x'0193a0f0000070008000000000000001'"),
    ];
    for (column, value) in flips {
        let place = Place::founded();
        alter(&place, &format!("UPDATE audit_entries SET {column} = {value} WHERE seq = 2"));
        place.run(&["verify"]).failed(1, "cartref-prawf: audit_entries ");
        place.run(&["verify", "--organisation", "cartref-prawf"]).failed(1, "audit_entries");
        place.run(&["backup", "b.db"]).failed(1, "");
        assert!(!place.path("b.db").exists(), "{column}: a backup of altered rows doesn't count");
    }
}

#[test]
fn finds_missing_lines_changed_words_and_orphans() {
    for (statements, words) in [
        ("DELETE FROM audit_entries WHERE seq = 2", "audit_entries"),
        ("DELETE FROM audit_entries WHERE seq = (SELECT max(seq) FROM audit_entries)", "chain_heads"),
        ("UPDATE audit_texts SET words = words || 'x'", "audit_texts"),
        ("UPDATE role_grants SET person_id = x'0193a0f0000070008000000000000001'", "role_grants"),
    ] {
        let place = Place::founded();
        alter(&place, statements);
        place.run(&["verify"]).failed(1, words);
    }
}
