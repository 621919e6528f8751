-- What a tenant drives, and when: vehicles with their plates, permits and room, and the timetable
-- by which departures are made ahead. A departure keeps what its vehicle said when it was named.
CREATE TABLE vehicle (
    tenant_id TEXT NOT NULL,
    vehicle_id TEXT NOT NULL CHECK (vehicle_id <> ''),
    plate_vn TEXT NOT NULL, -- empty = it has none
    plate_la TEXT NOT NULL,
    permits TEXT NOT NULL, -- JSON: [["VN", number, last day]]
    gross_mass_kg INTEGER NOT NULL CHECK (gross_mass_kg > 0),
    payload_g INTEGER NOT NULL CHECK (payload_g > 0),
    volume_cm3 INTEGER CHECK (volume_cm3 > 0), -- NULL = not limited
    cold INTEGER NOT NULL CHECK (cold IN (0, 1)),
    version INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, vehicle_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE timetable_row (
    tenant_id TEXT NOT NULL,
    timetable_id TEXT NOT NULL CHECK (timetable_id <> ''),
    from_node TEXT NOT NULL,
    to_node TEXT NOT NULL,
    gate_id TEXT,
    carrier_id TEXT NOT NULL,
    vehicle_id TEXT, -- else plate and room are the row's
    truck_plate TEXT NOT NULL,
    mass_max_g INTEGER CHECK (mass_max_g > 0),
    weekdays INTEGER NOT NULL CHECK (weekdays BETWEEN 1 AND 127), -- bit 0 = Monday
    leaves_minute INTEGER NOT NULL CHECK (leaves_minute BETWEEN 0 AND 1439), -- of the local day
    minutes INTEGER CHECK (minutes > 0), -- until it arrives
    from_day INTEGER, -- days since 1970-01-01, both included
    until_day INTEGER,
    active INTEGER NOT NULL CHECK (active IN (0, 1)),
    made_until INTEGER NOT NULL, -- the last day whose departures were looked at
    version INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, timetable_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX timetable_due ON timetable_row (made_until) WHERE active = 1;

ALTER TABLE departure ADD COLUMN vehicle_id TEXT;
ALTER TABLE departure ADD COLUMN gross_mass_kg INTEGER;
ALTER TABLE departure ADD COLUMN volume_max_cm3 INTEGER;
ALTER TABLE departure ADD COLUMN volume_used_cm3 INTEGER NOT NULL DEFAULT 0
    CHECK (volume_used_cm3 >= 0 AND volume_used_cm3 <= COALESCE(volume_max_cm3, volume_used_cm3));
ALTER TABLE departure ADD COLUMN cold INTEGER NOT NULL DEFAULT 0;
ALTER TABLE departure ADD COLUMN seals TEXT NOT NULL DEFAULT '[]'; -- JSON
ALTER TABLE departure ADD COLUMN timetable_id TEXT; -- the row that made it

-- Cubic centimetres: of one piece, and of the pieces of a parcel as far as products say them.
ALTER TABLE product ADD COLUMN volume_cm3 INTEGER;
ALTER TABLE fulfillment ADD COLUMN volume_cm3 INTEGER NOT NULL DEFAULT 0;

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('vehicle', 'vehicle', '1000 500 1'),
    ('timetable_row', 'timetable_row', '1000 500 1'),
    ('timetable_row', 'timetable_due', '1000 1000');
