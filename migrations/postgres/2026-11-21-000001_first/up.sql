CREATE TABLE installation (
  id bigint NOT NULL,
  instance uuid NOT NULL,
  master_fingerprint bytea NOT NULL,
  mail_held_at timestamptz,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE installation_keys (
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('data', 'signing')),
  sealed bytea NOT NULL,
  public bytea,
  created_at timestamptz NOT NULL,
  retired_at timestamptz,
  PRIMARY KEY (id)
);

CREATE TABLE organisations (
  id uuid NOT NULL,
  slug text NOT NULL UNIQUE,
  state text NOT NULL CHECK (state IN ('active', 'suspended', 'closed')),
  created_at timestamptz NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE old_slugs (
  slug text NOT NULL,
  organisation_id uuid NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (slug)
);

CREATE TABLE accounts (
  id uuid NOT NULL,
  email text NOT NULL UNIQUE,
  password_hash text NOT NULL,
  language text NOT NULL CHECK (language IN ('en', 'cy')),
  operator_since timestamptz,
  created_at timestamptz NOT NULL,
  disabled_at timestamptz,
  PRIMARY KEY (id)
);

CREATE TABLE sessions (
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  method text NOT NULL CHECK (method IN ('password')),
  agent text NOT NULL,
  created_at timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  second_factor_at timestamptz,
  reauthenticated_at timestamptz,
  ended_at timestamptz,
  PRIMARY KEY (id)
);
CREATE INDEX sessions_account_id ON sessions (account_id);

CREATE TABLE memberships (
  account_id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  person_id uuid NOT NULL,
  created_at timestamptz NOT NULL,
  ended_at timestamptz,
  PRIMARY KEY (account_id, organisation_id)
);

CREATE TABLE addresses (
  token_hash bytea NOT NULL,
  kind text NOT NULL CHECK (kind IN ('first_run', 'invitation', 'password_reset', 'signing')),
  organisation_id uuid,
  subject_id uuid NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  ended_at timestamptz,
  PRIMARY KEY (token_hash)
);

CREATE TABLE work_tickets (
  id uuid NOT NULL,
  organisation_id uuid,
  kind text NOT NULL,
  subject_id uuid,
  occasion text NOT NULL,
  due_at timestamptz NOT NULL,
  claimed_until timestamptz,
  claimed_by text,
  tries bigint NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (kind, occasion)
);
CREATE INDEX work_tickets_due_at ON work_tickets (due_at);

CREATE TABLE job_runs (
  name text NOT NULL,
  day text NOT NULL,
  started_at timestamptz NOT NULL,
  PRIMARY KEY (name, day)
);

CREATE TABLE leases (
  name text NOT NULL,
  holder text NOT NULL,
  until timestamptz NOT NULL,
  PRIMARY KEY (name)
);

CREATE TABLE guess_limits (
  key_hash bytea NOT NULL,
  failures bigint NOT NULL,
  window_started_at timestamptz NOT NULL,
  blocked_until timestamptz,
  PRIMARY KEY (key_hash)
);

CREATE TABLE security_events (
  id uuid NOT NULL,
  at timestamptz NOT NULL,
  kind text NOT NULL,
  account_id uuid,
  detail text NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE account_mails (
  id uuid NOT NULL,
  occasion text NOT NULL UNIQUE,
  account_id uuid,
  key_id uuid NOT NULL,
  sealed bytea NOT NULL,
  state text NOT NULL CHECK (state IN ('queued', 'sent', 'failed')),
  tries bigint NOT NULL,
  created_at timestamptz NOT NULL,
  next_try_at timestamptz NOT NULL,
  sent_at timestamptz,
  last_answer text,
  PRIMARY KEY (id)
);

CREATE TABLE organisation_keys (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  sealed bytea NOT NULL,
  created_at timestamptz NOT NULL,
  retired_at timestamptz,
  PRIMARY KEY (organisation_id, id)
);

CREATE TABLE organisation_settings (
  organisation_id uuid NOT NULL,
  name text NOT NULL,
  value text NOT NULL,
  PRIMARY KEY (organisation_id, name)
);

CREATE TABLE services (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  nation text NOT NULL CHECK (nation IN ('england', 'wales', 'scotland', 'northern_ireland')),
  service_type text NOT NULL CHECK (service_type IN ('care_home', 'nursing_home', 'domiciliary', 'supported_living', 'extra_care', 'day_service')),
  created_at timestamptz NOT NULL,
  closed_at timestamptz,
  PRIMARY KEY (organisation_id, id)
);

CREATE TABLE people (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  given_name text NOT NULL,
  family_name text NOT NULL,
  email text,
  phone text,
  job_title text NOT NULL,
  worker_type text NOT NULL CHECK (worker_type IN ('employee', 'bank', 'agency', 'volunteer', 'student', 'contractor', 'director')),
  language text NOT NULL CHECK (language IN ('en', 'cy')),
  started_on text,
  left_on text,
  account_id uuid,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, id)
);
CREATE INDEX people_account_id ON people (organisation_id, account_id);

CREATE TABLE field_values (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  service_id uuid,
  name text NOT NULL,
  value text NOT NULL,
  changed_at timestamptz NOT NULL,
  changed_by uuid,
  PRIMARY KEY (organisation_id, id)
);
CREATE UNIQUE INDEX field_values_once ON field_values (organisation_id, coalesce(service_id, organisation_id), name);

CREATE TABLE person_services (
  organisation_id uuid NOT NULL,
  person_id uuid NOT NULL,
  service_id uuid NOT NULL,
  PRIMARY KEY (organisation_id, person_id, service_id)
);

CREATE TABLE role_grants (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  person_id uuid NOT NULL,
  service_id uuid,
  role text NOT NULL,
  rank bigint NOT NULL,
  granted_at timestamptz NOT NULL,
  granted_by uuid,
  ended_at timestamptz,
  PRIMARY KEY (organisation_id, id)
);
CREATE INDEX role_grants_person_id ON role_grants (organisation_id, person_id);

CREATE TABLE invitations (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  person_id uuid NOT NULL,
  email text NOT NULL,
  created_at timestamptz NOT NULL,
  created_by uuid NOT NULL,
  expires_at timestamptz NOT NULL,
  accepted_at timestamptz,
  voided_at timestamptz,
  PRIMARY KEY (organisation_id, id)
);

CREATE TABLE blobs (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  sha256 bytea NOT NULL,
  media_type text NOT NULL,
  length bigint NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, sha256)
);

