CREATE TABLE installation (
  id BIGINT NOT NULL,
  instance BLOB NOT NULL CHECK (length(instance) = 16),
  master_fingerprint BLOB NOT NULL,
  mail_held_at BIGINT,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE installation_keys (
  id BLOB NOT NULL CHECK (length(id) = 16),
  kind TEXT NOT NULL CHECK (kind IN ('data', 'signing')),
  sealed BLOB NOT NULL,
  public BLOB,
  created_at BIGINT NOT NULL,
  retired_at BIGINT,
  PRIMARY KEY (id)
);

CREATE TABLE organisations (
  id BLOB NOT NULL CHECK (length(id) = 16),
  slug TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL CHECK (state IN ('active', 'suspended', 'closed')),
  created_at BIGINT NOT NULL,
  PRIMARY KEY (id)
) WITHOUT ROWID;

CREATE TABLE old_slugs (
  slug TEXT NOT NULL,
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  created_at BIGINT NOT NULL,
  PRIMARY KEY (slug),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id)
) WITHOUT ROWID;

CREATE TABLE accounts (
  id BLOB NOT NULL CHECK (length(id) = 16),
  email TEXT NOT NULL UNIQUE,
  password_hash TEXT NOT NULL,
  language TEXT NOT NULL CHECK (language IN ('en', 'cy')),
  operator_since BIGINT,
  created_at BIGINT NOT NULL,
  disabled_at BIGINT,
  PRIMARY KEY (id)
) WITHOUT ROWID;

CREATE TABLE sessions (
  id BLOB NOT NULL CHECK (length(id) = 16),
  account_id BLOB NOT NULL CHECK (length(account_id) = 16),
  method TEXT NOT NULL CHECK (method IN ('password')),
  agent TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  last_seen_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  second_factor_at BIGINT,
  reauthenticated_at BIGINT,
  ended_at BIGINT,
  PRIMARY KEY (id),
  FOREIGN KEY (account_id) REFERENCES accounts (id)
) WITHOUT ROWID;
CREATE INDEX sessions_account_id ON sessions (account_id);

CREATE TABLE memberships (
  account_id BLOB NOT NULL CHECK (length(account_id) = 16),
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  person_id BLOB NOT NULL CHECK (length(person_id) = 16),
  created_at BIGINT NOT NULL,
  ended_at BIGINT,
  PRIMARY KEY (account_id, organisation_id),
  FOREIGN KEY (account_id) REFERENCES accounts (id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id)
) WITHOUT ROWID;

CREATE TABLE addresses (
  token_hash BLOB NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('first_run', 'invitation', 'password_reset', 'signing')),
  organisation_id BLOB CHECK (length(organisation_id) = 16),
  subject_id BLOB NOT NULL CHECK (length(subject_id) = 16),
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  ended_at BIGINT,
  PRIMARY KEY (token_hash),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id)
) WITHOUT ROWID;

CREATE TABLE work_tickets (
  id BLOB NOT NULL CHECK (length(id) = 16),
  organisation_id BLOB CHECK (length(organisation_id) = 16),
  kind TEXT NOT NULL,
  subject_id BLOB CHECK (length(subject_id) = 16),
  occasion TEXT NOT NULL,
  due_at BIGINT NOT NULL,
  claimed_until BIGINT,
  claimed_by TEXT,
  tries BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (kind, occasion),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id)
) WITHOUT ROWID;
CREATE INDEX work_tickets_due_at ON work_tickets (due_at);

CREATE TABLE job_runs (
  name TEXT NOT NULL,
  day TEXT NOT NULL,
  started_at BIGINT NOT NULL,
  PRIMARY KEY (name, day)
) WITHOUT ROWID;

CREATE TABLE leases (
  name TEXT NOT NULL,
  holder TEXT NOT NULL,
  until BIGINT NOT NULL,
  PRIMARY KEY (name)
) WITHOUT ROWID;

