-- The journal: everything that happened. Rows are appended without a position; once they are
-- committed whoever holds the head row numbers them, in the order of their arrival, without a gap.
-- Text has the byte order of the other engine, whatever the database's own collation is.
CREATE TABLE journal (
    position bigint UNIQUE CHECK (position > 0), -- null until it is numbered
    arrival bigint GENERATED ALWAYS AS IDENTITY,
    event_id bytea NOT NULL CHECK (length(event_id) = 16),
    tenant_id text COLLATE "C" NOT NULL CHECK (tenant_id <> ''),
    seller_id text COLLATE "C" CHECK (seller_id <> ''),
    carrier_id text COLLATE "C" CHECK (carrier_id <> ''),
    type text COLLATE "C" NOT NULL CHECK (type <> ''),
    subject text COLLATE "C" NOT NULL CHECK (subject <> ''),
    sequence bigint NOT NULL,
    at bigint NOT NULL, -- business milliseconds since 1970
    data text COLLATE "C" NOT NULL,
    PRIMARY KEY (tenant_id, subject, sequence)
);
CREATE INDEX journal_unnumbered ON journal (arrival) WHERE position IS NULL;
CREATE INDEX journal_by_tenant ON journal (tenant_id, position) WHERE position IS NOT NULL;
CREATE INDEX journal_by_seller ON journal (tenant_id, seller_id, position)
    WHERE seller_id IS NOT NULL AND position IS NOT NULL;
CREATE INDEX journal_by_carrier ON journal (tenant_id, carrier_id, position)
    WHERE carrier_id IS NOT NULL AND position IS NOT NULL;

-- The newest position. Its row lock is the right to number.
CREATE TABLE journal_head (
    one bigint NOT NULL PRIMARY KEY CHECK (one = 1),
    position bigint NOT NULL CHECK (position >= 0)
);
INSERT INTO journal_head (one, position) VALUES (1, 0);

-- Work to do after the transaction that asked for it. A job is free when its lease is 0 or over
-- (milliseconds of the database's clock); a parked one waits for a person.
CREATE TABLE job (
    job_id bytea NOT NULL PRIMARY KEY CHECK (length(job_id) = 16),
    tenant_id text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL CHECK (kind <> ''),
    payload text COLLATE "C" NOT NULL,
    due bigint NOT NULL, -- business milliseconds since 1970
    attempt bigint NOT NULL DEFAULT 0,
    lease_until_ms bigint NOT NULL DEFAULT 0,
    parked bigint NOT NULL DEFAULT 0 CHECK (parked IN (0, 1)),
    last_error text COLLATE "C"
);
CREATE INDEX job_by_due ON job (kind, due) WHERE parked = 0;
