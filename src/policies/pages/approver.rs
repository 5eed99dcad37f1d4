//! Who approved, as the publish pages ask it, and what they say of rounds that stand against publishing.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::super::approval::form::{self, Approver, OUTSIDE};
use super::super::approval::rules::MayApprove;
use super::super::approval::who::{Candidate, candidates};
use super::super::approval::{Objection, Round, Stage, store};
use super::super::elsewhere::Declared;
use super::super::{Policy, PolicyError};
use crate::access::Member;
use crate::clock::Day;
use crate::db::Tenant;
use crate::db::ids::PersonId;
use crate::messages::args;
use crate::people;
use crate::web::{Fields, FormErrors, Visit, dates};

/// The people who may approve a text of these authors, in their order.
pub(super) struct Approvers(Vec<Candidate>);

impl Approvers {
    pub(super) fn read(
        tenant: &mut Tenant<'_>,
        today: Day,
        authors: &[PersonId],
    ) -> Result<Self, PolicyError> {
        let mut found = candidates(tenant, today, Stage::Approval, authors)?;
        found.retain(|one| one.may != MayApprove::No);
        Ok(Self(found))
    }

    fn open<'a>(&'a self, against: &'a [Objection]) -> impl Iterator<Item = &'a Candidate> {
        let refused = |one: &&Candidate| {
            against.iter().any(|said| !said.is_earlier && said.person == Some(one.person.id))
        };
        self.0.iter().filter(move |one| !refused(one))
    }

    /// What the select offers; whoever publishes is proposed, where they may.
    pub(super) fn context(&self, visit: &Visit, member: &Member, against: &[Objection]) -> Json {
        let label = |one: &Candidate| match one.person.job_title.as_str() {
            "" => one.person.name(),
            job => format!("{}, {job}", one.person.name()),
        };
        let people = self.open(against).map(|one| json!({ "value": one.person.id, "label": label(one) }));
        let outside = json!({ "value": OUTSIDE, "label": visit.words("approval-outside") });
        let me = self.open(against).find(|one| one.person.id == member.person());
        json!({
            "options": people.chain([outside]).collect::<Vec<_>>(),
            "value": me.map(|one| one.person.id),
            "on": dates::boxes(visit.now.day()),
        })
    }

    pub(super) fn chosen(
        &self,
        fields: &Fields,
        against: &[Objection],
        today: Day,
    ) -> Result<Approver, FormErrors> {
        let people: BTreeMap<PersonId, String> =
            self.0.iter().map(|one| (one.person.id, one.person.name())).collect();
        form::approver(fields, &people, against, today)
    }
}

/// A round that goes on, with the names of those who have not answered.
pub(in crate::policies) struct GoingOn {
    pub(in crate::policies) round: Round,
    pub(in crate::policies) waiting: Vec<String>,
}

impl GoingOn {
    pub(in crate::policies) fn read(
        tenant: &mut Tenant<'_>,
        policy: &Policy,
    ) -> Result<Option<Self>, PolicyError> {
        let Some(round) = store::live(tenant, policy.id)? else { return Ok(None) };
        let said = store::decisions(tenant, round.id)?;
        let names = people::present_names(tenant)?;
        let mut asked = store::asked(tenant, round.id)?;
        asked.retain(|ask| said.iter().all(|said| said.place != ask.place));
        let name = |ask: super::super::approval::Asked| {
            ask.person.and_then(|person| names.get(&person).cloned()).or(ask.outside)
        };
        Ok(Some(Self { waiting: asked.into_iter().filter_map(name).collect(), round }))
    }

    fn href(&self, member: &Member) -> String {
        member.path(&format!("policies/{}/approval/{}", self.round.policy, self.round.id))
    }

    /// What the pages say on which the text is changed.
    pub(super) fn warning(&self, visit: &Visit, member: &Member) -> Json {
        let waiting = i64::try_from(self.waiting.len()).unwrap_or(i64::MAX);
        let key = if self.round.is_open() { "approval-asked-now" } else { "approval-approved-now" };
        json!({
            "words": visit.app.messages.format(visit.language, key, &args([("count", waiting)])),
            "names": self.waiting.join(", "),
            "href": self.href(member),
        })
    }
}

/// The warning for the pages on which a text, its title or its code is changed.
pub(super) async fn warning(
    visit: &Visit,
    member: &Member,
    policy: &Policy,
) -> Result<Option<Json>, crate::web::Error> {
    if policy.round.is_none() {
        return Ok(None);
    }
    let of = policy.clone();
    let going = visit.app.read(member, move |tenant| GoingOn::read(tenant, &of)).await?;
    Ok(going.map(|going| going.warning(visit, member)))
}

/// What was asked for, a line each.
pub(super) fn against(member: &Member, policy: &Policy, against: &[Objection], earlier: bool) -> Vec<Json> {
    let line = |said: &Objection| {
        json!({
            "name": said.name,
            "comment": said.comment,
            "at": said.at,
            "href": member.path(&format!("policies/{}/approval/{}", policy.id, said.round)),
        })
    };
    against.iter().filter(|said| said.is_earlier == earlier).map(line).collect()
}

/// What a register says of a draft that was in force before.
pub(super) fn declared(visit: &Visit, declared: &Declared) -> Json {
    let terms = &declared.terms;
    let mut values = args([("shelf", declared.shelf.as_str())]);
    values.set("line", declared.line.to_string());
    json!({
        "says": visit.app.messages.format(visit.language, "policies-declared", &values),
        "label": terms.label,
        "approver": terms.approver_name,
        "approved_on": terms.approved_on,
        "reviewed": terms.reviewed_on,
        "effective": terms.effective_known.then_some(terms.effective_on),
        "next": terms.next_review_on,
        "overdue": terms.next_review_on < visit.now.day(),
    })
}
