ALTER TABLE installation DROP COLUMN master_changed_at;
ALTER TABLE installation DROP COLUMN master_before;

CREATE TEMPORARY TABLE kept_keys AS SELECT * FROM installation_keys WHERE kind IN ('data', 'signing');
DROP TABLE installation_keys;
CREATE TABLE installation_keys (
  id BLOB NOT NULL CHECK (length(id) = 16),
  kind TEXT NOT NULL CHECK (kind IN ('data', 'signing')),
  sealed BLOB NOT NULL,
  public BLOB,
  created_at BIGINT NOT NULL,
  retired_at BIGINT,
  PRIMARY KEY (id)
);
INSERT INTO installation_keys (id, kind, sealed, public, created_at, retired_at)
  SELECT id, kind, sealed, public, created_at, retired_at FROM kept_keys;
DROP TABLE kept_keys;
