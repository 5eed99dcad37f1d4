//! Statements as Diesel writes them, with the tables that are bound and unbound in each.

use super::Reading;

/// The statement, the tables that are bound, the ones that aren't.
type Case = (&'static str, &'static [&'static str], &'static [&'static str]);

const PLAIN: &[Case] = &[
    (r#"SELECT "people"."organisation_id", "people"."id" FROM "people""#, &[], &["people"]),
    (r#"SELECT "people"."id" FROM "people" WHERE ("people"."organisation_id" = ?)"#, &["people"], &[]),
    (
        r#"SELECT "people"."id" FROM "people" WHERE (("people"."organisation_id" = $1) AND ("people"."id" = $2)) ORDER BY "people"."id" LIMIT $3"#,
        &["people"],
        &[],
    ),
    (
        r#"SELECT "people"."id" FROM "people" WHERE (("people"."organisation_id" = ?) OR ("people"."id" = ?))"#,
        &[],
        &["people"],
    ),
    (r#"SELECT "people"."id" FROM "people" WHERE NOT ("people"."organisation_id" = ?)"#, &[], &["people"]),
    (r#"SELECT "people"."id" FROM "people" WHERE ("people"."organisation_id" != ?)"#, &[], &["people"]),
    (
        r#"SELECT "people"."id" FROM "people" WHERE ("people"."organisation_id" = "people"."organisation_id")"#,
        &[],
        &["people"],
    ),
    (
        r#"SELECT "people"."id" FROM "people" WHERE ("people"."organisation_id" IS NOT NULL)"#,
        &[],
        &["people"],
    ),
    (r#"SELECT "people"."id" FROM "people" ORDER BY ("people"."organisation_id" = ?)"#, &[], &["people"]),
    (r#"SELECT ("people"."organisation_id" = ?) FROM "people" WHERE ("people"."id" = ?)"#, &[], &["people"]),
    (
        r#"SELECT "people"."id" FROM "people" WHERE ("people"."name" = 'x" AND "people"."organisation_id" = ?')"#,
        &[],
        &["people"],
    ),
    ("SELECT 1", &[], &[]),
];

const CHANGES: &[Case] = &[
    (r#"UPDATE "people" SET "email" = ? WHERE ("people"."id" = ?)"#, &[], &["people"]),
    (r#"UPDATE "people" SET "organisation_id" = ? WHERE ("people"."id" = ?)"#, &[], &["people"]),
    (
        r#"UPDATE "people" SET "email" = ? WHERE (("people"."organisation_id" = ?) AND ("people"."id" = ?)) RETURNING "people"."id""#,
        &["people"],
        &[],
    ),
    (
        r#"UPDATE "people" SET "name" = (SELECT "drafts"."name" FROM "drafts" LIMIT 1) WHERE ("people"."organisation_id" = ?)"#,
        &["people"],
        &["drafts"],
    ),
    (r#"DELETE  FROM "people" WHERE ("people"."id" = ?)"#, &[], &["people"]),
    (r#"DELETE FROM "people" WHERE ("people"."organisation_id" = ?)"#, &["people"], &[]),
    (r#"INSERT INTO "people" ("id") VALUES (?)"#, &[], &["people"]),
    (r#"INSERT OR IGNORE INTO "people" ("organisation_id", "id") VALUES (?, ?)"#, &["people"], &[]),
    (
        r#"INSERT INTO "people" ("organisation_id", "id") SELECT "drafts"."organisation_id", ? FROM "drafts""#,
        &["people"],
        &["drafts"],
    ),
    (
        r#"INSERT INTO "people" ("organisation_id", "id") VALUES (?, (SELECT "drafts"."id" FROM "drafts" WHERE ("drafts"."organisation_id" = ?)))"#,
        &["drafts", "people"],
        &[],
    ),
    (
        r#"INSERT INTO "people" ("organisation_id", "id") VALUES (?, ?) ON CONFLICT ("organisation_id", "id") DO UPDATE SET "id" = ?"#,
        &["people"],
        &[],
    ),
    (
        r#"INSERT INTO "people" ("organisation_id", "id") VALUES (?, ?) ON CONFLICT ("id") DO UPDATE SET "id" = ?"#,
        &[],
        &["people"],
    ),
    (
        r#"INSERT INTO "people" ("organisation_id", "id") VALUES (?, ?) ON CONFLICT ("id") DO NOTHING"#,
        &["people"],
        &[],
    ),
];

const JOINS: &[Case] = &[
    // Two tables that are compared with each other alone are those of everybody.
    (
        r#"SELECT "drafts"."id" FROM ("policies" INNER JOIN "drafts" ON ("drafts"."organisation_id" = "policies"."organisation_id"))"#,
        &[],
        &["drafts", "policies"],
    ),
    (
        r#"SELECT "drafts"."id" FROM ("policies" INNER JOIN "drafts" ON ("drafts"."organisation_id" = "policies"."organisation_id")) WHERE ("policies"."organisation_id" = ?)"#,
        &["drafts", "policies"],
        &[],
    ),
    (
        r#"SELECT "drafts"."id" FROM ("policies" INNER JOIN "drafts" ON (("drafts"."organisation_id" = "policies"."organisation_id") AND ("drafts"."policy_id" = "policies"."id"))) WHERE ("drafts"."organisation_id" = ?)"#,
        &["drafts", "policies"],
        &[],
    ),
    (
        r#"SELECT "drafts"."id" FROM ("policies" INNER JOIN "drafts" ON ("drafts"."policy_id" = "policies"."id")) WHERE ("policies"."organisation_id" = ?)"#,
        &["policies"],
        &["drafts"],
    ),
    // By way of a third.
    (
        r#"SELECT 1 FROM (("policies" INNER JOIN "drafts" ON ("drafts"."organisation_id" = "policies"."organisation_id")) INNER JOIN "people" ON ("people"."organisation_id" = "drafts"."organisation_id")) WHERE ("policies"."organisation_id" = ?)"#,
        &["drafts", "people", "policies"],
        &[],
    ),
    // What a left join says limits the table that it joins, never the one before.
    (
        r#"SELECT 1 FROM ("policies" LEFT OUTER JOIN "drafts" ON ("drafts"."organisation_id" = "policies"."organisation_id")) WHERE ("policies"."organisation_id" = ?)"#,
        &["drafts", "policies"],
        &[],
    ),
    (
        r#"SELECT 1 FROM ("policies" LEFT OUTER JOIN "drafts" ON (("drafts"."organisation_id" = "policies"."organisation_id") AND ("policies"."organisation_id" = ?)))"#,
        &[],
        &["drafts", "policies"],
    ),
    (
        r#"SELECT 1 FROM ("policies" LEFT OUTER JOIN "drafts" ON (("drafts"."organisation_id" = "policies"."organisation_id") AND ("drafts"."organisation_id" = ?)))"#,
        &["drafts"],
        &["policies"],
    ),
    (
        r#"SELECT 1 FROM ("policies" INNER JOIN "drafts" ON (("drafts"."organisation_id" = "policies"."organisation_id") OR ("drafts"."id" = ?))) WHERE ("policies"."organisation_id" = ?)"#,
        &["policies"],
        &["drafts"],
    ),
    (
        r#"SELECT 1 FROM "policies", "drafts" WHERE ("policies"."organisation_id" = ?)"#,
        &["policies"],
        &["drafts"],
    ),
];

const SUBSELECTS: &[Case] = &[
    (
        r#"SELECT 1 FROM "policies" WHERE (("policies"."organisation_id" = ?) AND EXISTS (SELECT "drafts"."id" FROM "drafts" WHERE ("drafts"."organisation_id" = "policies"."organisation_id")))"#,
        &["drafts", "policies"],
        &[],
    ),
    (
        r#"SELECT 1 FROM "policies" WHERE (("policies"."organisation_id" = ?) AND EXISTS (SELECT "drafts"."id" FROM "drafts" WHERE ("drafts"."policy_id" = "policies"."id")))"#,
        &["policies"],
        &["drafts"],
    ),
    // A subselect that is bound binds nothing around it.
    (
        r#"SELECT 1 FROM "policies" WHERE "policies"."id" IN (SELECT "drafts"."policy_id" FROM "drafts" WHERE ("drafts"."organisation_id" = ?))"#,
        &["drafts"],
        &["policies"],
    ),
    (
        r#"SELECT 1 FROM "policies" WHERE EXISTS (SELECT 1 FROM "drafts" WHERE (("drafts"."organisation_id" = ?) AND ("policies"."organisation_id" = "drafts"."organisation_id")))"#,
        &["drafts"],
        &["policies"],
    ),
    // Leaning on a table around that isn't bound is no limit.
    (
        r#"SELECT 1 FROM "policies" WHERE EXISTS (SELECT 1 FROM "drafts" WHERE ("drafts"."organisation_id" = "policies"."organisation_id"))"#,
        &[],
        &["drafts", "policies"],
    ),
    // The same table once bound and once not is not; by another name it is another.
    (
        r#"SELECT 1 FROM "policies" WHERE (("policies"."organisation_id" = ?) AND EXISTS (SELECT 1 FROM "policies" WHERE ("policies"."code" = ?)))"#,
        &[],
        &["policies"],
    ),
    (
        r#"SELECT 1 FROM "policies" WHERE (("policies"."organisation_id" = ?) AND NOT (EXISTS (SELECT 1 FROM "policies" AS "later" WHERE ("later"."organisation_id" = "policies"."organisation_id"))))"#,
        &["policies"],
        &[],
    ),
    (
        r#"SELECT 1 FROM "policies" WHERE (("policies"."organisation_id" = ?) AND EXISTS (SELECT 1 FROM "policies" AS "later" WHERE ("later"."code" = "policies"."code")))"#,
        &[],
        &["policies"],
    ),
    (r#"SELECT EXISTS (SELECT "people"."id" FROM "people" WHERE ("people"."id" = ?))"#, &[], &["people"]),
    (
        r#"SELECT (SELECT count(*) FROM "people" WHERE ("people"."organisation_id" = ?)), (SELECT count(*) FROM "drafts")"#,
        &["people"],
        &["drafts"],
    ),
    (
        r#"SELECT 1 FROM "policies" WHERE ("policies"."organisation_id" = ?) UNION ALL SELECT 1 FROM "people""#,
        &["policies"],
        &["people"],
    ),
];

#[test]
fn knows_tables_that_are_bound_from_those_that_are_not() {
    for (sql, bound, unbound) in [PLAIN, CHANGES, JOINS, SUBSELECTS].concat() {
        let reading = Reading::of(sql);
        let is = |list: &std::collections::BTreeSet<String>, wanted: &[&str]| list.iter().eq(wanted);
        assert!(is(&reading.bound, bound) && is(&reading.unbound, unbound), "{sql}: {reading:?}");
    }
}
