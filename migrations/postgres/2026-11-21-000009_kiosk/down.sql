DROP TABLE kiosk_sessions;
DROP TABLE badges;
DROP TABLE pins;
DROP TABLE devices;

DELETE FROM addresses WHERE kind = 'kiosk_session';
ALTER TABLE addresses DROP CONSTRAINT addresses_kind_check;
ALTER TABLE addresses ADD CONSTRAINT addresses_kind_check CHECK (kind IN ('first_run', 'invitation', 'password_reset', 'signing', 'policy_share', 'sign_up', 'email_change', 'email_undo', 'account_lock', 'device_enrolment', 'device', 'badge'));
ALTER TABLE acknowledgements DROP CONSTRAINT acknowledgements_method_check;
ALTER TABLE acknowledgements ADD CONSTRAINT acknowledgements_method_check CHECK (method IN ('link', 'account'));
