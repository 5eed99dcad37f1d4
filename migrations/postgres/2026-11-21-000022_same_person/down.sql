ALTER TABLE people DROP COLUMN anew_since;
