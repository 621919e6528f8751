-- A second vehicle that takes a truck's load over at the gate: JSON, what it says of itself and, once
-- it has, when and with which seals (fulfillment/transshipment.hpp). NULL = one vehicle goes through.
ALTER TABLE departure ADD COLUMN transshipment text COLLATE "C";
-- What it emits beyond the gate, as JSON; `legs` of newer rows say which are its: [from, to, metres, 1].
ALTER TABLE trip_emission ADD COLUMN onward text COLLATE "C";
