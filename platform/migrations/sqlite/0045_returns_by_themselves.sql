-- Returns that open by themselves, and end when the parcel is delivered after all: a parcel has one
-- that stands.
CREATE TABLE return_case_anew (
    tenant_id TEXT NOT NULL,
    return_id BLOB NOT NULL CHECK (length(return_id) = 16),
    parcel_id BLOB NOT NULL CHECK (length(parcel_id) = 16),
    order_id BLOB NOT NULL CHECK (length(order_id) = 16),
    seller_id TEXT NOT NULL,
    carrier_id TEXT NOT NULL, -- in whose hands it was
    reason TEXT NOT NULL CHECK (reason IN ('refused', 'unclaimed', 'sent_back')),
    state TEXT NOT NULL CHECK (state IN
        ('asked', 'at_branch', 'coming', 'disposed', 'received', 'graded', 'cancelled')),
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
    opened_by TEXT NOT NULL DEFAULT 'person'
        CHECK (opened_by IN ('person', 'tracking', 'holding_days')),
    opened_rule TEXT NOT NULL DEFAULT '', -- the row that opened it; empty: somebody did
    cancelled_at INTEGER,
    PRIMARY KEY (tenant_id, return_id),
    CHECK ((way = '') = (decided_at IS NULL)),
    CHECK (state <> 'disposed' OR way = 'dispose'),
    CHECK ((state = 'cancelled') = (cancelled_at IS NOT NULL))
) STRICT, WITHOUT ROWID;
INSERT INTO return_case_anew (tenant_id, return_id, parcel_id, order_id, seller_id, carrier_id,
    reason, state, warehouse_id, hold_until, hold_rule, departure_id, mass_g, way, rule_id,
    decided_by, currency, value_minor, freight_minor, duty_minor, settlement, settled_currency,
    settled_minor, opened_at, decided_at, received_at, graded_at, version)
SELECT tenant_id, return_id, parcel_id, order_id, seller_id, carrier_id,
    reason, state, warehouse_id, hold_until, hold_rule, departure_id, mass_g, way, rule_id,
    decided_by, currency, value_minor, freight_minor, duty_minor, settlement, settled_currency,
    settled_minor, opened_at, decided_at, received_at, graded_at, version
FROM return_case;
DROP TABLE return_case;
ALTER TABLE return_case_anew RENAME TO return_case;
CREATE UNIQUE INDEX return_case_parcel ON return_case (tenant_id, parcel_id)
    WHERE state <> 'cancelled';
CREATE INDEX return_case_all_of_parcel ON return_case (tenant_id, parcel_id, return_id);
CREATE INDEX return_case_of_seller ON return_case (tenant_id, seller_id, return_id);
CREATE INDEX return_case_departure ON return_case (tenant_id, departure_id)
    WHERE departure_id IS NOT NULL;

-- Parcels that lie ready for their recipients: when each is looked at next.
CREATE TABLE branch_wait (
    tenant_id TEXT NOT NULL,
    parcel_id BLOB NOT NULL CHECK (length(parcel_id) = 16),
    since INTEGER NOT NULL, -- there
    next_at INTEGER NOT NULL,
    reminded INTEGER NOT NULL CHECK (reminded IN (0, 1)),
    PRIMARY KEY (tenant_id, parcel_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX branch_wait_next ON branch_wait (next_at);
INSERT INTO branch_wait (tenant_id, parcel_id, since, next_at, reminded)
    SELECT tenant_id, parcel_id, status_at, status_at, 0 FROM parcel
    WHERE status = 'ready_for_pickup';

ALTER TABLE seller_policy ADD COLUMN returns TEXT NOT NULL DEFAULT 'automatic'
    CHECK (returns IN ('automatic', 'by_hand'));

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('return_case', 'return_case', '10000 5000 1'),
    ('return_case', 'return_case_parcel', '9900 4950 1'),
    ('return_case', 'return_case_all_of_parcel', '10000 5000 1 1'),
    ('return_case', 'return_case_of_seller', '10000 5000 500 1'),
    ('return_case', 'return_case_departure', '2000 1000 20'),
    ('branch_wait', 'branch_wait', '5000 2500 1'),
    ('branch_wait', 'branch_wait_next', '5000 2');
