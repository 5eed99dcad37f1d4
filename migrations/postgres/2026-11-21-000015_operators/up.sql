CREATE TABLE quota_defaults (
  kind text NOT NULL CHECK (kind IN ('storage', 'people', 'mails')),
  amount bigint NOT NULL CHECK (amount > 0),
  PRIMARY KEY (kind)
);

CREATE TABLE organisation_quotas (
  organisation_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('storage', 'people', 'mails')),
  amount bigint NOT NULL CHECK (amount > 0),
  PRIMARY KEY (organisation_id, kind),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id)
);

CREATE TABLE quota_changes (
  id uuid NOT NULL,
  organisation_id uuid,
  kind text NOT NULL CHECK (kind IN ('storage', 'people', 'mails')),
  amount bigint CHECK (amount > 0),
  reason text NOT NULL,
  account_id uuid,
  at timestamptz NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (account_id) REFERENCES accounts (id)
);
CREATE INDEX quota_changes_organisation_id ON quota_changes (organisation_id);

CREATE TABLE support_visits (
  id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  account_id uuid NOT NULL,
  reason text NOT NULL,
  minutes bigint NOT NULL CHECK (minutes IN (15, 30, 60)),
  emergency boolean NOT NULL,
  asked_at timestamptz NOT NULL,
  answer text CHECK (answer IN ('allowed', 'refused')),
  answered_at timestamptz,
  answered_by uuid,
  session_id uuid,
  began_at timestamptz,
  ends_at timestamptz,
  ended_at timestamptz,
  ending text CHECK (ending IN ('time', 'operator', 'owner', 'sign_out', 'suspended')),
  PRIMARY KEY (id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (account_id) REFERENCES accounts (id),
  FOREIGN KEY (answered_by) REFERENCES accounts (id)
);
CREATE INDEX support_visits_organisation_id ON support_visits (organisation_id);

CREATE TABLE mail_days (
  organisation_id uuid NOT NULL,
  day text NOT NULL,
  taken bigint NOT NULL,
  PRIMARY KEY (organisation_id, day),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id)
);
ALTER TABLE mail_days ENABLE ROW LEVEL SECURITY;
ALTER TABLE mail_days FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON mail_days
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
