CREATE TABLE known_devices (
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  browser_hash bytea NOT NULL,
  agent text NOT NULL,
  created_at timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (account_id, browser_hash),
  FOREIGN KEY (account_id) REFERENCES accounts (id)
);

CREATE TABLE email_changes (
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  old_email text NOT NULL,
  new_email text NOT NULL,
  asked_at timestamptz NOT NULL,
  confirmed_at timestamptz,
  undone_at timestamptz,
  ended_at timestamptz,
  PRIMARY KEY (id),
  FOREIGN KEY (account_id) REFERENCES accounts (id)
);
CREATE INDEX email_changes_account_id ON email_changes (account_id);

CREATE TABLE kept_forms (
  id uuid NOT NULL,
  token_hash bytea NOT NULL UNIQUE,
  account_id uuid NOT NULL,
  address text NOT NULL,
  key_id uuid NOT NULL,
  sealed bytea NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY (account_id) REFERENCES accounts (id)
);
CREATE INDEX kept_forms_account_id ON kept_forms (account_id);
