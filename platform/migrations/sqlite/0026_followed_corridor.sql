-- Why a plan is as it is, the eta last told to whoever waits, and until when the plan rests.
ALTER TABLE fulfillment ADD COLUMN plan_reason TEXT NOT NULL DEFAULT 'placed';
ALTER TABLE fulfillment ADD COLUMN promised INTEGER;
ALTER TABLE fulfillment ADD COLUMN settled_until INTEGER NOT NULL DEFAULT 0;

-- What waits for the corridor or for stock is found without reading what has long been delivered.
CREATE INDEX orders_waiting ON orders (tenant_id, received_at, order_id)
    WHERE status IN ('held', 'backordered');
CREATE INDEX fulfillment_live ON fulfillment (tenant_id, fulfillment_id)
    WHERE status IN ('planned', 'held');
CREATE INDEX parcel_waiting ON parcel (tenant_id, parcel_id)
    WHERE manifest_id IS NULL AND status = 'created';
CREATE INDEX departure_under_way ON departure (tenant_id, departure_id)
    WHERE state IN ('closed', 'departed');

-- Every report of a gate, as it was given.
CREATE TABLE gate_report_log (
    tenant_id TEXT NOT NULL,
    gate_id TEXT NOT NULL,
    direction TEXT NOT NULL CHECK (direction IN ('vn_la', 'la_vn')),
    version INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'restricted', 'closed', 'unknown')),
    queue_minutes INTEGER NOT NULL CHECK (queue_minutes >= 0),
    source TEXT NOT NULL,
    reported_at INTEGER NOT NULL,
    valid_until INTEGER,
    PRIMARY KEY (tenant_id, gate_id, direction, version)
) STRICT, WITHOUT ROWID;
INSERT INTO gate_report_log (tenant_id, gate_id, direction, version, state, queue_minutes, source,
    reported_at, valid_until)
    SELECT tenant_id, gate_id, direction, version, state, queue_minutes, source, reported_at,
        valid_until FROM gate_state;

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('orders', 'orders_waiting', '1000 500 1 1'),
    ('fulfillment', 'fulfillment_live', '10000 5000 1'),
    ('parcel', 'parcel_waiting', '1000 500 1'),
    ('departure', 'departure_under_way', '20 10 1');
