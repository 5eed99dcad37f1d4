CREATE TABLE known_devices (
  id BLOB NOT NULL CHECK (length(id) = 16),
  account_id BLOB NOT NULL CHECK (length(account_id) = 16),
  browser_hash BLOB NOT NULL,
  agent TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  last_seen_at BIGINT NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (account_id, browser_hash),
  FOREIGN KEY (account_id) REFERENCES accounts (id)
) WITHOUT ROWID;

CREATE TABLE email_changes (
  id BLOB NOT NULL CHECK (length(id) = 16),
  account_id BLOB NOT NULL CHECK (length(account_id) = 16),
  old_email TEXT NOT NULL,
  new_email TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  confirmed_at BIGINT,
  undone_at BIGINT,
  ended_at BIGINT,
  PRIMARY KEY (id),
  FOREIGN KEY (account_id) REFERENCES accounts (id)
) WITHOUT ROWID;
CREATE INDEX email_changes_account_id ON email_changes (account_id);

CREATE TABLE kept_forms (
  id BLOB NOT NULL CHECK (length(id) = 16),
  token_hash BLOB NOT NULL UNIQUE,
  account_id BLOB NOT NULL CHECK (length(account_id) = 16),
  address TEXT NOT NULL,
  key_id BLOB NOT NULL CHECK (length(key_id) = 16),
  sealed BLOB NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY (account_id) REFERENCES accounts (id)
);
CREATE INDEX kept_forms_account_id ON kept_forms (account_id);
