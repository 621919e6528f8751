-- Pieces of a level that came together and go bad together. The rest of a level is of no lot.
CREATE TABLE stock_lot (
    tenant_id TEXT NOT NULL,
    seller_id TEXT NOT NULL,
    sku TEXT NOT NULL,
    warehouse_id TEXT NOT NULL,
    lot TEXT NOT NULL CHECK (lot <> ''),
    expires INTEGER, -- last good day since 1970-01-01
    on_hand INTEGER NOT NULL CHECK (on_hand >= 0),
    blocked INTEGER NOT NULL CHECK (blocked >= 0 AND blocked <= on_hand), -- also in stock.blocked
    told_at INTEGER, -- when it was told that its day is over
    PRIMARY KEY (tenant_id, seller_id, sku, warehouse_id, lot)
) STRICT, WITHOUT ROWID;
CREATE INDEX stock_lot_sellable ON stock_lot (expires) WHERE on_hand > blocked;
CREATE INDEX stock_lot_empty ON stock_lot (tenant_id, seller_id) WHERE on_hand = 0;

-- The lots that the pieces of a shipped fulfillment came from.
CREATE TABLE shipped_lot (
    tenant_id TEXT NOT NULL,
    fulfillment_id BLOB NOT NULL CHECK (length(fulfillment_id) = 16),
    seller_id TEXT NOT NULL,
    sku TEXT NOT NULL,
    lot TEXT NOT NULL,
    expires INTEGER,
    pieces INTEGER NOT NULL CHECK (pieces > 0),
    PRIMARY KEY (tenant_id, fulfillment_id, sku, lot)
) STRICT, WITHOUT ROWID;

ALTER TABLE stock_adjustment ADD COLUMN lot TEXT NOT NULL DEFAULT '';
ALTER TABLE stock_count ADD COLUMN lot TEXT NOT NULL DEFAULT '';

-- A shipment may bring several lots of a SKU, also such as were not announced.
CREATE TABLE receipt_line_by_lot (
    tenant_id TEXT NOT NULL,
    receipt_id BLOB NOT NULL,
    seller_id TEXT NOT NULL,
    sku TEXT NOT NULL,
    lot TEXT NOT NULL,
    expires INTEGER,
    announced INTEGER NOT NULL CHECK (announced >= 0),
    received INTEGER NOT NULL CHECK (received >= 0),
    PRIMARY KEY (tenant_id, receipt_id, sku, lot)
) STRICT, WITHOUT ROWID;
INSERT INTO receipt_line_by_lot
    SELECT tenant_id, receipt_id, seller_id, sku, '', NULL, announced, received FROM receipt_line;
DROP TABLE receipt_line;
ALTER TABLE receipt_line_by_lot RENAME TO receipt_line;

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('stock_lot', 'stock_lot', '20000 10000 1000 4 2 1'),
    ('stock_lot', 'stock_lot_sellable', '18000 20'),
    ('stock_lot', 'stock_lot_empty', '100 50 5'),
    ('shipped_lot', 'shipped_lot', '100000 50000 2 1 1'),
    ('receipt_line', 'receipt_line', '100000 50000 10 1 1');
