CREATE TABLE tombstones (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  record_id uuid NOT NULL,
  made_at timestamptz NOT NULL,
  removed_at timestamptz NOT NULL,
  rule text NOT NULL,
  rule_version bigint NOT NULL,
  hash bytea NOT NULL,
  PRIMARY KEY (organisation_id, id)
);
CREATE UNIQUE INDEX tombstones_record ON tombstones (organisation_id, kind, record_id);
CREATE INDEX tombstones_removed_at ON tombstones (organisation_id, removed_at);

CREATE TABLE retention_rules (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  rule text NOT NULL,
  version bigint NOT NULL CHECK (version > 0),
  months bigint NOT NULL CHECK (months > 0),
  from_on text NOT NULL,
  reason text NOT NULL,
  made_at timestamptz NOT NULL,
  made_by uuid NOT NULL,
  PRIMARY KEY (organisation_id, id)
);
CREATE UNIQUE INDEX retention_rules_version ON retention_rules (organisation_id, rule, version);

CREATE TABLE retention_notices (
  organisation_id uuid NOT NULL,
  rule text NOT NULL,
  version bigint NOT NULL,
  told_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, rule, version)
);

CREATE TABLE legal_holds (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('person', 'policy', 'case', 'days', 'organisation')),
  subject_id uuid,
  from_on text,
  until_on text,
  key_id uuid NOT NULL,
  reason bytea NOT NULL,
  review_on text NOT NULL,
  made_at timestamptz NOT NULL,
  made_by uuid NOT NULL,
  asked_at timestamptz,
  asked_by uuid,
  end_reason bytea,
  ended_at timestamptz,
  ended_by uuid,
  PRIMARY KEY (organisation_id, id)
);

CREATE TABLE retention_clock (
  id bigint PRIMARY KEY NOT NULL CHECK (id = 1),
  last_at timestamptz NOT NULL,
  stopped_at timestamptz,
  confirmed_at timestamptz,
  confirmed_by uuid
);

ALTER TABLE tombstones ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE retention_rules ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE retention_rules ADD FOREIGN KEY (organisation_id, made_by) REFERENCES people (organisation_id, id);
ALTER TABLE retention_notices ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE legal_holds ADD FOREIGN KEY (organisation_id) REFERENCES organisations (id);
ALTER TABLE legal_holds ADD FOREIGN KEY (organisation_id, made_by) REFERENCES people (organisation_id, id);
ALTER TABLE legal_holds ADD FOREIGN KEY (organisation_id, asked_by) REFERENCES people (organisation_id, id);
ALTER TABLE legal_holds ADD FOREIGN KEY (organisation_id, ended_by) REFERENCES people (organisation_id, id);
ALTER TABLE retention_clock ADD FOREIGN KEY (confirmed_by) REFERENCES accounts (id);

CREATE TRIGGER tombstones_append_only BEFORE UPDATE OR DELETE ON tombstones FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER retention_rules_append_only BEFORE UPDATE OR DELETE ON retention_rules FOR EACH ROW EXECUTE FUNCTION refuse_change();

ALTER TABLE tombstones ENABLE ROW LEVEL SECURITY;
ALTER TABLE tombstones FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON tombstones
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
ALTER TABLE retention_rules ENABLE ROW LEVEL SECURITY;
ALTER TABLE retention_rules FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON retention_rules
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
ALTER TABLE retention_notices ENABLE ROW LEVEL SECURITY;
ALTER TABLE retention_notices FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON retention_notices
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);
ALTER TABLE legal_holds ENABLE ROW LEVEL SECURITY;
ALTER TABLE legal_holds FORCE ROW LEVEL SECURITY;
CREATE POLICY own_organisation ON legal_holds
  USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)
  WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid);

CREATE FUNCTION refuse_unless_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND EXISTS (SELECT 1 FROM tombstones
      WHERE tombstones.organisation_id = OLD.organisation_id AND tombstones.kind = TG_TABLE_NAME AND tombstones.record_id = OLD.id) THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME;
END $$;
CREATE FUNCTION refuse_unless_rendition_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND EXISTS (SELECT 1 FROM tombstones
      WHERE tombstones.organisation_id = OLD.organisation_id AND tombstones.kind = 'renditions' AND tombstones.record_id = OLD.rendition_id) THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME;
END $$;
DROP TRIGGER acknowledgements_append_only ON acknowledgements;
CREATE TRIGGER acknowledgements_append_only BEFORE UPDATE OR DELETE ON acknowledgements FOR EACH ROW EXECUTE FUNCTION refuse_unless_removed();
DROP TRIGGER approval_decisions_append_only ON approval_decisions;
CREATE TRIGGER approval_decisions_append_only BEFORE UPDATE OR DELETE ON approval_decisions FOR EACH ROW EXECUTE FUNCTION refuse_unless_removed();
DROP TRIGGER incident_entries_append_only ON incident_entries;
CREATE TRIGGER incident_entries_append_only BEFORE UPDATE OR DELETE ON incident_entries FOR EACH ROW EXECUTE FUNCTION refuse_unless_removed();
DROP TRIGGER policy_share_visits_append_only ON policy_share_visits;
CREATE TRIGGER policy_share_visits_append_only BEFORE UPDATE OR DELETE ON policy_share_visits FOR EACH ROW EXECUTE FUNCTION refuse_unless_removed();
DROP TRIGGER policy_versions_append_only ON policy_versions;
CREATE TRIGGER policy_versions_append_only BEFORE UPDATE OR DELETE ON policy_versions FOR EACH ROW EXECUTE FUNCTION refuse_unless_removed();
DROP TRIGGER printed_values_append_only ON printed_values;
CREATE TRIGGER printed_values_append_only BEFORE UPDATE OR DELETE ON printed_values FOR EACH ROW EXECUTE FUNCTION refuse_unless_rendition_removed();
DROP TRIGGER renditions_append_only ON renditions;
CREATE TRIGGER renditions_append_only BEFORE UPDATE OR DELETE ON renditions FOR EACH ROW EXECUTE FUNCTION refuse_unless_removed();
DROP TRIGGER request_withdrawals_append_only ON request_withdrawals;
CREATE TRIGGER request_withdrawals_append_only BEFORE UPDATE OR DELETE ON request_withdrawals FOR EACH ROW EXECUTE FUNCTION refuse_unless_removed();
DROP TRIGGER reviews_append_only ON reviews;
CREATE TRIGGER reviews_append_only BEFORE UPDATE OR DELETE ON reviews FOR EACH ROW EXECUTE FUNCTION refuse_unless_removed();
DROP TRIGGER withdrawals_append_only ON withdrawals;
CREATE TRIGGER withdrawals_append_only BEFORE UPDATE OR DELETE ON withdrawals FOR EACH ROW EXECUTE FUNCTION refuse_unless_removed();
