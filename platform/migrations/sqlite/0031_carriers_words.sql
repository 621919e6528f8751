-- What carriers tell in their own words: the word (in clear where it is a code), the incident, the
-- weight that they measured and the picture that proves a delivery. Who signed, and the message as it
-- came, are sealed with the other words. Cash on delivery goes its own way beside the parcel's.
ALTER TABLE tracking_event ADD COLUMN word TEXT NOT NULL DEFAULT '';
ALTER TABLE tracking_event ADD COLUMN incident TEXT NOT NULL DEFAULT '';
ALTER TABLE tracking_event ADD COLUMN photo TEXT NOT NULL DEFAULT '';
ALTER TABLE tracking_event ADD COLUMN mass_g INTEGER;
ALTER TABLE parcel ADD COLUMN cash TEXT NOT NULL DEFAULT 'none'
    CHECK (cash IN ('none', 'due', 'collected', 'remitted'));
