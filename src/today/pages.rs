//! The Today page.

use actix_web::web::{self, Path};
use fluent_bundle::FluentArgs;
use serde_json::{Value as Json, json};

use super::needs::{AT_MOST, Need, needs};
use super::others::{Answer as ToAnswer, Ask};
use super::{Board, board, others, ready, saying};
use crate::access::{Action, Member, member};
use crate::clock::Day;
use crate::db::{Error as DbError, Tenant};
use crate::messages::args;
use crate::people::covers::pages::line;
use crate::reviews::{Due, Filter};
use crate::web::listing::address;
use crate::web::{Answer, Door, Method, Route, Visit, dates, see_other};

const MANAGE: Door = Door::Member(Action::ManageOrganisation);

/// Every URL of this slice.
pub const ROUTES: &[Route] = &[
    Route::get("/o/{slug}", Door::Member(Action::Enter), || web::to(enter)),
    Route::get("/o/{slug}/", Door::Member(Action::Enter), || web::to(show)),
    Route::get("/o/{slug}/ready", MANAGE, || web::to(ready::show)),
    Route::post("/o/{slug}/ready/hide", MANAGE, || web::to(ready::hide_list)),
    Route::post("/o/{slug}/ready/show", MANAGE, || web::to(ready::show_list)),
];

/// Months in the strip of reviews.
const MONTHS: i32 = 6;
/// Requests with a bar.
const BARS: usize = 3;

/// The address without its last stroke is the way in: it leads to what comes first for this member.
pub async fn enter(visit: Visit, member: Member, _slug: Path<String>) -> Answer {
    let of = member.clone();
    let to: Result<String, DbError> = visit.app.read(&member, move |tenant| ready::way_in(tenant, &of)).await;
    let to = to?;
    if !member.elsewhere().is_empty() {
        note_entered(&visit, &member).await;
    }
    Ok(see_other(&to))
}

/// Notes where somebody with several organisations came in. A full disk must not stop them.
async fn note_entered(visit: &Visit, member: &Member) {
    let (now, of) = (visit.now, member.clone());
    let noted: Result<(), DbError> = visit
        .app
        .work(move |database| database.write_system(move |system| member::note_entered(system, now, &of)))
        .await;
    if let Err(fault) = noted {
        tracing::warn!(%fault, "where somebody came in was not noted");
    }
}

/// Shows the page.
pub async fn show(visit: Visit, member: Member, _slug: Path<String>) -> Answer {
    let entry = member.clone();
    let (messages, now, today) = (visit.app.messages.clone(), visit.now, visit.now.day());
    let read = move |tenant: &mut Tenant<'_>| {
        let mut board = board(tenant, &entry, today)?;
        if entry.may(Action::EditPolicies) {
            board.stale = others::stale(tenant, &messages)?;
        }
        if entry.may(Action::AnswerSupport) {
            board.look_ins = others::look_ins(tenant, now)?;
        }
        Ok::<_, DbError>(board)
    };
    let board = visit.app.read(&member, read).await?;
    let held = visit.mail_is_held().await?;
    let page = Sheet { visit: &visit, member: &member, board: &board, today, held };
    let template = if page.leads() { "today/manager.html" } else { "today/staff.html" };
    visit.page(&member, template, page.context())
}

/// An address that exists and that this member may open; nothing otherwise.
pub(super) fn address_of(visit: &Visit, member: &Member, rest: &str) -> Option<String> {
    let route = visit.app.route(Method::Get, &format!("/o/{{slug}}/{rest}"))?;
    let Door::Member(action) = route.door else { return None };
    member.may(action).then(|| member.path(rest))
}

/// All that the page is made of.
struct Sheet<'a> {
    visit: &'a Visit,
    member: &'a Member,
    board: &'a Board,
    today: Day,
    held: bool,
}

