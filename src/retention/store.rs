//! The organisation's periods in the database.

use diesel::prelude::*;

use super::{Change, Chosen};
use crate::clock::{Day, Moment};
use crate::db::ids::{PersonId, RetentionRuleId};
use crate::db::schema::retention_rules;
use crate::db::{Error, Tenant};
use crate::retention::rules::{Choice, Rule};

type Row = (String, i64, i64, Day, String, Moment, PersonId);

/// Every choice that was made, the oldest first.
pub(super) fn choices(tenant: &mut Tenant<'_>) -> Result<Vec<Chosen>, Error> {
    let rows: Vec<Row> = tenant
        .all(retention_rules::table)
        .order((retention_rules::rule, retention_rules::version))
        .select((
            retention_rules::rule,
            retention_rules::version,
            retention_rules::months,
            retention_rules::from_on,
            retention_rules::reason,
            retention_rules::made_at,
            retention_rules::made_by,
        ))
        .load(tenant.connection())?;
    let read = |(rule, version, months, from_on, reason, made_at, made_by): Row| {
        let choice = Choice { version, months, from_on };
        Some(Chosen { rule: Rule::from_word(&rule)?, choice, reason, made_at, made_by })
    };
    Ok(rows.into_iter().filter_map(read).collect())
}

pub(super) fn insert(
    tenant: &mut Tenant<'_>,
    now: Moment,
    by: PersonId,
    version: i64,
    change: &Change,
) -> Result<(), Error> {
    diesel::insert_into(retention_rules::table)
        .values((
            retention_rules::organisation_id.eq(tenant.organisation()),
            retention_rules::id.eq(RetentionRuleId::new(now)),
            retention_rules::rule.eq(change.rule),
            retention_rules::version.eq(version),
            retention_rules::months.eq(change.months),
            retention_rules::from_on.eq(change.from_on),
            retention_rules::reason.eq(&change.reason),
            retention_rules::made_at.eq(now),
            retention_rules::made_by.eq(by),
        ))
        .execute(tenant.connection())?;
    Ok(())
}
