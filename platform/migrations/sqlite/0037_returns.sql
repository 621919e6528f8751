-- Parcels that come back: refused, unclaimed, or sent back by their buyers.
CREATE TABLE return_case (
    tenant_id TEXT NOT NULL,
    return_id BLOB NOT NULL CHECK (length(return_id) = 16),
    parcel_id BLOB NOT NULL CHECK (length(parcel_id) = 16),
    order_id BLOB NOT NULL CHECK (length(order_id) = 16),
    seller_id TEXT NOT NULL,
    carrier_id TEXT NOT NULL, -- in whose hands it was
    reason TEXT NOT NULL CHECK (reason IN ('refused', 'unclaimed', 'sent_back')),
    state TEXT NOT NULL CHECK (state IN
        ('asked', 'at_branch', 'coming', 'disposed', 'received', 'graded')),
    warehouse_id TEXT NOT NULL, -- where it comes back to
    hold_until INTEGER, -- the branch keeps it until then
    hold_rule TEXT NOT NULL, -- the row that says so; empty: the carrier's word
    departure_id BLOB CHECK (length(departure_id) = 16), -- the truck that brings it
    mass_g INTEGER NOT NULL CHECK (mass_g >= 0),
    way TEXT NOT NULL CHECK (way IN ('', 'send_back', 'dispose')),
    rule_id TEXT NOT NULL, -- the row its costs are from; empty: all were given
    decided_by TEXT NOT NULL CHECK (decided_by IN ('', 'value', 'person')),
    currency TEXT NOT NULL, -- of the three that follow, in minor units
    value_minor INTEGER NOT NULL CHECK (value_minor >= 0),
    freight_minor INTEGER NOT NULL CHECK (freight_minor >= 0),
    duty_minor INTEGER NOT NULL CHECK (duty_minor >= 0),
    settlement TEXT NOT NULL CHECK (settlement IN ('', 'none', 'cod_cancelled', 'refund_due')),
    settled_currency TEXT NOT NULL,
    settled_minor INTEGER NOT NULL CHECK (settled_minor >= 0),
    opened_at INTEGER NOT NULL,
    decided_at INTEGER,
    received_at INTEGER,
    graded_at INTEGER,
    version INTEGER NOT NULL CHECK (version >= 1),
    PRIMARY KEY (tenant_id, return_id),
    CHECK ((way = '') = (decided_at IS NULL)),
    CHECK (state <> 'disposed' OR way = 'dispose')
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX return_case_parcel ON return_case (tenant_id, parcel_id);
CREATE INDEX return_case_of_seller ON return_case (tenant_id, seller_id, return_id);
CREATE INDEX return_case_departure ON return_case (tenant_id, departure_id)
    WHERE departure_id IS NOT NULL;

-- The pieces that were in the parcel, and how they were found.
CREATE TABLE return_line (
    tenant_id TEXT NOT NULL,
    return_id BLOB NOT NULL CHECK (length(return_id) = 16),
    seller_id TEXT NOT NULL,
    sku TEXT NOT NULL,
    sent INTEGER NOT NULL CHECK (sent > 0),
    resellable INTEGER NOT NULL CHECK (resellable >= 0),
    quarantine INTEGER NOT NULL CHECK (quarantine >= 0),
    waste INTEGER NOT NULL CHECK (waste >= 0),
    PRIMARY KEY (tenant_id, return_id, sku),
    CHECK (resellable + quarantine + waste <= sent)
) STRICT, WITHOUT ROWID;

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('return_case', 'return_case', '10000 5000 1'),
    ('return_case', 'return_case_parcel', '10000 5000 1'),
    ('return_case', 'return_case_of_seller', '10000 5000 500 1'),
    ('return_case', 'return_case_departure', '2000 1000 20'),
    ('return_line', 'return_line', '20000 10000 2 1');