CREATE TABLE guess_limits (
  key_hash BLOB NOT NULL,
  failures BIGINT NOT NULL,
  window_started_at BIGINT NOT NULL,
  blocked_until BIGINT,
  PRIMARY KEY (key_hash)
) WITHOUT ROWID;

CREATE TABLE security_events (
  id BLOB NOT NULL CHECK (length(id) = 16),
  at BIGINT NOT NULL,
  kind TEXT NOT NULL,
  account_id BLOB CHECK (length(account_id) = 16),
  detail TEXT NOT NULL,
  PRIMARY KEY (id)
) WITHOUT ROWID;

CREATE TABLE account_mails (
  id BLOB NOT NULL CHECK (length(id) = 16),
  occasion TEXT NOT NULL UNIQUE,
  account_id BLOB CHECK (length(account_id) = 16),
  key_id BLOB NOT NULL CHECK (length(key_id) = 16),
  sealed BLOB NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('queued', 'sent', 'failed')),
  tries BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  next_try_at BIGINT NOT NULL,
  sent_at BIGINT,
  last_answer TEXT,
  PRIMARY KEY (id)
);

CREATE TABLE organisation_keys (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  sealed BLOB NOT NULL,
  created_at BIGINT NOT NULL,
  retired_at BIGINT,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id)
) WITHOUT ROWID;

CREATE TABLE organisation_settings (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (organisation_id, name),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id)
) WITHOUT ROWID;

CREATE TABLE services (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  name TEXT NOT NULL,
  nation TEXT NOT NULL CHECK (nation IN ('england', 'wales', 'scotland', 'northern_ireland')),
  service_type TEXT NOT NULL CHECK (service_type IN ('care_home', 'nursing_home', 'domiciliary', 'supported_living', 'extra_care', 'day_service')),
  created_at BIGINT NOT NULL,
  closed_at BIGINT,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id)
) WITHOUT ROWID;

CREATE TABLE people (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  given_name TEXT NOT NULL,
  family_name TEXT NOT NULL,
  email TEXT,
  phone TEXT,
  job_title TEXT NOT NULL,
  worker_type TEXT NOT NULL CHECK (worker_type IN ('employee', 'bank', 'agency', 'volunteer', 'student', 'contractor', 'director')),
  language TEXT NOT NULL CHECK (language IN ('en', 'cy')),
  started_on TEXT,
  left_on TEXT,
  account_id BLOB CHECK (length(account_id) = 16),
  created_at BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id)
) WITHOUT ROWID;
CREATE INDEX people_account_id ON people (organisation_id, account_id);

CREATE TABLE field_values (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  service_id BLOB CHECK (length(service_id) = 16),
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  changed_by BLOB CHECK (length(changed_by) = 16),
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, service_id) REFERENCES services (organisation_id, id),
  FOREIGN KEY (organisation_id, changed_by) REFERENCES people (organisation_id, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX field_values_once ON field_values (organisation_id, coalesce(service_id, organisation_id), name);

CREATE TABLE person_services (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  person_id BLOB NOT NULL CHECK (length(person_id) = 16),
  service_id BLOB NOT NULL CHECK (length(service_id) = 16),
  PRIMARY KEY (organisation_id, person_id, service_id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, person_id) REFERENCES people (organisation_id, id),
  FOREIGN KEY (organisation_id, service_id) REFERENCES services (organisation_id, id)
) WITHOUT ROWID;

CREATE TABLE role_grants (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  person_id BLOB NOT NULL CHECK (length(person_id) = 16),
  service_id BLOB CHECK (length(service_id) = 16),
  role TEXT NOT NULL,
  rank BIGINT NOT NULL,
  granted_at BIGINT NOT NULL,
  granted_by BLOB CHECK (length(granted_by) = 16),
  ended_at BIGINT,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, person_id) REFERENCES people (organisation_id, id),
  FOREIGN KEY (organisation_id, service_id) REFERENCES services (organisation_id, id),
  FOREIGN KEY (organisation_id, granted_by) REFERENCES people (organisation_id, id)
) WITHOUT ROWID;
CREATE INDEX role_grants_person_id ON role_grants (organisation_id, person_id);

