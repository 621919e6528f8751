-- What a carrier has agreed to deliver. districts: JSON list of codes or names, NULL everywhere;
-- cash_max: JSON of decimal texts by currency, NULL without a limit; fee in millionths.
CREATE TABLE carrier_terms (
    tenant_id TEXT NOT NULL,
    carrier_id TEXT NOT NULL,
    districts TEXT,
    home INTEGER NOT NULL CHECK (home IN (0, 1)),
    branch INTEGER NOT NULL CHECK (branch IN (0, 1)),
    fee_micros INTEGER NOT NULL CHECK (fee_micros >= 0),
    cash_max TEXT,
    dangerous_goods INTEGER NOT NULL CHECK (dangerous_goods IN (0, 1)),
    version INTEGER NOT NULL CHECK (version > 0),
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, carrier_id)
) STRICT, WITHOUT ROWID;
