-- A truck closes, departs and arrives in a chain of units of work. `closing` stands between open
-- and closed: the counts are frozen, nothing comes aboard or leaves, the papers are being made.
ALTER TABLE departure DROP CONSTRAINT departure_state_check;
ALTER TABLE departure ADD CONSTRAINT departure_state_check
    CHECK (state IN ('open', 'closing', 'closed', 'departed', 'arrived'));

-- The step a departure is taking now: which parcels the chain has reached, and the job that goes on
-- with it when the process that began it has ended. `seed` is of a closing truck's papers, sealed,
-- so that the same papers are made again; it goes with the row.
CREATE TABLE departure_step (
    tenant_id text COLLATE "C" NOT NULL,
    departure_id bytea NOT NULL CHECK (length(departure_id) = 16),
    to_state text COLLATE "C" NOT NULL CHECK (to_state IN ('closed', 'departed', 'arrived')),
    at bigint NOT NULL,
    job_id bytea NOT NULL CHECK (length(job_id) = 16),
    seed bytea NOT NULL,
    seed_day bigint NOT NULL,
    done_parcel_id bytea CHECK (length(done_parcel_id) = 16),
    PRIMARY KEY (tenant_id, departure_id)
);
