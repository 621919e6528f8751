-- A fulfillment carries its plan and both assessments, about 1.6 kB. In a WITHOUT ROWID table a row
-- beyond a quarter of a page spills into a page of its own, one more page to write for every order;
-- an ordinary table keeps it whole, two to a page.
CREATE TABLE fulfillment_whole (
    tenant_id TEXT NOT NULL,
    fulfillment_id BLOB NOT NULL CHECK (length(fulfillment_id) = 16),
    order_id BLOB NOT NULL,
    seller_id TEXT NOT NULL,
    warehouse_id TEXT NOT NULL,
    gate_id TEXT,
    departure_id BLOB,
    carrier_id TEXT,
    status TEXT NOT NULL CHECK (status IN ('planned', 'held', 'packed', 'cancelled')),
    plan_version INTEGER NOT NULL,
    snapshot INTEGER NOT NULL,
    lines TEXT NOT NULL,
    mass_g INTEGER NOT NULL,
    eta INTEGER,
    plan TEXT NOT NULL,
    assessment TEXT NOT NULL,
    PRIMARY KEY (tenant_id, fulfillment_id)
) STRICT;
INSERT INTO fulfillment_whole SELECT * FROM fulfillment ORDER BY tenant_id, fulfillment_id;
DROP TABLE fulfillment;
ALTER TABLE fulfillment_whole RENAME TO fulfillment;
CREATE INDEX fulfillment_order ON fulfillment (tenant_id, order_id);
CREATE INDEX fulfillment_departure ON fulfillment (tenant_id, departure_id);
DELETE FROM sqlite_stat1 WHERE tbl IN ('fulfillment', 'fulfillment_whole');
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('fulfillment', 'sqlite_autoindex_fulfillment_1', '1000000 500000 1'),
    ('fulfillment', 'fulfillment_order', '1000000 500000 1'),
    ('fulfillment', 'fulfillment_departure', '1000000 500000 1000');
