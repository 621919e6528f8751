-- What was heard of each connection in ten minutes (slot: their number since 1970, business time).
-- Kept for nine days: by them it is known at what hours a channel usually speaks.
CREATE TABLE connection_traffic (
    tenant_id text COLLATE "C" NOT NULL,
    connection_id text COLLATE "C" NOT NULL,
    slot bigint NOT NULL,
    received bigint NOT NULL,
    repeated bigint NOT NULL,
    refused bigint NOT NULL,
    set_aside bigint NOT NULL,
    settled bigint NOT NULL,
    lag_ms bigint NOT NULL, -- of all settled together
    lag_ms_max bigint NOT NULL,
    PRIMARY KEY (tenant_id, connection_id, slot)
);
CREATE INDEX connection_traffic_slot ON connection_traffic (slot);

-- When a connection was last heard, however long ago.
CREATE TABLE connection_heard (
    tenant_id text COLLATE "C" NOT NULL,
    connection_id text COLLATE "C" NOT NULL,
    last_at bigint NOT NULL,
    PRIMARY KEY (tenant_id, connection_id)
);

-- What a person must look at, for as long as it is so.
CREATE TABLE connection_alert (
    tenant_id text COLLATE "C" NOT NULL,
    connection_id text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL CHECK (kind IN ('silent', 'failing', 'access_lost', 'access_ending')),
    since bigint NOT NULL,
    detail text COLLATE "C" NOT NULL,
    PRIMARY KEY (tenant_id, connection_id, kind)
);

CALL wall_table('connection_traffic');
CALL wall_table('connection_heard');
CALL wall_table('connection_alert');
