DROP TABLE backups;
ALTER TABLE installation DROP COLUMN recovery_copy_at;
