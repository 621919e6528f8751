-- Pieces of a product that no marketplace is told of.
ALTER TABLE product ADD COLUMN channel_buffer INTEGER NOT NULL DEFAULT 0
    CHECK (channel_buffer >= 0);

-- What shops' platforms call our goods, and what they were last told of their stock. state: new
-- (not yet compared), waiting (to be told), told, refused (in the platform's words, in result).
CREATE TABLE channel_listing (
    tenant_id TEXT NOT NULL,
    connection_id TEXT NOT NULL,
    item TEXT NOT NULL,
    variant TEXT NOT NULL, -- empty where the item has none
    seller_id TEXT NOT NULL,
    sku TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('new', 'waiting', 'told', 'refused')),
    told INTEGER, -- pieces, by the last call that was taken
    told_at INTEGER,
    refused INTEGER, -- pieces, when state is refused
    settled_at INTEGER NOT NULL, -- business milliseconds of the last answer, or of its first mention
    due_since INTEGER NOT NULL, -- when state is waiting
    result TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    leased_until INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, connection_id, item, variant)
) STRICT, WITHOUT ROWID;
CREATE INDEX channel_listing_waiting ON channel_listing (connection_id, leased_until)
    WHERE state = 'waiting';
CREATE INDEX channel_listing_sku ON channel_listing (tenant_id, seller_id, sku);

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('channel_listing', 'channel_listing', '1000000 100000 1000 2 1'),
    ('channel_listing', 'channel_listing_waiting', '1000 100 10'),
    ('channel_listing', 'channel_listing_sku', '1000000 100000 10000 4');
