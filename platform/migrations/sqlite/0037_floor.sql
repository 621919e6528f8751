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

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('pick_line', 'pick_line', '100000 50000 2 1'),
    ('scan', 'scan', '1000000 500000 1'),
    ('scan', 'scan_old', '1000000 10');
