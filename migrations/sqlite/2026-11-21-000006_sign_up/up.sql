CREATE TABLE sign_ups (
  id BLOB NOT NULL CHECK (length(id) = 16),
  email TEXT NOT NULL,
  given_name TEXT NOT NULL,
  family_name TEXT NOT NULL,
  language TEXT NOT NULL CHECK (language IN ('en', 'cy')),
  password_hash TEXT,
  browser_hash BLOB,
  code_hash TEXT,
  code_expires_at BIGINT NOT NULL,
  tries BIGINT NOT NULL,
  sends BIGINT NOT NULL,
  sent_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  terms_version BIGINT NOT NULL,
  processing_version BIGINT NOT NULL,
  account_id BLOB CHECK (length(account_id) = 16),
  confirmed_at BIGINT,
  nation TEXT CHECK (nation IN ('england', 'wales', 'scotland', 'northern_ireland')),
  service_types TEXT,
  organisation_id BLOB CHECK (length(organisation_id) = 16),
  PRIMARY KEY (id),
  FOREIGN KEY (account_id) REFERENCES accounts (id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX sign_ups_browser_hash ON sign_ups (browser_hash);
CREATE INDEX sign_ups_account_id ON sign_ups (account_id);

CREATE TABLE terms_acceptances (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  document TEXT NOT NULL CHECK (document IN ('terms', 'data_processing')),
  version BIGINT NOT NULL,
  account_id BLOB NOT NULL CHECK (length(account_id) = 16),
  person_id BLOB NOT NULL CHECK (length(person_id) = 16),
  accepted_at BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, person_id) REFERENCES people (organisation_id, id)
) WITHOUT ROWID;
CREATE INDEX terms_acceptances_person_id ON terms_acceptances (organisation_id, person_id);
CREATE TRIGGER terms_acceptances_no_update BEFORE UPDATE ON terms_acceptances BEGIN SELECT RAISE(ABORT, 'append-only: terms_acceptances'); END;
CREATE TRIGGER terms_acceptances_no_delete BEFORE DELETE ON terms_acceptances BEGIN SELECT RAISE(ABORT, 'append-only: terms_acceptances'); END;

ALTER TABLE memberships ADD COLUMN last_entered_at BIGINT;