CREATE TABLE invitations (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  person_id BLOB NOT NULL CHECK (length(person_id) = 16),
  email TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  created_by BLOB NOT NULL CHECK (length(created_by) = 16),
  expires_at BIGINT NOT NULL,
  accepted_at BIGINT,
  voided_at BIGINT,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, person_id) REFERENCES people (organisation_id, id),
  FOREIGN KEY (organisation_id, created_by) REFERENCES people (organisation_id, id)
) WITHOUT ROWID;

CREATE TABLE blobs (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  sha256 BLOB NOT NULL,
  media_type TEXT NOT NULL,
  length BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, sha256),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id)
) WITHOUT ROWID;

CREATE TABLE blob_pieces (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  blob_id BLOB NOT NULL CHECK (length(blob_id) = 16),
  piece BIGINT NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (organisation_id, blob_id, piece),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, blob_id) REFERENCES blobs (organisation_id, id)
);

CREATE TABLE policies (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  code TEXT NOT NULL,
  title TEXT NOT NULL,
  language TEXT NOT NULL CHECK (language IN ('en', 'cy')),
  nation TEXT,
  service_type TEXT,
  owner_id BLOB NOT NULL CHECK (length(owner_id) = 16),
  current_version_id BLOB CHECK (length(current_version_id) = 16),
  next_review_on TEXT,
  gaps BIGINT NOT NULL,
  withdrawn_at BIGINT,
  created_at BIGINT NOT NULL,
  created_by BLOB NOT NULL CHECK (length(created_by) = 16),
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, code, language),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, owner_id) REFERENCES people (organisation_id, id),
  FOREIGN KEY (organisation_id, created_by) REFERENCES people (organisation_id, id),
  FOREIGN KEY (organisation_id, current_version_id) REFERENCES policy_versions (organisation_id, id)
) WITHOUT ROWID;
CREATE INDEX policies_next_review_on ON policies (organisation_id, next_review_on);

CREATE TABLE drafts (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  policy_id BLOB NOT NULL CHECK (length(policy_id) = 16),
  format TEXT NOT NULL CHECK (format IN ('text', 'markdown')),
  source TEXT NOT NULL,
  undone TEXT NOT NULL,
  revision BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  updated_by BLOB NOT NULL CHECK (length(updated_by) = 16),
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, policy_id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, policy_id) REFERENCES policies (organisation_id, id),
  FOREIGN KEY (organisation_id, updated_by) REFERENCES people (organisation_id, id)
);

CREATE TABLE draft_services (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  policy_id BLOB NOT NULL CHECK (length(policy_id) = 16),
  service_id BLOB NOT NULL CHECK (length(service_id) = 16),
  PRIMARY KEY (organisation_id, policy_id, service_id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, policy_id) REFERENCES policies (organisation_id, id),
  FOREIGN KEY (organisation_id, service_id) REFERENCES services (organisation_id, id)
) WITHOUT ROWID;

CREATE TABLE policy_versions (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  policy_id BLOB NOT NULL CHECK (length(policy_id) = 16),
  number BIGINT NOT NULL,
  label TEXT NOT NULL,
  code TEXT NOT NULL,
  title TEXT NOT NULL,
  model TEXT NOT NULL,
  change_note TEXT NOT NULL,
  approver_name TEXT NOT NULL,
  published_at BIGINT NOT NULL,
  published_by BLOB NOT NULL CHECK (length(published_by) = 16),
  effective_on TEXT NOT NULL,
  reviewed_on TEXT NOT NULL,
  next_review_on TEXT NOT NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, policy_id, number),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, policy_id) REFERENCES policies (organisation_id, id),
  FOREIGN KEY (organisation_id, published_by) REFERENCES people (organisation_id, id)
);

