-- Which truck a person has loaded a parcel onto, as a fact beside the plan that names one.
ALTER TABLE parcel ADD COLUMN loaded_on bytea CHECK (length(loaded_on) = 16);

-- What both sides of a manifest have settled to be ours is found again by that manifest.
CREATE INDEX custody_settled_back ON custody_step (tenant_id, manifest_id, parcel_id)
    WHERE act = 'settled_to_warehouse';
