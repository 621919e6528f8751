-- What people say in their own words speaks of people: it is sealed from now on, under the person's
-- key where the person is known, else under the tenant's key of the day. Columns in clear keep what
-- an earlier build has stored; it is read, and goes when its person is erased.
ALTER TABLE tracking_event ADD COLUMN words bytea NOT NULL DEFAULT '';
ALTER TABLE manifest ADD COLUMN acknowledgement_sealed bytea NOT NULL DEFAULT '';
ALTER TABLE early_cancellation ADD COLUMN words bytea NOT NULL DEFAULT '';
ALTER TABLE early_cancellation ADD COLUMN words_day bigint NOT NULL DEFAULT 0;
ALTER TABLE early_cancellation_by_connection ADD COLUMN words bytea NOT NULL DEFAULT '';
ALTER TABLE early_cancellation_by_connection ADD COLUMN words_day bigint NOT NULL DEFAULT 0;

-- A person is found by the blind index of the telephone; an erased one leaves an empty index.
CREATE INDEX orders_phone ON orders (tenant_id, phone_index, order_id);

-- An erasure that was asked for. running: its orders are not all done yet; pending: some records
-- are kept because the law wants them for a while; done: nothing is left.
CREATE TABLE erasure (
    tenant_id text COLLATE "C" NOT NULL CHECK (tenant_id <> ''),
    erasure_id bytea NOT NULL CHECK (length(erasure_id) = 16),
    state text COLLATE "C" NOT NULL CHECK (state IN ('running', 'pending', 'done')),
    asked_at bigint NOT NULL,
    done_at bigint,
    PRIMARY KEY (tenant_id, erasure_id)
);
CREATE INDEX erasure_unfinished ON erasure (state, tenant_id, erasure_id) WHERE state <> 'done';

-- The tombstone of one order's recipient. Ids only. `erased_at` is null until the key is gone.
CREATE TABLE erased_person (
    tenant_id text COLLATE "C" NOT NULL CHECK (tenant_id <> ''),
    person_id bytea NOT NULL CHECK (length(person_id) = 16),
    order_id bytea NOT NULL CHECK (length(order_id) = 16),
    erasure_id bytea NOT NULL CHECK (length(erasure_id) = 16),
    erased_at bigint,
    PRIMARY KEY (tenant_id, person_id)
);
CREATE INDEX erased_person_of_erasure ON erased_person (tenant_id, erasure_id, person_id);

-- What a rule of retention keeps back of an erased person. `subject_id` is the person (its sealed
-- extract stands here, under a key of its own) or the movement whose words are kept.
CREATE TABLE kept_record (
    tenant_id text COLLATE "C" NOT NULL CHECK (tenant_id <> ''),
    subject_id bytea NOT NULL CHECK (length(subject_id) = 16),
    rule_id text COLLATE "C" NOT NULL CHECK (rule_id <> ''),
    kind text COLLATE "C" NOT NULL CHECK (kind <> ''),
    erasure_id bytea NOT NULL CHECK (length(erasure_id) = 16),
    until bigint NOT NULL,
    wrapped bytea NOT NULL,
    sealed bytea NOT NULL,
    PRIMARY KEY (tenant_id, subject_id, rule_id)
);
CREATE INDEX kept_record_due ON kept_record (until);
CREATE INDEX kept_record_of_erasure ON kept_record (tenant_id, erasure_id);
CREATE INDEX kept_record_of_rule ON kept_record (rule_id, until);
