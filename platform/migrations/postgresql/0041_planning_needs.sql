-- What goods ask of warehouses, trucks and carriers; ratings in thousandths of a watt-hour.
ALTER TABLE product ADD COLUMN temperature text COLLATE "C" NOT NULL DEFAULT 'ambient'
    CHECK (temperature IN ('ambient', 'cold'));
ALTER TABLE product ADD COLUMN dg_un text COLLATE "C"; -- "UN3481"; NULL = no dangerous goods
ALTER TABLE product ADD COLUMN dg_battery_mwh bigint CHECK (dg_battery_mwh > 0);
ALTER TABLE product ADD COLUMN dg_cell_mwh bigint CHECK (dg_cell_mwh > 0);
ALTER TABLE fulfillment ADD COLUMN cold bigint NOT NULL DEFAULT 0 CHECK (cold IN (0, 1));

-- The instant at which the buyer was told to have it at the latest.
ALTER TABLE orders ADD COLUMN promised_by bigint;

-- A truck on its way home; the price in millionths of the corridor's currency.
ALTER TABLE departure ADD COLUMN return_leg bigint NOT NULL DEFAULT 0 CHECK (return_leg IN (0, 1));
ALTER TABLE departure ADD COLUMN price_per_kg_micros bigint CHECK (price_per_kg_micros >= 0);
