PRAGMA defer_foreign_keys = ON;

CREATE TEMPORARY TABLE kept_signing_links AS SELECT * FROM signing_links;
DROP TABLE signing_links;
CREATE TABLE signing_links (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  request_id BLOB NOT NULL CHECK (length(request_id) = 16),
  person_id BLOB NOT NULL CHECK (length(person_id) = 16),
  token_hash BLOB NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  stopped_at BIGINT,
  stopped_because TEXT CHECK (stopped_because IN ('stopped', 'replaced', 'withdrawn', 'not_me', 'left', 'address')),
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, request_id) REFERENCES requests (organisation_id, id),
  FOREIGN KEY (organisation_id, person_id) REFERENCES people (organisation_id, id)
) WITHOUT ROWID;
CREATE INDEX signing_links_request_id ON signing_links (organisation_id, request_id);
INSERT INTO signing_links (organisation_id, id, request_id, person_id, token_hash, created_at, expires_at, stopped_at, stopped_because)
  SELECT organisation_id, id, request_id, person_id, token_hash, created_at, expires_at, stopped_at, stopped_because FROM kept_signing_links;
DROP TABLE kept_signing_links;
