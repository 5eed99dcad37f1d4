//! One round: the draft, what would print, who was asked, what they said, and the buttons.

use std::collections::{BTreeMap, BTreeSet};

use actix_web::web;
use serde_json::{Value as Json, json};

use super::find_round;
use crate::access::{Action, Member};
use crate::clock::Day;
use crate::db::ids::{PersonId, ServiceId};
use crate::db::{Database, Tenant};
use crate::organisations;
use crate::people;
use crate::policies::approval::rules::MayApprove;
use crate::policies::approval::{self, Asked, Decision, Outcome, Round, Stage, form as forms, store};
use crate::policies::pages::{draft_sheet, find_to_change, is_changeable};
use crate::policies::versions::publishing;
use crate::policies::{Policy, PolicyError, drafts, versions};
use crate::reactions;
use crate::web::dates;
use crate::web::{Answer, Body, Error, Method, Visit, see_other};

pub(super) type ThreeParts = web::Path<(String, String, String)>;

struct Whole {
    asked: Vec<Asked>,
    decisions: Vec<Decision>,
    names: BTreeMap<PersonId, String>,
    may: MayApprove,
    in_force: Option<i64>,
    // Nothing was published before people were asked: there is nothing to compare with.
    first: bool,
    is_file: bool,
    changeable: bool,
    left: BTreeMap<PersonId, Day>,
    services: Vec<String>,
    added: Vec<String>,
    others: usize,
}

fn whole(
    tenant: &mut Tenant<'_>,
    today: Day,
    policy: &Policy,
    round: &Round,
    me: &Member,
) -> Result<Whole, PolicyError> {
    let current = match policy.current_version {
        Some(id) => versions::store::version(tenant, id)?.map(|version| version.number),
        None => None,
    };
    let asked = store::asked(tenant, round.id)?;
    let mut left = BTreeMap::new();
    for person in asked.iter().filter_map(|ask| ask.person) {
        let gone = people::get(tenant, person)?.and_then(|person| person.left_on);
        left.extend(gone.map(|on| (person, on)));
    }
    let drafted = drafts::services(tenant, policy.id)?;
    let added =
        if round.outcome == Some(Outcome::Outdated) { round.beyond(&drafted) } else { BTreeSet::new() };
    let about = match &round.terms {
        Some(terms) if round.ended_at.is_some() => terms.services.clone(),
        _ => drafted,
    };
    let sites = organisations::services(tenant)?;
    let named = |of: &BTreeSet<ServiceId>| -> Vec<String> {
        sites.iter().filter(|site| of.contains(&site.id)).map(|site| site.name.clone()).collect()
    };
    Ok(Whole {
        left,
        services: named(&about),
        added: named(&added),
        others: store::waiting_for(tenant, me.person())?.iter().filter(|one| one.id != round.id).count(),
        changeable: is_changeable(tenant, me, policy.id)?,
        asked,
        decisions: store::decisions(tenant, round.id)?,
        names: people::present_names(tenant)?,
        may: approval::standing_of(tenant, today, round, me.person())?,
        in_force: current,
        first: versions::store::versions(tenant, policy.id)?
            .iter()
            .all(|version| version.published_at >= round.asked_at || round.version == Some(version.id)),
        is_file: drafts::get(tenant, policy.id)?.is_some_and(|draft| draft.file.is_some()),
    })
}

impl Whole {
    fn decision(&self, ask: &Asked) -> Option<&Decision> {
        self.decisions.iter().find(|decision| decision.place == ask.place)
    }

    fn name(&self, ask: &Asked) -> String {
        let inside = ask.person.and_then(|person| self.names.get(&person).cloned());
        inside.or_else(|| ask.outside.clone()).unwrap_or_default()
    }

