//! Recording a request, who may know of it, its steps, and handing it on.

use std::collections::BTreeSet;

use super::bench::{Bench, candidates};
use super::choosing;
use super::deadline::{self, Facts, Standing};
use super::sealed::Row;
use super::{Ask, Contents, Request, RightsError, State, Step, Way, What, Why, notices, store, waiting};
use crate::access::{Action, Member};
use crate::clock::{Day, Moment};
use crate::db::Tenant;
use crate::db::ids::{PersonId, RightsRequestId, RightsStepId};
use crate::mail::Post;
use crate::organisations::{self, Nation};
use crate::people;

/// The table of requests, as sealed columns are bound to it.
pub(super) const REQUESTS: &str = "rights_requests";
const STEPS: &str = "rights_steps";

/// Who looks at a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Viewer {
    /// Who.
    pub person: PersonId,
    /// Whether their role lets them run requests.
    pub runs: bool,
}

impl Viewer {
    /// A member.
    #[must_use]
    pub fn of(member: &Member) -> Self {
        Self { person: member.person(), runs: member.may(Action::RunRights) }
    }
}

/// What the form says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRequest {
    /// Who it is about, when they are on the staff list.
    pub person: Option<PersonId>,
    /// What is asked.
    pub asks: Vec<Ask>,
    /// By which way it came.
    pub way: Way,
    /// The day on which it came.
    pub received_on: Day,
    /// Who asks and what.
    pub contents: Contents,
    /// Who has a conflict.
    pub conflicted: BTreeSet<PersonId>,
}

/// A request as somebody sees who may.
#[derive(Debug, Clone)]
pub struct Opened {
    /// The request.
    pub request: Request,
    /// Who asks and what.
    pub contents: Contents,
    /// Its steps, the first one first.
    pub steps: Vec<Step>,
    /// Who may not know of it, and why.
    pub conflicts: Vec<(PersonId, Why)>,
    /// Who may not know of it: these, and whom they appointed since.
    pub barred: waiting::Barred,
    /// Whose bank holidays count.
    pub nation: Nation,
}

impl Opened {
    /// What its clock is reckoned from.
    #[must_use]
    pub fn facts(&self) -> Facts {
        facts(&self.request, &self.steps, self.nation)
    }

    /// Whether something is waited for since a step that nothing has ended.
    #[must_use]
    pub fn waits_for(&self, asked: What, got: What) -> bool {
        let last = self.steps.iter().rev().find(|step| step.what == asked || step.what == got);
        last.is_some_and(|step| step.what == asked)
    }

    /// Whether a step was ever made.
    #[must_use]
    pub fn has(&self, what: What) -> bool {
        self.steps.iter().any(|step| step.what == what)
    }
}

/// What a clock is reckoned from.
pub(super) fn facts(request: &Request, steps: &[Step], nation: Nation) -> Facts {
    let mut waits = waits(steps, What::IdentityAsked, What::IdentityConfirmed);
    waits.extend(self::waits(steps, What::ClarityAsked, What::ClarityGiven));
    let extended = steps.iter().any(|step| step.what == What::Extended);
    Facts { received_on: request.received_on, extended, waits, nation }
}

fn waits(steps: &[Step], asked: What, got: What) -> Vec<(Day, Option<Day>)> {
    let mut waits: Vec<(Day, Option<Day>)> = Vec::new();
    for step in steps {
        let open = waits.last_mut().filter(|(_, until)| until.is_none());
        match open {
            None if step.what == asked => waits.push((step.day, None)),
            Some((_, until)) if step.what == got => *until = Some(step.day),
            _ => {}
        }
    }
    waits
}

/// Whose bank holidays count: those of the first service.
pub(super) fn nation(tenant: &mut Tenant<'_>) -> Result<Nation, RightsError> {
    let services = organisations::services(tenant)?;
    Ok(services.first().map_or(Nation::England, |service| service.nation))
}

/// What came of recording a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recorded {
    /// The row.
    pub id: RightsRequestId,
    /// Whether everybody who could run it has a conflict.
    pub waits: bool,
}

