-- What a closed truck's emissions are computed from, whole, so that they stay when factors change;
-- written with its papers, and once more with each making of them. `legs` is a JSON list of
-- [from, to, metres]; driven_m is what the truck's clock told, once.
CREATE TABLE trip_emission (
    tenant_id TEXT NOT NULL,
    departure_id BLOB NOT NULL CHECK (length(departure_id) = 16),
    papers INTEGER NOT NULL CHECK (papers > 0),
    factor_id TEXT NOT NULL,
    factor_year INTEGER NOT NULL,
    scope TEXT NOT NULL,
    mg_per_tkm INTEGER NOT NULL CHECK (mg_per_tkm >= 0),
    of_class INTEGER NOT NULL CHECK (of_class IN (0, 1)),
    cold_percent INTEGER NOT NULL CHECK (cold_percent >= 100),
    driven_percent INTEGER NOT NULL CHECK (driven_percent > 0),
    legs TEXT NOT NULL,
    driven_m INTEGER CHECK (driven_m > 0),
    PRIMARY KEY (tenant_id, departure_id)
) STRICT, WITHOUT ROWID;

-- What a parcel was packed in, with the factor of that day.
CREATE TABLE parcel_packaging (
    tenant_id TEXT NOT NULL,
    parcel_id BLOB NOT NULL CHECK (length(parcel_id) = 16),
    seller_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    weight_g INTEGER NOT NULL CHECK (weight_g > 0),
    mg_per_kg INTEGER NOT NULL CHECK (mg_per_kg >= 0),
    factor_year INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, parcel_id)
) STRICT, WITHOUT ROWID;
