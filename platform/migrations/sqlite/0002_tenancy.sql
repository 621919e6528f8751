-- Who there is: tenants, their parties and keys; and the wrapped keys that personal data and raw
-- bytes are sealed under. Wrapped keys stand in tables of their own: losing one row is erasing.
CREATE TABLE tenant (
    tenant_id TEXT NOT NULL PRIMARY KEY CHECK (length(tenant_id) BETWEEN 1 AND 64),
    name TEXT NOT NULL,
    index_key BLOB NOT NULL,
    signing_key BLOB NOT NULL,
    signing_public BLOB NOT NULL CHECK (length(signing_public) = 32),
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE party (
    tenant_id TEXT NOT NULL REFERENCES tenant (tenant_id),
    party_id TEXT NOT NULL CHECK (length(party_id) BETWEEN 1 AND 64),
    kind TEXT NOT NULL CHECK (kind IN ('seller', 'carrier', 'marketplace', 'broker', 'warehouse')),
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, party_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE api_key (
    tenant_id TEXT NOT NULL REFERENCES tenant (tenant_id),
    key_id BLOB NOT NULL UNIQUE CHECK (length(key_id) = 16),
    role TEXT NOT NULL,
    party_id TEXT,
    scopes INTEGER NOT NULL,
    secret_hash BLOB NOT NULL CHECK (length(secret_hash) = 32),
    test INTEGER NOT NULL CHECK (test IN (0, 1)),
    created_at INTEGER NOT NULL,
    revoked_at INTEGER,
    PRIMARY KEY (tenant_id, key_id),
    FOREIGN KEY (tenant_id, party_id) REFERENCES party (tenant_id, party_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE person_key (
    tenant_id TEXT NOT NULL,
    person_id BLOB NOT NULL CHECK (length(person_id) = 16),
    wrapped BLOB NOT NULL,
    PRIMARY KEY (tenant_id, person_id)
) STRICT, WITHOUT ROWID;

-- purpose: inbox, answer. day: days since 1970-01-01 in corridor time.
CREATE TABLE period_key (
    tenant_id TEXT NOT NULL,
    purpose TEXT NOT NULL,
    day INTEGER NOT NULL,
    wrapped BLOB NOT NULL,
    PRIMARY KEY (tenant_id, purpose, day)
) STRICT, WITHOUT ROWID;

-- Highest business time the database has seen: it never runs backwards.
CREATE TABLE business_time (
    one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    seen INTEGER NOT NULL
) STRICT;
INSERT INTO business_time (one, seen) VALUES (1, 0);
