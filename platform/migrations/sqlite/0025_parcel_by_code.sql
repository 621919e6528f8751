-- The public page knows a parcel by its code alone: codes are unique across tenants by how they are
-- made (ours by time and chance, SSCCs by GS1's prefixes).
CREATE INDEX parcel_by_code ON parcel (code);
-- Steers the choice of index only (0007).
ANALYZE sqlite_schema;
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('parcel', 'parcel_by_code', '1000000 1');
