-- Where carriers hand parcels out. names: JSON by language; days as yyyy-mm-dd of the corridor;
-- holding_days goes before the carrier's row of holding_days.csv.
CREATE TABLE pickup_point (
    tenant_id text COLLATE "C" NOT NULL,
    carrier_id text COLLATE "C" NOT NULL,
    point_id text COLLATE "C" NOT NULL,
    names text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL CHECK (kind IN ('branch', 'locker', 'shop')),
    country text COLLATE "C" NOT NULL,
    province text COLLATE "C" NOT NULL,
    district text COLLATE "C" NOT NULL,
    village text COLLATE "C" NOT NULL,
    address_line text COLLATE "C" NOT NULL,
    landmark text COLLATE "C" NOT NULL,
    opening_hours text COLLATE "C" NOT NULL,
    phone text COLLATE "C" NOT NULL,
    mass_max_g bigint CHECK (mass_max_g > 0),
    side_max_cm bigint CHECK (side_max_cm > 0),
    cash bigint NOT NULL CHECK (cash IN (0, 1)),
    holding_days bigint CHECK (holding_days > 0),
    valid_from text COLLATE "C" NOT NULL,
    valid_to text COLLATE "C",
    version bigint NOT NULL CHECK (version > 0),
    updated_at bigint NOT NULL,
    PRIMARY KEY (tenant_id, carrier_id, point_id),
    CHECK (valid_to >= valid_from)
);

-- The point where a parcel lies, if its carrier named one of these.
ALTER TABLE branch_wait ADD COLUMN point_id text COLLATE "C" NOT NULL DEFAULT '';

CALL wall_table('pickup_point');
