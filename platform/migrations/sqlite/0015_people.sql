-- People who sign in. Their address and name are sealed under a key of their own (person_key, by
-- the user's id) and found by a blind index; secrets stand hashed or sealed.
CREATE TABLE user_account (
    tenant_id TEXT NOT NULL REFERENCES tenant (tenant_id),
    user_id BLOB NOT NULL CHECK (length(user_id) = 16),
    email_index BLOB NOT NULL CHECK (length(email_index) = 16),
    details BLOB NOT NULL,
    role TEXT NOT NULL,
    party_id TEXT,
    state TEXT NOT NULL CHECK (state IN ('invited', 'active', 'disabled')),
    password_hash TEXT, -- Argon2id with its parameters
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    joined_at INTEGER,
    recovered_at INTEGER, -- the last password that was set by a link of somebody else,
    recovered_by BLOB,    -- and the user who gave it
    PRIMARY KEY (tenant_id, user_id),
    UNIQUE (tenant_id, email_index),
    FOREIGN KEY (tenant_id, party_id) REFERENCES party (tenant_id, party_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE user_totp (
    tenant_id TEXT NOT NULL,
    user_id BLOB NOT NULL CHECK (length(user_id) = 16),
    sealed_key BLOB NOT NULL,
    confirmed INTEGER NOT NULL CHECK (confirmed IN (0, 1)),
    used_step INTEGER NOT NULL, -- no code of this step or an earlier one is taken again
    PRIMARY KEY (tenant_id, user_id),
    FOREIGN KEY (tenant_id, user_id) REFERENCES user_account (tenant_id, user_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE user_recovery_code (
    tenant_id TEXT NOT NULL,
    user_id BLOB NOT NULL CHECK (length(user_id) = 16),
    code_index BLOB NOT NULL CHECK (length(code_index) = 16),
    PRIMARY KEY (tenant_id, user_id, code_index),
    FOREIGN KEY (tenant_id, user_id) REFERENCES user_account (tenant_id, user_id)
) STRICT, WITHOUT ROWID;

-- expires_at moves with use, ends_at does not.
CREATE TABLE user_session (
    tenant_id TEXT NOT NULL,
    session_id BLOB NOT NULL CHECK (length(session_id) = 16),
    user_id BLOB NOT NULL CHECK (length(user_id) = 16),
    token_hash BLOB NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    method TEXT NOT NULL CHECK (method IN ('password', 'password+totp', 'passkey')),
    created_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, session_id),
    FOREIGN KEY (tenant_id, user_id) REFERENCES user_account (tenant_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX user_session_by_user ON user_session (tenant_id, user_id, session_id);
CREATE INDEX user_session_by_age ON user_session (expires_at);

-- Links that are handed to a person, to join or to come back. A person has one at a time.
CREATE TABLE account_link (
    tenant_id TEXT NOT NULL,
    user_id BLOB NOT NULL CHECK (length(user_id) = 16),
    token_hash BLOB NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    kind TEXT NOT NULL CHECK (kind IN ('invitation', 'recovery')),
    issued_by BLOB, -- a user; none for a key or the command line
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, user_id),
    FOREIGN KEY (tenant_id, user_id) REFERENCES user_account (tenant_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX account_link_by_age ON account_link (expires_at);

-- Challenges and tickets that were used; kept until they would have died of age.
CREATE TABLE spent_token (
    tenant_id TEXT NOT NULL,
    token_hash BLOB NOT NULL CHECK (length(token_hash) = 32),
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, token_hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX spent_token_by_age ON spent_token (expires_at);

CREATE TABLE passkey (
    tenant_id TEXT NOT NULL,
    passkey_id BLOB NOT NULL CHECK (length(passkey_id) = 16),
    user_id BLOB NOT NULL CHECK (length(user_id) = 16),
    credential_id BLOB NOT NULL CHECK (length(credential_id) BETWEEN 1 AND 1023),
    cose_key BLOB NOT NULL,
    sign_count INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    used_at INTEGER,
    PRIMARY KEY (tenant_id, passkey_id),
    UNIQUE (tenant_id, credential_id),
    FOREIGN KEY (tenant_id, user_id) REFERENCES user_account (tenant_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX passkey_by_user ON passkey (tenant_id, user_id, passkey_id);

-- What one person asks for and another decides. digest is over the act, its subject and the change.
CREATE TABLE approval (
    tenant_id TEXT NOT NULL,
    approval_id BLOB NOT NULL CHECK (length(approval_id) = 16),
    act TEXT NOT NULL,
    subject TEXT NOT NULL,
    change TEXT NOT NULL,
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    state TEXT NOT NULL CHECK (state IN ('asked', 'approved', 'refused', 'spent')),
    asked_by BLOB NOT NULL CHECK (length(asked_by) = 16),
    asked_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    decided_by BLOB,
    decided_at INTEGER,
    PRIMARY KEY (tenant_id, approval_id),
    CHECK (decided_by IS NULL OR decided_by <> asked_by),
    FOREIGN KEY (tenant_id, asked_by) REFERENCES user_account (tenant_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX approval_by_subject ON approval (tenant_id, subject, approval_id);

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('user_session', 'user_session', '10000 2000 1'),
    ('user_session', 'user_session_by_user', '10000 2000 5 1'),
    ('passkey', 'passkey', '10000 2000 1'),
    ('passkey', 'passkey_by_user', '10000 2000 2 1'),
    ('approval', 'approval', '100000 20000 1'),
    ('approval', 'approval_by_subject', '100000 20000 2 1');
