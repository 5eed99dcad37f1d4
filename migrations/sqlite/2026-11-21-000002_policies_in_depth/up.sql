-- Tables that other tables point to are made anew: their keys are checked when all is in place again.
PRAGMA defer_foreign_keys = ON;

ALTER TABLE policies ADD COLUMN contact TEXT NOT NULL DEFAULT '';
ALTER TABLE policies ADD COLUMN review_months BIGINT NOT NULL DEFAULT 12;
ALTER TABLE policies ADD COLUMN template TEXT;
ALTER TABLE policies ADD COLUMN template_edition TEXT;
ALTER TABLE policies ADD COLUMN override_reason TEXT;
ALTER TABLE drafts ADD COLUMN names TEXT;
ALTER TABLE policy_versions ADD COLUMN change_kind TEXT NOT NULL DEFAULT 'minor' CHECK (change_kind IN ('major', 'minor', 'typographical', 'adopted'));
ALTER TABLE policy_versions ADD COLUMN approved_on TEXT;
ALTER TABLE policy_versions ADD COLUMN contact TEXT NOT NULL DEFAULT '';
ALTER TABLE policy_versions ADD COLUMN adopted_from TEXT;
ALTER TABLE policy_versions ADD COLUMN override_reason TEXT;
ALTER TABLE policy_versions ADD COLUMN approval_reason TEXT;

CREATE TEMPORARY TABLE kept_renditions AS SELECT * FROM renditions;
DROP TABLE renditions;
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
  issue BIGINT NOT NULL,
  reason TEXT NOT NULL,
  issued_by BLOB CHECK (length(issued_by) = 16),
  file_id BLOB CHECK (length(file_id) = 16),
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, version_id, service_id, language, issue),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, policy_id) REFERENCES policies (organisation_id, id),
  FOREIGN KEY (organisation_id, version_id) REFERENCES policy_versions (organisation_id, id),
  FOREIGN KEY (organisation_id, service_id) REFERENCES services (organisation_id, id),
  FOREIGN KEY (organisation_id, logo_id) REFERENCES blobs (organisation_id, id),
  FOREIGN KEY (organisation_id, issued_by) REFERENCES people (organisation_id, id),
  FOREIGN KEY (organisation_id, file_id) REFERENCES blobs (organisation_id, id)
);
CREATE INDEX renditions_policy_id ON renditions (organisation_id, policy_id);

CREATE TRIGGER renditions_no_update BEFORE UPDATE ON renditions BEGIN SELECT RAISE(ABORT, 'append-only: renditions'); END;
CREATE TRIGGER renditions_no_delete BEFORE DELETE ON renditions BEGIN SELECT RAISE(ABORT, 'append-only: renditions'); END;
INSERT INTO renditions (organisation_id, id, policy_id, version_id, service_id, language, html, text, frame, html_sha256, duty_sha256, logo_id, published_at, digest, issue, reason, issued_by, file_id)
  SELECT organisation_id, id, policy_id, version_id, service_id, language, html, text, frame, html_sha256, duty_sha256, logo_id, published_at, digest, 1, '', NULL, NULL FROM kept_renditions;
DROP TABLE kept_renditions;

CREATE TEMPORARY TABLE kept_withdrawals AS SELECT * FROM withdrawals;
DROP TABLE withdrawals;
CREATE TABLE withdrawals (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  policy_id BLOB NOT NULL CHECK (length(policy_id) = 16),
  reason TEXT NOT NULL,
  at BIGINT NOT NULL,
  by_id BLOB NOT NULL CHECK (length(by_id) = 16),
  replaced_by_id BLOB CHECK (length(replaced_by_id) = 16),
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, policy_id) REFERENCES policies (organisation_id, id),
  FOREIGN KEY (organisation_id, by_id) REFERENCES people (organisation_id, id),
  FOREIGN KEY (organisation_id, replaced_by_id) REFERENCES policies (organisation_id, id)
) WITHOUT ROWID;

