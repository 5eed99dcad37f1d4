-- Who was called what, and who left when, is asked of the log by the action of its lines.
CREATE INDEX audit_entries_by_action ON audit_entries (organisation_id, action, seq);
