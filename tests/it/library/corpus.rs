//! Every text of the library at every service of the demonstration that it is written for.

use std::collections::BTreeSet;

use polisi::access::Command;
use polisi::cli::demo::seed;
use polisi::clock::Day;
use polisi::db::ids::OrganisationId;
use polisi::documents::{Accepted, Filled, Format, Hash, Stage, fill, html, import, text};
use polisi::library::{self, Template};
use polisi::messages::Messages;
use polisi::organisations;
use polisi::policies::adoption::names::{Names, Standing, proposals};
use polisi::policies::adoption::{Stock, stock, text_for};
use polisi::policies::readiness::{self, Site};

use crate::support::app::TestApp;

/// What the demonstration lacks on purpose (reference data part 5): this home has no registered manager.
const PLANTED: &[(&str, &[&str])] = &[(
    "Old Tannery Court",
    &["org_field_registered_manager_first_name", "org_field_registered_manager_last_name"],
)];

/// Made anew by `POLISI_WRITE_DIGESTS=1 cargo test --test it corpus`.
const COMMITTED: &str = "tests/it/library/digests.txt";

struct Place {
    stock: Stock,
    sites: Vec<Site>,
}

fn places(app: &TestApp) -> Vec<Place> {
    let all: Vec<(OrganisationId, String, String)> =
        app.app.database.read_system(organisations::store::all).unwrap();
    let place = |(id, _, _): (OrganisationId, String, String)| {
        let read = app.app.database.read(&Command::on(id), |tenant| {
            let stock = stock(tenant)?;
            let services: BTreeSet<_> = stock.services.iter().map(|service| service.id).collect();
            let sites = readiness::sites(tenant, &services)?;
            Ok::<_, polisi::db::Error>(Place { stock, sites })
        });
        read.unwrap()
    };
    all.into_iter().map(place).collect()
}

fn fitting(stock: &Stock) -> Vec<&'static Template> {
    library::templates().iter().filter(|template| stock.suits(template)).collect()
}

/// The text as an organisation adopts it together with all the others, filled for a site.
fn filled(stock: &Stock, template: &Template, site: &Site, messages: &Messages) -> Filled {
    let all = fitting(stock);
    let codes = proposals(stock, &all);
    let batch: Vec<(&Template, &str)> =
        all.iter().zip(&codes).map(|(template, code)| (*template, code.code.as_str())).collect();
    let names = Names { stock, batch: &batch };
    for family in &template.related {
        let named = names.of(template, family);
        assert_ne!(named.standing, Standing::Missing, "{} names {family}", template.key);
        assert!(!named.code.is_empty(), "{} names {family}", template.key);
    }
    let source = text_for(template, &names);
    assert!(!source.contains("[["), "{}", template.key);
    let document = import(&source, Format::Markdown, &Accepted::all()).unwrap().document;
    let mut values = readiness::in_words(&site.values, messages, template.language);
    let today = Day::new(2026, 11, 21).unwrap();
    let code = batch.iter().find(|(other, _)| other.key == template.key).unwrap().1;
    values.text("policy_code", code);
    values.text("policy_version", "1.0");
    values.text("current_year", "2026");
    values.text("approved_by", "Beatrix Samplewright");
    for name in ["approved_on", "effective_date", "last_update_date"] {
        readiness::set_day(&mut values, name, today);
    }
    readiness::set_day(&mut values, "next_review_date", today.plus_months(i32::from(template.review_months)));
    fill(&document, &values, template.language, Stage::Published).unwrap()
}

/// A text at a service.
#[derive(Debug, PartialEq, Eq)]
struct Printed {
    /// The hashes of HTML and text.
    line: String,
    service: String,
    gaps: BTreeSet<String>,
    used: BTreeSet<String>,
}

fn printed(places: &[Place], messages: &Messages) -> Vec<Printed> {
    let mut all = Vec::new();
    for place in places {
        for template in fitting(&place.stock) {
            for site in place.sites.iter().filter(|site| template.fits(&site.service)) {
                let filled = filled(&place.stock, template, site, messages);
                assert_eq!(filled.unknown().count(), 0, "{}", template.key);
                let sheet = html::sheet(&filled, &html::Look::default(), messages);
                let words = text::plain(&filled, messages);
                assert!(!words.contains("{{") && !sheet.as_str().contains("{{"), "{}", template.key);
                let of = |bytes: &[u8]| Hash::of(bytes).to_string();
                let service = site.service.name.clone();
                let (html, text) = (of(sheet.as_str().as_bytes()), of(words.as_bytes()));
                all.push(Printed {
                    line: format!("{} {} html {html} text {text}", template.key, service.replace(' ', "-")),
                    service,
                    gaps: filled.gaps().map(|(name, _)| name.to_owned()).collect(),
                    used: filled.counts.keys().cloned().collect(),
                });
            }
        }
    }
    all
}

/// Nothing is left out: each topic of the library has one text for each service of the demonstration.
fn each_family_once_at_each_service(places: &[Place], documents: &[Printed]) {
    let families: BTreeSet<&str> =
        library::templates().iter().map(|template| template.family.as_str()).collect();
    let services: Vec<&str> =
        places.iter().flat_map(|place| &place.sites).map(|site| site.service.name.as_str()).collect();
    assert_eq!((families.len(), services.len()), (9, 5));
    assert_eq!(documents.len(), families.len() * services.len());
    for service in services {
        for family in &families {
            let begin = format!("{family}.");
            let of = documents.iter().filter(|one| one.service == service && one.line.starts_with(&begin));
            assert_eq!(of.count(), 1, "{family} at {service}");
        }
    }
}

#[test]
fn every_text_prints_whole_at_every_service_of_the_demonstration() {
    let app = TestApp::start();
    seed::all(&app.app).unwrap();
    let messages = Messages::load().unwrap();
    let first = printed(&places(&app), &messages);
    assert_eq!(first, printed(&places(&app), &messages), "the second run differs");
    each_family_once_at_each_service(&places(&app), &first);

    let (mut with_gaps, mut faults) = (0, Vec::new());
    for one in &first {
        let planted = PLANTED.iter().filter(|(service, _)| *service == one.service);
        let planted = planted.flat_map(|(_, gaps)| *gaps).map(|name| (*name).to_owned());
        let expected: BTreeSet<String> = planted.filter(|name| one.used.contains(name)).collect();
        with_gaps += usize::from(!one.gaps.is_empty());
        if one.gaps != expected {
            faults.push(format!("{}: {:?}, but {expected:?} are planted", one.line, one.gaps));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(with_gaps >= 5, "the planted gaps were seen {with_gaps} times");

    let whole: String = first.iter().map(|one| format!("{}\n", one.line)).collect();
    if std::env::var_os("POLISI_WRITE_DIGESTS").is_some() {
        std::fs::write(COMMITTED, &whole).unwrap();
    }
    let committed = std::fs::read_to_string(COMMITTED).unwrap_or_default();
    assert_eq!(committed, whole, "the texts print something else: look at them, then write {COMMITTED} anew");
}
