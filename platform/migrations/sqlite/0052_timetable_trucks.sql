-- What the departures of a row are made with: the vehicle that takes their load over at the gate, and
-- whether they are on their way home; the price in millionths of the corridor's currency.
ALTER TABLE timetable_row ADD COLUMN onward_vehicle_id TEXT;
ALTER TABLE timetable_row ADD COLUMN return_leg INTEGER NOT NULL DEFAULT 0
    CHECK (return_leg IN (0, 1));
ALTER TABLE timetable_row ADD COLUMN price_per_kg_micros INTEGER CHECK (price_per_kg_micros >= 0);
