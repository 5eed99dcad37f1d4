CREATE TABLE handovers (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  state TEXT NOT NULL CHECK (state IN ('waiting', 'making', 'ready', 'failed', 'removed')),
  asked_by BLOB CHECK (length(asked_by) = 16),
  asked_at BIGINT NOT NULL,
  check_words BLOB,
  target_id BLOB CHECK (length(target_id) = 16),
  blob_id BLOB CHECK (length(blob_id) = 16),
  files BIGINT,
  length BIGINT,
  sha256 BLOB,
  fault TEXT,
  finished_at BIGINT,
  removed_at BIGINT,
  confirmed_at BIGINT,
  confirmed_by BLOB CHECK (length(confirmed_by) = 16),
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, asked_by) REFERENCES people (organisation_id, id),
  FOREIGN KEY (organisation_id, confirmed_by) REFERENCES people (organisation_id, id),
  FOREIGN KEY (organisation_id, target_id) REFERENCES blobs (organisation_id, id),
  FOREIGN KEY (organisation_id, blob_id) REFERENCES blobs (organisation_id, id)
) WITHOUT ROWID;

CREATE TABLE closings (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  reason TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  asked_by BLOB CHECK (length(asked_by) = 16),
  asked_operator TEXT,
  confirmed_at BIGINT,
  confirmed_by BLOB CHECK (length(confirmed_by) = 16),
  confirmed_operator TEXT,
  closes_on TEXT,
  undone_at BIGINT,
  undone_by BLOB CHECK (length(undone_by) = 16),
  closed_at BIGINT,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, asked_by) REFERENCES people (organisation_id, id),
  FOREIGN KEY (organisation_id, confirmed_by) REFERENCES people (organisation_id, id),
  FOREIGN KEY (organisation_id, undone_by) REFERENCES people (organisation_id, id)
) WITHOUT ROWID;

CREATE TABLE closed_organisations (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  name TEXT NOT NULL,
  slug TEXT NOT NULL,
  founded_at BIGINT NOT NULL,
  closed_at BIGINT NOT NULL,
  people_count BIGINT NOT NULL,
  policy_count BIGINT NOT NULL,
  signature_count BIGINT NOT NULL,
  line_count BIGINT NOT NULL,
  chain_head BLOB NOT NULL,
  instructed_by TEXT NOT NULL,
  instructed_at BIGINT NOT NULL,
  instruction TEXT NOT NULL,
  noted_by TEXT NOT NULL,
  step TEXT NOT NULL CHECK (step IN ('keys', 'files', 'words', 'done')),
  begun_at BIGINT NOT NULL,
  done_at BIGINT,
  PRIMARY KEY (organisation_id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id)
) WITHOUT ROWID;

-- One closing at a time.
CREATE UNIQUE INDEX closings_one ON closings (organisation_id) WHERE undone_at IS NULL;
