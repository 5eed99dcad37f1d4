ALTER TABLE staff_import_rows DROP COLUMN became;
ALTER TABLE staff_import_rows DROP COLUMN was;
ALTER TABLE staff_imports DROP COLUMN undone_at;
ALTER TABLE policy_versions DROP COLUMN effective_known;
