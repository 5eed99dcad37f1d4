//! Who may do what: one table (DESIGN 3, net 3; reference domain 4.11a with its corrections).
//!
//! Case exclusion always wins over this table: who may see a case is decided in `incidents`.

use crate::db::types::text_enum;

text_enum! {
    /// What somebody is in an organisation or at a service.
    Role {
        /// Holds the account of the organisation.
        Owner = "owner",
        /// Wales: accountable for the service (2016 Act).
        ResponsibleIndividual = "responsible_individual",
        /// England: supervises the regulated activity.
        NominatedIndividual = "nominated_individual",
        /// Manages a service.
        RegisteredManager = "registered_manager",
        /// Stands in for the manager.
        DeputyManager = "deputy_manager",
        /// First receives safeguarding reports.
        SafeguardingLead = "safeguarding_lead",
        /// Stands in for the lead, in order of rank.
        SafeguardingDeputy = "safeguarding_deputy",
        /// Decides on data breaches.
        DataProtectionLead = "data_protection_lead",
        /// Staff records.
        Hr = "hr",
        /// Official accounts and the press.
        Communications = "communications",
        /// Guards information about people supported.
        CaldicottGuardian = "caldicott_guardian",
        /// Receives whistleblowing.
        SpeakUpLead = "speak_up_lead",
        /// Equality, diversity and inclusion.
        EqualityLead = "equality_lead",
        /// Leads a team.
        LineManager = "line_manager",
        /// Everybody on the staff list with an account.
        Staff = "staff",
    }
}

text_enum! {
    /// What a route or an operation does.
    Action {
        /// Open the organisation and its front page.
        Enter = "enter",
        /// One's own list, receipts and policies in force.
        ReadOwn = "read_own",
        /// The register of policies, drafts and versions.
        ReadPolicies = "read_policies",
        /// Import, change and publish policies.
        EditPolicies = "edit_policies",
        /// Use a text of the library that is for another nation or kind of service, with a reason.
        AdoptAnyway = "adopt_anyway",
        /// Record reviews.
        ReviewPolicies = "review_policies",
        /// Ask people to read and sign; stop and resend links.
        AskToSign = "ask_to_sign",
        /// Who has signed and who has not.
        SeeSigning = "see_signing",
        /// The staff list.
        ReadPeople = "read_people",
        /// Add, change and invite people.
        ManagePeople = "manage_people",
        /// Add, rename and revoke shared tablets.
        ManageDevices = "manage_devices",
        /// Give and end roles, but for that of an owner.
        GrantRoles = "grant_roles",
        /// Make somebody an owner, and end that.
        GrantOwner = "grant_owner",
        /// Take away the second factor of somebody who lost it.
        ResetSecondFactor = "reset_second_factor",
        /// Details, logo, fields and services.
        ManageOrganisation = "manage_organisation",
        /// Report a concern and follow one's own reports.
        Report = "report",
        /// The cases that somebody was told of.
        SeeCases = "see_cases",
        /// The organisation's log.
        SeeActivity = "see_activity",
        /// Mails that were sent or failed.
        SeeOutbox = "see_outbox",
        /// Accept the terms for the organisation.
        AcceptTerms = "accept_terms",
        /// Who stands in for whom: one's own, and where somebody may arrange it for others.
        StandIn = "stand_in",
        /// Have the head of the log mailed every month.
        MailHead = "mail_head",
        /// Answer an operator who asks to look in, and end it.
        AnswerSupport = "answer_support",
        /// Take everything out that the organisation has.
        TakeOut = "take_out",
        /// Close the organisation for good.
        CloseOrganisation = "close_organisation",
        /// How long records are kept, and what falls due.
        SeeRetention = "see_retention",
        /// Choose periods; put and end legal holds.
        ManageRetention = "manage_retention",
        /// Put and end legal holds on cases that somebody may see.
        HoldRecords = "hold_records",
        /// Record what somebody asks about their data, or complains of.
        RecordRights = "record_rights",
        /// Run such requests and complaints.
        RunRights = "run_rights",
    }
}

use Role::{
    CaldicottGuardian, Communications, DataProtectionLead, DeputyManager, EqualityLead, Hr, LineManager,
    NominatedIndividual, Owner, RegisteredManager, ResponsibleIndividual, SafeguardingDeputy,
    SafeguardingLead, SpeakUpLead,
};

