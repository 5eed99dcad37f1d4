//! Today: what needs somebody, the worst first, and figures that are links to their lists.
//!
//! Every figure counts the rows of the same question that its list asks, so that the two agree.

mod events;
pub mod needs;
pub mod others;
pub mod pages;
pub mod posts;
pub mod ready;
mod saying;
pub mod tasks;
mod vacant;

use std::collections::BTreeSet;

use crate::access::member::Reach;
use crate::access::{Action, Member};
use crate::clock::Day;
use crate::db::ids::{PersonId, PolicyId};
use crate::db::{Error as DbError, Tenant};
use crate::outbox;
use crate::people::covers::{self, Cover, Names};
use crate::policies::{self, Policy};
use crate::reviews::{self, Due, Duty, Filter, register};
use crate::terms;

use others::{Answer, LookIn, OpenCase, Progress, Right, Signature};
use posts::Gap;
use tasks::Facts;

/// What the page of one member shows. What they may not see is empty.
#[derive(Debug, Clone, Default)]
pub struct Board {
    /// Policies in force with the date of their review.
    pub duties: Vec<Duty>,
    /// Policies whose draft has gaps.
    pub gaps: Vec<Policy>,
    /// Policies that this member may see but not review or change: no need of theirs.
    pub others: BTreeSet<PolicyId>,
    /// Signatures that are outstanding.
    pub signatures: Vec<Signature>,
    /// Requests to read and sign, and how far they are.
    pub requests: Vec<Progress>,
    /// Open cases that this member was told of.
    pub cases: Vec<OpenCase>,
    /// Data requests and complaints that wait for this member.
    pub rights: Vec<Right>,
    /// Policies that this member has to read.
    pub to_read: usize,
    /// Drafts that wait for this member's comments or approval.
    pub answers: Vec<Answer>,
    /// Requests of operators to look in that wait for this member.
    pub look_ins: Vec<LookIn>,
    /// Published policies that print an old value, where this member may issue them again.
    pub stale: usize,
    /// Mails that failed for good.
    pub failed_mails: i64,
    /// What there is, while something of setting the organisation up is left to do.
    pub left: Option<Facts>,
    /// Where newer terms wait for this member.
    pub terms: Option<String>,
    /// Who stands in for this member, and for whom they do.
    pub covers: (Vec<Cover>, Names),
    /// Roles that nobody fills, for whoever can give them.
    pub missing: Vec<Gap>,
}

impl Board {
    /// Reviews of a kind, as their list shows them.
    #[must_use]
    pub fn reviews(&self, due: Due, today: Day) -> Vec<Duty> {
        Filter::of(due).select(self.duties.clone(), today)
    }

    /// Signatures that are late.
    #[must_use]
    pub fn late_signatures(&self, today: Day) -> usize {
        self.signatures.iter().filter(|signature| signature.due_on < today).count()
    }
}

/// The policies on a board that its member may only look at.
fn others_of(tenant: &mut Tenant<'_>, member: &Member, board: &Board) -> Result<BTreeSet<PolicyId>, DbError> {
    let duties = board.duties.iter().filter(|duty| !reviews::may_review(member, duty));
    let mut others: BTreeSet<PolicyId> = duties.map(|duty| duty.policy).collect();
    for policy in &board.gaps {
        if !policies::pages::is_changeable(tenant, member, policy.id)? {
            others.insert(policy.id);
        }
    }
    Ok(others)
}

/// The covers that a member is part of; names only when there are some.
fn covers(tenant: &mut Tenant<'_>, member: &Member, today: Day) -> Result<(Vec<Cover>, Names), DbError> {
    let covers = covers::around(tenant, member.person(), today)?;
    let names = if covers.is_empty() { Names::default() } else { Names::read(tenant)? };
    Ok((covers, names))
}

/// The drafts that wait for those for whom a member stands in today. Whoever stands in can ask somebody else, or
/// themselves, on the page of the round.
fn answers_of_others(
    tenant: &mut Tenant<'_>,
    member: &Member,
    (covers, names): &(Vec<Cover>, Names),
    own: &[Answer],
    today: Day,
) -> Result<Vec<Answer>, DbError> {
    let mine = covers.iter().filter(|cover| cover.cover == member.person() && cover.holds_on(today));
    let holders: BTreeSet<PersonId> = mine.map(|cover| cover.holder).collect();
    let mut found = Vec::new();
    for holder in holders {
        found.extend(others::to_answer(tenant, holder, names.people.get(&holder))?);
    }
    found.retain(|answer| own.iter().all(|mine| mine.round != answer.round));
    Ok(found)
}

/// Reads what a member's page shows.
///
/// # Errors
/// The database is away.
pub fn board(tenant: &mut Tenant<'_>, member: &Member, today: Day) -> Result<Board, DbError> {
    let mut board = Board {
        cases: others::open_cases(tenant, member.person())?,
        to_read: others::to_read(tenant, member.person())?,
        answers: others::to_answer(tenant, member.person(), None)?,
        covers: covers(tenant, member, today)?,
        ..Board::default()
    };
    if member.may(Action::ReadPolicies) {
        let waiting = answers_of_others(tenant, member, &board.covers, &board.answers, today)?;
        board.answers.extend(waiting);
        board.duties = register::duties(tenant)?;
        board.gaps = policies::list(tenant, &policies::Filter { gaps: true, ..Default::default() })?;
        board.others = others_of(tenant, member, &board)?;
    }
    let reach = member.reach(Action::SeeSigning);
    if reach != Reach::Nowhere {
        board.signatures = others::signatures(tenant, &reach)?;
        board.requests = others::requests(tenant, &reach)?;
    }
    if member.may(Action::SeeOutbox) {
        board.failed_mails = outbox::failures(tenant, &member.reach(Action::SeeOutbox))?;
    }
    if member.may(Action::RecordRights) {
        board.rights = others::rights(tenant, member, today)?;
    }
    if member.may(Action::GrantRoles) {
        board.missing = vacant::staying(tenant, today)?;
        board.missing.extend(posts::gaps(&posts::read(tenant, today)?));
        board.missing.extend(vacant::read(tenant)?);
    }
    board.left = ready::left_to_do(tenant, member)?;
    board.terms = terms::pages::asks_at(tenant, member)?;
    Ok(board)
}