CREATE TABLE blob_pieces (
  organisation_id uuid NOT NULL,
  blob_id uuid NOT NULL,
  piece bigint NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (organisation_id, blob_id, piece)
);

CREATE TABLE policies (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  code text NOT NULL,
  title text NOT NULL,
  language text NOT NULL CHECK (language IN ('en', 'cy')),
  nation text,
  service_type text,
  owner_id uuid NOT NULL,
  current_version_id uuid,
  next_review_on text,
  gaps bigint NOT NULL,
  withdrawn_at timestamptz,
  created_at timestamptz NOT NULL,
  created_by uuid NOT NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, code, language)
);
CREATE INDEX policies_next_review_on ON policies (organisation_id, next_review_on);

CREATE TABLE drafts (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  policy_id uuid NOT NULL,
  format text NOT NULL CHECK (format IN ('text', 'markdown')),
  source text NOT NULL,
  undone text NOT NULL,
  revision bigint NOT NULL,
  updated_at timestamptz NOT NULL,
  updated_by uuid NOT NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, policy_id)
);

CREATE TABLE draft_services (
  organisation_id uuid NOT NULL,
  policy_id uuid NOT NULL,
  service_id uuid NOT NULL,
  PRIMARY KEY (organisation_id, policy_id, service_id)
);

CREATE TABLE policy_versions (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  policy_id uuid NOT NULL,
  number bigint NOT NULL,
  label text NOT NULL,
  code text NOT NULL,
  title text NOT NULL,
  model text NOT NULL,
  change_note text NOT NULL,
  approver_name text NOT NULL,
  published_at timestamptz NOT NULL,
  published_by uuid NOT NULL,
  effective_on text NOT NULL,
  reviewed_on text NOT NULL,
  next_review_on text NOT NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, policy_id, number)
);

