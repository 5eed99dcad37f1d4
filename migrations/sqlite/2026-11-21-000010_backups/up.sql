ALTER TABLE installation ADD COLUMN recovery_copy_at BIGINT;

CREATE TABLE backups (
  id BLOB NOT NULL CHECK (length(id) = 16),
  made_at BIGINT NOT NULL,
  file TEXT NOT NULL,
  bytes BIGINT NOT NULL,
  organisations BIGINT NOT NULL,
  verified_at BIGINT,
  fault TEXT,
  drilled_at BIGINT,
  drill_fault TEXT,
  removed_at BIGINT,
  PRIMARY KEY (id)
) WITHOUT ROWID;
CREATE INDEX backups_made_at ON backups (made_at);
