DROP TABLE mail_days;
DROP TABLE support_visits;
DROP TABLE quota_changes;
DROP TABLE organisation_quotas;
DROP TABLE quota_defaults;
