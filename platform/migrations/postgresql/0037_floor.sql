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

CALL wall_table('pick_line');
CALL wall_table('scan');