CREATE TRIGGER withdrawals_no_update BEFORE UPDATE ON withdrawals BEGIN SELECT RAISE(ABORT, 'append-only: withdrawals'); END;
CREATE TRIGGER withdrawals_no_delete BEFORE DELETE ON withdrawals BEGIN SELECT RAISE(ABORT, 'append-only: withdrawals'); END;
INSERT INTO withdrawals (organisation_id, id, policy_id, reason, at, by_id, replaced_by_id)
  SELECT organisation_id, id, policy_id, reason, at, by_id, NULL FROM kept_withdrawals;
DROP TABLE kept_withdrawals;

CREATE TEMPORARY TABLE kept_addresses AS SELECT * FROM addresses;
DROP TABLE addresses;
CREATE TABLE addresses (
  token_hash BLOB NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('first_run', 'invitation', 'password_reset', 'signing', 'policy_share')),
  organisation_id BLOB CHECK (length(organisation_id) = 16),
  subject_id BLOB NOT NULL CHECK (length(subject_id) = 16),
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  ended_at BIGINT,
  PRIMARY KEY (token_hash),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id)
) WITHOUT ROWID;
INSERT INTO addresses (token_hash, kind, organisation_id, subject_id, created_at, expires_at, ended_at)
  SELECT token_hash, kind, organisation_id, subject_id, created_at, expires_at, ended_at FROM kept_addresses;
DROP TABLE kept_addresses;

CREATE TABLE working_copies (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  policy_id BLOB NOT NULL CHECK (length(policy_id) = 16),
  person_id BLOB NOT NULL CHECK (length(person_id) = 16),
  stamp TEXT NOT NULL,
  source TEXT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, policy_id, person_id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, policy_id) REFERENCES policies (organisation_id, id),
  FOREIGN KEY (organisation_id, person_id) REFERENCES people (organisation_id, id)
);

CREATE TABLE approval_rounds (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  policy_id BLOB NOT NULL CHECK (length(policy_id) = 16),
  stage TEXT NOT NULL CHECK (stage IN ('review', 'approval')),
  stamp TEXT NOT NULL,
  text_sha256 BLOB NOT NULL,
  terms TEXT NOT NULL,
  note TEXT NOT NULL,
  asked_by BLOB NOT NULL CHECK (length(asked_by) = 16),
  asked_at BIGINT NOT NULL,
  ended_at BIGINT,
  outcome TEXT CHECK (outcome IN ('agreed', 'approved', 'sent_back', 'cancelled', 'outdated')),
  version_id BLOB CHECK (length(version_id) = 16),
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, policy_id) REFERENCES policies (organisation_id, id),
  FOREIGN KEY (organisation_id, asked_by) REFERENCES people (organisation_id, id),
  FOREIGN KEY (organisation_id, version_id) REFERENCES policy_versions (organisation_id, id)
);
CREATE INDEX approval_rounds_policy_id ON approval_rounds (organisation_id, policy_id);

CREATE TABLE approval_asks (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  round_id BLOB NOT NULL CHECK (length(round_id) = 16),
  place BIGINT NOT NULL,
  person_id BLOB CHECK (length(person_id) = 16),
  outside_name TEXT,
  PRIMARY KEY (organisation_id, round_id, place),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, round_id) REFERENCES approval_rounds (organisation_id, id),
  FOREIGN KEY (organisation_id, person_id) REFERENCES people (organisation_id, id)
) WITHOUT ROWID;

CREATE TABLE approval_decisions (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  round_id BLOB NOT NULL CHECK (length(round_id) = 16),
  place BIGINT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('agreed', 'approved', 'sent_back')),
  comment TEXT NOT NULL,
  given_on TEXT,
  text_sha256 BLOB NOT NULL,
  at BIGINT NOT NULL,
  by_id BLOB NOT NULL CHECK (length(by_id) = 16),
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, round_id) REFERENCES approval_rounds (organisation_id, id),
  FOREIGN KEY (organisation_id, by_id) REFERENCES people (organisation_id, id)
) WITHOUT ROWID;
CREATE INDEX approval_decisions_round_id ON approval_decisions (organisation_id, round_id);

