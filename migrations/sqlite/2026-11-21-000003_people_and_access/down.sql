PRAGMA defer_foreign_keys = ON;

CREATE TEMPORARY TABLE kept_people AS SELECT * FROM people;
DROP TABLE people;
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
INSERT INTO people (organisation_id, id, given_name, family_name, email, phone, job_title, worker_type, language, started_on, left_on, account_id, created_at)
  SELECT organisation_id, id, given_name, family_name, email, phone, job_title, worker_type, language, started_on, left_on, account_id, created_at FROM kept_people;
DROP TABLE kept_people;

CREATE TEMPORARY TABLE kept_addresses AS SELECT * FROM addresses
  WHERE kind IN ('first_run', 'invitation', 'password_reset', 'signing', 'policy_share');
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
