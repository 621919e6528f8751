-- What was heard of each connection in ten minutes (slot: their number since 1970, business time).
-- Kept for nine days: by them it is known at what hours a channel usually speaks.
CREATE TABLE connection_traffic (
    tenant_id TEXT NOT NULL,
    connection_id TEXT NOT NULL,
    slot INTEGER NOT NULL,
    received INTEGER NOT NULL,
    repeated INTEGER NOT NULL,
    refused INTEGER NOT NULL,
    set_aside INTEGER NOT NULL,
    settled INTEGER NOT NULL,
    lag_ms INTEGER NOT NULL, -- of all settled together
    lag_ms_max INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, connection_id, slot)
) STRICT, WITHOUT ROWID;
CREATE INDEX connection_traffic_slot ON connection_traffic (slot);

-- When a connection was last heard, however long ago.
CREATE TABLE connection_heard (
    tenant_id TEXT NOT NULL,
    connection_id TEXT NOT NULL,
    last_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, connection_id)
) STRICT, WITHOUT ROWID;

-- What a person must look at, for as long as it is so.
CREATE TABLE connection_alert (
    tenant_id TEXT NOT NULL,
    connection_id TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('silent', 'failing', 'access_lost', 'access_ending')),
    since INTEGER NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (tenant_id, connection_id, kind)
) STRICT, WITHOUT ROWID;
