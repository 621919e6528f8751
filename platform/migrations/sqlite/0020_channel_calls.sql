-- What a shop's API is called with. The tokens (or the code they are asked for with) are sealed; one
-- gateway at a time renews them, under a lease, and a renewed one is stored before it is used.
CREATE TABLE connection_access (
    tenant_id TEXT NOT NULL,
    connection_id TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('good', 'code', 'lost')),
    reason TEXT NOT NULL,
    tokens BLOB NOT NULL,
    access_until INTEGER, -- business milliseconds; absent = until the platform refuses it
    refresh_until INTEGER,
    version INTEGER NOT NULL,
    leased_until INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, connection_id)
) STRICT, WITHOUT ROWID;

-- Orders of which a message told the number: one row however many messages came. Each raises the
-- round, so that what was fetched before it does not settle it. A parked one waits for a person.
CREATE TABLE order_fetch (
    tenant_id TEXT NOT NULL,
    connection_id TEXT NOT NULL,
    external_id TEXT NOT NULL,
    shop TEXT NOT NULL,
    round INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    leased_until INTEGER NOT NULL,
    parked INTEGER NOT NULL CHECK (parked IN (0, 1)),
    reason TEXT NOT NULL,
    asked_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, connection_id, external_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX order_fetch_waiting ON order_fetch (connection_id, leased_until) WHERE parked = 0;

-- How far a connection's changes (or its queue of messages) have been read. reached: business
-- milliseconds up to which every change is known; span_to and page: what is being read.
CREATE TABLE channel_poll (
    tenant_id TEXT NOT NULL,
    connection_id TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('changes', 'mail')),
    reached INTEGER NOT NULL,
    span_to INTEGER NOT NULL,
    page TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    leased_until INTEGER NOT NULL,
    last_good_at INTEGER NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (tenant_id, connection_id, kind)
) STRICT, WITHOUT ROWID;

-- What marketplaces are to be told of orders that came from them: one row for each thing that
-- happened, with what became of it. A refused one waits for a person.
CREATE TABLE write_back (
    tenant_id TEXT NOT NULL,
    connection_id TEXT NOT NULL,
    external_id TEXT NOT NULL,
    action TEXT NOT NULL
        CHECK (action IN ('packed', 'delivered', 'delivery_failed', 'cancelled')),
    tracking TEXT NOT NULL, -- what our parcel is called; empty where there is none yet
    order_id BLOB NOT NULL CHECK (length(order_id) = 16),
    state TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'refused')),
    result TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    leased_until INTEGER NOT NULL,
    happened_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, connection_id, external_id, action)
) STRICT, WITHOUT ROWID;
CREATE INDEX write_back_waiting ON write_back (leased_until) WHERE state = 'waiting';
CREATE INDEX write_back_order ON write_back (tenant_id, order_id);
CREATE INDEX order_connection_order ON order_connection (tenant_id, order_id);

-- Up to which position of the journal it has been seen what is to be told.
CREATE TABLE write_back_reader (
    one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    position INTEGER NOT NULL
) STRICT;
INSERT INTO write_back_reader SELECT 1, COALESCE(MAX(position), 0) FROM journal;

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('connection_access', 'connection_access', '1000 100 1'),
    ('order_fetch', 'order_fetch', '100000 10000 1000 1'),
    ('order_fetch', 'order_fetch_waiting', '100000 1000 1'),
    ('channel_poll', 'channel_poll', '1000 100 2 1'),
    ('write_back', 'write_back', '1000000 100000 10000 3 1'),
    ('write_back', 'write_back_waiting', '1000 10'),
    ('write_back', 'write_back_order', '1000000 100000 3'),
    ('order_connection', 'order_connection_order', '1000000 1000000 1');