CREATE TABLE renditions (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  policy_id uuid NOT NULL,
  version_id uuid NOT NULL,
  service_id uuid NOT NULL,
  language text NOT NULL CHECK (language IN ('en', 'cy')),
  html text NOT NULL,
  text text NOT NULL,
  frame text NOT NULL,
  html_sha256 bytea NOT NULL,
  duty_sha256 bytea NOT NULL,
  logo_id uuid,
  published_at timestamptz NOT NULL,
  digest bytea NOT NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, version_id, service_id, language)
);
CREATE INDEX renditions_policy_id ON renditions (organisation_id, policy_id);

CREATE TABLE withdrawals (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  policy_id uuid NOT NULL,
  reason text NOT NULL,
  at timestamptz NOT NULL,
  by_id uuid NOT NULL,
  PRIMARY KEY (organisation_id, id)
);

CREATE TABLE reviews (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  policy_id uuid NOT NULL,
  version_id uuid NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('no_change')),
  reason text NOT NULL,
  looked_at text NOT NULL,
  reviewed_on text NOT NULL,
  next_review_on text NOT NULL,
  by_id uuid NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, id)
);
CREATE INDEX reviews_policy_id ON reviews (organisation_id, policy_id);

CREATE TABLE mails (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  occasion text NOT NULL,
  kind text NOT NULL,
  person_id uuid,
  recipient text NOT NULL,
  language text NOT NULL CHECK (language IN ('en', 'cy')),
  subject text NOT NULL,
  text text NOT NULL,
  html text NOT NULL,
  state text NOT NULL CHECK (state IN ('queued', 'sent', 'failed', 'cancelled')),
  tries bigint NOT NULL,
  created_at timestamptz NOT NULL,
  next_try_at timestamptz NOT NULL,
  sent_at timestamptz,
  last_answer text,
  incident_id uuid,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, occasion)
);
CREATE INDEX mails_state ON mails (organisation_id, state);

CREATE TABLE review_reminders (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  policy_id uuid NOT NULL,
  due_on text NOT NULL,
  stage text NOT NULL,
  person_id uuid NOT NULL,
  mail_id uuid NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, policy_id, due_on, stage, person_id)
);

CREATE TABLE requests (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  policy_id uuid NOT NULL,
  version_id uuid NOT NULL,
  due_on text NOT NULL,
  note text NOT NULL,
  asked bigint NOT NULL,
  signed bigint NOT NULL,
  created_at timestamptz NOT NULL,
  created_by uuid NOT NULL,
  PRIMARY KEY (organisation_id, id)
);
CREATE INDEX requests_policy_id ON requests (organisation_id, policy_id);

CREATE TABLE request_withdrawals (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  request_id uuid NOT NULL,
  reason text NOT NULL,
  at timestamptz NOT NULL,
  by_id uuid NOT NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, request_id)
);

CREATE TABLE assignments (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  request_id uuid NOT NULL,
  policy_id uuid NOT NULL,
  version_id uuid NOT NULL,
  rendition_id uuid NOT NULL,
  person_id uuid NOT NULL,
  due_on text NOT NULL,
  created_at timestamptz NOT NULL,
  acknowledged_at timestamptz,
  ended_at timestamptz,
  ended_because text CHECK (ended_because IN ('withdrawn', 'superseded', 'left')),
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, request_id, person_id)
);
CREATE INDEX assignments_person_id ON assignments (organisation_id, person_id);
CREATE INDEX assignments_due_on ON assignments (organisation_id, due_on);

CREATE TABLE signing_links (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  request_id uuid NOT NULL,
  person_id uuid NOT NULL,
  token_hash bytea NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  stopped_at timestamptz,
  stopped_because text CHECK (stopped_because IN ('stopped', 'replaced', 'withdrawn', 'not_me', 'left')),
  PRIMARY KEY (organisation_id, id)
);
CREATE INDEX signing_links_request_id ON signing_links (organisation_id, request_id);

