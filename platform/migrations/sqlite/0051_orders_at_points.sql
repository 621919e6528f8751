-- The carrier's pick-up point an order is bound for, "<carrier>/<point>"; empty: none. A place, not
-- a person: it stays clear for plans.
ALTER TABLE orders ADD COLUMN pickup TEXT NOT NULL DEFAULT '';