CREATE TRIGGER policy_versions_no_update BEFORE UPDATE ON policy_versions BEGIN SELECT RAISE(ABORT, 'append-only: policy_versions'); END;
CREATE TRIGGER policy_versions_no_delete BEFORE DELETE ON policy_versions BEGIN SELECT RAISE(ABORT, 'append-only: policy_versions'); END;

CREATE TABLE renditions (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  policy_id BLOB NOT NULL CHECK (length(policy_id) = 16),
  version_id BLOB NOT NULL CHECK (length(version_id) = 16),
  service_id BLOB NOT NULL CHECK (length(service_id) = 16),
  language TEXT NOT NULL CHECK (language IN ('en', 'cy')),
  html TEXT NOT NULL,
  text TEXT NOT NULL,
  frame TEXT NOT NULL,
  html_sha256 BLOB NOT NULL,
  duty_sha256 BLOB NOT NULL,
  logo_id BLOB CHECK (length(logo_id) = 16),
  published_at BIGINT NOT NULL,
  digest BLOB NOT NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, version_id, service_id, language),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, policy_id) REFERENCES policies (organisation_id, id),
  FOREIGN KEY (organisation_id, version_id) REFERENCES policy_versions (organisation_id, id),
  FOREIGN KEY (organisation_id, service_id) REFERENCES services (organisation_id, id),
  FOREIGN KEY (organisation_id, logo_id) REFERENCES blobs (organisation_id, id)
);
CREATE INDEX renditions_policy_id ON renditions (organisation_id, policy_id);

CREATE TRIGGER renditions_no_update BEFORE UPDATE ON renditions BEGIN SELECT RAISE(ABORT, 'append-only: renditions'); END;
CREATE TRIGGER renditions_no_delete BEFORE DELETE ON renditions BEGIN SELECT RAISE(ABORT, 'append-only: renditions'); END;

CREATE TABLE withdrawals (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  policy_id BLOB NOT NULL CHECK (length(policy_id) = 16),
  reason TEXT NOT NULL,
  at BIGINT NOT NULL,
  by_id BLOB NOT NULL CHECK (length(by_id) = 16),
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, policy_id) REFERENCES policies (organisation_id, id),
  FOREIGN KEY (organisation_id, by_id) REFERENCES people (organisation_id, id)
) WITHOUT ROWID;

CREATE TRIGGER withdrawals_no_update BEFORE UPDATE ON withdrawals BEGIN SELECT RAISE(ABORT, 'append-only: withdrawals'); END;
CREATE TRIGGER withdrawals_no_delete BEFORE DELETE ON withdrawals BEGIN SELECT RAISE(ABORT, 'append-only: withdrawals'); END;

CREATE TABLE reviews (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  policy_id BLOB NOT NULL CHECK (length(policy_id) = 16),
  version_id BLOB NOT NULL CHECK (length(version_id) = 16),
  outcome TEXT NOT NULL CHECK (outcome IN ('no_change')),
  reason TEXT NOT NULL,
  looked_at TEXT NOT NULL,
  reviewed_on TEXT NOT NULL,
  next_review_on TEXT NOT NULL,
  by_id BLOB NOT NULL CHECK (length(by_id) = 16),
  at BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, policy_id) REFERENCES policies (organisation_id, id),
  FOREIGN KEY (organisation_id, version_id) REFERENCES policy_versions (organisation_id, id),
  FOREIGN KEY (organisation_id, by_id) REFERENCES people (organisation_id, id)
) WITHOUT ROWID;
CREATE INDEX reviews_policy_id ON reviews (organisation_id, policy_id);

CREATE TRIGGER reviews_no_update BEFORE UPDATE ON reviews BEGIN SELECT RAISE(ABORT, 'append-only: reviews'); END;
CREATE TRIGGER reviews_no_delete BEFORE DELETE ON reviews BEGIN SELECT RAISE(ABORT, 'append-only: reviews'); END;

