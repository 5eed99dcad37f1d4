ALTER TABLE policies ADD COLUMN contact text NOT NULL DEFAULT '';
ALTER TABLE policies ADD COLUMN review_months bigint NOT NULL DEFAULT 12;
ALTER TABLE policies ADD COLUMN template text;
ALTER TABLE policies ADD COLUMN template_edition text;
ALTER TABLE policies ADD COLUMN override_reason text;
ALTER TABLE drafts ADD COLUMN names text;
ALTER TABLE policy_versions ADD COLUMN change_kind text NOT NULL DEFAULT 'minor' CHECK (change_kind IN ('major', 'minor', 'typographical', 'adopted'));
ALTER TABLE policy_versions ADD COLUMN approved_on text;
ALTER TABLE policy_versions ADD COLUMN contact text NOT NULL DEFAULT '';
ALTER TABLE policy_versions ADD COLUMN adopted_from text;
ALTER TABLE policy_versions ADD COLUMN override_reason text;
ALTER TABLE policy_versions ADD COLUMN approval_reason text;

ALTER TABLE renditions ADD COLUMN issue bigint NOT NULL DEFAULT 1;
ALTER TABLE renditions ADD COLUMN reason text NOT NULL DEFAULT '';
ALTER TABLE renditions ALTER COLUMN issue DROP DEFAULT;
ALTER TABLE renditions ALTER COLUMN reason DROP DEFAULT;
ALTER TABLE renditions ADD COLUMN issued_by uuid;
ALTER TABLE renditions ADD COLUMN file_id uuid;
ALTER TABLE renditions ADD FOREIGN KEY (organisation_id, issued_by) REFERENCES people (organisation_id, id);
ALTER TABLE renditions ADD FOREIGN KEY (organisation_id, file_id) REFERENCES blobs (organisation_id, id);
ALTER TABLE renditions DROP CONSTRAINT renditions_organisation_id_version_id_service_id_language_key;
ALTER TABLE renditions ADD UNIQUE (organisation_id, version_id, service_id, language, issue);
ALTER TABLE withdrawals ADD COLUMN replaced_by_id uuid;
ALTER TABLE withdrawals ADD FOREIGN KEY (organisation_id, replaced_by_id) REFERENCES policies (organisation_id, id);
ALTER TABLE addresses DROP CONSTRAINT addresses_kind_check;
ALTER TABLE addresses ADD CONSTRAINT addresses_kind_check CHECK (kind IN ('first_run', 'invitation', 'password_reset', 'signing', 'policy_share'));

CREATE TABLE working_copies (
  organisation_id uuid NOT NULL,
  policy_id uuid NOT NULL,
  person_id uuid NOT NULL,
  stamp text NOT NULL,
  source text NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, policy_id, person_id)
);

CREATE TABLE approval_rounds (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  policy_id uuid NOT NULL,
  stage text NOT NULL CHECK (stage IN ('review', 'approval')),
  stamp text NOT NULL,
  text_sha256 bytea NOT NULL,
  terms text NOT NULL,
  note text NOT NULL,
  asked_by uuid NOT NULL,
  asked_at timestamptz NOT NULL,
  ended_at timestamptz,
  outcome text CHECK (outcome IN ('agreed', 'approved', 'sent_back', 'cancelled', 'outdated')),
  version_id uuid,
  PRIMARY KEY (organisation_id, id)
);
CREATE INDEX approval_rounds_policy_id ON approval_rounds (organisation_id, policy_id);

CREATE TABLE approval_asks (
  organisation_id uuid NOT NULL,
  round_id uuid NOT NULL,
  place bigint NOT NULL,
  person_id uuid,
  outside_name text,
  PRIMARY KEY (organisation_id, round_id, place)
);

CREATE TABLE approval_decisions (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  round_id uuid NOT NULL,
  place bigint NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('agreed', 'approved', 'sent_back')),
  comment text NOT NULL,
  given_on text,
  text_sha256 bytea NOT NULL,
  at timestamptz NOT NULL,
  by_id uuid NOT NULL,
  PRIMARY KEY (organisation_id, id)
);
CREATE INDEX approval_decisions_round_id ON approval_decisions (organisation_id, round_id);

CREATE TABLE printed_values (
  organisation_id uuid NOT NULL,
  rendition_id uuid NOT NULL,
  name text NOT NULL,
  value text NOT NULL,
  PRIMARY KEY (organisation_id, rendition_id, name)
);

CREATE TABLE policy_references (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  policy_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('law', 'guidance', 'policy', 'document')),
  title text NOT NULL,
  code text,
  dated_on text,
  address text,
  created_at timestamptz NOT NULL,
  created_by uuid NOT NULL,
  PRIMARY KEY (organisation_id, id)
);
CREATE INDEX policy_references_policy_id ON policy_references (organisation_id, policy_id);

CREATE TABLE policy_shares (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  policy_id uuid NOT NULL,
  recipient text NOT NULL,
  note text NOT NULL,
  created_by uuid NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  ended_at timestamptz,
  PRIMARY KEY (organisation_id, id)
);
CREATE INDEX policy_shares_policy_id ON policy_shares (organisation_id, policy_id);

