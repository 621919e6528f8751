-- Who there is: tenants, their parties and keys; and the wrapped keys that personal data and raw
-- bytes are sealed under. Wrapped keys stand in tables of their own: losing one row is erasing.
CREATE TABLE tenant (
    tenant_id text COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(tenant_id) BETWEEN 1 AND 64),
    name text COLLATE "C" NOT NULL,
    index_key bytea NOT NULL,
    signing_key bytea NOT NULL,
    signing_public bytea NOT NULL CHECK (length(signing_public) = 32),
    created_at bigint NOT NULL
);

CREATE TABLE party (
    tenant_id text COLLATE "C" NOT NULL REFERENCES tenant (tenant_id),
    party_id text COLLATE "C" NOT NULL CHECK (length(party_id) BETWEEN 1 AND 64),
    kind text COLLATE "C" NOT NULL
        CHECK (kind IN ('seller', 'carrier', 'marketplace', 'broker', 'warehouse')),
    name text COLLATE "C" NOT NULL,
    created_at bigint NOT NULL,
    PRIMARY KEY (tenant_id, party_id)
);

CREATE TABLE api_key (
    tenant_id text COLLATE "C" NOT NULL REFERENCES tenant (tenant_id),
    key_id bytea NOT NULL UNIQUE CHECK (length(key_id) = 16),
    role text COLLATE "C" NOT NULL,
    party_id text COLLATE "C",
    scopes bigint NOT NULL,
    secret_hash bytea NOT NULL CHECK (length(secret_hash) = 32),
    test bigint NOT NULL CHECK (test IN (0, 1)),
    created_at bigint NOT NULL,
    revoked_at bigint,
    PRIMARY KEY (tenant_id, key_id),
    FOREIGN KEY (tenant_id, party_id) REFERENCES party (tenant_id, party_id)
);

CREATE TABLE person_key (
    tenant_id text COLLATE "C" NOT NULL,
    person_id bytea NOT NULL CHECK (length(person_id) = 16),
    wrapped bytea NOT NULL,
    PRIMARY KEY (tenant_id, person_id)
);

-- purpose: inbox, answer. day: days since 1970-01-01 in corridor time.
CREATE TABLE period_key (
    tenant_id text COLLATE "C" NOT NULL,
    purpose text COLLATE "C" NOT NULL,
    day bigint NOT NULL,
    wrapped bytea NOT NULL,
    PRIMARY KEY (tenant_id, purpose, day)
);

-- Highest business time the database has seen: it never runs backwards.
CREATE TABLE business_time (
    one bigint NOT NULL PRIMARY KEY CHECK (one = 1),
    seen bigint NOT NULL
);
INSERT INTO business_time (one, seen) VALUES (1, 0);