CREATE TABLE acknowledgements (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  assignment_id uuid NOT NULL,
  rendition_id uuid NOT NULL,
  policy_id uuid NOT NULL,
  version_id uuid NOT NULL,
  person_id uuid NOT NULL,
  person_name text NOT NULL,
  job_title text NOT NULL,
  service_name text NOT NULL,
  language text NOT NULL CHECK (language IN ('en', 'cy')),
  method text NOT NULL CHECK (method IN ('link', 'account')),
  link_id uuid,
  statement text NOT NULL,
  statement_version text NOT NULL,
  served_at timestamptz NOT NULL,
  signed_at timestamptz NOT NULL,
  receipt text NOT NULL,
  html_sha256 bytea NOT NULL,
  duty_sha256 bytea NOT NULL,
  key_id uuid NOT NULL,
  signature bytea NOT NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, assignment_id),
  UNIQUE (organisation_id, receipt)
);
CREATE INDEX acknowledgements_person_id ON acknowledgements (organisation_id, person_id);

CREATE TABLE audit_entries (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  seq bigint NOT NULL,
  at timestamptz NOT NULL,
  as_of timestamptz NOT NULL,
  actor_kind text NOT NULL,
  actor_id uuid,
  action text NOT NULL,
  subject_kind text NOT NULL,
  subject_id uuid,
  facts text NOT NULL,
  commitment bytea NOT NULL,
  prev_hash bytea NOT NULL,
  hash bytea NOT NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, seq)
);
CREATE INDEX audit_entries_subject_id ON audit_entries (organisation_id, subject_id);

CREATE TABLE audit_texts (
  organisation_id uuid NOT NULL,
  entry_id uuid NOT NULL,
  salt bytea NOT NULL,
  words text NOT NULL,
  PRIMARY KEY (organisation_id, entry_id)
);

CREATE TABLE chain_heads (
  organisation_id uuid NOT NULL,
  chain uuid NOT NULL,
  seq bigint NOT NULL,
  hash bytea NOT NULL,
  PRIMARY KEY (organisation_id, chain)
);

CREATE TABLE incidents (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  reference text NOT NULL,
  service_id uuid NOT NULL,
  category text NOT NULL,
  danger boolean NOT NULL,
  severity text NOT NULL,
  state text NOT NULL CHECK (state IN ('received', 'looking', 'closed')),
  received_at timestamptz NOT NULL,
  key_id uuid NOT NULL,
  narrative bytea NOT NULL,
  reporter bytea NOT NULL,
  subject bytea NOT NULL,
  affected bytea NOT NULL,
  outcome bytea,
  stranded boolean NOT NULL,
  closed_at timestamptz,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, reference)
);

CREATE TABLE incident_told (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  incident_id uuid NOT NULL,
  person_id uuid NOT NULL,
  place bigint NOT NULL,
  told_at timestamptz NOT NULL,
  mail_id uuid NOT NULL,
  opened_at timestamptz,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, incident_id, person_id)
);
CREATE INDEX incident_told_person_id ON incident_told (organisation_id, person_id);

CREATE TABLE incident_entries (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  incident_id uuid NOT NULL,
  seq bigint NOT NULL,
  at timestamptz NOT NULL,
  as_of timestamptz NOT NULL,
  actor_id uuid,
  action text NOT NULL,
  facts text NOT NULL,
  commitment bytea NOT NULL,
  prev_hash bytea NOT NULL,
  hash bytea NOT NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, incident_id, seq)
);

CREATE TABLE incident_texts (
  organisation_id uuid NOT NULL,
  entry_id uuid NOT NULL,
  salt bytea NOT NULL,
  sealed bytea NOT NULL,
  PRIMARY KEY (organisation_id, entry_id)
);

