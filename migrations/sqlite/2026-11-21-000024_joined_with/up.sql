-- With which account somebody joined; of those who joined before this was kept that which they have today.
ALTER TABLE invitations ADD COLUMN accepted_by BLOB CHECK (length(accepted_by) = 16);
UPDATE invitations SET accepted_by = (
  SELECT people.account_id FROM people
  WHERE people.organisation_id = invitations.organisation_id AND people.id = invitations.person_id
) WHERE accepted_at IS NOT NULL;