CREATE TABLE mails (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  occasion TEXT NOT NULL,
  kind TEXT NOT NULL,
  person_id BLOB CHECK (length(person_id) = 16),
  recipient TEXT NOT NULL,
  language TEXT NOT NULL CHECK (language IN ('en', 'cy')),
  subject TEXT NOT NULL,
  text TEXT NOT NULL,
  html TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('queued', 'sent', 'failed', 'cancelled')),
  tries BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  next_try_at BIGINT NOT NULL,
  sent_at BIGINT,
  last_answer TEXT,
  incident_id BLOB CHECK (length(incident_id) = 16),
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, occasion),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, person_id) REFERENCES people (organisation_id, id),
  FOREIGN KEY (organisation_id, incident_id) REFERENCES incidents (organisation_id, id)
);
CREATE INDEX mails_state ON mails (organisation_id, state);

CREATE TABLE review_reminders (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  policy_id BLOB NOT NULL CHECK (length(policy_id) = 16),
  due_on TEXT NOT NULL,
  stage TEXT NOT NULL,
  person_id BLOB NOT NULL CHECK (length(person_id) = 16),
  mail_id BLOB NOT NULL CHECK (length(mail_id) = 16),
  at BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, policy_id, due_on, stage, person_id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, policy_id) REFERENCES policies (organisation_id, id),
  FOREIGN KEY (organisation_id, person_id) REFERENCES people (organisation_id, id),
  FOREIGN KEY (organisation_id, mail_id) REFERENCES mails (organisation_id, id)
) WITHOUT ROWID;

CREATE TABLE requests (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  policy_id BLOB NOT NULL CHECK (length(policy_id) = 16),
  version_id BLOB NOT NULL CHECK (length(version_id) = 16),
  due_on TEXT NOT NULL,
  note TEXT NOT NULL,
  asked BIGINT NOT NULL,
  signed BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  created_by BLOB NOT NULL CHECK (length(created_by) = 16),
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, policy_id) REFERENCES policies (organisation_id, id),
  FOREIGN KEY (organisation_id, version_id) REFERENCES policy_versions (organisation_id, id),
  FOREIGN KEY (organisation_id, created_by) REFERENCES people (organisation_id, id)
) WITHOUT ROWID;
CREATE INDEX requests_policy_id ON requests (organisation_id, policy_id);

CREATE TABLE request_withdrawals (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  request_id BLOB NOT NULL CHECK (length(request_id) = 16),
  reason TEXT NOT NULL,
  at BIGINT NOT NULL,
  by_id BLOB NOT NULL CHECK (length(by_id) = 16),
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, request_id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, request_id) REFERENCES requests (organisation_id, id),
  FOREIGN KEY (organisation_id, by_id) REFERENCES people (organisation_id, id)
) WITHOUT ROWID;

CREATE TRIGGER request_withdrawals_no_update BEFORE UPDATE ON request_withdrawals BEGIN SELECT RAISE(ABORT, 'append-only: request_withdrawals'); END;
CREATE TRIGGER request_withdrawals_no_delete BEFORE DELETE ON request_withdrawals BEGIN SELECT RAISE(ABORT, 'append-only: request_withdrawals'); END;

CREATE TABLE assignments (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  request_id BLOB NOT NULL CHECK (length(request_id) = 16),
  policy_id BLOB NOT NULL CHECK (length(policy_id) = 16),
  version_id BLOB NOT NULL CHECK (length(version_id) = 16),
  rendition_id BLOB NOT NULL CHECK (length(rendition_id) = 16),
  person_id BLOB NOT NULL CHECK (length(person_id) = 16),
  due_on TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  acknowledged_at BIGINT,
  ended_at BIGINT,
  ended_because TEXT CHECK (ended_because IN ('withdrawn', 'superseded', 'left')),
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, request_id, person_id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, request_id) REFERENCES requests (organisation_id, id),
  FOREIGN KEY (organisation_id, policy_id) REFERENCES policies (organisation_id, id),
  FOREIGN KEY (organisation_id, version_id) REFERENCES policy_versions (organisation_id, id),
  FOREIGN KEY (organisation_id, rendition_id) REFERENCES renditions (organisation_id, id),
  FOREIGN KEY (organisation_id, person_id) REFERENCES people (organisation_id, id)
) WITHOUT ROWID;
CREATE INDEX assignments_person_id ON assignments (organisation_id, person_id);
CREATE INDEX assignments_due_on ON assignments (organisation_id, due_on);

