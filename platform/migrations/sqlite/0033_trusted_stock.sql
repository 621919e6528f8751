-- Pieces that are there and not to be sold, such as those past their date.
ALTER TABLE stock ADD COLUMN blocked INTEGER NOT NULL DEFAULT 0
    CHECK (blocked >= 0 AND reserved + blocked <= on_hand);

-- Pieces kept for somebody for a while: they are in stock.reserved as long as the hold is active.
CREATE TABLE stock_hold (
    tenant_id TEXT NOT NULL,
    hold_id BLOB NOT NULL CHECK (length(hold_id) = 16),
    seller_id TEXT NOT NULL,
    purpose TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('active', 'committed', 'released', 'expired')),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL CHECK (expires_at > created_at),
    ended_at INTEGER,
    PRIMARY KEY (tenant_id, hold_id),
    CHECK ((state = 'active') = (ended_at IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX stock_hold_of_seller ON stock_hold (tenant_id, seller_id, hold_id);
CREATE INDEX stock_hold_due ON stock_hold (expires_at) WHERE state = 'active';
CREATE INDEX stock_hold_ended ON stock_hold (ended_at) WHERE ended_at IS NOT NULL;

CREATE TABLE stock_hold_line (
    tenant_id TEXT NOT NULL,
    hold_id BLOB NOT NULL,
    seller_id TEXT NOT NULL,
    sku TEXT NOT NULL,
    warehouse_id TEXT NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    PRIMARY KEY (tenant_id, hold_id, sku, warehouse_id)
) STRICT, WITHOUT ROWID;

-- The hubs a tenant has named as its warehouses; one that has named none uses all of the corridor's.
CREATE TABLE warehouse (
    tenant_id TEXT NOT NULL,
    warehouse_id TEXT NOT NULL,
    name TEXT NOT NULL,
    cutoff_min INTEGER CHECK (cutoff_min BETWEEN 0 AND 1440),
    handling_min INTEGER NOT NULL CHECK (handling_min >= 0),
    cold INTEGER NOT NULL CHECK (cold IN (0, 1)),
    dangerous_goods INTEGER NOT NULL CHECK (dangerous_goods IN (0, 1)),
    bonded INTEGER NOT NULL CHECK (bonded IN (0, 1)),
    fulfils INTEGER NOT NULL CHECK (fulfils IN (0, 1)),
    inspects_from INTEGER, -- days since 1970-01-01
    inspects_to INTEGER CHECK (inspects_to >= inspects_from),
    holidays TEXT NOT NULL, -- JSON, such days
    version INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, warehouse_id)
) STRICT, WITHOUT ROWID;

-- What was counted on the shelves, and what came of it.
CREATE TABLE stock_count (
    tenant_id TEXT NOT NULL,
    count_id BLOB NOT NULL CHECK (length(count_id) = 16),
    line INTEGER NOT NULL,
    seller_id TEXT NOT NULL,
    sku TEXT NOT NULL,
    warehouse_id TEXT NOT NULL,
    before INTEGER NOT NULL CHECK (before >= 0),
    counted INTEGER NOT NULL CHECK (counted >= 0),
    result TEXT NOT NULL CHECK (result IN ('equal', 'adjusted', 'below_reserved')),
    at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, count_id, line)
) STRICT, WITHOUT ROWID;

CREATE INDEX stock_adjustment_of_seller ON stock_adjustment (tenant_id, seller_id, adjustment_id);

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('stock_hold', 'stock_hold', '10000 5000 1'),
    ('stock_hold', 'stock_hold_of_seller', '10000 5000 500 1'),
    ('stock_hold', 'stock_hold_due', '500 1'),
    ('stock_hold', 'stock_hold_ended', '9500 1'),
    ('warehouse', 'warehouse', '16 8 1'),
    ('stock_count', 'stock_count', '10000 5000 100 1'),
    ('stock_adjustment', 'stock_adjustment_of_seller', '100000 50000 5000 1'),
    ('stock_hold_line', 'stock_hold_line', '20000 10000 2 1 1');
