CREATE TABLE absences (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  person_id BLOB NOT NULL CHECK (length(person_id) = 16),
  from_on TEXT NOT NULL,
  until_on TEXT,
  reason TEXT CHECK (reason IN ('leave', 'long_term', 'other')),
  entered_at BIGINT NOT NULL,
  entered_by BLOB CHECK (length(entered_by) = 16),
  ended_on TEXT,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, person_id) REFERENCES people (organisation_id, id),
  FOREIGN KEY (organisation_id, entered_by) REFERENCES people (organisation_id, id)
) WITHOUT ROWID;
CREATE INDEX absences_person_id ON absences (organisation_id, person_id);

CREATE TABLE staff_imports (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  name TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('checking', 'applying', 'done', 'dropped')),
  settings TEXT NOT NULL,
  total BIGINT NOT NULL,
  done BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  created_by BLOB NOT NULL CHECK (length(created_by) = 16),
  finished_at BIGINT,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, created_by) REFERENCES people (organisation_id, id)
) WITHOUT ROWID;
CREATE INDEX staff_imports_created_by ON staff_imports (organisation_id, created_by);

CREATE TABLE staff_import_rows (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  import_id BLOB NOT NULL CHECK (length(import_id) = 16),
  line BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'left_out', 'added', 'changed', 'same', 'refused')),
  cells TEXT NOT NULL,
  answer TEXT,
  reason TEXT,
  person_id BLOB CHECK (length(person_id) = 16),
  PRIMARY KEY (organisation_id, import_id, line),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, import_id) REFERENCES staff_imports (organisation_id, id),
  FOREIGN KEY (organisation_id, person_id) REFERENCES people (organisation_id, id)
) WITHOUT ROWID;
CREATE INDEX staff_import_rows_person_id ON staff_import_rows (organisation_id, person_id);
