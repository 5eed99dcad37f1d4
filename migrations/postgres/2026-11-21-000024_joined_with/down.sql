ALTER TABLE invitations DROP COLUMN accepted_by;
