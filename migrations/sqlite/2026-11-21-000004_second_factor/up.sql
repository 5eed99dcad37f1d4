CREATE TABLE second_factors (
  account_id BLOB NOT NULL CHECK (length(account_id) = 16),
  state TEXT NOT NULL CHECK (state IN ('offered', 'in_force')),
  key_id BLOB NOT NULL CHECK (length(key_id) = 16),
  sealed BLOB NOT NULL,
  created_at BIGINT NOT NULL,
  confirmed_at BIGINT,
  last_step BIGINT NOT NULL,
  PRIMARY KEY (account_id, state),
  FOREIGN KEY (account_id) REFERENCES accounts (id)
) WITHOUT ROWID;

CREATE TABLE recovery_codes (
  account_id BLOB NOT NULL CHECK (length(account_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  hash BLOB NOT NULL,
  created_at BIGINT NOT NULL,
  used_at BIGINT,
  PRIMARY KEY (account_id, id),
  FOREIGN KEY (account_id) REFERENCES accounts (id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX recovery_codes_hash ON recovery_codes (account_id, hash);