const MANAGERS: &[Role] = &[Owner, RegisteredManager, DeputyManager];
const LEADERS: &[Role] =
    &[Owner, ResponsibleIndividual, NominatedIndividual, RegisteredManager, DeputyManager];
const OFFICE: &[Role] = &[
    Owner,
    ResponsibleIndividual,
    NominatedIndividual,
    RegisteredManager,
    DeputyManager,
    SafeguardingLead,
    SafeguardingDeputy,
    DataProtectionLead,
    Hr,
    Communications,
    CaldicottGuardian,
    SpeakUpLead,
    EqualityLead,
    LineManager,
];

/// The roles that may do this.
#[must_use]
pub const fn allowed(action: Action) -> &'static [Role] {
    match action {
        Action::Enter | Action::ReadOwn | Action::Report | Action::SeeCases | Action::StandIn => Role::ALL,
        Action::ReadPolicies => OFFICE,
        Action::EditPolicies | Action::ReviewPolicies | Action::AskToSign | Action::ManageDevices => MANAGERS,
        Action::AdoptAnyway
        | Action::GrantOwner
        | Action::ResetSecondFactor
        | Action::AcceptTerms
        | Action::MailHead
        | Action::AnswerSupport
        | Action::TakeOut
        | Action::CloseOrganisation => &[Owner],
        Action::SeeSigning | Action::ReadPeople => {
            &[Owner, ResponsibleIndividual, NominatedIndividual, RegisteredManager, DeputyManager, Hr]
        }
        Action::ManagePeople => {
            &[Owner, ResponsibleIndividual, NominatedIndividual, RegisteredManager, DeputyManager, Hr]
        }
        Action::ManageOrganisation => LEADERS,
        Action::GrantRoles => &[Owner, ResponsibleIndividual, NominatedIndividual],
        Action::SeeActivity | Action::SeeOutbox => LEADERS,
        Action::SeeRetention => &[
            Owner,
            ResponsibleIndividual,
            NominatedIndividual,
            RegisteredManager,
            DeputyManager,
            SafeguardingLead,
            DataProtectionLead,
        ],
        Action::ManageRetention | Action::RunRights => &[Owner, DataProtectionLead],
        Action::HoldRecords => &[Owner, SafeguardingLead, DataProtectionLead],
        Action::RecordRights => &[
            Owner,
            ResponsibleIndividual,
            NominatedIndividual,
            RegisteredManager,
            DeputyManager,
            DataProtectionLead,
            Hr,
        ],
    }
}

/// What it takes to give a role: whoever could make owners could put themselves in the place of one, by way of a friend.
#[must_use]
pub const fn giving(role: Role) -> Action {
    match role {
        Role::Owner => Action::GrantOwner,
        _ => Action::GrantRoles,
    }
}

/// Whether somebody who stands in for the holder of a role may do this by it. Roles are given by their holders
/// alone: what somebody gives in two weeks of cover would outlast them.
#[must_use]
pub const fn passes_to_cover(action: Action) -> bool {
    !matches!(action, Action::GrantRoles | Action::GrantOwner)
}

/// Whether somebody else can stand in for the holder of a role. Another owner can be added instead; staff are
/// everybody.
#[must_use]
pub const fn can_be_covered(role: Role) -> bool {
    !matches!(role, Role::Owner | Role::Staff)
}

#[cfg(test)]
mod tests {
    use super::{Action, Role, allowed, can_be_covered, passes_to_cover};

    #[test]
    fn a_cover_gives_no_roles_and_owns_nothing() {
        let kept: Vec<&Action> = Action::ALL.iter().filter(|action| !passes_to_cover(**action)).collect();
        assert_eq!(kept, [&Action::GrantRoles, &Action::GrantOwner]);
        let alone: Vec<&Role> = Role::ALL.iter().filter(|role| !can_be_covered(**role)).collect();
        assert_eq!(alone, [&Role::Owner, &Role::Staff]);
    }

    #[test]
    fn the_matrix_is_the_committed_one() {
        let mut matrix = String::from(
            "# Who may do what. Made by the test in src/access/actions.rs; a change here is a decision.\n",
        );
        for action in Action::ALL {
            let roles: Vec<&str> = Role::ALL
                .iter()
                .filter(|role| allowed(*action).contains(role))
                .map(|role| role.as_str())
                .collect();
            matrix.push_str(&format!("{}: {}\n", action.as_str(), roles.join(" ")));
        }
        assert_eq!(matrix, include_str!("../../tests/it/role_matrix.txt"), "\n{matrix}");
    }
}
