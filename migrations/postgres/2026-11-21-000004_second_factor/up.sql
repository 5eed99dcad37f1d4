CREATE TABLE second_factors (
  account_id uuid NOT NULL,
  state text NOT NULL CHECK (state IN ('offered', 'in_force')),
  key_id uuid NOT NULL,
  sealed bytea NOT NULL,
  created_at timestamptz NOT NULL,
  confirmed_at timestamptz,
  last_step bigint NOT NULL,
  PRIMARY KEY (account_id, state)
);
ALTER TABLE second_factors ADD FOREIGN KEY (account_id) REFERENCES accounts (id);

CREATE TABLE recovery_codes (
  account_id uuid NOT NULL,
  id uuid NOT NULL,
  hash bytea NOT NULL,
  created_at timestamptz NOT NULL,
  used_at timestamptz,
  PRIMARY KEY (account_id, id)
);
ALTER TABLE recovery_codes ADD FOREIGN KEY (account_id) REFERENCES accounts (id);
CREATE UNIQUE INDEX recovery_codes_hash ON recovery_codes (account_id, hash);
