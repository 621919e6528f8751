-- Pieces of a product that no marketplace is told of.
ALTER TABLE product ADD COLUMN channel_buffer bigint NOT NULL DEFAULT 0
    CHECK (channel_buffer >= 0);

-- What shops' platforms call our goods, and what they were last told of their stock. state: new
-- (not yet compared), waiting (to be told), told, refused (in the platform's words, in result).
CREATE TABLE channel_listing (
    tenant_id text COLLATE "C" NOT NULL,
    connection_id text COLLATE "C" NOT NULL,
    item text COLLATE "C" NOT NULL,
    variant text COLLATE "C" NOT NULL, -- empty where the item has none
    seller_id text COLLATE "C" NOT NULL,
    sku text COLLATE "C" NOT NULL,
    state text COLLATE "C" NOT NULL CHECK (state IN ('new', 'waiting', 'told', 'refused')),
    told bigint, -- pieces, by the last call that was taken
    told_at bigint,
    refused bigint, -- pieces, when state is refused
    settled_at bigint NOT NULL, -- business milliseconds of the last answer, or of its first mention
    due_since bigint NOT NULL, -- when state is waiting
    result text COLLATE "C" NOT NULL,
    attempt bigint NOT NULL,
    leased_until bigint NOT NULL,
    PRIMARY KEY (tenant_id, connection_id, item, variant)
);
CREATE INDEX channel_listing_waiting ON channel_listing (connection_id, leased_until)
    WHERE state = 'waiting';
CREATE INDEX channel_listing_sku ON channel_listing (tenant_id, seller_id, sku);

CALL wall_table('channel_listing');
