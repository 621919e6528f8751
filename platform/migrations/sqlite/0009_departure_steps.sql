-- A truck closes, departs and arrives in a chain of units of work. `closing` stands between open
-- and closed: the counts are frozen, nothing comes aboard or leaves, the papers are being made.
CREATE TABLE departure_with_closing (
    tenant_id TEXT NOT NULL,
    departure_id BLOB NOT NULL CHECK (length(departure_id) = 16),
    reference TEXT NOT NULL,
    from_node TEXT NOT NULL,
    to_node TEXT NOT NULL,
    gate_id TEXT,
    carrier_id TEXT NOT NULL,
    truck_plate TEXT NOT NULL,
    master_bill TEXT NOT NULL,
    leaves INTEGER NOT NULL,
    arrives INTEGER,
    mass_max_g INTEGER NOT NULL CHECK (mass_max_g > 0),
    mass_used_g INTEGER NOT NULL CHECK (mass_used_g >= 0 AND mass_used_g <= mass_max_g),
    state TEXT NOT NULL CHECK (state IN ('open', 'closing', 'closed', 'departed', 'arrived')),
    parcels INTEGER NOT NULL,
    pieces INTEGER NOT NULL,
    gross_g INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, departure_id)
) STRICT, WITHOUT ROWID;
INSERT INTO departure_with_closing (tenant_id, departure_id, reference, from_node, to_node, gate_id,
    carrier_id, truck_plate, master_bill, leaves, arrives, mass_max_g, mass_used_g, state, parcels,
    pieces, gross_g, version)
SELECT tenant_id, departure_id, reference, from_node, to_node, gate_id, carrier_id, truck_plate,
    master_bill, leaves, arrives, mass_max_g, mass_used_g, state, parcels, pieces, gross_g, version
FROM departure;
DROP TABLE departure;
ALTER TABLE departure_with_closing RENAME TO departure;
CREATE UNIQUE INDEX departure_reference ON departure (tenant_id, reference);
CREATE INDEX departure_open ON departure (tenant_id, leaves) WHERE state = 'open';

-- The step a departure is taking now: which parcels the chain has reached, and the job that goes on
-- with it when the process that began it has ended. `seed` is of a closing truck's papers, sealed,
-- so that the same papers are made again; it goes with the row.
CREATE TABLE departure_step (
    tenant_id TEXT NOT NULL,
    departure_id BLOB NOT NULL CHECK (length(departure_id) = 16),
    to_state TEXT NOT NULL CHECK (to_state IN ('closed', 'departed', 'arrived')),
    at INTEGER NOT NULL,
    job_id BLOB NOT NULL CHECK (length(job_id) = 16),
    seed BLOB NOT NULL,
    seed_day INTEGER NOT NULL,
    done_parcel_id BLOB CHECK (length(done_parcel_id) = 16),
    PRIMARY KEY (tenant_id, departure_id)
) STRICT, WITHOUT ROWID;
