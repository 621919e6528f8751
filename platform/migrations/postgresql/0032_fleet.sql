-- What a tenant drives, and when: vehicles with their plates, permits and room, and the timetable
-- by which departures are made ahead. A departure keeps what its vehicle said when it was named.
CREATE TABLE vehicle (
    tenant_id text COLLATE "C" NOT NULL,
    vehicle_id text COLLATE "C" NOT NULL CHECK (vehicle_id <> ''),
    plate_vn text COLLATE "C" NOT NULL, -- empty = it has none
    plate_la text COLLATE "C" NOT NULL,
    permits text COLLATE "C" NOT NULL, -- JSON: [["VN", number, last day]]
    gross_mass_kg bigint NOT NULL CHECK (gross_mass_kg > 0),
    payload_g bigint NOT NULL CHECK (payload_g > 0),
    volume_cm3 bigint CHECK (volume_cm3 > 0), -- NULL = not limited
    cold bigint NOT NULL CHECK (cold IN (0, 1)),
    version bigint NOT NULL,
    updated_at bigint NOT NULL,
    PRIMARY KEY (tenant_id, vehicle_id)
);

CREATE TABLE timetable_row (
    tenant_id text COLLATE "C" NOT NULL,
    timetable_id text COLLATE "C" NOT NULL CHECK (timetable_id <> ''),
    from_node text COLLATE "C" NOT NULL,
    to_node text COLLATE "C" NOT NULL,
    gate_id text COLLATE "C",
    carrier_id text COLLATE "C" NOT NULL,
    vehicle_id text COLLATE "C", -- else plate and room are the row's
    truck_plate text COLLATE "C" NOT NULL,
    mass_max_g bigint CHECK (mass_max_g > 0),
    weekdays bigint NOT NULL CHECK (weekdays BETWEEN 1 AND 127), -- bit 0 = Monday
    leaves_minute bigint NOT NULL CHECK (leaves_minute BETWEEN 0 AND 1439), -- of the local day
    minutes bigint CHECK (minutes > 0), -- until it arrives
    from_day bigint, -- days since 1970-01-01, both included
    until_day bigint,
    active bigint NOT NULL CHECK (active IN (0, 1)),
    made_until bigint NOT NULL, -- the last day whose departures were looked at
    version bigint NOT NULL,
    updated_at bigint NOT NULL,
    PRIMARY KEY (tenant_id, timetable_id)
);
CREATE INDEX timetable_due ON timetable_row (made_until) WHERE active = 1;

ALTER TABLE departure ADD COLUMN vehicle_id text COLLATE "C";
ALTER TABLE departure ADD COLUMN gross_mass_kg bigint;
ALTER TABLE departure ADD COLUMN volume_max_cm3 bigint;
ALTER TABLE departure ADD COLUMN volume_used_cm3 bigint NOT NULL DEFAULT 0
    CHECK (volume_used_cm3 >= 0 AND volume_used_cm3 <= COALESCE(volume_max_cm3, volume_used_cm3));
ALTER TABLE departure ADD COLUMN cold bigint NOT NULL DEFAULT 0;
ALTER TABLE departure ADD COLUMN seals text COLLATE "C" NOT NULL DEFAULT '[]'; -- JSON
ALTER TABLE departure ADD COLUMN timetable_id text COLLATE "C"; -- the row that made it

-- Cubic centimetres: of one piece, and of the pieces of a parcel as far as products say them.
ALTER TABLE product ADD COLUMN volume_cm3 bigint;
ALTER TABLE fulfillment ADD COLUMN volume_cm3 bigint NOT NULL DEFAULT 0;

CALL wall_table('vehicle');
CALL wall_table('timetable_row');
