-- Where carriers hand parcels out. names: JSON by language; days as yyyy-mm-dd of the corridor;
-- holding_days goes before the carrier's row of holding_days.csv.
CREATE TABLE pickup_point (
    tenant_id TEXT NOT NULL,
    carrier_id TEXT NOT NULL,
    point_id TEXT NOT NULL,
    names TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('branch', 'locker', 'shop')),
    country TEXT NOT NULL,
    province TEXT NOT NULL,
    district TEXT NOT NULL,
    village TEXT NOT NULL,
    address_line TEXT NOT NULL,
    landmark TEXT NOT NULL,
    opening_hours TEXT NOT NULL,
    phone TEXT NOT NULL,
    mass_max_g INTEGER CHECK (mass_max_g > 0),
    side_max_cm INTEGER CHECK (side_max_cm > 0),
    cash INTEGER NOT NULL CHECK (cash IN (0, 1)),
    holding_days INTEGER CHECK (holding_days > 0),
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    version INTEGER NOT NULL CHECK (version > 0),
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, carrier_id, point_id),
    CHECK (valid_to >= valid_from)
) STRICT, WITHOUT ROWID;

-- The point where a parcel lies, if its carrier named one of these.
ALTER TABLE branch_wait ADD COLUMN point_id TEXT NOT NULL DEFAULT '';

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('pickup_point', 'pickup_point', '2000 1000 200 1');
