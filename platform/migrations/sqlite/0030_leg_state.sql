-- What was last reported of a leg of the roads, per direction of the goods.
CREATE TABLE leg_state (
    tenant_id TEXT NOT NULL,
    leg_id TEXT NOT NULL,
    direction TEXT NOT NULL CHECK (direction IN ('vn_la', 'la_vn')),
    state TEXT NOT NULL CHECK (state IN ('open', 'restricted', 'closed', 'unknown')),
    delay_minutes INTEGER NOT NULL CHECK (delay_minutes >= 0),
    source TEXT NOT NULL,
    reported_at INTEGER NOT NULL,
    valid_until INTEGER,
    version INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, leg_id, direction)
) STRICT, WITHOUT ROWID;
