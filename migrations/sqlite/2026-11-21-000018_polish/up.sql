ALTER TABLE policy_versions ADD COLUMN effective_known BOOLEAN NOT NULL DEFAULT 1 CHECK (effective_known IN (0, 1));
