CREATE TABLE mail_steps (
  id BLOB NOT NULL CHECK (length(id) = 16),
  organisation_id BLOB CHECK (length(organisation_id) = 16),
  mail_id BLOB NOT NULL CHECK (length(mail_id) = 16),
  kind TEXT NOT NULL CHECK (kind IN ('again', 'stopped', 'test')),
  reason TEXT NOT NULL,
  account_id BLOB CHECK (length(account_id) = 16),
  at BIGINT NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (account_id) REFERENCES accounts (id)
) WITHOUT ROWID;
CREATE INDEX mail_steps_organisation_id ON mail_steps (organisation_id);
CREATE INDEX mails_sent_at ON mails (organisation_id, sent_at);
