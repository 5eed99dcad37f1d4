//! The demonstration as it is made: what it adopted from the library, and what it answers its regulators.

use std::collections::{BTreeMap, BTreeSet};

use polisi::access::Command;
use polisi::cli::demo::seed;
use polisi::db::Tenant;
use polisi::documents::model::Document;
use polisi::documents::stored;
use polisi::library::expectations;
use polisi::organisations;
use polisi::policies::coverage::{self, Facts, Standing};
use polisi::policies::related::{self, Why};
use polisi::policies::{Policy, drafts, history};

use crate::support::app::TestApp;

/// Service; in force, draft only, gap, not applicable; of the gaps, those with a suggestion.
const EXPECTED: &[(&str, [usize; 5])] = &[
    ("Dyffryn Uchaf", [22, 0, 3, 1, 0]),
    ("Glan-y-Môr", [18, 0, 7, 1, 4]),
    // This home has no registered manager: what names one stays a draft.
    ("Old Tannery Court", [9, 12, 3, 1, 1]),
    ("Quillbrook Lodge", [20, 0, 4, 1, 2]),
    ("Thistledown House", [22, 0, 2, 1, 0]),
];

fn standings(
    tenant: &mut Tenant<'_>,
    facts: &Facts,
    day: polisi::clock::Day,
) -> BTreeMap<String, [usize; 5]> {
    let of = |service: organisations::Service| {
        let lines = facts.lines(&service, expectations::of_service(&service, day));
        let count = |standing| lines.iter().filter(|line| line.standing == standing).count();
        let suggested = lines.iter().filter(|line| line.perhaps.is_some()).count();
        let said = lines.iter().filter_map(|line| line.answer);
        assert!(said.into_iter().all(|answer| answer.policy.is_some() || !answer.reason.is_empty()));
        let standing = [
            count(Standing::InForce),
            count(Standing::Draft),
            count(Standing::Gap),
            count(Standing::NotApplicable),
            suggested,
        ];
        (service.name, standing)
    };
    organisations::services(tenant).unwrap().into_iter().map(of).collect()
}

/// Every code in a text is one of the organisation's own.
fn resolves(tenant: &mut Tenant<'_>, policy: &Policy, document: &Document) {
    let known = related::known(tenant, policy.language, &related::words_of(document)).unwrap();
    let named = known.named_in(document).len();
    assert!(named > 2, "{} names {named} policies", policy.code);
    let lost: Vec<_> = known.warnings(document, (&policy.code, &BTreeSet::new()), &BTreeMap::new());
    let lost: Vec<_> = lost.into_iter().filter(|warning| warning.why == Why::Missing).collect();
    assert!(lost.is_empty(), "{} names what isn't there: {lost:?}", policy.code);
}

/// How many policies were adopted from the library, and how many of them wait as drafts with gaps.
fn adopted(tenant: &mut Tenant<'_>, facts: &Facts) -> (usize, usize) {
    let (mut all, mut waiting) = (0, 0);
    for policy in facts.policies.iter().filter(|policy| policy.template.is_some()) {
        let model = history::model(tenant, policy.current_version.unwrap()).unwrap().unwrap();
        resolves(tenant, policy, &stored::from_json(&model).unwrap());
        all += 1;
        if let Some(draft) = drafts::get(tenant, policy.id).unwrap() {
            resolves(tenant, policy, &draft.read().unwrap().document);
            assert!(policy.gaps > 0, "{} could be published", policy.code);
            waiting += 1;
        }
    }
    (all, waiting)
}

#[test]
fn the_demonstration_answers_its_regulators() {
    let app = TestApp::start();
    seed::all(&app.app).unwrap();
    let day = app.app.clock.now().day();
    let organisations = app.app.database.read_system(organisations::store::all).unwrap();
    let (mut seen, mut from_library) = (BTreeMap::new(), Vec::new());
    for (id, _, _) in organisations {
        let read = app.app.database.read(&Command::on(id), |tenant| {
            let facts = coverage::facts(tenant)?;
            let adopted = adopted(tenant, &facts);
            Ok::<_, polisi::db::Error>((standings(tenant, &facts, day), adopted))
        });
        let (standings, adopted) = read.unwrap();
        seen.extend(standings);
        from_library.push(adopted);
    }
    let expected: BTreeMap<String, [usize; 5]> =
        EXPECTED.iter().map(|(service, standing)| ((*service).to_owned(), *standing)).collect();
    assert_eq!(seen, expected);
    from_library.sort_unstable();
    assert_eq!(from_library, [(1, 0), (4, 4)]);
}