CREATE TABLE policy_share_visits (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  share_id uuid NOT NULL,
  at timestamptz NOT NULL,
  what text NOT NULL CHECK (what IN ('page', 'pdf', 'docx', 'text')),
  PRIMARY KEY (organisation_id, id)
);
CREATE INDEX policy_share_visits_share_id ON policy_share_visits (organisation_id, share_id);

CREATE TABLE shelves (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  state text NOT NULL CHECK (state IN ('reading', 'checking', 'adding', 'done', 'failed', 'cancelled')),
  settings text NOT NULL,
  total bigint NOT NULL,
  done bigint NOT NULL,
  upload_id uuid,
  fault text,
  created_at timestamptz NOT NULL,
  created_by uuid NOT NULL,
  finished_at timestamptz,
  PRIMARY KEY (organisation_id, id)
);

CREATE TABLE shelf_items (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  shelf_id uuid NOT NULL,
  place bigint NOT NULL,
  file_name text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('docx', 'markdown', 'text', 'html', 'pdf', 'register', 'other')),
  state text NOT NULL CHECK (state IN ('waiting', 'read', 'refused', 'added', 'left_out')),
  code text NOT NULL,
  title text NOT NULL,
  source text NOT NULL,
  report text NOT NULL,
  details text NOT NULL,
  reason text,
  file_id uuid,
  policy_id uuid,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, shelf_id, place)
);

CREATE TABLE custom_fields (
  organisation_id uuid NOT NULL,
  name text NOT NULL,
  label text NOT NULL,
  hint text NOT NULL,
  created_at timestamptz NOT NULL,
  created_by uuid NOT NULL,
  PRIMARY KEY (organisation_id, name)
);

CREATE TABLE field_aliases (
  organisation_id uuid NOT NULL,
  alias text NOT NULL,
  name text NOT NULL,
  created_at timestamptz NOT NULL,
  created_by uuid NOT NULL,
  PRIMARY KEY (organisation_id, alias)
);

CREATE TABLE coverage_answers (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  service_id uuid,
  expectation text NOT NULL,
  answer text NOT NULL CHECK (answer IN ('not_applicable', 'covered')),
  policy_id uuid,
  reason text NOT NULL,
  at timestamptz NOT NULL,
  by_id uuid NOT NULL,
  ended_at timestamptz,
  PRIMARY KEY (organisation_id, id)
);
CREATE INDEX coverage_answers_expectation ON coverage_answers (organisation_id, expectation);

CREATE TABLE exports (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('in_force')),
  state text NOT NULL CHECK (state IN ('waiting', 'making', 'ready', 'failed')),
  settings text NOT NULL,
  total bigint NOT NULL,
  done bigint NOT NULL,
  blob_id uuid,
  fault text,
  asked_by uuid NOT NULL,
  asked_at timestamptz NOT NULL,
  finished_at timestamptz,
  PRIMARY KEY (organisation_id, id)
);

