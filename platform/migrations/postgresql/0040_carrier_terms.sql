-- What a carrier has agreed to deliver. districts: JSON list of codes or names, NULL everywhere;
-- cash_max: JSON of decimal texts by currency, NULL without a limit; fee in millionths.
CREATE TABLE carrier_terms (
    tenant_id text COLLATE "C" NOT NULL,
    carrier_id text COLLATE "C" NOT NULL,
    districts text COLLATE "C",
    home bigint NOT NULL CHECK (home IN (0, 1)),
    branch bigint NOT NULL CHECK (branch IN (0, 1)),
    fee_micros bigint NOT NULL CHECK (fee_micros >= 0),
    cash_max text COLLATE "C",
    dangerous_goods bigint NOT NULL CHECK (dangerous_goods IN (0, 1)),
    version bigint NOT NULL CHECK (version > 0),
    updated_at bigint NOT NULL,
    PRIMARY KEY (tenant_id, carrier_id)
);

CALL wall_table('carrier_terms');
