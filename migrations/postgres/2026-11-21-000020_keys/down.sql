ALTER TABLE installation DROP COLUMN master_changed_at;
ALTER TABLE installation DROP COLUMN master_before;

DELETE FROM installation_keys WHERE kind = 'root';
ALTER TABLE installation_keys DROP CONSTRAINT installation_keys_kind_check;
ALTER TABLE installation_keys ADD CONSTRAINT installation_keys_kind_check CHECK (kind IN ('data', 'signing'));
