-- Parcels that come back: refused, unclaimed, or sent back by their buyers.
CREATE TABLE return_case (
    tenant_id text COLLATE "C" NOT NULL,
    return_id bytea NOT NULL CHECK (length(return_id) = 16),
    parcel_id bytea NOT NULL CHECK (length(parcel_id) = 16),
    order_id bytea NOT NULL CHECK (length(order_id) = 16),
    seller_id text COLLATE "C" NOT NULL,
    carrier_id text COLLATE "C" NOT NULL, -- in whose hands it was
    reason text COLLATE "C" NOT NULL CHECK (reason IN ('refused', 'unclaimed', 'sent_back')),
    state text COLLATE "C" NOT NULL CHECK (state IN
        ('asked', 'at_branch', 'coming', 'disposed', 'received', 'graded')),
    warehouse_id text COLLATE "C" NOT NULL, -- where it comes back to
    hold_until bigint, -- the branch keeps it until then
    hold_rule text COLLATE "C" NOT NULL, -- the row that says so; empty: the carrier's word
    departure_id bytea CHECK (length(departure_id) = 16), -- the truck that brings it
    mass_g bigint NOT NULL CHECK (mass_g >= 0),
    way text COLLATE "C" NOT NULL CHECK (way IN ('', 'send_back', 'dispose')),
    rule_id text COLLATE "C" NOT NULL, -- the row its costs are from; empty: all were given
    decided_by text COLLATE "C" NOT NULL CHECK (decided_by IN ('', 'value', 'person')),
    currency text COLLATE "C" NOT NULL, -- of the three that follow, in minor units
    value_minor bigint NOT NULL CHECK (value_minor >= 0),
    freight_minor bigint NOT NULL CHECK (freight_minor >= 0),
    duty_minor bigint NOT NULL CHECK (duty_minor >= 0),
    settlement text COLLATE "C" NOT NULL CHECK (settlement IN ('', 'none', 'cod_cancelled', 'refund_due')),
    settled_currency text COLLATE "C" NOT NULL,
    settled_minor bigint NOT NULL CHECK (settled_minor >= 0),
    opened_at bigint NOT NULL,
    decided_at bigint,
    received_at bigint,
    graded_at bigint,
    version bigint NOT NULL CHECK (version >= 1),
    PRIMARY KEY (tenant_id, return_id),
    CHECK ((way = '') = (decided_at IS NULL)),
    CHECK (state <> 'disposed' OR way = 'dispose')
);
CREATE UNIQUE INDEX return_case_parcel ON return_case (tenant_id, parcel_id);
CREATE INDEX return_case_of_seller ON return_case (tenant_id, seller_id, return_id);
CREATE INDEX return_case_departure ON return_case (tenant_id, departure_id)
    WHERE departure_id IS NOT NULL;

-- The pieces that were in the parcel, and how they were found.
CREATE TABLE return_line (
    tenant_id text COLLATE "C" NOT NULL,
    return_id bytea NOT NULL CHECK (length(return_id) = 16),
    seller_id text COLLATE "C" NOT NULL,
    sku text COLLATE "C" NOT NULL,
    sent bigint NOT NULL CHECK (sent > 0),
    resellable bigint NOT NULL CHECK (resellable >= 0),
    quarantine bigint NOT NULL CHECK (quarantine >= 0),
    waste bigint NOT NULL CHECK (waste >= 0),
    PRIMARY KEY (tenant_id, return_id, sku),
    CHECK (resellable + quarantine + waste <= sent)
);

CALL wall_table('return_case');
CALL wall_table('return_line');
