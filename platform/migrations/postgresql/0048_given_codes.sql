-- SSCCs and postal numbers on parcels: the buyer's page knows a parcel by its code alone, so each is
-- one tenant's. Codes that are made here are unique by how they are made and do not stand here.
CREATE TABLE given_code (
    tenant_id text COLLATE "C" NOT NULL,
    code text COLLATE "C" NOT NULL,
    PRIMARY KEY (tenant_id, code)
);
CREATE UNIQUE INDEX given_code_once ON given_code (code);

CALL wall_table('given_code');

-- Of a number that two tenants' parcels bear since earlier builds, one is right.
SET LOCAL ROLE route9_across;
INSERT INTO given_code (tenant_id, code)
SELECT tenant_id, code FROM parcel WHERE length(code) IN (13, 18) ON CONFLICT DO NOTHING;
RESET ROLE;
