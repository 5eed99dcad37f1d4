ALTER TABLE role_grants ADD COLUMN reason TEXT;

CREATE TABLE covers (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  role TEXT NOT NULL,
  service_id BLOB CHECK (length(service_id) = 16),
  holder_id BLOB NOT NULL CHECK (length(holder_id) = 16),
  cover_id BLOB NOT NULL CHECK (length(cover_id) = 16),
  from_on TEXT NOT NULL,
  until_on TEXT NOT NULL,
  reason TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  made_by BLOB CHECK (length(made_by) = 16),
  ended_at BIGINT,
  ended_by BLOB CHECK (length(ended_by) = 16),
  PRIMARY KEY (organisation_id, id),
  CHECK (from_on <= until_on),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, service_id) REFERENCES services (organisation_id, id),
  FOREIGN KEY (organisation_id, holder_id) REFERENCES people (organisation_id, id),
  FOREIGN KEY (organisation_id, cover_id) REFERENCES people (organisation_id, id),
  FOREIGN KEY (organisation_id, made_by) REFERENCES people (organisation_id, id),
  FOREIGN KEY (organisation_id, ended_by) REFERENCES people (organisation_id, id)
) WITHOUT ROWID;
CREATE INDEX covers_cover_id ON covers (organisation_id, cover_id);
CREATE INDEX covers_holder_id ON covers (organisation_id, holder_id);

CREATE TABLE head_mails (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  email TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  made_by BLOB NOT NULL CHECK (length(made_by) = 16),
  ended_at BIGINT,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, made_by) REFERENCES people (organisation_id, id)
) WITHOUT ROWID;
