CREATE TABLE handovers (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  state text NOT NULL CHECK (state IN ('waiting', 'making', 'ready', 'failed', 'removed')),
  asked_by uuid,
  asked_at timestamptz NOT NULL,
  check_words bytea,
  target_id uuid,
  blob_id uuid,
  files bigint,
  length bigint,
  sha256 bytea,
  fault text,
  finished_at timestamptz,
  removed_at timestamptz,
  confirmed_at timestamptz,
  confirmed_by uuid,
  PRIMARY KEY (organisation_id, id)
);

CREATE TABLE closings (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  reason text NOT NULL,
  asked_at timestamptz NOT NULL,
  asked_by uuid,
  asked_operator text,
  confirmed_at timestamptz,
  confirmed_by uuid,
  confirmed_operator text,
  closes_on text,
  undone_at timestamptz,
  undone_by uuid,
  closed_at timestamptz,
  PRIMARY KEY (organisation_id, id)
);

CREATE TABLE closed_organisations (
  organisation_id uuid NOT NULL,
  name text NOT NULL,
  slug text NOT NULL,
  founded_at timestamptz NOT NULL,
  closed_at timestamptz NOT NULL,
  people_count bigint NOT NULL,
  policy_count bigint NOT NULL,
  signature_count bigint NOT NULL,
  line_count bigint NOT NULL,
  chain_head bytea NOT NULL,
  instructed_by text NOT NULL,
  instructed_at timestamptz NOT NULL,
  instruction text NOT NULL,
  noted_by text NOT NULL,
  step text NOT NULL CHECK (step IN ('keys', 'files', 'words', 'done')),
  begun_at timestamptz NOT NULL,
  done_at timestamptz,
  PRIMARY KEY (organisation_id)
);

-- One closing at a time.
CREATE UNIQUE INDEX closings_one ON closings (organisation_id) WHERE undone_at IS NULL;

ALTER TABLE handovers ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE handovers ADD FOREIGN KEY (organisation_id, asked_by) REFERENCES people (organisation_id, id);
ALTER TABLE handovers ADD FOREIGN KEY (organisation_id, confirmed_by) REFERENCES people (organisation_id, id);
ALTER TABLE handovers ADD FOREIGN KEY (organisation_id, target_id) REFERENCES blobs (organisation_id, id);
ALTER TABLE handovers ADD FOREIGN KEY (organisation_id, blob_id) REFERENCES blobs (organisation_id, id);
ALTER TABLE closings ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE closings ADD FOREIGN KEY (organisation_id, asked_by) REFERENCES people (organisation_id, id);
ALTER TABLE closings ADD FOREIGN KEY (organisation_id, confirmed_by) REFERENCES people (organisation_id, id);
ALTER TABLE closings ADD FOREIGN KEY (organisation_id, undone_by) REFERENCES people (organisation_id, id);
ALTER TABLE closed_organisations ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);

ALTER TABLE handovers ENABLE ROW LEVEL SECURITY;
ALTER TABLE handovers FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON handovers
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
ALTER TABLE closings ENABLE ROW LEVEL SECURITY;
ALTER TABLE closings FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON closings
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
