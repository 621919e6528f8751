-- The company's GS1 prefix, by which it numbers parcels, bags and pallets; without a row it has none.
CREATE TABLE own_prefix (
    tenant_id text COLLATE "C" NOT NULL,
    company_prefix text COLLATE "C" NOT NULL CHECK (length(company_prefix) BETWEEN 4 AND 12),
    extension_digit bigint NOT NULL CHECK (extension_digit BETWEEN 0 AND 9),
    parcels bigint NOT NULL CHECK (parcels IN (0, 1)), -- parcels are numbered unasked
    version bigint NOT NULL CHECK (version > 0),
    updated_at bigint NOT NULL,
    PRIMARY KEY (tenant_id)
);

-- The next serial. It only grows, also where the company goes back to a prefix that it had; a prefix
-- with its extension digit numbers for one tenant alone.
CREATE TABLE own_serial (
    tenant_id text COLLATE "C" NOT NULL,
    company_prefix text COLLATE "C" NOT NULL,
    extension_digit bigint NOT NULL,
    next_serial bigint NOT NULL CHECK (next_serial >= 0),
    PRIMARY KEY (tenant_id, company_prefix, extension_digit)
);
CREATE UNIQUE INDEX own_serial_once ON own_serial (company_prefix, extension_digit);

-- Bags and pallets.
CREATE TABLE aggregate (
    tenant_id text COLLATE "C" NOT NULL,
    aggregate_id bytea NOT NULL CHECK (length(aggregate_id) = 16),
    code text COLLATE "C" NOT NULL, -- on its label
    kind text COLLATE "C" NOT NULL CHECK (kind IN ('bag', 'pallet')),
    warehouse_id text COLLATE "C" NOT NULL,
    seal text COLLATE "C" NOT NULL, -- its number, or empty
    members bigint NOT NULL CHECK (members >= 0), -- parcels and bags directly in it
    parcels bigint NOT NULL CHECK (parcels >= 0), -- in it and in its bags
    created_at bigint NOT NULL,
    closed_at bigint,
    loaded_on bytea CHECK (length(loaded_on) = 16), -- departure; empty = it stands in its warehouse
    version bigint NOT NULL CHECK (version > 0),
    PRIMARY KEY (tenant_id, aggregate_id)
);
CREATE UNIQUE INDEX aggregate_code ON aggregate (tenant_id, code);
CREATE INDEX aggregate_standing ON aggregate (tenant_id, warehouse_id, aggregate_id)
    WHERE loaded_on IS NULL;
CREATE INDEX aggregate_standing_anywhere ON aggregate (tenant_id, aggregate_id)
    WHERE loaded_on IS NULL;

-- What is in them: a member has one parent.
CREATE TABLE aggregate_member (
    tenant_id text COLLATE "C" NOT NULL,
    member_id bytea NOT NULL CHECK (length(member_id) = 16),
    kind text COLLATE "C" NOT NULL CHECK (kind IN ('parcel', 'bag')),
    aggregate_id bytea NOT NULL CHECK (length(aggregate_id) = 16),
    added_at bigint NOT NULL,
    PRIMARY KEY (tenant_id, member_id)
);
CREATE INDEX aggregate_member_of ON aggregate_member (tenant_id, aggregate_id, kind, member_id);

CALL wall_table('own_prefix');
CALL wall_table('own_serial');
CALL wall_table('aggregate');
CALL wall_table('aggregate_member');
