-- What freight cost on a lane, as parties told. reporter_id is the party, empty for the tenant's
-- own staff. Never shown one by one; a month is frozen once it is shown (docs/adr/0020).
CREATE TABLE freight_observation (
    tenant_id TEXT NOT NULL,
    reporter_id TEXT NOT NULL,
    observation_key TEXT NOT NULL, -- the reporter's own id of it
    month INTEGER NOT NULL,        -- year * 12 + month - 1 of the day
    day TEXT NOT NULL,
    from_node TEXT NOT NULL,
    to_node TEXT NOT NULL,
    unit TEXT NOT NULL CHECK (unit IN ('kg', 'tonne', 'm3', 'truck')),
    vehicle TEXT NOT NULL,
    currency TEXT NOT NULL,
    price_minor INTEGER NOT NULL CHECK (price_minor > 0),
    mass_g INTEGER CHECK (mass_g > 0),
    received_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, reporter_id, observation_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX freight_observation_cell ON freight_observation
    (tenant_id, month, from_node, to_node, unit, vehicle, currency);
CREATE INDEX freight_observation_told ON freight_observation (tenant_id, reporter_id, month);

-- The report on empty runs reads what left between two moments.
CREATE INDEX departure_left ON departure (tenant_id, leaves)
    WHERE state IN ('departed', 'arrived');
