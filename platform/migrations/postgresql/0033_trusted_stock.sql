-- Pieces that are there and not to be sold, such as those past their date.
ALTER TABLE stock ADD COLUMN blocked bigint NOT NULL DEFAULT 0
    CHECK (blocked >= 0 AND reserved + blocked <= on_hand);

-- Pieces kept for somebody for a while: they are in stock.reserved as long as the hold is active.
CREATE TABLE stock_hold (
    tenant_id text COLLATE "C" NOT NULL,
    hold_id bytea NOT NULL CHECK (length(hold_id) = 16),
    seller_id text COLLATE "C" NOT NULL,
    purpose text COLLATE "C" NOT NULL,
    state text COLLATE "C" NOT NULL
        CHECK (state IN ('active', 'committed', 'released', 'expired')),
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL CHECK (expires_at > created_at),
    ended_at bigint,
    PRIMARY KEY (tenant_id, hold_id),
    CHECK ((state = 'active') = (ended_at IS NULL))
);
CREATE INDEX stock_hold_of_seller ON stock_hold (tenant_id, seller_id, hold_id);
CREATE INDEX stock_hold_due ON stock_hold (expires_at) WHERE state = 'active';
CREATE INDEX stock_hold_ended ON stock_hold (ended_at) WHERE ended_at IS NOT NULL;

CREATE TABLE stock_hold_line (
    tenant_id text COLLATE "C" NOT NULL,
    hold_id bytea NOT NULL,
    seller_id text COLLATE "C" NOT NULL,
    sku text COLLATE "C" NOT NULL,
    warehouse_id text COLLATE "C" NOT NULL,
    quantity bigint NOT NULL CHECK (quantity > 0),
    PRIMARY KEY (tenant_id, hold_id, sku, warehouse_id)
);

-- The hubs a tenant has named as its warehouses; one that has named none uses all of the corridor's.
CREATE TABLE warehouse (
    tenant_id text COLLATE "C" NOT NULL,
    warehouse_id text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    cutoff_min bigint CHECK (cutoff_min BETWEEN 0 AND 1440),
    handling_min bigint NOT NULL CHECK (handling_min >= 0),
    cold bigint NOT NULL CHECK (cold IN (0, 1)),
    dangerous_goods bigint NOT NULL CHECK (dangerous_goods IN (0, 1)),
    bonded bigint NOT NULL CHECK (bonded IN (0, 1)),
    fulfils bigint NOT NULL CHECK (fulfils IN (0, 1)),
    inspects_from bigint, -- days since 1970-01-01
    inspects_to bigint CHECK (inspects_to >= inspects_from),
    holidays text COLLATE "C" NOT NULL, -- JSON, such days
    version bigint NOT NULL,
    updated_at bigint NOT NULL,
    PRIMARY KEY (tenant_id, warehouse_id)
);

-- What was counted on the shelves, and what came of it.
CREATE TABLE stock_count (
    tenant_id text COLLATE "C" NOT NULL,
    count_id bytea NOT NULL CHECK (length(count_id) = 16),
    line bigint NOT NULL,
    seller_id text COLLATE "C" NOT NULL,
    sku text COLLATE "C" NOT NULL,
    warehouse_id text COLLATE "C" NOT NULL,
    before bigint NOT NULL CHECK (before >= 0),
    counted bigint NOT NULL CHECK (counted >= 0),
    result text COLLATE "C" NOT NULL CHECK (result IN ('equal', 'adjusted', 'below_reserved')),
    at bigint NOT NULL,
    PRIMARY KEY (tenant_id, count_id, line)
);

CREATE INDEX stock_adjustment_of_seller ON stock_adjustment (tenant_id, seller_id, adjustment_id);

CALL wall_table('stock_hold');
CALL wall_table('stock_hold_line');
CALL wall_table('warehouse');
CALL wall_table('stock_count');