/// Records a request, gives it to somebody without a conflict, and tells them by mail. Where there is nobody it waits
/// ([`waiting`]): whoever recorded it stands in the row as the one who runs it, and may open nothing for that.
///
/// # Errors
/// The person isn't on the staff list.
pub fn record(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    member: &Member,
    new: NewRequest,
) -> Result<Recorded, RightsError> {
    let conflicts = conflicts(tenant, &new)?;
    let bench = Bench::on(tenant, now.day())?;
    let barred = bench.out(tenant, now, waiting::named(&conflicts))?;
    let runner = choosing::runner(&bench.candidates, &barred);
    let contents = new.contents;
    let id = RightsRequestId::new(now);
    let row = Row::new(tenant, REQUESTS, id.any())?;
    let request = Request {
        id,
        person: new.person,
        asks: new.asks,
        way: new.way,
        received_on: new.received_on,
        runner: runner.unwrap_or(member.person()),
        key: row.key(),
        contents: row.seal_json("contents", &contents)?,
        state: State::Open,
        made_at: now,
        made_by: member.person(),
        answered_at: None,
    };
    store::insert(tenant, &request)?;
    for (person, why) in &conflicts {
        store::insert_conflict(tenant, id, *person, *why)?;
    }
    add_step(tenant, now, &request, (What::Recorded, request.received_on), "")?;
    waiting::tell(tenant, now, post, (&request, runner), (&conflicts, &bench.candidates))?;
    Ok(Recorded { id, waits: runner.is_none() })
}

/// Who may not know of a request: whom the recorder named, and who it is about. Cases have no say: they are answered
/// for by those who were told of them ([`cases`]), and whoever could be told apart here would learn of one.
fn conflicts(tenant: &mut Tenant<'_>, new: &NewRequest) -> Result<Vec<(PersonId, Why)>, RightsError> {
    let mut found: Vec<(PersonId, Why)> = Vec::new();
    if let Some(id) = new.person {
        people::get(tenant, id)?.ok_or(RightsError::NotFound)?;
        found.push((id, Why::Own));
        found.extend(new.conflicted.iter().filter(|other| **other != id).map(|other| (*other, Why::Named)));
    } else {
        found.extend(new.conflicted.iter().map(|other| (*other, Why::Named)));
    }
    Ok(found)
}

/// Writes a step. Requests have this log of their own, which can't be changed; the organisation's log, in which
/// people with a conflict read, says nothing of them, so nothing is missing there for anybody.
pub(super) fn add_step(
    tenant: &mut Tenant<'_>,
    now: Moment,
    request: &Request,
    (what, day): (What, Day),
    words: &str,
) -> Result<(), RightsError> {
    let id = RightsStepId::new(now);
    let words = if words.is_empty() {
        None
    } else {
        let row = Row::new(tenant, STEPS, id.any())?;
        Some((row.key(), row.seal("words", words.as_bytes())?))
    };
    let by = tenant.actor().person();
    let step = Step { id, request: request.id, what, day, words, at: now, by };
    store::insert_step(tenant, &step)?;
    Ok(())
}

/// The words of a step.
///
/// # Errors
/// They don't open.
pub fn words_of(tenant: &mut Tenant<'_>, step: &Step) -> Result<String, RightsError> {
    let Some((key, sealed)) = &step.words else { return Ok(String::new()) };
    let row = Row::of(tenant, STEPS, step.id.any(), *key)?;
    Ok(String::from_utf8_lossy(&row.open("words", sealed)?).into_owned())
}

/// Whether somebody may know of a request: by their role alone, so that nobody comes to one by recording it, nor
/// keeps it when they lose the role.
fn sees(viewer: Viewer, barred: &waiting::Barred) -> bool {
    viewer.runs && !barred.contains(&viewer.person)
}

/// Opens a request.
///
/// # Errors
/// No such request, or one that this person may not know of.
pub fn open(tenant: &mut Tenant<'_>, viewer: Viewer, id: RightsRequestId) -> Result<Opened, RightsError> {
    let request = store::get(tenant, id)?.ok_or(RightsError::NotFound)?;
    let today = tenant.real_now().day();
    let bench = Bench::on(tenant, today)?;
    open_before(tenant, &bench, viewer, request)
}

fn open_before(
    tenant: &mut Tenant<'_>,
    bench: &Bench,
    viewer: Viewer,
    request: Request,
) -> Result<Opened, RightsError> {
    let id = request.id;
    let conflicts = store::conflicts(tenant, id)?;
    let barred = waiting::barred(tenant, bench, &request, &conflicts)?;
    if !sees(viewer, &barred) {
        return Err(RightsError::NotFound);
    }
    let row = Row::of(tenant, REQUESTS, id.any(), request.key)?;
    let contents = row.open_json("contents", &request.contents)?;
    let steps = store::steps(tenant, id)?;
    Ok(Opened { request, contents, steps, conflicts, barred, nation: nation(tenant)? })
}

/// Every request that somebody may know of, open ones first.
///
/// # Errors
/// The database is away, or one doesn't open.
pub fn seen_by(tenant: &mut Tenant<'_>, viewer: Viewer) -> Result<Vec<Opened>, RightsError> {
    let (mut seen, requests) = (Vec::new(), store::all(tenant)?);
    let today = tenant.real_now().day();
    let bench = Bench::on(tenant, today)?;
    for request in requests {
        match open_before(tenant, &bench, viewer, request) {
            Ok(opened) => seen.push(opened),
            Err(RightsError::NotFound) => {}
            Err(fault) => return Err(fault),
        }
    }
    Ok(seen)
}

