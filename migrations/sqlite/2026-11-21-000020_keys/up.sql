CREATE TEMPORARY TABLE kept_keys AS SELECT * FROM installation_keys;
DROP TABLE installation_keys;
CREATE TABLE installation_keys (
  id BLOB NOT NULL CHECK (length(id) = 16),
  kind TEXT NOT NULL CHECK (kind IN ('data', 'signing', 'root')),
  sealed BLOB NOT NULL,
  public BLOB,
  created_at BIGINT NOT NULL,
  retired_at BIGINT,
  PRIMARY KEY (id)
);
INSERT INTO installation_keys (id, kind, sealed, public, created_at, retired_at)
  SELECT id, kind, sealed, public, created_at, retired_at FROM kept_keys;
DROP TABLE kept_keys;

ALTER TABLE installation ADD COLUMN master_before BLOB;
ALTER TABLE installation ADD COLUMN master_changed_at BIGINT;