CREATE TABLE signing_links (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  request_id BLOB NOT NULL CHECK (length(request_id) = 16),
  person_id BLOB NOT NULL CHECK (length(person_id) = 16),
  token_hash BLOB NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  stopped_at BIGINT,
  stopped_because TEXT CHECK (stopped_because IN ('stopped', 'replaced', 'withdrawn', 'not_me', 'left')),
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, request_id) REFERENCES requests (organisation_id, id),
  FOREIGN KEY (organisation_id, person_id) REFERENCES people (organisation_id, id)
) WITHOUT ROWID;
CREATE INDEX signing_links_request_id ON signing_links (organisation_id, request_id);

CREATE TABLE acknowledgements (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  assignment_id BLOB NOT NULL CHECK (length(assignment_id) = 16),
  rendition_id BLOB NOT NULL CHECK (length(rendition_id) = 16),
  policy_id BLOB NOT NULL CHECK (length(policy_id) = 16),
  version_id BLOB NOT NULL CHECK (length(version_id) = 16),
  person_id BLOB NOT NULL CHECK (length(person_id) = 16),
  person_name TEXT NOT NULL,
  job_title TEXT NOT NULL,
  service_name TEXT NOT NULL,
  language TEXT NOT NULL CHECK (language IN ('en', 'cy')),
  method TEXT NOT NULL CHECK (method IN ('link', 'account')),
  link_id BLOB CHECK (length(link_id) = 16),
  statement TEXT NOT NULL,
  statement_version TEXT NOT NULL,
  served_at BIGINT NOT NULL,
  signed_at BIGINT NOT NULL,
  receipt TEXT NOT NULL,
  html_sha256 BLOB NOT NULL,
  duty_sha256 BLOB NOT NULL,
  key_id BLOB NOT NULL CHECK (length(key_id) = 16),
  signature BLOB NOT NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, assignment_id),
  UNIQUE (organisation_id, receipt),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, assignment_id) REFERENCES assignments (organisation_id, id),
  FOREIGN KEY (organisation_id, rendition_id) REFERENCES renditions (organisation_id, id),
  FOREIGN KEY (organisation_id, policy_id) REFERENCES policies (organisation_id, id),
  FOREIGN KEY (organisation_id, version_id) REFERENCES policy_versions (organisation_id, id),
  FOREIGN KEY (organisation_id, person_id) REFERENCES people (organisation_id, id),
  FOREIGN KEY (organisation_id, link_id) REFERENCES signing_links (organisation_id, id)
) WITHOUT ROWID;
CREATE INDEX acknowledgements_person_id ON acknowledgements (organisation_id, person_id);

CREATE TRIGGER acknowledgements_no_update BEFORE UPDATE ON acknowledgements BEGIN SELECT RAISE(ABORT, 'append-only: acknowledgements'); END;
CREATE TRIGGER acknowledgements_no_delete BEFORE DELETE ON acknowledgements BEGIN SELECT RAISE(ABORT, 'append-only: acknowledgements'); END;

CREATE TABLE audit_entries (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  seq BIGINT NOT NULL,
  at BIGINT NOT NULL,
  as_of BIGINT NOT NULL,
  actor_kind TEXT NOT NULL,
  actor_id BLOB CHECK (length(actor_id) = 16),
  action TEXT NOT NULL,
  subject_kind TEXT NOT NULL,
  subject_id BLOB CHECK (length(subject_id) = 16),
  facts TEXT NOT NULL,
  commitment BLOB NOT NULL,
  prev_hash BLOB NOT NULL,
  hash BLOB NOT NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, seq),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id)
) WITHOUT ROWID;
CREATE INDEX audit_entries_subject_id ON audit_entries (organisation_id, subject_id);

