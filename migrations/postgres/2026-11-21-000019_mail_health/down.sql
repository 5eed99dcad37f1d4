DROP INDEX mails_sent_at;
DROP TABLE mail_steps;
