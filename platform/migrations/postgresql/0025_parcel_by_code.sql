-- The public page knows a parcel by its code alone: codes are unique across tenants by how they are
-- made (ours by time and chance, SSCCs by GS1's prefixes).
CREATE INDEX parcel_by_code ON parcel (code);