impl Sheet<'_> {
    /// Whether this member sees more than what they have to read.
    fn leads(&self) -> bool {
        self.member.may(Action::ReadPolicies)
    }

    fn context(&self) -> Json {
        let needs = needs(self.board, self.today);
        let rows: Vec<Json> = needs.iter().take(AT_MOST).map(|need| self.need(need)).collect();
        let missing = saying::missing(self.visit, self.member, &self.board.missing);
        let failed = saying::failed(self.visit, self.member, self.board.failed_mails);
        // Under a red band nobody is told that nothing needs them.
        let calm = missing.is_null() && failed.is_null();
        json!({
            "title": self.date(self.today, "weekday"),
            "sentence": self.sentence(),
            "figures": if self.leads() { self.figures() } else { self.figures_with_rows() },
            "needs": rows,
            "calm": calm,
            "more": self.more(needs.len()),
            "months": if self.board.duties.is_empty() { Vec::new() } else { self.months() },
            "bars": self.bars(),
            "reviews_href": self.href("reviews", ""),
            "requests_href": self.href("acknowledgements", ""),
            "failed": failed,
            "held": self.held && self.href("outbox", "").is_some(),
            "ready": self.board.left.as_ref().map(|facts| ready::summary(self.member, facts)),
            "terms": self.board.terms,
            "missing": missing,
            "covers": self.covers(),
            "answers": self.answers(),
            "covers_href": self.member.path("covers"),
            "read": {
                "text": self.words("today-to-read", &[("count", number(self.board.to_read))]),
                "count": self.board.to_read,
                "href": self.href("me", ""),
                "policies": self.href("me/policies", ""),
            },
            "report": self.href("incidents/report", ""),
        })
    }

    /// Who stands in for this member, and for whom they do.
    fn covers(&self) -> Vec<String> {
        let (covers, names) = &self.board.covers;
        let me = Some(self.member.person());
        covers.iter().map(|cover| line(self.visit, names, cover, me)).collect()
    }

    fn href(&self, rest: &str, query: &str) -> Option<String> {
        address_of(self.visit, self.member, rest).map(|address| format!("{address}{query}"))
    }

    fn counts(&self) -> Counts {
        Counts {
            overdue: self.board.reviews(Due::Overdue, self.today).len(),
            soon: self.board.reviews(Due::Soon, self.today).len(),
            signatures: self.board.signatures.len(),
            cases: self.board.cases.len(),
            gaps: self.board.gaps.len(),
        }
    }

    /// The figures that aren't nothing: staff see no row of zeroes.
    fn figures_with_rows(&self) -> Vec<Json> {
        let counts_rows =
            |figure: &Json| figure.get("number").and_then(Json::as_u64).is_some_and(|count| count > 0);
        self.figures().into_iter().filter(counts_rows).collect()
    }

    /// The figures whose list this member may open.
    fn figures(&self) -> Vec<Json> {
        let counts = self.counts();
        let late = self.board.late_signatures(self.today);
        let note = (late > 0).then(|| self.words("today-figure-late", &[("count", number(late))]));
        let figures = [
            ("overdue", counts.overdue, "reviews", "?due=overdue", None, counts.overdue > 0),
            ("soon", counts.soon, "reviews", "?due=30", None, false),
            (
                "signatures",
                counts.signatures,
                "acknowledgements",
                "?state=open&group=assignment",
                note,
                late > 0,
            ),
            ("cases", counts.cases, "incidents", "?state=open", None, counts.cases > 0),
            ("gaps", counts.gaps, "policies", "?gaps=1", None, false),
        ];
        let shown = figures.into_iter().filter_map(|(name, count, list, query, note, late)| {
            let href = self.href(list, query)?;
            let label = self.words(&format!("today-figure-{name}"), &[("count", number(count))]);
            Some(json!({ "number": count, "label": label, "href": href, "note": note, "late": late }))
        });
        shown.collect()
    }

    /// What is wrong, the worst first, and how many policies are in date.
    fn sentence(&self) -> String {
        let counts = self.counts();
        let late = self.board.late_signatures(self.today);
        let (total, in_date) = (self.board.duties.len(), self.board.duties.len() - counts.overdue);
        let parts = [
            ("cases", counts.cases),
            ("overdue", counts.overdue),
            ("late", late),
            ("soon", counts.soon),
            ("gaps", counts.gaps),
        ];
        let mut sentences: Vec<String> = parts
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .take(3)
            .map(|(name, count)| self.words(&format!("today-says-{name}"), &[("count", number(count))]))
            .collect();
        let values = [("total", number(total)), ("count", number(in_date))];
        if total == 0 && sentences.is_empty() {
            sentences.push(self.visit.words("today-says-nothing"));
        } else if sentences.is_empty() {
            sentences.push(self.words("today-says-well", &values));
        } else if total > 0 {
            sentences.push(self.words("today-says-in-date", &values));
        }
        sentences.join(" ")
    }

    fn need(&self, need: &Need) -> Json {
        let review = |kind: &str, policy, title: &String, owner: &String, on: Day| {
            let days = on.days_until(self.today);
            json!({
                "of": {
                    "title": title, "href": self.href_of("reviews", &format!("{policy}")),
                    "big": self.date(on, "number"), "small": self.date(on, "mon"), "kind": kind,
                    "tag": self.words(&format!("today-need-{kind}"), &[("days", days.abs())]),
                    "text": self.text("today-need-owner", "owner", owner),
                },
                "act": self.visit.words("today-act-review"),
            })
        };
        match need {
            Need::Case(reference, at) => json!({
                "of": {
                    "title": self.text("today-need-case", "reference", reference),
                    "href": self.href_of("incidents", reference),
                    "big": self.date(at.day(), "number"), "small": self.date(at.day(), "mon"),
                    "kind": "safe", "tag": self.visit.words("today-need-case-tag"),
                },
                "act": self.visit.words("today-act-open"),
            }),
            Need::Overdue(policy, title, owner, on) => review("late", policy, title, owner, *on),
            Need::Soon(policy, title, owner, on) => review("due", policy, title, owner, *on),
            Need::Late(name, count, since) => json!({
                "of": {
                    "title": name, "href": self.href("acknowledgements", "?group=person"),
                    "big": self.date(*since, "number"), "small": self.date(*since, "mon"), "kind": "late",
                    "tag": self.words("today-need-signatures", &[("days", since.days_until(self.today))]),
                    "text": self.words("today-need-to-sign", &[("count", number(*count))]),
                },
                "act": self.visit.words("today-act-open"),
            }),
            Need::Right(ask, rest, due_on) => self.right(*ask, rest, *due_on),
            Need::LookIn(ask) => saying::look_in(self.visit, self.member, ask),
            Need::Answer(answer) => self.answer(answer),
            Need::Stale(count) => self.stale(*count),
            Need::Gaps(policy, title, count) => json!({
                "of": {
                    "title": title, "href": self.href_of("policies", &policy.to_string()),
                    "big": count, "kind": "gap", "tag": self.words("today-need-gaps", &[("count", *count)]),
                },
                "act": self.visit.words("today-act-fill"),
            }),
        }
    }

    /// A data request or complaint: neither whose nor what.
    fn right(&self, ask: Ask, rest: &str, due_on: Option<Day>) -> Json {
        let left = due_on.map(|on| self.today.days_until(on));
        let tag = match left {
            Some(left) if left < 0 => self.words("today-need-right-late", &[("days", -left)]),
            Some(left) => self.words("today-need-right-due", &[("days", left)]),
            None => self.visit.words("today-need-right-open"),
        };
        json!({
            "of": {
                "title": self.visit.words(ask.key()), "href": self.member.path(rest),
                "big": due_on.map(|on| self.date(on, "number")).unwrap_or_default(),
                "small": due_on.map(|on| self.date(on, "mon")),
                "kind": if left.is_some_and(|left| left < 0) { "late" } else { "due" }, "tag": tag,
            },
            "act": self.visit.words("today-act-open"),
        })
    }

    fn answer(&self, answer: &ToAnswer) -> Json {
        let what = if answer.approval { "today-need-approval" } else { "today-need-comments" };
        let instead_of = answer.instead_of.as_deref();
        let what = if instead_of.is_some() { "today-need-answer-cover" } else { what };
        let round = format!("policies/{}/approval/{}", answer.policy, answer.round);
        let day = answer.asked_at.day();
        json!({
            "of": {
                "title": answer.title, "href": self.member.path(&round),
                "big": self.date(day, "number"), "small": self.date(day, "mon"),
                "kind": "due", "tag": self.visit.words(what),
                "text": instead_of.map(|name| self.text("today-need-answer-for", "name", name)),
            },
            "act": self.visit.words("today-act-answer"),
        })
    }

    /// What waits for this member's own answer, all on one page.
    fn answers(&self) -> Json {
        let count = self.board.answers.iter().filter(|answer| answer.instead_of.is_none()).count();
        let href = self.href("me/approvals", "").filter(|_| count > 0);
        json!({ "href": href, "text": self.words("today-answers", &[("count", number(count))]) })
    }

    fn stale(&self, count: usize) -> Json {
        json!({
            "of": {
                "title": self.visit.words("today-need-stale"), "href": self.href("policies/stale", ""),
                "big": count, "kind": "due",
                "tag": self.words("today-need-stale-count", &[("count", number(count))]),
            },
            "act": self.visit.words("today-act-open"),
        })
    }

    fn href_of(&self, list: &str, row: &str) -> Option<String> {
        self.href(list, "").map(|href| format!("{href}/{row}"))
    }

    /// "See all" under the list, when it shows fewer than there are.
    fn more(&self, total: usize) -> Vec<Json> {
        if total <= AT_MOST {
            return Vec::new();
        }
        self.figures_with_rows()
    }

    fn months(&self) -> Vec<Json> {
        let first = Day::new(self.today.year(), self.today.month(), 1).unwrap_or(self.today);
        (0..MONTHS).filter_map(|ahead| self.month(first.plus_months(ahead))).collect()
    }

    fn month(&self, first: Day) -> Option<Json> {
        let month = (first.year(), first.month());
        let filter = Filter { month: Some(month), ..Filter::of(Due::All) };
        let count = self.board.duties.iter().filter(|duty| filter.keeps(duty, self.today)).count();
        let level = match count {
            0 => 0,
            1..=2 => 1,
            3..=5 => 2,
            _ => 3,
        };
        let word = format!("{}-{:02}", month.0, month.1);
        let href = self.href("reviews", &address("", &[("month", &word)]))?;
        Some(json!({
            "label": self.date(first, "mon"),
            "count": count,
            "unit": self.words("today-month-unit", &[("count", number(count))]),
            "level": level,
            "href": href,
        }))
    }

    /// The open requests with the smallest part of signatures.
    fn bars(&self) -> Vec<Json> {
        let mut open: Vec<_> = self.board.requests.iter().filter(|request| request.open).collect();
        open.sort_by_key(|request| request.signed.saturating_mul(1_000) / request.asked.max(1));
        open.into_iter()
            .take(BARS)
            .map(|request| {
                let href = self.href_of("acknowledgements", &request.id.to_string());
                json!({ "title": request.title, "done": request.signed, "total": request.asked, "href": href })
            })
            .collect()
    }

    fn date(&self, day: Day, form: &str) -> String {
        dates::written(&day.to_string(), form, self.visit.language).unwrap_or_default()
    }

    fn words(&self, key: &str, numbers: &[(&str, i64)]) -> String {
        let values: FluentArgs<'_> = args(numbers.iter().copied());
        self.visit.app.messages.format(self.visit.language, key, &values)
    }

    fn text(&self, key: &str, name: &str, value: &str) -> String {
        self.visit.app.messages.format(self.visit.language, key, &args([(name, value)]))
    }
}

/// What the figures count.
struct Counts {
    overdue: usize,
    soon: usize,
    signatures: usize,
    cases: usize,
    gaps: usize,
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
