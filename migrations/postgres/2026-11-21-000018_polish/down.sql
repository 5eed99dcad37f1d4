ALTER TABLE policy_versions DROP COLUMN effective_known;
