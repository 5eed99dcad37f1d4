ALTER TABLE installation ADD COLUMN recovery_copy_at timestamptz;

CREATE TABLE backups (
  id uuid NOT NULL,
  made_at timestamptz NOT NULL,
  file text NOT NULL,
  bytes bigint NOT NULL,
  organisations bigint NOT NULL,
  verified_at timestamptz,
  fault text,
  drilled_at timestamptz,
  drill_fault text,
  removed_at timestamptz,
  PRIMARY KEY (id)
);
CREATE INDEX backups_made_at ON backups (made_at);
