ALTER TABLE role_grants ADD COLUMN reason text;

CREATE TABLE covers (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  role text NOT NULL,
  service_id uuid,
  holder_id uuid NOT NULL,
  cover_id uuid NOT NULL,
  from_on text NOT NULL,
  until_on text NOT NULL,
  reason text NOT NULL,
  made_at timestamptz NOT NULL,
  made_by uuid,
  ended_at timestamptz,
  ended_by uuid,
  PRIMARY KEY (organisation_id, id),
  CHECK (from_on <= until_on)
);
CREATE INDEX covers_cover_id ON covers (organisation_id, cover_id);
CREATE INDEX covers_holder_id ON covers (organisation_id, holder_id);

CREATE TABLE head_mails (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  email text NOT NULL,
  made_at timestamptz NOT NULL,
  made_by uuid NOT NULL,
  ended_at timestamptz,
  PRIMARY KEY (organisation_id, id)
);

ALTER TABLE covers ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE covers ADD FOREIGN KEY (organisation_id, service_id) REFERENCES services (organisation_id, id);
ALTER TABLE covers ADD FOREIGN KEY (organisation_id, holder_id) REFERENCES people (organisation_id, id);
ALTER TABLE covers ADD FOREIGN KEY (organisation_id, cover_id) REFERENCES people (organisation_id, id);
ALTER TABLE covers ADD FOREIGN KEY (organisation_id, made_by) REFERENCES people (organisation_id, id);
ALTER TABLE covers ADD FOREIGN KEY (organisation_id, ended_by) REFERENCES people (organisation_id, id);
ALTER TABLE head_mails ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE head_mails ADD FOREIGN KEY (organisation_id, made_by) REFERENCES people (organisation_id, id);

ALTER TABLE covers ENABLE ROW LEVEL SECURITY;
ALTER TABLE covers FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON covers
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
ALTER TABLE head_mails ENABLE ROW LEVEL SECURITY;
ALTER TABLE head_mails FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON head_mails
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
