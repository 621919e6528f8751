-- The journal: everything that happened, numbered without a gap. Its rowid is the position, so the
-- partial indexes end with it and serve `tenant = ? AND position > ?` in order.
CREATE TABLE journal (
    position INTEGER PRIMARY KEY CHECK (position > 0),
    event_id BLOB NOT NULL CHECK (length(event_id) = 16),
    tenant_id TEXT NOT NULL CHECK (tenant_id <> ''),
    seller_id TEXT CHECK (seller_id <> ''),
    carrier_id TEXT CHECK (carrier_id <> ''),
    type TEXT NOT NULL CHECK (type <> ''),
    subject TEXT NOT NULL CHECK (subject <> ''),
    sequence INTEGER NOT NULL,
    at INTEGER NOT NULL, -- business milliseconds since 1970
    data TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX journal_by_subject ON journal (tenant_id, subject, sequence);
CREATE INDEX journal_by_tenant ON journal (tenant_id);
CREATE INDEX journal_by_seller ON journal (tenant_id, seller_id) WHERE seller_id IS NOT NULL;
CREATE INDEX journal_by_carrier ON journal (tenant_id, carrier_id) WHERE carrier_id IS NOT NULL;

-- Work to do after the transaction that asked for it. A job is free when its lease is 0 or over
-- (machine milliseconds); a parked one waits for a person.
CREATE TABLE job (
    job_id BLOB NOT NULL PRIMARY KEY CHECK (length(job_id) = 16),
    tenant_id TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind <> ''),
    payload TEXT NOT NULL,
    due INTEGER NOT NULL, -- business milliseconds since 1970
    attempt INTEGER NOT NULL DEFAULT 0,
    lease_until_ms INTEGER NOT NULL DEFAULT 0,
    parked INTEGER NOT NULL DEFAULT 0 CHECK (parked IN (0, 1)),
    last_error TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX job_by_due ON job (kind, due) WHERE parked = 0;
