ALTER TABLE policy_versions ADD COLUMN effective_known BOOLEAN NOT NULL DEFAULT 1 CHECK (effective_known IN (0, 1));
ALTER TABLE staff_imports ADD COLUMN undone_at BIGINT;
ALTER TABLE staff_import_rows ADD COLUMN was TEXT;
ALTER TABLE staff_import_rows ADD COLUMN became TEXT;
