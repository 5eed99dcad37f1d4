CREATE TABLE absences (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  person_id uuid NOT NULL,
  from_on text NOT NULL,
  until_on text,
  reason text CHECK (reason IN ('leave', 'long_term', 'other')),
  entered_at timestamptz NOT NULL,
  entered_by uuid,
  ended_on text,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, person_id) REFERENCES people (organisation_id, id),
  FOREIGN KEY (organisation_id, entered_by) REFERENCES people (organisation_id, id)
);
CREATE INDEX absences_person_id ON absences (organisation_id, person_id);

CREATE TABLE staff_imports (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  state text NOT NULL CHECK (state IN ('checking', 'applying', 'done', 'dropped')),
  settings text NOT NULL,
  total bigint NOT NULL,
  done bigint NOT NULL,
  created_at timestamptz NOT NULL,
  created_by uuid NOT NULL,
  finished_at timestamptz,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, created_by) REFERENCES people (organisation_id, id)
);
CREATE INDEX staff_imports_created_by ON staff_imports (organisation_id, created_by);

CREATE TABLE staff_import_rows (
  organisation_id uuid NOT NULL,
  import_id uuid NOT NULL,
  line bigint NOT NULL,
  state text NOT NULL CHECK (state IN ('waiting', 'left_out', 'added', 'changed', 'same', 'refused')),
  cells text NOT NULL,
  answer text,
  reason text,
  person_id uuid,
  PRIMARY KEY (organisation_id, import_id, line),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, import_id) REFERENCES staff_imports (organisation_id, id),
  FOREIGN KEY (organisation_id, person_id) REFERENCES people (organisation_id, id)
);
CREATE INDEX staff_import_rows_person_id ON staff_import_rows (organisation_id, person_id);

ALTER TABLE absences ENABLE ROW LEVEL SECURITY;
ALTER TABLE absences FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON absences
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);

ALTER TABLE staff_imports ENABLE ROW LEVEL SECURITY;
ALTER TABLE staff_imports FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON staff_imports
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);

ALTER TABLE staff_import_rows ENABLE ROW LEVEL SECURITY;
ALTER TABLE staff_import_rows FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON staff_import_rows
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