ALTER TABLE working_copies ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE working_copies ADD FOREIGN KEY (organisation_id, policy_id) REFERENCES policies (organisation_id, id);
ALTER TABLE working_copies ADD FOREIGN KEY (organisation_id, person_id) REFERENCES people (organisation_id, id);
ALTER TABLE approval_rounds ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE approval_rounds ADD FOREIGN KEY (organisation_id, policy_id) REFERENCES policies (organisation_id, id);
ALTER TABLE approval_rounds ADD FOREIGN KEY (organisation_id, asked_by) REFERENCES people (organisation_id, id);
ALTER TABLE approval_rounds ADD FOREIGN KEY (organisation_id, version_id) REFERENCES policy_versions (organisation_id, id);
ALTER TABLE approval_asks ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE approval_asks ADD FOREIGN KEY (organisation_id, round_id) REFERENCES approval_rounds (organisation_id, id);
ALTER TABLE approval_asks ADD FOREIGN KEY (organisation_id, person_id) REFERENCES people (organisation_id, id);
ALTER TABLE approval_decisions ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE approval_decisions ADD FOREIGN KEY (organisation_id, round_id) REFERENCES approval_rounds (organisation_id, id);
ALTER TABLE approval_decisions ADD FOREIGN KEY (organisation_id, by_id) REFERENCES people (organisation_id, id);
ALTER TABLE printed_values ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE printed_values ADD FOREIGN KEY (organisation_id, rendition_id) REFERENCES renditions (organisation_id, id);
ALTER TABLE policy_references ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE policy_references ADD FOREIGN KEY (organisation_id, policy_id) REFERENCES policies (organisation_id, id);
ALTER TABLE policy_references ADD FOREIGN KEY (organisation_id, created_by) REFERENCES people (organisation_id, id);
ALTER TABLE policy_shares ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE policy_shares ADD FOREIGN KEY (organisation_id, policy_id) REFERENCES policies (organisation_id, id);
ALTER TABLE policy_shares ADD FOREIGN KEY (organisation_id, created_by) REFERENCES people (organisation_id, id);
ALTER TABLE policy_share_visits ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE policy_share_visits ADD FOREIGN KEY (organisation_id, share_id) REFERENCES policy_shares (organisation_id, id);
ALTER TABLE shelves ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE shelves ADD FOREIGN KEY (organisation_id, upload_id) REFERENCES blobs (organisation_id, id);
ALTER TABLE shelves ADD FOREIGN KEY (organisation_id, created_by) REFERENCES people (organisation_id, id);
ALTER TABLE shelf_items ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE shelf_items ADD FOREIGN KEY (organisation_id, shelf_id) REFERENCES shelves (organisation_id, id);
ALTER TABLE shelf_items ADD FOREIGN KEY (organisation_id, file_id) REFERENCES blobs (organisation_id, id);
ALTER TABLE shelf_items ADD FOREIGN KEY (organisation_id, policy_id) REFERENCES policies (organisation_id, id);
ALTER TABLE custom_fields ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE custom_fields ADD FOREIGN KEY (organisation_id, created_by) REFERENCES people (organisation_id, id);
ALTER TABLE field_aliases ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE field_aliases ADD FOREIGN KEY (organisation_id, created_by) REFERENCES people (organisation_id, id);
ALTER TABLE coverage_answers ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE coverage_answers ADD FOREIGN KEY (organisation_id, service_id) REFERENCES services (organisation_id, id);
ALTER TABLE coverage_answers ADD FOREIGN KEY (organisation_id, policy_id) REFERENCES policies (organisation_id, id);
ALTER TABLE coverage_answers ADD FOREIGN KEY (organisation_id, by_id) REFERENCES people (organisation_id, id);
ALTER TABLE exports ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE exports ADD FOREIGN KEY (organisation_id, blob_id) REFERENCES blobs (organisation_id, id);
ALTER TABLE exports ADD FOREIGN KEY (organisation_id, asked_by) REFERENCES people (organisation_id, id);

CREATE TRIGGER approval_decisions_append_only BEFORE UPDATE OR DELETE ON approval_decisions FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER printed_values_append_only BEFORE UPDATE OR DELETE ON printed_values FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER policy_share_visits_append_only BEFORE UPDATE OR DELETE ON policy_share_visits FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE working_copies ENABLE ROW LEVEL SECURITY;
ALTER TABLE working_copies FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON working_copies
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
ALTER TABLE approval_rounds ENABLE ROW LEVEL SECURITY;
ALTER TABLE approval_rounds FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON approval_rounds
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
ALTER TABLE approval_asks ENABLE ROW LEVEL SECURITY;
ALTER TABLE approval_asks FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON approval_asks
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
ALTER TABLE approval_decisions ENABLE ROW LEVEL SECURITY;
ALTER TABLE approval_decisions FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON approval_decisions
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
ALTER TABLE printed_values ENABLE ROW LEVEL SECURITY;
ALTER TABLE printed_values FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON printed_values
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
ALTER TABLE policy_references ENABLE ROW LEVEL SECURITY;
ALTER TABLE policy_references FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON policy_references
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
ALTER TABLE policy_shares ENABLE ROW LEVEL SECURITY;
ALTER TABLE policy_shares FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON policy_shares
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
ALTER TABLE policy_share_visits ENABLE ROW LEVEL SECURITY;
ALTER TABLE policy_share_visits FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON policy_share_visits
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
ALTER TABLE shelves ENABLE ROW LEVEL SECURITY;
ALTER TABLE shelves FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON shelves
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
ALTER TABLE shelf_items ENABLE ROW LEVEL SECURITY;
ALTER TABLE shelf_items FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON shelf_items
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
ALTER TABLE custom_fields ENABLE ROW LEVEL SECURITY;
ALTER TABLE custom_fields FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON custom_fields
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
ALTER TABLE field_aliases ENABLE ROW LEVEL SECURITY;
ALTER TABLE field_aliases FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON field_aliases
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
ALTER TABLE coverage_answers ENABLE ROW LEVEL SECURITY;
ALTER TABLE coverage_answers FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON coverage_answers
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
ALTER TABLE exports ENABLE ROW LEVEL SECURITY;
ALTER TABLE exports FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON exports
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);

CREATE TABLE draft_files (
  organisation_id uuid NOT NULL,
  policy_id uuid NOT NULL,
  file_id uuid NOT NULL,
  PRIMARY KEY (organisation_id, policy_id)
);
ALTER TABLE draft_files ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE draft_files ADD FOREIGN KEY (organisation_id, policy_id) REFERENCES policies (organisation_id, id);
ALTER TABLE draft_files ADD FOREIGN KEY (organisation_id, file_id) REFERENCES blobs (organisation_id, id);
ALTER TABLE draft_files ENABLE ROW LEVEL SECURITY;
ALTER TABLE draft_files FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON draft_files
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
