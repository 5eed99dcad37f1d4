ALTER TABLE memberships DROP COLUMN last_entered_at;
DROP TABLE terms_acceptances;
DROP TABLE sign_ups;
