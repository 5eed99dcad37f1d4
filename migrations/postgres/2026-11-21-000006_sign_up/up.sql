CREATE TABLE sign_ups (
  id uuid NOT NULL,
  email text NOT NULL,
  given_name text NOT NULL,
  family_name text NOT NULL,
  language text NOT NULL CHECK (language IN ('en', 'cy')),
  password_hash text,
  browser_hash bytea,
  code_hash text,
  code_expires_at timestamptz NOT NULL,
  tries bigint NOT NULL,
  sends bigint NOT NULL,
  sent_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  terms_version bigint NOT NULL,
  processing_version bigint NOT NULL,
  account_id uuid,
  confirmed_at timestamptz,
  nation text CHECK (nation IN ('england', 'wales', 'scotland', 'northern_ireland')),
  service_types text,
  organisation_id uuid,
  PRIMARY KEY (id)
);
ALTER TABLE sign_ups ADD FOREIGN KEY (account_id) REFERENCES accounts (id);
ALTER TABLE sign_ups ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
CREATE UNIQUE INDEX sign_ups_browser_hash ON sign_ups (browser_hash);
CREATE INDEX sign_ups_account_id ON sign_ups (account_id);

CREATE TABLE terms_acceptances (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  document text NOT NULL CHECK (document IN ('terms', 'data_processing')),
  version bigint NOT NULL,
  account_id uuid NOT NULL,
  person_id uuid NOT NULL,
  accepted_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, id)
);
ALTER TABLE terms_acceptances ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE terms_acceptances ADD FOREIGN KEY (organisation_id, person_id) REFERENCES people (organisation_id, id);
CREATE INDEX terms_acceptances_person_id ON terms_acceptances (organisation_id, person_id);
CREATE TRIGGER terms_acceptances_append_only BEFORE UPDATE OR DELETE ON terms_acceptances FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE terms_acceptances ENABLE ROW LEVEL SECURITY;
ALTER TABLE terms_acceptances FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON terms_acceptances
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);

ALTER TABLE memberships ADD COLUMN last_entered_at timestamptz;
