ALTER TABLE policy_versions ADD COLUMN effective_known boolean NOT NULL DEFAULT true;
