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

-- What marketplaces are to be told of orders that came from them: one row for each thing that
-- happened, with what became of it. A refused one waits for a person.
CREATE TABLE write_back (
    tenant_id text COLLATE "C" NOT NULL,
    connection_id text COLLATE "C" NOT NULL,
    external_id text COLLATE "C" NOT NULL,
    action text COLLATE "C" NOT NULL
        CHECK (action IN ('packed', 'delivered', 'delivery_failed', 'cancelled')),
    tracking text COLLATE "C" NOT NULL, -- what our parcel is called; empty where there is none yet
    order_id bytea NOT NULL CHECK (length(order_id) = 16),
    state text COLLATE "C" NOT NULL CHECK (state IN ('waiting', 'done', 'refused')),
    result text COLLATE "C" NOT NULL,
    attempt bigint NOT NULL,
    leased_until bigint NOT NULL,
    happened_at bigint NOT NULL,
    PRIMARY KEY (tenant_id, connection_id, external_id, action)
);
CREATE INDEX write_back_waiting ON write_back (leased_until) WHERE state = 'waiting';
CREATE INDEX write_back_order ON write_back (tenant_id, order_id);
CREATE INDEX order_connection_order ON order_connection (tenant_id, order_id);

-- Up to which position of the journal it has been seen what is to be told.
CREATE TABLE write_back_reader (
    one bigint NOT NULL PRIMARY KEY CHECK (one = 1),
    position bigint NOT NULL
);
INSERT INTO write_back_reader SELECT 1, COALESCE(MAX(position), 0) FROM journal;

CALL wall_table('connection_access');
CALL wall_table('order_fetch');
CALL wall_table('channel_poll');
CALL wall_table('write_back');
