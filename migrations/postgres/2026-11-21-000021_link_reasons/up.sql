ALTER TABLE signing_links DROP CONSTRAINT signing_links_stopped_because_check;
ALTER TABLE signing_links ADD CONSTRAINT signing_links_stopped_because_check CHECK (stopped_because IN ('stopped', 'replaced', 'withdrawn', 'not_me', 'left', 'address'));