CREATE TRIGGER approval_decisions_no_update BEFORE UPDATE ON approval_decisions BEGIN SELECT RAISE(ABORT, 'append-only: approval_decisions'); END;
CREATE TRIGGER approval_decisions_no_delete BEFORE DELETE ON approval_decisions BEGIN SELECT RAISE(ABORT, 'append-only: approval_decisions'); END;

CREATE TABLE printed_values (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  rendition_id BLOB NOT NULL CHECK (length(rendition_id) = 16),
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (organisation_id, rendition_id, name),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, rendition_id) REFERENCES renditions (organisation_id, id)
) WITHOUT ROWID;

CREATE TRIGGER printed_values_no_update BEFORE UPDATE ON printed_values BEGIN SELECT RAISE(ABORT, 'append-only: printed_values'); END;
CREATE TRIGGER printed_values_no_delete BEFORE DELETE ON printed_values BEGIN SELECT RAISE(ABORT, 'append-only: printed_values'); END;

CREATE TABLE policy_references (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  policy_id BLOB NOT NULL CHECK (length(policy_id) = 16),
  kind TEXT NOT NULL CHECK (kind IN ('law', 'guidance', 'policy', 'document')),
  title TEXT NOT NULL,
  code TEXT,
  dated_on TEXT,
  address TEXT,
  created_at BIGINT NOT NULL,
  created_by BLOB NOT NULL CHECK (length(created_by) = 16),
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, policy_id) REFERENCES policies (organisation_id, id),
  FOREIGN KEY (organisation_id, created_by) REFERENCES people (organisation_id, id)
) WITHOUT ROWID;
CREATE INDEX policy_references_policy_id ON policy_references (organisation_id, policy_id);

CREATE TABLE policy_shares (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  policy_id BLOB NOT NULL CHECK (length(policy_id) = 16),
  recipient TEXT NOT NULL,
  note TEXT NOT NULL,
  created_by BLOB NOT NULL CHECK (length(created_by) = 16),
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  ended_at BIGINT,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, policy_id) REFERENCES policies (organisation_id, id),
  FOREIGN KEY (organisation_id, created_by) REFERENCES people (organisation_id, id)
) WITHOUT ROWID;
CREATE INDEX policy_shares_policy_id ON policy_shares (organisation_id, policy_id);

CREATE TABLE policy_share_visits (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  share_id BLOB NOT NULL CHECK (length(share_id) = 16),
  at BIGINT NOT NULL,
  what TEXT NOT NULL CHECK (what IN ('page', 'pdf', 'docx', 'text')),
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, share_id) REFERENCES policy_shares (organisation_id, id)
) WITHOUT ROWID;
CREATE INDEX policy_share_visits_share_id ON policy_share_visits (organisation_id, share_id);

CREATE TRIGGER policy_share_visits_no_update BEFORE UPDATE ON policy_share_visits BEGIN SELECT RAISE(ABORT, 'append-only: policy_share_visits'); END;
CREATE TRIGGER policy_share_visits_no_delete BEFORE DELETE ON policy_share_visits BEGIN SELECT RAISE(ABORT, 'append-only: policy_share_visits'); END;

CREATE TABLE shelves (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  name TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('reading', 'checking', 'adding', 'done', 'failed', 'cancelled')),
  settings TEXT NOT NULL,
  total BIGINT NOT NULL,
  done BIGINT NOT NULL,
  upload_id BLOB CHECK (length(upload_id) = 16),
  fault TEXT,
  created_at BIGINT NOT NULL,
  created_by BLOB NOT NULL CHECK (length(created_by) = 16),
  finished_at BIGINT,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, upload_id) REFERENCES blobs (organisation_id, id),
  FOREIGN KEY (organisation_id, created_by) REFERENCES people (organisation_id, id)
) WITHOUT ROWID;

