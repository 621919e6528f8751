-- Pieces of a level that came together and go bad together. The rest of a level is of no lot.
CREATE TABLE stock_lot (
    tenant_id text COLLATE "C" NOT NULL,
    seller_id text COLLATE "C" NOT NULL,
    sku text COLLATE "C" NOT NULL,
    warehouse_id text COLLATE "C" NOT NULL,
    lot text COLLATE "C" NOT NULL CHECK (lot <> ''),
    expires bigint, -- last good day since 1970-01-01
    on_hand bigint NOT NULL CHECK (on_hand >= 0),
    blocked bigint NOT NULL CHECK (blocked >= 0 AND blocked <= on_hand), -- also in stock.blocked
    told_at bigint, -- when it was told that its day is over
    PRIMARY KEY (tenant_id, seller_id, sku, warehouse_id, lot)
);
CREATE INDEX stock_lot_sellable ON stock_lot (expires) WHERE on_hand > blocked;
CREATE INDEX stock_lot_empty ON stock_lot (tenant_id, seller_id) WHERE on_hand = 0;

-- The lots that the pieces of a shipped fulfillment came from.
CREATE TABLE shipped_lot (
    tenant_id text COLLATE "C" NOT NULL,
    fulfillment_id bytea NOT NULL CHECK (length(fulfillment_id) = 16),
    seller_id text COLLATE "C" NOT NULL,
    sku text COLLATE "C" NOT NULL,
    lot text COLLATE "C" NOT NULL,
    expires bigint,
    pieces bigint NOT NULL CHECK (pieces > 0),
    PRIMARY KEY (tenant_id, fulfillment_id, sku, lot)
);

ALTER TABLE stock_adjustment ADD COLUMN lot text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE stock_count ADD COLUMN lot text COLLATE "C" NOT NULL DEFAULT '';

-- A shipment may bring several lots of a SKU, also such as were not announced.
ALTER TABLE receipt_line ADD COLUMN lot text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE receipt_line ALTER COLUMN lot DROP DEFAULT;
ALTER TABLE receipt_line ADD COLUMN expires bigint;
ALTER TABLE receipt_line DROP CONSTRAINT receipt_line_pkey;
ALTER TABLE receipt_line ADD PRIMARY KEY (tenant_id, receipt_id, sku, lot);
ALTER TABLE receipt_line DROP CONSTRAINT receipt_line_announced_check;
ALTER TABLE receipt_line ADD CONSTRAINT receipt_line_announced_check CHECK (announced >= 0);

CALL wall_table('stock_lot');
CALL wall_table('shipped_lot');
