-- Returns that open by themselves, and end when the parcel is delivered after all: a parcel has one
-- that stands.
ALTER TABLE return_case DROP CONSTRAINT return_case_state_check;
ALTER TABLE return_case ADD CONSTRAINT return_case_state_check CHECK (state IN
    ('asked', 'at_branch', 'coming', 'disposed', 'received', 'graded', 'cancelled'));
ALTER TABLE return_case ADD COLUMN opened_by text COLLATE "C" NOT NULL DEFAULT 'person'
    CHECK (opened_by IN ('person', 'tracking', 'holding_days'));
-- the row that opened it; empty: somebody did
ALTER TABLE return_case ADD COLUMN opened_rule text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE return_case ADD COLUMN cancelled_at bigint;
ALTER TABLE return_case ADD CONSTRAINT return_case_cancelled
    CHECK ((state = 'cancelled') = (cancelled_at IS NOT NULL));
DROP INDEX return_case_parcel;
CREATE UNIQUE INDEX return_case_parcel ON return_case (tenant_id, parcel_id)
    WHERE state <> 'cancelled';
CREATE INDEX return_case_all_of_parcel ON return_case (tenant_id, parcel_id, return_id);

-- Parcels that lie ready for their recipients: when each is looked at next.
CREATE TABLE branch_wait (
    tenant_id text COLLATE "C" NOT NULL,
    parcel_id bytea NOT NULL CHECK (length(parcel_id) = 16),
    since bigint NOT NULL, -- there
    next_at bigint NOT NULL,
    reminded bigint NOT NULL CHECK (reminded IN (0, 1)),
    PRIMARY KEY (tenant_id, parcel_id)
);
CREATE INDEX branch_wait_next ON branch_wait (next_at);
CALL wall_table('branch_wait');
SET LOCAL ROLE route9_across;
INSERT INTO branch_wait (tenant_id, parcel_id, since, next_at, reminded)
    SELECT tenant_id, parcel_id, status_at, status_at, 0 FROM parcel
    WHERE status = 'ready_for_pickup';
RESET ROLE;

ALTER TABLE seller_policy ADD COLUMN returns text COLLATE "C" NOT NULL DEFAULT 'automatic'
    CHECK (returns IN ('automatic', 'by_hand'));
