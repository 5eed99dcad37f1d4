//! `/operator`: how the installation stands, in words.

use serde_json::json;

use super::{counted, within};
use crate::db::Error as DbError;
use crate::operator::components::looked_too_long_ago;
use crate::operator::{Standing, sizes, store};
use crate::web::{Answer, Operator, Visit};

pub(super) async fn show(visit: Visit, _operator: Operator) -> Answer {
    let now = visit.now;
    let look = move |database: &crate::db::Database| {
        database.read_system(|system| Ok::<_, DbError>((sizes::all(system)?, store::health(system, now)?)))
    };
    let (all, health) = visit.app.look(look).await?;
    let held = visit.mail_is_held().await?;
    let count = |standing| all.iter().filter(|row| row.standing == standing).count();
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let people: i64 = all.iter().filter_map(|row| row.people).sum();
    let failed: i64 = all.iter().filter_map(|row| row.mail_failed).sum::<i64>() + health.failed_accounts;
    let suspended = number(count(Standing::Suspended));
    let context = json!({
        "title": visit.words("operator-title"),
        "is_new": all.is_empty(),
        "organisations": counted(&visit, "operator-front-organisations", number(all.len())),
        "people": counted(&visit, "operator-front-people", people),
        "suspended": (suspended > 0).then(|| counted(&visit, "operator-front-suspended", suspended)),
        "held": held,
        "waiting": counted(&visit, "operator-front-waiting", health.waiting),
        "oldest": health.oldest,
        "failed": counted(&visit, "operator-front-failed", failed),
        "daily": health.daily,
        "components_old": looked_too_long_ago(visit.now.day()),
        "late": (health.late > 0).then(|| counted(&visit, "operator-front-late", health.late)),
        "stopped": health.stopped,
        "counted_at": all.iter().filter_map(|row| row.counted_at).min(),
    });
    visit.plain("operator/front.html", within(&visit, context))
}
