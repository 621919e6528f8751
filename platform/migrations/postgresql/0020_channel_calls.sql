-- What a shop's API is called with. The tokens (or the code they are asked for with) are sealed; one
-- gateway at a time renews them, under a lease, and a renewed one is stored before it is used.
CREATE TABLE connection_access (
    tenant_id text COLLATE "C" NOT NULL,
    connection_id text COLLATE "C" NOT NULL,
    state text COLLATE "C" NOT NULL CHECK (state IN ('good', 'code', 'lost')),
    reason text COLLATE "C" NOT NULL,
    tokens bytea NOT NULL,
    access_until bigint, -- business milliseconds; absent = until the platform refuses it
    refresh_until bigint,
    version bigint NOT NULL,
    leased_until bigint NOT NULL,
    changed_at bigint NOT NULL,
    PRIMARY KEY (tenant_id, connection_id)
);

-- Orders of which a message told the number: one row however many messages came. Each raises the
-- round, so that what was fetched before it does not settle it. A parked one waits for a person.
CREATE TABLE order_fetch (
    tenant_id text COLLATE "C" NOT NULL,
    connection_id text COLLATE "C" NOT NULL,
    external_id text COLLATE "C" NOT NULL,
    shop text COLLATE "C" NOT NULL,
    round bigint NOT NULL,
    attempt bigint NOT NULL,
    leased_until bigint NOT NULL,
    parked bigint NOT NULL CHECK (parked IN (0, 1)),
    reason text COLLATE "C" NOT NULL,
    asked_at bigint NOT NULL,
    PRIMARY KEY (tenant_id, connection_id, external_id)
);
CREATE INDEX order_fetch_waiting ON order_fetch (connection_id, leased_until) WHERE parked = 0;

-- How far a connection's changes (or its queue of messages) have been read. reached: business
-- milliseconds up to which every change is known; span_to and page: what is being read.
CREATE TABLE channel_poll (
    tenant_id text COLLATE "C" NOT NULL,
    connection_id text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL CHECK (kind IN ('changes', 'mail')),
    reached bigint NOT NULL,
    span_to bigint NOT NULL,
    page text COLLATE "C" NOT NULL,
    attempt bigint NOT NULL,
    leased_until bigint NOT NULL,
    last_good_at bigint NOT NULL,
    reason text COLLATE "C" NOT NULL,
    PRIMARY KEY (tenant_id, connection_id, kind)
);

CALL wall_table('connection_access');
CALL wall_table('order_fetch');
CALL wall_table('channel_poll');
