PRAGMA defer_foreign_keys = ON;

DROP TABLE kiosk_sessions;
DROP TABLE badges;
DROP TABLE pins;
DROP TABLE devices;

CREATE TEMPORARY TABLE kept_addresses AS SELECT * FROM addresses
  WHERE kind <> 'kiosk_session';
DROP TABLE addresses;
CREATE TABLE addresses (
  token_hash BLOB NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('first_run', 'invitation', 'password_reset', 'signing', 'policy_share', 'sign_up', 'email_change', 'email_undo', 'account_lock', 'device_enrolment', 'device', 'badge')),
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

CREATE TEMPORARY TABLE kept_acknowledgements AS SELECT * FROM acknowledgements;
DROP TABLE acknowledgements;
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
INSERT INTO acknowledgements (organisation_id, id, assignment_id, rendition_id, policy_id, version_id, person_id, person_name, job_title, service_name, language, method, link_id, statement, statement_version, served_at, signed_at, receipt, key_id, signature)
  SELECT organisation_id, id, assignment_id, rendition_id, policy_id, version_id, person_id, person_name, job_title, service_name, language, method, link_id, statement, statement_version, served_at, signed_at, receipt, key_id, signature FROM kept_acknowledgements;
DROP TABLE kept_acknowledgements;
CREATE TRIGGER acknowledgements_no_update BEFORE UPDATE ON acknowledgements BEGIN SELECT RAISE(ABORT, 'append-only: acknowledgements'); END;
CREATE TRIGGER acknowledgements_no_delete BEFORE DELETE ON acknowledgements BEGIN SELECT RAISE(ABORT, 'append-only: acknowledgements'); END;