/// Steps that somebody enters by hand.
pub const BY_HAND: &[What] = &[
    What::IdentityAsked,
    What::IdentityConfirmed,
    What::ClarityAsked,
    What::ClarityGiven,
    What::Extended,
    What::Reopened,
];

/// The steps that are possible now.
#[must_use]
pub fn possible(opened: &Opened, today: Day) -> Vec<What> {
    let is_possible = |what: &&What| check(opened, **what, today).is_ok();
    BY_HAND.iter().filter(is_possible).copied().collect()
}

fn check(opened: &Opened, what: What, today: Day) -> Result<(), &'static str> {
    let identity = opened.waits_for(What::IdentityAsked, What::IdentityConfirmed);
    let clarity = opened.waits_for(What::ClarityAsked, What::ClarityGiven);
    let is_open = opened.request.state == State::Open;
    let fits = match what {
        What::IdentityAsked => is_open && !identity && !opened.has(What::IdentityConfirmed),
        What::IdentityConfirmed => is_open && !opened.has(What::IdentityConfirmed),
        What::ClarityAsked => is_open && !clarity,
        What::ClarityGiven => is_open && clarity,
        What::Extended if !is_open => false,
        What::Extended => {
            return if deadline::may_extend(&opened.facts(), today) {
                Ok(())
            } else {
                Err("rights-error-extend")
            };
        }
        What::Reopened => !is_open,
        _ => false,
    };
    if fits { Ok(()) } else { Err("rights-error-step") }
}

/// Whether a step needs words.
#[must_use]
pub const fn needs_words(what: What) -> bool {
    !matches!(what, What::ClarityGiven | What::IdentityAsked)
}

/// Enters a step.
///
/// # Errors
/// It doesn't fit how the request stands, or its day doesn't.
pub fn step(
    tenant: &mut Tenant<'_>,
    now: Moment,
    viewer: Viewer,
    id: RightsRequestId,
    (what, day): (What, Day),
    words: &str,
) -> Result<(), RightsError> {
    let opened = open(tenant, viewer, id)?;
    check(&opened, what, now.day()).map_err(RightsError::Refused)?;
    let last = opened.steps.iter().filter(|step| BY_HAND.contains(&step.what)).map(|step| step.day).max();
    let first = last.unwrap_or(opened.request.received_on).max(opened.request.received_on);
    if day < first || day > now.day() {
        return Err(RightsError::Refused("rights-error-day"));
    }
    if what == What::Extended && day > deadline::extend_until(&opened.facts()) {
        return Err(RightsError::Refused("rights-error-extend"));
    }
    if what == What::Reopened {
        store::set_state(tenant, id, State::Open, None)?;
    }
    add_step(tenant, now, &opened.request, (what, day), words)
}

/// Gives a request to somebody else. Whoever hands it on because of a conflict finds nothing of it any more; where
/// nobody else is left it waits.
///
/// # Errors
/// Nobody else could run it, and whoever hands it on has no conflict.
pub fn hand_on(
    tenant: &mut Tenant<'_>,
    now: Moment,
    post: &Post,
    viewer: Viewer,
    id: RightsRequestId,
    (to, conflict, words): (Option<PersonId>, bool, &str),
) -> Result<(), RightsError> {
    let opened = open(tenant, viewer, id)?;
    if opened.request.state != State::Open {
        return Err(RightsError::Refused("rights-error-step"));
    }
    let mut barred = opened.barred.clone();
    if conflict {
        barred.insert(viewer.person);
    }
    let mut able = candidates(tenant, now.day())?;
    able.retain(|one| one.person != opened.request.runner && to.is_none_or(|to| to == one.person));
    let runner = choosing::runner(&able, &barred);
    if runner.is_none() && !(conflict && to.is_none()) {
        return Err(RightsError::Nobody);
    }
    add_step(tenant, now, &opened.request, (What::HandedOn, now.day()), words)?;
    if conflict {
        store::insert_conflict(tenant, id, viewer.person, Why::Named)?;
    }
    match runner {
        Some(runner) => {
            store::set_runner(tenant, id, runner)?;
            if runner != viewer.person {
                notices::given(tenant, now, post, &Request { runner, ..opened.request })?;
            }
        }
        None => {
            waiting::remind(tenant, now, post, (&opened.request, &barred, "handed-on"))?;
        }
    }
    Ok(())
}

/// How the clock of a request stands.
#[must_use]
pub fn standing(opened: &Opened, today: Day) -> Standing {
    deadline::standing(&opened.facts(), today)
}
