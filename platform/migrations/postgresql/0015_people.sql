-- People who sign in. Their address and name are sealed under a key of their own (person_key, by
-- the user's id) and found by a blind index; secrets stand hashed or sealed.
CREATE TABLE user_account (
    tenant_id text COLLATE "C" NOT NULL REFERENCES tenant (tenant_id),
    user_id bytea NOT NULL CHECK (length(user_id) = 16),
    email_index bytea NOT NULL CHECK (length(email_index) = 16),
    details bytea NOT NULL,
    role text COLLATE "C" NOT NULL,
    party_id text COLLATE "C",
    state text COLLATE "C" NOT NULL CHECK (state IN ('invited', 'active', 'disabled')),
    password_hash text COLLATE "C", -- Argon2id with its parameters
    version bigint NOT NULL,
    created_at bigint NOT NULL,
    joined_at bigint,
    recovered_at bigint, -- the last password that was set by a link of somebody else,
    recovered_by bytea,    -- and the user who gave it
    PRIMARY KEY (tenant_id, user_id),
    UNIQUE (tenant_id, email_index),
    FOREIGN KEY (tenant_id, party_id) REFERENCES party (tenant_id, party_id)
);

CREATE TABLE user_totp (
    tenant_id text COLLATE "C" NOT NULL,
    user_id bytea NOT NULL CHECK (length(user_id) = 16),
    sealed_key bytea NOT NULL,
    confirmed bigint NOT NULL CHECK (confirmed IN (0, 1)),
    used_step bigint NOT NULL, -- no code of this step or an earlier one is taken again
    PRIMARY KEY (tenant_id, user_id),
    FOREIGN KEY (tenant_id, user_id) REFERENCES user_account (tenant_id, user_id)
);

CREATE TABLE user_recovery_code (
    tenant_id text COLLATE "C" NOT NULL,
    user_id bytea NOT NULL CHECK (length(user_id) = 16),
    code_index bytea NOT NULL CHECK (length(code_index) = 16),
    PRIMARY KEY (tenant_id, user_id, code_index),
    FOREIGN KEY (tenant_id, user_id) REFERENCES user_account (tenant_id, user_id)
);

-- expires_at moves with use, ends_at does not.
CREATE TABLE user_session (
    tenant_id text COLLATE "C" NOT NULL,
    session_id bytea NOT NULL CHECK (length(session_id) = 16),
    user_id bytea NOT NULL CHECK (length(user_id) = 16),
    token_hash bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    method text COLLATE "C" NOT NULL CHECK (method IN ('password', 'password+totp', 'passkey')),
    created_at bigint NOT NULL,
    seen_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    ends_at bigint NOT NULL,
    PRIMARY KEY (tenant_id, session_id),
    FOREIGN KEY (tenant_id, user_id) REFERENCES user_account (tenant_id, user_id)
);
CREATE INDEX user_session_by_user ON user_session (tenant_id, user_id, session_id);
CREATE INDEX user_session_by_age ON user_session (expires_at);

-- Links that are handed to a person, to join or to come back. A person has one at a time.
CREATE TABLE account_link (
    tenant_id text COLLATE "C" NOT NULL,
    user_id bytea NOT NULL CHECK (length(user_id) = 16),
    token_hash bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    kind text COLLATE "C" NOT NULL CHECK (kind IN ('invitation', 'recovery')),
    issued_by bytea, -- a user; none for a key or the command line
    expires_at bigint NOT NULL,
    PRIMARY KEY (tenant_id, user_id),
    FOREIGN KEY (tenant_id, user_id) REFERENCES user_account (tenant_id, user_id)
);
CREATE INDEX account_link_by_age ON account_link (expires_at);

-- Challenges and tickets that were used; kept until they would have died of age.
CREATE TABLE spent_token (
    tenant_id text COLLATE "C" NOT NULL,
    token_hash bytea NOT NULL CHECK (length(token_hash) = 32),
    expires_at bigint NOT NULL,
    PRIMARY KEY (tenant_id, token_hash)
);
CREATE INDEX spent_token_by_age ON spent_token (expires_at);

CREATE TABLE passkey (
    tenant_id text COLLATE "C" NOT NULL,
    passkey_id bytea NOT NULL CHECK (length(passkey_id) = 16),
    user_id bytea NOT NULL CHECK (length(user_id) = 16),
    credential_id bytea NOT NULL CHECK (length(credential_id) BETWEEN 1 AND 1023),
    cose_key bytea NOT NULL,
    sign_count bigint NOT NULL,
    created_at bigint NOT NULL,
    used_at bigint,
    PRIMARY KEY (tenant_id, passkey_id),
    UNIQUE (tenant_id, credential_id),
    FOREIGN KEY (tenant_id, user_id) REFERENCES user_account (tenant_id, user_id)
);
CREATE INDEX passkey_by_user ON passkey (tenant_id, user_id, passkey_id);

-- What one person asks for and another decides. digest is over the act, its subject and the change.
CREATE TABLE approval (
    tenant_id text COLLATE "C" NOT NULL,
    approval_id bytea NOT NULL CHECK (length(approval_id) = 16),
    act text COLLATE "C" NOT NULL,
    subject text COLLATE "C" NOT NULL,
    change text COLLATE "C" NOT NULL,
    digest bytea NOT NULL CHECK (length(digest) = 32),
    state text COLLATE "C" NOT NULL CHECK (state IN ('asked', 'approved', 'refused', 'spent')),
    asked_by bytea NOT NULL CHECK (length(asked_by) = 16),
    asked_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    decided_by bytea,
    decided_at bigint,
    PRIMARY KEY (tenant_id, approval_id),
    CHECK (decided_by IS NULL OR decided_by <> asked_by),
    FOREIGN KEY (tenant_id, asked_by) REFERENCES user_account (tenant_id, user_id)
);
CREATE INDEX approval_by_subject ON approval (tenant_id, subject, approval_id);