ALTER TABLE old_slugs ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE sessions ADD FOREIGN KEY (account_id) REFERENCES accounts (id);
ALTER TABLE memberships ADD FOREIGN KEY (account_id) REFERENCES accounts (id);
ALTER TABLE memberships ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE addresses ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE work_tickets ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE organisation_keys ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE organisation_settings ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE services ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE people ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE field_values ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE field_values ADD FOREIGN KEY (organisation_id, service_id) REFERENCES services (organisation_id, id);
ALTER TABLE field_values ADD FOREIGN KEY (organisation_id, changed_by) REFERENCES people (organisation_id, id);
ALTER TABLE person_services ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE person_services ADD FOREIGN KEY (organisation_id, person_id) REFERENCES people (organisation_id, id);
ALTER TABLE person_services ADD FOREIGN KEY (organisation_id, service_id) REFERENCES services (organisation_id, id);
ALTER TABLE role_grants ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE role_grants ADD FOREIGN KEY (organisation_id, person_id) REFERENCES people (organisation_id, id);
ALTER TABLE role_grants ADD FOREIGN KEY (organisation_id, service_id) REFERENCES services (organisation_id, id);
ALTER TABLE role_grants ADD FOREIGN KEY (organisation_id, granted_by) REFERENCES people (organisation_id, id);
ALTER TABLE invitations ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE invitations ADD FOREIGN KEY (organisation_id, person_id) REFERENCES people (organisation_id, id);
ALTER TABLE invitations ADD FOREIGN KEY (organisation_id, created_by) REFERENCES people (organisation_id, id);
ALTER TABLE blobs ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE blob_pieces ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE blob_pieces ADD FOREIGN KEY (organisation_id, blob_id) REFERENCES blobs (organisation_id, id);
ALTER TABLE policies ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE policies ADD FOREIGN KEY (organisation_id, owner_id) REFERENCES people (organisation_id, id);
ALTER TABLE policies ADD FOREIGN KEY (organisation_id, created_by) REFERENCES people (organisation_id, id);
ALTER TABLE policies ADD FOREIGN KEY (organisation_id, current_version_id) REFERENCES policy_versions (organisation_id, id);
ALTER TABLE drafts ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE drafts ADD FOREIGN KEY (organisation_id, policy_id) REFERENCES policies (organisation_id, id);
ALTER TABLE drafts ADD FOREIGN KEY (organisation_id, updated_by) REFERENCES people (organisation_id, id);
ALTER TABLE draft_services ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE draft_services ADD FOREIGN KEY (organisation_id, policy_id) REFERENCES policies (organisation_id, id);
ALTER TABLE draft_services ADD FOREIGN KEY (organisation_id, service_id) REFERENCES services (organisation_id, id);
ALTER TABLE policy_versions ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE policy_versions ADD FOREIGN KEY (organisation_id, policy_id) REFERENCES policies (organisation_id, id);
ALTER TABLE policy_versions ADD FOREIGN KEY (organisation_id, published_by) REFERENCES people (organisation_id, id);
ALTER TABLE renditions ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE renditions ADD FOREIGN KEY (organisation_id, policy_id) REFERENCES policies (organisation_id, id);
ALTER TABLE renditions ADD FOREIGN KEY (organisation_id, version_id) REFERENCES policy_versions (organisation_id, id);
ALTER TABLE renditions ADD FOREIGN KEY (organisation_id, service_id) REFERENCES services (organisation_id, id);
ALTER TABLE renditions ADD FOREIGN KEY (organisation_id, logo_id) REFERENCES blobs (organisation_id, id);
ALTER TABLE withdrawals ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE withdrawals ADD FOREIGN KEY (organisation_id, policy_id) REFERENCES policies (organisation_id, id);
ALTER TABLE withdrawals ADD FOREIGN KEY (organisation_id, by_id) REFERENCES people (organisation_id, id);
ALTER TABLE reviews ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE reviews ADD FOREIGN KEY (organisation_id, policy_id) REFERENCES policies (organisation_id, id);
ALTER TABLE reviews ADD FOREIGN KEY (organisation_id, version_id) REFERENCES policy_versions (organisation_id, id);
ALTER TABLE reviews ADD FOREIGN KEY (organisation_id, by_id) REFERENCES people (organisation_id, id);
ALTER TABLE mails ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE mails ADD FOREIGN KEY (organisation_id, person_id) REFERENCES people (organisation_id, id);
ALTER TABLE mails ADD FOREIGN KEY (organisation_id, incident_id) REFERENCES incidents (organisation_id, id);
ALTER TABLE review_reminders ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE review_reminders ADD FOREIGN KEY (organisation_id, policy_id) REFERENCES policies (organisation_id, id);
ALTER TABLE review_reminders ADD FOREIGN KEY (organisation_id, person_id) REFERENCES people (organisation_id, id);
ALTER TABLE review_reminders ADD FOREIGN KEY (organisation_id, mail_id) REFERENCES mails (organisation_id, id);
ALTER TABLE requests ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE requests ADD FOREIGN KEY (organisation_id, policy_id) REFERENCES policies (organisation_id, id);
ALTER TABLE requests ADD FOREIGN KEY (organisation_id, version_id) REFERENCES policy_versions (organisation_id, id);
ALTER TABLE requests ADD FOREIGN KEY (organisation_id, created_by) REFERENCES people (organisation_id, id);
ALTER TABLE request_withdrawals ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE request_withdrawals ADD FOREIGN KEY (organisation_id, request_id) REFERENCES requests (organisation_id, id);
ALTER TABLE request_withdrawals ADD FOREIGN KEY (organisation_id, by_id) REFERENCES people (organisation_id, id);
ALTER TABLE assignments ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE assignments ADD FOREIGN KEY (organisation_id, request_id) REFERENCES requests (organisation_id, id);
ALTER TABLE assignments ADD FOREIGN KEY (organisation_id, policy_id) REFERENCES policies (organisation_id, id);
ALTER TABLE assignments ADD FOREIGN KEY (organisation_id, version_id) REFERENCES policy_versions (organisation_id, id);
ALTER TABLE assignments ADD FOREIGN KEY (organisation_id, rendition_id) REFERENCES renditions (organisation_id, id);
ALTER TABLE assignments ADD FOREIGN KEY (organisation_id, person_id) REFERENCES people (organisation_id, id);
ALTER TABLE signing_links ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE signing_links ADD FOREIGN KEY (organisation_id, request_id) REFERENCES requests (organisation_id, id);
ALTER TABLE signing_links ADD FOREIGN KEY (organisation_id, person_id) REFERENCES people (organisation_id, id);
ALTER TABLE acknowledgements ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE acknowledgements ADD FOREIGN KEY (organisation_id, assignment_id) REFERENCES assignments (organisation_id, id);
ALTER TABLE acknowledgements ADD FOREIGN KEY (organisation_id, rendition_id) REFERENCES renditions (organisation_id, id);
ALTER TABLE acknowledgements ADD FOREIGN KEY (organisation_id, policy_id) REFERENCES policies (organisation_id, id);
ALTER TABLE acknowledgements ADD FOREIGN KEY (organisation_id, version_id) REFERENCES policy_versions (organisation_id, id);
ALTER TABLE acknowledgements ADD FOREIGN KEY (organisation_id, person_id) REFERENCES people (organisation_id, id);
ALTER TABLE acknowledgements ADD FOREIGN KEY (organisation_id, link_id) REFERENCES signing_links (organisation_id, id);
ALTER TABLE audit_entries ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE audit_texts ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE audit_texts ADD FOREIGN KEY (organisation_id, entry_id) REFERENCES audit_entries (organisation_id, id);
ALTER TABLE chain_heads ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE incidents ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE incidents ADD FOREIGN KEY (organisation_id, service_id) REFERENCES services (organisation_id, id);
ALTER TABLE incident_told ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE incident_told ADD FOREIGN KEY (organisation_id, incident_id) REFERENCES incidents (organisation_id, id);
ALTER TABLE incident_told ADD FOREIGN KEY (organisation_id, person_id) REFERENCES people (organisation_id, id);
ALTER TABLE incident_told ADD FOREIGN KEY (organisation_id, mail_id) REFERENCES mails (organisation_id, id);
ALTER TABLE incident_entries ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE incident_entries ADD FOREIGN KEY (organisation_id, incident_id) REFERENCES incidents (organisation_id, id);
ALTER TABLE incident_texts ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE incident_texts ADD FOREIGN KEY (organisation_id, entry_id) REFERENCES incident_entries (organisation_id, id);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME; END $$;

