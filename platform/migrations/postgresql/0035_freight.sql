-- What freight cost on a lane, as parties told. reporter_id is the party, empty for the tenant's
-- own staff. Never shown one by one; a month is frozen once it is shown (docs/adr/0020).
CREATE TABLE freight_observation (
    tenant_id text COLLATE "C" NOT NULL,
    reporter_id text COLLATE "C" NOT NULL,
    observation_key text COLLATE "C" NOT NULL, -- the reporter's own id of it
    month bigint NOT NULL, -- year * 12 + month - 1 of the day
    day text COLLATE "C" NOT NULL,
    from_node text COLLATE "C" NOT NULL,
    to_node text COLLATE "C" NOT NULL,
    unit text COLLATE "C" NOT NULL CHECK (unit IN ('kg', 'tonne', 'm3', 'truck')),
    vehicle text COLLATE "C" NOT NULL,
    currency text COLLATE "C" NOT NULL,
    price_minor bigint NOT NULL CHECK (price_minor > 0),
    mass_g bigint CHECK (mass_g > 0),
    received_at bigint NOT NULL,
    PRIMARY KEY (tenant_id, reporter_id, observation_key)
);
CREATE INDEX freight_observation_cell ON freight_observation
    (tenant_id, month, from_node, to_node, unit, vehicle, currency);
CREATE INDEX freight_observation_told ON freight_observation (tenant_id, reporter_id, month);

-- The report on empty runs reads what left between two moments.
CREATE INDEX departure_left ON departure (tenant_id, leaves)
    WHERE state IN ('departed', 'arrived');

CALL wall_table('freight_observation');
