CREATE TABLE organisation_sizes (
  organisation_id uuid NOT NULL,
  name text NOT NULL,
  people_count bigint NOT NULL,
  policy_count bigint NOT NULL,
  storage_bytes bigint NOT NULL,
  mail_waiting bigint NOT NULL,
  mail_failed bigint NOT NULL,
  signed_in_at timestamptz,
  counted_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id)
);

CREATE TABLE organisation_events (
  id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('made', 'suspended', 'resumed')),
  reason text NOT NULL,
  account_id uuid,
  at timestamptz NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (account_id) REFERENCES accounts (id)
);
CREATE INDEX organisation_events_organisation_id ON organisation_events (organisation_id);

CREATE TABLE announcements (
  id uuid NOT NULL,
  text text NOT NULL,
  level text NOT NULL CHECK (level IN ('news', 'warning')),
  audience text NOT NULL CHECK (audience IN ('all', 'some')),
  from_on text NOT NULL,
  until_on text NOT NULL,
  account_id uuid,
  created_at timestamptz NOT NULL,
  ended_at timestamptz,
  PRIMARY KEY (id),
  FOREIGN KEY (account_id) REFERENCES accounts (id)
);

CREATE TABLE announcement_organisations (
  announcement_id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  PRIMARY KEY (announcement_id, organisation_id),
  FOREIGN KEY (announcement_id) REFERENCES announcements (id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id)
);
CREATE INDEX announcement_organisations_organisation_id ON announcement_organisations (organisation_id);
