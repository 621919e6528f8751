-- Pieces taken from the shelves for a fulfillment, and those that were not there.
CREATE TABLE pick_line (
    tenant_id TEXT NOT NULL,
    fulfillment_id BLOB NOT NULL CHECK (length(fulfillment_id) = 16),
    sku TEXT NOT NULL,
    picked INTEGER NOT NULL CHECK (picked >= 0),
    missing INTEGER NOT NULL CHECK (missing >= 0),
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, fulfillment_id, sku)
) STRICT, WITHOUT ROWID;

-- Scans by the ids their devices gave them, with what each was answered.
CREATE TABLE scan (
    tenant_id TEXT NOT NULL,
    scan_id TEXT NOT NULL,
    content BLOB NOT NULL CHECK (length(content) = 32), -- digest of what was scanned, and for what
    act TEXT NOT NULL,
    scanned_at INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    answer TEXT NOT NULL, -- JSON, without its sentences
    PRIMARY KEY (tenant_id, scan_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX scan_old ON scan (received_at);

-- Shipments announced to a warehouse, and what came of them.
CREATE TABLE receipt (
    tenant_id TEXT NOT NULL,
    receipt_id BLOB NOT NULL CHECK (length(receipt_id) = 16),
    seller_id TEXT NOT NULL,
    warehouse_id TEXT NOT NULL,
    reference TEXT NOT NULL,
    expected_at INTEGER,
    created_at INTEGER NOT NULL,
    closed_at INTEGER,
    PRIMARY KEY (tenant_id, receipt_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX receipt_of_seller ON receipt (tenant_id, seller_id, receipt_id);
CREATE INDEX receipt_open ON receipt (tenant_id, seller_id) WHERE closed_at IS NULL;

CREATE TABLE receipt_line (
    tenant_id TEXT NOT NULL,
    receipt_id BLOB NOT NULL,
    seller_id TEXT NOT NULL,
    sku TEXT NOT NULL,
    announced INTEGER NOT NULL CHECK (announced > 0),
    received INTEGER NOT NULL CHECK (received >= 0),
    PRIMARY KEY (tenant_id, receipt_id, sku)
) STRICT, WITHOUT ROWID;

-- Places on the shelves, and the pieces that were put there.
CREATE TABLE bin (
    tenant_id TEXT NOT NULL,
    bin_id TEXT NOT NULL,
    warehouse_id TEXT NOT NULL,
    zone TEXT NOT NULL,
    version INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, bin_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE bin_stock (
    tenant_id TEXT NOT NULL,
    bin_id TEXT NOT NULL,
    seller_id TEXT NOT NULL,
    sku TEXT NOT NULL,
    warehouse_id TEXT NOT NULL, -- of the bin
    pieces INTEGER NOT NULL CHECK (pieces >= 0),
    PRIMARY KEY (tenant_id, bin_id, seller_id, sku)
) STRICT, WITHOUT ROWID;
CREATE INDEX bin_stock_of_goods ON bin_stock (tenant_id, seller_id, sku, warehouse_id);

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('pick_line', 'pick_line', '100000 50000 2 1'),
    ('scan', 'scan', '1000000 500000 1'),
    ('scan', 'scan_old', '1000000 10'),
    ('receipt', 'receipt', '10000 5000 1'),
    ('receipt', 'receipt_of_seller', '10000 5000 500 1'),
    ('receipt', 'receipt_open', '500 250 20'),
    ('receipt_line', 'receipt_line', '100000 50000 10 1'),
    ('bin', 'bin', '5000 2500 1'),
    ('bin_stock', 'bin_stock', '20000 10000 4 2 1'),
    ('bin_stock', 'bin_stock_of_goods', '20000 10000 1000 4 2');
