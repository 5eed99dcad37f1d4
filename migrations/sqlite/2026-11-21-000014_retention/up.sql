CREATE TABLE tombstones (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  kind TEXT NOT NULL,
  record_id BLOB NOT NULL CHECK (length(record_id) = 16),
  made_at BIGINT NOT NULL,
  removed_at BIGINT NOT NULL,
  rule TEXT NOT NULL,
  rule_version BIGINT NOT NULL,
  hash BLOB NOT NULL,
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX tombstones_record ON tombstones (organisation_id, kind, record_id);
CREATE INDEX tombstones_removed_at ON tombstones (organisation_id, removed_at);
CREATE TRIGGER tombstones_no_update BEFORE UPDATE ON tombstones BEGIN SELECT RAISE(ABORT, 'append-only: tombstones'); END;
CREATE TRIGGER tombstones_no_delete BEFORE DELETE ON tombstones BEGIN SELECT RAISE(ABORT, 'append-only: tombstones'); END;

CREATE TABLE retention_rules (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  rule TEXT NOT NULL,
  version BIGINT NOT NULL CHECK (version > 0),
  months BIGINT NOT NULL CHECK (months > 0),
  from_on TEXT NOT NULL,
  reason TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  made_by BLOB NOT NULL CHECK (length(made_by) = 16),
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, made_by) REFERENCES people (organisation_id, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX retention_rules_version ON retention_rules (organisation_id, rule, version);
CREATE TRIGGER retention_rules_no_update BEFORE UPDATE ON retention_rules BEGIN SELECT RAISE(ABORT, 'append-only: retention_rules'); END;
CREATE TRIGGER retention_rules_no_delete BEFORE DELETE ON retention_rules BEGIN SELECT RAISE(ABORT, 'append-only: retention_rules'); END;

CREATE TABLE retention_notices (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  rule TEXT NOT NULL,
  version BIGINT NOT NULL,
  told_at BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, rule, version),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id)
) WITHOUT ROWID;

