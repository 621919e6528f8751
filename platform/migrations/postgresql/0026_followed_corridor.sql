-- Why a plan is as it is, the eta last told to whoever waits, and until when the plan rests.
ALTER TABLE fulfillment ADD COLUMN plan_reason text COLLATE "C" NOT NULL DEFAULT 'placed';
ALTER TABLE fulfillment ADD COLUMN promised bigint;
ALTER TABLE fulfillment ADD COLUMN settled_until bigint NOT NULL DEFAULT 0;

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
    tenant_id text COLLATE "C" NOT NULL,
    gate_id text COLLATE "C" NOT NULL,
    direction text COLLATE "C" NOT NULL CHECK (direction IN ('vn_la', 'la_vn')),
    version bigint NOT NULL,
    state text COLLATE "C" NOT NULL CHECK (state IN ('open', 'restricted', 'closed', 'unknown')),
    queue_minutes bigint NOT NULL CHECK (queue_minutes >= 0),
    source text COLLATE "C" NOT NULL,
    reported_at bigint NOT NULL,
    valid_until bigint,
    PRIMARY KEY (tenant_id, gate_id, direction, version)
);
INSERT INTO gate_report_log (tenant_id, gate_id, direction, version, state, queue_minutes, source,
    reported_at, valid_until)
    SELECT tenant_id, gate_id, direction, version, state, queue_minutes, source, reported_at,
        valid_until FROM gate_state;

CALL wall_table('gate_report_log');
