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

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('stock_hold', 'stock_hold', '10000 5000 1'),
    ('stock_hold', 'stock_hold_of_seller', '10000 5000 500 1'),
    ('stock_hold', 'stock_hold_due', '500 1'),
    ('stock_hold', 'stock_hold_ended', '9500 1'),
    ('stock_hold_line', 'stock_hold_line', '20000 10000 2 1 1');