CREATE TABLE legal_holds (
  organisation_id BLOB NOT NULL CHECK (length(organisation_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  kind TEXT NOT NULL CHECK (kind IN ('person', 'policy', 'case', 'days', 'organisation')),
  subject_id BLOB CHECK (length(subject_id) = 16),
  from_on TEXT,
  until_on TEXT,
  key_id BLOB NOT NULL CHECK (length(key_id) = 16),
  reason BLOB NOT NULL,
  review_on TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  made_by BLOB NOT NULL CHECK (length(made_by) = 16),
  asked_at BIGINT,
  asked_by BLOB CHECK (length(asked_by) = 16),
  end_reason BLOB,
  ended_at BIGINT,
  ended_by BLOB CHECK (length(ended_by) = 16),
  PRIMARY KEY (organisation_id, id),
  FOREIGN KEY (organisation_id) REFERENCES organisations (id),
  FOREIGN KEY (organisation_id, made_by) REFERENCES people (organisation_id, id),
  FOREIGN KEY (organisation_id, asked_by) REFERENCES people (organisation_id, id),
  FOREIGN KEY (organisation_id, ended_by) REFERENCES people (organisation_id, id)
) WITHOUT ROWID;

CREATE TABLE retention_clock (
  id BIGINT PRIMARY KEY NOT NULL CHECK (id = 1),
  last_at BIGINT NOT NULL,
  stopped_at BIGINT,
  confirmed_at BIGINT,
  confirmed_by BLOB CHECK (length(confirmed_by) = 16),
  FOREIGN KEY (confirmed_by) REFERENCES accounts (id)
);

DROP TRIGGER acknowledgements_no_delete;
CREATE TRIGGER acknowledgements_no_delete BEFORE DELETE ON acknowledgements
  WHEN NOT EXISTS (SELECT 1 FROM tombstones WHERE tombstones.organisation_id = OLD.organisation_id AND tombstones.kind = 'acknowledgements' AND tombstones.record_id = OLD.id)
  BEGIN SELECT RAISE(ABORT, 'append-only: acknowledgements'); END;
DROP TRIGGER approval_decisions_no_delete;
CREATE TRIGGER approval_decisions_no_delete BEFORE DELETE ON approval_decisions
  WHEN NOT EXISTS (SELECT 1 FROM tombstones WHERE tombstones.organisation_id = OLD.organisation_id AND tombstones.kind = 'approval_decisions' AND tombstones.record_id = OLD.id)
  BEGIN SELECT RAISE(ABORT, 'append-only: approval_decisions'); END;
DROP TRIGGER incident_entries_no_delete;
CREATE TRIGGER incident_entries_no_delete BEFORE DELETE ON incident_entries
  WHEN NOT EXISTS (SELECT 1 FROM tombstones WHERE tombstones.organisation_id = OLD.organisation_id AND tombstones.kind = 'incident_entries' AND tombstones.record_id = OLD.id)
  BEGIN SELECT RAISE(ABORT, 'append-only: incident_entries'); END;
DROP TRIGGER policy_share_visits_no_delete;
CREATE TRIGGER policy_share_visits_no_delete BEFORE DELETE ON policy_share_visits
  WHEN NOT EXISTS (SELECT 1 FROM tombstones WHERE tombstones.organisation_id = OLD.organisation_id AND tombstones.kind = 'policy_share_visits' AND tombstones.record_id = OLD.id)
  BEGIN SELECT RAISE(ABORT, 'append-only: policy_share_visits'); END;
DROP TRIGGER policy_versions_no_delete;
CREATE TRIGGER policy_versions_no_delete BEFORE DELETE ON policy_versions
  WHEN NOT EXISTS (SELECT 1 FROM tombstones WHERE tombstones.organisation_id = OLD.organisation_id AND tombstones.kind = 'policy_versions' AND tombstones.record_id = OLD.id)
  BEGIN SELECT RAISE(ABORT, 'append-only: policy_versions'); END;
DROP TRIGGER printed_values_no_delete;
CREATE TRIGGER printed_values_no_delete BEFORE DELETE ON printed_values
  WHEN NOT EXISTS (SELECT 1 FROM tombstones WHERE tombstones.organisation_id = OLD.organisation_id AND tombstones.kind = 'renditions' AND tombstones.record_id = OLD.rendition_id)
  BEGIN SELECT RAISE(ABORT, 'append-only: printed_values'); END;
DROP TRIGGER renditions_no_delete;
CREATE TRIGGER renditions_no_delete BEFORE DELETE ON renditions
  WHEN NOT EXISTS (SELECT 1 FROM tombstones WHERE tombstones.organisation_id = OLD.organisation_id AND tombstones.kind = 'renditions' AND tombstones.record_id = OLD.id)
  BEGIN SELECT RAISE(ABORT, 'append-only: renditions'); END;
DROP TRIGGER request_withdrawals_no_delete;
CREATE TRIGGER request_withdrawals_no_delete BEFORE DELETE ON request_withdrawals
  WHEN NOT EXISTS (SELECT 1 FROM tombstones WHERE tombstones.organisation_id = OLD.organisation_id AND tombstones.kind = 'request_withdrawals' AND tombstones.record_id = OLD.id)
  BEGIN SELECT RAISE(ABORT, 'append-only: request_withdrawals'); END;
DROP TRIGGER reviews_no_delete;
CREATE TRIGGER reviews_no_delete BEFORE DELETE ON reviews
  WHEN NOT EXISTS (SELECT 1 FROM tombstones WHERE tombstones.organisation_id = OLD.organisation_id AND tombstones.kind = 'reviews' AND tombstones.record_id = OLD.id)
  BEGIN SELECT RAISE(ABORT, 'append-only: reviews'); END;
DROP TRIGGER withdrawals_no_delete;
CREATE TRIGGER withdrawals_no_delete BEFORE DELETE ON withdrawals
  WHEN NOT EXISTS (SELECT 1 FROM tombstones WHERE tombstones.organisation_id = OLD.organisation_id AND tombstones.kind = 'withdrawals' AND tombstones.record_id = OLD.id)
  BEGIN SELECT RAISE(ABORT, 'append-only: withdrawals'); END;
