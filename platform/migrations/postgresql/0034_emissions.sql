-- What a closed truck's emissions are computed from, whole, so that they stay when factors change;
-- written with its papers, and once more with each making of them. `legs` is a JSON list of
-- [from, to, metres]; driven_m is what the truck's clock told, once.
CREATE TABLE trip_emission (
    tenant_id text COLLATE "C" NOT NULL,
    departure_id bytea NOT NULL CHECK (length(departure_id) = 16),
    papers bigint NOT NULL CHECK (papers > 0),
    factor_id text COLLATE "C" NOT NULL,
    factor_year bigint NOT NULL,
    scope text COLLATE "C" NOT NULL,
    mg_per_tkm bigint NOT NULL CHECK (mg_per_tkm >= 0),
    of_class bigint NOT NULL CHECK (of_class IN (0, 1)),
    cold_percent bigint NOT NULL CHECK (cold_percent >= 100),
    driven_percent bigint NOT NULL CHECK (driven_percent > 0),
    legs text COLLATE "C" NOT NULL,
    driven_m bigint CHECK (driven_m > 0),
    PRIMARY KEY (tenant_id, departure_id)
);

-- What a parcel was packed in, with the factor of that day.
CREATE TABLE parcel_packaging (
    tenant_id text COLLATE "C" NOT NULL,
    parcel_id bytea NOT NULL CHECK (length(parcel_id) = 16),
    seller_id text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    weight_g bigint NOT NULL CHECK (weight_g > 0),
    mg_per_kg bigint NOT NULL CHECK (mg_per_kg >= 0),
    factor_year bigint NOT NULL,
    PRIMARY KEY (tenant_id, parcel_id)
);

CALL wall_table('trip_emission');
CALL wall_table('parcel_packaging');
