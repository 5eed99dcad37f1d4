//! What is typed into the gaps. A gap that somebody else filled meanwhile is never lost without a word: both
//! values are shown, and the person says which one counts.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::pages::{TEMPLATE, context, found, input, label, may_fill};
use super::{Found, Shelf};
use crate::access::Member;
use crate::clock::Moment;
use crate::db::ids::ServiceId;
use crate::db::{Database, Tenant};
use crate::documents::{Value as FieldValue, Values, catalogue, checks};
use crate::organisations::{self, groups};
use crate::policies::PolicyError;
use crate::reactions;
use crate::web::{Answer, Body, Fields, FormErrors, Value, Visit, see_other};

/// What stood there before it was typed over; "theirs" keeps it.
const THEIRS: &str = "theirs";
const MINE: &str = "mine";

/// A value that somebody typed, for one place.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Wish {
    name: String,
    place: Option<ServiceId>,
    value: String,
    /// What stands there now; empty while it is a gap.
    now: String,
}

/// What a form asks for, sorted.
#[derive(Default)]
struct Wishes {
    /// To be written.
    set: Vec<Wish>,
    /// Filled meanwhile with something else, and nobody said which counts.
    clashes: Vec<Wish>,
    /// Left as others filled them.
    kept: bool,
    /// Something was added to what was typed.
    completed: bool,
}

fn standing(values: &Values, name: &str) -> String {
    match values.get(name) {
        Some(FieldValue::Text(text)) => text.clone(),
        _ => String::new(),
    }
}

/// The field and place of an input, when such a value can be typed at all.
fn meant(shelf: &Shelf, input: &str) -> Option<(String, Option<ServiceId>)> {
    let rest = input.strip_prefix("v-")?;
    let (name, place) = match rest.split_once('-') {
        None => (rest, None),
        Some((name, id)) => (name, Some(ServiceId::parse(id)?)),
    };
    let field = catalogue::find(name).filter(|_| groups::is_typed(name))?;
    let known = place.is_none_or(|id| shelf.services().iter().any(|service| service.id == id));
    let fits = field.scope.contains(if place.is_some() { 'S' } else { 'O' });
    (known && fits).then(|| (name.to_owned(), place))
}

fn wishes(member: &Member, shelf: &Shelf, fields: &Fields) -> Result<Wishes, FormErrors> {
    let mut errors = FormErrors::default();
    let mut found = Wishes::default();
    let mut standing_at: BTreeMap<Option<ServiceId>, Values> = BTreeMap::new();
    for input in fields.typed().into_keys().filter(|input| !fields.text(input).is_empty()) {
        let Some((name, place)) = meant(shelf, input).filter(|(_, place)| may_fill(member, *place)) else {
            continue;
        };
        let Some(field) = catalogue::find(&name) else { continue };
        let value = checks::completed(field, fields.text(input));
        if let Err(problem) = checks::check(field, &value) {
            let limit = problem.limit.and_then(|limit| i64::try_from(limit).ok()).unwrap_or_default();
            errors.add_with(input, problem.key, vec![("limit", Value::Number(limit))]);
        }
        found.completed |= fields.text(input) != value;
        let values = standing_at.entry(place).or_insert_with(|| shelf.everywhere.values(place));
        let now = standing(values, &name);
        found.take(fields, input, Wish { name, place, value, now });
    }
    errors.or(Some(found))
}

impl Wishes {
    fn take(&mut self, fields: &Fields, input: &str, wish: Wish) {
        // A choice counts for the value that was shown with it.
        let seen = fields.text(&format!("seen-{input}")) == wish.now;
        match fields.text(&format!("which-{input}")) {
            _ if wish.now.is_empty() => self.set.push(wish),
            _ if wish.now == wish.value => {}
            MINE if seen => self.set.push(wish),
            THEIRS if seen => self.kept = true,
            _ => self.clashes.push(wish),
        }
    }

