-- The company's GS1 prefix, by which it numbers parcels, bags and pallets; without a row it has none.
CREATE TABLE own_prefix (
    tenant_id TEXT NOT NULL,
    company_prefix TEXT NOT NULL CHECK (length(company_prefix) BETWEEN 4 AND 12),
    extension_digit INTEGER NOT NULL CHECK (extension_digit BETWEEN 0 AND 9),
    parcels INTEGER NOT NULL CHECK (parcels IN (0, 1)), -- parcels are numbered unasked
    version INTEGER NOT NULL CHECK (version > 0),
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id)
) STRICT, WITHOUT ROWID;

-- The next serial. It only grows, also where the company goes back to a prefix that it had; a prefix
-- with its extension digit numbers for one tenant alone.
CREATE TABLE own_serial (
    tenant_id TEXT NOT NULL,
    company_prefix TEXT NOT NULL,
    extension_digit INTEGER NOT NULL,
    next_serial INTEGER NOT NULL CHECK (next_serial >= 0),
    PRIMARY KEY (tenant_id, company_prefix, extension_digit)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX own_serial_once ON own_serial (company_prefix, extension_digit);

-- Bags and pallets.
CREATE TABLE aggregate (
    tenant_id TEXT NOT NULL,
    aggregate_id BLOB NOT NULL CHECK (length(aggregate_id) = 16),
    code TEXT NOT NULL, -- on its label
    kind TEXT NOT NULL CHECK (kind IN ('bag', 'pallet')),
    warehouse_id TEXT NOT NULL,
    seal TEXT NOT NULL, -- its number, or empty
    members INTEGER NOT NULL CHECK (members >= 0), -- parcels and bags directly in it
    parcels INTEGER NOT NULL CHECK (parcels >= 0), -- in it and in its bags
    created_at INTEGER NOT NULL,
    closed_at INTEGER,
    loaded_on BLOB CHECK (length(loaded_on) = 16), -- departure; empty = it stands in its warehouse
    version INTEGER NOT NULL CHECK (version > 0),
    PRIMARY KEY (tenant_id, aggregate_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX aggregate_code ON aggregate (tenant_id, code);
CREATE INDEX aggregate_standing ON aggregate (tenant_id, warehouse_id, aggregate_id)
    WHERE loaded_on IS NULL;
CREATE INDEX aggregate_standing_anywhere ON aggregate (tenant_id, aggregate_id)
    WHERE loaded_on IS NULL;

-- What is in them: a member has one parent.
CREATE TABLE aggregate_member (
    tenant_id TEXT NOT NULL,
    member_id BLOB NOT NULL CHECK (length(member_id) = 16),
    kind TEXT NOT NULL CHECK (kind IN ('parcel', 'bag')),
    aggregate_id BLOB NOT NULL CHECK (length(aggregate_id) = 16),
    added_at INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, member_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX aggregate_member_of ON aggregate_member (tenant_id, aggregate_id, kind, member_id);

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('own_prefix', 'own_prefix', '10 1'),
    ('own_serial', 'own_serial', '20 2 2 1'),
    ('own_serial', 'own_serial_once', '20 2 1'),
    ('aggregate', 'aggregate', '10000 5000 1'),
    ('aggregate', 'aggregate_code', '10000 5000 1'),
    ('aggregate', 'aggregate_standing', '200 100 20 1'),
    ('aggregate', 'aggregate_standing_anywhere', '200 100 1'),
    ('aggregate_member', 'aggregate_member', '200000 100000 1'),
    ('aggregate_member', 'aggregate_member_of', '200000 100000 20 20 1');
