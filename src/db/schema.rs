//! The tables of both databases, written once with the program's own SQL types.
//!
//! A test compares this file with what the migrations of each database make.

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    installation (id) {
        id -> BigInt,
        instance -> Uid,
        master_fingerprint -> Binary,
        mail_held_at -> Nullable<Utc>,
        created_at -> Utc,
        recovery_copy_at -> Nullable<Utc>,
        master_before -> Nullable<Binary>,
        master_changed_at -> Nullable<Utc>,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    installation_keys (id) {
        id -> Uid,
        kind -> Text,
        sealed -> Binary,
        public -> Nullable<Binary>,
        created_at -> Utc,
        retired_at -> Nullable<Utc>,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    organisations (id) {
        id -> Uid,
        slug -> Text,
        state -> Text,
        created_at -> Utc,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    old_slugs (slug) {
        slug -> Text,
        organisation_id -> Uid,
        created_at -> Utc,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    accounts (id) {
        id -> Uid,
        email -> Text,
        password_hash -> Text,
        language -> Text,
        operator_since -> Nullable<Utc>,
        created_at -> Utc,
        disabled_at -> Nullable<Utc>,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    sessions (id) {
        id -> Uid,
        account_id -> Uid,
        method -> Text,
        agent -> Text,
        created_at -> Utc,
        last_seen_at -> Utc,
        ends_at -> Utc,
        second_factor_at -> Nullable<Utc>,
        reauthenticated_at -> Nullable<Utc>,
        ended_at -> Nullable<Utc>,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    memberships (account_id, organisation_id) {
        account_id -> Uid,
        organisation_id -> Uid,
        person_id -> Uid,
        created_at -> Utc,
        ended_at -> Nullable<Utc>,
        last_entered_at -> Nullable<Utc>,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    addresses (token_hash) {
        token_hash -> Binary,
        kind -> Text,
        organisation_id -> Nullable<Uid>,
        subject_id -> Uid,
        created_at -> Utc,
        expires_at -> Utc,
        ended_at -> Nullable<Utc>,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    work_tickets (id) {
        id -> Uid,
        organisation_id -> Nullable<Uid>,
        kind -> Text,
        subject_id -> Nullable<Uid>,
        occasion -> Text,
        due_at -> Utc,
        claimed_until -> Nullable<Utc>,
        claimed_by -> Nullable<Text>,
        tries -> BigInt,
        created_at -> Utc,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    job_runs (name, day) {
        name -> Text,
        day -> Text,
        started_at -> Utc,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    leases (name) {
        name -> Text,
        holder -> Text,
        until -> Utc,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    guess_limits (key_hash) {
        key_hash -> Binary,
        failures -> BigInt,
        window_started_at -> Utc,
        blocked_until -> Nullable<Utc>,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    security_events (id) {
        id -> Uid,
        at -> Utc,
        kind -> Text,
        account_id -> Nullable<Uid>,
        detail -> Text,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    account_mails (id) {
        id -> Uid,
        occasion -> Text,
        account_id -> Nullable<Uid>,
        key_id -> Uid,
        sealed -> Binary,
        state -> Text,
        tries -> BigInt,
        created_at -> Utc,
        next_try_at -> Utc,
        sent_at -> Nullable<Utc>,
        last_answer -> Nullable<Text>,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    organisation_keys (organisation_id, id) {
        organisation_id -> Uid,
        id -> Uid,
        sealed -> Binary,
        created_at -> Utc,
        retired_at -> Nullable<Utc>,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    organisation_settings (organisation_id, name) {
        organisation_id -> Uid,
        name -> Text,
        value -> Text,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    services (organisation_id, id) {
        organisation_id -> Uid,
        id -> Uid,
        name -> Text,
        nation -> Text,
        service_type -> Text,
        created_at -> Utc,
        closed_at -> Nullable<Utc>,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    people (organisation_id, id) {
        organisation_id -> Uid,
        id -> Uid,
        given_name -> Text,
        family_name -> Text,
        email -> Nullable<Text>,
        phone -> Nullable<Text>,
        job_title -> Text,
        worker_type -> Text,
        language -> Text,
        started_on -> Nullable<Text>,
        left_on -> Nullable<Text>,
        account_id -> Nullable<Uid>,
        created_at -> Utc,
        staff_number -> Nullable<Text>,
        line_manager_id -> Nullable<Uid>,
        ends_on -> Nullable<Text>,
        agency -> Nullable<Text>,
        regulator -> Nullable<Text>,
        register_number -> Nullable<Text>,
        anew_since -> Nullable<Utc>,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    field_values (organisation_id, id) {
        organisation_id -> Uid,
        id -> Uid,
        service_id -> Nullable<Uid>,
        name -> Text,
        value -> Text,
        changed_at -> Utc,
        changed_by -> Nullable<Uid>,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    person_services (organisation_id, person_id, service_id) {
        organisation_id -> Uid,
        person_id -> Uid,
        service_id -> Uid,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    role_grants (organisation_id, id) {
        organisation_id -> Uid,
        id -> Uid,
        person_id -> Uid,
        service_id -> Nullable<Uid>,
        role -> Text,
        rank -> BigInt,
        granted_at -> Utc,
        granted_by -> Nullable<Uid>,
        ended_at -> Nullable<Utc>,
        reason -> Nullable<Text>,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    invitations (organisation_id, id) {
        organisation_id -> Uid,
        id -> Uid,
        person_id -> Uid,
        email -> Text,
        created_at -> Utc,
        created_by -> Uid,
        expires_at -> Utc,
        accepted_at -> Nullable<Utc>,
        voided_at -> Nullable<Utc>,
        accepted_by -> Nullable<Uid>,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    blobs (organisation_id, id) {
        organisation_id -> Uid,
        id -> Uid,
        sha256 -> Binary,
        media_type -> Text,
        length -> BigInt,
        created_at -> Utc,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    blob_pieces (organisation_id, blob_id, piece) {
        organisation_id -> Uid,
        blob_id -> Uid,
        piece -> BigInt,
        bytes -> Binary,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    policies (organisation_id, id) {
        organisation_id -> Uid,
        id -> Uid,
        code -> Text,
        title -> Text,
        language -> Text,
        nation -> Nullable<Text>,
        service_type -> Nullable<Text>,
        owner_id -> Uid,
        current_version_id -> Nullable<Uid>,
        next_review_on -> Nullable<Text>,
        gaps -> BigInt,
        withdrawn_at -> Nullable<Utc>,
        created_at -> Utc,
        created_by -> Uid,
        contact -> Text,
        review_months -> BigInt,
        template -> Nullable<Text>,
        template_edition -> Nullable<Text>,
        override_reason -> Nullable<Text>,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    drafts (organisation_id, id) {
        organisation_id -> Uid,
        id -> Uid,
        policy_id -> Uid,
        format -> Text,
        source -> Text,
        undone -> Text,
        revision -> BigInt,
        updated_at -> Utc,
        updated_by -> Uid,
        names -> Nullable<Text>,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    draft_services (organisation_id, policy_id, service_id) {
        organisation_id -> Uid,
        policy_id -> Uid,
        service_id -> Uid,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    draft_files (organisation_id, policy_id) {
        organisation_id -> Uid,
        policy_id -> Uid,
        file_id -> Uid,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    policy_versions (organisation_id, id) {
        organisation_id -> Uid,
        id -> Uid,
        policy_id -> Uid,
        number -> BigInt,
        label -> Text,
        code -> Text,
        title -> Text,
        model -> Text,
        change_note -> Text,
        approver_name -> Text,
        published_at -> Utc,
        published_by -> Uid,
        effective_on -> Text,
        reviewed_on -> Text,
        next_review_on -> Text,
        change_kind -> Text,
        approved_on -> Nullable<Text>,
        contact -> Text,
        adopted_from -> Nullable<Text>,
        override_reason -> Nullable<Text>,
        approval_reason -> Nullable<Text>,
        effective_known -> Bool,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    renditions (organisation_id, id) {
        organisation_id -> Uid,
        id -> Uid,
        policy_id -> Uid,
        version_id -> Uid,
        service_id -> Uid,
        language -> Text,
        html -> Text,
        text -> Text,
        frame -> Text,
        html_sha256 -> Binary,
        duty_sha256 -> Binary,
        logo_id -> Nullable<Uid>,
        published_at -> Utc,
        digest -> Binary,
        issue -> BigInt,
        reason -> Text,
        issued_by -> Nullable<Uid>,
        file_id -> Nullable<Uid>,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    withdrawals (organisation_id, id) {
        organisation_id -> Uid,
        id -> Uid,
        policy_id -> Uid,
        reason -> Text,
        at -> Utc,
        by_id -> Uid,
        replaced_by_id -> Nullable<Uid>,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    reviews (organisation_id, id) {
        organisation_id -> Uid,
        id -> Uid,
        policy_id -> Uid,
        version_id -> Uid,
        outcome -> Text,
        reason -> Text,
        looked_at -> Text,
        reviewed_on -> Text,
        next_review_on -> Text,
        by_id -> Uid,
        at -> Utc,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    mails (organisation_id, id) {
        organisation_id -> Uid,
        id -> Uid,
        occasion -> Text,
        kind -> Text,
        person_id -> Nullable<Uid>,
        recipient -> Text,
        language -> Text,
        subject -> Text,
        text -> Text,
        html -> Text,
        state -> Text,
        tries -> BigInt,
        created_at -> Utc,
        next_try_at -> Utc,
        sent_at -> Nullable<Utc>,
        last_answer -> Nullable<Text>,
        incident_id -> Nullable<Uid>,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    review_reminders (organisation_id, id) {
        organisation_id -> Uid,
        id -> Uid,
        policy_id -> Uid,
        due_on -> Text,
        stage -> Text,
        person_id -> Uid,
        mail_id -> Uid,
        at -> Utc,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    requests (organisation_id, id) {
        organisation_id -> Uid,
        id -> Uid,
        policy_id -> Uid,
        version_id -> Uid,
        due_on -> Text,
        note -> Text,
        asked -> BigInt,
        signed -> BigInt,
        created_at -> Utc,
        created_by -> Uid,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    request_withdrawals (organisation_id, id) {
        organisation_id -> Uid,
        id -> Uid,
        request_id -> Uid,
        reason -> Text,
        at -> Utc,
        by_id -> Uid,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    assignments (organisation_id, id) {
        organisation_id -> Uid,
        id -> Uid,
        request_id -> Uid,
        policy_id -> Uid,
        version_id -> Uid,
        rendition_id -> Uid,
        person_id -> Uid,
        due_on -> Text,
        created_at -> Utc,
        acknowledged_at -> Nullable<Utc>,
        ended_at -> Nullable<Utc>,
        ended_because -> Nullable<Text>,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    signing_links (organisation_id, id) {
        organisation_id -> Uid,
        id -> Uid,
        request_id -> Uid,
        person_id -> Uid,
        token_hash -> Binary,
        created_at -> Utc,
        expires_at -> Utc,
        stopped_at -> Nullable<Utc>,
        stopped_because -> Nullable<Text>,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    acknowledgements (organisation_id, id) {
        organisation_id -> Uid,
        id -> Uid,
        assignment_id -> Uid,
        rendition_id -> Uid,
        policy_id -> Uid,
        version_id -> Uid,
        person_id -> Uid,
        person_name -> Text,
        job_title -> Text,
        service_name -> Text,
        language -> Text,
        method -> Text,
        link_id -> Nullable<Uid>,
        statement -> Text,
        statement_version -> Text,
        served_at -> Utc,
        signed_at -> Utc,
        receipt -> Text,
        html_sha256 -> Binary,
        duty_sha256 -> Binary,
        key_id -> Uid,
        signature -> Binary,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    audit_entries (organisation_id, id) {
        organisation_id -> Uid,
        id -> Uid,
        seq -> BigInt,
        at -> Utc,
        as_of -> Utc,
        actor_kind -> Text,
        actor_id -> Nullable<Uid>,
        action -> Text,
        subject_kind -> Text,
        subject_id -> Nullable<Uid>,
        facts -> Text,
        commitment -> Binary,
        prev_hash -> Binary,
        hash -> Binary,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    audit_texts (organisation_id, entry_id) {
        organisation_id -> Uid,
        entry_id -> Uid,
        salt -> Binary,
        words -> Text,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    chain_heads (organisation_id, chain) {
        organisation_id -> Uid,
        chain -> Uid,
        seq -> BigInt,
        hash -> Binary,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    incidents (organisation_id, id) {
        organisation_id -> Uid,
        id -> Uid,
        reference -> Text,
        service_id -> Uid,
        category -> Text,
        danger -> Bool,
        severity -> Text,
        state -> Text,
        received_at -> Utc,
        key_id -> Uid,
        narrative -> Binary,
        reporter -> Binary,
        subject -> Binary,
        affected -> Binary,
        outcome -> Nullable<Binary>,
        stranded -> Bool,
        closed_at -> Nullable<Utc>,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    incident_told (organisation_id, id) {
        organisation_id -> Uid,
        id -> Uid,
        incident_id -> Uid,
        person_id -> Uid,
        place -> BigInt,
        told_at -> Utc,
        mail_id -> Uid,
        opened_at -> Nullable<Utc>,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    incident_entries (organisation_id, id) {
        organisation_id -> Uid,
        id -> Uid,
        incident_id -> Uid,
        seq -> BigInt,
        at -> Utc,
        as_of -> Utc,
        actor_id -> Nullable<Uid>,
        action -> Text,
        facts -> Text,
        commitment -> Binary,
        prev_hash -> Binary,
        hash -> Binary,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    incident_texts (organisation_id, entry_id) {
        organisation_id -> Uid,
        entry_id -> Uid,
        salt -> Binary,
        sealed -> Binary,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    working_copies (organisation_id, policy_id, person_id) {
        organisation_id -> Uid,
        policy_id -> Uid,
        person_id -> Uid,
        stamp -> Text,
        source -> Text,
        updated_at -> Utc,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    approval_rounds (organisation_id, id) {
        organisation_id -> Uid,
        id -> Uid,
        policy_id -> Uid,
        stage -> Text,
        stamp -> Text,
        text_sha256 -> Binary,
        terms -> Text,
        note -> Text,
        asked_by -> Uid,
        asked_at -> Utc,
        ended_at -> Nullable<Utc>,
        outcome -> Nullable<Text>,
        version_id -> Nullable<Uid>,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    approval_asks (organisation_id, round_id, place) {
        organisation_id -> Uid,
        round_id -> Uid,
        place -> BigInt,
        person_id -> Nullable<Uid>,
        outside_name -> Nullable<Text>,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    approval_decisions (organisation_id, id) {
        organisation_id -> Uid,
        id -> Uid,
        round_id -> Uid,
        place -> BigInt,
        outcome -> Text,
        comment -> Text,
        given_on -> Nullable<Text>,
        text_sha256 -> Binary,
        at -> Utc,
        by_id -> Uid,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    printed_values (organisation_id, rendition_id, name) {
        organisation_id -> Uid,
        rendition_id -> Uid,
        name -> Text,
        value -> Text,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    policy_references (organisation_id, id) {
        organisation_id -> Uid,
        id -> Uid,
        policy_id -> Uid,
        kind -> Text,
        title -> Text,
        code -> Nullable<Text>,
        dated_on -> Nullable<Text>,
        address -> Nullable<Text>,
        created_at -> Utc,
        created_by -> Uid,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    policy_shares (organisation_id, id) {
        organisation_id -> Uid,
        id -> Uid,
        policy_id -> Uid,
        recipient -> Text,
        note -> Text,
        created_by -> Uid,
        created_at -> Utc,
        expires_at -> Utc,
        ended_at -> Nullable<Utc>,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    policy_share_visits (organisation_id, id) {
        organisation_id -> Uid,
        id -> Uid,
        share_id -> Uid,
        at -> Utc,
        what -> Text,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    shelves (organisation_id, id) {
        organisation_id -> Uid,
        id -> Uid,
        name -> Text,
        state -> Text,
        settings -> Text,
        total -> BigInt,
        done -> BigInt,
        upload_id -> Nullable<Uid>,
        fault -> Nullable<Text>,
        created_at -> Utc,
        created_by -> Uid,
        finished_at -> Nullable<Utc>,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    shelf_items (organisation_id, id) {
        organisation_id -> Uid,
        id -> Uid,
        shelf_id -> Uid,
        place -> BigInt,
        file_name -> Text,
        kind -> Text,
        state -> Text,
        code -> Text,
        title -> Text,
        source -> Text,
        report -> Text,
        details -> Text,
        reason -> Nullable<Text>,
        file_id -> Nullable<Uid>,
        policy_id -> Nullable<Uid>,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    custom_fields (organisation_id, name) {
        organisation_id -> Uid,
        name -> Text,
        label -> Text,
        hint -> Text,
        created_at -> Utc,
        created_by -> Uid,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    field_aliases (organisation_id, alias) {
        organisation_id -> Uid,
        alias -> Text,
        name -> Text,
        created_at -> Utc,
        created_by -> Uid,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    coverage_answers (organisation_id, id) {
        organisation_id -> Uid,
        id -> Uid,
        service_id -> Nullable<Uid>,
        expectation -> Text,
        answer -> Text,
        policy_id -> Nullable<Uid>,
        reason -> Text,
        at -> Utc,
        by_id -> Uid,
        ended_at -> Nullable<Utc>,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    exports (organisation_id, id) {
        organisation_id -> Uid,
        id -> Uid,
        kind -> Text,
        state -> Text,
        settings -> Text,
        total -> BigInt,
        done -> BigInt,
        blob_id -> Nullable<Uid>,
        fault -> Nullable<Text>,
        asked_by -> Uid,
        asked_at -> Utc,
        finished_at -> Nullable<Utc>,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    covers (organisation_id, id) {
        organisation_id -> Uid,
        id -> Uid,
        role -> Text,
        service_id -> Nullable<Uid>,
        holder_id -> Uid,
        cover_id -> Uid,
        from_on -> Text,
        until_on -> Text,
        reason -> Text,
        made_at -> Utc,
        made_by -> Nullable<Uid>,
        ended_at -> Nullable<Utc>,
        ended_by -> Nullable<Uid>,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    head_mails (organisation_id, id) {
        organisation_id -> Uid,
        id -> Uid,
        email -> Text,
        made_at -> Utc,
        made_by -> Uid,
        ended_at -> Nullable<Utc>,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    devices (organisation_id, id) {
        organisation_id -> Uid,
        id -> Uid,
        service_id -> Uid,
        name -> Text,
        created_by -> Uid,
        created_at -> Utc,
        code_at -> Nullable<Utc>,
        code_by -> Uid,
        enrolled_at -> Nullable<Utc>,
        last_seen_at -> Nullable<Utc>,
        revoked_at -> Nullable<Utc>,
        revoked_by -> Nullable<Uid>,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    pins (organisation_id, person_id) {
        organisation_id -> Uid,
        person_id -> Uid,
        pin_hash -> Text,
        chosen_at -> Nullable<Utc>,
        set_at -> Utc,
        set_by -> Uid,
        tries -> BigInt,
        locked_at -> Nullable<Utc>,
        phone_tries -> BigInt,
        phone_locked_at -> Nullable<Utc>,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    badges (organisation_id, id) {
        organisation_id -> Uid,
        id -> Uid,
        person_id -> Uid,
        created_at -> Utc,
        created_by -> Uid,
        revoked_at -> Nullable<Utc>,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    kiosk_sessions (organisation_id, id) {
        organisation_id -> Uid,
        id -> Uid,
        person_id -> Uid,
        device_id -> Nullable<Uid>,
        method -> Text,
        created_at -> Utc,
        idle_until -> Utc,
        ends_at -> Utc,
        ended_at -> Nullable<Utc>,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    absences (organisation_id, id) {
        organisation_id -> Uid,
        id -> Uid,
        person_id -> Uid,
        from_on -> Text,
        until_on -> Nullable<Text>,
        reason -> Nullable<Text>,
        entered_at -> Utc,
        entered_by -> Nullable<Uid>,
        ended_on -> Nullable<Text>,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    staff_imports (organisation_id, id) {
        organisation_id -> Uid,
        id -> Uid,
        name -> Text,
        state -> Text,
        settings -> Text,
        total -> BigInt,
        done -> BigInt,
        created_at -> Utc,
        created_by -> Uid,
        finished_at -> Nullable<Utc>,
        undone_at -> Nullable<Utc>,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    staff_import_rows (organisation_id, import_id, line) {
        organisation_id -> Uid,
        import_id -> Uid,
        line -> BigInt,
        state -> Text,
        cells -> Text,
        answer -> Nullable<Text>,
        reason -> Nullable<Text>,
        person_id -> Nullable<Uid>,
        was -> Nullable<Text>,
        became -> Nullable<Text>,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    backups (id) {
        id -> Uid,
        made_at -> Utc,
        file -> Text,
        bytes -> BigInt,
        organisations -> BigInt,
        verified_at -> Nullable<Utc>,
        fault -> Nullable<Text>,
        drilled_at -> Nullable<Utc>,
        drill_fault -> Nullable<Text>,
        removed_at -> Nullable<Utc>,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    sign_ups (id) {
        id -> Uid,
        email -> Text,
        given_name -> Text,
        family_name -> Text,
        language -> Text,
        password_hash -> Nullable<Text>,
        browser_hash -> Nullable<Binary>,
        code_hash -> Nullable<Text>,
        code_expires_at -> Utc,
        tries -> BigInt,
        sends -> BigInt,
        sent_at -> Utc,
        created_at -> Utc,
        expires_at -> Utc,
        terms_version -> BigInt,
        processing_version -> BigInt,
        account_id -> Nullable<Uid>,
        confirmed_at -> Nullable<Utc>,
        nation -> Nullable<Text>,
        service_types -> Nullable<Text>,
        organisation_id -> Nullable<Uid>,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    terms_acceptances (organisation_id, id) {
        organisation_id -> Uid,
        id -> Uid,
        document -> Text,
        version -> BigInt,
        account_id -> Uid,
        person_id -> Uid,
        accepted_at -> Utc,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    second_factors (account_id, state) {
        account_id -> Uid,
        state -> Text,
        key_id -> Uid,
        sealed -> Binary,
        created_at -> Utc,
        confirmed_at -> Nullable<Utc>,
        last_step -> BigInt,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    recovery_codes (account_id, id) {
        account_id -> Uid,
        id -> Uid,
        hash -> Binary,
        created_at -> Utc,
        used_at -> Nullable<Utc>,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    known_devices (id) {
        id -> Uid,
        account_id -> Uid,
        browser_hash -> Binary,
        agent -> Text,
        created_at -> Utc,
        last_seen_at -> Utc,
        second_factor_at -> Nullable<Utc>,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    email_changes (id) {
        id -> Uid,
        account_id -> Uid,
        old_email -> Text,
        new_email -> Text,
        asked_at -> Utc,
        confirmed_at -> Nullable<Utc>,
        undone_at -> Nullable<Utc>,
        ended_at -> Nullable<Utc>,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    kept_forms (id) {
        id -> Uid,
        token_hash -> Binary,
        account_id -> Uid,
        address_mac -> Text,
        key_id -> Uid,
        sealed -> Binary,
        created_at -> Utc,
        expires_at -> Utc,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    organisation_sizes (organisation_id) {
        organisation_id -> Uid,
        name -> Text,
        people_count -> BigInt,
        policy_count -> BigInt,
        storage_bytes -> BigInt,
        mail_waiting -> BigInt,
        mail_failed -> BigInt,
        signed_in_at -> Nullable<Utc>,
        counted_at -> Utc,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    organisation_events (id) {
        id -> Uid,
        organisation_id -> Uid,
        kind -> Text,
        reason -> Text,
        account_id -> Nullable<Uid>,
        at -> Utc,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    announcements (id) {
        id -> Uid,
        text -> Text,
        level -> Text,
        audience -> Text,
        from_on -> Text,
        until_on -> Text,
        account_id -> Nullable<Uid>,
        created_at -> Utc,
        ended_at -> Nullable<Utc>,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    announcement_organisations (announcement_id, organisation_id) {
        announcement_id -> Uid,
        organisation_id -> Uid,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    rights_requests (organisation_id, id) {
        organisation_id -> Uid,
        id -> Uid,
        person_id -> Nullable<Uid>,
        asks -> Text,
        way -> Text,
        received_on -> Text,
        runner_id -> Uid,
        key_id -> Uid,
        contents -> Binary,
        state -> Text,
        made_at -> Utc,
        made_by -> Uid,
        answered_at -> Nullable<Utc>,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    rights_conflicts (organisation_id, request_id, person_id) {
        organisation_id -> Uid,
        request_id -> Uid,
        person_id -> Uid,
        why -> Text,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    rights_steps (organisation_id, id) {
        organisation_id -> Uid,
        id -> Uid,
        request_id -> Uid,
        what -> Text,
        day_on -> Text,
        key_id -> Nullable<Uid>,
        words -> Nullable<Binary>,
        at -> Utc,
        by_id -> Nullable<Uid>,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    rights_records (organisation_id, id) {
        organisation_id -> Uid,
        id -> Uid,
        request_id -> Uid,
        source -> Text,
        key_id -> Uid,
        found -> Binary,
        decision -> Nullable<Text>,
        exemption -> Nullable<Text>,
        marked -> Nullable<Binary>,
        made_at -> Utc,
        decided_at -> Nullable<Utc>,
        decided_by -> Nullable<Uid>,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    rights_answers (organisation_id, id) {
        organisation_id -> Uid,
        id -> Uid,
        request_id -> Uid,
        outcome -> Text,
        key_id -> Uid,
        paper -> Binary,
        data -> Binary,
        included -> BigInt,
        withheld -> BigInt,
        made_at -> Utc,
        made_by -> Uid,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    rights_case_tasks (organisation_id, id) {
        organisation_id -> Uid,
        id -> Uid,
        request_id -> Uid,
        incident_id -> Uid,
        made_at -> Utc,
        done_at -> Nullable<Utc>,
        done_by -> Nullable<Uid>,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    data_complaints (organisation_id, id) {
        organisation_id -> Uid,
        id -> Uid,
        way -> Text,
        received_on -> Text,
        language -> Text,
        key_id -> Uid,
        contents -> Binary,
        state -> Text,
        acknowledged_on -> Nullable<Text>,
        outcome -> Nullable<Binary>,
        answered_on -> Nullable<Text>,
        made_at -> Utc,
        made_by -> Nullable<Uid>,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;

    tombstones (organisation_id, id) {
        organisation_id -> Uid,
        id -> Uid,
        kind -> Text,
        record_id -> Uid,
        made_at -> Utc,
        removed_at -> Utc,
        rule -> Text,
        rule_version -> BigInt,
        hash -> Binary,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;

    retention_rules (organisation_id, id) {
        organisation_id -> Uid,
        id -> Uid,
        rule -> Text,
        version -> BigInt,
        months -> BigInt,
        from_on -> Text,
        reason -> Text,
        made_at -> Utc,
        made_by -> Uid,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;

    retention_notices (organisation_id, rule, version) {
        organisation_id -> Uid,
        rule -> Text,
        version -> BigInt,
        told_at -> Utc,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;

    legal_holds (organisation_id, id) {
        organisation_id -> Uid,
        id -> Uid,
        kind -> Text,
        subject_id -> Nullable<Uid>,
        from_on -> Nullable<Text>,
        until_on -> Nullable<Text>,
        key_id -> Uid,
        reason -> Binary,
        review_on -> Text,
        made_at -> Utc,
        made_by -> Uid,
        asked_at -> Nullable<Utc>,
        asked_by -> Nullable<Uid>,
        end_reason -> Nullable<Binary>,
        ended_at -> Nullable<Utc>,
        ended_by -> Nullable<Uid>,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;

    retention_clock (id) {
        id -> BigInt,
        last_at -> Utc,
        stopped_at -> Nullable<Utc>,
        confirmed_at -> Nullable<Utc>,
        confirmed_by -> Nullable<Uid>,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;

    handovers (organisation_id, id) {
        organisation_id -> Uid,
        id -> Uid,
        state -> Text,
        asked_by -> Nullable<Uid>,
        asked_at -> Utc,
        check_words -> Nullable<Binary>,
        target_id -> Nullable<Uid>,
        blob_id -> Nullable<Uid>,
        files -> Nullable<BigInt>,
        length -> Nullable<BigInt>,
        sha256 -> Nullable<Binary>,
        fault -> Nullable<Text>,
        finished_at -> Nullable<Utc>,
        removed_at -> Nullable<Utc>,
        confirmed_at -> Nullable<Utc>,
        confirmed_by -> Nullable<Uid>,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;

    closings (organisation_id, id) {
        organisation_id -> Uid,
        id -> Uid,
        reason -> Text,
        asked_at -> Utc,
        asked_by -> Nullable<Uid>,
        asked_operator -> Nullable<Text>,
        confirmed_at -> Nullable<Utc>,
        confirmed_by -> Nullable<Uid>,
        confirmed_operator -> Nullable<Text>,
        closes_on -> Nullable<Text>,
        undone_at -> Nullable<Utc>,
        undone_by -> Nullable<Uid>,
        closed_at -> Nullable<Utc>,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;

    closed_organisations (organisation_id) {
        organisation_id -> Uid,
        name -> Text,
        slug -> Text,
        founded_at -> Utc,
        closed_at -> Utc,
        people_count -> BigInt,
        policy_count -> BigInt,
        signature_count -> BigInt,
        line_count -> BigInt,
        chain_head -> Binary,
        instructed_by -> Text,
        instructed_at -> Utc,
        instruction -> Text,
        noted_by -> Text,
        step -> Text,
        begun_at -> Utc,
        done_at -> Nullable<Utc>,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    quota_defaults (kind) {
        kind -> Text,
        amount -> BigInt,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    organisation_quotas (organisation_id, kind) {
        organisation_id -> Uid,
        kind -> Text,
        amount -> BigInt,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    quota_changes (id) {
        id -> Uid,
        organisation_id -> Nullable<Uid>,
        kind -> Text,
        amount -> Nullable<BigInt>,
        reason -> Text,
        account_id -> Nullable<Uid>,
        at -> Utc,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    support_visits (id) {
        id -> Uid,
        organisation_id -> Uid,
        account_id -> Uid,
        reason -> Text,
        minutes -> BigInt,
        emergency -> Bool,
        asked_at -> Utc,
        answer -> Nullable<Text>,
        answered_at -> Nullable<Utc>,
        answered_by -> Nullable<Uid>,
        session_id -> Nullable<Uid>,
        began_at -> Nullable<Utc>,
        ends_at -> Nullable<Utc>,
        ended_at -> Nullable<Utc>,
        ending -> Nullable<Text>,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    mail_days (organisation_id, day) {
        organisation_id -> Uid,
        day -> Text,
        taken -> BigInt,
    }
}

diesel::table! {
    use crate::db::types::sql::*;
    use diesel::sql_types::*;
    mail_steps (id) {
        id -> Uid,
        organisation_id -> Nullable<Uid>,
        mail_id -> Uid,
        kind -> Text,
        reason -> Text,
        account_id -> Nullable<Uid>,
        at -> Utc,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    installation,
    installation_keys,
    organisations,
    old_slugs,
    accounts,
    sessions,
    memberships,
    addresses,
    work_tickets,
    job_runs,
    leases,
    guess_limits,
    security_events,
    account_mails,
    second_factors,
    recovery_codes,
    organisation_keys,
    organisation_settings,
    services,
    people,
    field_values,
    person_services,
    role_grants,
    invitations,
    blobs,
    blob_pieces,
    policies,
    drafts,
    draft_services,
    draft_files,
    policy_versions,
    renditions,
    withdrawals,
    reviews,
    mails,
    review_reminders,
    requests,
    request_withdrawals,
    assignments,
    signing_links,
    acknowledgements,
    audit_entries,
    audit_texts,
    chain_heads,
    incidents,
    incident_told,
    incident_entries,
    incident_texts,
    working_copies,
    approval_rounds,
    approval_asks,
    approval_decisions,
    printed_values,
    policy_references,
    policy_shares,
    policy_share_visits,
    shelves,
    shelf_items,
    custom_fields,
    field_aliases,
    coverage_answers,
    exports,
    known_devices,
    email_changes,
    kept_forms,
    sign_ups,
    terms_acceptances,
    backups,
    absences,
    staff_imports,
    staff_import_rows,
    devices,
    pins,
    badges,
    kiosk_sessions,
    covers,
    head_mails,
    organisation_sizes,
    organisation_events,
    announcements,
    announcement_organisations,
    quota_defaults,
    organisation_quotas,
    quota_changes,
    support_visits,
    mail_days,
    handovers,
    closings,
    closed_organisations,
    tombstones,
    retention_rules,
    retention_notices,
    legal_holds,
    retention_clock,
    mail_steps,
);

/// Tables that belong to one organisation each, and their organisation column.
macro_rules! tenant_tables {
    ($each:ident) => {
        $each!(
            organisation_keys,
            organisation_settings,
            services,
            people,
            field_values,
            person_services,
            role_grants,
            invitations,
            blobs,
            blob_pieces,
            policies,
            drafts,
            draft_services,
            draft_files,
            policy_versions,
            renditions,
            withdrawals,
            reviews,
            mails,
            review_reminders,
            requests,
            request_withdrawals,
            assignments,
            signing_links,
            acknowledgements,
            audit_entries,
            audit_texts,
            chain_heads,
            incidents,
            incident_told,
            incident_entries,
            incident_texts,
            working_copies,
            approval_rounds,
            approval_asks,
            approval_decisions,
            printed_values,
            policy_references,
            policy_shares,
            policy_share_visits,
            shelves,
            shelf_items,
            custom_fields,
            field_aliases,
            coverage_answers,
            exports,
            terms_acceptances,
            absences,
            staff_imports,
            staff_import_rows,
            devices,
            pins,
            badges,
            kiosk_sessions,
            covers,
            head_mails,
            mail_days,
            handovers,
            closings,
            tombstones,
            retention_rules,
            retention_notices,
            legal_holds,
            rights_requests,
            rights_conflicts,
            rights_steps,
            rights_records,
            rights_answers,
            rights_case_tasks,
            data_complaints
        );
    };
}
pub(crate) use tenant_tables;

/// Tables outside the organisations (DESIGN 3, net 2). A test holds this list against the schema.
pub const OUTSIDE: &[&str] = &[
    "installation",
    "installation_keys",
    "organisations",
    "old_slugs",
    "accounts",
    "sessions",
    "memberships",
    "addresses",
    "work_tickets",
    "job_runs",
    "leases",
    "guess_limits",
    "security_events",
    "account_mails",
    "known_devices",
    "email_changes",
    "kept_forms",
    "second_factors",
    "recovery_codes",
    "sign_ups",
    "backups",
    "organisation_sizes",
    "organisation_events",
    "announcements",
    "announcement_organisations",
    "quota_defaults",
    "organisation_quotas",
    "quota_changes",
    "support_visits",
    "closed_organisations",
    "retention_clock",
    "mail_steps",
];