    fn errors(&self) -> FormErrors {
        let mut errors = FormErrors::default();
        for wish in &self.clashes {
            errors.add(format!("which-{}", input(&wish.name, wish.place)), "gaps-clash-error");
        }
        errors
    }
}

/// A row for each clash: both values, one of which is to be chosen.
fn clash_rows(visit: &Visit, shelf: &Shelf, clashes: &[Wish]) -> Vec<Json> {
    let row = |wish: &Wish| {
        let input = input(&wish.name, wish.place);
        let service = wish.place.and_then(|id| shelf.services().iter().find(|service| service.id == id));
        let place = service.map_or_else(|| visit.words("gaps-whole"), |service| service.name.clone());
        json!({
            "input": input,
            "which": format!("which-{input}"),
            "seen": format!("seen-{input}"),
            "label": label(visit, shelf, &wish.name),
            "place": place,
            "now": wish.now,
            "value": wish.value,
            "theirs": THEIRS,
            "mine": MINE,
        })
    };
    clashes.iter().map(row).collect()
}

fn again(
    visit: &Visit,
    member: &Member,
    (shelf, found): &(Shelf, Found),
    clashes: &[Wish],
    (fields, errors): (&Fields, &FormErrors),
) -> Answer {
    let mut context = context(visit, member, shelf, found);
    if let Some(context) = context.as_object_mut() {
        context.insert("clashes".to_owned(), json!(clash_rows(visit, shelf, clashes)));
    }
    visit.page_again(member, TEMPLATE, context, fields, errors)
}

/// `POST …/policies/gaps`
pub(super) async fn save(visit: Visit, member: Member, body: Body) -> Answer {
    let seen = found(&visit, &member).await?;
    let fields = body.fields().await?;
    let wishes = match wishes(&member, &seen.0, &fields) {
        Ok(wishes) => wishes,
        Err(errors) => return again(&visit, &member, &seen, &[], (&fields, &errors)),
    };
    if !wishes.clashes.is_empty() {
        return again(&visit, &member, &seen, &wishes.clashes, (&fields, &wishes.errors()));
    }
    let (entry, now, set) = (member.clone(), visit.now, wishes.set);
    let work = move |database: &Database| database.write(entry, move |tenant| write(tenant, now, &set));
    let written = visit.app.work(work).await;
    if matches!(written, Err(PolicyError::Changed)) {
        return filled_meanwhile(&visit, &member, &fields).await;
    }
    let done = match written? {
        0 if wishes.kept => "gaps-kept",
        0 => "gaps-same",
        _ if wishes.completed => "gaps-completed",
        _ => "gaps-saved",
    };
    Ok(see_other(&member.path(&format!("policies/gaps?done={done}"))))
}

/// Somebody was quicker between the look and the write.
async fn filled_meanwhile(visit: &Visit, member: &Member, fields: &Fields) -> Answer {
    let seen = found(visit, member).await?;
    let (errors, clashes) = match wishes(member, &seen.0, fields) {
        Ok(wishes) if wishes.clashes.is_empty() => return Err(PolicyError::Changed.into()),
        Ok(wishes) => (wishes.errors(), wishes.clashes),
        Err(errors) => (errors, Vec::new()),
    };
    again(visit, member, &seen, &clashes, (fields, &errors))
}

/// Writes the values, unless one of the places was filled since they were looked at.
fn write(tenant: &mut Tenant<'_>, now: Moment, set: &[Wish]) -> Result<usize, PolicyError> {
    let everywhere = organisations::everywhere(tenant)?;
    let moved = |wish: &&Wish| standing(&everywhere.values(wish.place), &wish.name) != wish.now;
    if set.iter().any(|wish| moved(&wish)) {
        return Err(PolicyError::Changed);
    }
    let mut changed = 0_usize;
    for wish in set {
        let values = [(wish.name.clone(), wish.value.clone())];
        changed = changed.saturating_add(organisations::set_values(tenant, now, wish.place, &values)?);
    }
    if changed > 0 {
        reactions::fields_changed(tenant, now)?;
    }
    Ok::<usize, PolicyError>(changed)
}
