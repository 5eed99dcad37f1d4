ALTER TABLE people ADD COLUMN anew_since timestamptz;
