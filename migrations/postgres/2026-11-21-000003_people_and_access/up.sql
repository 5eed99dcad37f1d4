ALTER TABLE addresses DROP CONSTRAINT addresses_kind_check;
ALTER TABLE addresses ADD CONSTRAINT addresses_kind_check CHECK (kind IN ('first_run', 'invitation', 'password_reset', 'signing', 'policy_share', 'sign_up', 'email_change', 'email_undo', 'account_lock', 'device_enrolment', 'device', 'badge'));

ALTER TABLE people ADD COLUMN staff_number text;
ALTER TABLE people ADD COLUMN line_manager_id uuid;
ALTER TABLE people ADD COLUMN ends_on text;
ALTER TABLE people ADD COLUMN agency text;
ALTER TABLE people ADD COLUMN regulator text;
ALTER TABLE people ADD COLUMN register_number text;
ALTER TABLE people ADD FOREIGN KEY (organisation_id, line_manager_id) REFERENCES people (organisation_id, id);
CREATE UNIQUE INDEX people_staff_number ON people (organisation_id, staff_number);
CREATE INDEX people_line_manager_id ON people (organisation_id, line_manager_id);