CREATE TRIGGER policy_versions_append_only BEFORE UPDATE OR DELETE ON policy_versions FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER renditions_append_only BEFORE UPDATE OR DELETE ON renditions FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER withdrawals_append_only BEFORE UPDATE OR DELETE ON withdrawals FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER reviews_append_only BEFORE UPDATE OR DELETE ON reviews FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER request_withdrawals_append_only BEFORE UPDATE OR DELETE ON request_withdrawals FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER acknowledgements_append_only BEFORE UPDATE OR DELETE ON acknowledgements FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_entries_append_only BEFORE UPDATE OR DELETE ON audit_entries FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER incident_entries_append_only BEFORE UPDATE OR DELETE ON incident_entries FOR EACH ROW EXECUTE FUNCTION refuse_change();

ALTER TABLE organisation_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE organisation_keys FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON organisation_keys
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
ALTER TABLE organisation_settings ENABLE ROW LEVEL SECURITY;
ALTER TABLE organisation_settings FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON organisation_settings
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
ALTER TABLE services ENABLE ROW LEVEL SECURITY;
ALTER TABLE services FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON services
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
ALTER TABLE people ENABLE ROW LEVEL SECURITY;
ALTER TABLE people FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON people
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
ALTER TABLE field_values ENABLE ROW LEVEL SECURITY;
ALTER TABLE field_values FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON field_values
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
ALTER TABLE person_services ENABLE ROW LEVEL SECURITY;
ALTER TABLE person_services FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON person_services
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
ALTER TABLE role_grants ENABLE ROW LEVEL SECURITY;
ALTER TABLE role_grants FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON role_grants
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
ALTER TABLE invitations ENABLE ROW LEVEL SECURITY;
ALTER TABLE invitations FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON invitations
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
ALTER TABLE blobs ENABLE ROW LEVEL SECURITY;
ALTER TABLE blobs FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON blobs
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
ALTER TABLE blob_pieces ENABLE ROW LEVEL SECURITY;
ALTER TABLE blob_pieces FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON blob_pieces
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
ALTER TABLE policies ENABLE ROW LEVEL SECURITY;
ALTER TABLE policies FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON policies
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
ALTER TABLE drafts ENABLE ROW LEVEL SECURITY;
ALTER TABLE drafts FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON drafts
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
ALTER TABLE draft_services ENABLE ROW LEVEL SECURITY;
ALTER TABLE draft_services FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON draft_services
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
ALTER TABLE policy_versions ENABLE ROW LEVEL SECURITY;
ALTER TABLE policy_versions FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON policy_versions
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
ALTER TABLE renditions ENABLE ROW LEVEL SECURITY;
ALTER TABLE renditions FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON renditions
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
ALTER TABLE withdrawals ENABLE ROW LEVEL SECURITY;
ALTER TABLE withdrawals FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON withdrawals
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
ALTER TABLE reviews ENABLE ROW LEVEL SECURITY;
ALTER TABLE reviews FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON reviews
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
ALTER TABLE mails ENABLE ROW LEVEL SECURITY;
ALTER TABLE mails FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON mails
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
ALTER TABLE review_reminders ENABLE ROW LEVEL SECURITY;
ALTER TABLE review_reminders FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON review_reminders
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
ALTER TABLE requests ENABLE ROW LEVEL SECURITY;
ALTER TABLE requests FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON requests
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
ALTER TABLE request_withdrawals ENABLE ROW LEVEL SECURITY;
ALTER TABLE request_withdrawals FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON request_withdrawals
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
ALTER TABLE assignments ENABLE ROW LEVEL SECURITY;
ALTER TABLE assignments FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON assignments
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
ALTER TABLE signing_links ENABLE ROW LEVEL SECURITY;
ALTER TABLE signing_links FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON signing_links
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
ALTER TABLE acknowledgements ENABLE ROW LEVEL SECURITY;
ALTER TABLE acknowledgements FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON acknowledgements
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
ALTER TABLE audit_entries ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_entries FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON audit_entries
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
ALTER TABLE audit_texts ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_texts FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON audit_texts
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
ALTER TABLE chain_heads ENABLE ROW LEVEL SECURITY;
ALTER TABLE chain_heads FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON chain_heads
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
ALTER TABLE incidents ENABLE ROW LEVEL SECURITY;
ALTER TABLE incidents FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON incidents
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
ALTER TABLE incident_told ENABLE ROW LEVEL SECURITY;
ALTER TABLE incident_told FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON incident_told
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
ALTER TABLE incident_entries ENABLE ROW LEVEL SECURITY;
ALTER TABLE incident_entries FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON incident_entries
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
ALTER TABLE incident_texts ENABLE ROW LEVEL SECURITY;
ALTER TABLE incident_texts FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON incident_texts
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
