CREATE TABLE organisation_sizes (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  name TEXT NOT NULL,
  people_count BIGINT NOT NULL,
  policy_count BIGINT NOT NULL,
  storage_bytes BIGINT NOT NULL,
  mail_waiting BIGINT NOT NULL,
  mail_failed BIGINT NOT NULL,
  signed_in_at BIGINT,
  counted_at BIGINT NOT NULL,
  PRIMARY KEY (organisation_id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id)
) WITHOUT ROWID;

CREATE TABLE organisation_events (
  id BLOB NOT NULL CHECK (length(id) = 16),
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  kind TEXT NOT NULL CHECK (kind IN ('made', 'suspended', 'resumed')),
  reason TEXT NOT NULL,
  account_id BLOB CHECK (length(account_id) = 16),
  at BIGINT NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (account_id) REFERENCES accounts (id)
) WITHOUT ROWID;
CREATE INDEX organisation_events_organisation_id ON organisation_events (organisation_id);

CREATE TABLE announcements (
  id BLOB NOT NULL CHECK (length(id) = 16),
  text TEXT NOT NULL,
  level TEXT NOT NULL CHECK (level IN ('news', 'warning')),
  audience TEXT NOT NULL CHECK (audience IN ('all', 'some')),
  from_on TEXT NOT NULL,
  until_on TEXT NOT NULL,
  account_id BLOB CHECK (length(account_id) = 16),
  created_at BIGINT NOT NULL,
  ended_at BIGINT,
  PRIMARY KEY (id),
  FOREIGN KEY (account_id) REFERENCES accounts (id)
) WITHOUT ROWID;

CREATE TABLE announcement_organisations (
  announcement_id BLOB NOT NULL CHECK (length(announcement_id) = 16),
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  PRIMARY KEY (announcement_id, organisation_id),
  FOREIGN KEY (announcement_id) REFERENCES announcements (id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id)
) WITHOUT ROWID;
CREATE INDEX announcement_organisations_organisation_id ON announcement_organisations (organisation_id);
