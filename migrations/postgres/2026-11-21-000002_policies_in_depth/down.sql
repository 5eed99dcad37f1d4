DROP TABLE draft_files,
  exports,
  coverage_answers,
  field_aliases,
  custom_fields,
  shelf_items,
  shelves,
  policy_share_visits,
  policy_shares,
  policy_references,
  printed_values,
  approval_decisions,
  approval_asks,
  approval_rounds,
  working_copies;

ALTER TABLE policy_versions DROP COLUMN approval_reason;
ALTER TABLE policy_versions DROP COLUMN override_reason;
ALTER TABLE policy_versions DROP COLUMN adopted_from;
ALTER TABLE policy_versions DROP COLUMN contact;
ALTER TABLE policy_versions DROP COLUMN approved_on;
ALTER TABLE policy_versions DROP COLUMN change_kind;
ALTER TABLE drafts DROP COLUMN names;
ALTER TABLE policies DROP COLUMN override_reason;
ALTER TABLE policies DROP COLUMN template_edition;
ALTER TABLE policies DROP COLUMN template;
ALTER TABLE policies DROP COLUMN review_months;
ALTER TABLE policies DROP COLUMN contact;
ALTER TABLE renditions DISABLE TRIGGER renditions_append_only;
DELETE FROM renditions WHERE issue <> 1;
ALTER TABLE renditions ENABLE TRIGGER renditions_append_only;
ALTER TABLE renditions DROP COLUMN issue, DROP COLUMN reason, DROP COLUMN issued_by, DROP COLUMN file_id;
ALTER TABLE renditions ADD UNIQUE (organisation_id, version_id, service_id, language);
ALTER TABLE withdrawals DROP COLUMN replaced_by_id;
DELETE FROM addresses WHERE kind = 'policy_share';
ALTER TABLE addresses DROP CONSTRAINT addresses_kind_check;
ALTER TABLE addresses ADD CONSTRAINT addresses_kind_check CHECK (kind IN ('first_run', 'invitation', 'password_reset', 'signing'));
