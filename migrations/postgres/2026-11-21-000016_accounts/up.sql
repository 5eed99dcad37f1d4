-- Where a kept form was going is sealed with it; beside the account stands only a keyed hash.
DELETE FROM kept_forms;
ALTER TABLE kept_forms RENAME COLUMN address TO address_mac;

-- Recovery codes stand under a slow hash. Those under the old one open nothing any more: new ones are made.
DELETE FROM recovery_codes;

-- When a second factor was given with a browser: then its wrong codes count by themselves.
ALTER TABLE known_devices ADD COLUMN second_factor_at TIMESTAMPTZ;
