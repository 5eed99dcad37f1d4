//! HOOK: 130 policies at 3 services as one ZIP file, made in this process as the job makes it.

use std::collections::BTreeSet;

use polisi::access::{Command, JobTicket};
use polisi::cli::demo::seed;
use polisi::clock::Clock;
use polisi::config::Settings;
use polisi::db::Tenant;
use polisi::db::ids::{ExportId, OrganisationId, PersonId, ServiceId};
use polisi::documents::Format;
use polisi::messages::Language;
use polisi::organisations::{self, Nation, ServiceDetails, ServiceType};
use polisi::policies::drafts::{self, NewText};
use polisi::policies::exports::making::{self, Step};
use polisi::policies::exports::{self, Wanted};
use polisi::policies::versions::paper::Paper;
use polisi::policies::versions::publishing::{self, Terms};
use polisi::policies::{ChangeKind, Details, PolicyError};
use polisi::web::App;
use polisi::{app, people};
use url::Url;

use crate::Fault;
use crate::ratios;
use crate::rounds::said;
use crate::usage::{highest_memory, load_average, own_cpu_time};

const POLICIES: usize = 130;
const SERVICES: usize = 3;
/// The most MiB that making them may add, however many they are.
const MEMORY: u32 = 100;

/// Prints CPU time for each PDF and by how much the memory grew at most.
pub fn measure() -> Result<(), Fault> {
    let folder = tempfile::tempdir().map_err(said)?;
    let base = Url::parse("http://127.0.0.1:1").map_err(said)?;
    let address = "127.0.0.1:1".parse().map_err(said)?;
    let settings = Settings::demonstration(folder.path(), address, base);
    let app = app::assemble(settings, Clock::set_to(Clock::real().now())).map_err(said)?;
    seed::all(&app).map_err(said)?;
    let organisation = app.database.read_system(polisi::organisations::store::all).map_err(said)?;
    let organisation = organisation.first().ok_or("no organisation")?.0;
    let (by, services) = furnish(&app, organisation)?;
    let id = ask(&app, organisation, by, services)?;
    let (entry, now) = (JobTicket::claimed(organisation), app.clock.now());
    // The first step reads the fonts.
    making::step(&app, entry, id, now).map_err(said)?;
    let (cpu, memory) = (own_cpu_time(), highest_memory(true)?);
    while making::step(&app, entry, id, now).map_err(said)? == Step::Going {}
    let (cpu, grown) = (own_cpu_time().saturating_sub(cpu), highest_memory(false)?.saturating_sub(memory));
    let mebibytes = grown / 1_024;
    let limit = ratios::kept(f64::from(u32::try_from(mebibytes).map_err(said)?), f64::from(MEMORY));
    let pdfs = u32::try_from(POLICIES * SERVICES).map_err(said)?;
    println!(
        "ZIP of {POLICIES} policies at {SERVICES} services: CPU ms for each PDF {:.1}, memory grew by {mebibytes} MiB at most (limit {MEMORY} MiB {limit}, load {})",
        cpu.as_secs_f64() * 1_000.0 / f64::from(pdfs),
        load_average()
    );
    Ok(())
}

fn furnish(app: &App, organisation: OrganisationId) -> Result<(PersonId, BTreeSet<ServiceId>), Fault> {
    let (now, messages) = (app.clock.now(), app.messages.clone());
    let furnished = app.database.write(Command::on(organisation), move |tenant| {
        let by = people::list(tenant)?.into_iter().find(|person| person.is_present());
        let by = by.ok_or(PolicyError::NotFound)?.id;
        let mut services = BTreeSet::new();
        for number in 1..=SERVICES {
            let details = ServiceDetails {
                name: format!("House {number}"),
                nation: Nation::Wales,
                service_type: ServiceType::ALL.first().copied().ok_or(PolicyError::NotFound)?,
            };
            let added = organisations::add_service(tenant, now, &details);
            services.insert(added.map_err(|fault| PolicyError::Stored(fault.to_string()))?);
        }
        for number in 0..POLICIES {
            publish(tenant, now, by, &services, number, &messages)?;
        }
        Ok::<_, PolicyError>((by, services))
    });
    furnished.map_err(said)
}

fn publish(
    tenant: &mut Tenant<'_>,
    now: polisi::clock::Moment,
    by: PersonId,
    services: &BTreeSet<ServiceId>,
    number: usize,
    messages: &polisi::messages::Messages,
) -> Result<(), PolicyError> {
    let details = Details {
        code: format!("M{number:03}"),
        title: format!("Policy number {number}"),
        language: Language::English,
        nation: None,
        service_type: None,
        owner: by,
        services: services.clone(),
    };
    let part = "Staff of {{org_field_name}} tell the office where they are. They carry a phone. ".repeat(12);
    let parts: String =
        (1..=18).map(|part_number| format!("## {part_number}. Part\n\n{part}\n\n- one\n- two\n\n")).collect();
    let text = NewText { format: Format::Markdown, source: format!("# Policy number {number}\n\n{parts}") };
    let id = drafts::create(tenant, now, by, &details, &text)?;
    let terms = Terms {
        label: "1.0".to_owned(),
        reviewed_on: now.day(),
        effective_on: now.day(),
        effective_known: true,
        next_review_on: now.day().plus_months(12),
        change_note: String::new(),
        approver_name: "Rhiannon Maddocks-Test".to_owned(),
        change_kind: ChangeKind::Minor,
        approved_on: None,
        approval_reason: None,
    };
    let basis = publishing::basis(tenant, id, services)?;
    let prepared = publishing::prepare(&basis, &terms, now, by, messages)?;
    publishing::publish(tenant, now, &prepared).map(drop)
}

fn ask(
    app: &App,
    organisation: OrganisationId,
    by: PersonId,
    services: BTreeSet<ServiceId>,
) -> Result<ExportId, Fault> {
    let (now, kinds) = (app.clock.now(), BTreeSet::from([Paper::Pdf]));
    let wanted = Wanted { services, kinds, language: Language::English };
    let asked =
        app.database.write(Command::on(organisation), move |tenant| exports::ask(tenant, now, by, &wanted));
    asked.map_err(said)?.ok_or_else(|| "nothing is in force".to_owned())
}
