CREATE TABLE mail_steps (
  id uuid NOT NULL,
  organisation_id uuid,
  mail_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('again', 'stopped', 'test')),
  reason text NOT NULL,
  account_id uuid,
  at timestamptz NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (account_id) REFERENCES accounts (id)
);
CREATE INDEX mail_steps_organisation_id ON mail_steps (organisation_id);
CREATE INDEX mails_sent_at ON mails (organisation_id, sent_at);
