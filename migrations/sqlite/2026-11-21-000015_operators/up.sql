CREATE TABLE quota_defaults (
  kind TEXT NOT NULL CHECK (kind IN ('storage', 'people', 'mails')),
  amount BIGINT NOT NULL CHECK (amount > 0),
  PRIMARY KEY (kind)
) WITHOUT ROWID;

CREATE TABLE organisation_quotas (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  kind TEXT NOT NULL CHECK (kind IN ('storage', 'people', 'mails')),
  amount BIGINT NOT NULL CHECK (amount > 0),
  PRIMARY KEY (organisation_id, kind),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id)
) WITHOUT ROWID;

CREATE TABLE quota_changes (
  id BLOB NOT NULL CHECK (length(id) = 16),
  organisation_id BLOB CHECK (length(organisation_id) = 16),
  kind TEXT NOT NULL CHECK (kind IN ('storage', 'people', 'mails')),
  amount BIGINT CHECK (amount > 0),
  reason TEXT NOT NULL,
  account_id BLOB CHECK (length(account_id) = 16),
  at BIGINT NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (account_id) REFERENCES accounts (id)
) WITHOUT ROWID;
CREATE INDEX quota_changes_organisation_id ON quota_changes (organisation_id);

CREATE TABLE support_visits (
  id BLOB NOT NULL CHECK (length(id) = 16),
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  account_id BLOB NOT NULL CHECK (length(account_id) = 16),
  reason TEXT NOT NULL,
  minutes BIGINT NOT NULL CHECK (minutes IN (15, 30, 60)),
  emergency BOOLEAN NOT NULL,
  asked_at BIGINT NOT NULL,
  answer TEXT CHECK (answer IN ('allowed', 'refused')),
  answered_at BIGINT,
  answered_by BLOB CHECK (length(answered_by) = 16),
  session_id BLOB CHECK (length(session_id) = 16),
  began_at BIGINT,
  ends_at BIGINT,
  ended_at BIGINT,
  ending TEXT CHECK (ending IN ('time', 'operator', 'owner', 'sign_out', 'suspended')),
  PRIMARY KEY (id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (account_id) REFERENCES accounts (id),
  FOREIGN KEY (answered_by) REFERENCES accounts (id)
) WITHOUT ROWID;
CREATE INDEX support_visits_organisation_id ON support_visits (organisation_id);

CREATE TABLE mail_days (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  day TEXT NOT NULL,
  taken BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, day),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id)
) WITHOUT ROWID;
