DROP TABLE head_mails;
DROP TABLE covers;
ALTER TABLE role_grants DROP COLUMN reason;
