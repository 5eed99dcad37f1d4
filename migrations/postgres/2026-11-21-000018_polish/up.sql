ALTER TABLE policy_versions ADD COLUMN effective_known boolean NOT NULL DEFAULT true;
ALTER TABLE staff_imports ADD COLUMN undone_at timestamptz;
ALTER TABLE staff_import_rows ADD COLUMN was text;
ALTER TABLE staff_import_rows ADD COLUMN became text;