CREATE TABLE shelf_items (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  shelf_id BLOB NOT NULL CHECK (length(shelf_id) = 16),
  place BIGINT NOT NULL,
  file_name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('docx', 'markdown', 'text', 'html', 'pdf', 'register', 'other')),
  state TEXT NOT NULL CHECK (state IN ('waiting', 'read', 'refused', 'added', 'left_out')),
  code TEXT NOT NULL,
  title TEXT NOT NULL,
  source TEXT NOT NULL,
  report TEXT NOT NULL,
  details TEXT NOT NULL,
  reason TEXT,
  file_id BLOB CHECK (length(file_id) = 16),
  policy_id BLOB CHECK (length(policy_id) = 16),
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, shelf_id, place),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, shelf_id) REFERENCES shelves (organisation_id, id),
  FOREIGN KEY (organisation_id, file_id) REFERENCES blobs (organisation_id, id),
  FOREIGN KEY (organisation_id, policy_id) REFERENCES policies (organisation_id, id)
);

CREATE TABLE custom_fields (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  name TEXT NOT NULL,
  label TEXT NOT NULL,
  hint TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  created_by BLOB NOT NULL CHECK (length(created_by) = 16),
  PRIMARY KEY (organisation_id, name),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, created_by) REFERENCES people (organisation_id, id)
) WITHOUT ROWID;

CREATE TABLE field_aliases (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  alias TEXT NOT NULL,
  name TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  created_by BLOB NOT NULL CHECK (length(created_by) = 16),
  PRIMARY KEY (organisation_id, alias),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, created_by) REFERENCES people (organisation_id, id)
) WITHOUT ROWID;

CREATE TABLE coverage_answers (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  service_id BLOB CHECK (length(service_id) = 16),
  expectation TEXT NOT NULL,
  answer TEXT NOT NULL CHECK (answer IN ('not_applicable', 'covered')),
  policy_id BLOB CHECK (length(policy_id) = 16),
  reason TEXT NOT NULL,
  at BIGINT NOT NULL,
  by_id BLOB NOT NULL CHECK (length(by_id) = 16),
  ended_at BIGINT,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, service_id) REFERENCES services (organisation_id, id),
  FOREIGN KEY (organisation_id, policy_id) REFERENCES policies (organisation_id, id),
  FOREIGN KEY (organisation_id, by_id) REFERENCES people (organisation_id, id)
) WITHOUT ROWID;
CREATE INDEX coverage_answers_expectation ON coverage_answers (organisation_id, expectation);

CREATE TABLE exports (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  kind TEXT NOT NULL CHECK (kind IN ('in_force')),
  state TEXT NOT NULL CHECK (state IN ('waiting', 'making', 'ready', 'failed')),
  settings TEXT NOT NULL,
  total BIGINT NOT NULL,
  done BIGINT NOT NULL,
  blob_id BLOB CHECK (length(blob_id) = 16),
  fault TEXT,
  asked_by BLOB NOT NULL CHECK (length(asked_by) = 16),
  asked_at BIGINT NOT NULL,
  finished_at BIGINT,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, blob_id) REFERENCES blobs (organisation_id, id),
  FOREIGN KEY (organisation_id, asked_by) REFERENCES people (organisation_id, id)
) WITHOUT ROWID;

CREATE TABLE draft_files (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  policy_id BLOB NOT NULL CHECK (length(policy_id) = 16),
  file_id BLOB NOT NULL CHECK (length(file_id) = 16),
  PRIMARY KEY (organisation_id, policy_id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, policy_id) REFERENCES policies (organisation_id, id),
  FOREIGN KEY (organisation_id, file_id) REFERENCES blobs (organisation_id, id)
) WITHOUT ROWID;
