PRAGMA defer_foreign_keys = ON;

DROP TABLE exports;
DROP TABLE coverage_answers;
DROP TABLE field_aliases;
DROP TABLE custom_fields;
DROP TABLE shelf_items;
DROP TABLE shelves;
DROP TABLE policy_share_visits;
DROP TABLE policy_shares;
DROP TABLE policy_references;
DROP TABLE printed_values;
DROP TABLE approval_decisions;
DROP TABLE approval_asks;
DROP TABLE approval_rounds;
DROP TABLE draft_files;
DROP TABLE working_copies;

CREATE TEMPORARY TABLE kept_addresses AS SELECT * FROM addresses WHERE kind <> 'policy_share';
DROP TABLE addresses;
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
INSERT INTO addresses (token_hash, kind, organisation_id, subject_id, created_at, expires_at, ended_at)
  SELECT token_hash, kind, organisation_id, subject_id, created_at, expires_at, ended_at FROM kept_addresses;
DROP TABLE kept_addresses;

CREATE TEMPORARY TABLE kept_withdrawals AS SELECT * FROM withdrawals;
DROP TABLE withdrawals;
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
INSERT INTO withdrawals (organisation_id, id, policy_id, reason, at, by_id)
  SELECT organisation_id, id, policy_id, reason, at, by_id FROM kept_withdrawals;
DROP TABLE kept_withdrawals;

CREATE TEMPORARY TABLE kept_renditions AS SELECT * FROM renditions WHERE issue = 1;
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
INSERT INTO renditions (organisation_id, id, policy_id, version_id, service_id, language, html, text, frame, html_sha256, duty_sha256, logo_id, published_at, digest)
  SELECT organisation_id, id, policy_id, version_id, service_id, language, html, text, frame, html_sha256, duty_sha256, logo_id, published_at, digest FROM kept_renditions;
DROP TABLE kept_renditions;

ALTER TABLE policy_versions DROP COLUMN approval_reason;
ALTER TABLE policy_versions DROP COLUMN override_reason;
ALTER TABLE policy_versions DROP COLUMN adopted_from;
ALTER TABLE policy_versions DROP COLUMN contact;
ALTER TABLE policy_versions DROP COLUMN approved_on;
ALTER TABLE policy_versions DROP COLUMN change_kind;
ALTER TABLE drafts DROP COLUMN names;
ALTER TABLE policies DROP COLUMN override_reason;
ALTER TABLE policies DROP COLUMN template_edition;
ALTER TABLE policies DROP COLUMN template;
ALTER TABLE policies DROP COLUMN review_months;
ALTER TABLE policies DROP COLUMN contact;
