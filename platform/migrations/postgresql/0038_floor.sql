-- Pieces taken from the shelves for a fulfillment, and those that were not there.
CREATE TABLE pick_line (
    tenant_id text COLLATE "C" NOT NULL,
    fulfillment_id bytea NOT NULL CHECK (length(fulfillment_id) = 16),
    sku text COLLATE "C" NOT NULL,
    picked bigint NOT NULL CHECK (picked >= 0),
    missing bigint NOT NULL CHECK (missing >= 0),
    updated_at bigint NOT NULL,
    PRIMARY KEY (tenant_id, fulfillment_id, sku)
);

-- Scans by the ids their devices gave them, with what each was answered.
CREATE TABLE scan (
    tenant_id text COLLATE "C" NOT NULL,
    scan_id text COLLATE "C" NOT NULL,
    content bytea NOT NULL CHECK (length(content) = 32), -- digest of what was scanned, and for what
    act text COLLATE "C" NOT NULL,
    scanned_at bigint NOT NULL,
    received_at bigint NOT NULL,
    answer text COLLATE "C" NOT NULL, -- JSON, without its sentences
    PRIMARY KEY (tenant_id, scan_id)
);
CREATE INDEX scan_old ON scan (received_at);

-- Shipments announced to a warehouse, and what came of them.
CREATE TABLE receipt (
    tenant_id text COLLATE "C" NOT NULL,
    receipt_id bytea NOT NULL CHECK (length(receipt_id) = 16),
    seller_id text COLLATE "C" NOT NULL,
    warehouse_id text COLLATE "C" NOT NULL,
    reference text COLLATE "C" NOT NULL,
    expected_at bigint,
    created_at bigint NOT NULL,
    closed_at bigint,
    PRIMARY KEY (tenant_id, receipt_id)
);
CREATE INDEX receipt_of_seller ON receipt (tenant_id, seller_id, receipt_id);
CREATE INDEX receipt_open ON receipt (tenant_id, seller_id) WHERE closed_at IS NULL;

CREATE TABLE receipt_line (
    tenant_id text COLLATE "C" NOT NULL,
    receipt_id bytea NOT NULL,
    seller_id text COLLATE "C" NOT NULL,
    sku text COLLATE "C" NOT NULL,
    announced bigint NOT NULL CHECK (announced > 0),
    received bigint NOT NULL CHECK (received >= 0),
    PRIMARY KEY (tenant_id, receipt_id, sku)
);

-- Places on the shelves, and the pieces that were put there.
CREATE TABLE bin (
    tenant_id text COLLATE "C" NOT NULL,
    bin_id text COLLATE "C" NOT NULL,
    warehouse_id text COLLATE "C" NOT NULL,
    zone text COLLATE "C" NOT NULL,
    version bigint NOT NULL,
    updated_at bigint NOT NULL,
    PRIMARY KEY (tenant_id, bin_id)
);

CREATE TABLE bin_stock (
    tenant_id text COLLATE "C" NOT NULL,
    bin_id text COLLATE "C" NOT NULL,
    seller_id text COLLATE "C" NOT NULL,
    sku text COLLATE "C" NOT NULL,
    warehouse_id text COLLATE "C" NOT NULL, -- of the bin
    pieces bigint NOT NULL CHECK (pieces >= 0),
    PRIMARY KEY (tenant_id, bin_id, seller_id, sku)
);
CREATE INDEX bin_stock_of_goods ON bin_stock (tenant_id, seller_id, sku, warehouse_id);

CALL wall_table('pick_line');
CALL wall_table('scan');
CALL wall_table('receipt');
CALL wall_table('receipt_line');
CALL wall_table('bin');
CALL wall_table('bin_stock');
