ALTER TABLE installation_keys DROP CONSTRAINT installation_keys_kind_check;
ALTER TABLE installation_keys ADD CONSTRAINT installation_keys_kind_check CHECK (kind IN ('data', 'signing', 'root'));

ALTER TABLE installation ADD COLUMN master_before bytea;
ALTER TABLE installation ADD COLUMN master_changed_at timestamptz;
