CREATE TABLE rights_requests (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  person_id uuid,
  asks text NOT NULL,
  way text NOT NULL CHECK (way IN ('email', 'letter', 'phone', 'in_person', 'other')),
  received_on text NOT NULL,
  runner_id uuid NOT NULL,
  key_id uuid NOT NULL,
  contents bytea NOT NULL,
  state text NOT NULL CHECK (state IN ('open', 'answered')),
  made_at timestamptz NOT NULL,
  made_by uuid NOT NULL,
  answered_at timestamptz,
  PRIMARY KEY (organisation_id, id)
);
CREATE INDEX rights_requests_state ON rights_requests (organisation_id, state, received_on);

CREATE TABLE rights_conflicts (
  organisation_id uuid NOT NULL,
  request_id uuid NOT NULL,
  person_id uuid NOT NULL,
  why text NOT NULL CHECK (why IN ('named', 'self')),
  PRIMARY KEY (organisation_id, request_id, person_id)
);
CREATE INDEX rights_conflicts_person_id ON rights_conflicts (organisation_id, person_id);

CREATE TABLE rights_steps (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  request_id uuid NOT NULL,
  what text NOT NULL CHECK (what IN ('recorded', 'identity_asked', 'identity_confirmed', 'clarity_asked', 'clarity_given', 'extended', 'handed_on', 'searched', 'added', 'decided', 'answered', 'reopened', 'downloaded')),
  day_on text NOT NULL,
  key_id uuid,
  words bytea,
  at timestamptz NOT NULL,
  by_id uuid,
  PRIMARY KEY (organisation_id, id)
);
CREATE INDEX rights_steps_request_id ON rights_steps (organisation_id, request_id);

CREATE TABLE rights_records (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  request_id uuid NOT NULL,
  source text NOT NULL CHECK (source IN ('person', 'role', 'sign_in', 'reading', 'mail', 'activity', 'away', 'by_hand')),
  key_id uuid NOT NULL,
  found bytea NOT NULL,
  decision text CHECK (decision IN ('include', 'redact', 'withhold')),
  exemption text,
  marked bytea,
  made_at timestamptz NOT NULL,
  decided_at timestamptz,
  decided_by uuid,
  PRIMARY KEY (organisation_id, id)
);
CREATE INDEX rights_records_request_id ON rights_records (organisation_id, request_id);

CREATE TABLE rights_answers (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  request_id uuid NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('given', 'partly', 'refused')),
  key_id uuid NOT NULL,
  paper bytea NOT NULL,
  data bytea NOT NULL,
  included bigint NOT NULL,
  withheld bigint NOT NULL,
  made_at timestamptz NOT NULL,
  made_by uuid NOT NULL,
  PRIMARY KEY (organisation_id, id)
);
CREATE INDEX rights_answers_request_id ON rights_answers (organisation_id, request_id);

CREATE TABLE rights_case_tasks (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  request_id uuid NOT NULL,
  incident_id uuid NOT NULL,
  made_at timestamptz NOT NULL,
  done_at timestamptz,
  done_by uuid,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, request_id, incident_id)
);
CREATE INDEX rights_case_tasks_incident_id ON rights_case_tasks (organisation_id, incident_id);

CREATE TABLE data_complaints (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  way text NOT NULL CHECK (way IN ('online', 'email', 'letter', 'phone', 'in_person', 'other')),
  received_on text NOT NULL,
  language text NOT NULL CHECK (language IN ('en', 'cy')),
  key_id uuid NOT NULL,
  contents bytea NOT NULL,
  state text NOT NULL CHECK (state IN ('open', 'answered')),
  acknowledged_on text,
  outcome bytea,
  answered_on text,
  made_at timestamptz NOT NULL,
  made_by uuid,
  PRIMARY KEY (organisation_id, id)
);
CREATE INDEX data_complaints_state ON data_complaints (organisation_id, state, received_on);

ALTER TABLE rights_requests ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE rights_requests ADD FOREIGN KEY (organisation_id, person_id) REFERENCES people (organisation_id, id);
ALTER TABLE rights_requests ADD FOREIGN KEY (organisation_id, runner_id) REFERENCES people (organisation_id, id);
ALTER TABLE rights_requests ADD FOREIGN KEY (organisation_id, made_by) REFERENCES people (organisation_id, id);
ALTER TABLE rights_conflicts ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE rights_conflicts ADD FOREIGN KEY (organisation_id, request_id) REFERENCES rights_requests (organisation_id, id);
ALTER TABLE rights_conflicts ADD FOREIGN KEY (organisation_id, person_id) REFERENCES people (organisation_id, id);
ALTER TABLE rights_steps ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE rights_steps ADD FOREIGN KEY (organisation_id, request_id) REFERENCES rights_requests (organisation_id, id);
ALTER TABLE rights_steps ADD FOREIGN KEY (organisation_id, by_id) REFERENCES people (organisation_id, id);
ALTER TABLE rights_records ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE rights_records ADD FOREIGN KEY (organisation_id, request_id) REFERENCES rights_requests (organisation_id, id);
ALTER TABLE rights_records ADD FOREIGN KEY (organisation_id, decided_by) REFERENCES people (organisation_id, id);
ALTER TABLE rights_answers ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE rights_answers ADD FOREIGN KEY (organisation_id, request_id) REFERENCES rights_requests (organisation_id, id);
ALTER TABLE rights_answers ADD FOREIGN KEY (organisation_id, made_by) REFERENCES people (organisation_id, id);
ALTER TABLE rights_case_tasks ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE rights_case_tasks ADD FOREIGN KEY (organisation_id, request_id) REFERENCES rights_requests (organisation_id, id);
ALTER TABLE rights_case_tasks ADD FOREIGN KEY (organisation_id, incident_id) REFERENCES incidents (organisation_id, id);
ALTER TABLE rights_case_tasks ADD FOREIGN KEY (organisation_id, done_by) REFERENCES people (organisation_id, id);
ALTER TABLE data_complaints ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE data_complaints ADD FOREIGN KEY (organisation_id, made_by) REFERENCES people (organisation_id, id);

CREATE TRIGGER rights_steps_append_only BEFORE UPDATE OR DELETE ON rights_steps FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER rights_answers_append_only BEFORE UPDATE OR DELETE ON rights_answers FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE rights_requests ENABLE ROW LEVEL SECURITY;
ALTER TABLE rights_requests FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON rights_requests
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
ALTER TABLE rights_conflicts ENABLE ROW LEVEL SECURITY;
ALTER TABLE rights_conflicts FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON rights_conflicts
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
ALTER TABLE rights_steps ENABLE ROW LEVEL SECURITY;
ALTER TABLE rights_steps FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON rights_steps
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
ALTER TABLE rights_records ENABLE ROW LEVEL SECURITY;
ALTER TABLE rights_records FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON rights_records
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
ALTER TABLE rights_answers ENABLE ROW LEVEL SECURITY;
ALTER TABLE rights_answers FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON rights_answers
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
ALTER TABLE rights_case_tasks ENABLE ROW LEVEL SECURITY;
ALTER TABLE rights_case_tasks FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON rights_case_tasks
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
ALTER TABLE data_complaints ENABLE ROW LEVEL SECURITY;
ALTER TABLE data_complaints FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON data_complaints
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
