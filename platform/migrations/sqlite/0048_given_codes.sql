-- SSCCs and postal numbers on parcels: the buyer's page knows a parcel by its code alone, so each is
-- one tenant's. Codes that are made here are unique by how they are made and do not stand here.
CREATE TABLE given_code (
    tenant_id TEXT NOT NULL,
    code TEXT NOT NULL,
    PRIMARY KEY (tenant_id, code)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX given_code_once ON given_code (code);

-- Of a number that two tenants' parcels bear since earlier builds, one is right.
INSERT INTO given_code (tenant_id, code)
SELECT tenant_id, code FROM parcel WHERE length(code) IN (13, 18) ON CONFLICT DO NOTHING;

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('given_code', 'given_code', '100000 50000 1'),
    ('given_code', 'given_code_once', '100000 1');
