CREATE TABLE rights_requests (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  person_id BLOB CHECK (length(person_id) = 16),
  asks TEXT NOT NULL,
  way TEXT NOT NULL CHECK (way IN ('email', 'letter', 'phone', 'in_person', 'other')),
  received_on TEXT NOT NULL,
  runner_id BLOB NOT NULL CHECK (length(runner_id) = 16),
  key_id BLOB NOT NULL CHECK (length(key_id) = 16),
  contents BLOB NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'answered')),
  made_at BIGINT NOT NULL,
  made_by BLOB NOT NULL CHECK (length(made_by) = 16),
  answered_at BIGINT,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, person_id) REFERENCES people (organisation_id, id),
  FOREIGN KEY (organisation_id, runner_id) REFERENCES people (organisation_id, id),
  FOREIGN KEY (organisation_id, made_by) REFERENCES people (organisation_id, id)
) WITHOUT ROWID;
CREATE INDEX rights_requests_state ON rights_requests (organisation_id, state, received_on);

CREATE TABLE rights_conflicts (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  request_id BLOB NOT NULL CHECK (length(request_id) = 16),
  person_id BLOB NOT NULL CHECK (length(person_id) = 16),
  why TEXT NOT NULL CHECK (why IN ('named', 'self')),
  PRIMARY KEY (organisation_id, request_id, person_id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, request_id) REFERENCES rights_requests (organisation_id, id),
  FOREIGN KEY (organisation_id, person_id) REFERENCES people (organisation_id, id)
) WITHOUT ROWID;
CREATE INDEX rights_conflicts_person_id ON rights_conflicts (organisation_id, person_id);

CREATE TABLE rights_steps (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  request_id BLOB NOT NULL CHECK (length(request_id) = 16),
  what TEXT NOT NULL CHECK (what IN ('recorded', 'identity_asked', 'identity_confirmed', 'clarity_asked', 'clarity_given', 'extended', 'handed_on', 'searched', 'added', 'decided', 'answered', 'reopened', 'downloaded')),
  day_on TEXT NOT NULL,
  key_id BLOB CHECK (length(key_id) = 16),
  words BLOB,
  at BIGINT NOT NULL,
  by_id BLOB CHECK (length(by_id) = 16),
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, request_id) REFERENCES rights_requests (organisation_id, id),
  FOREIGN KEY (organisation_id, by_id) REFERENCES people (organisation_id, id)
) WITHOUT ROWID;
CREATE INDEX rights_steps_request_id ON rights_steps (organisation_id, request_id);
CREATE TRIGGER rights_steps_no_update BEFORE UPDATE ON rights_steps BEGIN SELECT RAISE(ABORT, 'append-only: rights_steps'); END;
CREATE TRIGGER rights_steps_no_delete BEFORE DELETE ON rights_steps BEGIN SELECT RAISE(ABORT, 'append-only: rights_steps'); END;

CREATE TABLE rights_records (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  request_id BLOB NOT NULL CHECK (length(request_id) = 16),
  source TEXT NOT NULL CHECK (source IN ('person', 'role', 'sign_in', 'reading', 'mail', 'activity', 'away', 'by_hand')),
  key_id BLOB NOT NULL CHECK (length(key_id) = 16),
  found BLOB NOT NULL,
  decision TEXT CHECK (decision IN ('include', 'redact', 'withhold')),
  exemption TEXT,
  marked BLOB,
  made_at BIGINT NOT NULL,
  decided_at BIGINT,
  decided_by BLOB CHECK (length(decided_by) = 16),
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, request_id) REFERENCES rights_requests (organisation_id, id),
  FOREIGN KEY (organisation_id, decided_by) REFERENCES people (organisation_id, id)
) WITHOUT ROWID;
CREATE INDEX rights_records_request_id ON rights_records (organisation_id, request_id);

CREATE TABLE rights_answers (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  request_id BLOB NOT NULL CHECK (length(request_id) = 16),
  outcome TEXT NOT NULL CHECK (outcome IN ('given', 'partly', 'refused')),
  key_id BLOB NOT NULL CHECK (length(key_id) = 16),
  paper BLOB NOT NULL,
  data BLOB NOT NULL,
  included BIGINT NOT NULL,
  withheld BIGINT NOT NULL,
  made_at BIGINT NOT NULL,
  made_by BLOB NOT NULL CHECK (length(made_by) = 16),
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, request_id) REFERENCES rights_requests (organisation_id, id),
  FOREIGN KEY (organisation_id, made_by) REFERENCES people (organisation_id, id)
) WITHOUT ROWID;
CREATE INDEX rights_answers_request_id ON rights_answers (organisation_id, request_id);
CREATE TRIGGER rights_answers_no_update BEFORE UPDATE ON rights_answers BEGIN SELECT RAISE(ABORT, 'append-only: rights_answers'); END;
CREATE TRIGGER rights_answers_no_delete BEFORE DELETE ON rights_answers BEGIN SELECT RAISE(ABORT, 'append-only: rights_answers'); END;

CREATE TABLE rights_case_tasks (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  request_id BLOB NOT NULL CHECK (length(request_id) = 16),
  incident_id BLOB NOT NULL CHECK (length(incident_id) = 16),
  made_at BIGINT NOT NULL,
  done_at BIGINT,
  done_by BLOB CHECK (length(done_by) = 16),
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, request_id, incident_id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, request_id) REFERENCES rights_requests (organisation_id, id),
  FOREIGN KEY (organisation_id, incident_id) REFERENCES incidents (organisation_id, id),
  FOREIGN KEY (organisation_id, done_by) REFERENCES people (organisation_id, id)
) WITHOUT ROWID;
CREATE INDEX rights_case_tasks_incident_id ON rights_case_tasks (organisation_id, incident_id);

CREATE TABLE data_complaints (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  way TEXT NOT NULL CHECK (way IN ('online', 'email', 'letter', 'phone', 'in_person', 'other')),
  received_on TEXT NOT NULL,
  language TEXT NOT NULL CHECK (language IN ('en', 'cy')),
  key_id BLOB NOT NULL CHECK (length(key_id) = 16),
  contents BLOB NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'answered')),
  acknowledged_on TEXT,
  outcome BLOB,
  answered_on TEXT,
  made_at BIGINT NOT NULL,
  made_by BLOB CHECK (length(made_by) = 16),
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, made_by) REFERENCES people (organisation_id, id)
) WITHOUT ROWID;
CREATE INDEX data_complaints_state ON data_complaints (organisation_id, state, received_on);