    fn rows(&self, visit: &Visit, member: &Member, round: &Round) -> Vec<Json> {
        let base = member.path(&format!("policies/{}/approval/{}", round.policy, round.id));
        let row = |ask: &Asked| {
            let said = self.decision(ask);
            let open = round.is_open() && said.is_none();
            let waits = if round.is_open() { "waiting" } else { "unanswered" };
            let state = said.map_or(waits, |said| said.outcome.as_str());
            let may = open && self.changeable;
            let recorded = said.filter(|_| ask.outside.is_some());
            json!({
                "name": self.name(ask),
                "outside": ask.outside.is_some(),
                "state": visit.words(&format!("approval-state-{}", state.replace('_', "-"))),
                "kind": match state { "unanswered" => "none", "waiting" => "due", "sent_back" => "late", _ => "ok" },
                "at": said.map(|said| said.at),
                "given_on": said.and_then(|said| said.given_on),
                "comment": said.map(|said| said.comment.clone()).filter(|words| !words.is_empty()),
                "recorded_by": recorded.and_then(|said| self.names.get(&said.by)),
                "left": ask.person.and_then(|person| self.left.get(&person)),
                "record": (may && ask.outside.is_some())
                    .then(|| format!("{base}/record?place={}", ask.place)),
                "change": may.then(|| format!("{base}/person?place={}", ask.place)),
            })
        };
        self.asked.iter().map(row).collect()
    }

    /// Whether this member still has to answer.
    fn waits_for(&self, round: &Round, member: &Member) -> bool {
        let mine = self.asked.iter().find(|ask| ask.person == Some(member.person()));
        round.is_open() && mine.is_some_and(|ask| self.decision(ask).is_none())
    }
}

fn context(visit: &Visit, member: &Member, policy: &Policy, round: &Round, whole: &Whole) -> Json {
    let base = member.path(&format!("policies/{}", policy.id));
    let state = match (round.ended_at, round.outcome) {
        (_, None) => "open",
        (None, Some(_)) => "ready",
        (Some(_), Some(outcome)) => outcome.as_str(),
    };
    let state = state.replace('_', "-");
    let stage = round.stage.as_str();
    let compare = visit.app.route(Method::Get, "/o/{slug}/policies/{id}/compare").is_some();
    let compare = compare && policy.has_draft && member.may(Action::ReadPolicies);
    let compare = whole.in_force.filter(|_| compare);
    let mend = state == "sent-back" && policy.has_draft && whole.changeable;
    json!({
        "title": visit.words(&format!("approval-round-{stage}")),
        "caption": policy.title,
        "back": if member.may(Action::ReadPolicies) { base.clone() } else { member.path("") },
        "code": policy.code,
        "stage": round.stage,
        "state": visit.words(&format!("approval-round-{state}")),
        "kind": match state.as_str() {
            "open" => "due",
            "ready" | "approved" | "agreed" => "ok",
            "sent-back" | "outdated" => "late",
            _ => "none",
        },
        "outdated": state == "outdated",
        "file": (whole.is_file && round.ended_at.is_none()).then(|| format!("{base}/draft.pdf")),
        "added": whole.added.join(", "),
        "others": whole.others,
        "mine": member.path("me/approvals"),
        "about": whole.services.join(", "),
        "live": round.ended_at.is_none(),
        "edit": mend.then(|| format!("{base}/{}", if whole.is_file { "text" } else { "edit" })),
        "edit_words": visit.words(if whole.is_file { "policies-file-replace" } else { "editor-open" }),
        "asked_by": whole.names.get(&round.asked_by),
        "asked_at": round.asked_at,
        "note": round.note,
        "terms": round.terms.as_ref().map(|terms| json!({
            "label": terms.label,
            "kind": if whole.first { visit.words("policies-many-first") } else {
                visit.words(&format!("policies-kind-{}", terms.change_kind.as_str()))
            },
            "reviewed": terms.reviewed_on, "effective": terms.effective_on,
            "next": terms.next_review_on, "note": terms.change_note, "at_once": terms.at_once,
        })),
        "rows": whole.rows(visit, member, round),
        "answer": whole.waits_for(round, member),
        "own": whole.may == MayApprove::WithReason,
        "refused": whole.may == MayApprove::No,
        "seen": approval::shown(&round.text_sha256),
        "compare": compare.map(|number| format!("{base}/compare?from={number}&to=draft")),
        "cancel": (round.ended_at.is_none() && whole.changeable)
            .then(|| format!("{base}/approval/{}/cancel", round.id)),
        "publish": (round.is_approved() && whole.changeable).then(|| format!("{base}/publish")),
        "version": round.version.is_some(),
    })
}

/// `GET …/policies/{id}/approval/{round}`
pub(super) async fn show(visit: Visit, member: Member, path: ThreeParts) -> Answer {
    let (policy, round) = find_round(&visit, &member, (&path.1, &path.2)).await?;
    page(&visit, &member, &policy, &round, None).await
}

