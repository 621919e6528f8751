-- An app's address serves the shops of many sellers: the app is a connection without a seller, which
-- holds the secrets, and each shop's connection names its app and what the platform calls the shop.
ALTER TABLE connection ADD COLUMN app_id TEXT;
ALTER TABLE connection ADD COLUMN shop TEXT NOT NULL DEFAULT '';
CREATE UNIQUE INDEX connection_of_app ON connection (app_id, shop) WHERE app_id IS NOT NULL;
