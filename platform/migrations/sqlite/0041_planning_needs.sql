-- What goods ask of warehouses, trucks and carriers; ratings in thousandths of a watt-hour.
ALTER TABLE product ADD COLUMN temperature TEXT NOT NULL DEFAULT 'ambient'
    CHECK (temperature IN ('ambient', 'cold'));
ALTER TABLE product ADD COLUMN dg_un TEXT; -- "UN3481"; NULL = no dangerous goods
ALTER TABLE product ADD COLUMN dg_battery_mwh INTEGER CHECK (dg_battery_mwh > 0);
ALTER TABLE product ADD COLUMN dg_cell_mwh INTEGER CHECK (dg_cell_mwh > 0);
ALTER TABLE fulfillment ADD COLUMN cold INTEGER NOT NULL DEFAULT 0 CHECK (cold IN (0, 1));

-- The instant at which the buyer was told to have it at the latest.
ALTER TABLE orders ADD COLUMN promised_by INTEGER;

-- A truck on its way home; the price in millionths of the corridor's currency.
ALTER TABLE departure ADD COLUMN return_leg INTEGER NOT NULL DEFAULT 0 CHECK (return_leg IN (0, 1));
ALTER TABLE departure ADD COLUMN price_per_kg_micros INTEGER CHECK (price_per_kg_micros >= 0);