async fn page(
    visit: &Visit,
    member: &Member,
    policy: &Policy,
    round: &Round,
    faulty: Option<(&crate::web::Fields, &crate::web::FormErrors)>,
) -> Answer {
    let (of, about, me, today) = (policy.clone(), round.clone(), member.clone(), visit.now.day());
    let whole = visit.app.read(member, move |tenant| whole(tenant, today, &of, &about, &me)).await?;
    let mut context = context(visit, member, policy, round, &whole);
    // The text as it is now is only what was asked about while the round isn't over.
    let shown = round.ended_at.is_none() && policy.has_draft;
    let asked = ServiceId::parse(visit.query.text("service"));
    let sheet = match shown {
        true => Some(draft_sheet(visit, member, policy, asked).await?),
        false => None,
    };
    if let (Json::Object(context), Some(sheet)) = (&mut context, &sheet) {
        context.insert("service".to_owned(), json!(sheet.service));
        context.insert("services".to_owned(), json!(sheet.services));
        context.insert("language".to_owned(), json!(policy.language.tag()));
    }
    if let Some((fields, errors)) = faulty {
        return visit.page_again(member, "policies/approval_fault.html", context, fields, errors);
    }
    let parts: Vec<(&str, &crate::web::Trusted)> =
        sheet.iter().map(|sheet| ("rendition", &sheet.html)).collect();
    visit.page_with(member, "policies/approval_round.html", context, &parts)
}

/// `POST …/policies/{id}/approval/{round}`
pub(super) async fn decide(visit: Visit, member: Member, path: ThreeParts, body: Body) -> Answer {
    let (policy, round) = find_round(&visit, &member, (&path.1, &path.2)).await?;
    let fields = body.fields().await?;
    let answer = match forms::answer(&fields) {
        Ok(answer) => answer,
        Err(errors) => return page(&visit, &member, &policy, &round, Some((&fields, &errors))).await,
    };
    let (now, person, ids, post) =
        (visit.now, member.person(), (policy.id, round.id), visit.app.post.clone());
    let decided = visit
        .app
        .write(&member, move |tenant| approval::decide(tenant, now, &post, person, ids, &answer))
        .await;
    match decided {
        Ok(round) => concluded(&visit, &member, &policy, &round).await,
        Err(PolicyError::NeedsReason) => {
            let errors = crate::web::FormErrors::one("comment", "approval-error-own-reason");
            page(&visit, &member, &policy, &round, Some((&fields, &errors))).await
        }
        Err(other) => Err(other.into()),
    }
}

/// Publishes when everybody has approved and that was asked for; then leads back to the round.
pub(super) async fn concluded(visit: &Visit, member: &Member, policy: &Policy, round: &Round) -> Answer {
    let here = member.path(&format!("policies/{}/approval/{}", policy.id, round.id));
    let done = publish_at_once(visit, member, policy, round).await?;
    Ok(see_other(&format!("{here}?done={done}")))
}

/// Publishes when everybody has approved and that was asked for; what came of the answer, as a key.
pub(super) async fn publish_at_once(
    visit: &Visit,
    member: &Member,
    policy: &Policy,
    round: &Round,
) -> Result<&'static str, Error> {
    if !round.is_approved() {
        return Ok("approval-answered");
    }
    if !round.terms.as_ref().is_some_and(|terms| terms.at_once) {
        return Ok("approval-complete");
    }
    let (entry, id, now) = (member.clone(), round.id, visit.now);
    let (messages, policy) = (visit.app.messages.clone(), policy.id);
    let work = move |database: &Database| publish(database, entry, now, (policy, id), &messages);
    match visit.app.work(work).await {
        Ok(_number) => Ok("approval-published"),
        Err(PolicyError::NotReady | PolicyError::Changed | PolicyError::DutyChanged) => {
            Ok("approval-not-published")
        }
        Err(other) => Err(other.into()),
    }
}

