PRAGMA defer_foreign_keys = ON;

CREATE TEMPORARY TABLE kept_addresses AS SELECT * FROM addresses;
DROP TABLE addresses;
CREATE TABLE addresses (
  token_hash BLOB NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('first_run', 'invitation', 'password_reset', 'signing', 'policy_share', 'sign_up', 'email_change', 'email_undo', 'account_lock', 'device_enrolment', 'device', 'badge', 'kiosk_session')),
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
  method TEXT NOT NULL CHECK (method IN ('link', 'account', 'kiosk_pin', 'kiosk_badge', 'phone_pin')),
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

CREATE TABLE devices (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  service_id BLOB NOT NULL CHECK (length(service_id) = 16),
  name TEXT NOT NULL,
  created_by BLOB NOT NULL CHECK (length(created_by) = 16),
  created_at BIGINT NOT NULL,
  code_at BIGINT,
  code_by BLOB NOT NULL CHECK (length(code_by) = 16),
  enrolled_at BIGINT,
  last_seen_at BIGINT,
  revoked_at BIGINT,
  revoked_by BLOB CHECK (length(revoked_by) = 16),
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, service_id) REFERENCES services (organisation_id, id),
  FOREIGN KEY (organisation_id, created_by) REFERENCES people (organisation_id, id),
  FOREIGN KEY (organisation_id, code_by) REFERENCES people (organisation_id, id),
  FOREIGN KEY (organisation_id, revoked_by) REFERENCES people (organisation_id, id)
) WITHOUT ROWID;
CREATE INDEX devices_service_id ON devices (organisation_id, service_id);

CREATE TABLE pins (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  person_id BLOB NOT NULL CHECK (length(person_id) = 16),
  pin_hash TEXT NOT NULL,
  chosen_at BIGINT,
  set_at BIGINT NOT NULL,
  set_by BLOB NOT NULL CHECK (length(set_by) = 16),
  tries BIGINT NOT NULL,
  locked_at BIGINT,
  phone_tries BIGINT NOT NULL,
  phone_locked_at BIGINT,
  PRIMARY KEY (organisation_id, person_id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, person_id) REFERENCES people (organisation_id, id),
  FOREIGN KEY (organisation_id, set_by) REFERENCES people (organisation_id, id)
) WITHOUT ROWID;

CREATE TABLE badges (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  person_id BLOB NOT NULL CHECK (length(person_id) = 16),
  created_at BIGINT NOT NULL,
  created_by BLOB NOT NULL CHECK (length(created_by) = 16),
  revoked_at BIGINT,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, person_id) REFERENCES people (organisation_id, id),
  FOREIGN KEY (organisation_id, created_by) REFERENCES people (organisation_id, id)
) WITHOUT ROWID;
CREATE INDEX badges_person_id ON badges (organisation_id, person_id);

CREATE TABLE kiosk_sessions (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  person_id BLOB NOT NULL CHECK (length(person_id) = 16),
  device_id BLOB CHECK (length(device_id) = 16),
  method TEXT NOT NULL CHECK (method IN ('staff_number', 'badge', 'own_phone')),
  created_at BIGINT NOT NULL,
  idle_until BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  ended_at BIGINT,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, person_id) REFERENCES people (organisation_id, id),
  FOREIGN KEY (organisation_id, device_id) REFERENCES devices (organisation_id, id)
) WITHOUT ROWID;
CREATE INDEX kiosk_sessions_person_id ON kiosk_sessions (organisation_id, person_id);
CREATE INDEX kiosk_sessions_device_id ON kiosk_sessions (organisation_id, device_id);