CREATE TRIGGER audit_entries_no_update BEFORE UPDATE ON audit_entries BEGIN SELECT RAISE(ABORT, 'append-only: audit_entries'); END;
CREATE TRIGGER audit_entries_no_delete BEFORE DELETE ON audit_entries BEGIN SELECT RAISE(ABORT, 'append-only: audit_entries'); END;

CREATE TABLE audit_texts (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  entry_id BLOB NOT NULL CHECK (length(entry_id) = 16),
  salt BLOB NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (organisation_id, entry_id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, entry_id) REFERENCES audit_entries (organisation_id, id)
) WITHOUT ROWID;

CREATE TABLE chain_heads (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  chain BLOB NOT NULL CHECK (length(chain) = 16),
  seq BIGINT NOT NULL,
  hash BLOB NOT NULL,
  PRIMARY KEY (organisation_id, chain),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id)
) WITHOUT ROWID;

CREATE TABLE incidents (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  reference TEXT NOT NULL,
  service_id BLOB NOT NULL CHECK (length(service_id) = 16),
  category TEXT NOT NULL,
  danger BOOLEAN NOT NULL CHECK (danger IN (0, 1)),
  severity TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('received', 'looking', 'closed')),
  received_at BIGINT NOT NULL,
  key_id BLOB NOT NULL CHECK (length(key_id) = 16),
  narrative BLOB NOT NULL,
  reporter BLOB NOT NULL,
  subject BLOB NOT NULL,
  affected BLOB NOT NULL,
  outcome BLOB,
  stranded BOOLEAN NOT NULL CHECK (stranded IN (0, 1)),
  closed_at BIGINT,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, reference),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, service_id) REFERENCES services (organisation_id, id)
);

CREATE TABLE incident_told (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  incident_id BLOB NOT NULL CHECK (length(incident_id) = 16),
  person_id BLOB NOT NULL CHECK (length(person_id) = 16),
  place BIGINT NOT NULL,
  told_at BIGINT NOT NULL,
  mail_id BLOB NOT NULL CHECK (length(mail_id) = 16),
  opened_at BIGINT,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, incident_id, person_id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, incident_id) REFERENCES incidents (organisation_id, id),
  FOREIGN KEY (organisation_id, person_id) REFERENCES people (organisation_id, id),
  FOREIGN KEY (organisation_id, mail_id) REFERENCES mails (organisation_id, id)
) WITHOUT ROWID;
CREATE INDEX incident_told_person_id ON incident_told (organisation_id, person_id);

CREATE TABLE incident_entries (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  incident_id BLOB NOT NULL CHECK (length(incident_id) = 16),
  seq BIGINT NOT NULL,
  at BIGINT NOT NULL,
  as_of BIGINT NOT NULL,
  actor_id BLOB CHECK (length(actor_id) = 16),
  action TEXT NOT NULL,
  facts TEXT NOT NULL,
  commitment BLOB NOT NULL,
  prev_hash BLOB NOT NULL,
  hash BLOB NOT NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, incident_id, seq),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, incident_id) REFERENCES incidents (organisation_id, id)
) WITHOUT ROWID;

CREATE TRIGGER incident_entries_no_update BEFORE UPDATE ON incident_entries BEGIN SELECT RAISE(ABORT, 'append-only: incident_entries'); END;
CREATE TRIGGER incident_entries_no_delete BEFORE DELETE ON incident_entries BEGIN SELECT RAISE(ABORT, 'append-only: incident_entries'); END;

CREATE TABLE incident_texts (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  entry_id BLOB NOT NULL CHECK (length(entry_id) = 16),
  salt BLOB NOT NULL,
  sealed BLOB NOT NULL,
  PRIMARY KEY (organisation_id, entry_id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, entry_id) REFERENCES incident_entries (organisation_id, id)
) WITHOUT ROWID;

