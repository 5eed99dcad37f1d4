DROP INDEX people_line_manager_id;
DROP INDEX people_staff_number;
ALTER TABLE people DROP COLUMN register_number;
ALTER TABLE people DROP COLUMN regulator;
ALTER TABLE people DROP COLUMN agency;
ALTER TABLE people DROP COLUMN ends_on;
ALTER TABLE people DROP COLUMN line_manager_id;
ALTER TABLE people DROP COLUMN staff_number;

DELETE FROM addresses WHERE kind NOT IN ('first_run', 'invitation', 'password_reset', 'signing', 'policy_share');
ALTER TABLE addresses DROP CONSTRAINT addresses_kind_check;
ALTER TABLE addresses ADD CONSTRAINT addresses_kind_check CHECK (kind IN ('first_run', 'invitation', 'password_reset', 'signing', 'policy_share'));
