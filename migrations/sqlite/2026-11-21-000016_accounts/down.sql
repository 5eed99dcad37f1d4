ALTER TABLE known_devices DROP COLUMN second_factor_at;

DELETE FROM recovery_codes;

DELETE FROM kept_forms;
ALTER TABLE kept_forms RENAME COLUMN address_mac TO address;
