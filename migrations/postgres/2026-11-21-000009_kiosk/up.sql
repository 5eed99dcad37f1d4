ALTER TABLE addresses DROP CONSTRAINT addresses_kind_check;
ALTER TABLE addresses ADD CONSTRAINT addresses_kind_check CHECK (kind IN ('first_run', 'invitation', 'password_reset', 'signing', 'policy_share', 'sign_up', 'email_change', 'email_undo', 'account_lock', 'device_enrolment', 'device', 'badge', 'kiosk_session'));
ALTER TABLE acknowledgements DROP CONSTRAINT acknowledgements_method_check;
ALTER TABLE acknowledgements ADD CONSTRAINT acknowledgements_method_check CHECK (method IN ('link', 'account', 'kiosk_pin', 'kiosk_badge', 'phone_pin'));

CREATE TABLE devices (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  service_id uuid NOT NULL,
  name text NOT NULL,
  created_by uuid NOT NULL,
  created_at timestamptz NOT NULL,
  code_at timestamptz,
  code_by uuid NOT NULL,
  enrolled_at timestamptz,
  last_seen_at timestamptz,
  revoked_at timestamptz,
  revoked_by uuid,
  PRIMARY KEY (organisation_id, id)
);
CREATE INDEX devices_service_id ON devices (organisation_id, service_id);
ALTER TABLE devices ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE devices ADD FOREIGN KEY (organisation_id, service_id) REFERENCES services (organisation_id, id);
ALTER TABLE devices ADD FOREIGN KEY (organisation_id, created_by) REFERENCES people (organisation_id, id);
ALTER TABLE devices ADD FOREIGN KEY (organisation_id, code_by) REFERENCES people (organisation_id, id);
ALTER TABLE devices ADD FOREIGN KEY (organisation_id, revoked_by) REFERENCES people (organisation_id, id);
ALTER TABLE devices ENABLE ROW LEVEL SECURITY;
ALTER TABLE devices FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON devices
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);

CREATE TABLE pins (
  organisation_id uuid NOT NULL,
  person_id uuid NOT NULL,
  pin_hash text NOT NULL,
  chosen_at timestamptz,
  set_at timestamptz NOT NULL,
  set_by uuid NOT NULL,
  tries bigint NOT NULL,
  locked_at timestamptz,
  phone_tries bigint NOT NULL,
  phone_locked_at timestamptz,
  PRIMARY KEY (organisation_id, person_id)
);
ALTER TABLE pins ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE pins ADD FOREIGN KEY (organisation_id, person_id) REFERENCES people (organisation_id, id);
ALTER TABLE pins ADD FOREIGN KEY (organisation_id, set_by) REFERENCES people (organisation_id, id);
ALTER TABLE pins ENABLE ROW LEVEL SECURITY;
ALTER TABLE pins FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON pins
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);

CREATE TABLE badges (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  person_id uuid NOT NULL,
  created_at timestamptz NOT NULL,
  created_by uuid NOT NULL,
  revoked_at timestamptz,
  PRIMARY KEY (organisation_id, id)
);
CREATE INDEX badges_person_id ON badges (organisation_id, person_id);
ALTER TABLE badges ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE badges ADD FOREIGN KEY (organisation_id, person_id) REFERENCES people (organisation_id, id);
ALTER TABLE badges ADD FOREIGN KEY (organisation_id, created_by) REFERENCES people (organisation_id, id);
ALTER TABLE badges ENABLE ROW LEVEL SECURITY;
ALTER TABLE badges FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON badges
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);

CREATE TABLE kiosk_sessions (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  person_id uuid NOT NULL,
  device_id uuid,
  method text NOT NULL CHECK (method IN ('staff_number', 'badge', 'own_phone')),
  created_at timestamptz NOT NULL,
  idle_until timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  ended_at timestamptz,
  PRIMARY KEY (organisation_id, id)
);
CREATE INDEX kiosk_sessions_person_id ON kiosk_sessions (organisation_id, person_id);
CREATE INDEX kiosk_sessions_device_id ON kiosk_sessions (organisation_id, device_id);
ALTER TABLE kiosk_sessions ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE kiosk_sessions ADD FOREIGN KEY (organisation_id, person_id) REFERENCES people (organisation_id, id);
ALTER TABLE kiosk_sessions ADD FOREIGN KEY (organisation_id, device_id) REFERENCES devices (organisation_id, id);
ALTER TABLE kiosk_sessions ENABLE ROW LEVEL SECURITY;
ALTER TABLE kiosk_sessions FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON kiosk_sessions
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