/// Publishes what everybody approved, in the name of who asked: printed outside any transaction, written
/// if nothing changed meanwhile.
fn publish(
    database: &Database,
    member: Member,
    now: crate::clock::Moment,
    (policy, round): (crate::db::ids::PolicyId, crate::db::ids::ApprovalRoundId),
    messages: &crate::messages::Messages,
) -> Result<i64, PolicyError> {
    let (basis, terms, by) = database.read(&member, |tenant| {
        let round = approval::of(tenant, policy, round)?;
        let terms = approval::terms(tenant, now.day(), &round)?;
        let services = drafts::services(tenant, policy)?;
        Ok::<_, PolicyError>((publishing::basis(tenant, policy, &services)?, terms, round.asked_by))
    })?;
    // Nobody looks at it once more before it is in force.
    if basis.of.is_raw()? {
        return Err(PolicyError::NotReady);
    }
    let prepared = publishing::prepare(&basis, &terms, now, by, messages)?;
    database.write(member, move |tenant| {
        let version = publishing::publish(tenant, now, &prepared)?;
        reactions::published(tenant, now, policy)?;
        Ok(version.number)
    })
}

/// `POST …/policies/{id}/approval/{round}/cancel`
pub(super) async fn cancel(visit: Visit, member: Member, path: ThreeParts) -> Answer {
    let policy = find_to_change(&visit, &member, &path.1).await?;
    let (_, round) = find_round(&visit, &member, (&path.1, &path.2)).await?;
    let (now, id) = (visit.now, policy.id);
    visit.app.write(&member, move |tenant| approval::cancel(tenant, now, id, round.id)).await?;
    Ok(see_other(&member.path(&format!("policies/{id}?done=approval-cancelled"))))
}

fn record_context(visit: &Visit, member: &Member, round: &Round, ask: &Asked) -> Json {
    json!({
        "title": visit.words("approval-record"),
        "back": member.path(&format!("policies/{}/approval/{}", round.policy, round.id)),
        "place": ask.place,
        "name": ask.outside,
        "approval": round.stage == Stage::Approval,
        "today": dates::boxes(visit.now.day()),
    })
}

async fn outside(visit: &Visit, member: &Member, round: &Round, place: &str) -> Result<Asked, Error> {
    let id = round.id;
    let asked = visit.app.read(member, move |tenant| Ok::<_, PolicyError>(store::asked(tenant, id)?)).await?;
    let place: i64 = place.parse().unwrap_or_default();
    asked.into_iter().find(|ask| ask.place == place && ask.outside.is_some()).ok_or(Error::NotFound)
}

/// `GET …/policies/{id}/approval/{round}/record?place=2`
pub(super) async fn record_form(visit: Visit, member: Member, path: ThreeParts) -> Answer {
    find_to_change(&visit, &member, &path.1).await?;
    let (_, round) = find_round(&visit, &member, (&path.1, &path.2)).await?;
    let ask = outside(&visit, &member, &round, visit.query.text("place")).await?;
    let context = record_context(&visit, &member, &round, &ask);
    visit.page(&member, "policies/approval_record.html", context)
}

/// `POST …/policies/{id}/approval/{round}/record`
pub(super) async fn record(visit: Visit, member: Member, path: ThreeParts, body: Body) -> Answer {
    let policy = find_to_change(&visit, &member, &path.1).await?;
    let (_, round) = find_round(&visit, &member, (&path.1, &path.2)).await?;
    let fields = body.fields().await?;
    let ask = outside(&visit, &member, &round, fields.text("place")).await?;
    let answer = match forms::outside_answer(&fields, round.asked_at.day(), visit.now.day()) {
        Ok(answer) => answer,
        Err(errors) => {
            let context = record_context(&visit, &member, &round, &ask);
            return visit.page_again(&member, "policies/approval_record.html", context, &fields, &errors);
        }
    };
    let (now, by, ids, post) = (visit.now, member.person(), (policy.id, round.id), visit.app.post.clone());
    let recorded = visit
        .app
        .write(&member, move |tenant| approval::record_outside(tenant, now, &post, by, ids, &answer));
    match recorded.await {
        Ok(round) => concluded(&visit, &member, &policy, &round).await,
        Err(PolicyError::OwnRecord) => {
            let errors = crate::web::FormErrors::one("how", "approval-error-own-record");
            let context = record_context(&visit, &member, &round, &ask);
            visit.page_again(&member, "policies/approval_record.html", context, &fields, &errors)
        }
        Err(other) => Err(other.into()),
    }
}
