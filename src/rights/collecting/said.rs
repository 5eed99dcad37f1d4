//! What was said to somebody, by them and about them: mails, lines of the log, answers to drafts.

use std::collections::{BTreeMap, BTreeSet};

use super::Words;
use crate::activity::{self, facts};
use crate::audit::{self, Filter, Line, Within, tombstones};
use crate::db::Tenant;
use crate::db::ids::{AnyId, PersonId};
use crate::mail::kinds::{Sight, for_operators};
use crate::messages::args;
use crate::organisations;
use crate::policies;
use crate::rights::store::held::{self, MailHeld};
use crate::rights::{KIND, RightsError};

/// Lines of the log that are read at a time.
const PART: i64 = 1_000;
/// Kinds of row in the log of which nothing is told here.
const NOT_TOLD: &[&str] = &["incident", "incidents", "case", "cases", KIND, "data_complaint", "legal_hold"];
/// The kind of record of a mail whose words are removed.
const BODIES: &str = "mail_bodies";

/// Mails to somebody with their texts. Those that may hint at a case, a data request, a complaint or a hold stay out:
/// whoever reads this need not be one of those who may know of it.
pub(super) fn mails(
    tenant: &mut Tenant<'_>,
    person: PersonId,
    words: Words<'_>,
) -> Result<Vec<String>, RightsError> {
    let mut mails = held::mails(tenant, person)?;
    mails.retain(|mail| for_operators(&mail.kind) != Sight::Notice);
    let removed = held::removed(tenant, BODIES)?;
    Ok(mails.iter().map(|mail| mail_line(mail, &removed, words)).collect())
}

fn mail_line(mail: &MailHeld, removed: &BTreeMap<AnyId, i64>, words: Words<'_>) -> String {
    let (at, to) = (words.moment(mail.at), mail.recipient.clone());
    if mail.text.is_empty() && mail.subject.is_empty() {
        let gone = gone(removed.get(&mail.id).copied(), words);
        return words.say("rights-line-mail-gone", &args([("at", at), ("to", to), ("gone", gone)]));
    }
    let text = without_links(&mail.text, &words.get("rights-line-link"));
    let values = args([("at", at), ("to", to), ("subject", mail.subject.clone()), ("text", text)]);
    words.say("rights-line-mail", &values)
}

/// That words were removed, and after how long, where that is known.
fn gone(days: Option<i64>, words: Words<'_>) -> String {
    match days {
        Some(days) => words.say("rights-line-removed", &args([("days", days)])),
        None => words.get("rights-line-empty"),
    }
}

/// A text in one line, without its addresses: a link may open something for whoever has it.
fn without_links(text: &str, instead: &str) -> String {
    let word = |word: &str| if word.contains("://") { instead.to_owned() } else { word.to_owned() };
    text.split_whitespace().map(word).collect::<Vec<_>>().join(" ")
}

/// Answers that somebody gave to drafts, and what they were asked or asked others.
pub(super) fn drafts(
    tenant: &mut Tenant<'_>,
    person: PersonId,
    words: Words<'_>,
) -> Result<Vec<String>, RightsError> {
    let mut lines = Vec::new();
    for (title, stage, note, at, is_own) in held::rounds(tenant, person)? {
        let key = if is_own { "rights-line-asks" } else { "rights-line-asked-of" };
        let what = words.get(&format!("approval-round-{}", stage.as_str()));
        let values = args([("title", title), ("what", what), ("at", words.moment(at)), ("note", note)]);
        lines.push(words.say(key, &values));
    }
    for (title, outcome, comment, at) in held::answers(tenant, person)? {
        let answer = words.get(&format!("approval-state-{}", outcome.as_str().replace('_', "-")));
        let values =
            args([("title", title), ("at", words.moment(at)), ("answer", answer), ("comment", comment)]);
        lines.push(words.say("rights-line-answer", &values));
    }
    Ok(lines)
}

/// Lines of the log: those about somebody, or those of what they did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    About,
    By,
}

/// Lines of the log with their facts, and the words beside them. Words beside what somebody did to somebody else are
/// that person's.
pub(super) fn log(
    tenant: &mut Tenant<'_>,
    person: PersonId,
    side: Side,
    words: Words<'_>,
) -> Result<Vec<String>, RightsError> {
    let (names, within) = named(tenant, person)?;
    let id = Some(person.any());
    let filter = match side {
        Side::About => Filter { subject: id, oldest_first: true, ..Filter::default() },
        Side::By => Filter { actor: id, oldest_first: true, ..Filter::default() },
    };
    let removed = held::removed(tenant, tombstones::WORDS)?;
    let (mut all, mut place) = (Vec::new(), None);
    loop {
        let part = audit::lines(tenant, &filter.clone().from_place(place), PART, 0)?;
        let Some(last) = part.last() else { return Ok(all) };
        place = Some(last.seq);
        let told: Vec<Line> =
            part.into_iter().filter(|line| !NOT_TOLD.contains(&line.subject_kind.as_str())).collect();
        let beside = beside(tenant, person, &told)?;
        for line in &told {
            let mut said: Vec<String> = match (beside.get(&line.id.any()), removed.get(&line.id.any())) {
                // What had nothing to say left an empty place in lines of before.
                (Some(said), _) => {
                    said.split(", ").filter(|part| !part.is_empty()).map(str::to_owned).collect()
                }
                (None, Some(days)) => vec![gone(Some(*days), words)],
                (None, None) => Vec::new(),
            };
            let facts = facts::told((words.messages, words.language), &names, Some(&within), &line.facts);
            let facts = facts.into_iter().filter(|fact| !fact.code);
            said.extend(facts.map(|fact| format!("{}: {}", fact.name, fact.value)));
            let said = if said.is_empty() { String::new() } else { format!(" ({})", said.join(", ")) };
            let what = words.get(&format!("activity-{}", line.action));
            all.push(format!("{}: {what}{said}", words.moment(line.at)));
        }
    }
}

/// The words beside those lines that are about the person, or about nobody.
fn beside(
    tenant: &mut Tenant<'_>,
    person: PersonId,
    lines: &[Line],
) -> Result<BTreeMap<AnyId, String>, RightsError> {
    let is_theirs = |line: &&Line| line.subject_kind != "person" || line.subject_id == Some(person.any());
    let ids: Vec<_> = lines.iter().filter(is_theirs).map(|line| line.id).collect();
    let mut found = BTreeMap::new();
    // Databases bound the number of values in one statement.
    for some in ids.chunks(500) {
        found.extend(audit::words_of(tenant, some)?.into_iter().map(|(id, said)| (id.any(), said)));
    }
    Ok(found)
}

/// The names that the lines of an answer may tell: the person's own, and those of services and policies; of nobody
/// else.
fn named(tenant: &mut Tenant<'_>, person: PersonId) -> Result<(activity::Names, Within), RightsError> {
    let mut subjects: BTreeSet<AnyId> =
        organisations::store::service_names(tenant)?.into_keys().map(|id| id.any()).collect();
    subjects.extend(policies::store::all(tenant)?.into_iter().map(|policy| policy.id.any()));
    Ok((activity::Names::read(tenant)?, Within { subjects, actor: person.any() }))
}

#[cfg(test)]
mod tests {
    use super::without_links;

    #[test]
    fn a_mail_is_told_without_what_its_links_open() {
        let text = "Hello Si\u{e2}n\n\nRead it here:\nhttps://p.example/s/abc\n(https://p.example/x)\n";
        assert_eq!(without_links(text, "[link]"), "Hello Si\u{e2}n Read it here: [link] [link]");
    }
}
